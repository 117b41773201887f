"""``vinhdanh demo``, ``serve``, ``manage``, ``verify``, each in a process and a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import migrated
from tests.ports import free_port
from vinhdanh.web.cli.output import Exit

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-c", "from vinhdanh.web.cli import main; main()"]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"VINHDANH_HOME": str(home)}


def vinhdanh(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, check=False, env=environment(home)
    )


def database(home: Path) -> Path:
    return home / "vinhdanh.sqlite3"


@pytest.fixture(scope="module")
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A home in which the demo has been begun again in place of an older one, and how it went.

    Once the older file is gone, that is the demo in an empty home: it is not run a second time for that.
    """
    home = tmp_path_factory.mktemp("home")
    shutil.copyfile(migrated(request.config.cache.mkdir("migrated")), database(home))  # type: ignore[union-attr]
    with sqlite3.connect(database(home)) as data:
        data.execute(
            "INSERT INTO access_account (username, password, full_name, post_text, person_number, is_active,"
            " is_demo, must_change_password, created)"
            " VALUES ('xua', '', 'Xưa', '', '', 1, 1, 0, '2025-01-01')"
        )
        data.execute("PRAGMA user_version = 7")  # only a new file loses it
    return home, vinhdanh(home, "demo", "--no-serve", "--reset")


@pytest.fixture
def copied(demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> Path:
    """A copy of that home, to be damaged."""
    home = tmp_path / "home"
    # What SQLite shares between processes goes away when the last of them closes: it is made anew.
    shutil.copytree(demo[0], home, ignore=shutil.ignore_patterns("*-shm"))
    return home


def test_the_demo_judges_the_province_and_says_how_long_it_took(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, first = demo
    assert first.returncode == Exit.OK, first.stderr
    words = " ".join(first.stdout.split())
    assert "Công an tỉnh Sơn Hà, năm 2025: 3.5" in words
    assert "CSTD_CS Chiến sĩ thi đua cơ sở" in words
    assert "Đơn vị quyết thắng" in words
    assert "giây." in words
    for step in ("Cơ sở dữ liệu", "Lập tỉnh mẫu Sơn Hà", "Xét cả lực lượng năm 2025"):
        assert step in first.stderr


def test_a_second_run_uses_what_is_there(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    home, first = demo
    again = vinhdanh(home, "demo", "--no-serve")
    assert again.returncode == Exit.OK
    assert "Dùng lại tỉnh mẫu đã có" in again.stderr
    assert "Lập tỉnh mẫu" not in again.stderr
    assert again.stdout == first.stdout


def test_the_demo_serves_until_stopped(copied: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [*COMMAND, "demo", "--port", str(port)],
        env=environment(copied),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        page = fetched(f"http://127.0.0.1:{port}/dang-nhap/", server)
        assert "thuongtruc" in page, "the accounts are on the sign-in page"
        busy = vinhdanh(copied, "serve", "--port", str(port))
        assert busy.returncode == Exit.UNUSABLE
        assert f"Chọn cổng khác: --port {port + 1}" in busy.stderr
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}" in out
    assert "thuongtruc" in out
    assert "Traceback" not in err
    assert server.returncode in (Exit.OK, Exit.INTERRUPTED)


def fetched(address: str, server: subprocess.Popen[str]) -> str:
    """The page, once the server answers."""
    deadline = time.monotonic() + 400
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"no answer at {address}")


@pytest.fixture
def real(copied: Path) -> Path:
    """A home whose accounts are no demo accounts."""
    with sqlite3.connect(database(copied)) as data:
        data.execute("UPDATE access_account SET is_demo = 0")
    return copied


@pytest.mark.parametrize("options", [["--no-serve"], ["--no-serve", "--reset"]], ids=["run", "reset"])
def test_the_demo_never_touches_real_data(real: Path, options: list[str]) -> None:
    refused = vinhdanh(real, "demo", *options)
    assert refused.returncode == Exit.UNUSABLE
    assert "VINHDANH_HOME=/tmp/thu vinhdanh demo" in refused.stderr
    assert rows(real, "people_person") > 3000


def rows(home: Path, table: str) -> int:
    with sqlite3.connect(database(home)) as data:
        return int(data.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_reset_begins_again(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    home, done = demo
    assert done.returncode == Exit.OK, done.stderr
    assert "Lập tỉnh mẫu Sơn Hà" in done.stderr
    with sqlite3.connect(database(home)) as data:
        assert data.execute("PRAGMA user_version").fetchone() == (0,)
        assert not data.execute("SELECT 1 FROM access_account WHERE username = 'xua'").fetchone()


# ---- the journal ----------------------------------------------------------------------------------


@pytest.fixture
def unguarded(copied: Path) -> Iterator[sqlite3.Connection]:
    """The database as somebody with its file may open it: without the triggers that protect the journal."""
    with sqlite3.connect(database(copied)) as data:
        names = data.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_journalentry'"
        ).fetchall()
        assert names
        for (name,) in names:
            data.execute(f'DROP TRIGGER "{name}"')
        data.commit()
        yield data


def test_an_untouched_journal_is_intact(copied: Path) -> None:
    told = vinhdanh(copied, "verify", "--json")
    assert told.returncode == Exit.OK, told.stderr
    facts = json.loads(told.stdout)
    assert facts["intact"] is True
    assert facts["entries"] >= 10
    noted = vinhdanh(copied, "verify", "--head", facts["head"])
    assert noted.returncode == Exit.OK
    assert facts["head"] in noted.stdout


def test_a_changed_entry_is_found(copied: Path, unguarded: sqlite3.Connection) -> None:
    unguarded.execute("UPDATE audit_journalentry SET subject = 'khác' WHERE number = 3")
    unguarded.commit()
    told = vinhdanh(copied, "verify", "--json")
    assert told.returncode == Exit.NOT_IN_ORDER
    facts = json.loads(told.stdout)
    assert facts["intact"] is False
    assert facts["broken_at"] == 3
    assert facts["missing_guards"]
    assert "Nội dung mục 3 khác với lúc ghi." in vinhdanh(copied, "verify").stdout


def test_a_lost_end_is_found_by_the_head_noted_before(copied: Path, unguarded: sqlite3.Connection) -> None:
    head = json.loads(vinhdanh(copied, "verify", "--json").stdout)["head"]
    (last,) = unguarded.execute("SELECT max(number) FROM audit_journalentry").fetchone()
    unguarded.execute("DELETE FROM audit_journalentry WHERE number = ?", (last,))
    unguarded.commit()
    assert json.loads(vinhdanh(copied, "verify", "--json").stdout)["broken_at"] is None
    assert json.loads(vinhdanh(copied, "verify", "--json", "--head", head).stdout)["broken_at"] is not None
    assert vinhdanh(copied, "verify", "--head", "3").returncode == Exit.USAGE


def test_the_sample_province_is_in_order_until_somebody_damages_it(
    copied: Path, unguarded: sqlite3.Connection
) -> None:
    told = vinhdanh(copied, "doctor", "--json")
    wrong = [one["code"] for one in json.loads(told.stdout)["checks"] if one["found"]]
    assert wrong == ["audit.guards"], "the triggers are gone, and nothing else is wrong"
    unguarded.execute("UPDATE people_unit SET path = '/' || code || '/' WHERE code = 'PX01'")
    unguarded.commit()
    told = vinhdanh(copied, "doctor")
    assert told.returncode == Exit.NOT_IN_ORDER
    assert "Đơn vị PX01: đường dẫn" in told.stdout


# ---- a database that is not ready -----------------------------------------------------------------


def test_an_empty_home_is_not_served(tmp_path: Path) -> None:
    for command in (["verify"], ["serve", "--port", str(free_port())]):
        refused = vinhdanh(tmp_path, *command)
        assert refused.returncode == Exit.UNUSABLE
        assert "vinhdanh manage migrate" in refused.stderr


def test_an_unreachable_database(tmp_path: Path) -> None:
    settings = environment(tmp_path) | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    refused = subprocess.run([*COMMAND, "verify"], capture_output=True, text=True, check=False, env=settings)
    assert refused.returncode == Exit.UNUSABLE
    assert "Không dùng được cơ sở dữ liệu" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_manage_is_django_with_the_settings_of_the_installation(tmp_path: Path) -> None:
    assert vinhdanh(tmp_path, "manage", "check").returncode == 0
    unknown = vinhdanh(tmp_path, "manage", "migrat")
    assert unknown.returncode != 0
    assert "migrat" in unknown.stderr
    assert "Traceback" not in unknown.stderr

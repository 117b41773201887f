"""``vinhdanh proof-keys`` and ``verify-certificate``: at a prompt, without a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from vinhdanh.audit.models import JournalEntry
from vinhdanh.documents.credentials.compact import Statement, compact
from vinhdanh.documents.credentials.integrity import signed
from vinhdanh.documents.credentials.keys import SigningKey, key_document, new_key
from vinhdanh.documents.credentials.statuslist import status_list
from vinhdanh.web.cli.output import Exit

NOW = datetime.now(UTC)
KEY = new_key(NOW - timedelta(days=9))
ADDRESS = "https://thidua.example/xac-thuc/trang-thai/1.json"
SAID = Statement(
    "",
    "ABC",
    "1286/QĐ-CAT",
    date(2026, 12, 22),
    "Giám đốc",
    "Giấy khen",
    "N*** T**",
    "0412",
    NOW.date(),
    1,
    77,
)
TEXT = compact(SAID, KEY)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return written(
        tmp_path / "khoa.json", key_document([KEY.public], address="https://h/khoa.json", name="CAT")
    )


def written(file: Path, document: Any) -> Path:
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def listed(file: Path, *revoked: int, key: SigningKey = KEY, at: datetime = NOW) -> Path:
    found = status_list(ADDRESS, {"id": key.public.did, "type": ["Profile"]}, revoked, at)
    return written(file, signed(found, key, at))


def test_a_paper_is_checked_with_the_keys_alone(run: Run, keys: Path) -> None:
    ran = run("verify-certificate", TEXT, "--keys", keys)
    assert ran.code == Exit.OK
    for said in ("Chữ ký đúng", "1286/QĐ-CAT, ngày 22/12/2026", "N*** T**", "không có danh sách trạng thái"):
        assert said in ran.words


def test_with_a_status_list_the_verdict_is_whole(run: Run, keys: Path, tmp_path: Path) -> None:
    good = listed(tmp_path / "trang-thai-1.json", 76, 78)
    ran = run("verify-certificate", f"https://h/x/ABC#{TEXT}", "--keys", keys, "--status", good, "--json")
    assert (ran.code, ran.facts["finding"]) == (Exit.OK, "genuine")
    ran = run("verify-certificate", TEXT, "--keys", keys, "--status", listed(tmp_path / "x.json", 77))
    assert ran.code == Exit.NOT_IN_ORDER
    assert "không còn giá trị" in ran.words
    old = listed(tmp_path / "cu.json", at=NOW - timedelta(days=40))
    assert run("verify-certificate", TEXT, "--keys", keys, "--status", old).code == Exit.UNUSABLE


def test_a_forged_paper_ends_with_one(run: Run, keys: Path) -> None:
    ran = run("verify-certificate", compact(SAID, new_key(NOW)), "--keys", keys)
    assert ran.code == Exit.NOT_IN_ORDER
    assert "không có trong danh sách khóa" in ran.words


def test_a_file_is_read_as_well_as_a_text(run: Run, keys: Path, tmp_path: Path) -> None:
    file = tmp_path / "quet.txt"
    file.write_text(f"{TEXT}\n", encoding="utf-8")
    assert run("verify-certificate", file, "--keys", keys).code == Exit.OK
    file.write_text("{}", encoding="utf-8")
    assert run("verify-certificate", file, "--keys", keys).code == Exit.UNUSABLE


@pytest.mark.parametrize(("text", "said"), [("khong-co.json", "Không có tệp"), ("VD1.x", "Không có tệp")])
def test_what_is_not_there_is_told(run: Run, keys: Path, text: str, said: str) -> None:
    ran = run("verify-certificate", text, "--keys", keys)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert said in ran.err


def test_keys_that_are_none_are_told(run: Run, tmp_path: Path) -> None:
    ran = run("verify-certificate", TEXT, "--keys", written(tmp_path / "k.json", {}))
    assert ran.code == Exit.UNUSABLE
    assert "không có khóa nào" in ran.err


@pytest.mark.slow
def test_checking_needs_neither_django_nor_a_home(keys: Path) -> None:
    """On a machine where only the package and the keys' file are."""
    program = (
        "import sys; from vinhdanh.web.cli import app; "
        f"code = app(['verify-certificate', {TEXT!r}, '--keys', {str(keys)!r}], standalone_mode=False); "
        "assert not code, code; assert 'django' not in sys.modules"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VINHDANH")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Chữ ký đúng" in done.stdout


def test_keys_are_made_listed_changed_and_taken_along(
    db: None, run: Run, tmp_path: Path, settings: Any
) -> None:
    settings.VINHDANH_HOME = tmp_path / "home"
    assert "Chưa có khóa nào" in run("proof-keys", "list").words
    assert run("proof-keys", "create").code == Exit.OK
    again = run("proof-keys", "create")
    assert again.code == Exit.UNUSABLE
    assert "Đã có khóa ký" in again.err
    assert run("proof-keys", "rotate", "--why", "Đổi hằng năm").code == Exit.OK
    assert run("proof-keys", "rotate", "--why", "Bị lộ", "--revoke").code == Exit.OK
    states = [
        (bool(one["retired"]), one["revoked"]) for one in run("proof-keys", "list", "--json").facts["keys"]
    ]
    assert sorted(states) == [(False, False), (True, False), (True, True)]
    written_down = JournalEntry.objects.filter(ref="proof-keys").order_by("number")
    assert list(written_down.values_list("why", flat=True)) == ["", "Đổi hằng năm", "Bị lộ"]
    file = tmp_path / "khoa.json"
    assert run("proof-keys", "export", file).code == Exit.OK
    assert len(json.loads(file.read_text(encoding="utf-8"))["verificationMethod"]) == 3
    assert "PRIVATE" not in file.read_text(encoding="utf-8")
    refused = run("proof-keys", "rotate", "--why", " ")
    assert refused.code == Exit.USAGE

"""``vinhdanh backup`` and ``restore``: what comes back is whole, and no vote can be read from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection

from tests.cli.conftest import Run
from tests.council.voting import SAID, Council
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council import sealing
from vinhdanh.council.models import BallotBox
from vinhdanh.council.selectors.boxes import frame_of
from vinhdanh.council.services import keyfiles
from vinhdanh.council.services.casting import cast
from vinhdanh.web.cli.output import Exit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own tools copy its database"),
]


@pytest.fixture
def home(tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[Path]:
    """A home of its own, with a file and the two halves of a key; the database is the tests'."""
    made = tmp_path / "nha"
    settings.VINHDANH_HOME = str(made)  # type: ignore[attr-defined]
    for name in ("files/giay.pdf", "khoa-xac-thuc/1.json", "khoa-xac-thuc/1.key", "secret.key"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(f"đây là {name}")
    return made


def test_no_vote_can_be_read_from_a_backup_made_while_a_box_is_open(
    home: Path, tmp_path: Path, run: Run
) -> None:
    council = Council()
    box = council.open()
    council.vote(box, SAID[:4])
    key = keyfiles.file_of(box.name)
    then = key.read_bytes()
    target = tmp_path / "sao-luu.zip"
    ran = run("backup", target)
    assert ran.code == Exit.OK
    assert "hom-phieu: khóa ngoài của hòm phiếu đang mở" in ran.words
    assert f"Hòm phiếu “{box}” đang mở lúc sao lưu" in " ".join(ran.err.split())
    with ZipFile(target) as package:
        names = package.namelist()
        assert not any(name.startswith(keyfiles.FOLDER) for name in names)
        assert all(then[8:] not in package.read(name) for name in names)
        package.extract("vinhdanh.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "vinhdanh.sqlite3")) as copy:
        [(content,)] = copy.execute("SELECT content FROM council_ballotbox").fetchall()
    cast(actor=council.members[4], box=box, choices=SAID[4])
    now = BallotBox.objects.get(pk=box.pk)
    with pytest.raises(sealing.Tampered):  # what is left of the key opens no earlier state
        sealing.empty(
            keyfiles.key_at(box.name, now.casts),
            content,
            frame=frame_of(now),
            places=7,
            size=sealing.sealed_size(3),
        )


def test_what_was_backed_up_comes_back_byte_for_byte(
    home: Path, tmp_path: Path, run: Run, settings: pytest.FixtureRequest
) -> None:
    council = Council()
    council.open()
    target = tmp_path / "sao-luu.zip"
    made = run("backup", target, "--json").facts
    last = JournalEntry.objects.latest("number")
    assert made["head"] == f"{last.number}:{last.hash}"
    assert target.stat().st_mode & 0o077 == 0, "only its owner reads it"
    assert "đã có" in run("backup", target).err
    fresh = tmp_path / "moi"
    fresh.mkdir()
    settings.VINHDANH_HOME = str(fresh)  # type: ignore[attr-defined]
    ran = run("restore", target)
    assert ran.code == Exit.OK
    assert f"vinhdanh verify --head {made['head']}" in ran.out
    assert (fresh / "files/giay.pdf").read_text() == "đây là files/giay.pdf"
    assert sorted(one.name for one in fresh.iterdir()) == ["files", "khoa-xac-thuc", "vinhdanh.sqlite3"]
    assert [one.name for one in (fresh / "khoa-xac-thuc").iterdir()] == ["1.json"], "only its public half"
    with closing(sqlite3.connect(fresh / "vinhdanh.sqlite3")) as copy:
        [(hash_,)] = copy.execute(
            "SELECT hash FROM audit_journalentry ORDER BY number DESC LIMIT 1"
        ).fetchall()
        triggers = copy.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    assert (hash_, triggers > 0) == (last.hash, True)
    assert "không ghi đè dữ liệu" in run("restore", target).err


def test_a_damaged_backup_is_not_put_back(home: Path, tmp_path: Path, run: Run) -> None:
    target, changed = tmp_path / "sao-luu.zip", tmp_path / "doi.zip"
    run("backup", target)
    with ZipFile(target) as source, ZipFile(changed, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, b"khac" if name == "files/giay.pdf" else source.read(name))
    assert "files/giay.pdf khác mã băm" in run("restore", changed).err
    changed.write_bytes(b"PK")
    assert "không đọc được như một bản sao lưu" in run("restore", changed).err


def test_a_backup_lies_outside_of_the_home(home: Path, run: Run) -> None:
    ran = run("backup", home / "sao-luu.zip")
    assert ran.code != Exit.OK
    assert "nằm trong thư mục dữ liệu" in ran.err

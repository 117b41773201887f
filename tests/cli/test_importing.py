"""``vinhdanh import``: looked at without a trace, written whole, refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.eligibility.agency import THUY
from tests.exchange.intake import GRANTS, small_agency
from tests.exchange.sheets import NAMES, Cells, write
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.exchange.models import Intake
from vinhdanh.web.cli import importing
from vinhdanh.web.cli.output import CliError, Exit

pytestmark = pytest.mark.django_db(transaction=True)
GOOD: Cells = [GRANTS, [THUY, "Nông Thị Bích Thủy", "Giấy khen", 2016, "88/QĐ", "26/01/2016"]]
BAD: list[object] = [THUY, "Nông Thị Bích Thủy", "Danh hiệu lạ", 2016, "89/QĐ", None]


@pytest.fixture(autouse=True)
def agency(transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(importing, "migrate", lambda: None)  # the tests' database is
    small_agency()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, GOOD)


def written(folder: Path, rows: Cells) -> Path:
    path = folder / "so.xlsx"
    path.write_bytes(write({NAMES["grants"]: rows}))
    return path


def test_a_dry_run_tells_what_would_change_and_leaves_no_trace(run: Run, tmp_path: Path) -> None:
    before = Grant.objects.count(), JournalEntry.objects.count()
    ran = run("import", written(tmp_path, [*GOOD, BAD]), "--dry-run", "--year", 2025, "--json")
    assert ran.code == Exit.ROWS_LEFT_OUT
    assert (ran.facts["written"], ran.facts["counts"]["new_rows"]) == (False, 1)
    (problem,) = ran.facts["problems"]
    assert (problem["cell"], problem["read"]) == ("C3", "Danh hiệu lạ")
    assert (Grant.objects.count(), JournalEntry.objects.count()) == before
    assert not Intake.objects.exists()


def test_a_file_is_written_and_a_second_time_there_is_nothing_to_write(run: Run, file: Path) -> None:
    ran = run("import", file)
    assert ran.code == Exit.OK, ran.err
    assert "Đã ghi 1 bản ghi" in ran.words
    assert Grant.objects.filter(decision__number="88/QĐ").count() == 1
    with pytest.raises(CliError, match="không có gì để ghi"):
        importing.import_file(file)
    assert Grant.objects.filter(decision__number="88/QĐ").count() == 1


def test_rows_that_cannot_be_used_are_left_out_only_when_asked(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, [*GOOD, BAD])
    with pytest.raises(CliError, match="còn 1 ô chưa dùng được"):
        importing.import_file(path)
    assert not Grant.objects.filter(decision__number="88/QĐ").exists()
    assert run("import", path, "--skip-bad").code == Exit.OK
    assert Grant.objects.filter(decision__number__in=["88/QĐ", "89/QĐ"]).count() == 1

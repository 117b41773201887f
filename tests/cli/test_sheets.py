"""``vinhdanh template`` and ``vinhdanh sample``."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from vinhdanh.exchange.layout import SHEETS
from vinhdanh.web.cli.output import Exit


def test_the_template_has_every_sheet_and_can_be_read_back(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "bieu-mau.xlsx"
    ran = run("template", out)
    assert ran.code == Exit.OK
    assert {sheet.name for sheet in SHEETS} <= set(load_workbook(out, read_only=True).sheetnames)
    empty = run("judge", out, "--year", 2025)
    assert empty.code == Exit.UNUSABLE
    assert "chưa có cán bộ, đơn vị hay hộ nào để xét" in empty.err


@pytest.mark.slow
def test_the_sample_is_the_same_for_the_same_seed(run: Run, tmp_path: Path) -> None:
    first, second, other = (tmp_path / f"{name}.xlsx" for name in ("mot", "hai", "ba"))
    told = run("sample", first, "--json").facts
    assert told["persons"] > 3000
    assert told["planted"] == 0
    run("sample", second)
    run("sample", other, "--seed", 7)

    def judged(path: Path) -> str:
        ran = run("judge", path, "--year", 2025, "--json")
        assert ran.code == Exit.OK, ran.err
        return str(ran.facts["fingerprint"])

    assert judged(first) == judged(second)
    assert judged(first) != judged(other)


@pytest.mark.slow
def test_the_messy_sample_is_judged_with_its_problems(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "lon-xon.xlsx"
    planted = run("sample", out, "--messy", "--json").facts["planted"]
    assert planted > 0
    ran = run("judge", out, "--year", 2025, "--json")
    assert ran.code == Exit.ROWS_LEFT_OUT
    assert len(ran.facts["problems"]) >= planted


def test_only_workbooks_are_written(run: Run, tmp_path: Path) -> None:
    ran = run("template", tmp_path / "bieu-mau.docx")
    assert ran.code == Exit.USAGE
    assert "bieu-mau.xlsx" in ran.err

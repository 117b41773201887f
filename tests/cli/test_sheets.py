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
def test_the_samples_are_judged(run: Run, tmp_path: Path) -> None:
    clean, messy = tmp_path / "sach.xlsx", tmp_path / "lon-xon.xlsx"
    told = run("sample", clean, "--json").facts
    assert told["persons"] > 3000
    assert told["planted"] == 0
    judged = run("judge", clean, "--year", 2025, "--json")
    assert judged.code == Exit.OK
    assert judged.facts["problems"] == []

    told = run("sample", messy, "--messy", "--seed", 7, "--json").facts
    assert told["seed"] == 7
    assert told["planted"] > 0
    other = run("judge", messy, "--year", 2025, "--json")
    assert other.code == Exit.ROWS_LEFT_OUT
    assert len(other.facts["problems"]) >= told["planted"]
    assert other.facts["verdicts"].keys() != judged.facts["verdicts"].keys(), "another seed, another province"


def test_only_workbooks_are_written(run: Run, tmp_path: Path) -> None:
    ran = run("template", tmp_path / "bieu-mau.docx")
    assert ran.code == Exit.USAGE
    assert "bieu-mau.xlsx" in ran.err

"""The sample as a workbook: clean, it says what the province says; messy, it errs where it was told to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vinhdanh.engine import LawBook, judge
from vinhdanh.engine.facts import Facts
from vinhdanh.exchange.layout import SHEETS
from vinhdanh.exchange.reading import Reading, Severity, read_workbook
from vinhdanh.exchange.sample import Province, sample_province, write_sample

pytestmark = pytest.mark.slow  # whole provinces are written and read

TABLES = (
    "persons",
    "units",
    "households",
    "posts",
    "ratings",
    "grants",
    "works",
    "disciplines",
    "holds",
    "absences",
    "findings",
)
NAMED = ("persons", "units", "households", "works")  # their identifiers are their own, not those of rows
TODAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def province() -> Province:
    return sample_province(scale=0.08)


@pytest.fixture(scope="module")
def clean(province: Province, book: LawBook, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("sample") / "so-lieu.xlsx"
    assert write_sample(path, province) == ()
    return read_workbook(path, book=book, year=province.year, today=TODAY)


def content(facts: Facts, table: str) -> Counter[Any]:
    rows = getattr(facts, table)
    return Counter(rows if table in NAMED else (replace(row, id="") for row in rows))


def test_clean_workbook_has_nothing_to_report(clean: Reading) -> None:
    assert clean.problems == ()
    assert set(clean.rows_read) == {sheet.name for sheet in SHEETS}


@pytest.mark.parametrize("table", TABLES)
def test_clean_workbook_gives_the_same_facts(clean: Reading, province: Province, table: str) -> None:
    assert content(clean.facts, table) == content(province.facts, table)


def test_clean_workbook_keeps_rank_and_citizen_number(clean: Reading, province: Province) -> None:
    read = {number: (extra.rank, extra.citizen_id) for number, extra in clean.extras.items()}
    assert read == {number: (d.rank, d.citizen_id) for number, d in province.details.items()}


def test_clean_workbook_gives_the_same_verdicts(clean: Reading, province: Province, book: LawBook) -> None:
    read = judge(book, clean.facts, year=province.year)
    made = judge(book, province.facts, year=province.year)
    assert read.counts() == made.counts()
    assert any(made.counts().values())


@pytest.mark.slow
def test_the_whole_province_survives_the_workbook(book: LawBook, tmp_path: Path) -> None:
    whole = sample_province()
    write_sample(tmp_path / "so-lieu.xlsx", whole)
    reading = read_workbook(tmp_path / "so-lieu.xlsx", book=book, year=whole.year, today=TODAY)
    assert reading.problems == ()
    for table in TABLES:
        assert content(reading.facts, table) == content(whole.facts, table), table


@pytest.mark.parametrize("seed", [2026, 7])
def test_messy_workbook_errs_only_where_it_was_told_to(
    province: Province, book: LawBook, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "so-theo-doi.xlsx"
    planted = write_sample(path, province, messy=True, seed=seed)
    reading = read_workbook(path, book=book, year=province.year, today=TODAY)
    told = {(p.sheet, p.cell, p.code) for p in planted}
    found = {(p.sheet, p.cell, p.code) for p in reading.problems}
    assert not told - found, "planted, not found"
    doubtful = [p for p in reading.problems if p.severity is not Severity.FIXED]
    assert [(p.place, p.code, p.read) for p in doubtful if (p.sheet, p.cell, p.code) not in told] == []


def test_messy_workbook_plants_every_kind_once_a_row(province: Province, tmp_path: Path) -> None:
    planted = write_sample(tmp_path / "a.xlsx", province, messy=True, seed=3)
    assert len({p.code for p in planted}) >= 30
    rows = Counter((p.sheet, p.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for p in planted if p.cell)
    assert max(rows.values()) == 1
    assert all(p.note for p in planted)
    assert write_sample(tmp_path / "c.xlsx", province, messy=True, seed=4) != planted


def test_messy_workbook_still_tells_nearly_everything(
    province: Province, book: LawBook, tmp_path: Path
) -> None:
    """What the mistakes did not touch is read as it was meant, whatever the words and shapes."""
    path = tmp_path / "so-theo-doi.xlsx"
    planted = write_sample(path, province, messy=True)
    reading = read_workbook(path, book=book, year=province.year, today=TODAY)
    for table in ("posts", "ratings", "grants", "disciplines", "holds", "absences", "findings"):
        made, read = content(province.facts, table), content(reading.facts, table)
        assert (made - read).total() <= len(planted), table
        assert (read - made).total() <= len(planted), table
    assert {p.id for p in reading.facts.persons} == {p.id for p in province.facts.persons}
    assert {u.id for u in reading.facts.units} == {u.id for u in province.facts.units}

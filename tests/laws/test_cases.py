"""The law's own cases, and what must hold of the law as a whole."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from vinhdanh.engine import CaseResult, LawBook, check_all, coverage, unlisted
from vinhdanh.engine.lawbook import LAWS

OVERLAYS = ["qd-86-2025-bac-ninh"]
DRAFTS = ["du-thao-2026"]


@cache
def results() -> list[CaseResult]:
    return check_all()


@cache
def national_book() -> LawBook:
    return LawBook.load()


@cache
def whole_book() -> LawBook:
    return LawBook.load(overlays=OVERLAYS, drafts=DRAFTS)


@pytest.mark.parametrize("file", sorted({f"{p.parent.name}/{p.name}" for p in LAWS.glob("*/*.tests.yaml")}))
def test_every_case_of_the_law_passes(file: str) -> None:
    mine = [r for r in results() if r.file == file]
    assert mine
    assert [f"{r.name}: {r.problem}" for r in mine if not r.passed] == []


def test_every_rule_has_cases_for_met_and_not_met() -> None:
    import yaml

    tried: dict[str, set[str]] = {}
    for path in LAWS.glob("*/*.tests.yaml"):
        for case in yaml.safe_load(path.read_text("utf-8")):
            if "rule" in case:
                tried.setdefault(case["rule"], set()).add(case["expect"])
    for rule in whole_book().rules:
        outcomes = tried.get(rule.id, set())
        assert "met" in outcomes, rule.id
        assert outcomes & {"unmet", "unsure"}, rule.id


def test_no_legal_fact_is_left_without_a_place_or_a_reason() -> None:
    assert [row.fact for row in coverage(whole_book()) if row.state == "missing"] == []


def test_every_fact_that_a_file_names_is_in_the_inventory() -> None:
    assert unlisted(whole_book()) == []


def test_what_is_only_remembered_is_a_gap_and_never_a_rule() -> None:
    assert [row.fact for row in coverage(whole_book()) if row.mark == "M" and row.state != "gap"] == []


QUARTERS = [date(year, month, 1) for year in range(2024, 2028) for month in (1, 4, 7, 10)]


@pytest.mark.parametrize("day", QUARTERS, ids=str)
def test_every_line_has_a_rule_or_a_listed_gap_in_every_quarter(day: date) -> None:
    book = national_book()
    silent = [
        line.id
        for line in book.rule_lines
        if not book.versions(line.id, day) and book.gap_for(line.id, line.honour, day) is None
    ]
    assert silent == []


def test_past_the_verified_day_every_rule_says_so() -> None:
    book = national_book()
    late = date(2026, 10, 1)
    current = [r for r in book.rules_on(late) if r.article.instrument.key == "luat-06-2022"]
    assert current
    assert all(r.verified_to is not None and r.verified_to < late for r in current)

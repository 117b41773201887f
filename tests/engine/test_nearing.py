"""One step short of an honour, and where the law files end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.engine.agency import findings, grants, person, ratings
from vinhdanh.engine import (
    Discipline,
    DisciplineForm,
    Facts,
    LawBook,
    Step,
    Verdict,
    ended_on,
    judge,
    one_step_short,
)

YEAR = 2025
READY = Facts(
    persons=(person(),), ratings=ratings("A", YEAR, "gggx"), findings=findings("A", YEAR, "conduct")
)


@cache
def law() -> LawBook:
    return LawBook.load()


def step(facts: Facts, line: str) -> Step:
    run = judge(law(), facts, year=YEAR)
    return Step(int(one_step_short(run)[run.at["A"], run.column[line]]))


def test_a_missing_conclusion_is_one_open_step() -> None:
    assert step(READY, "CSTT") == Step.NONE  # met
    assert step(replace(READY, findings=()), "CSTT") == Step.OPEN


def test_a_missing_year_is_told_apart_from_a_missing_conclusion() -> None:
    low = replace(READY, ratings=ratings("A", YEAR, "gggc"))
    assert step(low, "CSTT") == Step.FAILING
    neither = replace(low, findings=())
    assert step(neither, "CSTT") == Step.NONE  # two steps


def test_a_title_short_of_one_year_is_one_step_short_of_two_it_is_not() -> None:
    line = "BK_BO_CN"
    works = replace(READY, ratings=ratings("A", YEAR, "xx"))
    once = replace(works, grants=grants("A", "CSTD_CS", (2025,)))
    run = judge(law(), once, year=YEAR)
    lacking = run.explain("A", line)
    assert lacking.verdict in (Verdict.UNMET, Verdict.UNSURE, Verdict.MET)
    assert step(replace(READY, ratings=(), findings=()), "CSTD_TQ") == Step.NONE


def test_what_no_record_can_mend_is_no_step() -> None:
    punished = replace(
        READY,
        disciplines=(Discipline("d", "A", DisciplineForm.WARNING, date(2025, 1, 5), date(2025, 6, 1)),),
    )
    run = judge(law(), punished, year=YEAR)
    short = one_step_short(run)[run.at["A"]]
    for line, at in run.column.items():
        if short[at]:
            open_ones = [c for c in run.explain("A", line).criteria if c.verdict != Verdict.MET]
            assert not any("kỷ luật" in c.label for c in open_ones), line


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 31), []),
        (date(2027, 2, 28), []),
        (date(2027, 3, 1), ["tạm hoãn xét", "Huân chương Lao động hạng Ba"]),
    ],
)
def test_where_the_files_end_they_say_so(day: date, said: list[str]) -> None:
    found = ended_on(law(), day)
    assert len(found) == len(said)
    for one, words in zip(found, said, strict=True):
        assert words in one.sentence
        assert "01/03/2027" in one.sentence
        assert "NĐ 152/2025/NĐ-CP" in one.texts

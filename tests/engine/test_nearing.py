"""One step short of an honour, and where the law files end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.engine.agency import findings, person, ratings, work
from vinhdanh.engine import (
    Discipline,
    DisciplineForm,
    Facts,
    LawBook,
    OneStep,
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


def step(facts: Facts, line: str) -> OneStep:
    run = judge(law(), facts, year=YEAR)
    return OneStep(int(one_step_short(run)[run.at["A"], run.column[line]]))


def test_a_missing_conclusion_is_one_open_step() -> None:
    assert step(READY, "CSTT") == OneStep.NONE  # met
    assert step(replace(READY, findings=()), "CSTT") == OneStep.OPEN


def test_a_missing_year_is_told_apart_from_a_missing_conclusion() -> None:
    low = replace(READY, ratings=ratings("A", YEAR, "gggc"))
    assert step(low, "CSTT") == OneStep.FAILING
    neither = replace(low, findings=())
    assert step(neither, "CSTT") == OneStep.NONE  # two steps


def test_one_work_short_is_one_step_two_works_short_are_two() -> None:
    """Bằng khen cấp Bộ by two works within two excellent years."""
    line = "BK_BO_CN"
    excellent = Facts(
        persons=(person(),),
        ratings=ratings("A", YEAR, "xxx"),
        findings=findings("A", YEAR, "conduct", "exemplary"),
    )
    assert step(replace(excellent, works=(work("A", YEAR), work("A", YEAR - 1))), line) == OneStep.NONE  # met
    assert step(replace(excellent, works=(work("A", YEAR),)), line) == OneStep.FAILING
    assert step(excellent, line) == OneStep.NONE


def test_a_title_asked_for_by_another_counts_with_its_own_steps() -> None:
    """CSTĐ cơ sở asks for CSTT: two steps from that are not one step from this."""
    ready = replace(READY, findings=())
    assert step(ready, "CSTT") == OneStep.OPEN
    assert step(ready, "CSTD_CS") == OneStep.OPEN  # the same conclusion opens both
    low = replace(ready, ratings=ratings("A", YEAR, "gggc"), works=(work("A", YEAR),))
    assert step(low, "CSTT") == OneStep.NONE
    assert step(low, "CSTD_CS") == OneStep.NONE


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

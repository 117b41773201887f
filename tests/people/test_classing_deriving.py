"""Weeks make a month, months a year; what is not entered is never guessed."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.test_classing_reading import FOLDER
from vinhdanh.people.classing import NOT_ASSESSED, Entry, Proposal, derive_month, derive_year, read_scale
from vinhdanh.people.classing.scale import DEFERRED, LEVELS

SCALE = read_scale((FOLDER / "loai-1-4.toml").read_text(encoding="utf-8"), "loai-1-4.toml")
CODES = [one.code for one in SCALE.classes]


def months(text: str) -> list[Entry]:
    """ "112" is classes, "-" an exemption (maternity), "s" study, "." not in the agency, "?" not entered."""
    special = {"-": Entry(exemption="maternity"), "s": Entry(exemption="study"), ".": Entry(serving=False)}
    return [special.get(c, Entry() if c == "?" else Entry(c)) for c in text]


def year(text: str, **more: bool) -> Proposal:
    return derive_year(SCALE.year, CODES, months(text), SCALE.exemptions, **more)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("111111111111", "excellent"),
        ("1111111.1122", "good"),  # 9 of 11 is less than 5/6  # 10 of 12 is 5/6
        ("111111111222", "good"),  # 9 of 12 is not
        ("111111111113", "good"),
        ("222222222222", "good"),
        ("222222222233", "good"),
        ("222222222333", "completed"),
        ("111111111114", "completed"),
        ("111111111444", "failed"),
        ("111111111---", "excellent"),  # 9 of 9: exempt months are not in the whole
        ("111111111.22", "good"),  # 9 of 11 is less than 5/6
        ("11111112-222", "good"),
    ],
)
def test_the_first_row_that_fits_gives_the_year(text: str, level: str) -> None:
    found = year(text)
    assert found.give == level
    assert found.row is not None
    assert found.row.give == level
    assert found.possible == (level,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("11111111----", "maternity"),
        ("11111111ssss", "study"),
        ("11111111--ss", "under_months"),  # two grounds: neither is the whole reason
        ("....11111111", "under_months"),
        ("..--11111111", "under_months"),
        ("............", "under_months"),
    ],
)
def test_too_few_months_give_no_level_and_a_reason(text: str, reason: str) -> None:
    found = year(text)
    assert (found.give, found.unassessed, found.row) == (NOT_ASSESSED, reason, None)


def test_months_not_entered_leave_every_result_open_that_they_could_give() -> None:
    found = year("1111111111??")
    assert found.give is None
    assert found.possible == ("excellent", "good", "completed")
    assert found.open
    assert found.unknown == 2


def test_a_month_that_changes_nothing_need_not_be_waited_for() -> None:
    found = year("11144411111?")
    assert found.give == "failed"
    assert found.row is None
    found = year("--------????")
    assert found.give == NOT_ASSESSED, "at most four months can be assessed"
    assert year("-------?????").give == NOT_ASSESSED
    assert year("---?????????").possible[-1] == NOT_ASSESSED


def test_an_open_complaint_defers_whatever_the_months_say() -> None:
    found = year("111111111111", deferred=True)
    assert (found.give, found.unassessed) == (NOT_ASSESSED, DEFERRED)


def test_a_unit_has_its_own_rows() -> None:
    assert year("111111111222", unit=True).give == "excellent"
    assert year("111111111222").give == "good"


def test_without_a_table_nothing_is_proposed() -> None:
    grassroots = read_scale((FOLDER / "hd-01-v05.toml").read_text(encoding="utf-8"), "hd-01-v05.toml")
    found = derive_year(grassroots.year, [], [], grassroots.exemptions)
    assert (found.give, found.possible) == (None, ())


@pytest.mark.parametrize(
    ("text", "cls"),
    [("1111", "1"), ("1112", "1"), ("1122", "2"), ("1113", "2"), ("1344", "4"), ("1334", "3"), ("11-1", "1")],
)
def test_weeks_make_a_month(text: str, cls: str) -> None:
    assert derive_month(SCALE, months(text)).give == cls


def test_a_month_without_weeks_is_not_proposed() -> None:
    assert derive_month(SCALE, []).give == NOT_ASSESSED
    assert derive_month(SCALE, months("11?1")).possible == ("1", "2", "3")


entries = st.lists(st.sampled_from("1234-.?s"), max_size=12).map("".join)


@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_months_changes_nothing(text: str, rng: random.Random) -> None:
    shuffled = list(text)
    rng.shuffle(shuffled)
    assert year(text) == year("".join(shuffled))


@given(st.lists(st.sampled_from("1234-.s"), max_size=12), st.integers(0, 3))
def test_an_open_answer_is_exactly_what_filling_it_in_can_give(known: list[str], unknown: int) -> None:
    text = "".join(known)
    filled = {year(text + "".join(rest)).give for rest in product("1234-", repeat=unknown)}
    found = year(text + "?" * unknown)
    assert set(found.possible) == filled
    assert found.give == (filled.pop() if len(filled) == 1 else None)


@given(st.lists(st.sampled_from("1234"), min_size=9, max_size=12), st.integers(0, 11), st.integers(1, 3))
def test_a_better_month_never_lowers_the_year_of_this_scale(text: list[str], at: int, up: int) -> None:
    rank = {level.code: level.rank for level in LEVELS}
    at %= len(text)
    better = [*text]
    better[at] = str(max(int(text[at]) - up, 1))
    assert rank[year("".join(better)).give or ""] <= rank[year("".join(text)).give or ""]

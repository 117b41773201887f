"""The arithmetic of clusters: stages, sums with their caps, ranks, votes, who checks whom."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.movements.scoring import (
    MOVES,
    SHEET_MOVES,
    GroupPoints,
    carried,
    moves_from,
    ranked,
    rotation,
    said,
    suggested_officers,
    sum_words,
    total_of,
    wrong_pairs,
    wrong_points,
)
from vinhdanh.movements.types.clusters import ClusterActKind, PointKind, SheetState, Stage

POINTS = st.decimals(min_value=0, max_value=1000, places=2)
CAPS = st.none() | POINTS
GROUPS = st.lists(
    st.builds(GroupPoints, st.sampled_from(PointKind.values), st.lists(POINTS, max_size=6).map(tuple), CAPS),
    max_size=8,
)


# ---- stages ---------------------------------------------------------------------------------------


def reached(start: str, steps: list[tuple[str, str]]) -> set[str]:
    found: set[str] = {start}
    while more := {target for source, target in steps if source in found} - found:
        found |= more
    return found


def test_every_stage_is_reached_from_a_draft_and_leads_on() -> None:
    steps = [(str(move.source), str(move.target)) for move in MOVES]
    assert reached(Stage.DRAFT, steps) == set(Stage.values)
    for stage in Stage.values:
        assert moves_from(stage), stage
        assert Stage.CLOSED in reached(stage, steps), stage


def test_every_sheet_is_reached_and_comes_to_a_decision() -> None:
    steps = [(str(move.source), str(move.target)) for move in SHEET_MOVES]
    assert reached(SheetState.WRITING, steps) == set(SheetState.values)
    assert all(SheetState.DECIDED in reached(state, steps) for state in SheetState.values)


def test_an_act_brings_a_sheet_in_one_stage_to_one_state() -> None:
    keys = [(move.source, move.act, stage) for move in SHEET_MOVES for stage in move.stages]
    assert len(keys) == len(set(keys))
    assert len({(move.source, move.target) for move in MOVES}) == len(MOVES)


def test_a_step_back_undoes_a_step_on() -> None:
    on = {(move.source, move.target) for move in MOVES if not move.back}
    assert all((move.target, move.source) in on for move in MOVES if move.back)
    assert ClusterActKind.REOPENED in {move.act for move in MOVES if move.back}


# ---- points ---------------------------------------------------------------------------------------


@given(GROUPS)
def test_a_total_is_base_and_bonus_less_minus_each_within_its_cap(groups: list[GroupPoints]) -> None:
    total = total_of(groups)
    assert total.points == total.base + total.bonus - total.minus
    for kind, found in (("base", total.base), ("bonus", total.bonus), ("minus", total.minus)):
        mine = [group for group in groups if group.kind == kind]
        assert found == sum((group.counted for group in mine), Decimal(0))
        assert all(group.cap is None or group.counted <= group.cap for group in mine)
        assert all(group.counted <= sum(group.points, Decimal(0)) for group in mine)


@given(GROUPS)
def test_the_order_of_groups_and_a_point_more_do_not_lower_a_total(groups: list[GroupPoints]) -> None:
    assert total_of(reversed(groups)) == total_of(groups)
    more = GroupPoints(PointKind.BASE, (Decimal("0.01"),))
    assert total_of([*groups, more]).points == total_of(groups).points + Decimal("0.01")


def test_bonus_may_pass_the_declared_total_and_stops_at_its_cap() -> None:
    base, flags = Decimal(97), (Decimal(10), Decimal(15))
    groups = [GroupPoints("base", (base,)), GroupPoints("bonus", flags, Decimal(10))]
    assert total_of(groups).points == 107


@pytest.mark.parametrize(
    ("points", "wrong"),
    [
        ("10", ""),
        ("0", ""),
        ("9.75", ""),
        ("10.01", "10,01 điểm vượt mức tối đa 10."),
        ("-1", "điểm không âm; điểm trừ cũng ghi số dương."),
        ("9.755", "điểm ghi nhiều nhất hai chữ số thập phân."),
    ],
)
def test_points_lie_between_nothing_and_the_maximum(points: str, wrong: str) -> None:
    assert wrong_points(Decimal(points), Decimal(10)) == wrong


def test_the_declared_total_is_checked_against_the_criteria() -> None:
    assert sum_words(Decimal(1000), Decimal(1000)) == ""
    assert "là 950, tổng khai là 1.000: thiếu 50 điểm" in sum_words(Decimal(1000), Decimal(950))
    assert "thừa 2,5 điểm" in sum_words(Decimal(100), Decimal("102.5"))
    assert said(Decimal("1234.50")) == "1.234,5"


# ---- ranks ----------------------------------------------------------------------------------------


def test_equals_share_a_rank_and_the_next_is_as_far_down() -> None:
    points = {"a": Decimal(90), "b": Decimal("97.5"), "c": Decimal(90), "d": Decimal(80)}
    assert ranked(points) == {"b": 1, "a": 2, "c": 2, "d": 4}


@given(st.dictionaries(st.integers(), POINTS, max_size=30))
def test_a_rank_counts_who_has_more(points: dict[int, Decimal]) -> None:
    ranks = ranked(points)
    for one, mine in points.items():
        assert ranks[one] == 1 + sum(other > mine for other in points.values())


# ---- votes ----------------------------------------------------------------------------------------


@given(st.integers(0, 60), st.integers(1, 60), st.decimals(min_value=1, max_value=100, places=2))
def test_more_than_a_share_is_asked_harder_than_the_share(votes: int, base: int, share: Decimal) -> None:
    if carried(votes, base, share, above=True):
        assert carried(votes, base, share, above=False)
    assert carried(votes, base, share, above=False) == (votes * 100 >= share * base)


def test_half_is_not_more_than_half() -> None:
    half = Decimal(50)
    assert carried(4, 8, half, above=False)
    assert not carried(4, 8, half, above=True)
    assert carried(5, 8, half, above=True)
    assert not carried(0, 0, half, above=False)


# ---- rotations ------------------------------------------------------------------------------------


@given(st.integers(0, 60), st.integers(0, 3000))
def test_everybody_checks_one_other_and_no_two_each_other(count: int, turn: int) -> None:
    checkers = dict(enumerate(rotation(count, turn)))
    assert len(checkers) == (count if count > 1 else 0)
    assert set(Counter(checkers.values()).values()) <= {1}
    assert wrong_pairs(checkers) == []


def test_wrong_pairs_are_named() -> None:
    assert wrong_pairs({1: 1, 2: 3, 3: 2}) == [(1, 1), (2, 3)]
    assert wrong_pairs({1: 2, 2: 1}) == []  # two members have no other choice


def test_another_year_gives_other_pairs() -> None:
    assert rotation(6, 2025) != rotation(6, 2026)


def test_who_has_not_led_is_next_and_then_who_led_longest_ago() -> None:
    order = ["a", "b", "c", "d"]
    assert suggested_officers(order, {"a": 2024, "b": 2025}, 1) == ("c", ["d"])
    led = {"a": 2022, "b": 2023, "c": 2024, "d": 2025}
    assert suggested_officers(order, led, 2) == ("a", ["b", "c"])
    assert suggested_officers([], {}, 1) == (None, [])

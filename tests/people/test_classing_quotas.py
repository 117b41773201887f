"""Quotas: exact, one rounding, nobody who is exempt lowered, and no tie broken by the machine."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.people.classing import Class, Exemption, GroupCheck, Member, Quota, check_quota

CLASSES = tuple(Class(code, f"Loại {code}", code, rank) for rank, code in enumerate("1234"))
EXEMPT = {
    "off": Exemption("off", "Nghỉ", assessed=False, counted=False, lowered=False),
    "duty": Exemption("duty", "Nhiệm vụ đặc biệt", counted=False, lowered=False),
    "kept": Exemption("kept", "Giữ loại", lowered=False),
    "head": Exemption("head", "Mới nhận nhiệm vụ", above_unit=True),
}
SEVENTY = Quota({"1": {"1": Fraction(7, 10)}}, "down", lower_first=("points",))


def check(
    members: Sequence[Member], quota: Quota = SEVENTY, units: Mapping[str, str | None] | None = None
) -> GroupCheck:
    (found,) = check_quota(quota, CLASSES, units or {"D1": "1"}, members, EXEMPT, sheet="D1")
    return found


def team(classes: str, points: Sequence[int | None] = (), **of: str) -> list[Member]:
    """Members a, b, c … with a class each; ``of`` gives exemptions by member."""
    return [
        Member(
            chr(97 + at),
            "D1",
            None if cls == "." else cls,
            exemption=of.get(chr(97 + at), ""),
            keys={"points": points[at] if at < len(points) else 50},
        )
        for at, cls in enumerate(classes)
    ]


def test_within_the_quota_nobody_is_lowered() -> None:
    found = check(team("111111222"))
    assert found.fits
    (cap,) = found.caps
    assert (cap.count, cap.limit, cap.base, cap.exact) == (6, 6, 9, Fraction(63, 10))


def test_who_comes_last_by_the_declared_order_is_lowered() -> None:
    found = check(team("111111122", [90, 80, 70, 85, 95, 88, 60]))
    (step,) = found.steps
    assert (step.came_from, step.goes_to, step.number) == ("1", "2", 1)
    assert step.lowered == ("g",)
    assert step.tied == ()
    assert found.after == {"1": 6, "2": 3, "3": 0, "4": 0}
    assert not found.short
    assert sum(found.after.values()) == sum(found.counts.values()) == found.counted == found.strength


def test_a_tie_is_named_and_not_broken() -> None:
    found = check(team("11111111", [90, 80, 60, 60, 60, 88, 50]))
    (step,) = found.steps  # 8 people, 5 of them at most
    assert step.number == 3
    assert step.lowered == ("g", "h")  # h has 50, like g
    assert (step.tied, step.choose) == (("c", "d", "e"), 1)


@pytest.mark.parametrize(("rounding", "limit"), [("down", 6), ("up", 7), ("half_up", 6)])
def test_the_rounding_is_the_declared_one(rounding: str, limit: int) -> None:
    found = check(team("222222222"), replace(SEVENTY, rounding=rounding))
    assert found.caps[0].limit == limit


def test_a_half_is_rounded_up_only_where_that_is_declared() -> None:
    half = Quota({"1": {"1": Fraction(1, 2)}}, "half_up")
    assert check(team("22222"), half).caps[0].limit == 3
    assert check(team("22222"), replace(half, rounding="down")).caps[0].limit == 2


def test_the_class_of_the_collective_chooses_the_row() -> None:
    quota = Quota({"1": {"1": Fraction(7, 10)}, "3": {"1": Fraction(1, 5)}}, "down")
    assert check(team("1111111222"), quota).fits
    low = check(team("1111111222"), quota, {"D1": "3"})
    assert low.steps[0].number == 5
    free = check(team("1111111222"), quota, {"D1": "2"})
    assert free.fits
    assert free.caps == ()


def test_without_the_units_class_nothing_is_claimed() -> None:
    found = check(team("1111111111"), units={"D1": None})
    assert found.needs_class
    assert not found.fits
    assert found.steps == ()


def test_lowering_may_go_on_into_the_next_class() -> None:
    quota = Quota({"4": {"1": Fraction(0), "2": Fraction(3, 10)}}, "down", lower_first=("points",))
    found = check(team("1122222222", [90, 80, 70, 60, 50, 40, 30, 20, 10, 5]), quota, {"D1": "4"})
    first, second = found.steps
    assert (first.came_from, first.number, first.lowered) == ("1", 2, ("b", "a"))  # the last one first
    assert (second.came_from, second.number) == ("2", 7)
    assert second.lowered == ("j", "i", "h", "g", "f", "e", "d"), "a and b arrive with more points"
    assert found.after == {"1": 0, "2": 3, "3": 7, "4": 0}


def test_what_hangs_on_a_choice_waits_for_it() -> None:
    quota = Quota({"1": {"1": Fraction(1, 4), "2": Fraction(1, 4)}}, "down", lower_first=("points",))
    found = check(team("1122"), quota)
    first, second = found.steps
    assert (first.tied, first.choose) == (("a", "b"), 1)
    assert second.waits
    assert second.number == 2
    assert second.lowered == second.tied == ()
    assert not found.short, "the sums hold whoever is chosen"


def test_the_whole_may_be_a_class_and_grows_while_people_come_down() -> None:
    grassroots = Quota({"*": {"1": Fraction(1, 5)}}, "down", of=("2",))
    found = check(team("1111222222"), grassroots)  # 20% of 6 is 1; of 8 still 1
    assert found.caps[0].limit == 1
    assert found.steps[0].number == 3
    assert found.caps_after[0].base == 9
    assert not check(team("11" + "2" * 9), grassroots).fits
    assert check(team("11" + "2" * 10), grassroots).fits


def test_a_class_and_those_above_it_may_share_one_limit() -> None:
    quota = Quota({"1": {"1": Fraction(1, 4), "2": Fraction(3, 4)}}, "down", or_better=True)
    assert check(team("1122"), quota).steps[0].number == 1
    found = check(team("1222"), quota)
    assert (found.steps[0].came_from, found.steps[0].number) == ("2", 1)


@pytest.mark.parametrize(
    ("exemption", "strength", "counted", "limit"), [("off", 9, 8, 5), ("duty", 9, 8, 5), ("kept", 9, 9, 6)]
)
def test_exempt_people_leave_the_count_or_stay_where_they_are(
    exemption: str, strength: int, counted: int, limit: int
) -> None:
    found = check(team("1111111..", [10, 90, 80, 80, 80, 80, 80], a=exemption))
    assert (found.strength, found.counted) == (strength, counted)
    assert found.caps[0].limit == limit
    named = {id for step in found.steps for id in (*step.lowered, *step.tied)}
    assert "a" not in named


def test_who_may_not_be_lowered_can_make_a_quota_impossible_and_it_is_said() -> None:
    found = check(team("1111", a="kept", b="kept", c="kept"))  # 70% of 4 is 2
    assert found.steps[0].number == 1
    assert found.steps[0].lowered == ("d",)
    assert [cap.over for cap in found.short] == [1]
    assert not found.fits


def test_people_without_a_class_yet_are_in_the_whole() -> None:
    found = check(team("11111.."))
    assert found.blank == ("f", "g")
    assert found.caps[0].base == 7
    assert found.caps[0].limit == 4


def test_a_head_comes_down_to_his_unit_first() -> None:
    quota = replace(
        SEVENTY, shares={"1": {"1": Fraction(7, 10)}, "2": {"1": Fraction(1, 2)}}, head_not_above_unit=True
    )
    members = [replace(team("1")[0], leads=True), *team("11122")[1:]]
    found = check(members, quota, {"D1": "2"})
    assert [(h.id, h.came_from, h.goes_to) for h in found.heads] == [("a", "1", "2")]
    assert found.steps == (), "lowering him was enough: two of five"
    assert not found.fits
    new = [replace(members[0], exemption="head"), *members[1:]]
    assert check(new, quota, {"D1": "2"}).heads == ()


def test_the_head_of_a_team_is_measured_by_his_team_on_a_common_sheet() -> None:
    quota = Quota({"*": {"1": Fraction(1)}}, "down", over="sheet", head_not_above_unit=True)
    members = [Member("a", "P1-D1", "1", leads=True), Member("b", "P1", "1", leads=True)]
    (found,) = check_quota(quota, CLASSES, {"P1": "1", "P1-D1": "3"}, members, EXEMPT, sheet="P1")
    assert [head.id for head in found.heads] == ["a"]


def test_an_order_that_is_not_known_of_everybody_is_left_out_and_named() -> None:
    quota = replace(SEVENTY, lower_first=("points", "previous"))
    members = [
        replace(m, keys={"points": None if m.id == "c" else 9, "previous": ord(m.id)}) for m in team("1111")
    ]
    (step,) = check(members, quota).steps
    assert step.skipped == ("points",)
    assert step.lowered == ("a", "b")


def test_every_collective_is_counted_by_itself() -> None:
    members = [Member(f"{unit}{n}", unit, "1") for unit in ("D2", "D1") for n in range(3)]
    found = check_quota(SEVENTY, CLASSES, {"D1": "1", "D2": "1"}, members, EXEMPT, sheet="P1")
    assert [(g.unit, g.strength, g.caps[0].limit) for g in found] == [("D1", 3, 2), ("D2", 3, 2)]


# ---- whatever the people and the quota are --------------------------------------------------------

shares = st.fractions(min_value=0, max_value=1, max_denominator=20)
quotas = st.builds(
    Quota,
    st.dictionaries(
        st.sampled_from(["1", "2", "*"]), st.dictionaries(st.sampled_from("123"), shares), max_size=3
    ),
    st.sampled_from(["down", "up", "half_up"]),
    over=st.sampled_from(["unit", "sheet"]),
    of=st.sampled_from([(), ("2",), ("1", "2")]),
    lower_first=st.sampled_from([(), ("points",), ("points", "previous")]),
    head_not_above_unit=st.booleans(),
)
figures = st.one_of(st.none(), st.integers(0, 3))


@st.composite
def forces(draw: st.DrawFn) -> list[Member]:
    return [
        Member(
            id=f"m{at:02}",
            unit=draw(st.sampled_from(["D1", "D2"])),
            cls=draw(st.sampled_from([None, *"1234"])),
            leads=draw(st.booleans()),
            exemption=draw(st.sampled_from(["", "", "", *EXEMPT])),
            keys={"points": draw(figures), "previous": draw(figures)},
        )
        for at in range(draw(st.integers(0, 14)))
    ]


UNITS: dict[str, str | None] = {"D1": "1", "D2": "2"}


def groups(quota: Quota, members: Sequence[Member]) -> tuple[GroupCheck, ...]:
    return check_quota(quota, CLASSES, UNITS, members, EXEMPT, sheet="D1")


@given(quotas, forces())
def test_sums_hold_before_and_after(quota: Quota, members: list[Member]) -> None:
    for found in groups(quota, members):
        assert found.strength == len(found.exempt) + len(found.uncounted) + found.counted
        blank = sum(1 for id in found.blank if id not in found.uncounted)
        assert sum(found.counts.values()) + blank == found.counted
        assert sum(found.after.values()) == sum(found.counts.values())
        moved = dict.fromkeys(found.counts, 0)
        for step in found.steps:
            moved[step.came_from] -= step.number
            moved[step.goes_to] += step.number
            assert step.waits or step.number == len(step.lowered) + step.choose
            assert step.choose < len(step.tied) or not step.tied
        for head in found.heads:
            if head.id not in found.uncounted:
                moved[head.came_from] -= 1
                moved[head.goes_to] += 1
        assert {code: found.counts[code] + n for code, n in moved.items()} == dict(found.after)


@given(quotas, forces(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(quota: Quota, members: list[Member], rng: random.Random) -> None:
    shuffled = [*members]
    rng.shuffle(shuffled)
    assert groups(quota, shuffled) == groups(quota, members)


@given(quotas, forces())
def test_nobody_exempt_is_lowered_by_a_quota(quota: Quota, members: list[Member]) -> None:
    protected = {m.id for m in members if m.exemption and not EXEMPT[m.exemption].lowered}
    for found in groups(quota, members):
        for step in found.steps:
            assert protected.isdisjoint(step.lowered)
            assert protected.isdisjoint(step.tied)


@given(quotas, forces(), st.randoms(use_true_random=False))
def test_after_the_suggestion_no_quota_is_exceeded(
    quota: Quota, members: list[Member], rng: random.Random
) -> None:
    """However ties are broken, doing what is said ends within the quota, or nobody is left to lower."""
    people = {m.id: m for m in members}
    for _ in range(200):
        checks = groups(quota, list(people.values()))
        changed = False
        for found in checks:
            for head in found.heads:
                people[head.id] = replace(people[head.id], cls=head.goes_to)
                changed = True
            if not found.heads and found.steps:
                step = found.steps[0]
                for id in (*step.lowered, *rng.sample(step.tied, step.choose)):
                    people[id] = replace(people[id], cls=step.goes_to)
                changed = True
        if not changed:
            break
    else:
        pytest.fail("the suggestions never came to an end")
    for found in checks:
        assert not found.heads
        for cap in found.short:
            first = 0 if quota.or_better else int(cap.cls) - 1
            at_stake = [
                m
                for m in people.values()
                if m.cls in [c.code for c in CLASSES[first : int(cap.cls)]]
                and (quota.over == "sheet" or m.unit == found.unit)
                and (not m.exemption or (EXEMPT[m.exemption].counted and EXEMPT[m.exemption].lowered))
            ]
            assert not at_stake, "somebody could still have been lowered"


@given(quotas, forces())
def test_without_exemptions_the_sums_after_are_within_every_limit(
    quota: Quota, members: list[Member]
) -> None:
    free = [replace(m, exemption="") for m in members]
    for found in groups(quota, free):
        assert all(not cap.over for cap in found.caps_after)

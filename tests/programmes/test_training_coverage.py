"""The arithmetic of training holds for any force, not only for the examples."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.programmes.training_coverage import (
    Cover,
    attended_enough,
    band_of,
    bands_in_order,
    cover,
    sessions_needed,
    total,
)

PEOPLE = st.integers(0, 30)
FORCES = st.dictionaries(PEOPLE, st.sampled_from("ABC"))
TRAINED = st.dictionaries(PEOPLE, st.booleans())
PERCENT = st.integers(0, 100)


@given(FORCES, TRAINED)
def test_the_whole_is_the_sum_of_its_communes_and_never_more_than_everybody(
    force: dict[int, str], trained: dict[int, bool]
) -> None:
    covers = cover(force, trained)
    whole = total(covers.values())
    assert (whole.in_force or 0) == len(force)
    assert whole.trained == len(force.keys() & trained.keys())
    assert all(0 <= one.first_time <= one.trained <= (one.in_force or 0) for one in covers.values())
    assert whole.share is None if not force else 0 <= (whole.share or 0) <= 1
    assert whole.first_time + whole.refresher == whole.trained


@given(FORCES, TRAINED, PEOPLE, st.booleans())
def test_training_one_more_person_never_lowers_the_coverage(
    force: dict[int, str], trained: dict[int, bool], who: int, first: bool
) -> None:
    before = total(cover(force, trained).values())
    after = total(cover(force, {who: first} | trained).values())
    assert after.trained - before.trained == (who in force and who not in trained)
    assert (after.share or Fraction(0)) >= (before.share or Fraction(0))


@given(FORCES, TRAINED)
def test_who_has_left_the_force_counts_nowhere(force: dict[int, str], trained: dict[int, bool]) -> None:
    within = {who: first for who, first in trained.items() if who in force}
    assert cover(force, trained) == cover(force, within)


@given(FORCES, TRAINED)
def test_figures_reported_by_a_commune_give_the_same_coverage_as_its_names(
    force: dict[int, str], trained: dict[int, bool]
) -> None:
    by_names = cover(force, trained)
    reported = [Cover(one.in_force, one.trained, one.first_time) for one in by_names.values()]
    assert total(reported) == total(by_names.values())


@given(st.integers(1, 10_000), st.integers(0, 10_000), PERCENT)
def test_what_is_missing_to_the_target_is_exactly_enough(in_force: int, trained: int, target: int) -> None:
    one = Cover(in_force, min(trained, in_force))
    short = one.short_of(target)
    assert one.reaches(target) == (short == 0)
    assert Cover(in_force, one.trained + short).reaches(target)
    if short:
        assert not Cover(in_force, one.trained + short - 1).reaches(target)


def test_a_commune_of_unknown_strength_stays_out_of_both_sides_of_the_share() -> None:
    whole = total([Cover(10, 5), Cover(None, 300)])
    assert (whole.in_force, whole.trained, whole.percent) == (10, 5, 50)
    assert Cover(None, 300).percent is None
    assert Cover(None, 300).reaches(50) is None


@given(st.integers(0, 60), st.integers(0, 60), PERCENT)
def test_enough_sessions_are_those_that_the_page_asks_for(present: int, sessions: int, least: int) -> None:
    present = min(present, sessions)
    assert attended_enough(present, sessions, least) == (present >= sessions_needed(sessions, least))
    assert attended_enough(sessions, sessions, least)
    assert attended_enough(present, sessions, None)


@given(st.integers(1, 60), PERCENT, st.data())
def test_one_session_more_never_takes_away_the_right_to_pass(
    sessions: int, least: int, data: st.DataObject
) -> None:
    present = data.draw(st.integers(0, sessions - 1))
    assert attended_enough(present, sessions, least) <= attended_enough(present + 1, sessions, least)


@dataclass(frozen=True)
class Band:
    least: Decimal | None
    passes: bool


SCORES = st.decimals(0, 10, places=2)


@given(st.sets(SCORES, min_size=1, max_size=5), SCORES, SCORES)
def test_a_higher_score_never_gives_a_lower_band(starts: set[Decimal], one: Decimal, other: Decimal) -> None:
    bands = [Band(least, passes=True) for least in sorted(starts, reverse=True)]
    low, high = sorted((one, other))
    below, above = band_of(low, bands), band_of(high, bands)
    assert below is None or (above is not None and bands.index(above) <= bands.index(below))


def test_bands_fall_from_the_best_to_the_failed() -> None:
    good, fair, failed = Band(Decimal(8), True), Band(Decimal(5), True), Band(Decimal(0), False)
    assert bands_in_order([good, fair, failed])
    assert not bands_in_order([fair, good, failed])
    assert not bands_in_order([failed, good])
    assert band_of(Decimal("4.99"), [good, fair, failed]) == failed
    assert band_of(None, [good, fair, failed]) is None

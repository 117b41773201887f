"""Reward money, quotas and votes, by the figures of the law files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.test_semantics import law
from vinhdanh.engine import (
    Given,
    quota,
    quota_in_force,
    reward,
    rewards_together,
    vote_passes,
    vote_rule,
    votes_needed,
)

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)  # before and after the salary of 01/07/2026


@pytest.mark.parametrize(
    ("honour", "kind", "spring", "autumn"),
    [
        ("CSTT", "person", 710_000, 760_000),
        ("CSTD_CS", "person", 2_340_000, 2_530_000),
        ("CSTD_BO", "person", 7_020_000, 7_590_000),
        ("BK_TTG", "person", 8_190_000, 8_860_000),
        ("DVQT", "unit", 3_510_000, 3_800_000),
        ("DVTT", "unit", 1_880_000, 2_030_000),
        ("CO_CP", "unit", 28_080_000, 30_360_000),
        ("GK", "household", 1_060_000, 1_140_000),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(honour: str, kind: str, spring: int, autumn: int) -> None:
    assert reward(law(), honour, kind, SPRING).amount == spring
    assert reward(law(), honour, kind, AUTUMN).amount == autumn


def test_no_money_is_invented_where_no_coefficient_is_known() -> None:
    with pytest.raises(LookupError, match="không có mức tiền thưởng"):
        reward(law(), "HCHUY_ANTQ", "person", SPRING)


def test_titles_of_one_period_are_paid_once_at_the_highest() -> None:
    paid = rewards_together(law(), [Given("CSTT", "2025"), Given("CSTD_CS", "2025")], "person", SPRING)
    assert [r.honour for r in paid] == ["CSTD_CS"]


def test_a_title_and_a_form_are_both_paid() -> None:
    paid = rewards_together(law(), [Given("CSTD_CS", "2025"), Given("BK_BO", "2024-2025")], "person", SPRING)
    assert [r.honour for r in paid] == ["CSTD_CS", "BK_BO"]


def test_titles_of_different_periods_are_each_paid() -> None:
    paid = rewards_together(
        law(), [Given("CSTD_CS", "2025"), Given("CSTD_BO", "2023-2025")], "person", SPRING
    )
    assert len(paid) == 2


@pytest.mark.parametrize(
    ("honour", "members", "needed"),
    [("CSTD_BO", 11, 10), ("CSTD_TQ", 10, 9), ("CSTD_CS", 11, 9), ("CO_BO", 15, 12)],
)
def test_votes_are_a_share_of_all_members(honour: str, members: int, needed: int) -> None:
    rule = vote_rule(law(), honour, date(2025, 12, 10))
    assert rule is not None
    assert vote_passes(law(), honour, members, needed, date(2025, 12, 10))
    assert not vote_passes(law(), honour, members, needed - 1, date(2025, 12, 10))


@given(st.integers(0, 500), st.fractions(0, 1))
def test_the_votes_needed_are_the_fewest_that_are_enough(members: int, share: Fraction) -> None:
    needed = votes_needed(members, share)
    assert needed >= share * members
    assert needed - 1 < share * members


def test_the_old_cap_ended_with_the_old_law() -> None:
    capped = quota_in_force(law(), "CSTD_CS", 66, date(2023, 12, 1))
    assert capped is not None
    assert "Điều 9" in capped[1].citation
    assert quota_in_force(law(), "CSTD_CS", 66, date(2025, 12, 1)) is None


@given(st.fractions(0, 1), st.integers(0, 10_000))
def test_a_quota_is_exact_in_all_three_roundings(share: Fraction, of: int) -> None:
    down, up, half = (quota(share, of, rounding) for rounding in ("down", "up", "half_up"))  # type: ignore[arg-type]
    exact = share * of
    assert down <= exact <= up
    assert up - down == (0 if exact.denominator == 1 else 1)
    assert half == (up if exact - down >= Fraction(1, 2) else down)

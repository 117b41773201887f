"""Who may open the pages of imports, texts and packages: a borrowed right counts, however narrow it is."""

from __future__ import annotations

import pytest

from vinhdanh.access.types import Role, Scope
from vinhdanh.awards.policies import may_record_decision
from vinhdanh.exchange.packages.policies import may_make_packages
from vinhdanh.exchange.policies import may_import, may_read_text, office_of
from vinhdanh.reports.policies import may_read_books


def lent(role: Role, code: str, within: str) -> Scope:
    """A role on a unit, no further than the reach of whoever lent it."""
    return Scope(role, code, within=within)


@pytest.mark.parametrize(("code", "within"), [("PX01", "CAT"), ("", "PX01"), ("PX01", "PX01")])
def test_a_role_limited_to_another_units_reach_is_not_missed(code: str, within: str) -> None:
    clerk, head = lent(Role.UNIT_CLERK, code, within), lent(Role.UNIT_HEAD, code, within)
    assert office_of([clerk]) == "PX01"  # the spellings of the unit, not those of the whole agency
    assert may_import([clerk])
    assert may_read_text([clerk])
    assert may_make_packages([head])
    assert may_read_text([head])


def test_who_has_no_such_role_anywhere_is_told_why() -> None:
    assert "nạp dữ liệu từ tệp" in may_import([Scope(Role.UNIT_HEAD, "PX01")]).reason  # type: ignore[union-attr]
    assert "Lập gói dữ liệu thuộc" in may_make_packages([Scope(Role.UNIT_CLERK, "PX01")]).reason  # type: ignore[union-attr]
    assert office_of([Scope(Role.UNIT_HEAD, "PX01")]) == ""
    assert not may_read_text([])


def test_the_whole_agencys_spellings_go_before_a_units() -> None:
    assert office_of([Scope(Role.UNIT_CLERK, "PX01"), Scope(Role.STANDING_BODY)]) == ""


def test_so_it_is_in_the_register_and_with_the_years_honours() -> None:
    borrowed = lent(Role.STANDING_BODY, "PX01", "CAT")
    assert may_record_decision([borrowed])
    assert may_read_books([borrowed])
    assert not may_record_decision([lent(Role.UNIT_CLERK, "PX01", "CAT")])

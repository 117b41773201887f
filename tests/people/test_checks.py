"""Each check finds what it is for, and is silent over sound data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.records import Tree, make_account, make_household
from vinhdanh.access.types import Role
from vinhdanh.people import checks
from vinhdanh.people.models import Person, Unit

CHECKS = [
    checks.unit_paths,
    checks.folded_names,
    checks.shared_codes,
    checks.roles_on_unknown_units,
    checks.serving_beyond_the_unit,
]


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def test_sound_data_raises_no_alarm(tree: Tree) -> None:
    make_account("an", (Role.UNIT_CLERK, "PX01"), (Role.INSPECTOR, ""))
    assert [finding for check in CHECKS for finding in check()] == []


@pytest.mark.parametrize(
    ("check", "damage", "says"),
    [
        (checks.unit_paths, lambda t: Unit.objects.filter(code="PX02").update(path="/X/PX02/"), "PX02"),
        (checks.unit_paths, lambda t: Unit.objects.filter(code="CAT").update(depth=3), "CAT"),
        (checks.folded_names, lambda t: Person.objects.filter(number="101").update(name="Khác"), "101"),
        (checks.shared_codes, lambda t: make_household("101"), "101"),
        (checks.shared_codes, lambda t: make_household("PX01"), "PX01"),
        (checks.roles_on_unknown_units, lambda t: make_account("an", (Role.UNIT_CLERK, "PX9")), "PX9"),
        (
            checks.serving_beyond_the_unit,
            lambda t: Unit.objects.filter(code="PX01-D1").update(valid_to=date(2020, 1, 1)),
            "102",
        ),
    ],
)
def test_a_check_names_the_record_that_is_wrong(
    tree: Tree, check: Callable[[], Iterator[str]], damage: Callable[[Tree], object], says: str
) -> None:
    damage(tree)
    found = list(check())
    assert found
    assert says in found[0]

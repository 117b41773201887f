"""Two calls that write the same at the same moment: one record, and no error of the server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.at_once import at_once
from tests.movements.test_targets import registered
from tests.movements.year import Year
from tests.records import Tree, make_account
from tests.web.keys import Caller, key_of
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role, WriteArea
from vinhdanh.audit.checks import verify_chain
from vinhdanh.movements.models import TargetReading
from vinhdanh.people.models import Person, YearRating

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def both(account: Account, method: str, path: str, body: Any) -> list[int]:
    """What two callers with one key are answered, the smaller status first."""
    secret = key_of(account, *WriteArea)[1]
    said: list[int] = []
    call = lambda: said.append(Caller(secret).send(method, path, body).status_code)  # noqa: E731
    assert at_once(call, call) == ["done", "done"]
    assert verify_chain() is None
    return sorted(said)


@pytest.fixture
def clerk(transactional_db: None) -> Account:
    Tree()
    return make_account("tonghop", (Role.UNIT_CLERK, "PX01"))


def test_somebody_new_is_entered_once(clerk: Account) -> None:
    body = {"number": "104", "name": "Vàng A Sử", "unit": "PX01-D1", "start": "2025-03-01"}
    first, second = both(clerk, "post", "persons", body)
    assert first == 201
    assert second in (409, 422)
    assert Person.objects.filter(number="104").count() == 1


def test_a_years_level_is_put_once(clerk: Account) -> None:
    first, second = both(clerk, "put", "ratings", {"person": "102", "year": 2025, "level": 3})
    assert first == 200
    assert second in (200, 409, 422)
    assert YearRating.objects.count() == 1


def test_a_months_figure_is_written_once(transactional_db: None) -> None:
    year = Year()
    path = f"targets/{registered(year.px01).pk}/readings"
    first, second = both(year.clerk, "post", path, {"month": 1, "value": "2.5", "evidence": "BC 01"})
    assert (first, second) in ((200, 201), (201, 409), (201, 422))
    assert TargetReading.objects.count() == 1

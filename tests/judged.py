"""A small agency in the database, judged once for all the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.eligibility.agency import DETAILS, SECRET, THUY, YEAR, facts
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.eligibility.memory import results_of
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.services import run_now
from vinhdanh.exchange.records import record_facts
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy


@dataclass(frozen=True)
class Judged:
    """The agency after one run, with an account of each kind."""

    run: Run
    accounts: dict[str, Account]

    @property
    def results(self) -> Results:
        return results_of(self.run)

    def client(self, who: str) -> Client:
        """A browser in which somebody has signed in."""
        client = Client()
        client.force_login(self.accounts[who])
        return client


def accounts() -> dict[str, Account]:
    """One account a role: unit roles on PX01, the others on everything."""
    whole = {
        "standing": Role.STANDING_BODY,
        "council": Role.COUNCIL_MEMBER,
        "inspector": Role.INSPECTOR,
        "admin": Role.ADMINISTRATOR,
    }
    found = {name: make_account(name, (role, WHOLE_AGENCY)) for name, role in whole.items()}
    found["clerk"] = make_account("clerk", (Role.UNIT_CLERK, "PX01"))
    found["head"] = make_account("head", (Role.UNIT_HEAD, "PX01"))
    found["officer"] = make_account("officer", (Role.OFFICER, "PX01"), person_number=THUY)
    found["nobody"] = make_account("nobody")
    return found


def judged_agency() -> Judged:
    """Records, accounts and one run of the year."""
    record_facts(facts(), DETAILS, actor=Operator())
    Person.objects.filter(number=SECRET).update(secrecy=Secrecy.SECRET)
    return Judged(run_now(actor=Operator(), year=YEAR), accounts())


@pytest.fixture(scope="module")
def judged(django_db_setup: None, django_db_blocker: Any) -> Iterator[Judged]:
    """The agency for a whole module; the module's tests stand inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield judged_agency()
        transaction.set_rollback(True)

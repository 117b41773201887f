"""The migration that gives decisions a table of their own keeps what grants said, forwards and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.records import Tree, make_household
from vinhdanh.audit.checks import missing_guards
from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantIndex
from vinhdanh.awards.selectors.search import Lookup, Query, Reach
from vinhdanh.engine.facts import GrantState

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, AFTER = ("awards", "0003_no_replace"), ("awards", "0006_search")
DAY = date(2024, 12, 20)


def go(target: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    state = executor.migrate([target])
    return state.apps


@pytest.fixture
def old() -> Iterator[Any]:
    """The models of before; the newest schema again at the end."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield go(BEFORE)
    MigrationExecutor(connection).migrate(newest)


def test_what_grants_said_of_their_decisions_moves_and_comes_back(old: Any) -> None:
    tree = Tree()
    household = make_household("HO-1", tree.px02)
    OldGrant, OldEvent = old.get_model("awards", "Grant"), old.get_model("awards", "GrantEvent")
    director = {"authority": "Giám đốc", "number": "7/QĐ-CAT"}
    rows = [
        {"person_id": tree.an.pk, "honour": "CSTT", "year": 2024, "decided": DAY, **director},
        {"unit_id": tree.px01.pk, "honour": "GK", "year": 2024, "decided": DAY, **director},
        {"household_id": household.pk, "honour": "GK", "year": 2024, "decided": date(2024, 5, 1), **director},
        {"person_id": tree.chi.pk, "honour": "GK", "year": 2023, "number": "12"},
        {"person_id": tree.chi.pk, "honour": "GK", "year": 2022},
    ]
    made = [OldGrant.objects.create(**row) for row in rows]
    minister = {"authority": "Bộ trưởng", "number": "9/QĐ"}
    OldEvent.objects.create(grant_id=made[3].pk, act="annulled", on=date(2024, 6, 1), ground="X", **minister)
    OldEvent.objects.create(grant_id=made[4].pk, act="struck", on=date(2024, 6, 1), ground="Nhầm")

    go(AFTER)
    an, unit, home, chi, bare = Grant.objects.order_by("pk")
    assert an.decision == unit.decision
    assert an.decision is not None
    assert (an.decision.number, an.decision.decided, an.decision.repeated) == ("7/QĐ-CAT", DAY, False)
    assert home.decision is not None
    assert home.decision.repeated, "one number on two days: kept, and marked"
    assert bare.decision is None
    assert (an.place, an.place_path, an.level) == (tree.d1, "/CAT/PX01/PX01-D1/", "base")
    event = GrantEvent.objects.get(grant=chi)
    assert event.decision is not None
    assert (event.decision.number, event.decision.authority) == ("9/QĐ", "Bộ trưởng")
    everything = Reach(everything=True)
    assert Lookup(Query(text="le thi anh 7/QĐ"), everything).grants(0, 9) == [an.pk]
    assert Lookup(Query(state=GrantState.ANNULLED), everything).grants(0, 9) == [chi.pk]
    assert not GrantIndex.objects.filter(grant=bare).exists()
    # Later rooms and the proofs are not back yet; the register guards itself again.
    later = ("awards_grantproof", "awards_nameconsent")
    missing = [name for name in missing_guards() if name.startswith("awards_")]
    assert not [name for name in missing if not name.startswith(later)]

    back = go(BEFORE)
    grant = back.get_model("awards", "Grant").objects.get(pk=an.pk)
    assert (grant.authority, grant.number, grant.decided) == ("Giám đốc", "7/QĐ-CAT", DAY)
    assert back.get_model("awards", "GrantEvent").objects.get(grant_id=chi.pk).number == "9/QĐ"
    go(AFTER)
    assert Decision.objects.filter(number="7/QĐ-CAT").count() == 2

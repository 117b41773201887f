"""Migrations go forwards and back with records in place, and the guards stand after both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.records import Tree, make_account
from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.checks import missing_guards, verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.services import record
from vinhdanh.audit.triggers import Guard

pytestmark = pytest.mark.django_db(transaction=True)

Guards = Callable[[], AbstractContextManager[None]]


def go(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))


@pytest.fixture
def forwards_again() -> Iterator[None]:
    """Whatever happens in the test, the database is in its newest form after it."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield
    MigrationExecutor(connection).migrate(newest)


def test_the_journal_keeps_its_chain_and_its_guards_both_ways(forwards_again: None) -> None:
    for _ in range(3):
        record(actor=Operator(), verb="people.hold_opened")
    hashes = list(JournalEntry.objects.order_by("number").values_list("hash", flat=True))
    go(("audit", "0002_guards"))
    with connection.cursor() as cursor:
        columns = {
            column.name
            for column in connection.introspection.get_table_description(cursor, "audit_journalentry")
        }
        assert not columns & {"capacity", "under"}
        cursor.execute("SELECT hash FROM audit_journalentry ORDER BY number")
        assert [row[0] for row in cursor.fetchall()] == hashes
    assert missing_guards() == []
    go(("audit", "0003_capacity"))
    assert missing_guards() == []
    assert verify_chain() is None
    record(actor=Operator(), verb="people.hold_opened")
    assert verify_chain() is None


def test_going_back_ends_the_roles_that_the_older_program_does_not_know(forwards_again: None) -> None:
    head = make_account("truong", (Role.UNIT_HEAD, "PX01"), (Role.SIGNING_AUTHORITY, ""))
    Delegation.objects.create(
        assignment=head.roles.get(role=Role.SIGNING_AUTHORITY),
        receiver=make_account("pho", must_change_password=True),
        valid_from=date(2025, 1, 1),
        valid_to=date(2025, 1, 2),
        ground="X",
    )
    go(("access", "0001_initial"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT role FROM access_roleassignment")
        assert [row[0] for row in cursor.fetchall()] == ["unit_head"]
    go(("access", "0002_roles_delegations_interventions"))
    assert RoleAssignment.objects.get().role == Role.UNIT_HEAD
    assert not Account.objects.filter(must_change_password=True).exists()
    make_account("khac", (Role.COUNCIL_SECRETARY, ""))


def unguarded() -> list[str]:
    """Guards that the migrations which are applied have set and that are missing."""
    loader = MigrationExecutor(connection).loader
    later = {
        name
        for key, migration in loader.disk_migrations.items()
        if key not in loader.applied_migrations
        for operation in migration.operations
        if isinstance(operation, Guard)
        for name in operation.statements(connection.vendor)
    }
    return [name for name in missing_guards() if name not in later]


def test_people_and_their_posts_outlive_the_way_back(forwards_again: None) -> None:
    Tree()
    go(("people", "0002_guards"))
    assert unguarded() == []
    go(("people", "0003_transfers_and_places"))
    assert unguarded() == []
    go(("people", "0004_classing"))
    assert unguarded() == []
    with connection.cursor() as cursor:  # the models are newer than the tables
        for table in ("people_person", "people_post"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (4,), table

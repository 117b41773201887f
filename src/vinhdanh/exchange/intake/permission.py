"""Whether somebody may write everything that an import would write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import delegations_running, scopes
from vinhdanh.access.types import Answer, Denied, Operator
from vinhdanh.engine.facts import Absence, Household, Person, Post, Unit, Work
from vinhdanh.exchange.intake.plan import TABLES, Plan
from vinhdanh.exchange.intake.register import NOWHERE, Register
from vinhdanh.exchange.intake.values import Record
from vinhdanh.exchange.policies import may_write


@dataclass(frozen=True)
class Refusal:
    """Why some rows may not be written. ``rows``: of the file, in their order."""

    reason: str
    rows: tuple[str, ...]


def refusals(actor: Account | Operator, plan: Plan, register: Register) -> list[Refusal]:
    """The sentences that stand against an import; none when its writer may write all of it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for answer, row in _asked(actor, plan, register):
        if isinstance(answer, Denied):
            found[answer.reason].append(row)
    return [Refusal(reason, tuple(dict.fromkeys(filter(None, rows)))) for reason, rows in found.items()]


def answers(actor: Account | Operator, plan: Plan, register: Register) -> list[Answer]:
    """Every different answer that the plan needs, for ``access.policies.admit``."""
    return list(dict.fromkeys(answer for answer, _ in _asked(actor, plan, register)))


def _asked(actor: Account | Operator, plan: Plan, register: Register) -> Iterator[tuple[Answer, str]]:
    """May the actor write each record? With the row of the file that it comes from."""
    held = scopes(actor)
    about = {number: scopes(actor, about=number) for number in _lenders(actor)}
    own = getattr(actor, "person_number", "")
    paths = _Paths(plan, register)
    known: dict[tuple[str, str, bool, str], Answer] = {}
    for facts in (plan.added, plan.changed):
        for table in TABLES:
            for record in getattr(facts, table):
                for subject in subjects_of(record):
                    lent = subject if subject in about else ""
                    key = table, paths.of(subject), bool(own) and subject == own, lent
                    if key not in known:
                        known[key] = may_write(about.get(lent, held), table, key[1], own=key[2])
                    yield known[key], plan.rows.get(f"{table}:{record.id}", "")


def _lenders(actor: Account | Operator) -> list[str]:
    """Who lent the actor a role: about them he does not decide with it."""
    if isinstance(actor, Operator):
        return []
    running = delegations_running(timezone.localdate()).filter(receiver=actor)
    return [one.giver.person_number for one in running if one.giver.person_number]


def subjects_of(record: Record) -> Iterator[str]:
    """Whom a record is about. A post concerns both the person and the unit that takes him in."""
    match record:
        case Person() | Unit() | Household():
            yield record.id
        case Post():
            yield record.person
            yield record.unit
        case Work():
            yield from record.authors
        case Absence():
            yield record.person
        case _:
            yield record.subject


class _Paths:
    """Where subjects are: on record, or as the plan places them."""

    def __init__(self, plan: Plan, register: Register) -> None:
        self._on_record = register.paths
        self._units = {unit.id: unit for unit in plan.added.units}
        self._homes: dict[str, str] = {}
        for post in sorted(plan.added.posts, key=lambda post: (post.main, post.start)):
            self._homes[post.person] = post.unit

    def of(self, subject: str) -> str:
        """The path that decides; ``/`` is the whole agency's business."""
        found = self._on_record.get(subject)
        if found is not None:
            return found if found != NOWHERE else self._of_newcomer(subject)
        if subject in self._units:
            return self._of_new_unit(subject)
        return self._of_newcomer(subject)

    def _of_new_unit(self, code: str) -> str:
        parent = self._units[code].parent
        above = "/" if parent is None else self.of(parent)
        return f"{above}{code}/"

    def _of_newcomer(self, subject: str) -> str:
        unit = self._homes.get(subject)
        return self.of(unit) if unit is not None else NOWHERE

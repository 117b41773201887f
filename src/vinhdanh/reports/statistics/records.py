"""The records behind figures: everybody counts, and the reader is told the names that he may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Manager, QuerySet
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Decision, Grant, GrantQuerySet, Outsider
from vinhdanh.awards.selectors.visible import grants_visible_to, sees_all
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.people.models import Household, Person, Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.reports.figures import Number, Record
from vinhdanh.reports.naming import in_full

Actor = Account | Operator
UNSEEN = "Người ngoài phạm vi được xem"


def of_grants(actor: Actor, grants: GrantQuerySet | Collection[int]) -> list[Record]:
    """Honours, newest decision first."""
    found = (
        Grant.objects.filter(pk__in=grants) if not isinstance(grants, GrantQuerySet) else grants.order_by()
    )
    seen = None
    if not sees_all(actor):
        seen = set(grants_visible_to(actor).filter(pk__in=found.values("pk")).values_list("pk", flat=True))
    rows = found.order_by("-decision__decided", "-pk").values_list(
        "pk", "honour", "decision", "person", "unit", "household", "outsider"
    )
    return _listed(list(rows), seen)


_Row = tuple[int, str, int | None, int | None, int | None, int | None, int | None]


def _listed(rows: Sequence[_Row], seen: Collection[int] | None) -> list[Record]:
    """Rows of the register as records. Papers and recipients are read once, however often they come."""

    def read(at: int, of: Manager[Any] | QuerySet[Any]) -> Mapping[int, Any]:
        return of.in_bulk({row[at] for row in rows} - {None})

    units = Unit.every.select_related("parent")
    papers, people = read(2, Decision.objects), read(3, Person.every)
    others = [read(at, of) for at, of in ((4, units), (5, Household.every), (6, Outsider.objects))]
    address = reverse("awards:grant", args=[0])
    start, _, end = address.rpartition("0")
    found = []
    for pk, honour, decision, person, *more in rows:
        what, paper = honour_name(honour, police=True), papers.get(decision or 0)
        day = paper.decided if paper else None
        if seen is not None and pk not in seen:
            found.append(Record(UNSEEN, what, day))
            continue
        who = people.get(person or 0) or next(of[key] for of, key in zip(others, more, strict=True) if key)
        number = who.number if person else ""
        said = f"{what}, {paper or 'chưa có quyết định'}"
        found.append(Record(in_full(who), said, day, f"{start}{pk}{end}", number=number))
    return found


def of_recipients(actor: Actor, grants: Collection[int]) -> list[Record]:
    """Whoever was given some honours, each once, with how many times."""
    times: dict[str, list[Record]] = {}
    for one in of_grants(actor, grants):
        who = one.number or one.href or f"{len(times)}"
        times.setdefault(who, []).append(one)
    return [
        Record(
            some[0].name,
            some[0].detail if len(some) == 1 else f"{len(some)} lượt, gần nhất: {some[0].detail}",
            some[0].day,
            some[0].href,
            number=some[0].number,
        )
        for some in times.values()
    ]


def of_people(actor: Actor, details: Mapping[int, str]) -> list[Record]:
    """People who serve, by name. ``details``: key → what is said of each."""
    seen = set(people_visible_to(actor).filter(pk__in=details).values_list("pk", flat=True))
    people = Person.every.filter(pk__in=details).order_by("folded", "number")
    return [
        Record(
            one.name,
            details[one.pk],
            href=reverse("eligibility:person", args=[one.number]),
            number=one.number,
        )
        if one.pk in seen
        else Record(UNSEEN)
        for one in people
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a proposal: the words, the day, and what it adds to the figure."""

    words: str
    day: date | None = None
    weight: Number = 1


def of_proposals(actor: Actor, told: Mapping[int, Told]) -> list[Record]:
    """Proposals in the order given. ``told``: key → what is said of each."""
    seen = set(proposals_visible_to(actor).filter(pk__in=told).order_by().values_list("pk", flat=True))
    rows = Proposal.objects.filter(pk__in=told).select_related(
        "person", "collective", "household", "outsider"
    )
    by_key = {one.pk: one for one in rows}
    return [_proposal(by_key[pk], said, named=pk in seen) for pk, said in told.items() if pk in by_key]


def _proposal(one: Proposal, said: Told, *, named: bool) -> Record:
    honour = honour_name(one.honour, police=True)
    if not named:
        return Record(UNSEEN, honour, said.day, weight=said.weight)
    return Record(
        f"{one.subject} ({one.code})",
        f"{honour}; {said.words}" if said.words else honour,
        said.day,
        reverse("dossiers:dossier", args=[one.pk]),
        said.weight,
        number=one.person.number if one.person else "",
    )

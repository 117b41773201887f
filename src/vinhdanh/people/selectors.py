"""Reading units and people: never more than the actor may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import actions_of, units_with
from vinhdanh.access.selectors import journal_visible_to, scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Scope
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import history_of
from vinhdanh.people.folding import fold
from vinhdanh.people.models import (
    Household,
    Person,
    PersonMerge,
    Post,
    Transfer,
    Unit,
    UnitLineage,
    UnitPlace,
)
from vinhdanh.people.models.transfers import TransferQuerySet
from vinhdanh.people.types import LineageKind


def visible_units(actor: Account | Operator, action: Action = Action.VIEW) -> QuerySet[Unit]:
    """Units on which the actor may do ``action``: those of his roles and everything below them."""
    return _units(scopes(actor), action)


def _units(held: Collection[Scope], action: Action) -> QuerySet[Unit]:
    able = [scope for scope in held if action in actions_of(scope)]
    codes = {scope.unit_code for scope in able}
    if WHOLE_AGENCY in codes:
        return Unit.objects.all()
    if not codes:
        return Unit.objects.none()
    paths = dict(Unit.objects.filter(code__in=codes).values_list("code", "path"))
    below = Q()
    for scope in able:
        path = paths.get(scope.unit_code)
        if path and scope.covers(path):  # one that was lent may have left the lender's reach
            below |= Q(path__startswith=path)
    return Unit.objects.filter(below) if below else Unit.objects.none()


def people_visible_to(
    actor: Account | Operator, action: Action = Action.VIEW, on: date | None = None
) -> QuerySet[Person]:
    """People whose place of service (today, or the last one) is in a visible unit, and the actor himself.

    To look at, also those whom a visible unit has on secondment.
    """
    return _people(actor, scopes(actor), action, on)


def _people(
    actor: Account | Operator, held: Collection[Scope], action: Action, on: date | None
) -> QuerySet[Person]:
    codes = units_with(held, action)
    if WHOLE_AGENCY in codes:
        return Person.objects.all()
    own = getattr(actor, "person_number", "") if action == Action.VIEW else ""
    if not codes:
        return Person.objects.filter(number=own) if own else Person.objects.none()
    return _serving(own, _units(held, action), action, on or timezone.localdate())


def _serving(own: str, units: QuerySet[Unit], action: Action, day: date) -> QuerySet[Person]:
    """Who serves in the units on a day; to look at, also their guests and the actor himself."""
    seen = Post.objects.standing(day).filter(unit__in=units).order_by().values("person")
    if action != Action.VIEW:
        return Person.objects.filter(pk__in=seen)
    guests = Transfer.objects.seconded(day).filter(to_unit__in=units).order_by().values("person")
    himself = Person.objects.filter(number=own).order_by().values("pk")
    # A union, not OR: that would look at every person in turn.
    return Person.objects.filter(pk__in=seen.union(guests, himself) if own else seen.union(guests))


def households_visible_to(actor: Account | Operator, action: Action = Action.VIEW) -> QuerySet[Household]:
    """Households followed by a visible unit; all of them for who sees the whole agency."""
    return _households(scopes(actor), action)


def _households(held: Collection[Scope], action: Action) -> QuerySet[Household]:
    if WHOLE_AGENCY in units_with(held, action):
        return Household.objects.all()
    return Household.objects.filter(unit__in=_units(held, action))


def subjects_visible_to(
    actor: Account | Operator, held: Collection[Scope]
) -> tuple[QuerySet[Person], QuerySet[Unit], QuerySet[Household]]:
    """People, units and households to look at, with the actor's roles and their units read only once.

    Args:
        held: the roles of ``access.selectors.scopes``.
    """
    if WHOLE_AGENCY in units_with(held, Action.VIEW):
        return Person.objects.all(), Unit.objects.all(), Household.objects.all()
    if not units_with(held, Action.VIEW):
        people, households = _people(actor, held, Action.VIEW, None), Household.objects.none()
        return people, Unit.objects.none(), households
    units, own = _units(held, Action.VIEW), getattr(actor, "person_number", "")
    people = _serving(own, units, Action.VIEW, timezone.localdate())
    return people, units, Household.objects.filter(unit__in=units)


def search_units(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Units by words of the name, without marks, or by the beginning of the code."""
    by_name = Q()
    for word in fold(text).split():
        by_name &= Q(folded__contains=word)
    return units.filter(by_name | Q(code__istartswith=text.strip())) if text.strip() else units


def current_posts(people: QuerySet[Person] | list[Person], on: date | None = None) -> dict[int, Post]:
    """Person's key → his main post on a day (today by default) or the last one before, with its unit."""
    found = Post.objects.standing(on or timezone.localdate()).filter(person__in=people).select_related("unit")
    return {post.person_id: post for post in found}


def subjects_named(identifiers: list[str]) -> dict[str, Person | Unit | Household]:
    """The records behind the subject ids of ``Facts``: số hiệu, unit codes, household codes."""
    found: dict[str, Person | Unit | Household] = {}
    found.update((h.code, h) for h in Household.objects.filter(code__in=identifiers))
    found.update((u.code, u) for u in Unit.objects.filter(code__in=identifiers))
    found.update((p.number, p) for p in Person.objects.filter(number__in=identifiers))
    return found


def history_visible_to(
    actor: Account | Operator, subject: Person | Unit | Household
) -> QuerySet[JournalEntry]:
    """What was done to one record, for who sees it; nothing for anybody else. Newest first.

    What was done to a file that was merged into a person's belongs to it.
    """
    match subject:
        case Person():
            seen = people_visible_to(actor).filter(pk=subject.pk).exists()
            numbers = [subject.number, *(merge.merged.number for merge in merges_into(subject))]
            refs = [f"person:{number}" for number in numbers]
        case Unit():
            seen, refs = visible_units(actor).filter(pk=subject.pk).exists(), [f"unit:{subject.code}"]
        case Household():
            seen = households_visible_to(actor).filter(pk=subject.pk).exists()
            refs = [f"household:{subject.code}"]
    return history_of(*refs) if seen else journal_visible_to(actor).filter(ref__in=refs)


def merges_into(person: Person) -> list[PersonMerge]:
    """The files that are one with a person's now, those merged into them too; the first merge first."""
    found: list[PersonMerge] = []
    kept = [person.pk]
    while kept:
        some = PersonMerge.objects.filter(kept__in=kept, undone__isnull=True).select_related("merged")
        kept = [merge.merged_id for merge in some]
        found += some
    return sorted(found, key=lambda merge: merge.pk)


def kept_in_place_of(number: str) -> Person | None:
    """The person whose file a merged number leads to."""
    merges = PersonMerge.objects.filter(merged__number=number, undone__isnull=True)
    merge = merges.select_related("kept").first()
    return merge.kept if merge else None


# ---- transfers ------------------------------------------------------------------------------------


def transfers_visible_to(actor: Account | Operator) -> TransferQuerySet:
    """Requests from or to a visible unit, and the actor's own."""
    transfers = Transfer.objects.select_related("person", "from_unit", "to_unit")
    if WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW):
        return transfers
    units = visible_units(actor)
    own = getattr(actor, "person_number", "") or None
    return transfers.filter(Q(from_unit__in=units) | Q(to_unit__in=units) | Q(person__number=own))


def transfers_from(actor: Account | Operator, unit: Unit | None = None) -> TransferQuerySet:
    """People leaving: those of a unit with all below it, by default of every unit that the actor sees."""
    return transfers_visible_to(actor).filter(from_unit__in=_those(actor, unit))


def transfers_to(actor: Account | Operator, unit: Unit | None = None) -> TransferQuerySet:
    """People coming: to a unit with all below it, by default to every unit that the actor sees."""
    return transfers_visible_to(actor).filter(to_unit__in=_those(actor, unit))


def transfers_to_answer(actor: Account | Operator) -> TransferQuerySet:
    """Open requests that wait for this account."""
    waiting = Transfer.objects.select_related("person", "from_unit", "to_unit").pending()
    waiting = waiting.filter(to_unit__in=visible_units(actor, Action.ANSWER_TRANSFER))
    own = getattr(actor, "person_number", "")
    if own:
        waiting = waiting.exclude(person__number=own)
    return waiting.exclude(requested_account=actor.username) if actor.username else waiting


def _those(actor: Account | Operator, unit: Unit | None) -> QuerySet[Unit]:
    units = visible_units(actor)
    return units.filter(path__startswith=unit.path) if unit else units


# ---- where units come from and go to --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One succession on the way: ``unit`` is the other one, ``distance`` how many successions away."""

    unit: Unit
    kind: LineageKind
    on: date
    basis: str
    distance: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The past and the future of one unit."""

    origins: tuple[Step, ...]  # what it came from, and what that came from, nearest first
    successors: tuple[Step, ...]  # what became of it
    places: tuple[UnitPlace, ...]  # where in the tree it stood before, oldest first

    @property
    def heirs(self) -> tuple[Unit, ...]:
        """Units in force today that carry it on."""
        today = timezone.localdate()
        ended = [step.unit for step in self.successors]
        return tuple(unit for unit in ended if unit.valid_to is None or unit.valid_to >= today)


def lineage_of(unit: Unit) -> Lineage:
    """Everything that a unit came from and became, over any number of successions."""
    return Lineage(
        origins=_walk(unit, "successor", "unit"),
        successors=_walk(unit, "unit", "successor"),
        places=tuple(unit.places.select_related("parent").order_by("until")),
    )


def _walk(start: Unit, near: str, far: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    seen, edge, distance = {start.pk}, {start.pk}, 0
    while edge:
        distance += 1
        rows = UnitLineage.objects.filter(**{f"{near}__in": edge}).select_related(far).order_by("on", "id")
        reached: dict[int, Step] = {}
        for row in rows:
            other: Unit = getattr(row, far)
            if other.pk not in seen:
                reached[other.pk] = Step(other, LineageKind(row.kind), row.on, row.basis, distance)
        steps += reached.values()
        seen |= reached.keys()
        edge = set(reached)
    return tuple(steps)


def parent_on(unit: Unit, day: date) -> Unit | None:
    """The unit above on a day: where it stood then, if it has moved since."""
    place = unit.places.filter(until__gte=day).order_by("until").select_related("parent").first()
    return place.parent if place else unit.parent

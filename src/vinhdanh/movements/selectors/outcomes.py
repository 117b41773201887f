"""At the end of the year: what was registered against what was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import catalogue, in_order
from vinhdanh.awards.models import Grant
from vinhdanh.engine.facts import GrantState
from vinhdanh.movements.models import Registration
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
Subject = tuple[str, int]  # "person" or "unit", and its key: a force has too many to read them all


@dataclass(frozen=True, slots=True)
class Outcome:
    """One registered title and the decision that gave it, empty where none did."""

    subject: Subject
    place: Unit
    honour: str
    given: str = ""

    @property
    def achieved(self) -> bool:
        return bool(self.given)


@dataclass
class Tally:
    """Registered and achieved, by title; ``beyond`` counts titles given that nobody had registered."""

    unit: Unit | None
    registered: Counter[str] = field(default_factory=Counter)
    achieved: Counter[str] = field(default_factory=Counter)
    beyond: int = 0

    @property
    def total(self) -> tuple[int, int]:
        """Achieved and registered, over all titles."""
        return self.achieved.total(), self.registered.total()


@dataclass(frozen=True)
class Outcomes:
    """A unit's year, by the units directly below it."""

    unit: Unit | None
    year: int
    titles: tuple[str, ...]  # in the catalogue's order
    rows: tuple[Tally, ...]
    total: Tally
    lines: tuple[Outcome, ...]


def outcomes(actor: Actor, year: int, unit: Unit | None = None) -> Outcomes:
    """Each title registered for the year with whether the register of honours has it, as far as one sees.

    Args:
        unit: a unit that the actor sees; by default the highest one.
    """
    seen = visible_units(actor)
    root = unit or seen.order_by("path").first()
    if root is None:
        return Outcomes(None, year, (), (), Tally(None), ())
    below = list(seen.filter(path__startswith=root.path).order_by("path"))
    heads = {one.pk: one for one in below if one.parent_id == root.pk or one.pk == root.pk}
    home: dict[int, int] = {}
    for one in below:
        home[one.pk] = one.pk if one.pk in heads else home.get(one.parent_id or 0, root.pk)
    rows = {pk: Tally(one) for pk, one in heads.items()}
    total = Tally(root)
    given = _given(year)
    lines = []
    places = {one.pk: one for one in below}
    found = Registration.objects.filter(year=year, sheet__unit__in=home).standing()
    found = found.order_by("sheet__unit__path", "id")
    for person, collective, honour, place in found.values_list(
        "person_id", "unit_id", "honour", "sheet__unit_id"
    ):
        key = ("person", person) if person else ("unit", collective)
        line = Outcome(key, places[place], honour, given.pop((*key, honour), ""))
        lines.append(line)
        for tally in (rows[home[place]], total):
            tally.registered[honour] += 1
            tally.achieved[honour] += line.achieved
    _count_beyond(given, year, home, rows, total)
    titles = tuple(in_order(total.registered))
    shown = tuple(tally for tally in rows.values() if tally.registered or tally.beyond)
    return Outcomes(root, year, titles, shown, total, tuple(lines))


def subjects_of(lines: Iterable[Outcome]) -> dict[Subject, Person | Unit]:
    """The people and units behind some lines."""
    keys: dict[str, set[int]] = {"person": set(), "unit": set()}
    for line in lines:
        keys[line.subject[0]].add(line.subject[1])
    found: dict[Subject, Person | Unit] = {}
    found.update((("person", one.pk), one) for one in Person.every.filter(pk__in=keys["person"]))
    found.update((("unit", one.pk), one) for one in Unit.every.filter(pk__in=keys["unit"]))
    return found


Given = dict[tuple[str, int, str], str]


def _given(year: int) -> Given:
    """Subject and title → its decision, of what the register holds of the year and still stands."""
    rows = Grant.objects.filter(year=year, index__state=GrantState.IN_FORCE.value).order_by()
    found: Given = {}
    columns = ("person_id", "unit_id", "honour", "decision__number")
    for person, unit, honour, number in rows.values_list(*columns):
        if person or unit:
            key = ("person", person, honour) if person else ("unit", unit, honour)
            found[key] = f"QĐ {number}" if number else "có trong sổ"
    return found


def _count_beyond(
    given: Given, year: int, home: dict[int, int], rows: dict[int, Tally], total: Tally
) -> None:
    """Emulation titles that nobody had registered, where their holders stood."""
    titles = [code for code, honour in catalogue().items() if honour.kind == "emulation_title"]
    left = Grant.objects.filter(year=year, honour__in=titles, place__in=home)
    left = left.filter(Q(person__isnull=False) | Q(unit__isnull=False)).order_by()
    for person, unit, honour, place in left.values_list("person_id", "unit_id", "honour", "place_id"):
        key = ("person", person, honour) if person else ("unit", unit, honour)
        if given.pop(key, None) is not None:
            for tally in (rows[home[place]], total):
                tally.beyond += 1

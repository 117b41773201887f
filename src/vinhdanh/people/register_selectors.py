"""Reading the registers of discipline, holds, works and conclusions: never more than the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Discipline, Finding, Hold, Person, RecognisedWork, Unit
from vinhdanh.people.selectors import (
    history_visible_to,
    households_visible_to,
    people_visible_to,
    search_units,
    visible_units,
)

Reader = Account | Operator


@dataclass(frozen=True, slots=True)
class Search:
    """What a register is narrowed to. Empty means all."""

    text: str = ""  # name, số hiệu or code
    unit: Unit | None = None  # with everything below it
    kind: str = ""  # form of discipline, ground, kind of work, code of the question
    state: str = ""
    year: int | None = None

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.unit or self.kind or self.state or self.year)


def _about(actor: Reader, search: Search, *, households: bool = False) -> Q:
    """Rows about somebody whom the actor sees, and whom the search names."""
    people, units = people_visible_to(actor), visible_units(actor)
    homes = households_visible_to(actor)
    if search.unit:
        below = Unit.objects.subtree(search.unit)
        people = people & Person.objects.in_units(below, timezone.localdate())
        units = units.filter(pk__in=below.values("pk"))
        homes = homes.filter(unit__in=below)
    if search.text:
        people = people & Person.objects.search(search.text)
        units = search_units(units, search.text)
        homes = homes.filter(Q(folded__contains=fold(search.text)) | Q(code__istartswith=search.text))
    found = Q(person__in=people.values("pk")) | Q(unit__in=units.values("pk"))
    return found | Q(household__in=homes.values("pk")) if households else found


# What a sanction may be on a day: key of the address → words.
DISCIPLINE_STATES = {"dang": "Đang thi hành", "het": "Đã hết", "huy": "Đã hủy bỏ"}
HOLD_STATES = {"dang": "Đang hoãn", "thoi": "Đã thôi"}
FINDING_STATES = {"": "Đang có hiệu lực", "thay": "Đã bị thay", "tat-ca": "Tất cả"}


def disciplines(actor: Reader, search: Search) -> QuerySet[Discipline]:
    """Sanctions, newest first."""
    today = timezone.localdate()
    rows = Discipline.objects.filter(_about(actor, search)).select_related("person", "unit")
    if search.kind:
        rows = rows.filter(form=search.kind)
    if search.year:
        rows = rows.filter(decided__year=search.year)
    match search.state:
        case "dang":
            rows = rows.filter(pk__in=Discipline.objects.running(today))
        case "het":
            rows = rows.filter(annulled__isnull=True, ends__lte=today)
        case "huy":
            rows = rows.filter(annulled__isnull=False)
    return rows.order_by("-decided", "-pk")


def holds(actor: Reader, search: Search) -> QuerySet[Hold]:
    """Deferrals: those that run first, then the newest."""
    rows = Hold.objects.filter(_about(actor, search)).select_related("person", "unit")
    if search.kind:
        rows = rows.filter(ground=search.kind)
    if search.year:
        rows = rows.filter(opened__year=search.year)
    if search.state:
        rows = rows.filter(closed__isnull=search.state == "dang")
    return rows.annotate(over=Count("closed")).order_by("over", "-opened", "-pk")


def findings(actor: Reader, search: Search) -> QuerySet[Finding]:
    """Conclusions, newest first; those replaced only where they are asked for."""
    rows = Finding.objects.filter(_about(actor, search, households=True))
    rows = rows.select_related("person", "unit", "household", "superseded_by")
    if search.state != "tat-ca":
        rows = rows.filter(superseded_by__isnull=search.state != "thay")
    if search.kind:
        rows = rows.filter(about=search.kind)
    if search.year:
        rows = rows.filter(year=search.year)
    return rows.order_by("-year", "-on", "-pk")


def works(actor: Reader, search: Search) -> QuerySet[RecognisedWork]:
    """Works of which the actor sees an author, newest first."""
    authors = people_visible_to(actor)
    if search.unit:
        authors = authors & Person.objects.in_units(Unit.objects.subtree(search.unit), timezone.localdate())
    rows = RecognisedWork.objects.filter(authorships__person__in=authors.values("pk")).distinct()
    if search.text:
        by_name = Q()
        for word in fold(search.text).split():
            by_name &= Q(folded__contains=word)
        named = Person.objects.search(search.text).values("pk")
        by_author = Q(authorships__person__in=named)
        rows = rows.filter(by_name | by_author | Q(code__istartswith=search.text)).distinct()
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.year:
        rows = rows.filter(year=search.year)
    return rows.order_by("-year", "-recognised", "-pk")


def years_of(rows: QuerySet[Any], column: str) -> list[int]:
    """The years in which there is something to show, newest first."""
    found = rows.order_by().values_list(column, flat=True).distinct()
    return sorted({one.year if isinstance(one, date) else int(one) for one in found if one}, reverse=True)


def history_of_row(actor: Reader, subject: Any, row: Model) -> list[JournalEntry]:
    """What was done to one row about a subject, newest first."""
    label, verbs = row._meta.label_lower, ("discipline", "title_effect", "hold", "finding")
    entries = history_visible_to(actor, subject)
    wanted = Q()
    for verb in verbs:
        wanted |= Q(verb__startswith=f"people.{verb}")
    return [
        entry
        for entry in entries.filter(wanted)
        if any((one.model, one.key) == (label, row.pk) for one in entry.changes)
    ]

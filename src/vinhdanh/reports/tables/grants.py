"""Honours in force, by the day of their decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.urls import reverse

from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.models import Grant, GrantQuerySet
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import chosen
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.awards.types import MERIT_LABELS, RecipientKind
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Unit
from vinhdanh.reports.grant_rows import GrantRow, grant_rows
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.items import UNSEEN, Apart, Entry, Item

UNDATED = "lượt ghi cho năm này mà sổ không có ngày quyết định, nên không biết thuộc kỳ nào"
SOME = 500  # keys in one question to the database


class GrantSource:
    """Honours given in a period at or below a unit, or what became part of it."""

    reason = ""

    def __init__(self, scope: Scope, first: date, last: date) -> None:
        self._scope = scope
        codes = tuple(root.code for root in scope.roots)
        standing = chosen(Query(units=codes, state=GrantState.IN_FORCE), Reach(everything=True))
        self._given = standing.filter(decision__decided__gte=first, decision__decided__lte=last)
        self._undated = standing.filter(year=scope.year, decision__decided=None)

    @cached_property
    def items(self) -> Sequence[Item]:
        return _items(self._given)

    @cached_property
    def apart(self) -> Sequence[Apart]:
        return (Apart(UNDATED, tuple(_items(self._undated))),)

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """Names as far as the reader sees them; whoever he doesn't see is counted without a name."""
        keys = [item.pk for item in items]
        found: list[Entry] = []
        for start in range(0, len(keys), SOME):
            some = Grant.objects.filter(pk__in=keys[start : start + SOME])
            seen = set(grants_visible_to(self._scope.actor).filter(pk__in=some).values_list("pk", flat=True))
            rows = some.select_related("person", "unit", "household", "outsider", "decision")
            found += [_entry(grant, named=grant.pk in seen) for grant in rows]
        return sorted(found, key=lambda one: (one.day or date.min, one.name, one.pk))


def _items(grants: GrantQuerySet) -> list[Item]:
    rows = grant_rows(grants)
    places = _places(row.place for row in rows)
    kinds = dict(Unit.every.values_list("pk", "kind"))
    return [Item(row.pk, f"{row.kind}:{row.recipient}", _attributes(row, places, kinds)) for row in rows]


def _places(paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Path → the force of the unit at its end, and the kind of the one at its top."""
    units = {code: (force, kind) for code, force, kind in Unit.every.values_list("code", "force", "kind")}
    found = {}
    for path in set(paths):
        codes = path.strip("/").split("/")
        if codes[0] in units and codes[-1] in units:
            found[path] = (units[codes[-1]][0], units[codes[0]][1])
    return found


def _attributes(
    row: GrantRow, places: dict[str, tuple[str, str]], kinds: dict[int, str]
) -> dict[str, str | bool | None]:
    force, agency = places.get(row.place, (None, None))
    honour = catalogue().get(row.honour)
    return {
        "honour": row.honour,
        "honour_kind": honour.kind if honour else None,
        "level": row.level,
        "merit": row.merit,
        "recipient": row.kind.value,
        "unit_kind": kinds.get(row.recipient) if row.kind is RecipientKind.UNIT else None,
        "grade": row.grade,
        "leads": row.leads,
        "sex": row.sex or None,
        "force": row.force or None,
        "category": row.category or None,
        "place_force": force,
        "agency_kind": agency,
    }


def _entry(grant: Grant, *, named: bool) -> Entry:
    decision = grant.decision
    honour = honour_name(grant.honour, police=True)
    merit = MERIT_LABELS[Merit(grant.merit)].lower()
    day = decision.decided if decision else None
    if not named:
        return Entry(grant.pk, UNSEEN, f"{honour}, {merit}", day)
    detail = f"{honour}, {merit}, {decision or 'chưa có quyết định'}"
    number = grant.person.number if grant.person else ""
    return Entry(grant.pk, str(grant.subject), detail, day, reverse("awards:grant", args=[grant.pk]), number)

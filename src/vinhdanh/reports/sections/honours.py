"""What the unit, its teams and its people were given in the year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.urls import reverse

from vinhdanh.awards.catalogue import TITLE, codes_of, honour_name
from vinhdanh.awards.models import Grant, GrantQuerySet
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import chosen
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.engine.facts import GrantState
from vinhdanh.reports.figures import Figure, Record, Section, Text
from vinhdanh.reports.scope import Scope


def honours(scope: Scope) -> Section:
    """Khen thưởng: titles and commendations of the year that stand today."""
    commended = given_in(scope).exclude(honour__in=codes_of(kind=TITLE))
    collectives = grants_figure(
        scope,
        "khen-thuong.luot-tap-the",
        "Lượt tập thể được khen thưởng",
        commended.filter(unit__isnull=False),
    )
    people = grants_figure(
        scope, "khen-thuong.luot-ca-nhan", "Lượt cá nhân được khen thưởng", commended.filter(unit=None)
    )
    line = (collectives, " lượt tập thể và ", people, " lượt cá nhân được các cấp biểu dương, khen thưởng.")
    return Section("khen-thuong", "Công tác khen thưởng", (Text(line),))


def given_in(scope: Scope) -> GrantQuerySet:
    """Honours of the scope's year that stand, given at or below its unit or what became part of it."""
    codes = tuple(root.code for root in scope.roots)
    query = Query(first=scope.year, last=scope.year, units=codes, state=GrantState.IN_FORCE)
    return chosen(query, Reach(everything=True))


def grants_figure(scope: Scope, key: str, label: str, grants: GrantQuerySet) -> Figure:
    """A count of grants. Everybody who reads the unit's report sees the count, and the names he may see."""
    query = f"{label} trong năm {scope.year} của {scope.unit.name} và các đơn vị trực thuộc, còn hiệu lực."
    return Figure(key, label, grants.count(), query, partial(_records, scope, grants))


def _records(scope: Scope, grants: GrantQuerySet) -> list[Record]:
    seen = set(grants_visible_to(scope.actor).filter(pk__in=grants.values("pk")).values_list("pk", flat=True))
    rows: Iterable[Grant] = grants.select_related("person", "unit", "household", "outsider", "decision")
    return [_record(grant, named=grant.pk in seen) for grant in rows]


def _record(grant: Grant, *, named: bool) -> Record:
    paper = f"{honour_name(grant.honour, police=True)}, {grant.decision or 'chưa có quyết định'}"
    day = grant.decision.decided if grant.decision else None
    if not named:
        return Record("Người ngoài phạm vi được xem", honour_name(grant.honour, police=True), day)
    return Record(str(grant.subject), paper, day, reverse("awards:grant", args=[grant.pk]))

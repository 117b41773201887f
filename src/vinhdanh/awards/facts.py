"""The records of people, units and honours as the engine's facts.

Persons, units and households go by their own codes (số hiệu, mã đơn vị, mã hộ), so the same
records give the same facts in every database; all other records are named after their row:
``grant:17``, ``rating:9``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from vinhdanh.awards.models import Grant, GrantEvent, GrantWork
from vinhdanh.awards.types import STATE_AFTER, Act
from vinhdanh.engine import facts as engine
from vinhdanh.people import models as people

_FORCE = {f.value: f for f in engine.Force}
_SEX = {s.value: s for s in engine.Sex} | {"": None}
_TIER = {t.value: t for t in engine.UnitTier}
_LEVEL = {level.value: level for level in engine.Level} | {None: None}
_UNASSESSED = {u.value: u for u in engine.Unassessed} | {"": None}
_MERIT = {m.value: m for m in engine.Merit}
_WORK_KIND = {k.value: k for k in engine.WorkKind}
_WORK_SCOPE = {s.value: s for s in engine.WorkScope}
_FORM = {f.value: f for f in engine.DisciplineForm}
_CAP = {c.value: c for c in engine.TitleCap}
_GROUND = {g.value: g for g in engine.HoldGround}
_ABSENCE = {a.value: a for a in engine.AbsenceKind}

Rows = Iterable[tuple[Any, ...]]


Keys = frozenset[int] | QuerySet[Any, Any]


@dataclass(frozen=True)
class _Part:
    """Which records are read: database keys (or a query for them), or everything."""

    everything: bool = False
    persons: Keys = frozenset()
    units: Keys | None = None
    households: Keys | None = None
    # Read so that members can be placed, but not judged: units served in elsewhere, units above.
    context: frozenset[int] = frozenset()

    def only(self, column: str, keys: Keys | None) -> Q:
        """Rows whose column is among the keys; every row when everything is read."""
        return Q() if self.everything else Q(**{f"{column}__in": frozenset() if keys is None else keys})

    def of_persons(self, column: str = "person") -> Q:
        return self.only(column, self.persons)

    def of_subjects(self) -> Q:
        """Rows about a person or unit of the part."""
        chosen = self.of_persons()
        return chosen | Q(unit__in=self.units) if self.units is not None else chosen

    def of_all_subjects(self) -> Q:
        """The same for tables that know households too."""
        chosen = self.of_subjects()
        return chosen | Q(household__in=self.households) if self.households is not None else chosen


def facts_for(units: Iterable[str] | None = None) -> engine.Facts:
    """Everything on record; or, given unit codes, what is needed to judge those units with all below them.

    Of a part, the people are all who ever served there, each with all his records. Units outside
    the part come along only because somebody served there or because they stand above: their own
    records are left out, so nothing should be concluded about *them*. Households are not in a part.
    """
    if units is None:
        return _read(_Part(everything=True))
    below = Q(pk__in=())
    for path in people.Unit.objects.filter(code__in=list(units)).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    chosen = _with_forebears(people.Unit.objects.filter(below).values_list("pk", flat=True))
    members = people.Post.objects.filter(unit__in=chosen).values("person")
    return _read(_Part(persons=members, units=chosen, context=_context(members)))


def _with_forebears(units: Iterable[int]) -> frozenset[int]:
    """Units and those that became them, however long ago: their past is asked for too."""
    found = frozenset(units)
    while True:
        before = people.UnitLineage.objects.filter(successor__in=found).values_list("unit", flat=True)
        more = found.union(before)
        if more == found:
            return found
        found = more


def facts_of(subjects: Iterable[str]) -> engine.Facts:
    """What is needed to judge some people or households, by số hiệu or mã hộ, as within the whole force.

    Their units come along for what was concluded about all their members, and co-authors'
    honours where they used up a work in common.
    """
    named = frozenset(subjects)
    persons = frozenset(people.Person.objects.filter(number__in=named).values_list("pk", flat=True))
    if len(persons) == len(named):
        return _read(_Part(persons=persons, context=_context(persons)))
    households = people.Household.objects.filter(code__in=named).values("pk")
    return _read(_Part(persons=persons, households=households, context=_context(persons)))


def records_about(
    persons: Collection[int], units: Collection[int], households: Collection[int]
) -> engine.Facts:
    """The own records of some people, units and households (database keys), and nothing to judge them by.

    Honours that used up a work of theirs come along, whoever they were given to.
    """
    return _read(_Part(False, frozenset(persons), frozenset(units), frozenset(households)))


def _context(persons: Keys) -> frozenset[int]:
    """Units where the persons served, and every unit above those."""
    served = people.Post.objects.filter(person__in=persons).values("unit")
    paths = people.Unit.objects.filter(pk__in=served).values_list("path", flat=True)
    codes = {code for path in paths for code in path.strip("/").split("/")}
    return frozenset(people.Unit.objects.filter(code__in=codes).values_list("pk", flat=True))


def _read(part: _Part) -> engine.Facts:
    return engine.Facts(
        persons=tuple(_persons(part)),
        units=tuple(_units(part)),
        households=tuple(_households(part)),
        posts=tuple(_posts(part)),
        ratings=tuple(_ratings(part)),
        grants=tuple(_grants(part)),
        works=tuple(_works(part)),
        disciplines=tuple(_disciplines(part)),
        holds=tuple(_holds(part)),
        absences=tuple(_absences(part)),
        findings=tuple(_findings(part)),
        lineages=tuple(_lineages(part)),
        measures=tuple(_measures(part)),
    )


def _persons(part: _Part) -> Iterable[engine.Person]:
    rows: Rows = (
        people.Person.objects.filter(part.of_persons("pk"))
        .order_by("pk")
        .values_list("number", "name", "force", "sex", "born", "category", "joined", "left")
    )
    for number, name, force, sex, born, category, joined, left in rows:
        yield engine.Person(number, name, _FORCE[force], _SEX[sex], born, category, joined, left)


def _units(part: _Part) -> Iterable[engine.Unit]:
    rows: Rows = (
        people.Unit.objects.filter(part.only("pk", part.units) | part.only("pk", part.context))
        .order_by("pk")
        .values_list("code", "name", "force", "tier", "kind", "parent__code", "valid_from", "valid_to")
    )
    for code, name, force, tier, kind, parent, start, end in rows:
        yield engine.Unit(code, name, _FORCE[force], _TIER[tier], kind, parent, start, end)


def _lineages(part: _Part) -> Iterable[engine.Lineage]:
    rows: Rows = (
        people.UnitLineage.objects.filter(part.only("unit", part.units))
        .order_by("pk")
        .values_list("pk", "unit__code", "successor__code", "kind", "on")
    )
    for pk, unit, successor, kind, on in rows:
        yield engine.Lineage(f"lineage:{pk}", unit, successor, engine.LineageKind(kind), on)


def _households(part: _Part) -> Iterable[engine.Household]:
    if part.everything or part.households is not None:
        rows = people.Household.objects.filter(part.only("pk", part.households)).order_by("pk")
        for code, name in rows.values_list("code", "name"):
            yield engine.Household(code, name)


def _posts(part: _Part) -> Iterable[engine.Post]:
    rows: Rows = (
        people.Post.objects.filter(part.of_persons())
        .order_by("pk")
        .values_list("pk", "person__number", "unit__code", "start", "end", "title", "grade", "leads", "main")
    )
    for pk, person, unit, start, end, title, grade, leads, main in rows:
        yield engine.Post(f"post:{pk}", person, unit, start, end, title, grade, leads, main)


def _subject(*kinds: str) -> Coalesce:
    column = {"person": "person__number", "unit": "unit__code", "household": "household__code"}
    return Coalesce(*(F(column[kind]) for kind in kinds))


def _ratings(part: _Part) -> Iterable[engine.YearRating]:
    rows: Rows = (
        people.YearRating.objects.filter(part.of_subjects())
        .order_by("pk")
        .values_list("pk", _subject("person", "unit"), "year", "level", "unassessed")
    )
    for pk, subject, year, level, unassessed in rows:
        yield engine.YearRating(f"rating:{pk}", subject, year, _LEVEL[level], _UNASSESSED[unassessed])


def _works(part: _Part) -> Iterable[engine.Work]:
    own = part.only("work", _works_of(part))
    authors: defaultdict[int, list[str]] = defaultdict(list)
    authorships = people.WorkAuthor.objects.filter(own).order_by("work", "position", "pk")
    for work, number in authorships.values_list("work_id", "person__number"):
        authors[work].append(number)
    rows: Rows = (
        people.RecognisedWork.objects.filter(part.only("pk", _works_of(part)))
        .order_by("pk")
        .values_list("pk", "kind", "year", "scope", "name", "recognised", "number")
    )
    for pk, kind, year, scope, name, recognised, number in rows:
        by = tuple(authors[pk])
        yield engine.Work(
            f"work:{pk}", by, _WORK_KIND[kind], year, _WORK_SCOPE[scope], name, recognised, number
        )


def _works_of(part: _Part) -> QuerySet[Any, Any]:
    return people.WorkAuthor.objects.filter(part.of_persons()).values("work")


def _grants(part: _Part) -> Iterable[engine.Grant]:
    chosen = part.of_all_subjects()
    if not part.everything:
        # A co-author's honour may have used up a work of theirs.
        chosen |= Q(pk__in=GrantWork.objects.filter(work__in=_works_of(part)).values("grant"))
    # People from outside are honoured and never judged.
    grants = Grant.objects.filter(chosen, outsider=None)
    whose = part.only("grant", grants.values("pk"))
    used: defaultdict[int, list[str]] = defaultdict(list)
    for grant, work in GrantWork.objects.filter(whose).order_by("pk").values_list("grant_id", "work_id"):
        used[grant].append(f"work:{work}")
    last: dict[int, tuple[str, Any]] = {
        grant: (act, on)
        for grant, act, on in GrantEvent.objects.filter(whose)
        .exclude(act=Act.REISSUED)
        .order_by("pk")
        .values_list("grant_id", "act", "on")
    }
    rows: Rows = grants.order_by("pk").values_list(
        "pk",
        _subject("person", "unit", "household"),
        "honour",
        "year",
        "merit",
        "decision__decided",
        "decision__number",
        "decision__authority",
    )
    in_force = engine.GrantState.IN_FORCE
    for pk, subject, honour, year, merit, decided, number, authority in rows:
        act, on = last.get(pk, ("", None))
        if act == Act.STRUCK:
            continue
        yield engine.Grant(
            f"grant:{pk}",
            subject,
            honour,
            year,
            _MERIT[merit],
            decided,
            number or "",
            authority or "",
            STATE_AFTER.get(act, in_force),
            on,
            tuple(used[pk]) if pk in used else (),
        )


def _disciplines(part: _Part) -> Iterable[engine.Discipline]:
    columns = ("form", "decided", "ends", "number", "title_effect", "title_year")
    rows: Rows = (
        people.Discipline.objects.standing()
        .filter(part.of_subjects())
        .order_by("pk")
        .values_list("pk", _subject("person", "unit"), *columns)
    )
    for pk, subject, form, decided, ends, number, effect, year in rows:
        cap = _CAP.get(effect)
        yield engine.Discipline(
            f"discipline:{pk}", subject, _FORM[form], decided, ends, number, cap, year if cap else None
        )


def _measures(part: _Part) -> Iterable[engine.ConductMeasure]:
    """Measures that stand: those lifted or annulled are none."""
    rows: Rows = (
        people.ConductMeasure.objects.standing()
        .filter(part.of_subjects())
        .order_by("pk")
        .values_list("pk", _subject("person", "unit"), "code", "decided", "year", "number")
    )
    for pk, subject, code, decided, year, number in rows:
        yield engine.ConductMeasure(f"measure:{pk}", subject, code, decided, year, number)


def _holds(part: _Part) -> Iterable[engine.Hold]:
    rows: Rows = (
        people.Hold.objects.filter(part.of_subjects())
        .order_by("pk")
        .values_list("pk", _subject("person", "unit"), "ground", "opened", "closed")
    )
    for pk, subject, ground, opened, closed in rows:
        yield engine.Hold(f"hold:{pk}", subject, _GROUND[ground], opened, closed)


def _absences(part: _Part) -> Iterable[engine.Absence]:
    rows: Rows = (
        people.Absence.objects.filter(part.of_persons())
        .order_by("pk")
        .values_list("pk", "person__number", "kind", "start", "end")
    )
    for pk, person, kind, start, end in rows:
        yield engine.Absence(f"absence:{pk}", person, _ABSENCE[kind], start, end)


def _findings(part: _Part) -> Iterable[engine.Finding]:
    chosen = part.of_all_subjects()
    if not part.everything:
        chosen |= Q(unit__in=part.context, covers_members=True)
    rows: Rows = (
        people.Finding.objects.current()
        .filter(chosen)
        .order_by("pk")
        .values_list(
            "pk",
            _subject("person", "unit", "household"),
            "about",
            "year",
            "holds",
            "figure",
            "covers_members",
            "by",
            "on",
            "evidence",
        )
    )
    for pk, subject, about, year, holds, figure, covers, by, on, evidence in rows:
        yield engine.Finding(f"finding:{pk}", subject, about, year, holds, figure, covers, by, on, evidence)

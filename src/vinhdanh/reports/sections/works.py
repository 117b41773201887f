"""Recognised works of the year: models, initiatives, projects, and what honours were given for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from vinhdanh.awards.models import GrantWork
from vinhdanh.engine.facts import GrantState, WorkKind, WorkScope
from vinhdanh.people import register_selectors
from vinhdanh.people.models import Person, RecognisedWork, WorkAuthor
from vinhdanh.people.types import LABELS, label
from vinhdanh.reports.figures import Figure, Grid, Points, Record, Section, Text
from vinhdanh.reports.naming import HIDDEN, Service, people_seen
from vinhdanh.reports.scope import Scope

CODE = "sang-kien"


def works(scope: Scope) -> Section:
    """Mô hình, sáng kiến: works recognised in the year of which an author served here that day."""
    title = "Mô hình, sáng kiến"
    found = works_of(scope)
    if not found:
        nothing = (
            f"Sổ sáng kiến chưa có công trình nào được công nhận năm {scope.year} của {scope.unit.name}."
        )
        return Section(CODE, title, (Text((nothing,)),))
    rows = [work for work, _ in found]
    own = Works(scope, rows)
    used = set(
        GrantWork.objects.filter(
            work__in=[one.pk for one in rows], grant__index__state=GrantState.IN_FORCE.value
        )
        .values_list("work", flat=True)
        .distinct()
    )
    authors = sorted({person for _, people in found for person in people})
    lines = (
        (
            "Được công nhận ",
            own.figure("tong", "Công trình được công nhận", rows),
            " sáng kiến, đề tài, mưu trí sáng tạo của ",
            _authors(scope, authors),
            " tác giả.",
        ),
        (
            "Đã làm căn cứ cho danh hiệu, hình thức khen thưởng còn hiệu lực: ",
            own.figure(
                "da-dung", "Công trình đã làm căn cứ khen thưởng", [one for one in rows if one.pk in used]
            ),
            " công trình.",
        ),
    )
    return Section(CODE, title, (Points(lines), _by_kind(own, rows)))


class Row(NamedTuple):
    """A work as it is counted; its name is read when somebody asks for it."""

    pk: int
    kind: str
    reach: int
    recognised: date | None


def works_of(scope: Scope) -> list[tuple[Row, list[int]]]:
    """Works of the year, each with its authors who served here on the day it was recognised."""
    rows = RecognisedWork.objects.filter(year=scope.year).order_by("pk")
    written: dict[int, list[int]] = defaultdict(list)
    for work, person in WorkAuthor.objects.filter(work__in=rows.order_by()).values_list("work", "person"):
        written[work].append(person)
    service = Service(scope, {person for persons in written.values() for person in persons})
    found = []
    for row in map(Row._make, rows.values_list("pk", "kind", "scope", "recognised")):
        day = row.recognised or scope.last
        people = [person for person in written[row.pk] if service.here(person, day)]
        if people:
            found.append((row, people))
    return found


class Works:
    """Figures over some works, each with what the reader may see of them."""

    def __init__(self, scope: Scope, rows: Sequence[Row]) -> None:
        self._scope, self._rows = scope, rows

    @cached_property
    def _names(self) -> dict[int, str]:
        """Names of those that the reader may see."""
        found = register_selectors.works(self._scope.actor, register_selectors.Search(year=self._scope.year))
        mine = found.filter(pk__in=[one.pk for one in self._rows]).order_by()
        return {
            key: name or code or "Chưa ghi tên" for key, name, code in mine.values_list("pk", "name", "code")
        }

    def figure(self, key: str, words: str, rows: Sequence[Row], kind: str = "") -> Figure:
        """A count of works."""
        unit, year = self._scope.unit, self._scope.year
        query = f"{words}: dòng Sổ sáng kiến năm {year} có tác giả công tác tại {unit.name} hôm đó."
        href = f"{reverse('eligibility:works')}?nam={year}&dv={unit.code}" + (f"&loai={kind}" if kind else "")
        return Figure(
            f"{CODE}.{key}", words, len(rows), query, lambda: [self._record(one) for one in rows], href=href
        )

    def _record(self, work: Row) -> Record:
        detail = f"{label(WorkKind(work.kind))}, phạm vi {label(WorkScope(work.reach))}"
        if work.pk not in self._names:
            return Record(HIDDEN, detail, work.recognised)
        return Record(
            self._names[work.pk], detail, work.recognised, reverse("eligibility:work", args=[work.pk])
        )


def _authors(scope: Scope, keys: Sequence[int]) -> Figure:
    def records() -> list[Record]:
        seen = people_seen(scope.actor, keys)
        return [_author(seen.get(key)) for key in keys]

    query = f"Số người, mỗi người tính một lần, là tác giả công trình được công nhận năm {scope.year}."
    return Figure(f"{CODE}.tac-gia", "Tác giả công trình được công nhận", len(keys), query, records)


def _author(person: Person | None) -> Record:
    if person is None:
        return Record(HIDDEN)
    href = reverse("eligibility:person", args=[person.number])
    return Record(str(person), person.number, href=href, number=person.number)


def _by_kind(own: Works, rows: Sequence[Row]) -> Grid:
    scopes = LABELS[WorkScope]
    lines: list[tuple[str | Figure, ...]] = []
    for kind, words in LABELS[WorkKind].items():
        mine = [one for one in rows if one.kind == kind.value]
        if mine:
            code = str(kind.value)
            cells = [
                own.figure(
                    f"{code}.{reach.value}",
                    f"{words}, phạm vi {reach_words}",
                    [one for one in mine if one.reach == reach.value],
                    code,
                )
                for reach, reach_words in scopes.items()
            ]
            lines.append((words, own.figure(code, words, mine, code), *cells))
    columns = ("Loại", "Tổng số", *(f"Phạm vi {words}" for words in scopes.values()))
    return Grid(
        "Công trình được công nhận theo loại và phạm vi ảnh hưởng",
        columns,
        tuple(lines),
        numeric=frozenset(range(1, len(columns))),
    )

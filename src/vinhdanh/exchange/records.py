"""A whole ``Facts`` into an empty database, at once and quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.db import models, transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Operator
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Facts, Post, Unit
from vinhdanh.exchange.bulk import TooLong, insert, reset_sequence
from vinhdanh.exchange.register_rows import RegisterRows
from vinhdanh.people import models as people
from vinhdanh.people.folding import fold
from vinhdanh.people.models.units import CODE_FORM
from vinhdanh.people.types import Secrecy

Rows = Iterable[tuple[Any, ...]]

UNIT = (
    "code", "name", "folded", "kind", "tier", "force", "parent", "path", "depth", "valid_from", "valid_to",
)  # fmt: skip
PERSON = (
    "number", "name", "folded", "born", "sex", "citizen_id", "force", "category", "rank", "joined", "left",
    "secrecy",
)  # fmt: skip
HOUSEHOLD = ("code", "name", "folded")
LINEAGE = ("unit", "successor", "kind", "on", "basis")
POST = ("person", "unit", "start", "end", "title", "grade", "leads", "main")
RATING = ("person", "unit", "year", "level", "unassessed")
WORK = ("code", "kind", "name", "folded", "year", "scope", "recognised", "number")
DISCIPLINE = ("person", "unit", "form", "decided", "ends", "number")
MEASURE = ("person", "unit", "code", "year", "decided", "by", "number", "proposed", "why")
HOLD = ("person", "unit", "ground", "opened", "closed", "basis")
ABSENCE = ("person", "kind", "start", "end")
FINDING = (
    "person", "unit", "household", "about", "year", "holds", "figure", "covers_members", "by", "on",
    "evidence", "superseded_by",
)  # fmt: skip
SANCTIONS = {"Kỷ luật": "disciplines", "Tạm hoãn": "holds", "Xử lý điều lệnh": "measures"}

SHOWN = 20  # problems named in the message of the error; all are in ``problems``


class PersonDetails(Protocol):
    """Rank and CCCD of a person, as the readers and the sample deliver them."""

    @property
    def rank(self) -> str: ...

    @property
    def citizen_id(self) -> str: ...


class FactsRefused(Exception):
    """The facts contradict themselves or the database isn't empty. ``problems``: Vietnamese sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - SHOWN
        tail = [f"… và {more} chỗ khác."] if more > 0 else []
        super().__init__("\n".join([*self.problems[:SHOWN], *tail]))


def record_facts(
    facts: Facts,
    details: Mapping[str, PersonDetails] | None = None,
    *,
    actor: Account | Operator,
    artefacts: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Write every record of ``facts`` in one transaction, and one journal entry about it.

    Args:
        details: what the file holds of persons and no rule asks for, by số hiệu. Beside rank and CCCD it
            may have ``ranks``: the day of each promotion and the rank, in order.
        artefacts: what was handed over with an honour, by the id of its fact.

    Returns:
        Rows written, by table of ``Facts``.

    Raises:
        PermissionDenied: the actor may not import into the whole agency.
        FactsRefused: the database already holds people or units, or the facts don't hold together.
    """
    require(decide(scopes(actor), Action.IMPORT))
    problems = list(_problems(facts, details or {}))
    if problems:
        raise FactsRefused(problems)
    with transaction.atomic():
        if (
            people.Person.objects.exists()
            or people.Unit.objects.exists()
            or people.Household.objects.exists()
        ):
            raise FactsRefused(
                ["Cơ sở dữ liệu đã có cán bộ hoặc đơn vị: chỉ nạp toàn bộ vào cơ sở dữ liệu trống."]
            )
        counts = _Writing(facts, details or {}, artefacts or {}).write()
        record(
            actor=actor,
            verb="people.facts_recorded",
            subject="Toàn bộ dữ liệu",
            data={"rows": counts, "fingerprint": facts.fingerprint},
        )
    return counts


def _problems(facts: Facts, details: Mapping[str, PersonDetails]) -> Iterator[str]:
    """What the database would refuse, said in words before anything is written."""
    yield from _identity_problems(facts)
    yield from _tree_problems(facts)
    yield from _reference_problems(facts)
    yield from _year_problems(facts)
    persons = {p.id for p in facts.persons}
    for number in details.keys() - persons:
        yield f"Thông tin thêm về số hiệu “{number}”, người này không có trong danh sách cán bộ."
    owner: dict[str, str] = {}
    for number, extra in details.items():
        citizen_id = extra.citizen_id
        if citizen_id and (len(citizen_id) != 12 or not citizen_id.isdigit()):
            yield f"Số hiệu “{number}”: CCCD “{citizen_id}” không đủ 12 chữ số."
        elif citizen_id and owner.setdefault(citizen_id, number) != number:
            yield f"Số hiệu “{number}” và “{owner[citizen_id]}” cùng một số CCCD {citizen_id}."


def _identity_problems(facts: Facts) -> Iterator[str]:
    seen: dict[str, str] = {}
    subjects = [
        *(("cán bộ", p.id, p.name) for p in facts.persons),
        *(("đơn vị", u.id, u.name) for u in facts.units),
        *(("hộ gia đình", h.id, h.name) for h in facts.households),
    ]
    for kind, id, name in subjects:
        if not re.match(CODE_FORM, id):
            yield f"Mã {kind} “{id}” ({name}) trống, có dấu “/” hoặc dấu cách thừa: cần một mã khác."
        if id in seen:
            yield f"Mã “{id}” dùng cho {kind} và đã dùng cho {seen[id]}: mỗi mã một đối tượng."
        seen[id] = kind


def _tree_problems(facts: Facts) -> Iterator[str]:
    parent = {u.id: u.parent for u in facts.units}
    for unit in facts.units:
        above, chain = unit.parent, {unit.id}
        while above is not None:
            if above not in parent:
                yield f"Đơn vị “{unit.id}”: đơn vị cấp trên “{above}” không có trong danh sách."
                break
            if above in chain:
                yield f"Đơn vị “{unit.id}”: các đơn vị cấp trên nối thành vòng tròn qua “{above}”."
                break
            chain.add(above)
            above = parent[above]


def _reference_problems(facts: Facts) -> Iterator[str]:
    persons, units = {p.id for p in facts.persons}, {u.id for u in facts.units}
    households, works = {h.id for h in facts.households}, {w.id for w in facts.works}
    some = persons | units
    everyone = some | households

    def unknown(what: str, record: Any, named: Iterable[str], among: set[str]) -> Iterator[str]:
        for id in named:
            if id not in among:
                yield f"{what} ({record.id}): “{id}” không có trong danh sách."

    for post in facts.posts:
        yield from unknown("Chức vụ", post, [post.person], persons)
        yield from unknown("Chức vụ", post, [post.unit], units)
    for rating in facts.ratings:
        yield from unknown("Xếp loại", rating, [rating.subject], some)
    for grant in facts.grants:
        yield from unknown("Khen thưởng", grant, [grant.subject], everyone)
        yield from unknown("Sáng kiến đã dùng", grant, grant.works, works)
    for work in facts.works:
        yield from unknown("Tác giả sáng kiến", work, work.authors, persons)
        if len(set(work.authors)) < len(work.authors):
            yield f"Sáng kiến ({work.id}): một tác giả ghi hai lần."
    for what, rows in SANCTIONS.items():
        for row in getattr(facts, rows):
            yield from unknown(what, row, [row.subject], some)
    for absence in facts.absences:
        yield from unknown("Nghỉ, đi học", absence, [absence.person], persons)
    for finding in facts.findings:
        yield from unknown("Kết luận", finding, [finding.subject], everyone)
        if finding.covers_members and finding.subject not in units:
            yield f"Kết luận ({finding.id}): chỉ kết luận về đơn vị mới áp dụng cho các thành viên."


def _year_problems(facts: Facts) -> Iterator[str]:
    rated: set[tuple[str, int]] = set()
    for rating in facts.ratings:
        key = (rating.subject, rating.year)
        if key in rated:
            yield f"Xếp loại năm {rating.year} của “{rating.subject}” có hai dòng."
        rated.add(key)
        if rating.level is not None and rating.unassessed is not None:
            whose = f"Xếp loại năm {rating.year} của “{rating.subject}”"
            yield f"{whose}: vừa có mức vừa có lý do không xếp loại."
    for table in (facts.ratings, facts.grants, facts.works, facts.findings, facts.measures):
        for row in table:
            if not 1945 <= row.year <= 2100:
                yield f"{row.id}: năm {row.year} ngoài khoảng 1945–2100."
    spans: list[tuple[str, date | None, date | None]] = [
        *((f"Cán bộ “{p.id}”", p.joined, p.left) for p in facts.persons),
        *((f"Cán bộ “{p.id}”, ngày sinh", p.born, p.joined) for p in facts.persons),
        *((f"Đơn vị “{u.id}”", u.valid_from, u.valid_to) for u in facts.units),
        *((f"Chức vụ ({p.id})", p.start, p.end) for p in facts.posts),
        *((f"Kỷ luật ({d.id})", d.decided, d.ends) for d in facts.disciplines),
        *((f"Tạm hoãn ({h.id})", h.opened, h.closed) for h in facts.holds),
        *((f"Nghỉ, đi học ({a.id})", a.start, a.end) for a in facts.absences),
    ]
    for what, start, end in spans:
        if start and end and end < start:
            yield f"{what}: {end:%d/%m/%Y} đứng trước {start:%d/%m/%Y}."


class _Writing:
    """The rows of every table, numbered from 1, in an order in which each refers to rows already there."""

    def __init__(
        self, facts: Facts, details: Mapping[str, PersonDetails], artefacts: Mapping[str, str]
    ) -> None:
        self.facts = facts
        self.artefacts = artefacts
        self.details = details
        self.unit = {unit.id: at for at, unit in enumerate(facts.units, 1)}
        self.person = {person.id: at for at, person in enumerate(facts.persons, 1)}
        self.household = {household.id: at for at, household in enumerate(facts.households, 1)}
        self.work = {work.id: at for at, work in enumerate(facts.works, 1)}
        self.paths = _paths(facts.units)
        self.main = _main_posts(facts.posts)
        self.main_posts: dict[str, list[tuple[date, str]]] = {}
        for post in sorted((p for p in facts.posts if p.id in self.main), key=lambda p: p.start):
            self.main_posts.setdefault(post.person, []).append((post.start, post.unit))

    def write(self) -> dict[str, int]:
        """Insert everything; rows written by table of ``Facts``."""
        register = RegisterRows(
            self.facts, self._subject, self.unit, self.work, self.paths, self.main_posts, self.artefacts
        )
        written = {
            "units": _insert(people.Unit, UNIT, self._units()),
            "lineages": _insert(people.UnitLineage, LINEAGE, self._lineages()),
            "persons": _insert(people.Person, PERSON, self._persons()),
            "households": _insert(people.Household, HOUSEHOLD, self._households()),
            "posts": _insert(people.Post, POST, self._posts()),
            "ratings": _insert(people.YearRating, RATING, self._ratings()),
            "works": _insert(people.RecognisedWork, WORK, self._works()),
            "grants": register.write(_insert),
            "disciplines": _insert(people.Discipline, DISCIPLINE, self._disciplines()),
            "holds": _insert(people.Hold, HOLD, self._holds()),
            "absences": _insert(people.Absence, ABSENCE, self._absences()),
            "findings": _insert(people.Finding, FINDING, self._findings()),
            "measures": _insert(people.ConductMeasure, MEASURE, self._measures()),
        }
        _insert(people.RankHeld, ("person", "name", "since"), self._ranks())
        _insert(people.WorkAuthor, ("work", "person", "position"), self._authors())
        return written

    def _subject(self, id: str) -> tuple[int | None, int | None, int | None]:
        """Keys for the columns person, unit, household: one of them filled."""
        return self.person.get(id), self.unit.get(id), self.household.get(id)

    def _units(self) -> Rows:
        for u in self.facts.units:
            parent = self.unit[u.parent] if u.parent is not None else None
            path = self.paths[u.id]
            yield (
                u.id, u.name, fold(u.name), u.kind, u.tier.value, u.force.value,
                parent, path, path.count("/") - 2, u.valid_from, u.valid_to,
            )  # fmt: skip

    def _persons(self) -> Rows:
        for p in self.facts.persons:
            extra = self.details.get(p.id)
            yield (
                p.id, p.name, fold(p.name), p.born, p.sex.value if p.sex else "",
                extra.citizen_id if extra else "", p.force.value, p.category, extra.rank if extra else "",
                p.joined, p.left, Secrecy.OPEN.value,
            )  # fmt: skip

    def _lineages(self) -> Rows:
        for line in self.facts.lineages:
            yield self.unit[line.unit], self.unit[line.successor], line.kind.value, line.on, ""

    def _ranks(self) -> Rows:
        for number, extra in self.details.items():
            for since, rank in getattr(extra, "ranks", ()):
                yield self.person[number], rank, since

    def _households(self) -> Rows:
        for h in self.facts.households:
            yield h.id, h.name, fold(h.name)

    def _posts(self) -> Rows:
        for p in self.facts.posts:
            yield (
                self.person[p.person], self.unit[p.unit], p.start, p.end, p.title, p.grade, p.leads,
                p.id in self.main,
            )  # fmt: skip

    def _ratings(self) -> Rows:
        for r in self.facts.ratings:
            level = r.level.value if r.level is not None else None
            yield *self._subject(r.subject)[:2], r.year, level, r.unassessed.value if r.unassessed else ""

    def _works(self) -> Rows:
        for w in self.facts.works:
            yield w.id, w.kind.value, w.name, fold(w.name), w.year, w.scope.value, w.recognised, w.number

    def _authors(self) -> Rows:
        for w in self.facts.works:
            for position, author in enumerate(w.authors):
                yield self.work[w.id], self.person[author], position

    def _disciplines(self) -> Rows:
        for d in self.facts.disciplines:
            yield *self._subject(d.subject)[:2], d.form.value, d.decided, d.ends, d.number

    def _measures(self) -> Rows:
        for m in self.facts.measures:
            yield *self._subject(m.subject)[:2], m.code, m.year, m.decided, "Chưa rõ", m.number, "", ""

    def _holds(self) -> Rows:
        for h in self.facts.holds:
            yield *self._subject(h.subject)[:2], h.ground.value, h.opened, h.closed, ""

    def _absences(self) -> Rows:
        for a in self.facts.absences:
            yield self.person[a.person], a.kind.value, a.start, a.end

    def _findings(self) -> Rows:
        # Of several conclusions on one point the last one stands.
        last = {(f.subject, f.about, f.year): at for at, f in enumerate(self.facts.findings, 1)}
        for at, f in enumerate(self.facts.findings, 1):
            standing = last[f.subject, f.about, f.year]
            yield (
                *self._subject(f.subject), f.about, f.year, f.holds, f.figure, f.covers_members, f.by, f.on,
                f.evidence, None if standing == at else standing,
            )  # fmt: skip


def _paths(units: Iterable[Unit]) -> dict[str, str]:
    """Codes from the root down to each unit: ``/CAT/PX01/``."""
    parent = {unit.id: unit.parent for unit in units}
    paths: dict[str, str] = {}

    def path(id: str) -> str:
        if id not in paths:
            above = parent[id]
            paths[id] = f"{path(above) if above is not None else '/'}{id}/"
        return paths[id]

    for id in parent:
        path(id)
    return paths


def _main_posts(posts: Sequence[Post]) -> set[str]:
    """Ids of the main posts: where two overlap, the one begun last, as the engine reads them."""
    main: set[str] = set()
    taken: dict[str, date] = {}  # person -> first day of his next main post
    for post in sorted((p for p in posts if p.main), key=lambda p: (p.start, p.unit), reverse=True):
        if post.person not in taken or (post.end or date.max) < taken[post.person]:
            main.add(post.id)
            taken[post.person] = post.start
    return main


def _insert(model: type[models.Model], columns: Sequence[str], rows: Rows) -> int:
    """Write rows numbered from 1 into an empty table.

    Raises:
        FactsRefused: a text is longer than its column.
    """
    data = list(rows)
    try:
        written = insert(model, columns, data, range(1, len(data) + 1))
    except TooLong as error:
        raise FactsRefused([str(error)]) from error
    if written:
        reset_sequence(model)
    return written

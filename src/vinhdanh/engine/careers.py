"""One subject's career: every question of ``Context`` answered with integers and records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from vinhdanh.engine.conclusions import Concluded, concluded
from vinhdanh.engine.context import PLANES, Evidence, Members
from vinhdanh.engine.durations import merged_months, whole_months, year_end
from vinhdanh.engine.facts import (
    DisciplineForm,
    Grant,
    Household,
    Level,
    Merit,
    Person,
    Sex,
    Unit,
    Work,
    WorkKind,
    WorkScope,
)
from vinhdanh.engine.index import Index
from vinhdanh.engine.lineage import Forebears, inherit
from vinhdanh.engine.wording import (
    DISCIPLINE_FORMS,
    HOLD_GROUNDS,
    LEVELS,
    UNASSESSED,
    WORK_KINDS,
    WORK_SCOPES,
    day,
    finding_line,
    grant_line,
    sentence,
)
from vinhdanh.engine.words import FULL, bit, upto, window

NOTHING: Mapping[str, int] = {}


class Career:
    """One subject in one review year.

    Args:
        index: the agency's records.
        subject: a person, a unit or a household.
        year: the review year; records up to 31/12 of it count.
        lines_giving: honour code -> lines whose status decides whether it is met this year.
        discipline_year: how the year in which a discipline ended is read: ``person`` (open),
            ``counts`` or ``not``.
        members: the unit's members.
    """

    def __init__(
        self,
        index: Index,
        subject: Person | Unit | Household,
        year: int,
        lines_giving: Mapping[str, Sequence[str]],
        discipline_year: str = "person",
        members: Members | None = None,
    ) -> None:
        self.index, self.subject, self.year = index, subject, year
        self.lines_giving = lines_giving
        self.as_of = year_end(year)
        self.statuses: dict[str, int] = {}  # line -> status, filled in evaluation order
        self.lowered: dict[str, int] = {}  # the same after the year's điều lệnh measures, where they differ
        self._members = members
        self._memo: dict[object, Any] = {}
        self._discipline_year = discipline_year

    # --- the span of years that counts --------------------------------------------------------

    @cached_property
    def _counted(self) -> tuple[int, int]:
        """Years that surely and possibly count: after a discipline, only those from its end."""
        ends = [
            d.ends
            for d in self.index.disciplines.get(self.subject.id, ())
            if d.ends is not None and d.ends <= self.as_of and d.decided <= self.as_of
        ]
        upto_now = upto(self.year)
        if not ends:
            return upto_now, upto_now
        last = max(ends).year
        surely = window(last if self._discipline_year == "counts" else last + 1, self.year)
        possibly = window(last + 1 if self._discipline_year == "not" else last, self.year)
        return surely, possibly

    @cached_property
    def _began(self) -> int:
        """Years in which the subject existed in the service."""
        if isinstance(self.subject, Person):
            start = self.subject.joined
        else:
            start = self.subject.valid_from if isinstance(self.subject, Unit) else None
        return FULL if start is None else upto(start.year - 1) ^ FULL

    # --- words --------------------------------------------------------------------------------

    @cached_property
    def _levels(self) -> dict[int, Level]:
        found: dict[int, Level] = {}
        for r in self.index.ratings.get(self.subject.id, ()):
            if r.level is not None:
                found[r.year] = max(r.level, found.get(r.year, r.level))
        return found

    @cached_property
    def _unknown(self) -> int:
        known = 0
        for year in self._levels:
            known |= bit(year)
        return (known ^ FULL) & self._began

    @cached_property
    def forebears(self) -> list[Forebears]:
        """Units that became this one, by the day it happened."""
        lineages = self.index.forebears.get(self.subject.id, ()) if isinstance(self.subject, Unit) else ()
        by_day: dict[date, list[Career]] = {}
        for lineage in lineages:
            before = self.index.units.get(lineage.unit)
            if before is not None and lineage.on <= self.as_of and lineage.unit != self.subject.id:
                past = Career(self.index, before, self.year, {}, self._discipline_year)
                by_day.setdefault(lineage.on, []).append(past)
        own_past = getattr(self.subject, "valid_from", None)
        return [
            Forebears(upto(day.year), tuple(careers), alone=own_past is not None and own_past >= day)
            for day, careers in sorted(by_day.items())
        ]

    def _inherit(self, own: tuple[int, int], of: Callable[[Career], tuple[int, int]]) -> tuple[int, int]:
        return inherit(own, self.forebears, of)

    def rating(self, level: Level) -> tuple[int, int]:
        if level not in self._rated:
            word = 0
            for year, found in self._levels.items():
                if found >= level:
                    word |= bit(year)
            surely, possibly = self._counted
            own = word & surely, (word | self._unknown) & possibly
            self._rated[level] = self._inherit(own, lambda before: before.rating(level))
        return self._rated[level]

    @cached_property
    def _rated(self) -> dict[Level, tuple[int, int]]:
        return {}

    @cached_property
    def _by_honour(self) -> dict[str, list[Grant]]:
        found: dict[str, list[Grant]] = {}
        for grant in self.index.grants.get(self.subject.id, ()):
            found.setdefault(grant.honour, []).append(grant)
        return found

    def _grants(self, codes: tuple[str, ...], without: frozenset[Merit]) -> list[Grant]:
        return [g for code in codes for g in self._by_honour.get(code, ()) if g.merit not in without]

    def honour(self, codes: tuple[str, ...], without: frozenset[Merit]) -> tuple[int, int]:
        word = self._own_years(codes, without)
        pending = bit(self.year) if self._met(codes, self.lowered) else 0
        surely, possibly = self._counted
        own = word & surely, (word | pending) & possibly
        return self._inherit(own, lambda before: before.honour(codes, without))

    def _own_years(self, codes: tuple[str, ...], without: frozenset[Merit]) -> int:
        word = 0
        for grant in self._grants(codes, without):
            word |= bit(grant.year)
        return word & upto(self.year)

    def held(self, codes: tuple[str, ...], without: frozenset[Merit]) -> int:
        word = self._own_years(codes, without)
        return self._inherit((word, word), lambda b: (b.held(codes, without),) * 2)[0]

    def given(self, codes: tuple[str, ...], without: frozenset[Merit]) -> int:
        word = 0
        for grant in self._grants(codes, without):
            word |= bit(grant.decided.year if grant.decided else grant.year)
        return self._inherit((word, word), lambda b: (b.given(codes, without),) * 2)[0]

    def _works(self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str) -> list[tuple[Work, bool]]:
        """Usable works, each with whether it is surely free (not used for a co-author either)."""
        own = {(honour, self.year)}
        usable = []
        for work in self.index.works.get(self.subject.id, ()):
            if work.kind not in kinds or work.scope < scope:
                continue
            uses = self.index.uses.get(work.id, ())
            if {(h, y) for s, h, y in uses if s == self.subject.id} <= own:
                usable.append((work, all(s == self.subject.id for s, _, _ in uses)))
        return usable

    def once(self, key: object, compute: Callable[[], Any]) -> Any:
        if key not in self._memo:
            self._memo[key] = compute()
        return self._memo[key]

    def works(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, planes: int = PLANES
    ) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = self.once(
            (kinds, scope, honour, planes), lambda: self._planes(kinds, scope, honour, planes)
        )
        return found

    def _planes(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, planes: int
    ) -> list[tuple[int, int]]:
        usable = self._works(kinds, scope, honour)
        if not usable:
            return [(0, 0)] * planes
        free = Counter(work.year for work, surely in usable if surely)
        every = Counter(work.year for work, _ in usable)
        surely, possibly = self._counted
        found = []
        for plane in range(planes):
            low = high = 0
            for year, number in free.items():
                low |= bit(year) if number > plane else 0
            for year, number in every.items():
                high |= bit(year) if number > plane else 0
            found.append((low & surely, high & possibly))
        return found

    # --- numbers and answers -------------------------------------------------------------------

    def service_months(self) -> int:
        if not isinstance(self.subject, Person) or self.subject.joined is None:
            return -1
        end = min(self.subject.left or self.as_of, self.as_of)
        return whole_months(self.subject.joined, end)

    def post_months(self, grades: tuple[str, ...]) -> int:
        posts = self.index.posts.get(self.subject.id, ())
        spans = [(p.start, p.end) for p in posts if p.main and p.grade in grades]
        return merged_months(spans, self.as_of)

    def sex(self) -> int:
        sex = self.subject.sex if isinstance(self.subject, Person) else None
        return {None: 0, Sex.MALE: 1, Sex.FEMALE: 2}[sex]

    @cached_property
    def _findings(self) -> dict[str, Concluded]:
        """What counts on each question: one's own findings, else the nearest unit's."""
        own = [f for f in self.index.findings.get(self.subject.id, ()) if f.year == self.year]
        if not isinstance(self.subject, Person):
            return concluded([own])
        home = self.index.homes(self.year).get(self.subject.id)
        return concluded([own, *self.index.covering_findings(home, self.year)])

    def finding(self, about: str) -> int:
        found = self._findings.get(about)
        return 1 if found is None else found.status

    def figure(self, about: str) -> int:
        found = self._findings.get(about)
        return -1 if found is None else found.figure

    def claimed(self, about: str) -> bool:
        return about in self._findings

    def disputed(self, about: str) -> bool:
        found = self._findings.get(about)
        return found is not None and found.disputed

    def disciplined(self, form: DisciplineForm, years: int | None) -> bool:
        return bool(self._disciplines(form, years))

    def _disciplines(self, form: DisciplineForm, years: int | None) -> list[Any]:
        first = 0 if years is None else self.year - years + 1
        return [
            d
            for d in self.index.disciplines.get(self.subject.id, ())
            if d.form >= form and d.decided <= self.as_of and d.decided.year >= first
        ]

    def leaving(self) -> bool:
        return (
            isinstance(self.subject, Person)
            and self.subject.left is not None
            and self.subject.left.year == self.year
        )

    def _met(self, codes: tuple[str, ...], lowered: Mapping[str, int] = NOTHING) -> int:
        """The best status this year of the lines that give one of the honours."""
        lines = (line for code in codes for line in self.lines_giving.get(code, ()))
        return max((lowered.get(line, self.statuses.get(line, 0)) for line in lines), default=0)

    def meets(self, honours: tuple[str, ...], without: frozenset[Merit]) -> int:
        held = self.held(honours, without) & bit(self.year)
        return 2 if held else self._met(honours)

    def members(self) -> Members:
        if self._members is None:
            raise TypeError(
                f"{self.subject.id} không phải tập thể: tiêu chí về thành viên không áp dụng được"
            )
        return self._members

    # --- deferral -------------------------------------------------------------------------------

    def held_by(self, grounds: frozenset[str]) -> tuple[Evidence, ...]:
        """What defers consideration of the year, of the grounds that the law names.

        A released hold defers nothing any more, whatever the day: consideration goes on (khoản 4 Điều 4
        Nghị định 152/2025/NĐ-CP).
        """
        found = [
            Evidence(h.id, f"{sentence(HOLD_GROUNDS[h.ground])} từ {day(h.opened)}")
            for h in self.index.holds.get(self.subject.id, ())
            if h.ground in grounds and h.opened <= self.as_of and h.closed is None
        ]
        if "discipline_running" in grounds:
            found += [
                Evidence(
                    d.id,
                    f"Đang chịu kỷ luật {DISCIPLINE_FORMS[d.form]} theo quyết định ngày {day(d.decided)}",
                )
                for d in self.index.disciplines.get(self.subject.id, ())
                if d.decided <= self.as_of and (d.ends is None or d.ends > self.as_of)
            ]
        return tuple(found)

    # --- evidence -------------------------------------------------------------------------------

    def _past(self, of: Callable[[Career], tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
        """Evidence from the units this one came from, each saying so."""
        return tuple(
            Evidence(e.id, f"{e.text} (khi là {career.subject.name})")
            for before in self.forebears
            for career in before.careers
            for e in of(career)
        )

    def rating_records(self, years: int) -> tuple[Evidence, ...]:
        rows = sorted(self.index.ratings.get(self.subject.id, ()), key=lambda r: r.year)
        return self._past(lambda before: before.rating_records(years)) + tuple(
            Evidence(
                r.id,
                f"{r.year}: {LEVELS[r.level]}"
                if r.level is not None
                else f"{r.year}: không xếp loại, "
                f"{UNASSESSED[r.unassessed] if r.unassessed else 'chưa rõ lý do'}",
            )
            for r in rows
            if r.year <= self.year and bit(r.year) & years
        )

    def grant_records(
        self, codes: tuple[str, ...], years: int, without: frozenset[Merit]
    ) -> tuple[Evidence, ...]:
        rows = sorted(self._grants(codes, without), key=lambda g: g.year)
        return self._past(lambda before: before.grant_records(codes, years, without)) + tuple(
            Evidence(g.id, grant_line(g)) for g in rows if g.year <= self.year and bit(g.year) & years
        )

    def work_records(
        self, kinds: frozenset[WorkKind], scope: WorkScope, honour: str, years: int
    ) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                w.id,
                f"{w.year}: {WORK_KINDS[w.kind]} “{w.name or w.id}”, {WORK_SCOPES[w.scope]}"
                + (f", {w.number}" if w.number else "")
                + ("" if surely else "; đồng tác giả đã dùng, cần người kết luận"),
            )
            for w, surely in self._works(kinds, scope, honour)
            if bit(w.year) & years
        )

    def service_records(self) -> tuple[Evidence, ...]:
        if not isinstance(self.subject, Person):
            return ()
        text = f"Vào ngành {day(self.subject.joined)}"
        if self.subject.left:
            text += f", thôi phục vụ {day(self.subject.left)}"
        return (Evidence(self.subject.id, text),)

    def post_records(self, grades: tuple[str, ...]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(p.id, f"{p.title or p.grade}: {day(p.start)} đến {day(p.end) if p.end else 'nay'}")
            for p in self.index.posts.get(self.subject.id, ())
            if p.grade in grades
        )

    def discipline_records(self, form: DisciplineForm, years: int | None) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(d.id, f"{sentence(DISCIPLINE_FORMS[d.form])}, quyết định ngày {day(d.decided)}")
            for d in self._disciplines(form, years)
        )

    def finding_records(self, about: str) -> tuple[Evidence, ...]:
        found = self._findings.get(about)
        return () if found is None else tuple(Evidence(f.id, finding_line(f)) for f in found.findings)

    def verdict_records(self, honours: tuple[str, ...]) -> tuple[Evidence, ...]:
        return self.grant_records(honours, bit(self.year), frozenset())

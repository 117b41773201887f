"""What the measures of a year leave of the year's titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.engine.context import Evidence
from vinhdanh.engine.facts import ConductMeasure, Discipline, Household, Person, TitleCap, Unit
from vinhdanh.engine.index import Index
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lawfiles import as_tuple
from vinhdanh.engine.regulations.blocks import (
    Line,
    MeasureKind,
    Regulations,
    SubjectKind,
    regulations_on,
)
from vinhdanh.engine.rules import Citation, citation_of
from vinhdanh.engine.wording import day

UNMET, UNSURE, MET = 0, 1, 2
CAPS = {TitleCap.LOWERS: "hạ một mức danh hiệu", TitleCap.REMOVES: "không xét danh hiệu"}
OFF_LADDER = {"none": UNMET, "person": UNSURE, "kept": MET}  # a title outside the ladder, when lowered


@dataclass(frozen=True, slots=True)
class Standing:
    """One subject's measures of one year, and how far they take his titles down.

    ``decisions`` are disciplinary decisions that say it themselves.

    ``least`` and ``most`` are the steps down under the two ways to read several lowerings; where
    they lead to different answers, people conclude.
    """

    subject: SubjectKind
    measures: tuple[tuple[ConductMeasure, MeasureKind | None], ...]  # None: a measure unknown that day
    ladder: tuple[str, ...]  # the highest title first
    titles: frozenset[str]
    off_ladder: str
    least: int
    most: int
    barred: bool
    unknown: bool
    reading: Citation | None
    decisions: tuple[Discipline, ...] = ()

    def touches(self, honour: str) -> bool:
        """Whether the measures say anything about a title."""
        return honour in self.titles and (self.barred or self.unknown or self.most > 0)

    def limit(self, honour: str, best: Callable[[str], int]) -> int:
        """The best status a title may still have, given the statuses of the ladder's titles.

        A title stays when the subject would otherwise have one that stands that many steps higher.
        """
        if self.barred:
            return UNMET
        if honour not in self.ladder:
            found = OFF_LADDER[self.off_ladder] if self.most else MET
        else:
            low, high = (self._after(honour, steps, best) for steps in (self.most, self.least))
            found = low if low == high else UNSURE
        return min(found, UNSURE) if self.unknown else found

    def _after(self, honour: str, steps: int, best: Callable[[str], int]) -> int:
        if steps == 0:
            return MET
        above = self.ladder[: max(self.ladder.index(honour) - steps + 1, 0)]
        return max((best(h) for h in above), default=UNMET)

    @property
    def found(self) -> str:
        """What happened, in a few words."""
        names = dict.fromkeys(
            f"{kind.name[:1].lower()}{kind.name[1:]}" if kind else f"biện pháp {measure.code}"
            for measure, kind in self.measures
        )
        caveats = dict.fromkeys(kind.caveat for _, kind in self.measures if kind and kind.caveat)
        told = [f"đã bị {', '.join(names)}"] if names else []
        told += [f"theo {paper_of(d)}: {CAPS[d.title]} năm {d.title_year}" for d in self.decisions if d.title]
        said = "; ".join(told)
        return f"{said} ({'; '.join(caveats)})" if caveats else said

    @property
    def label(self) -> str:
        """What the explanation calls it."""
        if not self.measures:
            return "Quyết định kỷ luật về danh hiệu năm"
        return "Xử lý vi phạm điều lệnh" + (", kỷ luật" if self.decisions else "") + " trong năm"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        decided = (
            Evidence(d.id, f"{paper_of(d)}: {CAPS[d.title]} năm {d.title_year}")
            for d in self.decisions
            if d.title
        )
        return (*self._measured(), *decided)

    def _measured(self) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                m.id,
                f"{kind.name if kind else m.code}, quyết định {f'số {m.number} ' if m.number else ''}ngày "
                f"{day(m.decided)}, tính cho năm {m.year}",
            )
            for m, kind in self.measures
        )

    @property
    def citation(self) -> Citation | None:
        """The clause of the heaviest measure; a decision that removes a title is its own source."""
        if self.barred and not self.measures:
            return None
        known = [kind for _, kind in self.measures if kind]
        heaviest = max(known, key=lambda k: (k.order or 0, k.steps), default=None)
        return heaviest.citation if heaviest else self.reading


def standing_of(
    book: LawBook, index: Index, subject: Person | Unit | Household, year: int, on: date
) -> Standing | None:
    """What measures and decisions of the year say about a subject's titles; None where they say nothing.

    Measures count only where a text with such measures is in force on the law date, and only for its
    forces. What a disciplinary decision says itself counts by itself.
    """
    rows = index.measures.get(subject.id, ())
    said = index.disciplines.get(subject.id, ())
    decisions = tuple(d for d in said if d.title is not None and d.title_year == year)
    if not (rows or decisions) or isinstance(subject, Household):
        return None
    kind: SubjectKind = "person" if isinstance(subject, Person) else "unit"
    law = regulations_on(book, on)
    found, step = None, 0
    if law and not (law.forces and subject.force not in law.forces):
        mine = sorted((m for m in rows if m.year == year), key=lambda m: (m.decided, m.id))
        found, step = _standing(law, kind, mine), _one_step(law, kind)
    if decisions:
        found = _as_decided(found or _without_regulations(book, kind), decisions, step)
    return found if found is not None and (found.barred or found.unknown or found.most) else None


def _one_step(law: Regulations, kind: SubjectKind) -> int:
    """How far the lightest lowering of the text takes a title down; 0 where it knows none."""
    lowering = (m.steps for (whose, _), m in law.measures.items() if whose == kind and m.effect == "lower")
    return min(lowering, default=0)


def _without_regulations(book: LawBook, kind: SubjectKind) -> Standing:
    """No measure and no ladder: a lowering is for people to conclude, a removal is plain."""
    titles = frozenset(
        code for code, one in book.honours.items() if one.kind == "emulation_title" and kind in one.subjects
    )
    return Standing(kind, (), (), titles, "person", 0, 0, barred=False, unknown=False, reading=None)


def _as_decided(found: Standing, decisions: tuple[Discipline, ...], step: int) -> Standing:
    """The same with what disciplinary decisions say: «hạ một mức» is one step of the ladder as it is read."""
    lowering = sum(d.title is TitleCap.LOWERS for d in decisions)
    known = bool(step and found.ladder)
    return replace(
        found,
        decisions=decisions,
        barred=found.barred or any(d.title is TitleCap.REMOVES for d in decisions),
        unknown=found.unknown or bool(lowering and not known),
        least=max(found.least, step) if lowering and known else found.least,
        most=found.most + step * lowering if known else found.most,
    )


def paper_of(discipline: Discipline) -> str:
    """A decision as an explanation names it."""
    number = f"số {discipline.number} " if discipline.number else ""
    return f"Quyết định kỷ luật {number}ngày {day(discipline.decided)}"


def _standing(law: Regulations, kind: SubjectKind, measures: Iterable[ConductMeasure]) -> Standing | None:
    block = law.reading_block("title_ladder")
    if block is None:
        return None
    known = [(m, law.measures.get((kind, m.code))) for m in measures]
    effective = [(m, k) for m, k in known if k is None or k.effect != "none"]
    steps = [k.steps for _, k in effective if k and k.effect == "lower"]
    least, most = _bounds(steps, str(law.reading("several_lowerings", "person")))
    return Standing(
        subject=kind,
        measures=tuple(effective),
        ladder=as_tuple(law.reading("title_ladder")[kind]),
        titles=frozenset(as_tuple(law.reading("year_titles")[kind])),
        off_ladder=str(law.reading("off_ladder", "person")),
        least=least,
        most=most,
        barred=any(k is not None and _bars(law, k) for _, k in effective),
        unknown=any(k is None for _, k in effective),
        reading=citation_of(block),
    )


def _bounds(steps: list[int], several: str) -> tuple[int, int]:
    """Fewest and most steps down that several lowerings of one year may mean."""
    if several == "add":
        return sum(steps), sum(steps)
    heaviest = max(steps, default=0)
    return heaviest, heaviest if several == "heaviest" else sum(steps)


def _bars(law: Regulations, kind: MeasureKind) -> bool:
    """Whether a measure takes all the year's titles away, by itself or as a heavier one (a reading)."""
    if kind.effect in ("none_this_year", "rated_failed"):
        return True
    bar = law.measures.get((kind.subject, str(law.reading("bars_from", ""))))
    return (
        kind.effect == "discipline"
        and bar is not None
        and bar.order is not None
        and kind.order is not None
        and kind.order >= bar.order
    )


def settle(book: LawBook, standing: Standing, statuses: Mapping[str, int]) -> dict[str, int]:
    """Statuses after the measures, of the lines that they touch.

    Args:
        statuses: line -> status by the criteria alone.
    """

    best = best_of(book, statuses)
    return {
        line: min(status, standing.limit(book.line(line).honour, best))
        for line, status in statuses.items()
        if standing.touches(book.line(line).honour)
    }


def best_of(book: LawBook, statuses: Mapping[str, int]) -> Callable[[str], int]:
    """The best status of an honour's lines."""

    def best(honour: str) -> int:
        return max((statuses.get(line, UNMET) for line in book.lines_giving.get(honour, ())), default=UNMET)

    return best


# --- for a page: one title, some measures -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TitleEffect:
    """What is left of a title that would otherwise be given."""

    title: str | None  # code of the title that remains; None: none, or people conclude
    open: bool  # whether people must conclude between ``possible``
    possible: tuple[str | None, ...]
    lines: tuple[Line, ...]
    caveats: tuple[str, ...] = ()


def title_effect(
    book: LawBook,
    measures: Iterable[str],
    title: str,
    *,
    on: date,
    subject: SubjectKind = "person",
) -> TitleEffect:
    """Which title remains of the one that the criteria give, after measures of the year.

    Args:
        measures: codes of the measures decided for the year.
        title: code of the highest title whose criteria are met.

    Raises:
        LookupError: a measure that the text in force does not know.
    """
    law = regulations_on(book, on)
    kinds = [law.measure(subject, code) for code in measures]
    records = [ConductMeasure(str(n), "", kind.code, on, on.year) for n, kind in enumerate(kinds)]
    standing = _standing(law, subject, records)
    lines = [Line(kind.name, kind.citation) for kind in kinds]
    if standing is None or not standing.touches(title):
        return TitleEffect(title, False, (title,), tuple(lines), law.caveats(k.citation for k in kinds))
    possible = _possible(standing, title)
    reading = law.reading_block("title_ladder")
    if not standing.barred and reading is not None:
        names = [book.honours[code].name for code in standing.ladder]
        ladder = " › ".join([*names, "không có danh hiệu"])
        lines.append(Line(f"Thang bậc (cách hiểu, văn bản không nói): {ladder}", citation_of(reading)))
    return TitleEffect(
        title=possible[0] if len(possible) == 1 else None,
        open=len(possible) > 1,
        possible=possible,
        lines=tuple(lines),
        caveats=law.caveats(k.citation for k in kinds),
    )


def _possible(standing: Standing, title: str) -> tuple[str | None, ...]:
    """The titles that may remain, the lowest first; None is «no title»."""
    if standing.barred:
        return (None,)
    if title not in standing.ladder:
        return {"none": (None,), "kept": (title,), "person": (None, title)}[standing.off_ladder]
    place = standing.ladder.index(title)
    left = [
        standing.ladder[place + steps] if place + steps < len(standing.ladder) else None
        for steps in (standing.most, standing.least)
    ]
    return tuple(dict.fromkeys(left))

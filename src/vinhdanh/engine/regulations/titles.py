"""What the measures of a year leave of the year's titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vinhdanh.engine.context import Evidence
from vinhdanh.engine.facts import ConductMeasure, Household, Person, Unit
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
OFF_LADDER = {"none": UNMET, "person": UNSURE, "kept": MET}  # a title outside the ladder, when lowered


@dataclass(frozen=True, slots=True)
class Standing:
    """One subject's measures of one year, and how far they take his titles down.

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
        told = f"đã bị {', '.join(names)}"
        return f"{told} ({'; '.join(caveats)})" if caveats else told

    @property
    def evidence(self) -> tuple[Evidence, ...]:
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
        """The clause of the heaviest measure."""
        known = [kind for _, kind in self.measures if kind]
        heaviest = max(known, key=lambda k: (k.order or 0, k.steps), default=None)
        return heaviest.citation if heaviest else self.reading


def standing_of(
    book: LawBook, index: Index, subject: Person | Unit | Household, year: int, on: date
) -> Standing | None:
    """What the measures of the year say about a subject's titles; None where they say nothing.

    Only where a text with such measures is in force on the law date, and only for its forces.
    """
    rows = index.measures.get(subject.id)
    if not rows or isinstance(subject, Household):
        return None
    law = regulations_on(book, on)
    if not law or (law.forces and subject.force not in law.forces):
        return None
    kind: SubjectKind = "person" if isinstance(subject, Person) else "unit"
    mine = sorted((m for m in rows if m.year == year), key=lambda m: (m.decided, m.id))
    found = _standing(law, kind, mine)
    return found if found is not None and (found.barred or found.unknown or found.most) else None


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

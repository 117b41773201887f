"""What the law lets somebody reach this year, as the newest judging of the force foresees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vinhdanh.eligibility.memory import LawChanged, NotTheSame, results_of
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.telling import todo
from vinhdanh.engine import Verdict
from vinhdanh.engine.wording import sentence

KEPT = 2  # judgings: this year's and the last one's
OPEN = (Verdict.MET, Verdict.UNSURE, Verdict.HELD)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a title can't be met this year, and from when it can."""

    article: str
    lacking: tuple[str, ...]
    earliest: int | None

    @property
    def words(self) -> str:
        """One sentence or two for a table."""
        said = "; ".join(self.lacking)
        if self.earliest:
            said += f". Sớm nhất năm {self.earliest}"
        return f"{said}."


class Reach:
    """The answers of one judging, asked about a later (or the same) year."""

    def __init__(self, results: Results, year: int) -> None:
        self.results, self.year = results, year
        self._told: dict[tuple[str, str], Obstacle | None] = {}  # explaining takes long; a page asks often

    @property
    def judged(self) -> int:
        """The year that the judging was about."""
        return self.results.year

    def obstacle(self, subject: str, honour: str) -> Obstacle | None:
        """Why the subject can't be given the honour this year; None when he can, or nobody knows."""
        key = subject, honour
        if key not in self._told:
            self._told[key] = self._obstacle(subject, honour)
        return self._told[key]

    def reachable(self, subject: str, honours: Sequence[str]) -> list[str]:
        """Those of the honours that the subject can be given this year at the best course."""
        return [honour for honour in honours if self._earliest(subject, honour) in range(1, self.year + 1)]

    def proposed(self, subject: str, honours: Sequence[str]) -> list[str]:
        """What to register, of the honours in the law's order.

        The first that can be reached; a higher one of the base where the judging found it met or open; one
        above the base as soon as it can be reached, since that takes years of titles beneath it.
        """
        found = self.reachable(subject, honours)
        book = self.results.book
        return [
            honour
            for at, honour in enumerate(found)
            if at == 0
            or book.honours[honour].level != "base"
            or any(self.results.verdict(subject, line) in OPEN for line in self._lines(subject, honour))
        ]

    def _lines(self, subject: str, honour: str) -> list[str]:
        """The law's lines that give the honour and concern the subject."""
        results = self.results
        return [
            line
            for line in results.book.lines_giving.get(honour, ())
            if subject in results.row
            and line in results.column
            and results.verdict(subject, line) != Verdict.OUT_OF_SCOPE
        ]

    def _earliest(self, subject: str, honour: str) -> int:
        """The earliest year on any line; 0 when it is not in sight."""
        years = [self.results.earliest_year(subject, line) or 0 for line in self._lines(subject, honour)]
        return min((year for year in years if year), default=0)

    def _obstacle(self, subject: str, honour: str) -> Obstacle | None:
        results = self.results
        lines = self._lines(subject, honour)
        verdicts = {line: results.verdict(subject, line) for line in lines}
        if subject not in results.row or Verdict.NO_RULE in verdicts.values():
            return None
        if not lines:
            return Obstacle("", ("Luật không đặt danh hiệu này cho đối tượng này",), None)
        earliest = self._earliest(subject, honour)
        if earliest and earliest <= self.year:
            return None
        line = max(lines, key=lambda one: (results.earliest_year(subject, one) == (earliest or None), one))
        told = results.explain(subject, line)
        lacking = tuple(
            sentence(f"{one.what}: {one.detail[:1].lower()}{one.detail[1:]}" if one.detail else one.what)
            for one in todo(told.criteria, ways=1)
        )
        article = told.citation.text if told.citation else ""
        return Obstacle(article, lacking or (told.summary.removesuffix("."),), earliest or None)


def reach_of(year: int) -> Reach | None:
    """The newest judging of the force that is no later than the year; None where there is none to use."""
    done = Run.objects.filter(
        state=Run.State.DONE, unit_code__isnull=True, round__isnull=True, year__lte=year
    )
    run = done.order_by("-year", "-pk").first()
    if run is None:
        return None
    try:
        return _reach(results_of(run), year)
    except (LawChanged, NotTheSame):
        return None


@lru_cache(maxsize=KEPT)
def _reach(results: Results, year: int) -> Reach:
    """One object a judging, so that what it told stays in memory with it."""
    return Reach(results, year)

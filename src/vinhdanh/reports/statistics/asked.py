"""What a page of statistics is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from vinhdanh.awards.models import GrantQuerySet
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import chosen
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.engine.facts import GrantState
from vinhdanh.reports.figures import Section
from vinhdanh.reports.scope import Scope


class Page(StrEnum):
    """A page, as its address calls it."""

    STRUCTURE = "co-cau"
    TRENDS = "nhieu-nam"
    COMPARISON = "so-sanh"
    FUNNEL = "pheu"
    TIMES = "thoi-gian"


@dataclass(frozen=True)
class Asked:
    """A unit and a year, and what they are narrowed to.

    Attributes:
        kind: only honours of, or proposals for, people, collectives …
        round: only one round, where the page is about rounds.
        sort: the column that units are sorted by, with "-" in front from the highest down.
        taken_out: for a file or a paper: nobody under secrecy is named.
    """

    scope: Scope
    kind: RecipientKind | None = None
    round: ReviewRound | None = None
    sort: str = ""
    taken_out: bool = False

    @property
    def about(self) -> str:
        """Whose figures these are, as a sentence goes on: " của …, chỉ tập thể"."""
        only = f", chỉ tính {self.kind.label.lower()}" if self.kind else ""
        return f"{self.scope.unit.name} và các đơn vị trực thuộc{only}"

    def grants(self, first: int, last: int) -> GrantQuerySet:
        """Honours of some years that stand, given at or below the unit or what became part of it."""
        codes = tuple(root.code for root in self.scope.roots)
        query = Query(first=first, last=last, units=codes, kind=self.kind, state=GrantState.IN_FORCE)
        return chosen(query, Reach(everything=True))


StatisticOf = Callable[[Asked], Section]


def slug(code: str) -> str:
    """A code as keys of figures have it: "CSTD_CS" is "cstd-cs"."""
    return code.lower().replace("_", "-")

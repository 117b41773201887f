"""Reading the books of numbers: what is taken, what is free, which gaps are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Decision
from vinhdanh.decisions.models import DecisionNumber, IssuingAuthority, NumberGap
from vinhdanh.decisions.types.drafts import NumberState
from vinhdanh.people.folding import fold
from vinhdanh.people.selectors import visible_units

_LEADING = re.compile(r"^\D{0,6}?0*(\d{1,7})\b")  # «1287/QĐ-CAT», «Số 05/QĐ»


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line of the book: one number, or a run of numbers that nothing bears.

    Args:
        first, last: the same for a single number; ``words``: what bears it, or why nothing does.
        explained: False only for a gap that nobody has explained.
        decision: the decision of the register that bears it; ``draft``, ``case``: the draft, or the case of
            revoking, that holds it; ``gap``: the explanation of a number that nothing bears.
    """

    first: int
    last: int
    text: str
    state: str
    words: str
    explained: bool = True
    decision: Decision | None = None
    draft: int | None = None
    case: int | None = None
    number: int | None = None
    gap: NumberGap | None = None

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def authorities_visible_to(actor: Account | Operator) -> QuerySet[IssuingAuthority]:
    """Who decides in the agencies that the actor sees."""
    found = IssuingAuthority.objects.select_related("unit")
    return found if isinstance(actor, Operator) else found.filter(unit__in=visible_units(actor))


def authority_named(name: str) -> IssuingAuthority | None:
    """Whose book the decisions of a name are numbered in, however it is spelled; None where none is kept."""
    return IssuingAuthority.objects.filter(key=fold(name)).select_related("unit").first()


def taken_numbers(authority: IssuingAuthority, year: int) -> dict[int, str]:
    """Number → what has it, in the authority's book of a year: reserved here, or recorded from old books."""
    found = {
        n: f"quyết định ngày {one.decided:%d/%m}" if one.decided else "một quyết định trong sổ"
        for n, one in recorded(authority, year).items()
    }
    for row in DecisionNumber.objects.filter(authority=authority, year=year):
        found.setdefault(row.n, f"{row.text} ({row.get_state_display().lower()}, {row.by_name})")
    return found


def recorded(authority: IssuingAuthority, year: int) -> dict[int, Decision]:
    """Number → the decision of the register that bears it."""
    rows = Decision.objects.standing().filter(year=year, key__startswith=f"{authority.key}/")
    numbered = ((_LEADING.match(row.number), row) for row in rows.order_by("-id"))
    return {int(match[1]): row for match, row in numbered if match}


def next_free(taken: Iterable[int]) -> int:
    """The number after the highest: gaps are not filled, a book goes forward."""
    return max(taken, default=0) + 1


def next_number(authority: IssuingAuthority, year: int) -> int:
    """The number that the next decision of the authority gets."""
    return next_free(taken_numbers(authority, year))


def book(authority: IssuingAuthority, year: int) -> list[BookRow]:
    """The book of a year, the highest number first, gaps between its numbers included."""
    decisions = recorded(authority, year)
    rows = DecisionNumber.objects.filter(authority=authority, year=year)
    here = {row.n: row for row in rows.select_related("draft__decision", "revocation__decision")}
    found = [_row(n, here.get(n), decisions.get(n)) for n in {*here, *decisions}]
    explained = explanations(authority, year)
    found += [_gap(first, last, explained) for first, last in gaps({*here, *decisions}, explained)]
    return sorted(found, key=lambda row: -row.first)


def explanations(authority: IssuingAuthority, year: int) -> list[NumberGap]:
    """What was said of numbers that nothing bears, the newest word first: it is the one that counts."""
    found = NumberGap.objects.filter(authority=authority, year=year, withdraws=None, withdrawn_by=None)
    return list(found.order_by("-pk"))


def _row(n: int, row: DecisionNumber | None, decision: Decision | None) -> BookRow:
    if row is None:
        assert decision is not None
        return BookRow(n, n, decision.number, "Trong sổ khen thưởng", "", decision=decision)
    draft, case = getattr(row, "draft", None), getattr(row, "revocation", None)
    words = draft.title if draft else str(case or row.why)
    act = draft or case
    return BookRow(
        n,
        n,
        row.text,
        row.get_state_display(),
        words,
        decision=act.decision if act and act.decision else decision,
        draft=draft.pk if draft else None,
        case=case.pk if case else None,
        number=row.pk if row.state == NumberState.RESERVED and act is None else None,
    )


def _gap(first: int, last: int, explained: list[NumberGap]) -> BookRow:
    told = next((gap for gap in explained if gap.first <= first and last <= gap.last), None)
    text = str(first) if first == last else f"{first}–{last}"
    words = told.why if told else "Chưa giải trình"
    return BookRow(first, last, text, "Số trống", words, explained=told is not None, gap=told)


def gaps(taken: Iterable[int], explained: Iterable[NumberGap]) -> list[tuple[int, int]]:
    """Runs of numbers from 1 to the last of a book that nothing bears.

    A run is cut where an explanation begins or ends, so that each part is explained whole or not at all.
    """
    numbers = sorted({0, *taken})
    cuts = {gap.first for gap in explained} | {gap.last + 1 for gap in explained}
    found: list[tuple[int, int]] = []
    for before, after in pairwise(numbers):
        starts = sorted({before + 1, *(cut for cut in cuts if before + 1 < cut < after)})
        if before + 1 < after:
            found += [
                (start, (starts[at + 1] if at + 1 < len(starts) else after) - 1)
                for at, start in enumerate(starts)
            ]
    return found

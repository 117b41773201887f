"""Lists of the register: the rows of a look-up in the order asked for, and as tables show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.selectors.search import MOST, Lookup, Query, Reach
from vinhdanh.awards.types import STATE_LABELS, RecipientKind
from vinhdanh.engine.facts import Force, GrantState

NEWEST, OLDEST = "-nam", "nam"
ORDERS = ("nam", "ten", "hinh-thuc", "ngay", "don-vi")  # each also turned round, with a minus
SORTABLE = 8_000  # most rows that are put in another order than that of the years


@dataclass(frozen=True, slots=True)
class Row:
    """One honour as a table shows it."""

    grant: Grant
    honour: str  # its name, as the recipient's force calls it
    kind: RecipientKind
    code: str
    state: GrantState

    @property
    def recipient(self) -> str:
        return str(self.grant.subject)

    @property
    def gone(self) -> str:
        """What became of it, in words; empty while it stands."""
        return "" if self.state is GrantState.IN_FORCE else STATE_LABELS[self.state]

    @property
    def where(self) -> str:
        """The unit of a person; a unit needs none."""
        place = self.grant.place
        return place.name if place and self.kind is not RecipientKind.UNIT else ""


def row_of(grant: Grant, state: GrantState | None = None) -> Row:
    """One grant as a row. ``state`` saves a question where it is known."""
    recipient = grant.subject
    force = getattr(recipient, "force", "")
    name = honour_name(grant.honour, police=force == Force.POLICE.value)
    return Row(grant, name, grant.kind, code_of(recipient), state or grant.state)


def rows_of(keys: Sequence[int]) -> list[Row]:
    """The rows of these grants, in their order."""
    grants = Grant.objects.select_related(
        "person", "unit", "household", "outsider", "place", "decision", "index"
    ).in_bulk(list(keys))
    return [row_of(grants[key], GrantState(grants[key].index.state)) for key in keys if key in grants]


class Matches(Sequence[Row]):
    """The rows of a look-up as a sequence that reads only the part that is shown.

    Its length is ``most`` at most; ``lookup.more`` says that there are others.
    """

    def __init__(self, query: Query, reach: Reach, order: str = NEWEST, *, most: int = MOST) -> None:
        self.lookup = Lookup(query, reach, most=most)
        self.order = order if order.lstrip("-") in ORDERS else NEWEST
        # Another order needs all rows at hand.
        self.too_many = self.order not in (NEWEST, OLDEST) and (self.lookup.more or len(self) > SORTABLE)
        if self.too_many:
            self.order = NEWEST

    def __len__(self) -> int:
        return self.lookup.count

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        return rows_of(self.keys(at.start or 0, at.stop if at.stop is not None else len(self)))

    @property
    def ends_at(self) -> int | None:
        """The index's key of the last row that is counted, where others follow: a list goes on from it."""
        if not self.lookup.more or self.order not in (NEWEST, OLDEST):
            return None
        last = self.lookup.keys(len(self) - 1, 1, oldest_first=self.order == OLDEST)
        return last[0] if last else None

    def keys(self, start: int, stop: int) -> list[int]:
        """Keys of the grants from one place to another."""
        if self.order in (NEWEST, OLDEST):
            return self.lookup.grants(start, stop - start, oldest_first=self.order == OLDEST)
        return _sorted(self.lookup.grants(0, SORTABLE), self.order)[start:stop]


def _sorted(keys: Sequence[int], order: str) -> list[int]:
    """Keys in another order than that of the years; equal ones keep theirs."""
    column = order.lstrip("-")
    found = dict(_sort_keys(keys, column))
    return sorted(
        (key for key in keys if key in found), key=lambda key: found[key], reverse=order.startswith("-")
    )


def _sort_keys(keys: Sequence[int], column: str) -> Iterable[tuple[int, Any]]:
    rows = Grant.objects.filter(pk__in=keys)
    match column:
        case "ten":
            names = ("person__folded", "unit__folded", "household__folded", "outsider__folded")
            for key, *given in rows.values_list("pk", *names):
                words = next((name for name in given if name), "").split()
                # People are ordered by their own name, units by the whole.
                yield key, (words[-1:], words) if given[1] is None else (words, words)
        case "ngay":
            for key, day in rows.values_list("pk", "decision__decided"):
                yield key, day or date.min
        case "hinh-thuc":
            place = {code: at for at, code in enumerate(catalogue())}
            for key, honour in rows.values_list("pk", "honour"):
                yield key, place.get(honour, len(place))
        case _:
            yield from rows.values_list("pk", "place_path")

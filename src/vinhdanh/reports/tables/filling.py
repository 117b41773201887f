"""A table filled from the records of a unit: its cells, what does not add up, what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial

from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import Figure, Record, written
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.attributes import Counted
from vinhdanh.reports.tables.definitions import Check, Column, Row, Table
from vinhdanh.reports.tables.grants import GrantSource
from vinhdanh.reports.tables.items import Apart, Entry, Item, Source
from vinhdanh.reports.tables.movements import MovementSource
from vinhdanh.reports.tables.workers import BodySource, StaffSource


class Counting(StrEnum):
    """How honours are counted: each time one was given, or each recipient once."""

    TIMES = "luot"
    RECIPIENTS = "doi-tuong"


COUNTING_WORDS = {
    Counting.TIMES: "lượt khen thưởng (một đối tượng được khen hai lần là hai lượt)",
    Counting.RECIPIENTS: "đối tượng (một đối tượng được khen nhiều lần vẫn là một)",
}


@dataclass(frozen=True, slots=True)
class Failing:
    """What does not add up: the sentence, and the records that are in no part, or in several."""

    said: str
    items: tuple[Item, ...]


def source_of(table: Table, scope: Scope, workers: Sequence[Unit]) -> Source:
    """The records that a table counts. ``workers``: the units that do the work of thi đua, khen thưởng."""
    first, last = table.circular.period.of(scope.year)
    match table.counted:
        case Counted.MOVEMENTS:
            return MovementSource(scope, first, last)
        case Counted.GRANTS:
            return GrantSource(scope, first, last)
        case Counted.BODIES:
            return BodySource(workers, last)
        case Counted.STAFF:
            return StaffSource(scope, workers, last)


class Filled:
    """A table over the records of a source. A cell counts what fits both its row and its column."""

    def __init__(
        self, table: Table, source: Source, year: int, unit_name: str, counting: Counting = Counting.TIMES
    ) -> None:
        self.table, self.source, self.year, self.unit_name = table, source, year, unit_name
        self.counting = counting if self.two_ways else Counting.TIMES

    @property
    def two_ways(self) -> bool:
        """Whether it could be counted otherwise."""
        return self.table.counted is Counted.GRANTS

    # ---- records ------------------------------------------------------------------------------------

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What the table is about."""
        return tuple(item for item in self.source.items if self.table.when.holds(item.attributes))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[Item]]:
        found: dict[tuple[str, str], list[Item]] = {
            (row.code, column.code): [] for row in self.table.lines for column in self.table.columns
        }
        for item in self.items:
            rows = [row.code for row in self.table.lines if _fits(row, item)]
            columns = [column.code for column in self.table.columns if _fits(column, item)]
            for row in rows:
                for column in columns:
                    found[row, column].append(item)
        return found

    def behind(self, row: str, column: str) -> list[Item]:
        """The records of a cell. Raises ``KeyError`` where there is no such cell."""
        return self._cells[row, column]

    @cached_property
    def apart(self) -> tuple[Apart, ...]:
        """Records beside the table; kinds without any are left out."""
        within = self.table.when
        found = [
            Apart(one.about, tuple(item for item in one.items if within.holds(item.attributes)))
            for one in self.source.apart
        ]
        if self.table.left_out:
            left = tuple(item for item in self.source.items if not within.holds(item.attributes))
            found.append(Apart(self.table.left_out, left))
        return tuple(one for one in found if one.items)

    # ---- figures ------------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown: those that drop out when empty are there only where something is counted."""
        return tuple(
            column
            for column in self.table.columns
            if not column.drops or any(self._cells[row.code, column.code] for row in self.table.lines)
        )

    @property
    def dropped(self) -> int:
        """How many columns are not shown."""
        return len(self.table.columns) - len(self.columns)

    def missing(self, row: Row, column: Column) -> str:
        """Why nothing can be counted in a cell; "" where it can."""
        return self.source.reason or row.missing or column.missing

    def figure(self, row: Row, column: Column) -> Figure:
        """One cell. Its value is None where nothing can be counted."""
        key = f"{self.table.code}.{row.code}.{column.code}"
        label = f"{row.words}, {column.title[:1].lower()}{column.title[1:]}"
        if missing := self.missing(row, column):
            return Figure(key, label, None, missing)
        items = self.behind(row.code, column.code)
        period = self.table.circular.period_words(self.year)
        place = f"Biểu {self.table.code}, dòng {row.code}, cột {column.number}"
        query = f"{place}: {label}, {self.unit_name}, {period}."
        return Figure(key, label, self.count(items), query, partial(self.records, items))

    def count(self, items: Iterable[Item]) -> int:
        """How many, by the way of counting."""
        if self.counting is Counting.TIMES:
            return sum(1 for _ in items)
        return len({item.who for item in items})

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """The records behind a number as the reader may see them, one a recipient where those are counted."""
        if self.counting is Counting.TIMES:
            return self.source.entries(items)
        times = Counter(item.who for item in items)
        first = {item.who: item for item in reversed(items)}
        who = {item.pk: item.who for item in first.values()}
        return [
            Entry(
                one.pk,
                one.name,
                f"{one.detail} (và {times[who[one.pk]] - 1} lượt khác)"
                if times[who[one.pk]] > 1
                else one.detail,
                one.day,
                one.href,
                one.number,
            )
            for one in self.source.entries(list(first.values()))
        ]

    def records(self, items: Sequence[Item]) -> list[Record]:
        """The same as records of a figure."""
        return [Record(one.name, one.detail, one.day, one.href) for one in self.entries(items)]

    # ---- what adds up -------------------------------------------------------------------------------

    @cached_property
    def failing(self) -> tuple[Failing, ...]:
        """The checks that fail, by occasions; recipients counted once need not add up."""
        if self.source.reason:
            return ()
        return tuple(found for check in self.table.checks if (found := self._failing(check)))

    def _failing(self, check: Check) -> Failing | None:
        across = (self.table.columns[0] if check.of_rows else self.table.lines[0]).code

        def cell(code: str) -> list[Item]:
            return self.behind(code, across) if check.of_rows else self.behind(across, code)

        whole = cell(check.whole)
        held = Counter(item.pk for code in check.parts for item in cell(code))
        inside = {item.pk for item in whole}
        odd = [item for item in whole if held[item.pk] != 1 and not (check.within and not held[item.pk])]
        odd += [
            item
            for item in {item.pk: item for code in check.parts for item in cell(code)}.values()
            if item.pk not in inside
        ]
        if not odd:
            return None
        what = "Dòng" if check.of_rows else "Cột"
        parts = ", ".join(check.parts) if len(check.parts) <= SOME else "các phần"
        none = sum(1 for item in odd if item.pk in inside and not held[item.pk])
        several = len(odd) - none
        why = [
            f"{written(none)} chưa phân loại" if none else "",
            f"{written(several)} ở nhiều nơi hoặc ngoài tổng" if several else "",
        ]
        counts = f"có {written(len(whole))}, cộng {parts} được {written(held.total())}"
        said = f"{what} {check.whole} {counts} (chia theo {check.about}): {', '.join(filter(None, why))}."
        return Failing(said, tuple(odd))


SOME = 8  # parts that a sentence still names


def _fits(part: Row | Column, item: Item) -> bool:
    return not part.missing and part.when.holds(item.attributes)


def filled(
    table: Table, scope: Scope, *, counting: Counting = Counting.TIMES, workers: Sequence[Unit] = ()
) -> Filled:
    """A table for a unit and year."""
    return Filled(table, source_of(table, scope, workers), scope.year, scope.unit.name, counting)

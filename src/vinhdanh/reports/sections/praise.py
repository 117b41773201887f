"""Who was praised within movements, and what was written into the Sổ vàng, by term and axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.urls import reverse

from vinhdanh.movements.models import GoldenEntry
from vinhdanh.movements.selectors.praise import (
    GoldenRow,
    GoldenSearch,
    PraisedRow,
    golden_rows,
    praised_rows,
)
from vinhdanh.movements.types.praise import PraiseWay
from vinhdanh.reports.figures import Block, Figure, Grid, Line, Record, Section, Text, counted
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.naming import listed, lower_first

CODE, TITLE = "bieu-duong", "Gương điển hình, biểu dương, Sổ vàng"
Row = GoldenRow | PraisedRow
COLUMNS = ("Kỳ", "Trục", "Ghi ngày", "Tập thể, cá nhân", "Đơn vị", "Việc làm")


def praise(scope: Scope) -> Section:
    """Gương điển hình, Sổ vàng: lượt praised within movements, and the lines of the Sổ vàng that stand."""
    praised = praised_rows(scope.actor, scope.unit, scope.year)
    book = [row for row in golden_rows(scope.actor, GoldenSearch(scope.year)) if _counts(scope, row)]
    if not praised and not book:
        words = f"Chưa ghi lượt biểu dương, dòng Sổ vàng nào của {scope.unit.name} năm {scope.year}."
        return Section(CODE, TITLE, (Text((words,)),))
    blocks: list[Block] = []
    if praised:
        blocks += [Text(_summary(scope, praised)), _by_term(scope, "luot", "lượt được biểu dương", praised)]
    if book:
        page = f"{reverse('movements:golden')}?nam={scope.year}&dv={scope.unit.code}"
        lines = _count(scope, "so-vang", "dòng Sổ vàng", book, page)
        blocks.append(Text(("Sổ vàng ghi ", lines, " dòng: ", *_both(scope, "so-vang", book), ".")))
        blocks += [_by_term(scope, "so-vang", "dòng Sổ vàng", book), _lines(scope, book)]
    return Section(CODE, TITLE, tuple(blocks))


def _counts(scope: Scope, row: GoldenRow) -> bool:
    """A line of the scope's units that was not struck out. Who is masked counts as everybody does."""
    return not row.struck and row.entry.unit.path.startswith(scope.unit.path)


# ---- counts ---------------------------------------------------------------------------------------


def _summary(scope: Scope, rows: Sequence[PraisedRow]) -> Line:
    whole = _count(scope, "luot", "lượt được biểu dương, khen thưởng trong các phong trào", rows)
    ways: list[Line] = []
    for way in PraiseWay:
        of = [row for row in rows if row.way == way]
        if of:
            words = lower_first(way.label)
            ways.append((f"{words} ", _count(scope, f"cach.{way.value}", f"lượt {words}", of)))
    line = (whole, " lượt được biểu dương, khen thưởng trong các phong trào (", *_both(scope, "luot", rows))
    return (*line, "): ", *listed(ways, ", "), ".")


def _both(scope: Scope, code: str, rows: Sequence[Row]) -> Line:
    people = [row for row in rows if row.entry.person_id]
    collectives = [row for row in rows if not row.entry.person_id]
    return (
        _count(scope, f"{code}.tap-the", "lượt tập thể", collectives),
        " lượt tập thể, ",
        _count(scope, f"{code}.ca-nhan", "lượt cá nhân", people),
        " lượt cá nhân",
    )


def _count(scope: Scope, code: str, words: str, rows: Sequence[Row], href: str = "") -> Figure:
    records = [
        Record(row.name, _detail(row), row.entry.term.last, _page(row), number=_number(row)) for row in rows
    ]
    query = (
        f"Số {words} của {scope.unit.name} và các đơn vị trực thuộc trong các kỳ của năm {scope.year}, "
        "không kể đề xuất chưa được đồng ý và dòng Sổ vàng đã gạch."
    )
    return counted(f"{CODE}.{code}", f"Số {words}", query, records, href=href)


def _detail(row: Row) -> str:
    return f"{row.entry.axis.name}, {row.entry.term.words}: {row.deed}"


def _number(row: Row) -> str:
    person = row.entry.person
    return "" if row.masked or person is None else person.number


def _page(row: Row) -> str:
    if row.masked:
        return ""
    if isinstance(row.entry, GoldenEntry):
        return reverse("movements:golden-entry", args=[row.entry.pk])
    return reverse("movements:proposal", args=[row.entry.movement_id, row.entry.pk])


# ---- tables ---------------------------------------------------------------------------------------


def _by_term(scope: Scope, code: str, words: str, rows: Sequence[Row]) -> Grid:
    """Terms by axes, with sums."""
    ordered = sorted(rows, key=lambda row: (row.entry.term.last, row.entry.term.first, row.entry.term.key))
    named: dict[str, int] = {}
    for row in rows:
        named.setdefault(row.entry.axis.name, row.entry.axis.order)
    axes = sorted(named, key=lambda name: (named[name], name))

    def line(label: str, key: str, found: list[Row]) -> tuple[str | Figure, ...]:
        cells = [
            _count(
                scope,
                f"{code}.{key}.truc-{at}",
                f"{words}, {axis}, {lower_first(label)}",
                [row for row in found if row.entry.axis.name == axis],
            )
            for at, axis in enumerate(axes, 1)
        ]
        total = _count(scope, f"{code}.{key}.cong", f"{words}, {lower_first(label)}", found)
        return (label, *cells, total)

    lines = [
        line(term.label, f"ky-{term.key}", list(found))
        for term, found in groupby(ordered, key=lambda row: row.entry.term)
    ]
    if len(lines) > 1:
        lines.append(line("Cả năm", "ca-nam", list(rows)))
    caption = f"{words[:1].upper()}{words[1:]} năm {scope.year} theo kỳ và trục"
    columns = ("Kỳ", *axes, "Cộng")
    return Grid(caption, columns, tuple(lines), frozenset(range(1, len(columns))))


def _lines(scope: Scope, book: list[GoldenRow]) -> Grid:
    rows = tuple(
        (
            row.entry.term.label,
            row.entry.axis.name,
            f"{row.entry.on:%d/%m/%Y}",
            f"{row.name}, {row.detail}" if row.detail else row.name,
            row.unit,
            row.deed,
        )
        for row in reversed(book)
    )
    return Grid(f"Sổ vàng năm {scope.year}", COLUMNS, rows, annex=True)

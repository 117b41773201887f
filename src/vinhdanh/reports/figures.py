"""A figure that knows where it comes from, and the text, tables and pictures that figures stand in.

Every figure of a report or a statistical table is counted from records, and names them: a reader asks
for them by the figure's key. What people typed over is kept beside what was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vinhdanh.documents.words import thousands, two_digits

Number = int | Decimal


class Form(StrEnum):
    """How a figure is written."""

    COUNT = "count"  # two digits at least, as officers count: 07
    AMOUNT = "amount"  # no leading zero, one decimal where there is one: 1.234,5
    PERCENT = "percent"  # 96,4%
    POINTS = "points"  # with its sign: +1,5
    NAME = "name"  # words found in a record: a title, a movement's name


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure.

    Attributes:
        name: who or what it is.
        detail: what of it counts ("Giấy khen, QĐ 12/QĐ-CAT-PX01").
        day: when.
        href: its page; "" where it has none.
        weight: what it adds to the figure.
        number: số hiệu of the person whom it is about, "" where it is about nobody or the reader may not see
            whom; never shown: files leave people under secrecy out by it.
    """

    name: str
    detail: str = ""
    day: date | None = None
    href: str = ""
    weight: Number = 1
    number: str = ""


@dataclass(frozen=True, slots=True)
class TypedOver:
    """What somebody wrote in place of what was counted."""

    value: str
    reason: str
    by: str
    on: date


def _none() -> Sequence[Record]:
    return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        key: its name within its report: lower letters, digits, "-" and "." ("khen-thuong.luot-ca-nhan").
        label: what it says, by itself ("Lượt cá nhân được khen thưởng").
        value: a number, or for ``Form.NAME`` the words; None where nothing is known.
        query: what was counted, in a sentence that a reader can check.
        records: the records behind it, read when asked for. Their weights make up ``value``, except
            of a figure made of others.
        parts: what a percentage or difference is made of.
        href: the page of the room where the same records stand with their filters; "" for none.
        typed: what stands in its place by hand.
    """

    key: str
    label: str
    value: Number | str | None
    query: str
    records: Callable[[], Sequence[Record]] = _none
    form: Form = Form.COUNT
    parts: tuple[Figure, ...] = ()
    href: str = ""
    typed: TypedOver | None = None

    @property
    def shown(self) -> str:
        """The figure as it is written in a text: what was typed over it, otherwise what was counted."""
        return self.typed.value if self.typed else self.counted

    @property
    def counted(self) -> str:
        """What was counted, as it is written."""
        return written(self.value, self.form)

    def over(self, typed: TypedOver) -> Figure:
        """The same figure with something typed over it."""
        return replace(self, typed=typed)


def written(value: Number | str | None, form: Form = Form.COUNT) -> str:
    """A value as officers write it; "…" where nothing is known."""
    if value is None:
        return "…"
    if isinstance(value, str):
        return value
    match form:
        case Form.COUNT:
            return two_digits(int(value)) if 0 <= value < 10 else thousands(int(value))
        case Form.PERCENT:
            return f"{_decimal(value)}%"
        case Form.POINTS:
            return f"+{_decimal(value)}" if value > 0 else _decimal(value)
        case _:
            return _decimal(value)


def _decimal(value: Number) -> str:
    rounded = Decimal(value).quantize(Decimal("0.1"))
    sign = "-" if rounded < 0 else ""
    whole, _, tenth = f"{abs(rounded):.1f}".partition(".")
    return f"{sign}{thousands(int(whole))}" + (f",{tenth}" if tenth != "0" else "")


def counted(key: str, label: str, query: str, records: Sequence[Record], *, href: str = "") -> Figure:
    """A figure over records that are at hand: the sum of their weights."""
    total = sum((record.weight for record in records), 0)
    whole = isinstance(total, int) or total == int(total)
    form = Form.COUNT if whole else Form.AMOUNT
    return Figure(key, label, int(total) if whole else total, query, lambda: records, form, href=href)


def share(key: str, label: str, part: Figure, whole: Figure) -> Figure:
    """``part`` of ``whole`` in percent, with one decimal; unknown where there is nothing to divide by.

    Whatever is missing shows: 2.999 of 3.000 is 99,9%, not 100%.
    """
    value = None
    if isinstance(part.value, int | Decimal) and isinstance(whole.value, int | Decimal) and whole.value:
        value = (Decimal(100) * part.value / whole.value).quantize(Decimal("0.1"))
        if value == 100 and part.value < whole.value:
            value = Decimal("99.9")
    query = f"{part.label} chia cho {whole.label[:1].lower()}{whole.label[1:]}, nhân 100."
    return Figure(key, label, value, query, form=Form.PERCENT, parts=(part, whole))


# ---- what figures stand in ---------------------------------------------------------------------------

Line = tuple[str | Figure, ...]
NOTHING = "Không có."


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Points:
    """Lines that each start with a dash."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are words or figures.

    Attributes:
        numeric: columns whose cells stand at the right.
        empty: the sentence that stands in place of a table without rows.
        annex: on paper it goes to an annex.
        note: how it was counted, below it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Figure, ...], ...]
    numeric: frozenset[int] = frozenset()
    empty: str = NOTHING
    annex: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, with what it shows in words; ``small``: the same for a narrow screen."""

    svg: str
    caption: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that people write; until they do, the reader is told what belongs there."""

    code: str
    about: str  # what to write here
    text: str = ""


Block = Text | Points | Grid | Picture | Passage


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report, with parts of its own where it has some."""

    code: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()


def figures_of(section: Section) -> Iterator[Figure]:
    """Every figure of a section, with what derived ones are made of, in reading order."""
    lines: Sequence[Line]
    for block in section.blocks:
        match block:
            case Text(line=only):
                lines = (only,)
            case Points(lines=several):
                lines = several
            case Grid(rows=rows):
                lines = rows
            case _:
                lines = ()
        for line in lines:
            for one in line:
                if isinstance(one, Figure):
                    yield from (one, *one.parts)
    for part in section.parts:
        yield from figures_of(part)

"""A figure that knows where it comes from, and the text, tables and pictures that figures stand in.

Every figure of a report or a statistical table is counted from records, and names them: a reader asks
for them by the figure's key. What people typed over is kept beside what was counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from vinhdanh.documents.words import thousands, two_digits

Number = int | Decimal
TENTH, CENT = Decimal("0.1"), Decimal("0.01")


class Form(StrEnum):
    """How a figure is written."""

    COUNT = "count"  # two digits at least, as officers count: 07
    AMOUNT = "amount"  # no leading zero; up to two decimals as recorded, longer ones cut to one: 1.234,5
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


Rule = Callable[[Number, Number], Number | str | None]


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
        rule: how two parts make it, where they do: read again when something is typed over one of them.
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
    rule: Rule | None = None

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
            return f"{_decimal(value, CENT if _is_little(value) else TENTH)}%"
        case Form.POINTS:
            said = _decimal(value, _step(value))
            return f"+{said}" if value > 0 and said != "0" else said
        case _:
            return _decimal(value, _step(value))


def _decimal(value: Number, step: Decimal = TENTH) -> str:
    rounded = Decimal(value).quantize(step, ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    whole, _, decimals = f"{abs(rounded):f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{sign}{thousands(int(whole))}" + (f",{decimals}" if decimals else "")


def _step(value: Number) -> Decimal:
    """Two decimals where the value has no more than two, or would be nothing with one."""
    exact = Decimal(value).normalize()
    exponent = exact.as_tuple().exponent
    short = isinstance(exponent, int) and exponent >= -2
    return CENT if short or _is_little(exact) else TENTH


def _is_little(value: Number) -> bool:
    """Whether it would be nothing with one decimal."""
    return 0 < Decimal(value).copy_abs() < Decimal("0.05")


_WRITTEN = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?%?")


def read(text: str) -> Number | None:
    """A number as officers write it ("07", "1.234,5", "98,2%"); None where it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    exact = Decimal(f"{sign}{whole.replace('.', '')}.{decimals or 0}")
    return exact if decimals else int(exact)


def counted(key: str, label: str, query: str, records: Sequence[Record], *, href: str = "") -> Figure:
    """A figure over records that are at hand: the sum of their weights."""
    total = sum((record.weight for record in records), 0)
    whole = isinstance(total, int) or total == int(total)
    form = Form.COUNT if whole else Form.AMOUNT
    return Figure(key, label, int(total) if whole else total, query, lambda: records, form, href=href)


def derived(key: str, label: str, rule: Rule, query: str, form: Form, one: Figure, other: Figure) -> Figure:
    """A figure that a rule makes of two others; unknown where one of them is."""
    value = None
    if isinstance(one.value, int | Decimal) and isinstance(other.value, int | Decimal):
        value = rule(one.value, other.value)
    form = Form.NAME if isinstance(value, str) else form
    return Figure(key, label, value, query, form=form, parts=(one, other), rule=rule)


def again(figure: Figure) -> Figure:
    """A figure as its parts make it now that one of them is typed over: it carries that mark too."""
    hand = next((part.typed for part in figure.parts if part.typed), None)
    if hand is None or figure.rule is None or figure.typed:
        return figure
    numbers = [read(part.typed.value) if part.typed else part.value for part in figure.parts]
    one, other = numbers
    if not isinstance(one, int | Decimal) or not isinstance(other, int | Decimal):
        return figure
    value = figure.rule(one, other)
    said = written(value, Form.NAME if isinstance(value, str) else figure.form)
    if said == figure.counted:
        return figure
    by_hand = " và ".join(f"“{part.label}”" for part in figure.parts if part.typed)
    return figure.over(replace(hand, value=said, reason=f"Tính lại theo số ghi tay của {by_hand}"))


def percent(part: Number, whole: Number) -> Decimal | None:
    """``part`` of ``whole`` in percent; unknown where there is nothing to divide by.

    Halves are rounded up, as offices do. Whatever is missing shows, and so does whatever little there is:
    2.999 of 3.000 is 99,9%, 1 of 3.000 is 0,03%.
    """
    if whole <= 0:
        return None
    exact = Decimal(100) * part / whole
    value = exact.quantize(TENTH, ROUND_HALF_UP)
    if value == 100 and part < whole:
        return Decimal("99.9")
    return value or exact.quantize(CENT, ROUND_HALF_UP)


def share(key: str, label: str, part: Figure, whole: Figure) -> Figure:
    """``part`` of ``whole`` in percent; unknown where there is nothing to divide by."""
    query = f"{part.label} chia cho {whole.label[:1].lower()}{whole.label[1:]}, nhân 100."
    return derived(key, label, percent, query, Form.PERCENT, part, whole)


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

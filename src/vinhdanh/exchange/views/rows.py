"""A stored row of the preview as the page draws it, and the form that puts one cell right."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from vinhdanh.exchange.intake.mapping import LAYOUTS
from vinhdanh.exchange.layout import Column, Kind
from vinhdanh.exchange.models import IntakeRow
from vinhdanh.exchange.reading.headings import PERSON_NAME
from vinhdanh.exchange.spellings import Spellings

_CSS = {"n": "g-new", "c": "g-chg", "s": "g-same", "x": "g-con", "b": "g-bad"}
_ICONS = {"n": "plus", "c": "pencil", "x": "alert-triangle", "b": "x"}
_WORDS = {"n": "Mới: ", "c": "Thay đổi: ", "x": "Mâu thuẫn: ", "b": "Chưa dùng được: "}
_QUOTED = re.compile(r"“([^”]*)”")
_STATES = {
    "conflict": "Dòng này mâu thuẫn với sổ, chưa ghi.",
    "repeated": "Lặp lại một dòng khác của tệp.",
}


@dataclass(slots=True)
class CellView:
    """One cell: its text, and what is said about it."""

    key: str
    place: str
    mark: str
    text: str
    css: str
    icon: str = ""
    word: str = ""
    note: str = ""
    old: str | None = None
    new: str = ""
    options: tuple[tuple[str, str], ...] = ()
    like: int = 0
    code: str = ""
    expected: str = ""
    effect: str = ""
    suggestion: str = ""
    current: bool = False


@dataclass(slots=True)
class RowView:
    """One row: its number in the file, its cells, and a word about the whole of it."""

    id: str
    position: int
    number: int
    note: str
    cells: list[CellView] = field(default_factory=list)


def row_view(page: dict[str, Any], row: IntakeRow) -> RowView:
    """The row as the page draws it."""
    content = json.loads(row.cells)
    note = content.get("n") or _STATES.get(content["s"], "")
    view = RowView(f"{page['name']}!{row.number}", row.position, row.number, note)
    signed = False
    for (letter, key, _), cell in zip(page["columns"], content["c"], strict=True):
        place = f"{page['name']}!{letter}{row.number}"
        if isinstance(cell, str):
            shown = CellView(key, place, content["m"], cell, _CSS.get(content["m"], ""))
        else:
            mark, text, told = cell
            shown = CellView(
                key,
                place,
                mark,
                text,
                _CSS.get(mark, ""),
                note=told.get("n", ""),
                old=told.get("o"),
                new=told.get("w", ""),
                options=tuple((answer, words) for answer, words in told.get("a", ())),
                like=told.get("like", 0),
                code=told.get("code", ""),
                expected=told.get("x", ""),
                effect=told.get("e", ""),
                suggestion=told.get("sg", ""),
            )
        if shown.mark in "cxb" or (shown.mark == "n" and not signed):
            shown.icon, shown.word = _ICONS.get(shown.mark, ""), _WORDS.get(shown.mark, "")
            signed = signed or shown.mark == "n"
        view.cells.append(shown)
    return view


@dataclass(frozen=True)
class Fix:
    """How one cell can be put right. ``kind``: the table of spellings of a column with a choice."""

    cell: str  # D118
    kind: str = ""
    options: tuple[tuple[str, str], ...] = ()  # code, name: what is nearest comes first
    nearest: bool = False  # whether the first option is a good guess
    value: str = ""  # what a text field starts with
    required: bool = False
    label: str = ""


def fix_for(page: dict[str, Any], row: RowView, cell: CellView, spellings: Spellings) -> Fix:
    """What may be done about a cell."""
    column = _column(page["key"], cell.key)
    name = cell.place.rpartition("!")[2]
    if column.kind is not Kind.CHOICE:
        return Fix(name, value=_prefill(cell), required=column.required, label=column.header)
    match = spellings.resolve(column.choices, cell.text) if cell.text else None
    first = [
        c for c in ((match.nearest,) if match and match.nearest else match.candidates if match else ()) if c
    ]
    labels = dict(spellings.labels[column.choices])
    if column.choices == "level":  # many sheets write the reason where the level should stand
        labels |= spellings.labels["unassessed"]
    order = [*first, *(code for code in labels if code not in first)]
    options = tuple((code, labels[code]) for code in order)
    return Fix(name, column.choices, options, bool(first), required=column.required, label=column.header)


def _column(sheet: str, key: str) -> Column:
    return Column(PERSON_NAME, "Họ và tên") if key == PERSON_NAME else LAYOUTS[sheet].column(key)


def _prefill(cell: CellView) -> str:
    """What the suggestion proposes to write, without the words around it."""
    match cell.code:
        case "unknown_code" | "unknown_work" | "name_differs":
            return cell.suggestion.partition(" (")[0]
        case "missing":
            quoted = _QUOTED.search(cell.suggestion)
            return quoted[1] if quoted else ""
    return cell.suggestion or cell.text

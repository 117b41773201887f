"""A report as plain data and back: what an issued report keeps, so that it never changes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from vinhdanh.reports.figures import (
    Block,
    Figure,
    Form,
    Grid,
    Line,
    Number,
    Passage,
    Picture,
    Points,
    Record,
    Section,
    Text,
    TypedOver,
)

Data = dict[str, Any]


def frozen(sections: Iterable[Section]) -> Data:
    """The sections with every figure, its records too, as JSON can hold them. Reads the records of each."""
    writer = _Writer()
    parts = [writer.section(one) for one in sections]
    return {"sections": parts, "figures": writer.figures, "records": list(writer.records)}


def thawed(data: Mapping[str, Any]) -> tuple[Section, ...]:
    """The sections of what ``frozen`` made."""
    reader = _Reader(data["figures"], [_record(one) for one in data["records"]])
    return tuple(reader.section(one) for one in data["sections"])


class _Writer:
    """Writes each figure once, by its key, and each record once, by its place in the list."""

    def __init__(self) -> None:
        self.figures: dict[str, Data] = {}
        self.records: dict[tuple[Any, ...], int] = {}

    def section(self, one: Section) -> Data:
        blocks = [self._block(block) for block in one.blocks]
        return {
            "code": one.code,
            "title": one.title,
            "blocks": blocks,
            "parts": [self.section(p) for p in one.parts],
        }

    def _block(self, block: Block) -> Data:
        match block:
            case Text(line=line):
                return {"text": self._line(line)}
            case Points(lines=lines):
                return {"points": [self._line(line) for line in lines]}
            case Grid():
                return {
                    "grid": [self._line(row) for row in block.rows],
                    "caption": block.caption,
                    "columns": list(block.columns),
                    "numeric": sorted(block.numeric),
                    "empty": block.empty,
                    "annex": block.annex,
                    "note": block.note,
                }
            case Picture():
                return {"svg": str(block.svg), "caption": block.caption, "small": str(block.small)}
            case Passage(code=code, about=about, text=text):
                return {"passage": code, "about": about, "words": text}

    def _line(self, line: Line) -> list[str | list[str]]:
        return [[self._figure(one)] if isinstance(one, Figure) else str(one) for one in line]

    def _figure(self, one: Figure) -> str:
        if one.key not in self.figures:
            typed = one.typed
            self.figures[one.key] = {
                "label": one.label,
                "value": _plain(one.value),
                "query": one.query,
                "form": one.form.value,
                "href": one.href,
                "records": [self._record(record) for record in one.records()],
                "typed": [typed.value, typed.reason, typed.by, typed.on.isoformat()] if typed else None,
                "parts": [self._figure(part) for part in one.parts],
            }
        return one.key

    def _record(self, one: Record) -> int:
        day = one.day.isoformat() if one.day else None
        row = (one.name, one.detail, day, one.href, _plain(one.weight), one.number)
        return self.records.setdefault(row, len(self.records))


def _plain(value: Number | str | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _number(value: int | str) -> Number:
    return Decimal(value) if isinstance(value, str) else value


def _record(row: list[Any]) -> Record:
    name, detail, day, href, weight, *number = row  # what was issued before has no number
    return Record(name, detail, date.fromisoformat(day) if day else None, href, _number(weight), *number)


class _Reader:
    def __init__(self, figures: Mapping[str, Data], records: list[Record]) -> None:
        self._figures, self._records = figures, records

    def section(self, one: Data) -> Section:
        blocks = tuple(self._block(block) for block in one["blocks"])
        return Section(one["code"], one["title"], blocks, tuple(self.section(p) for p in one["parts"]))

    def _block(self, one: Data) -> Block:
        match one:
            case {"text": line}:
                return Text(self._line(line))
            case {"points": lines}:
                return Points(tuple(self._line(line) for line in lines))
            case {"grid": rows}:
                lines = tuple(self._line(row) for row in rows)
                numeric, columns = frozenset(one["numeric"]), tuple(one["columns"])
                return Grid(
                    one["caption"], columns, lines, numeric, one["empty"], one["annex"], one.get("note", "")
                )
            case {"svg": svg}:
                return Picture(svg, one["caption"], one.get("small", ""))
        return Passage(one["passage"], one["about"], one["words"])

    def _line(self, line: list[str | list[str]]) -> Line:
        return tuple(one if isinstance(one, str) else self._figure(one[0]) for one in line)

    def _figure(self, key: str) -> Figure:
        one = self._figures[key]
        form, value = Form(one["form"]), one["value"]
        if value is not None and form is not Form.NAME:
            value = _number(value)
        records = [self._records[at] for at in one["records"]]
        typed = one["typed"]
        return Figure(
            key,
            one["label"],
            value,
            one["query"],
            lambda: records,
            form,
            tuple(self._figure(part) for part in one["parts"]),
            one["href"],
            TypedOver(typed[0], typed[1], typed[2], date.fromisoformat(typed[3])) if typed else None,
        )

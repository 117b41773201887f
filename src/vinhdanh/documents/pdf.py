"""A paper as PDF/A-2b, or as pictures of its pages."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from vinhdanh.documents import setting
from vinhdanh.documents.columns import longest_words
from vinhdanh.documents.paper import Box, Facts, Heading, Items, Paper, Paragraph, Row, Span, Table, Words
from vinhdanh.documents.words import day_line, printable


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b with its fonts inside.

    Raises:
        PaperError: it holds something that cannot be set, e.g. a letter that the fonts lack.
    """
    return setting.pdf("paper", paper_data(paper), made=paper.dated)


def paper_pictures(paper: Paper, *, ppi: float = 96) -> list[bytes]:
    """Each page of the paper as PNG. Raises as ``paper_pdf``."""
    return setting.pictures("paper", paper_data(paper), ppi=ppi)


def head_picture(paper: Paper, *, height: float, ppi: float = 96) -> bytes:
    """The top of the paper's first page as PNG, ``height`` in millimetres. Raises as ``paper_pdf``."""
    data = paper_data(paper) | {"height": height}
    setting.pdf("paper", data)  # only PDF/A refuses a letter that the fonts lack
    return setting.pictures("paper", data, ppi=ppi)[0]


@dataclass(frozen=True, slots=True)
class Space:
    """A place on a page: its number from 1, and millimetres from the page's left and upper edge."""

    page: int
    left: float
    top: float
    width: float
    height: float


SIGNATURE_HEIGHT = 22.0  # millimetres that paper.typ leaves for a signature


def signature_spaces(paper: Paper) -> list[Space]:
    """Where the paper leaves room for signatures, in the order of its signers. Raises as ``paper_pdf``."""
    places: list[Any] = setting.found("paper", paper_data(paper), "signature-space")
    return [
        Space(int(page), left * _MM, top * _MM, width * _MM, SIGNATURE_HEIGHT)
        for page, left, top, width in places
    ]


_MM = 25.4 / 72  # a point in millimetres


def paper_data(paper: Paper) -> dict[str, Any]:
    """The paper as JSON: each block names its kind, words are spans of (text, bold, italic)."""
    data = _parts(replace(paper, dated=None, fields={}))
    place = f"{paper.letterhead.place}, " if paper.letterhead.place else ""
    return data | {"place": printable(f"{place}{day_line(paper.dated)}")}


def spans(words: Words) -> list[tuple[str, bool, bool]]:
    """Words as spans of (text, bold, italic)."""
    parts = (words,) if isinstance(words, str) else words
    styled = [one if isinstance(one, Span) else Span(one) for one in parts]
    return [(printable(one.text), one.bold, one.italic) for one in styled]


_DRAWN = ("svg", "proof")  # fields with SVG, which is no text to read


def _parts(value: Any) -> dict[str, Any]:
    """A dataclass as JSON, with the name of its class."""
    data = {one.name: _plain(one.name, getattr(value, one.name)) for one in fields(value)}
    return {"block": type(value).__name__.lower()} | data


def _plain(name: str, value: Any) -> Any:
    """What a field holds, as JSON: text is made printable, and words become spans."""
    if isinstance(value, str) and not isinstance(value, Enum) and name not in _DRAWN:
        return printable(value)
    if isinstance(value, Paragraph | Heading):
        return _parts(replace(value, words="")) | {"words": spans(value.words)}
    if isinstance(value, Items):
        return _parts(replace(value, items=())) | {"items": [spans(one) for one in value.items]}
    if isinstance(value, Facts):
        lines = [(printable(fact), spans(words)) for fact, words in value.lines]
        return _parts(replace(value, lines=())) | {"lines": lines}
    if isinstance(value, Row):
        return _parts(replace(value, cells=())) | {"cells": [_cell(one) for one in value.cells]}
    if isinstance(value, Table):
        columns = [_parts(one) | {"words": longest_words(value, at)} for at, one in enumerate(value.columns)]
        return _parts(value) | {"columns": columns}
    if is_dataclass(value):
        return _parts(value)
    return [_plain(name, one) for one in value] if isinstance(value, tuple) else value


def _cell(one: Words | Box) -> dict[str, Any]:
    return {"ticked": one.ticked} if isinstance(one, Box) else {"words": spans(one)}

"""Typst as one function: a template of ours and plain data in, PDF or pictures out.

Data reaches Typst as JSON, so that nothing in it is ever read as markup. Only the fonts of this package
are used, and every warning is an error: an unknown font would otherwise be replaced without a word.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from vinhdanh.documents.paper import PaperError

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


_own = threading.local()  # a compiler serves one thread at a time


def _compiler() -> typst.Compiler:
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _own.compiler
    return compiler


def pdf(template: str, data: Mapping[str, object], *, made: date | None = None, tagged: bool = True) -> bytes:
    """A PDF/A-2b of ``typst/<template>.typ`` over ``data``; the same data gives the same bytes.

    Args:
        template: the file's name without its ending.
        data: what the template reads, of JSON's types.
        made: the day written into the file as the day of its making; the first of 2000 without one.
        tagged: with the structure that is read aloud. A sheet of words at fixed places has none to tell, and
            a thousand of them take half the time without it.

    Raises:
        PaperError: the data cannot be set, e.g. a letter that the fonts lack.
    """
    pages = _set(template, data, "pdf", made, tagged=tagged)
    assert isinstance(pages, bytes)
    return pages


def pictures(template: str, data: Mapping[str, object], *, ppi: float = 96) -> list[bytes]:
    """The pages as PNG, in order. Raises as ``pdf``."""
    pages = _set(template, data, "png", None, ppi)
    return [pages] if isinstance(pages, bytes) else pages


def found(template: str, data: Mapping[str, object], label: str) -> list[Any]:
    """The values of the template's ``metadata`` under a label, in their order. Raises as ``pdf``."""
    try:
        given = typst.query(
            str(TEMPLATES / f"{template}.typ"),
            f"<{label}>",
            field="value",
            format="json",
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=_inputs(data),
        )
    except typst.TypstError as error:
        raise PaperError(_said(error.message)) from error
    values: list[Any] = json.loads(given)
    return values


def _inputs(data: Mapping[str, object]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _set(
    template: str,
    data: Mapping[str, object],
    form: Literal["pdf", "png"],
    made: date | None,
    ppi: float | None = None,
    tagged: bool = True,
) -> bytes | list[bytes]:
    day = made or date(2000, 1, 1)
    try:
        result, warnings = _compiler().compile_with_warnings(
            input=str(TEMPLATES / f"{template}.typ"),
            format=form,
            ppi=ppi,
            sys_inputs=_inputs(data),
            pdf_standards="a-2b" if form == "pdf" else [],
            pdf_tags=tagged,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(hours=7))),
        )
    except typst.TypstError as error:
        raise PaperError(_said(error.message)) from error
    if warnings:
        raise PaperError(_said(warnings[0].message))
    assert result is not None
    return result


def _said(message: str) -> str:
    """What Typst said, as a person can use it."""
    if found := re.search(r'the text `"(.+)"` could not be displayed', message):
        return f"Chữ “{found[1]}” không có trong phông của giấy tờ. Hãy sửa chỗ có chữ đó rồi in lại."
    if found := re.search(r"panicked with: (.+)", message):  # a template of ours said what is wrong
        return found[1]
    return f"Không dựng được trang in: {message}"

"""Text as people type it into cells: made comparable, or only tidied."""

from __future__ import annotations

import re
from unicodedata import normalize

from vinhdanh.people.folding import fold

__all__ = ["code_form", "code_key", "fold", "tidy", "tidy_name"]

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_AROUND_SEPARATOR = re.compile(r"\s*([-/.])\s*")


def tidy(text: str) -> str:
    """Composed (NFC), no invisible characters, single spaces, nothing at the ends."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", normalize("NFC", text)).split())


def tidy_name(text: str) -> str:
    """A person's or unit's name fit to store.

    The placement of the tone mark stays as it was written (Hoà stays Hoà): names are compared
    through `fold`, which does not see it.
    """
    return tidy(text)


def code_form(code: str) -> str:
    """An identifier fit to store: one kind of dash, no spaces around separators, capitals as written."""
    return _AROUND_SEPARATOR.sub(r"\1", _DASHES.sub("-", tidy(code)))


def code_key(code: str) -> str:
    """The form in which identifiers are compared: as stored, in capitals."""
    return code_form(code).upper()

"""What of a report may leave the program: nobody whose records the reader may not take out."""

from __future__ import annotations

import re

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.models import Person
from vinhdanh.people.papers.secrecy import kept_in
from vinhdanh.reports.figures import Record

UNNAMED = "(không nêu tên)"


class Leaving:
    """Knows whom one reader may not take out: records by their number, texts by the names in them."""

    def __init__(self, actor: Account | Operator) -> None:
        rows = Person.every.exclude(secrecy=0).values_list("name", "number", "secrecy")
        kept = [(name, number) for name, number, secrecy in rows if kept_in(actor, number, secrecy)]
        self._numbers = frozenset(number for _, number in kept)
        longest = sorted({name for name, _ in kept}, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if longest else None

    def keeps(self, record: Record) -> bool:
        """Whether the record is about one of them, or its words name one."""
        said = record.detail if record.number else f"{record.name} {record.detail}"
        return record.number in self._numbers or self.names(said)

    def names(self, text: str) -> bool:
        """Whether the text names one of them, or somebody called the same."""
        return bool(self._names and self._names.search(text))

    def masked(self, text: str) -> str:
        """The text without their names."""
        return self._names.sub(UNNAMED, text) if self._names else text

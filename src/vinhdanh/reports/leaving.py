"""What of a report may leave the program: nobody whose records the reader may not take out."""

from __future__ import annotations

import re

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.models import Person
from vinhdanh.people.papers.secrecy import kept_in
from vinhdanh.reports.figures import Record

UNNAMED = "(không nêu tên)"
_NUMBER = re.compile(r"(?:, [^,;.\d]{1,30})?, ?(?:số hiệu )?([\w-]*\d[\w-]*)")


class Leaving:
    """Knows whom one reader may not take out: records by their number, texts by the names in them."""

    def __init__(self, actor: Account | Operator) -> None:
        rows = Person.every.exclude(secrecy=0).values_list("name", "number", "secrecy")
        kept = [(name, number) for name, number, secrecy in rows if kept_in(actor, number, secrecy)]
        self._numbers = frozenset(number for _, number in kept)
        longest = sorted({name for name, _ in kept}, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if longest else None
        namesakes = Person.every.filter(name__in=longest).exclude(number__in=self._numbers)
        self._namesakes = frozenset(namesakes.values_list("name", "number"))

    def keeps(self, record: Record) -> bool:
        """Whether the record is about one of them, or its words name one."""
        said = record.detail if record.number else f"{record.name} {record.detail}"
        return record.number in self._numbers or self.names(said)

    def names(self, text: str) -> bool:
        """Whether the text names one of them; a namesake is told apart by the number after his name."""
        if self._names is None:
            return False
        return any(not self._is_namesake(one) for one in self._names.finditer(text))

    def masked(self, text: str) -> str:
        """The text without their names."""
        if self._names is None:
            return text
        return self._names.sub(lambda one: one[0] if self._is_namesake(one) else UNNAMED, text)

    def _is_namesake(self, found: re.Match[str]) -> bool:
        """Whether a số hiệu follows the name, at most a rank between, and it is another's."""
        if not self._namesakes:
            return False
        after = _NUMBER.match(found.string, found.end())
        return after is not None and (found[0], after[1]) in self._namesakes

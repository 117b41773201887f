"""What of a report may leave the program: nobody whose records the reader may not take out."""

from __future__ import annotations

import re

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.models import Person
from vinhdanh.people.papers.secrecy import kept_in

UNNAMED = "(không nêu tên)"


class Leaving:
    """Knows the names that one reader may not take out; a report names people, not their numbers."""

    def __init__(self, actor: Account | Operator) -> None:
        rows = Person.every.exclude(secrecy=0).values_list("name", "number", "secrecy")
        names = {name for name, number, secrecy in rows if kept_in(actor, number, secrecy)}
        longest = sorted(names, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if longest else None

    def names(self, text: str) -> bool:
        """Whether the text names one of them, or somebody called the same."""
        return bool(self._names and self._names.search(text))

    def masked(self, text: str) -> str:
        """The text without their names."""
        return self._names.sub(UNNAMED, text) if self._names else text

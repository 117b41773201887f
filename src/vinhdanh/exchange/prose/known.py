"""Names that the reader knows beforehand, besides what its own word lists tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import normalize

from vinhdanh.exchange.prose.types import RecipientKind

_LONGEST = 10  # words of a name
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Known:
    """Bodies and people by their names in lower case."""

    names: dict[str, RecipientKind] = field(default_factory=dict)

    @classmethod
    def of(cls, *, bodies: Iterable[str] = (), people: Iterable[str] = ()) -> Known:
        """Names as records have them. A single word in small letters is no name."""
        names: dict[str, RecipientKind] = {}
        for kind, given in ((RecipientKind.INDIVIDUAL, people), (RecipientKind.COLLECTIVE, bodies)):
            for name in given:
                if len(name.split()) > 1 or any(letter.isdigit() for letter in name):
                    names[" ".join(normalize("NFC", name).lower().split())] = kind
        return cls(names)

    @property
    def compound(self) -> re.Pattern[str] | None:
        """Names with a comma or "và" inside, which parts nothing there."""
        inside = [name for name in self.names if ", " in name or " và " in name]
        if not inside:
            return None
        longest_first = sorted(map(re.escape, inside), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")

    def kind_of(self, plain: str) -> RecipientKind | None:
        """Whose name the words begin with; None where it is nobody's that is known."""
        if not self.names:
            return None
        words = [one[0].strip('",.;:()') for one in _WORDS.finditer(plain)][:_LONGEST]
        for length in range(len(words), 0, -1):
            if found := self.names.get(" ".join(words[:length])):
                return found
        return None


NOBODY = Known()

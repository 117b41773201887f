"""What a journal entry is made of, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

NO_HASH = "0" * 64  # what the first entry hangs on


@dataclass(frozen=True, slots=True)
class Capacity:
    """In whose name, or in which mode, somebody acts when it isn't simply in his own right."""

    ref: str  # delegation:7, intervention:3
    words: str  # TUQ. Trần Văn Bình


class Actor(Protocol):
    """Whoever acts: an account, the operator at the prompt, or somebody in another's name."""

    @property
    def full_name(self) -> str: ...

    @property
    def username(self) -> str: ...

    @property
    def capacity(self) -> Capacity | None: ...


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a record, in words: what it was and what it is."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What an act did to one record."""

    model: str  # people.post
    key: int | str
    kind: str  # Chức vụ
    name: str  # Đội trưởng, Đội Chính sách
    act: Literal["added", "changed", "removed"]
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain. Written down elsewhere, it proves later that nothing was cut off."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the journal is not what was written."""

    number: int
    what: str  # one Vietnamese sentence


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a walk along the chain has come: every entry up to ``upto`` is what was written."""

    upto: int
    broken: Broken | None


_VERBS: dict[str, str] = {}


def register_verbs(app: str, labels: Mapping[str, str]) -> None:
    """Declare the verbs of one app: code without the app → what it says on the page.

    Raises:
        ValueError: a code is declared twice with different words.
    """
    for code, label in labels.items():
        verb = f"{app}.{code}"
        if _VERBS.setdefault(verb, label) != label:
            raise ValueError(f"verb {verb!r} is declared twice: {_VERBS[verb]!r} and {label!r}")


def verbs() -> dict[str, str]:
    """Every declared verb with its label."""
    return dict(_VERBS)

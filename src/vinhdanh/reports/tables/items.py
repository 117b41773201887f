"""What tables count: records with their attributes, and who stands behind them for one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from vinhdanh.reports.tables.attributes import Value

UNSEEN = "Ngoài phạm vi được xem"  # in place of a name


@dataclass(frozen=True, slots=True)
class Item:
    """One record. ``who``: what it has in common with others about the same person, collective, household."""

    pk: int
    who: str
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a reader may see it. ``number``: số hiệu of a person, where its name is shown."""

    pk: int
    name: str
    detail: str
    day: date | None = None
    href: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Records that stand beside the table and are not counted in it. ``about``: why."""

    about: str
    items: tuple[Item, ...]


class Source(Protocol):
    """Records of one kind in the period of a table."""

    @property
    def items(self) -> Sequence[Item]: ...

    @property
    def apart(self) -> Sequence[Apart]: ...

    @property
    def reason(self) -> str:
        """Why nothing can be counted; "" where it can."""

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """The records as the reader may see them."""

"""What an item would become: fields for a person to check, what is there already, what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.texts.items import Item, items_of
from vinhdanh.exchange.texts.matching import Register
from vinhdanh.people.models import Unit

Values = Mapping[str, str]
Choices = Sequence[tuple[str, str]]

_PAGES = {
    "awards.grant": "awards:grant",
    "awards.decision": "awards:decision",
    "movements.movement": "movements:movement",
    "movements.target": "movements:target",
    "movements.meeting": "movements:meeting",
    "movements.directive": "movements:directive",
}


class Made(NamedTuple):
    """A record: its table, its key, and what it is called."""

    table: str
    key: int
    words: str

    @property
    def url(self) -> str:
        return reverse(_PAGES[self.table], args=[self.key])


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to check. ``options`` make it a choice; ``kind`` is text, date, number, area or tick."""

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    kind: str = "text"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as the page shows it."""

    fields: tuple[Field, ...] = ()
    will: tuple[str, ...] = ()  # what ticking it writes
    there: tuple[Made, ...] = ()  # what the register holds already
    lacks: str = ""  # what has to be filled in before it can be written
    never: str = ""  # why it becomes no record
    refused: str = ""  # why this reader may not write it

    @property
    def ready(self) -> bool:
        return bool(self.will) and not (self.lacks or self.never or self.refused)


@dataclass
class Desk:
    """One reader in front of one text."""

    actor: Account | Operator
    reading: TextReading
    register: Register
    values: dict[str, Values] = field(default_factory=dict)  # item's key → what was typed
    today: date = field(default_factory=date.today)

    @property
    def unit(self) -> Unit:
        return self.reading.unit

    @property
    def ahead(self) -> int:
        """The year that the text launches: a movement's, or the year after the one it tells of."""
        years = [one["year"] for one in self.reading.found.get("movements", ()) if one["year"]]
        return max(years, default=self.reading.year + 1)

    def of_kind(self, kind: str) -> list[Item]:
        return [item for item in items_of(self.reading) if item.kind == kind]


# ---- what somebody typed --------------------------------------------------------------------------


def year_in(values: Values, name: str = "year") -> int:
    """Raises:
    ValidationError: no year of four digits.
    """
    text = values.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValidationError("Ghi năm bằng bốn chữ số, ví dụ 2025.")
    return int(text)


def day_in(values: Values, name: str, label: str) -> date | None:
    """A day as dd/mm/yyyy; None where nothing was typed.

    Raises:
        ValidationError: no such day.
    """
    text = values.get(name, "").strip()
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        raise ValidationError(f"{label}: ghi ngày dạng 31/12/2025.") from None


def number_in(values: Values, name: str, label: str) -> Decimal:
    """A number as people write it: 1.577 or 34,6.

    Raises:
        ValidationError: none, or no number.
    """
    text = values.get(name, "").strip()
    try:
        return Decimal(text.replace(".", "").replace(",", "."))
    except InvalidOperation:
        raise ValidationError(f"{label}: ghi số, ví dụ 95 hoặc 34,6.") from None

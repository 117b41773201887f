"""Every item of a text with what it would become, for one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.exchange.models import ReadingChoice, TextReading
from vinhdanh.exchange.texts import awards, movements, told, year
from vinhdanh.exchange.texts.items import KINDS, Item, items_of
from vinhdanh.exchange.texts.items import told as words_of
from vinhdanh.exchange.texts.matching import Register
from vinhdanh.exchange.texts.offers import Desk, Field, Made, Offer
from vinhdanh.exchange.texts.painting import css_of

# Kinds of which something can be written; the meeting goes with the directives.
TAKEABLE = ("awards", "movements", "focal_tasks", "targets", "directives", "meeting")


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as the page shows it."""

    item: Item
    words: str
    offer: Offer
    ticked: bool
    made: tuple[Made, ...]

    @property
    def state(self) -> str:
        """How far it is, in a word: made, there, never, refused, lacks, ready."""
        if self.made:
            return "made"
        for name in ("refused", "never"):
            if getattr(self.offer, name):
                return name
        if self.offer.there and not self.offer.will:
            return "there"
        return "lacks" if self.offer.lacks else "ready"

    @property
    def before(self) -> tuple[Made, ...]:
        """What the register held already of an item that was written: it was left out."""
        own = {(one.table, one.key) for one in self.made}
        return tuple(one for one in self.offer.there if self.made and (one.table, one.key) not in own)

    @property
    def open(self) -> bool:
        """Whether there is anything to tick."""
        return self.state in ("lacks", "ready")


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one kind."""

    kind: str
    title: str
    items: tuple[ShownItem, ...]
    meeting: tuple[Field, ...] = ()

    @property
    def css(self) -> str:
        """How its places are marked in the text."""
        return css_of([self.kind])


def desk_for(actor: Account | Operator, reading: TextReading) -> Desk:
    """The reader in front of the text, with what he typed or, where he has not, what is proposed."""
    desk = Desk(actor, reading, Register(actor, reading.unit), today=timezone.localdate())
    saved = {(one.kind, one.number): one.values for one in reading.choices.all()}
    for item in (*items_of(reading), year.MEETING):
        if item.kind in TAKEABLE:
            desk.values[item.key] = saved.get((item.kind, item.number)) or proposed(desk, item)
    return desk


def proposed(desk: Desk, item: Item) -> dict[str, str]:
    """What an item's fields hold before anybody has changed them."""
    match item.kind:
        case "awards":
            return awards.proposed(desk, item)
        case "movements":
            return movements.proposed(desk, item)
        case "focal_tasks":
            return year.proposed_task(desk, item)
        case "targets":
            return year.proposed_target(desk, item)
        case "directives":
            return year.proposed_directive(desk, item)
        case _:
            return year.proposed_meeting(desk)


def offered(desk: Desk, item: Item) -> Offer:
    """What an item would become, with what is in its fields now."""
    values: Mapping[str, str] = desk.values.get(item.key, {})
    match item.kind:
        case "awards":
            return awards.offer(desk, item, values)
        case "commendation_counts":
            return told.count_offer(desk, item)
        case "movements":
            return movements.offer(desk, item, values)
        case "focal_tasks" | "targets":
            return year.offer_target(desk, item, values)
        case "directives":
            return year.offer_directive(desk, item, values)
        case _:
            return told.decision_offer(desk, item)


def groups(actor: Account | Operator, reading: TextReading) -> list[Group]:
    """The kinds that the text has something of, in order."""
    desk = desk_for(actor, reading)
    held = {(one.kind, one.number): one for one in reading.choices.all()}
    found = []
    for kind, title in KINDS.items():
        shown = tuple(_shown(desk, item, held) for item in desk.of_kind(kind))
        if shown:
            meeting = year.meeting_fields(desk, desk.values[year.MEETING.key]) if kind == "directives" else ()
            found.append(Group(kind, title, shown, meeting))
    return found


def _shown(desk: Desk, item: Item, held: Mapping[tuple[str, int], ReadingChoice]) -> ShownItem:
    choice = held.get((item.kind, item.number))
    return ShownItem(
        item,
        words_of(item),
        offered(desk, item),
        choice is not None and choice.state != ReadingChoice.State.LEFT,
        tuple(Made(*one) for one in choice.records) if choice else (),
    )

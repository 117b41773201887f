"""To whom honours are given: what persons, units, households and people from outside have in common."""

from __future__ import annotations

from datetime import date

from vinhdanh.awards.models import Outsider, Recipient
from vinhdanh.awards.types import RecipientKind
from vinhdanh.awards.words import grant_words
from vinhdanh.people.models import Household, Person, Post, Unit
from vinhdanh.people.services import writing

_KINDS = {
    Person: RecipientKind.PERSON,
    Unit: RecipientKind.UNIT,
    Household: RecipientKind.HOUSEHOLD,
    Outsider: RecipientKind.OUTSIDER,
}


def kind_of(recipient: Recipient) -> RecipientKind:
    return _KINDS[type(recipient)]


def code_of(recipient: Recipient) -> str:
    """Số hiệu, mã đơn vị, mã hộ; people from outside have none."""
    match recipient:
        case Person():
            return recipient.number
        case Unit() | Household():
            return recipient.code
        case Outsider():
            return ""


def column(recipient: Recipient) -> dict[str, Recipient]:
    """The recipient as the one foreign key that is filled: ``{"person": …}``."""
    return {kind_of(recipient).value: recipient}


def ref(recipient: Recipient) -> str:
    """The recipient's name in the journal: ``person:100234``, ``outsider:7``."""
    if isinstance(recipient, Outsider):
        return f"outsider:{recipient.pk}"
    return writing.ref(recipient)


def words_of(recipient: Recipient, number: str = "", decided: date | None = None, authority: str = "") -> str:
    """What a grant to the recipient is found by."""
    return grant_words(recipient.folded, code_of(recipient), number, decided, authority)


def place_of(recipient: Recipient, on: date) -> Unit | None:
    """The unit that an honour counts for: a person's on that day, or the last one before it."""
    match recipient:
        case Unit():
            return recipient
        case Household():
            return recipient.unit
        case Person():
            post = Post.objects.standing(on).filter(person=recipient).select_related("unit").first()
            return post.unit if post else None
        case Outsider():
            return None


def counting_day(year: int, decided: date | None) -> date:
    """The day whose unit an honour counts for: the year's last one, or the decision's if that was earlier."""
    last = date(year, 12, 31)
    return min(decided, last) if decided else last


def path_of(recipient: Recipient, place: Unit | None = None) -> str:
    """The unit path that decides who may write; ``/`` is the whole agency's business."""
    if isinstance(recipient, Outsider):
        return place.path if place else "/"
    return writing.path_of(recipient)


def is_own(actor: writing.Actor, recipient: Recipient) -> bool:
    """Whether an account writes about the person it belongs to."""
    return not isinstance(recipient, Outsider) and writing.is_own(actor, recipient)

"""To whom honours are given: what persons, units, households and people from outside have in common."""

from __future__ import annotations

from datetime import date

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import NOWHERE, Answer
from vinhdanh.awards.models import Outsider, Recipient
from vinhdanh.awards.policies import may_grant
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


def answer_about(actor: writing.Actor, recipient: Recipient, place: Unit | None) -> Answer:
    """May the actor write in the register about a recipient, who counts for that place?"""
    if isinstance(recipient, Outsider):
        return may_grant(scopes(actor), place.path if place else NOWHERE)
    held, own = writing.scopes_about(actor, recipient), writing.is_own(actor, recipient)
    return may_grant(held, writing.path_of(recipient), own=own)

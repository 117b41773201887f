"""Who stays out of what leaves the program: people whose records the actor may not take out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.models import Account
from vinhdanh.access.types import Answer, Denied, Operator
from vinhdanh.documents.paper import Block, Paragraph, italic
from vinhdanh.people.models import Person
from vinhdanh.people.policies import may_export


def kept_in(actor: Account | Operator, number: str, secrecy: int) -> bool:
    """Whether the record of the person with that số hiệu stays inside."""
    own = getattr(actor, "person_number", "")
    return isinstance(may_export(secrecy, own=bool(own) and own == number), Denied)


def left_out(
    actor: Account | Operator, people: Iterable[Person | None], *answers: Answer | bool
) -> frozenset[int]:
    """Keys of the people who don't stand on a paper that the actor prints.

    Args:
        answers: what the actor may do with the paper itself: whoever writes or signs it sees all of it.
    """
    if any(answers):
        return frozenset()
    return frozenset(one.pk for one in people if one is not None and kept_in(actor, one.number, one.secrecy))


def left_out_note(count: int) -> tuple[Block, ...]:
    """The line under a list that says how many are not on the paper; nothing where nobody is left out."""
    if not count:
        return ()
    return (Paragraph((italic(f"Không in {count} người có độ mật."),), indented=False),)

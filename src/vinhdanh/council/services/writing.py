"""What every service of councils does the same way: ask, lock, write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.council.models import AgendaItem, Council, CouncilMeeting
from vinhdanh.council.policies.councils import may_convene
from vinhdanh.council.types.meetings import MeetingState
from vinhdanh.people.models import Unit

Actor = Account | Operator


def council_ref(council: Council) -> str:
    """The council's name in the journal: ``council:3``."""
    return f"council:{council.pk}"


def meeting_ref(meeting: CouncilMeeting) -> str:
    """The meeting's name in the journal: ``council_meeting:7``."""
    return f"council_meeting:{meeting.pk}"


def require_convene(actor: Actor, unit: Unit, *, own: bool = False) -> Acting:
    """Let pass who may run the unit's councils.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return admit(actor, may_convene(scopes(actor), unit.path, own=own))


def locked_meeting(meeting: CouncilMeeting, *states: MeetingState) -> CouncilMeeting:
    """The meeting as it is now, held until the transaction ends.

    Raises:
        ValidationError: it is in none of these states.
    """
    row = CouncilMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.state not in states:
        wanted = " hoặc ".join(state.label.lower() for state in states)
        raise ValidationError(
            f"{row}: {row.get_state_display().lower()}. Việc này chỉ làm được khi phiên họp {wanted}."
        )
    return row


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now, in a meeting that is in session, both held until the transaction ends.

    Raises:
        ValidationError: the meeting isn't in session.
    """
    row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    row.meeting = locked_meeting(row.meeting, MeetingState.IN_SESSION)
    return row


def write_down(
    by: Acting,
    about: Council | CouncilMeeting,
    verb: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line in the journal about a council or a meeting, with its records before and after."""
    record(
        actor=by,
        verb=f"council.{verb}",
        subject=str(about),
        ref=council_ref(about) if isinstance(about, Council) else meeting_ref(about),
        data=written(*pairs) | dict(data or {}),
        why=why,
    )

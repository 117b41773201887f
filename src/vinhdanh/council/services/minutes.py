"""What is written of a meeting by hand, and closing it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.audit.changes import stored
from vinhdanh.council.models import AgendaLine, CouncilMeeting, Minutes
from vinhdanh.council.selectors.minutes import canonical, digest, minutes_content
from vinhdanh.council.services.writing import (
    Actor,
    locked_meeting,
    require_convene,
    write_down,
)
from vinhdanh.council.types.meetings import ItemState, MeetingState


def write_remarks(
    *, actor: Actor, meeting: CouncilMeeting, remarks: str, conclusion: str, seen: str | None = None
) -> CouncilMeeting:
    """Write what was discussed and what the chair concluded; nothing else of the minutes is written by hand.

    Args:
        seen: the remarks as the actor read them; whoever wrote in between is not overwritten.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: the meeting isn't in session, or somebody wrote in between.
    """
    by = require_convene(actor, meeting.council.unit)
    with transaction.atomic():
        row = locked_meeting(meeting, MeetingState.IN_SESSION)
        if seen is not None and seen != digest(row.remarks + row.conclusion):
            raise ValidationError("Người khác vừa sửa nội dung này: chép phần đồng chí gõ, tải lại trang.")
        before = stored(row)
        row.remarks, row.conclusion = remarks.strip(), conclusion.strip()
        row.full_clean()
        row.save()
        write_down(by, row, "remarks_written", (before, row))
    return row


def end_meeting(*, actor: Actor, meeting: CouncilMeeting, number: str) -> Minutes:
    """End the session and close its minutes for good: text and hash, never changed again.

    What was not voted on waits for another meeting.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: a box is open, no number or conclusion, or it has ended.
    """
    by = require_convene(actor, meeting.council.unit)
    if not number.strip():
        raise ValidationError({"number": "Ghi số biên bản."})
    with transaction.atomic():
        row = locked_meeting(meeting, MeetingState.IN_SESSION)
        if row.items.filter(state=ItemState.OPEN).exists():
            raise ValidationError("Đang mở hòm phiếu: đóng hòm phiếu trước khi kết thúc phiên họp.")
        if not row.conclusion.strip():
            raise ValidationError("Ghi kết luận của người chủ trì trước khi kết thúc phiên họp.")
        before = stored(row)
        row.state, row.ended = MeetingState.ENDED, timezone.now()
        row.full_clean()
        row.save()
        AgendaLine.objects.filter(item__meeting=row, passed__isnull=True).update(open=False)
        text = canonical(minutes_content(row, number.strip()))
        made = Minutes(
            meeting=row,
            number=number.strip(),
            content=text,
            hash=digest(text),
            at=row.ended,
            by_name=by.full_name[:200],
        )
        made.full_clean()
        made.save()
        write_down(by, row, "meeting_ended", (before, row), data={"minutes": made.number, "hash": made.hash})
    return made

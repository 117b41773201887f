"""Who is present, what the absent write, and who does not vote on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import stored
from vinhdanh.council.models import (
    AgendaItem,
    AgendaLine,
    Attendance,
    CouncilMeeting,
    CouncilMember,
    Recusal,
    WrittenVote,
)
from vinhdanh.council.policies.councils import may_recuse
from vinhdanh.council.selectors.meetings import found_recusals, is_members
from vinhdanh.council.services.writing import (
    Actor,
    locked_meeting,
    require_convene,
    write_down,
)
from vinhdanh.council.types.meetings import (
    DECLARED,
    Choice,
    ItemState,
    MeetingState,
    Presence,
    RecusalKind,
)

PLANNED, IN_SESSION = MeetingState.PLANNED, MeetingState.IN_SESSION


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a member is present, and why not."""

    presence: Presence
    reason: str = ""


def mark_attendance(*, actor: Actor, meeting: CouncilMeeting, marks: Mapping[int, Mark]) -> CouncilMeeting:
    """Write down who is present and who is not; keys are those of members.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: an absence has no reason, somebody isn't invited, a box is open, or it has ended.
    """
    by = require_convene(actor, meeting.council.unit)
    with transaction.atomic():
        row = locked_meeting(meeting, PLANNED, IN_SESSION)
        if row.items.filter(state=ItemState.OPEN).exists():
            raise ValidationError("Đang mở hòm phiếu: đóng hòm phiếu rồi sửa điểm danh.")
        seats = {one.member_id: one for one in row.attendances.select_related("member")}
        if strangers := set(marks) - set(seats):
            raise ValidationError(f"{len(strangers)} người không có trong danh sách mời: tải lại trang.")
        pairs = []
        for key, mark in marks.items():
            one = seats[key]
            before = stored(one)
            one.presence = mark.presence
            one.reason = mark.reason.strip() if mark.presence == Presence.ABSENT else ""
            if mark.presence == Presence.ABSENT and not one.reason:
                raise ValidationError(f"{one.member}: ghi lý do vắng.")
            if mark.presence == Presence.PRESENT and one.votes.exists():
                raise ValidationError(
                    f"{one.member} đã có ý kiến bằng văn bản số {one.written_number}: bỏ ý kiến đó trước khi "
                    "ghi có mặt."
                )
            one.full_clean()
            one.save()
            pairs.append((before, one))
        write_down(by, row, "attendance_marked", *pairs)
    return row


def record_written(
    *, actor: Actor, attendance: Attendance, number: str, day: date | None, choices: Mapping[int, Choice]
) -> Attendance:
    """Write down what an absent member says in writing; keys are those of agenda lines. Empty takes it back.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: he isn't absent, the paper has no number or day, he does not vote on one of them, or
            it has been voted on already.
    """
    by = require_convene(actor, attendance.meeting.council.unit)
    with transaction.atomic():
        meeting = locked_meeting(attendance.meeting, PLANNED, IN_SESSION)
        row = meeting.attendances.select_related("member").get(pk=attendance.pk)
        if row.presence != Presence.ABSENT:
            raise ValidationError(f"{row.member} không vắng: ý kiến bằng văn bản là của người vắng.")
        lines = AgendaLine.objects.select_related("item").in_bulk(list(choices))
        found = found_recusals(meeting, lines.values())
        own = {one.line_id for one in found if one.member_id == row.member_id}
        own |= set(Recusal.objects.filter(member=row.member, line__in=lines).values_list("line", flat=True))
        for key in choices:
            line = lines.get(key)
            if line is None or line.item.meeting_id != meeting.pk:
                raise ValidationError("Có hồ sơ không thuộc chương trình họp: tải lại trang.")
            if key in own:
                raise ValidationError(f"{row.member} không tham gia bỏ phiếu về {line.proposal.subject}.")
        touched = {*row.votes.values_list("line__item", flat=True), *(one.item_id for one in lines.values())}
        if meeting.items.filter(pk__in=touched).exclude(state=ItemState.WAITING).exists():
            raise ValidationError("Mục này đã mở hòm phiếu hoặc đã có kết quả: không ghi thêm ý kiến được.")
        before = stored(row)
        row.written_number, row.written_day = (number.strip(), day) if choices else ("", None)
        if choices and not (row.written_number and day):
            raise ValidationError("Ghi số và ngày của văn bản ý kiến.")
        row.full_clean()
        row.save()
        row.votes.all().delete()
        made = WrittenVote.objects.bulk_create(
            [WrittenVote(attendance=row, line=lines[key], choice=choice) for key, choice in choices.items()]
        )
        write_down(by, meeting, "written_recorded", (before, row), *((None, one) for one in made))
    return row


def declare_recusal(
    *, actor: Actor, line: AgendaLine, member: CouncilMember, kind: RecusalKind | str, ground: str
) -> Recusal:
    """Write down that a member does not vote on a proposal: by himself, or by the secretary.

    Raises:
        PermissionDenied: the actor is neither.
        ValidationError: no ground, the member isn't of the meeting, or it has been voted on.
    """
    meeting = line.item.meeting
    by = admit(actor, may_recuse(scopes(actor), meeting.council.unit.path, himself=is_members(actor, member)))
    if kind not in DECLARED:
        raise ValidationError("Hai lý do đầu máy tự tìm: chọn người thân hoặc lý do khác.")
    with transaction.atomic():
        held = locked_meeting(meeting, PLANNED, IN_SESSION)
        _refuse_voted(line)
        if not held.attendances.filter(member=member).exists():
            raise ValidationError(f"{member} không phải thành viên của phiên họp này.")
        row = Recusal(line=line, member=member, kind=kind, ground=ground.strip(), by_name=by.full_name[:200])
        row.full_clean()
        row.save()
        WrittenVote.objects.filter(attendance__member=member, attendance__meeting=held, line=line).delete()
        write_down(by, held, "recusal_declared", (None, row), why=ground.strip())
    return row


def withdraw_recusal(*, actor: Actor, recusal: Recusal, why: str) -> None:
    """Take back what was declared by mistake; what the program found stays.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no reason, found by the program, or it has been voted on.
    """
    meeting = recusal.line.item.meeting
    by = require_convene(actor, meeting.council.unit)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do bỏ."})
    if recusal.kind not in DECLARED:
        raise ValidationError(f"{recusal}: do quan hệ công tác, không bỏ được.")
    with transaction.atomic():
        held = locked_meeting(meeting, PLANNED, IN_SESSION)
        _refuse_voted(recusal.line)
        row = Recusal.objects.filter(pk=recusal.pk).first()
        if row is None:
            raise ValidationError("Dòng này vừa được người khác bỏ: tải lại trang.")
        write_down(by, held, "recusal_withdrawn", (row, None), why=why.strip())
        row.delete()


def _refuse_voted(line: AgendaLine) -> None:
    if not AgendaItem.objects.filter(pk=line.item_id, state=ItemState.WAITING).exists():
        raise ValidationError(
            "Mục này đã mở hòm phiếu hoặc đã có kết quả: ghi không tham gia bỏ phiếu trước khi mở."
        )

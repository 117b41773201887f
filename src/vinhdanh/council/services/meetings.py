"""Meetings of a council: invitation, agenda, attendance, opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.council.models import (
    AgendaItem,
    AgendaLine,
    Attendance,
    Council,
    CouncilMeeting,
    CouncilMember,
    Recusal,
    WrittenVote,
)
from vinhdanh.council.policies.councils import may_recuse
from vinhdanh.council.selectors.meetings import found_recusals, is_members, quorum_of
from vinhdanh.council.services.writing import Actor, locked_meeting, require_convene, stored, write_down
from vinhdanh.council.thresholds import by_law, threshold_of
from vinhdanh.council.types.councils import CouncilKind, Seat
from vinhdanh.council.types.meetings import (
    DECLARED,
    Choice,
    ItemState,
    MeetingState,
    Presence,
    RecusalKind,
    VoteWay,
)
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState

PLANNED, IN_SESSION = MeetingState.PLANNED, MeetingState.IN_SESSION


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a member is present, and why not."""

    presence: Presence
    reason: str = ""


def write_meeting(
    *,
    actor: Actor,
    council: Council,
    round: ReviewRound,
    starts: datetime,
    place: str,
    chair: CouncilMember,
    secretary: CouncilMember,
    invitation: str = "",
    meeting: CouncilMeeting | None = None,
) -> CouncilMeeting:
    """Call a meeting about a round, or change one that has not begun. All members of that day are invited.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: the round is another agency's or not open, the chair does not lead the council, or
            somebody no longer sits in it on that day.
    """
    by = require_convene(actor, council.unit)
    with transaction.atomic():
        row = locked_meeting(meeting, PLANNED) if meeting else CouncilMeeting(council=council)
        if meeting and row.round_id != round.pk and row.items.exists():
            raise ValidationError("Chương trình đã có hồ sơ của đợt khác: lập phiên họp khác cho đợt này.")
        before = stored(row)
        day = timezone.localdate(starts)
        _refuse_misfit(row.council, round, day, chair, secretary)
        row.round, row.starts, row.place = round, starts, place.strip()
        row.chair, row.secretary, row.invitation = chair, secretary, invitation.strip()
        row.full_clean()
        row.save()
        _seat(row, day)
        write_down(by, row, "meeting_written", (before, row))
    return row


def drop_meeting(*, actor: Actor, meeting: CouncilMeeting, why: str) -> None:
    """Take back a meeting that has not begun; its dossiers may go to another one.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no reason, or it has begun.
    """
    by = require_convene(actor, meeting.council.unit)
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do bỏ phiên họp."})
    with transaction.atomic():
        row = locked_meeting(meeting, PLANNED)
        write_down(by, row, "meeting_dropped", (row, None), why=why.strip())
        row.delete()


def fill_agenda(*, actor: Actor, meeting: CouncilMeeting) -> int:
    """Put every dossier that waits for the council into the agenda, grouped by honour in the round's order.

    Dossiers that have gone elsewhere leave it. What has been opened or voted on stays as it is.

    Returns:
        How many dossiers came in.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: the meeting has ended, or another meeting took a dossier up at the same moment.
    """
    by = require_convene(actor, meeting.council.unit)
    with transaction.atomic():
        row = locked_meeting(meeting, PLANNED, IN_SESSION)
        waiting = AgendaLine.objects.filter(item__meeting=row, item__state=ItemState.WAITING)
        gone = waiting.exclude(proposal__stage=Stage.COUNCIL).filter(opinions__isnull=True)
        left = gone.count()
        gone.delete()
        taken = AgendaLine.objects.filter(open=True).values("proposal")
        found = (
            Proposal.objects.filter(round=row.round, stage=Stage.COUNCIL)
            .exclude(pk__in=taken)
            .select_related("person", "collective", "household", "outsider")
            .order_by("unit__path", "position", "number")
        )
        came = _place(row, list(found))
        row.items.filter(lines__isnull=True, state=ItemState.WAITING).delete()
        if row.state == IN_SESSION:
            refresh_items(row)
        write_down(by, row, "agenda_filled", data={"came": came, "left": left})
    return came


def order_agenda(*, actor: Actor, meeting: CouncilMeeting, order: Sequence[int]) -> None:
    """Let the honours be taken in another order; keys of all items of the meeting.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: items are missing or not the meeting's, or it has ended.
    """
    by = require_convene(actor, meeting.council.unit)
    with transaction.atomic():
        row = locked_meeting(meeting, PLANNED, IN_SESSION)
        items = {item.pk: item for item in row.items.all()}
        if sorted(items) != sorted(order):
            raise ValidationError("Chương trình vừa thay đổi: tải lại trang rồi xếp lại.")
        for place, key in enumerate(order, 1):
            items[key].position = place
        AgendaItem.objects.bulk_update(items.values(), ["position"])
        write_down(by, row, "agenda_ordered", data={"order": [items[key].honour for key in order]})


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
        own |= set(
            Recusal.objects.filter(member=row.member, line__in=lines).values_list("line", flat=True)
        )
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
    by = admit(
        actor, may_recuse(scopes(actor), meeting.council.unit.path, himself=is_members(actor, member))
    )
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
        write_down(by, held, "recusal_withdrawn", (recusal, None), why=why.strip())
        recusal.delete()


def open_meeting(*, actor: Actor, meeting: CouncilMeeting) -> CouncilMeeting:
    """Open the session: the members of today are the denominator from now on.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: too early, nothing on the agenda, somebody not marked, or not enough are present.
    """
    by = require_convene(actor, meeting.council.unit)
    with transaction.atomic():
        row = locked_meeting(meeting, PLANNED)
        before = stored(row)
        day = timezone.localdate(row.starts)
        if day > timezone.localdate():
            raise ValidationError(f"Phiên họp vào ngày {day:%d/%m/%Y}: khai mạc được từ ngày đó.")
        if not AgendaLine.objects.filter(item__meeting=row).exists():
            raise ValidationError("Chương trình chưa có hồ sơ nào: lấy hồ sơ chờ Hội đồng trước.")
        _seat(row, day)
        unmarked = row.attendances.filter(presence=Presence.INVITED).select_related("member")
        if names := [str(one.member) for one in unmarked]:
            raise ValidationError(f"Chưa điểm danh {len(names)} người: {', '.join(names)}.")
        quorum = quorum_of(row)
        if quorum.enough is False:
            raise ValidationError(
                f"Chưa đủ số để họp: có mặt {quorum.present} trong {quorum.members} thành viên, cần ít nhất "
                f"{quorum.needed} ({quorum.citation})."
            )
        row.state, row.opened = IN_SESSION, timezone.now()
        row.full_clean()
        row.save()
        refresh_items(row)
        write_down(by, row, "meeting_opened", (before, row), data={"members": quorum.members})
    return row


def refresh_items(meeting: CouncilMeeting) -> None:
    """Reckon what follows from the day and the members for items not yet voted on: votes needed, recusals."""
    members = meeting.attendances.count()
    rows = {one.honour: one for one in meeting.round.honours.all()}
    day = timezone.localdate(meeting.starts)
    for item in meeting.items.filter(state=ItemState.WAITING):
        lines = list(item.lines.select_related("proposal"))
        item.members = members
        days = {line.proposal.received or day for line in lines}
        found = threshold_of(item.honour, members, days, rows.get(item.honour), meeting.council)
        if found is not None:
            item.needed, item.of, item.ground = found.needed, found.of, found.ground
            item.citation, item.note = found.citation[:300], found.note
            item.verified, item.verified_to, item.law_day = found.verified, found.verified_to, found.law_day
        item.full_clean()
        item.save()
        Recusal.objects.filter(line__in=lines).exclude(kind__in=DECLARED).delete()
        declared = set(Recusal.objects.filter(line__in=lines).values_list("line", "member"))
        Recusal.objects.bulk_create(
            one for one in found_recusals(meeting, lines) if (one.line_id, one.member_id) not in declared
        )


def _refuse_misfit(
    council: Council, round: ReviewRound, day: date, chair: CouncilMember, secretary: CouncilMember
) -> None:
    if council.kind != CouncilKind.REWARD:
        raise ValidationError(f"{council} không xét đề nghị khen thưởng.")
    if round.unit_id != council.unit_id:
        raise ValidationError(f"{round} do {round.unit} tổ chức, không phải {council.unit}.")
    if round.state != RoundState.OPEN:
        raise ValidationError(f"{round} {round.get_state_display().lower()}: chọn đợt đang mở.")
    sitting = set(council.members.on(day).values_list("pk", flat=True))
    for one in (chair, secretary):
        if one.pk not in sitting:
            raise ValidationError(f"{one} không là thành viên Hội đồng ngày {day:%d/%m/%Y}.")
    if chair.seat not in (Seat.CHAIR, Seat.DEPUTY):
        raise ValidationError({"chair": "Người chủ trì là Chủ tịch hoặc Phó Chủ tịch Hội đồng."})


def _seat(meeting: CouncilMeeting, day: date) -> None:
    """The invitation list is who sits in the council on the day, nobody else."""
    sitting = set(meeting.council.members.on(day).values_list("pk", flat=True))
    meeting.attendances.exclude(member__in=sitting).delete()
    held = set(meeting.attendances.values_list("member", flat=True))
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, member_id=key) for key in sorted(sitting - held)]
    )


def _place(meeting: CouncilMeeting, found: Sequence[Proposal]) -> int:
    """Each proposal under its honour; items that are new stand in the round's order."""
    order = {one.honour: at for at, one in enumerate(meeting.round.honours.all())}
    items = {item.honour: item for item in meeting.items.all()}
    day = timezone.localdate(meeting.starts)
    last = max((item.position for item in items.values()), default=0)
    came = 0
    for honour in sorted({one.honour for one in found}, key=lambda code: order.get(code, len(order))):
        mine = [one for one in found if one.honour == honour]
        item = items.get(honour)
        if item is None:
            last += 1
            # What the law puts to the vote is voted on by ballot; the rest may be.
            way = VoteWay.BALLOT if by_law(honour, 1, day) else VoteWay.HANDS
            item = AgendaItem(
                meeting=meeting, honour=honour, level=mine[0].level, position=last, way=way
            )
            item.full_clean()
            item.save()
        elif item.state != ItemState.WAITING:
            continue
        start = item.lines.count()
        try:
            with transaction.atomic():
                made = [
                    AgendaLine(item=item, proposal=one, position=at)
                    for at, one in enumerate(mine, start + 1)
                ]
                AgendaLine.objects.bulk_create(made)
        except IntegrityError as error:
            raise ValidationError(
                "Có hồ sơ vừa được đưa vào chương trình của phiên họp khác: tải lại trang."
            ) from error
        came += len(made)
    return came


def _refuse_voted(line: AgendaLine) -> None:
    if not AgendaItem.objects.filter(pk=line.item_id, state=ItemState.WAITING).exists():
        raise ValidationError(
            "Mục này đã mở hòm phiếu hoặc đã có kết quả: ghi không tham gia bỏ phiếu trước khi mở."
        )

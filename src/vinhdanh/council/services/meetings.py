"""Meetings of a council: invitation, agenda, attendance, opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.audit.changes import stored
from vinhdanh.council.models import (
    AgendaItem,
    AgendaLine,
    Attendance,
    Council,
    CouncilMeeting,
    CouncilMember,
    Recusal,
)
from vinhdanh.council.selectors.meetings import found_recusals, quorum_of
from vinhdanh.council.services.writing import (
    Actor,
    locked_meeting,
    require_convene,
    write_down,
)
from vinhdanh.council.thresholds import by_law, threshold_of
from vinhdanh.council.types.councils import CouncilKind, Seat
from vinhdanh.council.types.meetings import (
    DECLARED,
    ItemState,
    MeetingState,
    Presence,
    VoteWay,
)
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState

PLANNED, IN_SESSION = MeetingState.PLANNED, MeetingState.IN_SESSION


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
            item = AgendaItem(meeting=meeting, honour=honour, level=mine[0].level, position=last, way=way)
            item.full_clean()
            item.save()
        elif item.state != ItemState.WAITING:
            continue
        start = item.lines.count()
        try:
            with transaction.atomic():
                made = [
                    AgendaLine(item=item, proposal=one, position=at) for at, one in enumerate(mine, start + 1)
                ]
                AgendaLine.objects.bulk_create(made)
        except IntegrityError as error:
            raise ValidationError(
                "Có hồ sơ vừa được đưa vào chương trình của phiên họp khác: tải lại trang."
            ) from error
        came += len(made)
    return came

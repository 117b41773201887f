"""The councils of the sample: 2025 with its minutes, 2026 in session with an open ballot box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import DEMO_UNLISTED, Operator
from vinhdanh.audit.services import record
from vinhdanh.council.models import (
    AgendaItem,
    Attendance,
    Council,
    CouncilMeeting,
    CouncilMember,
    Minutes,
    Recusal,
)
from vinhdanh.council.selectors.minutes import canonical, digest, minutes_content
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.demo_members import install_demo_council
from vinhdanh.council.services.demo_votes import carry, count, put_items
from vinhdanh.council.services.voting import open_ballot
from vinhdanh.council.services.writing import meeting_ref
from vinhdanh.council.types.boxes import DEMO_PASSPHRASES, Choice
from vinhdanh.council.types.councils import Seat
from vinhdanh.council.types.meetings import MeetingState, Presence, RecusalKind
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Post, Unit

PLACE = "Phòng họp tầng 3, trụ sở Công an tỉnh"
ABSENT = "PC02"  # whose head is away at every meeting
REMARKS = (
    "Các ủy viên trao đổi về thành tích của từng đề nghị, đối chiếu ý kiến thẩm định của PX03, PX05, PV01 và "
    "kết quả niêm yết. Không có ý kiến khác về hồ sơ được đưa ra biểu quyết."
)
CONCLUSION = (
    "Hội đồng thống nhất đề nghị các tập thể, cá nhân đủ phiếu. Giao Thường trực Hội đồng hoàn thiện hồ sơ, "
    "dự thảo quyết định trình Giám đốc ký; lập tờ trình Bộ Công an đối với danh hiệu, hình thức thuộc thẩm "
    "quyền Bộ trưởng."
)
# How many proposals of an honour the meeting that is in session has on its agenda.
TODAY = {"CSTD_BO": 5, "CSTD_CS": 8, "CO_BO": 2, "DVQT": 6, "DVTT": 9, "BK_BO": 6, "GK": 7}
LOSING = ("CSTD_CS", "DVTT")  # of which the first meeting of the open round turned some down
VOTED = 6  # of those who vote on screen today
OPEN_FOR = timedelta(days=3)  # so that somebody who tries the program out still finds the box open


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A meeting that took place."""

    starts: datetime
    minutes: str
    invitation: str
    lost: frozenset[int] = frozenset()  # proposals that don't get enough votes


@transaction.atomic
def install_demo_councils(agency: Unit, decided: ReviewRound, opened: ReviewRound) -> None:
    """Councils of both years and their meetings: 2025 over, 2026 one over and one in session.

    Args:
        decided: the round of the year that is over; ``opened``: the one that is under way.
    """
    before, now = install_demo_council(agency, decided.year), install_demo_council(agency, opened.year)
    assert decided.opened is not None
    _hold(
        before,
        decided,
        list(_subjects(decided)),
        _Meeting(_at(decided.opened + timedelta(days=28)), "18/BB-HĐTĐKT", "41/GM-HĐTĐKT"),
    )
    waiting = list(_subjects(opened).filter(stage=Stage.COUNCIL))
    first_day = _first_day(opened)
    early = [one for one in waiting if timezone.localdate(one.entered) < first_day]
    late = [one for one in waiting if timezone.localdate(one.entered) >= first_day]
    lost = frozenset(one.pk for one in [one for one in early if one.honour in LOSING][5::13])
    meeting = _hold(now, opened, early, _Meeting(_at(first_day), "21/BB-HĐTĐKT", "52/GM-HĐTĐKT", lost))
    carry(meeting, "Thư ký Hội đồng", meeting.ended or meeting.starts)
    _sit(now, opened, late)


def _subjects(round: ReviewRound) -> QuerySet[Proposal]:
    return round.proposals.select_related("person", "collective", "unit", "round").order_by(
        "unit__path", "position", "number"
    )


def _first_day(round: ReviewRound) -> date:
    """The working day on which the council met first: the dossiers of the early units had come."""
    assert round.opened is not None
    day = round.opened + timedelta(days=20)
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _at(day: date, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


# ---- meetings ---------------------------------------------------------------------------------------


def _called(
    council: Council, round: ReviewRound, starts: datetime, invitation: str, **more: object
) -> CouncilMeeting:
    """A meeting with its attendance: one member is away and has sent his opinion."""
    members = list(council.members.order_by("id"))
    seats = {member.seat: member for member in reversed(members)}
    meeting = CouncilMeeting.objects.create(
        council=council,
        round=round,
        starts=starts,
        place=PLACE,
        invitation=invitation,
        chair=seats[Seat.CHAIR],
        secretary=seats.get(Seat.SECRETARY, members[-1]),
        opened=starts + timedelta(minutes=4),
        **more,
    )
    Attendance.objects.bulk_create(_attending(meeting, member, starts) for member in members)
    return meeting


def _attending(meeting: CouncilMeeting, member: CouncilMember, starts: datetime) -> Attendance:
    if not member.post.endswith(ABSENT):
        return Attendance(meeting=meeting, member=member, presence=Presence.PRESENT)
    return Attendance(
        meeting=meeting,
        member=member,
        presence=Presence.ABSENT,
        reason="Chỉ đạo phá chuyên án tại cơ sở",
        written_number=f"{starts.day + 30}/YK-{ABSENT}",
        written_day=timezone.localdate(starts) - timedelta(days=1),
    )


def _hold(
    council: Council, round: ReviewRound, proposals: Sequence[Proposal], about: _Meeting
) -> CouncilMeeting:
    """A meeting that has ended: every honour voted on, the minutes closed."""
    meeting = _called(council, round, about.starts, about.invitation, state=MeetingState.IN_SESSION)
    for at, item in enumerate(put_items(meeting, proposals)):
        count(item, about.starts + timedelta(minutes=25 + 20 * at), about.lost)
    meeting.state, meeting.ended = MeetingState.ENDED, about.starts + timedelta(hours=3, minutes=20)
    meeting.remarks, meeting.conclusion = REMARKS, CONCLUSION
    meeting.save()
    text = canonical(minutes_content(meeting, about.minutes))
    Minutes.objects.create(
        meeting=meeting,
        number=about.minutes,
        content=text,
        hash=digest(text),
        at=meeting.ended,
        by_name=meeting.secretary.name,
    )
    _record("meeting_ended", f"{meeting}: biên bản số {about.minutes}", meeting_ref(meeting))
    return meeting


def _sit(council: Council, round: ReviewRound, proposals: Sequence[Proposal]) -> CouncilMeeting:
    """Today's meeting: the first honour voted on and carried over, the second being voted on."""
    now = timezone.now()
    starts = min(_at(timezone.localdate()), now - timedelta(hours=2))
    meeting = _called(council, round, starts, "57/GM-HĐTĐKT", state=MeetingState.IN_SESSION)
    items = {item.honour: item for item in put_items(meeting, _chosen(council, proposals), tuple(TODAY))}
    if first := items.get("CSTD_BO"):
        keys = list(first.lines.values_list("proposal", flat=True))
        count(first, now - timedelta(minutes=50), frozenset(keys[2:3]))
        carry(meeting, "Thư ký Hội đồng", now - timedelta(minutes=45))
    if second := items.get("CSTD_CS"):
        _keep_out(meeting, second)
        chair, secretary = DEMO_PASSPHRASES
        opened = open_ballot(
            actor=Operator(),
            item=second,
            closes_at=now + OPEN_FOR,
            chair_passphrase=chair,
            secretary_passphrase=secretary,
        )
        assert opened.box is not None
        refs = list(opened.box.items.values_list("ref", flat=True))
        voters = opened.box.voters.select_related("account").order_by("account__username")
        for at, voter in enumerate([one for one in voters if one.name in _quick(council)][:VOTED]):
            said: Mapping[str, Choice] = {
                ref: Choice.AGAINST if (at + place) % 7 == 3 else Choice.FOR
                for place, ref in enumerate(refs)
                if ref not in voter.refused
            }
            cast(actor=voter.account, box=opened.box, choices=said)
    _record("meeting_opened", str(meeting), meeting_ref(meeting))
    return meeting


def _keep_out(meeting: CouncilMeeting, item: AgendaItem) -> None:
    """The standing member doesn't vote on one proposal: the subject is his kin."""
    line, member = item.lines.last(), meeting.council.members.filter(standing=True).first()
    if line is not None and member is not None:
        ground = "Em ruột, thành viên tự khai trước khi bỏ phiếu"
        Recusal.objects.create(
            line=line, member=member, kind=RecusalKind.KIN, ground=ground, by_name=member.name
        )


def _quick(council: Council) -> set[str]:
    """Members who vote at once: not those whose accounts are told, who are to be tried out."""
    extra = Account.objects.filter(username__startswith=DEMO_UNLISTED).values("person_number")
    return set(council.members.filter(person__number__in=extra).values_list("name", flat=True))


def _chosen(council: Council, proposals: Sequence[Proposal]) -> list[Proposal]:
    """What today's agenda has room for: the departments first, members of the council before others."""
    members = set(council.members.values_list("person", flat=True))
    led = set(Post.objects.filter(person__in=members, leads=True, end=None).values_list("unit", flat=True))
    order = sorted(
        proposals,
        key=lambda one: (
            one.person_id not in members and one.collective_id not in led,
            one.unit.kind != "phong",
            one.number,
        ),
    )
    found: list[Proposal] = []
    for honour, room in TODAY.items():
        found += [one for one in order if one.honour == honour][:room]
    return found


def _record(verb: str, subject: str, ref: str) -> None:
    record(actor=Operator(), verb=f"council.{verb}", subject=f"{subject} (dữ liệu mẫu)", ref=ref)

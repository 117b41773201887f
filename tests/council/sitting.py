"""A council of the province with five members, brought as far as a test needs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from tests.dossiers.review import OPERATOR, YEAR, Review
from tests.records import make_account, make_person
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.council import services
from vinhdanh.council.models import (
    AgendaItem,
    AgendaLine,
    Council,
    CouncilMeeting,
    CouncilMember,
    Recusal,
)
from vinhdanh.council.services.casting import cast
from vinhdanh.council.types.boxes import Choice
from vinhdanh.council.types.councils import Seat
from vinhdanh.council.types.meetings import Presence
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Post

DECIDED = date(2025, 1, 15)
WORDS = ("khóa của chủ tịch hội đồng", "khóa của thư ký hội đồng")  # the two passphrases
MARKS = (Choice.FOR, Choice.AGAINST, Choice.BLANK)
PRESENT = services.Mark(Presence.PRESENT)


class Sitting(Review):
    """Director, deputy, the head of PX01, Lê Thị Ánh and Đặng Chi; each with an account."""

    def __init__(self) -> None:
        super().__init__()
        Post.objects.filter(person=self.head).update(leads=True, title="Trưởng phòng")
        self.director = make_person("001", self.cat, "Trịnh Quốc Bảo", rank="Đại tá")
        self.deputy = make_person("002", self.cat, "Lê Hoài Sơn", rank="Đại tá")
        self.chair_account = make_account("giamdoc", (Role.COUNCIL_MEMBER, "CAT"), person_number="001")
        self.deputy_account = make_account("phogiamdoc", (Role.COUNCIL_MEMBER, "CAT"), person_number="002")
        self.chi_account = make_account("dang-chi", (Role.COUNCIL_MEMBER, "CAT"), person_number="201")
        self.admin = make_account("quan-tri", (Role.ADMINISTRATOR, WHOLE_AGENCY))

    def council(self, **more: object) -> Council:
        made = services.write_council(
            actor=OPERATOR,
            unit=self.cat,
            year=YEAR,
            name="Hội đồng thi đua, khen thưởng Công an tỉnh",
            number="15/QĐ-CAT",
            decided=DECIDED,
            authority="Giám đốc Công an tỉnh",
            **({"quorum": "2/3", "quorum_ground": "Điều 5 Quy chế Hội đồng"} | more),  # type: ignore[arg-type]
        )
        seats = (
            (self.director, Seat.CHAIR),
            (self.deputy, Seat.DEPUTY),
            (self.head, Seat.SECRETARY),
            (self.an, Seat.MEMBER),
            (self.chi, Seat.MEMBER),
        )
        for person, seat in seats:
            services.add_member(actor=OPERATOR, council=made, person=person, seat=seat, start=DECIDED)
        return made

    def waiting(self, round: ReviewRound) -> dict[str, Proposal]:
        """Three proposals that wait for the council: CSTĐ cơ sở of two, and the flag title of PX01."""
        made = {
            "an": self.proposal(round, self.an, "CSTD_CS"),
            "binh": self.proposal(round, self.binh, "CSTD_CS", place=self.d2),
            "px01": self.proposal(round, self.px01, "DVQT", place=self.px01),
        }
        return {name: self.at(one, Stage.COUNCIL) for name, one in made.items()}

    def meeting(self, council: Council | None = None, starts: datetime | None = None) -> CouncilMeeting:
        """Planned for an hour ago, with everything that waits on its agenda."""
        held = council or self.council()
        round = ReviewRound.objects.first() or self.round()
        if not round.proposals.exists():
            self.waiting(round)
        made = services.write_meeting(
            actor=OPERATOR,
            council=held,
            round=round,
            starts=starts or timezone.now() - timedelta(hours=1),
            place="Phòng họp số 1",
            chair=held.members.get(seat=Seat.CHAIR),
            secretary=held.members.get(seat=Seat.SECRETARY),
        )
        services.fill_agenda(actor=OPERATOR, meeting=made)
        return made

    def marked(self, meeting: CouncilMeeting, absent: Mapping[str, str] | None = None) -> CouncilMeeting:
        """Everybody present but those named by số hiệu, with their reason."""
        away = absent or {}
        marks = {
            one.member_id: services.Mark(Presence.ABSENT, away[one.member.person.number])
            if one.member.person and one.member.person.number in away
            else PRESENT
            for one in meeting.attendances.select_related("member__person")
        }
        return services.mark_attendance(actor=OPERATOR, meeting=meeting, marks=marks)

    def session(
        self, council: Council | None = None, absent: Mapping[str, str] | None = None
    ) -> CouncilMeeting:
        return services.open_meeting(actor=OPERATOR, meeting=self.marked(self.meeting(council), absent))

    def item(self, meeting: CouncilMeeting, honour: str) -> AgendaItem:
        return meeting.items.get(honour=honour)

    def ballot(self, item: AgendaItem) -> AgendaItem:
        return services.open_ballot(
            actor=OPERATOR,
            item=item,
            closes_at=timezone.now() + timedelta(minutes=30),
            chair_passphrase=WORDS[0],
            secretary_passphrase=WORDS[1],
        )

    def closed(self, item: AgendaItem, **votes: tuple[int, int, int]) -> AgendaItem:
        """The box closed with these votes for, against and blank, by the subject's given name."""
        opened = self.ballot(item)
        box = opened.box
        assert box is not None
        for voter in box.voters.select_related("account"):
            choices = {}
            for ref in box.items.values_list("ref", flat=True):
                if ref in voter.refused:
                    continue
                subject = Proposal.objects.get(pk=ref.removeprefix("proposal:")).subject
                left = votes["an" if subject == self.an else "binh"]
                choices[ref] = next((one for one, count in zip(MARKS, left, strict=True) if count), MARKS[2])
                taken = MARKS.index(choices[ref])
                rest = tuple(max(count - (at == taken), 0) for at, count in enumerate(left))
                votes["an" if subject == self.an else "binh"] = rest  # type: ignore[assignment]
            cast(actor=voter.account, box=box, choices=choices)
        return services.close_ballot(
            actor=OPERATOR, item=opened, chair_passphrase=WORDS[0], secretary_passphrase=WORDS[1]
        )

    def line(self, item: AgendaItem, proposal: Proposal) -> AgendaLine:
        return item.lines.get(proposal=proposal)

    def member(self, council: Council, number: str) -> CouncilMember:
        return council.members.get(person__number=number, end=None)

    def recused(self, item: AgendaItem) -> set[tuple[str, str]]:
        """Who does not vote on whom, and why."""
        return {
            (one.member.name, one.kind)
            for one in Recusal.objects.filter(line__item=item).select_related("member")
        }

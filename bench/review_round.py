"""A round of two thousand proposals in the sample province, and the page of each list at its fullest.

Rows are written in bulk, as the services would leave them; each page is asked of a database in which all the
proposals stand where that page lists them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from bench import data
from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.types import GivenBy
from vinhdanh.council import services as council
from vinhdanh.council.types.councils import Seat
from vinhdanh.council.types.meetings import Presence
from vinhdanh.decisions import services as decisions
from vinhdanh.decisions.models import Complaint, DecisionDraft, IssuingAuthority
from vinhdanh.decisions.types.complaints import ComplaintKind
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.models import (
    Opinion,
    Posting,
    PostingLine,
    Proposal,
    ProposalHold,
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.services.adding import search_words
from vinhdanh.dossiers.services.freezing import freeze
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.freezing import Moment
from vinhdanh.dossiers.types.holds import HoldGround
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState, Topic
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.services import run_now
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import sample_province
from vinhdanh.people.models import Person, Post, Unit

OPERATOR = Operator()
HONOUR = "CSTD_CS"
DRAFTS = 120  # decisions in the list of drafts
ROLES = {
    "standing": Role.STANDING_BODY,
    "reviewer": Role.REVIEWING_DEPARTMENT,
    "secretary": Role.COUNCIL_SECRETARY,
    "signer": Role.SIGNING_AUTHORITY,
}


class Made:
    """The province, the round, the accounts."""

    def __init__(self, size: int) -> None:
        sample = sample_province()
        # Nobody has the honour of the year yet.
        facts = replace(
            sample.facts,
            grants=[g for g in sample.facts.grants if (g.honour, g.year) != (HONOUR, data.YEAR)],
        )
        record_facts(facts, sample.details, actor=OPERATOR)
        self.run: Run = run_now(actor=OPERATOR, year=data.YEAR)
        self.agency = Unit.objects.filter(parent__isnull=True).order_by("pk")[0]
        for name, role in ROLES.items():
            account = Account.objects.create(username=name, full_name=name.title())
            RoleAssignment.objects.create(
                account=account, role=role, unit_code=self.agency.code, valid_from=date(2020, 1, 1)
            )
        self.round = self._round()
        self.proposals = self._proposals(size)
        self.authority = self._authority()
        self.unit = max(
            Unit.objects.filter(proposals_made__round=self.round).distinct(),
            key=lambda unit: unit.proposals_made.count(),
        )

    def _round(self) -> ReviewRound:
        made = ReviewRound.objects.create(
            unit=self.agency,
            name="Đợt tổng kết năm",
            kind=RoundKind.YEARLY,
            year=data.YEAR,
            state=RoundState.OPEN,
            opened=timezone.localdate(),
            run=self.run,
        )
        RoundStep.objects.bulk_create(
            RoundStep(round=made, stage=stage, due=timezone.localdate() + timedelta(days=at))
            for at, stage in enumerate(ON_PATH)
        )
        RoundHonour.objects.create(round=made, honour=HONOUR, level=GivenBy.BASE, own=True)
        units = list(Unit.objects.filter(parent=self.agency, valid_to__isnull=True))
        RoundUnit.objects.bulk_create(RoundUnit(round=made, unit=unit) for unit in units)
        RoundTopic.objects.create(round=made, topic=Topic.DISCIPLINE, department=units[0])
        return made

    def _proposals(self, size: int) -> list[Proposal]:
        units = {one.unit.path: one.unit for one in self.round.units.select_related("unit")}
        posts = Post.objects.standing(timezone.localdate()).filter(main=True, end__isnull=True)
        # Nothing on record holds them, so that one decision can be signed for all.
        posts = posts.filter(person__holds__isnull=True, person__disciplines__isnull=True)
        now = timezone.now()
        rows: dict[int, Proposal] = {}
        for post in posts.select_related("person", "unit").order_by("person__number"):
            above = next((unit for path, unit in units.items() if post.unit.path.startswith(path)), None)
            if above is None or post.person_id in rows or len(rows) == size:
                continue
            number = len(rows) + 1
            rows[post.person_id] = Proposal(
                round=self.round,
                number=number,
                person=post.person,
                unit=above,
                place=post.unit,
                honour=HONOUR,
                level=GivenBy.BASE,
                year=data.YEAR,
                merit="cong_trang",
                position=number,
                achievement="Chủ trì chuyên án, phụ trách công tác tham mưu của đơn vị trong năm",
                stage=Stage.APPRAISAL,
                created=now,
                entered=now,
                due=now + timedelta(days=3),
                received=timezone.localdate(),
                folded=search_words(post.person, above, post.unit),
            )
        if len(rows) < size:
            raise RuntimeError(f"the sample has only {len(rows)} people for {size} proposals")
        Proposal.objects.bulk_create(rows.values(), batch_size=500)
        ReviewRound.objects.filter(pk=self.round.pk).update(numbered=size)
        return list(Proposal.objects.filter(round=self.round))

    # ---- what each page lists -----------------------------------------------------------------------

    def frozen(self, proposals: list[Proposal]) -> None:
        """The submitted assessment of each, frozen as one act would."""
        with transaction.atomic(), sharing(proposals):
            for one in proposals:
                freeze(OPERATOR, one, Moment.SUBMITTED)

    def asked(self) -> None:
        """One opinion of each, not given yet."""
        topic = self.round.topics.get()
        Opinion.objects.bulk_create(
            Opinion(
                proposal=one,
                topic=topic.topic,
                department=topic.department,
                asked=timezone.now(),
                due=timezone.localdate() + timedelta(days=5),
            )
            for one in self.proposals
        )

    def posted(self) -> None:
        """One list with all of them."""
        today = timezone.localdate()
        made = Posting.objects.create(
            round=self.round,
            starts=today,
            working_days=10,
            ends=today + timedelta(days=14),
            ground="Quy chế",
            place="Bảng tin",
            at=timezone.now(),
            by_name="Thường trực",
        )
        PostingLine.objects.bulk_create(PostingLine(posting=made, proposal=one) for one in self.proposals)

    def held(self) -> None:
        """Each deferred by one hold."""
        ProposalHold.objects.bulk_create(
            ProposalHold(
                proposal=one,
                ground=HoldGround.OTHER,
                note="Chờ xác minh",
                opened=timezone.localdate(),
                by_name="Thường trực",
            )
            for one in self.proposals
        )

    def meeting(self) -> None:
        """A session with all of them on its agenda."""
        people = list(Person.objects.order_by("-number")[:3])
        held = council.write_council(
            actor=OPERATOR,
            unit=self.agency,
            year=data.YEAR,
            name="Hội đồng thi đua, khen thưởng",
            number="15/QĐ-CAT",
            decided=date(data.YEAR, 1, 15),
            authority="Giám đốc",
            quorum="2/3",
            quorum_ground="Quy chế Hội đồng",
        )
        seats = [
            council.add_member(
                actor=OPERATOR, council=held, person=person, seat=seat, start=date(data.YEAR, 1, 15)
            )
            for person, seat in zip(people, (Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY), strict=True)
        ]
        made = council.write_meeting(
            actor=OPERATOR,
            council=held,
            round=self.round,
            starts=timezone.now() - timedelta(minutes=1),
            place="Phòng họp số 1",
            chair=seats[0],
            secretary=seats[2],
        )
        council.fill_agenda(actor=OPERATOR, meeting=made)
        marks = {seat.pk: council.Mark(Presence.PRESENT) for seat in seats}
        council.mark_attendance(actor=OPERATOR, meeting=made, marks=marks)
        made = council.open_meeting(actor=OPERATOR, meeting=made)
        self.held_meeting = made

    def _authority(self) -> IssuingAuthority:
        return decisions.write_authority(
            actor=OPERATOR,
            unit=self.agency,
            name="Giám đốc Công an tỉnh",
            pattern="{n}/QĐ-CAT-PX01",
            payer="Phòng Hậu cần",
            fund="Quỹ thi đua, khen thưởng",
        )

    def drafted(self) -> None:
        """One decision for all of them, sent to be signed, beside many short ones."""
        now = timezone.now()
        DecisionDraft.objects.bulk_create(
            DecisionDraft(
                unit=self.agency,
                authority=self.authority,
                round=self.round,
                title=f"Về việc tặng giấy khen, đợt {at}",
                dated=timezone.localdate(),
                created=now,
                by_name="Thường trực",
                moved=now,
                moved_by="Thường trực",
            )
            for at in range(DRAFTS)
        )
        [self.draft] = decisions.make_drafts(
            actor=OPERATOR, authority=self.authority, proposals=self.proposals, dated=timezone.localdate()
        )

    def complained(self) -> None:
        """A complaint about each."""
        Complaint.objects.bulk_create(
            Complaint(
                unit=self.agency,
                year=data.YEAR,
                number=at,
                kind=ComplaintKind.values[0],
                proposal=one,
                received=timezone.localdate(),
            )
            for at, one in enumerate(self.proposals, 1)
        )

    def keys(self) -> dict[str, int]:
        """Of what has been made so far, for addresses."""
        made: dict[str, Model] = {}
        if hasattr(self, "held_meeting"):
            made |= {"meeting": self.held_meeting, "item": self.held_meeting.items.get()}
        if hasattr(self, "draft"):
            made["draft"] = self.draft
        return {name: row.pk for name, row in made.items()}

    def at(self, stage: Stage) -> None:
        """All proposals in one stage, held by nothing."""
        Proposal.objects.filter(round=self.round).update(stage=stage)
        ProposalHold.objects.filter(proposal__round=self.round).delete()

    def above(self) -> None:
        """The honour is decided above the agency."""
        RoundHonour.objects.filter(round=self.round).update(own=False)

    def own(self) -> None:
        """The agency's own head decides it again."""
        RoundHonour.objects.filter(round=self.round).update(own=True)

    def signed(self) -> None:
        """The decision for all of them, sent and signed."""
        draft = DecisionDraft.objects.get(pk=self.draft.pk)
        sent = decisions.send_draft(actor=OPERATOR, draft=draft)
        decisions.sign(actor=OPERATOR, draft=sent, day=timezone.localdate())

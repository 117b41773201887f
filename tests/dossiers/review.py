"""A province with an open round, and who takes part in it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Acting, Operator, Role
from vinhdanh.awards.models import Recipient
from vinhdanh.dossiers.models import (
    PartVersion,
    Proposal,
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.services import add_proposal, move
from vinhdanh.dossiers.services.appraisal import answer_opinion, ask_opinions
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState, Topic
from vinhdanh.people.models import Unit

OPERATOR = Operator()
YEAR = 2025
MINUTES = {
    "number": "12/BB",
    "strength": 2,
    "present": 2,
    "in_favour": 2,
    "against": 0,
    "blank": 0,
    "chair": "Hà Mạnh Cường",
    "secretary": "Lê Thị Ánh",
}
HONOURS = (
    ("CSTD_CS", "base", True),
    ("CSTT", "base", True),
    ("GK", "base", True),
    ("DVQT", "ministry", False),
)


def write_parts(proposal: Proposal, *parts: PartKind) -> Proposal:
    """The parts of a dossier as its team writes them, all of them by default."""
    day = timezone.localdate().isoformat()
    report = {section.key: f"{section.label}: đã ghi." for section in template_of(proposal).sections}
    content: dict[PartKind, dict[str, Any]] = {
        PartKind.REPORT: report,
        PartKind.SUMMARY: {"text": "Phụ trách 23 lớp, 2.418 lượt người."},
        PartKind.EVIDENCE: {"text": "Báo cáo 318/BC-PX01"},
        PartKind.MINUTES: MINUTES | {"on": day},
        PartKind.SUBMISSION: {"number": "402/TTr-PX01", "on": day},
    }
    PartVersion.objects.bulk_create(
        PartVersion(
            proposal=proposal,
            part=part,
            number=1,
            content=content[part],
            at=timezone.now(),
            by_name="Trần Thị tonghop",
            by_username="tonghop",
        )
        for part in parts or content
    )
    return proposal


class Review(Tree):
    """The tree with one account for each part of the review."""

    def __init__(self) -> None:
        super().__init__()
        self.clerk: Account = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
        self.boss = make_account("thutruong", (Role.UNIT_HEAD, "PX01"), person_number="101")
        self.other_boss = make_account("phong-khac", (Role.UNIT_HEAD, "PX02"))
        self.officer = make_account("canbo", (Role.OFFICER, "PX01"), person_number="102")
        self.reviewer = make_account("thamdinh", (Role.REVIEWING_DEPARTMENT, "CAT"))
        self.standing = make_account("thuongtruc", (Role.STANDING_BODY, "CAT"))
        self.secretary = make_account("thuky", (Role.COUNCIL_SECRETARY, "CAT"))
        self.signer = make_account("lanhdao", (Role.SIGNING_AUTHORITY, "CAT"))

    def round(
        self,
        kind: RoundKind = RoundKind.YEARLY,
        path: tuple[Stage, ...] = ON_PATH,
        state: RoundState = RoundState.OPEN,
        **more: Any,
    ) -> ReviewRound:
        """A round of CAT in which PX01 and PX02 propose; PX02 appraises discipline."""
        given: dict[str, Any] = {"name": "Đợt tổng kết năm 2025", "year": YEAR}
        made = ReviewRound.objects.create(
            unit=self.cat, kind=kind, state=state, opened=timezone.localdate(), **(given | more)
        )
        RoundStep.objects.bulk_create([RoundStep(round=made, stage=stage) for stage in path])
        RoundHonour.objects.bulk_create(
            [
                RoundHonour(round=made, honour=code, level=level, own=own, position=place)
                for place, (code, level, own) in enumerate(HONOURS)
            ]
        )
        RoundUnit.objects.bulk_create([RoundUnit(round=made, unit=unit) for unit in (self.px01, self.px02)])
        RoundTopic.objects.create(round=made, topic=Topic.DISCIPLINE, department=self.px02)
        return made

    def proposal(
        self,
        round: ReviewRound,
        subject: Recipient | None = None,
        honour: str = "CSTT",
        *,
        filled: bool = True,
        **more: Any,
    ) -> Proposal:
        """By default Lê Thị Ánh of D1, proposed by PX01; every part is written where ``filled``."""
        given: dict[str, Any] = {"unit": self.px01, "place": self.d1, "actor": OPERATOR}
        made = add_proposal(round=round, subject=subject or self.an, honour=honour, **(given | more))
        return self.written(made) if filled else made

    def written(self, proposal: Proposal, *parts: PartKind) -> Proposal:
        """The parts of a dossier as its team writes them, all of them by default."""
        return write_parts(proposal, *parts)

    def collective(self, round: ReviewRound, team: Unit, honour: str = "DVQT") -> Proposal:
        return self.proposal(round, team, honour, place=team)

    def at(self, proposal: Proposal, stage: Stage) -> Proposal:
        """The proposal in another stage, put there without asking anybody: where a test begins."""
        Proposal.objects.filter(pk=proposal.pk).update(stage=stage)
        proposal.refresh_from_db()
        return proposal

    def sent(self, proposal: Proposal) -> Proposal:
        """Handed in by the team and submitted by the unit's head."""
        handed = move(actor=self.clerk, proposal=proposal, verb="hand_in")
        return move(actor=self.boss, proposal=handed, verb="submit")

    def reviewed(self, proposal: Proposal) -> None:
        """Every department is asked, if nobody was yet, and agrees."""
        if not proposal.opinions.exists():
            ask_opinions(Acting("Thường trực", ""), proposal)
        for opinion in proposal.opinions.filter(current=True):
            answer_opinion(actor=OPERATOR, opinion=opinion, answer=Answer.AGREE)

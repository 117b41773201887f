"""A province with an open round, and who takes part in it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.models import Recipient
from vinhdanh.dossiers.models import (
    Proposal,
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.services import add_proposal, move
from vinhdanh.dossiers.services.appraisal import answer_opinion
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState, Topic
from vinhdanh.people.models import Unit

OPERATOR = Operator()
YEAR = 2025
HONOURS = (
    ("CSTD_CS", "base", True),
    ("CSTT", "base", True),
    ("GK", "base", True),
    ("DVQT", "ministry", False),
)


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
        self, round: ReviewRound, subject: Recipient | None = None, honour: str = "CSTT", **more: Any
    ) -> Proposal:
        """By default Lê Thị Ánh of D1, proposed by PX01."""
        given: dict[str, Any] = {"unit": self.px01, "place": self.d1, "actor": OPERATOR}
        return add_proposal(round=round, subject=subject or self.an, honour=honour, **(given | more))

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
        """Every department that is asked agrees."""
        for opinion in proposal.opinions.filter(current=True):
            answer_opinion(actor=OPERATOR, opinion=opinion, answer=Answer.AGREE)

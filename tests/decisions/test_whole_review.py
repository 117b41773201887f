"""The whole review by anybody: team, unit, appraisal, council, decision or submission upwards, and holds.

Everything goes through the public services, with every guard in force. Whatever somebody does, nobody gets
where his role does not lead, and the register holds what was decided, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.council.sitting import WORDS, Sitting
from tests.decisions.drafted import DIRECTOR
from tests.dossiers.review import OPERATOR
from vinhdanh.access.models import Account
from vinhdanh.audit.checks import verify_chain
from vinhdanh.awards.models import Grant
from vinhdanh.council import services as council
from vinhdanh.council.models import BallotBox, CouncilMeeting
from vinhdanh.council.selectors.boxes import progress_of
from vinhdanh.council.services.casting import cast
from vinhdanh.council.types.boxes import BoxState, Choice
from vinhdanh.council.types.councils import Seat
from vinhdanh.council.types.meetings import ItemState, MeetingState, VoteWay
from vinhdanh.decisions import services as decisions
from vinhdanh.decisions.models import DecisionDraft, DecisionNumber, DraftLine, Submission, SubmissionLine
from vinhdanh.decisions.services.outcomes import Told
from vinhdanh.decisions.types.drafts import DONE, DraftState, NumberState
from vinhdanh.decisions.types.submissions import LineResult, Payer, SubmissionState
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.appraisal import answer_opinion
from vinhdanh.dossiers.services.holds import close_hold, open_hold
from vinhdanh.dossiers.stages import ENDS, Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SHORT = (Stage.DRAFT, Stage.UNIT, Stage.SIGNING)
VOTED = (Stage.DRAFT, Stage.UNIT, Stage.COUNCIL, Stage.SIGNING)
LONG = (Stage.DRAFT, Stage.UNIT, Stage.APPRAISAL, Stage.COUNCIL, Stage.SIGNING)
# Who may do what, as the office would say it; nobody else ever gets through.
HANDS = {
    "hand_in": {"tonghop", "thutruong"},
    "submit": {"thutruong"},
    "resubmit": {"thutruong"},
    "withdraw": {"thutruong"},
    "return": {"thuongtruc"},
    "answer": {"thamdinh"},
    "pass_appraisal": {"thuongtruc"},
    "hold": {"thuongtruc"},
    "release": {"thuongtruc"},
    "reopen": {"thuongtruc"},
    "meet": {"thuky"},
    "draft": {"thuongtruc"},
    "send": {"thuongtruc"},
    "sign": {"lanhdao"},
    "not_sign": {"lanhdao"},
    "write_up": {"thuongtruc"},
    "send_up": {"lanhdao"},
    "outcome": {"thuongtruc"},
}
NEXT = {
    Stage.DRAFT: ["hand_in"],
    Stage.UNIT: ["submit", "submit", "submit", "submit", "withdraw"],
    Stage.RETURNED: ["resubmit"],
    Stage.APPRAISAL: ["answer", "pass_appraisal", "pass_appraisal", "return", "hold"],
    Stage.COUNCIL: ["meet", "meet", "meet", "hold"],
    Stage.SIGNING: ["draft", "send", "sign", "sign", "not_sign", "hold"],
    Stage.SENT_UP: ["outcome"],
    Stage.DEFERRED: ["release", "reopen"],
}
ABOVE = {"draft": "write_up", "send": "send_up", "sign": "send_up", "not_sign": "write_up"}
REACHED: Counter[str] = Counter()


class Whole(RuleBasedStateMachine):
    """Two officers' CSTT, which the director decides, and a team's ĐVQT, which the minister does."""

    def __init__(self) -> None:
        super().__init__()
        self.attempt_of_its_own = transaction.atomic()
        self.attempt_of_its_own.__enter__()
        self.dossiers: list[Proposal] = []

    @initialize(seed=st.integers(0, 2**32 - 1))
    def begin(self, seed: int) -> None:
        path = Random(seed).choice([SHORT, VOTED, LONG])
        self.world = world = Sitting()
        self.round = world.round(path=path)
        self.dossiers = [
            world.proposal(self.round),
            world.proposal(self.round, world.binh, place=world.d2),
            world.collective(self.round, world.d1),
        ]
        self.council = world.council()
        self.authority = decisions.write_authority(
            actor=OPERATOR, unit=world.cat, name=DIRECTOR, pattern="{n}/QĐ-CAT", payer="PH10", fund="Quỹ"
        )
        self.people: dict[str, Account] = {one.username: one for one in Account.objects.all()}

    # ---- who tries what -----------------------------------------------------------------------------
    # Everything in a step is drawn from its seed: left to itself, Hypothesis would mostly choose what stands
    # first in a list, and hardly ever get as far as a signature.

    @rule(seed=st.integers(0, 2**32 - 1))
    def anybody_tries_anything(self, seed: int) -> None:
        rng = Random(seed)
        which, act = rng.randrange(3), rng.choice(sorted(HANDS))
        self.attempt(which, rng.choice(sorted(self.people)), act, rng)

    @rule(seed=st.integers(0, 2**32 - 1))
    def somebody_goes_on(self, seed: int) -> None:
        """Of what may come next the first that can be done, beginning anywhere; some steps in a row."""
        rng = Random(seed)
        which = rng.randrange(3)
        for _ in range(rng.randint(2, 8)):
            acts = NEXT.get(self.now(which).stage, [])  # type: ignore[call-overload]
            for act in rng.sample(acts, len(acts)):
                act = ABOVE.get(act, act) if which == 2 else act
                if self.attempt(which, rng.choice(sorted(HANDS[act])), act, rng):
                    break

    def now(self, which: int) -> Proposal:
        return Proposal.objects.get(pk=self.dossiers[which].pk)

    def attempt(self, which: int, who: str, act: str, rng: Random) -> bool:
        row, actor = self.now(which), self.people[who]
        done: Callable[[Account, Proposal, Random], Any] | None = getattr(self, f"_{act}", None)
        try:
            with transaction.atomic():
                if done is None:
                    move(actor=actor, proposal=row, verb=act, why="Có lý do")
                else:
                    done(actor, row, rng)
        except (PermissionDenied, ValidationError):
            return False
        assert who in HANDS[act], f"{who} was let {act} {row} at {row.stage}"
        REACHED[act] += 1
        return True

    # ---- acts that are no plain moves ---------------------------------------------------------------

    def _answer(self, actor: Account, row: Proposal, rng: Random) -> None:
        opinion = row.opinions.filter(current=True).first()
        if opinion is None:
            raise ValidationError("nothing was asked")
        answer_opinion(actor=actor, opinion=opinion, answer=Answer.AGREE)

    def _hold(self, actor: Account, row: Proposal, rng: Random) -> None:
        open_hold(actor=actor, proposal=row, ground=HoldGround.OTHER, note="Xác minh")

    def _release(self, actor: Account, row: Proposal, rng: Random) -> None:
        hold = row.holds.open().first()
        if hold is None:
            raise ValidationError("nothing is held")
        refuse = rng.choice([False, False, True])
        outcome = HoldOutcome.UPHELD if refuse else HoldOutcome.NOT_UPHELD
        close_hold(actor=actor, hold=hold, outcome=outcome, conclusion="Kết luận", refuse=refuse)

    def _meet(self, actor: Account, row: Proposal, rng: Random) -> None:
        """The next thing that a secretary does; members cast in between."""
        meeting = CouncilMeeting.objects.exclude(state=MeetingState.ENDED).first()
        if meeting is None:
            return self._open_session(actor)
        item = meeting.items.exclude(state=ItemState.APPLIED).first()
        if item is None:
            council.write_remarks(actor=actor, meeting=meeting, remarks="Trao đổi", conclusion="Nhất trí")
            council.end_meeting(actor=actor, meeting=meeting, number=f"{meeting.pk}/BB")
        elif item.way == VoteWay.HANDS and item.state == ItemState.WAITING:
            council.set_way(actor=actor, item=item, way=VoteWay.BALLOT)
        elif item.state == ItemState.WAITING:
            if item.needed is None:
                council.set_threshold(actor=actor, item=item, ground="Quy chế", majority=True)
            council.open_ballot(
                actor=actor,
                item=item,
                closes_at=timezone.now() + timedelta(minutes=9),
                chair_passphrase=WORDS[0],
                secretary_passphrase=WORDS[1],
            )
        elif item.state == ItemState.OPEN:
            assert item.box is not None
            self._everybody_casts(item.box, rng)
            council.close_ballot(
                actor=actor, item=item, chair_passphrase=WORDS[0], secretary_passphrase=WORDS[1], why="Xong"
            )
        else:
            council.apply_result(actor=actor, item=item)
        return None

    def _open_session(self, actor: Account) -> None:
        seats = {one.seat: one for one in self.council.members.all()}
        meeting = council.write_meeting(
            actor=actor,
            council=self.council,
            round=self.round,
            starts=timezone.now(),
            place="Phòng họp",
            chair=seats[Seat.CHAIR],
            secretary=seats[Seat.SECRETARY],
        )
        council.fill_agenda(actor=actor, meeting=meeting)
        council.open_meeting(actor=actor, meeting=self.world.marked(meeting))

    def _everybody_casts(self, box: BallotBox, rng: Random) -> None:
        for voter in box.voters.select_related("account"):
            refs = [ref for ref in box.items.values_list("ref", flat=True) if ref not in voter.refused]
            choice = rng.choice([Choice.FOR, Choice.FOR, Choice.FOR, Choice.AGAINST])
            cast(actor=voter.account, box=box, choices=dict.fromkeys(refs, choice))
            assert progress_of(BallotBox.objects.get(pk=box.pk)).voted == voter_count(box)

    def _draft(self, actor: Account, row: Proposal, rng: Random) -> None:
        today = timezone.localdate()
        decisions.make_drafts(actor=actor, authority=self.authority, proposals=[row], dated=today)

    def _of_draft(self, row: Proposal) -> DraftLine:
        line = DraftLine.objects.select_related("draft").filter(proposal=row).first()
        if line is None:
            raise ValidationError("in no draft")
        return line

    def _send(self, actor: Account, row: Proposal, rng: Random) -> None:
        decisions.send_draft(actor=actor, draft=self._of_draft(row).draft)

    def _sign(self, actor: Account, row: Proposal, rng: Random) -> None:
        number = rng.choice([None, None, 1, 2])
        draft = self._of_draft(row).draft
        decisions.sign(actor=actor, draft=draft, day=timezone.localdate(), number=number)

    def _not_sign(self, actor: Account, row: Proposal, rng: Random) -> None:
        decisions.refuse_line(actor=actor, line=self._of_draft(row), why="Không tiêu biểu")

    def _write_up(self, actor: Account, row: Proposal, rng: Random) -> None:
        made = decisions.write_submission(
            actor=actor, unit=self.world.cat, addressee="Bộ trưởng", about="tặng ĐVQT", proposals=[row]
        )
        papers = {paper.pk: decisions.PaperText(ready=True) for paper in made.papers.all()}
        decisions.set_papers(actor=actor, submission=made, papers=papers)

    def _of_submission(self, row: Proposal) -> SubmissionLine:
        line = SubmissionLine.objects.select_related("submission").filter(proposal=row, result="").last()
        if line is None:
            raise ValidationError("in no submission")
        return line

    def _send_up(self, actor: Account, row: Proposal, rng: Random) -> None:
        made = self._of_submission(row).submission
        today = timezone.localdate()
        decisions.send_submission(actor=actor, submission=made, number=f"{made.pk}/TTr", signed=today)

    def _outcome(self, actor: Account, row: Proposal, rng: Random) -> None:
        line, today = self._of_submission(row), timezone.localdate()
        result = rng.choice(list(LineResult))
        given = result is LineResult.GIVEN
        decisions.record_outcome(
            actor=actor,
            submission=line.submission,
            on=today,
            told={line.pk: Told(result, why="" if given else "Không đủ")},
            authority="Bộ trưởng Bộ Công an" if given else "",
            number=f"{line.pk}/QĐ-BCA" if given else "",
            decided=today if given else None,
            payer=Payer.UPPER if given else "",
        )

    # ---- what always holds --------------------------------------------------------------------------

    @invariant()
    def what_was_decided_is_in_the_register_once(self) -> None:
        decided = {one.pk for one in map(self.now, range(len(self.dossiers))) if one.stage == Stage.DECIDED}
        signed = DraftLine.objects.filter(draft__state__in=DONE, grant__isnull=False)
        given = SubmissionLine.objects.filter(result=LineResult.GIVEN, grant__isnull=False)
        told = [*signed.values_list("proposal", flat=True), *given.values_list("proposal", flat=True)]
        assert sorted(told) == sorted(decided), "each by one decision, here or above"
        assert Grant.objects.in_force().count() == Grant.objects.count() == len(decided)
        assert not Grant.objects.filter(decision__isnull=True).exists()

    @invariant()
    def every_number_is_given_once_and_every_signed_decision_has_one(self) -> None:
        numbers = list(DecisionNumber.objects.values_list("authority", "year", "n"))
        assert len(numbers) == len(set(numbers))
        used = DecisionNumber.objects.filter(state=NumberState.USED).count()
        assert used == DecisionDraft.objects.filter(state__in=DONE).count()
        unsigned = DecisionDraft.objects.filter(state__in=[DraftState.DRAFT, DraftState.WAITING])
        assert not unsigned.filter(decision__isnull=False).exists()

    @invariant()
    def there_are_as_many_ballots_as_voters_marked(self) -> None:
        for box in BallotBox.objects.all():
            assert box.casts == progress_of(box).voted
            assert box.state != BoxState.CLOSED or box.receipts.count() == box.casts

    @invariant()
    def nobody_skips_a_step(self) -> None:
        for which in range(len(self.dossiers)):
            row = self.now(which)
            walked = list(ProposalMove.objects.filter(proposal=row).values_list("start", "end"))
            assert all(a[1] == b[0] for a, b in pairwise(walked))
            assert not walked or walked[-1][1] == row.stage
            assert row.stage not in ENDS or walked
            above = Submission.objects.filter(lines__proposal=row).exclude(state=SubmissionState.DRAFT)
            assert row.stage != Stage.SENT_UP or above.exists()
            assert not (row.stage == Stage.DECIDED and row.holds.open().exists()), "held and yet decided"

    def teardown(self) -> None:
        try:
            assert verify_chain() is None
        finally:
            transaction.set_rollback(True)
            self.attempt_of_its_own.__exit__(None, None, None)


def voter_count(box: BallotBox) -> int:
    """Voters who are marked as having cast."""
    return sum(1 for one in progress_of(BallotBox.objects.get(pk=box.pk)).names if one[1])


def test_the_whole_review_by_anybody(db: None) -> None:
    REACHED.clear()
    tried = settings(
        max_examples=max(10, settings.default.max_examples // 4),  # type: ignore[union-attr]
        stateful_step_count=30,
        derandomize=True,
        phases=[Phase.generate],  # to make seeds smaller would tell nothing
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Whole, settings=tried)
    assert REACHED.keys() >= {"sign", "outcome", "meet", "release"}, REACHED

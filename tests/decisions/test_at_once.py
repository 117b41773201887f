"""Two at the same decision, money or artefact, and a machine that stops in the middle of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.at_once import Act, at_once, killed_after_each_statement
from tests.decisions.above import TODAY, Above
from tests.decisions.drafted import DAY, DIRECTOR, Decided
from tests.decisions.kept import Kept
from tests.dossiers.review import OPERATOR
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.services import record_decision
from vinhdanh.decisions import services
from vinhdanh.decisions.models import (
    ArtefactIssue,
    DecisionDraft,
    DecisionNumber,
    DraftLine,
    FundEntry,
    IssuingAuthority,
    RevocationCase,
    Submission,
    SubmissionLine,
)
from vinhdanh.decisions.services.outcomes import Told
from vinhdanh.decisions.types.artefacts import IssueState
from vinhdanh.decisions.types.drafts import DraftState, NumberState
from vinhdanh.decisions.types.revoking import CaseKind, CaseState
from vinhdanh.decisions.types.submissions import LineResult, Payer, SubmissionState
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.stages import Stage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(transactional_db: None) -> Decided:
    return Decided()


def one_of(*acts: Act, refused: str) -> None:
    """They start together: one is done, the other is told why not, and the journal is whole."""
    said = at_once(*acts)
    assert sorted(word == "done" for word in said) == [False] * (len(acts) - 1) + [True], said
    assert all(refused in word for word in said if word != "done"), said
    assert verify_chain() is None


def told_once(verb: str) -> bool:
    return JournalEntry.objects.filter(verb=f"decisions.{verb}").count() == 1


# ---- two at once ----------------------------------------------------------------------------------


def test_two_clerks_draft_from_the_same_list(world: Decided) -> None:
    found = world.ready("CSTT", "GK")
    draft = lambda: services.make_drafts(  # noqa: E731
        actor=world.standing, authority=world.authority, proposals=found, dated=DAY
    )
    one_of(draft, draft, refused="vừa được đưa vào")
    assert (DecisionDraft.objects.count(), DraftLine.objects.count()) == (1, 2)


def test_two_sign_the_same_decision(world: Decided) -> None:
    sent = world.sent(*world.ready("CSTT", "GK"))
    sign = lambda: services.sign(actor=world.signer, draft=sent, day=DAY)  # noqa: E731
    one_of(sign, sign, refused="Không ký được: quyết định")
    assert Grant.objects.count() == 2
    assert told_once("draft_signed")


def test_two_decisions_that_ask_for_one_number(world: Decided) -> None:
    first, second = (world.sent(one) for one in world.ready("CSTT", "GK"))

    def sign(draft: DecisionDraft) -> Act:
        return lambda: services.sign(actor=world.signer, draft=draft, day=DAY, number=7)

    one_of(sign(first), sign(second), refused="Số 7 đã dùng năm 2025")
    assert list(DecisionNumber.objects.values_list("n", "state")) == [(7, NumberState.USED)]
    assert Grant.objects.count() == 1


def test_two_write_down_the_same_authority(world: Decided) -> None:
    write = lambda: services.write_authority(  # noqa: E731
        actor=OPERATOR, unit=world.px01, name="Trưởng phòng PX01", pattern="{n}/QĐ-PX01"
    )
    one_of(write, write, refused="ghi")
    assert IssuingAuthority.objects.filter(unit=world.px01).count() == 1


def test_two_record_a_decision_of_one_number(transactional_db: None) -> None:
    """One number of one authority is one decision, whoever wrote it down first."""
    Above()
    write = lambda: record_decision(  # noqa: E731
        actor=OPERATOR, authority="Bộ trưởng Bộ Công an", number="77/QĐ-BCA", decided=TODAY
    )
    one_of(write, write, refused="Số 77/QĐ-BCA năm")
    assert Decision.objects.filter(number="77/QĐ-BCA").count() == 1


def test_two_decisions_signed_at_once_take_numbers_of_their_own(world: Decided) -> None:
    first, second = (world.sent(one) for one in world.ready("CSTT", "GK"))
    said = at_once(
        lambda: services.sign(actor=world.signer, draft=first, day=DAY),
        lambda: services.sign(actor=world.signer, draft=second, day=DAY),
    )
    assert said == ["done", "done"]
    assert sorted(DecisionNumber.objects.values_list("n", flat=True)) == [1, 2]
    assert verify_chain() is None


def test_a_signature_and_a_revocation_take_numbers_of_their_own(world: Decided) -> None:
    """Both decisions stand in the director's one book."""
    world.signed(*world.ready("CSTT"))
    grant = Grant.objects.get()
    case = services.verify_case(actor=OPERATOR, case=annulment(world, grant), findings="KL 12")
    sent = world.sent(*world.ready("GK", round=Proposal.objects.get().round))
    today = timezone.localdate()
    annul = lambda: services.decide_case(  # noqa: E731
        actor=world.signer, case=case, authority=DIRECTOR, decided=today, on=today, recoveries={}
    )
    said = at_once(annul, lambda: services.sign(actor=world.signer, draft=sent, day=today))
    assert said == ["done", "done"]
    used = DecisionNumber.objects.filter(year=today.year, state=NumberState.USED)
    assert sorted(used.values_list("n", flat=True)) == [1, 2]
    assert Grant.objects.in_force().get().honour == "GK"
    assert verify_chain() is None


def annulment(world: Decided, grant: Grant) -> RevocationCase:
    return services.propose_revocation(
        actor=OPERATOR,
        unit=world.cat,
        kind=CaseKind.ANNUL,
        grants=[grant],
        ground="fraud",
        account="Khai khống",
        proposer="Thanh tra",
        on=timezone.localdate(),
    )


def test_one_signs_while_another_refuses_a_line(world: Decided) -> None:
    """Either the whole list is signed, or the list without the line that was refused first."""
    titles = world.ready("CSTT", "GK")
    sent = world.sent(*titles)
    line = sent.lines.get(proposal=titles[0])
    said = at_once(
        lambda: services.sign(actor=world.signer, draft=sent, day=DAY),
        lambda: services.refuse_line(actor=world.signer, line=line, why="Không tiêu biểu"),
    )
    assert said[0] == "done"
    refused = said[1] == "done"
    assert refused or "Không bỏ dòng được" in said[1], said
    stages = [Proposal.objects.get(pk=one.pk).stage for one in titles]
    assert stages == [Stage.REFUSED if refused else Stage.DECIDED, Stage.DECIDED]
    assert Grant.objects.count() == (1 if refused else 2)
    assert verify_chain() is None


def test_two_record_the_same_outcome(transactional_db: None) -> None:
    above = Above()
    sent = above.sent()
    told = {line.pk: Told(LineResult.GIVEN) for line in sent.lines.all()}
    one_of(*[outcome(above, sent, told)] * 2, refused="ết quả")
    assert Grant.objects.count() == 3
    assert ProposalMove.objects.filter(verb="outcome_given").count() == 3


def outcome(above: Above, sent: Submission, told: dict[int, Told]) -> Act:
    return lambda: services.record_outcome(
        actor=above.standing,
        submission=sent,
        on=TODAY,
        told=told,
        authority="Bộ trưởng Bộ Công an",
        number="9999/QĐ-BCA",
        decided=TODAY,
        payer=Payer.UPPER,
    )


def test_two_pay_the_same_honour(transactional_db: None) -> None:
    kept = Kept()
    fund = kept.fund()
    payment = kept.listed(fund)[0]
    pay = lambda: services.pay(actor=kept.standing, payment=payment, on=TODAY)  # noqa: E731
    one_of(pay, pay, refused="đã nhận")
    assert FundEntry.objects.filter(payment=payment).count() == 1


def test_two_hand_over_the_same_artefact(transactional_db: None) -> None:
    kept = Kept()
    kept.stocked()
    piece = kept.issued(kept.ans)
    services.mark_printed(actor=kept.standing, issues=[piece], on=TODAY)
    hand = lambda: services.hand_over(actor=kept.standing, issues=[piece], on=TODAY)  # noqa: E731
    one_of(hand, hand, refused="đã trao")
    assert ArtefactIssue.objects.get().state == IssueState.HANDED


# ---- killed ---------------------------------------------------------------------------------------


def whole_or_not(
    verb: str, state: Callable[[], object], before: object, after: object
) -> Callable[[bool], None]:
    """After each death everything is as before, or everything is done; the journal says the same."""

    def check(ended: bool) -> None:
        assert state() == (after if ended else before)
        assert told_once(verb) == ended
        assert verify_chain() is None

    return check


def test_killed_at_any_moment_of_signing(world: Decided) -> None:
    sent = world.sent(*world.ready("CSTT"))

    def state() -> object:
        row = DecisionDraft.objects.get(pk=sent.pk)
        numbers = DecisionNumber.objects.filter(state=NumberState.USED).count()
        grants = DraftLine.objects.filter(grant__isnull=False).count()
        return row.state, numbers, grants, Grant.objects.count(), Proposal.objects.get().stage

    deaths = killed_after_each_statement(
        lambda: services.sign(actor=world.signer, draft=sent, day=DAY),
        whole_or_not(
            "draft_signed",
            state,
            (DraftState.WAITING, 0, 0, 0, Stage.SIGNING),
            (DraftState.SIGNED, 1, 1, 1, Stage.DECIDED),
        ),
    )
    assert deaths > 8, "it was killed between statements"


def test_killed_at_any_moment_of_an_outcome(transactional_db: None) -> None:
    above = Above()
    sent = above.sent(above.teams[:1])
    told = {line.pk: Told(LineResult.GIVEN) for line in sent.lines.all()}

    def state() -> object:
        stage = Proposal.objects.get(pk=above.teams[0].pk).stage
        results = SubmissionLine.objects.exclude(result="").count()
        return Submission.objects.get(pk=sent.pk).state, results, Grant.objects.count(), stage

    deaths = killed_after_each_statement(
        outcome(above, sent, told),
        whole_or_not(
            "submission_outcome",
            state,
            (SubmissionState.SENT, 0, 0, Stage.SENT_UP),
            (SubmissionState.DONE, 1, 1, Stage.DECIDED),
        ),
    )
    assert deaths > 8


def test_killed_at_any_moment_of_annulling(transactional_db: None) -> None:
    kept = Kept()
    case = kept.verified(kept.ans)

    def state() -> object:
        row = type(case).objects.get(pk=case.pk)
        return row.state, Grant.objects.in_force().count()

    before = state()
    assert before == (CaseState.VERIFIED, 2)
    deaths = killed_after_each_statement(
        lambda: kept.decided(case), whole_or_not("revocation_decided", state, before, (CaseState.DONE, 1))
    )
    assert deaths > 5

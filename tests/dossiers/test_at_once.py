"""Two at the same dossier, and a machine that stops in the middle of a move."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.at_once import at_once, killed_after_each_statement
from tests.dossiers.review import Review
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.dossiers.models import Assessment, Proposal, ProposalMove
from vinhdanh.dossiers.services import add_proposal, move
from vinhdanh.dossiers.stages import Stage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def review(transactional_db: None) -> Review:
    return Review()


def test_two_who_submit_the_same_dossier_submit_it_once(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.UNIT)
    said = at_once(*[lambda: move(actor=review.boss, proposal=made, verb="submit", seen=Stage.UNIT)] * 2)
    assert sorted(word == "done" for word in said) == [False, True]
    assert any("vừa chuyển sang “Thẩm định”" in word for word in said), said
    assert ProposalMove.objects.count() == 1
    assert verify_chain() is None


def test_one_returns_and_one_passes_and_only_one_of_the_two_happens(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.POSTING)
    said = at_once(
        lambda: move(actor=review.standing, proposal=made, verb="return", why="Thiếu biên bản"),
        lambda: move(actor=review.standing, proposal=made, verb="refuse", why="Không đủ tiêu biểu"),
    )
    assert sorted(word == "done" for word in said) == [False, True]
    assert ProposalMove.objects.count() == 1


def test_two_clerks_who_add_the_same_officer_add_him_once(review: Review) -> None:
    round = review.round()

    def add() -> Proposal:
        return add_proposal(
            actor=review.clerk,
            round=round,
            subject=review.an,
            honour="CSTT",
            unit=review.px01,
            place=review.d1,
        )

    said = at_once(add, add, add)
    assert sorted(word == "done" for word in said) == [False, False, True]
    assert all("trong năm" in word or "vừa được người khác" in word for word in said if word != "done"), said
    assert Proposal.objects.count() == 1


def test_dossiers_added_at_once_have_numbers_of_their_own(review: Review) -> None:
    round = review.round()
    people = (review.an, review.d1), (review.binh, review.d2), (review.head, review.px01)

    def adding(subject: object, place: object) -> object:
        return lambda: review.proposal(round, subject, place=place)

    assert at_once(*(adding(*one) for one in people)) == ["done"] * 3
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert verify_chain() is None


def test_killed_at_any_moment_of_submitting_it_is_submitted_whole_or_not_at_all(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.UNIT)

    def whole_or_not(ended: bool) -> None:
        stage = Proposal.objects.values_list("stage", flat=True).get(pk=made.pk)
        told = JournalEntry.objects.filter(verb="dossiers.proposal_submit").count()
        written = ProposalMove.objects.count(), told, Assessment.objects.count()
        assert (stage, written) == ((Stage.APPRAISAL, (1, 1, 1)) if ended else (Stage.UNIT, (0, 0, 0)))
        assert verify_chain() is None

    deaths = killed_after_each_statement(
        lambda: move(actor=review.boss, proposal=made, verb="submit"), whole_or_not
    )
    assert deaths > 5, "it was killed between statements"
    with pytest.raises(ValidationError):
        move(actor=review.boss, proposal=made, verb="submit")

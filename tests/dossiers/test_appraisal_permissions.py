"""Every service of appraisal, assessments, posting and holds × every role × the expected answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.dossiers.review import OPERATOR, Review
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.dossiers.models import Opinion, PostingLine, Proposal, ProposalHold, RoundTopic
from vinhdanh.dossiers.services.appraisal import agree_all, answer_opinion, ask_again, overrule
from vinhdanh.dossiers.services.freezing import look_again
from vinhdanh.dossiers.services.holds import close_hold, go_on_after_records, open_hold
from vinhdanh.dossiers.services.posting import object_to, post, set_posting_term
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.dossiers.types.rounds import Topic
from vinhdanh.people.models import Discipline, Hold

pytestmark = pytest.mark.django_db
R, A = Action.RUN_ROUND, Action.APPRAISE
# Whose unit a role must be given on, and the right that it must give; objecting needs none.
ACTS: dict[str, tuple[str, Action | None]] = {
    "answer_opinion": ("PX02", A),
    "agree_all": ("PX02", A),
    "overrule": ("CAT", R),
    "ask_again": ("CAT", R),
    "look_again": ("CAT", R),
    "open_hold": ("CAT", R),
    "close_hold": ("CAT", R),
    "go_on_after_records": ("CAT", R),
    "set_posting_term": ("CAT", R),
    "post": ("CAT", R),
    "object_to": ("", None),
}


def prepared(review: Review, name: str) -> Proposal:
    """A proposal of PX01, appraised by PX02, as far as the service needs it."""
    proposal = review.sent(review.proposal(review.round()))
    match name:
        case "overrule":
            opinion = proposal.opinions.get()
            answer_opinion(actor=OPERATOR, opinion=opinion, answer=Answer.DISAGREE, note="Có đơn")
        case "ask_again":
            RoundTopic.objects.create(round=proposal.round, topic=Topic.TRAINING, department=review.px02)
        case "look_again":
            past = {"decided": date(2020, 5, 4), "ends": date(2020, 8, 4)}
            Discipline.objects.create(person=review.an, form=1, **past)
        case "close_hold":
            open_hold(actor=OPERATOR, proposal=proposal, ground=HoldGround.OTHER, note="Đơn")
        case "go_on_after_records":
            over = {"ground": "complaint", "opened": date(2020, 5, 4), "closed": date(2020, 8, 4)}
            record = Hold.objects.create(person=review.an, **over)
            given = {"proposal": proposal, "ground": HoldGround.COMPLAINT, "note": "Đơn", "record": record}
            open_hold(actor=OPERATOR, **given)
        case "post" | "object_to":
            review.at(proposal, Stage.POSTING)
            set_posting_term(actor=OPERATOR, round=proposal.round, working_days=3, ground="KH")
            if name == "object_to":
                post(actor=OPERATOR, round=proposal.round, proposals=[proposal], place="Bảng tin")
    return proposal


def call(name: str, actor: Any, key: int) -> object:
    # Read anew: what a call that was undone left in memory is not what the database holds.
    proposal = Proposal.objects.get(pk=key)
    opinion = Opinion.objects.filter(proposal=proposal, current=True).first()
    assert opinion is not None
    match name:
        case "answer_opinion":
            return answer_opinion(actor=actor, opinion=opinion, answer=Answer.AGREE)
        case "agree_all":
            return agree_all(actor=actor, opinions=[opinion])
        case "overrule":
            return overrule(actor=actor, opinion=opinion, why="Đã kết luận")
        case "ask_again":
            return ask_again(actor=actor, proposal=proposal)
        case "look_again":
            return look_again(actor=actor, proposal=proposal, why="Đã xem")
        case "open_hold":
            return open_hold(actor=actor, proposal=proposal, ground=HoldGround.OTHER, note="Đơn")
        case "close_hold":
            hold = ProposalHold.objects.get(proposal=proposal)
            return close_hold(actor=actor, hold=hold, outcome=HoldOutcome.UPHELD, conclusion="KL")
        case "go_on_after_records":
            return go_on_after_records(actor=actor, proposal=proposal)
        case "set_posting_term":
            return set_posting_term(actor=actor, round=proposal.round, working_days=3, ground="KH")
        case "post":
            return post(actor=actor, round=proposal.round, proposals=[proposal], place="Bảng tin")
        case _:
            return object_to(actor=actor, line=PostingLine.objects.get(), text="Vắng trực ngày 12/5")


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(name: str) -> None:
    review = Review()
    key, (unit, action) = prepared(review, name).pk, ACTS[name]
    for role in Role:
        may = action is None or TABLE[role].split()[list(Action).index(action)] == "x"
        for code in {unit or "PX02", "PX01"}:
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(name, actor, key), account, review)  # type: ignore[arg-type]
            expected = may and (action is None or code == unit)
            assert done == ("done" if expected else "refused"), (name, role, code)

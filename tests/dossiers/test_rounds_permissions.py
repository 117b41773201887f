"""Every service of rounds and lists × every role × the expected answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.dossiers.review import OPERATOR, YEAR, Review
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.services import listing, round_changes, round_states, rounds
from vinhdanh.dossiers.services.listing import Outcome
from vinhdanh.dossiers.services.rounds import HonourPlan
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState, Topic

pytestmark = pytest.mark.django_db
RUN, PROPOSE = Action.RUN_ROUND, Action.PROPOSE
# Whose unit a role must be given on, and the right.
ACTS: dict[str, tuple[str, Action]] = {
    "write_round": ("CAT", RUN),
    "copy_round": ("CAT", RUN),
    "open_round": ("CAT", RUN),
    "extend": ("CAT", RUN),
    "close_round": ("CAT", RUN),
    "reopen_round": ("CAT", RUN),
    "drop_round": ("CAT", RUN),
    "remind": ("CAT", RUN),
    "change_quota": ("CAT", RUN),
    "change_keeper": ("CAT", RUN),
    "change_topic": ("CAT", RUN),
    "add_unit": ("CAT", RUN),
    "extend_one": ("CAT", RUN),
    "list_proposals": ("PX01", PROPOSE),
    "list_outsider": ("PX01", PROPOSE),
    "explain": ("PX01", PROPOSE),
    "move_many": ("PX01", PROPOSE),
    "reorder": ("PX01", PROPOSE),
    "order_as_suggested": ("PX01", PROPOSE),
}
DRAFTS = ("write_round", "open_round", "drop_round")


@pytest.fixture
def review() -> Review:
    return Review()


def done(outcome: Outcome) -> Outcome:
    """Many at once say their refusals by name: one that refused everybody is refused."""
    if not outcome.done:
        raise PermissionDenied(outcome.refused[0][1])
    return outcome


def call(name: str, actor: Any, review: Review, key: int) -> object:
    round = ReviewRound.objects.get(pk=key)
    rows = list(Proposal.objects.filter(round=round, stage=Stage.DRAFT).order_by("position"))
    here: dict[str, Any] = {"actor": actor, "round": round}
    unit = here | {"unit": review.px01, "honour": "CSTT"}
    match name:
        case "write_round":
            plan = [HonourPlan("GK")]
            return rounds.write_round(
                actor=actor, unit=review.cat, name="Đợt", kind=RoundKind.SUDDEN, year=YEAR, honours=plan
            )
        case "copy_round":
            return rounds.copy_round(actor=actor, source=round, name="Đợt sau", year=YEAR + 1)
        case "extend":
            due = timezone.localdate() + timedelta(days=3)
            return round_states.extend(**here, stage=Stage.UNIT, due=due, why="Bão")
        case "reopen_round":
            return round_states.reopen_round(**here, why="Kiến nghị")
        case "open_round" | "close_round" | "drop_round":
            return getattr(round_states, name)(**here)
        case "change_quota":
            return round_changes.change_quota(**here, honour="CSTT", quota=9, ground="HD 12", why="Tăng")
        case "change_keeper":
            return round_changes.change_keeper(
                **here, stage=Stage.UNIT, unit=review.px01, keeper=review.boss, why="Nghỉ phép"
            )
        case "change_topic":
            return round_changes.change_topic(
                **here, topic=Topic.TRAINING, department=review.px01, why="Phân công lại"
            )
        case "add_unit":
            return round_changes.add_unit(**here, unit=review.d1, why="Tách đội")
        case "extend_one":
            return round_changes.extend_one(actor=actor, proposal=rows[0], hours=5, why="Bão")
        case "list_outsider":
            return listing.list_outsider(**unit, name="Phạm Thị Lụa", whereabouts="Xã Nậm Tà", why="Giúp dân")
        case "explain":
            return listing.explain(actor=actor, proposal=rows[0], why="Cứu người")
        case "remind":
            return done(listing.remind(actor=actor, proposals=rows))
        case "list_proposals":
            return done(listing.list_proposals(**unit, subjects=["101"], why="Đơn vị bình xét"))
        case "move_many":
            return done(listing.move_many(actor=actor, proposals=rows, verb="hand_in"))
        case "reorder":
            return listing.reorder(actor=actor, proposal=rows[0], up=False)
        case _:
            return listing.order_as_suggested(**unit)


def prepared(review: Review, name: str) -> int:
    state = RoundState.DRAFT if name in DRAFTS else RoundState.OPEN
    round = review.round(state=state)
    if name in DRAFTS or name in ("close_round", "reopen_round"):
        if name == "reopen_round":
            ReviewRound.objects.update(state=RoundState.CLOSED)
        return round.pk
    first = review.proposal(round)
    second = review.proposal(round, review.binh, place=review.d2)
    # The second is met, the first isn't: the suggested order changes something.
    Proposal.objects.filter(pk=first.pk).update(verdict=0)
    Proposal.objects.filter(pk=second.pk).update(verdict=2)
    return round.pk


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(review: Review, name: str) -> None:
    key, (unit, action) = prepared(review, name), ACTS[name]
    column = list(Action).index(action)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        for code, expected in ((unit, may), ("PX02", False)):
            account = make_account(f"{code}-{role}", (role, code))
            said = answer(lambda actor, _: call(name, actor, review, key), account, review)  # type: ignore[arg-type]
            assert said == ("done" if expected else "refused"), (name, role, code)


def test_an_operator_at_the_prompt_sets_up_a_whole_round(review: Review) -> None:
    made = rounds.write_round(
        actor=OPERATOR,
        unit=review.cat,
        name="Đợt",
        kind=RoundKind.YEARLY,
        year=YEAR,
        honours=[HonourPlan("CSTT")],
    )
    opened = round_states.open_round(actor=OPERATOR, round=made)
    outcome = listing.list_proposals(
        actor=OPERATOR, round=opened, unit=review.px01, honour="CSTT", subjects=["102"], why="Bình xét"
    )
    assert [row.stage for row in outcome.done] == [Stage.DRAFT]

"""Anybody tries anything with the dossiers of a round: nobody gets where his role does not lead."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.dossiers.review import Review
from tests.dossiers.test_stages import PATHS
from vinhdanh.access.models import Account
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.dossiers import guards
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import BY_VERB, ENDS, MOVES, Stage, goal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Who may do what, as the office would say it; written down anew and not read from the program.
HANDS = {
    "tonghop": {"hand_in", "drop", "restore"},
    "thutruong": {"hand_in", "drop", "restore", "give_back", "submit", "take_back", "resubmit", "withdraw"},
    "phong-khac": set(),
    "canbo": set(),
    "thamdinh": set(),
    "thuongtruc": {"return", "pass_appraisal", "pass_posting", "defer", "reopen", "refuse", "lower"}
    | {"outcome_given", "outcome_refused", "outcome_returned"},
    "thuky": {"vote_passed", "vote_failed"},
    "lanhdao": {"sign", "not_signed", "send_up"},
}


JOURNALED = [f"dossiers.{done.journal}" for done in MOVES]


class Walk(RuleBasedStateMachine):
    """Two dossiers of PX01 on one path: an officer's, and that of the head who submits for the unit."""

    def __init__(self) -> None:
        super().__init__()
        self.attempt_of_its_own = transaction.atomic()
        self.attempt_of_its_own.__enter__()
        self.dossiers: list[Proposal] = []

    @initialize(path=st.sampled_from(PATHS))
    def begin(self, path: tuple[Stage, ...]) -> None:
        review = Review()
        self.path = path
        round = review.round(path=path)
        self.dossiers = [
            review.proposal(round),
            review.proposal(round, review.head, place=review.px01),
        ]
        self.people: dict[str, Account] = {account.username: account for account in Account.objects.all()}
        self.stages: list[tuple[Stage, Stage | None]] = [(Stage.DRAFT, None), (Stage.DRAFT, None)]
        self.written = 0

    @rule(
        which=st.integers(0, 1),
        who=st.sampled_from(sorted(HANDS)),
        verb=st.sampled_from(sorted(BY_VERB)),
        room=st.booleans(),
        why=st.sampled_from(["", "Theo biên bản"]),
    )
    def anybody_tries_anything(self, which: int, who: str, verb: str, room: bool, why: str) -> None:
        self.attempt(which, who, verb, BY_VERB[verb].only if room else "", why)

    @rule(which=st.integers(0, 1), data=st.data())
    def somebody_does_what_is_open(self, which: int, data: st.DataObject) -> None:
        stage = self.stages[which][0]
        open_ = [done.verb for done in MOVES if stage in done.start]
        if open_:
            verb = data.draw(st.sampled_from(open_))
            able = [who for who, hands in HANDS.items() if verb in hands]
            self.attempt(which, data.draw(st.sampled_from(able)), verb, BY_VERB[verb].only, "Có lý do")

    def attempt(self, which: int, who: str, verb: str, only: str, why: str) -> None:
        done, (stage, left) = BY_VERB[verb], self.stages[which]
        own = which == 1 and who == "thutruong"
        allowed = (
            verb in HANDS[who]
            and not own
            and stage in done.start
            and only == done.only
            and bool(why or not done.reason)
        )
        try:
            move(actor=self.people[who], proposal=self.dossiers[which], verb=verb, why=why, only=only)
        except (PermissionDenied, ValidationError):
            assert not allowed, f"{who} should be let {verb} from {stage}"
            return
        assert allowed, f"{who} was let {verb} from {stage}"
        end = goal(done, self.path, stage, left)
        if end in (Stage.RETURNED, Stage.DEFERRED):
            left = stage if stage not in (Stage.RETURNED, Stage.DEFERRED) else left
        else:
            left = None
        self.stages[which] = end, left
        self.written += 1

    @invariant()
    def every_dossier_stands_where_its_moves_lead(self) -> None:
        for made, (stage, _) in zip(self.dossiers, getattr(self, "stages", ()), strict=True):
            assert Proposal.objects.values_list("stage", flat=True).get(pk=made.pk) == stage
            walked = list(ProposalMove.objects.filter(proposal=made).values_list("start", "end"))
            assert all(a[1] == b[0] for a, b in pairwise(walked)), "no step is skipped"
            assert not walked or walked[-1][1] == stage
            assert stage not in ENDS or walked

    @invariant()
    def every_move_is_in_the_journal_once(self) -> None:
        assert JournalEntry.objects.filter(verb__in=JOURNALED).count() == self.written

    def teardown(self) -> None:
        try:
            assert verify_chain() is None
        finally:
            transaction.set_rollback(True)
            self.attempt_of_its_own.__exit__(None, None, None)


def test_anybody_tries_anything(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What guards ask for is tested with each guard; here only the ways themselves."""
    monkeypatch.setattr(guards, "GUARDS", {name: lambda _: [] for name in guards.GUARDS})
    tried = settings(
        stateful_step_count=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
    )
    run_state_machine_as_test(Walk, settings=tried)


def test_the_table_above_names_every_move_and_every_part_of_the_review() -> None:
    assert set.union(*HANDS.values()) == set(BY_VERB)

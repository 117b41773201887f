"""The table of stages: everything can be reached, nothing gets stuck, and a decision needs both tracks."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from vinhdanh.audit.types import verbs
from vinhdanh.programmes.recruitment_stages import (
    FINAL,
    MOVES,
    SELECTED,
    SETTLED,
    State,
    after,
    possible,
    refusal,
)
from vinhdanh.programmes.recruitment_types import Result, Stage

BOTH = State(Stage.EXAMINED, "passed", "passed", "passed", "passed")


def every_state() -> set[State]:
    """All that can be reached from a registration."""
    found, edge = {State()}, [State()]
    while edge:
        here = edge.pop()
        for move in possible(here):
            there = after(here, move)
            if there not in found:
                found.add(there)
                edge.append(there)
    return found


def test_every_stage_is_reached_and_every_move_is_used() -> None:
    states = every_state()
    assert {state.stage for state in states} == set(Stage)
    assert {move.code for state in states for move in possible(state)} == set(MOVES)


def test_every_open_state_has_a_way_out_and_a_final_one_has_none() -> None:
    for state in every_state():
        leads = [move for move in possible(state) if after(state, move).stage != state.stage]
        assert bool(leads) == (state.stage not in FINAL), state
    assert FINAL < SETTLED


def test_each_move_has_its_verb_in_the_journal_and_says_a_step_or_needs_words() -> None:
    for move in MOVES.values():
        assert f"recruitment.{move.verb}" in verbs()
        assert bool(move.step) == bool(move.result)
        assert move.ground == (move.target in FINAL), "who leaves is told why"


def test_the_two_tracks_run_in_any_order_and_a_decision_needs_both() -> None:
    start = State(Stage.EXAMINED, "passed", "passed")
    vet, recheck, decide = MOVES["vet_pass"], MOVES["recheck_pass"], MOVES["decide"]
    assert after(after(start, vet), recheck) == after(after(start, recheck), vet) == BOTH
    assert refusal(start, decide) == ("Chưa đạt đủ hai hướng: còn thẩm tra lý lịch và phúc tra sức khỏe.")
    assert refusal(after(start, recheck), decide) == "Chưa đạt đủ hai hướng: còn thẩm tra lý lịch."
    assert refusal(BOTH, decide) == ""
    assert after(after(start, recheck), MOVES["vet_fail"]).stage == Stage.FAILED


def test_a_track_is_said_once() -> None:
    assert "đã có kết luận" in refusal(BOTH, MOVES["vet_pass"])


def test_a_refusal_names_the_step() -> None:
    said = refusal(State(), MOVES["hand_over"])
    assert said == "Công dân đang ở bước “Đã đăng ký”, không ghi “Ghi đã giao” được từ đó."


class Walk(RuleBasedStateMachine):
    """Any candidate, through any moves that the table lets."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.seen = [State()]

    @precondition(lambda self: possible(self.state))
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        self.state = after(self.state, data.draw(st.sampled_from(possible(self.state))))
        self.seen.append(self.state)

    @rule(code=st.sampled_from(sorted(MOVES)))
    def whatever_is_refused_is_refused_with_a_sentence(self, code: str) -> None:
        said = refusal(self.state, MOVES[code])
        assert said == "" or said.endswith(".")

    @invariant()
    def nobody_is_called_without_both_tracks(self) -> None:
        if self.state.stage in SELECTED | {Stage.RETURNED, Stage.RESERVE}:
            assert (self.state.vetting, self.state.recheck) == (Result.PASSED, Result.PASSED)

    @invariant()
    def no_step_is_said_before_the_one_that_leads_to_it(self) -> None:
        state = self.state
        assert not state.exam or state.screening == Result.PASSED
        assert not (state.vetting or state.recheck) or state.exam == Result.PASSED

    @invariant()
    def what_was_said_stays_said(self) -> None:
        for name in ("screening", "exam", "vetting", "recheck"):
            said = [value for one in self.seen if (value := getattr(one, name))]
            assert len(set(said)) <= 1


TestWalk = Walk.TestCase

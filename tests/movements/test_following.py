"""The table of a directive's moves: every stage is reached, every open one is left, no walk strays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from vinhdanh.movements.following import (
    FINAL,
    MOVES,
    OPEN,
    OWED,
    START,
    Side,
    State,
    after,
    days_left,
    late_days,
    leading_away,
    refusal,
)
from vinhdanh.movements.types.directives import Stage

TODAY = date(2026, 11, 20)


def test_every_stage_is_reached_from_the_start() -> None:
    reached, waiting = {START}, [START]
    while waiting:
        stage = waiting.pop()
        for move in MOVES.values():
            if not refusal(State(stage), move):
                to = after(State(stage), move)
                if to not in reached:
                    reached.add(to)
                    waiting.append(to)
    assert reached == set(Stage)


@pytest.mark.parametrize("stage", sorted(OPEN))
@pytest.mark.parametrize("dated", [True, False])
def test_every_open_stage_can_be_left_even_while_parts_are_waiting(stage: Stage, dated: bool) -> None:
    state = State(stage, dated, waiting=2)
    assert any(not refusal(state, move) and after(state, move) != stage for move in MOVES.values())


def test_open_and_final_are_all_stages_and_only_the_giver_takes_a_final_one_back() -> None:
    assert set(Stage) == OPEN | FINAL
    assert not OPEN & FINAL
    for stage in FINAL:
        assert not leading_away(State(stage), Side.OWNER)
        assert leading_away(State(stage), Side.ISSUER)


def test_the_whole_is_not_reported_or_confirmed_before_its_parts() -> None:
    said = "Còn 2 việc giao tiếp chưa được xác nhận xong."
    assert refusal(State(Stage.UNDER_WAY, waiting=2), MOVES["report"]) == said
    assert refusal(State(Stage.REPORTED, waiting=2), MOVES["confirm"]) == said


def test_only_a_task_with_a_deadline_is_extended() -> None:
    assert refusal(State(Stage.RECEIVED, dated=False), MOVES["extend"]).startswith("Việc thường xuyên")
    assert not refusal(State(Stage.RECEIVED), MOVES["extend"])
    assert refusal(State(Stage.CONFIRMED), MOVES["extend"]) == (
        "Việc đang ở bước “Xác nhận xong”, không “gia hạn” được từ đó."
    )


def test_taking_back_and_sending_back_need_a_reason() -> None:
    for code in ("recall", "return", "extend", "cancel", "reopen", "restore"):
        assert "text" in MOVES[code].asks, code
    assert "evidence" in MOVES["report"].asks


@given(
    stage=st.sampled_from(sorted(OWED)),
    left=st.integers(-400, 400),
)
def test_what_is_owed_is_either_late_or_has_days_left(stage: Stage, left: int) -> None:
    deadline = TODAY + timedelta(days=left)
    assert late_days(stage, deadline, None, TODAY) == max(-left, 0)
    assert days_left(stage, deadline, TODAY) == (left if left >= 0 else None)


@given(stage=st.sampled_from(sorted(Stage)))
def test_a_standing_task_is_never_late(stage: Stage) -> None:
    assert late_days(stage, None, None, TODAY) == 0
    assert days_left(stage, None, TODAY) is None


def test_lateness_stops_when_the_owner_reports() -> None:
    deadline, reported = date(2026, 11, 1), date(2026, 11, 4)
    assert late_days(Stage.REPORTED, deadline, reported, TODAY) == 3
    assert late_days(Stage.CONFIRMED, deadline, date(2026, 10, 30), TODAY) == 0
    assert late_days(Stage.CANCELLED, deadline, None, TODAY) == 0


class Walk(RuleBasedStateMachine):
    """Anybody presses anything that is offered, parts come and are done meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.waiting, self.reports = START, 0, 0

    @rule(at=st.integers(0, 20))
    def press(self, at: int) -> None:
        state = State(self.stage, waiting=self.waiting)
        offered = [move for side in Side for move, why in leading_away(state, side) if not why]
        move = offered[at % len(offered)]
        self.stage = after(state, move)
        self.reports += move.code == "report"
        if self.stage == Stage.CANCELLED:
            self.waiting = 0

    @precondition(lambda self: self.stage in (Stage.RECEIVED, Stage.UNDER_WAY))
    @rule()
    def pass_on(self) -> None:
        self.waiting += 1

    @precondition(lambda self: self.waiting)
    @rule()
    def part_confirmed(self) -> None:
        self.waiting -= 1

    @invariant()
    def done_only_after_a_report_and_without_open_parts(self) -> None:
        if self.stage in (Stage.REPORTED, Stage.CONFIRMED):
            assert self.reports
            assert not self.waiting

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        state = State(self.stage, waiting=self.waiting)
        assert any(not why for side in Side for _, why in leading_away(state, side))


TestWalk = Walk.TestCase

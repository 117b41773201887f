"""Every state of a candidate and every move between them. Pure: no database, so that tests walk all of it.

Checking the person's background and the second medical check run side by side: each is a track of its own
with its own result, in any order, and a decision needs both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal

from vinhdanh.programmes.recruitment_types import STEPS, Result, Stage

Step = Literal["", "screening", "exam", "vetting", "recheck"]
TRACKS: tuple[Step, ...] = ("vetting", "recheck")
START = Stage.REGISTERED
# Nothing waits for anybody here; a round can be closed over them.
SETTLED = frozenset(
    {
        Stage.RESERVE,
        Stage.HANDED_OVER,
        Stage.RETURNED,
        Stage.FAILED,
        Stage.DEFERRED,
        Stage.EXEMPTED,
    }
)
FINAL = frozenset({Stage.RETURNED, Stage.FAILED, Stage.DEFERRED, Stage.EXEMPTED})  # no move leads away
SELECTED = frozenset({Stage.DECIDED, Stage.HANDED_OVER})


class Owner(Enum):
    """Whose move it is."""

    COMMUNE = "Công an cấp xã"
    PROVINCE = "Công an tỉnh"


@dataclass(frozen=True, slots=True)
class State:
    """What the moves look at: the stage and the result of each step, empty where there is none."""

    stage: Stage = START
    screening: str = ""
    exam: str = ""
    vetting: str = ""
    recheck: str = ""


Guard = Callable[[State], str]  # empty, or the sentence why not


@dataclass(frozen=True, slots=True)
class Move:
    """One move: from where, to where, by whom, what it writes, and what the journal calls it."""

    code: str
    label: str  # the button
    sources: frozenset[Stage]
    target: Stage
    owner: Owner
    verb: str
    step: Step = ""  # the step whose result it says
    result: Result | None = None
    asks: tuple[str, ...] = ()  # fields of the candidate that it writes, all needed
    ground: bool = False  # whether a ground must be given
    checks: bool = False  # whether a candidate outside the parameters needs a ground
    guard: Guard | None = None


def both_passed(state: State) -> str:
    """A decision needs both tracks."""
    missing = [STEPS[track].lower() for track in TRACKS if getattr(state, track) != Result.PASSED]
    return f"Chưa đạt đủ hai hướng: còn {' và '.join(missing)}." if missing else ""


def _unsaid(track: Step) -> Guard:
    def guard(state: State) -> str:
        if getattr(state, track):
            return f"{STEPS[track]} đã có kết luận. Ghi nhầm thì rút lại bước đó."
        return ""

    return guard


def _said(
    code: str,
    label: str,
    stage: Stage,
    step: Step,
    verb: str,
    *,
    passed: Stage | None = None,
    asks: tuple[str, ...] = (),
    owner: Owner = Owner.COMMUNE,
    guard: Guard | None = None,
) -> tuple[Move, Move]:
    """A step that is passed or failed; ``passed`` is where it leads when passed, else it stays."""
    yes = Move(
        f"{code}_pass",
        f"{label}: đạt",
        frozenset({stage}),
        passed or stage,
        owner,
        verb,
        step,
        Result.PASSED,
        asks,
        checks=step != "vetting",
        guard=guard,
    )
    no = Move(
        f"{code}_fail",
        f"{label}: không đạt",
        frozenset({stage}),
        Stage.FAILED,
        owner,
        verb,
        step,
        Result.FAILED,
        ground=True,
        guard=guard,
    )
    return yes, no


_UNDER_WAY = frozenset({Stage.REGISTERED, Stage.SCREENED, Stage.EXAMINED, Stage.RESERVE})
_DECISION = ("receiver", "decision_no", "decision_on")

MOVES: Mapping[str, Move] = {
    move.code: move
    for move in (
        *_said("screen", "Sơ tuyển", Stage.REGISTERED, "screening", "screened", passed=Stage.SCREENED),
        *_said(
            "examine",
            "Khám sức khỏe",
            Stage.SCREENED,
            "exam",
            "examined",
            passed=Stage.EXAMINED,
            asks=("health_class",),
        ),
        *_said("vet", "Lý lịch", Stage.EXAMINED, "vetting", "vetted", guard=_unsaid("vetting")),
        *_said(
            "recheck",
            "Phúc tra",
            Stage.EXAMINED,
            "recheck",
            "rechecked",
            owner=Owner.PROVINCE,
            guard=_unsaid("recheck"),
        ),
        Move(
            "reserve",
            "Đưa vào dự bị",
            frozenset({Stage.EXAMINED}),
            Stage.RESERVE,
            Owner.COMMUNE,
            "reserved",
            guard=both_passed,
        ),
        Move(
            "decide",
            "Ghi quyết định gọi",
            frozenset({Stage.EXAMINED, Stage.RESERVE}),
            Stage.DECIDED,
            Owner.COMMUNE,
            "decided",
            asks=_DECISION,
            checks=True,
            guard=both_passed,
        ),
        Move(
            "replace",
            "Bù đổi cho người khác",
            frozenset({Stage.RESERVE}),
            Stage.DECIDED,
            Owner.PROVINCE,
            "replaced",
            asks=("replaces", *_DECISION),
            checks=True,
            guard=both_passed,
        ),
        Move(
            "cancel",
            "Thôi gọi",
            frozenset({Stage.DECIDED}),
            Stage.FAILED,
            Owner.COMMUNE,
            "cancelled",
            ground=True,
        ),
        Move(
            "hand_over",
            "Ghi đã giao",
            frozenset({Stage.DECIDED}),
            Stage.HANDED_OVER,
            Owner.COMMUNE,
            "handed_over",
            asks=("handed_on",),
        ),
        Move(
            "return",
            "Loại trả",
            frozenset({Stage.HANDED_OVER}),
            Stage.RETURNED,
            Owner.PROVINCE,
            "returned",
            ground=True,
        ),
        Move("defer", "Tạm hoãn", _UNDER_WAY, Stage.DEFERRED, Owner.COMMUNE, "deferred", ground=True),
        Move("exempt", "Miễn", _UNDER_WAY, Stage.EXEMPTED, Owner.COMMUNE, "exempted", ground=True),
    )
}


def refusal(state: State, move: Move) -> str:
    """Why a move is not possible now, as a sentence; empty when it is."""
    if state.stage not in move.sources:
        return f"Công dân đang ở bước “{state.stage.label}”, không ghi “{move.label}” được từ đó."
    return move.guard(state) if move.guard else ""


def possible(state: State) -> list[Move]:
    """The moves that lead away from here, in the order of the table."""
    return [move for move in MOVES.values() if not refusal(state, move)]


def after(state: State, move: Move) -> State:
    """The state that a move leads to.

    Raises:
        ValueError: with the sentence of the refusal.
    """
    said = refusal(state, move)
    if said:
        raise ValueError(said)
    said_now: dict[str, Any] = {move.step: move.result.value} if move.step and move.result else {}
    return replace(state, stage=move.target, **said_now)

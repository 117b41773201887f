"""Every stage of a directive and every move between them. Pure: no database, so that tests walk all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from vinhdanh.movements.types.directives import Stage

START = Stage.GIVEN
OWED = frozenset({Stage.GIVEN, Stage.RECEIVED, Stage.UNDER_WAY})  # the owner unit still has to report
OPEN = OWED | {Stage.REPORTED}  # somebody still has to do something
FINAL = frozenset({Stage.CONFIRMED, Stage.CANCELLED})
SOON = 7  # days before the deadline from which a directive is due soon


class Side(Enum):
    """Whose move it is."""

    OWNER = "đơn vị được giao"
    ISSUER = "bên giao"


@dataclass(frozen=True, slots=True)
class State:
    """What the moves look at."""

    stage: Stage = START
    dated: bool = True  # has a deadline; without one it is "thường xuyên"
    waiting: int = 0  # parts passed on to lower units that are not confirmed yet


Guard = Callable[[State], str]  # empty, or the sentence why not


@dataclass(frozen=True, slots=True)
class Move:
    """One move: from where, to where, by whom, and what has to be said with it."""

    code: str
    label: str  # the button
    sources: frozenset[Stage]
    target: Stage | None  # None: it stays where it is
    side: Side
    verb: str
    asks: tuple[str, ...] = ()  # fields that must be filled in
    words: str = ""  # what the text is called on the form; empty: no text is asked for
    guard: Guard | None = None


def _parts_done(state: State) -> str:
    if state.waiting:
        return f"Còn {state.waiting} việc giao tiếp chưa được xác nhận xong."
    return ""


def _parts_over(state: State) -> str:
    if state.waiting:
        return f"Còn {state.waiting} việc đơn vị đã giao tiếp chưa xong: hủy các việc ấy trước."
    return ""


def _dated(state: State) -> str:
    return "" if state.dated else "Việc thường xuyên không có hạn để gia hạn."


MOVES: Mapping[str, Move] = {
    move.code: move
    for move in (
        Move(
            "receive",
            "Nhận việc",
            frozenset({Stage.GIVEN}),
            Stage.RECEIVED,
            Side.OWNER,
            "directives.received",
        ),
        Move(
            "progress",
            "Ghi tiến độ",
            frozenset({Stage.RECEIVED, Stage.UNDER_WAY}),
            Stage.UNDER_WAY,
            Side.OWNER,
            "directives.progress",
            ("text",),
            "Đã làm đến đâu",
        ),
        Move(
            "report",
            "Báo cáo hoàn thành",
            frozenset({Stage.RECEIVED, Stage.UNDER_WAY}),
            Stage.REPORTED,
            Side.OWNER,
            "directives.reported",
            ("text", "evidence"),
            "Kết quả thực hiện",
            _parts_done,
        ),
        Move(
            "recall",
            "Rút báo cáo",
            frozenset({Stage.REPORTED}),
            Stage.UNDER_WAY,
            Side.OWNER,
            "directives.recalled",
            ("text",),
            "Lý do rút",
        ),
        Move(
            "confirm",
            "Xác nhận xong",
            frozenset({Stage.REPORTED}),
            Stage.CONFIRMED,
            Side.ISSUER,
            "directives.confirmed",
            words="Ý kiến (nếu có)",
            guard=_parts_done,
        ),
        Move(
            "return",
            "Trả lại làm tiếp",
            frozenset({Stage.REPORTED}),
            Stage.UNDER_WAY,
            Side.ISSUER,
            "directives.returned",
            ("text",),
            "Lý do trả lại",
        ),
        Move(
            "extend",
            "Gia hạn",
            OWED,
            None,
            Side.ISSUER,
            "directives.extended",
            ("text", "until", "agreed_by"),
            "Lý do gia hạn",
            _dated,
        ),
        Move(
            "reassign",
            "Giao lại cho đơn vị khác",
            OWED,
            Stage.GIVEN,
            Side.ISSUER,
            "directives.reassigned",
            ("text",),
            "Lý do giao lại",
            _parts_over,
        ),
        Move(
            "cancel",
            "Hủy",
            OPEN,
            Stage.CANCELLED,
            Side.ISSUER,
            "directives.cancelled",
            ("text",),
            "Lý do hủy",
        ),
        Move(
            "reopen",
            "Mở lại",
            frozenset({Stage.CONFIRMED}),
            Stage.UNDER_WAY,
            Side.ISSUER,
            "directives.reopened",
            ("text",),
            "Lý do mở lại",
        ),
        Move(
            "restore",
            "Khôi phục",
            frozenset({Stage.CANCELLED}),
            Stage.GIVEN,
            Side.ISSUER,
            "directives.restored",
            ("text",),
            "Lý do khôi phục",
        ),
    )
}


def refusal(state: State, move: Move) -> str:
    """Why a move is not possible now, as a sentence; empty when it is."""
    if state.stage not in move.sources:
        return f"Việc đang ở bước “{state.stage.label}”, không “{move.label.lower()}” được từ đó."
    return move.guard(state) if move.guard else ""


def leading_away(state: State, side: Side) -> list[tuple[Move, str]]:
    """One side's moves from this stage, in the order of the table, each with what still stands in its way."""
    return [
        (move, refusal(state, move))
        for move in MOVES.values()
        if move.side is side and state.stage in move.sources
    ]


def after(state: State, move: Move) -> Stage:
    """The stage that a move leads to.

    Raises:
        ValueError: with the sentence of the refusal.
    """
    said = refusal(state, move)
    if said:
        raise ValueError(said)
    return move.target or state.stage


def late_days(stage: str, deadline: date | None, reported_on: date | None, today: date) -> int:
    """Days past the deadline: until the owner reported, or until today while he owes it. 0 is in time."""
    if deadline is None or stage == Stage.CANCELLED:
        return 0
    until = today if stage in OWED else reported_on or today
    return max((until - deadline).days, 0)


def days_left(stage: str, deadline: date | None, today: date) -> int | None:
    """Days until the deadline of what is still owed and not late; None where there is nothing to wait for."""
    if deadline is None or stage not in OWED or deadline < today:
        return None
    return (deadline - today).days

"""Every stage that a proposal can be in and every move between them, as data.

A round has a path: some of ``ON_PATH`` in this order, the first two and the last always among them. A move
whose ``to`` is ``NEXT`` goes to the next stage of the round's path (a returned dossier begins again after the
unit); ``BACK`` to the stage that was left for a side stage. What is not listed here can't be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import models

from vinhdanh.access.types import Action, Role


class Stage(models.TextChoices):
    DRAFT = "draft", "Bình xét ở đội"
    UNIT = "unit", "Đơn vị trình"
    APPRAISAL = "appraisal", "Thẩm định"
    POSTING = "posting", "Niêm yết"
    COUNCIL = "council", "Chờ Hội đồng"
    SIGNING = "signing", "Chờ ký"
    SENT_UP = "sent_up", "Đã trình cấp trên"
    # side stages: the proposal is alive and waits for somebody
    RETURNED = "returned", "Đã trả lại"
    DEFERRED = "deferred", "Hoãn xét"
    # ends
    DECIDED = "decided", "Đã có quyết định"
    REFUSED = "refused", "Không được chọn"
    WITHDRAWN = "withdrawn", "Đã rút"
    DROPPED = "dropped", "Không đưa vào danh sách"
    LOWERED = "lowered", "Đã hạ danh hiệu"


class Somewhere(Enum):
    """A place that the round's path or the proposal's past decides."""

    NEXT = "next"
    BACK = "back"


NEXT, BACK = Somewhere.NEXT, Somewhere.BACK

ON_PATH = (Stage.DRAFT, Stage.UNIT, Stage.APPRAISAL, Stage.POSTING, Stage.COUNCIL, Stage.SIGNING)
ALWAYS = frozenset({Stage.DRAFT, Stage.UNIT, Stage.SIGNING})
# What is not chosen: it may be proposed anew, and it blocks no other proposal of the same title.
LOST = frozenset({Stage.REFUSED, Stage.WITHDRAWN, Stage.DROPPED, Stage.LOWERED})
ENDS = LOST | {Stage.DECIDED}
OPEN = tuple(stage for stage in Stage if stage not in ENDS)


class Where(Enum):
    """At whose unit somebody must hold the right that a move asks for."""

    PLACE = "place"  # the subject's own team, or above it
    UNIT = "unit"  # the unit that proposes
    ROUND = "round"  # the agency that holds the round


@dataclass(frozen=True, slots=True)
class StageWords:
    """Who keeps a proposal in a stage, and what is waited for there."""

    owner: Role
    where: Where
    waits: str


KEEPING: dict[Stage, StageWords] = {
    Stage.DRAFT: StageWords(Role.UNIT_CLERK, Where.PLACE, "Chờ đội bình xét và lập hồ sơ"),
    Stage.UNIT: StageWords(Role.UNIT_HEAD, Where.UNIT, "Chờ thủ trưởng đơn vị trình"),
    Stage.APPRAISAL: StageWords(Role.STANDING_BODY, Where.ROUND, "Chờ thẩm định"),
    Stage.POSTING: StageWords(Role.STANDING_BODY, Where.ROUND, "Đang niêm yết lấy ý kiến"),
    Stage.COUNCIL: StageWords(Role.COUNCIL_SECRETARY, Where.ROUND, "Chờ Hội đồng họp"),
    Stage.SIGNING: StageWords(Role.SIGNING_AUTHORITY, Where.ROUND, "Chờ người có thẩm quyền ký"),
    Stage.SENT_UP: StageWords(Role.STANDING_BODY, Where.ROUND, "Chờ cấp trên quyết định"),
    Stage.RETURNED: StageWords(Role.UNIT_HEAD, Where.UNIT, "Chờ đơn vị sửa và trình lại"),
    Stage.DEFERRED: StageWords(Role.STANDING_BODY, Where.ROUND, "Hoãn xét, chờ kết luận"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One way from stage to stage.

    Args:
        verb: its name in addresses and services.
        label: on the button and in the journal.
        by: the right that it asks for, held at ``where``.
        guards: names of ``guards.GUARDS``; each says what still stands in the way.
        reason: whether it can't be done without one.
        only: the room whose service makes the move; its own page does it, no button of the dossier.
    """

    verb: str
    label: str
    start: frozenset[Stage]
    to: Stage | Somewhere
    by: Action
    where: Where
    guards: tuple[str, ...] = ()
    reason: bool = False
    only: str = ""

    @property
    def journal(self) -> str:
        return f"proposal_{self.verb}"


def _from(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


_BEFORE_SIGNING = _from(
    Stage.UNIT, Stage.APPRAISAL, Stage.POSTING, Stage.COUNCIL, Stage.RETURNED, Stage.DEFERRED
)
_ON_THE_TABLE = _from(Stage.APPRAISAL, Stage.POSTING, Stage.COUNCIL)
# Nothing holds the subject, and nothing has changed since the last frozen assessment.
_STANDS = ("no_hold", "not_held", "facts_unchanged")

MOVES: tuple[Move, ...] = (
    Move("hand_in", "Gửi lên đơn vị", _from(Stage.DRAFT), NEXT, Action.PROPOSE, Where.PLACE,
         guards=("handed_over",)),
    Move("give_back", "Trả về đội", _from(Stage.UNIT), Stage.DRAFT, Action.SUBMIT, Where.UNIT, reason=True),
    Move("drop", "Không đưa vào danh sách", _from(Stage.DRAFT), Stage.DROPPED, Action.PROPOSE, Where.PLACE,
         reason=True),
    Move("restore", "Đưa lại vào danh sách", _from(Stage.DROPPED), Stage.DRAFT, Action.PROPOSE, Where.PLACE,
         guards=("achievements_free",)),
    Move("submit", "Trình", _from(Stage.UNIT), NEXT, Action.SUBMIT, Where.UNIT,
         guards=("complete", "explained", "no_hold")),
    Move("take_back", "Rút về để sửa", _from(Stage.APPRAISAL), Stage.UNIT, Action.SUBMIT, Where.UNIT,
         reason=True),
    Move("return", "Trả lại đơn vị", _ON_THE_TABLE, Stage.RETURNED, Action.RUN_ROUND, Where.ROUND,
         reason=True),
    Move("resubmit", "Trình lại", _from(Stage.RETURNED), NEXT, Action.SUBMIT, Where.UNIT,
         guards=("complete", "no_hold")),
    Move("pass_appraisal", "Thẩm định xong", _from(Stage.APPRAISAL), NEXT, Action.RUN_ROUND, Where.ROUND,
         guards=("complete", "opinions_in", *_STANDS)),
    Move("pass_posting", "Niêm yết xong", _from(Stage.POSTING), NEXT, Action.RUN_ROUND, Where.ROUND,
         guards=("posting_over", "no_open_objection", *_STANDS)),
    Move("defer", "Hoãn xét", _from(*_ON_THE_TABLE, Stage.UNIT, Stage.SIGNING, Stage.SENT_UP), Stage.DEFERRED,
         Action.RUN_ROUND, Where.ROUND, reason=True),
    Move("reopen", "Xét tiếp", _from(Stage.DEFERRED), BACK, Action.RUN_ROUND, Where.ROUND, reason=True,
         guards=("no_hold", "not_held")),
    Move("refuse", "Không chọn", _from(Stage.APPRAISAL, Stage.POSTING, Stage.DEFERRED), Stage.REFUSED,
         Action.RUN_ROUND, Where.ROUND, reason=True),
    Move("withdraw", "Rút đề nghị", _BEFORE_SIGNING, Stage.WITHDRAWN, Action.SUBMIT, Where.UNIT, reason=True),
    Move("lower", "Hạ danh hiệu", _from(*_ON_THE_TABLE, Stage.UNIT, Stage.RETURNED), Stage.LOWERED,
         Action.RUN_ROUND, Where.ROUND, reason=True, only="dossiers.lowering"),
    Move("vote_passed", "Hội đồng đề nghị", _from(Stage.COUNCIL), NEXT, Action.CONVENE, Where.ROUND,
         guards=_STANDS, only="council"),
    Move("vote_failed", "Hội đồng không đề nghị", _from(Stage.COUNCIL), Stage.REFUSED, Action.CONVENE,
         Where.ROUND, reason=True, only="council"),
    Move("sign", "Ký quyết định", _from(Stage.SIGNING), Stage.DECIDED, Action.SIGN, Where.ROUND,
         guards=_STANDS, only="decisions"),
    Move("not_signed", "Người có thẩm quyền không chọn", _from(Stage.SIGNING), Stage.REFUSED, Action.SIGN,
         Where.ROUND, reason=True, only="decisions"),
    Move("send_up", "Trình cấp trên", _from(Stage.SIGNING), Stage.SENT_UP, Action.SIGN, Where.ROUND,
         guards=_STANDS, only="decisions"),
    Move("outcome_given", "Cấp trên đã quyết định", _from(Stage.SENT_UP), Stage.DECIDED, Action.ISSUE,
         Where.ROUND, only="decisions"),
    Move("outcome_refused", "Cấp trên không chọn", _from(Stage.SENT_UP), Stage.REFUSED, Action.ISSUE,
         Where.ROUND, reason=True, only="decisions"),
    Move("outcome_returned", "Cấp trên trả lại", _from(Stage.SENT_UP), Stage.RETURNED, Action.ISSUE,
         Where.ROUND, reason=True, only="decisions"),
)  # fmt: skip
BY_VERB: dict[str, Move] = {move.verb: move for move in MOVES}


def is_path(stages: Sequence[Stage]) -> bool:
    """Whether a round may have this path."""
    return set(stages) >= ALWAYS and list(stages) == [stage for stage in ON_PATH if stage in stages]


def after(path: Sequence[Stage], stage: Stage) -> Stage:
    """The stage of a path that follows another one.

    Raises:
        ValueError: the stage isn't on the path, or is its last one.
    """
    place = list(path).index(stage) + 1
    if place == len(path):
        raise ValueError(f"{stage.label} là bước cuối")
    return path[place]


def goal(move: Move, path: Sequence[Stage], stage: Stage, left: Stage | None) -> Stage:
    """Where a move leads.

    Args:
        stage: where the proposal is now; ``left``: the stage that it left for a side stage.

    Raises:
        ValueError: the move doesn't start there, or there is nothing to go back to.
    """
    if stage not in move.start:
        raise ValueError(f"{move.label}: không làm được ở bước {stage.label}")
    if move.to is NEXT:
        return after(path, Stage.UNIT if stage is Stage.RETURNED else stage)
    if move.to is BACK:
        if left is None:
            raise ValueError(f"{move.label}: không rõ bước trước đó")
        return left
    assert isinstance(move.to, Stage)
    return move.to

"""The year of a cluster as arithmetic and tables: stages, sums of points, ranks, rotations. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from vinhdanh.movements.types.clusters import ClusterActKind, Hand, PointKind, SheetState, Stage

Key = TypeVar("Key")
ZERO = Decimal(0)
PLACES = Decimal("0.01")  # points are written to the hundredth


# ---- stages ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a cluster's year. ``back``: it undoes an earlier one and needs a reason."""

    source: Stage
    target: Stage
    by: Hand
    act: ClusterActKind
    label: str
    back: bool = False


MOVES: tuple[Move, ...] = (
    Move(Stage.DRAFT, Stage.SELF, Hand.ISSUER, ClusterActKind.OPENED, "Ban hành, mở tự chấm điểm"),
    Move(Stage.SELF, Stage.CROSS, Hand.ISSUER, ClusterActKind.CROSS, "Chuyển sang chấm chéo"),
    Move(Stage.CROSS, Stage.SELF, Hand.ISSUER, ClusterActKind.SELF_AGAIN, "Trở lại tự chấm", back=True),
    Move(Stage.CROSS, Stage.MEETING, Hand.ISSUER, ClusterActKind.MEETING, "Chuyển sang họp cụm, khối"),
    Move(Stage.MEETING, Stage.CROSS, Hand.ISSUER, ClusterActKind.CROSS_AGAIN, "Trở lại chấm chéo", back=True),
    Move(Stage.MEETING, Stage.CLOSED, Hand.ISSUER, ClusterActKind.CLOSED, "Tổng kết"),
    Move(Stage.CLOSED, Stage.MEETING, Hand.ISSUER, ClusterActKind.REOPENED, "Mở lại", back=True),
)


@dataclass(frozen=True, slots=True)
class SheetMove:
    """One step of a member's sheet, and the stages of the year in which it is made."""

    source: SheetState
    target: SheetState
    by: Hand
    act: ClusterActKind
    stages: frozenset[Stage]


def _sheet(
    sources: tuple[SheetState, ...], target: SheetState, by: Hand, act: ClusterActKind, *stages: Stage
) -> tuple[SheetMove, ...]:
    return tuple(SheetMove(source, target, by, act, frozenset(stages)) for source in sources)


_WRITING, _SENT, _CHECKED, _DECIDED = SheetState
SHEET_MOVES: tuple[SheetMove, ...] = (
    # Who is late may still send while the others are being checked.
    *_sheet((_WRITING,), _SENT, Hand.MEMBER, ClusterActKind.SENT, Stage.SELF, Stage.CROSS),
    *_sheet((_SENT, _CHECKED, _DECIDED), _WRITING, Hand.MEMBER, ClusterActKind.TAKEN_BACK, Stage.SELF),
    # A sheet that comes back from the meeting is checked once more: both acts stay.
    *_sheet((_SENT, _CHECKED, _DECIDED), _CHECKED, Hand.CHECKER, ClusterActKind.CHECKED, Stage.CROSS),
    # The meeting decides every sheet, also one that never came, and may decide it anew.
    *_sheet(tuple(SheetState), _DECIDED, Hand.HEAD, ClusterActKind.DECIDED, Stage.MEETING),
)


def moves_from(stage: str) -> list[Move]:
    """The steps that lead on, or back, from a stage."""
    return [move for move in MOVES if move.source == stage]


def move_to(stage: str, target: str) -> Move | None:
    """The step between two stages; None where there is none."""
    return next((move for move in moves_from(stage) if move.target == target), None)


def sheet_move(state: str, act: ClusterActKind, stage: str) -> SheetMove | None:
    """The step that an act makes of a sheet in this stage of the year; None where it makes none."""
    return next(
        (one for one in SHEET_MOVES if one.source == state and one.act == act and stage in one.stages), None
    )


# ---- points ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """What a member has in one group of criteria. ``cap``: the most that the group counts, if it has one."""

    kind: str
    points: tuple[Decimal, ...]
    cap: Decimal | None = None

    @property
    def counted(self) -> Decimal:
        """The group's points as they count, never below zero; a minus group's are still positive here."""
        found = sum(self.points, ZERO)
        return found if self.cap is None else min(found, self.cap)


@dataclass(frozen=True, slots=True)
class Total:
    """A member's points, apart and together."""

    base: Decimal
    bonus: Decimal
    minus: Decimal

    @property
    def points(self) -> Decimal:
        return self.base + self.bonus - self.minus


def total_of(groups: Iterable[GroupPoints]) -> Total:
    """Sums by kind, each group within its cap: base + bonus − minus. The total may pass the declared one."""
    sums = dict.fromkeys(PointKind.values, ZERO)
    for group in groups:
        sums[group.kind] += group.counted
    return Total(sums[PointKind.BASE], sums[PointKind.BONUS], sums[PointKind.MINUS])


def wrong_points(points: Decimal, most: Decimal) -> str:
    """Why a criterion can't have these points; nothing where it can."""
    if points < 0:
        return "điểm không âm; điểm trừ cũng ghi số dương."
    if points > most:
        return f"{said(points)} điểm vượt mức tối đa {said(most)}."
    if points != points.quantize(PLACES):
        return "điểm ghi nhiều nhất hai chữ số thập phân."
    return ""


def said(points: Decimal) -> str:
    """Points as a person writes them: «1.000», «97,5»."""
    text = f"{points:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def sum_words(declared: Decimal, found: Decimal) -> str:
    """What is wrong between the declared total and the sum of the criteria; nothing where they agree."""
    if declared == found:
        return ""
    gap = f"thiếu {said(declared - found)}" if found < declared else f"thừa {said(found - declared)}"
    return (
        f"Tổng điểm tối đa của các tiêu chí là {said(found)}, tổng khai là {said(declared)}: "
        f"{gap} điểm. Sửa điểm tiêu chí hoặc tổng khai."
    )


def ranked(points: Mapping[Key, Decimal]) -> dict[Key, int]:
    """Ranks from the most points down; equals share one, and the next is as far down: 1, 2, 2, 4."""
    values = sorted(points.values(), reverse=True)
    return {key: values.index(one) + 1 for key, one in points.items()}


# ---- votes ----------------------------------------------------------------------------------------


def carried(votes: int, base: int, percent: Decimal, *, above: bool) -> bool:
    """Whether votes reach the regulation's share of ``base``. ``above``: more than it, not just as much."""
    if base <= 0:
        return False
    reached, asked = votes * Decimal(100), percent * base
    return reached > asked if above else reached >= asked


# ---- rotations ------------------------------------------------------------------------------------


def rotation(count: int, turn: int = 0) -> list[int]:
    """Who checks whom: at each member's place, the place of its checker; empty below two members.

    Everybody checks one other. From three members on no two check each other.

    Args:
        turn: another number gives other pairs where there are any, so that years differ.
    """
    if count < 2:
        return []
    shifts = [shift for shift in range(1, count) if count < 3 or 2 * shift != count]
    shift = shifts[turn % len(shifts)]
    return [(at + shift) % count for at in range(count)]


def wrong_pairs(checkers: Mapping[Key, Key]) -> list[tuple[Key, Key]]:
    """Pairs that may not be: a member checks itself or, from three members on, two check each other."""
    found = [(one, one) for one, by in checkers.items() if one == by]
    if len(checkers) < 3:
        return found
    seen: set[frozenset[Key]] = set()
    for one, by in checkers.items():
        pair = frozenset((one, by))
        if one != by and checkers.get(by) == one and pair not in seen:
            seen.add(pair)
            found.append((one, by))
    return found


def suggested_officers(
    order: Sequence[Key], led: Mapping[Key, int], deputies: int
) -> tuple[Key | None, list[Key]]:
    """Next year's head and deputies: by order, first who has not led; then who led longest ago.

    Args:
        order: the members in the cluster's order; ``led``: the last year in which each of them led.
        deputies: how many deputies the cluster has.
    """
    waiting = sorted(order, key=lambda one: (led.get(one, 0), order.index(one)))
    return (waiting[0] if waiting else None), waiting[1 : deputies + 1]

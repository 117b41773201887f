"""What every service about a cluster's year does the same way: ask, save, write down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Answer
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.movements.models import Cluster, ClusterAct, ClusterMember, ClusterYear, Score
from vinhdanh.movements.policies.clusters import (
    may_move_cluster,
    may_score,
    may_send_score,
    may_write_cluster,
)
from vinhdanh.movements.scoring import sheet_move, wrong_points
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to, criteria_of, scores_of
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.clusters import ClusterActKind, SheetState, Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Ask = Callable[..., Answer]
NAMED = 3  # problems in the message of a refusal
TEXT_OF = {"own": "evidence", "cross": "cross_reason", "final": "final_reason"}


def ref(cluster: Cluster) -> str:
    """The cluster's name in the journal: ``cluster:12``. Its years are one history."""
    return f"cluster:{cluster.pk}"


def _seen_from(actor: Actor, year: ClusterYear | None) -> Collection[str]:
    """A path of the actor's from which the year is seen, so that a refusal gives nothing away."""
    if year is None or not cluster_years_visible_to(actor).filter(pk=year.pk).exists():
        return ()
    return list(visible_units(actor).values_list("path", flat=True)[:1])


def _require(actor: Actor, ask: Ask, unit: Unit, year: ClusterYear | None) -> Acting:
    held = scopes(actor)
    # Where the year is seen from matters only for the words of a refusal.
    return admit(actor, ask(held, unit.path) or ask(held, unit.path, seen_from=_seen_from(actor, year)))


def require_write(actor: Actor, unit: Unit, year: ClusterYear | None = None) -> Acting:
    """Let pass who may write the unit's clusters.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return _require(actor, may_write_cluster, unit, year)


def require_move(actor: Actor, year: ClusterYear) -> Acting:
    """Let pass who may open, lead on and close the cluster's year.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return _require(actor, may_move_cluster, year.cluster.unit, year)


def require_score(actor: Actor, unit: Unit, year: ClusterYear) -> Acting:
    """Let pass who may write the points that the unit gives.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return _require(actor, may_score, unit, year)


def require_send(actor: Actor, unit: Unit, year: ClusterYear) -> Acting:
    """Let pass who may send what the unit scored, or decide as the head of the cluster.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return _require(actor, may_send_score, unit, year)


def write_down(
    by: Acting,
    year: ClusterYear,
    verb: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line in the journal about a cluster's year, with its records before and after."""
    record(
        actor=by,
        verb=f"clusters.{verb}",
        subject=str(year),
        ref=ref(year.cluster),
        data=written(*pairs) | dict(data or {}),
        why=why,
    )


def act_of(
    by: Acting,
    year: ClusterYear,
    kind: ClusterActKind,
    on: date,
    *,
    member: ClusterMember | None = None,
    points: Decimal | None = None,
    document: str = "",
    note: str = "",
) -> ClusterAct:
    """An act, saved. The day has come: what is to be done is no act.

    Raises:
        ValidationError: the day lies ahead.
    """
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày chưa đến: việc đã làm mới ghi."})
    act = ClusterAct(
        year=year,
        kind=kind,
        member=member,
        on=on,
        points=points,
        document=document.strip(),
        note=note.strip(),
        at=timezone.now(),
        by_name=by.full_name,
    )
    act.full_clean()
    act.save()
    return act


def refuse_stage(year: ClusterYear, *stages: Stage) -> None:
    """What is done only at some stages.

    Raises:
        ValidationError: the year is at another one.
    """
    if year.stage not in stages:
        labels = ", ".join(f"“{stage.label}”" for stage in stages)
        raise ValidationError(
            f"{year} đang ở bước “{year.get_stage_display()}”; việc này làm ở bước {labels}."
        )


# ---- sheets of points -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """Points for one criterion as somebody types them; the text is the evidence, or the reason."""

    points: Decimal | None
    text: str = ""


def write_points(member: ClusterMember, hand: str, entries: Mapping[int, Entry]) -> list[Pair]:
    """Save the points of one hand (``own``, ``cross``, ``final``); what changed, for the journal.

    Raises:
        ValidationError: points that a criterion can't have, or a criterion of another year.
    """
    criteria = {one.pk: one for one in criteria_of(member.year)}
    if not set(entries) <= set(criteria):
        raise ValidationError("Có tiêu chí không thuộc bảng tiêu chí của năm.")
    refuse(
        [
            f"Tiêu chí “{criteria[key].name}”: {wrong}"
            for key, entry in entries.items()
            if entry.points is not None and (wrong := wrong_points(entry.points, criteria[key].most))
        ]
    )
    there, pairs = scores_of(member), list[Pair]()
    for key, entry in entries.items():
        score = there.get(key)
        before = copy(score)
        score = score or Score(member=member, criterion=criteria[key])
        new = (entry.points, entry.text.strip())
        if (getattr(score, hand), getattr(score, TEXT_OF[hand])) == new:
            continue
        setattr(score, hand, new[0])
        setattr(score, TEXT_OF[hand], new[1])
        score.full_clean()
        score.save()
        pairs.append((before, score))
    return pairs


def move_sheet(member: ClusterMember, state: SheetState) -> Pair:
    """Bring a member's sheet into a state; before and after, for the journal."""
    before = stored(member)
    member.state = state
    member.save(update_fields=["state"])
    return before, member


def refuse_move(member: ClusterMember, act: ClusterActKind) -> None:
    """What can't be done to the sheet as it is now, by the table of moves.

    Raises:
        ValidationError: saying how far sheet and year have come.
    """
    if sheet_move(member.state, act, member.year.stage) is None:
        state, stage = member.get_state_display(), member.year.get_stage_display()
        raise ValidationError(
            f"Phiếu điểm của {member}: {state.lower()}, năm đang ở bước “{stage}”; không làm việc này được."
        )


def refuse(problems: list[str]) -> None:
    """Every problem at once, the first few by name.

    Raises:
        ValidationError: there are any.
    """
    if problems:
        more = [f"Và {len(problems) - NAMED} tiêu chí, đơn vị khác."] if len(problems) > NAMED else []
        raise ValidationError(problems[:NAMED] + more)

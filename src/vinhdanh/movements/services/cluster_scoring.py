"""Points in three hands: a member's own and those of who checks it. The third is the meeting's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.audit.changes import Pair, stored
from vinhdanh.movements.models import ClusterAct, ClusterMember, ClusterYear, Score
from vinhdanh.movements.scoring import wrong_pairs
from vinhdanh.movements.selectors.clusters import criteria_of, groups_of, members_of, scores_of, total_by
from vinhdanh.movements.services.cluster_writing import (
    Entry,
    act_of,
    move_sheet,
    refuse,
    refuse_move,
    refuse_stage,
    require_score,
    require_send,
    require_write,
    write_down,
    write_points,
)
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.clusters import ClusterActKind, SheetState, Stage
from vinhdanh.people.models import Unit

# ---- a member's own points ------------------------------------------------------------------------


def score_self(*, actor: Actor, member: ClusterMember, entries: Mapping[int, Entry]) -> None:
    """Write a member's own points, as far as they are known. ``entries``: by the criterion's key.

    Raises:
        PermissionDenied: the actor does not write for that unit.
        ValidationError: not open, sent already, or points that a criterion can't have.
    """
    year = member.year
    by = require_score(actor, member.unit, year)
    refuse_stage(year, Stage.SELF, Stage.CROSS)
    if member.state != SheetState.WRITING:
        raise ValidationError("Điểm tự chấm đã gửi: rút lại rồi mới sửa được.")
    with transaction.atomic():
        pairs = write_points(member, "own", entries)
        write_down(by, year, "self_scored", *pairs, data={"member": str(member)})


def send_self(
    *, actor: Actor, member: ClusterMember, on: date, document: str = "", note: str = ""
) -> ClusterAct:
    """Send a member's own points: complete, with evidence for every point.

    Raises:
        PermissionDenied: the actor does not decide for that unit.
        ValidationError: sent before; criteria without points or evidence; late without a reason.
    """
    year = member.year
    by = require_send(actor, member.unit, year)
    refuse_move(member, ClusterActKind.SENT)
    scores = scores_of(member)
    problems = [
        f"Tiêu chí “{one.name}”: {wrong}"
        for one in criteria_of(year)
        if (wrong := _lacks_own(scores.get(one.pk)))
    ]
    refuse(problems)
    if year.self_due and on > year.self_due and not note.strip():
        raise ValidationError(
            {"note": f"Hạn tự chấm là {year.self_due:%d/%m/%Y}: gửi sau hạn thì ghi lý do."}
        )
    points = total_by(groups_of(year), scores, "own").points
    with transaction.atomic():
        pairs = [move_sheet(member, SheetState.SENT)]
        act = act_of(
            by, year, ClusterActKind.SENT, on, member=member, points=points, document=document, note=note
        )
        write_down(by, year, "self_sent", *pairs, (None, act))
    return act


def take_back(*, actor: Actor, member: ClusterMember, on: date, note: str) -> ClusterAct:
    """Take a sent sheet back while members still score themselves.

    Raises:
        PermissionDenied: the actor does not decide for that unit.
        ValidationError: not sent, too late, or no reason.
    """
    year = member.year
    by = require_send(actor, member.unit, year)
    refuse_move(member, ClusterActKind.TAKEN_BACK)
    if not note.strip():
        raise ValidationError({"note": "Ghi lý do rút lại."})
    with transaction.atomic():
        pair = move_sheet(member, SheetState.WRITING)
        act = act_of(by, year, ClusterActKind.TAKEN_BACK, on, member=member, note=note)
        write_down(by, year, "self_sent", pair, (None, act), why=note.strip())
    return act


def _lacks_own(score: Score | None) -> str:
    if score is None or score.own is None:
        return "chưa có điểm; không có thì ghi 0."
    return "chưa ghi minh chứng." if score.own and not score.evidence else ""


# ---- the check by another member ------------------------------------------------------------------


def assign_checkers(*, actor: Actor, year: ClusterYear, checkers: Mapping[int, int]) -> None:
    """Say who checks whom, by members' keys: everybody is checked, by one other.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: a stage without checks; somebody left out, checking himself, or two each other;
            a sheet that has been checked changes hands.
    """
    by = require_write(actor, year.cluster.unit, year)
    refuse_stage(year, Stage.SELF, Stage.CROSS)
    members = {one.pk: one for one in members_of(year)}
    if set(checkers) != set(members) or not set(checkers.values()) <= set(members):
        raise ValidationError("Phân công cho mọi thành viên, bằng thành viên của cụm, khối.")
    refuse(
        [
            f"{members[one]} không tự chấm chéo mình."
            if one == other
            else f"{members[one]} và {members[other]} chấm chéo lẫn nhau: đổi một trong hai."
            for one, other in wrong_pairs(checkers)
        ]
    )
    changed = [one for one in members.values() if one.checker_id != checkers[one.pk]]
    refuse([f"{one} đã được chấm chéo, không đổi đơn vị chấm." for one in changed if _checked(one)])
    with transaction.atomic():
        pairs: list[Pair] = []
        for one in changed:
            before = stored(one)
            one.checker = members[checkers[one.pk]]
            one.save(update_fields=["checker"])
            pairs.append((before, one))
        write_down(by, year, "checkers_assigned", *pairs)


def _checked(member: ClusterMember) -> bool:
    return member.state in (SheetState.CHECKED, SheetState.DECIDED)


def _checking(member: ClusterMember) -> Unit:
    """The unit that checks; while nobody is assigned, the one that runs the clusters is asked."""
    return member.checker.unit if member.checker else member.year.cluster.unit


def _refuse_unassigned(member: ClusterMember) -> None:
    if member.checker is None:
        raise ValidationError(f"Chưa phân công đơn vị chấm chéo {member}.")


def score_cross(*, actor: Actor, member: ClusterMember, entries: Mapping[int, Entry]) -> None:
    """Write the checker's points about a member, as far as they are known.

    Raises:
        PermissionDenied: the actor does not write for the unit that checks.
        ValidationError: not the stage, nothing sent, or points that a criterion can't have.
    """
    year = member.year
    by = require_score(actor, _checking(member), year)
    refuse_stage(year, Stage.CROSS)
    _refuse_unassigned(member)
    if member.state == SheetState.WRITING:
        raise ValidationError(f"{member} chưa gửi điểm tự chấm.")
    with transaction.atomic():
        pairs = write_points(member, "cross", entries)
        write_down(by, year, "cross_scored", *pairs, data={"member": str(member)})


def send_cross(*, actor: Actor, member: ClusterMember, on: date, note: str = "") -> ClusterAct:
    """Send the check: complete, with a reason wherever it differs from the member's own points.

    Raises:
        PermissionDenied: the actor does not decide for the unit that checks.
        ValidationError: not the stage, nothing sent, criteria without points or reason.
    """
    year = member.year
    by = require_send(actor, _checking(member), year)
    refuse_stage(year, Stage.CROSS)
    _refuse_unassigned(member)
    refuse_move(member, ClusterActKind.CHECKED)
    scores = scores_of(member)
    refuse(
        [
            f"Tiêu chí “{one.name}”: {wrong}"
            for one in criteria_of(year)
            if (wrong := _lacks_cross(scores.get(one.pk)))
        ]
    )
    points = total_by(groups_of(year), scores, "cross").points
    with transaction.atomic():
        pair = move_sheet(member, SheetState.CHECKED)
        act = act_of(by, year, ClusterActKind.CHECKED, on, member=member, points=points, note=note)
        write_down(by, year, "cross_sent", pair, (None, act))
    return act


def _lacks_cross(score: Score | None) -> str:
    if score is None or score.cross is None:
        return "chưa chấm chéo."
    if score.cross != score.own and not score.cross_reason:
        return "chấm khác điểm tự chấm thì ghi lý do."
    return ""

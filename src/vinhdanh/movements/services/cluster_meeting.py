"""The cluster's meeting: points are decided, members are not ranked, titles are voted on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.audit.changes import stored
from vinhdanh.movements.models import Ballot, BallotLine, ClusterAct, ClusterMember, ClusterYear, Score
from vinhdanh.movements.selectors.clusters import (
    criteria_of,
    groups_of,
    head_of,
    members_of,
    scores_of,
    total_by,
)
from vinhdanh.movements.selectors.votes import honours_put_up
from vinhdanh.movements.services.cluster_writing import (
    Entry,
    act_of,
    move_sheet,
    refuse,
    refuse_move,
    refuse_stage,
    require_score,
    require_send,
    write_down,
    write_points,
)
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.clusters import ClusterActKind, SheetState, Stage
from vinhdanh.people.models import Unit


def decide_score(
    *,
    actor: Actor,
    member: ClusterMember,
    on: date,
    entries: Mapping[int, Entry] | None = None,
    note: str = "",
) -> ClusterAct:
    """Decide a member's points in the cluster's meeting. The cluster's head does, or who runs the clusters.

    Args:
        entries: the meeting's points; where there are none, the checker's stand, then the member's own.

    Raises:
        PermissionDenied: the actor does not decide for the unit that heads the cluster.
        ValidationError: not the stage; a criterion without any points; points that neither hand gave and no
            reason.
    """
    year = member.year
    by = require_send(actor, _head(year), year)
    refuse_move(member, ClusterActKind.DECIDED)
    given, scores = dict(entries or {}), scores_of(member)
    for one in criteria_of(year):
        entry, score = given.get(one.pk), scores.get(one.pk)
        if (entry is None or entry.points is None) and score is not None:
            points = score.cross if score.cross is not None else score.own
            given[one.pk] = Entry(points, entry.text if entry else "")
    refuse(
        [
            f"Tiêu chí “{one.name}”: {wrong}"
            for one in criteria_of(year)
            if (wrong := _lacks_final(given.get(one.pk), scores.get(one.pk)))
        ]
    )
    with transaction.atomic():
        pairs = write_points(member, "final", given)
        points = total_by(groups_of(year), scores_of(member), "final").points
        pairs.append(move_sheet(member, SheetState.DECIDED))
        act = act_of(by, year, ClusterActKind.DECIDED, on, member=member, points=points, note=note)
        write_down(by, year, "score_decided", *pairs, (None, act))
    return act


def _lacks_final(entry: Entry | None, score: Score | None) -> str:
    if entry is None or entry.points is None:
        return "chưa có điểm nào để chốt."
    hands = {score.own, score.cross} if score else set()
    if entry.points not in hands and not entry.text.strip():
        return "chốt khác cả điểm tự chấm và chấm chéo thì ghi lý do."
    return ""


def _head(year: ClusterYear) -> Unit:
    head = head_of(members_of(year))
    if head is None:
        raise ValidationError(f"{year} chưa có trưởng cụm, khối.")
    return head.unit


def bar_member(
    *, actor: Actor, member: ClusterMember, on: date, reason: str, document: str = ""
) -> ClusterAct:
    """Say that a member is not to be ranked, and why: a condition of the regulation that people found.

    Raises:
        PermissionDenied: the actor does not decide for the unit that heads the cluster.
        ValidationError: a draft or closed, barred already, or no reason.
    """
    return _bar(actor, member, ClusterActKind.BARRED, on, reason.strip(), document)


def admit_member(
    *, actor: Actor, member: ClusterMember, on: date, reason: str, document: str = ""
) -> ClusterAct:
    """Rank a member again that was not to be ranked.

    Raises:
        PermissionDenied: the actor does not decide for the unit that heads the cluster.
        ValidationError: a draft or closed, not barred, or no reason.
    """
    return _bar(actor, member, ClusterActKind.ADMITTED, on, reason.strip(), document)


def _bar(
    actor: Actor, member: ClusterMember, kind: ClusterActKind, on: date, reason: str, document: str
) -> ClusterAct:
    year = member.year
    by = require_send(actor, _head(year), year)
    refuse_stage(year, Stage.SELF, Stage.CROSS, Stage.MEETING)
    if kind == ClusterActKind.BARRED and member.barred:
        raise ValidationError(f"{member} đã ghi không xếp loại: {member.barred}.")
    if kind == ClusterActKind.ADMITTED and not member.barred:
        raise ValidationError(f"{member} đang được xếp loại.")
    if not reason:
        what = (
            "không xếp loại: điều kiện nào của quy chế, căn cứ nào"
            if not member.barred
            else "xếp loại trở lại"
        )
        raise ValidationError({"reason": f"Ghi lý do {what}."})
    with transaction.atomic():
        before = stored(member)
        member.barred = reason if kind == ClusterActKind.BARRED else ""
        member.full_clean()
        member.save(update_fields=["barred"])
        act = act_of(by, year, kind, on, member=member, note=reason, document=document)
        write_down(by, year, "member_barred", (before, member), (None, act), why=reason)
    return act


# ---- votes ----------------------------------------------------------------------------------------


def record_ballot(
    *,
    actor: Actor,
    year: ClusterYear,
    honour: str,
    on: date,
    minutes: str,
    summoned: int,
    present: int,
    votes: Mapping[int, int],
) -> Ballot:
    """Record a vote of suy tôn on one title from its minutes. A second vote on it counts in its place.

    Args:
        votes: votes for each member put up, by the member's key.

    Raises:
        PermissionDenied: the actor writes neither for the cluster's head nor for who runs the clusters.
        ValidationError: no meeting; a title that collectives don't get; no minutes; more votes than people;
            somebody who is not to be ranked.
    """
    by = require_score(actor, _head(year), year)
    refuse_stage(year, Stage.MEETING)
    members = {one.pk: one for one in members_of(year)}
    refuse(_wrong_votes(honour, minutes, present, votes, members))
    assert year.threshold is not None  # a year without it is not opened
    ballot = Ballot(
        year=year,
        honour=honour,
        on=on,
        minutes=minutes.strip(),
        summoned=summoned,
        present=present,
        threshold=year.threshold,
        above=year.above,
        vote_base=year.vote_base,
        at=timezone.now(),
        by_name=by.full_name,
    )
    ballot.full_clean()
    with transaction.atomic():
        ballot.save()
        lines = [BallotLine(ballot=ballot, member=members[key], votes=count) for key, count in votes.items()]
        for line in lines:
            line.full_clean()
            line.save()
        title = honours_put_up()[honour]
        act = act_of(
            by, year, ClusterActKind.VOTED, on, document=minutes, note=f"{title}: {len(lines)} đơn vị"
        )
        write_down(by, year, "voted", (None, ballot), *((None, line) for line in lines), (None, act))
    return ballot


def _wrong_votes(
    honour: str, minutes: str, present: int, votes: Mapping[int, int], members: Mapping[int, ClusterMember]
) -> list[str]:
    if honour not in honours_put_up():
        return ["Danh hiệu này không tặng cho tập thể."]
    if not minutes.strip():
        return ["Ghi biên bản hội nghị bỏ phiếu."]
    if not votes:
        return ["Ghi số phiếu cho ít nhất một đơn vị."]
    if not set(votes) <= set(members):
        return ["Chỉ bỏ phiếu cho thành viên của cụm, khối."]
    barred = [f"{members[key]} không xếp loại, không đưa vào phiếu." for key in votes if members[key].barred]
    return barred + [
        f"{members[key]}: {count} phiếu, nhiều hơn {present} đại biểu dự."
        for key, count in votes.items()
        if count > present
    ]

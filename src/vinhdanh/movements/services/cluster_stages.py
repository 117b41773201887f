"""From the opening of a cluster's year to its close and hand-over. What was done is an act that stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.movements.models import ClusterAct, ClusterMember, ClusterYear
from vinhdanh.movements.scoring import Move, move_to, rotation, said
from vinhdanh.movements.selectors.clusters import Row, base_sum, groups_of, members_of, score_table
from vinhdanh.movements.services.cluster_writing import (
    act_of,
    refuse_stage,
    require_move,
    require_write,
    write_down,
)
from vinhdanh.movements.services.clusters import copy_criteria, lacking, write_members
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.clusters import ClusterActKind, SheetState, Stage
from vinhdanh.people.models import Finding, Unit
from vinhdanh.people.services.findings import conclude

LEADS = "leads_cluster"  # the conclusion that the articles about flags ask for
NAMED = 5  # members in the message of a refusal


def move_year(
    *, actor: Actor, year: ClusterYear, target: str, on: date, document: str = "", note: str = ""
) -> ClusterAct:
    """Lead the year one step on, or back. To close and to reopen it are services of their own.

    Opening freezes members, regulation and criteria. Checking begins with a rotation of who checks whom,
    unless people have assigned that.

    Raises:
        PermissionDenied: the actor does not decide about that unit's clusters.
        ValidationError: no such step; the draft lacks something; sheets are missing, or a step back is made,
            and no reason is given.
    """
    by = require_move(actor, year)
    move = move_to(year.stage, target)
    if move is None or Stage.CLOSED in (move.source, move.target):
        raise ValidationError(f"Từ bước “{year.get_stage_display()}” không chuyển sang bước này được.")
    if move.back and not note.strip():
        raise ValidationError({"note": "Trở lại bước trước thì ghi lý do."})
    if move.source == Stage.DRAFT and (missing := lacking(year)):
        raise ValidationError(missing)
    if not move.back and move.source != Stage.DRAFT:
        _refuse_missing(year, move, note)
    with transaction.atomic():
        pairs = _assign(year) if move.target == Stage.CROSS and not move.back else []
        if move.source == Stage.DRAFT:
            groups = groups_of(year)
            count = sum(len(group.criteria.all()) for group in groups)
            note = f"{count} tiêu chí, tổng {said(base_sum(groups))} điểm. {note}".strip()
        return _step(by, year, move, on, document, note, pairs)


def _refuse_missing(year: ClusterYear, move: Move, note: str) -> None:
    wanted = {
        Stage.CROSS: (SheetState.WRITING,),
        Stage.MEETING: (SheetState.WRITING, SheetState.SENT),
    }[Stage(move.target)]
    missing = [str(one) for one in members_of(year) if one.state in wanted and not one.barred]
    if missing and not note.strip():
        what = "chưa gửi điểm tự chấm" if move.target == Stage.CROSS else "chưa chấm chéo xong"
        raise ValidationError(
            {"note": f"{_named(missing)} {what}. Chờ các đơn vị gửi, hoặc ghi lý do chuyển bước."}
        )


def _assign(year: ClusterYear) -> list[Pair]:
    """Give a checker to everybody where nobody has one yet."""
    members = members_of(year)
    if any(one.checker_id for one in members):
        return []
    pairs: list[Pair] = []
    for member, place in zip(members, rotation(len(members), year.year), strict=False):
        before = stored(member)
        member.checker = members[place]
        member.save(update_fields=["checker"])
        pairs.append((before, member))
    return pairs


def _step(
    by: Acting, year: ClusterYear, move: Move, on: date, document: str, note: str, pairs: Sequence[Pair] = ()
) -> ClusterAct:
    before = stored(year)
    year.stage = move.target
    year.full_clean()
    year.save()
    act = act_of(by, year, move.act, on, document=document, note=note)
    verb = "year_closed" if move.target == Stage.CLOSED else "stage_moved"
    write_down(by, year, verb, (before, year), (None, act), *pairs, why=note.strip() if move.back else "")
    return act


# ---- close ----------------------------------------------------------------------------------------


def first_ranked(rows: Sequence[Row]) -> list[ClusterMember]:
    """Who ranks first: several where their points are equal."""
    return [row.member for row in rows if row.rank == 1]


def close_year(
    *,
    actor: Actor,
    year: ClusterYear,
    on: date,
    document: str,
    note: str = "",
    leader: ClusterMember | None = None,
    concludes: bool = True,
    why: str = "",
) -> ClusterAct:
    """Sum the year up: ranks stand, and the leader is named.

    The articles about flags (Luật Thi đua, khen thưởng 2022, Điều 25, Điều 26) ask whether a collective leads
    its cluster. With ``concludes`` the actor concludes so about the leader, with the points as evidence; a
    conclusion of his that stands already is left as it is.

    Args:
        leader: who leads where several rank first; otherwise whoever does.
        why: the reason, where an earlier conclusion said no.

    Raises:
        PermissionDenied: the actor does not decide about that unit's clusters, or about the leader.
        ValidationError: sheets are not decided; several rank first and none is chosen; no minutes; an earlier
            conclusion says no and no reason is given.
    """
    by = require_move(actor, year)
    refuse_stage(year, Stage.MEETING)
    rows = score_table(year)
    missing = [str(row.member) for row in rows if row.final is None and not row.member.barred]
    if missing:
        raise ValidationError(f"{_named(missing)} chưa chốt điểm: chốt trong hội nghị rồi tổng kết.")
    if not document.strip():
        raise ValidationError({"document": "Ghi biên bản hoặc báo cáo tổng kết."})
    leader = _leader(rows, leader)
    move = move_to(Stage.MEETING, Stage.CLOSED)
    assert move is not None
    with transaction.atomic():
        year.leader = leader
        if leader:
            row = next(row for row in rows if row.member.pk == leader.pk)
            assert row.final is not None
            told = f"Dẫn đầu: {leader}, {said(row.final.points)} điểm"
            act = _step(by, year, move, on, document, f"{told}. {note}".strip())
            if concludes:
                _conclude(actor, year, row, on, document, why)
        else:
            act = _step(by, year, move, on, document, f"Không đơn vị nào được xếp loại. {note}".strip())
    return act


def _leader(rows: Sequence[Row], chosen: ClusterMember | None) -> ClusterMember | None:
    first = first_ranked(rows)
    if chosen is None and len(first) > 1:
        names = ", ".join(map(str, first))
        raise ValidationError({"leader": f"Cùng xếp thứ nhất: {names}. Chọn đơn vị dẫn đầu."})
    if chosen is not None and chosen not in first:
        raise ValidationError({"leader": f"{chosen} không xếp thứ nhất, không chọn là đơn vị dẫn đầu được."})
    return chosen or next(iter(first), None)


def _standing(unit: Unit, year: int) -> Finding | None:
    return Finding.objects.current().filter(unit=unit, about=LEADS, year=year).first()


def _conclude(actor: Actor, year: ClusterYear, row: Row, on: date, document: str, why: str) -> None:
    unit, of = row.member.unit, year.members.count()
    standing = _standing(unit, year.year)
    if standing is not None and standing.holds:
        return
    assert row.final is not None
    points = said(row.final.points)
    conclude(
        actor=actor,
        subject=unit,
        about=LEADS,
        year=year.year,
        holds=True,
        evidence=f"{_evidence(year)}: xếp thứ nhất trong {of} đơn vị, {points} điểm. {document.strip()}.",
        on=on,
        why=why,
    )


def _evidence(year: ClusterYear) -> str:
    """How the conclusion about this year's leader begins."""
    return f"{year.cluster} do {year.cluster.unit} tổ chức, năm {year.year}"


def reopen_year(*, actor: Actor, year: ClusterYear, on: date, note: str, document: str = "") -> ClusterAct:
    """Take the close back, to mend what was wrong. A conclusion that rested on it is replaced by "no".

    Raises:
        PermissionDenied: the actor does not decide about that unit's clusters.
        ValidationError: not closed, or no reason.
    """
    by = require_move(actor, year)
    refuse_stage(year, Stage.CLOSED)
    if not note.strip():
        raise ValidationError({"note": "Mở lại thì ghi lý do."})
    move = move_to(Stage.CLOSED, Stage.MEETING)
    assert move is not None
    with transaction.atomic():
        leader, year.leader = year.leader, None
        act = _step(by, year, move, on, document, note)
        standing = _standing(leader.unit, year.year) if leader else None
        if leader and standing and standing.holds and standing.evidence.startswith(_evidence(year)):
            said_no = f"Mở lại năm của cụm, khối: {note.strip()}"
            conclude(
                actor=actor,
                subject=leader.unit,
                about=LEADS,
                year=year.year,
                holds=False,
                evidence=_evidence(year),
                on=on,
                why=said_no[:300],
            )
    return act


# ---- hand-over ------------------------------------------------------------------------------------


def hand_over(
    *, actor: Actor, year: ClusterYear, on: date, document: str, head: Unit, deputies: Sequence[Unit] = ()
) -> ClusterYear:
    """Hand the cluster over to next year's head: the next year as a draft, criteria and regulation copied.

    Units that no longer exist at the turn of the year are left out.

    Raises:
        PermissionDenied: the actor writes no clusters for that unit.
        ValidationError: not closed; handed over before; no minutes; head or deputies who are no members.
    """
    by = require_write(actor, year.cluster.unit, year)
    refuse_stage(year, Stage.CLOSED)
    if year.cluster.years.filter(year=year.year + 1).exists():
        raise ValidationError(f"{year.cluster} đã có năm {year.year + 1}.")
    if not document.strip():
        raise ValidationError({"document": "Ghi biên bản bàn giao."})
    new_year = date(year.year + 1, 1, 1)
    open_then = set(Unit.objects.open(new_year).values_list("pk", flat=True))
    units = [one.unit for one in members_of(year) if one.unit_id in open_then]
    with transaction.atomic():
        made = ClusterYear(
            cluster=year.cluster,
            year=year.year + 1,
            regulation_number=year.regulation_number,
            regulation_date=year.regulation_date,
            regulation=year.regulation,
            declared=year.declared,
            threshold=year.threshold,
            above=year.above,
            vote_base=year.vote_base,
            threshold_basis=year.threshold_basis,
        )
        made.full_clean()
        made.save()
        told = f"Năm {made.year}: trưởng {head}" + (
            f"; phó {', '.join(map(str, deputies))}" if deputies else ""
        )
        act = act_of(by, year, ClusterActKind.HANDED_OVER, on, document=document, note=told)
        write_down(by, year, "handed_over", (None, made), (None, act))
        write_members(actor=actor, year=made, units=units, head=head, deputies=deputies)
        copy_criteria(by, year, made)
    return made


def _named(names: Sequence[str]) -> str:
    more = f" và {len(names) - NAMED} đơn vị khác" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more

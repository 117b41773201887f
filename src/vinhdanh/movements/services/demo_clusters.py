"""The sample province's clusters: 2025 summed up, voted and handed over, 2026 being scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.movements.models import (
    Ballot,
    BallotLine,
    ClusterAct,
    ClusterMember,
    ClusterYear,
    CriteriaGroup,
    Criterion,
    Score,
)
from vinhdanh.movements.scoring import rotation
from vinhdanh.movements.selectors.clusters import criteria_of, members_of, score_table
from vinhdanh.movements.services.cluster_stages import LEADS, close_year, move_year
from vinhdanh.movements.services.clusters import add_cluster, write_year
from vinhdanh.movements.services.demo_criteria import BLOCK_SHEET, CLUSTER_SHEET, EVIDENCE, REASONS
from vinhdanh.movements.types.clusters import (
    ClusterActKind,
    ClusterKind,
    MemberRole,
    PointKind,
    SheetState,
    Stage,
)
from vinhdanh.people.models import Finding, Unit

LAST, THIS = 2025, 2026  # the year that is played whole, and the one that is running
COMMUNE_CLUSTERS = 6
BLOCKS = (
    ("Khối thi đua Tham mưu, xây dựng lực lượng", ("PV", "PX")),
    ("Khối thi đua An ninh", ("PA",)),
    ("Khối thi đua Cảnh sát", ("PC", "PK")),
)
AHEAD = "PX01"  # its khối is already at the checks of the running year
SHARE = Decimal(50)  # of the sample's own regulation: more than half of those present
TITLES = ("DVTT", "DVQT", "CO_BO")
BY = "Thường trực Thi đua (dữ liệu mẫu)"


@dataclass(frozen=True, slots=True)
class _Group:
    """A cluster to be: its members in order."""

    kind: ClusterKind
    name: str
    units: list[Unit]


@transaction.atomic
def install_demo_clusters(agency: Unit) -> list[ClusterYear]:
    """Write the sample's clusters of the agency; this year's are returned. Deterministic; quick."""
    made = []
    for group in _groups(agency):
        first = LAST
        if group.kind == ClusterKind.BLOCK:  # the phòng competed before the communes had their own police
            first = LAST - 1
        year = _set_up(agency, group, first)
        for at in range(first, THIS):
            _play(year, at)
            year = _go_on(year)
        _run(year, group)
        made.append(year)
    return made


def _groups(agency: Unit) -> list[_Group]:
    """Every phòng in its khối and every commune in its cụm, at most one flag of last year in each."""
    base = list(agency.children.open(date(LAST, 11, 1)).filter(tier="base").order_by("path"))
    found = [
        _Group(ClusterKind.BLOCK, name, [one for one in base if one.code.startswith(codes)])
        for name, codes in BLOCKS
    ]
    placed = {one.pk for group in found for one in group.units}
    rest = [one for one in base if one.pk not in placed]
    flagged = set(
        Finding.objects.current().filter(about=LEADS, year=LAST, holds=True).values_list("unit", flat=True)
    )
    leaders = [one for one in rest if one.pk in flagged]
    others = [one for one in rest if one.pk not in flagged]
    size = -(-len(others) // COMMUNE_CLUSTERS)
    for at in range(COMMUNE_CLUSTERS):
        units = others[at * size : (at + 1) * size] + leaders[at : at + 1]
        units.sort(key=lambda one: one.path)
        found.append(_Group(ClusterKind.CLUSTER, f"Cụm thi đua số {at + 1} – Công an cấp xã", units))
    return [group for group in found if len(group.units) > 1]


def _set_up(agency: Unit, group: _Group, year: int) -> ClusterYear:
    by = Operator(BY)
    made = add_cluster(actor=by, unit=agency, kind=group.kind, name=group.name, year=year)
    # The head of two years ago is the third, so that the first two are next by order.
    head, deputy = group.units[2 % len(group.units)], group.units[3 % len(group.units)]
    if group.kind == ClusterKind.CLUSTER:
        head, deputy = group.units[0], group.units[1]
    _fill(made, group.units, head, deputy)
    made.self_due, made.cross_due = date(year, 11, 10), date(year, 11, 20)
    return write_year(
        actor=by,
        year=made,
        regulation_number=f"{made.cluster_id:02d}/QC-CAT",
        regulation_date=date(year, 1, 20),
        regulation=(
            "Cụm, khối ký giao ước đầu năm, tự chấm và chấm chéo trong tháng 11, họp suy tôn cuối tháng. "
            "Không xếp loại đơn vị có cán bộ bị kỷ luật từ khiển trách trở lên mà không tự phát hiện, xử lý."
        ),
        declared=Decimal(1000),
        threshold=SHARE,
        above=True,
        threshold_basis="Điều 9 Quy chế của cụm, khối",
    )


def _fill(year: ClusterYear, units: Sequence[Unit], head: Unit, deputy: Unit) -> None:
    """Members and criteria of a year, as the services would write them, all at once."""
    roles = {head.pk: MemberRole.HEAD, deputy.pk: MemberRole.DEPUTY}
    ClusterMember.objects.bulk_create(
        ClusterMember(year=year, unit=unit, order=order, role=roles.get(unit.pk, MemberRole.MEMBER))
        for order, unit in enumerate(units, 1)
    )
    sheet = BLOCK_SHEET if year.cluster.kind == ClusterKind.BLOCK else CLUSTER_SHEET
    groups = CriteriaGroup.objects.bulk_create(
        CriteriaGroup(year=year, order=order, name=text.name, kind=text.kind, cap=text.cap)
        for order, text in enumerate(sheet, 1)
    )
    Criterion.objects.bulk_create(
        Criterion(group=group, order=order, name=one.name, most=one.most, method=one.method)
        for group, text in zip(groups, sheet, strict=True)
        for order, one in enumerate(text.criteria, 1)
    )


# ---- a year that is over --------------------------------------------------------------------------


def _play(year: ClusterYear, at: int) -> None:
    """Open a draft, let everybody score and check, vote and sum up."""
    by = Operator(BY)
    move_year(actor=by, year=year, target=Stage.SELF, on=date(at, 2, 6), document=f"Hội nghị đầu năm {at}")
    members, rng = members_of(year), Random(f"{year.cluster.name} {at}")
    _assign(year, members)
    _score(year, _by_merit(members, at, rng), rng, upto="final")
    year.members.update(state=SheetState.DECIDED)
    _acts(year, members, at)
    ClusterYear.objects.filter(pk=year.pk).update(stage=Stage.MEETING)
    year.refresh_from_db()
    _vote(year, at, rng)
    on, number = date(at, 11, 28), f"Biên bản hội nghị tổng kết số {year.cluster_id:02d}/BB-{at}"
    close_year(actor=by, year=year, on=on, document=number, concludes=at == LAST)


def _by_merit(members: Sequence[ClusterMember], at: int, rng: Random) -> list[ClusterMember]:
    """Members from the best down: the flag of the year first, then those honoured, the others as drawn."""
    units = [one.unit_id for one in members]
    flagged = set(
        Finding.objects.current()
        .filter(about=LEADS, year=at, holds=True, unit__in=units)
        .values_list("unit", flat=True)
    )
    honoured = set(
        Grant.objects.filter(unit__in=units, year=at, honour__in=("DVQT", "CO_BO")).values_list(
            "unit", flat=True
        )
    )
    luck = {one.pk: rng.random() for one in members}
    return sorted(
        members, key=lambda one: (one.unit_id not in flagged, one.unit_id not in honoured, luck[one.pk])
    )


def _score(year: ClusterYear, merit: Sequence[ClusterMember], rng: Random, *, upto: str) -> None:
    """Points of every member by every criterion, the better the further ahead in ``merit``."""
    criteria = criteria_of(year)
    kinds = dict(Criterion.objects.filter(group__year=year).values_list("pk", "group__kind"))
    rows: list[Score] = []
    for place, member in enumerate(merit):
        worth = 0.985 - 0.16 * place / max(len(merit) - 1, 1)
        for one in criteria:
            rows.append(_points(member, one, kinds[one.pk], worth, place == 0, rng, upto))
    Score.objects.bulk_create(rows)


def _points(
    member: ClusterMember, one: Criterion, kind: str, worth: float, first: bool, rng: Random, upto: str
) -> Score:
    if kind == PointKind.BASE:
        own = _half(float(one.most) * min(1.0, worth + rng.uniform(-0.02, 0.04)), one.most)
    elif kind == PointKind.BONUS:
        own = one.most if first or rng.random() < (worth - 0.8) * 2 else Decimal(0)
    else:
        own = one.most / 2 if not first and rng.random() < 0.25 - (worth - 0.8) else Decimal(0)
    score = Score(member=member, criterion=one, own=own, evidence=rng.choice(EVIDENCE) if own else "")
    if upto == "own":
        return score
    score.cross = own
    if not first and kind == PointKind.BASE and rng.random() < 0.22:
        score.cross = max(own - Decimal(rng.choice((1, 2, 3, 5))), Decimal(0))
        score.cross_reason = rng.choice(REASONS)
    if upto == "final":
        score.final = score.cross
        if score.cross != own and rng.random() < 0.25:
            score.final, score.final_reason = own, "Hội nghị xem xét minh chứng bổ sung, giữ điểm tự chấm"
    return score


def _half(value: float, most: Decimal) -> Decimal:
    """Rounded to half a point."""
    return min(Decimal(round(value * 2)) / 2, most)


def _acts(year: ClusterYear, members: Sequence[ClusterMember], at: int) -> None:
    """What was done with each sheet, at a day of its own, and the steps between."""
    now = timezone.now()
    totals = {row.member.pk: row for row in score_table(year)}
    acts = [
        ClusterAct(year=year, kind=kind, on=on, at=now, by_name=BY)
        for kind, on in ((ClusterActKind.CROSS, date(at, 11, 11)), (ClusterActKind.MEETING, date(at, 11, 21)))
    ]
    for place, member in enumerate(members):
        row = totals[member.pk]
        for kind, total, first, span in (
            (ClusterActKind.SENT, row.own, date(at, 11, 2), 8),
            (ClusterActKind.CHECKED, row.cross, date(at, 11, 12), 8),
            (ClusterActKind.DECIDED, row.final, date(at, 11, 27), 1),
        ):
            acts.append(
                ClusterAct(
                    year=year,
                    kind=kind,
                    member=member,
                    on=first + timedelta(days=place % span),
                    points=total.points if total else None,
                    at=now,
                    by_name=BY,
                )
            )
    ClusterAct.objects.bulk_create(acts)


def _vote(year: ClusterYear, at: int, rng: Random) -> None:
    """Votes on three titles, by rank: the lists overlap, as they do in life."""
    rows, now, on = score_table(year), timezone.now(), date(at, 11, 27)
    count = len(rows)
    reach = {"DVTT": count * 3 // 4, "DVQT": count // 2, "CO_BO": 1}
    summoned = 2 * count
    present = summoned - rng.randint(0, 2)
    lines, acts = [], []
    for honour in TITLES:
        ballot = Ballot.objects.create(
            year=year,
            honour=honour,
            on=on,
            minutes=f"Biên bản suy tôn số {year.cluster_id:02d}/BB-ST, năm {at}",
            summoned=summoned,
            present=present,
            threshold=SHARE,
            above=True,
            vote_base=year.vote_base,
            at=now,
            by_name=BY,
        )
        put_up = rows[: min(reach[honour] + 2, count)]
        for place, row in enumerate(put_up):
            carries = place < reach[honour]
            votes = present - rng.randint(0, present // 5) if carries else rng.randint(1, present // 2)
            votes = votes if place else present
            lines.append(BallotLine(ballot=ballot, member=row.member, votes=votes))
        acts.append(
            ClusterAct(
                year=year,
                kind=ClusterActKind.VOTED,
                on=on,
                document=ballot.minutes,
                note=f"{honour_name(honour)}: {len(put_up)} đơn vị",
                at=now,
                by_name=BY,
            )
        )
    BallotLine.objects.bulk_create(lines)
    ClusterAct.objects.bulk_create(acts)


def _go_on(year: ClusterYear) -> ClusterYear:
    """Hand over to whoever is next by order, and issue the next year's criteria."""
    units = [one.unit for one in members_of(year)]
    led = {one.unit_id for one in ClusterMember.objects.filter(year__cluster=year.cluster, role="head")}
    head, deputy = sorted(units, key=lambda one: one.pk in led)[:2]  # who has not led yet goes first
    made = ClusterYear.objects.get(pk=year.pk)
    made.pk, made.leader, made.stage, made.year = None, None, Stage.DRAFT, year.year + 1
    made.save()
    _fill(made, units, head, deputy)
    told, on = f"Năm {made.year}: trưởng {head}; phó {deputy}", date(year.year, 11, 28)
    document, kind = f"Biên bản bàn giao cụm, khối năm {year.year}", ClusterActKind.HANDED_OVER
    ClusterAct.objects.create(
        year=year, kind=kind, on=on, document=document, note=told, at=timezone.now(), by_name=BY
    )
    record(
        actor=Operator(BY), verb="clusters.handed_over", subject=str(year), ref=f"cluster:{year.cluster_id}"
    )
    at = made.year
    dues = (
        {"self_due": date(at, 11, 30), "cross_due": date(at, 12, 10)}
        if at == THIS
        else {
            "self_due": date(at, 11, 10),
            "cross_due": date(at, 11, 20),
        }
    )
    return write_year(actor=Operator(BY), year=made, **dues)


# ---- the running year -----------------------------------------------------------------------------


def _run(year: ClusterYear, group: _Group) -> None:
    """Issue the criteria; in November most have scored themselves, and one khối checks already."""
    by = Operator(BY)
    ahead = any(one.code == AHEAD for one in group.units)
    if ahead:
        write_year(actor=by, year=year, self_due=date(THIS, 11, 20), cross_due=date(THIS, 12, 5))
    move_year(
        actor=by, year=year, target=Stage.SELF, on=date(THIS, 2, 6), document=f"Hội nghị đầu năm {THIS}"
    )
    members, rng = members_of(year), Random(f"{year.cluster.name} {THIS}")
    _assign(year, members)
    merit = sorted(members, key=lambda one: (one.unit.code != AHEAD, rng.random()))
    _score(year, merit, rng, upto="cross" if ahead else "own")
    if ahead:
        waiting = [one for one in members if one.checker and one.checker.unit.code == AHEAD]
        done = [one for one in members if one not in waiting][:-1]
        Score.objects.filter(member__year=year).exclude(member__in=done).update(cross=None, cross_reason="")
        year.members.update(state=SheetState.SENT)
        year.members.filter(pk__in=[one.pk for one in done]).update(state=SheetState.CHECKED)
        ClusterYear.objects.filter(pk=year.pk).update(stage=Stage.CROSS)
        _note(year, members, done)
    else:
        sent = [one for one in members if rng.random() < 0.6]
        year.members.filter(pk__in=[one.pk for one in sent]).update(state=SheetState.SENT)
        _note(year, sent, [])
    told = f"{len(members)} đơn vị tự chấm điểm, {year}"
    record(actor=by, verb="clusters.self_scored", subject=told, ref=f"cluster:{year.cluster_id}")


def _note(year: ClusterYear, sent: Sequence[ClusterMember], checked: Sequence[ClusterMember]) -> None:
    """The acts of the sheets so far, none on a day that has not come."""
    now, today = timezone.now(), timezone.localdate()
    year.refresh_from_db()
    rows = {row.member.pk: row for row in score_table(year)}
    acts = []
    for kind, members, first, hand in (
        (ClusterActKind.SENT, sent, date(THIS, 11, 9), "own"),
        (ClusterActKind.CHECKED, checked, date(THIS, 11, 21), "cross"),
    ):
        for place, member in enumerate(members):
            total = getattr(rows[member.pk], hand)
            on = min(first + timedelta(days=place % 10), today)
            points = total.points if total else None
            acts.append(
                ClusterAct(year=year, kind=kind, member=member, on=on, points=points, at=now, by_name=BY)
            )
    if checked:
        on = min(date(THIS, 11, 20), today)
        acts.insert(len(sent), ClusterAct(year=year, kind=ClusterActKind.CROSS, on=on, at=now, by_name=BY))
    ClusterAct.objects.bulk_create(acts)


def _assign(year: ClusterYear, members: Sequence[ClusterMember]) -> None:
    for member, place in zip(members, rotation(len(members), year.year), strict=True):
        member.checker = members[place]
    ClusterMember.objects.bulk_update(members, ["checker"])

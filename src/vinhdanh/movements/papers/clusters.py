"""Papers of a cluster's year: a member's points, the table of all, and the minutes of suy tôn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.documents.words import two_digits
from vinhdanh.movements.models import ClusterMember, ClusterYear, CriteriaGroup, Score
from vinhdanh.movements.scoring import said
from vinhdanh.movements.selectors.clusters import Row as Standing
from vinhdanh.movements.selectors.clusters import given_by, head_of, total_by
from vinhdanh.movements.selectors.votes import Vote
from vinhdanh.movements.types.clusters import PointKind
from vinhdanh.movements.types.registration import title_name
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import HEAD, TURN, numbered, sample_rows

HANDS = ("own", "cross", "final")


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion with its points by the member, its checker and the meeting, in words; "" for none yet."""

    name: str
    most: str
    points: tuple[str, str, str]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A member's line in the table of all."""

    rank: str
    unit: str
    points: tuple[str, str, str]
    bonus: str
    minus: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Voted:
    """One vote of suy tôn: title, day, minutes, who sat, the rule, and (unit, votes, carried) lines."""

    honour: str
    on: date
    minutes: str
    summoned: int
    present: int
    rule: str
    lines: tuple[tuple[str, int, bool], ...]


def points_paper(member: ClusterMember, groups: Sequence[CriteriaGroup], scores: dict[int, Score]) -> Paper:
    """A member's points for every criterion, in three hands."""
    tables = []
    for group in groups:
        cap = f", cả nhóm không quá {said(group.cap)}" if group.cap else ""
        how = f" ({group.get_kind_display().lower()}{cap})" if group.kind != PointKind.BASE else ""
        tables.append(
            (
                f"{group.name}{how}",
                [_scored(one.name, one.most, scores.get(one.pk)) for one in group.criteria.all()],
            )
        )
    totals = tuple(
        said(total_by(groups, scores, hand).points) if given_by(scores, hand) else "" for hand in HANDS
    )
    return _points(
        letterhead_of(member.unit),
        unit=member.unit.name,
        cluster=str(member.year),
        checker=member.checker.unit.name if member.checker else "",
        groups=tables,
        totals=(totals[0], totals[1], totals[2]),
    )


def _scored(name: str, most: Decimal, score: Score | None) -> Scored:
    if score is None:
        return Scored(name, said(most), ("", "", ""))
    points = [said(found) if (found := getattr(score, hand)) is not None else "" for hand in HANDS]
    notes = [
        score.evidence,
        f"Chấm chéo: {score.cross_reason}" if score.cross_reason else "",
        f"Hội nghị: {score.final_reason}" if score.final_reason else "",
    ]
    return Scored(name, said(most), (points[0], points[1], points[2]), "; ".join(filter(None, notes)))


def ranking_paper(year: ClusterYear, rows: Sequence[Standing]) -> Paper:
    """The points and ranks of all members, as far as ``rows`` has them."""
    return _ranking(
        letterhead_of(year.cluster.unit),
        cluster=str(year),
        regulation=year.regulation_number,
        rows=[_ranked(one) for one in rows],
    )


def _ranked(row: Standing) -> Ranked:
    points = [said(one.points) if one else "" for one in (row.own, row.cross, row.final)]
    return Ranked(
        str(row.rank or ""),
        row.member.unit.name,
        (points[0], points[1], points[2]),
        said(row.final.bonus) if row.final else "",
        said(row.final.minus) if row.final else "",
        f"Không xếp loại: {row.member.barred}" if row.member.barred else "",
    )


def acclaim_paper(year: ClusterYear, rows: Sequence[Standing], votes: Sequence[Vote]) -> Paper:
    """The minutes of the meeting: rank and points of the members, and the vote on each title."""
    head = head_of([row.member for row in rows])
    return _acclaim(
        letterhead_of(year.cluster.unit),
        cluster=str(year),
        head_unit=head.unit.name if head else "",
        regulation=year.regulation_number,
        rows=[_ranked(one) for one in rows],
        votes=[
            Voted(
                title_name(vote.ballot.honour),
                vote.ballot.on,
                vote.ballot.minutes,
                vote.ballot.summoned,
                vote.ballot.present,
                f"{'quá' if vote.ballot.above else 'từ'} {said(vote.ballot.threshold)}% "
                f"{vote.ballot.get_vote_base_display()}",
                tuple((line.member.unit.name, line.votes, yes) for line, yes in vote.lines),
            )
            for vote in votes
        ],
    )


# ---- the papers -----------------------------------------------------------------------------------


def _points(
    head: Letterhead,
    *,
    unit: str,
    cluster: str,
    checker: str,
    groups: Sequence[tuple[str, Sequence[Scored]]],
    totals: tuple[str, str, str],
) -> Paper:
    rows: list[Row] = []
    at = 0
    for group, criteria in groups:
        rows.append(Row((group,), bold=True))
        for one in criteria:
            at += 1
            rows.append(Row((str(at), one.name, one.most, *one.points, one.notes)))
    if rows:
        rows.append(Row(("", "Tổng điểm", "", *totals, ""), bold=True))
    columns = (
        TURN,
        Column("Nội dung tiêu chí", 4.4),
        Column("Điểm tối đa", 0.9, Align.RIGHT),
        Column("Tự chấm", 0.9, Align.RIGHT),
        Column("Chấm chéo", 0.9, Align.RIGHT),
        Column("Điểm chốt", 0.9, Align.RIGHT),
        Column("Minh chứng, ghi chú", 3.4),
    )
    signers = [Signature((HEAD.upper(), unit.upper()))]
    if checker:
        signers.insert(0, Signature(("ĐƠN VỊ CHẤM CHÉO", checker.upper())))
    return Paper(
        title=f"Bảng chấm điểm của {unit}, {cluster}",
        letterhead=head,
        kind="BẢNG CHẤM ĐIỂM THI ĐUA",
        about=f"{unit}\n{cluster}",
        body=(Table(columns, tuple(rows), empty="Chưa có tiêu chí."),),
        signatures=Signatures(tuple(signers)) if checker else None,
        signature=None if checker else signers[0],
        landscape=True,
    )


def _table(rows: Sequence[Ranked]) -> Table:
    columns = (
        Column("Hạng", 0.8, Align.CENTRE),
        Column("Đơn vị", 4),
        Column("Tự chấm", 1, Align.RIGHT),
        Column("Chấm chéo", 1, Align.RIGHT),
        Column("Điểm chốt", 1, Align.RIGHT),
        Column("Thưởng", 1.1, Align.RIGHT),
        Column("Trừ", 0.8, Align.RIGHT),
        Column("Ghi chú", 1.8),
    )
    cells = tuple(Row((one.rank, one.unit, *one.points, one.bonus, one.minus, one.note)) for one in rows)
    return Table(columns, cells, empty="Chưa có đơn vị.")


def _ranking(head: Letterhead, *, cluster: str, regulation: str, rows: Sequence[Ranked]) -> Paper:
    return Paper(
        title=f"Bảng điểm {cluster}",
        letterhead=head,
        kind="BẢNG TỔNG HỢP ĐIỂM THI ĐUA",
        about=cluster,
        note=f"(Chấm theo quy chế số {regulation})" if regulation else "",
        body=(_table(rows),),
        signature=Signature(("TRƯỞNG CỤM, KHỐI",)),
        landscape=True,
    )


def _acclaim(
    head: Letterhead,
    *,
    cluster: str,
    head_unit: str = "",
    regulation: str,
    rows: Sequence[Ranked],
    votes: Sequence[Voted],
) -> Paper:
    regulated = f" theo quy chế số {regulation}" if regulation else ""
    body: list[Block] = [
        Heading("I. Kết quả chấm điểm"),
        Paragraph(f"Hội nghị chốt điểm của {two_digits(len(rows))} đơn vị{regulated}:"),
        _table(rows),
        Heading("II. Kết quả bỏ phiếu suy tôn"),
    ]
    columns = (TURN, Column("Đơn vị", 4), Column("Số phiếu", 1.2, Align.RIGHT), Column("Kết quả", 2))
    for at, vote in enumerate(votes, 1):
        lines = numbered(
            (unit, str(count), "Đủ phiếu" if yes else "Chưa đủ phiếu") for unit, count, yes in vote.lines
        )
        body += [
            Heading(f"{at}. {vote.honour}", level=3),
            Paragraph(
                f"Ngày {vote.on:%d/%m/%Y}; triệu tập {two_digits(vote.summoned)}, dự "
                f"{two_digits(vote.present)} đại biểu; đủ phiếu khi đạt {vote.rule} ({vote.minutes})."
            ),
            Table(columns, lines),
        ]
        carried = "; ".join(unit for unit, _, yes in vote.lines if yes)
        body.append(Paragraph(f"Suy tôn: {carried or 'không có đơn vị nào'}."))
    if not votes:
        body.append(Paragraph("Chưa ghi kết quả bỏ phiếu."))
    return Paper(
        title=f"Biên bản suy tôn, {cluster}",
        letterhead=head,
        number=None,
        dated=max((vote.on for vote in votes), default=None),
        kind="BIÊN BẢN",
        about=f"Họp suy tôn {cluster}",
        body=tuple(body),
        signatures=Signatures(
            (Signature(("THƯ KÝ",)), Signature(("CHỦ TRÌ", *((head_unit.upper(),) if head_unit else ()))))
        ),
    )


# ---- samples --------------------------------------------------------------------------------------

_CLUSTER = "Cụm thi đua số 1 năm 2025"
_LONG_UNIT = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội"


def _points_sample(head: Letterhead, long: bool) -> Paper:
    scored = [
        Scored("Gửi báo cáo đúng hạn", "10", ("10", "9,5", "9,5"), "Chấm chéo: chậm một báo cáo"),
        Scored("Triển khai, sơ kết, tổng kết phong trào", "20", ("20", "", "")),
    ]
    unit = _LONG_UNIT if long else "Phòng Tổ chức cán bộ"
    return _points(
        head,
        unit=unit,
        cluster=_CLUSTER,
        checker=_LONG_UNIT if long else "",
        groups=[
            ("I. Công tác thi đua", sample_rows(scored, long, 60)),
            ("II. Điểm thưởng (không quá 15)", scored),
        ],
        totals=("30", "9,5", "9,5"),
    )


def _rank_rows(long: bool) -> list[Ranked]:
    rows = [
        Ranked("1", "Phòng Tổ chức cán bộ", ("1.000", "987,5", "987,5"), "15", "2"),
        Ranked("", _LONG_UNIT, ("950", "940", "940"), "0", "10", "Không xếp loại: có cán bộ bị kỷ luật"),
    ]
    return sample_rows(rows, long, 40)


def _ranking_sample(head: Letterhead, long: bool) -> Paper:
    return _ranking(head, cluster=_CLUSTER, regulation="05/QC-CAT", rows=_rank_rows(long))


def _acclaim_sample(head: Letterhead, long: bool) -> Paper:
    lines = (("Phòng Tổ chức cán bộ", 9, True), (_LONG_UNIT, 3, False))
    rule = "từ 50% số đại biểu dự họp"
    vote = Voted("Cờ thi đua của Bộ", date(2025, 11, 20), "Biên bản số 01/BB-ST", 10, 9, rule, lines)
    return _acclaim(
        replace(head, place=head.place or "Sơn Hà"),
        cluster=_CLUSTER,
        head_unit="Phòng Tổ chức cán bộ",
        regulation="05/QC-CAT",
        rows=_rank_rows(long),
        votes=[vote] * (3 if long else 1),
    )


POINTS = PaperKind("bang-cham-diem", "Bảng chấm điểm thi đua của đơn vị", _points_sample)
RANKING = PaperKind("bang-diem-cum", "Bảng tổng hợp điểm cụm, khối", _ranking_sample)
ACCLAIM = PaperKind("bien-ban-suy-ton", "Biên bản suy tôn", _acclaim_sample)

"""Phiếu bầu on paper, which nobody signs; phiếu lấy ý kiến of who is absent, which he signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from vinhdanh.council.models import AgendaItem, AgendaLine, Attendance, BallotBox
from vinhdanh.council.selectors.meetings import agenda, ballot_words
from vinhdanh.council.types.meetings import ItemState
from vinhdanh.documents.paper import (
    Align,
    Block,
    Box,
    Column,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.documents.words import roman
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note

MARK_ONE = "Đánh dấu X vào một ô ở mỗi dòng. Dòng đánh dấu cả hai ô hoặc để trống không tính là đồng ý."


@dataclass(frozen=True, slots=True)
class Choosable:
    """A line to tick: who, with rank and unit, under which honour."""

    name: str
    about: str = ""
    honour: str = ""


def ballot_paper(box: BallotBox, copies: int, without: Collection[str] = ()) -> Paper:
    """The ballots of a box on paper: all alike, without a name or a number that could tell whose one is.

    Args:
        copies: how many are printed, at most one for each member.
        without: refs of items about people under secrecy.
    """
    items = [one for one in box.items.all() if one.ref not in without]
    return _ballot(
        letterhead_of(box.unit),
        title=box.title,
        place=box.place,
        rows=[Choosable(one.label, one.rank) for one in items],
        hidden=box.items.count() - len(items),
        copies=copies,
    )


def written_paper(row: Attendance, without: Collection[str] = ()) -> Paper:
    """What an absent member says in writing of the proposals that he may vote on.

    Args:
        without: codes of proposals about people under secrecy.
    """
    meeting = row.meeting
    apart = set(row.member.recusals.filter(line__item__meeting=meeting).values_list("line", flat=True))
    told: list[Choosable] = []
    hidden = 0
    for item in agenda(meeting):
        if item.state != ItemState.WAITING:  # it is too late to count what comes in writing
            continue
        lines = [line for line in _lines(item) if not line.aside and line.pk not in apart]
        kept = [line for line in lines if line.proposal.code not in without]
        hidden += len(lines) - len(kept)
        words = ballot_words([line.proposal for line in kept])
        told += [
            Choosable(
                str(line.proposal.subject),
                words[line.proposal_id].partition("\n")[0],
                item.name,  # type: ignore[attr-defined]
            )
            for line in kept
        ]
    day = timezone.localtime(meeting.starts)
    return _written(
        letterhead_of(meeting.council.unit),
        about=f"Phiên họp ngày {day:%d/%m/%Y} của {meeting.council.name}",
        member=row.member.name,
        role=row.member.role_words,
        reason=row.reason,
        rows=told,
        hidden=hidden,
        apart=len(apart),
    )


def _lines(item: AgendaItem) -> list[AgendaLine]:
    return list(item.rows)  # type: ignore[attr-defined]


_COLUMNS = (
    Column("STT", 0.7, Align.CENTRE),
    Column("Họ và tên, tập thể", 3),
    Column("Cấp bậc, đơn vị", 2.4),
    Column("Đồng ý", 1, Align.CENTRE),
    Column("Không đồng ý", 1.1, Align.CENTRE),
)


def _table(rows: Sequence[Choosable]) -> Table:
    """The lines to tick; where there are several honours, each under its own."""
    told: list[Row] = []
    honours = list(dict.fromkeys(one.honour for one in rows))
    for at, honour in enumerate(honours, 1):
        if honour:
            told.append(Row((f"{roman(at)}. {honour}",), bold=True))
        group = (one for one in rows if one.honour == honour)
        told += [Row((str(place), one.name, one.about, Box(), Box())) for place, one in enumerate(group, 1)]
    return Table(_COLUMNS, tuple(told), empty="Không có đề nghị nào.", size=13)


def _ballot(
    head: Letterhead,
    *,
    title: str,
    place: str,
    rows: Sequence[Choosable],
    hidden: int,
    copies: int,
) -> Paper:
    return Paper(
        title=f"Phiếu bầu: {title}",
        letterhead=head,
        placed=False,
        kind="PHIẾU BẦU",
        about=title,
        note=f"({place})" if place else "",
        body=(
            _table(rows),
            *left_out_note(hidden),
            Items((MARK_ONE, "Phiếu kín: không ghi họ tên, không ký tên, không ghi gì khác."), mark=""),
        ),
        copies=copies,
    )


def _written(
    head: Letterhead,
    *,
    about: str,
    member: str,
    role: str,
    reason: str,
    rows: Sequence[Choosable],
    hidden: int,
    apart: int,
) -> Paper:
    why = f", vắng họp vì: {reason}" if reason else ", không dự phiên họp"
    body: list[Block] = [
        Paragraph(f"Tôi là {member}, {role}{why}; xin gửi ý kiến bằng văn bản như sau:"),
        _table(rows),
        *left_out_note(hidden),
    ]
    if apart:
        body.append(Paragraph(f"Không có trong phiếu: {apart} đề nghị mà tôi không tham gia biểu quyết."))
    return Paper(
        title=f"Phiếu lấy ý kiến bằng văn bản: {member}",
        letterhead=head,
        number="……",
        kind="PHIẾU LẤY Ý KIẾN BẰNG VĂN BẢN",
        about=about,
        body=(*body, Items((MARK_ONE,), mark="")),
        signature=Signature(("THÀNH VIÊN HỘI ĐỒNG",), member, "(Ký, ghi rõ họ tên)"),
    )


# ---- fictitious data --------------------------------------------------------------------------------


def _rows(long: bool, honour: str = "") -> list[Choosable]:
    names = ("Nguyễn Văn Hòa", "H’Hen Niê Êban", "Lê Hoàng Phước Thiện Bảo Ngọc")
    return [
        Choosable(names[at % 3], "Thiếu tá, PX01", honour if at < 20 else "Giấy khen" if honour else "")
        for at in range(60 if long else 3)
    ]


def _sample_ballot(head: Letterhead, long: bool) -> Paper:
    return _ballot(
        head,
        title="Xét danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
        place="Phiên họp ngày 08/01/2026",
        rows=_rows(long),
        hidden=1 if long else 0,
        copies=11 if long else 1,
    )


def _sample_written(head: Letterhead, long: bool) -> Paper:
    return _written(
        head,
        about="Phiên họp ngày 08/01/2026 của Hội đồng thi đua, khen thưởng Công an tỉnh",
        member="Thượng tá Y Čuôr Ŏng",
        role="Trưởng phòng Hậu cần, Ủy viên",
        reason="đi công tác",
        rows=_rows(long, "Chiến sĩ thi đua cơ sở"),
        hidden=0,
        apart=1 if long else 0,
    )


BALLOT = PaperKind("phieu-bau", "Phiếu bầu", _sample_ballot)
WRITTEN = PaperKind("phieu-lay-y-kien", "Phiếu lấy ý kiến bằng văn bản", _sample_written)

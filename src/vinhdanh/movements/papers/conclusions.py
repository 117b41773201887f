"""Thông báo kết luận, chỉ đạo of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.documents.paper import Annex, Block, Column, Heading, Letterhead, Paper, Paragraph, Table
from vinhdanh.documents.words import day_line, roman
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, numbered, sample_rows, signature_of


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what was directed: by whom, in which words, what it means for whom and until when."""

    giver: str
    text: str
    task: str
    owner: str
    shared: str
    deadline: str


def conclusions_paper(meeting: Meeting, lines: Sequence[Directive]) -> Paper:
    """The meeting's directives by who gave them; who does what until when in the annex."""
    return _paper(
        letterhead_of(meeting.unit),
        unit=meeting.unit.name,
        name=meeting.name,
        on=meeting.on,
        place=meeting.place,
        number=meeting.document,
        chair=next((one.said_by for one in lines if one.giver == meeting.chair), meeting.chair),
        lines=[
            Said(
                one.said_by,
                one.text,
                one.task,
                one.owner.name,
                "; ".join(str(unit) for unit in one.coordinating.all()),
                one.deadline_words,
            )
            for one in lines
        ],
    )


def _paper(
    head: Letterhead,
    *,
    unit: str,
    name: str,
    on: date,
    place: str,
    number: str,
    chair: str,
    lines: Sequence[Said],
) -> Paper:
    givers = list(dict.fromkeys(one.giver for one in lines))
    where = f" tại {place}" if place else ""
    called = name[:1].lower() + name[1:]
    body: list[Block] = [
        Paragraph(
            f"Ngày {on:%d/%m/%Y}{where}, {chair} chủ trì {called}. Ý kiến chỉ đạo, kết luận được thông báo "
            "như sau:"
        )
    ]
    for at, giver in enumerate(givers):
        if len(givers) > 1:
            body.append(Heading(f"{roman(at + 1)}. Ý kiến của {giver}"))
        told = [one.text for one in lines if one.giver == giver]
        body += [Paragraph(f"{at}. {text}") for at, text in enumerate(told, 1)]
    if lines:
        body.append(Paragraph("Các đơn vị được giao việc (phụ lục kèm theo) thực hiện, báo cáo đúng hạn."))
    else:
        body.append(Paragraph("Chưa ghi chỉ đạo, kết luận nào."))
    columns = (
        TURN,
        Column("Việc phải làm", 4),
        Column("Đơn vị chủ trì", 2.6),
        Column("Phối hợp", 2.2),
        Column("Hạn", 1.3),
    )
    shown = number.removeprefix("Thông báo số ").strip() or "……/TB"
    rows = numbered((one.task, one.owner, one.shared, one.deadline) for one in lines)
    owners = list(dict.fromkeys(one.owner for one in lines))
    return Paper(
        title=f"Thông báo kết luận {called}",
        letterhead=head,
        number=shown,
        dated=None,
        kind="THÔNG BÁO",
        about=f"Ý kiến chỉ đạo, kết luận tại {called}",
        body=tuple(body),
        signature=signature_of(chair),
        sent_to=(*(owners if len(owners) <= 8 else ["Các đơn vị được giao việc"]), "Lưu: VT"),
        annexes=(
            Annex(
                "DANH MỤC VIỆC ĐƯỢC GIAO",
                (Table(columns, rows),),
                with_paper=f"(Kèm theo Thông báo số {shown} {day_line(None)} của {unit})",
                label="Phụ lục",
                landscape=True,
            ),
        )
        if lines
        else (),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    task = "Tổng kiểm tra cơ sở kinh doanh có điều kiện trên toàn tỉnh"
    owner = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội"
    lines = [
        Said("Đại tá Trịnh Quốc Bảo, Giám đốc", f"{task}.", task, owner, "", "12/12/2026"),
        Said(
            "Thượng tá Y Bhiông Niê Kđăm, Phó Giám đốc",
            f"{task}.",
            task,
            "Công an xã Ia Đrăng",
            owner,
            "thường xuyên",
        ),
    ]
    return _paper(
        replace(head, place=head.place or "Sơn Hà"),
        unit="Công an tỉnh Sơn Hà",
        name="Giao ban tháng 11/2026",
        on=date(2026, 11, 5),
        place="Hội trường Công an tỉnh Sơn Hà",
        number="97/TB-CAT",
        chair="Đại tá Trịnh Quốc Bảo, Giám đốc",
        lines=sample_rows(lines, long, 60) if long else lines[:1],
    )


CONCLUSIONS = PaperKind("thong-bao-ket-luan", "Thông báo kết luận, chỉ đạo", _sample)

"""Biên bản họp Hội đồng: what was frozen when the meeting ended, or how it stands while it is open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from vinhdanh.council.models import CouncilMeeting
from vinhdanh.council.papers.heads import council_head
from vinhdanh.council.selectors.minutes import closed_minutes, minutes_content
from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    PaperError,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    bold,
)
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note

Content = Mapping[str, Any]


def minutes_paper(meeting: CouncilMeeting, without: Collection[str] = ()) -> Paper:
    """The minutes of a meeting, marked as a draft until they are closed.

    Args:
        without: codes of proposals about people under secrecy; they are counted, not named.

    Raises:
        PaperError: the closed minutes no longer fit their hash.
    """
    closed = closed_minutes(meeting)
    content, whole = closed or (minutes_content(meeting), True)
    if not whole:
        raise PaperError(
            "Nội dung biên bản không khớp mã kiểm tra: đã bị sửa ngoài phần mềm, nên không in. "
            "Giữ nguyên máy chủ, báo Chủ tịch Hội đồng."
        )
    return _paper(letterhead_of(meeting.council.unit), content, frozenset(without), draft=closed is None)


def _paper(head: Letterhead, c: Content, without: frozenset[str] = frozenset(), *, draft: bool) -> Paper:
    day, month, year = c["day"]
    return Paper(
        title=f"Biên bản họp Hội đồng: {c['round']}",
        letterhead=council_head(replace(head, issuer=c["unit"].upper()), c["council"]),
        number=c["number"] or "……",
        dated=date(year, month, day),
        kind="BIÊN BẢN",
        about=f"Họp {c['council']}\nxét, đề nghị khen thưởng: {c['round']}",
        body=(
            Paragraph(f"Thời gian bắt đầu: {c['began']}, ngày {day:02}/{month:02}/{year}."),
            Paragraph(f"Địa điểm: {c['place']}."),
            Paragraph(f"Hội đồng thành lập theo {c['decision']}, tổng số {c['members']} thành viên."),
            *_people(c),
            Heading("II. Nội dung, kết quả biểu quyết"),
            *_lines(c["remarks"]),
            *(block for at, item in enumerate(c["items"], 1) for block in _item(at, item, c, without)),
            Heading("III. Kết luận của người chủ trì"),
            *(_lines(c["conclusion"]) or [Paragraph("…" * 60)]),
            *_end(c),
        ),
        signatures=Signatures(
            (Signature(("THƯ KÝ",), c["secretary"][0]), Signature(("CHỦ TRÌ",), c["chair"][0]))
        ),
        mark="DỰ THẢO" if draft else "",
    )


def _people(c: Content) -> list[Block]:
    quorum = f"Có mặt {len(c['present'])} trong {c['members']} thành viên"
    blocks: list[Block] = [
        Heading("I. Thành phần"),
        Paragraph(f"1. {quorum}; số người dự tối thiểu: {c['quorum']}."),
        *([Items(_ended([f"{one['name']}, {one['role']}" for one in c["present"]]))] if c["present"] else []),
        Paragraph(f"2. Vắng {len(c['absent'])} người:" if c["absent"] else "2. Vắng: không."),
    ]
    if c["absent"]:
        blocks.append(Items(_ended([_absent(one) for one in c["absent"]])))
    led = f"3. Chủ trì: {_titled(c['chair'])}. Thư ký: {_titled(c['secretary'])}."
    return [*blocks, Paragraph(led)]


def _titled(named: list[str]) -> str:
    return ", ".join(part for part in named if part)


def _absent(one: Content) -> str:
    said = [f"{one['name']}, {one['role']}"]
    said += [f"lý do: {one['why']}"] if one["why"] else []
    said += [one["written"]] if one["written"] else []
    return ", ".join(said)


def _ended(lines: list[str]) -> tuple[str, ...]:
    """Lines of a list: each with a semicolon, the last with a full stop."""
    return tuple(f"{line}{'.' if at == len(lines) else ';'}" for at, line in enumerate(lines, 1))


def _lines(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


_COLUMNS = (
    Column("STT", 0.7, Align.CENTRE),
    Column("Người, tập thể được đề nghị", 2.7),
    Column("Đơn vị", 1.1),
    Column("Đồng ý", 0.9, Align.CENTRE),
    Column("Không đồng ý", 0.95, Align.CENTRE),
    Column("Không ý kiến", 0.95, Align.CENTRE),
    Column("Ý kiến văn bản", 1, Align.CENTRE),
    Column("Tỷ lệ", 0.95, Align.CENTRE),
    Column("Kết quả", 1.35),
)


def _item(at: int, item: Content, c: Content, without: frozenset[str]) -> list[Block]:
    """One honour: by which share it was voted on, the votes, who took no part, what was said besides."""
    lines = [one for one in item["lines"] if one["code"] not in without]
    gone = len(item["lines"]) - len(lines)
    way = f"Hình thức: {item['way'].lower()}"
    if item["members"]:
        way += f"; {item['needed']}" + (f" ({item['citation']})" if item["citation"] else "")
    present = f" Có mặt lúc biểu quyết: {item['present']} người." if item["present"] is not None else ""
    blocks: list[Block] = [
        Paragraph((bold(f"{at}. {item['name']}"), f" ({len(item['lines'])} đề nghị). {way}.{present}"))
    ]
    if not item["counted"]:
        later = ", để phiên họp khác" if c["ended"] else ""
        return [*blocks, Paragraph(f"Chưa biểu quyết{later}.")]
    blocks.append(Table(_COLUMNS, tuple(_row(place, one) for place, one in enumerate(lines, 1))))
    blocks += left_out_note(gone)
    if item["members"]:
        blocks.append(
            Paragraph(
                f"Tỷ lệ tính trên tổng số {item['members']} thành viên Hội đồng, kể cả người vắng và người "
                f"không tham gia biểu quyết; đủ phiếu: {item['passed']} trong {len(item['lines'])} đề nghị."
            )
        )
    if any(one["written_for"] or one["written_against"] for one in lines):
        counted = "tính là phiếu theo quy chế Hội đồng" if item["written_counts"] else "không tính là phiếu"
        blocks.append(Paragraph(f"Cột ý kiến văn bản: đồng ý/không đồng ý của người vắng, {counted}."))
    for one in lines:
        blocks += [
            Paragraph(f"Không tham gia biểu quyết về {one['subject']}: {said}; mẫu số vẫn là "
                      f"{item['members']}.")
            for said in one["recused"]
        ]  # fmt: skip
        blocks += [Paragraph(f"Ý kiến về {one['subject']}: {said}.") for said in one["opinions"]]
    return blocks


def _row(place: int, one: Content) -> Row:
    written = one["written_for"] or one["written_against"]
    figures = ("–" if one[name] is None else str(one[name]) for name in ("for", "against", "blank"))
    return Row(
        (
            str(place),
            one["subject"],
            one["place"] or "–",
            *figures,
            f"{one['written_for']}/{one['written_against']}" if written else "–",
            one["share"],
            one["result"],
        )
    )


def _end(c: Content) -> list[Block]:
    if not c["ended"]:
        return []
    return [
        Paragraph(
            f"Phiên họp kết thúc lúc {c['ended']} cùng ngày. Biên bản đã đọc lại, các thành viên dự họp "
            "nhất trí; lập thành 02 bản, lưu hồ sơ Hội đồng và gửi cơ quan thường trực."
        )
    ]


# ---- fictitious data --------------------------------------------------------------------------------


def _sample(head: Letterhead, long: bool) -> Paper:
    names = ("Nguyễn Văn Hòa", "H’Hen Niê Êban", "Lê Hoàng Phước Thiện Bảo Ngọc")
    seat = {"why": "", "written": ""}
    members = [
        {"name": "Đại tá Trịnh Quốc Bảo", "role": "Giám đốc, Chủ tịch"} | seat,
        {"name": "Đại tá Lê Hoài Sơn", "role": "Phó Giám đốc, Phó Chủ tịch"} | seat,
        {"name": "Thượng tá Đỗ Đức Hòa", "role": "Trưởng phòng Tổ chức cán bộ, Thư ký"} | seat,
    ]
    absent = {
        "name": "Thượng tá Y Čuôr Ŏng",
        "role": "Trưởng phòng Hậu cần, Ủy viên",
        "why": "đi công tác",
        "written": "ý kiến bằng văn bản số 14/PH10 ngày 07/01/2026",
    }
    lines = [
        {
            "code": f"HS-{at}",
            "subject": names[at % 3],
            "place": "PX01",
            "for": 10 - at % 3,
            "against": at % 3,
            "blank": 0,
            "written_for": 0 if at % 3 else 1,
            "written_against": 0,
            "share": ("90,91%", "81,82%", "72,73%")[at % 3],
            "passed": at % 3 < 2,
            "result": "Đủ phiếu" if at % 3 < 2 else "Thiếu 1 phiếu",
            "recused": ["Thượng tá Đỗ Đức Hòa (là người đứng đầu tập thể được đề nghị)"] if at == 1 else [],
            "opinions": [],
        }
        for at in range(500 if long else 3)
    ]
    return _paper(
        head,
        {
            "number": "06/BB-HĐTĐKT",
            "unit": "Công an tỉnh Sơn Hà",
            "council": "Hội đồng thi đua, khen thưởng Công an tỉnh",
            "decision": "Quyết định số 15/QĐ-CAT ngày 15/01/2025 của Giám đốc Công an tỉnh",
            "round": "Tổng kết công tác năm 2025",
            "place": "Phòng họp số 1",
            "day": [8, 1, 2026],
            "began": "08 giờ 00",
            "ended": "10 giờ 30",
            "members": 11,
            "quorum": "ít nhất 2/3 tổng số 11 thành viên (Điều 5 Quy chế Hội đồng)",
            "present": members * (3 if long else 1),
            "absent": [absent],
            "chair": ["Đại tá Trịnh Quốc Bảo", "Giám đốc"],
            "secretary": ["Thượng tá Đỗ Đức Hòa", "Trưởng phòng"],
            "items": [
                {
                    "name": "Chiến sĩ thi đua cơ sở",
                    "way": "Bỏ phiếu",
                    "needed": "cần 9 trong 11: ít nhất 80% tổng số 11 thành viên; 8,8 làm tròn lên 9",
                    "citation": "quy chế Hội đồng",
                    "members": 11,
                    "present": 10,
                    "counted": True,
                    "written_counts": False,
                    "lines": lines,
                    "passed": sum(one["passed"] is True for one in lines),
                }
            ],
            "remarks": "Thường trực báo cáo kết quả thẩm định; các thành viên thảo luận.",
            "conclusion": "Hội đồng đề nghị tặng danh hiệu cho các trường hợp đủ phiếu.",
        },
        draft=False,
    )


MINUTES = PaperKind("bien-ban-hop-hoi-dong", "Biên bản họp Hội đồng thi đua, khen thưởng", _sample)

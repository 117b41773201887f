"""Thông báo niêm yết công khai: where and until when a list hangs out, and how to object."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.documents.words import day_line, roman, two_digits
from vinhdanh.dossiers.models import Posting
from vinhdanh.dossiers.papers.listed import (
    Listed,
    by_honour,
    counts_words,
    head_signature,
    listed,
    sample_lines,
)
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of


def posting_paper(posting: Posting) -> Paper:
    """The notice of one list. What the secrecy of a file keeps from hanging out is only counted."""
    lines = posting.lines.select_related(
        "proposal__person",
        "proposal__collective",
        "proposal__household",
        "proposal__outsider",
        "proposal__unit",
        "proposal__place",
    )
    shown = [one.proposal for one in lines if not one.exempt]
    agency = posting.round.unit
    return _paper(
        letterhead_of(agency),
        round=str(posting.round),
        agency=agency.name,
        starts=posting.starts,
        ends=posting.ends,
        days=posting.working_days,
        ground=posting.ground,
        place=posting.place,
        media=posting.media,
        rows=listed(shown),
        exempt=len(lines) - len(shown),
        signature=head_signature(agency),
        police=agency.force == "police",
    )


_COLUMNS = (
    Column("STT", 0.65, Align.CENTRE),
    Column("Họ và tên, tập thể", 2.4),
    Column("Chức vụ, đơn vị", 2.8),
    Column("Tóm tắt thành tích", 4),
)


def _paper(
    head: Letterhead,
    *,
    round: str,
    agency: str,
    starts: date,
    ends: date,
    days: int,
    ground: str,
    place: str,
    media: str,
    rows: Sequence[Listed],
    exempt: int,
    signature: Signature,
    police: bool = True,
) -> Paper:
    span = f"từ ngày {starts:%d/%m/%Y} đến hết ngày {ends:%d/%m/%Y}"
    facts = [
        f"Thời gian: {two_digits(days)} ngày làm việc, {span} ({ground}).",
        f"Nơi niêm yết: {place}.",
    ]
    facts += [f"Đăng trên: {media}."] if media else []
    facts += [f"Nội dung: danh sách {counts_words(rows) or 'đề nghị khen thưởng'} kèm theo."]
    body: list[Block] = [
        Paragraph(f"{agency} niêm yết công khai danh sách đề nghị khen thưởng ({round}) như sau:"),
        Items(tuple(facts)),
        Paragraph(
            "Ý kiến về tập thể, cá nhân trong danh sách gửi cơ quan thường trực Hội đồng thi đua, "
            f"khen thưởng của {agency}, bằng văn bản hoặc tại mục Niêm yết của phần mềm, trước hết ngày "
            f"{ends:%d/%m/%Y}; ghi rõ việc gì, khi nào, ở đâu, kèm tài liệu nếu có. Người gửi được đề nghị "
            "không nêu tên với đơn vị."
        ),
    ]
    if exempt:
        body.append(
            Paragraph(f"{two_digits(exempt)} hồ sơ có độ mật không niêm yết, không có trong danh sách.")
        )
    return Paper(
        title=f"Thông báo niêm yết: {round}",
        letterhead=head,
        number="……",
        dated=starts,
        kind="THÔNG BÁO",
        about="Niêm yết công khai danh sách đề nghị khen thưởng",
        body=tuple(body),
        signature=signature,
        sent_to=("Các đơn vị trực thuộc", "Niêm yết", "Lưu: VT"),
        annexes=(
            Annex(
                "DANH SÁCH NIÊM YẾT",
                (_table(rows, police=police),),
                about=f"Đề nghị khen thưởng: {round}",
                with_paper=f"(Kèm theo Thông báo {day_line(starts)} của {agency})",
            ),
        ),
    )


def _table(rows: Sequence[Listed], *, police: bool) -> Table:
    told: list[Row] = []
    for at, (code, group) in enumerate(by_honour(rows).items(), 1):
        name = honour_name(code, police=police)
        told.append(Row((f"{roman(at)}. {name}: {counts_words(group)}",), bold=True))
        told += [
            Row(
                (
                    str(place),
                    one.name,
                    ", ".join(filter(None, (one.post, one.place))),
                    one.deeds or "Theo hồ sơ đề nghị.",
                )
            )
            for place, one in enumerate(group, 1)
        ]
    return Table(_COLUMNS, tuple(told), empty="Không có đề nghị nào.")


def _sample(head: Letterhead, long: bool) -> Paper:
    return _paper(
        head,
        round="Tổng kết công tác năm 2025",
        agency="Công an tỉnh Sơn Hà",
        starts=date(2025, 12, 8),
        ends=date(2025, 12, 12),
        days=5,
        ground="Quy chế xét tặng của cơ quan",
        place="Bảng tin trụ sở, trang nội bộ",
        media="",
        rows=sample_lines(long),
        exempt=2 if long else 0,
        signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Đại tá Lê Hoài Sơn"),
    )


POSTING = PaperKind("thong-bao-niem-yet", "Thông báo niêm yết công khai", _sample)

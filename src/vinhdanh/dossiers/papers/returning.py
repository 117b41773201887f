"""Công văn trả hồ sơ: which dossiers go back to a unit, why, what they lack, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.documents.words import two_digits
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.papers.listed import (
    LONG_POST,
    head_signature,
    honour_words,
    ranked,
)
from vinhdanh.dossiers.selectors.edits import asked_about, waiting_requests
from vinhdanh.dossiers.selectors.papers import papers_of
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note

BY_AGENCY = frozenset({"return", "outcome_returned"})  # moves that send a dossier back to its unit


@dataclass(frozen=True, slots=True)
class Returned:
    """A dossier that goes back."""

    name: str
    code: str
    honour: str
    why: str
    missing: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    due: date | None = None


def returned(proposal: Proposal) -> Returned | None:
    """A dossier as the letter names it; None where the agency has not sent it back last."""
    last = proposal.moves.last()
    if last is None or last.verb not in BY_AGENCY:
        return None
    police = proposal.round.unit.force == "police"
    return Returned(
        ranked(proposal.subject),
        proposal.code,
        honour_words(proposal.honour, police=police),
        last.why,
        tuple(one.item for one in papers_of(proposal).missing),
        tuple(f"{asked_about(one, proposal)}: {one.question}" for one in waiting_requests(proposal)),
        timezone.localdate(proposal.due) if proposal.due else None,
    )


def return_paper(agency: Unit, unit: Unit, round: str, rows: Sequence[Returned], *, hidden: int = 0) -> Paper:
    """The letter with which the agency sends dossiers back; it has neither number nor day before it is sent.

    Args:
        hidden: people under secrecy whose dossiers are not named in it.
    """
    return _paper(
        letterhead_of(agency),
        unit=unit.name,
        round=round,
        rows=rows,
        hidden=hidden,
        signature=head_signature(agency),
    )


def _paper(
    head: Letterhead,
    *,
    unit: str,
    round: str,
    rows: Sequence[Returned],
    hidden: int,
    signature: Signature,
) -> Paper:
    opening = (
        f"Qua xem xét hồ sơ đề nghị khen thưởng ({round}), cơ quan thường trực Hội đồng trả lại "
        f"{two_digits(len(rows))} hồ sơ để {unit} bổ sung, hoàn chỉnh:"
    )
    body: list[Block] = [Paragraph(opening)]
    body += _one(rows[0]) if len(rows) == 1 else [_table(rows)]
    body += left_out_note(hidden)
    days = {one.due for one in rows if one.due}
    if days:
        until = f"trước hết ngày {min(days):%d/%m/%Y}"
        if len(days) > 1:
            until = "theo hạn ghi ở từng hồ sơ"
        body.append(Paragraph(f"Đề nghị {unit} bổ sung, hoàn chỉnh và trình lại {until}./."))
    else:
        body.append(Paragraph(f"Đề nghị {unit} bổ sung, hoàn chỉnh và trình lại./."))
    return Paper(
        title=f"Trả hồ sơ đề nghị khen thưởng: {unit}",
        letterhead=head,
        number="……",
        about="V/v trả hồ sơ đề nghị khen thưởng",
        addressed_to=(unit,),
        body=tuple(body),
        signature=signature,
        sent_to=("Như trên", "Lưu: VT"),
    )


def _one(one: Returned) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(f"Hồ sơ {one.code}: {one.name}, đề nghị tặng {one.honour}."),
        Heading("1. Lý do trả lại", 3),
        Paragraph(one.why),
    ]
    at = 2
    for title, said in (("Giấy tờ còn thiếu", one.missing), ("Nội dung phải sửa", one.asked)):
        if said:
            blocks += [Heading(f"{at}. {title}", 3), Items(said)]
            at += 1
    return blocks


def _table(rows: Sequence[Returned]) -> Table:
    columns = (
        Column("STT", 0.65, Align.CENTRE),
        Column("Hồ sơ", 2.4),
        Column("Lý do trả lại", 2.6),
        Column("Giấy tờ còn thiếu, nội dung phải sửa", 2.8),
        Column("Hạn", 1.35, Align.CENTRE),
    )
    return Table(
        columns,
        tuple(
            Row(
                (
                    str(at),
                    f"{one.name}\n{one.honour}\n{one.code}",
                    one.why,
                    "\n".join(f"- {said}" for said in (*one.missing, *one.asked)) or "–",
                    f"{one.due:%d/%m/%Y}" if one.due else "–",
                )
            )
            for at, one in enumerate(rows, 1)
        ),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    one = Returned(
        "Thiếu tá Nguyễn Văn Hòa",
        "HS-2025-01-0418",
        "danh hiệu “Chiến sĩ thi đua cơ sở”",
        "Báo cáo thành tích chưa có số liệu so với năm trước.",
        ("Quyết định công nhận sáng kiến",),
        ("Báo cáo thành tích, mục II.2: kết quả năm 2025 tăng bao nhiêu so với năm 2024?",),
        date(2025, 12, 12),
    )
    many = [
        Returned(f"Thượng tá Y Čuôr Ŏng, {LONG_POST}", f"HS-2025-01-{at:04d}", one.honour, one.why * 3,
                 one.missing, one.asked, date(2025, 12, 10 + at % 3))
        for at in range(12)
    ]  # fmt: skip
    return _paper(
        head,
        unit="Phòng Tổ chức cán bộ",
        round="Tổng kết công tác năm 2025",
        rows=many if long else [one],
        hidden=1 if long else 0,
        signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Đại tá Lê Hoài Sơn"),
    )


RETURN = PaperKind("cong-van-tra-ho-so", "Công văn trả hồ sơ", _sample)

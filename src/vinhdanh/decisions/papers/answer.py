"""Công văn that answers a kiến nghị, khiếu nại, tố cáo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.decisions.models import Complaint
from vinhdanh.decisions.papers.lists import head_of
from vinhdanh.decisions.types.complaints import ComplaintAct, ComplaintState
from vinhdanh.documents.paper import Block, Letterhead, Paper, PaperError, Paragraph, Signature
from vinhdanh.documents.words import day_line
from vinhdanh.people.papers.kinds import PaperKind

# What ends a complaint, by the act that says why.
ANSWERED = {
    ComplaintState.CONCLUDED: ComplaintAct.CONCLUDED,
    ComplaintState.DONE: ComplaintAct.CARRIED_OUT,
    ComplaintState.DECLINED: ComplaintAct.DECLINED,
    ComplaintState.STOPPED: ComplaintAct.STOPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A letter and what became of it. ``finding``: in words; ``rest``: what was done, or why nothing was."""

    issuer: str
    sender: str
    whereabouts: str
    kind: str
    received: date
    about: str
    finding: str
    document: str
    text: str
    rest: str
    ended: str  # "" where it was concluded; else how it ended: "không thụ lý", "đình chỉ giải quyết"


def answer_paper(complaint: Complaint) -> Paper:
    """The answer to who sent it; only for those who may know him.

    Raises:
        PaperError: it is not settled yet, or names no sender.
    """
    state = ComplaintState(complaint.state)
    if state not in ANSWERED:
        raise PaperError("Đơn chưa giải quyết xong: ghi kết luận, không thụ lý hoặc đình chỉ rồi trả lời.")
    letter = complaint.letter
    sender = letter.name or (letter.account.full_name if letter.account else "")
    if not sender:
        raise PaperError("Đơn không ghi người gửi, nên không có ai để trả lời.")
    event = complaint.events.filter(act=ANSWERED[state]).last()
    over = state in (ComplaintState.DECLINED, ComplaintState.STOPPED)
    concluded = state == ComplaintState.CONCLUDED
    return set_answer(
        head_of(complaint.unit),
        Answered(
            issuer=complaint.unit.name,
            sender=sender,
            whereabouts=letter.whereabouts,
            kind=complaint.get_kind_display().lower(),
            received=complaint.received,
            about=complaint.matter_words,
            finding=complaint.get_finding_display().lower() if complaint.finding else "",
            document=complaint.conclusion,
            text=complaint.conclusion_text,
            rest=event.note if event and not concluded else "",
            ended=str(event.get_act_display()).lower() if event and over else "",
        ),
    )


def set_answer(head: Letterhead, one: Answered) -> Paper:
    """The paper of an answer. Its number, day and signer are left to be filled."""
    where = f", {one.whereabouts}" if one.whereabouts else ""
    body: list[Block] = [
        Paragraph(f"Ngày {one.received:%d/%m/%Y}, {one.issuer} nhận được đơn {one.kind} về {one.about}.")
    ]
    if one.ended:
        body.append(Paragraph(f"Sau khi xem xét, {one.issuer} {one.ended} đơn này. Lý do: {one.rest}"))
    else:
        by = f" tại {one.document}" if one.document else ""
        body.append(Paragraph(f"Sau khi xác minh, {one.issuer} kết luận{by}: nội dung đơn {one.finding}."))
        body += [Paragraph(text) for text in one.text.splitlines() if text.strip()]
        if one.rest:
            body.append(Paragraph(f"Việc đã thực hiện theo kết luận: {one.rest}"))
    body.append(Paragraph(f"{one.issuer} thông báo để ông (bà) được biết./."))
    return Paper(
        title="Công văn trả lời đơn",
        letterhead=head,
        number="……",
        about=f"V/v trả lời đơn {one.kind}",
        addressed_to=(f"{one.sender}{where}",),
        body=tuple(body),
        signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
        sent_to=("Như trên", "Lưu: VT"),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    text = "Số vụ nêu trong báo cáo khớp với hồ sơ lưu."
    if long:
        text = "\n".join(
            f"{at}. Tổ xác minh đã đối chiếu sổ theo dõi, quyết định khen thưởng và biên bản họp Hội đồng; "
            f"số liệu năm {2020 + at} nêu trong báo cáo thành tích khớp với hồ sơ lưu tại đơn vị."
            for at in range(1, 7)
        )
    return set_answer(
        replace(head, place=head.place or "Sơn Hà"),
        Answered(
            issuer="Công an tỉnh Sơn Hà",
            sender="Tôn Nữ Nguyễn Hoàng Phước Thiện Bảo Ngọc" if long else "Y Blơk Êban",
            whereabouts="Phòng Cảnh sát giao thông",
            kind="kiến nghị, phản ánh",
            received=date(2026, 1, 12),
            about="HS-2025-01-0004: Lê Thị Ánh, Chiến sĩ thi đua cơ sở 2025",
            finding="không đúng",
            document=f"Kết luận số 12/KL {day_line(date(2026, 2, 5))}",
            text=text,
            rest="",
            ended="",
        ),
    )


ANSWER = PaperKind("tra-loi-don", "Công văn trả lời kiến nghị, khiếu nại, tố cáo", _sample)

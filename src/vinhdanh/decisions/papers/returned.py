"""Công văn by which dossiers that the authority above gave back go on to the unit that proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from vinhdanh.access.selectors import scopes
from vinhdanh.decisions.models.submissions import Submission
from vinhdanh.decisions.papers.lists import head_of, honour_words, named, upper_first
from vinhdanh.decisions.papers.samples import sample_people
from vinhdanh.decisions.policies.submissions import may_sign_submission, may_write_submission
from vinhdanh.decisions.selectors.submissions import lines_visible_to
from vinhdanh.decisions.types.submissions import LineResult
from vinhdanh.documents.paper import Align, Column, Letterhead, Paper, Paragraph, Row, Signature, Table
from vinhdanh.documents.words import day_line, two_digits
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note


@dataclass(frozen=True, slots=True)
class Returned:
    """A dossier that came back: its code, who for, what was asked for, and why it came back."""

    code: str
    recipient: str
    honour: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """By whom, when and by which paper they were given back; until when they are to be mended."""

    issuer: str
    unit: str
    who: str
    on: date | None
    document: str
    due: date | None


def returned_paper(submission: Submission, unit: Unit, actor: Actor) -> Paper:
    """The letter to one unit about its dossiers of a submission.

    Raises:
        LookupError: none of the unit's dossiers was given back.
    """
    lines = [
        line
        for line in lines_visible_to(actor, submission)
        if line.result == LineResult.RETURNED and line.proposal.unit_id == unit.pk
    ]
    if not lines:
        raise LookupError(f"{submission} has no dossier of {unit} that was given back")
    held, agency = scopes(actor), submission.unit
    hidden = left_out(
        actor,
        [line.proposal.person for line in lines],
        may_write_submission(held, agency.path),
        may_sign_submission(held, agency.path),
    )
    event = max((line.event for line in lines if line.event), key=lambda one: one.pk, default=None)
    due = min((line.proposal.due for line in lines if line.proposal.due), default=None)
    rows = [
        Returned(
            line.proposal.code,
            named(line.proposal.subject),
            f"{honour_words(line.proposal.honour, police=unit.force == Force.POLICE.value)} "
            f"năm {line.proposal.years}",
            line.why,
        )
        for line in lines
        if line.proposal.person_id not in hidden
    ]
    back = Back(
        issuer=agency.name,
        unit=unit.name,
        who=submission.addressee,
        on=event.on if event else None,
        document=event.document if event else "",
        due=timezone.localtime(due).date() if due else None,
    )
    return set_returned(head_of(agency), back, rows, len(lines) - len(rows))


def set_returned(head: Letterhead, back: Back, rows: Sequence[Returned], hidden: int = 0) -> Paper:
    """The paper of such a letter. Its number, day and signer are left to be filled."""
    count = two_digits(len(rows) + hidden)
    when = f"{upper_first(day_line(back.on))}, " if back.on else ""
    document = f" tại {back.document}" if back.document else ""
    until = day_line(back.due)
    table = Table(
        (
            Column("STT", 0.6, Align.CENTRE),
            Column("Số hồ sơ", 2.5),
            Column("Tập thể, cá nhân", 2.6),
            Column("Đề nghị", 2.6),
            Column("Lý do, nội dung phải bổ sung", 3.8),
        ),
        tuple(
            Row((str(at), one.code, one.recipient, upper_first(one.honour), one.why or "…"))
            for at, one in enumerate(rows, 1)
        ),
        empty="Không có hồ sơ nào được in.",
    )
    return Paper(
        title=f"Công văn trả hồ sơ: {back.unit}",
        letterhead=head,
        number="……",
        about="V/v trả lại hồ sơ đề nghị khen thưởng",
        addressed_to=(back.unit,),
        body=(
            Paragraph(
                f"{when}{back.who} trả lại hồ sơ đề nghị khen thưởng{document}. "
                f"{back.issuer} chuyển trả {back.unit} {count} hồ sơ sau đây:"
            ),
            table,
            *left_out_note(hidden),
            Paragraph(
                f"Đề nghị {back.unit} bổ sung, hoàn thiện và gửi lại {back.issuer} trước {until}; "
                "nếu không tiếp tục đề nghị thì báo cáo bằng văn bản, nêu rõ lý do./."
            ),
        ),
        signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
        sent_to=("Như trên", "Lưu: VT"),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    why = "Báo cáo thành tích chưa có xác nhận của cấp trình"
    if long:
        why += "; số liệu vụ án ở mục II không khớp với quyết định khen thưởng đính kèm, phải đối chiếu lại"
    rows = [
        Returned(f"HS-2025-01-{at:04}", name, "Bằng khen của Thủ tướng Chính phủ năm 2021–2025", why)
        for at, (name, _, _) in enumerate(sample_people(25 if long else 2, long=long), 1)
    ]
    back = Back(
        issuer="Công an tỉnh Sơn Hà",
        unit="Phòng Cảnh sát giao thông",
        who="Bộ trưởng Bộ Công an",
        on=date(2026, 2, 5),
        document="Công văn số 310/X05 ngày 03/02/2026",
        due=None if long else date(2026, 2, 20),
    )
    return set_returned(replace(head, place=head.place or "Sơn Hà"), back, rows)


RETURNED = PaperKind("cong-van-chuyen-tra", "Công văn trả hồ sơ cấp trên trả lại", _sample)

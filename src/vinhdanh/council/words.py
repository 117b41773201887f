"""A vote in words, as pages, minutes and the dossier's reason say it."""

from __future__ import annotations

from fractions import Fraction

from django.utils import timezone

from vinhdanh.council.models import AgendaItem, AgendaLine
from vinhdanh.council.thresholds import plain
from vinhdanh.council.types.meetings import VoteWay


def share_words(line: AgendaLine) -> str:
    """«90,9%» of all members."""
    members = line.item.members
    return f"{plain(Fraction(100 * line.total_for, members))}%" if members else "–"


def result_words(line: AgendaLine) -> str:
    """«Đủ phiếu», «Thiếu 1 phiếu», or why it wasn't voted on."""
    if line.passed is None:
        return line.aside or "Chưa có kết quả"
    unit = "phiếu" if line.item.way == VoteWay.BALLOT else "biểu quyết"
    return f"Đủ {unit}" if line.passed else f"Thiếu {line.missing} {unit}"


def needed_words(item: AgendaItem) -> str:
    """«cần 10 trong 11 phiếu: ít nhất 90% …»."""
    if item.needed is None:
        return "chưa đặt số phiếu cần"
    return f"cần {item.needed} trong {item.members}: {item.of}"


def line_words(line: AgendaLine) -> str:
    """The whole arithmetic: the reason with which a dossier moves."""
    item = line.item
    meeting = item.meeting
    unit = "phiếu" if item.way == VoteWay.BALLOT else "tay giơ"
    written = ""
    if line.written_for or line.written_against:
        counted = "đã tính" if item.written_counts else "không tính là phiếu"
        opinions = f"{line.written_for} đồng ý, {line.written_against} không đồng ý"
        written = f" Ý kiến bằng văn bản: {opinions}, {counted}."
    apart = [one.member.name for one in line.recusals.all()]
    recused = f" Không tham gia: {', '.join(apart)}; mẫu số vẫn là {item.members}." if apart else ""
    return (
        f"Phiên họp {timezone.localtime(meeting.starts):%d/%m/%Y}: {line.total_for} {unit} đồng ý trong "
        f"{item.members} thành viên ({share_words(line)}), {needed_words(item)} ({item.citation})."
        f"{written}{recused}"
    )

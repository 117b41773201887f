"""Tóm tắt thành tích, and the trích ngang of many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vinhdanh.documents.paper import (
    Block,
    Facts,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
)
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.papers.listed import (
    SAMPLE,
    Listed,
    confirming,
    counts_words,
    head_signature,
    honour_words,
    listed,
    sample_lines,
    summary_table,
)
from vinhdanh.dossiers.papers.register import Work, works_of, works_table
from vinhdanh.dossiers.papers.report import written
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note


def summary_paper(proposal: Proposal) -> Paper:
    """The summary of one dossier: who, for what, what was done, and on which works it rests."""
    police = proposal.round.unit.force == "police"
    uses = proposal.achievement_uses.filter(counts=True).select_related("achievement")
    return _summary(
        letterhead_of(proposal.unit),
        listed([proposal])[0],
        f"{honour_words(proposal.honour, police=police)} năm {proposal.years}",
        [_deed(use.achievement.text, use.achievement.since, use.achievement.until) for use in uses],
        works_of(list(proposal.works.all())),
        confirming(proposal)[0],
    )


def _deed(text: str, since: date | None, until: date | None) -> str:
    days = " – ".join(f"{day:%d/%m/%Y}" for day in dict.fromkeys((since, until)) if day)
    return f"{text.rstrip('.')} ({days})." if days else f"{text.rstrip('.')}."


def _summary(
    head: Letterhead,
    one: Listed,
    honour: str,
    deeds: Sequence[str],
    works: Sequence[Work],
    signature: Signature,
) -> Paper:
    facts: list[tuple[str, str]] = [("Tên tập thể" if one.group == "tập thể" else "Họ và tên", one.name)]
    facts += [("Năm sinh", one.born)] if one.group == "cá nhân" else []
    facts += [
        (name, value)
        for name, value in (
            ("Chức vụ", one.post),
            ("Đơn vị", one.place),
            ("Mức xếp loại năm", one.rating),
            ("Phiếu bình xét của đơn vị", one.votes),
        )
        if value
    ]
    body: list[Block] = [Facts(tuple(facts)), Heading("Tóm tắt thành tích"), *written(one.deeds)]
    if deeds:
        body += [Heading("Thành tích đề nghị khen thưởng", 3), Items(tuple(deeds))]
    if works:
        body += [Heading("Sáng kiến, đề tài đã được công nhận", 3), works_table(works)]
    return Paper(
        title=f"Tóm tắt thành tích: {one.name}",
        letterhead=head,
        kind="TÓM TẮT THÀNH TÍCH",
        about=f"Đề nghị tặng {honour}",
        body=tuple(body),
        signature=signature,
    )


# ---- trích ngang ------------------------------------------------------------------------------------


def list_paper(
    round: ReviewRound, issuer: Unit, proposals: Sequence[Proposal], *, hidden: int = 0, part: str = ""
) -> Paper:
    """The list of those who are proposed in a round: by honour, in the order that was proposed.

    Args:
        issuer: whose letterhead it has: the agency, or a unit for its own list.
        hidden: people under secrecy who are not among the proposals.
        part: which part of the list it is, where a filter chose one.
    """
    order = {one.honour: at for at, one in enumerate(round.honours.all())}
    rows = sorted(proposals, key=lambda one: (order.get(one.honour, 99), one.unit.path, one.position, one.pk))
    return _list(
        letterhead_of(issuer),
        f"{round}",
        listed(rows),
        hidden=hidden,
        part=part,
        signature=head_signature(issuer),
        police=round.unit.force == "police",
    )


def _list(
    head: Letterhead,
    about: str,
    rows: Sequence[Listed],
    *,
    hidden: int,
    part: str,
    signature: Signature,
    police: bool = True,
) -> Paper:
    counted = f"Tổng số đề nghị trong danh sách: {counts_words(rows)}." if rows else ""
    body: list[Block] = [summary_table(rows, police=police)]
    body += [Paragraph(counted, indented=False)] if counted else []
    return Paper(
        title=f"Trích ngang đề nghị khen thưởng: {about}",
        letterhead=head,
        kind="DANH SÁCH TRÍCH NGANG",
        about=f"Đề nghị khen thưởng: {about}",
        note=f"({part})" if part else "",
        body=(*body, *left_out_note(hidden)),
        signature=signature,
        landscape=True,
        size=13,
    )


def _sample_summary(head: Letterhead, long: bool) -> Paper:
    one = sample_lines(True)[0] if long else SAMPLE[1]
    works = [("2025", "Số hóa hồ sơ cán bộ", "Cơ sở", "Quyết định số 305/QĐ-CAT ngày 02/12/2025")]
    return _summary(
        head,
        one,
        "danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
        [SAMPLE[2].deeds] * (9 if long else 1),
        works * (6 if long else 1),
        Signature(("TRƯỞNG PHÒNG",), "Thượng tá Đỗ Đức Hòa"),
    )


def _sample_list(head: Letterhead, long: bool) -> Paper:
    return _list(
        head,
        "Tổng kết công tác năm 2025",
        sample_lines(long),
        hidden=2 if long else 0,
        part="",
        signature=Signature(("TRƯỞNG PHÒNG",), "Thượng tá Đỗ Đức Hòa"),
    )


SUMMARY = PaperKind("tom-tat-thanh-tich", "Tóm tắt thành tích", _sample_summary)
LIST = PaperKind("trich-ngang", "Danh sách trích ngang", _sample_list)

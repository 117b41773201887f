"""Tờ trình của đơn vị, with the list of those whom it proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.documents.paper import Annex, Block, Items, Letterhead, Paper, Paragraph, Signature
from vinhdanh.documents.words import day_line
from vinhdanh.dossiers.models import PartVersion, Proposal, ReviewRound
from vinhdanh.dossiers.papers.listed import (
    Listed,
    by_honour,
    counts_words,
    head_signature,
    honour_words,
    listed,
    sample_lines,
    summary_table,
)
from vinhdanh.dossiers.papers.meeting import Met, meetings_of
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.eligibility.books import law
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.secrecy import left_out_note

_LAW = "Luật Thi đua, khen thưởng"


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission of a unit: its number and day, and the dossiers that name it."""

    number: str
    on: date
    proposals: list[Proposal]


def submissions_of(proposals: Sequence[Proposal]) -> list[Submitted]:
    """The submissions that the newest versions of these dossiers name, the newest first."""
    rows = PartVersion.objects.filter(proposal__in=proposals, part=PartKind.SUBMISSION).order_by("number")
    newest = {row.proposal_id: (row.content["number"], row.content["on"]) for row in rows}
    groups: dict[tuple[str, str], list[Proposal]] = {}
    for one in proposals:
        if one.pk in newest:
            groups.setdefault(newest[one.pk], []).append(one)
    found = [Submitted(number, date.fromisoformat(on), held) for (number, on), held in groups.items()]
    return sorted(found, key=lambda one: (one.on, one.number), reverse=True)


def submission_paper(round: ReviewRound, unit: Unit, one: Submitted, *, hidden: int = 0) -> Paper:
    """The submission as its dossiers name it; ``hidden``: people under secrecy who are not in it."""
    grounds = [f"Căn cứ {text}" for text in _laws(one.on)]
    grounds += [f"Căn cứ {round.document.rstrip('.;')}"] if round.document else []
    return _paper(
        letterhead_of(unit),
        number=one.number,
        on=one.on,
        round=str(round),
        unit=unit.name,
        to=round.unit.name,
        grounds=grounds,
        meetings=meetings_of(one.proposals),
        rows=listed(one.proposals),
        hidden=hidden,
        signature=head_signature(unit, one.on),
        police=round.unit.force == "police",
    )


def _laws(day: date) -> list[str]:
    """The law of emulation and commendation of a day, by name and date, as the law files have it."""
    texts = (text for text in law().instruments.values() if text.name == _LAW and text.kind == "national")
    return [f"{text.name} {day_line(text.issued)}" for text in texts if text.applies_on(day) and text.issued]


def _paper(
    head: Letterhead,
    *,
    number: str,
    on: date | None,
    round: str,
    unit: str,
    to: str,
    grounds: Sequence[str],
    meetings: Sequence[Met],
    rows: Sequence[Listed],
    hidden: int,
    signature: Signature,
    police: bool = True,
) -> Paper:
    basis = [*grounds, *(f"Căn cứ {one.words}" for one in meetings)]
    asked = tuple(
        f"{_capital(honour_words(code, police=police))}: {counts_words(group)}"
        for code, group in by_honour(rows).items()
    )
    body: list[Block] = [
        Paragraph(
            f"{unit} đề nghị {to} xét, khen thưởng {counts_words(rows) or 'các tập thể, cá nhân'} "
            "(có danh sách trích ngang kèm theo), gồm:"
        ),
        Items(tuple(f"{said}{'.' if at == len(asked) else ';'}" for at, said in enumerate(asked, 1))),
    ]
    if meetings:
        body.append(
            Paragraph(
                "Các trường hợp trên đã được bình xét; số phiếu của từng trường hợp ghi trong danh sách."
            )
        )
    body += left_out_note(hidden)
    body += [
        Paragraph(f"Kính trình {to} xem xét, quyết định./."),
        Paragraph("(Đính kèm: biên bản bình xét, báo cáo thành tích, danh sách trích ngang.)"),
    ]
    shown = number or "……/TTr"
    return Paper(
        title=f"Tờ trình {number}: {round}",
        letterhead=head,
        number=shown,
        dated=on,
        kind="TỜ TRÌNH",
        about=f"Đề nghị khen thưởng: {round}",
        addressed_to=(to,),
        grounds=tuple(basis),
        body=tuple(body),
        signature=signature,
        sent_to=("Như trên", "Lưu: VT"),
        annexes=(
            Annex(
                "DANH SÁCH TRÍCH NGANG",
                (summary_table(rows, police=police), *left_out_note(hidden)),
                about=f"Đề nghị khen thưởng: {round}",
                with_paper=f"(Kèm theo Tờ trình số {shown} {day_line(on)} của {unit})",
                landscape=True,
            ),
        ),
    )


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _sample(head: Letterhead, long: bool) -> Paper:
    return _paper(
        head,
        number="402/TTr-PX01",
        on=date(2025, 12, 3),
        round="Tổng kết công tác năm 2025",
        unit="Phòng Tổ chức cán bộ",
        to="Công an tỉnh Sơn Hà",
        grounds=(
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Căn cứ Kế hoạch số 12/KH-CAT ngày 05/11/2025 về tổng kết công tác năm 2025",
        ),
        meetings=(Met("12/BB-PX01", date(2025, 12, 1), 31, 29, "Đỗ Đức Hòa", "Lê Thị Ánh"),),
        rows=sample_lines(long),
        hidden=1 if long else 0,
        signature=Signature(("TRƯỞNG PHÒNG",), "Thượng tá Đỗ Đức Hòa"),
    )


SUBMISSION = PaperKind("to-trinh-don-vi", "Tờ trình của đơn vị", _sample)

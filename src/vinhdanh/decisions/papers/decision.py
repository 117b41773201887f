"""Quyết định khen thưởng with its annexed list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.awards.catalogue import honour_name, is_title
from vinhdanh.decisions.models import DecisionDraft
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.payments import forecast
from vinhdanh.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    bold,
)
from vinhdanh.documents.words import day_line, thousands, two_digits
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of

_GROUPS = {"unit": "Tập thể", "household": "Hộ gia đình"}
_NUMERALS = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the annexed list: place in the list, recipient, unit, honour's code, money in đồng."""

    position: int
    group: str  # Cá nhân, Tập thể, Hộ gia đình
    recipient: str
    place: str
    honour: str
    money: int | None


def decision_paper(draft: DecisionDraft, *, to_sign: bool = False) -> Paper:
    """The decision as it stands: a draft is marked as one, and has neither day nor number.

    Args:
        to_sign: as it will be once signed by a key: with the draft's day and number, the space for the
            signature free.
    """
    lines = list(lines_of(draft))
    money = {} if draft.signed else forecast(draft, lines)
    listed = [
        Listed(
            line.position,
            _GROUPS.get(line.proposal.kind.value, "Cá nhân"),
            f"{getattr(line.proposal.person, 'rank', '')} {line.proposal.subject}".strip(),
            line.place_words,
            line.proposal.honour,
            money[line.pk].amount if money else line.money,
        )
        for line in lines
    ]
    authority = draft.authority
    head = letterhead_of(draft.unit)
    return _paper(
        replace(head, place=authority.place or head.place),
        title=draft.title,
        number=draft.number.text if draft.number else "",
        dated=draft.dated if draft.signed or to_sign else None,
        authority=authority.name,
        grounds=[one.text for one in draft.basis.all()],
        listed=listed,
        fund=authority.fund,
        payer=authority.payer,
        signer=draft.signer,
        signer_post=draft.signer_post or authority.name,
        recipients=authority.recipients.splitlines(),
        signed=draft.signed or to_sign,
        signed_mark="" if to_sign else "(Đã ký)",
    )


def _paper(
    head: Letterhead,
    *,
    title: str,
    number: str,
    dated: date | None,
    authority: str,
    grounds: Sequence[str],
    listed: Sequence[Listed],
    fund: str,
    payer: str,
    signer: str,
    signer_post: str,
    recipients: Sequence[str],
    signed: bool,
    signed_mark: str = "(Đã ký)",
) -> Paper:
    groups: dict[str, list[Listed]] = {}
    for one in listed:
        groups.setdefault(one.group, []).append(one)
    paid = f"Tiền thưởng kèm theo là {thousands(sum(one.money or 0 for one in listed))} đồng"
    paid += f", chi từ {fund}" if fund else ""
    paid += f", {payer} thực hiện" if payer else ""
    whom = "Thủ trưởng các đơn vị có liên quan và các tập thể, cá nhân có tên trong danh sách"
    shown = number or "……/QĐ"
    return Paper(
        title=title,
        letterhead=head,
        number=shown,
        dated=dated,
        kind="QUYẾT ĐỊNH",
        about=title,
        issuer_line=authority.upper(),
        grounds=tuple(grounds),
        enacting="QUYẾT ĐỊNH:",
        body=(
            Paragraph((bold("Điều 1. "), f"{_given(listed)} (có danh sách kèm theo).")),
            Paragraph((bold("Điều 2. "), f"{paid}.")),
            Paragraph(
                (
                    bold("Điều 3. "),
                    "Quyết định này có hiệu lực kể từ ngày ký.",
                    f" {whom} chịu trách nhiệm thi hành Quyết định này.",
                )
            ),
        ),
        signature=Signature((signer_post.upper(),), signer, mark=signed_mark if signed else ""),
        sent_to=("Như Điều 3", *(one.rstrip(";.") for one in recipients), "Lưu: VT"),
        annexes=(
            Annex(
                "DANH SÁCH",
                _list(groups),
                about=title,
                with_paper=f"(Kèm theo Quyết định số {shown} {day_line(dated)} của {authority})",
            ),
        ),
        mark="" if signed else "DỰ THẢO",
    )


def _given(listed: Sequence[Listed]) -> str:
    """«Tặng danh hiệu A cho 02 tập thể; Giấy khen cho 07 tập thể, 35 cá nhân»."""
    counts: dict[str, dict[str, int]] = {}
    for one in listed:
        of = counts.setdefault(one.honour, {})
        of[one.group] = of.get(one.group, 0) + 1
    parts = [
        f"{'danh hiệu ' if is_title(code) else ''}{honour_name(code)} cho "
        + ", ".join(f"{two_digits(count)} {group.lower()}" for group, count in of.items())
        for code, of in counts.items()
    ]
    return f"Tặng {'; '.join(parts)}"


def _list(groups: dict[str, list[Listed]]) -> tuple[Block, ...]:
    """A ruled list for each group that has somebody; the honour has a column where there are several."""
    several = len({one.honour for group in groups.values() for one in group}) > 1
    blocks: list[Block] = []
    for numeral, (group, listed) in zip(_NUMERALS, groups.items(), strict=False):
        columns = [
            Column("STT", 0.6, Align.CENTRE),
            Column(group if group == "Tập thể" else "Họ và tên", 3.4),
            Column("Đơn vị", 3.4),
            *([Column("Danh hiệu, hình thức", 2.2)] if several else []),
            Column("Tiền thưởng (đồng)", 1.6, Align.RIGHT),
        ]
        rows = [
            Row(
                (
                    str(one.position),
                    one.recipient,
                    one.place,
                    *([honour_name(one.honour)] if several else []),
                    thousands(one.money) if one.money else "–",
                )
            )
            for one in listed
        ]
        blocks += [Heading(f"{numeral}. {group}"), Table(tuple(columns), tuple(rows))]
    return tuple(blocks)


def _sample(head: Letterhead, long: bool) -> Paper:
    people = 60 if long else 3
    name = "Thượng tá Nguyễn Hoàng Phước Thiện Bảo Ngọc" if long else "Thiếu tá Nguyễn Văn Hòa"
    place = "Phòng Tổ chức cán bộ"
    if long:
        place = f"Đội Xây dựng lực lượng và Công tác quần chúng, {place}"
    return _paper(
        replace(head, place=head.place or "Sơn Hà"),
        title="Về việc tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
        number="05/QĐ-CAT-PX01",
        dated=date(2026, 1, 8),
        authority="Giám đốc Công an tỉnh Sơn Hà",
        grounds=(
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Theo đề nghị của Trưởng phòng Tổ chức cán bộ",
        ),
        listed=[Listed(at, "Cá nhân", name, place, "CSTD_CS", None) for at in range(1, people + 1)],
        fund="Quỹ khen thưởng năm 2026",
        payer="Phòng Hậu cần",
        signer="Đại tá Trịnh Quốc Bảo",
        signer_post="Giám đốc",
        recipients=("Phòng Hậu cần", "Các đơn vị có liên quan"),
        signed=True,
    )


DECISION = PaperKind("quyet-dinh", "Quyết định khen thưởng", _sample)

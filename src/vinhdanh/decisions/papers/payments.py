"""Bảng chi tiền thưởng: the payment list of a decision, to be signed by whoever takes the money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vinhdanh.access.selectors import scopes
from vinhdanh.awards.models import Decision
from vinhdanh.awards.selectors.rows import row_of
from vinhdanh.decisions.models import Fund, Payment
from vinhdanh.decisions.papers.decision import sum_words
from vinhdanh.decisions.papers.lists import head_of, named
from vinhdanh.decisions.papers.samples import sample_people
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.types.fund import PaymentState
from vinhdanh.documents.paper import (
    Align,
    Column,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    bold,
    italic,
)
from vinhdanh.documents.words import thousands, two_digits
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note

BY_HAND = "(Ký, ghi rõ họ tên)"
TO_SIGN = 9.0  # points above and below the words of a row in which somebody signs


@dataclass(frozen=True, slots=True)
class Paid:
    """A line: who gets how much, and what stands where he signs."""

    recipient: str
    place: str
    honour: str
    amount: int  # đồng
    signed: str = ""


def payments_paper(fund: Fund, decision: Decision, payments: Sequence[Payment], actor: Actor) -> Paper:
    """The list with its sum. Whoever does not keep the fund reads it without people under secrecy."""
    held = scopes(actor)
    hidden = left_out(actor, [one.grant.person for one in payments], may_keep(held, fund.unit.path))
    lines = [_line(one) for one in payments if one.grant.person_id not in hidden]
    about = f"Kèm theo {decision} của {decision.authority}"
    return set_payments(head_of(fund.unit), about, str(fund), lines, len(payments) - len(lines))


def _line(one: Payment) -> Paid:
    row = row_of(one.grant, GrantState.IN_FORCE)
    return Paid(
        named(one.grant.subject),
        row.where,
        f"{row.honour} {one.grant.years}",
        one.amount,
        received(one.received, one.receiver, one.substitute) if one.state == PaymentState.RECEIVED else "",
    )


def received(on: object, receiver: str, substitute: bool) -> str:
    """What stands where somebody who has it already would sign."""
    who = f", {receiver} nhận thay" if substitute else ""
    return f"Đã nhận {on:%d/%m/%Y}{who}"


def set_payments(head: Letterhead, about: str, fund: str, lines: Sequence[Paid], hidden: int = 0) -> Paper:
    """The paper of a payment list; its sum is that of the lines it shows."""
    total = sum(one.amount for one in lines)
    rows = [
        Row((str(at), one.recipient, one.place, one.honour, thousands(one.amount), one.signed))
        for at, one in enumerate(lines, 1)
    ]
    if lines:
        count = f"Cộng {two_digits(len(lines))} lượt"
        rows.append(Row(("", count, "", "", thousands(total), ""), bold=True))
    columns = (
        Column("STT", 0.6, Align.CENTRE),
        Column("Họ và tên, tập thể", 3.2),
        Column("Đơn vị", 3.4),
        Column("Danh hiệu, hình thức", 3.2),
        Column("Số tiền (đồng)", 1.5, Align.RIGHT),
        Column("Ký nhận", 2.4),
    )
    return Paper(
        title="Bảng chi tiền thưởng",
        letterhead=head,
        placed=True,
        kind="BẢNG CHI TIỀN THƯỞNG",
        about=about,
        note=f"(Nguồn chi: {fund})",
        landscape=True,
        body=(
            Table(columns, tuple(rows), empty="Không có ai nhận tiền.", room=TO_SIGN),
            Paragraph((bold("Tổng số tiền: "), italic(f"{sum_words(total)}.")), indented=False),
            *left_out_note(hidden),
        ),
        signatures=Signatures(
            (
                Signature(("NGƯỜI LẬP",), note=BY_HAND),
                Signature(("KẾ TOÁN",), note=BY_HAND),
                Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note="(Ký tên, đóng dấu)"),
            ),
            across=3,
        ),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    lines = [
        Paid(name, place, "Chiến sĩ thi đua cơ sở 2025", 2_340_000, "")
        for name, _, place in sample_people(45 if long else 3, long=long)
    ]
    if long:
        lines[1] = replace(lines[1], signed="Đã nhận 20/01/2026, Lò Thị Ánh Tuyết nhận thay")
    about = "Kèm theo Quyết định 05/QĐ-CAT-PX01 ngày 08/01/2026 của Giám đốc Công an tỉnh Sơn Hà"
    return set_payments(
        replace(head, place=head.place or "Sơn Hà"), about, "Quỹ thi đua, khen thưởng năm 2026", lines
    )


PAYMENTS = PaperKind("bang-chi-thuong", "Bảng chi tiền thưởng", _sample)

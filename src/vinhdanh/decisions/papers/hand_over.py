"""Biên bản bàn giao hiện vật: the artefacts of a decision, to be signed by whoever takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vinhdanh.access.selectors import scopes
from vinhdanh.awards.models import Decision
from vinhdanh.awards.selectors.rows import row_of
from vinhdanh.decisions.papers.lists import head_of, lower_first, named
from vinhdanh.decisions.papers.payments import BY_HAND, TO_SIGN, received
from vinhdanh.decisions.papers.samples import sample_people
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.artefacts import HandOver
from vinhdanh.documents.paper import (
    Align,
    Column,
    Facts,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.documents.words import two_digits
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note


@dataclass(frozen=True, slots=True)
class Piece:
    """A line: who gets which piece, and what stands where he signs."""

    recipient: str
    place: str
    honour: str
    kind: str
    serial: str = ""
    signed: str = ""


def hand_over_paper(unit: Unit, decision: Decision, rows: Sequence[HandOver], actor: Actor) -> Paper:
    """The minutes of handing over. Whoever does not keep the artefacts reads them without people under
    secrecy."""
    people = {row.grant.person_id: row.grant.person for row in rows}
    hidden = left_out(actor, people.values(), may_keep(scopes(actor), unit.path))
    pieces = [_piece(row) for row in rows if row.grant.person_id not in hidden]
    about = f"Bàn giao hiện vật khen thưởng theo {decision} của {decision.authority}"
    return set_hand_over(head_of(unit), about, pieces, len(hidden))


def _piece(row: HandOver) -> Piece:
    shown, issue = row_of(row.grant, GrantState.IN_FORCE), row.issue
    return Piece(
        named(row.grant.subject),
        shown.where,
        f"{shown.honour} {row.grant.years}",
        str(row.kind.label),
        issue.serial if issue else "",
        received(issue.handed, issue.receiver, issue.substitute) if issue and issue.handed else "",
    )


def set_hand_over(head: Letterhead, about: str, pieces: Sequence[Piece], hidden: int = 0) -> Paper:
    """The paper: both sides, the list, how many pieces of each kind."""
    kinds = Counter(one.kind for one in pieces)
    counts = ", ".join(f"{two_digits(count)} {lower_first(kind)}" for kind, count in kinds.items())
    columns = (
        Column("STT", 0.6, Align.CENTRE),
        Column("Họ và tên, tập thể", 3.1),
        Column("Đơn vị", 3.2),
        Column("Danh hiệu, hình thức", 3),
        Column("Hiện vật", 2.1),
        Column("Số hiệu", 1.6, Align.CENTRE),
        Column("Ký nhận", 2.4),
    )
    rows = tuple(
        Row((str(at), one.recipient, one.place, one.honour, one.kind, one.serial, one.signed))
        for at, one in enumerate(pieces, 1)
    )
    total = f"Tổng số: {counts}." if counts else "Tổng số: không có hiện vật nào."
    return Paper(
        title="Biên bản bàn giao hiện vật khen thưởng",
        letterhead=head,
        kind="BIÊN BẢN",
        about=about,
        landscape=True,
        body=(
            Facts((("Bên giao", ""), ("Bên nhận", ""))),
            Paragraph("Hai bên bàn giao các hiện vật sau đây:"),
            Table(columns, rows, empty="Không có hiện vật nào để bàn giao.", room=TO_SIGN),
            Paragraph(f"{total} Biên bản lập thành 02 bản, mỗi bên giữ 01 bản."),
            *left_out_note(hidden),
        ),
        signatures=Signatures(
            (
                Signature(("BÊN GIAO",), note=BY_HAND),
                Signature(("BÊN NHẬN",), note=BY_HAND),
                Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note="(Ký tên, đóng dấu)"),
            ),
            across=3,
        ),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    pieces = [
        Piece(name, place, "Chiến sĩ thi đua cơ sở 2025", "Giấy chứng nhận, bằng danh hiệu", f"A{at:05}")
        for at, (name, _, place) in enumerate(sample_people(40 if long else 3, long=long), 1)
    ]
    about = "Bàn giao hiện vật khen thưởng theo Quyết định 05/QĐ-CAT-PX01 ngày 08/01/2026"
    return set_hand_over(replace(head, place=head.place or "Sơn Hà"), about, pieces)


HAND_OVER = PaperKind("ban-giao-hien-vat", "Biên bản bàn giao hiện vật", _sample)

"""Giao ước thi đua, with the signatures of all its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
    bold,
)
from vinhdanh.movements.models import Compact
from vinhdanh.movements.types.compacts import CompactState
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import HEAD, TURN, numbered, sample_rows, signature_of

SIDE_BY_SIDE = 3  # from more than two units on


@dataclass(frozen=True, slots=True)
class Party:
    """A unit that signs, and who signed for it and when; nobody yet."""

    unit: str
    post: str = ""
    name: str = ""
    signed: date | None = None


def compact_paper(compact: Compact) -> Paper:
    """The giao ước as it stands; a draft is marked as one."""
    head = letterhead_of(compact.unit)
    return _paper(
        replace(head, place=compact.place or head.place),
        number=compact.number,
        dated=compact.dated,
        name=compact.name,
        opening=compact.opening,
        articles=[one.text for one in compact.articles.all()],
        targets=[(one.name, one.measure, one.value) for one in compact.targets.all()],
        parties=[
            Party(one.unit.name, one.signature.post, one.signature.name, one.signature.signed)
            if hasattr(one, "signature")
            else Party(one.unit.name)
            for one in compact.parties.all()
        ],
        witness=compact.witness,
        draft=compact.state == CompactState.DRAFT,
    )


def _paper(
    head: Letterhead,
    *,
    number: str,
    dated: date,
    name: str,
    opening: str,
    articles: Sequence[str],
    targets: Sequence[tuple[str, str, str]],
    parties: Sequence[Party],
    witness: str,
    draft: bool,
) -> Paper:
    body: list[Block] = [Paragraph(line) for line in opening.splitlines() if line.strip()]
    body += [Paragraph((bold(f"{at}. "), text)) for at, text in enumerate(articles, 1)]
    if targets:
        columns = (TURN, Column("Nội dung chỉ tiêu", 4), Column("Đơn vị tính", 1.2))
        body.append(Heading("Các chỉ tiêu đăng ký thực hiện"))
        body.append(Table((*columns, Column("Đăng ký", 1, Align.RIGHT)), numbered(targets)))
    body.append(Heading("ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC", level=1))
    body.append(Signatures(tuple(map(_signature, parties)), min(max(len(parties), 2), SIDE_BY_SIDE)))
    if witness:
        sign = signature_of(witness, "Chứng kiến")
        body.append(Signatures((replace(sign, lines=tuple(dict.fromkeys(("CHỨNG KIẾN", *sign.lines)))),), 1))
    return Paper(
        title=f"Giao ước thi đua {number}: {name}",
        letterhead=head,
        number=number,
        dated=dated,
        kind="GIAO ƯỚC THI ĐUA",
        about=name,
        body=tuple(body),
        mark="DỰ THẢO" if draft else "",
        size=13,
    )


def _signature(party: Party) -> Signature:
    said = f"(Đã ký ngày {party.signed:%d/%m/%Y})" if party.signed else ""
    return Signature((party.unit.upper(), (party.post or HEAD).upper()), party.name, mark=said)


def _sample(head: Letterhead, long: bool) -> Paper:
    unit = "Phòng Tổ chức cán bộ"
    parties = [
        Party(unit, "Trưởng phòng", "Thượng tá Nguyễn Quang Thắng", date(2026, 1, 12)),
        Party("Phòng Cảnh sát quản lý hành chính về trật tự xã hội"),
        Party("Công an xã Ia Đrăng", "Trưởng Công an xã", "Trung tá Y Bhiông Niê Kđăm", date(2026, 1, 14)),
    ]
    articles = [
        "Thực hiện nghiêm Kế hoạch phát động phong trào thi đua năm 2026.",
        "Chấp hành nghiêm kỷ luật, điều lệnh; không để cán bộ, chiến sĩ vi phạm pháp luật.",
    ]
    targets = [("Phản ánh, kiến nghị của Nhân dân giải quyết đúng hạn", "%", "≥ 95")]
    return _paper(
        replace(head, place=head.place or "Sơn Hà"),
        number="01/GƯ-CAT",
        dated=date(2026, 1, 12),
        name="Thực hiện phong trào thi đua “Vì An ninh Tổ quốc” năm 2026",
        opening="Thực hiện Kế hoạch phát động phong trào thi đua năm 2026, các đơn vị thống nhất giao ước:",
        articles=sample_rows(articles, long, 12),
        targets=sample_rows(targets, long, 20) if long else [],
        parties=sample_rows(parties, long, 40),
        witness="Đại tá Trịnh Quốc Bảo, Giám đốc",
        draft=False,
    )


COMPACT = PaperKind("giao-uoc", "Giao ước thi đua", _sample)

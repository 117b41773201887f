"""Giấy xác nhận hiệu quả áp dụng, phạm vi ảnh hưởng của sáng kiến; báo cáo mô tả sáng kiến.

No text that we hold fixes the lines of these papers: the outline is the program's own, and the agency may
change it. What the records do not have is left in dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.people.models import Post, RecognisedWork, Unit, WorkAuthor
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import HEAD, TURN, numbered, sample_rows, signature_of


@dataclass(frozen=True, slots=True)
class Author:
    """One author: his post and unit as of today, his share in words."""

    name: str
    post: str
    unit: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A recognised work as its papers have it."""

    name: str
    code: str
    kind: str
    year: int
    scope: str
    authors: Sequence[Author]
    recogniser: str = ""
    number: str = ""
    recognised: date | None = None


def confirmation_paper(
    issuer: Unit, work: RecognisedWork, authors: Sequence[tuple[WorkAuthor, Post | None]]
) -> Paper:
    """Where and how a work is applied, and how far it reaches."""
    return _confirmation(letterhead_of(issuer), _read(work, authors))


def description_paper(
    issuer: Unit, work: RecognisedWork, authors: Sequence[tuple[WorkAuthor, Post | None]]
) -> Paper:
    """The outline of a description, with what the records have of the work filled in."""
    return _description(letterhead_of(issuer), _read(work, authors))


def _read(work: RecognisedWork, authors: Sequence[tuple[WorkAuthor, Post | None]]) -> Work:
    return Work(
        name=str(work),
        code=work.code,
        kind=work.get_kind_display(),
        year=work.year,
        scope=work.get_scope_display(),
        authors=[
            Author(
                f"{one.person.rank} {one.person.name}".strip(),
                post.title if post else "",
                post.unit.name if post else "",
                f"{one.share}%" if one.share else "",
            )
            for one, post in authors
        ],
        recogniser=work.recogniser,
        number=work.number,
        recognised=work.recognised,
    )


def _confirmation(head: Letterhead, work: Work) -> Paper:
    recognised = f"số {work.number}" if work.number else ""
    if work.recognised:
        recognised += f" ngày {work.recognised:%d/%m/%Y}"
    return Paper(
        title=f"Giấy xác nhận: {work.name}",
        letterhead=head,
        number="……/GXN",
        kind="GIẤY XÁC NHẬN",
        about="Hiệu quả áp dụng, phạm vi ảnh hưởng của sáng kiến",
        body=(
            Heading("1. Sáng kiến"),
            Facts(
                (
                    *_named(work),
                    ("Quyết định công nhận", recognised.strip()),
                    ("Cơ quan công nhận", work.recogniser),
                )
            ),
            Heading("2. Tác giả, đồng tác giả"),
            _authors(work),
            Heading("3. Áp dụng, hiệu quả"),
            Facts(
                (
                    ("Nơi áp dụng", ""),
                    ("Thời gian áp dụng", ""),
                    ("Hiệu quả kinh tế", ""),
                    ("Hiệu quả xã hội, công tác", ""),
                )
            ),
            Heading("4. Phạm vi ảnh hưởng"),
            Facts((("Phạm vi ảnh hưởng", work.scope), ("Khả năng nhân rộng", ""))),
        ),
        signature=signature_of(),
    )


def _named(work: Work) -> tuple[tuple[str, str], ...]:
    code = (("Mã", work.code),) if work.code else ()
    return (("Tên", work.name), *code, ("Loại", work.kind), ("Năm", str(work.year)))


def _authors(work: Work) -> Table:
    columns = (
        TURN,
        Column("Họ và tên", 2.6),
        Column("Chức vụ", 2),
        Column("Đơn vị", 2.8),
        Column("Tỷ lệ đóng góp", 1.1, Align.CENTRE),
    )
    return Table(columns, numbered((one.name, one.post, one.unit, one.share) for one in work.authors))


def _description(head: Letterhead, work: Work) -> Paper:
    asked = (
        "Giải pháp đã biết, ưu điểm, nhược điểm",
        "Mục đích của giải pháp",
        "Bản chất, điểm mới của giải pháp",
        "Khả năng áp dụng",
        "Hiệu quả kinh tế, xã hội",
        "Minh chứng kèm theo",
    )
    body: list[Block] = [
        Heading("1. Sáng kiến"),
        Facts(_named(work)),
        Heading("2. Tác giả, đồng tác giả"),
        _authors(work),
    ]
    for at, title in enumerate(asked, 3):
        body.append(Facts(((f"{at}. {title}", ""),)))
    names = work.authors[0].name if len(work.authors) == 1 else ""
    return Paper(
        title=f"Báo cáo mô tả: {work.name}",
        letterhead=head,
        kind="BÁO CÁO",
        about="Mô tả sáng kiến",
        body=tuple(body),
        signatures=Signatures(
            (Signature(("XÁC NHẬN CỦA", HEAD.upper())), Signature(("TÁC GIẢ",), names)),
        ),
    )


def _work(long: bool) -> Work:
    name = "Rút ngắn thời gian cấp căn cước lưu động tại các bản xa"
    unit = "Công an xã Ia Đrăng"
    if long:
        name += " bằng cách chia tổ theo lịch chợ phiên, phối hợp già làng, trưởng bản và lực lượng cơ sở"
        unit = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội"
    author = Author("Trung tá Y Bhiông Niê Kđăm", "Phó Trưởng phòng", unit, "40%")
    return Work(
        name=name,
        code="SK-2025-001",
        kind="Sáng kiến",
        year=2025,
        scope="Cơ sở",
        authors=sample_rows([author], long, 12),
        recogniser="Giám đốc Công an tỉnh Sơn Hà" if long else "",
        number="18/QĐ-CAT" if long else "",
        recognised=date(2025, 11, 20) if long else None,
    )


WORK_CONFIRMATION = PaperKind(
    "xac-nhan-sang-kien",
    "Giấy xác nhận hiệu quả áp dụng, phạm vi ảnh hưởng của sáng kiến",
    lambda head, long: _confirmation(head, _work(long)),
)
WORK_DESCRIPTION = PaperKind(
    "mo-ta-sang-kien", "Báo cáo mô tả sáng kiến", lambda head, long: _description(head, _work(long))
)

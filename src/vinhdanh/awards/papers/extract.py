"""Trích sổ khen thưởng: what the register has of one person or one unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vinhdanh.awards.selectors.rows import Row
from vinhdanh.documents.paper import (
    Align,
    Column,
    Facts,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from vinhdanh.documents.words import thousands, two_digits
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, numbered, sample_rows


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the register."""

    honour: str
    years: str
    merit: str
    decision: str
    money: int | None
    state: str  # what became of it; "" while it stands


def person_extract(issuer: Unit, person: Person, post: Post | None, rows: Iterable[Row]) -> Paper:
    """What a person was given, newest first; what no longer stands says so."""
    facts = (
        ("Họ và tên", f"{person.rank} {person.name}".strip()),
        ("Số hiệu", person.number),
        ("Chức vụ", post.title if post else ""),
        ("Đơn vị", post.unit.name if post else ""),
    )
    return _extract(letterhead_of(issuer), person.name, facts, [_given(row) for row in rows])


def unit_extract(unit: Unit, rows: Iterable[Row]) -> Paper:
    """What a unit itself was given, and before it the units that became it."""
    facts = (("Tập thể", unit.name), ("Mã đơn vị", unit.code))
    given = [_given(row, "" if row.grant.unit_id == unit.pk else row.recipient) for row in rows]
    return _extract(letterhead_of(unit), unit.name, facts, given)


def _given(row: Row, then: str = "") -> Given:
    """``then``: who it was given to, where that was another than the extract is about."""
    decision = row.grant.decision
    said = ""
    if decision:
        authority = f", {decision.authority}" if decision.authority else ""
        said = f"{decision.number or 'không rõ số'} ngày {decision.decided:%d/%m/%Y}{authority}"
    return Given(
        f"{row.honour}\n({then})" if then else row.honour,
        str(row.grant.years),
        row.grant.get_merit_display(),
        said,
        row.grant.money,
        row.gone,
    )


def _extract(head: Letterhead, whose: str, facts: Sequence[tuple[str, str]], given: Sequence[Given]) -> Paper:
    columns = (
        TURN,
        Column("Danh hiệu, hình thức", 3.2),
        Column("Năm", 0.95, Align.CENTRE),
        Column("Loại hình", 1.5),
        Column("Quyết định", 3),
        Column("Tiền thưởng (đồng)", 1.5, Align.RIGHT),
        Column("Hiệu lực", 1.4),
    )
    rows = numbered(
        (
            one.honour,
            one.years,
            one.merit,
            one.decision or "–",
            "–" if one.money is None else thousands(one.money),
            one.state or "Có hiệu lực",
        )
        for one in given
    )
    standing = sum(not one.state for one in given)
    total = f"Cộng {two_digits(len(given))} lượt, {two_digits(standing)} lượt có hiệu lực."
    return Paper(
        title=f"Trích sổ khen thưởng: {whose}",
        letterhead=head,
        kind="TRÍCH SỔ KHEN THƯỞNG",
        about=whose,
        body=(
            Facts(tuple(facts)),
            Table(columns, rows, empty="Chưa có lượt khen nào.", size=11),
            *([Paragraph(total)] if given else []),
        ),
        signature=Signature(("XÁC NHẬN CỦA ĐƠN VỊ",)),
    )


_GIVEN = (
    Given(
        "Chiến sĩ thi đua cơ sở", "2025", "Công trạng", "05/QĐ-CAT ngày 08/01/2026, Giám đốc", 1_950_000, ""
    ),
    Given("Bằng khen của Bộ trưởng Bộ Công an", "2024", "Công trạng", "", None, ""),
    Given("Giấy khen", "2023", "Chuyên đề", "112/QĐ-CAT ngày 05/06/2023", 702_000, "Đã hủy bỏ"),
)


def _person_sample(head: Letterhead, long: bool) -> Paper:
    post = "Phó Trưởng phòng"
    if long:
        post += ", phụ trách công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc, Phó Bí thư Đảng ủy"
    facts = (
        ("Họ và tên", "Trung tá Y Bhiông Niê Kđăm"),
        ("Số hiệu", "000-001"),
        ("Chức vụ", post),
        ("Đơn vị", "Phòng Tổ chức cán bộ"),
    )
    return _extract(head, "Y Bhiông Niê Kđăm", facts, sample_rows(_GIVEN, long, 60))


def _unit_sample(head: Letterhead, long: bool) -> Paper:
    unit = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội"
    facts = (("Tập thể", unit), ("Mã đơn vị", "PC06"))
    return _extract(head, unit, facts, sample_rows(_GIVEN, long, 120) if long else [])


PERSON_EXTRACT = PaperKind("trich-so-ca-nhan", "Trích sổ khen thưởng của cá nhân", _person_sample)
UNIT_EXTRACT = PaperKind("trich-so-don-vi", "Trích sổ khen thưởng của đơn vị", _unit_sample)

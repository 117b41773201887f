"""Bảng chỉ tiêu of a unit, and the paper by which a target is handed to the units below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Table,
)
from vinhdanh.documents.words import two_digits
from vinhdanh.movements.models import Target
from vinhdanh.movements.pace import figure_words
from vinhdanh.movements.selectors.targets import Line
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, numbered, sample_rows, signature_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A target as the table has it; figures in words."""

    group: str
    name: str
    measure: str
    before: str
    value: str
    owner: str
    reached: str
    status: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What a unit below was given."""

    unit: str
    value: str
    in_charge: str
    state: str


def targets_paper(unit: Unit, year: int, lines: Sequence[Line]) -> Paper:
    """The targets of a list, in groups, with where each stands; of several units, each is named."""
    several = len({line.target.unit_id for line in lines}) > 1
    return _table(
        letterhead_of(unit),
        unit.name,
        year,
        [
            Listed(
                line.target.unit.name if several else line.target.group,
                line.target.name,
                line.target.measure,
                _words(line.target.baseline),
                _words(line.target.value),
                line.target.in_charge or line.target.owner.name,
                figure_words(line.reached),
                line.target.get_state_display()
                if line.target.state == TargetState.DRAFT
                else line.status.label,
            )
            for line in lines
        ],
    )


def handing_paper(target: Target, beneath: Sequence[Target]) -> Paper:
    """One target and what each unit below has of it."""
    return _handing(
        letterhead_of(target.unit),
        name=target.name,
        year=target.year,
        facts=(
            ("Đơn vị", target.unit.name),
            ("Nhóm nhiệm vụ", target.group),
            ("Đơn vị tính", target.measure),
            ("Năm trước", _words(target.baseline)),
            ("Chỉ tiêu cả năm", _words(target.value)),
            ("Số liệu mỗi tháng", target.get_reading_display()),
            ("Đơn vị phụ trách", target.owner.name),
            ("Người phụ trách", target.in_charge),
        ),
        plan=[(f"Tháng {one.month}", _words(one.value)) for one in target.plans.all()],
        handed=[
            Handed(one.unit.name, _words(one.value), one.in_charge, one.get_state_display())
            for one in beneath
        ],
        draft=target.state == TargetState.DRAFT,
    )


def _words(value: object) -> str:
    return figure_words(None if value is None else Fraction(str(value)))


def _table(head: Letterhead, unit: str, year: int, listed: Sequence[Listed]) -> Paper:
    rows: list[Row] = []
    group = ""
    for at, one in enumerate(listed, 1):
        if one.group != group:
            group = one.group
            rows.append(Row((group or "Chỉ tiêu khác",), bold=True))
        rows.append(
            Row((str(at), one.name, one.measure, one.before, one.value, one.owner, one.reached, one.status))
        )
    columns = (
        TURN,
        Column("Chỉ tiêu", 4),
        Column("Đơn vị tính", 1.1),
        Column("Năm trước", 1, Align.RIGHT),
        Column("Chỉ tiêu cả năm", 1.1, Align.RIGHT),
        Column("Phụ trách", 2.6),
        Column("Thực hiện", 1.1, Align.RIGHT),
        Column("Tình trạng", 1.5),
    )
    return Paper(
        title=f"Bảng chỉ tiêu năm {year}, {unit}",
        letterhead=head,
        kind="BẢNG CHỈ TIÊU",
        about=f"Năm {year}",
        body=(Table(columns, tuple(rows), empty="Chưa có chỉ tiêu nào."),),
        signature=signature_of(),
        landscape=True,
    )


def _handing(
    head: Letterhead,
    *,
    name: str,
    year: int,
    facts: Sequence[tuple[str, str]],
    plan: Sequence[tuple[str, str]],
    handed: Sequence[Handed],
    draft: bool,
) -> Paper:
    body: list[Block] = [Facts(tuple((label, value) for label, value in facts if value not in ("", "–")))]
    if plan:
        steps = (Column("Đến hết", 1), Column("Kế hoạch", 1, Align.RIGHT))
        body += [Heading("Kế hoạch trong năm"), Table(steps, tuple(Row(one) for one in plan))]
    columns = (
        TURN,
        Column("Đơn vị nhận chỉ tiêu", 4),
        Column("Chỉ tiêu", 1.2, Align.RIGHT),
        Column("Người phụ trách", 2.4),
        Column("Tình trạng", 1.5),
    )
    rows = numbered((one.unit, one.value, one.in_charge, one.state) for one in handed)
    body += [
        Heading("Giao cho các đơn vị"),
        Table(columns, rows, empty="Chưa giao cho đơn vị nào."),
        Paragraph(f"Cộng {two_digits(len(handed))} đơn vị."),
    ]
    return Paper(
        title=f"Phiếu giao chỉ tiêu năm {year}: {name}",
        letterhead=head,
        kind="PHIẾU GIAO CHỈ TIÊU",
        about=f"{name}, năm {year}",
        body=tuple(body),
        signature=signature_of(),
        sent_to=("Các đơn vị nhận chỉ tiêu", "Lưu: VT"),
        mark="DỰ THẢO" if draft else "",
    )


def _table_sample(head: Letterhead, long: bool) -> Paper:
    name = "Phản ánh, kiến nghị của Nhân dân giải quyết đúng hạn"
    if long:
        name += " tại bộ phận tiếp nhận và trả kết quả của Công an cấp xã ở địa bàn vùng sâu, vùng xa"
    owner = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội"
    listed = [
        Listed("Nhiệm vụ chuyên môn", name, "%", "92,5", "95", owner, "96,1", "Đạt chỉ tiêu"),
        Listed("Nhiệm vụ chuyên môn", "Lượt vi phạm điều lệnh", "lượt", "60", "45", owner, "31", "Kịp"),
    ]
    return _table(head, "Công an tỉnh Sơn Hà", 2026, sample_rows(listed, long, 120))


def _handing_sample(head: Letterhead, long: bool) -> Paper:
    handed = [
        Handed("Công an xã Ia Đrăng", "12", "Trung tá Y Bhiông Niê Kđăm", "Đã đăng ký"),
        Handed("Phòng Cảnh sát quản lý hành chính về trật tự xã hội", "1.250,5", "", "Dự thảo"),
    ]
    return _handing(
        head,
        name="Cấp căn cước lưu động tại các bản xa",
        year=2026,
        facts=(("Đơn vị", "Công an tỉnh Sơn Hà"), ("Đơn vị tính", "lượt"), ("Chỉ tiêu cả năm", "1.262,5")),
        plan=[("Tháng 6", "600"), ("Tháng 12", "1.262,5")],
        handed=sample_rows(handed, long, 130),
        draft=not long,
    )


TARGETS = PaperKind("bang-chi-tieu", "Bảng chỉ tiêu năm", _table_sample)
HANDING = PaperKind("phieu-giao-chi-tieu", "Phiếu giao chỉ tiêu", _handing_sample)

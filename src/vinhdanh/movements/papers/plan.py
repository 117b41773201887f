"""Kế hoạch phát động phong trào thi đua."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils import timezone

from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Table,
)
from vinhdanh.documents.words import roman
from vinhdanh.movements.models import Movement
from vinhdanh.movements.pace import figure_words
from vinhdanh.movements.selectors.movements import responding_units, with_axes
from vinhdanh.movements.types.movements import MovementActKind, MovementState
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, numbered, sample_rows, signature_of

UNSET = "……"  # to be filled by hand


@dataclass(frozen=True, slots=True)
class PlannedAxis:
    """An axis with its contents; each content with its indicators as (name, unit of measure)."""

    name: str
    contents: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the records of a movement say of its plan. Empty fields are left to be filled by hand."""

    unit: str
    name: str
    kind: str
    first: date
    last: date
    below: int  # units that launch beneath
    draft: bool
    number: str = ""
    dated: date | None = None
    basis: str = ""
    parent: str = ""
    theme: str = ""
    slogan: str = ""
    purpose: str = ""
    funding: str = ""
    signatory: str = ""
    linked: tuple[str, ...] = ()
    axes: tuple[PlannedAxis, ...] = ()
    targets: tuple[tuple[str, str, str], ...] = ()  # name, unit of measure, figure
    registration: str = ""
    extended: tuple[str, ...] = ()


def plan_paper(movement: Movement) -> Paper:
    """The plan as the movement's records have it; of a draft, marked as one."""
    axed = with_axes(Movement.objects.filter(pk=movement.pk)).get()
    day = min(max(timezone.localdate(), movement.first), movement.last)
    targets = movement.targets.filter(unit=movement.unit, year=movement.year)
    calls = movement.registration_calls.filter(unit=movement.unit)
    return _paper(
        letterhead_of(movement.unit),
        Plan(
            unit=movement.unit.name,
            name=movement.name,
            kind=movement.get_kind_display(),
            first=movement.first,
            last=movement.last,
            below=len(responding_units(movement.unit, day)),
            draft=movement.state == MovementState.DRAFT,
            number=movement.plan_number,
            dated=movement.plan_date,
            basis=movement.basis,
            parent=f"{movement.parent} của {movement.parent.unit}" if movement.parent else "",
            theme=movement.theme,
            slogan=movement.slogan,
            purpose=movement.purpose,
            funding=movement.funding,
            signatory=movement.signatory,
            linked=tuple(
                f"{link.linked}" + (f" ({link.note})" if link.note else "")
                for link in movement.links_out.select_related("linked")
            ),
            axes=tuple(
                PlannedAxis(
                    axis.name,
                    tuple(
                        (one.text, tuple((sign.name, sign.measure) for sign in one.indicators.all()))
                        for one in axis.contents.all()
                    ),
                )
                for axis in axed.axes.all()
            ),
            targets=tuple((one.name, one.measure, figure_words(Fraction(one.value))) for one in targets),
            registration=next((f"trước ngày {one.deadline:%d/%m/%Y}" for one in calls), ""),
            extended=tuple(
                f"Gia hạn đến ngày {act.until:%d/%m/%Y}" + (f" ({act.document})" if act.document else "")
                for act in movement.acts.filter(kind=MovementActKind.EXTENDED)
            ),
        ),
    )


def _paper(head: Letterhead, plan: Plan) -> Paper:
    shown = plan.name[:1].lower() + plan.name[1:]
    parts = [
        ("MỤC ĐÍCH, YÊU CẦU", _purpose(plan)),
        ("TÊN PHONG TRÀO, CHỦ ĐỀ, PHẠM VI", _what(plan)),
        ("NỘI DUNG, CHỈ TIÊU", _contents(plan)),
        ("THỜI GIAN, CÁC ĐỢT THI ĐUA", _time(plan)),
        ("KHEN THƯỞNG", (Facts((("Tiêu chuẩn, hình thức, số lượng khen thưởng", ""),)),)),
        ("TỔ CHỨC THỰC HIỆN", _carrying_out(plan)),
    ]
    body: list[Block] = []
    for at, (title, blocks) in enumerate(parts, 1):
        body += [Heading(f"{roman(at)}. {title}"), *blocks]
    basis = plan.basis.rstrip(".;")
    return Paper(
        title=f"Kế hoạch phát động {shown}",
        letterhead=head,
        number=plan.number or f"{UNSET}/KH",
        dated=plan.dated,
        kind="KẾ HOẠCH",
        about=f"Phát động {shown}",
        grounds=((basis if basis.startswith("Căn cứ") else f"Căn cứ {basis}",) if basis else ()),
        body=tuple(body),
        signature=signature_of(plan.signatory),
        sent_to=("Các đơn vị trực thuộc", "Lưu: VT"),
        mark="DỰ THẢO" if plan.draft else "",
    )


def _purpose(plan: Plan) -> tuple[Block, ...]:
    lines = tuple(line.strip() for line in plan.purpose.splitlines() if line.strip())
    return tuple(Paragraph(line) for line in lines) or (Facts((("Mục đích, yêu cầu", ""),)),)


def _what(plan: Plan) -> tuple[Block, ...]:
    scope = plan.unit + (f" và {plan.below} đơn vị trực thuộc" if plan.below else "")
    lines = [
        ("Tên phong trào", plan.name),
        ("Loại", plan.kind),
        ("Hưởng ứng", plan.parent),
        ("Chủ đề", plan.theme),
        ("Khẩu hiệu", plan.slogan),
        ("Gắn với", "; ".join(plan.linked)),
        ("Phạm vi", scope),
    ]
    return (Facts(tuple((name, value) for name, value in lines if value)),)


def _contents(plan: Plan) -> tuple[Block, ...]:
    found: list[Block] = []
    for at, axis in enumerate(plan.axes, 1):
        found.append(Heading(f"{at}. {axis.name}", level=3))
        found.append(_axis(axis))
    if plan.targets:
        at = len(plan.axes) + 1
        found.append(Heading(f"{at}. Chỉ tiêu" if plan.axes else "Chỉ tiêu", level=3))
        columns = (
            TURN,
            Column("Chỉ tiêu", 4),
            Column("Đơn vị tính", 1.2),
            Column("Mức", 1, Align.RIGHT),
        )
        found.append(Table(columns, numbered(plan.targets)))
    return tuple(found) or (Facts((("Nội dung, chỉ tiêu", ""),)),)


def _axis(axis: PlannedAxis) -> Block:
    """Its contents; with the indicators of each beneath it where there are any."""
    if not any(signs for _, signs in axis.contents):
        return Items(tuple(text or UNSET for text, _ in axis.contents))
    rows: list[Row] = []
    for text, signs in axis.contents:
        rows.append(Row((text or UNSET,)))
        rows += [Row(("-", name, measure)) for name, measure in signs]
    columns = (Column("", 0.3, Align.CENTRE), Column("Nội dung, chỉ số", 5), Column("Đơn vị tính", 1.1))
    return Table(columns, tuple(rows))


def _time(plan: Plan) -> tuple[Block, ...]:
    span = f"Từ ngày {plan.first:%d/%m/%Y} đến ngày {plan.last:%d/%m/%Y}."
    return (
        Paragraph(span),
        *(Paragraph(f"{one}.") for one in plan.extended),
        Facts((("Các đợt thi đua", ""),)),
    )


def _carrying_out(plan: Plan) -> tuple[Block, ...]:
    tasks = []
    if plan.below:
        tasks.append(
            f"Thủ trưởng {plan.below} đơn vị trực thuộc phát động hưởng ứng, tổ chức thực hiện và báo cáo "
            f"kết quả về {plan.unit}."
        )
    if plan.registration:
        tasks.append(f"Các đơn vị gửi bản đăng ký thi đua {plan.registration}.")
    if plan.funding:
        tasks.append(f"Kinh phí thực hiện: {plan.funding[:1].lower()}{plan.funding[1:].rstrip('.')}.")
    blocks: list[Block] = [Paragraph(f"{at}. {task}") for at, task in enumerate(tasks, 1)]
    return (*blocks, Facts((("Sơ kết, tổng kết, chế độ báo cáo", ""),)))


def _sample(head: Letterhead, long: bool) -> Paper:
    content = "Chấp hành nghiêm kỷ luật, điều lệnh, quy trình công tác"
    if long:
        content += "; nêu gương trong sinh hoạt, học tập, ứng xử với Nhân dân ở cơ sở, vùng sâu, vùng xa"
    signs = (("Cán bộ, chiến sĩ vi phạm điều lệnh", "lượt"), ("Báo cáo gửi đúng hạn", "%"))
    contents = sample_rows([(content, signs), ("", ()), (f"{content} tại đơn vị", ())], long, 10)
    axes = ("Kỷ luật nhất", "Trung thành nhất", "Gần dân nhất")
    targets = [("Phản ánh, kiến nghị của Nhân dân giải quyết đúng hạn", "%", "95")]
    return _paper(
        head,
        Plan(
            unit="Công an tỉnh Sơn Hà",
            name="Phong trào thi đua “Ba nhất” năm 2026",
            kind="Chuyên đề",
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
            below=128,
            draft=not long,
            number="12/KH-CAT" if long else "",
            dated=date(2026, 1, 5) if long else None,
            basis="Nghị quyết Đảng ủy Công an tỉnh về nhiệm vụ công tác năm 2026",
            theme="Kỷ luật là nền tảng, trung thành là cốt lõi, gần dân là thước đo",
            slogan="Kỷ luật nhất – Trung thành nhất – Gần dân nhất",
            purpose="Hoàn thành và vượt các chỉ tiêu năm.\nXây dựng lực lượng trong sạch, vững mạnh.",
            funding="Kinh phí thi đua, khen thưởng của Công an tỉnh" if long else "",
            signatory="Đại tá Trịnh Quốc Bảo, Giám đốc",
            axes=tuple(PlannedAxis(axis, tuple(contents)) for axis in axes),
            targets=tuple(sample_rows(targets, long, 15)),
            registration="trước ngày 31/01/2026",
        ),
    )


MOVEMENT_PLAN = PaperKind("ke-hoach-phong-trao", "Kế hoạch phát động phong trào thi đua", _sample)

"""Movements, and targets with their figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from vinhdanh.access.types import WriteArea
from vinhdanh.movements.models import Movement, Target, TargetReading
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.targets import Line, lines_of, targets_visible_to
from vinhdanh.movements.services.target_acts import correct_month, report_month
from vinhdanh.movements.services.target_writing import require_report
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.web.api.calling import (
    At,
    Body,
    Number,
    Only,
    Page,
    caller,
    page,
    page_of_rows,
    slice_of,
    unit_named,
    writer,
)

router = Router()


class MovementOut(Schema):
    id: int
    unit: str = Field(description="Mã đơn vị phát động.")
    parent: int | None = Field(description="Phong trào cấp trên mà nó hưởng ứng.")
    kind: str
    state: str
    state_words: str
    year: int
    name: str
    theme: str
    slogan: str
    first: date
    last: date
    plan_number: str


class TargetOut(Schema):
    id: int
    unit: str
    year: int
    name: str
    measure: str = Field(description="Đơn vị tính.")
    direction: str = Field(description="Chiều tốt: up là càng cao càng tốt.")
    reading: str = Field(description="Cách ghi số liệu tháng.")
    baseline: float | None = Field(description="Năm trước.")
    value: float = Field(description="Chỉ tiêu cả năm.")
    reached: float | None = Field(description="Đã đạt, theo số liệu mới nhất.")
    status: str
    status_words: str
    focal: int | None = Field(description="Nhiệm vụ trọng tâm số.")
    group: str
    movement: int | None
    parent: int | None
    state: str
    months: dict[int, float] = Field(description="Tháng → mức đạt đến cuối tháng.")


class ReadingOut(Schema):
    id: int
    target: int
    month: int
    value: float
    evidence: str
    note: str


class CorrectionIn(Body):
    value: Decimal
    evidence: str = Field(max_length=300, description="Căn cứ của số mới.")
    note: str = ""
    why: str = Field(min_length=1, max_length=300, description="Lý do đính chính.")


class ReadingIn(Body):
    month: int = Field(ge=1, le=12)
    value: Decimal = Field(description="Số liệu của tháng, theo cách ghi của chỉ tiêu.")
    evidence: str = Field(description="Văn bản hoặc sổ làm căn cứ.")
    note: str = ""


def _movement(one: Movement) -> MovementOut:
    return MovementOut(
        id=one.pk,
        unit=one.unit.code,
        parent=one.parent_id,
        kind=one.kind,
        state=one.state,
        state_words=one.get_state_display(),
        year=one.year,
        name=one.name,
        theme=one.theme,
        slogan=one.slogan,
        first=one.first,
        last=one.last,
        plan_number=one.plan_number,
    )


def _target(line: Line) -> TargetOut:
    one = line.target
    return TargetOut(
        id=one.pk,
        unit=one.unit.code,
        year=one.year,
        name=one.name,
        measure=one.measure,
        direction=one.direction,
        reading=one.reading,
        baseline=None if one.baseline is None else float(one.baseline),
        value=float(one.value),
        reached=None if line.reached is None else float(line.reached),
        status=line.status.css,
        status_words=line.status.label,
        focal=one.focal,
        group=one.group,
        movement=one.movement_id,
        parent=one.parent_id,
        state=one.state,
        months={month: float(value) for month, value in sorted(line.months.items())},
    )


def _reading(one: TargetReading) -> ReadingOut:
    return ReadingOut(
        id=one.pk,
        target=one.target_id,
        month=one.month,
        value=float(one.value),
        evidence=one.evidence,
        note=one.note,
    )


@router.get(
    "/movements",
    response=Page[MovementOut],
    summary="Phong trào thi đua",
    description="Phong trào của đơn vị thấy được, và phong trào đã phát động của các đơn vị cấp trên. Lọc "
    "theo năm (year), đơn vị phát động (unit), tình trạng (state).",
)
def movements(
    request: HttpRequest,
    at: At,
    year: Number = None,
    unit: str = "",
    state: Annotated[str, Only(MovementState.choices)] = "",
) -> Page[MovementOut]:
    actor = caller(request)
    rows = movements_visible_to(actor)
    if year is not None:
        rows = rows.filter(year=year)
    if unit:
        rows = rows.filter(unit=unit_named(actor, unit))
    if state:
        rows = rows.filter(state=state)
    return page(rows, at, _movement)


@router.get(
    "/movements/{id}",
    response=MovementOut,
    summary="Một phong trào",
    description="Một phong trào theo mã số.",
)
def movement(request: HttpRequest, id: int) -> MovementOut:
    return _movement(get_object_or_404(movements_visible_to(caller(request)), pk=id))


@router.get(
    "/targets",
    response=Page[TargetOut],
    summary="Chỉ tiêu thi đua",
    description="Chỉ tiêu với mức đạt từng tháng và tiến độ. Lọc theo năm (year), đơn vị (unit).",
)
def targets(request: HttpRequest, at: At, year: Number = None, unit: str = "") -> Page[TargetOut]:
    actor = caller(request)
    rows = targets_visible_to(actor)
    if year is not None:
        rows = rows.filter(year=year)
    if unit:
        rows = rows.filter(unit=unit_named(actor, unit))
    found = slice_of(rows, at)
    lines = {line.target.pk: line for line in lines_of(found)}
    return page_of_rows(found, at, lambda one: _target(lines[one.pk]))


def _seen_target(request: HttpRequest, id: int) -> Target:
    return get_object_or_404(targets_visible_to(caller(request)), pk=id)


@router.get(
    "/targets/{id}",
    response=TargetOut,
    summary="Một chỉ tiêu",
    description="Một chỉ tiêu theo mã số.",
)
def target(request: HttpRequest, id: int) -> TargetOut:
    [line] = lines_of([_seen_target(request, id)])
    return _target(line)


@router.get(
    "/targets/{id}/readings",
    response=list[ReadingOut],
    summary="Số liệu tháng của một chỉ tiêu",
    description="Số liệu đang có hiệu lực của từng tháng, dòng đã đính chính không có.",
)
def readings(request: HttpRequest, id: int) -> list[ReadingOut]:
    rows = TargetReading.objects.standing().filter(target=_seen_target(request, id)).order_by("month")
    return [_reading(one) for one in rows]


@router.post(
    "/targets/{id}/readings",
    response={200: ReadingOut, 201: ReadingOut},
    summary="Ghi số liệu một tháng",
    description="Ghi số liệu một tháng của chỉ tiêu đã đăng ký mà đơn vị tự ghi số. Khóa phải được ghi “Số "
    "liệu tháng của chỉ tiêu” và có quyền ghi hồ sơ ở đơn vị. Gửi lại y như số đã ghi thì trả 200, không "
    "ghi thêm; tháng đã có số khác thì đính chính bằng PUT, có lý do.",
)
def report(request: HttpRequest, id: int, body: ReadingIn) -> Status[ReadingOut]:
    actor = writer(request, WriteArea.READINGS)
    target = _seen_target(request, id)
    told = body.model_dump()
    held = TargetReading.objects.standing().filter(target=target, **told).first()
    if held is not None:
        require_report(actor, target)
        return Status(200, _reading(held))
    return Status(201, _reading(report_month(actor=actor, target=target, **told)))


@router.put(
    "/targets/{id}/readings/{month}",
    response=ReadingOut,
    summary="Đính chính số liệu một tháng",
    description="Thay số đang có hiệu lực của tháng; số cũ và lý do (why) giữ trong sổ. Khóa phải được "
    "ghi “Số liệu tháng của chỉ tiêu”.",
)
def correct(request: HttpRequest, id: int, month: int, body: CorrectionIn) -> ReadingOut:
    actor = writer(request, WriteArea.READINGS)
    target = _seen_target(request, id)
    rows = TargetReading.objects.standing().filter(target=target)
    held = get_object_or_404(rows, month=month)
    return _reading(correct_month(actor=actor, target=target, reading=held, **body.model_dump()))

"""Movements, targets with their figures, registrations, directives and clusters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from vinhdanh.access.types import WriteArea
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.movements.models import ClusterYear, Directive, Movement, Registration, Target, TargetReading
from vinhdanh.movements.selectors.clusters import OPEN_TO_MEMBERS, cluster_years_visible_to, score_table
from vinhdanh.movements.selectors.directives import directives_visible_to
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.registration import coverage
from vinhdanh.movements.selectors.targets import Line, lines_of, targets_visible_to
from vinhdanh.movements.services.target_acts import report_month
from vinhdanh.people.selectors import visible_units
from vinhdanh.web.api.calling import (
    At,
    Page,
    caller,
    page,
    page_of_rows,
    slice_of,
    under_secrecy,
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


class ReadingIn(Schema):
    month: int = Field(ge=1, le=12)
    value: Decimal = Field(description="Số liệu của tháng, theo cách ghi của chỉ tiêu.")
    evidence: str = Field(description="Văn bản hoặc sổ làm căn cứ.")
    note: str = ""


class RegistrationOut(Schema):
    id: int
    unit: str = Field(description="Mã đơn vị lập bản đăng ký.")
    year: int
    person: str | None = Field(description="Số hiệu, khi cá nhân đăng ký.")
    collective: str | None = Field(description="Mã đơn vị, khi tập thể đăng ký.")
    honour: str
    honour_name: str
    sheet_state: str


class CoverOut(Schema):
    unit: str | None
    serving: int
    registered: int
    missing: int
    away: int = Field(description="Vắng, không phải đăng ký.")
    percent: float | None
    units: int = Field(description="Số tập thể.")
    units_registered: int


class DirectiveOut(Schema):
    id: int
    kind: str
    year: int
    meeting: int
    issuer: str = Field(description="Mã đơn vị giao.")
    owner: str = Field(description="Mã đơn vị chủ trì.")
    task: str
    deadline: date | None
    stage: str
    stage_words: str
    reported_on: date | None


class MemberOut(Schema):
    unit: str
    points: float | None = Field(description="Điểm chốt; null khi chưa chốt hoặc khóa chưa được xem.")
    rank: int | None


class ClusterOut(Schema):
    id: int
    name: str
    kind: str
    unit: str = Field(description="Mã đơn vị lập cụm, khối.")
    year: int
    stage: str
    members: list[MemberOut]


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
    request: HttpRequest, at: At, year: int | None = None, unit: str = "", state: str = ""
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
def targets(request: HttpRequest, at: At, year: int | None = None, unit: str = "") -> Page[TargetOut]:
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
    response={201: ReadingOut},
    summary="Ghi số liệu một tháng",
    description="Ghi số liệu một tháng của chỉ tiêu đã đăng ký mà đơn vị tự ghi số. Khóa phải được ghi “Số "
    "liệu tháng của chỉ tiêu” và có quyền ghi hồ sơ ở đơn vị. Tháng đã có số thì đính chính trên "
    "trang, có lý do.",
)
def report(request: HttpRequest, id: int, body: ReadingIn) -> ReadingOut:
    actor = writer(request, WriteArea.READINGS)
    row = report_month(
        actor=actor,
        target=_seen_target(request, id),
        month=body.month,
        value=body.value,
        evidence=body.evidence,
        note=body.note,
    )
    return _reading(row)


@router.get(
    "/registrations",
    response=Page[RegistrationOut],
    summary="Đăng ký thi đua",
    description="Danh hiệu, hình thức mà cá nhân, tập thể đăng ký, bản mới nhất. Lọc theo năm (year), đơn vị "
    "lập bản đăng ký (unit), danh hiệu (honour).",
)
def registrations(
    request: HttpRequest, at: At, year: int | None = None, unit: str = "", honour: str = ""
) -> Page[RegistrationOut]:
    actor = caller(request)
    seen = Q(sheet__unit__in=visible_units(actor))
    if actor.person_number:
        seen |= Q(person__number=actor.person_number)
    rows = Registration.objects.current().filter(seen).exclude(under_secrecy(actor))
    rows = rows.select_related("person", "unit", "sheet__unit")
    if year is not None:
        rows = rows.filter(year=year)
    if unit:
        rows = rows.filter(sheet__unit=unit_named(actor, unit))
    if honour:
        rows = rows.filter(honour=honour)
    return page(rows, at, _registration)


def _registration(one: Registration) -> RegistrationOut:
    return RegistrationOut(
        id=one.pk,
        unit=one.sheet.unit.code,
        year=one.year,
        person=one.person.number if one.person else None,
        collective=one.unit.code if one.unit else None,
        honour=one.honour,
        honour_name=honour_name(one.honour),
        sheet_state=one.sheet.state,
    )


@router.get(
    "/registrations/coverage",
    response=list[CoverOut],
    summary="Độ phủ đăng ký thi đua",
    description="Bao nhiêu cán bộ, tập thể đã đăng ký, theo từng đơn vị trực tiếp dưới một đơn vị (unit; để "
    "trống là đơn vị cao nhất mà khóa thấy được).",
)
def registration_coverage(request: HttpRequest, year: int, unit: str = "") -> list[CoverOut]:
    actor = caller(request)
    found = coverage(actor, year, unit_named(actor, unit) if unit else None)
    return [
        CoverOut(
            unit=row.unit.code if row.unit else None,
            serving=row.serving,
            registered=row.registered,
            missing=row.missing,
            away=row.away,
            percent=None if row.percent is None else float(row.percent),
            units=row.units,
            units_registered=row.units_registered,
        )
        for row in found.rows
    ]


@router.get(
    "/directives",
    response=Page[DirectiveOut],
    summary="Chỉ đạo, kết luận",
    description="Việc được giao từ hội nghị, cuộc họp. Lọc theo năm (year), đơn vị chủ trì (owner), tình "
    "trạng (stage).",
)
def directives(
    request: HttpRequest, at: At, year: int | None = None, owner: str = "", stage: str = ""
) -> Page[DirectiveOut]:
    actor = caller(request)
    rows = directives_visible_to(actor)
    if year is not None:
        rows = rows.filter(meeting__year=year)
    if owner:
        rows = rows.filter(owner=unit_named(actor, owner))
    if stage:
        rows = rows.filter(stage=stage)
    return page(rows, at, _directive)


@router.get(
    "/directives/{id}",
    response=DirectiveOut,
    summary="Một việc được giao",
    description="Một chỉ đạo, kết luận theo mã số.",
)
def directive(request: HttpRequest, id: int) -> DirectiveOut:
    return _directive(get_object_or_404(directives_visible_to(caller(request)), pk=id))


def _directive(one: Directive) -> DirectiveOut:
    return DirectiveOut(
        id=one.pk,
        kind=one.kind,
        year=one.meeting.year,
        meeting=one.meeting_id,
        issuer=one.issuer.code,
        owner=one.owner.code,
        task=one.task,
        deadline=one.deadline,
        stage=one.stage,
        stage_words=one.get_stage_display(),
        reported_on=one.reported_on,
    )


@router.get(
    "/clusters",
    response=Page[ClusterOut],
    summary="Cụm, khối thi đua",
    description="Cụm, khối của từng năm với thành viên, điểm chốt và thứ hạng. Lọc theo năm (year).",
)
def clusters(request: HttpRequest, at: At, year: int | None = None) -> Page[ClusterOut]:
    actor = caller(request)
    rows = cluster_years_visible_to(actor)
    if year is not None:
        rows = rows.filter(year=year)
    own = set(visible_units(actor).values_list("pk", flat=True))
    return page(rows, at, lambda one: _cluster(one, own))


@router.get(
    "/clusters/{id}",
    response=ClusterOut,
    summary="Một cụm, khối trong một năm",
    description="Một cụm, khối của một năm theo mã số.",
)
def cluster(request: HttpRequest, id: int) -> ClusterOut:
    actor = caller(request)
    own = set(visible_units(actor).values_list("pk", flat=True))
    return _cluster(get_object_or_404(cluster_years_visible_to(actor), pk=id), own)


def _cluster(one: ClusterYear, own: set[int]) -> ClusterOut:
    """As the page: members see each other's points once the sheets are checked across."""
    told = one.stage in OPEN_TO_MEMBERS or one.cluster.unit_id in own
    return ClusterOut(
        id=one.pk,
        name=one.cluster.name,
        kind=one.cluster.kind,
        unit=one.cluster.unit.code,
        year=one.year,
        stage=one.stage,
        members=[
            MemberOut(
                unit=row.member.unit.code,
                points=float(row.final.points) if row.final and (told or row.member.unit_id in own) else None,
                rank=row.rank if told else None,
            )
            for row in score_table(one)
        ],
    )

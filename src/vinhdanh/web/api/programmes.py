"""Training classes with their learners, and recruitment in sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from vinhdanh.access.types import WriteArea
from vinhdanh.programmes.models import Enrolment, RecruitmentRound, Session, TrainingClass
from vinhdanh.programmes.recruitment_selectors import Line, round_view, rounds_seen
from vinhdanh.programmes.recruitment_types import FIGURES
from vinhdanh.programmes.services.training_learners import (
    MarkLine,
    ResultLine,
    mark_attendance,
    record_results,
)
from vinhdanh.programmes.training_selectors import (
    classes_visible_to,
    enrolments_visible_to,
    sessions_visible_to,
)
from vinhdanh.programmes.training_types import Mark
from vinhdanh.web.api.calling import At, Body, Number, Page, caller, page, under_secrecy, writer

router = Router()


class ClassOut(Schema):
    id: int
    code: str
    name: str
    kind: str
    plan: int
    plan_name: str
    year: int
    organiser: str = Field(description="Mã đơn vị mở lớp.")
    venue: str
    start: date
    end: date
    closed: bool


class LearnerOut(Schema):
    id: int = Field(description="Mã số của học viên trong lớp, dùng khi ghi điểm danh, kết quả.")
    person: str | None = Field(description="Số hiệu; null với lực lượng ở cơ sở.")
    name: str
    unit: str
    first_time: bool
    essay: bool
    score: float | None
    band: str = Field(description="Loại kết quả.")


class SessionOut(Schema):
    id: int
    day: date
    part: str
    topic: str


class MarkIn(Body):
    learner: int
    mark: Mark
    ground: str = Field("", description="Lý do, khi vắng có lý do.")


class MarksIn(Body):
    marks: list[MarkIn] = Field(min_length=1, max_length=500)


class ResultIn(Body):
    learner: int
    essay: bool = Field(False, description="Đã nộp thu hoạch.")
    score: Decimal | None = Field(None, description="Điểm; loại kết quả theo điểm.")


class ResultsIn(Body):
    results: list[ResultIn] = Field(min_length=1, max_length=500)


class ChangedOut(Schema):
    changed: int = Field(description="Số học viên có thay đổi; 0 là đã ghi như thế từ trước.")


class CommuneOut(Schema):
    unit: str | None = Field(description="Mã xã, phường; null là toàn đợt trong phạm vi của khóa.")
    quota: int
    women: int
    counts: dict[str, int] = Field(description="Chỉ số → số người: " + ", ".join(FIGURES) + ".")


class RecruitmentOut(Schema):
    id: int
    year: int
    name: str
    state: str
    total: CommuneOut
    communes: list[CommuneOut]


def _class(one: TrainingClass) -> ClassOut:
    return ClassOut(
        id=one.pk,
        code=one.code,
        name=one.name,
        kind=one.kind,
        plan=one.plan_id,
        plan_name=one.plan.name,
        year=one.plan.year,
        organiser=one.plan.organiser.code,
        venue=one.venue,
        start=one.start,
        end=one.end,
        closed=one.closed is not None,
    )


@router.get(
    "/training/classes",
    response=Page[ClassOut],
    summary="Lớp tập huấn",
    description="Lớp của các kế hoạch tập huấn mà khóa thấy được. Lọc theo năm (year), kế hoạch (plan).",
)
def training_classes(
    request: HttpRequest, at: At, year: Number = None, plan: Number = None
) -> Page[ClassOut]:
    rows = classes_visible_to(caller(request))
    if year is not None:
        rows = rows.filter(plan__year=year)
    if plan is not None:
        rows = rows.filter(plan=plan)
    return page(rows, at, _class)


def _seen_class(request: HttpRequest, id: int) -> TrainingClass:
    return get_object_or_404(classes_visible_to(caller(request)), pk=id)


@router.get(
    "/training/classes/{id}",
    response=ClassOut,
    summary="Một lớp tập huấn",
    description="Một lớp theo mã số.",
)
def training_class(request: HttpRequest, id: int) -> ClassOut:
    return _class(_seen_class(request, id))


@router.get(
    "/training/classes/{id}/learners",
    response=Page[LearnerOut],
    summary="Học viên của một lớp",
    description="Học viên mà khóa thấy được, với kết quả. Người có độ mật không có trong danh sách.",
)
def learners(request: HttpRequest, id: int, at: At) -> Page[LearnerOut]:
    actor = caller(request)
    rows = enrolments_visible_to(actor, _seen_class(request, id))
    rows = rows.exclude(under_secrecy(actor)).exclude(under_secrecy(actor, "member__person"))
    return page(rows.select_related("band"), at, _learner)


def _learner(one: Enrolment) -> LearnerOut:
    return LearnerOut(
        id=one.pk,
        person=one.person.number if one.person else None,
        name=one.learner.name,
        unit=one.unit.code,
        first_time=one.first_time,
        essay=one.essay,
        score=None if one.score is None else float(one.score),
        band=one.band.name if one.band else "",
    )


@router.get(
    "/training/classes/{id}/sessions",
    response=list[SessionOut],
    summary="Các buổi học của một lớp",
    description="Các buổi học theo ngày.",
)
def sessions(request: HttpRequest, id: int) -> list[SessionOut]:
    rows = sessions_visible_to(caller(request)).filter(training_class=_seen_class(request, id))
    return [_session(one) for one in rows.order_by("day", "pk")]


def _session(one: Session) -> SessionOut:
    return SessionOut(id=one.pk, day=one.day, part=one.part, topic=one.topic.name if one.topic else "")


@router.post(
    "/training/sessions/{id}/attendance",
    response=ChangedOut,
    summary="Ghi điểm danh một buổi",
    description="Ghi điểm danh học viên ở một buổi đã đến ngày. Gửi lại như cũ không đổi gì. Khóa phải được "
    "ghi “Điểm danh, kết quả tập huấn”.",
)
def attendance(request: HttpRequest, id: int, body: MarksIn) -> ChangedOut:
    actor = writer(request, WriteArea.TRAINING)
    session = get_object_or_404(sessions_visible_to(actor), pk=id)
    marks = {one.learner: MarkLine(one.mark, one.ground) for one in body.marks}
    return ChangedOut(changed=mark_attendance(actor=actor, session=session, marks=marks))


@router.post(
    "/training/classes/{id}/results",
    response=ChangedOut,
    summary="Ghi kết quả học tập",
    description="Ghi thu hoạch, điểm của học viên; loại kết quả theo khung điểm của kế hoạch. Gửi lại như cũ "
    "không đổi gì. Khóa phải được ghi “Điểm danh, kết quả tập huấn”.",
)
def results(request: HttpRequest, id: int, body: ResultsIn) -> ChangedOut:
    actor = writer(request, WriteArea.TRAINING)
    found = {one.learner: ResultLine(one.essay, one.score) for one in body.results}
    return ChangedOut(
        changed=record_results(actor=actor, training_class=_seen_class(request, id), results=found)
    )


@router.get(
    "/recruitment",
    response=Page[RecruitmentOut],
    summary="Tuyển chọn công dân, số tổng hợp",
    description="Số tổng hợp của từng đợt và từng xã, phường; không có hồ sơ công dân. Lọc theo năm (year).",
)
def recruitment(request: HttpRequest, at: At, year: Number = None) -> Page[RecruitmentOut]:
    actor = caller(request)
    rows = rounds_seen(actor)
    if year is not None:
        rows = rows.filter(year=year)

    def tell(one: RecruitmentRound) -> RecruitmentOut:
        view = round_view(actor, one)
        return RecruitmentOut(
            id=one.pk,
            year=one.year,
            name=one.name,
            state=one.state,
            total=_commune(view.total),
            communes=[_commune(line) for line in view.lines],
        )

    return page(rows, at, tell)


def _commune(line: Line) -> CommuneOut:
    return CommuneOut(
        unit=line.unit.code if line.unit else None,
        quota=line.quota,
        women=line.women,
        counts=dict(line.counts),
    )

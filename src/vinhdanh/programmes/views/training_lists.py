"""The lists: who must attend, classes of every plan, learners of a class; each also as Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.types import Secrecy
from vinhdanh.people.views.shown import actor_of, download, whole
from vinhdanh.programmes.models import Enrolment, GrassrootsMember, TrainingClass, TrainingPlan
from vinhdanh.programmes.training_coverage import score_words
from vinhdanh.programmes.training_figures import ClassLine, LearnerLine, class_lines, learner_lines
from vinhdanh.programmes.training_selectors import (
    Key,
    classes_visible_to,
    enrolments_visible_to,
    key_of,
    learners,
    plans_visible_to,
    required,
    sees_all,
    trained_before,
)
from vinhdanh.programmes.training_types import ClassState
from vinhdanh.programmes.views.training_classes import PAGE, visible_class
from vinhdanh.programmes.views.training_plans import visible_plan

STATES = {
    "": "Tất cả",
    "dat": "Đã tập huấn",
    "cho": "Đang có tên ở lớp",
    "chua": "Chưa triệu tập",
    "lai": "Vắng, chưa đạt",
}


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of a list that the address asks for; a number out of range is the nearest page."""
    return Paginator(rows, PAGE).get_page(request.GET.get("trang"))


def hidden_from_files(learner: Person | GrassrootsMember) -> bool:
    """Whether somebody's secrecy keeps him out of every file."""
    return isinstance(learner, Person) and learner.secrecy != Secrecy.OPEN


# ---- who must attend ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequiredLine:
    """One who must attend, and how far he is."""

    key: Key
    learner: Person | GrassrootsMember
    unit: Unit
    state: str
    first_time: bool
    enrolment: Enrolment | None

    @property
    def words(self) -> str:
        return STATES[self.state]

    @property
    def team(self) -> str:
        return self.learner.team if isinstance(self.learner, GrassrootsMember) else self.learner.rank

    @property
    def code(self) -> str:
        learner = self.learner
        return f"sinh {learner.born}" if isinstance(learner, GrassrootsMember) else learner.number


def required_lines(request: HttpRequest, plan: TrainingPlan) -> list[RequiredLine]:
    """Everybody of a plan whom the account sees, filtered as the address asks."""
    actor = actor_of(request)
    members = required(plan)
    if not sees_all(actor, plan):
        seen = set(visible_units(actor).values_list("pk", flat=True))
        members = {key: unit for key, unit in members.items() if unit.pk in seen}
    code = request.GET.get("dv", "")
    if code:
        members = {key: unit for key, unit in members.items() if unit.code == code}
    names = learners(members)
    rows = Enrolment.objects.filter(training_class__plan=plan).with_result()
    newest: dict[Key, Enrolment] = {}
    for one in rows.select_related("training_class").order_by("training_class__start", "pk"):
        key = key_of(one)
        if not (key in newest and newest[key].passed):
            newest[key] = one
    before = trained_before(members, plan.group, plan.counted_on.replace(month=1, day=1))
    lines = [
        RequiredLine(key, names[key], unit, _state(newest.get(key)), key not in before, newest.get(key))
        for key, unit in members.items()
    ]
    state, words = request.GET.get("tt", ""), fold(request.GET.get("q", "")).split()
    lines = [
        line
        for line in lines
        if (not state or line.state == state) and all(word in line.learner.folded for word in words)
    ]
    order = ("chua", "lai", "cho", "dat")
    return sorted(lines, key=lambda line: (order.index(line.state), line.unit.path, line.team, line.key.pk))


def _state(enrolment: Enrolment | None) -> str:
    if enrolment is None:
        return "chua"
    if enrolment.passed:
        return "dat"
    return "lai" if enrolment.training_class.closed else "cho"


def required_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who must attend by a plan, those nobody has called yet first."""
    plan = visible_plan(request, pk)
    lines = required_lines(request, plan)
    units = sorted(set(required(plan).values()), key=lambda unit: unit.path)
    actor = actor_of(request)
    if not sees_all(actor, plan):
        seen = set(visible_units(actor).values_list("pk", flat=True))
        units = [unit for unit in units if unit.pk in seen]
    context = {
        "plan": plan,
        "page": page_of(request, lines),
        "units": units,
        "unit": request.GET.get("dv", ""),
        "states": STATES,
        "state": request.GET.get("tt", ""),
        "text": request.GET.get("q", ""),
        "filtered": any(request.GET.get(name) for name in ("dv", "tt", "q")),
        "tab": "ke-hoach",
    }
    return render(request, "programmes/training/required.html", context)


def required_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Who must attend as Excel, filtered as the page is."""
    plan = visible_plan(request, pk)
    lines = required_lines(request, plan)
    kept = [line for line in lines if not hidden_from_files(line.learner)]
    hidden = len(lines) - len(kept)
    content = workbook(
        actor=actor_of(request),
        title=f"Danh sách phải tập huấn: {plan.name}",
        notes=[
            f"{plan.get_group_display()}. Quân số chốt {plan.counted_on:%d/%m/%Y}.",
            *([f"Không xuất {hidden} người có độ mật."] if hidden else []),
        ],
        columns=[
            ("Họ và tên", 28),
            ("Năm sinh, số hiệu", 16),
            ("Tổ, cấp bậc", 28),
            ("Đơn vị", 36),
            ("Lần đầu", 10),
            ("Tình trạng", 20),
            ("Lớp", 12),
        ],
        rows=(
            [
                line.learner.name,
                line.code,
                line.team,
                line.unit.name,
                "lần đầu" if line.first_time else None,
                line.words,
                line.enrolment.training_class.code if line.enrolment else None,
            ]
            for line in kept
        ),
    )
    return download(content, f"phai-tap-huan-{plan.year}-{plan.pk}.xlsx")


# ---- classes --------------------------------------------------------------------------------------


def _classes(request: HttpRequest) -> tuple[list[ClassLine], dict[str, Any]]:
    actor = actor_of(request)
    classes: QuerySet[TrainingClass] = classes_visible_to(actor)
    years = sorted(set(classes.order_by().values_list("plan__year", flat=True)), reverse=True)
    year = whole(request.GET.get("nam"), 0)
    plan = whole(request.GET.get("kh"), 0)
    state = request.GET.get("tt", "")
    shown = classes.filter(plan__year=year) if year in years else classes
    shown = shown.filter(plan=plan) if plan else shown
    lines = class_lines(list(shown.order_by("-start", "code")), timezone.localdate())
    if state in ClassState:
        lines = [line for line in lines if line.state == state]
    words = fold(request.GET.get("q", "")).split()
    if words:
        lines = [line for line in lines if all(word in _text(line) for word in words)]
    told = {
        "years": years,
        "year": year,
        "plans": plans_visible_to(actor),
        "plan": plan,
        "states": ClassState.choices,
        "state": state,
        "text": request.GET.get("q", ""),
        "filtered": any(request.GET.get(name) for name in ("nam", "kh", "tt", "q")),
    }
    return lines, told


def _text(line: ClassLine) -> str:
    one = line.training_class
    return fold(f"{one.code} {one.name} {one.venue} {one.cluster}")


def class_list(request: HttpRequest) -> HttpResponse:
    """Classes of every plan that the account sees, the newest first."""
    lines, told = _classes(request)
    context = told | {"page": page_of(request, lines), "tab": "lop"}
    return render(request, "programmes/training/classes.html", context)


def class_list_file(request: HttpRequest) -> HttpResponse:
    """The list of classes as Excel, filtered as the page is."""
    lines, _ = _classes(request)
    content = workbook(
        actor=actor_of(request),
        title="Các lớp tập huấn",
        notes=[],
        columns=[
            ("Mã lớp", 12),
            ("Tên lớp", 40),
            ("Kế hoạch", 40),
            ("Loại lớp", 20),
            ("Khai giảng", 12),
            ("Bế giảng", 12),
            ("Địa điểm", 30),
            ("Triệu tập", 10),
            ("Có dự", 10),
            ("Đạt", 10),
            ("Không đạt", 10),
            ("Tình trạng", 14),
        ],
        rows=([*_class_words(line), *_class_numbers(line), line.state.label] for line in lines),
    )
    return download(content, "lop-tap-huan.xlsx")


def _class_words(line: ClassLine) -> list[str | int | None]:
    one = line.training_class
    return [
        one.code,
        one.name,
        one.plan.name,
        one.get_kind_display(),
        f"{one.start:%d/%m/%Y}",
        f"{one.end:%d/%m/%Y}",
        one.venue,
    ]


def _class_numbers(line: ClassLine) -> list[str | int | None]:
    found = line.figures
    return [found.called, found.attended, found.passed, found.failed]


def class_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The learners of a class with attendance, result and certificate, as Excel."""
    found = visible_class(request, pk)
    rows = enrolments_visible_to(actor_of(request), found).with_result().select_related("certificate")
    lines = learner_lines(found, list(rows))
    kept = [line for line in lines if not hidden_from_files(line.enrolment.learner)]
    hidden = len(lines) - len(kept)
    bands = {band.pk: band.name for band in found.plan.bands.all()}
    content = workbook(
        actor=actor_of(request),
        title=f"Học viên {found}",
        notes=[
            f"{found.plan.name}. {found.start:%d/%m/%Y}–{found.end:%d/%m/%Y}, {found.venue}.",
            *([f"Không xuất {hidden} người có độ mật."] if hidden else []),
        ],
        columns=[
            ("Họ và tên", 28),
            ("Đơn vị", 36),
            ("Tổ, số hiệu", 28),
            ("Lần đầu", 10),
            ("Dự (buổi)", 10),
            ("Số buổi", 10),
            ("Thu hoạch", 12),
            ("Điểm", 8),
            ("Kết quả", 16),
            ("Số chứng nhận", 14),
        ],
        rows=(_learner_row(line, bands) for line in kept),
    )
    return download(content, f"hoc-vien-{found.pk}.xlsx")


def _learner_row(line: LearnerLine, bands: dict[int, str]) -> list[str | int | None]:
    one = line.enrolment
    learner = one.learner
    score = one.final_score
    certificate = getattr(one, "certificate", None)
    return [
        learner.name,
        one.unit.name,
        learner.team if isinstance(learner, GrassrootsMember) else learner.number,
        "lần đầu" if one.first_time else None,
        line.present,
        line.sessions,
        "đã nộp" if one.essay else None,
        score_words(score) or None,
        bands.get(one.final_band or 0),
        str(certificate) if certificate else None,
    ]

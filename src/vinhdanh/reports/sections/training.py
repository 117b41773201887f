"""Training of commune police and of the grassroots force: plans, classes, learners, coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, Q
from django.urls import reverse

from vinhdanh.people.models import Unit
from vinhdanh.programmes.models import Enrolment, TrainingClass, TrainingPlan
from vinhdanh.programmes.training_figures import PlanCover, UnitCover
from vinhdanh.programmes.training_plan_closing import coverage_told, last_closing
from vinhdanh.reports.comparing import minus
from vinhdanh.reports.figures import Figure, Form, Grid, Record, Section, Text, counted, derived, share
from vinhdanh.reports.scope import Scope

CODE = "tap-huan"
_COLUMNS = ("Kế hoạch", "Quân số", "Đã tập huấn, đạt", "Độ phủ", "Chỉ tiêu", "So với chỉ tiêu")


def training(scope: Scope) -> Section:
    """Bồi dưỡng nghiệp vụ: plans that the unit runs, and its part in those of the units above."""
    title = "Bồi dưỡng, tập huấn nghiệp vụ"
    run, above = _plans(scope)
    blocks: list[Grid | Text] = []
    if run:
        told = [(plan, coverage_told(plan)) for plan in run]
        blocks += [
            Text(_classes(scope, told)),
            Grid(
                "Độ phủ theo kế hoạch do đơn vị tổ chức",
                _COLUMNS,
                tuple(_row(plan, cover.lines, cover) for plan, cover in told),
                numeric=frozenset(range(1, 6)),
            ),
        ]
    parts = []
    for plan in above:
        cover = coverage_told(plan)
        lines = [line for line in cover.lines if line.unit.path.startswith(scope.unit.path)]
        if lines:
            parts.append(_row(plan, lines, cover))
    if parts:
        caption = "Đơn vị tham gia kế hoạch của cấp trên"
        blocks.append(Grid(caption, _COLUMNS, tuple(parts), numeric=frozenset(range(1, 6))))
    if not blocks:
        nothing = f"Chưa có kế hoạch tập huấn năm {scope.year} do {scope.unit.name} tổ chức hoặc tham gia."
        blocks = [Text((nothing,))]
    return Section(CODE, title, tuple(blocks))


def _plans(scope: Scope) -> tuple[list[TrainingPlan], list[TrainingPlan]]:
    """Plans of the year that the unit or those below it run, and others whose area it lies in."""
    codes = [*scope.unit.codes_above, scope.unit.code]
    own = Q(organiser__path__startswith=scope.unit.path) | Q(area__path__startswith=scope.unit.path)
    rows = TrainingPlan.objects.filter(year=scope.year).filter(own | Q(area__code__in=codes))
    found = list(rows.select_related("area", "organiser").order_by("area__depth", "group", "pk"))
    run = [
        plan
        for plan in found
        if plan.organiser.path.startswith(scope.unit.path) or plan.area.path.startswith(scope.unit.path)
    ]
    return run, [plan for plan in found if plan not in run]


def _classes(scope: Scope, told: list[tuple[TrainingPlan, PlanCover]]) -> tuple[str | Figure, ...]:
    keys = [plan.pk for plan, _ in told]
    rows = list(TrainingClass.objects.filter(plan__in=keys).order_by("start", "pk"))
    called = Enrolment.objects.filter(training_class__in=rows).order_by().values_list("training_class")
    sizes = dict(called.annotate(n=Count("pk")))
    held = _held(told, {plan: [one for one in rows if one.plan_id == plan] for plan in keys}, sizes)
    classes = counted(
        f"{CODE}.lop",
        "Lớp bồi dưỡng, tập huấn",
        f"Số lớp của các kế hoạch năm {scope.year} do đơn vị tổ chức, kể cả lớp báo cáo bằng số liệu.",
        [record for record, _ in held if record.weight],
        href=f"{reverse('programmes:training-classes')}?nam={scope.year}",
    )
    learners = counted(
        f"{CODE}.luot-hoc-vien",
        "Lượt học viên",
        f"Số lượt học viên được triệu tập vào các lớp năm {scope.year}, kể cả số liệu báo cáo.",
        [record for _, record in held if record.weight],
        href=f"{reverse('programmes:training')}?nam={scope.year}",
    )
    return ("Mở ", classes, " lớp bồi dưỡng, tập huấn với ", learners, " lượt học viên.")


def _held(
    told: list[tuple[TrainingPlan, PlanCover]],
    classes: dict[int, list[TrainingClass]],
    sizes: dict[int, int],
) -> Iterable[tuple[Record, Record]]:
    """Records of classes and of learners: each class, and what a plan counts without one of its own."""
    found = []
    for plan, cover in told:
        page = reverse("programmes:training-plan", args=[plan.pk])
        mine = classes[plan.pk]
        if last_closing(plan) is None:
            for one in mine:
                href = reverse("programmes:training-class", args=[one.pk])
                record = Record(f"Lớp {one.code}", one.name, one.start, href)
                found.append((record, replace(record, weight=sizes.get(one.pk, 0))))
            rest = cover.classes - len(mine)
            people = cover.learners - sum(sizes.get(one.pk, 0) for one in mine)
            words = "Số liệu đơn vị báo cáo, không có danh sách"
        else:
            rest, people, words = cover.classes, cover.learners, "Số liệu lúc chốt kế hoạch"
        found.append(
            (
                Record(plan.name, words, cover.day, page, rest),
                Record(plan.name, words, cover.day, page, people),
            )
        )
    return found


def _row(plan: TrainingPlan, lines: Iterable[UnitCover], cover: PlanCover) -> tuple[str | Figure, ...]:
    """One plan: strength and trained by unit, coverage and target. Figures by unit, nobody's name."""
    mine = list(lines)
    key, page = f"{CODE}.ke-hoach-{plan.pk}", reverse("programmes:training-plan", args=[plan.pk])

    def part(code: str, words: str, query: str, numbers: Iterable[tuple[Unit, int]]) -> Figure:
        records = [Record(unit.name, plan.name, cover.day, page, n) for unit, n in numbers if n]
        return counted(f"{key}.{code}", f"{words}, {plan.name}", query, records, href=page)

    strength = part(
        "quan-so",
        "Quân số thuộc diện",
        f"Người thuộc đối tượng của kế hoạch, có trong sổ ngày {cover.day:%d/%m/%Y}.",
        [(line.unit, line.cover.in_force or 0) for line in mine],
    )
    trained = part(
        "dat",
        "Đã tập huấn, đạt",
        "Người thuộc diện có kết quả đạt ở một lớp của kế hoạch, mỗi người tính một lần.",
        [(line.unit, line.cover.trained) for line in mine],
    )
    rate = share(f"{key}.do-phu", f"Độ phủ, {plan.name}", trained, strength)
    target = Figure(
        f"{key}.chi-tieu",
        f"Chỉ tiêu độ phủ, {plan.name}",
        plan.target,
        "Chỉ tiêu ghi trong kế hoạch.",
        lambda: [Record(plan.name, plan.basis, href=page, weight=plan.target or 0)],
        Form.PERCENT,
        href=page,
    )
    against = derived(
        f"{key}.so-chi-tieu",
        f"Độ phủ so với chỉ tiêu, {plan.name}",
        minus,
        "Độ phủ trừ chỉ tiêu, điểm phần trăm.",
        Form.POINTS,
        rate,
        target,
    )
    return plan.name, strength, trained, rate, target, against

"""The tables of a package that only sum up: movements, targets, rounds, training. Another installation keeps
what was reported to it as it came (``ReceivedSummary``) and hands it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.exchange.packages.choosing import Chosen
from vinhdanh.exchange.packages.columns import Column, Row, written
from vinhdanh.movements.models import Directive, Movement, Registration, RegistrationSheet, Target
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.programmes.models import RoundTotal, TrainingPlan


@dataclass(frozen=True)
class Summary:
    """A table whose rows are computed. Every one has the columns ``unit`` and ``year``."""

    name: str
    title: str
    key: tuple[str, ...]
    spec: tuple[Column, ...]
    rows: Callable[[Chosen], Iterator[Row]]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.spec)

    @property
    def needed(self) -> frozenset[str]:
        """Columns without which a row says nothing: all."""
        return frozenset(self.columns)


_UNIT = Column("unit", "Đơn vị", "text", length=40)
_YEAR = Column("year", "Năm", "integer")


def _text(name: str, label: str) -> Column:
    return Column(name, label, "text")


def _count(name: str, label: str, *, null: bool = False) -> Column:
    return Column(name, label, "integer", null=null)


def _day(name: str, label: str) -> Column:
    return Column(name, label, "date", null=True)


def _of(chosen: Chosen, rows: QuerySet[Any], unit: str = "unit") -> Iterator[Any]:
    """Those of the years that belong to a unit of the package."""
    found = rows.filter(year__gte=chosen.first, year__lte=chosen.last).order_by("pk")
    for row in found.iterator(chunk_size=500):
        if getattr(row, f"{unit}_id") in chosen.inside:
            yield row


def _movements(chosen: Chosen) -> Iterator[Row]:
    found = Movement.objects.exclude(state=MovementState.DRAFT).select_related("unit")
    for one in _of(chosen, found.prefetch_related("axes", "links_out__linked", "acts")):
        yield {
            "unit": one.unit.code,
            "year": one.year,
            "name": one.name,
            "kind": one.kind,
            "state": one.state,
            "theme": one.theme,
            "slogan": one.slogan,
            "first": written(one.first),
            "last": written(one.last),
            "plan_number": one.plan_number,
            "axes": " | ".join(axis.name for axis in one.axes.all()),
            "linked": " | ".join(sorted(link.linked.name for link in one.links_out.all())),
            "acts": " | ".join(f"{act.on.isoformat()} {act.get_kind_display()}" for act in one.acts.all()),
        }


def _targets(chosen: Chosen) -> Iterator[Row]:
    for one in _of(chosen, Target.objects.binding().select_related("unit").prefetch_related("acts")):
        closed = [act for act in one.acts.all() if act.kind == "closed"]
        yield {
            "unit": one.unit.code,
            "year": one.year,
            "name": one.name,
            "measure": one.measure,
            "direction": one.direction,
            "value": written(one.value),
            "baseline": written(one.baseline),
            "reached": written(closed[-1].value) if closed else None,
            "state": one.state,
        }


def _registrations(chosen: Chosen) -> Iterator[Row]:
    for sheet in _of(chosen, RegistrationSheet.objects.exclude(sent=None).select_related("unit")):
        titles = Counter(Registration.objects.standing().filter(sheet=sheet).values_list("honour", flat=True))
        yield {
            "unit": sheet.unit.code,
            "year": sheet.year,
            "state": sheet.state,
            "version": sheet.version,
            "titles": dict(sorted(titles.items())),
        }


def _directives(chosen: Chosen) -> Iterator[Row]:
    years = Q(meeting__year__gte=chosen.first, meeting__year__lte=chosen.last)
    found = Directive.objects.filter(years).select_related("meeting__unit", "owner").order_by("pk")
    for one in found.iterator(chunk_size=500):
        if one.owner_id not in chosen.inside:
            continue
        yield {
            "unit": one.owner.code,
            "year": one.meeting.year,
            "meeting": one.meeting.name,
            "on": written(one.meeting.on),
            "kind": one.kind,
            "task": one.task,
            "deadline": written(one.deadline),
            "stage": one.stage,
            "reported_on": written(one.reported_on),
        }


def _rounds(chosen: Chosen) -> Iterator[Row]:
    found = ReviewRound.objects.exclude(state=RoundState.DRAFT).select_related("unit")
    for one in _of(chosen, found):
        yield {
            "unit": one.unit.code,
            "year": one.year,
            "name": one.name,
            "kind": one.kind,
            "state": one.state,
            "opened": written(one.opened),
            "closed": written(one.closed),
        }


def _proposals(chosen: Chosen) -> Iterator[Row]:
    """How proposals came out, counted: everybody, whatever his secrecy."""
    counted = (
        Proposal.objects.filter(year__gte=chosen.first, year__lte=chosen.last)
        .order_by()
        .values_list("unit_id", "unit__code", "year", "round__name", "honour", "stage")
        .annotate(number=Count("pk"))
    )
    for unit, code, year, name, honour, stage, number in counted:
        if unit in chosen.inside:
            yield {
                "unit": code,
                "year": year,
                "round": name,
                "honour": honour,
                "stage": stage,
                "count": number,
            }


def _training(chosen: Chosen) -> Iterator[Row]:
    found = TrainingPlan.objects.exclude(closed=None).select_related("organiser").prefetch_related("closings")
    for one in _of(chosen, found, "organiser"):
        last = max(one.closings.all(), key=lambda closing: closing.pk)
        yield {
            "unit": one.organiser.code,
            "year": one.year,
            "name": one.name,
            "group": one.group,
            "in_force": last.in_force,
            "trained": last.trained,
            "first_time": last.first_time,
            "classes": last.classes,
            "learners": last.learners,
        }


def _recruitment(chosen: Chosen) -> Iterator[Row]:
    years = Q(round__year__gte=chosen.first, round__year__lte=chosen.last)
    found = RoundTotal.objects.filter(years, unit__isnull=False).select_related("round", "unit")
    for one in found.order_by("pk").iterator(chunk_size=500):
        if one.unit_id in chosen.inside and one.unit is not None:
            yield {
                "unit": one.unit.code,
                "year": one.round.year,
                "round": one.round.name,
                "figure": one.figure,
                "count": one.count,
            }


SUMMARIES: tuple[Summary, ...] = (
    Summary(
        "movements", "Phong trào thi đua", ("unit", "year", "name"),
        (
            _UNIT, _YEAR, _text("name", "Tên phong trào"), _text("kind", "Loại"),
            _text("state", "Tình trạng"), _text("theme", "Chủ đề"), _text("slogan", "Khẩu hiệu"),
            Column("first", "Từ ngày", "date"),
            Column("last", "Đến ngày", "date"), _text("plan_number", "Số kế hoạch"),
            _text("axes", "Các trục"),
            _text("linked", "Gắn với"), _text("acts", "Phát động, sơ kết, tổng kết"),
        ),
        _movements,
    ),
    Summary(
        "targets", "Chỉ tiêu", ("unit", "year", "name"),
        (
            _UNIT, _YEAR, _text("name", "Chỉ tiêu"), _text("measure", "Đơn vị tính"),
            _text("direction", "Chiều tốt"), Column("value", "Chỉ tiêu cả năm", "decimal"),
            Column("baseline", "Năm trước", "decimal", null=True),
            Column("reached", "Đã đạt khi chốt", "decimal", null=True), _text("state", "Tình trạng"),
        ),
        _targets,
    ),
    Summary(
        "registrations", "Đăng ký thi đua", ("unit", "year"),
        (
            _UNIT, _YEAR, _text("state", "Tình trạng"), _count("version", "Bản"),
            Column("titles", "Số lượt theo danh hiệu", "object"),
        ),
        _registrations,
    ),
    Summary(
        "directives", "Chỉ đạo, kết luận", ("unit", "year", "meeting", "on", "task"),
        (
            _UNIT, _YEAR, _text("meeting", "Hội nghị"), Column("on", "Ngày họp", "date"),
            _text("kind", "Loại"), _text("task", "Việc phải làm"),
            _day("deadline", "Hạn"), _text("stage", "Tình trạng"),
            _day("reported_on", "Ngày báo cáo"),
        ),
        _directives,
    ),
    Summary(
        "rounds", "Đợt xét tặng", ("unit", "year", "name"),
        (
            _UNIT, _YEAR, _text("name", "Tên đợt"), _text("kind", "Loại"), _text("state", "Tình trạng"),
            _day("opened", "Ngày mở"), _day("closed", "Ngày kết thúc"),
        ),
        _rounds,
    ),
    Summary(
        "proposals", "Kết quả xét", ("unit", "year", "round", "honour", "stage"),
        (
            _UNIT, _YEAR, _text("round", "Đợt xét"), _text("honour", "Danh hiệu, hình thức"),
            _text("stage", "Bước, kết quả"), _count("count", "Số hồ sơ"),
        ),
        _proposals,
    ),
    Summary(
        "training", "Tập huấn", ("unit", "year", "name"),
        (
            _UNIT, _YEAR, _text("name", "Kế hoạch"), _text("group", "Đối tượng"),
            _count("in_force", "Quân số", null=True), _count("trained", "Đã tập huấn"),
            _count("first_time", "Trong đó lần đầu"), _count("classes", "Số lớp"),
            _count("learners", "Lượt học viên"),
        ),
        _training,
    ),
    Summary(
        "recruitment", "Tuyển chọn công dân", ("unit", "year", "round", "figure"),
        (
            _UNIT, _YEAR, _text("round", "Đợt"), _text("figure", "Số liệu"), _count("count", "Số"),
        ),
        _recruitment,
    ),
)  # fmt: skip

"""What the year's records show by themselves as left undone, and the text that people write about it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from vinhdanh.engine.facts import Level
from vinhdanh.movements.models import Registration
from vinhdanh.movements.pace import Status
from vinhdanh.movements.selectors.directives import answers
from vinhdanh.movements.selectors.targets import Line as TargetLine
from vinhdanh.people.models import Post, Unit, YearRating
from vinhdanh.reports.figures import Block, Figure, Line, Passage, Points, Record, Section, Text, counted
from vinhdanh.reports.naming import HIDDEN, people_seen
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.conduct import breaches, disciplined, year_pages
from vinhdanh.reports.sections.honours_handling import returned_figure
from vinhdanh.reports.sections.registration import coverage_in
from vinhdanh.reports.sections.results import lines_in

CODE = "han-che"
ABOUT = "việc chưa làm được, chậm, ở khâu nào, đơn vị nào; đối chiếu với các số liệu trên và năm trước"


def shortcomings(scope: Scope) -> Section:
    """Hạn chế: the figures that the records give, then the text to be written."""
    lines: tuple[Line, ...] = tuple(
        (figure, f" {words}.") for figure, words in _found(scope) if scope.tells(figure)
    )
    told: Block = Points(lines) if lines else Text((_nothing(scope),))
    return Section("danh-gia-han-che", "Hạn chế", (told, Passage("danh-gia.han-che", ABOUT)))


def _nothing(scope: Scope) -> str:
    return (
        f"Hồ sơ năm {scope.year} không ghi chỉ tiêu không đạt, việc quá hạn, kỷ luật, hồ sơ bị trả lại "
        "hay đơn vị chưa đăng ký thi đua."
    )


def _found(scope: Scope) -> Sequence[tuple[Figure, str]]:
    missed, silent = _targets(scope)
    units, officers = _unregistered(scope)
    return (
        (missed, "chỉ tiêu không đạt"),
        (silent, "chỉ tiêu chưa có số liệu"),
        (_late(scope), "ý kiến chỉ đạo, kết luận thực hiện quá hạn"),
        (units, "đơn vị chưa đăng ký thi đua"),
        (officers, "cán bộ, chiến sĩ chưa đăng ký thi đua"),
        (disciplined(scope), "trường hợp bị kỷ luật"),
        (breaches(scope)[0], "lượt vi phạm điều lệnh"),
        (_failed(scope), "cá nhân xếp loại không hoàn thành nhiệm vụ"),
        (returned_figure(scope), "hồ sơ đề nghị khen thưởng có lần bị trả lại"),
    )


# ---- targets and directives ------------------------------------------------------------------------


def _targets(scope: Scope) -> tuple[Figure, Figure]:
    lines = sorted(lines_in(scope), key=lambda line: (line.target.unit.path, line.target.pk))
    href = f"{reverse('movements:targets')}?nam={scope.year}&dv={scope.unit.code}"

    def figure(key: str, words: str, status: Status) -> Figure:
        records = [_target(line) for line in lines if line.status is status]
        query = (
            f"{words}: chỉ tiêu đã đăng ký năm {scope.year} của {scope.unit.name} và các đơn vị trực thuộc."
        )
        return counted(f"{CODE}.{key}", words, query, records, href=href)

    return (
        figure("chi-tieu-khong-dat", "Chỉ tiêu không đạt", Status.OUT_OF_REACH),
        figure("chi-tieu-chua-co-so-lieu", "Chỉ tiêu chưa có số liệu", Status.SILENT),
    )


def _target(line: TargetLine) -> Record:
    one = line.target
    detail = f"{one.unit.name}, {line.status.label.lower()}"
    return Record(one.name, detail, href=reverse("movements:target", args=[one.pk]))


def _late(scope: Scope) -> Figure:
    today = timezone.localdate()
    late = [one for one in answers(scope.actor, scope.unit, scope.year, today) if one.late]
    return counted(
        f"{CODE}.chi-dao-qua-han",
        "Ý kiến chỉ đạo, kết luận thực hiện quá hạn",
        f"Việc giao cho năm {scope.year}, báo cáo sau hạn hoặc đến hôm nay quá hạn chưa báo cáo.",
        [Record(one.task, f"{one.owner}, quá hạn {one.late} ngày", one.on, one.href) for one in late],
        href=f"{reverse('movements:directives')}?nam={scope.year}&dv={scope.unit.code}",
    )


# ---- registration and levels -----------------------------------------------------------------------


def _unregistered(scope: Scope) -> tuple[Figure, Figure]:
    """Units without a title registered, and officers without one, in a year that was opened for it."""
    href = f"{reverse('movements:registrations')}?nam={scope.year}&dv={scope.unit.code}"
    cover = coverage_in(scope)
    begun = bool(cover.call or cover.total.registered or cover.total.units_registered)
    standing = Registration.objects.filter(year=scope.year, unit__in=scope.units).standing()
    registered = set(standing.values_list("unit", flat=True))
    open_units = Unit.objects.subtree(scope.unit).open(cover.day).order_by("path")
    units = [unit for unit in open_units if unit.pk not in registered]
    by_unit = [(row.unit, row.missing) for row in cover.rows if row.unit and row.missing]
    return (
        counted(
            f"{CODE}.don-vi-chua-dang-ky",
            "Đơn vị chưa đăng ký thi đua",
            f"Đơn vị không có đăng ký danh hiệu tập thể năm {scope.year} đã gửi, khi năm có mở đăng ký.",
            [Record(unit.name, unit.code, href=href) for unit in units] if begun else [],
            href=href,
        ),
        counted(
            f"{CODE}.nguoi-chua-dang-ky",
            "Cán bộ, chiến sĩ chưa đăng ký thi đua",
            f"Người đang công tác, không vắng, chưa có đăng ký năm {scope.year} đã gửi, theo đơn vị.",
            [Record(unit.name, "chưa đăng ký", href=href, weight=n) for unit, n in by_unit] if begun else [],
            href=href,
        ),
    )


def _failed(scope: Scope) -> Figure:
    posts = Post.objects.filter(main=True, unit__path__startswith=scope.unit.path).on(scope.last)
    rows = YearRating.objects.filter(
        year=scope.year, level=Level.FAILED.value, person__in=posts.order_by().values("person")
    )
    keys = list(rows.order_by("pk").values_list("person", flat=True))

    def records() -> list[Record]:
        seen = people_seen(scope.actor, keys)
        found = (seen.get(key) for key in keys)
        return [Record(str(one), number=one.number) if one else Record(HIDDEN) for one in found]

    return Figure(
        f"{CODE}.khong-hoan-thanh",
        "Cá nhân xếp loại không hoàn thành nhiệm vụ",
        len(keys),
        f"Người công tác cuối năm tại đơn vị có mức xếp loại năm {scope.year} là không hoàn thành nhiệm vụ.",
        records,
        href=year_pages(scope.year)(scope.unit.pk),
    )

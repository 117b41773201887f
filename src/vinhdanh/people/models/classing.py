"""Monthly and weekly classes, and the year as it is drafted from them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.people.classing_types import PeriodActKind, PeriodKind, ScaleOrigin, SheetState
from vinhdanh.people.models.persons import Person
from vinhdanh.people.models.rules import in_order, one_of, one_subject, sane_year
from vinhdanh.people.models.units import Unit

CODE_LENGTH = 40  # of a class, a level or an exemption in a scale


class ScaleText(models.Model):
    """One version of a scale's text, kept for as long as a period was classed by it."""

    key = models.CharField("Mã", max_length=60)
    name = models.CharField("Tên", max_length=200)
    text = models.TextField("Nội dung")
    digest = models.CharField("Mã băm", max_length=64, editable=False)  # SHA-256 of the text
    origin = models.CharField("Nguồn", max_length=10, choices=ScaleOrigin)
    kept = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    withdrawn = models.DateTimeField("Thôi dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Quy chế phân loại"
        ordering = ["key", "-kept"]
        constraints = [
            one_of("origin", ScaleOrigin, "scale_origin_known", "Nguồn này không có."),
            models.UniqueConstraint(
                fields=["digest", "origin"],
                name="scale_text_once",
                violation_error_message="Bản quy chế này đã ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PeriodQuerySet(models.QuerySet["Period"]):
    def months(self, year: int) -> Self:
        return self.filter(kind=PeriodKind.MONTH, year=year).order_by("number")


class Period(models.Model):
    """A month or week in which a unit and everything below it is classed, by one version of a scale."""

    kind = models.CharField("Loại kỳ", max_length=10, choices=PeriodKind)
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveSmallIntegerField("Số")  # 1–12, or the ISO week
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods", verbose_name="Đơn vị")
    scale = models.ForeignKey(
        ScaleText, on_delete=models.PROTECT, related_name="periods", verbose_name="Quy chế"
    )
    first = models.DateField("Từ ngày")
    last = models.DateField("Đến ngày")
    due = models.DateField("Hạn gửi")
    closed = models.DateTimeField("Chốt lúc", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Kỳ phân loại"
        ordering = ["-last", "kind", "unit"]
        constraints = [
            one_of("kind", PeriodKind, "period_kind_known", "Loại kỳ này không có."),
            sane_year("period_year"),
            in_order("first", "last", "period_dates_in_order", "Ngày cuối kỳ phải sau ngày đầu kỳ."),
            in_order("first", "due", "period_due_in_order", "Hạn gửi phải sau ngày đầu kỳ."),
            models.CheckConstraint(
                condition=Q(kind=PeriodKind.MONTH, number__gte=1, number__lte=12)
                | Q(kind=PeriodKind.WEEK, number__gte=1, number__lte=53),
                name="period_number",
                violation_error_message="Tháng từ 1 đến 12, tuần từ 1 đến 53.",
            ),
            models.UniqueConstraint(
                fields=["kind", "year", "number", "unit", "scale"],
                name="period_once",
                violation_error_message="Kỳ này của đơn vị đã mở.",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == PeriodKind.WEEK:
            return f"Tuần {self.number}/{self.year} ({self.first:%d/%m}–{self.last:%d/%m})"
        return f"Tháng {self.number}/{self.year}"


class PeriodAct(models.Model):
    """Opening, closing or reopening a period. Rows are only ever added."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField("Việc", max_length=10, choices=PeriodActKind)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người làm", max_length=200)
    ground = models.CharField("Lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của kỳ phân loại"
        ordering = ["period", "at", "id"]
        constraints = [
            one_of("kind", PeriodActKind, "period_act_known", "Việc này không có."),
            models.CheckConstraint(
                condition=~Q(kind=PeriodActKind.REOPENED) | ~Q(ground=""),
                name="period_reopened_with_ground",
                violation_error_message="Mở lại thì ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period} lúc {self.at:%d/%m/%Y}"


class Sheet(models.Model):
    """One unit's period: everybody of a phòng or a commune station on one page."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="class_sheets")
    state = models.CharField("Trạng thái", max_length=10, choices=SheetState, default=SheetState.DRAFT)
    version = models.PositiveIntegerField(
        "Bản ghi", default=0
    )  # of the last save: who edits an older one is told
    saved = models.DateTimeField("Ghi lúc")
    saved_by = models.CharField("Người ghi", max_length=200)
    submitted = models.DateTimeField("Gửi lúc", null=True, blank=True)
    submitted_by = models.CharField("Người gửi", max_length=200, blank=True)
    remark = models.CharField("Giải trình", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bảng phân loại"
        ordering = ["period", "unit"]
        constraints = [
            one_of("state", SheetState, "sheet_state_known", "Trạng thái này không có."),
            models.UniqueConstraint(
                fields=["period", "unit"],
                name="sheet_once",
                violation_error_message="Đơn vị đã có bảng phân loại của kỳ này.",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT) | Q(submitted__isnull=False),
                name="sheet_submitted_at",
                violation_error_message="Bảng đã gửi phải có giờ gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}"


class UnitClass(models.Model):
    """The class of a collective in a period."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="unit_classes")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="unit_classes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="classes")
    cls = models.CharField("Loại", max_length=CODE_LENGTH)

    class Meta:
        verbose_name = verbose_name_plural = "Loại của tập thể"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"],
                name="unit_class_once",
                violation_error_message="Tập thể đã có loại của kỳ này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.cls}"


class PersonClass(models.Model):
    """One person in one period: a class, or the ground on which there is none, or neither yet."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="person_classes")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="person_classes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="classes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="person_classes")
    proposed = models.CharField("Đề xuất", max_length=CODE_LENGTH, blank=True)  # from the weeks
    cls = models.CharField("Loại", max_length=CODE_LENGTH, blank=True)
    exemption = models.CharField("Diện miễn", max_length=CODE_LENGTH, blank=True)
    points = models.PositiveSmallIntegerField("Điểm", null=True, blank=True)
    reason = models.CharField("Lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Loại của cá nhân"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "person"],
                name="person_class_once",
                violation_error_message="Cán bộ này đã được phân loại trong kỳ.",
            )
        ]
        indexes = [models.Index(fields=["person", "period"], name="person_class_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.cls or self.exemption}"


class ClassingExemption(models.Model):
    """A dated ground on which somebody is exempt, where no absence or hold on record says so."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="classing_exemptions")
    code = models.CharField("Diện miễn", max_length=CODE_LENGTH)
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày", null=True, blank=True)
    basis = models.CharField("Căn cứ", max_length=300, error_messages={"blank": "Ghi căn cứ của diện miễn."})

    class Meta:
        verbose_name = verbose_name_plural = "Diện miễn phân loại"
        ordering = ["-start", "person"]
        constraints = [
            in_order("start", "end", "exemption_dates_in_order", "Ngày hết diện miễn phải sau ngày bắt đầu."),
            models.CheckConstraint(
                condition=~Q(basis=""),
                name="exemption_has_basis",
                violation_error_message="Ghi căn cứ của diện miễn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code} từ {self.start:%d/%m/%Y}"


class YearDraft(models.Model):
    """The year of a person or unit before it becomes a rating: what the machine proposes, what people decide.

    ``proposed`` and ``decided`` hold a level's code, a reason for none, or ``deferred``; empty is «not yet».
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="year_drafts"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="year_drafts"
    )
    year = models.PositiveSmallIntegerField("Năm")
    sheet_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="drafted_years", verbose_name="Đơn vị lập"
    )
    scale = models.ForeignKey(ScaleText, on_delete=models.PROTECT, related_name="year_drafts")
    proposed = models.CharField("Đề xuất", max_length=CODE_LENGTH, blank=True)
    decided = models.CharField("Kết luận", max_length=CODE_LENGTH, blank=True)
    reason = models.CharField("Lý do khác đề xuất", max_length=300, blank=True)
    accepted = models.DateTimeField("Chốt lúc", null=True, blank=True)
    accepted_by = models.CharField("Người chốt", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Dự kiến xếp loại năm"
        constraints = [
            one_subject("person", "unit", name="draft_one_subject"),
            sane_year("draft_year"),
            *(
                models.UniqueConstraint(
                    fields=[subject, "year"],
                    condition=Q(**{f"{subject}__isnull": False}),
                    name=f"draft_{subject}_year",
                    violation_error_message="Năm này đã có dự kiến xếp loại.",
                )
                for subject in ("person", "unit")
            ),
            models.CheckConstraint(
                condition=Q(decided="") | Q(proposed="") | Q(decided=F("proposed")) | ~Q(reason=""),
                name="draft_other_than_proposed",
                violation_error_message="Kết luận khác đề xuất thì ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit}, năm {self.year}"

"""A unit's targets of a year: what is to be reached, by when, and what each month brought."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.movements.models.movements import Indicator, Movement
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import (
    FROM_BELOW,
    TYPED,
    Reading,
    RollUp,
    TargetActKind,
    TargetState,
)
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year

LAST_MONTH = 12


class TargetQuerySet(models.QuerySet["Target"]):
    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def binding(self) -> Self:
        """Those that count: registered, and closed ones; no drafts."""
        return self.exclude(state=TargetState.DRAFT)


class Target(models.Model):
    """What a unit sets itself for a year. Targets of the units below hang on ``parent``.

    ``baseline`` is where the year begins: for a level the level at its beginning, for a count what the year
    before brought (its own count begins with nothing).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets", verbose_name="Đơn vị")
    year = models.PositiveSmallIntegerField("Năm thi đua")
    name = models.CharField("Chỉ tiêu", max_length=300)
    measure = models.CharField("Đơn vị tính", max_length=60)
    direction = models.CharField("Chiều tốt", max_length=10, choices=Direction, default=Direction.UP)
    reading = models.CharField(
        "Số liệu mỗi tháng là", max_length=12, choices=Reading, default=Reading.CUMULATIVE
    )
    baseline = models.DecimalField("Năm trước", max_digits=14, decimal_places=2, null=True, blank=True)
    value = models.DecimalField("Chỉ tiêu cả năm", max_digits=14, decimal_places=2)
    # ``typed``, ``from_below`` or the code of one of measuring.SOURCES.
    source = models.CharField("Nguồn số liệu", max_length=40, default=TYPED)
    measured_for = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Tính trên hồ sơ của",
    )
    roll_up = models.CharField("Cách tổng hợp", max_length=10, choices=RollUp, blank=True)
    owner = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="owned_targets", verbose_name="Đơn vị phụ trách"
    )
    in_charge = models.CharField("Người phụ trách", max_length=200, blank=True)
    focal = models.PositiveSmallIntegerField("Nhiệm vụ trọng tâm số", null=True, blank=True)
    group = models.CharField("Nhóm nhiệm vụ", max_length=300, blank=True)
    movement = models.ForeignKey(
        Movement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="Phong trào",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="Chỉ số của phong trào",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beneath",
        verbose_name="Chỉ tiêu cấp trên giao",
    )
    state = models.CharField(
        "Tình trạng", max_length=12, choices=TargetState, default=TargetState.DRAFT, editable=False
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ tiêu"
        ordering = ["-year", "unit__path", F("focal").asc(nulls_last=True), "group", "id"]
        constraints = [
            one_of("state", TargetState, "target_state_known", "Tình trạng này không có."),
            one_of("direction", Direction, "target_direction_known", "Chiều này không có."),
            one_of("reading", Reading, "target_reading_known", "Cách ghi số liệu này không có."),
            one_of("roll_up", RollUp, "target_roll_up_known", "Cách tổng hợp này không có.", blank=True),
            sane_year("target_year"),
            models.CheckConstraint(
                condition=(Q(source=FROM_BELOW) & ~Q(roll_up="")) | (~Q(source=FROM_BELOW) & Q(roll_up="")),
                name="target_rolled_up_from_below",
                violation_error_message="Tổng hợp từ đơn vị dưới thì chọn cách tổng hợp, và chỉ khi đó.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="target_not_its_own_parent",
                violation_error_message="Chỉ tiêu không giao cho chính nó.",
            ),
            models.UniqueConstraint(
                fields=["unit", "parent"],
                condition=Q(parent__isnull=False),
                name="target_once_beneath",
                violation_error_message="Đơn vị đã được giao chỉ tiêu này.",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "name"],
                name="target_name_once_a_year",
                violation_error_message="Đơn vị đã có chỉ tiêu cùng tên trong năm.",
            ),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="target_year_unit")]

    def __str__(self) -> str:
        return self.name


class TargetPlan(models.Model):
    """Where a target is to stand at the end of a month. Months between two planned ones lie on the line."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="plans")
    month = models.PositiveSmallIntegerField("Tháng")
    value = models.DecimalField("Kế hoạch", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "Kế hoạch tháng của chỉ tiêu"
        ordering = ["target", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "month"],
                name="target_plan_once",
                violation_error_message="Tháng này đã có kế hoạch.",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=LAST_MONTH),
                name="target_plan_month",
                violation_error_message="Tháng từ 1 đến 12.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tháng {self.month}: {self.target}"


class TargetReadingQuerySet(models.QuerySet["TargetReading"]):
    def standing(self) -> Self:
        """Figures that no correction has replaced."""
        return self.filter(replaced_by__isnull=True)


class TargetReading(models.Model):
    """The figure of one month, as it was typed in or frozen when the target was closed. Only ever added.

    A correction is a row that names the one it replaces. Every row is replaced once at most and a month
    begins with one row, so that exactly one row of a month stands.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="readings")
    month = models.PositiveSmallIntegerField("Tháng")
    value = models.DecimalField("Số liệu", max_digits=14, decimal_places=2)
    evidence = models.CharField("Căn cứ", max_length=200, blank=True)
    note = models.CharField("Ghi chú", max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="Thay số liệu trước",
    )
    why = models.CharField("Lý do đính chính", max_length=300, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    objects = TargetReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Số liệu tháng của chỉ tiêu"
        ordering = ["target", "month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "month"],
                condition=Q(replaces__isnull=True),
                name="target_reading_once",
                violation_error_message="Tháng này đã có số liệu: sửa thì đính chính.",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=LAST_MONTH),
                name="target_reading_month",
                violation_error_message="Tháng từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, why="") | (Q(replaces__isnull=False) & ~Q(why="")),
                name="target_reading_replaced_why",
                violation_error_message="Đính chính thì ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tháng {self.month}: {self.target}"


class TargetAct(models.Model):
    """Registration, adjustment, closing and reopening. Rows are only ever added."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField("Việc", max_length=12, choices=TargetActKind)
    on = models.DateField("Ngày")
    # Registered and adjusted: the target that holds from then on; closed: what was reached.
    value = models.DecimalField("Giá trị", max_digits=14, decimal_places=2, null=True, blank=True)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    note = models.TextField("Nội dung", blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của chỉ tiêu"
        ordering = ["target", "id"]
        constraints = [
            one_of("kind", TargetActKind, "target_act_known", "Việc này không có."),
            models.CheckConstraint(
                condition=Q(kind=TargetActKind.REOPENED) | Q(value__isnull=False),
                name="target_act_value",
                violation_error_message="Đăng ký, điều chỉnh, chốt thì ghi giá trị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target} ngày {self.on:%d/%m/%Y}"

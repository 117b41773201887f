"""A movement: what it is, its axes, contents and indicators, and what was done to it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.movements.types.movements import Direction, MovementActKind, MovementKind, MovementState
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of, sane_year


class MovementQuerySet(models.QuerySet["Movement"]):
    def of_year(self, year: int) -> Self:
        """Those that run in the year: several years long or within it."""
        return self.filter(first__year__lte=year, last__year__gte=year)


class Movement(models.Model):
    """A unit's movement. What lower units launch beneath it hangs on ``parent``.

    ``year`` is the emulation year; a movement of several years (2025–2030) names the year of its launch.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="movements", verbose_name="Đơn vị phát động"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beneath",
        verbose_name="Hưởng ứng phong trào của cấp trên",
    )
    kind = models.CharField("Loại", max_length=10, choices=MovementKind)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=MovementState, default=MovementState.DRAFT, editable=False
    )
    year = models.PositiveSmallIntegerField("Năm thi đua")
    name = models.CharField("Tên phong trào", max_length=300)
    theme = models.CharField("Chủ đề", max_length=300, blank=True)
    slogan = models.CharField("Khẩu hiệu", max_length=300, blank=True)
    first = models.DateField("Từ ngày")
    last = models.DateField("Đến ngày")
    basis = models.CharField("Căn cứ", max_length=500, blank=True)
    plan_number = models.CharField("Số kế hoạch", max_length=100, blank=True)
    plan_date = models.DateField("Ngày kế hoạch", null=True, blank=True)
    funding = models.CharField("Kinh phí", max_length=300, blank=True)
    purpose = models.TextField("Mục đích, yêu cầu", blank=True)
    signatory = models.CharField("Người ký kế hoạch", max_length=200, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Phong trào thi đua"
        ordering = ["-year", "unit__path", "first", "id"]
        constraints = [
            one_of("kind", MovementKind, "movement_kind_known", "Loại phong trào này không có."),
            one_of("state", MovementState, "movement_state_known", "Tình trạng này không có."),
            sane_year("movement_year"),
            in_order("first", "last", "movement_dates_in_order", "Ngày kết thúc phải sau ngày bắt đầu."),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="movement_not_its_own_parent",
                violation_error_message="Phong trào không hưởng ứng chính nó.",
            ),
            models.UniqueConstraint(
                fields=["unit", "parent"],
                condition=Q(parent__isnull=False),
                name="movement_once_beneath",
                violation_error_message="Đơn vị đã phát động hưởng ứng phong trào này.",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "name"],
                name="movement_name_once_a_year",
                violation_error_message="Đơn vị đã có phong trào cùng tên trong năm.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MovementLink(models.Model):
    """Two movements that are carried out together: one is carried out with, and measured by, the other."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="links_out")
    linked = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="links_in")
    note = models.CharField("Gắn thế nào", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Phong trào gắn với nhau"
        ordering = ["movement", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "linked"],
                name="movement_link_once",
                violation_error_message="Hai phong trào đã gắn với nhau.",
            ),
            models.CheckConstraint(
                condition=~Q(movement=F("linked")),
                name="movement_link_two",
                violation_error_message="Phong trào không gắn với chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.movement} – {self.linked}"


class Axis(models.Model):
    """One of a movement's pillars ("Kỷ luật nhất")."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="axes")
    order = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Trục", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Trục của phong trào"
        ordering = ["movement", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "order"],
                name="axis_order_once",
                violation_error_message="Thứ tự này đã có trục khác.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Content(models.Model):
    """One of the contents (nội hàm) of an axis. Without words it is a place the agency has yet to fill."""

    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="contents")
    order = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Nội dung", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Nội dung của trục"
        ordering = ["axis", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["axis", "order"],
                name="content_order_once",
                violation_error_message="Thứ tự này đã có nội dung khác.",
            )
        ]

    def __str__(self) -> str:
        return self.text or f"Nội dung {self.order} (chưa đặt)"


class Indicator(models.Model):
    """What shows whether a content is lived up to. ``weight`` is its share within the axis, in points."""

    content = models.ForeignKey(Content, on_delete=models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Chỉ số", max_length=300)
    measure = models.CharField("Đơn vị tính", max_length=60)
    direction = models.CharField("Chiều tốt", max_length=10, choices=Direction, default=Direction.UP)
    weight = models.DecimalField("Trọng số", max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ số của nội dung"
        ordering = ["content", "order"]
        constraints = [
            one_of("direction", Direction, "indicator_direction_known", "Chiều này không có."),
            models.UniqueConstraint(
                fields=["content", "order"],
                name="indicator_order_once",
                violation_error_message="Thứ tự này đã có chỉ số khác.",
            ),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0),
                name="indicator_weight_positive",
                violation_error_message="Trọng số phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MovementAct(models.Model):
    """Launch, extension, interim and final review. Rows are only ever added."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField("Việc", max_length=20, choices=MovementActKind)
    on = models.DateField("Ngày")
    document = models.CharField("Văn bản", max_length=200, blank=True)
    note = models.TextField("Nội dung", blank=True)
    until = models.DateField("Gia hạn đến", null=True, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của phong trào"
        ordering = ["movement", "on", "id"]
        constraints = [
            one_of("kind", MovementActKind, "movement_act_known", "Việc này không có."),
            models.CheckConstraint(
                condition=Q(kind=MovementActKind.EXTENDED, until__isnull=False)
                | (~Q(kind=MovementActKind.EXTENDED) & Q(until__isnull=True)),
                name="movement_extended_until",
                violation_error_message="Gia hạn thì ghi ngày kết thúc mới.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.movement} ngày {self.on:%d/%m/%Y}"

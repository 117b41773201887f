"""The unit tree."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people.models.rules import in_order, one_of
from vinhdanh.people.models.standing import Standing, StandingManager
from vinhdanh.people.types import UNIT_KINDS, LineageKind, choices

# Codes stand in addresses and in a unit's path, so "/" is out; everything an office writes otherwise is in.
CODE_FORM = r"^[^\s/]+( [^\s/]+)*\Z"
CODE = RegexValidator(CODE_FORM, "Mã không được có dấu “/” hoặc dấu cách thừa.")


class UnitQuerySet(models.QuerySet["Unit"]):
    def subtree(self, unit: Unit) -> Self:
        """The unit and every unit below it."""
        return self.filter(path__startswith=unit.path)

    def open(self, day: date) -> Self:
        """Units that exist on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def above(self, unit: Unit) -> Self:
        """The units above it, from the root down, without itself."""
        return self.filter(code__in=unit.codes_above).order_by("depth")


class Unit(Standing):
    """A unit of the agency. Its code never changes; a unit that is merged or renamed leaves a lineage."""

    code = models.CharField(
        "Mã đơn vị",
        max_length=40,
        unique=True,
        validators=[CODE],
        error_messages={"unique": "Mã đơn vị này đã có."},
    )
    name = models.CharField("Tên đơn vị", max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)  # fold(name), for search
    kind = models.CharField("Loại", max_length=40, blank=True)
    tier = models.CharField("Cấp", max_length=20, choices=choices(UnitTier), default=UnitTier.BASE.value)
    force = models.CharField("Lực lượng", max_length=20, choices=choices(Force), default=Force.POLICE.value)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="Đơn vị cấp trên",
    )
    # Codes from the root down to itself: "/CAT/PX01/D1/". Kept by services; one prefix finds a subtree.
    path = models.CharField(max_length=400, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    objects = StandingManager.from_queryset(UnitQuerySet)()
    every = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Đơn vị"
        ordering = ["path"]
        constraints = [
            one_of("tier", UnitTier, "unit_tier_known", "Cấp đơn vị này không có trong danh mục."),
            one_of("force", Force, "unit_force_known", "Lực lượng này không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", "unit_dates_in_order", "Ngày giải thể phải sau ngày thành lập."
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_not_its_own_parent",
                violation_error_message="Đơn vị không thể là cấp trên của chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def codes_above(self) -> list[str]:
        """Codes of the units above it, from the root down."""
        return self.path.strip("/").split("/")[:-1]

    @property
    def kind_label(self) -> str:
        return UNIT_KINDS.get(self.kind, self.kind)


class UnitLineage(models.Model):
    """Where a unit went: streaks and honours follow it to its successor."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions", verbose_name="Đơn vị cũ"
    )
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="origins", verbose_name="Đơn vị mới"
    )
    kind = models.CharField("Hình thức", max_length=20, choices=LineageKind)
    on = models.DateField("Từ ngày")
    basis = models.CharField("Căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Kế thừa đơn vị"
        ordering = ["on", "id"]
        constraints = [
            one_of("kind", LineageKind, "lineage_kind_known", "Hình thức này không có trong danh mục."),
            models.UniqueConstraint(
                fields=["unit", "successor"],
                name="lineage_once",
                violation_error_message="Việc kế thừa giữa hai đơn vị này đã ghi.",
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("successor")),
                name="lineage_two_units",
                violation_error_message="Đơn vị mới phải khác đơn vị cũ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.successor} ({self.on:%d/%m/%Y})"


class UnitPlace(models.Model):
    """Where in the tree a unit stood before it was moved. Where it stands now is in the unit itself."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places", verbose_name="Đơn vị")
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="former_children",
        verbose_name="Đơn vị cấp trên cũ",
    )
    until = models.DateField("Đến ngày")  # the last day there
    basis = models.CharField("Căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Nơi trực thuộc cũ"
        ordering = ["unit", "until"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "until"],
                name="place_one_a_day",
                violation_error_message="Đơn vị này đã chuyển trực thuộc trong ngày đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.parent or 'không có cấp trên'} đến {self.until:%d/%m/%Y}"

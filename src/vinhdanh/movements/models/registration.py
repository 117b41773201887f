"""What units and officers register for a year: the call, a unit's sheet, its lines and commitments."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from vinhdanh.movements.models.movements import Movement
from vinhdanh.movements.types.registration import SheetActKind, SheetState
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.models.rules import one_of, one_subject, sane_year

Row = TypeVar("Row", bound=models.Model)


class RegistrationCall(models.Model):
    """A unit opens the registration of a year for itself and everything below it, with a deadline."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="registration_calls", verbose_name="Đơn vị mở đăng ký"
    )
    movement = models.ForeignKey(
        Movement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registration_calls",
        verbose_name="Phong trào",
    )
    year = models.PositiveSmallIntegerField("Năm thi đua")
    opened = models.DateField("Ngày mở")
    deadline = models.DateField("Hạn gửi")
    document = models.CharField("Văn bản", max_length=200)
    note = models.CharField("Yêu cầu", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Đợt đăng ký thi đua"
        ordering = ["-year", "unit__path"]
        constraints = [
            sane_year("registration_call_year"),
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="registration_call_once_a_year",
                violation_error_message="Đơn vị đã mở đăng ký của năm này.",
            ),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("opened")),
                name="registration_call_in_order",
                violation_error_message="Hạn gửi phải sau ngày mở.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký thi đua năm {self.year} của {self.unit}"


class RegistrationSheet(models.Model):
    """One unit's registration of a year: its own titles, and those of the officers who serve in it.

    ``version`` grows by each supplement (bổ sung); lines say in which version they came and went.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="registration_sheets", verbose_name="Đơn vị"
    )
    year = models.PositiveSmallIntegerField("Năm thi đua")
    version = models.PositiveSmallIntegerField("Bản", default=1)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=SheetState, default=SheetState.DRAFT, editable=False
    )
    sent = models.DateField("Ngày gửi lần đầu", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bản đăng ký thi đua"
        ordering = ["-year", "unit__path"]
        constraints = [
            one_of("state", SheetState, "registration_state_known", "Tình trạng này không có."),
            sane_year("registration_sheet_year"),
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="registration_once_a_year",
                violation_error_message="Đơn vị đã có bản đăng ký của năm này.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký thi đua năm {self.year}, {self.unit}"


class KeptQuerySet(models.QuerySet[Row]):
    def current(self) -> Self:
        """As the newest version has them, sent or not."""
        return self.filter(dropped__isnull=True)

    def standing(self) -> Self:
        """What the unit has registered: of a supplement that isn't sent yet, the version before it."""
        given = Q(sheet__state__in=[SheetState.SENT, SheetState.ACCEPTED])
        before = Q(version__lt=F("sheet__version"))
        undropped = Q(dropped__isnull=True)
        return self.filter(
            (given & undropped) | (~given & before & (undropped | Q(dropped=F("sheet__version"))))
        )


class Kept(models.Model):
    """A row of a sheet about one subject. A later version takes it out by ``dropped``; the row stays."""

    sheet = models.ForeignKey(RegistrationSheet, on_delete=models.PROTECT, related_name="%(class)ss")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Cán bộ",
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Tập thể",
    )
    version = models.PositiveSmallIntegerField("Có từ bản")
    dropped = models.PositiveSmallIntegerField("Rút ở bản", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Person | Unit:
        """Whom the row is about."""
        found = self.person or self.unit
        assert found is not None
        return found


class Registration(Kept):
    """One subject strives for one title in a year."""

    year = models.PositiveSmallIntegerField("Năm thi đua")  # the sheet's, so that one index can hold it once
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    objects = KeptQuerySet["Registration"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Danh hiệu đăng ký"
        ordering = ["sheet", "id"]
        constraints = [
            one_subject("person", "unit", name="registration_one_subject"),
            sane_year("registration_year"),
            models.UniqueConstraint(
                fields=["person", "honour", "year"],
                condition=Q(dropped__isnull=True, person__isnull=False),
                name="registration_person_title_once",
                violation_error_message="Cán bộ đã đăng ký danh hiệu này trong năm.",
            ),
            models.UniqueConstraint(
                fields=["unit", "honour", "year"],
                condition=Q(dropped__isnull=True, unit__isnull=False),
                name="registration_unit_title_once",
                violation_error_message="Tập thể đã đăng ký danh hiệu này trong năm.",
            ),
        ]
        indexes = [models.Index(fields=["year", "honour"], name="registration_year_honour")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.honour} {self.year}"


class Commitment(Kept):
    """What a subject promises for the year: in words, and with a figure where there is one."""

    order = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Cam kết", max_length=300)
    measure = models.CharField("Đơn vị tính", max_length=60, blank=True)
    value = models.DecimalField("Mức", max_digits=14, decimal_places=2, null=True, blank=True)

    objects = KeptQuerySet["Commitment"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Cam kết thi đua"
        ordering = ["sheet", "order", "id"]
        constraints = [
            one_subject("person", "unit", name="commitment_one_subject"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="commitment_has_text",
                violation_error_message="Ghi nội dung cam kết.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.text}"


class RegistrationAct(models.Model):
    """Sending, accepting, returning, supplementing a sheet. Rows are only ever added."""

    sheet = models.ForeignKey(RegistrationSheet, on_delete=models.PROTECT, related_name="acts")
    version = models.PositiveSmallIntegerField("Bản")
    kind = models.CharField("Việc", max_length=10, choices=SheetActKind)
    reason = models.CharField("Lý do", max_length=500, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của bản đăng ký"
        ordering = ["sheet", "id"]
        constraints = [one_of("kind", SheetActKind, "registration_act_known", "Việc này không có.")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sheet}"

"""The điều lệnh register: breaches as they are found and handled, measures as they are decided.

Breaches move through their states. Measures are only ever added: one that falls gets an act.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.people.conduct_types import COUNTED, MeasureAct, ViolationState
from vinhdanh.people.models.persons import Person
from vinhdanh.people.models.rules import in_order, one_of, one_subject, sane_year
from vinhdanh.people.models.training import TrainingCourse
from vinhdanh.people.models.units import Unit
from vinhdanh.people.models.years import Discipline, Hold


class ConductViolationQuerySet(models.QuerySet["ConductViolation"]):
    def counted(self) -> Self:
        """Breaches that count as a time: not excused, not entered by mistake."""
        return self.filter(state__in=COUNTED)

    def of_year(self, year: int) -> Self:
        return self.filter(on__year=year)


class ConductViolation(models.Model):
    """One breach of điều lệnh by a person or a unit. Codes are those of the law files."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="conduct_violations"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="conduct_violations"
    )
    act = models.CharField("Hành vi", max_length=20)  # 9-2-b.1, or its group 9-2-b
    what = models.CharField("Nội dung vi phạm", max_length=500, blank=True)
    place = models.CharField("Nơi vi phạm", max_length=200, blank=True)
    found_by = models.CharField("Người, tổ phát hiện", max_length=200, blank=True)
    on = models.DateField("Ngày vi phạm")
    # Acts found in one check are handled together; the word is any that the office uses for it.
    inspection = models.CharField("Lượt kiểm tra", max_length=60, blank=True)
    basis = models.CharField("Căn cứ", max_length=20, blank=True)
    reported_on = models.DateField("Ngày nhận thông báo")
    file_complete_on = models.DateField("Ngày đủ hồ sơ", null=True, blank=True)
    result_reported_on = models.DateField("Ngày báo cáo kết quả", null=True, blank=True)
    circumstances = models.JSONField("Tình tiết", default=list, blank=True)
    state = models.CharField(
        "Tình trạng", max_length=20, choices=ViolationState, default=ViolationState.OPEN.value
    )
    ground = models.CharField("Lý do chưa xử lý, không xử lý", max_length=20, blank=True)
    proof = models.CharField("Giấy tờ chứng minh", max_length=300, blank=True)
    deferred_by = models.ForeignKey(
        Hold,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deferred_violations",
        verbose_name="Chờ thôi tạm hoãn",
    )
    deferred_until = models.DateField("Chưa xem xét đến ngày", null=True, blank=True)
    resumed_on = models.DateField("Xem xét lại từ ngày", null=True, blank=True)
    proposed = models.CharField("Hình thức đề xuất", max_length=20, blank=True)
    proposal = models.JSONField("Đề xuất", default=dict, blank=True)  # its lines with their clauses

    objects = ConductViolationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Vi phạm điều lệnh"
        ordering = ["-on", "-id"]
        constraints = [
            one_subject("person", "unit", name="violation_one_subject"),
            one_of("state", ViolationState, "violation_state_known", "Tình trạng này không có."),
            in_order(
                "on", "reported_on", "violation_dates_in_order", "Ngày nhận thông báo phải từ ngày vi phạm."
            ),
            in_order(
                "reported_on",
                "file_complete_on",
                "violation_file_in_order",
                "Ngày đủ hồ sơ phải từ ngày nhận thông báo.",
            ),
            models.CheckConstraint(
                condition=~Q(act=""),
                name="violation_act_named",
                violation_error_message="Ghi rõ hành vi vi phạm.",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=[ViolationState.DEFERRED, ViolationState.NOT_HANDLED]) & ~Q(ground=""))
                | (
                    ~Q(state__in=[ViolationState.DEFERRED, ViolationState.NOT_HANDLED])
                    & Q(ground="", deferred_by__isnull=True, deferred_until__isnull=True)
                ),
                name="violation_ground_when_waiting",
                violation_error_message="Chưa xử lý, không xử lý thì ghi lý do; lý do chỉ ghi khi đó.",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "reported_on"], name="violation_state_day"),
            models.Index(fields=["person", "on"], name="violation_person_day"),
            models.Index(fields=["unit", "on"], name="violation_unit_day"),
        ]

    def __str__(self) -> str:
        return f"{self.act} ngày {self.on:%d/%m/%Y}: {self.subject}"

    @property
    def subject(self) -> Person | Unit:
        """Whoever broke the regulations."""
        found = self.person or self.unit
        assert found is not None  # one_subject
        return found


class ConductMeasureQuerySet(models.QuerySet["ConductMeasure"]):
    def standing(self) -> Self:
        """Measures that count: nothing was done to them since."""
        return self.filter(ending__isnull=True)


class ConductMeasure(models.Model):
    """A measure that somebody decided, counted for one year. Rows are only ever added."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="conduct_measures"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="conduct_measures"
    )
    code = models.CharField("Hình thức", max_length=20)  # phe_binh, ha_bac, khong_xet …
    year = models.PositiveSmallIntegerField("Tính cho năm")
    decided = models.DateField("Ngày quyết định")
    by = models.CharField("Người quyết định", max_length=200)
    number = models.CharField("Số văn bản", max_length=100, blank=True)
    violations: models.ManyToManyField[ConductViolation, ConductMeasureViolation] = models.ManyToManyField(
        ConductViolation, through="ConductMeasureViolation", related_name="measures", verbose_name="Vi phạm"
    )
    # For linked responsibility: the measure of the unit or officer that it answers for.
    because_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="linked",
        verbose_name="Liên đới với",
    )
    discipline = models.ForeignKey(
        Discipline,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conduct_measures",
        verbose_name="Quyết định kỷ luật",
    )
    training = models.ForeignKey(
        TrainingCourse,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="Đợt tập huấn",
    )
    proposed = models.CharField("Hình thức máy đề xuất", max_length=20, blank=True)
    why = models.TextField("Lý do khác đề xuất", blank=True)

    objects = ConductMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Xử lý vi phạm điều lệnh"
        ordering = ["-decided", "-id"]
        constraints = [
            one_subject("person", "unit", name="measure_one_subject"),
            sane_year("measure_year"),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(by=""),
                name="measure_complete",
                violation_error_message="Ghi rõ hình thức xử lý và người quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(because_of__isnull=True) | ~Q(because_of=F("id")),
                name="measure_because_of_another",
                violation_error_message="Biện pháp liên đới không thể liên đới với chính nó.",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "year"], name="measure_person_year"),
            models.Index(fields=["unit", "year"], name="measure_unit_year"),
        ]

    def __str__(self) -> str:
        return f"{self.code} năm {self.year}: {self.subject}"

    @property
    def subject(self) -> Person | Unit:
        """Whoever it was decided for."""
        found = self.person or self.unit
        assert found is not None  # one_subject
        return found


class ConductMeasureViolation(models.Model):
    """A breach that a measure answers."""

    measure = models.ForeignKey(ConductMeasure, on_delete=models.PROTECT, related_name="answered")
    violation = models.ForeignKey(ConductViolation, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        verbose_name = verbose_name_plural = "Vi phạm đã xử lý"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "violation"],
                name="measure_violation_once",
                violation_error_message="Vi phạm này đã ghi cho biện pháp đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.violation} → {self.measure}"


class ConductMeasureAct(models.Model):
    """What was done to a measure afterwards. Rows are only ever added, one a measure."""

    measure = models.OneToOneField(ConductMeasure, on_delete=models.PROTECT, related_name="ending")
    act = models.CharField("Việc", max_length=20, choices=MeasureAct)
    on = models.DateField("Ngày")
    by = models.CharField("Người quyết định", max_length=200)
    number = models.CharField("Số văn bản", max_length=100, blank=True)
    ground = models.TextField("Căn cứ, lý do")

    class Meta:
        verbose_name = verbose_name_plural = "Rút, hủy bỏ biện pháp"
        ordering = ["id"]
        constraints = [one_of("act", MeasureAct, "measure_act_known", "Việc này không có trong danh mục.")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.measure}"


class LeaderExemption(models.Model):
    """That somebody who leads does not answer for a measure, and why. Rows are only ever added."""

    because_of = models.ForeignKey(
        ConductMeasure, on_delete=models.PROTECT, related_name="exemptions", verbose_name="Biện pháp"
    )
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="conduct_exemptions", verbose_name="Người chỉ huy"
    )
    on = models.DateField("Ngày kết luận")
    basis = models.CharField("Văn bản, biên bản", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "Miễn trách nhiệm liên đới"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["because_of", "leader"],
                name="leader_exempted_once",
                violation_error_message="Đã kết luận miễn trách nhiệm liên đới cho người này.",
            ),
            models.CheckConstraint(
                condition=~Q(basis=""),
                name="leader_exemption_has_basis",
                violation_error_message="Ghi rõ văn bản nhắc nhở và văn bản báo cáo cấp trên.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader}: miễn liên đới với {self.because_of}"

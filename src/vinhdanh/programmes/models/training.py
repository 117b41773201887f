"""Training plans, their classes and sessions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of, sane_year
from vinhdanh.people.models.standing import Standing, StandingManager
from vinhdanh.people.models.units import CODE
from vinhdanh.programmes.training_types import ClassState, CourseKind, PartOfDay, TargetGroup

WHOLE = 100  # percent


class TrainingPlan(Standing):
    """A year's plan for one target group. Everything that decides who has passed is the plan's own.

    Once it is closed, its coverage is the one that was counted then: ``PlanClosing``.
    """

    year = models.PositiveSmallIntegerField("Năm")
    name = models.CharField("Tên kế hoạch", max_length=200)
    group = models.CharField("Đối tượng", max_length=20, choices=TargetGroup)
    title_words = models.CharField("Chỉ những chức vụ có chữ", max_length=100, blank=True)
    area = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="training_plans", verbose_name="Địa bàn"
    )
    organiser = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="organised_plans", verbose_name="Đơn vị tổ chức"
    )
    basis = models.CharField(
        "Căn cứ", max_length=300, error_messages={"blank": "Ghi số, ngày của kế hoạch hoặc văn bản giao."}
    )
    funding = models.CharField("Nguồn kinh phí", max_length=200, blank=True)
    amount = models.PositiveBigIntegerField("Kinh phí (đồng)", null=True, blank=True)
    counted_on = models.DateField("Ngày chốt quân số")
    target = models.PositiveSmallIntegerField("Chỉ tiêu (%)", null=True, blank=True)
    top_score = models.DecimalField("Thang điểm", max_digits=5, decimal_places=2, default=Decimal(10))
    least_attendance = models.PositiveSmallIntegerField("Dự ít nhất (% số buổi)", null=True, blank=True)
    needs_essay = models.BooleanField("Phải nộp thu hoạch", default=False)
    closed = models.DateTimeField("Chốt lúc", null=True, blank=True, editable=False)

    objects = StandingManager["TrainingPlan"]()
    every = models.Manager["TrainingPlan"]()

    class Meta:
        verbose_name = verbose_name_plural = "Kế hoạch tập huấn"
        ordering = ["-year", "group", "id"]
        constraints = [
            sane_year("training_plan_year"),
            one_of("group", TargetGroup, "training_plan_group", "Đối tượng này không có trong danh mục."),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": WHOLE}),
                    name=f"training_plan_{field}",
                    violation_error_message=says,
                )
                for field, says in (
                    ("target", "Chỉ tiêu không quá 100%."),
                    ("least_attendance", "Tỷ lệ dự học không quá 100%."),
                )
            ),
            models.UniqueConstraint(
                fields=["year", "organiser", "name"],
                condition=Q(withdrawn=False),
                name="training_plan_once",
                violation_error_message="Đơn vị đã có kế hoạch cùng tên trong năm này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of_members(self) -> bool:
        """Whether the plan is for people outside the police, who are in the communes' own register."""
        return self.group == TargetGroup.GRASSROOTS


class PlanClosing(models.Model):
    """The coverage of a plan as it was counted when it was closed. Rows are only added; the newest holds."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="closings")
    day = models.DateField("Quân số ngày")
    at = models.DateTimeField("Chốt lúc")
    by_name = models.CharField("Người chốt", max_length=200)
    target = models.PositiveSmallIntegerField("Chỉ tiêu (%)", null=True, blank=True)
    in_force = models.PositiveIntegerField("Quân số", null=True, blank=True)
    trained = models.PositiveIntegerField("Đã tập huấn")
    first_time = models.PositiveIntegerField("Trong đó lần đầu")
    classes = models.PositiveIntegerField("Số lớp")
    learners = models.PositiveIntegerField("Lượt học viên")
    # A row a unit: its key, strength or null, trained, first time, whether from figures without names.
    lines = models.JSONField("Theo đơn vị")
    fingerprint = models.CharField("Mã kiểm tra danh sách", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "Lần chốt kế hoạch tập huấn"
        ordering = ["plan", "id"]

    def __str__(self) -> str:
        return f"{self.plan}, {self.at:%d/%m/%Y}"


class ResultBand(models.Model):
    """One result a learner of the plan may have: «Giỏi», from a score on; best first."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Loại", max_length=60)
    least = models.DecimalField("Từ điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    passes = models.BooleanField("Đạt", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "Loại kết quả"
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="result_band_place"),
            models.UniqueConstraint(
                fields=["plan", "name"],
                name="result_band_once",
                violation_error_message="Tên loại kết quả bị lặp.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportedTraining(models.Model):
    """Figures that a unit reported without a list of names. They stand in the coverage instead of names."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="reported")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Đơn vị")
    classes = models.PositiveIntegerField("Số lớp")
    in_force = models.PositiveIntegerField("Quân số", null=True, blank=True)
    trained = models.PositiveIntegerField("Đã tập huấn")
    first_time = models.PositiveIntegerField("Trong đó lần đầu", default=0)
    source = models.CharField(
        "Nguồn", max_length=300, error_messages={"blank": "Ghi nguồn: số báo cáo, ngày."}
    )

    class Meta:
        verbose_name = verbose_name_plural = "Số liệu tập huấn tổng hợp"
        ordering = ["plan", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit"],
                name="reported_training_once",
                violation_error_message="Đơn vị đã có số liệu tổng hợp trong kế hoạch này.",
            ),
            models.CheckConstraint(
                condition=Q(first_time__lte=models.F("trained")),
                name="reported_first_time",
                violation_error_message="Số lần đầu không nhiều hơn số đã tập huấn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.plan}"


class TrainingClass(Standing):
    """One class. Once it is closed, nothing in it changes; what was wrong is corrected beside it."""

    plan = models.ForeignKey(
        TrainingPlan, on_delete=models.PROTECT, related_name="classes", verbose_name="Kế hoạch"
    )
    code = models.CharField("Mã lớp", max_length=20, validators=[CODE])
    name = models.CharField("Tên lớp", max_length=200)
    kind = models.CharField("Loại lớp", max_length=20, choices=CourseKind)
    venue = models.CharField("Địa điểm", max_length=200)
    cluster = models.CharField("Cụm", max_length=100, blank=True)
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày")
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="Đơn vị cử học viên", blank=True)
    make_up_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="make_ups"
    )
    closed = models.DateTimeField("Chốt lúc", null=True, blank=True)
    closed_by = models.CharField("Người chốt", max_length=200, blank=True)

    objects = StandingManager["TrainingClass"]()
    every = models.Manager["TrainingClass"]()

    class Meta:
        verbose_name = verbose_name_plural = "Lớp tập huấn"
        ordering = ["start", "code"]
        constraints = [
            one_of("kind", CourseKind, "training_class_kind", "Loại lớp này không có trong danh mục."),
            in_order("start", "end", "training_class_dates", "Ngày bế giảng phải sau ngày khai giảng."),
            models.UniqueConstraint(
                fields=["plan", "code"],
                condition=Q(withdrawn=False),
                name="training_class_code",
                violation_error_message="Mã lớp này đã có trong kế hoạch.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def state_on(self, day: date) -> ClassState:
        """Where the class stands on a day."""
        if self.closed:
            return ClassState.CLOSED
        if day < self.start:
            return ClassState.PLANNED
        return ClassState.RUNNING if day <= self.end else ClassState.FINISHED

    @property
    def state(self) -> ClassState:
        return self.state_on(timezone.localdate())


class Topic(models.Model):
    """What is taught, and for how many hours."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="topics")
    position = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Chuyên đề", max_length=300)
    hours = models.DecimalField(
        "Số giờ",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5"), "Số giờ ít nhất là 0,5.")],
    )

    class Meta:
        verbose_name = verbose_name_plural = "Chuyên đề"
        ordering = ["training_class", "position"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "position"], name="training_topic_place")
        ]

    def __str__(self) -> str:
        return self.name


class Teacher(models.Model):
    """Who teaches a class. With an account he may mark attendance and record results there."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="teachers")
    name = models.CharField("Họ và tên", max_length=120)
    post = models.CharField("Chức vụ, đơn vị", max_length=200, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "Giảng viên"
        ordering = ["training_class", "id"]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """Half a day of a class: attendance is marked by session."""

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.CASCADE, related_name="sessions", verbose_name="Lớp"
    )
    day = models.DateField("Ngày")
    part = models.CharField("Buổi", max_length=1, choices=PartOfDay)
    topic = models.ForeignKey(
        Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )

    class Meta:
        verbose_name = verbose_name_plural = "Buổi học"
        ordering = ["training_class", "day", "part"]
        constraints = [
            one_of("part", PartOfDay, "training_session_part", "Buổi là sáng, chiều hoặc tối."),
            models.UniqueConstraint(
                fields=["training_class", "day", "part"],
                name="training_session_once",
                violation_error_message="Buổi này của lớp đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.day:%d/%m/%Y}"

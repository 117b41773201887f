"""Learners: members of the grassroots security force, and who attended what with which result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import BigIntegerField, BooleanField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from vinhdanh.people.models import Person, Unit
from vinhdanh.people.models.rules import in_order, one_of, one_subject, sane_year
from vinhdanh.programmes.models.training import ResultBand, Session, TrainingClass
from vinhdanh.programmes.training_types import Mark, MarkedBy, MemberRole


class MemberQuerySet(models.QuerySet["GrassrootsMember"]):
    def serving(self, day: date) -> Self:
        """Members in the force on a day."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)


class GrassrootsMember(models.Model):
    """A member of the force that takes part in protecting security at the grassroots.

    Appointed by the commune's People's Committee: no officer and no staff of the police, so there is no
    personnel file. The register holds what training needs and no more.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="grassroots_members", verbose_name="Công an xã, phường"
    )
    team = models.CharField("Tổ", max_length=120)
    name = models.CharField("Họ và tên", max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)  # fold(name), for search
    born = models.PositiveSmallIntegerField("Năm sinh")
    role = models.CharField("Chức danh", max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày", null=True, blank=True)
    # Who is an officer or staff of the police as well: his trainings stand on his own page too.
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grassroots_memberships",
        verbose_name="Số hiệu cán bộ",
    )
    trained_before = models.PositiveSmallIntegerField(
        "Năm đã tập huấn trước khi có sổ này", null=True, blank=True
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Thành viên lực lượng cơ sở"
        ordering = ["unit", "team", "role", "folded", "id"]
        constraints = [
            one_of("role", MemberRole, "grassroots_role", "Chức danh này không có trong danh mục."),
            in_order("start", "end", "grassroots_dates", "Ngày thôi tham gia phải sau ngày tham gia."),
            models.CheckConstraint(
                condition=Q(born__gte=1900) & Q(born__lte=2100),
                name="grassroots_born",
                violation_error_message="Năm sinh là bốn chữ số, ví dụ 1985.",
            ),
            models.UniqueConstraint(
                fields=["unit", "team", "folded", "born", "start"],
                name="grassroots_once",
                violation_error_message="Người này đã có trong tổ với cùng ngày tham gia.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "start"], name="grassroots_unit_start")]

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def with_result(self) -> Self:
        """Annotates ``final_band`` and ``passed``: what holds after every correction; None is «not yet»."""
        newest = ResultCorrection.objects.filter(enrolment=OuterRef("pk")).order_by("-id")
        return self.annotate(
            final_band=Coalesce(
                Subquery(newest.values("band")[:1]), F("band"), output_field=BigIntegerField()
            ),
            final_score=Coalesce(Subquery(newest.values("score")[:1]), F("score")),
            passed=Coalesce(
                Subquery(newest.values("band__passes")[:1]), F("band__passes"), output_field=BooleanField()
            ),
        )

    def that_passed(self) -> Self:
        """Who has passed, after every correction."""
        return self.with_result().filter(Q(("passed", True)))


class EnrolmentManager(models.Manager["Enrolment"]):
    """Sees learners of classes that stand: who was called to a withdrawn one was never called."""

    def get_queryset(self) -> EnrolmentQuerySet:
        return EnrolmentQuerySet(self.model, using=self._db).filter(training_class__withdrawn=False)


class Enrolment(models.Model):
    """One learner called to one class, and his result."""

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="enrolments", verbose_name="Lớp"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="trainings"
    )
    member = models.ForeignKey(
        GrassrootsMember, on_delete=models.PROTECT, null=True, blank=True, related_name="trainings"
    )
    # Where he served when he was called.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Đơn vị")
    first_time = models.BooleanField("Lần đầu", default=False)
    called = models.DateField("Triệu tập ngày")
    essay = models.BooleanField("Đã nộp thu hoạch", default=False)
    score = models.DecimalField("Điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    band = models.ForeignKey(
        ResultBand, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Kết quả"
    )

    objects = EnrolmentManager.from_queryset(EnrolmentQuerySet)()

    # Set by ``with_result``: what holds after every correction.
    passed: bool | None
    final_band: int | None
    final_score: Decimal | None

    class Meta:
        verbose_name = verbose_name_plural = "Học viên"
        ordering = ["training_class", "unit", "id"]
        constraints = [
            one_subject("person", "member", name="enrolment_one_learner"),
            *(
                models.UniqueConstraint(
                    fields=["training_class", who],
                    condition=Q(**{f"{who}__isnull": False}),
                    name=f"enrolment_{who}_once",
                    violation_error_message="Học viên đã có trong danh sách của lớp.",
                )
                for who in ("person", "member")
            ),
        ]
        indexes = [models.Index(fields=["training_class", "unit"], name="enrolment_class_unit")]

    def __str__(self) -> str:
        return f"{self.learner}, {self.training_class.code}"

    @property
    def learner(self) -> Person | GrassrootsMember:
        found = self.person or self.member
        assert found is not None
        return found


class Attendance(models.Model):
    """One learner in one session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="marks")
    mark = models.CharField("Điểm danh", max_length=10, choices=Mark)
    ground = models.CharField("Lý do vắng", max_length=200, blank=True)
    how = models.CharField("Cách ghi", max_length=10, choices=MarkedBy, default=MarkedBy.HAND)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Điểm danh"
        ordering = ["session", "enrolment"]
        constraints = [
            one_of("mark", Mark, "attendance_mark", "Điểm danh là có mặt, vắng có lý do, vắng không lý do."),
            one_of("how", MarkedBy, "attendance_how", "Cách ghi này không có."),
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                name="attendance_once",
                violation_error_message="Học viên đã được điểm danh buổi này.",
            ),
            models.CheckConstraint(
                condition=~Q(mark=Mark.EXCUSED) | ~Q(ground=""),
                name="attendance_excused_ground",
                violation_error_message="Vắng có lý do thì ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_mark_display()}"


class ResultCorrection(models.Model):
    """What was wrong in a closed class, and what is right. Rows are only ever added; the newest holds."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="corrections")
    band = models.ForeignKey(ResultBand, on_delete=models.PROTECT, related_name="+", verbose_name="Kết quả")
    score = models.DecimalField("Điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.CharField("Lý do", max_length=300, error_messages={"blank": "Ghi lý do đính chính."})
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Đính chính kết quả"
        ordering = ["enrolment", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_has_reason",
                violation_error_message="Ghi lý do đính chính.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.band}"


class TrainingCertificate(models.Model):
    """A numbered certificate. Rows are only ever added: a number once given is never given again."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Đơn vị cấp")
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveIntegerField("Số")
    issued = models.DateField("Ngày cấp")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Chứng nhận tập huấn"
        ordering = ["issuer", "year", "number"]
        constraints = [
            sane_year("training_certificate_year"),
            models.UniqueConstraint(
                fields=["issuer", "year", "number"],
                name="training_certificate_number",
                violation_error_message="Số chứng nhận này đã cấp trong năm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04}/{self.year}"

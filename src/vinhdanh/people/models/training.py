"""The yearly training in điều lệnh, quân sự, võ thuật, and how many people a unit is to have."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from vinhdanh.people.models.persons import Person
from vinhdanh.people.models.rules import sane_year
from vinhdanh.people.models.units import Unit


class Establishment(models.Model):
    """Biên chế of a unit in one year: what its share of breaches is counted of."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="establishments")
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveIntegerField("Biên chế")
    basis = models.CharField("Căn cứ", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "Biên chế"
        ordering = ["-year", "unit"]
        constraints = [
            sane_year("establishment_year"),
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="establishment_once",
                violation_error_message="Năm này đã ghi biên chế của đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="establishment_of_somebody",
                violation_error_message="Biên chế phải từ 1 người.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} năm {self.year}: {self.number}"


class TrainingCourseQuerySet(models.QuerySet["TrainingCourse"]):
    def standing(self) -> Self:
        """Courses that were not entered by mistake."""
        return self.filter(withdrawn="")


class TrainingCourse(models.Model):
    """One course of a unit in a year, or that it was not held. One entered by mistake stays, withdrawn."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_courses")
    year = models.PositiveSmallIntegerField("Năm")
    on = models.DateField("Ngày kiểm tra")
    held = models.BooleanField("Có tổ chức", default=True)
    sessions = models.PositiveSmallIntegerField("Số buổi", default=0)
    practice_contents = models.PositiveSmallIntegerField("Số nội dung thực hành", default=0)
    basis = models.CharField("Kế hoạch, căn cứ", max_length=300)
    withdrawn = models.CharField(
        "Rút vì ghi nhầm, lý do", max_length=300, blank=True, default="", db_default=""
    )

    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Đợt tập huấn điều lệnh, quân sự, võ thuật"
        ordering = ["-on", "-id"]
        constraints = [
            sane_year("training_year"),
            models.UniqueConstraint(
                fields=["unit", "on"],
                condition=Q(withdrawn=""),
                name="training_one_a_day",
                violation_error_message="Đơn vị này đã ghi một đợt tập huấn kiểm tra ngày đó.",
            ),
            models.CheckConstraint(
                condition=Q(held=False) | Q(sessions__gte=1),
                name="training_has_sessions",
                violation_error_message="Có tổ chức thì ghi số buổi, từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tập huấn điều lệnh năm {self.year}: {self.unit}"


class TrainingResult(models.Model):
    """One person's part in a course. Codes are those of the law files."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="results")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="training_results")
    group = models.CharField("Đối tượng", max_length=40)
    attended = models.PositiveSmallIntegerField("Số buổi tham gia", default=0)
    all_contents = models.BooleanField("Đủ các nội dung", default=False)
    theory = models.BooleanField("Đạt lý thuyết", default=False)
    practice_passed = models.PositiveSmallIntegerField("Số nội dung thực hành đạt", default=0)
    excused = models.CharField("Lý do miễn, hoãn", max_length=40, blank=True)
    skipped = models.BooleanField("Bỏ tập huấn không có lý do", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "Kết quả tập huấn"
        ordering = ["course", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="training_result_once",
                violation_error_message="Cán bộ này đã có kết quả trong đợt tập huấn.",
            ),
            models.CheckConstraint(
                condition=Q(skipped=False) | Q(excused=""),
                name="training_skipped_or_excused",
                violation_error_message="Đã có lý do miễn, hoãn thì không phải bỏ tập huấn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

"""People, households, and where people serve."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from vinhdanh.engine.facts import AbsenceKind, Force, Sex
from vinhdanh.people.ethnicities import ETHNICITIES
from vinhdanh.people.folding import fold
from vinhdanh.people.models.rules import in_order, one_of
from vinhdanh.people.models.standing import Standing, StandingManager
from vinhdanh.people.models.units import CODE, Unit
from vinhdanh.people.types import CATEGORIES, GRADES, Education, LeaveGround, Secrecy, choices


def coefficient_field(verbose: str) -> models.DecimalField[Decimal | None, Decimal | None]:
    """A coefficient as the decision states it. It is frozen at entry: triggers refuse to change it."""
    return models.DecimalField(
        verbose,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(Decimal(0), "Hệ số không âm."),
            MaxValueValidator(Decimal(100), "Hệ số nhiều nhất là 100."),
        ],
    )


class PersonQuerySet(models.QuerySet["Person"]):
    def in_units(self, units: models.QuerySet[Unit], on: date) -> Self:
        """Whose place of service on a day, or the last one before it, is in one of the units."""
        # By the posts of those units, not by looking at every person in turn.
        return self.filter(pk__in=Post.objects.standing(on).filter(unit__in=units).values("person"))

    def search(self, text: str) -> Self:
        """By words of the name in any order, without marks; or by the beginning of the number or CCCD."""
        by_name = Q()
        for word in fold(text).split():
            by_name &= Q(folded__contains=word)
        code = text.strip()
        if not code:
            return self
        return self.filter(by_name | Q(number__startswith=code) | Q(citizen_id__startswith=code))

    def open(self) -> Self:
        """Who may stand in exports and on public pages."""
        return self.filter(secrecy=Secrecy.OPEN)


class Person(Standing):
    """A person of the agency, or one from outside whom it honours."""

    number = models.CharField(
        "Số hiệu",
        max_length=40,
        unique=True,
        validators=[CODE],
        error_messages={"unique": "Số hiệu này đã có người mang."},
    )
    name = models.CharField("Họ và tên", max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)  # fold(name), for search
    born = models.DateField("Ngày sinh", null=True, blank=True)
    sex = models.CharField("Giới tính", max_length=10, choices=choices(Sex), blank=True)
    citizen_id = models.CharField(
        "CCCD", max_length=12, blank=True, validators=[RegexValidator(r"^\d{12}$", "CCCD có 12 chữ số.")]
    )
    force = models.CharField("Lực lượng", max_length=20, choices=choices(Force), default=Force.POLICE.value)
    category = models.CharField("Diện", max_length=40, blank=True)
    rank = models.CharField(
        "Cấp bậc hàm", max_length=60, blank=True
    )  # now; the earlier ones are in ``ranks``
    joined = models.DateField("Ngày vào ngành", null=True, blank=True)
    left = models.DateField("Ngày ra khỏi ngành", null=True, blank=True)
    left_ground = models.CharField(
        "Lý do ra khỏi ngành", max_length=20, choices=LeaveGround, blank=True, default="", db_default=""
    )
    party_joined = models.DateField("Ngày vào Đảng", null=True, blank=True)
    party_left = models.DateField("Ngày ra khỏi Đảng", null=True, blank=True)
    youth_joined = models.DateField("Ngày vào Đoàn", null=True, blank=True)
    youth_left = models.DateField("Ngày ra khỏi Đoàn", null=True, blank=True)
    education = models.CharField(
        "Trình độ", max_length=20, choices=Education, blank=True, default="", db_default=""
    )
    major = models.CharField("Chuyên ngành", max_length=120, blank=True, default="", db_default="")
    ethnicity = models.CharField(
        "Dân tộc", max_length=20, choices=[*ETHNICITIES.items()], blank=True, default="", db_default=""
    )
    secrecy = models.PositiveSmallIntegerField("Độ mật", choices=Secrecy, default=Secrecy.OPEN)

    objects = StandingManager.from_queryset(PersonQuerySet)()
    every = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Cán bộ"
        ordering = ["number"]
        constraints = [
            one_of("force", Force, "person_force_known", "Lực lượng này không có trong danh mục."),
            one_of("sex", Sex, "person_sex_known", "Giới tính ghi là Nam hoặc Nữ.", blank=True),
            one_of("secrecy", Secrecy, "person_secrecy_known", "Độ mật này không có trong danh mục."),
            in_order(
                "joined", "left", "person_service_in_order", "Ngày ra khỏi ngành phải sau ngày vào ngành."
            ),
            in_order("born", "joined", "person_born_first", "Ngày vào ngành phải sau ngày sinh."),
            in_order("born", "party_joined", "person_party_after_birth", "Ngày vào Đảng phải sau ngày sinh."),
            in_order(
                "party_joined", "party_left", "person_party_in_order", "Ngày ra khỏi Đảng phải sau ngày vào."
            ),
            in_order("born", "youth_joined", "person_youth_after_birth", "Ngày vào Đoàn phải sau ngày sinh."),
            in_order(
                "youth_joined", "youth_left", "person_youth_in_order", "Ngày ra khỏi Đoàn phải sau ngày vào."
            ),
            one_of(
                "education",
                Education,
                "person_education_known",
                "Trình độ này không có trong danh mục.",
                blank=True,
            ),
            models.CheckConstraint(
                condition=Q(ethnicity__in=["", *ETHNICITIES]),
                name="person_ethnicity_known",
                violation_error_message="Dân tộc này không có trong danh mục.",
            ),
            one_of(
                "left_ground",
                LeaveGround,
                "person_left_ground_known",
                "Lý do ra khỏi ngành này không có trong danh mục.",
                blank=True,
            ),
            models.CheckConstraint(
                condition=Q(citizen_id="") | Q(Exact(Length("citizen_id"), 12)),
                name="person_citizen_id_length",
                violation_error_message="CCCD có 12 chữ số.",
            ),
            models.UniqueConstraint(
                fields=["citizen_id"],
                condition=~Q(citizen_id=""),
                name="person_citizen_id_once",
                violation_error_message="CCCD này đã có trong hồ sơ của người khác.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def category_label(self) -> str:
        return CATEGORIES.get(self.category, self.category)

    @property
    def in_party(self) -> bool:
        return self.party_joined is not None and self.party_left is None

    @property
    def in_youth(self) -> bool:
        return self.youth_joined is not None and self.youth_left is None


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> Self:
        """Posts held on a day."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)

    def standing(self, day: date) -> Self:
        """Each person's latest main post begun by a day, still running or not."""
        later = Post.objects.filter(
            person=OuterRef("person"), main=True, start__gt=OuterRef("start"), start__lte=day
        )
        return self.filter(~Exists(later), main=True, start__lte=day)

    def for_persons(self, persons: Iterable[Person]) -> Self:
        return self.filter(person__in=list(persons)).select_related("unit").order_by("person", "start")


class Post(models.Model):
    """A person's place in a unit for a time. ``end`` is the last day.

    A person has one main post at a time: the database refuses an overlap. Posts held beside
    it (kiêm nhiệm) have ``main`` off.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts", verbose_name="Cán bộ")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="Đơn vị")
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày", null=True, blank=True)
    title = models.CharField("Chức vụ", max_length=200, blank=True)
    grade = models.CharField("Nhóm chức vụ", max_length=40, blank=True)
    leads = models.BooleanField("Chỉ huy đơn vị", default=False)
    main = models.BooleanField("Chức vụ chính", default=True)
    coefficient = coefficient_field("Hệ số chức vụ")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Chức vụ"
        ordering = ["person", "start"]
        constraints = [
            in_order("start", "end", "post_dates_in_order", "Ngày thôi chức vụ phải sau ngày nhận."),
        ]
        indexes = [
            models.Index(fields=["person", "start"], name="post_person_start"),
            models.Index(fields=["unit", "start"], name="post_unit_start"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.grade_label}, {self.unit}"

    @property
    def grade_label(self) -> str:
        return GRADES.get(self.grade, self.grade)


class RankHeld(models.Model):
    """A rank from the day it was conferred; it lasts until the next one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ranks", verbose_name="Cán bộ")
    name = models.CharField("Cấp bậc hàm", max_length=60)
    since = models.DateField("Từ ngày")
    coefficient = coefficient_field("Hệ số lương")
    number = models.CharField("Số quyết định", max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = verbose_name_plural = "Cấp bậc hàm"
        ordering = ["person", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "since"],
                name="rank_one_a_day",
                violation_error_message="Ngày này đã ghi một cấp bậc hàm của cán bộ.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} từ {self.since:%d/%m/%Y}"


class Absence(models.Model):
    """Time away from duty that has its own effect on the year's assessment."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="absences", verbose_name="Cán bộ"
    )
    kind = models.CharField("Lý do", max_length=20, choices=choices(AbsenceKind))
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày", null=True, blank=True)
    basis = models.CharField("Căn cứ", max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = verbose_name_plural = "Nghỉ, đi học"
        ordering = ["person", "start"]
        constraints = [
            one_of("kind", AbsenceKind, "absence_kind_known", "Lý do này không có trong danh mục."),
            in_order("start", "end", "absence_dates_in_order", "Ngày trở lại phải sau ngày nghỉ."),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} từ {self.start:%d/%m/%Y}"


class Household(Standing):
    """Hộ gia đình: honoured as one subject."""

    code = models.CharField(
        "Mã hộ",
        max_length=40,
        unique=True,
        validators=[CODE],
        error_messages={"unique": "Mã hộ này đã có."},
    )
    name = models.CharField("Họ tên chủ hộ", max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)  # fold(name), for search
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
        verbose_name="Đơn vị theo dõi",
    )

    objects = StandingManager["Household"]()
    every = models.Manager["Household"]()

    class Meta:
        verbose_name = verbose_name_plural = "Hộ gia đình"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"Hộ {self.name}"

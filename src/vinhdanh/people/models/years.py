"""What each year says of a person or a unit: ratings, works, discipline, holds, conclusions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.engine.facts import DisciplineForm, HoldGround, Level, Unassessed, WorkKind, WorkScope
from vinhdanh.people.models.persons import Household, Person
from vinhdanh.people.models.rules import in_order, one_of, one_subject, sane_year
from vinhdanh.people.models.standing import Standing, StandingManager
from vinhdanh.people.models.units import Unit
from vinhdanh.people.types import TitleEffect, choices


class YearRating(models.Model):
    """The level of fulfilment of duties of a person or a unit in one year."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings")
    year = models.PositiveSmallIntegerField("Năm")
    level = models.SmallIntegerField("Mức xếp loại", choices=choices(Level), null=True, blank=True)
    unassessed = models.CharField(
        "Lý do không xếp loại", max_length=20, choices=choices(Unassessed), blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "Xếp loại năm"
        ordering = ["-year"]
        constraints = [
            one_subject("person", "unit", name="rating_one_subject"),
            sane_year("rating_year"),
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(person__isnull=False),
                name="rating_person_year",
                violation_error_message="Cán bộ này đã có xếp loại của năm đó.",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(unit__isnull=False),
                name="rating_unit_year",
                violation_error_message="Đơn vị này đã có xếp loại của năm đó.",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__in=[level.value for level in Level]),
                name="rating_level_known",
                violation_error_message="Mức xếp loại này không có trong danh mục.",
            ),
            one_of(
                "unassessed",
                Unassessed,
                "rating_unassessed_known",
                "Lý do không xếp loại này không có trong danh mục.",
                blank=True,
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(unassessed=""),
                name="rating_level_or_reason",
                violation_error_message="Đã có mức xếp loại thì không ghi lý do không xếp loại.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.get_level_display() or self.get_unassessed_display()}"


class RecognisedWork(Standing):
    """Sáng kiến; đề tài, đề án, công trình; mưu trí, sáng tạo, as recognised. Supports one honour only."""

    code = models.CharField("Mã", max_length=60, blank=True)  # as the office calls it: SK-2025-001
    kind = models.CharField("Loại", max_length=20, choices=choices(WorkKind))
    name = models.CharField("Tên", max_length=500, blank=True)
    folded = models.CharField(max_length=500, editable=False)  # fold(name), for search
    year = models.PositiveSmallIntegerField("Năm")
    scope = models.SmallIntegerField("Phạm vi ảnh hưởng", choices=choices(WorkScope))
    recognised = models.DateField("Ngày công nhận", null=True, blank=True)
    number = models.CharField("Số quyết định công nhận", max_length=100, blank=True)
    recogniser = models.CharField("Người công nhận", max_length=200, blank=True, db_default="")
    authors: models.ManyToManyField[Person, WorkAuthor] = models.ManyToManyField(
        Person, through="WorkAuthor", related_name="works", verbose_name="Tác giả"
    )

    objects = StandingManager["RecognisedWork"]()
    every = models.Manager["RecognisedWork"]()

    class Meta:
        verbose_name = verbose_name_plural = "Sáng kiến, đề tài"
        ordering = ["-year", "id"]
        constraints = [
            one_of("kind", WorkKind, "work_kind_known", "Loại này không có trong danh mục."),
            one_of("scope", WorkScope, "work_scope_known", "Phạm vi này không có trong danh mục."),
            sane_year("work_year"),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="work_code_once",
                violation_error_message="Mã sáng kiến này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} năm {self.year}"


class WorkAuthor(models.Model):
    """One author of a work and his share of it, in hundredths."""

    work = models.ForeignKey(RecognisedWork, on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    share = models.PositiveSmallIntegerField("Tỷ lệ đóng góp (%)", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Tác giả"
        ordering = ["work", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "person"],
                name="author_once",
                violation_error_message="Người này đã là tác giả của sáng kiến.",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=1, share__lte=100),
                name="author_share",
                violation_error_message="Tỷ lệ đóng góp từ 1 đến 100%%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.work}"


class DisciplineQuerySet(models.QuerySet["Discipline"]):
    def standing(self) -> Self:
        """Sanctions that count, running or over: those annulled are none."""
        return self.filter(annulled__isnull=True)

    def running(self, day: date) -> Self:
        """Sanctions under which somebody is on a day."""
        return self.standing().filter(Q(ends__isnull=True) | Q(ends__gt=day), decided__lte=day)


class Discipline(models.Model):
    """A sanction. ``ends`` is its last day as people enter it; empty while it runs."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="disciplines"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="disciplines"
    )
    form = models.SmallIntegerField("Hình thức", choices=choices(DisciplineForm))
    decided = models.DateField("Ngày quyết định")
    ends = models.DateField("Hết hiệu lực", null=True, blank=True)
    number = models.CharField("Số quyết định", max_length=100, blank=True)
    # What the decision says of a year's title: its own source. No text that we hold derives it from the form.
    title_effect = models.CharField(
        "Với danh hiệu năm", max_length=20, choices=TitleEffect, blank=True, db_default=""
    )
    title_year = models.PositiveSmallIntegerField("Danh hiệu của năm", null=True, blank=True)
    # An annulled sanction stays on record and counts for nothing.
    annulled = models.DateField("Hủy bỏ ngày", null=True, blank=True)
    annulled_why = models.CharField("Căn cứ hủy bỏ", max_length=300, blank=True, db_default="")

    objects = DisciplineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Kỷ luật"
        ordering = ["-decided"]
        constraints = [
            one_subject("person", "unit", name="discipline_one_subject"),
            one_of(
                "title_effect",
                TitleEffect,
                "discipline_title_effect_known",
                "Cách xử lý danh hiệu năm này không có trong danh mục.",
                blank=True,
            ),
            models.CheckConstraint(
                condition=~Q(title_effect__in=[TitleEffect.LOWERS, TitleEffect.REMOVES])
                | Q(title_year__isnull=False),
                name="discipline_title_year",
                violation_error_message="Ghi rõ danh hiệu của năm nào bị hạ hoặc không xét.",
            ),
            models.CheckConstraint(
                condition=Q(annulled__isnull=True) | ~Q(annulled_why=""),
                name="discipline_annulled_why",
                violation_error_message="Ghi căn cứ hủy bỏ quyết định kỷ luật.",
            ),
            one_of("form", DisciplineForm, "discipline_form_known", "Hình thức này không có trong danh mục."),
            in_order(
                "decided", "ends", "discipline_dates_in_order", "Ngày hết kỷ luật phải sau ngày quyết định."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} ngày {self.decided:%d/%m/%Y}"

    @property
    def subject(self) -> Person | Unit:
        """Who was disciplined."""
        found = self.person or self.unit
        assert found is not None  # one_subject
        return found


class Hold(models.Model):
    """Consideration deferred, from the day it was opened to the last day it stands."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    ground = models.CharField("Lý do", max_length=30, choices=choices(HoldGround))
    opened = models.DateField("Từ ngày")
    closed = models.DateField("Đến ngày", null=True, blank=True)
    basis = models.CharField("Căn cứ", max_length=300, blank=True)
    release = models.CharField("Căn cứ thôi tạm hoãn", max_length=300, blank=True, db_default="")

    class Meta:
        verbose_name = verbose_name_plural = "Tạm hoãn xét"
        ordering = ["-opened"]
        constraints = [
            one_subject("person", "unit", name="hold_one_subject"),
            one_of("ground", HoldGround, "hold_ground_known", "Lý do này không có trong danh mục."),
            in_order("opened", "closed", "hold_dates_in_order", "Ngày thôi tạm hoãn phải sau ngày tạm hoãn."),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} từ {self.opened:%d/%m/%Y}"

    @property
    def subject(self) -> Person | Unit:
        """Whom it defers."""
        found = self.person or self.unit
        assert found is not None  # one_subject
        return found


class FindingQuerySet(models.QuerySet["Finding"]):
    def current(self) -> Self:
        """Conclusions that no later one has replaced."""
        return self.filter(superseded_by__isnull=True)


class Finding(models.Model):
    """What the law leaves to people, concluded by somebody.

    A later conclusion on the same point replaces this one and leaves it in place.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    about = models.CharField("Nội dung", max_length=60)  # code used by the law files: conduct, outstanding …
    year = models.PositiveSmallIntegerField("Năm")
    holds = models.BooleanField("Kết luận")
    figure = models.IntegerField("Con số", null=True, blank=True)
    covers_members = models.BooleanField("Cho cả đơn vị", default=False)
    by = models.CharField("Người kết luận", max_length=200, blank=True)
    on = models.DateField("Ngày", null=True, blank=True)
    evidence = models.TextField("Căn cứ", blank=True)
    why = models.CharField("Lý do thay kết luận trước", max_length=300, blank=True, db_default="")
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="superseded"
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Kết luận"
        ordering = ["-year", "about"]
        constraints = [
            one_subject("person", "unit", "household", name="finding_one_subject"),
            sane_year("finding_year"),
            models.CheckConstraint(
                condition=Q(covers_members=False) | Q(unit__isnull=False),
                name="finding_covers_a_unit",
                violation_error_message="Chỉ kết luận về đơn vị mới áp dụng cho các thành viên.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="finding_superseded_by_another",
                violation_error_message="Kết luận không thể thay cho chính nó.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject, "about", "year"],
                    condition=Q(superseded_by__isnull=True) & Q(**{f"{subject}__isnull": False}),
                    name=f"finding_{subject}_current",
                    violation_error_message="Nội dung này của năm đó đã có kết luận.",
                )
                for subject in ("person", "unit", "household")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.year}: {'có' if self.holds else 'không'}"

    @property
    def subject(self) -> Person | Unit | Household:
        """Whom it is about."""
        found = self.person or self.unit or self.household
        assert found is not None  # one_subject
        return found

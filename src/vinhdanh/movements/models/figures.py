"""Figures of a movement's indicators: what the agency aims at, what units report, what was sent when."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.movements.figures import Term, figure_words
from vinhdanh.movements.models.movements import Indicator, Movement
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year


class OfTerm(models.Model):
    """A row about one term."""

    cadence = models.CharField("Loại kỳ", max_length=10, choices=Cadence)
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveSmallIntegerField("Kỳ số")

    class Meta:
        abstract = True

    @property
    def term(self) -> Term:
        return Term(Cadence(self.cadence), self.year, self.number)


class IndicatorGoal(models.Model):
    """What the agency counts in full and what it counts as nothing, for one term of that length."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="goals", verbose_name="Chỉ số"
    )
    cadence = models.CharField("Loại kỳ", max_length=10, choices=Cadence)
    goal = models.DecimalField("Mức đủ điểm", max_digits=14, decimal_places=2)
    limit = models.DecimalField("Mức không điểm", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "Mức tính điểm của chỉ số"
        ordering = ["indicator", "cadence"]
        constraints = [
            one_of("cadence", Cadence, "goal_cadence_known", "Loại kỳ này không có."),
            models.UniqueConstraint(
                fields=["indicator", "cadence"],
                name="goal_once",
                violation_error_message="Chỉ số đã có mức tính điểm cho loại kỳ này.",
            ),
            models.CheckConstraint(
                condition=~Q(goal=F("limit")),
                name="goal_apart_from_limit",
                violation_error_message="Mức đủ điểm phải khác mức không điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {figure_words(self.goal)}"


class FigureQuerySet(models.QuerySet["IndicatorFigure"]):
    def current(self) -> Self:
        """Figures that no later row corrects."""
        return self.filter(correction__isnull=True)

    def of_terms(self, *terms: Term) -> Self:
        """Figures of these terms."""
        wanted = Q(pk__in=())
        for term in terms:
            wanted |= Q(cadence=term.cadence, year=term.year, number=term.number)
        return self.filter(wanted)


class IndicatorFigure(OfTerm):
    """An indicator's value for a unit and a term. Rows are only ever added; a correction names the old."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="figures", verbose_name="Chỉ số"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="indicator_figures", verbose_name="Đơn vị"
    )
    value = models.DecimalField("Số liệu", max_digits=14, decimal_places=2)
    evidence = models.CharField("Minh chứng", max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        verbose_name="Sửa cho dòng",
    )
    why = models.CharField("Lý do sửa", max_length=300, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Số liệu chỉ số"
        ordering = ["unit", "indicator", "year", "number", "id"]
        constraints = [
            one_of("cadence", Cadence, "figure_cadence_known", "Loại kỳ này không có."),
            sane_year("figure_year"),
            models.UniqueConstraint(
                fields=["indicator", "unit", "cadence", "year", "number"],
                condition=Q(corrects__isnull=True),
                name="figure_once_a_term",
                violation_error_message="Đơn vị đã có số liệu của chỉ số này trong kỳ: ghi dòng sửa.",
            ),
        ]
        indexes = [models.Index(fields=["year", "cadence", "number"], name="figure_term")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.term.label}: {figure_words(self.value)}"


class FigureReport(OfTerm):
    """A unit's figures of a term, sent to the unit that runs the movement. Rows are only ever added."""

    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, related_name="figure_reports", verbose_name="Phong trào"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="figure_reports", verbose_name="Đơn vị"
    )
    at = models.DateTimeField("Gửi lúc")
    by_name = models.CharField("Người gửi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Báo cáo số liệu kỳ"
        ordering = ["movement", "year", "number", "unit"]
        constraints = [
            one_of("cadence", Cadence, "report_cadence_known", "Loại kỳ này không có."),
            sane_year("report_year"),
            models.UniqueConstraint(
                fields=["movement", "unit", "cadence", "year", "number"],
                name="report_once_a_term",
                violation_error_message="Đơn vị đã gửi số liệu của kỳ này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} gửi số liệu {self.term.words}"

"""The register of honours: one row for each time one was given (một lượt khen)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from vinhdanh.awards.types import MERIT_LABELS, STATE_AFTER, Act
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Household, Person, RecognisedWork, Unit
from vinhdanh.people.models.rules import one_of, one_subject, sane_year


class GrantQuerySet(models.QuerySet["Grant"]):
    def with_state(self) -> Self:
        """Adds ``last_act`` and ``last_act_on``: what was done last to the honour ("" when nothing)."""
        last = GrantEvent.objects.filter(grant=OuterRef("pk")).order_by("-id")
        return self.annotate(
            last_act=Coalesce(Subquery(last.values("act")[:1]), Value("")),
            last_act_on=Subquery(last.values("on")[:1]),
        )

    def in_force(self) -> Self:
        """Honours that stand: nothing done to them, or restored since."""
        return self.with_state().filter(last_act__in=["", Act.RESTORED])

    def real(self) -> Self:
        """All that were ever given, without rows entered by mistake."""
        struck = GrantEvent.objects.filter(grant=OuterRef("pk"), act=Act.STRUCK)  # always the last act
        return self.with_state().filter(~Exists(struck))


class Grant(models.Model):
    """One honour given once. Rows are only ever added; what happens later is a ``GrantEvent``."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    year = models.PositiveSmallIntegerField("Năm")  # counted for, not always the year of the decision
    merit = models.CharField(
        "Loại hình",
        max_length=20,
        choices=[(m.value, words) for m, words in MERIT_LABELS.items()],
        default=Merit.CONG_TRANG.value,
    )
    number = models.CharField("Số quyết định", max_length=100, blank=True)
    decided = models.DateField("Ngày quyết định", null=True, blank=True)
    authority = models.CharField("Người quyết định", max_length=200, blank=True)
    works: models.ManyToManyField[RecognisedWork, GrantWork] = models.ManyToManyField(
        RecognisedWork, through="GrantWork", related_name="grants", verbose_name="Sáng kiến đã dùng"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Khen thưởng"
        ordering = ["-year", "-id"]
        constraints = [
            one_subject("person", "unit", "household", name="grant_one_subject"),
            one_of("merit", Merit, "grant_merit_known", "Loại hình này không có trong danh mục."),
            sane_year("grant_year"),
            models.CheckConstraint(
                condition=~Q(honour=""),
                name="grant_honour_named",
                violation_error_message="Ghi rõ danh hiệu hoặc hình thức khen thưởng.",
            ),
        ]
        indexes = [
            models.Index(fields=["honour", "year"], name="grant_honour_year"),
            models.Index(fields=["year"], name="grant_year_only"),
            models.Index(fields=["number"], name="grant_number"),
        ]

    def __str__(self) -> str:
        return f"{self.honour} {self.year}: {self.subject}"

    @property
    def subject(self) -> Person | Unit | Household:
        """Whoever it was given to."""
        found = self.person or self.unit or self.household
        assert found is not None
        return found

    @property
    def state(self) -> GrantState:
        """Its state after the last act. Read lists through ``with_state``, which asks only once."""
        last = getattr(self, "last_act", None)
        if last is None:
            last = self.events.order_by("-id").values_list("act", flat=True).first() or ""
        return STATE_AFTER.get(last, GrantState.IN_FORCE)


class GrantWork(models.Model):
    """A recognised work that an honour was given for: it is used up."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="work_uses")
    work = models.ForeignKey(RecognisedWork, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        verbose_name = verbose_name_plural = "Sáng kiến đã dùng"
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "work"],
                name="grant_work_once",
                violation_error_message="Sáng kiến này đã ghi cho lượt khen đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.work} → {self.grant}"


class GrantEvent(models.Model):
    """An act upon an honour that was given, with its ground. Rows are only ever added."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="events")
    act = models.CharField("Việc", max_length=20, choices=Act)
    on = models.DateField("Ngày", null=True, blank=True)  # unknown in some legacy records
    ground = models.TextField("Căn cứ, lý do", blank=True)
    number = models.CharField("Số quyết định", max_length=100, blank=True)
    authority = models.CharField("Người quyết định", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Hủy bỏ, tước, phục hồi"
        ordering = ["id"]
        constraints = [one_of("act", Act, "grant_event_act_known", "Việc này không có trong danh mục.")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.grant}"

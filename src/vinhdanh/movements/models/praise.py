"""Commendation within a movement: what units propose, and the Sổ vàng."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.engine.facts import Force
from vinhdanh.movements.models.figures import OfTerm
from vinhdanh.movements.models.movements import Axis, Movement
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.praise import PRAISED, PraiseActKind, PraiseState, PraiseWay
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.models.rules import one_of, one_subject, sane_year


class Praised(OfTerm):
    """Who did what, on which axis, in which term."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Cán bộ"
    )
    collective = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Tập thể"
    )
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+", verbose_name="Trục")
    deed = models.CharField("Việc làm", max_length=1000)
    folded = models.CharField(max_length=1400, editable=False)  # fold of subject and deed, for search

    class Meta:
        abstract = True

    @property
    def subject(self) -> Person | Unit:
        found = self.person or self.collective
        assert found is not None  # one_subject
        return found


class PraiseQuerySet(models.QuerySet["PraiseProposal"]):
    def praised(self) -> Self:
        """Agreed to, carried out or not, unless its only outcome was struck from the Sổ vàng."""
        struck = Q(way=PraiseWay.BOOK, golden__strike__isnull=False)
        return self.filter(state__in=PRAISED).exclude(struck)


class PraiseProposal(Praised):
    """A unit's proposal to praise somebody of it, or itself, for a deed of the term."""

    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, related_name="proposals", verbose_name="Phong trào"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="praise_proposals", verbose_name="Đơn vị đề xuất"
    )
    way = models.CharField("Hình thức đề xuất", max_length=10, choices=PraiseWay)
    honour = models.CharField("Hình thức theo luật", max_length=20, blank=True)  # code of the catalogue
    evidence = models.CharField("Minh chứng", max_length=500, blank=True)
    again_why = models.CharField("Lý do biểu dương lần nữa", max_length=300, blank=True)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=PraiseState, default=PraiseState.DRAFT, editable=False
    )
    document = models.CharField("Văn bản thực hiện", max_length=200, blank=True, editable=False)
    grant = models.ForeignKey(
        Grant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="praise_proposals",
        verbose_name="Lượt trong Sổ khen thưởng",
    )

    objects = PraiseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Đề xuất biểu dương, khen thưởng"
        ordering = ["-year", "-number", "unit__path", "id"]
        constraints = [
            one_subject("person", "collective", name="proposal_one_subject"),
            one_of("cadence", Cadence, "proposal_cadence_known", "Loại kỳ này không có."),
            one_of("way", PraiseWay, "proposal_way_known", "Hình thức này không có."),
            one_of("state", PraiseState, "proposal_state_known", "Tình trạng này không có."),
            sane_year("proposal_year"),
            models.CheckConstraint(
                condition=(Q(way=PraiseWay.FORM) & ~Q(honour="")) | (~Q(way=PraiseWay.FORM) & Q(honour="")),
                name="proposal_form_named",
                violation_error_message="Khen thưởng theo luật thì chọn hình thức; biểu dương, ghi Sổ vàng "
                "thì để trống.",
            ),
            models.CheckConstraint(
                condition=Q(grant__isnull=True) | Q(state=PraiseState.DONE),
                name="proposal_grant_when_done",
                violation_error_message="Chỉ đề xuất đã thực hiện mới gắn với lượt khen thưởng.",
            ),
        ]
        indexes = [models.Index(fields=["movement", "year"], name="proposal_movement_year")]

    def __str__(self) -> str:
        way = self.way_words
        return f"{self.subject}: {way[0].lower()}{way[1:]} ({self.term.words})"

    @property
    def way_words(self) -> str:
        """«Biểu dương», «Ghi Sổ vàng», or the name of the law's form."""
        if not self.honour:
            return str(self.get_way_display())
        force = self.person.force if self.person else self.unit.force
        return honour_name(self.honour, police=force == Force.POLICE.value)


class PraiseAct(models.Model):
    """What was done to a proposal. Rows are only ever added."""

    proposal = models.ForeignKey(PraiseProposal, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField("Việc", max_length=12, choices=PraiseActKind)
    note = models.CharField("Ý kiến, lý do", max_length=500, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của đề xuất biểu dương"
        ordering = ["proposal", "id"]
        constraints = [one_of("kind", PraiseActKind, "praise_act_known", "Việc này không có.")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.proposal}"


class GoldenEntry(Praised):
    """A line of the Sổ vàng. Rows are only ever added; a mistake is struck out with its ground."""

    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, related_name="golden_entries", verbose_name="Phong trào"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="golden_entries", verbose_name="Đơn vị lúc ghi"
    )
    on = models.DateField("Ngày ghi")
    decided_by = models.CharField("Người quyết định", max_length=200)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    proposal = models.OneToOneField(
        PraiseProposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="golden",
        verbose_name="Từ đề xuất",
    )
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Sổ vàng"
        ordering = ["-year", "-on", "-id"]
        constraints = [
            one_subject("person", "collective", name="golden_one_subject"),
            one_of("cadence", Cadence, "golden_cadence_known", "Loại kỳ này không có."),
            sane_year("golden_year"),
        ]
        indexes = [models.Index(fields=["year", "cadence", "number"], name="golden_term")]

    def __str__(self) -> str:
        return f"Sổ vàng {self.term.words}: {self.subject}"


class GoldenStrike(models.Model):
    """A line of the Sổ vàng that counts no more: the ground and the paper. Rows are only ever added."""

    entry = models.OneToOneField(
        GoldenEntry, on_delete=models.PROTECT, related_name="strike", verbose_name="Dòng Sổ vàng"
    )
    on = models.DateField("Ngày gạch")
    ground = models.CharField("Căn cứ, lý do", max_length=500)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Gạch dòng Sổ vàng"

    def __str__(self) -> str:
        return f"Gạch: {self.entry}"

"""Decisions before and after their signature: the list, its legal basis, its money."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Decision, Grant
from vinhdanh.decisions.models.numbers import DecisionNumber, IssuingAuthority
from vinhdanh.decisions.types.drafts import DONE, DraftState, Signing
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of

_SIGNED = sorted(DONE)  # in one order, for the migrations


class DecisionDraft(models.Model):
    """A decision of the agency from its first draft; signed, it has a ``decision`` of the register."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="decision_drafts", verbose_name="Cơ quan ban hành"
    )
    authority = models.ForeignKey(
        IssuingAuthority, on_delete=models.PROTECT, related_name="drafts", verbose_name="Người quyết định"
    )
    round = models.ForeignKey(
        ReviewRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decision_drafts",
        verbose_name="Đợt xét tặng",
    )
    title = models.CharField("Trích yếu", max_length=300)
    dated = models.DateField("Ngày ký")  # foreseen; the day whose law and base salary apply
    state = models.CharField(
        "Tình trạng", max_length=10, choices=DraftState, default=DraftState.DRAFT, editable=False
    )
    number = models.OneToOneField(
        DecisionNumber,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name="Số quyết định",
        editable=False,
    )
    minutes = models.CharField("Biên bản Hội đồng", max_length=200, blank=True)  # số …, ngày …
    submission = models.CharField("Tờ trình", max_length=200, blank=True)  # of the standing body
    signer = models.CharField("Người ký", max_length=120, blank=True)
    signer_post = models.CharField("Chức vụ người ký", max_length=160, blank=True)
    capacity = models.CharField(
        "Thể thức ký", max_length=10, choices=Signing, default=Signing.OWN, db_default=Signing.OWN.value
    )
    document = models.CharField("Bản ký lưu ở", max_length=300, blank=True)
    decision = models.OneToOneField(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name="Quyết định trong sổ",
        editable=False,
    )
    published = models.DateField("Ngày công bố", null=True, blank=True, editable=False)
    published_where = models.CharField("Nơi công bố", max_length=200, blank=True, editable=False)
    why = models.CharField("Lý do", max_length=300, blank=True, editable=False)  # returned or dropped: why
    created = models.DateTimeField("Lập lúc", editable=False)
    by_name = models.CharField("Người soạn", max_length=200, editable=False)
    moved = models.DateTimeField("Chuyển bước lúc", editable=False)
    moved_by = models.CharField("Người chuyển bước", max_length=200, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Dự thảo quyết định"
        ordering = ["-id"]
        constraints = [
            one_of("state", DraftState, "draft_state_known", "Tình trạng này không có."),
            one_of("capacity", Signing, "draft_capacity_known", "Thể thức ký này không có."),
            models.CheckConstraint(
                condition=Q(state__in=_SIGNED, decision__isnull=False, number__isnull=False)
                | (~Q(state__in=_SIGNED) & Q(decision__isnull=True)),
                name="draft_signed_has_decision",
                violation_error_message="Quyết định đã ký phải có số và có trong Sổ khen thưởng.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="draft_titled",
                violation_error_message="Ghi trích yếu của quyết định.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="draft_unit_state")]

    def __str__(self) -> str:
        return f"QĐ {self.number.text}: {self.title}" if self.number else self.title

    @property
    def ref(self) -> str:
        """Its name in the journal: ``decision_draft:3``."""
        return f"decision_draft:{self.pk}"

    @property
    def signed(self) -> bool:
        return self.state in DONE


class DraftLine(models.Model):
    """One proposal in the list of a decision. It stands in one list only; signed, it has its ``grant``."""

    draft = models.ForeignKey(
        DecisionDraft, on_delete=models.PROTECT, related_name="lines", verbose_name="Quyết định"
    )
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="decision_line", verbose_name="Hồ sơ"
    )
    position = models.PositiveIntegerField("Số thứ tự")
    own_money = models.PositiveBigIntegerField("Mức cơ quan định", null=True, blank=True)  # đồng
    money_ground = models.CharField("Căn cứ mức tiền", max_length=300, blank=True)
    artefact = models.CharField("Hiện vật", max_length=200, blank=True)
    despite = models.CharField("Căn cứ vẫn ký", max_length=300, blank=True)
    money = models.PositiveBigIntegerField("Tiền thưởng", null=True, blank=True)  # once signed
    payer = models.CharField("Nơi chi", max_length=200, blank=True)
    fund = models.CharField("Nguồn chi", max_length=200, blank=True)
    grant = models.OneToOneField(
        Grant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decision_line",
        verbose_name="Lượt khen",
    )

    class Meta:
        verbose_name = verbose_name_plural = "Dòng danh sách quyết định"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(own_money__isnull=True) | ~Q(money_ground=""),
                name="draft_line_money_grounded",
                violation_error_message="Ghi căn cứ của mức tiền.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.proposal}"

    @property
    def recipient(self) -> str:
        """One name for all lines of one subject: ``person:12``. Reads no other row than the proposal."""
        one = self.proposal
        key = one.person_id or one.collective_id or one.household_id or one.outsider_id
        return f"{one.kind.value}:{key}"

    @property
    def place_words(self) -> str:
        """Where the subject belongs: his team and its unit; of a collective, the unit above it."""
        return place_words(self.proposal)


def place_words(one: Proposal) -> str:
    """Where a proposal's subject belongs, as lists say it; empty for a unit that proposes itself."""
    if one.place_id == one.unit_id:
        return "" if one.collective_id else one.unit.name
    return one.unit.name if one.collective_id else f"{one.place.name}, {one.unit.name}"


class BasisLine(models.Model):
    """One căn cứ of a decision."""

    draft = models.ForeignKey(
        DecisionDraft, on_delete=models.CASCADE, related_name="basis", verbose_name="Quyết định"
    )
    position = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Căn cứ", max_length=600)

    class Meta:
        verbose_name = verbose_name_plural = "Căn cứ của quyết định"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

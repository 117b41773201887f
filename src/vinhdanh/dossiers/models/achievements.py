"""Achievements: what a subject did, and for which proposal it counts. One is rewarded once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Outsider, Recipient
from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.parts import AchievementSource
from vinhdanh.movements.models import PraiseProposal
from vinhdanh.people.models import Household, Person, RecognisedWork, Unit
from vinhdanh.people.models.rules import in_order, one_of, one_subject


class Achievement(models.Model):
    """Something done, in one sentence with its figures (thành tích)."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name="Cán bộ",
    )
    collective = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name="Tập thể",
    )
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name="Hộ gia đình",
    )
    outsider = models.ForeignKey(
        Outsider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name="Người ngoài cơ quan",
    )
    text = models.CharField("Thành tích", max_length=1000)
    since = models.DateField("Từ ngày", null=True, blank=True)
    until = models.DateField("Đến ngày", null=True, blank=True)
    source = models.CharField(
        "Nguồn", max_length=10, choices=AchievementSource, default=AchievementSource.OWN
    )
    praise = models.ForeignKey(
        PraiseProposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name="Đề xuất biểu dương",
    )
    work = models.ForeignKey(
        RecognisedWork,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name="Sáng kiến",
    )

    class Meta:
        verbose_name = verbose_name_plural = "Thành tích"
        ordering = ["id"]
        constraints = [
            one_subject("person", "collective", "household", "outsider", name="achievement_about_one"),
            one_of("source", AchievementSource, "achievement_source_known", "Nguồn này không có."),
            in_order("since", "until", "achievement_days_in_order", "Ngày đầu phải trước ngày cuối."),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="achievement_told",
                violation_error_message="Ghi thành tích, có số liệu.",
            ),
            models.CheckConstraint(
                condition=Q(praise__isnull=False, source=AchievementSource.PRAISE.value)
                | Q(praise__isnull=True) & ~Q(source=AchievementSource.PRAISE.value),
                name="achievement_praise_named",
                violation_error_message="Chọn đề xuất biểu dương là nguồn của thành tích.",
            ),
            models.UniqueConstraint(
                fields=["praise"],
                condition=Q(praise__isnull=False),
                name="achievement_praise_once",
                violation_error_message="Việc làm đã biểu dương này đã ghi thành một thành tích.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def subject(self) -> Recipient:
        found = self.person or self.collective or self.household or self.outsider
        assert found is not None  # one_subject
        return found


class ProposalAchievement(models.Model):
    """A proposal that rests on an achievement."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="achievement_uses")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="uses")
    # Follows the proposal: what was refused, withdrawn, dropped or lowered uses nothing up.
    counts = models.BooleanField("Đang dùng", default=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Thành tích của hồ sơ"
        ordering = ["proposal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "achievement"],
                name="proposal_achievement_once",
                violation_error_message="Thành tích này đã có trong hồ sơ.",
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=Q(counts=True),
                name="achievement_rewarded_once",
                violation_error_message="Thành tích này đã dùng cho hồ sơ khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.achievement} → {self.proposal.code}"

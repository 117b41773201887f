"""Rounds: which honours are considered together, by which path, until when and by whom."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q

from vinhdanh.awards.types import GivenBy
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.rounds import RoundKind, RoundState, Topic
from vinhdanh.eligibility.models import Run
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of, sane_year


class ReviewRound(models.Model):
    """A round of the agency (đợt xét tặng): from the teams' lists to the signed decisions."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="review_rounds", verbose_name="Cơ quan tổ chức"
    )
    name = models.CharField("Tên đợt", max_length=160)
    kind = models.CharField("Loại đợt", max_length=20, choices=RoundKind)
    year = models.PositiveSmallIntegerField("Năm xét")
    state = models.CharField(
        "Tình trạng", max_length=10, choices=RoundState, default=RoundState.DRAFT, editable=False
    )
    document = models.CharField("Văn bản hướng dẫn, kế hoạch", max_length=200, blank=True)
    opened = models.DateField("Ngày mở", null=True, blank=True, editable=False)
    closed = models.DateField("Ngày kết thúc", null=True, blank=True, editable=False)
    # From which verdicts the lists are proposed; None: from the newest of the year.
    run = models.ForeignKey(
        Run,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Lần xét điều kiện",
    )
    numbered = models.PositiveIntegerField("Số hồ sơ đã cấp", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Đợt xét tặng"
        ordering = ["-year", "-id"]
        constraints = [
            one_of("kind", RoundKind, "review_round_kind_known", "Loại đợt này không có trong danh mục."),
            one_of("state", RoundState, "review_round_state_known", "Tình trạng này không có."),
            sane_year("review_round_year"),
            in_order("opened", "closed", "review_round_dates", "Ngày kết thúc phải sau ngày mở."),
            models.UniqueConstraint(
                fields=["unit", "year", "name"],
                name="review_round_named_once",
                violation_error_message="Năm này đã có đợt xét tặng tên đó.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="review_round_named",
                violation_error_message="Ghi tên đợt xét tặng.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def path(self) -> tuple[Stage, ...]:
        """Its stages in order."""
        held = {step.stage for step in self.steps.all()}
        return tuple(stage for stage in ON_PATH if stage in held)


class RoundStep(models.Model):
    """A stage of a round: until when, and who keeps it where that isn't the stage's usual owner."""

    round = models.ForeignKey(
        ReviewRound, on_delete=models.CASCADE, related_name="steps", verbose_name="Đợt xét tặng"
    )
    stage = models.CharField("Bước", max_length=12, choices=[(s.value, s.label) for s in ON_PATH])
    due = models.DateField("Hạn", null=True, blank=True)
    hours = models.PositiveSmallIntegerField("Số giờ", null=True, blank=True)  # since a dossier came in
    ground = models.CharField("Căn cứ của hạn", max_length=300, blank=True)  # article, plan
    keeper_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Đơn vị giữ"
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Người giữ",
    )

    class Meta:
        verbose_name = verbose_name_plural = "Bước của đợt"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "stage"],
                name="round_step_once",
                violation_error_message="Bước này đã có trong đợt.",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(hours__isnull=True),
                name="round_step_one_term",
                violation_error_message="Ghi hạn theo ngày hoặc theo giờ, không ghi cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.round}"


class RoundHonour(models.Model):
    """A title or form that the round considers."""

    round = models.ForeignKey(
        ReviewRound, on_delete=models.CASCADE, related_name="honours", verbose_name="Đợt xét tặng"
    )
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    level = models.CharField("Cấp tặng", max_length=20, choices=GivenBy)
    # Whether the agency's own head decides; otherwise it is submitted upwards.
    own = models.BooleanField("Thuộc thẩm quyền của cơ quan", default=True)
    quota = models.PositiveIntegerField("Số lượng tối đa", null=True, blank=True)
    quota_ground = models.CharField("Căn cứ số lượng", max_length=300, blank=True)
    # Votes that the agency's own rules ask for where the law sets none, percent of all members.
    votes = models.PositiveSmallIntegerField("Tỷ lệ phiếu (%)", null=True, blank=True)
    votes_ground = models.CharField("Căn cứ tỷ lệ phiếu", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "Danh hiệu, hình thức của đợt"
        ordering = ["position", "id"]
        constraints = [
            one_of("level", GivenBy, "round_honour_level_known", "Cấp tặng này không có trong danh mục."),
            models.UniqueConstraint(
                fields=["round", "honour"],
                name="round_honour_once",
                violation_error_message="Danh hiệu, hình thức này đã có trong đợt.",
            ),
            models.CheckConstraint(
                condition=Q(quota__isnull=True) | ~Q(quota_ground=""),
                name="round_quota_grounded",
                violation_error_message="Ghi căn cứ của số lượng tối đa: quy chế, hướng dẫn nào.",
            ),
            models.CheckConstraint(
                condition=Q(votes__isnull=True) | (Q(votes__gte=1, votes__lte=100) & ~Q(votes_ground="")),
                name="round_votes_grounded",
                violation_error_message="Tỷ lệ phiếu từ 1 đến 100%, có ghi căn cứ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour}, {self.round}"


class RoundTopic(models.Model):
    """A topic that a department appraises, at the same time as the others."""

    round = models.ForeignKey(
        ReviewRound, on_delete=models.CASCADE, related_name="topics", verbose_name="Đợt xét tặng"
    )
    topic = models.CharField("Nội dung", max_length=20, choices=Topic)
    department = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan thẩm định"
    )
    # Who answers in its place about its own people.
    substitute = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Cơ quan thay thế",
    )
    due = models.DateField("Hạn", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Nội dung thẩm định"
        ordering = ["id"]
        constraints = [
            one_of("topic", Topic, "round_topic_known", "Nội dung này không có trong danh mục."),
            models.UniqueConstraint(
                fields=["round", "topic"],
                name="round_topic_once",
                violation_error_message="Nội dung này đã giao trong đợt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.department}"


class RoundUnit(models.Model):
    """A unit that proposes in the round."""

    round = models.ForeignKey(
        ReviewRound, on_delete=models.CASCADE, related_name="units", verbose_name="Đợt xét tặng"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Đơn vị đề nghị")

    class Meta:
        verbose_name = verbose_name_plural = "Đơn vị đề nghị"
        ordering = ["unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="round_unit_once",
                violation_error_message="Đơn vị này đã có trong đợt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"

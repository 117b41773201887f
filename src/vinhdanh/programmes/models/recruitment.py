"""Rounds that select citizens for service: quotas, outreach, figures, and candidates' files.

A candidate's file holds health and family data. It is deleted when the round's own period is over; what is
left is ``RoundTotal``, numbers without people.
"""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from vinhdanh.engine.facts import Sex
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of, sane_year
from vinhdanh.people.types import choices
from vinhdanh.programmes.recruitment_parameters import Measured, Outcome, Parameters, compare, read_parameters
from vinhdanh.programmes.recruitment_stages import State
from vinhdanh.programmes.recruitment_types import (
    FIGURES,
    Channel,
    Education,
    Measure,
    Result,
    RoundState,
    Stage,
)


class RecruitmentRound(models.Model):
    """One year's selection."""

    year = models.PositiveSmallIntegerField("Năm")
    name = models.CharField("Tên đợt", max_length=200, error_messages={"blank": "Ghi tên đợt."})
    state = models.CharField("Trạng thái", max_length=10, choices=RoundState, default=RoundState.OPEN)
    plan = models.CharField("Kế hoạch", max_length=300, blank=True)
    decision = models.CharField("Quyết định giao chỉ tiêu", max_length=300, blank=True)
    first = models.DateField("Bắt đầu")
    handover = models.DateField("Ngày giao")
    quota = models.PositiveIntegerField("Tổng chỉ tiêu")
    quota_women = models.PositiveIntegerField("Trong đó nữ", default=0)
    by_totals = models.BooleanField("Chỉ ghi số liệu tổng hợp, không lập hồ sơ từng người", default=False)
    parameters = models.TextField("Thông số")
    retain_until = models.DateField("Lưu hồ sơ cá nhân đến ngày")
    retain_basis = models.CharField(
        "Căn cứ lưu",
        max_length=300,
        error_messages={"blank": "Ghi căn cứ của thời hạn lưu hồ sơ cá nhân."},
    )
    erased = models.DateTimeField("Xóa hồ sơ lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Đợt tuyển chọn công dân"
        ordering = ["-year", "-first"]
        constraints = [
            one_of("state", RoundState, "round_state_known", "Trạng thái này không có."),
            sane_year("round_year"),
            in_order("first", "handover", "round_dates_in_order", "Ngày giao phải sau ngày bắt đầu."),
            in_order(
                "handover",
                "retain_until",
                "round_retain_after",
                "Thời hạn lưu hồ sơ phải sau ngày giao.",
            ),
            models.UniqueConstraint(
                fields=["year", "name"],
                name="round_once",
                violation_error_message="Năm này đã có đợt cùng tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limits(self) -> Parameters:
        """Its parameters, read."""
        return read_parameters(self.parameters)


class ReceiverQuota(models.Model):
    """How many one receiving unit takes."""

    round = models.ForeignKey(RecruitmentRound, on_delete=models.CASCADE, related_name="receivers")
    code = models.CharField("Mã", max_length=20)
    name = models.CharField("Đơn vị nhận", max_length=200)
    number = models.PositiveIntegerField("Chỉ tiêu")
    women = models.PositiveIntegerField("Nữ", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ tiêu theo đơn vị nhận"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "code"],
                name="receiver_once",
                violation_error_message="Đơn vị nhận này đã có trong đợt.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommuneQuota(models.Model):
    """How many one commune sends."""

    round = models.ForeignKey(RecruitmentRound, on_delete=models.CASCADE, related_name="communes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recruitment_quotas")
    number = models.PositiveIntegerField("Chỉ tiêu")
    women = models.PositiveIntegerField("Nữ", default=0)
    hard_area = models.BooleanField("Vùng khó khăn", default=False)
    filed = models.PositiveIntegerField("Số hồ sơ đã cấp mã", default=0, editable=False)  # never goes back

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ tiêu theo xã, phường"
        ordering = ["unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="commune_once",
                violation_error_message="Xã, phường này đã có trong đợt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.number}"


class RoundTotal(models.Model):
    """One figure of a commune, or of the whole round where there is none: typed in, or left after erasure."""

    round = models.ForeignKey(RecruitmentRound, on_delete=models.CASCADE, related_name="totals")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="recruitment_totals"
    )
    figure = models.CharField("Số liệu", max_length=20, choices=list(FIGURES.items()))
    count = models.PositiveIntegerField("Số")

    class Meta:
        verbose_name = verbose_name_plural = "Số liệu tổng hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "figure"],
                condition=Q(unit__isnull=False),
                name="round_total_unit_once",
                violation_error_message="Số liệu này của xã, phường đã có.",
            ),
            models.UniqueConstraint(
                fields=["round", "figure"],
                condition=Q(unit__isnull=True),
                name="round_total_whole_once",
                violation_error_message="Số liệu này của cả đợt đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()}: {self.count}"


class OutreachSession(models.Model):
    """One time that people were told of the round."""

    round = models.ForeignKey(RecruitmentRound, on_delete=models.CASCADE, related_name="outreach")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="recruitment_outreach", verbose_name="Xã, phường"
    )
    on = models.DateField("Ngày")
    channel = models.CharField("Hình thức", max_length=20, choices=Channel)
    place = models.CharField("Nơi", max_length=200, error_messages={"blank": "Ghi nơi tổ chức."})
    people = models.PositiveIntegerField("Số người")

    class Meta:
        verbose_name = verbose_name_plural = "Buổi tuyên truyền"
        ordering = ["-on", "-id"]
        constraints = [
            one_of("channel", Channel, "outreach_channel_known", "Hình thức này không có trong danh mục.")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.place}, {self.on:%d/%m/%Y}"


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def selected(self) -> Self:
        """With a decision, or handed over and not returned."""
        return self.filter(stage__in=[Stage.DECIDED, Stage.HANDED_OVER])


class Candidate(models.Model):
    """A citizen who registered. ``code`` is what the journal and the lists without names call him."""

    round = models.ForeignKey(RecruitmentRound, on_delete=models.PROTECT, related_name="candidates")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="candidates", verbose_name="Xã, phường"
    )
    code = models.CharField("Mã hồ sơ", max_length=60)
    name = models.CharField("Họ và tên", max_length=120, error_messages={"blank": "Ghi họ và tên."})
    folded = models.CharField(max_length=120, editable=False)
    born = models.DateField("Ngày sinh")
    sex = models.CharField("Giới tính", max_length=10, choices=choices(Sex))
    ethnicity = models.CharField("Dân tộc", max_length=60, blank=True)
    minority = models.BooleanField("Dân tộc thiểu số", default=False)
    place = models.CharField("Thôn, tổ dân phố", max_length=200, blank=True)
    education = models.CharField("Trình độ", max_length=10, choices=Education)
    studied = models.CharField("Ngành học", max_length=200, blank=True)
    party = models.BooleanField("Đảng viên", default=False)
    deferred_for_study = models.BooleanField("Đã được tạm hoãn để học cao đẳng, đại học", default=False)
    family = models.TextField("Gia đình", blank=True, max_length=4000)
    height = models.DecimalField(
        "Chiều cao (cm)",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(50), MaxValueValidator(250)],
    )
    weight = models.DecimalField(
        "Cân nặng (kg)",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(20), MaxValueValidator(250)],
    )
    health_class = models.PositiveSmallIntegerField(
        "Phân loại sức khỏe",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
    )
    health_note = models.TextField("Ghi chú sức khỏe", blank=True, max_length=4000)

    stage = models.CharField("Bước", max_length=12, choices=Stage, default=Stage.REGISTERED)
    screening = models.CharField("Sơ tuyển", max_length=10, choices=Result, blank=True)
    exam = models.CharField("Khám sức khỏe", max_length=10, choices=Result, blank=True)
    vetting = models.CharField("Thẩm tra lý lịch", max_length=10, choices=Result, blank=True)
    recheck = models.CharField("Phúc tra sức khỏe", max_length=10, choices=Result, blank=True)
    receiver = models.ForeignKey(
        ReceiverQuota,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name="Đơn vị nhận",
    )
    decision_no = models.CharField("Số quyết định", max_length=60, blank=True)
    decision_on = models.DateField("Ngày quyết định", null=True, blank=True)
    handed_on = models.DateField("Ngày giao", null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="Bù đổi cho",
        error_messages={"unique": "Người này đã có người bù đổi."},
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Hồ sơ công dân"
        ordering = ["code"]
        constraints = [
            one_of("stage", Stage, "candidate_stage_known", "Bước này không có."),
            one_of("sex", Sex, "candidate_sex_known", "Giới tính này không có trong danh mục."),
            one_of("education", Education, "candidate_education_known", "Trình độ này không có."),
            *(
                one_of(step, Result, f"candidate_{step}_known", "Kết quả này không có.", blank=True)
                for step in ("screening", "exam", "vetting", "recheck")
            ),
            models.UniqueConstraint(
                fields=["round", "code"],
                name="candidate_once",
                violation_error_message="Mã hồ sơ này đã có trong đợt.",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.DECIDED, Stage.HANDED_OVER, Stage.RETURNED])
                | Q(vetting=Result.PASSED, recheck=Result.PASSED),
                name="candidate_decided_after_both",
                violation_error_message="Có quyết định thì lý lịch và phúc tra đều phải đạt.",
            ),
        ]
        indexes = [models.Index(fields=["round", "unit", "stage"], name="candidate_by_commune")]

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> State:
        """Where it stands, as the moves look at it."""
        return State(Stage(self.stage), self.screening, self.exam, self.vetting, self.recheck)

    def measured(self, hard_area: bool) -> Measured:
        """What is compared with the parameters."""
        return Measured(
            sex=self.sex,
            born=self.born,
            education=self.education,
            hard_area=hard_area,
            deferred_for_study=self.deferred_for_study,
            receiver=self.receiver.code if self.receiver else "",
            height=self.height,
            weight=self.weight,
            health=self.health_class,
        )

    def outcomes(self, measures: frozenset[Measure] | None = None) -> list[Outcome]:
        """Each measure beside the round's limit; age on the day of handover."""
        hard = self.round.communes.filter(unit=self.unit_id, hard_area=True).exists()
        found = compare(self.round.limits, self.measured(hard), self.round.handover)
        return [one for one in found if measures is None or one.measure in measures]


class CandidateStep(models.Model):
    """One move of one candidate. Deleted with the file."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField("Việc", max_length=20)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    ground = models.CharField("Lý do, căn cứ", max_length=500, blank=True)
    came_from = models.CharField(max_length=12, choices=Stage)
    taken_back = models.DateTimeField("Rút lại lúc", null=True, blank=True)
    taken_back_by = models.CharField("Người rút lại", max_length=200, blank=True)
    taken_back_why = models.CharField("Lý do rút lại", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bước của hồ sơ"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.move}"

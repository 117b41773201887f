"""Submissions to the authority above, their lines and papers, and what happens to them there."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.types.drafts import Signing
from vinhdanh.decisions.types.submissions import (
    ABOVE,
    Channel,
    EventKind,
    LineResult,
    Payer,
    SubmissionState,
)
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of

_SENT = ~Q(state=SubmissionState.DRAFT)
WAITING_STAGES = (Stage.SENT_UP, Stage.DEFERRED)  # a complaint defers what lies above, too


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def above(self) -> Self:
        """Sent, and waiting for the authority above."""
        return self.filter(state__in=ABOVE)

    def late(self, today: date) -> Self:
        """Whose next day has passed."""
        return self.filter(due__lt=today)


class Submission(models.Model):
    """A tờ trình of the agency by which honours above its authority are asked for."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="submissions", verbose_name="Cơ quan trình"
    )
    level = models.CharField("Cấp quyết định", max_length=20, choices=GivenBy)
    addressee = models.CharField("Người có thẩm quyền quyết định", max_length=200)
    through = models.CharField("Gửi qua", max_length=200, blank=True)
    about = models.CharField("Về việc", max_length=300)
    opening = models.TextField("Phần mở đầu", blank=True)
    channel = models.CharField("Cách gửi", max_length=10, choices=Channel, default=Channel.BOTH)
    number = models.CharField("Số tờ trình", max_length=100, blank=True, editable=False)
    key = models.CharField(max_length=120, blank=True, editable=False)  # the number, folded: one spelling
    signed = models.DateField("Ngày ký", null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField("Năm của số", null=True, blank=True, editable=False)
    signer = models.CharField("Người ký", max_length=200, blank=True, editable=False)
    signer_post = models.CharField(
        "Chức vụ người ký", max_length=160, blank=True, default="", db_default="", editable=False
    )
    capacity = models.CharField(
        "Thể thức ký",
        max_length=10,
        choices=Signing,
        default=Signing.OWN,
        db_default=Signing.OWN.value,
        editable=False,
    )
    state = models.CharField(
        "Tình trạng", max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT, editable=False
    )
    holder = models.CharField("Nơi đang giữ hồ sơ", max_length=200, blank=True, editable=False)
    due = models.DateField("Hạn kế tiếp", null=True, blank=True, editable=False)
    due_what = models.CharField("Việc đến hạn", max_length=400, blank=True, editable=False)
    created = models.DateTimeField("Lập lúc", editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # of the draft, for edits side by side

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Tờ trình lên cấp trên"
        ordering = ["-id"]
        constraints = [
            one_of("level", GivenBy, "submission_level_known", "Cấp quyết định này không có trong danh mục."),
            one_of("state", SubmissionState, "submission_state_known", "Tình trạng này không có."),
            one_of("capacity", Signing, "submission_capacity_known", "Thể thức ký này không có."),
            one_of("channel", Channel, "submission_channel_known", "Cách gửi này không có."),
            models.UniqueConstraint(
                fields=["unit", "year", "key"],
                condition=~Q(key=""),
                name="submission_number_once_a_year",
                violation_error_message="Số tờ trình này đã dùng trong năm: ghi số khác.",
            ),
            models.CheckConstraint(
                condition=~_SENT | (~Q(number="") & Q(signed__isnull=False)),
                name="submission_numbered_when_sent",
                violation_error_message="Tờ trình đã gửi phải có số và ngày ký.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="submission_state_due")]

    def __str__(self) -> str:
        if not self.number or not self.signed:
            return f"Tờ trình đang soạn gửi {self.addressee}"
        return f"Tờ trình {self.number} ngày {self.signed:%d/%m/%Y}"


class SubmissionEvent(models.Model):
    """What happened to a submission: a step, who has the file now, by which paper. Rows are only added."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("Việc", max_length=10, choices=EventKind)
    on = models.DateField("Ngày")
    holder = models.CharField("Nơi giữ hồ sơ từ đó", max_length=200, blank=True)
    full = models.BooleanField("Hồ sơ đã đủ", default=False)  # the law's terms run from a full dossier
    until = models.DateField("Hẹn theo dõi đến", null=True, blank=True)
    ground = models.CharField("Căn cứ của hẹn", max_length=300, blank=True)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    note = models.CharField("Nội dung", max_length=1000, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submission_events",
        verbose_name="Quyết định của cấp trên",
    )
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Diễn biến tờ trình"
        ordering = ["id"]
        constraints = [
            one_of("kind", EventKind, "submission_event_known", "Việc này không có."),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | ~Q(ground=""),
                name="submission_event_grounded",
                violation_error_message="Hẹn ngày theo dõi thì ghi căn cứ: văn bản, thỏa thuận nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.submission}"


class LineQuerySet(models.QuerySet["SubmissionLine"]):
    def waiting(self) -> Self:
        """Without an outcome, and still asked for."""
        return self.filter(result="", proposal__stage__in=WAITING_STAGES)


class SubmissionLine(models.Model):
    """One proposal on the list of a submission, and what became of it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="lines")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="submission_lines", verbose_name="Đề nghị"
    )
    position = models.PositiveIntegerField("Số thứ tự")
    result = models.CharField("Kết quả", max_length=10, choices=LineResult, blank=True, editable=False)
    given = models.CharField("Được tặng", max_length=20, blank=True, editable=False)  # code of the catalogue
    why = models.CharField("Lý do", max_length=500, blank=True, editable=False)
    payer = models.CharField("Nguồn chi", max_length=10, choices=Payer, blank=True, editable=False)
    grant = models.OneToOneField(
        Grant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="submission_line",
        verbose_name="Lượt trong Sổ khen thưởng",
    )
    event = models.ForeignKey(
        SubmissionEvent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lines",
        verbose_name="Lần ghi kết quả",
    )

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Dòng của tờ trình"
        ordering = ["submission", "position", "id"]
        constraints = [
            one_of("result", LineResult, "submission_line_result", "Kết quả này không có.", blank=True),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(result=""),
                name="submission_line_once",
                violation_error_message="Hồ sơ này đã có trong một tờ trình khác chưa có kết quả.",
            ),
            models.CheckConstraint(
                condition=Q(result=LineResult.GIVEN, grant__isnull=False)
                | (~Q(result=LineResult.GIVEN) & Q(grant__isnull=True)),
                name="submission_line_grant",
                violation_error_message="Dòng được tặng thì có lượt trong Sổ khen thưởng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.proposal}"


class SubmissionPaper(models.Model):
    """A paper that goes with a submission: by the law's list, or the agency's own."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField("Giấy tờ", max_length=300)
    ground = models.CharField("Theo", max_length=300, blank=True)  # article; empty for the agency's own
    sets = models.PositiveSmallIntegerField("Số bộ", null=True, blank=True)
    electronic = models.BooleanField("Bản điện tử", default=False)
    ready = models.BooleanField("Đã có", default=False)
    note = models.CharField("Ghi chú, lý do thiếu", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Thành phần hồ sơ kèm tờ trình"
        ordering = ["submission", "id"]

    def __str__(self) -> str:
        return self.name

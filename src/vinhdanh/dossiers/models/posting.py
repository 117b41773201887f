"""Public posting of proposals, and what officers object to."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from vinhdanh.dossiers.models.holds import ProposalHold
from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.models.rounds import ReviewRound
from vinhdanh.people.models.rules import in_order


class PostingTerm(models.Model):
    """How long a round posts where the law sets no number of days."""

    round = models.OneToOneField(
        ReviewRound, on_delete=models.CASCADE, related_name="posting_term", verbose_name="Đợt xét tặng"
    )
    working_days = models.PositiveSmallIntegerField("Số ngày làm việc")
    ground = models.CharField("Căn cứ", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "Số ngày niêm yết của đợt"
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=60) & ~Q(ground=""),
                name="posting_term_grounded",
                violation_error_message="Niêm yết từ 1 đến 60 ngày làm việc, có ghi căn cứ.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.working_days} ngày làm việc"


class Posting(models.Model):
    """One list that hangs out for a number of working days. Rows are only ever added."""

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="postings")
    starts = models.DateField("Từ ngày")
    working_days = models.PositiveSmallIntegerField("Số ngày làm việc")
    ends = models.DateField("Đến hết ngày")
    ground = models.CharField("Căn cứ số ngày", max_length=300)
    place = models.CharField("Nơi niêm yết", max_length=300)
    media = models.CharField("Phương tiện thông tin", max_length=300, blank=True)
    warnings = models.JSONField("Điều chưa chắc về lịch nghỉ", default=list, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người niêm yết", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Niêm yết"
        ordering = ["-id"]
        constraints = [
            in_order("starts", "ends", "posting_dates_in_order", "Ngày kết thúc phải từ ngày bắt đầu."),
            models.CheckConstraint(
                condition=~Q(place=""),
                name="posting_has_place",
                violation_error_message="Ghi nơi niêm yết.",
            ),
        ]

    def __str__(self) -> str:
        return f"Niêm yết từ {self.starts:%d/%m/%Y} đến hết ngày {self.ends:%d/%m/%Y}"

    def runs_on(self, day: date) -> bool:
        """Whether the list hangs out on a day."""
        return self.starts <= day <= self.ends


class PostingLine(models.Model):
    """A proposal of a posting; one that must stay out names why. Rows are only ever added."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="posting_lines")
    exempt = models.CharField("Không niêm yết vì", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Dòng niêm yết"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "proposal"],
                name="posting_line_once",
                violation_error_message="Đề nghị này đã có trong danh sách niêm yết.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.posting}: {self.proposal}"


class Objection(models.Model):
    """What an officer objects to. Rows are only ever added; the hold that it opened says what was found."""

    line = models.ForeignKey(PostingLine, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField("Nội dung ý kiến", max_length=4000)
    evidence = models.CharField("Chứng cứ, tài liệu", max_length=500, blank=True)
    unnamed = models.BooleanField("Không cho đơn vị biết tên tôi", default=False)
    hold = models.OneToOneField(ProposalHold, on_delete=models.PROTECT, related_name="objection")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("Gửi lúc")
    by_name = models.CharField("Người gửi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Ý kiến khi niêm yết"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="objection_says_what",
                violation_error_message="Ghi rõ ý kiến: việc gì, khi nào, ở đâu.",
            )
        ]

    def __str__(self) -> str:
        return f"Ý kiến về {self.line.proposal}"

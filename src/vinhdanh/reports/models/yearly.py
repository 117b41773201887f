"""The year-end report of a unit: its editions, what people wrote in them, what they typed over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year
from vinhdanh.reports.types.yearly import ReportState


class YearReport(models.Model):
    """One edition of a unit's report of a year: a draft is counted anew each time, an issued one is kept."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="year_reports", verbose_name="Đơn vị"
    )
    year = models.PositiveSmallIntegerField("Năm")
    edition = models.PositiveSmallIntegerField("Bản thứ", default=1, editable=False)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False
    )
    number = models.CharField("Số, ký hiệu", max_length=60, blank=True)
    issued = models.DateField("Ngày ban hành", null=True, blank=True)
    signer = models.CharField("Người ký", max_length=200, blank=True)
    begun = models.DateTimeField("Bắt đầu soạn", editable=False)
    by_name = models.CharField("Người lập", max_length=200, editable=False)
    by_username = models.CharField(max_length=150, blank=True, editable=False)
    snapshot = models.JSONField("Nội dung khi ban hành", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Báo cáo tổng kết năm"
        ordering = ["-year", "unit__path", "-edition"]
        constraints = [
            sane_year("year_report_year"),
            one_of("state", ReportState, "year_report_state_known", "Tình trạng này không có."),
            models.UniqueConstraint(
                fields=["unit", "year", "edition"],
                name="year_report_edition_once",
                violation_error_message="Bản này của báo cáo đã có.",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state="draft"),
                name="year_report_one_draft",
                violation_error_message="Báo cáo năm này đang có một bản soạn dở.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(issued__isnull=False, snapshot__isnull=False),
                name="year_report_issued_whole",
                violation_error_message="Báo cáo ban hành phải có ngày và nội dung.",
            ),
        ]

    def __str__(self) -> str:
        again = f" (bản {self.edition})" if self.edition > 1 else ""
        return f"Báo cáo tổng kết năm {self.year}, {self.unit.name}{again}"

    @property
    def is_issued(self) -> bool:
        """Whether it stays as it is."""
        return self.state == ReportState.ISSUED


class ReportPassage(models.Model):
    """A text as it was written once; the newest row of a passage is the one that is read."""

    report = models.ForeignKey(YearReport, on_delete=models.PROTECT, related_name="passages")
    code = models.CharField("Đoạn", max_length=80)
    text = models.TextField("Nội dung", blank=True)
    at = models.DateTimeField("Viết lúc")
    by_name = models.CharField("Người viết", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Đoạn văn của báo cáo"
        ordering = ["id"]
        indexes = [models.Index(fields=["report", "code"], name="report_passage_code")]

    def __str__(self) -> str:
        return f"{self.code}, {self.report}"


class ReportTypedOver(models.Model):
    """A figure that somebody wrote by hand; one that was taken back stays as history."""

    report = models.ForeignKey(YearReport, on_delete=models.PROTECT, related_name="typed_over")
    key = models.CharField("Mã số liệu", max_length=160)
    label = models.CharField("Số liệu", max_length=300)
    value = models.CharField("Số ghi tay", max_length=160)
    counted = models.CharField("Số đếm khi đó", max_length=300)
    reason = models.CharField("Lý do", max_length=300)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)
    ended = models.DateTimeField("Thôi dùng lúc", null=True, blank=True, editable=False)
    ended_by = models.CharField("Người thôi dùng", max_length=200, blank=True, editable=False)
    ended_why = models.CharField("Lý do thôi dùng", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Số ghi tay trong báo cáo"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                condition=Q(ended__isnull=True),
                name="report_typed_over_once",
                violation_error_message="Số này đang có một số ghi tay.",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(value=""),
                name="report_typed_over_explained",
                violation_error_message="Số ghi tay phải có giá trị và lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

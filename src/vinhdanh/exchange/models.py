"""Files to be imported: what was decided about each, its preview, its plan, and what it wrote."""

from __future__ import annotations

from pathlib import PurePath
from secrets import token_hex

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.exchange.packages.models import (
    DataPackage,
    PackageConflict,
    PackageLog,
    ReceivedPackage,
    ReceivedSummary,
)
from vinhdanh.exchange.undone import Undoable, Worked
from vinhdanh.exchange.webhooks.models import WebhookDelivery, WebhookSubscription

__all__ = [
    "DataPackage",
    "Intake",
    "IntakePlan",
    "IntakeRow",
    "PackageConflict",
    "PackageLog",
    "ReadingChoice",
    "ReceivedPackage",
    "ReceivedSummary",
    "RememberedWord",
    "TextReading",
    "WebhookDelivery",
    "WebhookSubscription",
]


def private_path(intake: Intake, name: str) -> str:
    """A name that nobody can guess; nothing under it has an address."""
    return f"imports/{token_hex(16)}{PurePath(name).suffix.lower()[:5]}"


class Intake(Worked):
    """One file on its way into the records."""

    class State(models.TextChoices):
        OPENING = "opening", "Đang mở tệp"
        MAPPING = "mapping", "Chờ ghép cột"
        READING = "reading", "Đang đọc và so với sổ"
        PREVIEW = "preview", "Chờ ghi"
        APPLYING = "applying", "Đang ghi vào sổ"
        APPLIED = "applied", "Đã ghi vào sổ"
        UNDOING = "undoing", "Đang hoàn tác"
        UNDONE = "undone", "Đã hoàn tác"
        UNREADABLE = "unreadable", "Không đọc được"
        FAILED = "failed", "Không xong"

    BUSY = (State.OPENING, State.READING, State.APPLYING, State.UNDOING)

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="intakes",
        verbose_name="Người nhập",
    )
    by_name = models.CharField("Người nhập", max_length=200)
    office = models.CharField("Đơn vị nhập", max_length=40, blank=True)  # whose spellings apply
    name = models.CharField("Tên tệp", max_length=255)
    size = models.PositiveBigIntegerField("Dung lượng")
    digest = models.CharField("Mã băm của tệp", max_length=64)
    content = models.FileField("Tệp", upload_to=private_path, max_length=200)
    received = models.DateTimeField("Tải lên lúc", default=timezone.now)
    year = models.PositiveSmallIntegerField("Năm xét")

    state = models.CharField("Trạng thái", max_length=12, choices=State, default=State.OPENING)

    samples = models.JSONField("Dòng đầu các trang", default=list)  # of intake.mapping.Sample
    mapping = models.JSONField("Ghép cột", default=list)  # of intake.mapping.SheetMap
    decisions = models.JSONField("Đã quyết định", default=dict)  # intake.decisions.Decisions
    counts = models.JSONField("Số liệu", default=dict)  # intake.preview.Counts
    columns = models.JSONField("Cột hiện", default=list)  # per page: sheet, kind, columns, header row
    refusals = models.JSONField("Bị từ chối", default=list)  # sentence and rows
    effects = models.JSONField("Kết quả xét đổi", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Lần nhập"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "opening",
                        "mapping",
                        "reading",
                        "preview",
                        "applying",
                        "applied",
                        "undoing",
                        "undone",
                        "unreadable",
                        "failed",
                    ]
                ),
                name="intake_state_known",
                violation_error_message="Trạng thái này không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(applied__isnull=True, undone__isnull=True)
                | Q(applied__isnull=False, undone__isnull=True)
                | Q(undone__gte=F("applied")),
                name="intake_undone_after_applied",
                violation_error_message="Chỉ hoàn tác lần nhập đã ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IntakePlan(models.Model):
    """What an intake will write, and, once written, what it takes to undo it. Both packed."""

    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, primary_key=True, related_name="plan")
    content = models.BinaryField("Sẽ ghi")
    digest = models.CharField("Mã băm", max_length=64)
    written = models.BinaryField("Đã ghi", default=bytes)

    class Meta:
        verbose_name = verbose_name_plural = "Nội dung sẽ ghi"

    def __str__(self) -> str:
        return self.digest[:12]


class IntakeRow(models.Model):
    """One row of the preview. Made again whenever the file is read again."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()  # in the file, over all sheets
    sheet = models.PositiveSmallIntegerField()  # index in ``Intake.columns``
    number = models.PositiveIntegerField()  # of the row in its sheet
    marks = models.PositiveSmallIntegerField()  # what it holds, as bits: intake.preview
    bad_before = models.PositiveIntegerField()
    bad = models.PositiveSmallIntegerField()
    conflicts_before = models.PositiveIntegerField()
    conflicts = models.PositiveSmallIntegerField()
    cells = models.TextField()  # JSON

    class Meta:
        verbose_name = verbose_name_plural = "Dòng xem trước"
        ordering = ["intake", "position"]
        constraints = [models.UniqueConstraint(fields=["intake", "position"], name="intake_row_once")]

    def __str__(self) -> str:
        return f"{self.intake_id}: {self.number}"


class RememberedWord(models.Model):
    """A spelling that an office taught: of a value, a heading (``column``) or a sheet's name (``sheet``)."""

    office = models.CharField("Đơn vị", max_length=40, blank=True)
    kind = models.CharField("Bảng", max_length=40)
    folded = models.CharField(max_length=200, editable=False)
    written = models.CharField("Cách viết", max_length=200)
    code = models.CharField("Nghĩa là", max_length=60)
    by_name = models.CharField("Người dạy", max_length=200)
    at = models.DateTimeField("Lúc", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "Cách viết của đơn vị"
        ordering = ["kind", "written"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "folded"],
                condition=~Q(kind="column"),
                name="remembered_once",
                violation_error_message="Cách viết này đã nhớ.",
            ),
            models.UniqueConstraint(
                fields=["office", "folded", "code"],
                condition=Q(kind="column"),
                name="remembered_heading_once",
                violation_error_message="Tiêu đề này đã nhớ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written} → {self.code}"


class TextReading(Undoable):
    """A running text that was read, with what the reader found in it. ``unit``: whose year it tells of."""

    class State(models.TextChoices):
        NEW = "new", "Chưa ghi"
        TAKEN = "taken", "Đã ghi vào sổ"
        UNDONE = "undone", "Đã hoàn tác"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name="Người đọc",
    )
    by_name = models.CharField("Người đọc", max_length=200)
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, related_name="readings", verbose_name="Đơn vị"
    )
    year = models.PositiveSmallIntegerField("Năm")  # for what the text gives no year
    name = models.CharField("Tên văn bản", max_length=255)
    digest = models.CharField("Mã băm", max_length=64)  # of the file, or of the pasted text
    from_file = models.BooleanField("Từ tệp")
    text = models.TextField("Nội dung")
    found = models.JSONField("Đọc được")  # prose.export.as_json
    # Of a text that was read off a scan: its key among the scans, the mean over its words (0 to 100), and
    # the words to be looked at, each as prose.scans.Doubt has them.
    scan = models.CharField("Bản quét", max_length=32, blank=True, editable=False)
    confidence = models.FloatField("Độ tin cậy", null=True, blank=True, editable=False)
    doubtful = models.JSONField("Chữ chưa chắc", default=list, blank=True, editable=False)
    received = models.DateTimeField("Đọc lúc", default=timezone.now)
    state = models.CharField("Trạng thái", max_length=10, choices=State, default=State.NEW)
    since = models.PositiveBigIntegerField("Mục nhật ký cuối trước khi ghi", default=0)
    taken = models.DateTimeField("Ghi lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Văn bản đã đọc"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "taken", "undone"]),
                name="text_reading_state_known",
                violation_error_message="Trạng thái này không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1945) & Q(year__lte=2100),
                name="text_reading_year",
                violation_error_message="Năm phải từ 1945 đến 2100.",
            ),
            models.UniqueConstraint(
                fields=["scan"],
                condition=~Q(scan=""),
                name="text_reading_scan_once",
                violation_error_message="Bản quét này đã đọc: xem ở danh sách văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReadingChoice(models.Model):
    """What somebody chose about one item of a reading, and what was written for it."""

    class State(models.TextChoices):
        TAKEN = "taken", "Ghi như đề xuất"
        CHANGED = "changed", "Ghi, có sửa"
        LEFT = "left", "Không ghi"

    reading = models.ForeignKey(TextReading, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField("Loại mục", max_length=30)
    number = models.PositiveSmallIntegerField("Thứ tự")
    state = models.CharField("Đã chọn", max_length=10, choices=State)
    values = models.JSONField("Sẽ ghi", default=dict)  # field → what was typed
    records = models.JSONField("Bản ghi", default=list)  # [table, key, words] of each

    class Meta:
        verbose_name = verbose_name_plural = "Mục đã chọn"
        ordering = ["reading", "kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "kind", "number"], name="reading_choice_once"),
            models.CheckConstraint(
                condition=Q(state__in=["taken", "changed", "left"]),
                name="reading_choice_known",
                violation_error_message="Lựa chọn này không có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}"

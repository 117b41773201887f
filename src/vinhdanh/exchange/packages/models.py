"""Packages that were made, packages that were received, and what the latter brought beside records."""

from __future__ import annotations

from secrets import token_hex

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.exchange.undone import Worked
from vinhdanh.people.models.rules import in_order, one_of


def private_path(package: models.Model, name: str) -> str:
    """A name that nobody can guess; nothing under it has an address."""
    return f"packages/{token_hex(16)}.zip"


class DataPackage(models.Model):
    """A package made here: of which unit and years, how far its making is, and the file."""

    class State(models.TextChoices):
        MAKING = "making", "Đang lập"
        READY = "ready", "Đã lập"
        FAILED = "failed", "Không xong"

    unit_code = models.CharField("Mã đơn vị", max_length=40, blank=True)  # "": the whole agency
    unit_name = models.CharField("Đơn vị", max_length=200)
    first = models.PositiveSmallIntegerField("Từ năm")
    last = models.PositiveSmallIntegerField("Đến năm")
    with_documents = models.BooleanField("Kèm văn bản, tệp hồ sơ", default=False)
    personal = models.BooleanField("Kèm ngày sinh, CCCD, ngày vào Đảng, Đoàn", default=False)
    secrecy = models.CharField(
        "Người có độ mật", max_length=10, choices=SecrecyRule, default=SecrecyRule.LEFT_OUT
    )
    ground = models.CharField("Căn cứ, nơi nhận", max_length=300)
    state = models.CharField("Trạng thái", max_length=8, choices=State, default=State.MAKING)
    error = models.TextField("Vì sao không xong", blank=True)
    counts = models.JSONField("Số bản ghi", default=dict)
    left_out = models.JSONField("Để lại", default=list)  # table, reason, number
    content = models.FileField("Tệp", upload_to=private_path, max_length=200, blank=True)
    size = models.PositiveBigIntegerField("Dung lượng", default=0)
    digest = models.CharField("Mã băm SHA-256", max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField("Người lập", max_length=200)
    asked = models.DateTimeField("Yêu cầu lúc", default=timezone.now)
    made = models.DateTimeField("Lập xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Gói dữ liệu đã lập"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["making", "ready", "failed"]),
                name="package_state_known",
                violation_error_message="Trạng thái này không có.",
            ),
            one_of("secrecy", SecrecyRule, "package_secrecy_known", "Cách xử lý độ mật này không có."),
            in_order("first", "last", "package_years_in_order", "Năm đầu phải trước năm cuối."),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def years(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def file_name(self) -> str:
        """Under which it is saved: ``goi-PX01-2025-2026-7.zip``."""
        return f"goi-{self.unit_code or 'toan-co-quan'}-{self.first}-{self.last}-{self.pk}.zip"

    @property
    def records(self) -> int:
        return sum(number for name, number in self.counts.items() if name != "documents")


class ReceivedPackage(Worked):
    """A package from another installation, on its way into the records."""

    class State(models.TextChoices):
        CHECKING = "checking", "Đang kiểm tra và so với sổ"
        REFUSED = "refused", "Không dùng được"
        PREVIEW = "preview", "Chờ ghi"
        APPLYING = "applying", "Đang ghi vào sổ"
        APPLIED = "applied", "Đã ghi vào sổ"
        UNDOING = "undoing", "Đang hoàn tác"
        UNDONE = "undone", "Đã hoàn tác"
        FAILED = "failed", "Không xong"

    BUSY = (State.CHECKING, State.APPLYING, State.UNDOING)

    name = models.CharField("Tên tệp", max_length=255)
    size = models.PositiveBigIntegerField("Dung lượng")
    digest = models.CharField("Mã băm SHA-256", max_length=64)
    content = models.FileField("Tệp", upload_to=private_path, max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField("Người nhận", max_length=200)
    received = models.DateTimeField("Nhận lúc", default=timezone.now)
    state = models.CharField("Trạng thái", max_length=8, choices=State, default=State.CHECKING)
    manifest = models.JSONField("Bản kê của gói", default=dict)
    signature = models.CharField("Chữ ký", max_length=300, blank=True)  # what it is worth, in words
    problems = models.JSONField("Chỗ sai", default=list)
    counts = models.JSONField("So với sổ", default=dict)  # table -> new, same, conflict, here
    samples = models.JSONField("Vài dòng mới", default=dict)  # table -> rows in words

    class Meta:
        verbose_name = verbose_name_plural = "Gói dữ liệu đã nhận"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "checking",
                        "refused",
                        "preview",
                        "applying",
                        "applied",
                        "undoing",
                        "undone",
                        "failed",
                    ]
                ),
                name="received_package_state_known",
                violation_error_message="Trạng thái này không có.",
            ),
            models.CheckConstraint(
                condition=Q(undone__isnull=True) | Q(applied__isnull=False, undone__gte=F("applied")),
                name="received_package_undone_after",
                violation_error_message="Chỉ hoàn tác gói đã ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def new(self) -> int:
        return sum(one["new"] for one in self.counts.values())

    @property
    def conflicts(self) -> int:
        return sum(one["conflict"] for one in self.counts.values())


class PackageConflict(models.Model):
    """A row of a package that says otherwise than the register. ``take``: the package's word counts."""

    package = models.ForeignKey(ReceivedPackage, on_delete=models.CASCADE, related_name="differing")
    table = models.CharField(max_length=20)
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    fields = models.JSONField(default=list)  # column, label, the register's, the package's, whether takeable
    take = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "Chỗ gói khác sổ"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["package", "table", "line"], name="package_conflict_once")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.line}: {self.name}"

    @property
    def takeable(self) -> bool:
        """Whether the package's word can be taken for any column."""
        return any(one["takeable"] for one in self.fields)


class PackageLog(models.Model):
    """What a package wrote, packed, so that it can be taken back."""

    package = models.OneToOneField(
        ReceivedPackage, on_delete=models.CASCADE, primary_key=True, related_name="log"
    )
    written = models.BinaryField("Đã ghi")

    class Meta:
        verbose_name = verbose_name_plural = "Đã ghi từ gói"

    def __str__(self) -> str:
        return f"Đã ghi từ gói {self.package_id}"


class ReceivedSummary(models.Model):
    """A row of a summing-up table as another installation reported it. Handed on as it came."""

    table = models.CharField("Bảng", max_length=20)
    key = models.TextField("Khóa")  # as JSON
    unit_code = models.CharField("Đơn vị", max_length=40)
    year = models.PositiveSmallIntegerField("Năm")
    content = models.TextField("Nội dung")  # as JSON, in the columns' order

    class Meta:
        verbose_name = verbose_name_plural = "Số liệu nhận từ gói"
        ordering = ["table", "unit_code", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key"],
                name="received_summary_once",
                violation_error_message="Số liệu này đã nhận.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.key}"

"""Workbooks that an account brings to be judged without being recorded."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath
from secrets import token_hex

from django.conf import settings
from django.db import models
from django.utils import timezone

from vinhdanh.audit.types import register_verbs

register_verbs(
    "web",
    {
        "workbook_uploaded": "Tải tệp lên để xét",
        "workbook_judged": "Xét tệp",
        "workbook_deleted": "Xóa tệp đã tải lên",
    },
)

SILENCE = timedelta(seconds=90)  # a worker that is silent for so long was cut off


def private_path(workbook: Workbook, name: str) -> str:
    """A name that nobody can guess, in a folder of its owner; nothing under it has an address."""
    return f"workbooks/{workbook.owner_id}/{token_hex(16)}{PurePath(name).suffix.lower()[:5]}"


class Workbook(models.Model):
    """One file, seen by its owner only, with what was read from it and what came out."""

    class State(models.TextChoices):
        READING = "reading", "Đang đọc"
        READ = "read", "Đã đọc, chờ xét"
        UNREADABLE = "unreadable", "Không đọc được"
        JUDGING = "judging", "Đang xét"
        DONE = "done", "Đã xét"
        FAILED = "failed", "Không xong"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workbooks", verbose_name="Của"
    )
    name = models.CharField("Tên tệp", max_length=255)
    size = models.PositiveBigIntegerField("Dung lượng")
    uploaded = models.DateTimeField("Tải lên lúc", default=timezone.now)
    content = models.FileField("Tệp", upload_to=private_path, max_length=200)
    year = models.PositiveSmallIntegerField("Năm xét")
    law_date = models.DateField("Ngày áp dụng pháp luật", null=True, blank=True)
    members = models.CharField("Tập thể tính theo", max_length=10, default="verdicts")

    state = models.CharField("Trạng thái", max_length=12, choices=State, default=State.READING)
    step = models.CharField("Đang làm", max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    heard = models.DateTimeField("Nghe lần cuối", default=timezone.now)
    error = models.TextField("Vì sao không xong", blank=True)

    problems = models.JSONField("Chỗ phải xem lại", default=list)  # rows of exchange's Problem
    rows_read = models.JSONField("Số dòng đã đọc", default=dict)  # sheet → rows
    persons = models.PositiveIntegerField("Số người", default=0)
    units = models.PositiveIntegerField("Số tập thể", default=0)
    facts = models.BinaryField("Dữ kiện", default=bytes)  # packed, as in eligibility.snapshots
    result = models.FileField("Tệp kết quả", upload_to=private_path, max_length=200, blank=True)
    finished = models.DateTimeField("Xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Tệp để xét"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["reading", "read", "unreadable", "judging", "done", "failed"]),
                name="workbook_state_known",
                violation_error_message="Trạng thái này không có trong danh mục.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def busy(self) -> bool:
        """Whether a worker is at it."""
        working = self.state in (self.State.READING, self.State.JUDGING)
        return working and timezone.now() - self.heard <= SILENCE

    @property
    def cut_off(self) -> bool:
        """Whether its worker was stopped before the end, e.g. by a restart of the server."""
        return self.state in (self.State.READING, self.State.JUDGING) and not self.busy

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.total, 100) if self.total else 0

"""Runs: one judging of the whole force, frozen when it is finished."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.audit.types import register_verbs
from vinhdanh.engine.members import Source

register_verbs("eligibility", {"run_started": "Chạy xét điều kiện", "run_finished": "Xong lần xét điều kiện"})

# A run whose worker has not been heard of for so long was cut off, e.g. by a restart of the server.
SILENCE = timedelta(seconds=90)


class Snapshot(models.Model):
    """The facts that runs looked at, packed; runs on the same facts share one."""

    fingerprint = models.CharField("Mã băm dữ kiện", max_length=64, primary_key=True)
    content = models.BinaryField("Dữ kiện")

    class Meta:
        verbose_name = verbose_name_plural = "Dữ kiện đã chốt"

    def __str__(self) -> str:
        return self.fingerprint[:12]


class Run(models.Model):
    """One judging of every person and unit for one review year under the law of one day."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ bắt đầu"
        READING = "reading", "Đang đọc dữ kiện"
        JUDGING = "judging", "Đang xét"
        PLANNING = "planning", "Đang tính năm sớm nhất"
        SAVING = "saving", "Đang ghi kết quả"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không xong"

    class Members(models.TextChoices):
        VERDICTS = "verdicts", "kết quả xét của từng người"
        GRANTS = "grants", "danh hiệu đã có quyết định"

    year = models.PositiveSmallIntegerField("Năm xét")
    law_date = models.DateField("Ngày áp dụng pháp luật")
    members = models.CharField("Tập thể tính theo", max_length=10, choices=Members, default=Members.VERDICTS)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Người chạy",
    )
    by_name = models.CharField("Người chạy", max_length=200)
    created = models.DateTimeField("Lập lúc", default=timezone.now)

    state = models.CharField("Trạng thái", max_length=10, choices=State, default=State.WAITING)
    heard = models.DateTimeField("Nghe lần cuối", default=timezone.now)
    finished = models.DateTimeField("Xong lúc", null=True, blank=True)
    seconds = models.FloatField("Số giây", null=True, blank=True)
    error = models.TextField("Vì sao không xong", blank=True)

    persons = models.PositiveIntegerField("Số người", default=0)
    units = models.PositiveIntegerField("Số tập thể", default=0)
    households = models.PositiveIntegerField("Số hộ", default=0)
    journal_number = models.PositiveBigIntegerField("Mục nhật ký cuối lúc đọc", default=0)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name="Dữ kiện"
    )
    book_fingerprint = models.CharField("Mã băm bộ luật", max_length=64, blank=True)
    fingerprint = models.CharField("Mã băm kết quả", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Lần xét"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(members__in=["verdicts", "grants"]),
                name="run_members_known",
                violation_error_message="Chọn tập thể tính theo kết quả xét hay theo quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1980, year__lte=2043),
                name="run_year_sane",
                violation_error_message="Năm xét từ 1980 đến 2043.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | (
                    Q(finished__isnull=False, snapshot__isnull=False)
                    & ~Q(fingerprint="")
                    & ~Q(book_fingerprint="")
                ),
                name="run_done_is_whole",
                violation_error_message="Lần xét đã xong phải có đủ dữ kiện, bộ luật và kết quả.",
            ),
            models.CheckConstraint(
                condition=Q(finished__isnull=True) | Q(finished__gte=F("created")),
                name="run_times_in_order",
                violation_error_message="Giờ xong phải sau giờ bắt đầu.",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="run_state")]

    def __str__(self) -> str:
        return f"Xét năm {self.year}, lần {self.pk}"

    @property
    def open(self) -> bool:
        """Whether a worker is still at it."""
        return self.state not in (self.State.DONE, self.State.FAILED) and not self.silent

    @property
    def silent(self) -> bool:
        """Whether its worker was cut off before the end."""
        unfinished = self.state not in (self.State.DONE, self.State.FAILED)
        return unfinished and timezone.now() - self.heard > SILENCE

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps are behind it, and of how many."""
        order = [state.value for state in self.State if state != self.State.FAILED]
        return order.index(self.state) if self.state in order else 0, len(order) - 1

    @property
    def source(self) -> Source:
        """What a unit's members count with, as the engine calls it."""
        return "grants" if self.members == self.Members.GRANTS else "verdicts"


class RunResult(models.Model):
    """The answers of a finished run, as bytes. Never changed, never removed."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, primary_key=True, related_name="result")
    verdicts = models.BinaryField("Kết quả")  # Verdicts.to_bytes(), compressed
    earliest = models.BinaryField("Năm sớm nhất")  # int16, subject by subject, compressed

    class Meta:
        verbose_name = verbose_name_plural = "Kết quả lần xét"

    def __str__(self) -> str:
        return str(self.run)

"""Runs: one judging of the force, of a unit or of a round, frozen when it is finished."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.audit.types import register_verbs
from vinhdanh.engine.members import Source

register_verbs(
    "eligibility",
    {
        "run_started": "Chạy xét điều kiện",
        "run_finished": "Xong lần xét điều kiện",
        "run_checked": "Chạy lại và so một lần xét",
        "round_opened": "Lập đợt xét",
        "round_renamed": "Đổi tên đợt xét",
        "round_closed": "Đóng đợt xét",
        "round_reopened": "Mở lại đợt xét",
    },
)

# A run whose worker has not been heard of for so long was cut off, e.g. by a restart of the server.
SILENCE = timedelta(seconds=90)


class Snapshot(models.Model):
    """The facts that runs looked at, packed; runs on the same facts share one.

    With a ``base`` the content holds only the records that differ from it.
    """

    fingerprint = models.CharField("Mã băm dữ kiện", max_length=64, primary_key=True)
    content = models.BinaryField("Dữ kiện")
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Tính từ"
    )

    class Meta:
        verbose_name = verbose_name_plural = "Dữ kiện đã chốt"

    def __str__(self) -> str:
        return self.fingerprint[:12]


class Round(models.Model):
    """Titles and forms that are considered together, for one review year: «Đợt tổng kết năm 2025».

    Rows are only ever added: another name, closing and reopening are acts of their own.
    """

    name = models.CharField("Tên đợt", max_length=120)
    year = models.PositiveSmallIntegerField("Năm xét")
    lines = models.TextField("Danh hiệu, hình thức")  # ids of rule lines, one a row
    by_name = models.CharField("Người lập", max_length=200)
    created = models.DateTimeField("Lập lúc", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "Đợt xét"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "year"],
                name="round_named_once",
                violation_error_message="Năm này đã có đợt xét tên đó.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(lines=""),
                name="round_has_lines",
                violation_error_message="Đợt xét cần có tên và ít nhất một danh hiệu, hình thức.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called}, năm {self.year}"

    @property
    def called(self) -> str:
        """The name that it has now."""
        renamed = [act.name for act in self.acts.all() if act.act == RoundAct.Act.RENAMED]
        return renamed[-1] if renamed else self.name

    @property
    def closed(self) -> datetime | None:
        """When it was closed; None while runs may be started in it."""
        ends = [act for act in self.acts.all() if act.act != RoundAct.Act.RENAMED]
        return ends[-1].at if ends and ends[-1].act == RoundAct.Act.CLOSED else None

    @property
    def line_ids(self) -> list[str]:
        return self.lines.split()


class RoundAct(models.Model):
    """What was done to a round afterwards. Rows are only ever added; the newest of a kind holds."""

    class Act(models.TextChoices):
        RENAMED = "renamed", "Đổi tên"
        CLOSED = "closed", "Đóng"
        REOPENED = "reopened", "Mở lại"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="acts", verbose_name="Đợt xét")
    act = models.CharField("Việc", max_length=10, choices=Act)
    name = models.CharField("Tên mới", max_length=120, blank=True)
    why = models.CharField("Lý do", max_length=300, blank=True)
    by_name = models.CharField("Người ghi", max_length=200)
    at = models.DateTimeField("Lúc", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của đợt xét"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(act="renamed") & ~Q(name="")) | (Q(act__in=["closed", "reopened"]) & Q(name="")),
                name="round_act_named",
                violation_error_message="Đổi tên thì ghi tên mới; việc khác không ghi tên.",
            ),
            models.CheckConstraint(
                condition=~Q(act="reopened") | ~Q(why=""),
                name="round_reopened_with_reason",
                violation_error_message="Ghi lý do mở lại đợt xét.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.round}"


class Run(models.Model):
    """One judging for one review year under the law of one day: of everybody, or of a part."""

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

    # Null where there is none: a guarded table takes such columns without being built anew.
    unit_code = models.CharField("Chỉ đơn vị", max_length=40, null=True, blank=True)
    unit_name = models.CharField("Tên đơn vị", max_length=200, null=True, blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name="Đợt xét"
    )
    overlay = models.CharField("Quy chế của cơ quan", max_length=80, null=True, blank=True)
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="So với lần"
    )
    rejudged = models.PositiveIntegerField("Số đối tượng xét lại", null=True, blank=True)
    rules = models.TextField("Quy tắc đã dùng", null=True, blank=True)  # one version a row

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
    def of_force(self) -> bool:
        """Whether everybody was judged on everything, so that all pages may show it."""
        return not self.unit_code and self.round_id is None

    @property
    def whom(self) -> str:
        """Whom it is about, in words."""
        parts = [self.unit_name or "", self.round.name if self.round else ""]
        return ", ".join(part for part in parts if part) or "Cả lực lượng"

    @property
    def rule_versions(self) -> list[tuple[str, str, str]]:
        """Every rule that was in force: line, article of its text, hash of the article's file."""
        rows = (version.partition("@") for version in (self.rules or "").splitlines())
        return [(line, *text.partition("#")[::2]) for line, _, text in rows]

    @property
    def source(self) -> Source:
        """What a unit's members count with, as the engine calls it."""
        return "grants" if self.members == self.Members.GRANTS else "verdicts"


class RunResult(models.Model):
    """The answers of a finished run, as bytes. Never changed, never removed."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, primary_key=True, related_name="result")
    verdicts = models.BinaryField("Kết quả")  # Verdicts.to_bytes(), compressed
    earliest = models.BinaryField("Năm sớm nhất")  # int16, subject by subject, compressed
    steps = models.BinaryField(
        "Còn thiếu một bước", null=True
    )  # engine.OneStep, subject by subject, compressed

    class Meta:
        verbose_name = verbose_name_plural = "Kết quả lần xét"

    def __str__(self) -> str:
        return str(self.run)


class RunChange(models.Model):
    """A verdict that differs from the run before, with the records that made the difference."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="changes")
    subject = models.CharField("Số hiệu, mã", max_length=64)
    line = models.CharField("Danh hiệu, hình thức", max_length=64)
    before = models.PositiveSmallIntegerField("Trước", null=True)  # engine.Verdict; null: was not judged
    after = models.PositiveSmallIntegerField("Sau")
    causes = models.TextField("Vì")  # JSON: [[id of a record, number of its journal entry or null], …]
    more = models.PositiveIntegerField("Số dữ kiện khác", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "Kết quả đổi"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["run", "subject"], name="run_change_subject"),
            models.Index(fields=["run", "line"], name="run_change_line"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.line}, lần {self.run_id}"


class RunCheck(models.Model):
    """A finished run judged anew from its frozen facts, and whether the bytes are the same."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="checks")
    at = models.DateTimeField("Lúc", default=timezone.now)
    by_name = models.CharField("Người chạy", max_length=200)
    same = models.BooleanField("Đúng kết quả đã chốt")
    fingerprint = models.CharField("Mã băm kết quả chạy lại", max_length=64)
    seconds = models.FloatField("Số giây")

    class Meta:
        verbose_name = verbose_name_plural = "Lần chạy lại và so"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.run}: {'đúng' if self.same else 'khác'}"


class RunComparison(models.Model):
    """The same facts under another text, judged once in the run so that lists of differences open at once."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="comparisons")
    text = models.CharField("Văn bản", max_length=80)  # key of selectors.texts.Text
    book_fingerprint = models.CharField("Mã băm bộ luật", max_length=64)
    verdicts = models.BinaryField("Kết quả")  # statuses, then those before deferral, compressed

    class Meta:
        verbose_name = verbose_name_plural = "Kết quả theo văn bản khác"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "text"],
                name="run_comparison_once",
                violation_error_message="Văn bản này đã so với lần xét đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.text}"

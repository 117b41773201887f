"""Dates that a unit writes itself, what each account was reminded of, and its calendar feed."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from vinhdanh.access.models import Account
from vinhdanh.movements.types.calendar import OWN_KINDS, EntryKind
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order

FURTHEST = 60  # days ahead of a date that somebody may be reminded
OFFSETS = [7, 1, 0]  # days ahead, until the account says otherwise


class CalendarEntryQuerySet(models.QuerySet["CalendarEntry"]):
    def standing(self) -> Self:
        return self.filter(cancelled__isnull=True)

    def between(self, first: date, last: date) -> Self:
        """Those that touch a span of days."""
        return self.filter(Q(until__gte=first) | Q(until__isnull=True, on__gte=first), on__lte=last)


class CalendarEntry(models.Model):
    """A date of a unit, for itself and everybody below it."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="calendar_entries", verbose_name="Đơn vị"
    )
    kind = models.CharField("Loại", max_length=20, choices=[(one.value, one.label) for one in OWN_KINDS])
    title = models.CharField("Việc", max_length=200, error_messages={"blank": "Ghi việc gì."})
    on = models.DateField("Ngày")
    until = models.DateField("Đến ngày", null=True, blank=True)
    note = models.TextField("Ghi chú", max_length=2000, blank=True)
    remind = models.PositiveSmallIntegerField(
        "Nhắc trước (ngày)",
        null=True,
        blank=True,
        validators=[MaxValueValidator(FURTHEST, f"Nhắc trước không quá {FURTHEST} ngày.")],
    )
    # Its words may be read on the page only; mails and telephones get the kind and the day.
    inside = models.BooleanField("Nội bộ", default=False)
    done = models.DateField("Xong ngày", null=True, blank=True, editable=False)
    by_name = models.CharField("Người ghi", max_length=200, editable=False)
    changed = models.DateTimeField("Sửa lúc", auto_now=True)
    cancelled = models.DateTimeField("Hủy lúc", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("Lý do hủy", max_length=300, blank=True, editable=False)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Việc trong lịch"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in OWN_KINDS]),
                name="calendar_kind_known",
                violation_error_message="Loại việc này không có.",
            ),
            in_order("on", "until", "calendar_dates_in_order", "Ngày cuối phải sau ngày đầu."),
            models.CheckConstraint(
                condition=Q(cancelled__isnull=True, cancel_reason="")
                | (Q(cancelled__isnull=False) & ~Q(cancel_reason="")),
                name="calendar_cancelled_why",
                violation_error_message="Hủy thì ghi lý do.",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="calendar_on")]

    def __str__(self) -> str:
        return f"{self.title} ({self.on:%d/%m/%Y})"


class ReminderSettings(models.Model):
    """How an account wants to be reminded. Without a row: everything, in the program only."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="reminder_settings")
    muted = models.JSONField("Loại việc không nhắc", default=list, blank=True)
    offsets = models.JSONField("Nhắc trước (ngày)", default=list)
    by_email = models.BooleanField("Gửi cả thư điện tử", default=False)
    email = models.EmailField("Địa chỉ thư", blank=True)
    mailed_on = models.DateField("Gửi thư ngày", null=True, blank=True, editable=False)
    mail_problem = models.CharField("Lỗi gửi thư", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Cách nhắc việc"
        constraints = [
            models.CheckConstraint(
                condition=Q(by_email=False) | ~Q(email=""),
                name="reminder_mail_needs_address",
                violation_error_message="Ghi địa chỉ thư, hoặc bỏ chọn gửi thư điện tử.",
            )
        ]

    def __str__(self) -> str:
        return f"Cách nhắc việc của {self.account}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def live(self, today: date) -> Self:
        """Those that still stand and are not put off to another day."""
        return self.filter(
            Q(snoozed_to__isnull=True) | Q(snoozed_to__lte=today), withdrawn=False, replaced=False
        )


class Reminder(models.Model):
    """That an account is told of a date so many days ahead: once, whoever makes it and however often."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reminders")
    key = models.CharField("Mã việc", max_length=120)
    days = models.PositiveSmallIntegerField("Nhắc trước (ngày)")
    due = models.DateField("Ngày")
    kind = models.CharField("Loại", max_length=20, choices=EntryKind)
    title = models.CharField("Việc", max_length=300)
    outward = models.CharField("Việc, trong thư", max_length=300)
    href = models.CharField("Trang", max_length=300)
    made = models.DateTimeField("Nhắc lúc")
    read = models.DateTimeField("Đọc lúc", null=True, blank=True)
    snoozed_to = models.DateField("Nhắc lại ngày", null=True, blank=True)
    mailed = models.DateTimeField("Gửi thư lúc", null=True, blank=True)
    withdrawn = models.BooleanField(default=False)  # the date is gone, or no longer the account's to see
    replaced = models.BooleanField(default=False)  # a later reminder of the same date has come

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Nhắc việc"
        ordering = ["due", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key", "days"], name="reminder_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.due:%d/%m/%Y})"


class CalendarFeed(models.Model):
    """The secret address under which a calendar program reads an account's dates."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField("Mã băm", max_length=64, unique=True, editable=False)  # SHA-256 of the token
    made = models.DateTimeField("Lập lúc")
    fetched = models.DateTimeField("Đọc lần cuối", null=True, blank=True)
    # Key of an entry → its digest, when it last changed, how often: what LAST-MODIFIED and SEQUENCE say.
    seen = models.JSONField(default=dict, blank=True)
    changed = models.DateTimeField("Đổi lần cuối")

    class Meta:
        verbose_name = verbose_name_plural = "Liên kết lịch"

    def __str__(self) -> str:
        return f"Liên kết lịch của {self.account}"

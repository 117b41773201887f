"""People going from one unit to another: asked by the one, answered by the other."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.people.models.persons import Absence, Person, Post
from vinhdanh.people.models.rules import in_order, one_of
from vinhdanh.people.models.units import Unit
from vinhdanh.people.types import TransferKind, TransferState


class TransferQuerySet(models.QuerySet["Transfer"]):
    def pending(self) -> Self:
        """Requests that nobody has answered yet."""
        return self.filter(state=TransferState.REQUESTED)

    def seconded(self, day: date) -> Self:
        """Secondments that run on a day."""
        return self.filter(
            kind=TransferKind.SECONDMENT, state=TransferState.ACCEPTED, start__lte=day, end__gte=day
        )


class Transfer(models.Model):
    """A request to move a person, and the answer. Accepted, it has written his posts."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="transfers", verbose_name="Cán bộ"
    )
    kind = models.CharField("Hình thức", max_length=20, choices=TransferKind)
    from_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="transfers_out", verbose_name="Đơn vị đi"
    )
    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="transfers_in", verbose_name="Đơn vị đến"
    )
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày", null=True, blank=True)  # of a secondment: its last day
    title = models.CharField("Chức vụ mới", max_length=200, blank=True)
    grade = models.CharField("Nhóm chức vụ mới", max_length=40, blank=True)
    leads = models.BooleanField("Chỉ huy đơn vị mới", default=False)
    reason = models.CharField("Lý do", max_length=300)
    number = models.CharField("Số quyết định", max_length=100, blank=True)
    requested_by = models.CharField("Người đề nghị", max_length=200)
    requested_account = models.CharField("Tài khoản đề nghị", max_length=60, blank=True)
    requested_at = models.DateTimeField("Đề nghị lúc")
    state = models.CharField(
        "Tình trạng", max_length=20, choices=TransferState, default=TransferState.REQUESTED
    )
    answered_by = models.CharField("Người trả lời", max_length=200, blank=True)
    answered_at = models.DateTimeField("Trả lời lúc", null=True, blank=True)
    answer = models.CharField("Nội dung trả lời", max_length=300, blank=True)
    post = models.OneToOneField(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfer",
        verbose_name="Chức vụ đã ghi",
    )
    absence = models.OneToOneField(
        Absence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfer",
        verbose_name="Thời gian biệt phái đã ghi",
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Điều động, biệt phái"
        ordering = ["-requested_at", "-id"]
        constraints = [
            one_of("kind", TransferKind, "transfer_kind_known", "Hình thức này không có trong danh mục."),
            one_of("state", TransferState, "transfer_state_known", "Tình trạng này không có trong danh mục."),
            in_order("start", "end", "transfer_dates_in_order", "Ngày kết thúc phải sau ngày bắt đầu."),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")),
                name="transfer_two_units",
                violation_error_message="Đơn vị đến phải khác đơn vị đi.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TransferKind.SECONDMENT) | Q(end__isnull=False),
                name="transfer_secondment_ends",
                violation_error_message="Biệt phái phải có ngày kết thúc.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TransferKind.TRANSFER) | Q(end__isnull=True),
                name="transfer_for_good",
                violation_error_message="Điều động không có ngày kết thúc; có thời hạn thì ghi là biệt phái.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="transfer_has_reason",
                violation_error_message="Ghi rõ lý do.",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransferState.REFUSED) | ~Q(answer=""),
                name="transfer_refusal_has_reason",
                violation_error_message="Không tiếp nhận thì ghi rõ lý do.",
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.ACCEPTED, post__isnull=False)
                | ~Q(state=TransferState.ACCEPTED) & Q(post__isnull=True),
                name="transfer_accepted_has_post",
                violation_error_message="Đã tiếp nhận thì phải ghi chức vụ ở đơn vị mới.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=TransferState.REQUESTED),
                name="transfer_one_pending",
                violation_error_message="Cán bộ này đang có một đề nghị điều động, biệt phái chưa trả lời.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}: {self.from_unit} → {self.to_unit}"

"""Artefacts (hiện vật khen thưởng): stock, every change of it, and each piece that was issued."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Grant
from vinhdanh.decisions.types.artefacts import LIVE, ArtefactKind, IssueState, StockAct
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of

_LIVE = [state.value for state in LIVE]


class ArtefactNeed(models.Model):
    """Which artefact the unit hands over with an honour, for decisions from a day on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="artefact_needs")
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    kind = models.CharField("Hiện vật", max_length=12, choices=ArtefactKind)
    since = models.DateField("Quyết định từ ngày")

    class Meta:
        verbose_name = verbose_name_plural = "Hiện vật kèm theo"
        ordering = ["id"]
        constraints = [
            one_of("kind", ArtefactKind, "artefact_need_kind_known", "Hiện vật này không có."),
            models.UniqueConstraint(
                fields=["unit", "honour", "kind"],
                name="artefact_need_once",
                violation_error_message="Danh hiệu, hình thức này đã khai hiện vật đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour}: {self.get_kind_display()}"


class Stock(models.Model):
    """How many pieces of a kind a unit has; its entries say how it came to that."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stocks", verbose_name="Đơn vị")
    kind = models.CharField("Hiện vật", max_length=12, choices=ArtefactKind)
    count = models.PositiveIntegerField("Còn", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "Kho hiện vật"
        ordering = ["id"]
        constraints = [
            one_of("kind", ArtefactKind, "stock_kind_known", "Hiện vật này không có."),
            models.UniqueConstraint(fields=["unit", "kind"], name="stock_once"),
            models.CheckConstraint(
                condition=Q(count__gte=0),
                name="stock_not_below_nothing",
                violation_error_message="Kho không đủ hiện vật.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"


class ArtefactIssue(models.Model):
    """One piece that belongs to one honour, from the stock to its recipient and perhaps back."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="artefacts", verbose_name="Đơn vị")
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="artefacts", verbose_name="Lượt khen"
    )
    kind = models.CharField("Hiện vật", max_length=12, choices=ArtefactKind)
    serial = models.CharField("Số hiệu hiện vật", max_length=60, blank=True)  # a frame has none
    state = models.CharField(
        "Tình trạng", max_length=10, choices=IssueState, default=IssueState.READY, editable=False
    )
    issued = models.DateField("Ngày cấp")
    printed = models.DateField("Ngày in", null=True, blank=True)
    handed = models.DateField("Ngày trao", null=True, blank=True)
    receiver = models.CharField("Người nhận", max_length=200, blank=True)
    substitute = models.BooleanField("Nhận thay", default=False)
    ceremony = models.CharField("Lễ trao", max_length=200, blank=True)
    ended = models.DateField("Ngày hỏng, mất, thu về", null=True, blank=True)
    minutes = models.CharField("Biên bản", max_length=200, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        verbose_name = verbose_name_plural = "Hiện vật đã cấp"
        ordering = ["id"]
        constraints = [
            one_of("kind", ArtefactKind, "artefact_kind_known", "Hiện vật này không có."),
            one_of("state", IssueState, "artefact_state_known", "Tình trạng này không có."),
            in_order("issued", "handed", "artefact_days", "Ngày trao không trước ngày cấp."),
            models.UniqueConstraint(
                fields=["unit", "kind", "serial"],
                condition=~Q(serial=""),
                name="artefact_serial_once",
                violation_error_message="Số hiệu hiện vật này đã dùng.",
            ),
            models.UniqueConstraint(
                fields=["grant", "kind"],
                condition=Q(state__in=_LIVE),
                name="artefact_once_a_grant",
                violation_error_message="Lượt khen này đã có hiện vật đó.",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed") | Q(handed__isnull=False) & ~Q(receiver=""),
                name="artefact_receipt",
                violation_error_message="Đã trao thì có ngày trao, người nhận.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_LIVE) | Q(ended__isnull=False) & ~Q(minutes=""),
                name="artefact_end_on_paper",
                violation_error_message="Hỏng, mất, thu về thì có ngày và biên bản.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="artefact_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.serial}".strip()


class StockEntry(models.Model):
    """A change of a stock. Rows are only ever added."""

    stock = models.ForeignKey(Stock, on_delete=models.PROTECT, related_name="entries")
    act = models.CharField("Việc", max_length=12, choices=StockAct)
    change = models.IntegerField("Tăng, giảm")
    left = models.PositiveIntegerField("Còn lại")
    on = models.DateField("Ngày")
    document = models.CharField("Chứng từ, biên bản", max_length=200, blank=True)
    why = models.CharField("Lý do", max_length=300, blank=True)
    issue = models.ForeignKey(
        ArtefactIssue, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Sổ hiện vật"
        ordering = ["id"]
        constraints = [one_of("act", StockAct, "stock_act_known", "Việc này không có.")]
        indexes = [models.Index(fields=["stock", "id"], name="stock_entry_order")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.change:+d}: {self.stock}"

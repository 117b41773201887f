"""The fund (quỹ thi đua, khen thưởng): its ledger, lists of payments, and what is expected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.types.fund import EntryKind, PaymentState, Purse
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year


class Fund(models.Model):
    """The fund of a unit in a year. What is in it is told by its entries alone."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="funds", verbose_name="Đơn vị")
    year = models.PositiveSmallIntegerField("Năm")
    name = models.CharField("Tên quỹ", max_length=160)
    sources = models.CharField("Nguồn hình thành", max_length=300)
    closed = models.DateField("Ngày kết chuyển", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Quỹ khen thưởng"
        ordering = ["-year", "unit__path", "id"]
        constraints = [
            sane_year("fund_year"),
            models.UniqueConstraint(
                fields=["unit", "year", "name"],
                name="fund_named_once",
                violation_error_message="Đơn vị đã có quỹ tên đó trong năm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} năm {self.year}"


class FundLevel(models.Model):
    """Honours of which level the fund pays for, and by which paper."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="levels")
    level = models.CharField("Cấp tặng", max_length=20, choices=GivenBy)
    ground = models.CharField("Căn cứ", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "Cấp tặng do quỹ chi"
        ordering = ["id"]
        constraints = [
            one_of("level", GivenBy, "fund_level_known", "Cấp tặng này không có trong danh mục."),
            models.UniqueConstraint(
                fields=["fund", "level"],
                name="fund_level_once",
                violation_error_message="Cấp tặng này đã khai ở quỹ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}, {self.fund}"


class Payment(models.Model):
    """A line of a decision's payment list: reward money for one honour, paid once."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="payments", verbose_name="Quỹ")
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="payments", verbose_name="Lượt khen"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="payments", verbose_name="Quyết định"
    )
    amount = models.PositiveBigIntegerField("Số tiền (đồng)")
    state = models.CharField(
        "Tình trạng", max_length=10, choices=PaymentState, default=PaymentState.LISTED, editable=False
    )
    received = models.DateField("Ngày nhận", null=True, blank=True)
    receiver = models.CharField("Người nhận", max_length=200, blank=True)
    substitute = models.BooleanField("Nhận thay", default=False)
    why = models.CharField("Lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Chi thưởng"
        ordering = ["id"]
        constraints = [
            one_of("state", PaymentState, "payment_state_known", "Tình trạng này không có."),
            models.UniqueConstraint(
                fields=["grant"],
                condition=~Q(state="cancelled"),
                name="payment_once_a_grant",
                violation_error_message="Lượt khen này đã có trong một danh sách chi thưởng.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payment_of_something",
                violation_error_message="Số tiền phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received__isnull=False) & ~Q(receiver=""),
                name="payment_receipt",
                violation_error_message="Đã nhận thì có ngày nhận, người nhận.",
            ),
        ]
        indexes = [models.Index(fields=["fund", "decision"], name="payment_list")]

    def __str__(self) -> str:
        return f"Chi thưởng: {self.grant}"


class FundEntry(models.Model):
    """A line of the ledger, in đồng: more than nothing comes in, less goes out. Rows are only ever added."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries", verbose_name="Quỹ")
    kind = models.CharField("Loại", max_length=12, choices=EntryKind)
    purse = models.CharField("Phần quỹ", max_length=10, choices=Purse)
    amount = models.BigIntegerField("Số tiền (đồng)")
    on = models.DateField("Ngày")
    words = models.CharField("Nội dung", max_length=300)
    document = models.CharField("Chứng từ", max_length=200, blank=True)
    base = models.PositiveBigIntegerField("Tính trên (đồng)", null=True, blank=True)  # of a share
    ground = models.CharField("Căn cứ", max_length=300, blank=True)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    # The other side of what was set aside: money goes from one part of the fund to the other.
    pair = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="paired")
    why = models.CharField("Lý do", max_length=300, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Sổ quỹ khen thưởng"
        ordering = ["id"]
        constraints = [
            one_of("kind", EntryKind, "fund_entry_kind_known", "Loại này không có."),
            one_of("purse", Purse, "fund_entry_purse_known", "Phần quỹ này không có."),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="fund_entry_of_something",
                violation_error_message="Số tiền phải khác 0.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="correction") | Q(corrects__isnull=False) & ~Q(why=""),
                name="fund_correction_explained",
                violation_error_message="Đính chính thì ghi dòng được đính chính và lý do.",
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(kind="reward"),
                name="fund_pays_once",
                violation_error_message="Khoản này đã chi.",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(corrects__isnull=False),
                name="fund_corrected_once",
                violation_error_message="Dòng này đã đính chính.",
            ),
            models.UniqueConstraint(
                fields=["fund", "purse"],
                condition=Q(kind="carried_out"),
                name="fund_carried_once",
                violation_error_message="Quỹ đã kết chuyển.",
            ),
        ]
        indexes = [models.Index(fields=["fund", "purse"], name="fund_entry_purse")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"


class ForecastLine(models.Model):
    """Money that the office expects to spend, beside what proposals and decisions show by themselves."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="forecast", verbose_name="Quỹ")
    words = models.CharField("Nội dung dự kiến", max_length=300)
    amount = models.PositiveBigIntegerField("Số tiền (đồng)")
    dropped = models.DateField("Ngày bỏ", null=True, blank=True, editable=False)
    why = models.CharField("Lý do bỏ", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Khoản dự kiến chi"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.words

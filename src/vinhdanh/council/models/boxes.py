"""Ballot boxes: who votes on what, one sealed content, and after closing slips, totals and receipts.

No table holds a ballot. While a box is open its ballots are one encrypted text (``content``), rewritten as a
whole by every cast; after closing there are slips that belong to an item and to nobody.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vinhdanh.council.types.boxes import BoxPurpose, BoxState, BoxWay, Choice
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of


class BallotBox(models.Model):
    """A vote: opened, cast into, closed and counted once."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="ballot_boxes", verbose_name="Đơn vị"
    )
    title = models.CharField("Tên", max_length=200)
    place = models.CharField("Phiên họp", max_length=200, blank=True)
    purpose = models.CharField("Dùng cho", max_length=10, choices=BoxPurpose, default=BoxPurpose.COUNCIL)
    way = models.CharField("Cách bỏ phiếu", max_length=10, choices=BoxWay, default=BoxWay.SCREEN)
    about = models.CharField("Về", max_length=60, blank=True)  # cluster_year:4/DVTT
    state = models.CharField("Tình trạng", max_length=10, choices=BoxState, default=BoxState.OPEN)
    members = models.PositiveSmallIntegerField("Tổng số thành viên")  # what shares are counted on
    # Of paper, which nobody's account puts in: how many were there. No more sheets are handed out.
    attending = models.PositiveSmallIntegerField("Số người có mặt", null=True, blank=True)
    opened = models.DateTimeField("Mở lúc")
    closes = models.DateTimeField("Mở đến", null=True, blank=True)  # paper has no clock
    closed = models.DateTimeField("Đóng lúc", null=True, blank=True)
    opened_by = models.CharField("Người mở", max_length=200)
    closed_by = models.CharField("Người đóng", max_length=200, blank=True)
    why = models.TextField("Lý do đóng sớm, hủy", blank=True)
    # Random; also the name of the file that keeps the outer key. Empty for paper.
    name = models.CharField(max_length=32, blank=True)
    public = models.BinaryField(default=bytes)
    # Emptied when the box is closed.
    locked = models.BinaryField(default=bytes)
    salts = models.BinaryField(default=bytes)
    rounds = models.PositiveIntegerField(default=0)
    memory = models.PositiveBigIntegerField(default=0)
    content = models.BinaryField(default=bytes)
    casts = models.PositiveSmallIntegerField("Số phiếu", default=0)
    digest = models.CharField("Mã băm kết quả", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Hòm phiếu"
        ordering = ["-opened", "-id"]
        constraints = [
            one_of("state", BoxState, "ballot_box_state_known", "Tình trạng này không có."),
            one_of("way", BoxWay, "ballot_box_way_known", "Cách bỏ phiếu này không có."),
            one_of("purpose", BoxPurpose, "ballot_box_purpose_known", "Loại hòm phiếu này không có."),
            in_order("opened", "closes", "ballot_box_times", "Giờ đóng phải sau giờ mở."),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="ballot_box_titled",
                violation_error_message="Ghi tên hòm phiếu.",
            ),
            models.CheckConstraint(
                condition=Q(members__gt=0),
                name="ballot_box_members",
                violation_error_message="Tổng số thành viên phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(state=BoxState.OPEN) | Q(content=b"", locked=b"", salts=b""),
                name="ballot_box_emptied",
                violation_error_message="Hòm đã đóng thì không còn phiếu niêm phong và khóa.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sheets(self) -> int:
        """The most sheets that are handed out: one for each who is there; for each member where none says."""
        return self.members if self.attending is None else self.attending


class BallotItem(models.Model):
    """What a box is voted on."""

    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("Mục")
    ref = models.CharField("Về", max_length=60)
    label = models.CharField("Người, tập thể", max_length=200)
    sub = models.CharField("Mô tả", max_length=400, blank=True)
    needed = models.PositiveSmallIntegerField("Số phiếu cần")
    able = models.PositiveSmallIntegerField("Số người có mặt được bỏ phiếu", null=True, blank=True)  # paper

    class Meta:
        verbose_name = verbose_name_plural = "Mục bỏ phiếu"
        ordering = ["box", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "ref"],
                name="ballot_item_once",
                violation_error_message="Mục này đã có trong hòm phiếu.",
            ),
            models.UniqueConstraint(
                fields=["box", "position"],
                name="ballot_item_position",
                violation_error_message="Số thứ tự này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.label}"

    @property
    def rank(self) -> str:
        """The first line of ``sub``: rank and unit."""
        return self.sub.partition("\n")[0]

    @property
    def deeds(self) -> str:
        """What ``sub`` says besides."""
        return self.sub.partition("\n")[2]

    @property
    def proposal(self) -> str:
        """The key of the proposal that it is about; empty where it is about something else."""
        kind, _, key = self.ref.partition(":")
        return key if kind == "proposal" else ""


class BallotVoter(models.Model):
    """Who may put a ballot in, on which items he does not vote, whether he has; not when, not what."""

    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="voters")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="Tài khoản"
    )
    name = models.CharField("Họ tên", max_length=200)
    refused = models.JSONField("Mục không bỏ phiếu", default=dict, blank=True)  # ref → why not
    voted = models.BooleanField("Đã bỏ phiếu", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "Người bỏ phiếu"
        ordering = ["box", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "account"],
                name="ballot_voter_once",
                violation_error_message="Người này đã có trong danh sách bỏ phiếu.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BallotTeller(models.Model):
    """Who types the paper ballots of a box in."""

    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="tellers")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="Tài khoản"
    )

    class Meta:
        verbose_name = verbose_name_plural = "Người nhập phiếu giấy"
        ordering = ["box", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "account"],
                name="ballot_teller_once",
                violation_error_message="Người này đã có trong danh sách nhập phiếu.",
            )
        ]

    def __str__(self) -> str:
        return str(self.account)


class BallotSlip(models.Model):
    """One choice on one item, torn from its ballot; written at closing, in an order that says nothing."""

    item = models.ForeignKey(BallotItem, on_delete=models.PROTECT, related_name="slips")
    choice = models.PositiveSmallIntegerField("Ý kiến", choices=Choice)

    class Meta:
        verbose_name = verbose_name_plural = "Phiếu rời"
        ordering = ["id"]
        constraints = [one_of("choice", Choice, "ballot_slip_choice_known", "Ý kiến này không có.")]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_choice_display()}"


class BallotTotal(models.Model):
    """The count of an item."""

    item = models.OneToOneField(BallotItem, on_delete=models.PROTECT, related_name="total")
    in_favour = models.PositiveSmallIntegerField("Đồng ý")
    against = models.PositiveSmallIntegerField("Không đồng ý")
    blank = models.PositiveSmallIntegerField("Để trắng")

    class Meta:
        verbose_name = verbose_name_plural = "Kết quả kiểm phiếu"
        ordering = ["item"]

    def __str__(self) -> str:
        return f"{self.item}: {self.in_favour}"


class BallotReceipt(models.Model):
    """What is published of a receipt, apart from any choice."""

    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="receipts")
    mark = models.CharField("Dấu của mã đối chiếu", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "Mã đối chiếu"
        ordering = ["box", "mark"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "mark"],
                name="ballot_receipt_once",
                violation_error_message="Mã đối chiếu này đã có.",
            )
        ]

    def __str__(self) -> str:
        return self.mark


class BallotTyping(models.Model):
    """Paper ballots as one person typed them in. Two people who agree make the result."""

    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="typings")
    attempt = models.PositiveSmallIntegerField("Lần")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="Tài khoản"
    )
    by_name = models.CharField("Người nhập", max_length=200)
    at = models.DateTimeField("Lúc")
    handed_out = models.PositiveSmallIntegerField("Số phiếu phát ra")
    returned = models.PositiveSmallIntegerField("Số phiếu thu về")
    valid = models.PositiveSmallIntegerField("Số phiếu hợp lệ")
    invalid = models.PositiveSmallIntegerField("Số phiếu không hợp lệ")
    counts = models.JSONField("Số phiếu từng mục")  # ref → in favour, against, blank

    class Meta:
        verbose_name = verbose_name_plural = "Lần nhập phiếu giấy"
        ordering = ["box", "attempt", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "attempt", "account"],
                name="ballot_typing_once",
                violation_error_message="Đồng chí đã nhập lần này; người thứ hai nhập tiếp.",
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("handed_out")),
                name="ballot_typing_returned",
                violation_error_message="Số phiếu thu về không nhiều hơn số phát ra.",
            ),
            models.CheckConstraint(
                condition=Q(returned=F("valid") + F("invalid")),
                name="ballot_typing_adds_up",
                violation_error_message="Phiếu hợp lệ và không hợp lệ cộng lại phải bằng số thu về.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}, lần {self.attempt}"

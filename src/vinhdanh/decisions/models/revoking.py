"""Revoking and re-issue: a case, the honours in it, what comes back, and what rested on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Decision, Grant
from vinhdanh.decisions.models.artefacts import ArtefactIssue
from vinhdanh.decisions.models.fund import FundEntry
from vinhdanh.decisions.models.numbers import DecisionNumber
from vinhdanh.decisions.types.revoking import ANEW, CaseAct, CaseKind, CaseState, FollowState, Held
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of


class RevocationCase(models.Model):
    """One matter from the proposal to the last piece that came back."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="revocations", verbose_name="Cơ quan"
    )
    kind = models.CharField("Loại", max_length=10, choices=CaseKind)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=CaseState, default=CaseState.PROPOSED, editable=False
    )
    ground = models.CharField("Căn cứ", max_length=30)  # of the law files, or of ``AnewGround``
    ground_words = models.CharField("Nội dung căn cứ", max_length=400)
    cite = models.CharField("Điều khoản", max_length=200, blank=True)
    account = models.TextField("Sự việc, chứng cứ")
    document = models.CharField("Văn bản đề nghị", max_length=200, blank=True)
    proposer = models.CharField("Người, cơ quan đề nghị", max_length=200)
    proposed = models.DateField("Ngày đề nghị")
    findings = models.TextField("Kết quả xác minh", blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name="Quyết định",
    )
    decided = models.DateField("Có hiệu lực từ", null=True, blank=True)
    number = models.OneToOneField(
        DecisionNumber,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revocation",
        verbose_name="Số quyết định giữ trong sổ",
    )
    folded = models.CharField(max_length=600, editable=False)  # recipients and their codes, for search

    class Meta:
        verbose_name = verbose_name_plural = "Thu hồi, cấp lại"
        ordering = ["-id"]
        constraints = [
            one_of("kind", CaseKind, "revocation_kind_known", "Loại này không có."),
            one_of("state", CaseState, "revocation_state_known", "Tình trạng này không có."),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="revocation_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, vụ số {self.pk}"

    @property
    def anew(self) -> bool:
        """Whether a piece is issued anew and the honour stands."""
        return self.kind in ANEW


class RevokedGrant(models.Model):
    """An honour in a case, and what has to come back of it."""

    case = models.ForeignKey(RevocationCase, on_delete=models.PROTECT, related_name="lines")
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="revocations", verbose_name="Lượt khen"
    )
    open = models.BooleanField(default=True, editable=False)  # the case is not closed
    money = models.PositiveBigIntegerField("Tiền phải hoàn trả (đồng)", default=0)
    money_by = models.DateField("Hạn hoàn trả", null=True, blank=True)
    artefacts = models.CharField("Hiện vật phải thu", max_length=200, blank=True)
    held = models.CharField(
        "Tình trạng hiện vật", max_length=10, choices=Held, default=Held.NONE, editable=False
    )
    held_on = models.DateField("Ngày thu, ngày lập biên bản", null=True, blank=True)
    minutes = models.CharField("Biên bản", max_length=200, blank=True)
    anew = models.ForeignKey(
        ArtefactIssue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Hiện vật mới",
    )

    class Meta:
        verbose_name = verbose_name_plural = "Lượt khen trong vụ"
        ordering = ["id"]
        constraints = [
            one_of("held", Held, "revoked_held_known", "Tình trạng này không có."),
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(open=True),
                name="revocation_one_open",
                violation_error_message="Lượt khen này đang ở một vụ khác chưa xong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant}, vụ số {self.case_id}"


class MoneyReturn(models.Model):
    """Reward money that was given back. Rows are only ever added."""

    line = models.ForeignKey(RevokedGrant, on_delete=models.PROTECT, related_name="returns")
    amount = models.PositiveBigIntegerField("Số tiền (đồng)")
    on = models.DateField("Ngày nộp")
    receipt = models.CharField("Chứng từ", max_length=200)
    entry = models.ForeignKey(
        FundEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="returns"
    )
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Tiền hoàn trả"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="money_return_of_something")]

    def __str__(self) -> str:
        return f"{self.amount}: {self.line}"


class FollowUp(models.Model):
    """A later honour that was given and would not be met without the one that fell (xem xét hủy)."""

    line = models.ForeignKey(RevokedGrant, on_delete=models.PROTECT, related_name="follow_ups")
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="follow_ups", verbose_name="Lượt khen"
    )
    before = models.SmallIntegerField("Đang là")  # engine.Verdict
    after = models.SmallIntegerField("Sẽ là")
    state = models.CharField("Kết quả", max_length=10, choices=FollowState, default=FollowState.WAITING)
    why = models.CharField("Lý do", max_length=500, blank=True)
    answered = models.DateField("Ngày trả lời", null=True, blank=True)
    by_name = models.CharField("Người trả lời", max_length=200, blank=True)
    case = models.ForeignKey(
        RevocationCase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="came_from",
        verbose_name="Vụ mới",
    )

    class Meta:
        verbose_name = verbose_name_plural = "Xem xét lượt dựa trên"
        ordering = ["id"]
        constraints = [
            one_of("state", FollowState, "follow_up_state_known", "Kết quả này không có."),
            models.UniqueConstraint(fields=["line", "grant"], name="follow_up_once"),
            models.CheckConstraint(
                condition=~Q(state="kept") | ~Q(why=""),
                name="follow_up_explained",
                violation_error_message="Giữ nguyên thì ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"Xem xét: {self.grant}"


class RevocationEvent(models.Model):
    """A step of a case. Rows are only ever added."""

    case = models.ForeignKey(RevocationCase, on_delete=models.PROTECT, related_name="events")
    act = models.CharField("Việc", max_length=10, choices=CaseAct)
    note = models.TextField("Nội dung", blank=True)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người làm", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Diễn biến vụ thu hồi"
        ordering = ["id"]
        constraints = [one_of("act", CaseAct, "revocation_act_known", "Việc này không có.")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}, vụ số {self.case_id}"

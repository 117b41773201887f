"""Councils and who sits in them, from which day until which day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vinhdanh.council.types.councils import ALONE, CouncilKind, Seat
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.models.rules import in_order, one_of, sane_year

_ALONE = [seat.value for seat in ALONE]


class Council(models.Model):
    """A council of a unit for a year, with the decision that set it up and its own rules (quy chế).

    Every rule that the law leaves to the council stands here beside the text that it comes from; none has a
    default.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="councils", verbose_name="Cơ quan, đơn vị"
    )
    year = models.PositiveSmallIntegerField("Năm")
    kind = models.CharField("Loại Hội đồng", max_length=10, choices=CouncilKind, default=CouncilKind.REWARD)
    name = models.CharField("Tên Hội đồng", max_length=200)
    number = models.CharField("Số quyết định thành lập", max_length=60)
    decided = models.DateField("Ngày quyết định")
    authority = models.CharField("Người quyết định", max_length=200)
    standing_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Cơ quan thường trực",
    )
    # Who must be present, a share of all members: «2/3», «80%».
    quorum = models.CharField("Số người dự tối thiểu", max_length=10, blank=True)
    quorum_ground = models.CharField("Căn cứ số người dự tối thiểu", max_length=300, blank=True)
    # More than half of all members, where neither the law nor the round asks for a share.
    majority = models.BooleanField("Quá nửa tổng số thành viên", default=False)
    majority_ground = models.CharField("Căn cứ quá nửa", max_length=300, blank=True)
    # Whether the written opinion of who is absent is counted with the ballots.
    written_counts = models.BooleanField("Ý kiến bằng văn bản tính là phiếu", default=False)
    written_ground = models.CharField("Căn cứ tính ý kiến bằng văn bản", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Hội đồng"
        ordering = ["-year", "unit__path", "kind"]
        constraints = [
            one_of("kind", CouncilKind, "council_kind_known", "Loại Hội đồng này không có trong danh mục."),
            sane_year("council_year"),
            models.UniqueConstraint(
                fields=["unit", "year", "kind"],
                name="council_once",
                violation_error_message="Đơn vị đã có Hội đồng loại này trong năm.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{rule: off}) | ~Q(**{ground: ""}),
                    name=f"council_{rule}_grounded",
                    violation_error_message=f"{said}: ghi căn cứ trong quy chế.",
                )
                for rule, off, ground, said in (
                    ("quorum", "", "quorum_ground", "Số người dự tối thiểu"),
                    ("majority", False, "majority_ground", "Quá nửa tổng số thành viên"),
                    ("written_counts", False, "written_ground", "Tính ý kiến bằng văn bản"),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} năm {self.year}"


class CouncilMemberQuerySet(models.QuerySet["CouncilMember"]):
    def on(self, day: date) -> Self:
        """Members in force on a day."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)


class CouncilMember(models.Model):
    """A seat in the council and who holds it. ``end`` is the last day."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="members", verbose_name="Hội đồng"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="Cán bộ"
    )
    # For who has no file here: somebody of another agency.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="Tài khoản",
    )
    name = models.CharField("Cấp bậc, họ tên", max_length=160)  # as in the decision
    post = models.CharField("Chức vụ", max_length=200, blank=True)
    seat = models.CharField("Vai trò", max_length=10, choices=Seat, default=Seat.MEMBER)
    standing = models.BooleanField("Ủy viên thường trực", default=False)
    start = models.DateField("Từ ngày")
    end = models.DateField("Đến ngày", null=True, blank=True)
    end_why = models.CharField("Lý do thôi, thay", max_length=300, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="Người thay",
    )

    objects = CouncilMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Thành viên Hội đồng"
        ordering = ["council", "id"]
        constraints = [
            one_of("seat", Seat, "council_seat_known", "Vai trò này không có trong danh mục."),
            in_order("start", "end", "council_member_dates", "Ngày thôi phải sau ngày tham gia."),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(account__isnull=False),
                name="council_member_known",
                violation_error_message="Chọn cán bộ, hoặc tài khoản của người ngoài cơ quan.",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | ~Q(end_why=""),
                name="council_member_end_why",
                violation_error_message="Ghi lý do thôi, thay thành viên.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="council_member_replaced_by_other",
                violation_error_message="Người thay phải là người khác.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["council", column],
                    condition=Q(end__isnull=True) & Q(**{f"{column}__isnull": False}),
                    name=f"council_{column}_once",
                    violation_error_message="Người này đang là thành viên Hội đồng.",
                )
                for column in ("person", "account")
            ),
            models.UniqueConstraint(
                fields=["council", "seat"],
                condition=Q(end__isnull=True, seat__in=_ALONE),
                name="council_seat_alone",
                violation_error_message="Hội đồng đang có người giữ vai trò này: thay người đó trước.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_words(self) -> str:
        """«Giám đốc, Chủ tịch Hội đồng»."""
        seat = f"{self.get_seat_display()}{' thường trực' if self.standing else ''}"
        return f"{self.post}, {seat}" if self.post else seat

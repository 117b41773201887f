"""Meetings: agenda, attendance, who does not vote on what, votes, and the opinions of the council."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from vinhdanh.awards.types import GivenBy
from vinhdanh.council.models.boxes import BallotBox
from vinhdanh.council.models.councils import Council, CouncilMember
from vinhdanh.council.types.meetings import (
    Choice,
    Ground,
    ItemState,
    MeetingState,
    OpinionKind,
    Presence,
    RecusalKind,
    VoteWay,
)
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.people.models.rules import one_of


class CouncilMeeting(models.Model):
    """A session of the council about one round."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="meetings", verbose_name="Hội đồng"
    )
    round = models.ForeignKey(
        ReviewRound, on_delete=models.PROTECT, related_name="meetings", verbose_name="Đợt xét tặng"
    )
    starts = models.DateTimeField("Thời gian họp")
    place = models.CharField("Địa điểm", max_length=200)
    invitation = models.CharField("Số giấy mời", max_length=60, blank=True)
    chair = models.ForeignKey(
        CouncilMember, on_delete=models.PROTECT, related_name="+", verbose_name="Người chủ trì"
    )
    secretary = models.ForeignKey(
        CouncilMember, on_delete=models.PROTECT, related_name="+", verbose_name="Thư ký phiên họp"
    )
    state = models.CharField(
        "Tình trạng", max_length=10, choices=MeetingState, default=MeetingState.PLANNED, editable=False
    )
    opened = models.DateTimeField("Khai mạc lúc", null=True, blank=True, editable=False)
    ended = models.DateTimeField("Kết thúc lúc", null=True, blank=True, editable=False)
    remarks = models.TextField("Nội dung thảo luận", blank=True)
    conclusion = models.TextField("Kết luận của người chủ trì", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Phiên họp Hội đồng"
        ordering = ["-starts", "-id"]
        constraints = [
            one_of("state", MeetingState, "council_meeting_state_known", "Tình trạng này không có."),
        ]

    def __str__(self) -> str:
        return f"Phiên họp {self.starts:%d/%m/%Y}, {self.council}"


class Attendance(models.Model):
    """A member of the whole council on the day of the meeting, present or not. They are the denominator."""

    meeting = models.ForeignKey(
        CouncilMeeting, on_delete=models.CASCADE, related_name="attendances", verbose_name="Phiên họp"
    )
    member = models.ForeignKey(
        CouncilMember, on_delete=models.PROTECT, related_name="attendances", verbose_name="Thành viên"
    )
    presence = models.CharField("Có mặt", max_length=10, choices=Presence, default=Presence.INVITED)
    reason = models.CharField("Lý do vắng", max_length=300, blank=True)
    # Paper by which an absent member gives his opinion.
    written_number = models.CharField("Số văn bản ý kiến", max_length=60, blank=True)
    written_day = models.DateField("Ngày văn bản ý kiến", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Điểm danh"
        ordering = ["id"]
        constraints = [
            one_of("presence", Presence, "council_presence_known", "Tình trạng này không có."),
            models.UniqueConstraint(
                fields=["meeting", "member"],
                name="council_attendance_once",
                violation_error_message="Thành viên này đã có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=~Q(presence=Presence.ABSENT) | ~Q(reason=""),
                name="council_absence_reason",
                violation_error_message="Ghi lý do vắng.",
            ),
            models.CheckConstraint(
                condition=Q(written_number="") | Q(presence=Presence.ABSENT, written_day__isnull=False),
                name="council_written_absent",
                violation_error_message="Ý kiến bằng văn bản là của người vắng, có số và ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_presence_display().lower()}"


class AgendaItem(models.Model):
    """An honour of the agenda with everyone who is proposed for it."""

    meeting = models.ForeignKey(
        CouncilMeeting, on_delete=models.CASCADE, related_name="items", verbose_name="Phiên họp"
    )
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    level = models.CharField("Cấp tặng", max_length=20, choices=GivenBy)
    position = models.PositiveSmallIntegerField("Thứ tự")
    way = models.CharField("Cách biểu quyết", max_length=10, choices=VoteWay)
    needed = models.PositiveSmallIntegerField("Số phiếu cần", null=True, blank=True)
    of = models.CharField("Phép tính", max_length=200, blank=True)  # the arithmetic in words
    ground = models.CharField("Nguồn", max_length=10, choices=Ground, blank=True)
    citation = models.CharField("Căn cứ", max_length=300, blank=True)
    note = models.TextField("Lưu ý", blank=True)
    verified = models.CharField(max_length=10, blank=True, editable=False)  # how the law's text was verified
    verified_to = models.DateField(null=True, blank=True, editable=False)
    law_day = models.DateField("Ngày áp dụng luật", null=True, blank=True, editable=False)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=ItemState, default=ItemState.WAITING, editable=False
    )
    box = models.OneToOneField(
        BallotBox,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="Hòm phiếu",
    )
    members = models.PositiveSmallIntegerField("Tổng số thành viên", null=True, blank=True, editable=False)
    present = models.PositiveSmallIntegerField("Có mặt lúc biểu quyết", null=True, blank=True, editable=False)
    written_counts = models.BooleanField("Ý kiến bằng văn bản tính là phiếu", default=False, editable=False)
    counted = models.DateTimeField("Có kết quả lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Mục chương trình họp"
        ordering = ["meeting", "position", "id"]
        constraints = [
            one_of("way", VoteWay, "agenda_way_known", "Cách biểu quyết này không có."),
            one_of("state", ItemState, "agenda_state_known", "Tình trạng này không có."),
            one_of("ground", Ground, "agenda_ground_known", "Nguồn này không có.", blank=True),
            one_of("level", GivenBy, "agenda_level_known", "Cấp tặng này không có trong danh mục."),
            models.UniqueConstraint(
                fields=["meeting", "honour"],
                name="agenda_honour_once",
                violation_error_message="Danh hiệu, hình thức này đã có trong chương trình.",
            ),
            models.CheckConstraint(
                condition=Q(needed__isnull=True) | (Q(needed__gt=0) & ~Q(citation="")),
                name="agenda_needed_grounded",
                violation_error_message="Số phiếu cần phải có căn cứ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour}, {self.meeting}"


class AgendaLineQuerySet(models.QuerySet["AgendaLine"]):
    def to_vote(self) -> Self:
        """Lines that the council votes on, not set aside by an opinion or because the dossier has gone."""
        return self.filter(aside="")


class AgendaLine(models.Model):
    """A proposal on the agenda and what the council said of it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="lines", verbose_name="Mục")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="agenda_lines", verbose_name="Đề nghị"
    )
    position = models.PositiveSmallIntegerField("Thứ tự đề nghị")
    # Still before the council: no other meeting may take it up.
    open = models.BooleanField(default=True, editable=False)
    aside = models.CharField("Không đưa ra biểu quyết", max_length=300, blank=True, editable=False)
    votes_for = models.PositiveSmallIntegerField("Đồng ý", null=True, editable=False)
    votes_against = models.PositiveSmallIntegerField("Không đồng ý", null=True, editable=False)
    votes_blank = models.PositiveSmallIntegerField("Không có ý kiến", null=True, editable=False)
    written_for = models.PositiveSmallIntegerField("Đồng ý bằng văn bản", default=0, editable=False)
    written_against = models.PositiveSmallIntegerField("Không đồng ý bằng văn bản", default=0, editable=False)
    passed = models.BooleanField("Đủ phiếu", null=True, editable=False)
    applied = models.DateTimeField("Chuyển kết quả lúc", null=True, editable=False)

    objects = AgendaLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Đề nghị trong chương trình họp"
        ordering = ["item", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(open=True),
                name="agenda_line_once",
                violation_error_message="Hồ sơ này đang ở chương trình của một phiên họp khác.",
            ),
            models.CheckConstraint(
                condition=Q(passed__isnull=True) | Q(votes_for__isnull=False),
                name="agenda_line_counted",
                violation_error_message="Kết quả phải có số phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}"

    @property
    def key(self) -> str:
        """Its key as text, for the names of fields."""
        return str(self.pk)

    @property
    def total_for(self) -> int:
        """Votes in favour, with the written ones where the council's rules count them."""
        return (self.votes_for or 0) + (self.written_for if self.item.written_counts else 0)

    @property
    def missing(self) -> int:
        """How many votes it lacks."""
        return max((self.item.needed or 0) - self.total_for, 0)


class Recusal(models.Model):
    """A member who does not vote on a proposal. The denominator stays all members."""

    line = models.ForeignKey(
        AgendaLine, on_delete=models.CASCADE, related_name="recusals", verbose_name="Đề nghị"
    )
    member = models.ForeignKey(
        CouncilMember, on_delete=models.PROTECT, related_name="recusals", verbose_name="Thành viên"
    )
    kind = models.CharField("Lý do", max_length=10, choices=RecusalKind)
    ground = models.CharField("Nội dung, căn cứ", max_length=300, blank=True)
    by_name = models.CharField("Người ghi", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Không tham gia bỏ phiếu"
        ordering = ["line", "id"]
        constraints = [
            one_of("kind", RecusalKind, "recusal_kind_known", "Lý do này không có."),
            models.UniqueConstraint(
                fields=["line", "member"],
                name="recusal_once",
                violation_error_message="Thành viên này đã ghi không tham gia bỏ phiếu cho đề nghị đó.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[RecusalKind.SUBJECT, RecusalKind.HEAD]) | ~Q(ground=""),
                name="recusal_declared_grounded",
                violation_error_message="Ghi quan hệ hoặc lý do không tham gia bỏ phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display().lower()}"


class WrittenVote(models.Model):
    """What an absent member says in writing of one proposal. It is signed, so it is no secret."""

    attendance = models.ForeignKey(
        Attendance, on_delete=models.CASCADE, related_name="votes", verbose_name="Người vắng"
    )
    line = models.ForeignKey(
        AgendaLine, on_delete=models.CASCADE, related_name="written_votes", verbose_name="Đề nghị"
    )
    choice = models.CharField("Ý kiến", max_length=10, choices=Choice)

    class Meta:
        verbose_name = verbose_name_plural = "Ý kiến bằng văn bản"
        ordering = ["id"]
        constraints = [
            one_of("choice", Choice, "written_choice_known", "Ý kiến này không có."),
            models.UniqueConstraint(
                fields=["attendance", "line"],
                name="written_vote_once",
                violation_error_message="Người này đã có ý kiến về đề nghị đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance.member}: {self.get_choice_display().lower()}"


class CouncilOpinion(models.Model):
    """What the council says of a proposal besides its vote. Rows are only ever added."""

    line = models.ForeignKey(
        AgendaLine, on_delete=models.PROTECT, related_name="opinions", verbose_name="Đề nghị"
    )
    kind = models.CharField("Ý kiến", max_length=10, choices=OpinionKind)
    text = models.CharField("Nội dung", max_length=1000)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Ý kiến Hội đồng"
        ordering = ["id"]
        constraints = [one_of("kind", OpinionKind, "council_opinion_known", "Loại ý kiến này không có.")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"

"""Meetings, what was directed or concluded at them, and everything that was done about it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from vinhdanh.movements.following import FINAL, OPEN, OWED
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind, Stage
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year


class Meeting(models.Model):
    """A conference, briefing or meeting of a unit.

    ``year`` is the year for which it gives work: the report of that year answers its directives. A conference
    of December that reviews 2025 and launches 2026 gives work for 2026.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="meetings", verbose_name="Đơn vị tổ chức"
    )
    kind = models.CharField("Loại", max_length=20, choices=MeetingKind)
    name = models.CharField("Tên hội nghị, cuộc họp", max_length=300)
    on = models.DateField("Ngày họp")
    year = models.PositiveSmallIntegerField("Giao việc cho năm")
    place = models.CharField("Địa điểm", max_length=200, blank=True)
    document = models.CharField("Số thông báo, biên bản", max_length=120, blank=True)
    chair = models.CharField("Người chủ trì", max_length=200)
    attended = models.PositiveIntegerField("Số người dự", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Hội nghị, cuộc họp"
        ordering = ["-on", "-id"]
        constraints = [
            one_of("kind", MeetingKind, "meeting_kind_known", "Loại hội nghị này không có."),
            sane_year("meeting_year"),
            models.UniqueConstraint(
                fields=["unit", "on", "name"],
                name="meeting_once_a_day",
                violation_error_message="Đơn vị đã ghi hội nghị cùng tên trong ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.on:%d/%m/%Y}"


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def owed(self) -> Self:
        """Those that the owner unit still has to report."""
        return self.filter(stage__in=OWED)

    def open(self) -> Self:
        """Those about which somebody still has to do something."""
        return self.filter(stage__in=OPEN)


class Directive(models.Model):
    """One line of what was directed or concluded, given to one owner unit.

    ``issuer`` is the unit whose leader gave it and whose head confirms it: the meeting's unit, or one above
    when its leader spoke there. A part passed on hangs on ``parent`` and is issued by the parent's owner.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="directives", verbose_name="Hội nghị, cuộc họp"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="Tách từ việc",
        editable=False,
    )
    kind = models.CharField("Loại", max_length=20, choices=DirectiveKind)
    order = models.PositiveSmallIntegerField("Thứ tự", editable=False)
    issuer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="directives_issued", verbose_name="Bên giao"
    )
    giver = models.CharField("Người chỉ đạo", max_length=200)
    giver_post = models.CharField("Chức vụ", max_length=200, blank=True)
    text = models.TextField("Nguyên văn", max_length=4000)
    task = models.CharField("Việc phải làm", max_length=300)
    owner = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="directives_owned", verbose_name="Đơn vị chủ trì"
    )
    owner_person = models.CharField("Người phụ trách", max_length=200, blank=True)
    coordinating = models.ManyToManyField(
        Unit, related_name="directives_shared", blank=True, verbose_name="Đơn vị phối hợp"
    )
    deadline = models.DateField("Hạn", null=True, blank=True)  # none: thường xuyên
    basis = models.CharField("Văn bản làm căn cứ", max_length=200, blank=True)
    stage = models.CharField("Tình trạng", max_length=20, choices=Stage, default=Stage.GIVEN, editable=False)
    reported_on = models.DateField("Ngày báo cáo hoàn thành", null=True, blank=True, editable=False)
    folded = models.TextField(editable=False)  # for search without marks; kept by services

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ đạo, kết luận"
        ordering = ["meeting", "order", "id"]
        indexes = [models.Index(fields=["stage", "deadline"], name="directive_stage_deadline")]
        constraints = [
            one_of("kind", DirectiveKind, "directive_kind_known", "Loại chỉ đạo này không có."),
            one_of("stage", Stage, "directive_stage_known", "Tình trạng này không có."),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="directive_not_its_own_part",
                violation_error_message="Việc không tách từ chính nó.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.REPORTED, Stage.CONFIRMED], reported_on__isnull=False)
                | (~Q(stage__in=[Stage.REPORTED, Stage.CONFIRMED]) & Q(reported_on__isnull=True)),
                name="directive_reported_on",
                violation_error_message="Việc đã báo cáo hoàn thành thì có ngày báo cáo.",
            ),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def is_open(self) -> bool:
        return self.stage not in FINAL

    @property
    def deadline_words(self) -> str:
        return f"{self.deadline:%d/%m/%Y}" if self.deadline else "thường xuyên"

    @property
    def said_by(self) -> str:
        """The giver with his post."""
        return f"{self.giver}, {self.giver_post}" if self.giver_post else self.giver

    def fold_words(self) -> None:
        """Keep what the search looks in."""
        self.folded = fold(f"{self.task} {self.text} {self.giver} {self.owner_person} {self.basis}")


class DirectiveAct(models.Model):
    """What was reported, confirmed, returned, extended or cancelled. Rows are only ever added."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="acts")
    move = models.CharField("Việc", max_length=20)
    stage = models.CharField("Sau đó", max_length=20, choices=Stage)
    on = models.DateField("Ngày")
    text = models.TextField("Nội dung", blank=True)
    percent = models.PositiveSmallIntegerField("Phần trăm", null=True, blank=True)
    evidence = models.CharField("Minh chứng", max_length=500, blank=True)
    until = models.DateField("Hạn mới", null=True, blank=True)
    before = models.DateField("Hạn cũ", null=True, blank=True)
    agreed_by = models.CharField("Người đồng ý", max_length=200, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Diễn biến của chỉ đạo"
        ordering = ["directive", "id"]
        constraints = [
            one_of("stage", Stage, "directive_act_stage_known", "Tình trạng này không có."),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="directive_act_percent",
                violation_error_message="Phần trăm từ 0 đến 100.",
            ),
            models.CheckConstraint(
                condition=Q(move="extend", until__isnull=False) | (~Q(move="extend") & Q(until__isnull=True)),
                name="directive_act_extended_until",
                violation_error_message="Gia hạn thì ghi hạn mới.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.on:%d/%m/%Y}"

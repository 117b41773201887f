"""Complaints about proposals, decisions, honours and rounds; letter and sender are kept apart."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.decisions.types.complaints import OPEN, ComplaintAct, ComplaintKind, ComplaintState, Finding
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.models.rules import one_of, one_subject, sane_year

Matter = Proposal | Decision | Grant | ReviewRound


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def open(self) -> Self:
        """Somebody still has to do something: a conclusion that found nothing has nothing to carry out."""
        settled = Q(state=ComplaintState.CONCLUDED, finding=Finding.REJECTED)
        return self.filter(state__in=OPEN).exclude(settled)

    def late(self, today: date) -> Self:
        """Open, and past the term."""
        return self.open().filter(due__lt=today)


class Complaint(models.Model):
    """A khiếu nại, tố cáo or kiến nghị about one matter of commendation."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="complaints", verbose_name="Cơ quan giải quyết"
    )
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveIntegerField("Số đơn", editable=False)  # of the agency's year
    kind = models.CharField("Loại đơn", max_length=12, choices=ComplaintKind)
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="Về đề nghị",
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="Về quyết định",
    )
    grant = models.ForeignKey(
        Grant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="Về lượt khen",
    )
    round = models.ForeignKey(
        ReviewRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="Về đợt xét tặng",
    )
    received = models.DateField("Ngày nhận")
    document = models.CharField("Đơn, công văn chuyển đơn", max_length=200, blank=True)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=ComplaintState, default=ComplaintState.FILED, editable=False
    )
    due = models.DateField("Thời hạn", null=True, blank=True, editable=False)
    due_ground = models.CharField("Căn cứ thời hạn", max_length=300, blank=True, editable=False)
    verifier = models.CharField("Người, tổ xác minh", max_length=200, blank=True, editable=False)
    verifier_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Tài khoản người xác minh",
        editable=False,
    )
    finding = models.CharField("Kết luận", max_length=10, choices=Finding, blank=True, editable=False)
    conclusion = models.CharField("Văn bản kết luận", max_length=200, blank=True, editable=False)
    conclusion_text = models.TextField("Nội dung kết luận", blank=True, editable=False)
    # What the hold on the proposal is called where holds are kept; empty where none was opened.
    hold = models.CharField(max_length=40, blank=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Đơn thư về khen thưởng"
        ordering = ["-year", "-number"]
        constraints = [
            one_of("kind", ComplaintKind, "complaint_kind_known", "Loại đơn này không có."),
            one_of("state", ComplaintState, "complaint_state_known", "Tình trạng này không có."),
            one_of("finding", Finding, "complaint_finding_known", "Kết luận này không có.", blank=True),
            one_subject("proposal", "decision", "grant", "round", name="complaint_about_one"),
            sane_year("complaint_year"),
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                name="complaint_numbered_once",
                violation_error_message="Số đơn này đã cấp trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | ~Q(due_ground=""),
                name="complaint_term_grounded",
                violation_error_message="Ghi căn cứ của thời hạn: luật, quy chế, văn bản giao nào.",
            ),
            models.CheckConstraint(
                condition=Q(finding="") | ~Q(conclusion=""),
                name="complaint_finding_papered",
                violation_error_message="Kết luận phải có văn bản.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="complaint_state_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    @property
    def code(self) -> str:
        """Its name in papers: «ĐT-2026-0003»."""
        return f"ĐT-{self.year}-{self.number:04d}"

    @property
    def matter(self) -> Matter:
        """What it is about."""
        found = self.proposal or self.decision or self.grant or self.round
        assert found is not None  # one_subject
        return found

    @property
    def matter_words(self) -> str:
        """«HS-2025-01-0004: Lê Thị Ánh, Chiến sĩ tiên tiến 2025»."""
        return words_of(self.matter)

    @property
    def concerned(self) -> Person | None:
        """The person whom the matter is about, where it is about one."""
        about = self.proposal or self.grant
        return about.person if about else None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        rejected = self.state == ComplaintState.CONCLUDED and self.finding == Finding.REJECTED
        return self.state in OPEN and not rejected


def words_of(matter: Matter) -> str:
    """A matter as people read it."""
    match matter:
        case Proposal():
            name = honour_name(matter.honour, police=matter.unit.force == Force.POLICE.value)
            return f"{matter.code}: {matter.subject}, {name} {matter.years}"
        case Grant():
            police = matter.place is not None and matter.place.force == Force.POLICE.value
            return f"{honour_name(matter.honour, police=police)} {matter.years}: {matter.subject}"
        case _:
            return str(matter)


class ComplaintLetter(models.Model):
    """What a complaint says and who sent it. Never in the journal, a list or an export."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="letter")
    text = models.TextField("Nội dung")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("Người gửi", max_length=200, blank=True)  # empty: the letter names nobody
    whereabouts = models.CharField("Nơi công tác, địa chỉ", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Nội dung đơn thư"

    def __str__(self) -> str:
        return "Người gửi và nội dung được giữ kín"

    @property
    def digest(self) -> str:
        """By which the journal proves that the letter is still the one that came in, without telling it."""
        said = "\n".join((self.text, self.name, self.whereabouts, str(self.account_id or "")))
        return sha256(said.encode()).hexdigest()


class ComplaintEvent(models.Model):
    """What was done to a complaint. Rows are only ever added; who filed it is not named here."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="events")
    act = models.CharField("Việc", max_length=12, choices=ComplaintAct)
    on = models.DateField("Ngày")
    note = models.CharField("Nội dung, lý do", max_length=2000, blank=True)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    due = models.DateField("Thời hạn", null=True, blank=True)
    ground = models.CharField("Căn cứ thời hạn", max_length=300, blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Diễn biến đơn thư"
        ordering = ["id"]
        constraints = [one_of("act", ComplaintAct, "complaint_act_known", "Việc này không có.")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.complaint}"

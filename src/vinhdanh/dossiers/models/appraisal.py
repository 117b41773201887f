"""Opinions of departments: what is asked of whom, every answer, and what the standing body overruled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.appraisal import STOPPING, Answer
from vinhdanh.dossiers.types.rounds import Topic
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of


class Opinion(models.Model):
    """One topic of one proposal that a department answers for. A dossier sent in again is asked anew."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="opinions", verbose_name="Đề nghị"
    )
    topic = models.CharField("Nội dung", max_length=20, choices=Topic)
    department = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="opinions_asked", verbose_name="Cơ quan cho ý kiến"
    )
    # The department that doesn't answer about its own people.
    in_place_of = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Thay cho"
    )
    asked = models.DateTimeField("Hỏi lúc")
    due = models.DateField("Hạn", null=True, blank=True)
    current = models.BooleanField("Lần hỏi này", default=True)  # False once the dossier was sent in again
    # The newest answer, repeated here for lists; ``answers`` holds them all.
    answer = models.CharField("Ý kiến", max_length=12, choices=Answer, blank=True)
    overruled = models.BooleanField("Thường trực xét tiếp", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "Ý kiến thẩm định"
        ordering = ["proposal", "id"]
        constraints = [
            one_of("topic", Topic, "opinion_topic_known", "Nội dung này không có trong danh mục."),
            one_of("answer", Answer, "opinion_answer_known", "Ý kiến này không có.", blank=True),
            models.UniqueConstraint(
                fields=["proposal", "topic"],
                condition=Q(current=True),
                name="opinion_asked_once",
                violation_error_message="Nội dung này đã hỏi ý kiến.",
            ),
        ]
        indexes = [models.Index(fields=["department", "current", "answer"], name="opinion_queue")]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} ({self.department.code}): {self.proposal}"

    @property
    def stops(self) -> bool:
        """Whether the proposal can't leave the appraisal because of it."""
        return not self.answer or (self.answer in STOPPING and not self.overruled)

    @property
    def last(self) -> OpinionAnswer | None:
        """The answer that holds, with ``answers`` read along or not."""
        return max(self.answers.all(), key=lambda one: one.pk, default=None)


class OpinionAnswer(models.Model):
    """What a department said, and when. A changed opinion is a new row."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField("Ý kiến", max_length=12, choices=Answer)
    note = models.CharField("Ghi chú", max_length=1000, blank=True)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người cho ý kiến", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Lần cho ý kiến thẩm định"
        ordering = ["id"]
        constraints = [
            one_of("answer", Answer, "opinion_answer_is_one", "Ý kiến này không có."),
            models.CheckConstraint(
                condition=~Q(answer__in=sorted(STOPPING)) | ~Q(note=""),
                name="opinion_answer_says_why",
                violation_error_message="Ghi rõ cần bổ sung gì, hoặc vì sao không đồng ý.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.opinion}"


class OpinionOverrule(models.Model):
    """Why the standing body goes on although a department disagrees. Rows are only ever added."""

    answer = models.OneToOneField(OpinionAnswer, on_delete=models.PROTECT, related_name="overrule")
    why = models.CharField("Lý do", max_length=1000)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người quyết định", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Xét tiếp dù không đồng ý"
        constraints = [
            models.CheckConstraint(
                condition=~Q(why=""),
                name="opinion_overruled_why",
                violation_error_message="Ghi lý do xét tiếp dù cơ quan thẩm định không đồng ý.",
            )
        ]

    def __str__(self) -> str:
        return f"Xét tiếp: {self.answer}"

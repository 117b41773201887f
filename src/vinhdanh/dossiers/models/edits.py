"""Requests to mend parts of a dossier."""

from __future__ import annotations

from django.db import models

from vinhdanh.dossiers.models.proposals import Proposal
from vinhdanh.dossiers.types.parts import WAITING, EditActKind, EditState, PartKind
from vinhdanh.people.models.rules import one_of


class EditRequest(models.Model):
    """A part that is opened to the unit again, with the question that it has to answer."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="edit_requests", verbose_name="Hồ sơ"
    )
    part = models.CharField("Phần", max_length=12, choices=PartKind)
    section = models.CharField("Mục", max_length=40, blank=True)  # of the report
    asked_version = models.PositiveIntegerField("Hỏi về bản", default=0)  # 0: nothing was written yet
    state = models.CharField(
        "Tình trạng", max_length=10, choices=EditState, default=EditState.OPEN, editable=False
    )
    asker = models.CharField("Tài khoản hỏi", max_length=150, blank=True, editable=False)
    asker_name = models.CharField("Người hỏi", max_length=200, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Yêu cầu sửa"
        ordering = ["proposal", "id"]
        constraints = [
            one_of("part", PartKind, "edit_part_known", "Phần này không có."),
            one_of("state", EditState, "edit_state_known", "Tình trạng này không có."),
            models.UniqueConstraint(
                fields=["proposal", "part", "section"],
                condition=models.Q(state__in=[state.value for state in WAITING]),
                name="edit_asked_once",
                violation_error_message="Phần này đang có yêu cầu sửa chưa xong.",
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu sửa {self.get_part_display().lower()}"

    @property
    def question(self) -> str:
        """The newest question: a second one takes the place of the first."""
        asking = (EditActKind.ASKED, EditActKind.ASKED_AGAIN)
        return next((act.note for act in reversed(self.acts.all()) if act.kind in asking), "")


class EditAct(models.Model):
    """What was done to a request. Rows are only ever added."""

    request = models.ForeignKey(
        EditRequest, on_delete=models.PROTECT, related_name="acts", verbose_name="Yêu cầu sửa"
    )
    kind = models.CharField("Việc", max_length=12, choices=EditActKind)
    note = models.CharField("Nội dung", max_length=1000, blank=True)
    # Why another than the asker reviews.
    instead_why = models.CharField("Lý do xem thay", max_length=300, blank=True)
    version = models.PositiveIntegerField("Bản", default=0)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người làm", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của yêu cầu sửa"
        ordering = ["request", "id"]
        constraints = [one_of("kind", EditActKind, "edit_act_known", "Việc này không có.")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note[:60]}"

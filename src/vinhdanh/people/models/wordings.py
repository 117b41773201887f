"""What a unit's papers of a kind say of their own at the end, in PDF and Word alike."""

from __future__ import annotations

from django.db import models

from vinhdanh.people.models.letterheads import KIND_LENGTH
from vinhdanh.people.models.units import Unit


class PaperWording(models.Model):
    """Closing sentence, recipients, who signs where no name is known; an empty one is the superior's."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="paper_wordings", verbose_name="Đơn vị"
    )
    kind = models.CharField("Loại giấy tờ", max_length=KIND_LENGTH)
    closing = models.CharField("Câu kết", max_length=400, blank=True)
    sent_to = models.CharField("Nơi nhận", max_length=1000, blank=True)
    signing = models.CharField("Dòng chức vụ ký", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Câu chữ của giấy tờ"
        ordering = ["unit", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                name="paper_wording_once",
                violation_error_message="Đơn vị vừa có người ghi câu chữ của giấy này: tải lại trang.",
            ),
        ]

    def __str__(self) -> str:
        return "; ".join(filter(None, (self.closing, *self.recipients, *self.signing_lines)))

    @property
    def recipients(self) -> tuple[str, ...]:
        """Nơi nhận, as papers hold it: without dash and ";"."""
        return tuple(filter(None, (line.strip(" -;.\t") for line in self.sent_to.splitlines())))

    @property
    def signing_lines(self) -> tuple[str, ...]:
        """What stands above the name, in capitals."""
        return tuple(filter(None, (line.strip().upper() for line in self.signing.splitlines())))

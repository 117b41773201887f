"""What a file, a package and a text have in common: taken into the register, and taken back again."""

from __future__ import annotations

from django.db import models


class Undoable(models.Model):
    """Written into the register once, and undone with a ground."""

    undone = models.DateTimeField("Hoàn tác lúc", null=True, blank=True)
    undone_by = models.CharField("Người hoàn tác", max_length=200, blank=True)
    undo_ground = models.TextField("Lý do hoàn tác", blank=True)

    class Meta:
        abstract = True


class Worked(Undoable):
    """A file that a worker reads, compares with the register, writes and takes back.

    ``state`` and ``BUSY``, the states in which a worker ought to be at it, are each model's own.
    """

    BUSY: tuple[str, ...]
    state: models.CharField[str, str]

    turn = models.PositiveIntegerField(default=0)  # a worker's answer counts only while nobody asked again
    error = models.TextField("Vì sao không xong", blank=True)
    seen_to = models.PositiveBigIntegerField("Mục nhật ký cuối lúc so", default=0)
    applied = models.DateTimeField("Ghi lúc", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def busy(self) -> bool:
        """Whether a worker ought to be at it."""
        return self.state in self.BUSY

"""Ballot boxes: what an agenda refers to. What is in a box is its own module's business."""

from __future__ import annotations

from django.db import models


class BallotBox(models.Model):
    title = models.CharField("Tên hòm phiếu", max_length=200)
    state = models.CharField("Tình trạng", max_length=10, default="open", editable=False)
    opened = models.DateTimeField("Mở lúc", editable=False)
    closes = models.DateTimeField("Tự đóng lúc", null=True, blank=True)
    closed = models.DateTimeField("Đóng lúc", null=True, blank=True, editable=False)
    items = models.JSONField(default=list)
    voters = models.JSONField(default=list)
    voted = models.JSONField(default=list)
    cast = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "Hòm phiếu"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

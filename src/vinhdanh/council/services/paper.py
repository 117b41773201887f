"""Boxes on paper, as far as a meeting needs them until their own module takes this one's place."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.council.models import BallotBox
from vinhdanh.council.services.writing import Actor
from vinhdanh.council.types.boxes import BoxItem
from vinhdanh.people.models import Unit


def open_paper_box(
    *,
    actor: Actor,
    title: str,
    items: Sequence[BoxItem],
    tellers: Sequence[Account],
    members: int,
    unit: Unit | None = None,
    place: str = "",
) -> BallotBox:
    if len(tellers) < 2:
        raise ValidationError({"tellers": "Phiếu giấy do hai người khác nhau nhập: chọn ít nhất hai người."})
    return BallotBox.objects.create(
        title=title, opened=timezone.now(), items=[[one.ref, one.needed] for one in items]
    )

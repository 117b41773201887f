"""Ballot boxes, as far as a meeting needs them until their own module takes this one's place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.council.models import BallotBox
from vinhdanh.council.services.writing import Actor
from vinhdanh.council.types.boxes import BoxItem, BoxVoter
from vinhdanh.people.models import Unit


def open_box(
    *,
    actor: Actor,
    title: str,
    items: Sequence[BoxItem],
    voters: Sequence[BoxVoter],
    members: int,
    closes_at: datetime,
    chair_passphrase: str,
    secretary_passphrase: str,
    unit: Unit | None = None,
    place: str = "",
) -> BallotBox:
    if not (chair_passphrase and secretary_passphrase):
        raise ValidationError("Ghi đủ hai mật khẩu của Chủ tịch và Thư ký.")
    box = BallotBox(
        title=title,
        opened=timezone.now(),
        closes=closes_at,
        items=[[one.ref, one.needed] for one in items],
        voters=[one.name for one in voters],
    )
    box.save()
    return box


def close_box(
    *, actor: Actor, box: BallotBox, chair_passphrase: str, secretary_passphrase: str, why: str = ""
) -> BallotBox:
    row = BallotBox.objects.get(pk=box.pk)
    if row.state != "open":
        raise ValidationError(f"{row} đã đóng.")
    row.state, row.closed = "closed", timezone.now()
    row.save()
    return row

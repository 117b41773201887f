"""Constraints that several tables share."""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.db.models import F, Q


def one_of(
    field: str, of: type[Enum], name: str, says: str, *, blank: bool = False
) -> models.CheckConstraint:
    """The column holds a value of the list (or nothing, where ``blank``)."""
    known = Q(**{f"{field}__in": [value.value for value in of]})
    return models.CheckConstraint(
        condition=known | Q(**{field: ""}) if blank else known,
        name=name,
        violation_error_message=says,
    )


def in_order(start: str, end: str, name: str, says: str) -> models.CheckConstraint:
    """``end`` is empty or not before ``start``."""
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message=says,
    )


def one_subject(*fields: str, name: str) -> models.CheckConstraint:
    """Exactly one of the foreign keys says whom the row is about."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message="Mỗi dòng ghi về đúng một đối tượng.",
    )


def sane_year(name: str) -> models.CheckConstraint:
    """No record is older than the State or younger than this century."""
    return models.CheckConstraint(
        condition=Q(year__gte=1945) & Q(year__lte=2100),
        name=name,
        violation_error_message="Năm phải từ 1945 đến 2100.",
    )

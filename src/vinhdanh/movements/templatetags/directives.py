"""What the templates of directives ask for."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils import timezone

from vinhdanh.movements.following import MOVES, SOON, days_left, late_days
from vinhdanh.movements.models import Directive

register = template.Library()


@dataclass(frozen=True, slots=True)
class Due:
    """How a directive stands against its deadline today."""

    late: int  # days
    left: int | None  # days; None where nothing is waited for
    soon: bool


@register.filter
def due(directive: Directive) -> Due:
    """Days late or left."""
    today = timezone.localdate()
    left = days_left(directive.stage, directive.deadline, today)
    late = late_days(directive.stage, directive.deadline, directive.reported_on, today)
    return Due(late, left, left is not None and left <= SOON)


@register.filter
def move_label(code: str) -> str:
    """The words of a move: "report" is «Báo cáo hoàn thành»."""
    return MOVES[code].label

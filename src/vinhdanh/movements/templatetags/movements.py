"""What the templates of movements ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from vinhdanh.access.models import Account
from vinhdanh.movements.models import Content
from vinhdanh.movements.selectors.calendar import unread_count

register = template.Library()

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@register.filter
def unset(contents: Iterable[Content]) -> int:
    """How many contents have no words yet."""
    return sum(not content.text for content in contents)


@register.filter
def weekday(day: date) -> str:
    """The day of the week in words."""
    return _WEEKDAYS[day.weekday()]


@register.filter
def one_line(text: str) -> str:
    """A text of several lines as one: what somebody typed begins no line of its own."""
    return " ".join(text.split())


@register.simple_tag
def weekdays() -> tuple[str, ...]:
    """Monday to Sunday."""
    return _WEEKDAYS


@register.inclusion_tag("movements/reminder_bell.html", takes_context=True)
def reminder_bell(context: dict[str, Any]) -> dict[str, Any]:
    """The bell of the top bar with what is unread."""
    actor = getattr(context.get("request"), "user", None)
    return {"count": unread_count(actor) if isinstance(actor, Account) else 0}

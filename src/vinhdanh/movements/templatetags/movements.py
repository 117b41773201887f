"""What the templates of movements ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template

from vinhdanh.access.models import Account
from vinhdanh.movements.models import Content
from vinhdanh.movements.selectors.calendar import unread_count
from vinhdanh.movements.selectors.subjects import unit_lines_of, year_lines_of
from vinhdanh.movements.types.registration import figure_words, title_name, title_short
from vinhdanh.people.models import Person, Unit

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


@register.inclusion_tag("movements/subject_panel.html", takes_context=True)
def person_years(context: dict[str, Any], person: Person) -> dict[str, Any]:
    """What a person registered, promised and was praised for, on the page of the file."""
    lines = year_lines_of(context["request"].user, person)
    return {"lines": lines, "what": "đăng ký, cam kết, biểu dương, Sổ vàng"}


@register.inclusion_tag("movements/subject_panel.html", takes_context=True)
def unit_years(context: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """What a unit, and what it came from, did in the emulation years, on the page of the unit."""
    lines = unit_lines_of(context["request"].user, unit)
    return {"lines": lines, "what": "kể cả của đơn vị đã đổi tên, sáp nhập thành đơn vị này"}


@register.filter
def percent(value: Fraction | None) -> str:
    """A share in percent with one decimal, none where it is whole: 98,8%; 100%."""
    if value is None:
        return "–"
    return f"{float(value):.1f}".removesuffix(".0").replace(".", ",") + "%"


@register.filter
def figure(value: Decimal | None) -> str:
    """A committed figure without idle zeros: 95; 12,5."""
    return figure_words(value)


@register.filter
def honour_short(code: str) -> str:
    """A title for the head of a column, as the police call it."""
    return title_short(code)


@register.filter
def honour_name(code: str) -> str:
    """A title in full, as the police call it."""
    return title_name(code)

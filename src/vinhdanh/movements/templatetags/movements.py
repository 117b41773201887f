"""What the templates of movements ask for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django import template

from vinhdanh.movements.models import Content
from vinhdanh.movements.types.registration import figure_words, title_name, title_short

register = template.Library()


@register.filter
def unset(contents: Iterable[Content]) -> int:
    """How many contents have no words yet."""
    return sum(not content.text for content in contents)


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

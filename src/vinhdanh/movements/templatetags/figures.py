"""How the pages of figures and commendation write their numbers."""

from __future__ import annotations

from decimal import Decimal

from django import template

from vinhdanh.movements.figures import figure_words

register = template.Library()


@register.filter
def figure(value: Decimal | str | None) -> str:
    """1.234,5; nothing, which a template hands on as an empty text, is a dash."""
    return figure_words(value if isinstance(value, Decimal) else None)

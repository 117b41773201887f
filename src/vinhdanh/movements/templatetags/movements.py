"""What the templates of movements ask for."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from vinhdanh.movements.models import Content

register = template.Library()


@register.filter
def unset(contents: Iterable[Content]) -> int:
    """How many contents have no words yet."""
    return sum(not content.text for content in contents)

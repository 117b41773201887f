"""Counts in templates as papers write them."""

from __future__ import annotations

from django import template

from vinhdanh.reports.figures import Number, written

register = template.Library()


@register.filter
def two_digits(count: Number) -> str:
    """A count as officers write it: 07, 35, 1.673."""
    return written(count)

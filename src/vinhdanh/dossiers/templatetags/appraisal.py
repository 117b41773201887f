"""Verdicts as assessments keep them."""

from __future__ import annotations

from django import template

from vinhdanh.engine import Verdict

register = template.Library()


@register.filter
def as_verdict(value: int) -> Verdict:
    """The verdict of law behind a kept number."""
    return Verdict(value)

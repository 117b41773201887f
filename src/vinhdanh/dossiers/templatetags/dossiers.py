"""Words of honours on the pages of dossiers."""

from __future__ import annotations

from django import template

from vinhdanh.awards.catalogue import honour_name

register = template.Library()


@register.simple_tag
def honour_short(code: str) -> str:
    """An honour as the police call it."""
    return honour_name(code, police=True)

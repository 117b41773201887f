"""Somebody's twelve months, for any page that shows a person."""

from __future__ import annotations

from typing import Any

from django import template

from vinhdanh.access.models import Account
from vinhdanh.people.classing_strips import person_strips
from vinhdanh.people.selectors import people_visible_to

register = template.Library()


@register.inclusion_tag("people/year_strip.html", takes_context=True)
def class_strip(context: dict[str, Any], number: str, year: int) -> dict[str, Any]:
    """A panel with the twelve months of a person; nothing where none is classed, or he may not be seen.

    The page that uses it links ``people/classing.css``.
    """
    actor = context["request"].user
    person = people_visible_to(actor).filter(number=number).first() if isinstance(actor, Account) else None
    cells = person_strips([person], year)[person.pk] if person else []
    if not any(cell.entry.cls or cell.entry.exemption for cell in cells):
        cells = []
    return {"cells": cells, "year": year, "number": number}

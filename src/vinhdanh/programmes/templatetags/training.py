"""Somebody's trainings, for any page that shows a person; and how the pages of training write things."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from vinhdanh.access.models import Account
from vinhdanh.documents.codes import QrDrawing, qr_drawing
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.programmes.training_coverage import score_words
from vinhdanh.programmes.training_selectors import trainings_of

register = template.Library()
LAST = 4  # on a page about something else


@register.inclusion_tag("programmes/training/trainings.html", takes_context=True)
def trainings(context: dict[str, Any], number: str) -> dict[str, Any]:
    """A panel with the last trainings of a person; nothing where there is none, or he may not be seen."""
    actor = context["request"].user
    person = people_visible_to(actor).filter(number=number).first() if isinstance(actor, Account) else None
    rows = list(trainings_of(person)[: LAST + 1]) if person else []
    return {"rows": rows[:LAST], "more": len(rows) > LAST, "number": number}


@register.inclusion_tag("programmes/training/qr.html")
def qr(text: str, label: str) -> dict[str, QrDrawing | str]:
    """A QR code that holds a text; ``label`` says what it is to who can't see it."""
    return {"drawing": qr_drawing(text), "label": label}


@register.filter
def score(value: Decimal | None) -> str:
    """8,5; nothing is a dash."""
    return score_words(value) or "–"


@register.filter
def bare_unit(name: str) -> str:
    """«xã Nà Lầu» from «Công an xã Nà Lầu», where every line is a commune's police."""
    return name.removeprefix("Công an ")


@register.filter
def percent(value: Any) -> str:
    """91,4%; nothing is a dash."""
    return "–" if value is None else f"{float(value):.1f}".replace(".", ",").removesuffix(",0") + "%"

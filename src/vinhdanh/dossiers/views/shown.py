"""What the pages of this room begin with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.proposals import rounds_visible_to
from vinhdanh.people.views.shown import actor_of


def visible_round(request: HttpRequest, pk: int) -> ReviewRound:
    """A round that the account sees; any other does not exist."""
    found = rounds_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def add_errors(form: Any, error: ValidationError) -> None:
    """What a service refused, at the fields that it names; the rest above the form."""
    for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, texts)

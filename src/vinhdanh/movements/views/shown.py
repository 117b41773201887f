"""What the pages of this room begin with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from vinhdanh.movements.models import Movement
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.people.views.shown import actor_of


def visible_movement(request: HttpRequest, pk: int) -> Movement:
    """A movement that the account sees; any other does not exist."""
    found = movements_visible_to(actor_of(request)).select_related("parent__unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def add_errors(form: Any, error: ValidationError) -> None:
    """What a service refused, at the fields that it names; the rest above the form."""
    for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, texts)

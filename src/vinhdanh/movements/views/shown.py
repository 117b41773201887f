"""What the pages of this room begin with."""

from __future__ import annotations

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

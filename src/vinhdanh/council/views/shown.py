"""What the pages of councils and meetings begin with."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.council.models import AgendaItem, Council, CouncilMeeting
from vinhdanh.council.policies.councils import may_convene
from vinhdanh.council.selectors.meetings import councils_visible_to, meetings_visible_to
from vinhdanh.people.views.shown import actor_of


def visible_council(request: HttpRequest, pk: int) -> Council:
    """A council that the account sees; any other does not exist."""
    found = councils_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visible_meeting(request: HttpRequest, pk: int) -> CouncilMeeting:
    """A meeting that the account sees; any other does not exist."""
    found = meetings_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visible_item(request: HttpRequest, pk: int) -> AgendaItem:
    """An item of a meeting that the account sees; any other does not exist."""
    found = AgendaItem.objects.filter(pk=pk, meeting__in=meetings_visible_to(actor_of(request)))
    item = found.select_related("meeting__council__unit__parent", "meeting__round", "box").first()
    if item is None:
        raise Http404
    return item


def runs(actor: Account, council: Council) -> Answer:
    """Whether the account runs the council, for buttons."""
    return may_convene(scopes(actor), council.unit.path)


def require_runs(actor: Account, council: Council) -> None:
    """Let pass who runs the council.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    require(runs(actor, council))

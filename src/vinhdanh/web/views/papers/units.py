"""Which unit's papers a page is about."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of


def units_seen(request: HttpRequest) -> QuerySet[Unit]:
    """The units whose papers the account may look at.

    Raises:
        PermissionDenied: there is none.
    """
    actor = actor_of(request)
    units = visible_units(actor)
    if not units.exists():
        require(decide(scopes(actor), Action.VIEW))
    return units


def unit_asked(request: HttpRequest) -> Unit:
    """The unit named in the address (``dv``), else the first that the account sees.

    Raises:
        Http404: it sees no such unit; PermissionDenied: it sees none at all.
    """
    units = units_seen(request).select_related("parent")
    code = request.GET.get("dv", "")
    return get_object_or_404(units, code=code or units.values_list("code", flat=True)[:1])

"""What the import pages begin with: which import, and what a service refused."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.exchange import services
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.policies import may_import
from vinhdanh.exchange.selectors import intakes_visible_to
from vinhdanh.people.views.shown import actor_of


def visible(request: HttpRequest, pk: int) -> Intake:
    """An import that the account sees; any other does not exist. Its state is made true first.

    Raises:
        PermissionDenied: the account may import nowhere.
    """
    actor = actor_of(request)
    require(may_import(scopes(actor)))
    return services.recover(get_object_or_404(intakes_visible_to(actor), pk=pk))


def opened(content: FieldFile) -> FieldFile:
    """A kept file, open; not found when it was deleted in another window a moment ago."""
    try:
        content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return content


def answered(request: HttpRequest, error: ValidationError) -> None:
    """Say what a service refused."""
    for said_so in error.messages:
        messages.error(request, said_so)


def paged(request: HttpRequest, rows: QuerySet[Any, Any] | list[Any], size: int) -> Page[Any]:
    """The page of a list that the address asks for; a number out of range is the nearest page."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))

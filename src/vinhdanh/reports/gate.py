"""How public pages are guarded: no browser keeps them, no search engine finds them, guessing is slowed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.selectors import locked_out
from vinhdanh.access.services.signing import count_stranger

GATE = "xac-thuc/"  # no account can be called so
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A page for anybody, the same whoever looks: no cookie is read, none is set."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = response.get("Cache-Control", "no-store")
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"  # the address of a page is what proves the paper
        return response

    return login_not_required(shown)


def slowed(view: View) -> View:
    """A page that answers no address that has missed too often, even where the code is right."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return too_many(request) if _waits(request) else view(request, *args, **kwargs)

    return shown


def missed(request: HttpRequest) -> bool:
    """Count a wrong code, or a file that was given to check; whether this address must wait now."""
    return count_stranger(gate=GATE, address=_address(request), most=settings.PUBLIC_MISSES)


def too_many(request: HttpRequest) -> HttpResponse:
    """The page that asks to wait."""
    minutes = settings.SIGN_IN_LOCK_MINUTES
    response = render(request, "reports/wait.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _waits(request: HttpRequest) -> bool:
    return locked_out(GATE, _address(request), settings.PUBLIC_MISSES)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))

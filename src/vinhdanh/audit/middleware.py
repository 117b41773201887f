"""Tells the journal which address a request came from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from vinhdanh.audit.services import acting_from


class AddressMiddleware:
    """Everything recorded while a request is answered carries its network address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_from(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)

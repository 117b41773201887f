"""The page that tells how the API is called: plain HTML, nothing from the network."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.web.api.problems import ERRORS
from vinhdanh.web.api.schema import groups_of


def reference(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and answers, from the OpenAPI document itself."""
    from vinhdanh.web.api.urls import ABOUT, api  # this page is one of its addresses

    context = {
        "about": ABOUT,
        "groups": groups_of(api.get_openapi_schema()),
        "site": request.build_absolute_uri("/").rstrip("/"),
        "limit": settings.API_CALLS_A_MINUTE,
        "errors": ERRORS,
    }
    return render(request, "web/api/reference.html", context)

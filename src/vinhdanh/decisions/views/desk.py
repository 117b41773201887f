"""Signing any paper by a key: the file comes, gets its signature, and is given back."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from vinhdanh.decisions import services
from vinhdanh.decisions.forms.signing import PaperKeyForm
from vinhdanh.decisions.selectors.signing import roots, signature_image
from vinhdanh.people.views.shown import actor_of, add_errors


@never_cache
@sensitive_post_parameters("secret")
@sensitive_variables("form", "data")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest) -> HttpResponse:
    """The form; signed, the file to save. Nothing of it is kept, the key has to be given each time."""
    actor = actor_of(request)
    form = PaperKeyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        name = PurePath(getattr(request.FILES["file"], "name", "") or "giay-to.pdf").name
        try:
            made, warnings = services.sign_paper(
                actor=actor,
                data=data["file"],
                name=name,
                below=data["below"],
                key=form.signing_key(),
                reason=data["reason"],
                location=data["location"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            for one in warnings:  # shown on the next page: this answer is the file
                messages.warning(request, one)
            response = HttpResponse(made, content_type="application/pdf")
            saved = f"{name.removesuffix('.pdf')}-da-ky.pdf"
            response["Content-Disposition"] = content_disposition_header(True, saved) or "attachment"
            response["X-Content-Type-Options"] = "nosniff"
            return response
    context = {"form": form, "roots": roots().count(), "has_signature": signature_image(actor) is not None}
    return render(request, "decisions/sign_paper.html", context, status=422 if form.errors else 200)

"""Whether a name may be shown in full to anybody: the page where somebody says so, or the office for him."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from vinhdanh.awards.models import Recipient
from vinhdanh.awards.naming import masked
from vinhdanh.awards.recipients import kind_of
from vinhdanh.awards.selectors.proofs import last_consent, naming_of
from vinhdanh.awards.services.proofs import consent_answer, places_of, set_name_consent
from vinhdanh.awards.types import ConsentPlace
from vinhdanh.awards.views.grants import visible_grant
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.views.shown import actor_of


@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, number: str) -> HttpResponse:
    """Of somebody of the agency: his own page of honours leads here."""
    found = people_visible_to(actor_of(request)).filter(number=number).first()
    if found is None:
        raise Http404
    return _page(request, found, reverse("awards:person-book", args=[number]))


@require_http_methods(["GET", "POST"])
def of_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Of whoever was given an honour: a household, somebody from outside."""
    grant = visible_grant(request, pk)
    if isinstance(grant.subject, Unit):
        raise Http404
    return _page(request, grant.subject, reverse("awards:grant", args=[pk]))


def _page(request: HttpRequest, recipient: Recipient, back: str) -> HttpResponse:
    actor = actor_of(request)
    said: list[str] = []
    if request.method == "POST":
        full, ground = request.POST.get("full") == "1", request.POST.get("ground", "")
        chosen = request.POST.get("place", "")
        place = ConsentPlace(chosen) if chosen in ConsentPlace.values else ConsentPlace.BOTH
        try:
            set_name_consent(actor=actor, recipient=recipient, full=full, ground=ground, place=place)
        except ValidationError as error:
            said = error.messages
        else:
            how = "hiện đủ họ tên" if full else "che bớt họ tên"
            where = "các trang công khai" if place == ConsentPlace.BOTH else place.label.lower()
            messages.success(request, f"Đã ghi: {where} {how} của {recipient}.")
            return redirect(request.path)
    answer, own = consent_answer(actor, recipient)
    lasts = [(one, last_consent(recipient, one)) for one in places_of(ConsentPlace.BOTH)]
    shown = [last is not None and last.full for _, last in lasts]
    context = {
        "recipient": recipient,
        "back": back,
        "own": own,
        "may": answer,
        "lasts": lasts,
        "everywhere": all(shown),
        "nowhere": not any(shown),
        "silent": own and not all(last and last.own for _, last in lasts),
        "mask": masked(recipient.name),
        "naming": naming_of(recipient, kind_of(recipient), ConsentPlace.PAPER),
        "places": ConsentPlace.choices,
        "said": said,
        "ground": request.POST.get("ground", ""),
    }
    return render(request, "awards/consent.html", context, status=422 if said else 200)

"""The ballot: choose, look again, send, and the receipt that is shown once.

Choices travel in the form alone: no session stores them, and no browser may keep a page with them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vinhdanh.council.forms.boxes import KEYS, choices_sent
from vinhdanh.council.models import BallotBox, BallotItem, BallotVoter
from vinhdanh.council.selectors.boxes import boxes_visible_to, voter_of
from vinhdanh.council.services.casting import cast
from vinhdanh.council.types.boxes import Choice
from vinhdanh.people.views.shown import actor_of

SENT = {choice: key for key, choice in KEYS.items()}
Line = tuple[BallotItem, str, str]  # the item, why he does not vote on it, what he has chosen


def _lines(items: list[BallotItem], voter: BallotVoter, choices: Mapping[str, Choice]) -> list[Line]:
    return [
        (
            item,
            voter.refused.get(item.ref, ""),
            SENT[choices[item.ref]] if item.ref in choices else "",
        )
        for item in items
    ]


def ballot_page(
    request: HttpRequest, box: BallotBox, voter: BallotVoter, choices: Mapping[str, Choice] | None = None
) -> HttpResponse:
    """The ballot, with what has been chosen before when he comes back from looking at it."""
    items = list(box.items.all())
    if choices is None:
        choices = choices_sent(items, request.POST)
    lines = _lines(items, voter, choices)
    minutes = int((box.closes - timezone.now()).total_seconds() // 60) if box.closes else None
    context = {
        "box": box,
        "lines": lines,
        "open_lines": [line for line in lines if not line[1]],
        "left": [item.position for item, why, sent in lines if not why and not sent],
        "minutes": minutes,
        "hours": minutes // 60 if minutes and minutes >= 120 else 0,
    }
    return render(request, "council/ballot.html", context)


def _voting(request: HttpRequest, pk: int) -> tuple[BallotBox, BallotVoter]:
    """A box and the account's line in its list; who is not in it finds nothing."""
    actor = actor_of(request)
    found = boxes_visible_to(actor).filter(pk=pk).first()
    voter = voter_of(found, actor) if found else None
    if found is None or voter is None:
        raise Http404
    return found, voter


@require_POST
@never_cache
@sensitive_post_parameters()
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was chosen, once more, before it is sent."""
    found, voter = _voting(request, pk)
    return _reviewed(request, found, voter)


def _reviewed(
    request: HttpRequest, box: BallotBox, voter: BallotVoter, error: ValidationError | None = None
) -> HttpResponse:
    items = list(box.items.all())
    lines = _lines(items, voter, choices_sent(items, request.POST))
    context = {
        "box": box,
        "lines": lines,
        "left": [item.position for item, why, sent in lines if not why and not sent],
        "errors": error.messages if error else [],
    }
    return render(request, "council/ballot_review.html", context, status=422 if error else 200)


@require_POST
@never_cache
@sensitive_post_parameters()
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Seal the ballot. The answer is the receipt itself: stored nowhere, it can't be shown again."""
    found, voter = _voting(request, pk)
    try:
        receipt = cast(
            actor=actor_of(request), box=found, choices=choices_sent(found.items.all(), request.POST)
        )
    except ValidationError as error:
        return _reviewed(request, found, voter, error)
    return render(request, "council/ballot_receipt.html", {"box": found, "receipt": receipt})

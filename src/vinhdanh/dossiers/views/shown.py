"""What pages about one proposal or round begin with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.engine.facts import Force
from vinhdanh.people.views.shown import actor_of


def visible_proposal(request: HttpRequest, pk: int) -> Proposal:
    """A proposal that the account sees; any other does not exist."""
    found = proposals_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visible_round(request: HttpRequest, pk: int) -> ReviewRound:
    """A round that the account sees; any other does not exist."""
    found = rounds_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_run(request: HttpRequest, round: ReviewRound) -> Answer:
    """May the account run the round?"""
    seen = list(round.units.values_list("unit__path", flat=True))
    return may_run_round(scopes(actor_of(request)), round.unit.path, seen_from=[round.unit.path, *seen])


def require_run(request: HttpRequest, round: ReviewRound) -> None:
    """Let pass who runs the round; whoever sees it only is told no with a sentence.

    Raises:
        PermissionDenied: with that sentence.
    """
    require(may_run(request, round))


def named(proposal: Proposal) -> str:
    """The honour as the agency calls it."""
    return honour_name(proposal.honour, police=proposal.round.unit.force == Force.POLICE.value)


def add_errors(form: Any, error: ValidationError) -> None:
    """What a service refused, at the fields that it names; the rest above the form."""
    for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, texts)


def said_wrong(request: HttpRequest, error: ValidationError) -> None:
    """What a service refused, on the page that comes next."""
    messages.error(request, " ".join(error.messages))

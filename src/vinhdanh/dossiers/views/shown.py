"""What pages about one proposal or round begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import Opinion, PostingLine, Proposal, ReviewRound
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.engine.facts import Force
from vinhdanh.people.folding import fold
from vinhdanh.people.views.shown import actor_of

Rows = TypeVar("Rows", QuerySet[Opinion], QuerySet[PostingLine])


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


def about_proposals(rows: Rows, asked: Mapping[str, str]) -> Rows:
    """Of rows about proposals those of the honour, the unit and the words that the address asks for."""
    if asked["dh"]:
        rows = rows.filter(proposal__honour=asked["dh"])
    if asked["dv"]:
        rows = rows.filter(proposal__unit__code=asked["dv"])
    for word in fold(asked["tim"]).split():
        rows = rows.filter(proposal__folded__contains=word)
    return rows


def said_wrong(request: HttpRequest, error: ValidationError) -> None:
    """What a service refused, on the page that comes next."""
    messages.error(request, " ".join(error.messages))

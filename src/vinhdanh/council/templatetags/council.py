"""A vote in words, for the pages of a meeting."""

from __future__ import annotations

from django import template

from vinhdanh.access.models import Account
from vinhdanh.council import words
from vinhdanh.council.models import AgendaItem, AgendaLine, CouncilMeeting
from vinhdanh.council.selectors.meetings import meetings_visible_to
from vinhdanh.dossiers.models import ReviewRound

register = template.Library()


@register.simple_tag(takes_context=True)
def meetings_about(context: template.Context, round: ReviewRound) -> list[CouncilMeeting]:
    """The council's meetings about a round that the reader sees, the newest first."""
    user = context["request"].user
    return list(meetings_visible_to(user).filter(round=round)) if isinstance(user, Account) else []


@register.filter
def result(line: AgendaLine) -> str:
    return words.result_words(line)


@register.filter
def share(line: AgendaLine) -> str:
    return words.share_words(line)


@register.filter
def needed(item: AgendaItem) -> str:
    return words.needed_words(item)

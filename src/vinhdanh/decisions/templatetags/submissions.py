"""What the templates of submissions and complaints ask for."""

from __future__ import annotations

from datetime import date

from django import template

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.decisions.models import SubmissionLine
from vinhdanh.decisions.selectors.submissions import proposal_honour
from vinhdanh.decisions.upward import Limit
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.working_days import calendar

register = template.Library()


@register.filter
def honour_words(proposal: Proposal) -> str:
    """The honour that a proposal asks for."""
    return proposal_honour(proposal)


@register.filter
def given_words(line: SubmissionLine) -> str:
    """The honour that a line was given."""
    return honour_name(line.given)


@register.filter
def late_on(limit: Limit, today: date) -> bool:
    """Whether a term was passed, or kept too late."""
    return limit.is_late(today)


@register.filter
def left_on(limit: Limit, today: date) -> int:
    """Working days left, or by how many it was passed."""
    return abs(limit.days_left(today))


@register.filter
def day_off(day: date | None) -> str:
    """Why offices do not work on a day that was set as a term; empty where they do."""
    if day is None or calendar().is_working_day(day):
        return ""
    special = calendar().days.get(day)
    return special.name if special else "ngày nghỉ cuối tuần"


@register.filter
def lower_first(text: object) -> str:
    """The same words inside a sentence: «Tờ trình 12» as «tờ trình 12»."""
    words = str(text)
    return words[:1].lower() + words[1:]

"""The picture of a vote."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from vinhdanh.council.models import AgendaLine
from vinhdanh.web.charts.votes import vote_squares

register = template.Library()


@register.simple_tag
def votes_of(line: AgendaLine) -> SafeString:
    """The votes in favour of one proposal against the whole council."""
    item = line.item
    written = line.written_for if item.written_counts else 0
    label = str(line.proposal.subject)
    return vote_squares(line.total_for, item.members or 0, item.needed, written=written, label=label)

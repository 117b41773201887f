"""A vote in words, for the pages of a meeting."""

from __future__ import annotations

from django import template

from vinhdanh.council import words
from vinhdanh.council.models import AgendaItem, AgendaLine

register = template.Library()


@register.filter
def result(line: AgendaLine) -> str:
    return words.result_words(line)


@register.filter
def share(line: AgendaLine) -> str:
    return words.share_words(line)


@register.filter
def needed(item: AgendaItem) -> str:
    return words.needed_words(item)

"""How the pages of a report show its blocks and its figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from vinhdanh.reports.figures import Block, Figure, Form, Line, Number, Picture, written

register = template.Library()


@register.filter
def kind(block: Block) -> str:
    """What a block is: ``text``, ``points``, ``grid``, ``picture``, ``passage``."""
    return type(block).__name__.lower()


@register.filter
def weight(value: Number) -> str:
    """What a record adds, as it is written."""
    return str(value) if isinstance(value, int) else written(value)


@register.simple_tag(takes_context=True)
def said(context: dict[str, Any], line: Line) -> SafeString:
    """A line: its words, and its figures as links to what they were counted from.

    The page says under ``figures_at`` where the figures of its report lie, under ``edition_query`` of which
    edition they are.
    """
    at, query = context["figures_at"], context["edition_query"]
    return format_html_join("", "{}", ((_said(one, at, query),) for one in line))


@register.simple_tag(takes_context=True)
def cell(context: dict[str, Any], one: str | Figure) -> SafeString:
    """One cell of a table."""
    return said(context, (one,))


def _said(one: str | Figure, at: str, query: str) -> str | SafeString:
    if not isinstance(one, Figure):
        return one
    address = f"{at}{one.key}/{query}"
    tip = f"{one.label}. {one.query}"
    if one.typed is None:
        name = " fg-name" if one.form is Form.NAME else ""
        return format_html('<a class="fg{}" href="{}" title="{}">{}</a>', name, address, tip, one.shown)
    return format_html(
        '<a class="fg fg-hand" href="{}" title="{}">{}</a> <small class="hand">ghi tay, máy đếm {}</small>',
        address,
        tip,
        one.shown,
        one.counted,
    )


@register.simple_tag
def drawn(picture: Picture) -> SafeString:
    """A picture of the report, wide and narrow where it has both: SVG that the program itself drew."""
    wide, narrow = mark_safe(picture.svg), mark_safe(picture.small)
    if not picture.small:
        return wide
    return format_html('<div class="stat-l">{}</div><div class="stat-n">{}</div>', wide, narrow)


@register.filter
def two_digits(count: Number) -> str:
    """A count as officers write it: 07, 35, 1.673."""
    return written(count)

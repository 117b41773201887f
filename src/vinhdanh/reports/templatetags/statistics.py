"""How pages show figures: each leads to the records behind it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from vinhdanh.reports.figures import Figure, Grid, Picture

register = template.Library()


@register.simple_tag(takes_context=True, name="figure_of")
def linked(context: dict[str, Any], cell: str | Figure) -> SafeString | str:
    """A figure as a link to its records; words and nothing-at-all as they are."""
    if isinstance(cell, str):
        return cell
    if not cell.value:
        return format_html('<span class="zero">{}</span>', cell.shown)
    href = reverse("reports:statistics-figure", args=[context["about"].page, cell.key])
    return format_html(
        '<a class="cell" href="{}{}" title="{}">{}</a>', href, context["query"], cell.label, cell.shown
    )


@register.filter
def is_picture(block: object) -> bool:
    """Whether a block is a picture."""
    return isinstance(block, Picture)


@register.filter
def is_grid(block: object) -> bool:
    """Whether a block is a table."""
    return isinstance(block, Grid)


@register.filter
def drawn(svg: str) -> SafeString:
    """A picture that one of ``reports.charts`` drew: all its words are escaped there."""
    return mark_safe(svg)

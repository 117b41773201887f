"""The pictures of a cluster's points and ranks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from vinhdanh.movements.selectors.clusters import Row
from vinhdanh.web.charts.clusters import rank_lines, score_bars

register = template.Library()


@register.simple_tag
def points_of(row: Row, top: Decimal) -> SafeString:
    return score_bars(row, top)


@register.simple_tag
def ranks_of(rows: Sequence[Row], year: int) -> SafeString:
    return rank_lines(rows, year)

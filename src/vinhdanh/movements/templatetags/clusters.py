"""What the templates of clusters ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from vinhdanh.movements.scoring import said
from vinhdanh.movements.selectors.clusters import Standing, cluster_years_visible_to, standing_of_unit
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import this_year

register = template.Library()


@register.filter
def points(value: Decimal | str | None) -> str:
    """«97,5», «1.000»; a dash where there are none."""
    return said(value) if isinstance(value, Decimal) else "–"


@register.filter
def typed_points(value: Decimal | str | None) -> str:
    """As a field holds them: nothing where there are none."""
    return said(value) if isinstance(value, Decimal) else ""


@register.inclusion_tag("movements/cluster_standing.html", takes_context=True)
def cluster_standing(context: dict[str, Any], code: str) -> dict[str, Any]:
    """Where a unit stands in its cluster this year and in the last two; only what the account sees."""
    unit = Unit.objects.filter(code=code).first()
    visible = cluster_years_visible_to(context["request"].user)
    found: list[Standing] = []
    for year in range(this_year(), this_year() - 3, -1) if unit else ():
        standing = standing_of_unit(unit, year) if unit else None
        if standing and visible.filter(pk=standing.year.pk).exists():
            found.append(standing)
    return {"standings": found}

"""What the templates of clusters ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from vinhdanh.movements.scoring import said
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to, standing_of_unit
from vinhdanh.people.models import Unit

register = template.Library()
SHOWN = 3  # years on a unit's page


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
    """Where a unit stood in its cluster in the last years that the account sees."""
    unit = Unit.objects.filter(code=code).first()
    visible = cluster_years_visible_to(context["request"].user)
    years = visible.filter(members__unit=unit).order_by("-year").values_list("year", flat=True).distinct()
    found = [standing_of_unit(unit, year) for year in years[:SHOWN]] if unit else []
    return {"standings": [one for one in found if one is not None]}

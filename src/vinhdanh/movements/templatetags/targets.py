"""What the templates of targets ask for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template

from vinhdanh.movements.models import Movement
from vinhdanh.movements.pace import figure_words
from vinhdanh.movements.selectors.targets import lines_of, targets_visible_to

register = template.Library()
PERCENT = "%"


@register.filter
def figure(value: Decimal | Fraction | None, measure: str = "") -> str:
    """1.234,5 with its unit of measure; «%» stands close to the figure. None is a dash."""
    if value is None:
        return "–"
    words = figure_words(Fraction(value))
    return f"{words}%" if measure == PERCENT else f"{words} {measure}".rstrip()


@register.filter
def apart(value: Fraction | None) -> str:
    """A difference with its sign: +4, −12,5, 0."""
    if value is None:
        return "–"
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{figure_words(abs(value))}"


@register.inclusion_tag("movements/target_panel.html", takes_context=True)
def movement_targets(context: dict[str, object], movement: Movement) -> dict[str, object]:
    """A panel with the targets under a movement, as far as the account sees them."""
    actor = context["request"].user  # type: ignore[attr-defined]
    lines = lines_of(targets_visible_to(actor).filter(movement=movement, unit=movement.unit))
    return {"lines": lines, "movement": movement, "may_write": context.get("may_write")}

"""How the pages of the fund draw its bar."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from vinhdanh.decisions.selectors.fund import Balance
from vinhdanh.web.charts.fund import fund_bar as draw

register = template.Library()


@register.simple_tag
def fund_bar(balance: Balance) -> SafeString:
    """Spent, committed, left: of the part for rewards."""
    return draw(balance.spent, balance.committed, balance.left)


@register.filter
def minus(amount: int) -> int:
    """The amount with its sign turned."""
    return -amount

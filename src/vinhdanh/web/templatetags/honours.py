"""How the register's pages write honours, money and counts, and draw their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors.books import Book, book_of, own_book
from vinhdanh.awards.selectors.rows import Row
from vinhdanh.awards.selectors.tallies import Tally
from vinhdanh.engine import Reward
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.web.charts import SMALL, WIDE
from vinhdanh.web.charts.honours import book_timeline, tally_bar, year_columns
from vinhdanh.web.icons import icon

register = template.Library()


@register.filter
def money(amount: int | None) -> str:
    """«1.872.000 đồng»; None is a dash."""
    return "–" if amount is None else f"{amount:,} đồng".replace(",", ".")


@register.filter
def padded(count: int) -> str:
    """A count as reports write it: 07, 35."""
    return f"{count:02d}"


@register.filter
def coefficient(value: float) -> str:
    """«0,8» from an exact fraction."""
    return f"{float(value):g}".replace(".", ",")


@register.filter
def working(reward: Reward) -> str:
    """«0,3 × 2.340.000 đồng = 702.000 đồng, làm tròn 710.000 đồng»."""
    exact = reward.coefficient * reward.base_salary
    said = f"{coefficient(float(reward.coefficient))} × {money(reward.base_salary)} = {money(round(exact))}"
    return said if exact == reward.amount else f"{said}, làm tròn {money(reward.amount)}"


@register.filter
def honour(code: str) -> str:
    return honour_name(code)


@register.filter
def honour_of(grant: Grant) -> str:
    """The name of a grant's honour, as the recipient's force calls it."""
    return honour_name(grant.honour, police=getattr(grant.subject, "force", "") == Force.POLICE.value)


@register.simple_tag
def standing(row: Row) -> SafeString:
    """Whether an honour stands: icon and word."""
    if row.gone:
        return format_html('<span class="st st-n">{}{}</span>', icon("x"), row.gone)
    return format_html('<span class="st st-y">{}còn hiệu lực</span>', icon("check"))


@register.simple_tag
def timeline_of(book: Book, name: str, small: bool = False) -> SafeString:
    return book_timeline(book, name, width=SMALL if small else WIDE)


@register.simple_tag
def tally_row(row: Tally, top: int) -> SafeString:
    return tally_bar(row, top)


@register.simple_tag
def columns_of(rows: Sequence[Tally]) -> SafeString:
    return year_columns(rows)


@register.inclusion_tag("awards/book_tab.html", takes_context=True)
def person_book(context: dict[str, Any], number: str) -> dict[str, Any]:
    """A person's book of honour as it is today: the picture and every row; empty where he may not be seen.

    The page that uses it links ``awards/register.css``.
    """
    actor = context["request"].user
    person = people_visible_to(actor).filter(number=number).first() if isinstance(actor, Account) else None
    return {
        "book": book_of(person) if person else None,
        "name": person.name if person else "",
        "number": number,
    }


@register.inclusion_tag("awards/book_panel.html")
def unit_timeline(code: str) -> dict[str, Any]:
    """The picture of a unit's book of honour as it is today, for a page that the account may see."""
    unit = Unit.objects.filter(code=code).first()
    return {"book": own_book(unit) if unit else None, "name": unit.name if unit else "", "unit": unit}

"""What the page of a person or a unit shows of the registers: conclusions that are missing."""

from __future__ import annotations

from typing import Any

from django import template

from vinhdanh.eligibility.selectors.conclusions import Missing, missing
from vinhdanh.eligibility.views.registers import may_answer
from vinhdanh.people.selectors import subjects_named

register = template.Library()


@register.inclusion_tag("eligibility/missing_conclusions.html", takes_context=True)
def missing_conclusions(context: dict[str, Any], ref: str) -> dict[str, Any]:
    """The panel "cần kết luận" of one record, named as in the journal: ``person:100234``."""
    shown, code = context["shown"], ref.partition(":")[2]
    rows: list[Missing] = missing(shown.results, shown.results.rows_of([code]) & shown.part)
    subject = subjects_named([code]).get(code) if rows else None
    return {
        "request": context["request"],
        "rows": rows,
        "may": may_answer(shown.actor, subject) if subject else False,
        "year": shown.run.year,
    }

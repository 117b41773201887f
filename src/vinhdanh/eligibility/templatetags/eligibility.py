"""Tags of the pages about verdicts."""

from __future__ import annotations

from typing import Any

from django import template

from vinhdanh.eligibility.selectors.changes import changes_about

register = template.Library()


@register.inclusion_tag("eligibility/recent.html", takes_context=True)
def recent_changes(context: dict[str, Any]) -> dict[str, Any]:
    """What changed for the person or unit of the page since the run before; nothing when nothing did."""
    shown, subject = context["shown"], context["person"] or context["unit"]
    return {"run": shown.run, "changes": changes_about(shown.run, shown.results, subject.id)}

"""Việc chờ tôi as a panel of other pages: the dashboard, and an officer's own page."""

from __future__ import annotations

from typing import Any

from django import template

from vinhdanh.access.models import Account
from vinhdanh.web.waiting import counted, tasks_of

register = template.Library()
SHOWN = 8


@register.inclusion_tag("web/tasks_panel.html", takes_context=True)
def my_tasks(context: dict[str, Any]) -> dict[str, Any]:
    """The first of what waits for whoever reads the page; no panel where nothing does."""
    account = context["request"].user
    if not isinstance(account, Account):
        return {}
    tasks = tasks_of(account)
    counted(account, tasks)
    return {"tasks": tasks[:SHOWN], "count": len(tasks), "more": max(len(tasks) - SHOWN, 0)}

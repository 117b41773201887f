"""Việc chờ tôi: one list of what the account has to do, whatever its roles."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.models import Account
from vinhdanh.web.waiting import counted, tasks_of


def waiting(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the account, what is late first."""
    account = cast(Account, request.user)
    tasks = tasks_of(account)
    counted(account, tasks)
    late = sum(task.late for task in tasks)
    return render(request, "web/waiting.html", {"tasks": tasks, "late": late})

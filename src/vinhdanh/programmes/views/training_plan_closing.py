"""Closing a plan, opening it again, and taking back one entered by mistake."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from vinhdanh.people.views.shown import actor_of
from vinhdanh.programmes import services
from vinhdanh.programmes.views.training_plans import visible_plan


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the coverage as it is; refused with everything that is missing."""
    plan = visible_plan(request, pk)
    try:
        services.close_plan(actor=actor_of(request), plan=plan)
    except ValidationError as error:
        messages.error(request, "Chưa chốt được kế hoạch. " + " ".join(error.messages))
    else:
        messages.success(request, f"Đã chốt {plan}: độ phủ giữ nguyên như hôm nay.")
    return redirect("programmes:training-plan", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a plan that was closed too early, for a reason."""
    plan = visible_plan(request, pk)
    try:
        services.reopen_plan(actor=actor_of(request), plan=plan, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã mở lại {plan}.")
    return redirect("programmes:training-plan", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a plan with its classes, for a reason."""
    plan = visible_plan(request, pk)
    try:
        services.withdraw_plan(actor=actor_of(request), plan=plan, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("programmes:training-plan", pk)
    messages.success(request, f"Đã rút {plan}.")
    return redirect("programmes:training")

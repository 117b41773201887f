"""An administrator goes into the records, with a reason and for a while; everything is marked."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access import services
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import intervention_of, interventions, scopes
from vinhdanh.access.types import Action
from vinhdanh.audit.selectors import acts_under
from vinhdanh.eligibility.views.registers import tried
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.web.admin_forms import InterventionForm


def intervention(request: HttpRequest) -> HttpResponse:
    """Start it, stop it, and what was done in each."""
    actor = actor_of(request)
    require(decide(scopes(actor), Action.INTERVENE))
    mode, act = intervention_of(actor), request.POST.get("act", "")
    form = InterventionForm(
        request.POST if act == "mo" else None, initial={"minutes": settings.INTERVENTION_MINUTES}
    )
    if act == "dong":
        if mode is not None:
            services.close_intervention(actor=actor, intervention=mode)
        messages.success(request, "Đã thôi can thiệp dữ liệu.")
        return redirect("web:intervention")
    if act == "mo" and tried(
        request,
        form,
        lambda: services.open_intervention(actor=actor, **form.cleaned_data),
        "Đã vào chế độ can thiệp dữ liệu.",
    ):
        return redirect("web:intervention")
    page = page_of(request, interventions())  # type: ignore[arg-type]
    context = {
        "form": form,
        "mode": mode,
        "most": settings.INTERVENTION_MINUTES,
        "page": page,
        "rows": [(one, acts_under(f"intervention:{one.pk}").count()) for one in page.object_list],
    }
    return render(request, "web/interventions.html", context, status=422 if form.errors else 200)

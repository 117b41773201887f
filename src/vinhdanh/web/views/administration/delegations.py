"""Lending one's role for a time and taking it back, by whoever holds it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from vinhdanh.access import services
from vinhdanh.access.models import Delegation
from vinhdanh.access.selectors import delegations_of, lendable_roles
from vinhdanh.eligibility.views.registers import tried
from vinhdanh.eligibility.views.shown import actor_of
from vinhdanh.people.models import Unit
from vinhdanh.web.admin_forms import DelegationForm, ReasonForm


def state_of(one: Delegation) -> str:
    """``running``, ``coming``, ``over`` or ``revoked`` today."""
    today = timezone.localdate()
    if one.revoked:
        return "revoked"
    return "coming" if one.valid_from > today else "over" if one.valid_to < today else "running"


def delegation_list(request: HttpRequest) -> HttpResponse:
    """What was lent and borrowed, the form that lends, the forms that take back."""
    actor = actor_of(request)
    lendable = lendable_roles(actor)
    act = request.POST.get("act", "")
    form = DelegationForm(
        request.POST if act == "giao" else None,
        lendable=lendable,
        initial={"valid_from": f"{timezone.localdate():%d/%m/%Y}"},
    )
    back = ReasonForm(request.POST if act == "thu-hoi" else None, prefix="thu")
    if act == "giao" and tried(
        request, form, lambda: services.delegate(actor=actor, **form.cleaned_data), "Đã ủy quyền."
    ):
        return redirect("web:delegations")
    taken = request.POST.get("so", "")
    if act == "thu-hoi":
        one = get_object_or_404(delegations_of(actor), pk=taken if taken.isdecimal() else 0)
        if tried(
            request,
            back,
            lambda: services.revoke_delegation(actor=actor, delegation=one, why=back.cleaned_data["why"]),
            "Đã thu hồi ủy quyền.",
        ):
            return redirect("web:delegations")
    names = dict(Unit.objects.values_list("code", "name"))
    context = {
        "form": form,
        "back": back,
        "taken": taken,
        "lendable": [(one, names.get(one.unit_code, one.unit_code)) for one in lendable],
        "rows": [
            (one, names.get(one.unit_code, one.unit_code), state_of(one), one.giver == actor)
            for one in delegations_of(actor)
        ],
    }
    wrong = any(one.is_bound and one.errors for one in (form, back))
    return render(request, "web/delegations.html", context, status=422 if wrong else 200)

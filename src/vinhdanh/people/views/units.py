"""New units, and corrections of what a unit is called and what it counts as."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people import services
from vinhdanh.people.models import Unit
from vinhdanh.people.policies import may_edit, may_edit_unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.unit_forms import NewUnitForm, UnitForm
from vinhdanh.people.views.files import answer, editable_units, write
from vinhdanh.people.views.shown import actor_of


def new_unit(request: HttpRequest) -> HttpResponse:
    """A new unit under one in which the account may write, or at the top of the tree."""
    actor, units = actor_of(request), editable_units(request)
    if not units.exists():
        require(may_edit(scopes(actor), "/"))
    above = units.filter(code=request.GET.get("tren", "")).first()
    initial = {"force": above.force if above else Force.POLICE.value, "tier": UnitTier.BASE.value}
    initial |= {"parent": above.code if above else ""}
    form = NewUnitForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["tier"], data["force"] = UnitTier(data["tier"]), Force(data["force"])
        made: list[Unit] = []
        if write(form, lambda: made.append(services.add_unit(actor=actor, **data))):
            messages.success(request, f"Đã lập {made[0].name}.")
            return redirect(_page(made[0]))
    back = reverse("eligibility:unit", args=[above.code]) if above else reverse("eligibility:units")
    return answer(
        request,
        form,
        title="Lập đơn vị",
        lead="Đơn vị sinh ra từ sáp nhập, đổi tên, tách thì lập ở trang của đơn vị cũ, để giữ kế thừa.",
        button="Lập đơn vị",
        crumbs=[("Đơn vị", reverse("eligibility:units"))],
        back=back,
    )


def edit_unit(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit is called and counts as, corrected. What really happened to it is no correction."""
    actor = actor_of(request)
    unit = get_object_or_404(visible_units(actor), code=code)
    require(may_edit_unit(scopes(actor), unit.path))
    names = ("name", "kind", "tier", "force", "valid_from")
    form = UnitForm(
        request.POST or None, kind=unit.kind, initial={name: getattr(unit, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if write(form, lambda: services.change_unit(actor=actor, unit=unit, **data)):
            messages.success(request, f"Đã sửa {unit.name}.")
            return redirect(_page(unit))
    return answer(
        request,
        form,
        title=f"Sửa đơn vị: {unit.name}",
        lead="Chỉ để sửa chỗ ghi sai. Đổi tên, sáp nhập, tách, chuyển thì ghi ở trang đơn vị.",
        button="Ghi sửa đổi",
        crumbs=[("Đơn vị", reverse("eligibility:units")), (unit.name, _page(unit))],
        back=_page(unit),
    )


def _page(unit: Unit) -> str:
    return reverse("eligibility:unit", args=[unit.code]) + "?phan=to-chuc"

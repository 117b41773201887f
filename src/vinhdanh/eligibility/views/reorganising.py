"""Decisions about a unit: asked for, tried out and shown, then written after a tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.eligibility.selectors.reorganising import Preview, tried
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people import services
from vinhdanh.people.models import Unit
from vinhdanh.people.policies import may_edit_unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.writing import Actor
from vinhdanh.people.unit_forms import ActForm, CloseForm, MergeForm, MoveForm, RenameForm
from vinhdanh.people.views.files import fail
from vinhdanh.people.views.shown import actor_of, today

Data = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One kind of decision: its words, its form, and how it is written. ``do`` returns the unit to go to."""

    title: str
    lead: str
    button: str
    form: type[ActForm]
    do: Callable[[Actor, Unit, Data], Unit]
    old: Callable[[Unit, Data], list[Unit]] = lambda unit, data: [unit]  # whose years are carried on


def _rename(actor: Actor, unit: Unit, data: Data) -> Unit:
    return services.rename_unit(actor=actor, unit=unit, **data)


def _move(actor: Actor, unit: Unit, data: Data) -> Unit:
    return services.move_unit(actor=actor, unit=unit, **data)


def _close(actor: Actor, unit: Unit, data: Data) -> Unit:
    return services.close_unit(actor=actor, unit=unit, last_day=data["on"], basis=data["basis"])


def _merged(unit: Unit, data: Data) -> list[Unit]:
    return [one for one in (unit, *data["others"]) if one != data["into"]]


@transaction.atomic
def _merge(actor: Actor, unit: Unit, data: Data) -> Unit:
    into = data["into"] or beside(actor, unit, data)
    units = _merged(unit, data)
    services.merge_units(actor=actor, units=units, into=into, on=data["on"], basis=data["basis"])
    return into


def beside(actor: Actor, unit: Unit, data: Data) -> Unit:
    """A new unit of the same kind under the same parent."""
    return services.add_unit(
        actor=actor,
        code=data["code"],
        name=data["name"],
        parent=unit.parent,
        kind=unit.kind,
        tier=UnitTier(unit.tier),
        force=Force(unit.force),
        valid_from=data["on"],
    )


ACTS: dict[str, Act] = {
    "doi-ten": Act(
        "Đổi tên đơn vị",
        "Tên và mã cũ giữ cho quá khứ; người, chỉ huy, vai trò tài khoản và chuỗi năm đi tiếp với tên mới.",
        "Ghi đổi tên",
        RenameForm,
        _rename,
    ),
    "chuyen": Act(
        "Chuyển đơn vị sang cấp trên khác",
        "Mã và tên giữ nguyên; mọi đơn vị bên dưới đi theo.",
        "Ghi chuyển cấp trên",
        MoveForm,
        _move,
        lambda unit, data: [],
    ),
    "sap-nhap": Act(
        "Sáp nhập đơn vị",
        "Người, đơn vị bên dưới, hộ gia đình và đề nghị điều chuyển đi theo. Chỉ huy thì ghi riêng.",
        "Ghi sáp nhập",
        MergeForm,
        _merge,
        _merged,
    ),
    "giai-the": Act(
        "Giải thể đơn vị",
        "Đơn vị kết thúc, không đơn vị nào kế thừa. Cán bộ phải có đơn vị mới trước.",
        "Ghi giải thể",
        CloseForm,
        _close,
        lambda unit, data: [],
    ),
}


def reorganise(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """One decision about one unit. The first press tries it out and shows what follows; the second writes."""
    actor = actor_of(request)
    unit = get_object_or_404(visible_units(actor).select_related("parent"), code=code)
    if act not in ACTS:
        raise Http404
    require(may_edit_unit(scopes(actor), unit.path))
    kind = ACTS[act]
    mine = visible_units(actor, Action.EDIT)
    units = Unit.objects.open(today()).filter(pk__in=mine).exclude(pk=unit.pk).order_by("path")
    # A file that proposes a move leads here with the parent that it names.
    form = kind.form(request.POST or None, units=units, initial={"parent": request.GET.get("parent", "")})
    if "others" in form.fields:
        form.fields["others"].queryset = units.filter(tier=unit.tier)  # type: ignore[attr-defined]
    preview: Preview | None = None
    unsure = False
    if request.method == "POST" and form.is_valid():
        data = _data(form)
        try:
            preview = tried(lambda: kind.do(actor, unit, data), kind.old(unit, data))
            if request.POST.get("act") == "write":
                unsure = not request.POST.get("sure")
                if not unsure:
                    return _write(request, kind, unit, data)
        except ValidationError as error:
            preview = None
            fail(form, error)
    here = reverse("eligibility:unit", args=[code]) + "?phan=to-chuc"
    context = {
        "form": form,
        "unit": unit,
        "kind": kind,
        "act": act,
        "title": f"{kind.title}: {unit.name}",
        "crumbs": [("Đơn vị", reverse("eligibility:units")), (unit.name, here)],
        "back": here,
        "preview": preview,
        "unsure": unsure,
    }
    status = 422 if form.errors or unsure else 200
    return render(request, "eligibility/reorganise.html", context, status=status)


def _data(form: ActForm) -> Data:
    data = dict(form.cleaned_data)
    if isinstance(form, MergeForm):
        data["others"] = list(data["others"])
    return data


def _write(request: HttpRequest, kind: Act, unit: Unit, data: Data) -> HttpResponse:
    went = kind.do(actor_of(request), Unit.objects.select_related("parent").get(pk=unit.pk), data)
    messages.success(request, f"{kind.title}: đã ghi. Chạy xét lại để kết quả theo cây đơn vị mới.")
    return redirect(reverse("eligibility:unit", args=[went.code]) + "?phan=to-chuc")

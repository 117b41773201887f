"""What is done to all of a unit's targets at once: copying, registering, closing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.forms.targets import CloseAllForm
from vinhdanh.movements.models import Target
from vinhdanh.movements.policies.targets import may_conclude_target
from vinhdanh.movements.selectors.targets import span_of_target
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, this_year, whole


def list_of(unit: Unit, year: int) -> str:
    """Address of the list of a unit's targets of a year."""
    return f"{reverse('movements:targets')}?nam={year}&dv={unit.code}"


def closable(actor: Account, unit: Unit | None, year: int) -> int:
    """How many registered targets of the unit have run their time and wait to be closed."""
    if unit is None or not may_conclude_target(scopes(actor), unit.path):
        return 0
    today = timezone.localdate()
    found = Target.objects.filter(unit=unit, year=year, state=TargetState.REGISTERED)
    last = [span_of_target(one)[1] for one in found.select_related("movement")]
    return sum((today.year, today.month) >= (year, month) for month in last)


def _named_unit(request: HttpRequest) -> tuple[Unit, int]:
    unit = get_object_or_404(visible_units(actor_of(request)), code=request.POST.get("dv", ""))
    return unit, whole(request.POST.get("nam"), this_year())


@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Begin a unit's year with the targets of the year before."""
    unit, year = _named_unit(request)
    try:
        made = services.copy_targets(actor=actor_of(request), unit=unit, year=year)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = f"Đã chép {len(made)} chỉ tiêu từ năm {year - 1} thành dự thảo: xem lại giá trị rồi đăng ký."
        messages.success(request, said)
    return redirect(list_of(unit, year))


@require_POST
def register_all(request: HttpRequest) -> HttpResponse:
    """Register every draft of a unit and year at once."""
    unit, year = _named_unit(request)
    actor, today = actor_of(request), timezone.localdate()
    drafts = list(Target.objects.filter(unit=unit, year=year, state=TargetState.DRAFT))
    with transaction.atomic():
        for target in drafts:
            services.register_target(actor=actor, target=target, on=today)
    messages.success(request, f"Đã đăng ký {len(drafts)} chỉ tiêu năm {year} của {unit}.")
    return redirect(list_of(unit, year))


@require_POST
def close_all(request: HttpRequest) -> HttpResponse:
    """Close a unit's registered targets of a year with one document."""
    unit, year = _named_unit(request)
    form = CloseAllForm(request.POST)
    if not form.is_valid():
        for texts in form.errors.values():
            messages.error(request, " ".join(str(said) for said in texts))
        return redirect(list_of(unit, year))
    try:
        closed, left = services.close_targets(
            actor=actor_of(request), unit=unit, year=year, **form.cleaned_data
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã chốt {len(closed)} chỉ tiêu năm {year} của {unit}.")
        if left:
            messages.error(request, f"Còn {len(left)} chỉ tiêu chưa chốt được. {' '.join(left)}")
    return redirect(list_of(unit, year))

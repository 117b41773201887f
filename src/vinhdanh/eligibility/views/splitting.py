"""Splitting a unit into several at once: who goes where, tried out and shown, then written in one act."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.eligibility.selectors.reorganising import Preview, tried
from vinhdanh.eligibility.views.reorganising import beside
from vinhdanh.people import services
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.policies import may_edit_unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.following import members_of
from vinhdanh.people.services.writing import Actor
from vinhdanh.people.unit_forms import SplitForm
from vinhdanh.people.views.files import fail
from vinhdanh.people.views.shown import actor_of, today

FIRST_ROWS, MOST_ROWS, SPARE = 3, 20, 1
Going = tuple[str, str, list[Unit], list[Person]]  # code, name, units below and people that go there


def split(request: HttpRequest, code: str) -> HttpResponse:
    """The first press tries it out and shows who goes where; the second writes."""
    actor = actor_of(request)
    unit = get_object_or_404(visible_units(actor).select_related("parent"), code=code)
    require(may_edit_unit(scopes(actor), unit.path))
    asked = request.POST if request.method == "POST" else None
    more = bool(asked and asked.get("act") == "more")
    form = SplitForm(
        asked,
        units=visible_units(actor, Action.EDIT),
        rows=_rows(request, more=more),
        below=list(unit.children.open(today()).order_by("path")),
        members=list(members_of(unit, today()).order_by("number")),
    )
    preview: Preview | None = None
    unsure = False
    if more:
        form.errors.clear()
    elif asked and form.is_valid():
        try:
            preview = tried(lambda: _split(actor, unit, form), [unit])
            if asked.get("act") == "write":
                unsure = not asked.get("sure")
                if not unsure:
                    return _write(request, unit, form)
        except ValidationError as error:
            preview = None
            fail(form, error)
    back = reverse("eligibility:unit", args=[code]) + "?phan=to-chuc"
    context = {
        "form": form,
        "unit": unit,
        "title": f"Chia, tách đơn vị: {unit.name}",
        "crumbs": [("Đơn vị", reverse("eligibility:units")), (unit.name, back)],
        "back": back,
        "preview": preview,
        "goings": _goings(form) if preview else [],
        "stays": _staying(form) if preview else None,
        "unsure": unsure,
    }
    status = 422 if form.errors or unsure else 200
    return render(request, "eligibility/split.html", context, status=status)


def _rows(request: HttpRequest, *, more: bool) -> int:
    """As many rows as were filled, or sent."""
    said = [name.removeprefix("code_") for name in request.POST if name.startswith("code_")]
    sent = max((int(at) for at in said if at.isdigit()), default=FIRST_ROWS)
    return min(sent + (SPARE if more else 0), MOST_ROWS)


@transaction.atomic
def _split(actor: Actor, unit: Unit, form: SplitForm) -> Unit:
    """All new units and the act itself, or nothing. The first of the new units is returned."""
    data = form.cleaned_data
    made = {
        at: beside(actor, unit, {"code": data[f"code_{at}"], "name": data[f"name_{at}"], "on": data["on"]})
        for at in data["named"]
    }
    people: dict[Unit, list[Person]] = {part: [] for part in made.values()}
    for person, name in zip(form.members, form.member_names, strict=True):
        if data[name]:
            people[made[data[name]]].append(person)
    services.split_unit(
        actor=actor,
        unit=unit,
        parts=people,
        on=data["on"],
        basis=data["basis"],
        closes=data["closes"],
        households=made.get(data["households"]),
        below={
            child: made[data[name]]
            for child, name in zip(form.below, form.below_names, strict=True)
            if data[name]
        },
        roles=made.get(data["roles"]),
    )
    return next(iter(made.values()))


def _goings(form: SplitForm) -> list[Going]:
    data = form.cleaned_data
    return [(data[f"code_{at}"], data[f"name_{at}"], *_going_to(form, at)) for at in data["named"]]


def _staying(form: SplitForm) -> tuple[list[Unit], list[Person]]:
    return _going_to(form, "")


def _going_to(form: SplitForm, at: str) -> tuple[list[Unit], list[Person]]:
    data = form.cleaned_data
    return (
        [unit for unit, name in zip(form.below, form.below_names, strict=True) if data[name] == at],
        [person for person, name in zip(form.members, form.member_names, strict=True) if data[name] == at],
    )


def _write(request: HttpRequest, unit: Unit, form: SplitForm) -> HttpResponse:
    first = _split(actor_of(request), Unit.objects.select_related("parent").get(pk=unit.pk), form)
    count = len(form.cleaned_data["named"])
    messages.success(
        request,
        f"Đã ghi {count} đơn vị mới tách từ {unit.name}. Chạy xét lại để kết quả theo cây đơn vị mới.",
    )
    return redirect(reverse("eligibility:unit", args=[first.code]) + "?phan=to-chuc")

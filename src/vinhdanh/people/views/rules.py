"""The rules that months are classed by, and who is exempt from them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.engine.facts import Force
from vinhdanh.engine.lawfiles import Problem
from vinhdanh.people import services
from vinhdanh.people.classing import LEVELS, Scale, ScaleError
from vinhdanh.people.classing.telling import quota_matrix, quota_words, row_words
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_telling import year_rows
from vinhdanh.people.classing_types import ScaleOrigin
from vinhdanh.people.forms import EndForm, ExemptionForm
from vinhdanh.people.models import ClassingExemption, Period
from vinhdanh.people.policies import may_change_scales, may_class
from vinhdanh.people.selectors import current_posts, people_visible_to, visible_units
from vinhdanh.people.types import label
from vinhdanh.people.views.shown import actor_of


def scale_list(request: HttpRequest) -> HttpResponse:
    """Every set of rules, what it rests on, and the files that can't be read."""
    found, broken = offered()
    used = Counter(Period.objects.values_list("scale__key", flat=True))
    rows = [(one, _forces(one.scale), used[one.scale.key]) for one in found.values()]
    rows.sort(key=lambda row: (not row[0].scale.monthly, row[0].scale.name))
    context = {"rows": rows, "broken": broken, "tab": "quy-che"}
    return render(request, "people/scales.html", context)


def _forces(scale: Scale) -> str:
    return ", ".join(label(Force(force)) for force in scale.forces)


def one_scale(request: HttpRequest, key: str) -> HttpResponse:
    """One set of rules in words and as text; changed by whom the agency lets."""
    found = offered()[0].get(key)
    if found is None:
        raise Http404
    problems: list[Problem] = []
    text, status = found.text, 200
    if request.method == "POST":
        actor = actor_of(request)
        try:
            if request.POST.get("act") == "withdraw":
                services.withdraw_scale(actor=actor, key=key)
                messages.success(request, "Đã trở về bản trước khi sửa trên trang.")
            else:
                text = request.POST.get("text", "")
                kept = services.change_scale(actor=actor, text=text)
                messages.success(
                    request, f"Đã ghi {kept.name}. Kỳ mở từ nay theo bản này, kỳ đã mở giữ bản cũ."
                )
                key = kept.key
            return redirect("people:scale", key)
        except ScaleError as error:
            problems, status = list(error.problems), 422
        except ValidationError as error:
            problems, status = [Problem("quy chế", 0, said) for said in error.messages], 422
    context = {
        "one": found,
        "scale": found.scale,
        "text": text,
        "lines": min(text.count("\n") + 2, 40),
        "problems": problems,
        "forces": _forces(found.scale),
        "may_change": may_change_scales(scopes(actor_of(request))),
        "changed": found.origin == ScaleOrigin.PAGE,
        "tab": "quy-che",
        **_tables(found.scale),
    }
    return render(request, "people/scale.html", context, status=status)


def _tables(scale: Scale) -> dict[str, Any]:
    """The scale's tables in words."""
    month, year = scale.quota, scale.year.quota
    return {
        "week_rows": [
            (_class_name(scale, row.give), row_words(row, scale.classes, "tuần")) for row in scale.rows
        ],
        "year_rows": year_rows(scale),
        "unit_rows": year_rows(scale, unit=True),
        "quota": month,
        "quota_words": quota_words(month, scale.classes) if month else [],
        "matrix": quota_matrix(month, scale.unit_classes, scale.classes) if month else [],
        "year_quota": year,
        "year_words": quota_words(year, LEVELS) if year else [],
        "year_matrix": quota_matrix(year, LEVELS, LEVELS) if year else [],
        "levels": LEVELS,
        "exemptions": scale.exemptions.values(),
    }


def _class_name(scale: Scale, code: str) -> str:
    found = scale.find(code)
    return found.name if found else code


# ---- exemptions -----------------------------------------------------------------------------------


def exemption_list(request: HttpRequest) -> HttpResponse:
    """Who is exempt by a basis of his own, and the form that adds one."""
    actor = actor_of(request)
    people = people_visible_to(actor)
    names = {
        code: one.name for offer in offered()[0].values() for code, one in offer.scale.exemptions.items()
    }
    form = ExemptionForm(
        request.POST or None,
        people=people,
        codes=list(names.items()),
        initial={"person": request.GET.get("so-hieu", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.exempt(
                actor=actor,
                person=data["person"],
                code=data["code"],
                start=data["start"],
                end=data["end"],
                basis=data["basis"],
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"Đã ghi diện miễn của {data['person']}.")
            return redirect("people:exemptions")
    rows = list(ClassingExemption.objects.filter(person__in=people).select_related("person"))
    posts = current_posts([row.person for row in rows])
    held = scopes(actor)
    context = {
        "form": form,
        "rows": [
            (
                row,
                names.get(row.code, row.code),
                posts.get(row.person_id),
                bool(may_class(held, posts[row.person_id].unit.path)) if row.person_id in posts else False,
            )
            for row in rows
        ],
        "may": any(visible_units(actor, action).exists() for action in (Action.EDIT, Action.CONCLUDE)),
        "tab": "mien",
    }
    return render(request, "people/exemptions.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """An exemption ends with a day."""
    actor = actor_of(request)
    found = get_object_or_404(ClassingExemption.objects.filter(person__in=people_visible_to(actor)), pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ghi ngày hết diện miễn theo dạng 31/12/2025.")
        return redirect("people:exemptions")
    try:
        services.end_exemption(actor=actor, exemption=found, last_day=form.cleaned_data["end"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Diện miễn của {found.person} hết ngày {found.end:%d/%m/%Y}.")
    return redirect("people:exemptions")

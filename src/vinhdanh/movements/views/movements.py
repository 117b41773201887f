"""The list of movements, one movement, and drafting it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.movements import services
from vinhdanh.movements.forms.movements import (
    AnswerForm,
    ExtendForm,
    LaunchForm,
    LinkForm,
    MovementForm,
    ReviewForm,
    UnitForm,
    axis_rows,
    read_axes,
)
from vinhdanh.movements.launching import blocking
from vinhdanh.movements.models import Movement, MovementLink
from vinhdanh.movements.policies.movements import may_launch_movement, may_write_movement
from vinhdanh.movements.selectors.movements import (
    awaiting_response,
    movements_visible_to,
    responses,
    with_axes,
)
from vinhdanh.movements.services.launching import checklist_of
from vinhdanh.movements.services.writing import require_write
from vinhdanh.movements.types.movements import MovementKind, MovementState
from vinhdanh.movements.views.shown import (
    visible_movement,
)
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, whole

PAGE = 50


def movement_list(request: HttpRequest) -> HttpResponse:
    """The movements of a year: those from above, one's own, and which still wait for an answer."""
    context = _listed(request)
    context["page"] = Paginator(context["rows"], PAGE).get_page(request.GET.get("trang"))
    return render(request, "movements/movements.html", context)


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    visible = movements_visible_to(actor)
    years = sorted(set(visible.values_list("year", flat=True)) | {this_year()}, reverse=True)
    year = whole(request.GET.get("nam"), this_year())
    kind, state = request.GET.get("loai", ""), request.GET.get("tt", "")
    words = request.GET.get("tim", "").strip()
    found = visible.of_year(year)
    if kind in MovementKind.values:
        found = found.filter(kind=kind)
    if state in MovementState.values:
        found = found.filter(state=state)
    rows = [one for one in found.prefetch_related("acts") if not words or _named(one, words)]
    answered = Counter(found.exclude(state=MovementState.DRAFT).values_list("parent_id", flat=True))
    return {
        "rows": [
            (one, answered.get(one.pk, 0)) for one in sorted(rows, key=lambda one: one.parent_id is not None)
        ],
        "count": len(rows),
        "years": years,
        "year": year,
        "kinds": MovementKind.choices,
        "kind": kind,
        "states": MovementState.choices,
        "state": state,
        "words": words,
        "waiting": awaiting_response(actor),
        "may_add": writing_units(actor).exists(),
        "filtered": bool(kind or state or words),
    }


def _named(movement: Movement, words: str) -> bool:
    text = fold(f"{movement.name} {movement.theme} {movement.unit.name}")
    return all(word in text for word in fold(words).split())


def movement_file(request: HttpRequest) -> HttpResponse:
    """The movements of the list as Excel."""
    context = _listed(request)
    rows = [one for one, _ in context["rows"]]
    content = workbook(
        actor=actor_of(request),
        title=f"Phong trào thi đua năm {context['year']}",
        notes=[],
        columns=[
            ("Tên phong trào", 60),
            ("Đơn vị phát động", 36),
            ("Loại", 14),
            ("Từ ngày", 12),
            ("Đến ngày", 12),
            ("Kế hoạch", 24),
            ("Tình trạng", 18),
            ("Hưởng ứng phong trào", 50),
        ],
        rows=[
            (
                one.name,
                one.unit.name,
                one.get_kind_display(),
                f"{one.first:%d/%m/%Y}",
                f"{one.last:%d/%m/%Y}",
                one.plan_number,
                one.get_state_display(),
                str(one.parent or ""),
            )
            for one in rows
        ],
    )
    return download(content, f"phong-trao-{context['year']}.xlsx")


def writing_units(actor: Account) -> QuerySet[Unit]:
    """Units for which the actor may draft a movement."""
    codes = visible_units(actor, Action.EDIT).values("pk")
    return visible_units(actor).filter(Q(pk__in=codes) | Q(pk__in=visible_units(actor, Action.CONCLUDE)))


# ---- one movement ---------------------------------------------------------------------------------


def movement(request: HttpRequest, pk: int) -> HttpResponse:
    """One movement: what it is, its axes, who has answered it, and what may be done next."""
    return render(request, "movements/movement.html", _shown(request, visible_movement(request, pk)))


def _shown(request: HttpRequest, found: Movement, **forms: Any) -> dict[str, Any]:
    actor = actor_of(request)
    held, path = scopes(actor), found.unit.path
    draft = found.state == MovementState.DRAFT
    checks = checklist_of(found) if draft else ()
    answers = [] if draft else responses(actor, found)
    axed = with_axes(Movement.objects.filter(pk=found.pk)).get()
    links = found.links_out.select_related("linked__unit")
    linked = {link.linked_id: link for link in links}
    linked_axes = with_axes(Movement.objects.filter(pk__in=linked)).select_related("unit")
    others = movements_visible_to(actor).exclude(pk__in=[found.pk, *linked]).exclude(parent=found)
    today = timezone.localdate()
    return {
        "movement": found,
        "axes": axed.axes.all(),
        "contents": _filled(axed),
        "linked": [(one, linked[one.pk], _filled(one)) for one in linked_axes],
        "checks": checks,
        "blocking": blocking(checks),
        "answers": answers,
        "answered": [one for one in answers if one.launched],
        "unanswered": [one for one in answers if not one.launched],
        "mine": [
            one.unit
            for one in answers
            if one.movement is None
            and found.state == MovementState.LAUNCHED
            and may_launch_movement(held, one.unit.path)
        ],
        "acts": found.acts.all(),
        "may_write": may_write_movement(held, path),
        "may_launch": may_launch_movement(held, path),
        "launch_form": LaunchForm(initial={"on": today}),
        "answer_form": AnswerForm(initial={"on": today}),
        "extend_form": ExtendForm(initial={"on": today}),
        "review_form": ReviewForm(initial={"on": today}),
        "link_form": LinkForm(others=others),
        "others": others.exclude(state=MovementState.DRAFT)[:200],
        "over": found.last < today and found.state == MovementState.LAUNCHED,
    } | forms


def _filled(movement: Movement) -> tuple[int, int, int]:
    """How many contents a movement has, how many have words, how many an indicator."""
    contents = [content for axis in movement.axes.all() for content in axis.contents.all()]
    return (
        len(contents),
        sum(bool(content.text) for content in contents),
        sum(bool(content.indicators.all()) for content in contents),
    )


def add(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    actor = actor_of(request)
    units = writing_units(actor)
    year = this_year()
    initial = {"year": year, "kind": MovementKind.REGULAR, "unit": request.GET.get("dv", "")}
    form = MovementForm(request.POST or None, initial=initial)
    unit_form = UnitForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid() and unit_form.is_valid():
        try:
            found = services.add_movement(
                actor=actor, unit=unit_form.cleaned_data["unit"], **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, "Đã lưu bản soạn. Ghi tiếp các trục, nội dung, rồi phát động.")
            return redirect("movements:movement", found.pk)
    context = {"form": form, "unit_form": unit_form, "units": units, "movement": None}
    return render(
        request, "movements/edit.html", context, status=422 if form.errors or unit_form.errors else 200
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft, or what launching left open."""
    actor, found = actor_of(request), visible_movement(request, pk)
    require_write(actor, found.unit, found)
    # The form fills the instance it is given: a copy, so that the service sees what differs.
    form = MovementForm(request.POST or None, instance=Movement.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_movement(actor=actor, movement=found, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, "Đã lưu.")
            return redirect("movements:movement", found.pk)
    context = {"form": form, "movement": found}
    return render(request, "movements/edit.html", context, status=422 if form.errors else 200)


def axes(request: HttpRequest, pk: int) -> HttpResponse:
    """The axes with their contents and indicators."""
    actor, found = actor_of(request), visible_movement(request, pk)
    require_write(actor, found.unit, found)
    errors: list[str] = []
    if request.method == "POST":
        try:
            services.write_axes(actor=actor, movement=found, axes=read_axes(request.POST))
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, "Đã lưu các trục.")
            again = "them" in request.POST
            return redirect("movements:axes" if again else "movements:movement", found.pk)
    rows = axis_rows(list(with_axes(Movement.objects.filter(pk=pk)).get().axes.all()))
    context = {"movement": found, "rows": rows, "errors": errors}
    return render(request, "movements/axes.html", context, status=422 if errors else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a draft back."""
    found = visible_movement(request, pk)
    try:
        services.drop_draft(actor=actor_of(request), movement=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("movements:movement", pk)
    messages.success(request, f"Đã bỏ bản soạn “{found}”.")
    return redirect("movements:movements")


# ---- acts -----------------------------------------------------------------------------------------


def _act(
    request: HttpRequest, found: Movement, name: str, form: Any, service: Any, said: str
) -> HttpResponse:
    """Do one act by its form; a refusal comes back on the movement's page with what was typed."""
    if form.is_valid():
        try:
            service(actor=actor_of(request), movement=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            found = visible_movement(request, found.pk)
        else:
            messages.success(request, said)
            return redirect("movements:movement", found.pk)
    return render(
        request, "movements/movement.html", _shown(request, found, **{name: form, "open": name}), status=422
    )


@require_POST
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    """Launch a draft."""
    found, form = visible_movement(request, pk), LaunchForm(request.POST)
    said = f"Đã phát động “{found}”. Các đơn vị bên dưới thấy phong trào này từ bây giờ."
    return _act(request, found, "launch_form", form, services.launch_movement, said)


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a movement more time."""
    found, form = visible_movement(request, pk), ExtendForm(request.POST)
    return _act(request, found, "extend_form", form, services.extend_movement, "Đã ghi gia hạn.")


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Sơ kết, or tổng kết where the button says so."""
    found, form = visible_movement(request, pk), ReviewForm(request.POST)
    if request.POST.get("act") == "tong-ket":
        return _act(request, found, "review_form", form, services.close_movement, "Đã ghi tổng kết.")
    return _act(request, found, "review_form", form, services.review_movement, "Đã ghi sơ kết.")


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit launches beneath the movement."""
    actor, found = actor_of(request), visible_movement(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = dict(form.cleaned_data)
        unit = get_object_or_404(visible_units(actor), code=data.pop("unit"))
        try:
            made = services.launch_beneath(actor=actor, parent=found, unit=unit, **data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"{unit} đã phát động hưởng ứng.")
            return redirect("movements:movement", made.pk)
    context = _shown(request, found, answer_form=form, open="answer_form")
    return render(request, "movements/movement.html", context, status=422)


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which movement this one is carried out with."""
    actor, found = actor_of(request), visible_movement(request, pk)
    form = LinkForm(request.POST, others=movements_visible_to(actor))
    return _act(request, found, "link_form", form, services.link_movements, "Đã gắn hai phong trào.")


@require_POST
def unlink(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Take a link back."""
    found = visible_movement(request, pk)
    row = get_object_or_404(MovementLink.objects.select_related("movement__unit"), movement=found, pk=link)
    services.unlink_movements(actor=actor_of(request), link=row)
    messages.success(request, "Đã bỏ việc gắn hai phong trào.")
    return redirect("movements:movement", pk)

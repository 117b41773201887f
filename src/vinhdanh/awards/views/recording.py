"""Writing down a decision with its list: entered, looked at, then recorded whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards import services
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.forms import OTHER, ListForm
from vinhdanh.awards.models import Decision, Outsider
from vinhdanh.awards.policies import may_record_decision
from vinhdanh.awards.services.decisions import decision_named, refuse_taken_number
from vinhdanh.awards.types import MERIT_LABELS, GivenBy
from vinhdanh.awards.views.lines import Line, codes_in, entry_of, members, read_lines
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import subjects_named, visible_units
from vinhdanh.people.views.shown import actor_of

AUTHORITIES = 30  # that the list offers, the busiest first


def authorities() -> list[str]:
    """Who has signed decisions, the busiest first."""
    used = Decision.objects.standing().exclude(authority="").values("authority").annotate(times=Count("pk"))
    return [row["authority"] for row in used.order_by("-times", "authority")[:AUTHORITIES]]


def with_authority(post: Any) -> Any:
    """The posted data with the authority that was written, where none of the list was chosen."""
    data = post.copy()
    if data.get("authority") in ("", OTHER, None) and data.get("other_authority", "").strip():
        data["authority"] = data["other_authority"].strip()
    elif data.get("authority") == OTHER:
        data["authority"] = ""
    return data


def paper_of(actor: Account, data: dict[str, Any]) -> Decision:
    """The decision that a form names: the one on record under its number and day, or a new one.

    Raises:
        ValidationError: the number belongs to a decision of another day, or something is missing.
    """
    found = decision_named(data["authority"], data["number"], data["decided"])
    if found is not None and found.decided == data["decided"]:
        return found
    return services.record_decision(
        actor=actor,
        authority=data["authority"],
        number=data["number"],
        decided=data["decided"],
        document=data["document"],
    )


def record(request: HttpRequest) -> HttpResponse:
    """The form of a decision with its list, the look at it, and the recording."""
    actor = actor_of(request)
    require(may_record_decision(scopes(actor)))
    if request.method != "POST":
        return _enter(request, ListForm(initial=_initial(request)), _prefilled(request))
    post = with_authority(request.POST)
    form, step = ListForm(post), post.get("step", "")
    if step in ("unit", "change"):
        form = ListForm(initial={name: post.get(name, "") for name in form.fields})
        return _enter(request, form, codes_in(post))
    if not form.is_valid():
        return _enter(request, form, codes_in(post))
    shared = form.cleaned_data
    try:
        refuse_other_day(shared)
    except ValidationError as error:
        form.add_error("number", error)
        return _enter(request, form, codes_in(post))
    lines = read_lines(actor, post, shared)
    if not lines:
        form.add_error(None, "Chưa chọn ai: đánh dấu trong danh sách, hoặc ghi số hiệu, mã đơn vị.")
        return _enter(request, form, codes_in(post))
    if step == "record" and all(line.ready for line in lines):
        if decision := _recorded(request, form, lines):
            return redirect("awards:decision", pk=decision.pk)
    return _review(request, form, lines, tried=step == "record")


def refuse_other_day(data: dict[str, Any]) -> None:
    """Refuse a number that a decision of another day has.

    Raises:
        ValidationError: the message names that decision.
    """
    found = decision_named(data["authority"], data["number"], data["decided"])
    if found is not None and found.decided != data["decided"]:
        refuse_taken_number(data["authority"], data["number"], data["decided"])


def _recorded(request: HttpRequest, form: ListForm, lines: list[Line]) -> Decision | None:
    """The whole list, written down; None when a service refused it, and the form says why."""
    actor, shared = actor_of(request), form.cleaned_data
    try:
        with transaction.atomic():
            decision = paper_of(actor, shared)
            for line in lines:
                if isinstance(line.recipient, Outsider):
                    line.recipient = services.register_outsider(
                        actor=actor, name=line.recipient.name, whereabouts=line.recipient.whereabouts
                    )
            entries = [entry_of(line, shared) for line in lines]
            done = services.record_grants(actor=actor, decision=decision, entries=entries)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(request, f"Đã ghi {len(done)} lượt {honour_name(shared['honour'])} theo {decision}.")
    return decision


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the address fills in: a decision already on record."""
    said = request.GET.get("qd", "")
    if not said:
        return {"merit": Merit.CONG_TRANG.value}
    found = Decision.objects.filter(pk=int(said)).first() if said.isdigit() else None
    if found is None:
        raise Http404
    first = found.grants.first()
    initial: dict[str, Any] = {
        "authority": found.authority,
        "number": found.number,
        "decided": f"{found.decided:%d/%m/%Y}" if found.decided else "",
        "document": found.document,
    }
    if first:
        initial |= {"honour": first.honour, "merit": first.merit, "level": first.level, "year": first.year}
    return initial


def _prefilled(request: HttpRequest) -> list[str]:
    return request.GET.getlist("dt")


def _enter(request: HttpRequest, form: ListForm, codes: list[str]) -> HttpResponse:
    """The form, with the people of the chosen unit to tick."""
    actor = actor_of(request)
    units = visible_units(actor, Action.GRANT)
    source = request.POST if request.method == "POST" else request.GET
    unit = units.filter(code=source.get("dv", "")).first()
    groups = list(members(actor, unit)) if unit else []
    offered = {code for _, some in groups for code in map(_code, some)}
    elsewhere = [code for code in codes if code not in offered]
    names = subjects_named(elsewhere)
    context = {
        "form": form,
        "unit": unit,
        "units": _choosable(units, unit),
        "groups": groups,
        "chosen": codes,
        "elsewhere": [(code, names.get(code)) for code in elsewhere],
        "authorities": authorities(),
        "other": OTHER,
        "source": source,
    }
    return render(request, "awards/record.html", context, status=422 if form.errors else 200)


def _code(recipient: Any) -> str:
    return str(getattr(recipient, "number", "") or recipient.code)


def _choosable(units: Any, unit: Unit | None) -> list[Unit]:
    top = list(units.filter(depth__lte=1, valid_to=None).order_by("depth", "path"))
    return [*top, unit] if unit and unit not in top else top or list(units.order_by("path"))


def _review(request: HttpRequest, form: ListForm, lines: list[Line], *, tried: bool) -> HttpResponse:
    """What would be written down, line by line, with everything that speaks against it."""
    shared = form.cleaned_data
    level = GivenBy(shared["level"]).label if shared["level"] else ""
    context = {
        "form": form,
        "shared": shared,
        "honour": honour_name(shared["honour"]),
        "merit": MERIT_LABELS[Merit(shared["merit"])],
        "level": level,
        "lines": lines,
        "known": decision_named(shared["authority"], shared["number"], shared["decided"]),
        "problems": sum(bool(line.problem) for line in lines),
        "doubtful": sum(bool(line.doubts) for line in lines),
        "tried": tried,
        "money": sum(line.money for line in lines),
        "outsider": request.POST.get("outsider_name", ""),
        "whereabouts": request.POST.get("outsider_whereabouts", ""),
        "dv": request.POST.get("dv", ""),
    }
    return render(request, "awards/review.html", context, status=422 if tried else 200)

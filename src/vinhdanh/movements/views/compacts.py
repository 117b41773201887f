"""Giao ước: the list, one of them, drawing it up, signing it, and the paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.forms.compacts import MOST_TARGETS, CompactForm, read_text
from vinhdanh.movements.forms.movements import UnitForm
from vinhdanh.movements.models import Compact, Target
from vinhdanh.movements.policies.compacts import may_open_compact, may_sign_compact, may_write_compact
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to
from vinhdanh.movements.selectors.compacts import compacts_visible_to, signed_of, signing, with_parties
from vinhdanh.movements.selectors.movements import responding_units
from vinhdanh.movements.selectors.targets import targets_of_unit
from vinhdanh.movements.types.compacts import CompactKind, CompactState
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.movements.views.movements import writing_units
from vinhdanh.movements.views.registration import asked_year
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year


def visible_compact(request: HttpRequest, pk: int) -> Compact:
    """A giao ước that the account sees; any other does not exist."""
    found = with_parties(compacts_visible_to(actor_of(request)).filter(pk=pk)).first()
    if found is None:
        raise Http404
    return found


def compacts(request: HttpRequest) -> HttpResponse:
    """The giao ước of a year, and how far their signing has come."""
    return render(request, "movements/compacts.html", _listed(request))


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor, year = actor_of(request), asked_year(request)
    kind, words = request.GET.get("loai", ""), request.GET.get("tim", "").strip()
    visible = compacts_visible_to(actor)
    found = visible.filter(year=year)
    if kind in CompactKind.values:
        found = found.filter(kind=kind)
    rows = [(one, signed_of(one), len(one.parties.all())) for one in with_parties(found)]
    wanted = fold(words).split()
    return {
        "rows": [row for row in rows if all(word in fold(f"{row[0]} {row[0].unit}") for word in wanted)],
        "signing": signing(actor, year),
        "year": year,
        "years": sorted(set(visible.values_list("year", flat=True)) | {this_year()}, reverse=True),
        "kind": kind,
        "kinds": CompactKind.choices,
        "words": words,
        "may_add": writing_units(actor).exists(),
        "filtered": bool(kind or words),
    }


def compact_file(request: HttpRequest) -> HttpResponse:
    """The giao ước of the list, a line for each unit that is to sign, as Excel."""
    context = _listed(request)
    content = workbook(
        actor=actor_of(request),
        title=f"Giao ước thi đua năm {context['year']}",
        notes=[],
        columns=[
            ("Số", 16),
            ("Trích yếu", 60),
            ("Đơn vị chủ trì", 36),
            ("Đơn vị ký", 40),
            ("Người ký", 30),
            ("Ngày ký", 12),
        ],
        rows=[
            (
                one.number,
                one.name,
                one.unit.name,
                party.unit.name,
                party.signature.name if hasattr(party, "signature") else "Chưa ký",
                f"{party.signature.signed:%d/%m/%Y}" if hasattr(party, "signature") else "",
            )
            for one, _, _ in context["rows"]
            for party in one.parties.all()
        ],
    )
    return download(content, f"giao-uoc-{context['year']}.xlsx")


def compact(request: HttpRequest, pk: int) -> HttpResponse:
    """One giao ước: its text, who has signed, and what may be done next."""
    found, actor = visible_compact(request, pk), actor_of(request)
    held, parties = scopes(actor), list(found.parties.all())
    waiting = [party for party in parties if not hasattr(party, "signature")]
    signed = len(parties) - len(waiting)
    return render(
        request,
        "movements/compact.html",
        {
            "compact": found,
            "parties": parties,
            "signed": signed,
            "mine": [
                party.unit
                for party in waiting
                if found.state != CompactState.DRAFT and may_sign_compact(held, party.unit.path)
            ],
            "may_write": may_write_compact(held, found.unit.path),
            "may_open": may_open_compact(held, found.unit.path),
        },
    )


# ---- drawing it up --------------------------------------------------------------------------------


def add_compact(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    actor = actor_of(request)
    units = writing_units(actor)
    if not units.exists():
        require(may_write_compact(scopes(actor), "/"))
    today = timezone.localdate()
    initial = {"year": asked_year(request), "dated": today, "kind": CompactKind.UNIT}
    form = CompactForm(request.POST or None, initial=initial, clusters=cluster_years_visible_to(actor))
    unit_form = UnitForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid() and unit_form.is_valid():
        made = _save(actor, form, request, unit_form.cleaned_data["unit"])
        if made is not None:
            messages.success(request, "Đã lưu bản soạn. Xem lại rồi mở ký.")
            return redirect("movements:compact", made.pk)
    chosen = units.filter(code=request.GET.get("dv", "")).first() or units.order_by("path").first()
    extra = {"unit_form": unit_form, "units": units, "compact": None, "chosen": chosen}
    extra["registered"] = _registered(chosen, asked_year(request))
    return _edit_page(request, form, extra, _offered(actor, chosen), None)


def change_compact(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft anew."""
    actor, found = actor_of(request), visible_compact(request, pk)
    signers = [party.unit.path for party in found.parties.all()]
    require(may_write_compact(scopes(actor), found.unit.path, seen_from=signers))
    articles = "\n".join(article.text for article in found.articles.all())
    # The form fills the instance it is given: a copy, so that the service sees what differs.
    copy = Compact.objects.select_related("unit").get(pk=pk)
    clusters = cluster_years_visible_to(actor)
    form = CompactForm(request.POST or None, instance=copy, initial={"articles": articles}, clusters=clusters)
    if request.method == "POST" and form.is_valid() and _save(actor, form, request, found.unit, found):
        messages.success(request, "Đã lưu.")
        return redirect("movements:compact", pk)
    extra = {"compact": found, "registered": _registered(found.unit, found.year)}
    return _edit_page(request, form, extra, _offered(actor, found.unit), found)


def _save(
    actor: Account, form: CompactForm, request: HttpRequest, unit: Unit, found: Compact | None = None
) -> Compact | None:
    fields = {name: value for name, value in form.cleaned_data.items() if name != "articles"}
    try:
        registered = _registered(unit, form.cleaned_data["year"])
        text = read_text(request.POST, list(_offered(actor, unit)), visible_units(actor), registered)
        return services.write_compact(actor=actor, unit=unit, text=text, compact=found, **fields)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None


def _registered(unit: Unit | None, year: int) -> list[Target]:
    """The unit's targets that are its word already: those that a giao ước may take over."""
    if unit is None:
        return []
    return [one for one in targets_of_unit(unit, year) if one.state != TargetState.DRAFT]


def _offered(actor: Account, unit: Unit | None) -> QuerySet[Unit]:
    """Units that may be asked to sign: the unit itself and those right below it."""
    if unit is None:
        return Unit.objects.none()
    below = [one.pk for one in responding_units(unit, timezone.localdate())]
    return visible_units(actor).filter(Q(pk=unit.pk) | Q(pk__in=below)).order_by("path")


def _edit_page(
    request: HttpRequest,
    form: CompactForm,
    extra: dict[str, Any],
    offered: QuerySet[Unit],
    found: Compact | None,
) -> HttpResponse:
    typed = request.method == "POST"
    there = {one.name for one in found.targets.all()} if found else set()
    targets = list(found.targets.all()) if found else []
    rows = []
    for at in range(1, MOST_TARGETS + 1):
        one = targets[at - 1] if at <= len(targets) else None
        shown = {part: getattr(one, part, "") if one else "" for part in ("name", "measure", "value")}
        if typed:
            shown = {part: request.POST.get(f"m{at}_{part}", "") for part in shown}
        rows.append({"at": at, **shown})
    filled = max((at for at, row in enumerate(rows, 1) if row["name"]), default=0)
    parties = set(request.POST.getlist("party")) if typed else _codes(found)
    context = {
        "form": form,
        "targets": rows[: max(filled + 2, 4)],
        "offered": offered,
        "takeable": [
            (one, services.TargetText.of(one), str(one.pk) in request.POST.getlist("ct"))
            for one in extra["registered"]
            if one.name not in there
        ],
        "parties": parties,
        "all_parties": bool(request.POST.get("party_all")),
    } | extra
    return render(request, "movements/compact_edit.html", context, status=422 if form.errors else 200)


def _codes(found: Compact | None) -> set[str]:
    return {party.unit.code for party in found.parties.all()} if found else set()


# ---- from draft to signature ----------------------------------------------------------------------


@require_POST
def compact_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it to signing, take it back, drop the draft, or sign for a unit."""
    actor, found = actor_of(request), visible_compact(request, pk)
    try:
        match request.POST.get("viec"):
            case "mo-ky":
                services.open_compact(actor=actor, compact=found)
                said = "Đã mở ký: các đơn vị thấy giao ước từ bây giờ."
            case "ve-ban-soan":
                services.take_back_compact(actor=actor, compact=found, reason=request.POST.get("ly_do", ""))
                said = "Đã đưa về bản soạn."
            case "ky":
                unit = found.parties.filter(unit__code=request.POST.get("dv", "")).first()
                if unit is None:
                    raise Http404
                services.sign_compact(actor=actor, compact=found, unit=unit.unit)
                said = f"Đã ký giao ước thay mặt {unit.unit}."
            case "bo":
                services.drop_compact(actor=actor, compact=found)
                messages.success(request, f"Đã bỏ bản soạn “{found}”.")
                return redirect("movements:compacts")
            case _:
                raise Http404
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("movements:compact", pk)

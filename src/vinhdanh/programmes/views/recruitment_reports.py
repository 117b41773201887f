"""What communes report without naming anybody: outreach sessions and typed figures."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, add_errors, download
from vinhdanh.programmes import services
from vinhdanh.programmes.models import OutreachSession, RecruitmentRound
from vinhdanh.programmes.recruitment_counts import OF_COMMUNES
from vinhdanh.programmes.recruitment_forms import OutreachForm, TotalsForm
from vinhdanh.programmes.recruitment_policies import may_run_round
from vinhdanh.programmes.recruitment_selectors import (
    by_channel,
    communes_seen,
    outreach_seen,
    round_view,
)
from vinhdanh.programmes.recruitment_types import ASIDE, FIGURES, PROGRESS, Channel
from vinhdanh.programmes.views.recruitment import (
    round_of,
    shell,
)

PAGE = 50


def _sessions(request: HttpRequest, round_: RecruitmentRound) -> QuerySet[OutreachSession]:
    found = outreach_seen(actor_of(request), round_)
    if unit := request.GET.get("dv"):
        found = found.filter(unit__code=unit)
    if (channel := request.GET.get("ht")) in Channel.values:
        found = found.filter(channel=channel)
    return found


def outreach(request: HttpRequest, pk: int) -> HttpResponse:
    """Sessions in the account's communes, their sums, and the form that adds one."""
    actor = actor_of(request)
    found = round_of(request, pk)
    context = shell(request, found, "tuyen-truyen")
    form = OutreachForm(request.POST or None, units=context["keeps"])
    if request.method == "POST" and form.is_valid():
        try:
            services.add_outreach(
                actor=actor,
                round_=found,
                **form.cleaned_data | {"channel": Channel(form.cleaned_data["channel"])},
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi buổi tuyên truyền.")
            return redirect("programmes:recruitment-outreach", pk)
    sessions = _sessions(request, found)
    communes = [row.unit for row in communes_seen(actor, found)]
    told = set(outreach_seen(actor, found).values_list("unit", flat=True))
    context |= {
        "form": form,
        "page": Paginator(sessions, PAGE).get_page(request.GET.get("trang")),
        "people": sessions.aggregate(n=Sum("people"))["n"] or 0,
        "sessions": sessions.count(),
        "channels": by_channel(sessions),
        "all_channels": Channel.choices,
        "communes": communes,
        "untold": [unit for unit in communes if unit.pk not in told],
        "may_write": context["open"] and context["keeps"].exists(),
        "kept": set(context["keeps"].values_list("pk", flat=True)),
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/recruitment/outreach.html", context, status=status)


def outreach_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions that the filter leaves, as Excel."""
    found = round_of(request, pk)
    content = workbook(
        actor=actor_of(request),
        title=f"{found}: tuyên truyền",
        notes=[],
        columns=[("Ngày", 12), ("Xã, phường", 36), ("Hình thức", 26), ("Nơi", 40), ("Số người", 10)],
        rows=(
            [f"{one.on:%d/%m/%Y}", one.unit.name, one.get_channel_display(), one.place, one.people]
            for one in _sessions(request, found)
        ),
    )
    return download(content, f"tuyen-chon-{found.year}-tuyen-truyen.xlsx")


@require_POST
def outreach_remove(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Take out a session that was typed in by mistake."""
    found = round_of(request, pk)
    held = get_object_or_404(outreach_seen(actor_of(request), found), pk=session)
    try:
        services.remove_outreach(actor=actor_of(request), session=held, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã xóa buổi tuyên truyền ghi nhầm.")
    return redirect("programmes:recruitment-outreach", pk)


def totals(request: HttpRequest, pk: int) -> HttpResponse:
    """Typed figures of a round that has no files: of one commune, or of the whole round."""
    actor = actor_of(request)
    found = round_of(request, pk)
    if not found.by_totals:
        raise Http404
    context = shell(request, found, "so-lieu")
    run = may_run_round(scopes(actor))
    code = request.GET.get("dv", "")
    unit = context["keeps"].filter(code=code).first()
    if unit is None and not run:
        unit = context["keeps"].first()
    if code and (unit is None or unit.code != code):
        raise Http404
    figures = list(FIGURES) if unit is None else [one for one in FIGURES if one in OF_COMMUNES]
    held = dict(found.totals.filter(unit=unit).values_list("figure", "count"))
    form = TotalsForm(request.POST or None, figures=figures, initial=held)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_totals(actor=actor, round_=found, unit=unit, counts=form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ghi số liệu của {unit or 'cả đợt'}.")
            return redirect(f"{request.path}?dv={unit.code if unit else ''}")
    context |= {
        "form": form,
        "unit": unit,
        "view": round_view(actor, found),
        "groups": _groups(form, figures),
        "writes": context["open"] and (bool(run) or unit is not None),
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/recruitment/totals.html", context, status=status)


def _groups(form: TotalsForm, figures: list[str]) -> list[tuple[str, list[object]]]:
    """The form's fields under three headings."""
    quality = [figure for figure in figures if figure not in OF_COMMUNES]
    named = (
        ("Các bước", [figure for figure in figures if figure in PROGRESS]),
        ("Ngoài các bước", [figure for figure in figures if figure in ASIDE]),
        ("Chất lượng của số được tuyển chọn", quality),
    )
    return [(name, [form[figure] for figure in part]) for name, part in named if part]

"""Runs: the list, starting one, watching it, choosing which one the pages show."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.eligibility import services
from vinhdanh.eligibility.forms import RunForm
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.policies import may_run
from vinhdanh.eligibility.selectors import runs
from vinhdanh.eligibility.views.shown import CHOSEN, actor_of, page_of
from vinhdanh.people.selectors import people_visible_to


def run_list(request: HttpRequest) -> HttpResponse:
    """Every run so far, and the form that starts one."""
    actor = actor_of(request)
    newest = runs.latest()
    return render(
        request, "eligibility/runs.html", _context(request, _first_form(newest), may_run(scopes(actor)))
    )


def _first_form(newest: Run | None) -> RunForm:
    if newest is None:
        return RunForm()
    day = f"{newest.law_date:%d/%m/%Y}"
    return RunForm(initial={"year": newest.year, "law_date": day, "members": newest.members})


def _context(request: HttpRequest, form: RunForm, answer: object) -> dict[str, object]:
    newest = runs.latest()
    return {
        "form": form,
        "may_run": answer,
        "page": page_of(request, list(runs.runs())),
        "newest": newest,
        "chosen": request.session.get(CHOSEN) or (newest.pk if newest else None),
        "at_work": runs.at_work(),
        "changes": runs.changes_since(newest) if newest else 0,
    }


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a run in the background and go and watch it."""
    actor = actor_of(request)
    form = RunForm(request.POST)
    if not form.is_valid():
        context = _context(request, form, may_run(scopes(actor)))
        return render(request, "eligibility/runs.html", context, status=422)
    data = form.cleaned_data
    try:
        run = services.start_run(
            actor=actor, year=data["year"], law_date=data["law_date"], members=data["members"]
        )
    except services.RunOpen as other:
        messages.warning(
            request, f"Đang có lần xét do {other.run.by_name} chạy; chờ lần này xong rồi chạy tiếp."
        )
        return redirect("eligibility:run", other.run.pk)
    request.session.pop(CHOSEN, None)
    return redirect("eligibility:run", run.pk)


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it is, or what it rests on. Asked again every second while it works."""
    found = get_object_or_404(runs.runs(), pk=pk)
    template = "eligibility/run.html"
    if getattr(request, "htmx", None) and found.open:
        template = "eligibility/progress.html"
    response = render(request, template, {"run": found, "newest": runs.latest()})
    if getattr(request, "htmx", None) and not found.open:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
    return response


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show another run on all pages, or the newest again."""
    if not people_visible_to(actor_of(request)).exists():
        raise PermissionDenied
    found = get_object_or_404(Run, pk=pk, state=Run.State.DONE)
    if found == runs.latest():
        request.session.pop(CHOSEN, None)
    else:
        request.session[CHOSEN] = found.pk
    return redirect("web:dashboard")

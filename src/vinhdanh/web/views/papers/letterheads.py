"""The head of a unit's papers: written with a picture of it beside."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.documents.paper import Letterhead, Paper, PaperError
from vinhdanh.documents.pdf import head_picture
from vinhdanh.eligibility.views.registers import tried
from vinhdanh.people import services
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.policies import may_shape_papers
from vinhdanh.people.views.shown import actor_of, today, whole
from vinhdanh.web.paper_forms import LetterheadForm, WhyForm
from vinhdanh.web.views.papers.units import unit_asked, units_seen

HEIGHT = 56  # millimetres of the page that the picture shows
LINES = ("parent_line", "issuer_line", "place", "nation", "motto")


def letterheads(request: HttpRequest) -> HttpResponse:
    """The unit's letterheads by day, the form, and how the papers begin."""
    unit, actor = unit_asked(request), actor_of(request)
    may = may_shape_papers(scopes(actor), unit.path)
    here = f"{reverse('web:letterheads')}?dv={unit.code}"
    now = letterhead_of(unit)
    act = request.POST.get("act", "")
    if act:
        require(may)
    form = LetterheadForm(request.POST if act in ("ghi", "xem") else None, initial=_lines(now))
    back = WhyForm(request.POST if act == "xoa" else None)
    if act == "ghi" and tried(
        request,
        form,
        lambda: services.write_letterhead(actor=actor, unit=unit, **form.cleaned_data),
        "Đã ghi đầu giấy.",
    ):
        return redirect(here)
    if act == "xoa" and tried(
        request, back, lambda: _remove(request, unit, back), "Đã xóa đầu giấy ghi nhầm."
    ):
        return redirect(here)
    shown = {name: str(form[name].value() or "") for name in LINES} if act == "xem" else _lines(now)
    context = {
        "unit": unit,
        "units": units_seen(request),
        "may": may,
        "form": form,
        "back": back,
        "taken": whole(request.POST.get("dong"), 0),
        "tried_out": act == "xem",
        "picture": f"{reverse('web:letterhead-picture')}?{urlencode({'dv': unit.code, **shown})}",
        "says": "; ".join(
            filter(None, (shown["parent_line"], shown["issuer_line"], shown["nation"], shown["motto"]))
        ),
        "rows": unit.letterheads.all(),
    }
    wrong = act in ("ghi", "xoa") and (form.errors or back.errors)
    return render(request, "web/papers/letterheads.html", context, status=422 if wrong else 200)


def _remove(request: HttpRequest, unit: Unit, form: WhyForm) -> None:
    row = get_object_or_404(unit.letterheads, pk=whole(request.POST.get("dong"), 0))
    services.remove_letterhead(actor=actor_of(request), letterhead=row, why=form.cleaned_data["why"])


def _lines(head: Letterhead) -> dict[str, str]:
    """A letterhead as the form has it."""
    return {
        "parent_line": head.parent,
        "issuer_line": head.issuer,
        "place": head.place,
        "nation": head.nation,
        "motto": head.motto,
    }


def picture(request: HttpRequest) -> HttpResponse:
    """The head of a paper with the lines of the address, as PNG."""
    unit_asked(request)
    lines = {name: request.GET.get(name, "")[:200] for name in LINES}
    head = Letterhead(
        lines["issuer_line"], lines["parent_line"], lines["place"], lines["nation"], lines["motto"]
    )
    paper = Paper(
        title="", letterhead=head, number="……/……", dated=today(), kind="TÊN LOẠI", about="Trích yếu"
    )
    try:
        content = head_picture(paper, height=HEIGHT, ppi=144)
    except PaperError as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response

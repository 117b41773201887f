"""Printing certificates: decisions with what is left to print, one print run, the log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer, Denied
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.recipients import code_of
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.artefacts import numbered
from vinhdanh.decisions.forms.certificates import LogForm, PrintForm, SpoiltForm
from vinhdanh.decisions.models import CertificateBlank, DecisionDraft, DraftLine, PrintedCertificate, PrintRun
from vinhdanh.decisions.papers.certificates import certificates_of, layout_of
from vinhdanh.decisions.policies.certificates import may_print
from vinhdanh.decisions.selectors.certificates import (
    LogAsked,
    PrintLine,
    blanks_visible_to,
    decisions_to_print,
    print_lines,
    print_log,
    runs_visible_to,
    span,
)
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.services.printing import sheets_pdf
from vinhdanh.decisions.views.acting import done
from vinhdanh.documents.certificates import certificates_pdf
from vinhdanh.dossiers.services.writing import is_own
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, today, whole

PAGE = 50
LISTED = 100  # lines of a decision, sheets of the log on a page
SPECIMENS = 3


def _may(request: HttpRequest, unit: Unit) -> Answer:
    return may_print(scopes(actor_of(request)), unit.path)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename={name}.pdf"
    response["Cache-Control"] = "no-store"
    return response


# ---- decisions to print ---------------------------------------------------------------------------


def decision_list(request: HttpRequest) -> HttpResponse:
    """Signed decisions, with how many of their certificates are printed."""
    asked = {key: request.GET.get(key, "").strip() for key in ("nam", "tt", "tim")}
    every = decisions_to_print(actor_of(request))
    found = every.filter(dated__year=int(asked["nam"])) if asked["nam"].isdecimal() else every
    wanted = fold(asked["tim"]).split()
    rows = [one for one in found if all(word in fold(f"{one} {one.authority}") for word in wanted)]
    if asked["tt"] in ("con", "xong"):
        rows = [one for one in rows if _has_more(one) == (asked["tt"] == "con")]
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "asked": asked,
        "filtered": any(asked.values()),
        "years": sorted({*every.order_by().values_list("dated__year", flat=True), this_year()}, reverse=True),
    }
    return render(request, "decisions/print_list.html", context)


def _has_more(draft: Any) -> bool:
    """Whether some line of a counted decision is neither printed nor received."""
    return bool((draft.printed or 0) < draft.size)


def _draft(request: HttpRequest, pk: int) -> DecisionDraft:
    return get_object_or_404(decisions_to_print(actor_of(request)), pk=pk)


def _blanks(request: HttpRequest, unit: Unit, rows: list[PrintLine]) -> list[CertificateBlank]:
    honours = {row.line.proposal.honour for row in rows}
    found = blanks_visible_to(actor_of(request)).filter(unit=unit, retired=False, honour__in=honours)
    return list(found.prefetch_related("printers"))


def print_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificates of a decision: choose which, on what, by which printer."""
    found, actor = _draft(request, pk), actor_of(request)
    rows = print_lines(actor, found)
    blanks = _blanks(request, found.unit, rows)
    answer = _may(request, found.unit)
    form = PrintForm(request.POST or None, blanks=blanks)
    if request.method == "POST":
        require(answer)
        if form.is_valid():
            try:
                run = _print(request, found, rows, blanks, form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return redirect("decisions:print-run", run.pk)
    left = sum(1 for row in rows if row.last is None and not row.why_not)
    context = {
        "draft": found,
        "page": Paginator(rows, LISTED).get_page(request.GET.get("trang")),
        "left": left,
        "barred": sum(1 for row in rows if row.why_not),
        "blanks": blanks,
        "answer": answer,
        "form": form,
        "chosen": set(request.POST.getlist("dong")),
    }
    return render(request, "decisions/print_page.html", context, status=422 if form.errors else 200)


def _print(
    request: HttpRequest,
    draft: DecisionDraft,
    rows: list[PrintLine],
    blanks: list[CertificateBlank],
    data: dict[str, Any],
) -> PrintRun:
    """Raises: ValidationError as the service."""
    lines = _chosen(request, rows, data)
    key, _, machine = data["means"].partition("-")
    blank = next((one for one in blanks if f"{one.pk}" == key), None)
    shift = next((one for one in blank.printers.all() if f"{one.pk}" == machine), None) if blank else None
    keys = [line.grant_id or 0 for line in lines]
    serials = dict(zip(keys, numbered(data["first"], len(keys)), strict=True)) if data["first"] else {}
    return services.print_certificates(
        actor=actor_of(request),
        draft=draft,
        lines=lines,
        means=services.Means(blank, shift),
        serials=serials,
        why=data["why"],
    )


def _chosen(request: HttpRequest, rows: list[PrintLine], data: dict[str, Any]) -> list[DraftLine]:
    """The lines asked for: all that are left, a span of numbers, or those that are ticked."""
    match request.POST.get("viec"):
        case "con-lai":
            return [row.line for row in rows if row.last is None and not row.why_not]
        case "khoang":
            if not data["since"]:
                raise ValidationError({"since": "Ghi từ số thứ tự nào."})
            return span(rows, data["since"], data["until"] or data["since"])
        case _:
            ticked = set(request.POST.getlist("dong"))
            return [row.line for row in rows if f"{row.line.pk}" in ticked]


@require_GET
def specimen(request: HttpRequest, pk: int) -> HttpResponse:
    """The first certificates of a decision, one of each honour, marked as specimens; not written down."""
    found = _draft(request, pk)
    require(_may(request, found.unit))
    first: dict[str, DraftLine] = {}
    for row in print_lines(actor_of(request), found):
        if not row.why_not:
            first.setdefault(row.line.proposal.honour, row.line)
    sheets = certificates_of(found, list(first.values())[:SPECIMENS])
    if not sheets:
        raise Http404
    shown = [replace(one, qr="", code="") for one in sheets]
    return _pdf(
        certificates_pdf(shown, layout_of(found.unit, specimen=True), title="Bản xem thử"), f"xem-thu-{pk}"
    )


# ---- one run --------------------------------------------------------------------------------------


def _run(request: HttpRequest, pk: int) -> PrintRun:
    return get_object_or_404(runs_visible_to(actor_of(request)), pk=pk)


def _may_open(request: HttpRequest, run: PrintRun) -> Answer:
    """Its file is for who printed it, on that day; later a print run of its own says why."""
    answer = _may(request, run.draft.unit)
    if not answer:
        return answer
    same_day = timezone.localdate(run.at) == today()
    if not same_day or run.by_username != actor_of(request).username:
        return Denied(
            "Tệp in chỉ mở được trong ngày, bởi chính người đã in. Cần thêm bản khác thì in lại, có lý do."
        )
    return answer


def print_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What was printed at once: the file to print, and each sheet."""
    found, actor = _run(request, pk), actor_of(request)
    sheets = found.sheets.select_related(
        "grant__person", "grant__unit", "grant__household", "grant__outsider"
    ).order_by("position")
    page = Paginator(sheets, LISTED).get_page(request.GET.get("trang"))
    context = {
        "run": found,
        "page": page,
        "rows": [(one, is_own(actor, one.grant.subject)) for one in page.object_list],
        "answer": _may(request, found.draft.unit),
        "opens": _may_open(request, found),
    }
    return render(request, "decisions/print_run.html", context)


@require_GET
def run_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of a run as PDF."""
    found = _run(request, pk)
    require(_may_open(request, found))
    keys = set(found.sheets.filter(spoilt=None).values_list("grant", flat=True))
    lines = [line for line in lines_of(found.draft) if line.grant_id in keys]
    shift = found.blank.printers.filter(printer=found.printer).first() if found.blank else None
    try:
        content = sheets_pdf(found.draft, lines, services.Means(found.blank, shift))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("decisions:print-run", pk)
    return _pdf(content, f"luot-in-{pk}")


def spoil(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet came out spoilt."""
    sheet = get_object_or_404(
        PrintedCertificate.objects.filter(run__in=runs_visible_to(actor_of(request)).values("pk")), pk=pk
    )
    own = is_own(actor_of(request), sheet.grant.subject)
    require(may_print(scopes(actor_of(request)), sheet.run.draft.unit.path, own=own))
    form = SpoiltForm(request.POST or None)

    def spoilt(why: str) -> None:
        services.spoil_sheet(actor=actor_of(request), sheet=sheet, why=why)

    if request.method == "POST" and done(form, spoilt):
        messages.success(request, f"Đã ghi hỏng tờ của {sheet.grant.subject}. In lại ở trang của quyết định.")
        return redirect("decisions:print-run", sheet.run_id)
    return render(
        request, "decisions/spoil.html", {"sheet": sheet, "form": form}, status=422 if form.errors else 200
    )


# ---- the log --------------------------------------------------------------------------------------


def _asked(request: HttpRequest) -> LogAsked:
    get, days = request.GET.get, LogForm(request.GET)
    days.is_valid()  # a day that is none filters nothing
    return LogAsked(
        words=get("tim", "").strip(),
        since=days.cleaned_data.get("tu"),
        until=days.cleaned_data.get("den"),
        kind=get("loai", ""),
        blank=whole(get("phoi"), 0),
    )


def log(request: HttpRequest) -> HttpResponse:
    """Every sheet that was printed."""
    asked = _asked(request)
    rows = print_log(actor_of(request), asked)
    context = {
        "page": Paginator(rows, LISTED).get_page(request.GET.get("trang")),
        "asked": asked,
        "raw": {key: request.GET.get(key, "") for key in ("tu", "den")},
        "blanks": blanks_visible_to(actor_of(request)),
    }
    return render(request, "decisions/print_log.html", context)


def log_file(request: HttpRequest) -> HttpResponse:
    """The same as Excel; people under secrecy stay out."""
    rows = print_log(actor_of(request), _asked(request))
    content = workbook(
        actor=actor_of(request),
        title="Nhật ký in giấy khen, bằng khen",
        notes=[],
        columns=[
            ("Số hiệu, mã", 12),
            ("In lúc", 16),
            ("Người, tập thể", 32),
            ("Danh hiệu, hình thức", 34),
            ("Quyết định", 24),
            ("STT", 6),
            ("Bản thứ", 8),
            ("In lên", 30),
            ("Máy in", 24),
            ("Số hiệu phôi", 18),
            ("Lý do in lại", 30),
            ("Hỏng", 34),
            ("Người in", 24),
        ],
        rows=[_cells(one) for one in rows],
        persons_in=0,
    )
    return download(content, "nhat-ky-in.xlsx")


def _cells(one: PrintedCertificate) -> list[str | int | None]:
    run = one.run
    return [
        code_of(one.grant.subject),
        f"{timezone.localtime(run.at):%H:%M %d/%m/%Y}",
        str(one.grant.subject),
        f"{honour_name(one.grant.honour)} {one.grant.years}",
        run.draft.number.text if run.draft.number else None,
        one.position,
        one.copy,
        str(run.blank) if run.blank else "Giấy trắng, cả tờ",
        run.printer or None,
        one.serial or None,
        run.why or None,
        f"{one.spoilt:%d/%m/%Y}: {one.spoilt_why}" if one.spoilt else None,
        run.by_name,
    ]

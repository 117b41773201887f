"""Runs: the list, starting one, watching it, what changed in it, proving it, choosing which one is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.eligibility import books, services
from vinhdanh.eligibility.forms import RoundForm, RunForm
from vinhdanh.eligibility.memory import LawChanged, NotTheSame, book_of, results_of
from vinhdanh.eligibility.models import Round, Run
from vinhdanh.eligibility.policies import may_run
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.selectors import changes, runs
from vinhdanh.eligibility.services.running import Asked
from vinhdanh.eligibility.views.force import KINDS
from vinhdanh.eligibility.views.shown import CHOSEN, actor_of, download, page_of
from vinhdanh.engine import ended_on
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import people_visible_to

ROUND_ACTS = ("doi-ten", "dong", "mo-lai")
ASKED = ("year", "law_date", "members", "unit", "round", "overlay", "anew")


def run_list(request: HttpRequest) -> HttpResponse:
    """Every run so far, and the form that starts one."""
    return render(request, "eligibility/runs.html", _context(request, _first_form(runs.latest())))


def _first_form(newest: Run | None) -> RunForm:
    if newest is None:
        return RunForm()
    day = f"{newest.law_date:%d/%m/%Y}"
    return RunForm(
        initial={
            "year": newest.year,
            "law_date": day,
            "members": newest.members,
            "overlay": newest.overlay or "",
        }
    )


def _context(request: HttpRequest, form: RunForm) -> dict[str, object]:
    actor, newest = actor_of(request), runs.latest()
    whole = may_run(scopes(actor))
    return {
        "form": form,
        "may_run": whole,
        "units": runs.units_to_judge(actor),
        "rounds": [one for one in Round.objects.prefetch_related("acts") if not one.closed],
        "overlays": books.overlays(),
        "page": page_of(request, list(runs.runs_visible_to(actor))),
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
        return render(request, "eligibility/runs.html", _context(request, form), status=422)
    data = form.cleaned_data
    asked = Asked(**{name: data[name] for name in ASKED})
    try:
        run = services.start_run(actor=actor, asked=asked)
    except services.RunOpen as other:
        messages.warning(
            request, f"Đang có lần xét do {other.run.by_name} chạy; chờ lần này xong rồi chạy tiếp."
        )
        return redirect("eligibility:run", other.run.pk)
    request.session.pop(CHOSEN, None)
    return redirect("eligibility:run", run.pk)


def open_round(request: HttpRequest) -> HttpResponse:
    """Name titles that are considered together; the run form offers them from then on."""
    groups = _titles_by_kind()
    adding = request.method == "POST" and "act" not in request.POST
    form = RoundForm(
        request.POST if adding else None, lines=[title for _, titles in groups for title in titles]
    )
    answer = may_run(scopes(actor_of(request)))
    status = 200
    if request.POST.get("act") in ROUND_ACTS:
        return _change_round(request)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.open_round(actor=actor_of(request), **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, f"Đã lập đợt xét {made.name}. Chọn đợt này khi chạy xét.")
                return redirect("eligibility:runs")
    context = {
        "form": form,
        "may_run": answer,
        "groups": groups,
        "rounds": Round.objects.prefetch_related("acts"),
    }
    return render(request, "eligibility/round.html", context, status=status)


def _change_round(request: HttpRequest) -> HttpResponse:
    """Another name, closed, or open again; a refusal is said at the head of the page."""
    key = request.POST.get("dot", "")
    found = get_object_or_404(Round, pk=int(key) if key.isdigit() else 0)
    actor, text = actor_of(request), request.POST.get("text", "")
    try:
        match request.POST["act"]:
            case "doi-ten":
                act = services.rename_round(actor=actor, round=found, name=text)
                said = f"Đã đổi tên thành {act.name}."
            case "dong":
                services.close_round(actor=actor, round=found)
                said = f"Đã đóng đợt {found.called}: không chạy xét theo đợt này nữa."
            case _:
                services.reopen_round(actor=actor, round=found, why=text)
                said = f"Đã mở lại đợt {found.called}."
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("eligibility:round")


def _titles_by_kind() -> list[tuple[str, list[tuple[str, str]]]]:
    """Titles that some text in the files rules, under «Cá nhân», «Tập thể», «Hộ gia đình»."""
    book = books.law()
    ruled = {rule.id for rule in book.rules}
    return [
        (
            words,
            [
                (line.id, line.police_name or line.name)
                for line in book.rule_lines
                if line.subject_kind == kind and line.id in ruled
            ],
        )
        for kind, words in KINDS.items()
    ]


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it is, or what it rests on and what changed. Asked again while it works."""
    actor = actor_of(request)
    found = get_object_or_404(runs.runs_visible_to(actor), pk=pk)
    if getattr(request, "htmx", None):
        if found.open:
            return render(request, "eligibility/progress.html", {"run": found})
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context: dict[str, Any] = {"run": found}
    if found.state == Run.State.DONE:
        results = _results(found)
        unit = Unit.objects.filter(code=found.unit_code).first() if found.unit_code else None
        text = next((t for t in books.overlays() if t.key == found.overlay), None)
        context |= _changes(request, actor, found, results) | {
            "may_check": may_run(scopes(actor), unit.path if unit else "/"),
            "law_same": book_of(found).fingerprint == found.book_fingerprint,
            "checks": found.checks.all()[:5],
            "overlay": text,
            "ended": ended_on(book_of(found), found.law_date),
        }
    return render(request, "eligibility/run.html", context)


def _results(run: Run) -> Results | None:
    """The answers of a run; None when the law has changed since and they can't be explained."""
    try:
        return results_of(run)
    except (LawChanged, NotTheSame):
        return None


def _keys(request: HttpRequest, actor: Account, run: Run, results: Results | None) -> list[int]:
    text = request.GET.get("q", "").strip()
    named = None
    if text and results is not None:
        part = results.named(text)
        named = {results.verdicts.subjects[row] for row in part.nonzero()[0]}
    elif text:
        named = {text}
    return changes.changes_of(run, runs.visible_subjects(actor), request.GET.get("dong", ""), named)


def _changes(request: HttpRequest, actor: Account, run: Run, results: Results | None) -> dict[str, Any]:
    page = page_of(request, _keys(request, actor, run, results))
    titles = {line.id: results.name(line) for line in results.book.rule_lines} if results else {}
    return {
        "page": page,
        "rows": changes.change_rows(results, changes.by_keys(page.object_list)),
        "titles": [(id, titles.get(id, id), count) for id, count in changes.titles_changed(run)],
        "filtered": bool(request.GET.get("q") or request.GET.get("dong")),
    }


def change_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the run before, as Excel."""
    actor = actor_of(request)
    found = get_object_or_404(runs.runs_visible_to(actor), pk=pk, state=Run.State.DONE)
    results = _results(found)
    rows = changes.change_rows(results, changes.by_keys(_keys(request, actor, found, results)))
    content = workbook(
        actor=actor,
        persons_in=0,
        title=f"Kết quả đổi, xét năm {found.year}, lần {found.pk}",
        notes=[f"So với lần {found.base_id}." if found.base_id else "Lần xét đầu, không có lần để so."],
        columns=[
            ("Số hiệu, mã", 14),
            ("Họ và tên, tên đơn vị", 30),
            ("Đơn vị", 40),
            ("Danh hiệu, hình thức", 40),
            ("Trước", 18),
            ("Sau", 18),
            ("Vì", 60),
        ],
        rows=(
            [
                row.subject,
                row.name,
                row.unit,
                row.title,
                row.before.label if row.before is not None else "Chưa xét",
                row.after.label,
                "; ".join(cause.what for cause in row.causes),
            ]
            for row in rows
        ),
    )
    return download(content, f"ket-qua-doi-lan-{found.pk}.xlsx")


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge a finished run anew and say whether it gives the same bytes."""
    actor = actor_of(request)
    found = get_object_or_404(runs.runs_visible_to(actor), pk=pk, state=Run.State.DONE)
    try:
        made = services.check_run(actor=actor, run=found)
    except LawChanged:
        messages.warning(
            request, "Bộ luật trong phần mềm đã đổi từ lần xét này nên không chạy lại được: chạy lần xét mới."
        )
    else:
        if made.same:
            took = f"{made.seconds:.1f}".replace(".", ",")
            messages.success(request, f"Chạy lại ra đúng kết quả đã chốt, từng byte ({took} giây).")
        else:
            messages.error(
                request, "Chạy lại ra kết quả khác: dữ liệu của lần xét này đã hỏng, chạy lần xét mới."
            )
    return redirect("eligibility:run", found.pk)


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show another run on all pages, or the newest again."""
    actor = actor_of(request)
    if not people_visible_to(actor).exists():
        raise PermissionDenied
    found = get_object_or_404(runs.runs_visible_to(actor), pk=pk, state=Run.State.DONE)
    if found == runs.latest():
        request.session.pop(CHOSEN, None)
    else:
        request.session[CHOSEN] = found.pk
    return redirect("web:dashboard")

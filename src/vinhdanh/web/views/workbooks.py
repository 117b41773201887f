"""Files to judge: bring one, see what could not be read, judge it, take the result. For its owner only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.eligibility.results import ASSESSED
from vinhdanh.eligibility.selectors import lists, runs, titles
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.views.force import query_of
from vinhdanh.eligibility.views.shown import actor_of, download, page_of
from vinhdanh.exchange.reading import Problem, Severity
from vinhdanh.exchange.types import MOST_BYTES
from vinhdanh.people.exports import workbook as excel
from vinhdanh.web import workbooks as services
from vinhdanh.web.forms import JudgeForm, WorkbookForm
from vinhdanh.web.models import Workbook

WORD = {Severity.ERROR: "bad", Severity.WARNING: "con", Severity.FIXED: "chg"}
ICONS = {Severity.ERROR: "x", Severity.WARNING: "alert-triangle", Severity.FIXED: "pencil"}
SUMMARY = {Severity.ERROR: "Chưa dùng được", Severity.WARNING: "Cần xem lại", Severity.FIXED: "Đã tự chỉnh"}


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of the row above the problems."""

    key: str
    words: str
    icon: str
    count: int


def own(request: HttpRequest, pk: int) -> Workbook:
    """A file of the account itself; anybody else's does not exist."""
    return get_object_or_404(Workbook.objects.defer("facts"), pk=pk, owner=actor_of(request))


@require_http_methods(["GET", "POST"])
def workbooks(request: HttpRequest) -> HttpResponse:
    """The account's files, and the form that brings another one."""
    actor = actor_of(request)
    mine = Workbook.objects.filter(owner=actor).defer("facts", "problems")
    full = mine.count() >= services.MOST_FILES
    newest = runs.latest()
    form = WorkbookForm(
        request.POST or None, request.FILES or None, initial={"year": newest.year if newest else None}
    )
    if request.method == "POST":
        if full:
            form.add_error(None, f"Đã có {services.MOST_FILES} tệp. Xóa bớt tệp cũ rồi tải lên.")
        elif form.is_valid():
            workbook = services.upload(
                actor=actor, file=form.cleaned_data["file"], year=form.cleaned_data["year"]
            )
            return redirect("web:workbook", workbook.pk)
    context = {
        "form": form,
        "files": list(mine),
        "full": full,
        "most_bytes": MOST_BYTES,
        "most_files": services.MOST_FILES,
    }
    return render(request, "web/workbooks.html", context, status=422 if form.errors else 200)


def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook to fill in."""
    return download(services.empty_template(), "bieu-mau-du-lieu.xlsx")


def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far the reading is, its problems, its answers."""
    found = own(request, pk)
    htmx = getattr(request, "htmx", None)
    if found.busy:
        return render(request, "web/workbook_progress.html" if htmx else "web/workbook.html", {"file": found})
    if htmx:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    problems = services.problems_of(found)
    context: dict[str, Any] = {
        "file": found,
        "form": JudgeForm(initial={"members": found.members}),
        "totals": _totals(problems),
        "rows": sum(found.rows_read.values()),
    }
    tab = request.GET.get("phan", "ket-qua" if found.state == Workbook.State.DONE else "loi")
    context["tab"] = tab
    if tab == "ket-qua" and found.state == Workbook.State.DONE:
        context |= _answers(request, found)
    else:
        context |= _problems(request, problems)
    return render(request, "web/workbook.html", context)


def _totals(problems: tuple[Problem, ...]) -> list[Total]:
    counted: Counter[Severity] = Counter()
    for problem in problems:
        counted[problem.severity] += problem.count
    return [Total(s.value, SUMMARY[s], ICONS[s], counted[s]) for s in Severity]


def _problems(request: HttpRequest, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """One page of the problems, of one severity or one sheet if the address says so."""
    severity, sheet = request.GET.get("muc", ""), request.GET.get("trang-tinh", "")
    shown = [p for p in problems if severity in ("", p.severity.value) and sheet in ("", p.sheet)]
    if not severity:
        order = list(Severity)
        shown.sort(key=lambda p: order.index(p.severity))  # stable: the file's order within each
    page = page_of(request, shown)
    return {
        "page": page,
        "problems": [(p, WORD[p.severity], ICONS[p.severity]) for p in page.object_list],
        "severity": severity,
        "sheet": sheet,
        "sheets": list(dict.fromkeys(p.sheet for p in problems if p.sheet)),
        "any_problem": bool(problems),
    }


def _answers(request: HttpRequest, found: Workbook) -> dict[str, Any]:
    """Titles × verdicts, and the people behind one figure."""
    results = services.results_of(Workbook.objects.get(pk=found.pk))
    kinds = ("person", "unit", "household")
    groups, quiet = titles.telling_lines([titles.line_rows(results, results.everything, k) for k in kinds])
    context: dict[str, Any] = {"results": results, "groups": groups, "quiet": quiet}
    query = query_of(request)
    line = results.line(query.line)
    if line is not None:
        part = results.kind(line.subject_kind)
        verdicts = query.verdicts or ASSESSED
        query = Query(line.id, "", verdicts, query.text, query.order or "ket-qua")
        page = page_of(request, lists.matching(results, part, query))
        context |= {
            "line": line,
            "line_name": results.name(line),
            "page": page,
            "people": lists.subject_rows(results, page.object_list, line.id, {}),
            "order": query.order,
            "chosen": [v.css for v in query.verdicts],
            "verdicts": ASSESSED,
            "query": query,
        }
    return context


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge what was read."""
    found = own(request, pk)
    if found.busy or found.state == Workbook.State.UNREADABLE or not found.persons:
        messages.error(request, "Tệp này chưa xét được: chưa đọc xong, hoặc không có cán bộ nào đọc được.")
        return redirect("web:workbook", pk)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "; ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect("web:workbook", pk)
    data = form.cleaned_data
    services.begin_judging(
        actor=actor_of(request), workbook=found, law_date=data["law_date"], members=data["members"]
    )
    return redirect("web:workbook", pk)


def result(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The workbook of results."""
    found = own(request, pk)
    if not found.result or found.state != Workbook.State.DONE:
        raise Http404
    with found.result.open("rb") as file:
        return download(file.read(), f"ket-qua-{found.year}.xlsx")


def problem_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The problems as Excel, to mend the file by."""
    found = own(request, pk)
    content = excel(
        actor=actor_of(request),
        title=f"Chỗ phải xem lại trong {found.name}",
        notes=[f"Năm xét {found.year}. Sửa trong tệp gốc rồi tải lên lại."],
        columns=[
            ("Mức", 16),
            ("Trang", 18),
            ("Ô", 8),
            ("Đọc được", 30),
            ("Cần", 34),
            ("Vì sao", 44),
            ("Gợi ý", 34),
            ("Ảnh hưởng", 50),
            ("Số ô", 7),
        ],
        rows=(
            [
                SUMMARY[p.severity],
                p.sheet,
                p.cell,
                p.read,
                p.expected,
                p.message,
                p.suggestion,
                p.effect,
                p.count,
            ]
            for p in services.problems_of(found)
        ),
    )
    return download(content, "cho-phai-xem-lai.xlsx")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a file for good."""
    found = own(request, pk)
    services.delete(actor=actor_of(request), workbook=found)
    messages.success(request, f"Đã xóa “{found.name}” và kết quả của tệp này.")
    return redirect("web:workbooks")

"""Artefacts: the stock of a unit with its book, and the hand-over list of a decision."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.models import Decision
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.selectors.rows import row_of
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.artefacts import (
    CountForm,
    EndForm,
    HandForm,
    IssueForm,
    NeedForm,
    PrintForm,
    StockForm,
    WriteOffForm,
    numbered,
)
from vinhdanh.decisions.models import ArtefactIssue, ArtefactNeed
from vinhdanh.decisions.papers import hand_over as printed
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.artefacts import (
    HandOver,
    hand_over_list,
    papers_of,
    stock_entries,
    stock_of,
    units_with_artefacts,
)
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState
from vinhdanh.decisions.views.acting import PageAct, done
from vinhdanh.dossiers.services.writing import is_own
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.views.shown import actor_of, download, today, whole

PAGE = 50
LISTED = 100  # lines of a hand-over list on a page
PAPERS = 12  # decisions shown at once, those with the most to do first


def _unit(request: HttpRequest) -> Unit | None:
    """The unit whose artefacts are shown: the one asked for, else the first that the account may see."""
    units = units_with_artefacts(actor_of(request))
    code = request.GET.get("dv", "") or request.POST.get("dv", "")
    return get_object_or_404(units, code=code) if code else units.first()


def _named(request: HttpRequest) -> Unit:
    unit = _unit(request)
    if unit is None:
        raise Http404
    return unit


_FORMS: dict[str, tuple[str, type[Any], str]] = {
    "nhap": ("Nhập kho", StockForm, "Đã ghi nhập kho."),
    "thanh-ly": ("Ghi hỏng, thanh lý", WriteOffForm, "Đã ghi hỏng, thanh lý."),
    "kiem-ke": ("Kiểm kê", CountForm, "Đã ghi kiểm kê."),
    "kem-theo": ("Quy định hiện vật kèm theo", NeedForm, "Đã ghi hiện vật kèm theo."),
}


def _acts(unit: Unit, answer: Any, data: Any = None) -> list[PageAct]:
    return [
        PageAct(
            slug,
            label,
            form(
                data, auto_id=f"{slug}-%s", initial={"on": today(), "since": today().replace(month=1, day=1)}
            ),
            f"{reverse('decisions:artefacts-act', args=[slug])}?dv={unit.code}",
            answer,
        )
        for slug, (label, form, _) in _FORMS.items()
    ]


def artefacts(request: HttpRequest) -> HttpResponse:
    """What there is against what is needed, the book, and the decisions that wait."""
    return _shown(request, _unit(request))


def _shown(request: HttpRequest, unit: Unit | None, posted: PageAct | None = None) -> HttpResponse:
    actor = actor_of(request)
    units = units_with_artefacts(actor)
    if unit is None:
        return render(request, "decisions/artefacts_none.html", {"answer": may_keep(scopes(actor), "/")})
    answer = may_keep(scopes(actor), unit.path)
    kind = request.GET.get("loai", "")
    context = {
        "unit": unit,
        "units": units,
        "rows": stock_of(unit),
        "needs": ArtefactNeed.objects.filter(unit=unit),
        "papers": Paginator(papers_of(unit), PAPERS).get_page(request.GET.get("qd")),
        "page": Paginator(stock_entries(unit, kind), PAGE).get_page(request.GET.get("trang")),
        "kinds": ArtefactKind.choices,
        "kind": kind,
        "answer": answer,
        "acts": [posted if posted and act.slug == posted.slug else act for act in _acts(unit, answer)],
    }
    return render(request, "decisions/artefacts.html", context, status=422 if posted else 200)


@require_POST
def artefacts_act(request: HttpRequest, act: str) -> HttpResponse:
    """One act of the stock's page."""
    unit, actor = _named(request), actor_of(request)
    answer = may_keep(scopes(actor), unit.path)
    require(answer)
    back = f"{reverse('decisions:artefacts')}?dv={unit.code}"
    if act == "bo-kem-theo":
        row = get_object_or_404(ArtefactNeed, unit=unit, pk=whole(request.POST.get("dong"), 0))
        services.drop_need(actor=actor, needed=row)
        messages.success(request, "Đã bỏ quy định hiện vật kèm theo.")
        return redirect(back)
    if act not in _FORMS:
        raise Http404
    about: dict[str, Any] = {"actor": actor, "unit": unit}

    def written_off(document: str, **data: Any) -> None:
        services.write_off(**about, minutes=document, **data)

    def counted(document: str, count: int, **data: Any) -> None:
        services.count_stock(**about, found=count, minutes=document, **data)

    service: Any = {
        "nhap": partial(services.receive_stock, **about),
        "thanh-ly": written_off,
        "kiem-ke": counted,
        "kem-theo": partial(services.state_need, **about),
    }[act]
    posted = next(one for one in _acts(unit, answer, request.POST) if one.slug == act)
    if done(posted.form, service):
        messages.success(request, _FORMS[act][2])
        return redirect(back)
    return _shown(request, unit, posted)


def artefacts_file(request: HttpRequest) -> HttpResponse:
    """The book of artefacts as Excel; people under secrecy stay out."""
    unit = _named(request)
    rows = stock_entries(unit, request.GET.get("loai", ""))
    content = workbook(
        actor=actor_of(request),
        title=f"Sổ hiện vật khen thưởng: {unit.name}",
        notes=[f"{row.kind.label}: còn {row.count}, cần {row.needed}" for row in stock_of(unit)],
        columns=[
            ("Số hiệu, mã", 12),
            ("Ngày", 12),
            ("Hiện vật", 26),
            ("Việc", 20),
            ("Tăng, giảm", 12),
            ("Còn lại", 10),
            ("Cấp cho", 32),
            ("Số hiệu hiện vật", 18),
            ("Chứng từ", 26),
            ("Lý do", 30),
            ("Người ghi", 24),
        ],
        rows=[
            [
                code_of(one.issue.grant.subject) if one.issue else "",
                f"{one.on:%d/%m/%Y}",
                str(one.stock.get_kind_display()),
                str(one.get_act_display()),
                one.change,
                one.left,
                str(one.issue.grant.subject) if one.issue else None,
                (one.issue.serial or None) if one.issue else None,
                one.document or None,
                one.why or None,
                one.by_name,
            ]
            for one in rows.order_by("id")
        ],
        persons_in=0,
    )
    return download(content, "so-hien-vat.xlsx")


# ---- the hand-over list of a decision -------------------------------------------------------------


def _paper(request: HttpRequest, pk: int) -> tuple[Unit, Decision, list[HandOver]]:
    unit, decision = _named(request), get_object_or_404(Decision, pk=pk)
    rows = hand_over_list(unit, decision)
    if not rows:
        raise Http404
    return unit, decision, rows


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the decision honours, with each one's piece: issued, printed, handed over."""
    return _listed(request, *_paper(request, pk))


def _listed(
    request: HttpRequest, unit: Unit, decision: Decision, rows: list[HandOver], posted: Any = None
) -> HttpResponse:
    actor = actor_of(request)
    states = [row.issue.state if row.issue else "" for row in rows]
    # What is left to do first: on a long list it is what is looked for.
    lines = sorted(rows, key=lambda row: row.issue is not None and row.issue.state == IssueState.HANDED)
    page = Paginator(lines, LISTED).get_page(request.GET.get("trang"))
    slug, form = posted or ("", None)
    context = {
        "unit": unit,
        "decision": decision,
        "rows": [
            (row, row_of(row.grant, GrantState.IN_FORCE), is_own(actor, row.grant.subject))
            for row in page.object_list
        ],
        "page": page,
        "none": states.count(""),
        "ready": states.count(IssueState.READY),
        "handed": states.count(IssueState.HANDED),
        "answer": may_keep(scopes(actor), unit.path),
        "issue_form": form if slug == "cap" else IssueForm(auto_id="cap-%s", initial={"on": today()}),
        "print_form": form if slug == "in" else PrintForm(auto_id="in-%s", initial={"on": today()}),
        "hand_form": form if slug == "trao" else HandForm(auto_id="trao-%s", initial={"on": today()}),
    }
    return render(request, "decisions/hand_over.html", context, status=422 if posted else 200)


_LIST_FORMS: dict[str, type[Any]] = {"cap": IssueForm, "in": PrintForm, "trao": HandForm}


@require_POST
def hand_over_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Issue pieces to those chosen, mark them printed, hand them over."""
    unit, decision, rows = _paper(request, pk)
    actor = actor_of(request)
    require(may_keep(scopes(actor), unit.path))
    if act not in _LIST_FORMS:
        raise Http404
    chosen = set(request.POST.getlist("dong"))
    form = _LIST_FORMS[act](request.POST, auto_id=f"{act}-%s")
    issues = [row.issue for row in rows if row.issue and f"h{row.issue.pk}" in chosen]

    def issued(kind: str, first: str, on: Any) -> None:
        grants = [row.grant for row in rows if row.issue is None and f"l{row.grant.pk}-{row.kind}" in chosen]
        grants = [one for one in grants if f"l{one.pk}-{kind}" in chosen]
        serials = dict(zip((one.pk for one in grants), numbered(first, len(grants)), strict=True))
        services.issue_artefacts(actor=actor, unit=unit, kind=kind, serials=serials, grants=grants, on=on)

    def handed(receiver: str, **data: Any) -> None:
        services.hand_over(actor=actor, issues=issues, receiver=receiver, substitute=bool(receiver), **data)

    service: Any = {
        "cap": issued,
        "in": partial(services.mark_printed, actor=actor, issues=issues),
        "trao": handed,
    }[act]
    if done(form, service):
        messages.success(request, "Đã ghi.")
        return redirect(f"{reverse('decisions:hand-over', args=[pk])}?dv={unit.code}")
    return _listed(request, unit, decision, rows, (act, form))


def hand_over_paper(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The minutes to print and to sign at the ceremony."""
    unit, decision, rows = _paper(request, pk)
    made = printed.hand_over_paper(unit, decision, rows, actor_of(request))
    name = f"ban-giao-{unit.pk}-{decision.pk}"
    return paper_response(request, printed.HAND_OVER, made, unit=unit, form=form, name=name)


def hand_over_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as Excel; people under secrecy stay out."""
    unit, decision, rows = _paper(request, pk)
    content = workbook(
        actor=actor_of(request),
        title=f"Danh sách trao hiện vật theo {decision}",
        notes=[unit.name],
        columns=[
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 32),
            ("Danh hiệu, hình thức", 34),
            ("Hiện vật", 26),
            ("Số hiệu hiện vật", 18),
            ("Tình trạng", 16),
            ("Ngày trao", 12),
            ("Người nhận", 28),
        ],
        rows=[_cells(row) for row in rows],
        persons_in=0,
    )
    return download(content, "danh-sach-trao-hien-vat.xlsx")


def _cells(row: HandOver) -> list[str | None]:
    issue, shown = row.issue, row_of(row.grant, GrantState.IN_FORCE)
    first = [shown.code, shown.recipient, f"{shown.honour} {row.grant.years}", str(row.kind.label)]
    if issue is None:
        return [*first, None, "Chưa cấp", None, None]
    handed = f"{issue.handed:%d/%m/%Y}" if issue.handed else None
    receiver = f"{issue.receiver}{' (nhận thay)' if issue.substitute else ''}" or None
    return [*first, issue.serial or None, str(issue.get_state_display()), handed, receiver]


def artefact_end(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece was spoilt, lost, or came back."""
    actor = actor_of(request)
    seen = ArtefactIssue.objects.filter(unit__in=units_with_artefacts(actor))
    issue = get_object_or_404(seen.select_related("unit", "grant"), pk=pk)
    require(may_keep(scopes(actor), issue.unit.path, own=is_own(actor, issue.grant.subject)))
    form = EndForm(request.POST or None, initial={"on": today()})

    def ended(state: str, **data: Any) -> None:
        services.end_artefact(actor=actor, issue=issue, state=IssueState(state), **data)

    if request.method == "POST" and done(form, ended):
        messages.success(request, "Đã ghi. Số hiệu này không dùng lại.")
        return redirect(f"{reverse('decisions:artefacts')}?dv={issue.unit.code}")
    context = {"issue": issue, "row": row_of(issue.grant), "form": form}
    return render(request, "decisions/artefact_end.html", context, status=422 if form.errors else 200)

"""The payment list of a decision: who gets what from which fund, and who has it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.models import Decision
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.selectors.rows import Row, row_of
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.fund import CorrectForm, ListForm, ReceiveForm, WhyForm
from vinhdanh.decisions.models import Fund, Payment
from vinhdanh.decisions.papers import payments as printed
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.fund import payments_listed, unlisted
from vinhdanh.decisions.types.fund import PaymentState
from vinhdanh.decisions.views.acting import done
from vinhdanh.decisions.views.fund import visible_fund
from vinhdanh.dossiers.services.writing import is_own
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.exports import workbook
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.views.shown import actor_of, download, today

PAGE = 100


def _paper(request: HttpRequest, pk: int, decision: int) -> tuple[Fund, Decision]:
    """A fund that the account sees, and a decision that it pays for."""
    fund = visible_fund(request, pk)
    found = get_object_or_404(Decision, pk=decision)
    if not payments_listed(fund, found).exists() and not unlisted(fund).filter(decision=found).exists():
        raise Http404
    return fund, found


def _rows(lines: Iterable[Payment]) -> list[tuple[Payment, Row]]:
    """Each line with its honour as tables show it."""
    return [(one, row_of(one.grant, GrantState.IN_FORCE)) for one in lines]


def payments(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """The list, who has his money, and what is on no list yet."""
    return _shown(request, *_paper(request, pk, decision))


def _shown(request: HttpRequest, fund: Fund, decision: Decision, form: Any = None) -> HttpResponse:
    actor = actor_of(request)
    answer = may_keep(scopes(actor), fund.unit.path)
    # Who has not come yet first: on a long list he is who is looked for.
    lines = sorted(payments_listed(fund, decision), key=lambda one: one.state != PaymentState.LISTED)
    page = Paginator(lines, PAGE).get_page(request.GET.get("trang"))
    loose = unlisted(fund).filter(decision=decision)
    context = {
        "fund": fund,
        "decision": decision,
        "page": page,
        "rows": [(one, row, is_own(actor, one.grant.subject)) for one, row in _rows(page.object_list)],
        "total": sum(one.amount for one in lines),
        "paid": sum(one.amount for one in lines if one.state == PaymentState.RECEIVED),
        "waiting": sum(one.state == PaymentState.LISTED for one in lines),
        "loose": loose.count(),
        "loose_sum": sum(one.money or 0 for one in loose),
        "answer": answer,
        "form": form or ListForm(initial={"on": today()}),
        "today": today(),
    }
    return render(request, "decisions/payments.html", context, status=422 if form else 200)


def payments_paper(request: HttpRequest, pk: int, decision: int, form: PaperForm) -> HttpResponse:
    """The list to print and to sign."""
    fund, found = _paper(request, pk, decision)
    made = printed.payments_paper(fund, found, list(payments_listed(fund, found)), actor_of(request))
    name = f"chi-thuong-{fund.pk}-{found.pk}"
    return paper_response(request, printed.PAYMENTS, made, unit=fund.unit, form=form, name=name)


def payments_file(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """The list as Excel; people under secrecy stay out."""
    fund, found = _paper(request, pk, decision)
    content = workbook(
        actor=actor_of(request),
        title=f"Danh sách chi thưởng theo {found}",
        notes=[f"{fund}, {fund.unit.name}"],
        columns=[
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 32),
            ("Đơn vị", 32),
            ("Danh hiệu, hình thức", 34),
            ("Số tiền (đồng)", 16),
            ("Tình trạng", 14),
            ("Ngày nhận", 12),
            ("Người nhận", 28),
        ],
        rows=[
            [
                code_of(one.grant.subject),
                row.recipient,
                row.where or None,
                f"{row.honour} {one.grant.years}",
                one.amount,
                str(one.get_state_display()),
                f"{one.received:%d/%m/%Y}" if one.received else None,
                f"{one.receiver}{' (nhận thay)' if one.substitute else ''}" or None,
            ]
            for one, row in _rows(payments_listed(fund, found))
        ],
        persons_in=0,
    )
    return download(content, "danh-sach-chi-thuong.xlsx")


@require_POST
def payments_act(request: HttpRequest, pk: int, decision: int, act: str) -> HttpResponse:
    """Put the decision on the list, or write down who took his money."""
    fund, found = _paper(request, pk, decision)
    actor = actor_of(request)
    require(may_keep(scopes(actor), fund.unit.path))
    if act == "lap":
        try:
            made = services.list_payments(actor=actor, fund=fund, decision=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Đã lập danh sách: {len(made)} dòng.")
        return redirect("decisions:payments", pk, decision)
    if act != "nhan":
        raise Http404
    chosen = [int(key) for key in request.POST.getlist("dong") if key.isdecimal()]
    rows = list(payments_listed(fund, found).filter(pk__in=chosen))
    form = ListForm(request.POST)
    if done(form, partial(services.pay_all, actor=actor, payments=rows)):
        messages.success(request, f"Đã ghi {len(rows)} người nhận tiền.")
        return redirect("decisions:payments", pk, decision)
    return _shown(request, fund, found, form)


_LINE_FORMS: dict[str, tuple[str, type[Any], str]] = {
    "nhan": ("Nhận thay", ReceiveForm, "Đã ghi người nhận tiền."),
    "bo": ("Không chi", WhyForm, "Đã bỏ khỏi danh sách."),
    "dinh-chinh": ("Đính chính khoản đã chi", CorrectForm, "Đã ghi dòng đính chính, tiền trở lại quỹ."),
}


def payment_act(request: HttpRequest, pk: int, payment: int, act: str) -> HttpResponse:
    """One line: received by somebody else, taken off, or undone."""
    fund = visible_fund(request, pk)
    row = get_object_or_404(
        Payment.objects.select_related("grant", "decision", "fund__unit"), fund=fund, pk=payment
    )
    actor = actor_of(request)
    require(may_keep(scopes(actor), fund.unit.path, own=is_own(actor, row.grant.subject)))
    if act not in _LINE_FORMS:
        raise Http404
    label, form_class, said = _LINE_FORMS[act]
    form = form_class(request.POST or None, initial={"on": today()})
    about: dict[str, Any] = {"actor": actor, "payment": row}

    def received(on: Any, receiver: str) -> None:
        services.pay(**about, on=on, receiver=receiver, substitute=bool(receiver))

    service: Any = {
        "nhan": received,
        "bo": partial(services.cancel_payment, **about),
        "dinh-chinh": partial(services.undo_payment, **about),
    }[act]
    if request.method == "POST" and done(form, service):
        messages.success(request, said)
        return redirect("decisions:payments", pk, row.decision_id)
    context = {"form": form, "label": label, "payment": row, "row": row_of(row.grant), "fund": fund}
    return render(request, "decisions/payment_act.html", context, status=422 if form.errors else 200)

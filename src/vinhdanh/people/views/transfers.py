"""People going to another unit: the requests in and out, asking, answering, taking back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Answer
from vinhdanh.people import services
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Transfer, Unit
from vinhdanh.people.models.transfers import TransferQuerySet
from vinhdanh.people.policies import may_answer_transfer, may_request_transfer
from vinhdanh.people.record_forms import day_field
from vinhdanh.people.selectors import (
    current_posts,
    people_visible_to,
    transfers_from,
    transfers_to,
    transfers_to_answer,
    transfers_visible_to,
)
from vinhdanh.people.services.writing import is_own, scopes_about
from vinhdanh.people.types import TransferKind, TransferState
from vinhdanh.people.unit_forms import TransferForm
from vinhdanh.people.views.files import write
from vinhdanh.people.views.shown import actor_of, download, today

PAGE = 50
SIDES = {
    "": "Tất cả",
    "cho": "Chờ đồng chí trả lời",
    "den": "Đến đơn vị",
    "di": "Đi khỏi đơn vị",
}
DAY = day_field("Ngày", required=True)
MOVES = "Chưa có gì đổi đến khi đơn vị đến tiếp nhận. Biệt phái thì nơi công tác chính không đổi."
SECONDS = (
    "Nơi công tác chính không đổi. Đơn vị đến tiếp nhận thì hồ sơ có thời gian biệt phái, và mục "
    "“Nghỉ, đi học, biệt phái” cho biết tháng nào, năm nào chịu tác động."
)


def _chosen(request: HttpRequest, actor: Account) -> tuple[TransferQuerySet, dict[str, str]]:
    """The transfers that the address asks for, and its filter."""
    asked = {key: request.GET.get(key, "").strip() for key in ("phan", "tt", "ht", "q")}
    match asked["phan"]:
        case "cho":
            found = transfers_to_answer(actor)
        case "den":
            found = transfers_to(actor)
        case "di":
            found = transfers_from(actor)
        case _:
            asked["phan"], found = "", transfers_visible_to(actor)
    if asked["tt"] in TransferState.values:
        found = found.filter(state=asked["tt"])
    if asked["ht"] in TransferKind.values:
        found = found.filter(kind=asked["ht"])
    if asked["q"]:
        by_name = Q()
        for word in fold(asked["q"]).split():
            by_name &= Q(person__folded__contains=word)
        found = found.filter(by_name | Q(person__number__startswith=asked["q"]))
    return found.select_related("from_unit__parent", "to_unit__parent"), asked


def transfer_list(request: HttpRequest) -> HttpResponse:
    """Requests in and out; those that wait for an answer first."""
    actor = actor_of(request)
    found, asked = _chosen(request, actor)
    waiting = transfers_to_answer(actor).count()
    rows = sorted(found, key=lambda one: one.state != TransferState.REQUESTED)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "asked": asked,
        "sides": [(key, f"{words} ({waiting})" if key == "cho" else words) for key, words in SIDES.items()],
        "states": TransferState.choices,
        "kinds": TransferKind.choices,
        "filtered": any(asked[key] for key in ("tt", "ht", "q")),
        "may_ask": _may_ask(actor),
        "waiting": waiting,
    }
    return render(request, "people/transfers.html", context)


def _may_ask(actor: Account) -> bool:
    return people_visible_to(actor, Action.REQUEST_TRANSFER).exists()


def transfer_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel; people under secrecy stay out."""
    actor = actor_of(request)
    found, asked = _chosen(request, actor)
    content = workbook(
        actor=actor,
        persons_in=0,
        title=f"Điều chuyển: {SIDES[asked['phan']].lower()}",
        notes=[],
        columns=[
            ("Số hiệu", 12),
            ("Họ và tên", 28),
            ("Hình thức", 14),
            ("Đơn vị đi", 36),
            ("Đơn vị đến", 36),
            ("Từ ngày", 12),
            ("Đến ngày", 12),
            ("Lý do", 36),
            ("Số quyết định", 18),
            ("Người đề nghị", 24),
            ("Tình trạng", 18),
            ("Người trả lời", 24),
            ("Nội dung trả lời", 36),
        ],
        rows=(
            [
                one.person.number,
                one.person.name,
                one.get_kind_display(),
                one.from_unit.name,
                one.to_unit.name,
                _day(one.start),
                _day(one.end),
                one.reason,
                one.number or None,
                one.requested_by,
                one.get_state_display(),
                one.answered_by or None,
                one.answer or None,
            ]
            for one in found
        ),
    )
    return download(content, "dieu-chuyen.xlsx")


def _day(day: date | None) -> str | None:
    return f"{day:%d/%m/%Y}" if day else None


def ask(request: HttpRequest) -> HttpResponse:
    """A request to another unit. Any unit in force may be named: it answers for itself."""
    actor = actor_of(request)
    if not _may_ask(actor):
        require(may_request_transfer(scopes(actor), "/"))
    form = TransferForm(
        request.POST or None,
        people=people_visible_to(actor, Action.REQUEST_TRANSFER),
        units=Unit.objects.open(today()).order_by("path"),
        initial={"person": request.GET.get("so-hieu", ""), "kind": request.GET.get("ht", "")},
    )
    seconds = form["kind"].value() == TransferKind.SECONDMENT.value
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["kind"] = TransferKind(data["kind"])
        made: list[Transfer] = []
        if write(form, lambda: made.append(services.request_transfer(actor=actor, **data))):
            messages.success(request, f"Đã gửi đề nghị. {made[0].to_unit} trả lời thì mới có hiệu lực.")
            return redirect("people:transfer", made[0].pk)
    back = reverse("people:transfers")
    context = {
        "form": form,
        "title": "Ghi biệt phái" if seconds else "Đề nghị điều chuyển",
        "lead": SECONDS if seconds else MOVES,
        "button": "Gửi đề nghị",
        "crumbs": [("Điều chuyển", back)],
        "back": back,
    }
    return render(request, "people/record_form.html", context, status=422 if form.errors else 200)


# ---- one transfer ---------------------------------------------------------------------------------


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who, from where to where, why, and what may be done about it."""
    actor = actor_of(request)
    transfer = transfers_visible_to(actor).filter(pk=pk).first()
    if transfer is None:
        raise Http404
    problem, status = "", 200
    if request.method == "POST":
        try:
            said = _act(request, actor, transfer)
        except ValidationError as error:
            problem, status = " ".join(error.messages), 422
        else:
            messages.success(request, said)
            return redirect("people:transfer", pk)
    return render(request, "people/transfer.html", _context(request, actor, transfer, problem), status=status)


def _act(request: HttpRequest, actor: Account, transfer: Transfer) -> str:
    text = request.POST.get("text", "").strip()
    match request.POST.get("act"):
        case "accept":
            day = request.POST.get("start", "").strip()
            start = DAY.clean(day) if day else None
            services.accept_transfer(actor=actor, transfer=transfer, start=start, answer=text)
            return f"Đã tiếp nhận {transfer.person}. Chức vụ ở {transfer.to_unit} đã ghi vào hồ sơ."
        case "refuse":
            services.refuse_transfer(actor=actor, transfer=transfer, answer=text)
            return f"Đã trả lời không tiếp nhận {transfer.person}."
        case "withdraw":
            if not text:
                raise ValidationError("Ghi lý do rút đề nghị.")
            services.withdraw_transfer(actor=actor, transfer=transfer, why=text)
            return "Đã rút đề nghị."
        case "end":
            if not text:
                raise ValidationError("Ghi lý do kết thúc biệt phái.")
            day = DAY.clean(request.POST.get("last_day", "").strip())
            services.end_secondment(actor=actor, transfer=transfer, last_day=day, why=text)
            return f"Biệt phái của {transfer.person} kết thúc ngày {day:%d/%m/%Y}."
        case _:
            raise ValidationError("Chọn một việc: tiếp nhận, không tiếp nhận hoặc rút.")


def _context(request: HttpRequest, actor: Account, transfer: Transfer, problem: str) -> dict[str, Any]:
    person = transfer.person
    held, own = scopes_about(actor, person), is_own(actor, person)
    asked = bool(actor.username) and actor.username == transfer.requested_account
    answer: Answer = may_answer_transfer(
        held, transfer.to_unit.path, comes_from=transfer.from_unit.path, own=own, asked=asked
    )
    take_back = may_request_transfer(held, transfer.from_unit.path, goes_to=transfer.to_unit.path, own=own)
    running = (
        transfer.kind == TransferKind.SECONDMENT
        and transfer.state == TransferState.ACCEPTED
        and transfer.end is not None
        and transfer.end >= today()
    )
    return {
        "transfer": transfer,
        "person": person,
        "post": current_posts([person]).get(person.pk),
        "sees_file": people_visible_to(actor).filter(pk=person.pk).exists(),
        "pending": transfer.state == TransferState.REQUESTED,
        "running": running,
        "may_answer": answer,
        "may_take_back": take_back,
        "problem": problem,
        "text": request.POST.get("text", ""),
        "said": request.POST.get("act", ""),
    }

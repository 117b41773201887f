"""One honour of the agenda: how it is voted on, opening, closing, hands, opinions, results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from vinhdanh.access.models import Account
from vinhdanh.council import services
from vinhdanh.council.forms.meetings import (
    CloseForm,
    OpenForm,
    OpinionForm,
    TellersForm,
    ThresholdForm,
    read_hands,
)
from vinhdanh.council.models import AgendaItem, AgendaLine
from vinhdanh.council.selectors.boxes import progress_of
from vinhdanh.council.selectors.meetings import able_accounts, agenda, lines_in
from vinhdanh.council.services.voting import voters_of
from vinhdanh.council.types.boxes import BoxState, BoxWay
from vinhdanh.council.types.meetings import Ground, ItemState, MeetingState, VoteWay
from vinhdanh.council.views.shown import require_runs, runs, visible_item
from vinhdanh.people.views.shown import actor_of, add_errors

PAGE = 100


def _forms(request: HttpRequest, item: AgendaItem, shown: Iterable[AgendaLine]) -> dict[str, forms.Form]:
    """The forms of the page; the one that was sent is bound."""
    verb = request.POST.get("viec", "")

    def sent(name: str) -> Any:
        return request.POST if verb == name else None

    tellers = able_accounts(item.meeting.council)
    return {
        "so-phieu": ThresholdForm(sent("so-phieu"), initial={"kind": "majority"}),
        "mo": OpenForm(sent("mo"), initial={"minutes": 30}),
        "mo-giay": TellersForm(sent("mo-giay"), accounts=tellers),
        "dong": CloseForm(sent("dong")),
        "y-kien": OpinionForm(sent("y-kien"), lines=_named(item, shown)),
    }


def _named(item: AgendaItem, shown: Iterable[AgendaLine]) -> QuerySet[AgendaLine]:
    """The lines of the page, to choose one of them."""
    names = ("person", "collective", "household", "outsider")
    return item.lines.filter(pk__in=[one.pk for one in shown]).select_related(
        *(f"proposal__{name}" for name in names)
    )


@sensitive_post_parameters("chair_passphrase", "secretary_passphrase")
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One honour with everybody who is proposed, and what the secretary does with it."""
    actor, found = actor_of(request), visible_item(request, pk)
    page = _lines(request, found)
    given, errors = _forms(request, found, found.rows), list[str]()  # type: ignore[attr-defined]
    if request.method == "POST":
        require_runs(actor, found.meeting.council)
        verb = request.POST.get("viec", "")
        form = given.get(verb)
        try:
            if form is None or form.is_valid():
                messages.success(request, _act(request, actor, found, verb, form))
                return redirect("council:item", pk)
        except ValidationError as error:
            if form is not None:
                add_errors(form, error)
            else:
                errors = error.messages
        # What was refused has changed nothing: the page shows what is.
        found = visible_item(request, pk)
    shown = next(one for one in agenda(found.meeting, first=0) if one.pk == pk)
    page = _lines(request, shown)
    box = shown.box
    waiting = shown.state == ItemState.WAITING
    voters = voters_of(shown, shown.rows) if waiting and shown.way == VoteWay.BALLOT else []  # type: ignore[attr-defined]
    context = {
        "item": shown,
        "page": page,
        "meeting": found.meeting,
        "given": given,
        "errors": errors,
        "typed": request.POST if errors else {},
        "runs": runs(actor, found.meeting.council),
        "in_session": found.meeting.state == MeetingState.IN_SESSION,
        "may_set": waiting and shown.ground in ("", Ground.SECRETARY),
        "may_way": waiting and shown.ground != Ground.LAW,
        "voters": len(voters),
        "without": [name for name, voter in voters if voter is None],
        "progress": progress_of(box) if box and box.state == BoxState.OPEN else None,
        "box": box,
        "paper": bool(box and box.way == BoxWay.PAPER),
        "over": bool(box and box.state != BoxState.OPEN),
    }
    wrong = bool(errors or any(form.errors for form in given.values()))
    return render(request, "council/item.html", context, status=422 if wrong else 200)


def _lines(request: HttpRequest, item: AgendaItem) -> Page[AgendaLine] | None:
    """Put the lines that are shown into the item; who counts hands has them all before him, without pages."""
    lines, page, first = lines_in(item), None, 1
    if item.way == VoteWay.HANDS and item.state == ItemState.WAITING:
        rows = list(lines)
    else:
        page = Paginator(lines, PAGE).get_page(request.GET.get("trang"))
        rows, first = list(page.object_list), page.start_index()
    for at, line in enumerate(rows, first):
        line.item, line.number = item, at  # type: ignore[attr-defined]
    item.rows = rows  # type: ignore[attr-defined]
    return page if page and page.has_other_pages() else None


def _act(request: HttpRequest, actor: Account, item: AgendaItem, verb: str, form: Any) -> str:
    """Do what was asked; what to say of it."""
    data = form.cleaned_data if form is not None else {}
    acts: dict[str, Callable[[], str]] = {
        "cach": lambda: _way(request, actor, item),
        "so-phieu": lambda: _needed(actor, item, data),
        "mo": lambda: _said(services.open_ballot(actor=actor, item=item, **form.given()), "Đã mở hòm phiếu."),
        "mo-giay": lambda: _said(
            services.open_paper_ballot(actor=actor, item=item, **data), "Đã mở hòm phiếu giấy."
        ),
        "dong": lambda: _said(
            services.close_ballot(actor=actor, item=item, **data), "Đã đóng hòm phiếu và ghi kết quả."
        ),
        "lay-ket-qua": lambda: _said(services.take_result(actor=actor, item=item), "Đã ghi kết quả."),
        "gio-tay": lambda: _hands(request, actor, item),
        "y-kien": lambda: _said(services.log_opinion(actor=actor, **data), "Đã ghi ý kiến Hội đồng."),
        "chuyen": lambda: _apply(actor, item),
    }
    if verb not in acts:
        raise Http404
    return acts[verb]()


def _said(_: object, words: str) -> str:
    return words


def _way(request: HttpRequest, actor: Account, item: AgendaItem) -> str:
    way = request.POST.get("cach", "")
    if way not in VoteWay.values:
        raise Http404
    return f"Mục này {services.set_way(actor=actor, item=item, way=way).get_way_display().lower()}."


def _needed(actor: Account, item: AgendaItem, data: dict[str, Any]) -> str:
    made = services.set_threshold(
        actor=actor,
        item=item,
        ground=data["ground"],
        share=data["share"],
        majority=data["kind"] == "majority",
    )
    return f"Cần {made.needed} trong {made.members}: {made.of}."


def _hands(request: HttpRequest, actor: Account, item: AgendaItem) -> str:
    keys = list(item.lines.to_vote().values_list("pk", flat=True))
    services.count_hands(actor=actor, item=item, counts=read_hands(request.POST, keys))
    return "Đã ghi kết quả biểu quyết."


def _apply(actor: Account, item: AgendaItem) -> str:
    stays = services.apply_result(actor=actor, item=item)
    if stays:
        raise ValidationError(["Đã chuyển các hồ sơ khác. Còn lại:", *stays])
    return "Đã chuyển kết quả vào từng hồ sơ."

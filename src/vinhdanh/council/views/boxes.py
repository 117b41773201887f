"""Ballot boxes: the list, one box, its result, receipts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.council.forms.boxes import ExtendForm, ReceiptForm, WhyForm
from vinhdanh.council.models import AgendaItem, BallotBox, BallotVoter
from vinhdanh.council.policies.boxes import may_keep_box
from vinhdanh.council.selectors.boxes import (
    box_ref,
    boxes_visible_to,
    current_typings,
    last_difference,
    problems_of,
    progress_of,
    result_of,
    voter_of,
    was_counted,
)
from vinhdanh.council.selectors.meetings import with_written
from vinhdanh.council.services.counting import recount
from vinhdanh.council.services.opening import sweep_keys
from vinhdanh.council.types.boxes import BoxState, BoxWay
from vinhdanh.council.views.casting import ballot_page
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.views.shown import actor_of, download

PAGE = 50


def visible_box(request: HttpRequest, pk: int) -> BallotBox:
    """A box that the account sees; any other does not exist."""
    found = boxes_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def box_list(request: HttpRequest) -> HttpResponse:
    """The boxes that concern the account: those that wait for its ballot first."""
    sweep_keys()
    context = _listed(request)
    context["page"] = Paginator(context["rows"], PAGE).get_page(request.GET.get("trang"))
    return render(request, "council/boxes.html", context)


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    state, words = request.GET.get("tinh-trang", ""), request.GET.get("tim", "")
    mine = BallotVoter.objects.filter(box=OuterRef("pk"), account=actor)
    rows = boxes_visible_to(actor).annotate(
        voters_count=Count("voters"),
        voted_count=Count("voters", filter=Q(voters__voted=True)),
        waits=Exists(mine.filter(voted=False)),
        done=Exists(mine.filter(voted=True)),
    )
    rows = rows.order_by("-opened", "-id")
    if state in BoxState.values:
        rows = rows.filter(state=state)
    asked = fold(words).split()
    listed = [one for one in rows if all(word in fold(f"{one.title} {one.place}") for word in asked)]
    now = timezone.now()
    for one in listed:
        one.mine = one.waits and one.state == BoxState.OPEN and (one.closes is None or now <= one.closes)  # type: ignore[attr-defined]
    listed.sort(key=lambda one: not one.mine)  # type: ignore[attr-defined]
    return {
        "rows": listed,
        "states": BoxState.choices,
        "state": state,
        "words": words,
        "filtered": bool(state or words),
        "waiting": sum(one.mine for one in listed),  # type: ignore[attr-defined]
    }


def box_list_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    content = workbook(
        actor=actor_of(request),
        title="Hòm phiếu",
        notes=[],
        columns=[
            ("Hòm phiếu", 50),
            ("Phiên họp", 40),
            ("Cách bỏ phiếu", 16),
            ("Tình trạng", 16),
            ("Mở lúc", 18),
            ("Đóng lúc", 18),
            ("Số phiếu", 10),
            ("Người bỏ phiếu", 14),
        ],
        rows=[
            (
                one.title,
                one.place,
                one.get_way_display(),
                one.get_state_display(),
                f"{timezone.localtime(one.opened):%d/%m/%Y %H:%M}",
                f"{timezone.localtime(one.closed):%d/%m/%Y %H:%M}" if one.closed else None,
                one.casts,
                one.voters_count,
            )
            for one in _listed(request)["rows"]
        ],
    )
    return download(content, "hom-phieu.xlsx")


@never_cache
@sensitive_post_parameters()
def box(request: HttpRequest, pk: int) -> HttpResponse:
    """A box: the ballot for whom it waits for, otherwise how far it is or how it came out."""
    actor, found = actor_of(request), visible_box(request, pk)
    voter = voter_of(found, actor)
    late = found.closes is not None and timezone.now() > found.closes
    waits = voter is not None and not voter.voted and found.state == BoxState.OPEN and not late
    if voter and waits and request.GET.get("phan") != "hom":
        return ballot_page(request, found, voter)
    return shown(request, found)


def shown(request: HttpRequest, box: BallotBox, **more: Any) -> HttpResponse:
    """The page of a box; ``more``: a form that was refused, or what was found."""
    actor = actor_of(request)
    keeps = may_keep_box(scopes(actor), box.unit.path, box.purpose)
    teller = box.tellers.filter(account=actor).exists()
    attempt, typed = current_typings(box) if box.way == BoxWay.PAPER else (1, [])
    item = AgendaItem.objects.filter(box=box).select_related("meeting").first()
    context: dict[str, Any] = {
        "box": box,
        "item": item,
        "ref": box_ref(box),
        "progress": progress_of(box),
        "results": with_written(result_of(box), item),
        "problems": problems_of(box),
        "voter": voter_of(box, actor),
        "keeps": keeps,
        "late": box.closes is not None and timezone.now() > box.closes,
        "teller": teller,
        "attempt": attempt,
        "typed": typed,
        "own_typed": any(one.account_id == actor.pk for one in typed),
        "differs": last_difference(box) if box.way == BoxWay.PAPER and (teller or keeps) else [],
        "typings": box.typings.all() if box.state == BoxState.CLOSED else [],
        "receipt_form": ReceiptForm(),
        "extend_form": ExtendForm(),
        "void_form": WhyForm(),
    }
    context |= more
    wrong = any(getattr(one, "errors", None) for one in more.values())
    return render(request, "council/box.html", context, status=422 if wrong else 200)


@require_POST
@never_cache
@sensitive_post_parameters()
def check_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a ballot with this receipt was counted."""
    found = visible_box(request, pk)
    if found.state != BoxState.CLOSED or found.way == BoxWay.PAPER:
        raise Http404
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return shown(request, found, receipt_form=form)
    counted = was_counted(found, form.cleaned_data["receipt"])
    if counted is None:
        form.add_error("receipt", "Mã gồm bốn nhóm bốn chữ, số; xem lại chỗ gõ nhầm.")
        return shown(request, found, receipt_form=form)
    return shown(request, found, receipt_form=ReceiptForm(), counted=counted, checked=True)


@require_POST
def count_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the slips again."""
    problems = recount(actor=actor_of(request), box=visible_box(request, pk))
    if not problems:
        messages.success(request, "Đã kiểm lại: phiếu rời, kết quả, mã đối chiếu và nhật ký khớp nhau.")
    return redirect("council:box", pk)


def result_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The result as Excel."""
    found = visible_box(request, pk)
    if found.state != BoxState.CLOSED:
        raise Http404
    content = workbook(
        actor=actor_of(request),
        title=found.title,
        notes=[f"{found.casts} phiếu; tỷ lệ tính trên {found.members} thành viên."],
        columns=[
            ("Mục", 6),
            ("Người, tập thể", 40),
            ("Mô tả", 40),
            ("Đồng ý", 10),
            ("Không đồng ý", 14),
            ("Để trắng", 10),
            ("Cần", 8),
            ("Kết quả", 12),
        ],
        rows=[
            (
                at,
                one.label,
                one.rank,
                one.for_,
                one.against,
                one.blank,
                one.needed,
                "Đạt" if one.passed else "Không đạt",
            )
            for at, one in enumerate(result_of(found), 1)
        ],
    )
    return download(content, f"ket-qua-bo-phieu-{pk}.xlsx")

"""Typing paper ballots in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from vinhdanh.access.policies import require
from vinhdanh.council.forms.boxes import PaperForm
from vinhdanh.council.policies.boxes import may_type
from vinhdanh.council.selectors.boxes import current_typings, last_difference, own_refs
from vinhdanh.council.services.paper import type_paper
from vinhdanh.council.types.boxes import BoxState, BoxWay
from vinhdanh.council.views.boxes import visible_box
from vinhdanh.people.views.shown import actor_of, add_errors


@never_cache
def typing(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's count of the paper ballots; the other one's is not shown before both have typed."""
    actor, found = actor_of(request), visible_box(request, pk)
    if found.way != BoxWay.PAPER:
        raise Http404
    items = list(found.items.all())
    listed = found.tellers.filter(account=actor).exists()
    require(may_type(listed=listed, proposed=bool(own_refs(actor, [one.ref for one in items]))))
    attempt, typed = current_typings(found)
    if found.state != BoxState.OPEN or any(one.account_id == actor.pk for one in typed):
        return redirect("council:box", pk)
    form = PaperForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            differs = type_paper(actor=actor, box=found, count=form.count())
        except ValidationError as error:
            add_errors(form, error)
        else:
            found.refresh_from_db()
            if differs:
                messages.error(
                    request, "Hai người nhập khác nhau: xem chỗ khác, đếm lại rồi cả hai nhập lại."
                )
            elif found.state == BoxState.CLOSED:
                messages.success(request, "Hai người nhập khớp nhau: đã có kết quả.")
            else:
                messages.success(request, "Đã ghi. Người thứ hai nhập tiếp.")
            return redirect("council:box", pk)
    context = {
        "box": found,
        "form": form,
        "attempt": attempt,
        "differs": last_difference(found) if not typed else [],
        "second": bool(typed),
    }
    return render(request, "council/paper.html", context, status=422 if form.errors else 200)

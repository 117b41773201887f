"""What whoever keeps a box does: extend, close, cancel; and a cluster's box from its opening on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.council.forms.boxes import (
    ClosingForm,
    ClusterBoxForm,
    ClusterClosingForm,
    ExtendForm,
    PassphrasesForm,
    WhyForm,
)
from vinhdanh.council.models import BallotBox
from vinhdanh.council.policies.boxes import may_keep_box
from vinhdanh.council.selectors.boxes import progress_of, told_apart
from vinhdanh.council.selectors.cluster_boxes import delegates_of, head_unit
from vinhdanh.council.services.cluster_boxes import close_cluster_box, open_cluster_box
from vinhdanh.council.services.counting import close_box
from vinhdanh.council.services.opening import extend_box, void_box
from vinhdanh.council.types.boxes import BoxPurpose, BoxState, BoxWay
from vinhdanh.council.views.boxes import shown, visible_box
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to
from vinhdanh.movements.selectors.votes import honours_put_up
from vinhdanh.movements.services.cluster_writing import require_score
from vinhdanh.movements.types.clusters import Stage
from vinhdanh.people.views.shown import actor_of, add_errors


def _kept(request: HttpRequest, pk: int) -> BallotBox:
    """A box that the account keeps; whoever only sees it is refused with a sentence."""
    found = visible_box(request, pk)
    require(may_keep_box(scopes(actor_of(request)), found.unit.path, found.purpose))
    return found


@never_cache
@sensitive_post_parameters()
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Both passphrases, and the box is counted."""
    actor, found = actor_of(request), _kept(request, pk)
    if found.state != BoxState.OPEN or found.way == BoxWay.PAPER:
        return redirect("council:box", pk)
    cluster = found.purpose == BoxPurpose.CLUSTER
    kind = ClusterClosingForm if cluster else ClosingForm
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        close: Any = close_cluster_box if cluster else close_box
        try:
            close(actor=actor, box=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã đóng hòm và kiểm phiếu. Phiếu niêm phong và khóa đã hủy.")
            return redirect("council:box", pk)
    progress = progress_of(found)
    late = found.closes is not None and timezone.now() > found.closes
    context = {
        "box": found,
        "form": form,
        "progress": progress,
        "early": not late and not progress.all_in,
        "few": told_apart(found),
    }
    return render(request, "council/box_close.html", context, status=422 if form.errors else 200)


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Take ballots for so many minutes more, from now."""
    found = _kept(request, pk)
    form = ExtendForm(request.POST)
    if form.is_valid():
        until = timezone.now() + timedelta(minutes=form.cleaned_data["minutes"])
        try:
            extend_box(actor=actor_of(request), box=found, closes_at=until, why=form.cleaned_data["why"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Nhận phiếu đến {timezone.localtime(until):%H:%M}.")
            return redirect("council:box", pk)
    return shown(request, found, extend_form=form)


@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a box unread."""
    found = _kept(request, pk)
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            void_box(actor=actor_of(request), box=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã hủy hòm phiếu. Không ai đọc được các phiếu trong hòm.")
            return redirect("council:box", pk)
    return shown(request, found, void_form=form)


@never_cache
@sensitive_post_parameters()
def open_for_cluster(request: HttpRequest, year: int) -> HttpResponse:
    """Open a sealed box for the vote of a cluster's meeting."""
    actor = actor_of(request)
    found = cluster_years_visible_to(actor).filter(pk=year).first()
    if found is None:
        raise Http404
    require_score(actor, head_unit(found), found)
    delegates = delegates_of(found)
    honours = list(honours_put_up().items())
    form = ClusterBoxForm(request.POST or None, honours=honours, delegates=delegates)
    keys = PassphrasesForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and keys.is_valid():
        until = timezone.now() + timedelta(minutes=form.cleaned_data["minutes"])
        try:
            made = open_cluster_box(
                actor=actor,
                year=found,
                honour=form.cleaned_data["honour"],
                present=form.cleaned_data["present"],
                closes_at=until,
                **keys.passphrases,
            )
        except ValidationError as error:
            _put(form, keys, error)
        else:
            messages.success(request, "Đã mở hòm phiếu. Đại biểu bỏ phiếu ở mục Hòm phiếu.")
            return redirect("council:box", made.pk)
    context = {
        "year": found,
        "form": form,
        "keys": keys,
        "delegates": delegates,
        "chosen": {str(one) for one in form["present"].value() or ()},
        "meets": found.stage == Stage.MEETING,
    }
    wrong = form.errors or keys.errors
    return render(request, "council/cluster_box.html", context, status=422 if wrong else 200)


def _put(form: ClusterBoxForm, keys: PassphrasesForm, error: ValidationError) -> None:
    """What was refused, beside the fields that it names."""
    for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        if name in keys.fields:
            keys.add_error(name, texts)
        else:
            form.add_error(name if name in form.fields else None, texts)

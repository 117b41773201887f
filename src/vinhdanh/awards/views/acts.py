"""Taking an honour away, giving it back, issuing it anew, striking a mistaken row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.policies import require
from vinhdanh.awards import services
from vinhdanh.awards.forms import ActForm, DecidedActForm, ReissueForm
from vinhdanh.awards.models import Grant, GrantEvent
from vinhdanh.awards.selectors.resting import resting_on
from vinhdanh.awards.selectors.rows import row_of
from vinhdanh.awards.types import POSSIBLE_FROM, STATE_LABELS, Act
from vinhdanh.awards.views.grants import SLUGS, answer_for, visible_grant
from vinhdanh.awards.views.recording import authorities, paper_of
from vinhdanh.people.views.shown import actor_of

_FORMS: dict[Act, type[ActForm]] = {
    Act.ANNULLED: DecidedActForm,
    Act.STRIPPED: DecidedActForm,
    Act.RESTORED: DecidedActForm,
    Act.REISSUED: ReissueForm,
    Act.STRUCK: ActForm,
}
_TAKES_AWAY = (Act.ANNULLED, Act.STRIPPED, Act.STRUCK)
_SERVICES = {Act.ANNULLED: services.annul, Act.STRIPPED: services.strip, Act.RESTORED: services.restore}


def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The form of one act. Before an honour is taken away, everything that rests on it is shown."""
    chosen = next((one for one, said in SLUGS.items() if said == slug), None)
    if chosen is None:
        raise Http404
    grant = visible_grant(request, pk)
    require(answer_for(request, grant))
    row = row_of(grant)
    form = _FORMS[chosen](request.POST or None)
    resting = resting_on(grant) if chosen in _TAKES_AWAY else []
    if request.method == "POST" and form.is_valid():
        if resting and not request.POST.get("seen"):
            form.add_error(None, "Đánh dấu đã xem các lượt khen dựa trên lượt này rồi mới ghi.")
        elif event := _done(request, chosen, grant, form):
            messages.success(request, _said(event, len(resting)))
            return redirect("awards:grant", pk=grant.pk)
    context = {
        "act": chosen,
        "row": row,
        "grant": grant,
        "form": form,
        "resting": resting,
        "takes_away": chosen in _TAKES_AWAY,
        "possible": row.state in POSSIBLE_FROM[chosen],
        "state": STATE_LABELS[row.state],
        "authorities": authorities(),
    }
    return render(request, "awards/act.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, act: Act, grant: Grant, form: Form) -> GrantEvent | None:
    """The act, written down; None when it was refused, and the form says why."""
    actor, data = actor_of(request), form.cleaned_data
    shared: dict[str, Any] = {"actor": actor, "grant": grant, "ground": data["ground"], "on": data["on"]}
    try:
        with transaction.atomic():
            match act:
                case Act.STRUCK:
                    return services.strike(**shared)
                case Act.REISSUED:
                    return services.reissue(**shared, artefact=data["artefact"], serial=data["serial"])
                case _:
                    return _SERVICES[act](**shared, decision=paper_of(actor, data))
    except ValidationError as error:
        for field, said in _problems(error):
            form.add_error(field if field in form.fields else None, said)
    return None


def _problems(error: ValidationError) -> Iterator[tuple[str | None, str]]:
    """Field and sentence of every problem that a service found."""
    if hasattr(error, "error_dict"):
        for field, said in error.message_dict.items():
            yield from ((field, one) for one in said)
    else:
        yield from ((None, one) for one in error.messages)


def _said(event: GrantEvent, resting: int) -> str:
    said = f"Đã ghi: {event.get_act_display().lower()}, từ ngày {event.on:%d/%m/%Y}."
    if resting:
        said += f" Còn {resting} kết quả dựa trên lượt này phải xem xét lại, phần mềm không tự hủy."
    return said

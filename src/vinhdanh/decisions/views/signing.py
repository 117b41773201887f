"""The acts of a decision's page: send, sign, give back, drop, publish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from vinhdanh.decisions import services
from vinhdanh.decisions.forms.drafts import NumberForm, PublishForm, ReasonForm, SignForm
from vinhdanh.decisions.models import DecisionDraft
from vinhdanh.decisions.views.drafts import (
    shown,
    visible_draft,
)
from vinhdanh.people.views.shown import actor_of, add_errors

FORMS: dict[str, tuple[str, type[Any]]] = {
    "trinh-ky": ("reason_form", ReasonForm),
    "tra-lai": ("reason_form", ReasonForm),
    "bo": ("reason_form", ReasonForm),
    "giu-so": ("number_form", NumberForm),
    "ky": ("sign_form", SignForm),
    "cong-bo": ("publish_form", PublishForm),
}


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act by its name in the address; refused, the page says why and keeps what was written."""
    found = visible_draft(request, pk)
    if act not in FORMS:
        raise Http404
    name, kind = FORMS[act]
    form = kind(request.POST)
    if form.is_valid():
        try:
            said = _done(act, actor_of(request), found, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            found = visible_draft(request, pk)
        else:
            messages.success(request, said)
            return redirect("decisions:draft", pk)
    return shown(request, found, **{name: form})


def _done(act: str, actor: Any, found: DecisionDraft, data: dict[str, Any]) -> str:
    match act:
        case "trinh-ky":
            services.send_draft(actor=actor, draft=found)
            return "Đã trình ký. Từ bây giờ không ai sửa được; cần sửa thì lấy lại, có ghi lý do."
        case "tra-lai":
            services.return_draft(actor=actor, draft=found, why=data["why"])
            return "Đã trả về bản soạn."
        case "bo":
            services.drop_draft(actor=actor, draft=found, why=data["why"])
            return "Đã bỏ dự thảo. Các hồ sơ trở lại danh sách chờ ký."
        case "giu-so":
            held = services.hold_number(actor=actor, draft=found, n=data["n"], why=data["why"])
            return f"Đã giữ số {held.number}."
        case "cong-bo":
            services.publish(actor=actor, draft=found, **data)
            return "Đã ghi việc công bố."
        case _:
            signed = services.sign(actor=actor, draft=found, **data)
            services.judge_again()
            return f"Đã ký {signed.decision}. {signed.lines.count()} lượt đã vào Sổ khen thưởng."

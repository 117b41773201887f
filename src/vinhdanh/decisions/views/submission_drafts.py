"""Pages on which a submission is drafted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.submissions import SubmissionForm
from vinhdanh.decisions.models import Submission
from vinhdanh.decisions.policies.submissions import may_write_submission
from vinhdanh.decisions.selectors import submissions as reading
from vinhdanh.decisions.types.submissions import SubmissionState
from vinhdanh.decisions.upward import bodies, decider_of
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.people.views.shown import actor_of, add_errors, today


def add(request: HttpRequest) -> HttpResponse:
    """A new draft of one group of what waits."""
    actor, get = actor_of(request), request.GET.get
    groups = [
        one
        for one in reading.groups(actor)
        if get("co-quan") in (None, one.unit.code)
        and get("cap") in (None, one.level)
        and get("loai-hinh") in (None, one.merit)
    ]
    if not groups:
        raise Http404
    group = groups[0]
    proposals = reading.proposals_in(actor, group)
    units = list({one.unit.path for one in proposals})
    require(may_write_submission(scopes(actor), group.unit.path, seen_from=units))
    decider = group.decider
    alone = decider is not None and group.level in (GivenBy.STATE, GivenBy.GOVERNMENT)
    initial = {
        "addressee": decider.who if decider and alone else "",
        "about": _about(group, proposals),
        "opening": f"Căn cứ {decider.citation};" if decider else "",
        "proposals": [str(one.pk) for one in proposals],
    }
    form = SubmissionForm(request.POST or None, offered=proposals, initial=initial)
    return _edited(request, form, group.level, None, group.unit)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft: its own proposals, and those of the same kind that wait."""
    actor = actor_of(request)
    found = get_object_or_404(reading.submissions_visible_to(actor), pk=pk)
    require(may_write_submission(scopes(actor), found.unit.path))
    if found.state != SubmissionState.DRAFT:
        messages.error(request, "Tờ trình đã gửi, không sửa được nữa.")
        return redirect("decisions:submission", pk)
    own = list(proposals_visible_to(actor).filter(submission_lines__submission=found))
    own.sort(key=lambda one: [line.proposal_id for line in found.lines.all()].index(one.pk))
    merit = own[0].merit if own else None
    more = [
        one
        for one in reading.awaiting(actor).filter(round__unit=found.unit, level=found.level)
        if merit in (None, one.merit)
    ]
    initial = {name: getattr(found, name) for name in ("addressee", "through", "about", "opening", "channel")}
    initial["proposals"] = [str(one.pk) for one in own]
    form = SubmissionForm(request.POST or None, offered=[*own, *more], initial=initial)
    return _edited(request, form, found.level, found, found.unit)


def _about(group: reading.Group, proposals: list[Proposal]) -> str:
    names = ", ".join(name for name, _ in group.honours)
    years = sorted({one.year for one in proposals})
    return f"tặng {names} năm {years[0]}" if len(years) == 1 else f"tặng {names}"


def _edited(
    request: HttpRequest, form: SubmissionForm, level: str, found: Submission | None, unit: Any
) -> HttpResponse:
    seen = request.POST.get("ban", "")
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_submission(
                actor=actor_of(request),
                unit=unit,
                submission=found,
                seen=int(seen) if seen.isdecimal() else None,
                **form.cleaned_data,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lưu tờ trình đang soạn. Ghi thành phần hồ sơ rồi trình ký.")
            return redirect("decisions:submission", made.pk)
    offered: list[Proposal] = list(form.offered.values())
    first = offered[0] if offered else None
    context = {
        "form": form,
        "found": found,
        "unit": unit,
        "level": GivenBy(level).label,
        "decider": decider_of(first.honour, level, today(), unit.force) if first else None,
        "suggested": _suggested(actor_of(request), level, unit),
        "bodies": bodies(list(dict.fromkeys(one.honour for one in offered)), today()),
    }
    return render(request, "decisions/submission_edit.html", context, status=422 if form.errors else 200)


def _suggested(actor: Any, level: str, unit: Any) -> list[str]:
    """To whom the agency wrote before at this level."""
    before = reading.submissions_visible_to(actor).filter(level=level, unit=unit)
    return list(dict.fromkeys(before.values_list("addressee", flat=True)))

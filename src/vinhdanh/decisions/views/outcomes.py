"""The page on which the outcome of a submission is written down."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.services import Doubtful
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.submissions import OutcomeForm, honours_for, read_outcomes
from vinhdanh.decisions.models.submissions import WAITING_STAGES
from vinhdanh.decisions.policies.submissions import may_write_submission
from vinhdanh.decisions.selectors import submissions as reading
from vinhdanh.decisions.types.submissions import LineResult, Payer
from vinhdanh.people.views.shown import actor_of, add_errors, today


def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Given, refused, returned: line by line, under the decision above."""
    actor = actor_of(request)
    found = get_object_or_404(reading.submissions_visible_to(actor), pk=pk)
    require(may_write_submission(scopes(actor), found.unit.path, seen_from=reading.seen_from(found)))
    lines = [
        line
        for line in reading.lines_visible_to(actor, found)
        if not line.result and line.proposal.stage in WAITING_STAGES
    ]
    if not lines:
        messages.error(request, "Không còn dòng nào chờ kết quả.")
        return redirect("decisions:submission", pk)
    initial = {"on": today(), "authority": found.addressee, "payer": Payer.UPPER}
    form, doubts = OutcomeForm(request.POST or None, initial=initial), False
    if request.method == "POST" and form.is_valid():
        try:
            services.record_outcome(
                actor=actor, submission=found, told=read_outcomes(lines, request.POST), **form.cleaned_data
            )
        except Doubtful as error:
            doubts = True
            add_errors(form, error)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, "Đã ghi kết quả. Lượt được tặng đã vào Sổ khen thưởng; hồ sơ đã chuyển bước."
            )
            return redirect("decisions:submission", pk)
    kept = request.POST
    context = {
        "one": found,
        "form": form,
        "doubts": doubts or bool(form["despite"].value()),
        "results": LineResult.choices,
        "rest": kept.get("kq-con-lai", ""),
        "rest_why": kept.get("vi-con-lai", ""),
        "rows": [
            {
                "line": line,
                "honours": honours_for(line.proposal),
                "result": kept.get(f"kq-{line.pk}", ""),
                "given": kept.get(f"duoc-{line.pk}", line.proposal.honour),
                "why": kept.get(f"vi-{line.pk}", ""),
                "money": kept.get(f"tien-{line.pk}", ""),
                "ground": kept.get(f"cc-{line.pk}", ""),
            }
            for line in lines
        ],
    }
    return render(request, "decisions/outcome.html", context, status=422 if form.errors else 200)

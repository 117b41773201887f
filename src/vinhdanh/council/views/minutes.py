"""The minutes: what is written by hand, the paper, closing; and what the council changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.council import services
from vinhdanh.council.forms.meetings import EndForm, RemarksForm
from vinhdanh.council.selectors.minutes import Moved, changes_of, closed_minutes, digest, minutes_content
from vinhdanh.council.types.meetings import ItemState, MeetingState
from vinhdanh.council.views.shown import require_runs, visible_meeting
from vinhdanh.council.words import result_words
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, add_errors, download

FIRST = 15  # lines of an honour on the page of what the council changed


def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes on paper: as they were closed, or as they stand now."""
    found = visible_meeting(request, pk)
    closed = closed_minutes(found)
    content, whole = closed or (minutes_content(found), True)
    context = {
        "meeting": found,
        "content": content,
        "closed": found.minutes if closed else None,
        "whole": whole,
    }
    return render(request, "council/minutes.html", context)


def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Write remarks and conclusion; end the session."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    require_runs(actor, found.council)
    verb = request.POST.get("viec", "")
    seen = digest(found.remarks + found.conclusion)
    remarks = RemarksForm(
        request.POST if verb == "noi-dung" else None,
        initial={"remarks": found.remarks, "conclusion": found.conclusion},
    )
    ending = EndForm(request.POST if verb == "ket-thuc" else None)
    form = remarks if verb == "noi-dung" else ending
    if request.method == "POST" and form.is_valid():
        try:
            if form is remarks:
                services.write_remarks(
                    actor=actor, meeting=found, seen=request.POST.get("seen", ""), **form.cleaned_data
                )
                messages.success(request, "Đã lưu.")
                return redirect("council:finish", pk)
            made = services.end_meeting(actor=actor, meeting=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã kết thúc phiên họp. {made} không sửa được nữa.")
            return redirect("council:minutes", pk)
    items = list(found.items.all())
    context = {
        "meeting": found,
        "remarks": remarks,
        "ending": ending,
        "seen": request.POST.get("seen", seen),
        "in_session": found.state == MeetingState.IN_SESSION,
        "waiting": sum(item.state == ItemState.WAITING for item in items),
        "unapplied": sum(item.state == ItemState.COUNTED for item in items),
        "opened": any(item.state == ItemState.OPEN for item in items),
    }
    status = 422 if remarks.errors or ending.errors else 200
    return render(request, "council/finish.html", context, status=status)


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was proposed against what the council agreed to."""
    found = visible_meeting(request, pk)
    told = changes_of(found)
    counted = {name: rows for name, rows in told.moved.items() if any(one.decided for one in rows)}
    context = {
        "meeting": found,
        "changes": told,
        "units": [one for one in told.units if one.changed],
        "kept": sum(not one.changed for one in told.units),
        "proposed": sum(one.proposed for one in told.honours),
        "passed": sum(one.passed for one in told.honours),
        "differs": {name: _differing(rows) for name, rows in counted.items()},
        "waiting": [name for name in told.moved if name not in counted],
        "any": bool(told.moved),
    }
    return render(request, "council/changes.html", context)


def _differing(rows: Sequence[Moved]) -> tuple[list[Moved], int]:
    """Who didn't get through, then whose place has changed; of many the first, and how many more."""
    found = [one for one in rows if not one.line.passed or one.before != one.after]
    found.sort(key=lambda one: (bool(one.line.passed), one.before))
    return found[:FIRST], max(len(found) - FIRST, 0)


def changes_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Every proposal with its result, as Excel."""
    found = visible_meeting(request, pk)
    told = changes_of(found)
    headings = (
        "Danh hiệu, Mã hồ sơ, Số hiệu, Người hoặc tập thể, Đơn vị, Thứ tự đề nghị, Thứ tự theo phiếu, "
        "Đồng ý, Không đồng ý, Không có ý kiến, Bằng văn bản đồng ý, Kết quả"
    )
    rows: list[list[str | int | None]] = []
    for name, moved in told.moved.items():
        for one in moved:
            line, proposal = one.line, one.line.proposal
            rows.append(
                [
                    name,
                    proposal.code,
                    proposal.person.number if proposal.person else "",
                    str(proposal.subject),
                    proposal.unit.code,
                    one.before,
                    one.after,
                    line.votes_for,
                    line.votes_against,
                    line.votes_blank,
                    line.written_for if line.passed is not None else None,
                    result_words(line),
                ]
            )
    content = workbook(
        actor=actor_of(request),
        title=f"Kết quả biểu quyết: {found}",
        notes=["Mẫu số luôn là tổng số thành viên Hội đồng."],
        columns=list(
            zip(headings.split(", "), (26, 18, 12, 34, 12, 10, 10, 10, 12, 12, 12, 40), strict=True)
        ),
        rows=rows,
        persons_in=2,
    )
    return download(content, "ket-qua-bieu-quyet.xlsx")

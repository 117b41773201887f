"""Rounds of selection: the list, one round at a glance, opening, mending, closing, erasing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year
from vinhdanh.programmes import services
from vinhdanh.programmes.models import RecruitmentRound
from vinhdanh.programmes.recruitment_counts import percent
from vinhdanh.programmes.recruitment_forms import NewRoundForm, RoundForm
from vinhdanh.programmes.recruitment_parameters import offered
from vinhdanh.programmes.recruitment_policies import may_run_round
from vinhdanh.programmes.recruitment_selectors import (
    Line,
    RoundView,
    by_channel,
    candidates_open_to,
    communes_kept,
    outreach_seen,
    receiver_lines,
    round_view,
    rounds_seen,
)
from vinhdanh.programmes.recruitment_types import ASIDE, PROGRESS, QUALITY, SCHOOLING, RoundState

SHOWN = {"": "Tất cả", "thieu": "Còn thiếu", "du": "Đủ chỉ tiêu"}


def round_of(request: HttpRequest, pk: int) -> RecruitmentRound:
    """A round in the account's sight; any other does not exist."""
    return get_object_or_404(rounds_seen(actor_of(request)), pk=pk)


def shell(request: HttpRequest, round_: RecruitmentRound, tab: str) -> dict[str, Any]:
    """What every page of one round begins with."""
    actor = actor_of(request)
    run = may_run_round(scopes(actor))
    keeps = communes_kept(actor, round_)
    return {
        "round": round_,
        "open": round_.state == RoundState.OPEN,
        "may_run": run,
        "keeps": keeps,
        "tab": tab,
        "has_files": not round_.by_totals
        and round_.state != RoundState.ERASED
        and (bool(run) or keeps.exists()),
        "overdue": round_.state != RoundState.ERASED
        and timezone.localdate() > round_.retain_until
        and round_.candidates.exists(),
    }


def round_list(request: HttpRequest) -> HttpResponse:
    """Every round in sight, the newest first."""
    actor = actor_of(request)
    seen = rounds_seen(actor)
    state = request.GET.get("tt", "")
    page = Paginator(_in_state(request, seen), 20).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [_row(round_view(actor, one)) for one in page.object_list],
        "any": seen.exists(),
        "running": seen.filter(state=RoundState.OPEN).count(),
        "states": [("", "Tất cả"), *RoundState.choices],
        "state": state,
        "may_run": may_run_round(scopes(actor)),
    }
    return render(request, "programmes/recruitment/rounds.html", context)


def _in_state(request: HttpRequest, seen: QuerySet[RecruitmentRound]) -> QuerySet[RecruitmentRound]:
    state = request.GET.get("tt", "")
    return seen.filter(state=state) if state in RoundState.values else seen


def round_file(request: HttpRequest) -> HttpResponse:
    """The list of rounds as Excel."""
    actor = actor_of(request)
    views = [round_view(actor, one) for one in _in_state(request, rounds_seen(actor))]
    content = workbook(
        actor=actor,
        title="Các đợt tuyển chọn công dân",
        notes=[],
        columns=[
            ("Đợt", 40),
            ("Năm", 8),
            ("Tình trạng", 24),
            ("Chỉ tiêu", 10),
            ("Trong đó nữ", 10),
            *((name, 12) for name in PROGRESS.values()),
            ("Ngày giao", 12),
            ("Lưu hồ sơ đến", 14),
        ],
        rows=(
            [
                view.round.name,
                view.round.year,
                view.round.get_state_display(),
                view.total.quota,
                view.total.women,
                *(view.total.counts.get(figure) for figure in PROGRESS),
                f"{view.round.handover:%d/%m/%Y}",
                f"{view.round.retain_until:%d/%m/%Y}",
            ]
            for view in views
        ),
    )
    return download(content, "cac-dot-tuyen-chon.xlsx")


def _row(view: RoundView) -> dict[str, Any]:
    total = view.total
    counts = total.counts
    return {
        "round": view.round,
        "total": total,
        "registered": counts.get("registered"),
        "decided": counts.get("decided"),
        "share": percent(counts.get("decided"), total.quota),
    }


def open_new(request: HttpRequest) -> HttpResponse:
    """The form that opens a round."""
    actor = actor_of(request)
    require(may_run_round(scopes(actor)))
    form = NewRoundForm(request.POST or None, initial={"year": this_year()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        texts = {one.key: one.text for one in offered()}
        data["parameters"] = texts[data["parameters"]]
        try:
            found = services.open_round(actor=actor, **data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã mở {found}. Tiếp theo: ghi chỉ tiêu.")
            return redirect("programmes:recruitment-quotas", found.pk)
    context = {"form": form, "new": True}
    status = 422 if form.errors else 200
    return render(request, "programmes/recruitment/round_form.html", context, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what is said of a round."""
    actor = actor_of(request)
    found = round_of(request, pk)
    require(may_run_round(scopes(actor)))
    names = list(RoundForm.base_fields)
    form = RoundForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_round(actor=actor, round_=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
        else:
            messages.success(request, f"Đã sửa {found}.")
            return redirect("programmes:recruitment-round", pk)
    context = {**shell(request, found, ""), "form": form}
    status = 422 if form.errors else 200
    return render(request, "programmes/recruitment/round_form.html", context, status=status)


def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole round on one page: the steps, the communes, the quality, what does not add up."""
    actor = actor_of(request)
    found = round_of(request, pk)
    view = round_view(actor, found)
    lines = _chosen(request, view)
    total, counts = view.total, view.total.counts
    selected = counts.get("decided")
    sessions = outreach_seen(actor, found)
    context = {
        **shell(request, found, "chung"),
        "view": view,
        "total": total,
        "lines": lines,
        "steps": PROGRESS,
        "largest": max([total.quota, *total.counts.values(), 1]),
        "shown": SHOWN,
        "kind": request.GET.get("loc", ""),
        "text": request.GET.get("q", ""),
        "missing": sum(line.short > 0 for line in view.lines),
        "quality": _quality(counts, selected) if view.whole else [],
        "receivers": receiver_lines(found) if view.whole else [],
        "channels": by_channel(sessions),
        "selected": selected,
        "asides": [(name, counts[figure]) for figure, name in ASIDE.items() if figure in counts],
        "files": candidates_open_to(actor, found).count(),
    }
    return render(request, "programmes/recruitment/round.html", context)


def _chosen(request: HttpRequest, view: RoundView) -> list[Line]:
    """The lines that the filter leaves, those that miss most first."""
    words = fold(request.GET.get("q", "")).split()
    kind = request.GET.get("loc", "")
    lines = [
        line
        for line in view.lines
        if (kind == "" or (line.short > 0) == (kind == "thieu"))
        and line.unit is not None
        and all(word in line.unit.folded for word in words)
    ]
    return sorted(lines, key=lambda line: -line.short)


def _quality(counts: dict[str, int], selected: int | None) -> list[tuple[str, int, Any, bool]]:
    """Name, number, percent of those selected, whether the next group begins here."""
    rows = []
    for figure, name in QUALITY.items():
        if figure in counts:
            rows.append((name, counts[figure], percent(counts[figure], selected), figure not in SCHOOLING))
    return rows


def commune_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The communes' progress as Excel. Numbers only, nobody's data."""
    actor = actor_of(request)
    found = round_of(request, pk)
    view = round_view(actor, found)
    content = workbook(
        actor=actor,
        title=f"{found}: tiến độ theo xã, phường",
        notes=view.warnings,
        columns=[
            ("Mã", 10),
            ("Xã, phường", 36),
            ("Chỉ tiêu", 10),
            ("Trong đó nữ", 10),
            *((name, 12) for name in PROGRESS.values()),
            ("Còn thiếu", 10),
            ("Buổi tuyên truyền", 12),
            ("Số người được tuyên truyền", 14),
        ],
        rows=(
            [
                line.unit.code if line.unit else None,
                line.unit.name if line.unit else "Cộng",
                line.quota,
                line.women,
                *(line.counts.get(figure) for figure in PROGRESS),
                line.short if line.unit else view.short,
                line.sessions,
                line.reached,
            ]
            for line in [*_chosen(request, view), view.total]
        ),
    )
    return download(content, f"tuyen-chon-{found.year}-xa-phuong.xlsx")


# ---- what ends a round ----------------------------------------------------------------------------


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The round is over."""
    found = round_of(request, pk)
    try:
        services.close_round(actor=actor_of(request), round_=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã kết thúc {found}. Hồ sơ cá nhân lưu đến hết {found.retain_until:%d/%m/%Y}."
        )
    return redirect("programmes:recruitment-round", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in it again."""
    found = round_of(request, pk)
    try:
        services.reopen_round(actor=actor_of(request), round_=found, ground=request.POST.get("ground", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã mở lại {found}.")
    return redirect("programmes:recruitment-round", pk)


@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the files for good; asked once more by typing the year."""
    found = round_of(request, pk)
    if request.POST.get("confirm", "").strip() != str(found.year):
        require(may_run_round(scopes(actor_of(request))))
        messages.error(request, f"Chưa xóa: gõ năm của đợt ({found.year}) vào ô xác nhận.")
        return redirect("programmes:recruitment-round", pk)
    try:
        files = services.erase_round(actor=actor_of(request), round_=found, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã xóa {files} hồ sơ cá nhân của {found}. Số liệu tổng hợp còn giữ.")
    return redirect("programmes:recruitment-round", pk)

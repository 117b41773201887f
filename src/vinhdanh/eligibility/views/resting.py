"""What rests on one honour."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors import grants_visible_to
from vinhdanh.eligibility.selectors import runs
from vinhdanh.eligibility.selectors.people import open_subjects
from vinhdanh.eligibility.selectors.resting import Resting, resting_on
from vinhdanh.eligibility.views.shown import actor_of, download, page_of
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.exports import workbook


def _found(request: HttpRequest, pk: int) -> tuple[Grant, list[Resting], int]:
    """The honour, what rests on it within the account's scope, and how many lie outside it."""
    actor = actor_of(request)
    grant = get_object_or_404(grants_visible_to(actor), pk=pk)
    try:
        every = resting_on(grant)
    except KeyError:
        raise Http404 from None
    seen = runs.visible_subjects(actor)
    mine = [one for one in every if seen is None or one.affected.subject in seen]
    return grant, mine, len(every) - len(mine)


def resting(request: HttpRequest, pk: int) -> HttpResponse:
    """Every later honour that would have to be judged again without this one."""
    grant, rows, outside = _found(request, pk)
    page = page_of(request, rows)
    context = {
        "grant": grant,
        "honour": catalogue().get(grant.honour),
        "standing": grant.state == GrantState.IN_FORCE,
        "page": page,
        "rows": page.object_list,
        "granted": sum(one.grant is not None for one in rows),
        "outside": outside,
    }
    return render(request, "eligibility/resting.html", context)


def resting_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as Excel."""
    grant, rows, _ = _found(request, pk)
    kept = set(open_subjects([one.affected.subject for one in rows]))
    content = workbook(
        title=f"Dựa vào {grant}",
        notes=["Mỗi năm xét lại theo luật của 31/12 năm đó, theo dữ kiện lúc xuất."],
        columns=[
            ("Số hiệu, mã", 14),
            ("Họ và tên, tên đơn vị", 30),
            ("Danh hiệu, hình thức", 40),
            ("Năm", 8),
            ("Quyết định", 24),
            ("Khi còn", 18),
            ("Khi không còn", 18),
        ],
        rows=(
            [
                one.affected.subject,
                one.name,
                one.title,
                one.affected.year,
                one.grant.number if one.grant else "Chưa có quyết định",
                one.affected.before.label,
                one.affected.after.label,
            ]
            for one in rows
            if one.affected.subject in kept
        ),
    )
    return download(content, f"dua-vao-luot-khen-{pk}.xlsx")

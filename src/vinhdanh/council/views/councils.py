"""Councils of each unit and year, their rules and members."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.council import services
from vinhdanh.council.forms.councils import (
    CouncilForm,
    DecisionForm,
    EndForm,
    MemberForm,
    NewCouncilForm,
    ReplaceForm,
    initial_of,
)
from vinhdanh.council.models import Council, CouncilMember
from vinhdanh.council.selectors.councils import member_rows
from vinhdanh.council.selectors.meetings import convening_units, councils_visible_to, waiting_for
from vinhdanh.council.services.writing import council_ref
from vinhdanh.council.types.councils import CouncilKind
from vinhdanh.council.views.shown import require_runs, runs, visible_council
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, today

PAGE = 50


def _listed(request: HttpRequest) -> tuple[list[Council], dict[str, str], QuerySet[Council]]:
    every = councils_visible_to(actor_of(request))
    asked = {key: request.GET.get(key, "").strip() for key in ("nam", "loai", "tim")}
    found = every
    if asked["nam"].isdecimal():
        found = found.filter(year=int(asked["nam"]))
    if asked["loai"] in CouncilKind.values:
        found = found.filter(kind=asked["loai"])
    rows = found.annotate(
        sitting=Count("members", filter=_sitting(), distinct=True),
        sessions=Count("meetings", distinct=True),
    ).order_by("-year", "unit__path", "kind")
    words = fold(asked["tim"]).split()
    return (
        [one for one in rows if all(word in fold(f"{one.name} {one.unit}") for word in words)],
        asked,
        every,
    )


def _sitting() -> Q:
    day = today()
    return Q(members__start__lte=day) & (Q(members__end__isnull=True) | Q(members__end__gte=day))


def council_list(request: HttpRequest) -> HttpResponse:
    """The councils that the account sees, and the meetings that wait for it."""
    actor = actor_of(request)
    rows, asked, every = _listed(request)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "asked": asked,
        "filtered": any(asked.values()),
        "years": every.order_by("-year").values_list("year", flat=True).distinct(),
        "kinds": CouncilKind.choices,
        "waiting": waiting_for(actor),
        "may_add": convening_units(actor).exists(),
    }
    return render(request, "council/councils.html", context)


def council_file(request: HttpRequest) -> HttpResponse:
    """The same as Excel."""
    rows, _, _ = _listed(request)
    headings = "Năm, Hội đồng, Đơn vị, Loại, Quyết định, Thành viên, Phiên họp"
    content = workbook(
        actor=actor_of(request),
        title="Hội đồng",
        notes=[],
        columns=list(zip(headings.split(", "), (8, 50, 36, 30, 26, 12, 12), strict=True)),
        rows=(
            [
                one.year,
                one.name,
                one.unit.name,
                one.get_kind_display(),
                f"{one.number}, {one.decided:%d/%m/%Y}",
                one.sitting,  # type: ignore[attr-defined]
                one.sessions,  # type: ignore[attr-defined]
            ]
            for one in rows
        ),
    )
    return download(content, "hoi-dong.xlsx")


def add(request: HttpRequest) -> HttpResponse:
    """Set a council up."""
    actor = actor_of(request)
    own = convening_units(actor).order_by("path")
    if not own.exists():
        require(decide(scopes(actor), Action.CONVENE))
    initial = {"year": this_year(), "unit": own.first().code}  # type: ignore[union-attr]
    form = NewCouncilForm(request.POST or None, own=own, units=Unit.objects.all(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_council(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lập Hội đồng. Thêm thành viên theo quyết định.")
            return redirect("council:council", made.pk)
    context = {"form": form, "units": _units(own), "own": own, "council": None}
    return render(request, "council/council_edit.html", context, status=422 if form.errors else 200)


def _units(own: QuerySet[Unit]) -> QuerySet[Unit]:
    """Who may be a standing body: the units themselves and those right below them."""
    return Unit.objects.filter(Q(pk__in=own) | Q(parent__in=own)).open(today()).order_by("path")


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a council and its rules."""
    actor, found = actor_of(request), visible_council(request, pk)
    require_runs(actor, found)
    below = Unit.objects.filter(Q(pk=found.unit_id) | Q(parent=found.unit_id)).order_by("path")
    form = CouncilForm(request.POST or None, units=below, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.write_council(actor=actor, unit=found.unit, council=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("council:council", pk)
    context = {"form": form, "units": below, "council": found}
    return render(request, "council/council_edit.html", context, status=422 if form.errors else 200)


def council(request: HttpRequest, pk: int) -> HttpResponse:
    """One council: members, rules, meetings."""
    actor, found = actor_of(request), visible_council(request, pk)
    rows = member_rows(found, today())
    sitting = [row for row in rows if row.sits]
    context = {
        "council": found,
        "ref": council_ref(found),
        "rows": rows,
        "sitting": len(sitting),
        "without": sum(row.account is None for row in sitting),
        "meetings": found.meetings.select_related("round", "chair"),
        "runs": runs(actor, found),
        "reward": found.kind == CouncilKind.REWARD,
    }
    return render(request, "council/council.html", context)


def member_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The members as Excel."""
    found = visible_council(request, pk)
    headings = "Số hiệu, Cấp bậc họ tên, Chức vụ, Vai trò, Từ ngày, Đến ngày, Lý do thôi thay, Tài khoản"
    widths = (12, 32, 36, 18, 12, 12, 40, 18)
    content = workbook(
        actor=actor_of(request),
        title=f"Thành viên {found}",
        notes=[f"Quyết định số {found.number} ngày {found.decided:%d/%m/%Y}, {found.authority}."],
        columns=list(zip(headings.split(", "), widths, strict=True)),
        rows=(
            [
                row.member.person.number if row.member.person else "",
                row.member.name,
                row.member.post,
                row.member.get_seat_display(),
                f"{row.member.start:%d/%m/%Y}",
                f"{row.member.end:%d/%m/%Y}" if row.member.end else "",
                row.member.end_why,
                row.account.username if row.account else "chưa có",
            ]
            for row in member_rows(found, today())
        ),
        persons_in=0,
    )
    return download(content, f"thanh-vien-hoi-dong-{found.year}.xlsx")


def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Set next year's council up from this one."""
    actor, found = actor_of(request), visible_council(request, pk)
    require_runs(actor, found)
    form = DecisionForm(request.POST or None, initial={"year": found.year + 1, "authority": found.authority})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.copy_council(actor=actor, council=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã lập {made} với các thành viên hiện nay.")
            return redirect("council:council", made.pk)
    context = {"form": form, "council": found, "sitting": found.members.on(today()).count()}
    return render(request, "council/council_copy.html", context, status=422 if form.errors else 200)


def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody into a council."""
    actor, found = actor_of(request), visible_council(request, pk)
    require_runs(actor, found)
    people = people_visible_to(actor)
    form = MemberForm(
        request.POST or None, people=people, initial={"start": f"{found.decided:%d/%m/%Y}", "seat": "member"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_member(actor=actor, council=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã thêm {made}.")
            again = "them" in request.POST
            return redirect("council:member-add" if again else "council:council", pk)
    context = {"form": form, "council": found}
    return render(request, "council/member_add.html", context, status=422 if form.errors else 200)


def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace a member, or let his seat end."""
    actor = actor_of(request)
    row = CouncilMember.objects.filter(pk=pk, council__in=councils_visible_to(actor)).first()
    if row is None:
        raise Http404
    require_runs(actor, row.council)
    act = request.POST.get("viec", "")
    people = people_visible_to(actor)
    replacing = ReplaceForm(request.POST if act == "thay" else None, people=people)
    ending = EndForm(request.POST if act == "thoi" else None)
    form, service = (replacing, services.replace_member) if act == "thay" else (ending, services.end_member)
    if request.method == "POST" and form.is_valid():
        try:
            service(actor=actor, member=row, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ghi {'thay' if act == 'thay' else 'thôi'} {row}.")
            return redirect("council:council", row.council_id)
    context = {"member": row, "council": row.council, "replacing": replacing, "ending": ending}
    status = 422 if replacing.errors or ending.errors else 200
    return render(request, "council/member.html", context, status=status)

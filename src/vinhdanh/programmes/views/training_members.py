"""The communes' registers of the grassroots force, and a learner's own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.audit.selectors import history_of
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.views.shown import actor_of, download
from vinhdanh.programmes import services
from vinhdanh.programmes.models import GrassrootsMember
from vinhdanh.programmes.models.training_learners import MemberQuerySet
from vinhdanh.programmes.training_forms import LeavingForm, MemberChangeForm, MemberForm
from vinhdanh.programmes.training_policies import may_register
from vinhdanh.programmes.training_selectors import (
    Key,
    communes,
    keeper_of,
    members_visible_to,
    trained_before,
    trainings_of,
    with_origins,
)
from vinhdanh.programmes.training_types import MemberRole, TargetGroup
from vinhdanh.programmes.views.training_lists import page_of
from vinhdanh.programmes.views.training_plans import refused

STATES = {"": "Đang tham gia", "thoi": "Đã thôi", "chua": "Chưa từng tập huấn", "tat-ca": "Tất cả"}


def _members(request: HttpRequest) -> MemberQuerySet:
    """The members whom the account sees, filtered as the address asks."""
    today = timezone.localdate()
    members = members_visible_to(actor_of(request))
    code, state = request.GET.get("dv", ""), request.GET.get("tt", "")
    if code:
        units = Unit.objects.filter(code=code).values_list("pk", flat=True)
        members = members.filter(unit__in=with_origins(units))
    if state in ("", "chua"):
        members = members.serving(today)
    elif state == "thoi":
        members = members.filter(end__lt=today)
    for word in fold(request.GET.get("q", "")).split():
        members = members.filter(folded__contains=word)
    if state == "chua":
        keys = [Key("m", pk) for pk in members.values_list("pk", flat=True)]
        done = trained_before(keys, TargetGroup.GRASSROOTS, today)
        members = members.exclude(pk__in=[key.pk for key in done])
    return members.order_by("unit__path", "team", "pk")


def register(request: HttpRequest) -> HttpResponse:
    """The register, by commune and team."""
    actor = actor_of(request)
    members = _members(request)
    page = page_of(request, members)
    done = trained_before(
        [Key("m", one.pk) for one in page.object_list], TargetGroup.GRASSROOTS, timezone.localdate()
    )
    state = request.GET.get("tt", "")
    context = {
        "page": page,
        "rows": [(one, Key("m", one.pk) in done) for one in page.object_list],
        "serving": members_visible_to(actor).serving(timezone.localdate()).count(),
        "units": communes(visible_units(actor)),
        "unit": request.GET.get("dv", ""),
        "states": STATES,
        "state": state if state in STATES else "",
        "text": request.GET.get("q", ""),
        "filtered": any(request.GET.get(name) for name in ("dv", "tt", "q")),
        "may": _own_communes(actor).exists(),
        "tab": "luc-luong",
    }
    return render(request, "programmes/training/members.html", context)


def _own_communes(actor: Account) -> Any:
    return communes(visible_units(actor, Action.EDIT))


def register_file(request: HttpRequest) -> HttpResponse:
    """The register as Excel, filtered as the page is."""
    content = workbook(
        actor=actor_of(request),
        title="Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
        notes=[],
        columns=[
            ("Công an xã, phường", 36),
            ("Tổ", 28),
            ("Họ và tên", 28),
            ("Năm sinh", 10),
            ("Chức danh", 12),
            ("Từ ngày", 12),
            ("Đến ngày", 12),
        ],
        rows=(
            [
                one.unit.name,
                one.team,
                one.name,
                one.born,
                one.get_role_display(),
                f"{one.start:%d/%m/%Y}",
                f"{one.end:%d/%m/%Y}" if one.end else None,
            ]
            for one in _members(request)
        ),
    )
    return download(content, "luc-luong-co-so.xlsx")


def new_member(request: HttpRequest) -> HttpResponse:
    """The form of a member, and registering him."""
    actor = actor_of(request)
    units = _own_communes(actor)
    if not units:
        answer = may_register(scopes(actor), "/")
        raise PermissionDenied(getattr(answer, "reason", "Đồng chí chưa được giao xã, phường nào."))
    form = MemberForm(
        request.POST or None,
        units=units,
        people=people_visible_to(actor),
        initial={"unit": request.GET.get("dv", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.register_member(actor=actor, **data | {"role": MemberRole(data["role"])})
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã ghi {made} vào {made.team}, {made.unit}.")
            if request.POST.get("act") == "again":
                return redirect(f"{request.path}?dv={made.unit.code}")
            return redirect("programmes:training-member", made.pk)
    context = {"form": form, "tab": "luc-luong"}
    return render(request, "programmes/training/member_new.html", context, status=422 if form.errors else 200)


def visible_member(request: HttpRequest, pk: int) -> GrassrootsMember:
    """A member whom the account sees; any other does not exist."""
    found = members_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def member_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One member: what the register says, every training, leaving the force."""
    member = visible_member(request, pk)
    actor = actor_of(request)
    form = LeavingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_member(actor=actor, member=member, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
            member.refresh_from_db()
        else:
            messages.success(request, f"Đã ghi {member} thôi tham gia từ {member.end:%d/%m/%Y}.")
            return redirect("programmes:training-member", pk)
    context = {
        "member": member,
        "rows": trainings_of(member),
        "may": may_register(scopes(actor), keeper_of(member.unit).path),
        "form": form,
        "keeper": keeper_of(member.unit),
        "person": member.person
        if member.person and people_visible_to(actor).filter(pk=member.person.pk).exists()
        else None,
        "history": history_of(f"grassroots-member:{member.pk}"),
        "tab": "luc-luong",
    }
    return render(request, "programmes/training/member.html", context, status=422 if form.errors else 200)


def edit_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Correcting what the register says of somebody, with the reason."""
    member = visible_member(request, pk)
    actor = actor_of(request)
    require(may_register(scopes(actor), keeper_of(member.unit).path))
    fields = ("team", "name", "born", "role", "start", "trained_before")
    initial = {name: getattr(member, name) for name in fields}
    initial |= {"unit": keeper_of(member.unit).code, "start": f"{member.start:%d/%m/%Y}"}
    initial |= {"person": member.person.number if member.person else ""}
    form = MemberChangeForm(
        request.POST or None, units=_own_communes(actor), people=people_visible_to(actor), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        why = changes.pop("why")
        try:
            services.change_member(actor=actor, member=member, why=why, **changes)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"Đã sửa hồ sơ của {member}.")
            return redirect("programmes:training-member", pk)
    context = {"form": form, "member": member, "tab": "luc-luong"}
    return render(request, "programmes/training/member_new.html", context, status=422 if form.errors else 200)


def person_page(request: HttpRequest, number: str) -> HttpResponse:
    """Every training of somebody of the force whom the account sees; anybody else does not exist."""
    person = people_visible_to(actor_of(request)).filter(number=number).first()
    if person is None:
        raise Http404
    context = {"person": person, "rows": trainings_of(person), "tab": "lop"}
    return render(request, "programmes/training/person.html", context)

"""Accounts and their roles: list, new, one account with everything that can be done to it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from vinhdanh.access import services
from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.passwords import one_time
from vinhdanh.access.policies import apart, decide, require
from vinhdanh.access.selectors import accounts_visible_to, delegations_of, held_on, scopes, sessions_of
from vinhdanh.access.types import WHOLE_AGENCY, Action, Role
from vinhdanh.eligibility.views.registers import exported, tried
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.people.models import Person, Unit
from vinhdanh.web.admin_forms import AccountForm, EndRoleForm, ReasonForm, RoleForm

STATES = {"dang": "Đang dùng", "khoa": "Đã khóa"}


def seen_by(request: HttpRequest) -> QuerySet[Account]:
    """The accounts, for who manages or inspects them.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    found = accounts_visible_to(actor_of(request))
    if not decide(scopes(actor_of(request)), Action.READ_JOURNAL):
        require(decide(scopes(actor_of(request)), Action.MANAGE_ACCOUNTS))
    return found


def _narrowed(request: HttpRequest) -> QuerySet[Account]:
    rows = seen_by(request).prefetch_related("roles").order_by("username")
    text, role, state = (request.GET.get(key, "").strip() for key in ("q", "vai-tro", "tt"))
    if text:
        rows = rows.filter(
            Q(username__icontains=text) | Q(full_name__icontains=text) | Q(person_number__startswith=text)
        )
    if role in Role.values:
        held = RoleAssignment.objects.filter(held_on(timezone.localdate()), role=role)
        rows = rows.filter(pk__in=held.values("account"))
    if state in STATES:
        rows = rows.filter(is_active=state == "dang")
    return rows


def _unit_names() -> dict[str, str]:
    return dict(Unit.objects.values_list("code", "name"))


def _held(account: Account, names: dict[str, str]) -> list[str]:
    """The roles held today, each with its unit in words."""
    today = timezone.localdate()
    return [
        f"{one.get_role_display()}, {names.get(one.unit_code, one.unit_code) or 'toàn cơ quan'}"
        for one in account.roles.all()
        if one.valid_from <= today and (one.valid_to is None or one.valid_to >= today)
    ]


def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts by name, role and state."""
    rows, names = _narrowed(request), _unit_names()
    page = page_of(request, rows)  # type: ignore[arg-type]
    context = {
        "page": page,
        "rows": [(one, _held(one, names)) for one in page.object_list],
        "text": request.GET.get("q", ""),
        "role": request.GET.get("vai-tro", ""),
        "state": request.GET.get("tt", ""),
        "roles": Role.choices,
        "states": STATES,
        "may": decide(scopes(actor_of(request)), Action.MANAGE_ACCOUNTS),
        "filtered": any(request.GET.get(key) for key in ("q", "vai-tro", "tt")),
    }
    return render(request, "web/accounts.html", context)


def account_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    names = _unit_names()
    return exported(
        request,
        "tai-khoan.xlsx",
        "Tài khoản và vai trò",
        [
            ("Tên đăng nhập", 20),
            ("Họ và tên", 30),
            ("Cấp bậc, chức vụ", 36),
            ("Số hiệu", 12),
            ("Vai trò hôm nay", 60),
            ("Tình trạng", 12),
            ("Đăng nhập lần cuối", 18),
        ],
        (
            [
                one.username,
                one.full_name,
                one.post_text or None,
                one.person_number or None,
                "; ".join(_held(one, names)) or None,
                STATES["dang" if one.is_active else "khoa"],
                f"{timezone.localtime(one.last_login):%d/%m/%Y %H:%M}" if one.last_login else None,
            ]
            for one in _narrowed(request)
        ),
        persons_in=3,
    )


@never_cache
@sensitive_variables("password")
def account_new(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown once, on the answer to the form."""
    actor = actor_of(request)
    require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    form = AccountForm(request.POST or None)
    password, made = one_time(), []

    def act() -> None:
        number = form.cleaned_data["person_number"]
        if number and not Person.objects.filter(number=number).exists():
            form.add_error("person_number", f"Không có cán bộ mang số hiệu {number}.")
            return
        made.append(services.create_account(actor=actor, password=password, **form.cleaned_data))

    if request.method == "POST" and tried(request, form, act, "") and made:
        return render(request, "web/account_password.html", {"one": made[0], "password": password})
    return render(request, "web/account_new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_variables("password")
def one_account(request: HttpRequest, username: str) -> HttpResponse:
    """One account: roles with their dates, password, sessions, the lock, its history."""
    actor = actor_of(request)
    account = get_object_or_404(seen_by(request), username=username)
    act = request.POST.get("act", "")
    today = timezone.localdate()
    forms: dict[str, Form] = {
        "giao": RoleForm(
            request.POST if act == "giao" else None,
            prefix="giao",
            initial={"valid_from": f"{today:%d/%m/%Y}"},
        ),
        "thoi": EndRoleForm(request.POST if act == "thoi" else None, prefix="thoi"),
        "khoa": ReasonForm(request.POST if act == "khoa" else None, prefix="khoa"),
        "mo": ReasonForm(request.POST if act == "mo" else None, prefix="mo"),
    }
    if request.method == "POST":
        if act == "mat-khau":
            password = one_time()
            services.change_password(actor=actor, account=account, password=password)
            return render(request, "web/account_password.html", {"one": account, "password": password})
        if act in forms and _done(request, account, act, forms[act]):
            return redirect("web:one-account", username)
        if act == "phien":
            services.close_sessions(actor=actor, account=account, sessions=list(account.sessions.all()))
            return redirect("web:one-account", username)
    account.refresh_from_db()
    names = _unit_names()
    roles = list(account.roles.order_by("-valid_from", "role"))
    current = [one for one in roles if one.valid_to is None or one.valid_to >= today]
    context: dict[str, Any] = {
        "one": account,
        "roles": [(one, names.get(one.unit_code, one.unit_code), one in current) for one in roles],
        "together": apart(Role(one.role) for one in current),
        "delegations": delegations_of(account)[:20],
        "sessions": sessions_of(account),
        "may": decide(scopes(actor), Action.MANAGE_ACCOUNTS),
        "self": account == actor,
        "give": forms["giao"],
        "end": forms["thoi"],
        "close": forms["khoa"],
        "open": forms["mo"],
        "ref": f"account:{account.username}",
        "person": Person.objects.filter(number=account.person_number).first()
        if account.person_number
        else None,
    }
    wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "web/one_account.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, account: Account, act: str, form: Form) -> bool:
    actor = actor_of(request)
    match act:
        case "giao":

            def give() -> None:
                data = form.cleaned_data
                services.give_role(
                    actor=actor,
                    account=account,
                    role=data["role"],
                    unit_code=data["unit"].code if data["unit"] else WHOLE_AGENCY,
                    valid_from=data["valid_from"],
                    valid_to=data["valid_to"],
                    why=data["why"],
                )

            return tried(request, form, give, "Đã giao vai trò.")
        case "thoi":

            def end() -> None:
                data = form.cleaned_data
                assignment = get_object_or_404(account.roles, pk=data["assignment"])
                services.end_role(
                    actor=actor, assignment=assignment, last_day=data["last_day"], why=data["why"]
                )

            return tried(request, form, end, "Đã ghi ngày thôi vai trò.")
        case "khoa":
            return tried(
                request,
                form,
                lambda: services.close_account(actor=actor, account=account, why=form.cleaned_data["why"]),
                "Đã khóa tài khoản; các phiên đang mở kết thúc ở trang kế tiếp.",
            )
        case "mo":
            return tried(
                request,
                form,
                lambda: services.reopen_account(actor=actor, account=account, why=form.cleaned_data["why"]),
                "Đã mở lại tài khoản, với mật khẩu và vai trò như trước.",
            )
    return False

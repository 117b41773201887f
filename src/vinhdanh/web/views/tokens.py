"""Keys of the API: one's own, and for who manages accounts everybody's."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from vinhdanh.access import services
from vinhdanh.access.models import Account, ApiToken
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import held_on, scopes, tokens_visible_to
from vinhdanh.access.types import Action, Role, TokenState, WriteArea
from vinhdanh.eligibility.views.registers import exported, tried
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.people.models import Unit
from vinhdanh.web.admin_forms import ReasonForm
from vinhdanh.web.token_forms import TokenForm

COLUMNS = [
    ("Tên khóa", 30),
    ("Đầu khóa", 14),
    ("Tài khoản", 20),
    ("Vai trò", 60),
    ("Việc được ghi", 40),
    ("Ngày cuối", 12),
    ("Dùng lần cuối", 18),
    ("Tình trạng", 14),
]


def own_tokens(request: HttpRequest) -> HttpResponse:
    """The keys of one's own account, with revoking."""
    actor = actor_of(request)
    return _list(request, actor.tokens.select_related("account"), "web:tokens", "web:token-file")


def all_tokens(request: HttpRequest) -> HttpResponse:
    """Every key, for who manages accounts or reads the journal."""
    return _list(request, _everybodys(request), "web:all-tokens", "web:all-token-file")


def own_file(request: HttpRequest) -> HttpResponse:
    """One's own keys as Excel."""
    return _file(request, actor_of(request).tokens.select_related("account"))


def all_file(request: HttpRequest) -> HttpResponse:
    """Every key as Excel."""
    return _file(request, _everybodys(request))


def _everybodys(request: HttpRequest) -> QuerySet[ApiToken]:
    actor = actor_of(request)
    if not decide(scopes(actor), Action.READ_JOURNAL):
        require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    return tokens_visible_to(actor)


def _narrowed(request: HttpRequest, rows: QuerySet[ApiToken]) -> QuerySet[ApiToken]:
    text, state = request.GET.get("q", "").strip(), request.GET.get("tt", "")
    today = timezone.localdate()
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(prefix__startswith=text) | Q(account__username__icontains=text)
        )
    match state:
        case TokenState.LIVE:
            rows = rows.filter(revoked__isnull=True, expires__gte=today)
        case TokenState.EXPIRED:
            rows = rows.filter(revoked__isnull=True, expires__lt=today)
        case TokenState.REVOKED:
            rows = rows.filter(revoked__isnull=False)
    return rows


def _list(request: HttpRequest, rows: QuerySet[ApiToken], here: str, file: str) -> HttpResponse:
    actor = actor_of(request)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    taken = request.POST.get("so", "")
    if request.method == "POST":
        one = get_object_or_404(rows, pk=taken if taken.isdecimal() else 0)
        if tried(
            request,
            form,
            lambda: services.revoke_token(actor=actor, token=one, why=form.cleaned_data["why"]),
            f"Đã thu hồi khóa “{one.name}”. Hệ thống dùng khóa này không gọi được nữa.",
        ):
            return redirect(here)
    page, names = page_of(request, _narrowed(request, rows)), _unit_names()  # type: ignore[arg-type]
    manages = bool(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    context: dict[str, Any] = {
        "page": page,
        "rows": [
            (one, _roles(one, names), _areas(one), one.account == actor or manages)
            for one in page.object_list
        ],
        "states": TokenState.choices,
        "state": request.GET.get("tt", ""),
        "text": request.GET.get("q", ""),
        "filtered": bool(request.GET.get("q") or request.GET.get("tt")),
        "own": here == "web:tokens",
        "has_role": actor.roles.filter(held_on(timezone.localdate())).exists(),
        "file": file,
        "form": form,
        "taken": taken,
    }
    return render(request, "web/tokens.html", context, status=422 if form.errors else 200)


def _unit_names() -> dict[str, str]:
    return dict(Unit.objects.values_list("code", "name"))


def _roles(one: ApiToken, names: dict[str, str]) -> list[str]:
    return [f"{Role(role).label}, {names.get(code, code) or 'toàn cơ quan'}" for role, code in one.roles]


def _areas(one: ApiToken) -> list[str]:
    return [str(WriteArea(area).label) for area in one.areas]


def _file(request: HttpRequest, rows: QuerySet[ApiToken]) -> HttpResponse:
    names = _unit_names()
    return exported(
        request,
        "khoa-api.xlsx",
        "Khóa API",
        COLUMNS,
        (
            [
                one.name,
                f"{one.prefix}…",
                one.account.username,
                "; ".join(_roles(one, names)),
                "; ".join(_areas(one)) or "chỉ đọc",
                f"{one.expires:%d/%m/%Y}",
                f"{timezone.localtime(one.last_used):%d/%m/%Y %H:%M}" if one.last_used else None,
                str(one.state.label),
            ]
            for one in _narrowed(request, rows)
        ),
    )


@never_cache
@sensitive_variables("secret")
def token_new(request: HttpRequest) -> HttpResponse:
    """The form of a new key; the answer shows the key itself, once."""
    actor = actor_of(request)
    form = TokenForm(request.POST or None, actor=actor)
    made: list[tuple[ApiToken, str]] = []
    if request.method == "POST" and tried(request, form, lambda: made.append(_made(actor, form)), ""):
        [(token, secret)] = made
        return render(request, "web/token_secret.html", {"one": token, "secret": secret})
    context = {"form": form, "names": _unit_names()}
    return render(request, "web/token_new.html", context, status=422 if form.errors else 200)


def _made(actor: Account, form: TokenForm) -> tuple[ApiToken, str]:
    data = form.cleaned_data
    return services.make_token(
        actor=actor,
        name=data["name"],
        roles=[(one, data["unit"]) for one in data["roles"]],
        areas=[WriteArea(area) for area in data["areas"]],
        expires=data["expires"],
    )

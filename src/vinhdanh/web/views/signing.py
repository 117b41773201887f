"""Signing in and out, and one's own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vinhdanh.access import services
from vinhdanh.access.models import Account
from vinhdanh.access.selectors import demo_accounts, role_labels, sessions_of
from vinhdanh.access.types import Denied
from vinhdanh.council.types.boxes import DEMO_PASSPHRASES
from vinhdanh.decisions.types.signing import DEMO_KEY_FOLDER, DEMO_KEY_PASSPHRASE
from vinhdanh.eligibility.views.shown import actor_of
from vinhdanh.movements.services.reminders import make_reminders
from vinhdanh.web.forms import PasswordForm, SignInForm

BACKEND = "vinhdanh.access.backends.AccountBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door. In demo mode it lists the accounts whose password is public."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = services.sign_in(address=request.META.get("REMOTE_ADDR", ""), **form.cleaned_data)
        if not isinstance(answer, Denied):
            login(request, answer.account, backend=BACKEND)
            make_reminders(answer.account)
            return redirect(_onwards(request))
        form.add_error(None, answer.reason)
    context = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "demo_accounts": demo_accounts(),
        "demo_passphrases": DEMO_PASSPHRASES,
        "demo_keys": (DEMO_KEY_FOLDER, DEMO_KEY_PASSPHRASE),
    }
    return render(request, "web/sign_in.html", context, status=422 if form.errors else 200)


def _onwards(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the journal says when."""
    services.sign_out(account=actor_of(request), key=request.session.session_key)
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, password, the way out."""
    actor = actor_of(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, actor, form):
        messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
        return redirect("web:account")
    context = {"form": form, "roles": role_labels(actor), "sessions": sessions_of(actor)}
    return render(request, "web/account.html", context, status=422 if form.errors else 200)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one of one's other sessions, or all of them; this one goes on."""
    actor, chosen = actor_of(request), request.POST.get("phien", "")
    others = actor.sessions.exclude(key=request.session.session_key)
    ended = others.filter(pk=chosen if chosen.isdecimal() else 0) if chosen else others
    count = services.close_sessions(actor=actor, account=actor, sessions=list(ended))
    messages.success(request, f"Đã kết thúc {count} phiên đăng nhập.")
    return redirect("web:account")


def _changed(request: HttpRequest, actor: Account, form: PasswordForm) -> bool:
    if actor.is_demo:
        form.add_error(None, "Tài khoản dùng thử giữ mật khẩu chung, không đổi được.")
        return False
    if not actor.check_password(form.cleaned_data["current"]):
        form.add_error("current", "Mật khẩu đang dùng không đúng.")
        return False
    try:
        services.change_password(actor=actor, account=actor, password=form.cleaned_data["new"])
    except ValidationError as error:
        form.add_error("new", error)
        return False
    update_session_auth_hash(request, actor)
    return True

"""What holds for every page: sessions end, first passwords are changed, the unseen is not found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.defaults import page_not_found

from vinhdanh.access.models import Account
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.services import end_session, note_session

SIGNED_IN, SEEN = "signed_in_at", "seen_at"  # keys of the session: seconds since 1970
NOTED_EVERY = 60  # seconds; a page a second must not be a write a second

Answer = Callable[[HttpRequest], HttpResponse]


class SessionLimitMiddleware:
    """A session ends after ``SESSION_IDLE_MINUTES`` without a page, after ``SESSION_HOURS`` in any case."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account):
            now = int(timezone.now().timestamp())
            why = self.over(request.session, now)
            if why:
                end_session(account=request.user, why=why)
                logout(request)
                messages.info(request, f"Phiên làm việc đã kết thúc: {why} Đăng nhập lại để tiếp tục.")
            elif now - request.session.get(SEEN, 0) >= NOTED_EVERY:
                request.session.setdefault(SIGNED_IN, now)
                request.session[SEEN] = now
                if request.session.session_key:
                    note_session(
                        account=request.user,
                        key=request.session.session_key,
                        address=request.META.get("REMOTE_ADDR", ""),
                        browser=request.headers.get("User-Agent", ""),
                        began=datetime.fromtimestamp(request.session[SIGNED_IN], UTC),
                    )
        return self.get_response(request)

    def over(self, session: SessionBase, now: int) -> str:
        """Why the session is over, as a sentence; empty while it goes on."""
        idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds()
        if now - session.get(SEEN, now) >= idle:
            return f"đã {settings.SESSION_IDLE_MINUTES} phút không thao tác."
        if now - session.get(SIGNED_IN, now) >= timedelta(hours=settings.SESSION_HOURS).total_seconds():
            return f"đã đăng nhập quá {settings.SESSION_HOURS} giờ."
        return ""


class FirstPasswordMiddleware:
    """Whoever signs in with a password that somebody else chose is asked for his own before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not (isinstance(user, Account) and user.must_change_password):
            return None
        if request.path in settings.FIRST_PASSWORD_PAGES or not getattr(view, "login_required", True):
            return None
        first = settings.FIRST_PASSWORD_PAGES[0]
        if request.headers.get("HX-Request") == "true":  # htmx would put the page into a corner of this one
            return HttpResponse(status=204, headers={"HX-Redirect": first})
        messages.info(
            request, "Mật khẩu này do người khác đặt: đồng chí đổi sang mật khẩu của mình để bắt đầu."
        )
        return redirect(first)


class OutOfSightMiddleware:
    """A refusal about a record that the account may not even see is answered with "not found"."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_not_found(request, Http404()) if isinstance(error, OutOfSight) else None


class RolesReadOnceMiddleware:
    """A page that only reads asks the database once what its account may do; an act asks each time anew."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if request.method not in ("GET", "HEAD") or not isinstance(account, Account):
            return self.get_response(request)
        account.kept_scopes = {}
        try:
            return self.get_response(request)
        finally:
            account.kept_scopes = None

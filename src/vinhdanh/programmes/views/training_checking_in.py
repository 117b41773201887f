"""Learners mark themselves present: the teacher's screen, the typed code, and the code that a phone scans."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.people.views.shown import actor_of
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Attendance, Enrolment, Session
from vinhdanh.programmes.services.training_attending import CheckIn
from vinhdanh.programmes.training_code import SCAN_SECONDS, code_now, is_valid
from vinhdanh.programmes.training_forms import NameForm
from vinhdanh.programmes.training_selectors import called_as, sessions_of_learner
from vinhdanh.programmes.training_types import Mark
from vinhdanh.programmes.views.training_attendance import runs, visible_session

# Kept with the browser that scanned, so that neither can be sent on to who isn't in the room.
SCANNED, CHECKED_IN = "training_scanned", "training_checked_in"


def code_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of the moment, to scan and to read, filling the teacher's screen; renews itself."""
    session = visible_session(request, pk)
    actor = actor_of(request)
    found = session.training_class
    require(runs(actor, found))
    if session.day != timezone.localdate() or found.closed:
        messages.error(request, "Mã chỉ hiện trong ngày học của lớp chưa chốt.")
        return redirect("programmes:training-session", pk)
    code, seconds = code_now(session.pk)
    present = Attendance.objects.filter(session=session, mark=Mark.PRESENT)
    scanned = request.build_absolute_uri(reverse("programmes:training-scan", args=[session.pk, code]))
    typed = request.build_absolute_uri(reverse("programmes:training-check-in"))
    context = {
        "session": session,
        "found": found,
        "code": f"{code[:3]} {code[3:]}",
        "spelt": " ".join(code),
        "seconds": seconds,
        "present": present.count(),
        "called": found.enrolments.count(),
        "last": present.select_related("enrolment__person", "enrolment__member").order_by("-at")[:6],
        "scanned": scanned,
        "address": typed.partition("://")[2],
        "tab": "lop",
    }
    part = getattr(request, "htmx", None)
    template = "programmes/training/code_now.html" if part else "programmes/training/code.html"
    return render(request, template, context)


def check_in(request: HttpRequest) -> HttpResponse:
    """A learner types the code that he sees, and is present."""
    actor = actor_of(request)
    said: list[str] = []
    done: Attendance | None = None
    if request.method == "POST":
        try:
            done = services.check_in(actor=actor, code=request.POST.get("ma", ""))
        except ValidationError as error:
            said = error.messages
    todays = list(sessions_of_learner(actor, timezone.localdate()))
    own = Enrolment.objects.filter(called_as(actor.person_number or ""))
    marked = Attendance.objects.filter(session__in=todays, enrolment__in=own)
    context = {
        "sessions": [(one, next((m for m in marked if m.session_id == one.pk), None)) for one in todays],
        "said": said,
        "done": done,
        "typed": "" if done else request.POST.get("ma", "")[:12],
        "tab": "diem-danh",
    }
    return render(request, "programmes/training/check_in.html", context, status=422 if said else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What a scanned code opens on a learner's phone: he signs in, or says who on the list he is.

    Looking writes nothing; the button does. Whoever comes without a code of the moment learns nothing about
    the class.
    """
    now = int(timezone.now().timestamp())
    session = _scanned(request, pk, code, now)
    if session is None:
        return render(request, "programmes/training/scan_late.html", status=410)
    account = request.user if isinstance(request.user, Account) else None
    form = NameForm(request.POST or None) if account is None else None
    said: list[str] = []
    done: CheckIn | None = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if account is not None:
                done = services.check_in_scanned(actor=account, session=session)
            elif form is not None:
                done = services.check_in_by_name(
                    session=session,
                    phone_of=request.session.get(CHECKED_IN, {}).get(str(pk)),
                    **form.cleaned_data,
                )
                request.session[CHECKED_IN] = {str(pk): done.row.enrolment_id}
        except ValidationError as error:
            said = error.messages
    context = {
        "session": session,
        "found": session.training_class,
        "account": account,
        "form": form,
        "said": said,
        "done": done,
        "minutes": SCAN_SECONDS // 60,
    }
    wrong = bool(said or (form is not None and form.errors))
    return render(request, "programmes/training/scan.html", context, status=422 if wrong else 200)


def _scanned(request: HttpRequest, pk: int, code: str, now: int) -> Session | None:
    """The session whose code this browser has scanned within the last minutes; None when it is too late."""
    held = Session.objects.filter(pk=pk, day=timezone.localdate(), training_class__closed=None)
    held = held.filter(training_class__withdrawn=False)
    session = held.select_related("training_class__plan__organiser").first()
    if session is None:
        return None
    if is_valid(pk, code):
        request.session[SCANNED] = {str(pk): now}
        return session
    scanned = request.session.get(SCANNED, {}).get(str(pk), 0)
    return session if now - scanned <= SCAN_SECONDS else None

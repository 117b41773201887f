"""What an account is reminded of, how it wants to be, and the address of its calendar feed."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_POST, require_safe

from vinhdanh.access.services.signing import count_stranger
from vinhdanh.movements.forms.calendar import ReminderForm
from vinhdanh.movements.ics import calendar_of
from vinhdanh.movements.models import CalendarFeed
from vinhdanh.movements.selectors.calendar import reminders_of, settings_of
from vinhdanh.movements.services.feeds import feed_of, make_feed, read_feed, revoke_feed
from vinhdanh.movements.services.mailing import mail_is_on
from vinhdanh.movements.services.reminders import (
    make_reminders,
    read_reminders,
    save_settings,
    snooze_reminder,
)
from vinhdanh.movements.types.calendar import EntryKind
from vinhdanh.people.views.shown import actor_of, whole

PAGE = 50
GATE = "/lich.ics"  # how failed addresses are counted; no account can be called so


def reminder_list(request: HttpRequest) -> HttpResponse:
    """Reminders, the unread first. Today's are made here too, so that it works without a timer."""
    actor = actor_of(request)
    make_reminders(actor)
    today = timezone.localdate()
    everything = request.GET.get("xem") == "tat-ca"
    found = reminders_of(actor).order_by("due", "title", "pk")
    unread = found.filter(read__isnull=True)
    page = Paginator(found.order_by("-due", "title", "pk") if everything else unread, PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "page": page,
        "rows": [(one, (one.due - today).days) for one in page],
        "unread": unread.count(),
        "read": found.filter(read__isnull=False).count(),
        "everything": everything,
    }
    return render(request, "movements/reminders.html", context)


@require_POST
def reminder_read(request: HttpRequest) -> HttpResponse:
    """Mark one as read, or all of them."""
    chosen = whole(request.POST.get("nhac"), 0)
    count = read_reminders(account=actor_of(request), keys=[chosen] if chosen else ())
    if not chosen:
        messages.success(request, f"Đã đánh dấu {count} việc là đã đọc.")
    return redirect("movements:reminders")


@require_POST
def reminder_snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one off."""
    days = whole(request.POST.get("ngay"), 1)
    try:
        snooze_reminder(account=actor_of(request), key=pk, days=days)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Sẽ nhắc lại sau {days} ngày.")
    return redirect("movements:reminders")


# ---- how to be reminded -----------------------------------------------------------------------------


def reminder_settings(request: HttpRequest) -> HttpResponse:
    """Which kinds, how many days ahead, by mail or not; and the calendar feed."""
    actor = actor_of(request)
    wishes = settings_of(actor)
    initial = {
        "wanted": [kind for kind in EntryKind.values if kind not in wishes.muted],
        "offsets": ", ".join(str(days) for days in wishes.offsets),
        "by_email": wishes.by_email,
        "email": wishes.email,
    }
    form = ReminderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            save_settings(
                account=actor,
                muted=[kind for kind in EntryKind.values if kind not in data["wanted"]],
                offsets=data["offsets"],
                by_email=data["by_email"],
                email=data["email"],
            )
        except ValidationError as error:
            for field, said in getattr(error, "message_dict", {"": error.messages}).items():
                form.add_error(field if field in form.fields else None, said)
        else:
            messages.success(request, "Đã lưu cách nhắc việc.")
            return redirect("movements:reminder-settings")
    return render(
        request,
        "movements/reminder_settings.html",
        {
            "form": form,
            "wanted": form["wanted"].value() or [],
            "kinds": EntryKind.choices,
            "wishes": wishes,
            "mail_on": mail_is_on(),
            "feed": CalendarFeed.objects.filter(account=actor).first(),
            # Told once: the page after the one that made it knows it no more.
            "address": request.session.pop("new_feed", ""),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """A new secret address; an old one stops."""
    token = make_feed(account=actor_of(request))
    request.session["new_feed"] = request.build_absolute_uri(reverse("movements:feed", args=[token]))
    return redirect(f"{reverse('movements:reminder-settings')}#lien-ket")


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    revoke_feed(account=actor_of(request))
    messages.success(request, "Đã thu hồi liên kết lịch. Điện thoại, máy tính đang dùng không đọc được nữa.")
    return redirect("movements:reminder-settings")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the account whose secret it is, for a calendar program. No cookie is read or set.

    A wrong secret is counted by address, as a wrong password is; a right one is never made to wait.
    """
    found = feed_of(token)
    if found is None:
        if count_stranger(gate=GATE, address=request.META.get("REMOTE_ADDR", "")):
            busy = HttpResponse("Thử lại sau.", status=429, content_type="text/plain; charset=utf-8")
            busy["Retry-After"] = str(settings.SIGN_IN_LOCK_MINUTES * 60)
            return busy
        raise Http404
    events = read_feed(found)
    found.refresh_from_db(fields=["changed"])
    wishes = settings_of(found.account)
    content = calendar_of(events, name="Lịch thi đua", site=settings.SITE_URL, offsets=wishes.offsets)
    etag, changed = quote_etag(sha256(content).hexdigest()[:32]), int(found.changed.timestamp())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = "inline; filename=lich-thi-dua.ics"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    conditional = get_conditional_response(request, etag=etag, last_modified=changed, response=response)
    assert isinstance(conditional, HttpResponse)
    return conditional

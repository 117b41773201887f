"""The journal for who may read it, the walk along its chain, and the history of any record."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import journal_visible_to, scopes
from vinhdanh.access.types import Action
from vinhdanh.audit.checks import missing_guards, verify_part
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import head
from vinhdanh.audit.types import verbs
from vinhdanh.eligibility.views.registers import MOST_EXPORTED, exported
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.people.views.shown import whole
from vinhdanh.web.history import history

ROOMS = {
    "access": "Tài khoản và quyền",
    "people": "Đơn vị và cán bộ",
    "awards": "Khen thưởng",
    "eligibility": "Xét điều kiện",
    "exchange": "Nạp dữ liệu",
    "web": "Xét tệp",
}
AT_ONCE = 5_000  # entries that one request proves: a second or so


class JournalFilter(forms.Form):
    """Who, what, when, which record. Nothing is asked for."""

    q = forms.CharField(label="Đối tượng", required=False, max_length=200)
    ai = forms.CharField(label="Người làm", required=False, max_length=200)
    viec = forms.CharField(label="Việc", required=False, max_length=80)
    tu = forms.DateField(
        label="Từ ngày", required=False, error_messages={"invalid": "Ghi ngày theo dạng 31/12/2025."}
    )
    den = forms.DateField(
        label="Đến ngày", required=False, error_messages={"invalid": "Ghi ngày theo dạng 31/12/2025."}
    )
    ref = forms.CharField(label="Hồ sơ", required=False, max_length=120)
    theo = forms.CharField(label="Theo", required=False, max_length=120)


def _narrowed(request: HttpRequest) -> tuple[JournalFilter, QuerySet[JournalEntry]]:
    """The entries that the address asks for.

    Raises:
        PermissionDenied: the account reads no journal.
    """
    actor = actor_of(request)
    require(decide(scopes(actor), Action.READ_JOURNAL))
    form, rows = JournalFilter(request.GET), journal_visible_to(actor)
    form.is_valid()
    asked = form.cleaned_data
    if text := asked.get("q"):
        rows = rows.filter(Q(subject__icontains=text) | Q(ref__iexact=text))
    if who := asked.get("ai"):
        rows = rows.filter(Q(account=who.lower()) | Q(actor_name__icontains=who))
    if verb := asked.get("viec"):
        rows = rows.filter(verb__startswith=f"{verb}.") if verb in ROOMS else rows.filter(verb=verb)
    if asked.get("tu"):
        rows = rows.filter(at__gte=timezone.make_aware(datetime.combine(asked["tu"], time.min)))
    if asked.get("den"):
        rows = rows.filter(at__lte=timezone.make_aware(datetime.combine(asked["den"], time.max)))
    for column, key in (("ref", "ref"), ("under", "theo")):
        if value := asked.get(key):
            rows = rows.filter(**{column: value})
    return form, rows


def journal(request: HttpRequest) -> HttpResponse:
    """Every act, newest first, with what it was before and after."""
    form, rows = _narrowed(request)
    page = page_of(request, rows)  # type: ignore[arg-type]
    words = verbs()
    context = {
        "form": form,
        "page": page,
        "rooms": [
            (room, title, sorted((v, w) for v, w in words.items() if v.startswith(f"{room}.")))
            for room, title in ROOMS.items()
            if any(v.startswith(f"{room}.") for v in words)
        ],
        "filtered": any(request.GET.get(name) for name in form.fields),
        "head": head(),
        "short_head": (last.hash[:12] if (last := head()) else ""),
    }
    return render(request, "web/journal.html", context, status=422 if form.errors else 200)


def journal_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel, with the values before and after."""
    _, rows = _narrowed(request)
    return exported(
        request,
        "nhat-ky.xlsx",
        "Nhật ký",
        [
            ("Số", 9),
            ("Lúc", 17),
            ("Người làm", 28),
            ("Tài khoản", 16),
            ("Địa chỉ", 16),
            ("Việc", 30),
            ("Đối tượng", 34),
            ("Hồ sơ", 20),
            ("Trước và sau", 70),
            ("Lý do", 40),
            ("Tư cách", 30),
        ],
        (
            [
                entry.number,
                f"{timezone.localtime(entry.at):%d/%m/%Y %H:%M:%S}",
                entry.actor_name,
                entry.account or None,
                entry.address or None,
                entry.label,
                entry.subject or None,
                entry.ref or None,
                _plain(entry) or None,
                entry.why or None,
                entry.capacity,
            ]
            for entry in rows[:MOST_EXPORTED]
        ),
        notes=[f"Nhiều nhất {MOST_EXPORTED} mục, mới xếp trước."],
    )


def _plain(entry: JournalEntry) -> str:
    """What an act changed, on one line."""
    return "; ".join(
        f"{change.kind}, {field.label}: {field.before or '(trống)'} → {field.after or '(trống)'}"
        for change in entry.changes
        for field in change.fields
    )


@require_POST
def journal_check(request: HttpRequest) -> HttpResponse:
    """Prove the next stretch of the chain; the page goes on by itself until the end or the first break."""
    require(decide(scopes(actor_of(request)), Action.READ_JOURNAL))
    after = whole(request.POST.get("sau"), 0)
    last = head()
    total = last.number if last else 0
    walked = verify_part(after, AT_ONCE)
    context = {
        "walked": walked,
        "total": total,
        "guards": missing_guards() if walked.upto >= total or walked.broken else [],
        "over": walked.broken is not None or walked.upto >= total,
        "head": last,
    }
    return render(request, "web/journal_check.html", context)


def record_history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything done to one record, for whoever sees it; any other does not exist."""
    entries = history(actor_of(request), ref)
    if entries is None:
        raise Http404
    page = page_of(request, entries)  # type: ignore[arg-type]
    name = page.object_list[0].subject if page.paginator.count else ref
    return render(request, "web/record_history.html", {"page": page, "ref": ref, "name": name})

"""Conferences and meetings, and writing down what was said there: line by line or from the whole speech."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.movements import services
from vinhdanh.movements.following import OWED
from vinhdanh.movements.forms.directives import (
    MOST_LINES,
    DirectiveForm,
    GiverForm,
    HostForm,
    LineForm,
    MeetingForm,
    SpeechForm,
)
from vinhdanh.movements.models import Meeting
from vinhdanh.movements.policies.directives import may_write_meeting
from vinhdanh.movements.selectors.directives import directives_visible_to, meetings_visible_to, with_parts
from vinhdanh.movements.services.directives import require_meeting
from vinhdanh.movements.splitting import short_task, split_speech
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind, Stage
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, download, this_year, today, whole

PAGE = 50


def units_below(actor: Account) -> QuerySet[Unit]:
    """Units whose meetings the actor writes."""
    able = Q(pk__in=visible_units(actor, Action.EDIT)) | Q(pk__in=visible_units(actor, Action.CONCLUDE))
    return visible_units(actor).filter(able)


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show a refusal beside its fields, what belongs to none above the form."""
    for name, said in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, said)


def visible_meeting(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that the account sees; any other does not exist."""
    found = meetings_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings of a year with how their directives stand."""
    context = _listed(request)
    context["page"] = Paginator(context["rows"], PAGE).get_page(request.GET.get("trang"))
    return render(request, "movements/directives_meetings.html", context)


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    visible = meetings_visible_to(actor)
    year = whole(request.GET.get("nam"), this_year())
    kind, code = request.GET.get("loai", ""), request.GET.get("dv", "")
    words = fold(request.GET.get("tim", ""))
    of_year = visible.filter(year=year)
    rows = of_year
    if kind in MeetingKind.values:
        rows = rows.filter(kind=kind)
    if code:
        rows = rows.filter(unit__code=code)
    whole_lines = Q(directives__parent__isnull=True) & ~Q(directives__stage=Stage.CANCELLED)
    late = Q(directives__stage__in=OWED, directives__deadline__lt=today())
    rows = rows.annotate(
        lines=Count("directives", filter=whole_lines),
        done=Count("directives", filter=whole_lines & Q(directives__stage=Stage.CONFIRMED)),
        late=Count("directives", filter=whole_lines & late),
    ).order_by("-on", "-id")
    return {
        "rows": [
            one for one in rows if all(word in fold(f"{one.name} {one.chair}") for word in words.split())
        ],
        "year": year,
        "years": sorted({*visible.values_list("year", flat=True), this_year()}, reverse=True),
        "kinds": MeetingKind.choices,
        "kind": kind,
        "units": Unit.objects.filter(pk__in=of_year.values("unit")),
        "code": code,
        "words": request.GET.get("tim", ""),
        "writes": units_below(actor).exists(),
        "filtered": bool(kind or code or words),
    }


def meeting_file(request: HttpRequest) -> HttpResponse:
    """The meetings as Excel."""
    context = _listed(request)
    content = workbook(
        actor=actor_of(request),
        title=f"Hội nghị, cuộc họp giao việc cho năm {context['year']}",
        notes=[],
        columns=[
            ("Tên", 60),
            ("Loại", 24),
            ("Ngày", 12),
            ("Đơn vị tổ chức", 36),
            ("Chủ trì", 30),
            ("Văn bản", 22),
            ("Số chỉ đạo", 12),
            ("Đã xong", 12),
            ("Quá hạn", 12),
        ],
        rows=[
            (
                one.name,
                one.get_kind_display(),
                f"{one.on:%d/%m/%Y}",
                one.unit.name,
                one.chair,
                one.document,
                one.lines,
                one.done,
                one.late,
            )
            for one in context["rows"]
        ],
    )
    return download(content, f"hoi-nghi-{context['year']}.xlsx")


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with all its lines."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    lines = directives_visible_to(actor).filter(meeting=found, parent__isnull=True)
    rows = with_parts(lines).prefetch_related("coordinating").order_by("order", "id")
    alive = [one for one in rows if one.stage != Stage.CANCELLED]
    context = {
        "meeting": found,
        "rows": rows,
        "alive": len(alive),
        "done": sum(one.stage == Stage.CONFIRMED for one in alive),
        "may_write": may_write_meeting(scopes(actor), found.unit.path),
        "held": found.on <= today(),
    }
    return render(request, "movements/directives_meeting.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Write a meeting down."""
    actor = actor_of(request)
    units = units_below(actor)
    initial = {"year": this_year(), "unit": request.GET.get("dv", "")}
    form = MeetingForm(request.POST or None, initial=initial)
    host = HostForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid() and host.is_valid():
        try:
            made = services.add_meeting(actor=actor, unit=host.cleaned_data["unit"], **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, "Đã ghi hội nghị. Ghi tiếp chỉ đạo, kết luận.")
            return redirect("movements:meeting", made.pk)
    context = {"form": form, "host": host, "units": units, "meeting": None}
    status = 422 if form.errors or host.errors else 200
    return render(request, "movements/directives_meeting_edit.html", context, status=status)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a meeting."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    require_meeting(actor, found.unit)
    # The form fills the instance it is given: a copy, so that the service sees what differs.
    form = MeetingForm(request.POST or None, instance=Meeting.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_meeting(actor=actor, meeting=found, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("movements:meeting", pk)
    context = {"form": form, "meeting": found}
    return render(
        request, "movements/directives_meeting_edit.html", context, status=422 if form.errors else 200
    )


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a meeting back that was written by mistake."""
    found = visible_meeting(request, pk)
    try:
        services.drop_meeting(actor=actor_of(request), meeting=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("movements:meeting", pk)
    messages.success(request, f"Đã bỏ “{found}”.")
    return redirect("movements:meetings")


# ---- lines ----------------------------------------------------------------------------------------


def _below(meeting: Meeting) -> QuerySet[Unit]:
    """Units that the meeting gives work to."""
    return Unit.objects.filter(path__startswith=meeting.unit.path).open(timezone.localdate())


def _giver_of(meeting: Meeting) -> dict[str, Any]:
    return {"kind": DirectiveKind.LEADER, "issuer": meeting.unit.code, "giver": meeting.chair}


def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one line down."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    require_meeting(actor, found.unit)
    top = found.unit.codes_above[0] if found.unit.codes_above else found.unit.code
    units = Unit.objects.filter(path__startswith=f"/{top}/").open(timezone.localdate())
    form = DirectiveForm(request.POST or None, units=units)
    giver = GiverForm(request.POST or None, host=found.unit, initial=_giver_of(found))
    if request.method == "POST" and form.is_valid() and giver.is_valid():
        try:
            services.add_directives(actor=actor, meeting=found, lines=form.lines(**giver.shared()))
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, "Đã ghi.")
            again = "them" in request.POST
            return redirect("movements:directive-add" if again else "movements:meeting", pk)
    context = {"form": form, "giver": giver, "one": None, "meeting": found, "units": units}
    status = 422 if form.errors or giver.errors else 200
    return render(request, "movements/directives_edit.html", context, status=status)


def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste a speech, cut it into lines, tick those that are directives, write them at once."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    require_meeting(actor, found.unit)
    units = _below(found)
    speech = SpeechForm(request.POST or None, host=found.unit, initial=_giver_of(found))
    rows: list[LineForm] = []
    errors: list[str] = []
    if request.method == "POST" and speech.is_valid():
        if "ghi" in request.POST:
            rows = _rows_sent(request, units)
            taken = [row for row in rows if row["take"].value()]
            valid = [row.is_valid() for row in taken]  # each of them: every row says what is wrong
            if all(valid):
                lines = [line for row in taken for line in row.lines(**speech.shared())]
                try:
                    made = services.add_directives(actor=actor, meeting=found, lines=lines)
                except ValidationError as error:
                    errors = error.messages
                else:
                    messages.success(request, f"Đã ghi {len(made)} dòng chỉ đạo.")
                    return redirect("movements:meeting", pk)
        else:
            rows = _rows_cut(speech.cleaned_data, units)
            if not rows:
                errors = ["Không có dòng nào trong văn bản vừa dán."]
    wrong = bool(speech.errors or errors or any(row.errors for row in rows))
    context = {"speech": speech, "rows": rows, "errors": errors, "meeting": found, "units": units}
    return render(request, "movements/directives_split.html", context, status=422 if wrong else 200)


def _rows_cut(data: dict[str, Any], units: QuerySet[Unit]) -> list[LineForm]:
    owner, deadline = data["default_owner"], data["default_deadline"]
    return [
        LineForm(
            units=units,
            prefix=f"l{at}",
            initial={"text": line, "task": short_task(line), "owner": owner, "deadline": deadline},
        )
        for at, line in enumerate(split_speech(data["speech"])[:MOST_LINES])
    ]


def _rows_sent(request: HttpRequest, units: QuerySet[Unit]) -> list[LineForm]:
    count = min(whole(request.POST.get("rows"), 0), MOST_LINES)
    return [LineForm(request.POST, units=units, prefix=f"l{at}") for at in range(count)]

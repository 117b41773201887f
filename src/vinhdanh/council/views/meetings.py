"""Meetings: calling them, the agenda, attendance, opening, and the page that the secretary works on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.council import services
from vinhdanh.council.forms.meetings import (
    MeetingForm,
    RecusalForm,
    WrittenForm,
    read_choices,
    read_marks,
)
from vinhdanh.council.models import AgendaItem, AgendaLine, Attendance, CouncilMeeting, Recusal
from vinhdanh.council.selectors.boxes import progress_of, voter_of
from vinhdanh.council.selectors.meetings import (
    accounts_of,
    agenda,
    attendance_of,
    meetings_visible_to,
    quorum_of,
    seats_of,
)
from vinhdanh.council.types.councils import CouncilKind
from vinhdanh.council.types.meetings import Choice, ItemState, MeetingState, Presence
from vinhdanh.council.views.shown import require_runs, runs, visible_council, visible_meeting
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, add_errors, download, today

HOUR = 3600  # seconds


SHOWN = 50  # lines of a result; the rest stands on the item's own page


def _rounds(unit: int) -> Any:
    return ReviewRound.objects.filter(unit=unit, state=RoundState.OPEN)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting of a council."""
    actor, council = actor_of(request), visible_council(request, pk)
    require_runs(actor, council)
    if council.kind != CouncilKind.REWARD:
        raise Http404
    members = council.members.on(today())
    form = MeetingForm(request.POST or None, rounds=_rounds(council.unit_id), members=members)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_meeting(actor=actor, council=council, **form.given())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lập phiên họp, mời mọi thành viên. Lấy hồ sơ vào chương trình.")
            return redirect("council:meeting", made.pk)
    context = {"form": form, "council": council, "meeting": None}
    return render(request, "council/meeting_edit.html", context, status=422 if form.errors else 200)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a meeting that has not begun."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    require_runs(actor, found.council)
    starts = timezone.localtime(found.starts)
    initial = {
        "round": found.round_id,
        "day": f"{starts:%d/%m/%Y}",
        "hour": f"{starts:%H:%M}",
        "place": found.place,
        "invitation": found.invitation,
        "chair": found.chair_id,
        "secretary": found.secretary_id,
    }
    form = MeetingForm(
        request.POST or None,
        rounds=_rounds(found.council.unit_id),
        members=found.council.members.on(starts.date()),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.write_meeting(actor=actor, council=found.council, meeting=found, **form.given())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("council:meeting", pk)
    context = {"form": form, "council": found.council, "meeting": found}
    return render(request, "council/meeting_edit.html", context, status=422 if form.errors else 200)


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting: who is present, what is open, how each honour came out."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    items, rows = agenda(found, first=SHOWN), attendance_of(found)
    for at, item in enumerate(items, 1):
        item.number = at  # type: ignore[attr-defined]
    opened = next((item for item in items if item.state == ItemState.OPEN), None)
    progress = progress_of(opened.box) if opened and opened.box else None
    voted = dict(progress.names) if progress else {}
    quorum = quorum_of(found)
    accounts = accounts_of(one.member for one in rows)
    context = {
        "meeting": found,
        "council": found.council,
        "items": items,
        "done": [item for item in items if item.state in (ItemState.COUNTED, ItemState.APPLIED)],
        "opened": opened,
        "progress": progress,
        "waits": progress.total - progress.voted if progress else 0,
        "mine": voter_of(opened.box, actor) if opened and opened.box else None,
        "left": _left(opened),
        "rows": [(one, accounts.get(one.member_id), voted.get(one.member.name)) for one in rows],
        "unmarked": sum(one.presence == Presence.INVITED for one in rows),
        "written": sum(bool(one.written_number) for one in rows),
        "quorum": quorum,
        "recusals": Recusal.objects.filter(line__item__meeting=found).select_related(
            "member", "line__item", "line__proposal__person", "line__proposal__collective"
        ),
        "order": {item.pk: item.number for item in items},  # type: ignore[attr-defined]
        "runs": runs(actor, found.council),
        "sits": seats_of(actor).filter(attendances__meeting=found).exists(),
        "obstacles": _obstacles(found, items, quorum),
    }
    return render(request, "council/meeting.html", context)


def _left(item: AgendaItem | None) -> str:
    """How long the open box takes ballots still: «12:40 phút», «5 giờ», «2 ngày»; empty without a clock."""
    if item is None or item.box is None or item.box.closes is None:
        return ""
    seconds = max(int((item.box.closes - timezone.now()).total_seconds()), 0)
    if not seconds:
        return "Hết giờ"
    hours = seconds // HOUR
    if hours >= 2 * 24:
        return f"{hours // 24} ngày"
    return f"{hours} giờ" if hours >= 2 else f"{seconds // 60:02d}:{seconds % 60:02d} phút"


def _obstacles(meeting: CouncilMeeting, items: list[AgendaItem], quorum: Any) -> list[str]:
    """Why a planned meeting can't be opened yet, in half sentences."""
    if meeting.state != MeetingState.PLANNED:
        return []
    found = []
    if timezone.localdate(meeting.starts) > today():
        found.append("chưa đến ngày họp")
    if not items:
        found.append("chương trình chưa có hồ sơ")
    if unmarked := meeting.attendances.filter(presence=Presence.INVITED).count():
        found.append(f"chưa điểm danh {unmarked} người")
    elif quorum.enough is False:
        found.append(f"có mặt {quorum.present}, cần ít nhất {quorum.needed}")
    return found


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """What the buttons of the meeting's page do."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    verb = request.POST.get("viec", "")
    try:
        match verb:
            case "lay-ho-so":
                came = services.fill_agenda(actor=actor, meeting=found)
                messages.success(request, f"Đã đưa {came} hồ sơ vào chương trình.")
            case "khai-mac":
                services.open_meeting(actor=actor, meeting=found)
                messages.success(request, "Đã khai mạc. Mở từng mục trong trình tự.")
            case "len":
                _up(request, found)
            case "bo":
                services.drop_meeting(actor=actor, meeting=found, why=request.POST.get("why", ""))
                messages.success(request, "Đã bỏ phiên họp.")
                return redirect("council:council", found.council_id)
            case _:
                raise Http404
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("council:meeting", pk)


def _up(request: HttpRequest, meeting: CouncilMeeting) -> None:
    """Move an item one place up."""
    keys = list(meeting.items.values_list("pk", flat=True))
    text = request.POST.get("muc", "")
    key = int(text) if text.isdecimal() else 0
    if key in keys[1:]:
        at = keys.index(key)
        keys[at - 1], keys[at] = keys[at], keys[at - 1]
    services.order_agenda(actor=actor_of(request), meeting=meeting, order=keys)


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark who is present."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    require_runs(actor, found.council)
    rows = attendance_of(found)
    errors: list[str] = []
    if request.method == "POST":
        marks = read_marks(request.POST, [one.member_id for one in rows])
        try:
            services.mark_attendance(actor=actor, meeting=found, marks=marks)
        except ValidationError as error:
            errors = error.messages
            for one in rows:
                if mark := marks.get(one.member_id):
                    one.presence, one.reason = mark.presence, mark.reason
        else:
            messages.success(request, "Đã ghi điểm danh.")
            return redirect("council:meeting", pk)
    context = {"meeting": found, "rows": rows, "errors": errors}
    return render(request, "council/attendance.html", context, status=422 if errors else 200)


def attendance_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation list with who came, as Excel."""
    found = visible_meeting(request, pk)
    headings = "Số hiệu, Cấp bậc họ tên, Chức vụ và vai trò, Điểm danh, Lý do vắng, Văn bản ý kiến"
    content = workbook(
        actor=actor_of(request),
        title=f"Danh sách mời: {found}",
        notes=[f"{timezone.localtime(found.starts):%H:%M ngày %d/%m/%Y}, {found.place}. {found.round}."],
        columns=list(zip(headings.split(", "), (12, 32, 44, 16, 30, 20), strict=True)),
        rows=(
            [
                one.member.person.number if one.member.person else "",
                one.member.name,
                one.member.role_words,
                one.get_presence_display(),
                one.reason,
                one.written_number,
            ]
            for one in attendance_of(found)
        ),
        persons_in=0,
    )
    return download(content, "danh-sach-moi-hop.xlsx")


def written(request: HttpRequest, pk: int) -> HttpResponse:
    """What an absent member says in writing."""
    actor = actor_of(request)
    seats = Attendance.objects.filter(meeting__in=meetings_visible_to(actor))
    row = get_object_or_404(seats.select_related("member", "meeting__council__unit"), pk=pk)
    require_runs(actor, row.meeting.council)
    items = [item for item in agenda(row.meeting) if item.state == ItemState.WAITING]
    lines: list[AgendaLine] = [line for item in items for line in item.rows]  # type: ignore[attr-defined]
    form = WrittenForm(
        request.POST or None,
        initial={"number": row.written_number, "day": row.written_day and f"{row.written_day:%d/%m/%Y}"},
    )
    said = dict(row.votes.values_list("line", "choice"))
    if request.method == "POST" and form.is_valid():
        choices = read_choices(request.POST, [line.pk for line in lines])
        try:
            services.record_written(actor=actor, attendance=row, choices=choices, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            said = {key: choice.value for key, choice in choices.items()}
        else:
            messages.success(request, f"Đã ghi ý kiến bằng văn bản của {row.member}.")
            return redirect("council:meeting", row.meeting_id)
    context = {
        "row": row,
        "meeting": row.meeting,
        "items": items,
        "form": form,
        "said": said,
        "choices": Choice.choices,
        "counts": row.meeting.council.written_counts,
    }
    return render(request, "council/written.html", context, status=422 if form.errors else 200)


def recusals(request: HttpRequest, pk: int) -> HttpResponse:
    """Who does not vote on what: declared by the member himself or by the secretary."""
    actor, found = actor_of(request), visible_meeting(request, pk)
    may = runs(actor, found.council)
    seats = found.council.members.filter(attendances__meeting=found)
    own = seats.filter(pk__in=seats_of(actor).values("pk"))
    if not may and not own.exists():
        raise PermissionDenied("Thành viên ghi cho mình, Thư ký Hội đồng ghi cho mọi người.")
    lines = AgendaLine.objects.filter(item__meeting=found, item__state=ItemState.WAITING)
    form = RecusalForm(
        request.POST if request.POST.get("viec") == "ghi" else None,
        members=seats if may else own,
        lines=lines.select_related(
            "proposal__person", "proposal__collective", "proposal__household", "proposal__outsider"
        ),
    )
    if request.method == "POST":
        try:
            if request.POST.get("viec") == "bo":
                one = get_object_or_404(Recusal, pk=request.POST.get("dong") or 0, line__item__meeting=found)
                services.withdraw_recusal(actor=actor, recusal=one, why=request.POST.get("why", ""))
                messages.success(request, "Đã bỏ.")
                return redirect("council:recusals", pk)
            if form.is_valid():
                services.declare_recusal(actor=actor, **form.cleaned_data)
                messages.success(request, "Đã ghi không tham gia bỏ phiếu.")
                return redirect("council:recusals", pk)
        except ValidationError as error:
            if form.is_bound:
                add_errors(form, error)
            else:
                messages.error(request, " ".join(error.messages))
                return redirect("council:recusals", pk)
    context = {
        "meeting": found,
        "form": form,
        "rows": Recusal.objects.filter(line__item__meeting=found).select_related("member", "line__item"),
        "runs": may,
        "members": found.attendances.count(),
    }
    return render(request, "council/recusals.html", context, status=422 if form.errors else 200)

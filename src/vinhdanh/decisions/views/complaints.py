"""Pages of complaints: the list, sending one, writing down a letter, and settling it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.selectors import grants_visible_to
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.complaints import (
    AcceptForm,
    AssignForm,
    ConclusionForm,
    LetterForm,
    ReasonForm,
    ReceivedForm,
    TermForm,
)
from vinhdanh.decisions.models import Complaint
from vinhdanh.decisions.models.complaints import ComplaintQuerySet, Matter, words_of
from vinhdanh.decisions.papers.answer import ANSWERED
from vinhdanh.decisions.policies.complaints import may_file
from vinhdanh.decisions.selectors import complaints as reading
from vinhdanh.decisions.types.complaints import (
    HOLDING,
    POSSIBLE,
    ComplaintAct,
    ComplaintKind,
    ComplaintState,
    Finding,
)
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.selectors.dossier import visible_proposal
from vinhdanh.dossiers.selectors.proposals import rounds_visible_to
from vinhdanh.dossiers.stages import BY_VERB
from vinhdanh.eligibility.books import law
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of, add_errors, download, today

PAGE = 50


# ---- the list -------------------------------------------------------------------------------------


def _listed(request: HttpRequest) -> tuple[ComplaintQuerySet, dict[str, str]]:
    found = reading.listed(actor_of(request))
    asked = {key: request.GET.get(key, "").strip() for key in ("loai", "tt", "han", "nam", "tim")}
    if asked["loai"] in ComplaintKind.values:
        found = found.filter(kind=asked["loai"])
    if asked["tt"] == "open":
        found = found.open()
    elif asked["tt"] in ComplaintState.values:
        found = found.filter(state=asked["tt"])
    if asked["han"] == "qua":
        found = found.late(today())
    if asked["nam"].isdecimal():
        found = found.filter(year=int(asked["nam"][:4]))
    if asked["tim"]:
        words = fold(asked["tim"])
        found = found.filter(pk__in=[one.pk for one in found if words in _searched(one)])
    return found, asked


def _searched(found: Complaint) -> str:
    number = found.concerned.number if found.concerned else ""
    return fold(f"{found.code} {found.matter_words} {number}")


def complaints(request: HttpRequest) -> HttpResponse:
    """Complaints that the account settles, sent, verifies or is concerned by; late ones first."""
    actor = actor_of(request)
    rows, asked = _listed(request)
    every = reading.complaints_visible_to(actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    shown = list(page.object_list)
    context = {
        "page": page,
        "rows": list(zip(shown, reading.read_whole(actor, shown), strict=True)),
        "asked": asked,
        "filtered": any(asked.values()),
        "kinds": ComplaintKind.choices,
        "states": ComplaintState.choices,
        "years": sorted(set(every.order_by().values_list("year", flat=True)), reverse=True),
        "office": _settles(request),
        "tiles": (
            ("quá hạn", every.late(today()).count(), "han=qua"),
            ("chờ tiếp nhận", every.filter(state=ComplaintState.FILED).count(), "tt=filed"),
            ("đang xác minh", every.filter(state=ComplaintState.VERIFYING).count(), "tt=verifying"),
            ("chưa xong", every.open().count(), "tt=open"),
            ("tất cả", every.count(), ""),
        ),
        "today": today(),
    }
    return render(request, "decisions/complaints.html", context)


def complaints_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel, without senders and texts; matters of people under secrecy stay out."""
    actor = actor_of(request)
    every = list(_listed(request)[0])
    rows = [one for one, whole in zip(every, reading.read_whole(actor, every), strict=True) if whole]
    content = workbook(
        actor=actor,
        persons_in=1,
        title="Đơn thư về khen thưởng",
        notes=["Danh sách không ghi người gửi và nội dung đơn."],
        columns=[
            ("Số đơn", 16),
            ("Số hiệu người liên quan", 14),
            ("Loại đơn", 20),
            ("Về việc", 60),
            ("Ngày nhận", 12),
            ("Tình trạng", 22),
            ("Thời hạn", 12),
            ("Căn cứ thời hạn", 40),
            ("Xác minh", 30),
            ("Kết luận", 18),
            ("Văn bản kết luận", 30),
        ],
        rows=(
            [
                one.code,
                one.concerned.number if one.concerned else None,
                one.get_kind_display(),
                one.matter_words,
                f"{one.received:%d/%m/%Y}",
                one.get_state_display(),
                f"{one.due:%d/%m/%Y}" if one.due else None,
                one.due_ground or None,
                one.verifier or None,
                one.get_finding_display() or None,
                one.conclusion or None,
            ]
            for one in rows
        ),
    )
    return download(content, "don-thu.xlsx")


def _settles(request: HttpRequest) -> bool:
    """Whether the account settles complaints of some agency."""
    return visible_units(actor_of(request), Action.RUN_ROUND).exists()


# ---- sending --------------------------------------------------------------------------------------


def send(request: HttpRequest) -> HttpResponse:
    """Choose one's own or one's unit's matter, then write."""
    actor = actor_of(request)
    matter = _matter(request)
    if matter is None:
        return _choose(request, office=False)
    require(may_file(concerns=reading.concerns(actor, matter)))
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.file_complaint(actor=actor, matter=matter, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, f"Đã gửi đơn {made.code}. Theo dõi ở trang này; danh tính được giữ kín."
            )
            return redirect("decisions:complaint", made.pk)
    return _written(request, matter, form, office=False)


def write(request: HttpRequest) -> HttpResponse:
    """Write down a letter that came in."""
    actor = actor_of(request)
    if not _settles(request):
        require(decide(scopes(actor), Action.RUN_ROUND))
    matter = _matter(request)
    if matter is None:
        return _choose(request, office=True)
    form = ReceivedForm(request.POST or None, initial={"received": today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_complaint(actor=actor, matter=matter, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã vào sổ đơn {made.code}.")
            return redirect("decisions:complaint", made.pk)
    return _written(request, matter, form, office=True)


def _matter(request: HttpRequest) -> Matter | None:
    key = request.GET.get("ve", "")
    matter = reading.matter_named(key)
    if key and matter is None:
        raise Http404
    return matter


def _choose(request: HttpRequest, *, office: bool) -> HttpResponse:
    text = request.GET.get("tim", "").strip()
    context = {
        "office": office,
        "text": text,
        "offers": reading.offers(actor_of(request), text, office=office),
    }
    return render(request, "decisions/complaint_choose.html", context)


def _written(request: HttpRequest, matter: Matter, form: LetterForm, *, office: bool) -> HttpResponse:
    context = {"form": form, "matter": words_of(matter), "office": office}
    return render(request, "decisions/complaint_write.html", context, status=422 if form.errors else 200)


# ---- one complaint --------------------------------------------------------------------------------


def _found(request: HttpRequest, pk: int) -> Complaint:
    return get_object_or_404(reading.complaints_visible_to(actor_of(request)), pk=pk)


def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """A complaint as far as the account may read it."""
    return _shown(request, _found(request, pk))


def _shown(request: HttpRequest, found: Complaint, form: Any = None, act: str = "") -> HttpResponse:
    actor = actor_of(request)
    whole = reading.reads_whole(actor, found)
    sent = reading.is_sender(actor, found)
    may = reading.may_answer(actor, found)
    deferral = law().blocks("deferral", today())
    context = {
        "one": found,
        "whole": whole,
        "letter": found.letter if whole else None,
        "sender": reading.reads_sender(actor, found),
        "sent": sent,
        "events": found.events.all() if whole else (),
        "may": may,
        "answered": found.state in ANSWERED,
        "forms": _forms(found, form, act) if may else {},
        "may_withdraw": sent and found.state == ComplaintState.FILED,
        "holds": found.kind in HOLDING,
        "deferral": deferral[0] if deferral else None,
        "is_late": bool(found.is_open and found.due and found.due < today()),
        "steps": _steps(found),
        "upheld": found.finding in (Finding.UPHELD, Finding.PARTLY),
        "href": _href(found, actor),
        "remedies": _remedies(found) if may else [],
        "act": act,
        "today": today(),
    }
    return render(request, "decisions/complaint.html", context, status=422 if form else 200)


def _forms(found: Complaint, form: Any, act: str) -> dict[str, Any]:
    """The forms of what can be done now, by the act's name in the address."""
    made: dict[str, Any] = {}
    now = {"on": today()}
    if found.state in POSSIBLE[ComplaintAct.ACCEPTED]:
        last = Complaint.objects.filter(unit=found.unit, kind=found.kind).exclude(due_ground="").last()
        made["thu_ly"] = AcceptForm(auto_id="thu-ly-%s", initial={"ground": last.due_ground if last else ""})
        made["khong_thu_ly"] = ReasonForm(auto_id="khong-thu-ly-%s")
    if found.state in POSSIBLE[ComplaintAct.ASSIGNED]:
        made["giao"] = AssignForm(auto_id="giao-%s", complaint=found, initial={"verifier": found.verifier})
        made["ket_luan"] = ConclusionForm(auto_id="ket-luan-%s", initial=now)
        made["dinh_chi"] = ReasonForm(auto_id="dinh-chi-%s")
    if found.state in POSSIBLE[ComplaintAct.CARRIED_OUT] and found.is_open:
        made["thuc_hien"] = ReasonForm(auto_id="thuc-hien-%s")
    if found.is_open and found.state != ComplaintState.FILED:
        made["gia_han"] = TermForm(
            auto_id="gia-han-%s", initial={"due": found.due, "ground": found.due_ground}
        )
    if form is not None:
        made[act.replace("-", "_")] = form
    return made


def _steps(found: Complaint) -> list[tuple[str, str]]:
    order = [
        (ComplaintState.FILED, "Tiếp nhận"),
        (ComplaintState.ACCEPTED, "Thụ lý"),
        (ComplaintState.VERIFYING, "Xác minh"),
        (ComplaintState.CONCLUDED, "Kết luận"),
        (ComplaintState.DONE, "Thực hiện"),
    ]
    if found.state not in dict(order):
        return []
    place = [state for state, _ in order].index(ComplaintState(found.state))
    return [
        ("now" if at == place else "done" if at < place else "", words) for at, (_, words) in enumerate(order)
    ]


def _href(found: Complaint, actor: Account) -> str:
    """The page of the matter; none where the account may not open it."""
    match found.matter:
        case Proposal() as one if visible_proposal(actor, one.pk):
            return reverse("dossiers:dossier", args=[one.pk])
        case Grant() as one if grants_visible_to(actor).filter(pk=one.pk).exists():
            return reverse("awards:grant", args=[one.pk])
        case Decision() as one if grants_visible_to(actor).filter(decision=one).exists():
            return reverse("awards:decision", args=[one.pk])
        case ReviewRound() as one if rounds_visible_to(actor).filter(pk=one.pk).exists():
            return reverse("dossiers:round", args=[one.pk])
    return ""


def _remedies(found: Complaint) -> list[tuple[str, str]]:
    """What may follow from a complaint that was upheld: the page where people decide it, and its label."""
    match found.matter:
        case Proposal() as one:
            refuse = [("Không chọn, ở hồ sơ", f"{reverse('dossiers:dossier', args=[one.pk])}#chuyen-buoc")]
            lower = [("Hạ danh hiệu", reverse("dossiers:lower", args=[one.pk]))]
            return (refuse if one.stage in BY_VERB["refuse"].start else []) + (
                lower if one.stage in BY_VERB["lower"].start else []
            )
        case Grant() as one:
            return [("Đề nghị thu hồi", f"{reverse('decisions:revocation-new')}?luot={one.pk}")]
        case Decision() as one:
            return [("Xem các lượt khen của quyết định", reverse("awards:decision", args=[one.pk]))]
        case _:
            return []


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act by its name in the address."""
    actor, found = actor_of(request), _found(request, pk)
    if act == "rut":
        try:
            services.withdraw_complaint(actor=actor, complaint=found)
            messages.success(request, "Đã rút đơn.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("decisions:complaint", pk)
    form = _form_of(act, found, request)
    if form.is_valid():
        try:
            _ACTS[act](actor=actor, complaint=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã ghi.")
            return redirect("decisions:complaint", pk)
    elif not reading.reads_whole(actor, found):
        raise PermissionDenied("Đơn này do Thường trực Hội đồng thi đua, khen thưởng giải quyết.")
    return _shown(request, _found(request, pk), form, act)


_ACTS: dict[str, Any] = {
    "thu-ly": services.accept_complaint,
    "khong-thu-ly": services.decline_complaint,
    "giao": services.assign_complaint,
    "gia-han": services.extend_complaint,
    "ket-luan": services.conclude_complaint,
    "thuc-hien": services.carry_out_complaint,
    "dinh-chi": services.stop_complaint,
}


def _form_of(act: str, found: Complaint, request: HttpRequest) -> Any:
    ids = f"{act}-%s"
    match act:
        case "thu-ly":
            return AcceptForm(request.POST, auto_id=ids)
        case "giao":
            return AssignForm(request.POST, auto_id=ids, complaint=found)
        case "gia-han":
            return TermForm(request.POST, auto_id=ids)
        case "ket-luan":
            return ConclusionForm(request.POST, auto_id=ids)
        case "khong-thu-ly" | "thuc-hien" | "dinh-chi":
            return ReasonForm(request.POST, auto_id=ids)
        case _:
            raise Http404

"""Commendation within a movement: proposals, their answers, and who is praised how often."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.movements import services
from vinhdanh.movements.figures import Term, read_term
from vinhdanh.movements.forms.praise import FinishForm, NoteForm, ProposalForm, initial_of
from vinhdanh.movements.models import Movement, PraiseProposal
from vinhdanh.movements.models.praise import PraiseQuerySet
from vinhdanh.movements.policies.praise import may_decide, may_propose, may_send_proposal
from vinhdanh.movements.selectors.figures import last_ended, terms_of
from vinhdanh.movements.selectors.praise import (
    grants_to_link,
    proposals_visible_to,
    ratios,
    records_against,
    told_before,
    total,
)
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.movements.types.praise import PraiseState, PraiseWay
from vinhdanh.movements.views.figures import figured_movement
from vinhdanh.movements.views.movements import writing_units
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.writing import is_own, scopes_about
from vinhdanh.people.views.shown import actor_of, add_errors, download

PAGE = 50


def shown_terms(movement: Movement) -> list[Term]:
    """Years, quarters and months of a movement to filter by."""
    return [term for cadence in reversed(Cadence) for term in terms_of(movement, cadence)[:16]]


def _listed(request: HttpRequest, movement: Movement) -> tuple[list[PraiseProposal], dict[str, Any]]:
    found = proposals_visible_to(actor_of(request), movement)
    get = request.GET.get
    asked = {key: get(key, "").strip() for key in ("ky", "truc", "tt", "ht", "dv", "tim")}
    if asked["tt"] in PraiseState.values:
        found = found.filter(state=asked["tt"])
    if asked["ht"] in PraiseWay.values:
        found = found.filter(way=asked["ht"])
    if asked["truc"].isdecimal():
        found = found.filter(axis=int(asked["truc"]))
    if asked["dv"]:
        unit = Unit.objects.filter(code=asked["dv"]).first()
        found = found.filter(unit__path__startswith=unit.path) if unit else found.none()
    for word in fold(asked["tim"]).split():
        found = found.filter(folded__contains=word)
    term = read_term(asked["ky"])
    rows = [one for one in found if term is None or one.term.within(term)]
    rows.sort(key=lambda one: one.state != PraiseState.SENT)
    return rows, asked


def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """The movement's proposals; those that wait for an answer first."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    rows, asked = _listed(request, movement)
    every: PraiseQuerySet = proposals_visible_to(actor, movement)
    units = visible_units(actor).filter(pk__in=every.order_by().values("unit"))
    context = {
        "movement": movement,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "asked": asked,
        "filtered": any(asked.values()),
        "waiting": every.filter(state=PraiseState.SENT).count(),
        "terms": shown_terms(movement),
        "axes": movement.axes.all(),
        "states": PraiseState.choices,
        "ways": PraiseWay.choices,
        "units": units,
        "may_add": movement.state == MovementState.LAUNCHED and writing_units(actor).exists(),
    }
    return render(request, "movements/praise.html", context)


def proposals_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as Excel; people under secrecy stay out."""
    movement = figured_movement(request, pk)
    rows, _ = _listed(request, movement)
    content = workbook(
        actor=actor_of(request),
        persons_in=0,
        title=f"Đề xuất biểu dương, khen thưởng: {movement}",
        notes=[],
        columns=[
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 30),
            ("Đơn vị đề xuất", 34),
            ("Kỳ", 14),
            ("Trục", 20),
            ("Việc làm", 60),
            ("Minh chứng", 30),
            ("Hình thức đề xuất", 26),
            ("Tình trạng", 16),
            ("Văn bản", 24),
        ],
        rows=(
            [
                one.person.number if one.person else one.subject.code,  # type: ignore[union-attr]
                str(one.subject),
                one.unit.name,
                one.term.label,
                one.axis.name,
                one.deed,
                one.evidence or None,
                one.way_words,
                one.get_state_display(),
                one.document or None,
            ]
            for one in rows
        ),
    )
    return download(content, "bieu-duong.xlsx")


# ---- writing --------------------------------------------------------------------------------------


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new proposal: first the unit, then who and what."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    mine = writing_units(actor).filter(path__startswith=movement.unit.path)
    units = Unit.objects.open(timezone.localdate()).filter(pk__in=mine)
    code = request.GET.get("dv", "")
    unit = get_object_or_404(units, code=code) if code else None
    if unit is None and units.count() == 1:
        unit = units.get()
    if unit is None:
        if not units.exists():
            require(may_propose(scopes(actor), movement.unit.path))
        return render(request, "movements/praise_unit.html", {"movement": movement, "units": units})
    return _edited(request, movement, unit, None)


def change(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Change a draft."""
    movement = figured_movement(request, pk)
    found = _proposal(request, movement, proposal)
    require(may_propose(scopes(actor_of(request)), found.unit.path))
    return _edited(request, movement, found.unit, found)


def _edited(
    request: HttpRequest, movement: Movement, unit: Unit, found: PraiseProposal | None
) -> HttpResponse:
    initial = initial_of(found) if found else {"way": PraiseWay.NOTICE}
    form = ProposalForm(request.POST or None, movement=movement, unit=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_proposal(
                actor=actor_of(request), movement=movement, unit=unit, proposal=found, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã lưu bản soạn. Thủ trưởng đơn vị gửi thì cấp trên trả lời.")
            return redirect("movements:proposal", movement.pk, made.pk)
    context = {"movement": movement, "unit": unit, "form": form, "proposal": found}
    return render(request, "movements/praise_edit.html", context, status=422 if form.errors else 200)


# ---- one proposal ---------------------------------------------------------------------------------


def _proposal(request: HttpRequest, movement: Movement, pk: int) -> PraiseProposal:
    return get_object_or_404(proposals_visible_to(actor_of(request), movement), pk=pk)


def proposal(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """A proposal: the deed, what speaks against it, where it was told before, and what may be done."""
    movement = figured_movement(request, pk)
    return _shown(request, movement, _proposal(request, movement, proposal))


def _shown(request: HttpRequest, movement: Movement, found: PraiseProposal, form: Any = None) -> HttpResponse:
    actor = actor_of(request)
    held, own = scopes_about(actor, found.subject), is_own(actor, found.subject)
    grants = grants_to_link(found)
    others = proposals_visible_to(actor, movement)
    context = {
        "movement": movement,
        "proposal": found,
        "acts": found.acts.all(),
        "golden": getattr(found, "golden", None),
        "against": records_against(found.subject, timezone.localdate()),
        "told": told_before(found.subject, found.deed, but=found, others=others),
        "grants": grants,
        "may_write": may_propose(held, found.unit.path),
        "may_send": may_send_proposal(held, found.unit.path),
        "may_decide": may_decide(held, found.unit.path, own=own),
        "note_form": form if isinstance(form, NoteForm) else NoteForm(),
        "finish_form": form
        if isinstance(form, FinishForm)
        else FinishForm(grants=grants, initial={"on": timezone.localdate()}),
    }
    return render(request, "movements/praise_proposal.html", context, status=422 if form else 200)


@require_POST
def act(request: HttpRequest, pk: int, proposal: int, act: str) -> HttpResponse:
    """Send, take back, answer, carry out or drop a proposal."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    found = _proposal(request, movement, proposal)
    form: Any = NoteForm(request.POST)
    if act == "thuc-hien":
        form = FinishForm(request.POST, grants=grants_to_link(found))
    if form.is_valid():
        try:
            said = _done(act, actor, found, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            found = _proposal(request, movement, proposal)
        else:
            messages.success(request, said)
            if act == "bo":
                return redirect("movements:praise", pk)
            return redirect("movements:proposal", pk, proposal)
    return _shown(request, movement, found, form)


def _done(act: str, actor: Any, found: PraiseProposal, data: dict[str, Any]) -> str:
    """One act by its name in the address; what the page says afterwards."""
    match act:
        case "gui":
            services.send_proposal(actor=actor, proposal=found)
            return "Đã gửi đề xuất. Cấp trên thấy đề xuất này từ bây giờ."
        case "lay-lai":
            services.take_back_proposal(actor=actor, proposal=found, note=data["note"])
            return "Đã lấy lại đề xuất để sửa."
        case "dong-y" | "khong":
            services.answer_proposal(actor=actor, proposal=found, agreed=act == "dong-y", note=data["note"])
            return "Đã ghi trả lời."
        case "thuc-hien":
            services.finish_proposal(actor=actor, proposal=found, **data)
            return "Đã ghi việc thực hiện."
        case "bo":
            services.drop_proposal(actor=actor, proposal=found)
            return "Đã bỏ bản soạn."
        case _:
            raise Http404


# ---- ratios ---------------------------------------------------------------------------------------


def _period(request: HttpRequest, movement: Movement) -> Term | None:
    asked = read_term(request.GET.get("ky", ""))
    if asked and asked in terms_of(movement, asked.cadence):
        return asked
    years = terms_of(movement, Cadence.YEAR)
    return years[0] if years else last_ended(movement, Cadence.MONTH)


def shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Praised against serving, unit by unit; lượt and people apart, leaders and women apart."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    period = _period(request, movement)
    if period is None:
        raise Http404
    rows = ratios(actor, movement, period)
    words = fold(request.GET.get("tim", "")).split()
    shown = [row for row in rows if all(word in f"{row.unit.folded} {fold(row.unit.code)}" for word in words)]
    shown.sort(key=lambda row: (-(row.percent or 0), row.unit.path))
    context = {
        "movement": movement,
        "period": period,
        "terms": shown_terms(movement),
        "rows": shown,
        "whole": total(rows, movement.unit),
        "none": sum(not row.people and not row.collectives for row in rows),
        "filtered": bool(words),
    }
    return render(request, "movements/praise_shares.html", context)


def shares_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The ratios as Excel."""
    actor, movement = actor_of(request), figured_movement(request, pk)
    period = _period(request, movement)
    if period is None:
        raise Http404
    headings = "Quân số, Chỉ huy, Nữ, Lượt cá nhân, Số người, Người chỉ huy, Người nữ, Lượt tập thể"
    content = workbook(
        actor=actor,
        title=f"Tỷ lệ biểu dương {period.words}: {movement}",
        notes=["Lượt đếm từng lần; số người đếm mỗi người một lần."],
        columns=[("Mã", 12), ("Đơn vị", 40), *((name, 14) for name in headings.split(", "))],
        rows=(
            [
                row.unit.code,
                row.unit.name,
                row.serving,
                row.leaders,
                row.women,
                row.times,
                len(row.people),
                len(row.people_leading),
                len(row.women_praised),
                row.collectives,
            ]
            for row in ratios(actor, movement, period)
        ),
    )
    return download(content, f"ty-le-bieu-duong-{period.key}.xlsx")

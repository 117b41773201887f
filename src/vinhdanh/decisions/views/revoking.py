"""Revoking and re-issue: the list of cases, a new one, and the course of one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.types import Answer
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.selectors.rows import row_of
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.fund import WhyForm
from vinhdanh.decisions.forms.revoking import (
    AnewForm,
    DecideForm,
    FindingsForm,
    HeldForm,
    KeepForm,
    NumberForm,
    ProposeForm,
    ReturnForm,
)
from vinhdanh.decisions.models import FollowUp, RevocationCase, RevokedGrant
from vinhdanh.decisions.papers.revocation import NO_PAPER
from vinhdanh.decisions.policies.revoking import may_handle
from vinhdanh.decisions.selectors.fund import units_to_keep
from vinhdanh.decisions.selectors.revoking import (
    cases_visible_to,
    due_of,
    giver_of,
    grant_to_handle,
    grounds,
    kinds_for,
    left_to_do,
    money_out,
)
from vinhdanh.decisions.services.cases import case_answers
from vinhdanh.decisions.services.keeping import answers_about
from vinhdanh.decisions.services.numbers import next_number_text
from vinhdanh.decisions.services.revoking import Recovery
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.revoking import (
    ACT_OF,
    TAKES_AWAY,
    TAKES_BACK,
    CaseKind,
    CaseState,
    FollowState,
    Held,
)
from vinhdanh.decisions.views.acting import PageAct, done
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, download, this_year, today, whole

PAGE = 50


def _listed(request: HttpRequest) -> tuple[QuerySet[RevocationCase], dict[str, str]]:
    asked = {key: request.GET.get(key, "").strip() for key in ("loai", "tt", "tim")}
    found = cases_visible_to(actor_of(request))
    if asked["loai"] in CaseKind.values:
        found = found.filter(kind=asked["loai"])
    if asked["tt"] in CaseState.values:
        found = found.filter(state=asked["tt"])
    for word in fold(asked["tim"]).split():
        found = found.filter(folded__contains=word)
    return found, asked


def case_list(request: HttpRequest) -> HttpResponse:
    """Cases, the newest first."""
    found, asked = _listed(request)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "asked": asked,
        "filtered": any(asked.values()),
        "kinds": CaseKind.choices,
        "states": CaseState.choices,
    }
    return render(request, "decisions/revocations.html", context)


def case_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel, a row for each honour; people under secrecy stay out."""
    found, _ = _listed(request)
    content = workbook(
        actor=actor_of(request),
        title="Hủy bỏ, tước, thu hồi, cấp đổi, cấp lại",
        notes=[],
        columns=[
            ("Số hiệu, mã", 12),
            ("Người, tập thể", 32),
            ("Danh hiệu, hình thức", 34),
            ("Việc", 24),
            ("Căn cứ", 44),
            ("Điều khoản", 30),
            ("Tình trạng", 20),
            ("Quyết định", 30),
            ("Tiền phải hoàn trả", 16),
            ("Hiện vật", 20),
        ],
        rows=[
            [
                code_of(line.grant.subject),
                str(line.grant.subject),
                f"{row_of(line.grant).honour} {line.grant.years}",
                str(case.get_kind_display()),
                case.ground_words,
                case.cite or None,
                str(case.get_state_display()),
                str(case.decision) if case.decision else None,
                line.money or None,
                str(line.get_held_display()),
            ]
            for case in found
            for line in case.lines.all()
        ],
        persons_in=0,
    )
    return download(content, "thu-hoi-cap-lai.xlsx")


# ---- a new case -----------------------------------------------------------------------------------


def _agency(request: HttpRequest, grant: Grant) -> Unit | None:
    """The unit that handles cases of the honour: the topmost of the actor's that it counts for."""
    units = units_to_keep(actor_of(request)).order_by("depth")
    return next((unit for unit in units if f"/{unit.code}/" in grant.place_path), None)


def case_new(request: HttpRequest) -> HttpResponse:
    """Propose something about one honour: ``?luot=``; ``?viec=``: the kind, ``?theo=``: the review."""
    actor = actor_of(request)
    grant = grant_to_handle(actor, whole(request.GET.get("luot"), 0))
    if grant is None:
        raise Http404
    unit = _agency(request, grant)
    path = unit.path if unit else (grant.place.path if grant.place else "/")
    for answer in answers_about(actor, may_handle, path, [grant]):
        require(answer)
    if unit is None:
        raise Http404
    kinds = kinds_for(grant)
    asked = request.GET.get("viec", "")
    kind = CaseKind(asked) if asked in kinds else None
    offered = grounds(kind, [grant.honour], today()) if kind else []
    follow_up = FollowUp.objects.filter(pk=whole(request.GET.get("theo"), 0), grant=grant).first()
    initial = {"on": today(), "proposer": actor.full_name}
    form = ProposeForm(request.POST or None, grounds=offered, initial=initial)

    def proposed(**data: Any) -> None:
        assert kind is not None
        made.append(
            services.propose_revocation(
                actor=actor, unit=unit, kind=kind, grants=[grant], follow_up=follow_up, **data
            )
        )

    made: list[RevocationCase] = []
    if request.method == "POST" and kind and done(form, proposed):
        messages.success(request, "Đã lập đề nghị. Ghi kết quả xác minh rồi trình người có thẩm quyền.")
        return redirect("decisions:revocation", made[0].pk)
    context = {
        "grant": grant,
        "row": row_of(grant),
        "unit": unit,
        "kinds": [(one, grounds(one, [grant.honour], today())) for one in kinds],
        "kind": kind,
        "form": form,
        "follow_up": follow_up,
        "grounds": offered,
    }
    return render(request, "decisions/revocation_new.html", context, status=422 if form.errors else 200)


# ---- one case -------------------------------------------------------------------------------------


def visible_case(request: HttpRequest, pk: int) -> RevocationCase:
    """A case that the account sees; any other does not exist."""
    return get_object_or_404(cases_visible_to(actor_of(request)), pk=pk)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: its course, what rests on the honours, what came back, and what may be done now."""
    return _shown(request, visible_case(request, pk))


def _answer(request: HttpRequest, found: RevocationCase, *, decides: bool) -> Answer:
    answers = case_answers(actor_of(request), found, decides=decides)
    return next((one for one in answers if not one), answers[0])


def _decide_form(found: RevocationCase, data: Any = None) -> DecideForm:
    lines = list(found.lines.all())
    giver = giver_of(found)
    initial: dict[str, Any] = {
        "on": today(),
        "decided": today(),
        "authority": giver,
        "number": found.number.text if found.number else "",
    }
    back = next((one for one in grounds(CaseKind(found.kind), [], today()) if one.code == found.ground), None)
    for line in lines:
        asked = back is not None and "money" in back.take_back
        initial[f"money_{line.pk}"] = (money_out(line.grant) or 0) if asked else 0
        initial[f"artefacts_{line.pk}"] = line.grant.artefact
    return DecideForm(
        data,
        auto_id="quyet-dinh-%s",
        lines=lines,
        takes_back=found.kind in TAKES_BACK,
        takes_away=found.kind in TAKES_AWAY,
        number_hint=_number_hint(found, giver),
        initial=initial,
    )


def _number_hint(found: RevocationCase, giver: str) -> str:
    """What is said below the number of the decision."""
    if found.number:
        return "Số đang giữ trong sổ; để trống cũng dùng số này."
    following = next_number_text(giver, this_year())
    return f"Để trống thì lấy số tiếp theo trong sổ: {following}." if following else ""


def _acts(request: HttpRequest, found: RevocationCase, data: Any = None) -> list[PageAct]:
    """What may be done with a case in its state."""
    handles = _answer(request, found, decides=False)
    signs = _answer(request, found, decides=True)

    def act(slug: str, label: str, form: Any, answer: Answer, *, danger: bool = False) -> PageAct:
        href = reverse("decisions:revocation-act", args=[found.pk, slug])
        return PageAct(slug, label, form, href, answer, danger=danger)

    why = partial(WhyForm, data)
    match found.state:
        case CaseState.PROPOSED:
            form = FindingsForm(data, auto_id="xac-minh-%s")
            yours = [act("xac-minh", "Ghi kết quả xác minh", form, handles)]
        case CaseState.VERIFIED if found.anew:
            anew = AnewForm(data, auto_id="cap-moi-%s", initial={"on": today()})
            yours = [act("cap-moi", f"{found.get_kind_display()} hiện vật", anew, handles)]
        case CaseState.VERIFIED:
            yours = [
                act(
                    "quyet-dinh",
                    f"Quyết định: {found.get_kind_display().lower()}",
                    _decide_form(found, data),
                    signs,
                ),
                act("khong", "Không chấp nhận", why(auto_id="khong-%s"), signs, danger=True),
            ]
        case _:
            return []
    if found.state == CaseState.VERIFIED and (following := next_number_text(giver_of(found), this_year())):
        number = NumberForm(data, auto_id="giu-so-%s", following=following, held=found.number is not None)
        yours.append(
            act("giu-so", "Đổi số quyết định" if found.number else "Giữ số quyết định", number, handles)
        )
    return [*yours, act("rut", "Rút đề nghị", why(auto_id="rut-%s"), handles, danger=True)]


def _shown(request: HttpRequest, found: RevocationCase, posted: Any = None) -> HttpResponse:
    """The page of a case. ``posted``: the act, or the line with its form, that was refused."""
    judged = found.kind in TAKES_AWAY
    acts = _acts(request, found)
    line_key, line_form = posted if isinstance(posted, tuple) else ("", None)
    if isinstance(posted, PageAct):
        acts = [posted if act.slug == posted.slug else act for act in acts]
    lines = [
        (due, row_of(due.line.grant), _line_forms(due.line, line_key, line_form))
        for due in (due_of(line, with_resting=judged) for line in found.lines.all())
    ]
    context = {
        "case": found,
        "lines": lines,
        "judged": judged,
        "papered": found.state not in NO_PAPER,
        "decided": found.state in (CaseState.DECIDED, CaseState.DONE),
        "events": found.events.all(),
        "left": left_to_do(found) if found.state == CaseState.DECIDED else [],
        "acts": acts,
        "handles": _answer(request, found, decides=False),
        "signs": _answer(request, found, decides=True),
        "waiting": FollowState.WAITING,
        "due": Held.DUE,
        "origin": found.came_from.select_related("line__case").first(),
        "refused": line_form.errors if line_form is not None else None,
    }
    return render(request, "decisions/revocation.html", context, status=422 if posted else 200)


def _line_forms(line: RevokedGrant, key: str, form: Any) -> dict[str, Any]:
    """The forms of what is still out; the refused one as it was posted."""
    forms = {
        "tien": ReturnForm(auto_id=f"tien{line.pk}-%s", initial={"on": today()}),
        "hien_vat": HeldForm(auto_id=f"hv{line.pk}-%s", initial={"on": today()}),
    }
    if key in (f"tien/{line.pk}", f"hien-vat/{line.pk}"):
        forms[key.partition("/")[0].replace("-", "_")] = form
    return forms


@require_POST
def case_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Verify, hold a number, decide, refuse, withdraw, or issue anew."""
    found, actor = visible_case(request, pk), actor_of(request)
    require(_answer(request, found, decides=act in ("quyet-dinh", "khong")))
    about: dict[str, Any] = {"actor": actor, "case": found}

    def decided(seen: bool = True, **data: Any) -> None:
        keys = [line.pk for line in found.lines.all()]
        recoveries = {
            key: Recovery(data.pop(f"money_{key}"), data.pop(f"by_{key}"), data.pop(f"artefacts_{key}"))
            for key in keys
            if f"money_{key}" in data
        }
        services.decide_case(**about, recoveries=recoveries, **data)
        if found.kind in ACT_OF:
            services.judge_again()

    def anew(kind: str, **data: Any) -> None:
        line = found.lines.filter(anew=None).first()
        if line is None:
            raise Http404
        services.issue_anew(actor=actor, line=line, kind=ArtefactKind(kind), **data)

    services_of: dict[str, Any] = {
        "xac-minh": partial(services.verify_case, **about),
        "rut": partial(services.withdraw_case, **about),
        "khong": partial(services.refuse_case, **about),
        "quyet-dinh": decided,
        "giu-so": partial(services.hold_case_number, **about),
        "cap-moi": anew,
    }
    if act not in services_of:
        raise Http404
    posted = next((one for one in _acts(request, found, request.POST) if one.slug == act), None)
    if posted is None:
        messages.error(request, f"{found}: {found.get_state_display().lower()}, việc này không còn làm được.")
        return redirect("decisions:revocation", pk)
    if done(posted.form, services_of[act]):
        judged = act == "quyet-dinh" and found.kind in ACT_OF
        messages.success(request, "Đã ghi. Đang xét lại cả lực lượng." if judged else "Đã ghi.")
        return redirect("decisions:revocation", pk)
    return _shown(request, visible_case(request, pk), posted)


@require_POST
def case_line_act(request: HttpRequest, pk: int, line: int, act: str) -> HttpResponse:
    """Money or artefacts of one honour came back."""
    found, actor = visible_case(request, pk), actor_of(request)
    require(_answer(request, found, decides=False))
    row = get_object_or_404(found.lines.select_related("grant", "case__unit"), pk=line)
    form: Any
    service: Any
    if act == "tien":
        form = ReturnForm(request.POST, auto_id=f"tien{line}-%s")
        service = partial(services.record_return, actor=actor, line=row)
    elif act == "hien-vat":
        form = HeldForm(request.POST, auto_id=f"hv{line}-%s")

        def service(held: str, **data: Any) -> None:
            services.record_artefacts(actor=actor, line=row, held=Held(held), **data)
    else:
        raise Http404
    if done(form, service):
        messages.success(request, "Đã ghi.")
        return redirect("decisions:revocation", pk)
    return _shown(request, found, (f"{act}/{line}", form))


def follow_up_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """An honour that rested on one that fell stays, with the reason."""
    actor = actor_of(request)
    seen = FollowUp.objects.filter(line__case__in=cases_visible_to(actor).values("pk"))
    row = get_object_or_404(seen.select_related("line__case__unit", "grant"), pk=pk)
    # Who signs there, and whose honour it isn't.
    require(_answer(request, row.line.case, decides=True))
    form = KeepForm(request.POST or None)
    if request.method == "POST" and done(form, partial(services.keep_grant, actor=actor, follow_up=row)):
        messages.success(request, "Đã ghi: giữ nguyên lượt khen.")
        return redirect("decisions:revocation", row.line.case_id)
    context = {"follow_up": row, "row": row_of(row.grant), "form": form}
    return render(request, "decisions/follow_up.html", context, status=422 if form.errors else 200)

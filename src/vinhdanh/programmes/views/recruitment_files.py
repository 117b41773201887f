"""Candidates' files, for those who keep them. To all others: 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.selectors import scopes
from vinhdanh.audit.selectors import history_of
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, add_errors, download
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Candidate, RecruitmentRound
from vinhdanh.programmes.models.recruitment import CandidateQuerySet
from vinhdanh.programmes.papers.recruitment import Listing
from vinhdanh.programmes.recruitment_forms import CandidateForm, MoveForm
from vinhdanh.programmes.recruitment_policies import may_move
from vinhdanh.programmes.recruitment_selectors import candidates_open_to, search_candidates
from vinhdanh.programmes.recruitment_stages import MOVES, TRACKS, Move, refusal
from vinhdanh.programmes.recruitment_types import STEPS, Removal, Stage
from vinhdanh.programmes.services.recruitment_candidates import PERSONAL, candidate_ref
from vinhdanh.programmes.views.recruitment import (
    round_of,
    shell,
)

PAGE = 50
LAST = 12  # entries of the journal beside a file
# Moves that ask nothing of one person, and so may be said of several at once.
TOGETHER = [move for move in MOVES.values() if not move.asks and not move.ground]


def _files(request: HttpRequest, pk: int) -> tuple[RecruitmentRound, dict[str, Any], CandidateQuerySet]:
    """The round, the page's frame and the files open to the account; to others there are none."""
    found = round_of(request, pk)
    context = shell(request, found, "cong-dan")
    if not context["has_files"]:
        raise Http404
    return found, context, candidates_open_to(actor_of(request), found)


def _filtered(request: HttpRequest, files: CandidateQuerySet) -> CandidateQuerySet:
    get = request.GET
    return search_candidates(
        files,
        text=get.get("q", ""),
        unit=get.get("dv", ""),
        stage=get.get("buoc", ""),
        receiver=get.get("nhan", ""),
    )


def candidate_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Files by commune, step and receiving unit; several may take the same step at once."""
    found, context, files = _files(request, pk)
    chosen = _filtered(request, files)
    context |= {
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("trang")),
        "all": files.count(),
        "stages": Stage.choices,
        "receivers": found.receivers.all(),
        "together": TOGETHER,
        "listings": list(Listing),
        "filtered": any(request.GET.get(key) for key in ("q", "dv", "buoc", "nhan")),
    }
    return render(request, "programmes/recruitment/candidates.html", context)


@require_POST
def move_several(request: HttpRequest, pk: int) -> HttpResponse:
    """The same step for every file that is ticked: all of them, or none with the reasons."""
    _, _, files = _files(request, pk)
    move = request.POST.get("move", "")
    codes = request.POST.getlist("code")
    back = redirect("programmes:recruitment-candidates", pk)
    if move not in {one.code for one in TOGETHER} or not codes:
        messages.error(request, "Chọn ít nhất một hồ sơ và một việc.")
        return back
    wrong = []
    with transaction.atomic():
        for candidate in files.filter(code__in=codes):
            try:
                services.move_candidate(actor=actor_of(request), candidate=candidate, move=move)
            except ValidationError as error:
                wrong.append(f"{candidate.code}: {' '.join(error.messages)}")
        if wrong:
            transaction.set_rollback(True)
    if wrong:
        more = f" Và {len(wrong) - 3} hồ sơ khác." if len(wrong) > 3 else ""
        messages.error(request, f"Chưa ghi hồ sơ nào. {' '.join(wrong[:3])}{more}")
    else:
        messages.success(request, f"Đã ghi “{MOVES[move].label}” cho {len(codes)} hồ sơ.")
    return back


# ---- one file -------------------------------------------------------------------------------------


def register(request: HttpRequest, pk: int) -> HttpResponse:
    """A citizen who volunteers."""
    found, context, _ = _files(request, pk)
    form = CandidateForm(request.POST or None, units=context["keeps"])
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register_candidate(actor=actor_of(request), round_=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ghi hồ sơ {made.code}.")
            return redirect("programmes:recruitment-candidate", pk, made.code)
    context |= {"form": form}
    status = 422 if form.errors else 200
    return render(request, "programmes/recruitment/candidate_form.html", context, status=status)


def edit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Mend a file."""
    _, context, files = _files(request, pk)
    candidate = get_object_or_404(files, code=code)
    services.note_opening(actor=actor_of(request), candidate=candidate)
    form = CandidateForm(request.POST or None, units=None, initial=model_to_dict(candidate, fields=PERSONAL))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_candidate(actor=actor_of(request), candidate=candidate, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã sửa hồ sơ {code}.")
            return redirect("programmes:recruitment-candidate", pk, code)
    context |= {"form": form, "candidate": files.get(code=code)}
    status = 422 if form.errors else 200
    return render(request, "programmes/recruitment/candidate_form.html", context, status=status)


def candidate(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One file: the person, the parameters beside him, the steps, and what can be said next."""
    _, context, files = _files(request, pk)
    found = get_object_or_404(files, code=code)
    if request.method != "POST":
        services.note_opening(actor=actor_of(request), candidate=found)
        return _file_page(request, context, found)
    move = MOVES.get(request.POST.get("move", ""))
    if move is None:
        raise Http404
    form = MoveForm(request.POST, move=move, candidate=found)
    if form.is_valid():
        asked = dict(form.cleaned_data)
        ground = asked.pop("ground")
        try:
            services.move_candidate(
                actor=actor_of(request), candidate=found, move=move.code, ground=ground, **asked
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ghi: {move.label.lower()}.")
            return redirect("programmes:recruitment-candidate", pk, code)
    return _file_page(request, context, files.get(code=code), form, move)


def _file_page(
    request: HttpRequest,
    context: dict[str, Any],
    found: Candidate,
    wrong: MoveForm | None = None,
    tried: Move | None = None,
) -> HttpResponse:
    moves = []
    held = scopes(actor_of(request))
    for move in MOVES.values():
        if found.state.stage not in move.sources or (move.step and getattr(found, move.step)):
            continue  # not from here, or said already
        answer = may_move(held, found.unit.path, move.owner)
        form = wrong if move == tried and wrong else MoveForm(move=move, candidate=found)
        why = refusal(found.state, move) or ("" if answer else answer.reason)
        moves.append((move, form, why, move == tried))
    steps = [(step, MOVES[step.move].label) for step in found.steps.order_by("-id")]
    context |= {
        "candidate": found,
        "moves": moves,
        "steps": steps,
        "last": next((step for step, _ in steps if not step.taken_back), None),
        "results": [(name, getattr(found, key), key in TRACKS) for key, name in STEPS.items()],
        "outcomes": found.outcomes(),
        "removals": Removal.choices,
        "journal": history_of(candidate_ref(found))[:LAST],
        "replaced_by": Candidate.objects.filter(replaces=found).first(),
    }
    status = 422 if wrong else 200
    return render(request, "programmes/recruitment/candidate.html", context, status=status)


@require_POST
def take_back(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Undo the last step."""
    _, _, files = _files(request, pk)
    found = get_object_or_404(files, code=code)
    try:
        services.take_back(actor=actor_of(request), candidate=found, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã rút lại bước vừa ghi.")
    return redirect("programmes:recruitment-candidate", pk, code)


@require_POST
def remove(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Delete one file."""
    _, _, files = _files(request, pk)
    found = get_object_or_404(files, code=code)
    reason = request.POST.get("reason", "")
    if reason not in Removal.values or request.POST.get("confirm", "").strip() != code:
        messages.error(request, f"Chưa xóa: chọn lý do và gõ mã hồ sơ {code} để xác nhận.")
        return redirect("programmes:recruitment-candidate", pk, code)
    try:
        services.remove_candidate(actor=actor_of(request), candidate=found, reason=Removal(reason))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("programmes:recruitment-candidate", pk, code)
    messages.success(request, f"Đã xóa hồ sơ {code}.")
    return redirect("programmes:recruitment-candidates", pk)


# ---- out of the program ---------------------------------------------------------------------------


def candidate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as Excel without anything that tells who it is: codes, communes and steps."""
    found, _, files = _files(request, pk)
    chosen = list(_filtered(request, files))
    if chosen:
        services.note_steps_export(actor=actor_of(request), round_=found, candidates=chosen)
    content = workbook(
        actor=actor_of(request),
        title=f"{found}: các bước theo hồ sơ",
        notes=["Không gồm dữ liệu cá nhân."],
        columns=[
            ("Mã hồ sơ", 14),
            ("Xã, phường", 36),
            ("Bước", 20),
            *((name, 14) for name in STEPS.values()),
        ],
        rows=(
            [
                one.code,
                one.unit.name,
                one.get_stage_display(),
                *(getattr(one, f"get_{key}_display")() or None for key in STEPS),
            ]
            for one in chosen
        ),
    )
    return download(content, f"tuyen-chon-{found.year}-cac-buoc.xlsx")


def chosen_files(request: HttpRequest, pk: int) -> tuple[RecruitmentRound, dict[str, Any], CandidateQuerySet]:
    """The round, the page's frame and the files that the account keeps, as the address filters them."""
    found, context, files = _files(request, pk)
    return found, context, _filtered(request, files)


def note_leaving(
    request: HttpRequest, found: RecruitmentRound, context: dict[str, Any], count: int
) -> tuple[Unit | None, HttpResponse | None]:
    """Write down that people's data leave, for the reason that was typed; or the way back to the list.

    Returns:
        The commune whose files they are, None for the whole round; and the answer where it was refused.
    """
    code = request.GET.get("dv", "")
    unit = context["keeps"].filter(code=code).first() if code else None
    if unit is None and context["keeps"].count() == 1:
        unit = context["keeps"].get()
    try:
        services.note_export(
            actor=actor_of(request), round_=found, unit=unit, files=count, why=request.POST.get("why", "")
        )
    except PermissionDenied:
        messages.error(request, "Chọn một xã, phường của đồng chí trong bộ lọc rồi xuất.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        return unit, None
    return unit, redirect("programmes:recruitment-candidates", found.pk)


@require_POST
def personal_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with people's data: only on purpose, with a reason, and written down first."""
    found, context, files = chosen_files(request, pk)
    chosen = list(files)
    _, refusal = note_leaving(request, found, context, len(chosen))
    if refusal is not None:
        return refusal
    columns = [Candidate._meta.get_field(name) for name in PERSONAL]
    content = workbook(
        actor=actor_of(request),
        title=f"{found}: hồ sơ công dân",
        notes=[
            f"Có dữ liệu cá nhân. Lý do xuất: {request.POST['why'].strip()}",
            f"Xóa tệp này khi dùng xong, chậm nhất {found.retain_until:%d/%m/%Y}.",
        ],
        columns=[
            ("Mã hồ sơ", 14),
            ("Xã, phường", 30),
            *((str(column.verbose_name), 18) for column in columns),  # type: ignore[union-attr]
            ("Sức khỏe", 10),
            ("Bước", 18),
        ],
        rows=(
            [one.code, one.unit.name, *_personal(one), one.health_class, one.get_stage_display()]
            for one in chosen
        ),
    )
    return download(content, f"tuyen-chon-{found.year}-ho-so.xlsx")


def _personal(one: Candidate) -> list[str | int | None]:
    values: list[str | int | None] = []
    for name in PERSONAL:
        shown = getattr(one, f"get_{name}_display", None)
        value = shown() if shown else getattr(one, name)
        if isinstance(value, bool):
            value = "có" if value else None
        elif name == "born":
            value = f"{one.born:%d/%m/%Y}"
        values.append(
            str(value).replace(".", ",") if name in ("height", "weight") and value else value or None
        )
    return values

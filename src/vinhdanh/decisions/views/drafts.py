"""Decisions: the list, a new draft from what waits, one of them with its list, căn cứ and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.drafts import ChangeForm, MakeForm, PublishForm, ReasonForm, SignForm
from vinhdanh.decisions.models import DecisionDraft, DraftLine
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.drafts import (
    Candidate,
    candidates,
    drafts_visible_to,
    lines_of,
    minutes_about,
    priced_lines,
    units_of,
    waiting_proposals,
)
from vinhdanh.decisions.selectors.effects import effects_of
from vinhdanh.decisions.selectors.fund import funds_visible_to
from vinhdanh.decisions.selectors.numbers import authorities_visible_to, next_number
from vinhdanh.decisions.selectors.obstacles import Obstacle, obstacles_of
from vinhdanh.decisions.selectors.payments import LineMoney, forecast, totals
from vinhdanh.decisions.selectors.signing import course_of
from vinhdanh.decisions.services.numbers import number_text
from vinhdanh.decisions.services.signing import own_lines
from vinhdanh.decisions.types.drafts import DraftState, Split
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, add_errors, download, this_year, whole

PAGE = 50
TICKS = 60  # proposals of an honour that are ticked one by one
CHECKED = 200  # lines up to which a page looks for obstacles in the whole list


def visible_draft(request: HttpRequest, pk: int) -> DecisionDraft:
    """A decision that the account sees; any other does not exist."""
    found = drafts_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# ---- the list -------------------------------------------------------------------------------------


def _listed(request: HttpRequest) -> dict[str, Any]:
    actor, get = actor_of(request), request.GET.get
    visible = drafts_visible_to(actor)
    asked = {key: get(key, "").strip() for key in ("nam", "tt", "dot", "tim")}
    found = visible.annotate(size=Count("lines"))
    if asked["tt"] in DraftState.values:
        found = found.filter(state=asked["tt"])
    else:
        found = found.exclude(state=DraftState.DROPPED)
    if asked["nam"].isdecimal():
        found = found.filter(dated__year=int(asked["nam"]))
    if asked["dot"].isdecimal():
        found = found.filter(round=int(asked["dot"]))
    wanted = fold(asked["tim"]).split()
    rows = [one for one in found if all(word in fold(f"{one} {one.authority}") for word in wanted)]
    rows.sort(key=lambda one: (one.signed, -one.dated.toordinal(), -one.pk))
    return {
        "rows": rows,
        "asked": asked,
        "filtered": any(asked.values()),
        "years": sorted({*visible.values_list("dated__year", flat=True), this_year()}, reverse=True),
        "states": DraftState.choices,
        "rounds": ReviewRound.objects.filter(decision_drafts__in=visible).distinct(),
    }


def draft_list(request: HttpRequest) -> HttpResponse:
    """Decisions by state; what waits for one stands above them."""
    actor, held = actor_of(request), scopes(actor_of(request))
    context = _listed(request)
    page = Paginator(context.pop("rows"), PAGE).get_page(request.GET.get("trang"))
    units = {one.unit for one in authorities_visible_to(actor)}
    drafting = [unit for unit in units if may_draft(held, unit.path)]
    context |= {
        "page": page,
        "waiting": sum(waiting_proposals(unit).count() for unit in drafting),
        "may_draft": bool(drafting),
        "agencies": authorities_visible_to(actor).exists(),
    }
    return render(request, "decisions/drafts.html", context)


def drafts_file(request: HttpRequest) -> HttpResponse:
    """The decisions of the list as Excel."""
    content = workbook(
        actor=actor_of(request),
        title="Quyết định khen thưởng",
        notes=[],
        columns=[
            ("Số", 22),
            ("Ngày", 12),
            ("Trích yếu", 60),
            ("Người quyết định", 36),
            ("Đợt", 36),
            ("Số lượt", 10),
            ("Tình trạng", 16),
        ],
        rows=[
            (
                one.number.text if one.number else "",
                f"{one.dated:%d/%m/%Y}",
                one.title,
                one.authority.name,
                one.round.name if one.round else "",
                one.size,
                one.get_state_display(),
            )
            for one in _listed(request)["rows"]
        ],
    )
    return download(content, "quyet-dinh.xlsx")


# ---- a new draft ----------------------------------------------------------------------------------


def new_draft(request: HttpRequest) -> HttpResponse:
    """Choose from what waits for a signature; what is not within the authority stands apart, with why."""
    actor, held = actor_of(request), scopes(actor_of(request))
    authorities = authorities_visible_to(actor)
    mine = [one.pk for one in authorities if may_draft(held, one.unit.path)]
    if not mine:
        require(may_draft(held, "/"))
    authorities = authorities.filter(pk__in=mine)
    key = whole(request.POST.get("authority") or request.GET.get("nguoi"), 0)
    authority = authorities.filter(pk=key).first() or authorities.first()
    if authority is None:
        return render(request, "decisions/new.html", {"authority": None})
    today = timezone.localdate()
    proposals = waiting_proposals(authority.unit)
    round = whole(request.GET.get("dot"), 0)
    if round:
        proposals = proposals.filter(round=round)
    initial = {
        "minutes": minutes_about(proposals),
        "dated": today,
        "authority": authority.pk,
        "signer_post": authority.name,
        "split": Split.ONE,
    }
    form = MakeForm(request.POST or None, authorities=authorities, initial=initial)
    rows = candidates(authority, proposals.select_related(None).select_related("place"), today)
    groups = by_honour([row for row in rows if row.ground])
    if request.method == "POST" and form.is_valid() and (made := _made(request, form, groups)):
        messages.success(request, f"Đã lập {len(made)} dự thảo. Xem lại danh sách, căn cứ rồi trình ký.")
        return redirect("decisions:draft", made[0].pk) if len(made) == 1 else redirect("decisions:drafts")
    chosen = set(request.POST.getlist("hs"))
    context = {
        "form": form,
        "authority": authority,
        "authorities": authorities,
        "groups": groups,
        **elsewhere(rows),
        "chosen": chosen,
        "together": request.POST.getlist("ca"),
        "fresh": request.method != "POST",
        "rounds": _rounds(authority.unit),
        "round": round,
    }
    return render(request, "decisions/new.html", context, status=422 if form.errors else 200)


def _rounds(unit: Unit) -> QuerySet[ReviewRound]:
    """Rounds of which something waits."""
    return ReviewRound.objects.filter(pk__in=waiting_proposals(unit).order_by().values("round"))


def elsewhere(rows: Sequence[Candidate]) -> dict[str, Any]:
    """What is not within the authority: honour, why, and the rows for which it is so; how many in all."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for row in rows:
        if not row.ground:
            groups.setdefault((row.proposal.honour, row.why_not), []).append(row)
    named = [(honour_name(code, police=True), why, found) for (code, why), found in groups.items()]
    _name([row for *_, found in named for row in found[:8]])
    return {"elsewhere": named, "elsewhere_all": sum(len(found) for *_, found in named)}


@dataclass(frozen=True)
class Offered:
    """What waits for one honour: the first ``TICKS`` to tick one by one, the rest all together."""

    name: str
    rows: list[Candidate]

    @property
    def first(self) -> Candidate:
        """It has the ground of them all."""
        return self.rows[0]

    @property
    def shown(self) -> list[Candidate]:
        return self.rows[:TICKS]

    @property
    def rest(self) -> list[Candidate]:
        return self.rows[TICKS:]

    @property
    def rest_key(self) -> str:
        """Says which and how many: what the page showed is what is taken."""
        return f"{self.first.proposal.honour}-{len(self.rest)}"


def by_honour(rows: Sequence[Candidate]) -> list[Offered]:
    """What may go into a decision, by honour; those that are shown with their names."""
    groups: dict[str, list[Candidate]] = {}
    for row in rows:
        groups.setdefault(row.proposal.honour, []).append(row)
    made = [Offered(honour_name(code, police=True), found) for code, found in groups.items()]
    _name([row for group in made for row in group.shown])
    return made


def _name(rows: Sequence[Candidate]) -> None:
    """Read what names these proposals, all at once."""
    names = ("person", "collective", "household", "outsider", "unit", "place")
    prefetch_related_objects([row.proposal for row in rows], *names)


def ticked(request: HttpRequest, groups: Sequence[Offered]) -> list[int]:
    """Keys of the proposals that were ticked, one by one and together.

    Raises:
        ValidationError: what is taken together is not what the page showed.
    """
    keys = [int(key) for key in request.POST.getlist("hs") if key.isdecimal()]
    together = set(request.POST.getlist("ca"))
    for group in groups:
        if group.rest and group.rest_key in together:
            keys += [row.proposal.pk for row in group.rest]
            together.discard(group.rest_key)
    if together:
        raise ValidationError("Danh sách hồ sơ chờ ký vừa thay đổi: xem lại các hồ sơ đã chọn.")
    return keys


def _made(request: HttpRequest, form: MakeForm, groups: Sequence[Offered]) -> list[DecisionDraft]:
    data = dict(form.cleaned_data)
    split = Split(data.pop("split") or Split.ONE)
    try:
        keys = ticked(request, groups)
        chosen = list(Proposal.objects.filter(pk__in=keys, round__unit=data["authority"].unit))
        return services.make_drafts(actor=actor_of(request), proposals=chosen, split=split, **data)
    except ValidationError as error:
        add_errors(form, error)
        return []


# ---- one decision ---------------------------------------------------------------------------------


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision: what stands in the way, the list with its money, căn cứ, and what may be done."""
    return shown(request, visible_draft(request, pk))


def shown(request: HttpRequest, found: DecisionDraft, **forms: Any) -> HttpResponse:
    """The page of a decision; ``forms`` that were refused keep what was written in them."""
    actor, held = actor_of(request), scopes(actor_of(request))
    lines = list(priced_lines(found))
    page = Paginator(lines_of(found), PAGE).get_page(request.GET.get("trang"))
    money = {} if found.signed else forecast(found, lines)
    looked = list(lines_of(found) if len(lines) <= CHECKED else page.object_list)
    own = lines_of(found).filter(proposal__person__number=actor.person_number or None)
    told = [] if found.signed or found.state == DraftState.DROPPED else obstacles_of(found, looked, money)
    number = found.number.text if found.number else ""
    next_text = "" if number else number_text(found.authority, next_number(found.authority, found.dated.year))
    sums = totals(lines, money)
    names: dict[int | None, str] = {line.pk: f"{line.position}. {line.proposal.subject}" for line in looked}
    context = {
        "draft": found,
        "page": page,
        "rows": _rows(page.object_list, money, told),
        "totals": sums,
        "total": sum(one.paid for one in sums),
        "unpriced": sum(one.open for one in sums),
        "stops": [(one, names.get(one.line, "")) for one in told if one.stops],
        "warnings": [(one, names.get(one.line, "")) for one in told if not one.stops],
        "partly": len(looked) < len(lines),
        "basis": found.basis.all(),
        "may_draft": may_draft(held, found.unit.path),
        "may_sign": may_sign(held, found.unit.path, own=own_lines(actor, found, [*looked, *own])),
        "next_number": next_text,
        "told": units_of(found) if found.signed else [],
        "course": course_of(found),
        "effects": effects_of(found) if found.signed else None,
        "funds": funds_visible_to(actor).filter(payments__decision=found.decision).distinct()
        if found.decision
        else [],
        "hands_over": found.signed and bool(may_keep(held, found.unit.path)),
        "sign_form": SignForm(
            initial={
                "day": timezone.localdate(),
                "number": found.number.n if found.number else "",
                "signer": found.signer,
                "signer_post": found.signer_post,
                "capacity": found.capacity,
            }
        ),
        "publish_form": PublishForm(initial={"day": timezone.localdate()}),
        "reason_form": ReasonForm(),
        "refused": [form for form in forms.values() if form.errors],
    }
    return render(request, "decisions/draft.html", context | forms, status=422 if context["refused"] else 200)


def _rows(
    lines: Any, money: dict[int, LineMoney], told: Sequence[Obstacle]
) -> list[tuple[DraftLine, LineMoney | None, list[Obstacle]]]:
    about: dict[int | None, list[Obstacle]] = {}
    for one in told:
        about.setdefault(one.line, []).append(one)
    return [(line, money.get(line.pk), about.get(line.pk, [])) for line in lines]


# ---- changing it ----------------------------------------------------------------------------------


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Head and căn cứ of a draft."""
    found = visible_draft(request, pk)
    require(may_draft(scopes(actor_of(request)), found.unit.path))
    names = ("title", "dated", "minutes", "submission", "signer", "signer_post", "capacity")
    initial = {name: getattr(found, name) for name in names}
    initial["basis"] = "\n".join(line.text for line in found.basis.all())
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        texts = None if "dung-lai" in request.POST else data.pop("basis").splitlines()
        data.pop("basis", None)
        try:
            services.change_draft(actor=actor_of(request), draft=found, **data)
            services.write_basis(actor=actor_of(request), draft=found, texts=texts)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã dựng lại căn cứ." if texts is None else "Đã lưu.")
            return redirect("decisions:change" if texts is None else "decisions:draft", pk)
    context = {"draft": found, "form": form}
    return render(request, "decisions/change.html", context, status=422 if form.errors else 200)

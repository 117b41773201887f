"""Posting: what hangs out for everybody, the box for objections, and a round's lists."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.forms.appraisal import ObjectionForm, PostForm, TermForm
from vinhdanh.dossiers.models import PostingLine, PostingTerm, Proposal, ReviewRound
from vinhdanh.dossiers.policies.appraisal import may_object
from vinhdanh.dossiers.selectors.posting import posted_lines, secret, terms_of, to_post
from vinhdanh.dossiers.services import posting as services
from vinhdanh.dossiers.services.writing import is_own
from vinhdanh.dossiers.views.shown import (
    about_proposals,
    may_run,
    named,
    visible_round,
)
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, add_errors, download, today
from vinhdanh.people.working_days import counting, working_days_until

PAGE = 50
TO_POST = 100  # rows to tick on one page
PLACE = "Bảng tin trụ sở, trang nội bộ"  # that the form begins with


def _listed(request: HttpRequest) -> tuple[QuerySet[PostingLine], QuerySet[PostingLine], dict[str, str]]:
    asked = {key: request.GET.get(key, "").strip() for key in ("tt", "dot", "dh", "dv", "tim")}
    every = posted_lines(actor_of(request), running=asked["tt"] != "het")
    rows = every
    if asked["dot"].isdecimal():
        rows = rows.filter(posting__round=int(asked["dot"]))
    return every, about_proposals(rows, asked), asked


def posted(request: HttpRequest) -> HttpResponse:
    """What hangs out today, for everybody who is signed in."""
    actor = actor_of(request)
    every, rows, asked = _listed(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    units = every.order_by("proposal__unit__path").values_list("proposal__unit__code", "proposal__unit__name")
    codes = set(every.order_by().values_list("proposal__honour", flat=True))
    context = {
        "page": page,
        "rows": [
            (one, named(one.proposal), is_own(actor, one.proposal.subject), _left(one))
            for one in page.object_list
        ],
        "asked": asked,
        "over": asked["tt"] == "het",
        "filtered": any(value for key, value in asked.items() if key != "tt"),
        "rounds": every.order_by().values_list("posting__round", "posting__round__name").distinct(),
        "honours": sorted((code, honour_name(code, police=True)) for code in codes),
        "units": dict(units).items(),
        "all": every.count(),
    }
    return render(request, "dossiers/posted.html", context)


def _left(line: PostingLine) -> int:
    return working_days_until(today(), line.posting.ends)


def posted_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel; people under secrecy never hang out."""
    _, rows, _ = _listed(request)
    content = workbook(
        actor=actor_of(request),
        title="Danh sách niêm yết",
        notes=[],
        columns=[
            ("Họ tên, tập thể", 32),
            ("Đơn vị", 36),
            ("Danh hiệu, hình thức", 30),
            ("Năm", 12),
            ("Tóm tắt thành tích", 60),
            ("Từ ngày", 12),
            ("Đến hết ngày", 12),
        ],
        rows=(
            [
                str(one.proposal.subject),
                one.proposal.unit.name,
                named(one.proposal),
                one.proposal.counted,
                one.proposal.achievement or None,
                f"{one.posting.starts:%d/%m/%Y}",
                f"{one.posting.ends:%d/%m/%Y}",
            ]
            for one in rows
        ),
    )
    return download(content, "niem-yet.xlsx")


def objection(request: HttpRequest, line: int) -> HttpResponse:
    """The box: object to one posted proposal."""
    actor = actor_of(request)
    found = posted_lines(actor).filter(pk=line).first()
    if found is None:
        raise Http404
    may = may_object(own=is_own(actor, found.proposal.subject), running=True)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.object_to(actor=actor, line=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request,
                "Đã gửi ý kiến. Thường trực xác minh; hồ sơ hoãn xét cho đến khi có kết luận.",
            )
            return redirect("dossiers:posted")
    context = {"line": found, "honour": named(found.proposal), "form": form, "may": may}
    return render(request, "dossiers/objection.html", context, status=422 if form.errors else 200)


# ---- a round's lists ------------------------------------------------------------------------------


def round_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits to hang out in a round, and its lists; who runs the round hangs them out here."""
    round = visible_round(request, pk)
    require(may_run(request, round))
    waiting = to_post(round)
    form = PostForm(request.POST or None, initial={"starts": today(), "place": PLACE})
    if request.method == "POST" and form.is_valid():
        chosen, every = set(request.POST.getlist("chon")), request.POST.get("ca") == str(len(waiting))
        try:
            made = services.post(
                actor=actor_of(request),
                round=round,
                proposals=[one for one in waiting if every or str(one.pk) in chosen],
                place=form.cleaned_data["place"],
                starts=form.cleaned_data["starts"],
                media=form.cleaned_data["outlets"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            last = max(one.ends for one in made)
            messages.success(request, f"Đã niêm yết {len(made)} danh sách, đến hết ngày {last:%d/%m/%Y}.")
            return redirect("dossiers:round-posting", pk)
    return _shown(request, round, waiting, form, _term_form(round))


def _term_form(round: ReviewRound) -> TermForm:
    own = PostingTerm.objects.filter(round=round).first()
    return TermForm(initial={"working_days": own.working_days, "ground": own.ground} if own else {})


def _shown(
    request: HttpRequest, round: ReviewRound, waiting: list[Proposal], form: PostForm, term: TermForm
) -> HttpResponse:
    terms = terms_of(waiting)
    page = Paginator(waiting, TO_POST).get_page(request.GET.get("trang"))
    context = {
        "round": round,
        "page": page,
        "rows": [(one, named(one), terms[one.pk], secret(one)) for one in page.object_list],
        "unknown": sum(found is None for found in terms.values()),
        "form": form,
        "term": term,
        "first_counts": counting().start_day_counted,
        "own": PostingTerm.objects.filter(round=round).first(),
        "lists": [
            (one, one.lines.count(), one.runs_on(today())) for one in round.postings.order_by("-id")[:PAGE]
        ],
    }
    wrong = any(one.is_bound and one.errors for one in (form, term))
    return render(request, "dossiers/round_posting.html", context, status=422 if wrong else 200)


@require_POST
def round_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the round's own number of days."""
    round = visible_round(request, pk)
    form = TermForm(request.POST)
    if form.is_valid():
        try:
            services.set_posting_term(actor=actor_of(request), round=round, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã đặt số ngày niêm yết của đợt.")
            return redirect("dossiers:round-posting", pk)
    require(may_run(request, round))
    return _shown(request, round, to_post(round), PostForm(initial={"starts": today(), "place": PLACE}), form)

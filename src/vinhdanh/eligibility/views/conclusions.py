"""What people concluded, what still waits for them, and the forms: one subject, or many at once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.eligibility import books
from vinhdanh.eligibility.selectors.conclusions import Missing, missing, question_of
from vinhdanh.eligibility.views.registers import (
    MOST_EXPORTED,
    exported,
    filter_units,
    listed,
    may_answer,
    may_somewhere,
    require_somewhere,
    search_of,
    tried,
    who_is,
    with_who,
)
from vinhdanh.eligibility.views.shown import Shown, actor_of, nothing_visible, page_of, with_run
from vinhdanh.people import services
from vinhdanh.people.models import Finding, Household, Person, Unit
from vinhdanh.people.policies import may_conclude
from vinhdanh.people.register_forms import ConclusionForm, OneConclusionForm
from vinhdanh.people.register_selectors import (
    FINDING_STATES,
    Search,
    findings,
    history_of_row,
    years_of,
)
from vinhdanh.people.selectors import current_posts, subjects_named, visible_units
from vinhdanh.people.services.findings import standing_words
from vinhdanh.people.services.writing import is_own, path_of
from vinhdanh.people.subject_field import SubjectField
from vinhdanh.people.views.shown import this_year, whole

MANY = 100  # rows of a page from which conclusions are recorded


def ask_words(about: str) -> str:
    """The question behind a code, as the law asks it; an unknown code as it stands."""
    return books.law().findings.get(about, about)


def finding_list(request: HttpRequest) -> HttpResponse:
    """Conclusions by subject, question, year and whether they stand."""
    actor, search = actor_of(request), _search(request)
    page = page_of(request, findings(actor, search))  # type: ignore[arg-type]
    context = listed(
        page,
        search,
        actor,
        rows=[(row, who, ask_words(row.about)) for row, who in with_who(page.object_list)],
        abouts=_abouts(),
        states=FINDING_STATES,
        years=years_of(findings(actor, Search(state="tat-ca")), "year"),
        may=may_somewhere(actor, Action.CONCLUDE),
        tab="da-ghi",
    )
    return render(request, "eligibility/findings.html", context)


def _abouts() -> list[tuple[str, str]]:
    return sorted(books.law().findings.items(), key=lambda one: one[1])


def _search(request: HttpRequest) -> Search:
    return search_of(request, actor_of(request), states=FINDING_STATES, kinds=books.law().findings)


def finding_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    found = with_who(findings(actor_of(request), _search(request))[:MOST_EXPORTED])
    return exported(
        request,
        "ket-luan.xlsx",
        "Kết luận của người có thẩm quyền",
        [
            ("Số hiệu, mã", 12),
            ("Họ và tên, tên đơn vị", 30),
            ("Đơn vị", 34),
            ("Năm", 8),
            ("Nội dung", 60),
            ("Kết luận", 10),
            ("Con số", 10),
            ("Cho mọi thành viên", 12),
            ("Người kết luận", 30),
            ("Ngày", 12),
            ("Căn cứ", 50),
            ("Tình trạng", 16),
        ],
        (
            [
                who.code,
                who.name,
                who.unit or None,
                row.year,
                ask_words(row.about),
                "có" if row.holds else "không",
                row.figure,
                "có" if row.covers_members else None,
                row.by or None,
                f"{row.on:%d/%m/%Y}" if row.on else None,
                row.evidence or None,
                "đã bị thay" if row.superseded_by_id else "có hiệu lực",
            ]
            for row, who in found
        ),
        persons_in=0,
    )


def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One conclusion: who, when, on what; what it replaced and what replaced it."""
    actor = actor_of(request)
    row = get_object_or_404(findings(actor, Search(state="tat-ca")), pk=pk)
    subject = row.subject
    post = current_posts([subject]).get(subject.pk) if isinstance(subject, Person) else None
    context = {
        "row": row,
        "who": who_is(subject, post),
        "ask": ask_words(row.about),
        "question": question_of(row.about),
        "before": list(row.superseded.all()),
        "entries": history_of_row(actor, subject, row),
        "may": may_answer(actor, subject),
    }
    return render(request, "eligibility/finding.html", context)


def finding_new(request: HttpRequest) -> HttpResponse:
    """Conclude about one subject; the page shows a conclusion that already stands on the point."""
    actor = actor_of(request)
    require_somewhere(actor, Action.CONCLUDE)
    asked = request.GET.get("ve", "")
    initial = {
        "subject": request.GET.get("ma", ""),
        "about": asked,
        "year": whole(request.GET.get("nam"), this_year()),
        "on": f"{timezone.localdate():%d/%m/%Y}",
    }
    form = OneConclusionForm(request.POST or None, actor=actor, abouts=_abouts(), initial=initial)
    made: list[Finding] = []

    def act() -> None:
        made.append(services.conclude(actor=actor, **form.cleaned_data))

    if request.method == "POST" and tried(request, form, act, "Đã ghi kết luận."):
        return redirect("eligibility:finding", made[0].pk)
    subject = _asked_subject(form)
    standing = _standing(form, subject)
    question = question_of(str(form["about"].value() or ""))
    context = {
        "form": form,
        "who": who_is(subject) if subject else None,
        "person": isinstance(subject, Person),
        "may": may_answer(actor, subject) if subject else True,
        "question": question,
        "standing": standing,
        "standing_words": standing_words(standing) if standing else "",
    }
    return render(request, "eligibility/finding_new.html", context, status=422 if form.errors else 200)


def _asked_subject(form: OneConclusionForm) -> Person | Unit | Household | None:
    field = form.fields["subject"]
    assert isinstance(field, SubjectField)
    try:
        return field.clean(form["subject"].value() or "")
    except ValidationError:
        return None


def _standing(form: OneConclusionForm, subject: Person | Unit | Household | None) -> Finding | None:
    year = str(form["year"].value() or "")
    if subject is None or not year.isdigit():
        return None
    column = {subject._meta.model_name or "": subject}
    rows = Finding.objects.current().filter(**column, about=form["about"].value(), year=int(year))
    return rows.first()


# ---- what is missing ------------------------------------------------------------------------------


@with_run
def missing_list(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Who waits for a conclusion on one question, and the form that records it for those who are ticked."""
    everything = _missing(request, shown)
    counts = Counter(one.about for one in everything)
    about = request.GET.get("ve", "") or next((key for key, _ in counts.most_common(1)), "")
    rows = [one for one in everything if one.about == about]
    page = page_of(request, rows, MANY)
    form = ConclusionForm(request.POST or None, initial={"on": f"{timezone.localdate():%d/%m/%Y}"})
    if request.method == "POST" and _concluded(request, shown, form, about, rows):
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    subjects = subjects_named([one.subject for one in page.object_list])
    chosen = set(request.POST.getlist("chon"))
    context = {
        "shown": shown,
        "page": page,
        "rows": _tickable(shown, page, subjects, chosen),
        "about": about,
        "question": question_of(about),
        "abouts": [
            (key, ask_words(key), count)
            for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ],
        "form": form,
        "all_chosen": request.POST.get("tat-ca") == "1",
        "units": filter_units(shown.actor),
        "unit": request.GET.get("dv", ""),
        "may": may_somewhere(shown.actor, Action.CONCLUDE),
        "tab": "con-thieu",
    }
    answer = render(
        request, "eligibility/missing.html", context, status=422 if form.is_bound and form.errors else 200
    )
    return nothing_visible(request, shown) or answer


def _missing(request: HttpRequest, shown: Shown) -> list[Missing]:
    part, code = shown.part, request.GET.get("dv", "").strip()
    if code:
        if not visible_units(shown.actor).filter(code=code).exists():
            raise Http404
        part = part & shown.results.below(code)
    return missing(shown.results, part)


def _tickable(
    shown: Shown, page: Page[Missing], subjects: dict[str, Any], chosen: set[str]
) -> list[tuple[Missing, bool, bool]]:
    """The rows of a page, with whether the account may conclude about each, and whether it is ticked."""
    held = scopes(shown.actor)
    persons = [one for one in subjects.values() if isinstance(one, Person)]
    posts = current_posts(persons)
    found = []
    for row in page.object_list:
        subject = subjects.get(row.subject)
        match subject:
            case None:
                path = ""
            case Person():
                path = posts[subject.pk].unit.path if subject.pk in posts else "//"
            case _:
                path = path_of(subject)
        own = subject is not None and is_own(shown.actor, subject)
        found.append((row, bool(path) and bool(may_conclude(held, path, own=own)), row.subject in chosen))
    return found


def _concluded(
    request: HttpRequest, shown: Shown, form: ConclusionForm, about: str, rows: list[Missing]
) -> bool:
    wanted = {one.subject for one in rows}
    if request.POST.get("tat-ca") != "1":
        wanted &= set(request.POST.getlist("chon"))
    subjects = list(subjects_named(sorted(wanted)).values())
    if request.POST.get("tat-ca") == "1":  # all of the list means all about whom one may conclude
        subjects = [one for one in subjects if may_answer(shown.actor, one)]

    def act() -> None:
        services.conclude_many(
            actor=shown.actor, subjects=subjects, about=about, year=shown.run.year, **form.cleaned_data
        )

    return tried(request, form, act, f"Đã ghi kết luận cho {len(subjects)} trường hợp.")


@with_run
def missing_file(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Everything that waits for a conclusion, as Excel."""
    about = request.GET.get("ve", "")
    found = [one for one in _missing(request, shown) if not about or one.about == about]
    return exported(
        request,
        f"can-ket-luan-{shown.run.year}.xlsx",
        f"Cần kết luận, năm {shown.run.year}",
        [
            ("Số hiệu, mã", 12),
            ("Họ và tên, tên đơn vị", 30),
            ("Đơn vị", 36),
            ("Nội dung cần kết luận", 60),
            ("Người kết luận theo luật", 28),
            ("Đang chờ để xét", 50),
        ],
        (
            [
                one.subject,
                one.name,
                one.unit or None,
                one.question.ask,
                one.question.by or None,
                ", ".join(one.lines),
            ]
            for one in found[:MOST_EXPORTED]
        ),
        persons_in=0,
    )

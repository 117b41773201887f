"""The register of recognised works: authors and shares, and the honours that used each one up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from vinhdanh.access.policies import require
from vinhdanh.access.types import Action
from vinhdanh.awards.models import Grant, GrantWork
from vinhdanh.eligibility import books
from vinhdanh.eligibility.views.registers import (
    MOST_EXPORTED,
    entered,
    exported,
    listed,
    may_somewhere,
    may_write,
    require_somewhere,
    search_of,
    tried,
    who_is,
)
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.engine.facts import WorkKind
from vinhdanh.people import services
from vinhdanh.people.models import RecognisedWork, WorkAuthor
from vinhdanh.people.register_forms import WORK_COLUMNS, WorkForm
from vinhdanh.people.register_selectors import Search, works, years_of
from vinhdanh.people.selectors import current_posts, people_visible_to
from vinhdanh.people.types import Secrecy, choices

STATES = {"chua": "Chưa dùng", "da": "Đã dùng", "trung": "Dùng hơn một lần"}


def _uses() -> QuerySet[GrantWork]:
    """Uses by honours that stand."""
    return GrantWork.objects.filter(grant__in=Grant.objects.in_force().values("pk"))


def _found(request: HttpRequest) -> tuple[Search, QuerySet[RecognisedWork]]:
    actor = actor_of(request)
    search = search_of(request, actor, states=STATES, kinds=[kind.value for kind in WorkKind])
    rows = works(actor, search)
    used = _uses().values("work")
    match search.state:
        case "chua":
            rows = rows.exclude(pk__in=used)
        case "da":
            rows = rows.filter(pk__in=used)
        case "trung":
            rows = rows.filter(pk__in=_twice())
    return search, rows


def _twice() -> QuerySet[Any, Any]:
    """Works that honours in force used up more than once for one of their authors (one person, one use)."""
    per_person = _uses().values("work", "grant__person").annotate(n=Count("pk")).filter(n__gt=1)
    return per_person.values("work")


def work_list(request: HttpRequest) -> HttpResponse:
    """Works by name, author, kind, year, and whether they are used up."""
    actor = actor_of(request)
    search, rows = _found(request)
    page = page_of(request, rows)  # type: ignore[arg-type]
    context = listed(
        page,
        search,
        actor,
        rows=_rows(page.object_list),
        kinds=choices(WorkKind),
        states=STATES,
        years=years_of(works(actor, Search()), "year"),
        may=may_somewhere(actor, Action.EDIT),
        twice=works(actor, Search()).filter(pk__in=_twice()).count(),
    )
    return render(request, "eligibility/works.html", context)


def _rows(found: Iterable[RecognisedWork]) -> list[tuple[RecognisedWork, list[WorkAuthor], list[str], bool]]:
    """Works with their authors, the honours in force that used them, and whether one used it twice."""
    rows = list(found)
    authors, used = defaultdict(list), defaultdict(list)
    for one in WorkAuthor.objects.filter(work__in=rows).select_related("person").order_by("position"):
        authors[one.work_id].append(one)
    for use in _uses().filter(work__in=rows).select_related("grant").order_by("grant__year"):
        used[use.work_id].append(use.grant)
    return [
        (
            row,
            authors[row.pk],
            list(dict.fromkeys(_short(grant) for grant in used[row.pk])),
            max(Counter(grant.person_id for grant in used[row.pk]).values(), default=0) > 1,
        )
        for row in rows
    ]


def _short(grant: Grant) -> str:
    known = books.law().honours.get(grant.honour)
    return f"{known.short if known else grant.honour} {grant.year}"


def work_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel; a work with an author under secrecy stays inside."""
    _, found = _found(request)
    rows = _rows(found[:MOST_EXPORTED])
    kept = [row for row in rows if all(one.person.secrecy == Secrecy.OPEN for one in row[1])]
    hidden = len(rows) - len(kept)
    return exported(
        request,
        "sang-kien.xlsx",
        "Sáng kiến, đề tài, mưu trí, sáng tạo",
        [
            ("Mã", 14),
            ("Tên", 50),
            ("Loại", 24),
            ("Năm", 8),
            ("Phạm vi", 20),
            ("Tác giả", 44),
            ("Người công nhận", 28),
            ("Số quyết định", 20),
            ("Ngày công nhận", 14),
            ("Đã dùng cho", 30),
        ],
        (
            [
                row.code or None,
                str(row),
                row.get_kind_display(),
                row.year,
                row.get_scope_display(),
                "; ".join(
                    f"{one.person.name} ({one.person.number})" + (f" {one.share}%" if one.share else "")
                    for one in authors
                ),
                row.recogniser or None,
                row.number or None,
                f"{row.recognised:%d/%m/%Y}" if row.recognised else None,
                ", ".join(used) or None,
            ]
            for row, authors, used, _ in kept
        ),
        notes=[f"Không xuất {hidden} sáng kiến có tác giả mang độ mật."] if hidden else [],
    )


def work(request: HttpRequest, pk: int) -> HttpResponse:
    """One work: authors with shares, what it was used for, its history."""
    actor = actor_of(request)
    row = get_object_or_404(works(actor, Search()), pk=pk)
    authors = list(row.authorships.select_related("person").order_by("position"))
    posts = current_posts([one.person for one in authors])
    visible = set(
        people_visible_to(actor)
        .filter(pk__in=[one.person_id for one in authors])
        .values_list("pk", flat=True)
    )
    grants = list(
        Grant.objects.filter(work_uses__work=row).with_state().select_related("person").order_by("year")
    )
    standing = [grant for grant in grants if grant.state == "in_force"]
    most = Counter(grant.person_id for grant in standing)
    refused = [answer for one in authors if not (answer := may_write(actor, one.person))]
    context = {
        "row": row,
        "authors": [
            (one, who_is(one.person, posts.get(one.person_id)), one.person_id in visible) for one in authors
        ],
        "total": sum(one.share or 0 for one in authors),
        "grants": [
            (grant, books.law().honours.get(grant.honour), most[grant.person_id] > 1 and grant in standing)
            for grant in grants
        ],
        "twice": sorted({str(grant.subject) for grant in standing if most[grant.person_id] > 1}),
        "refused": refused[0] if refused else None,
        "ref": f"work:{row.pk}",
    }
    return render(request, "eligibility/work.html", context)


def work_new(request: HttpRequest) -> HttpResponse:
    """Enter a work as its recognition says."""
    actor = actor_of(request)
    require_somewhere(actor, Action.EDIT)
    form = WorkForm(request.POST or None, initial={"author1": request.GET.get("ma", "")})
    return entered(
        request,
        form,
        lambda data: services.recognise_work(
            actor=actor,
            authors=data["authors"],
            **{**form.columns(), "kind": data["kind"], "scope": data["scope"]},
        ),
        said="Đã ghi sáng kiến.",
        to="eligibility:work",
        page="eligibility/work_form.html",
    )


def work_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a work or its authors, with a reason."""
    actor = actor_of(request)
    row = get_object_or_404(works(actor, Search()), pk=pk)
    authors = row.authorships.select_related("person").order_by("position")
    for one in authors:
        require(may_write(actor, one.person))
    initial: dict[str, Any] = {name: getattr(row, name) for name in WORK_COLUMNS}
    for n, one in enumerate(authors, 1):
        initial |= {f"author{n}": one.person.number, f"share{n}": one.share}
    form = WorkForm(request.POST or None, authors=len(authors), change=True, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        services.change_work(
            actor=actor, work=row, authors=data["authors"], why=data["why"], **form.columns()
        )

    if request.method == "POST" and tried(request, form, act, "Đã sửa sáng kiến."):
        return redirect("eligibility:work", pk)
    return render(
        request, "eligibility/work_form.html", {"form": form, "row": row}, status=422 if form.errors else 200
    )

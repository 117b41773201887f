"""The register of sanctions: who runs under one, and the three things that each does to honours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from vinhdanh.access.types import Action
from vinhdanh.eligibility import books
from vinhdanh.eligibility.selectors import effects
from vinhdanh.eligibility.views.registers import (
    MOST_EXPORTED,
    exported,
    listed,
    may_somewhere,
    may_write,
    require_somewhere,
    search_of,
    tried,
    who_is,
    with_who,
)
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.engine.facts import DisciplineForm
from vinhdanh.people import services
from vinhdanh.people.models import Discipline, Person
from vinhdanh.people.register_forms import DayAndWhy, SanctionForm, TitleEffectForm
from vinhdanh.people.register_selectors import (
    DISCIPLINE_STATES,
    Search,
    disciplines,
    history_of_row,
    years_of,
)
from vinhdanh.people.selectors import current_posts
from vinhdanh.people.types import TitleEffect, choices


def discipline_list(request: HttpRequest) -> HttpResponse:
    """Sanctions by person, unit, form, year and whether they run."""
    actor, search = actor_of(request), _search(request)
    page = page_of(request, disciplines(actor, search))  # type: ignore[arg-type]
    everything = disciplines(actor, Search())
    context = listed(
        page,
        search,
        actor,
        rows=with_who(page.object_list),
        running=disciplines(actor, Search(state="dang")).count(),
        forms=choices(DisciplineForm),
        states=DISCIPLINE_STATES,
        years=years_of(everything, "decided"),
        may=may_somewhere(actor, Action.EDIT),
        today=timezone.localdate(),
        tab="ky-luat",
    )
    return render(request, "eligibility/disciplines.html", context)


def _search(request: HttpRequest) -> Search:
    kinds = [form.value for form in DisciplineForm]
    return search_of(request, actor_of(request), states=DISCIPLINE_STATES, kinds=kinds)


def state_words(row: Discipline) -> str:
    """How a sanction stands today, in words."""
    if row.annulled:
        return DISCIPLINE_STATES["huy"]
    over = row.ends is not None and row.ends <= timezone.localdate()
    return DISCIPLINE_STATES["het" if over else "dang"]


def discipline_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    actor, search = actor_of(request), _search(request)
    found = with_who(disciplines(actor, search)[:MOST_EXPORTED])
    return exported(
        request,
        "ky-luat.xlsx",
        "Kỷ luật",
        [
            ("Số hiệu, mã", 12),
            ("Họ và tên, tên đơn vị", 30),
            ("Đơn vị", 36),
            ("Hình thức", 28),
            ("Số quyết định", 22),
            ("Ngày quyết định", 14),
            ("Hết hiệu lực", 14),
            ("Tình trạng", 16),
            ("Với danh hiệu năm", 26),
        ],
        (
            [
                who.code,
                who.name,
                who.unit or None,
                row.get_form_display(),
                row.number or None,
                f"{row.decided:%d/%m/%Y}",
                f"{row.ends:%d/%m/%Y}" if row.ends else None,
                state_words(row),
                _title_words(row) or None,
            ]
            for row, who in found
        ),
        persons_in=0,
    )


def _title_words(row: Discipline) -> str:
    year = f" năm {row.title_year}" if row.title_year else ""
    return f"{row.get_title_effect_display()}{year}" if row.title_effect else ""


def discipline_new(request: HttpRequest) -> HttpResponse:
    """Enter a sanction as its decision says."""
    actor = actor_of(request)
    require_somewhere(actor, Action.EDIT)
    form = SanctionForm(request.POST or None, actor=actor, initial={"subject": request.GET.get("ma", "")})
    made: list[Discipline] = []

    def act() -> None:
        data = form.cleaned_data
        effect = data["title_effect"]
        made.append(
            services.record_discipline(
                actor=actor,
                subject=data["subject"],
                form=data["form"],
                decided=data["decided"],
                ends=data["ends"],
                number=data["number"],
                title_effect=TitleEffect(effect) if effect else None,
                title_year=data["title_year"]
                if effect in (TitleEffect.LOWERS, TitleEffect.REMOVES)
                else None,
            )
        )

    if request.method == "POST" and tried(request, form, act, "Đã ghi kỷ luật."):
        return redirect("eligibility:discipline", made[0].pk)
    return render(
        request,
        "eligibility/discipline_new.html",
        {"form": form, "tab": "ky-luat"},
        status=422 if form.errors else 200,
    )


def discipline(request: HttpRequest, pk: int) -> HttpResponse:
    """One sanction: its three effects apart, its end, its annulment, its history."""
    actor = actor_of(request)
    row = get_object_or_404(disciplines(actor, Search()), pk=pk)
    act = request.POST.get("act", "")
    end = DayAndWhy(request.POST if act == "het" else None, prefix="het")
    annul = DayAndWhy(request.POST if act == "huy" else None, prefix="huy")
    title = TitleEffectForm(
        request.POST if act == "danh-hieu" else None,
        prefix="dh",
        initial={"title_effect": row.title_effect, "title_year": row.title_year or row.decided.year},
    )
    if request.method == "POST" and _done(request, row, act, end, annul, title):
        return redirect("eligibility:discipline", pk)
    row.refresh_from_db()
    subject = row.subject
    post = current_posts([subject]).get(subject.pk) if isinstance(subject, Person) else None
    today, book = timezone.localdate(), books.law()
    context: dict[str, Any] = {
        "row": row,
        "who": who_is(subject, post),
        "state": state_words(row),
        "running": not row.annulled and (row.ends is None or row.ends > today),
        "deferral": effects.deferral(book, today),
        "look_backs": effects.look_backs(book, row, today),
        "against": effects.titles_against(row),
        "honours": book.honours,
        "year": today.year,
        "end": end,
        "annul": annul,
        "title": title,
        "may": may_write(actor, subject),
        "entries": history_of_row(actor, subject, row),
        "tab": "ky-luat",
    }
    wrong = any(form.is_bound and form.errors for form in (end, annul, title))
    return render(request, "eligibility/discipline.html", context, status=422 if wrong else 200)


def _done(
    request: HttpRequest, row: Discipline, act: str, end: DayAndWhy, annul: DayAndWhy, title: TitleEffectForm
) -> bool:
    actor = actor_of(request)
    match act:
        case "het":
            return tried(
                request,
                end,
                lambda: services.end_discipline(
                    actor=actor,
                    discipline=row,
                    last_day=end.cleaned_data["on"],
                    why=end.cleaned_data["why"],
                ),
                "Đã ghi ngày hết kỷ luật.",
            )
        case "huy":
            return tried(
                request,
                annul,
                lambda: services.annul_discipline(
                    actor=actor, discipline=row, on=annul.cleaned_data["on"], why=annul.cleaned_data["why"]
                ),
                "Đã hủy bỏ: kỷ luật này không còn được tính ở đâu.",
            )
        case "danh-hieu":
            return tried(
                request,
                title,
                lambda: services.set_title_effect(
                    actor=actor,
                    discipline=row,
                    effect=TitleEffect(title.cleaned_data["title_effect"]),
                    year=title.cleaned_data["title_year"],
                    why=title.cleaned_data["why"],
                ),
                "Đã ghi ảnh hưởng đến danh hiệu năm.",
            )
    return False

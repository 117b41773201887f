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
    Deed,
    done,
    entered,
    exported,
    listed,
    may_somewhere,
    require_somewhere,
    search_of,
    sent,
    shown_row,
    with_who,
)
from vinhdanh.eligibility.views.shown import actor_of, page_of
from vinhdanh.engine.facts import DisciplineForm
from vinhdanh.people import services
from vinhdanh.people.models import Discipline
from vinhdanh.people.register_forms import DayAndWhy, SanctionForm, TitleEffectForm
from vinhdanh.people.register_selectors import (
    DISCIPLINE_STATES,
    Search,
    disciplines,
    years_of,
)
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

    def enter(data: dict[str, Any]) -> Discipline:
        effect = data["title_effect"]
        lost = effect in (TitleEffect.LOWERS, TitleEffect.REMOVES)
        return services.record_discipline(
            actor=actor,
            subject=data["subject"],
            form=data["form"],
            decided=data["decided"],
            ends=data["ends"],
            number=data["number"],
            title_effect=TitleEffect(effect) if effect else None,
            title_year=data["title_year"] if lost else None,
        )

    return entered(
        request,
        SanctionForm(request.POST or None, actor=actor, initial={"subject": request.GET.get("ma", "")}),
        enter,
        said="Đã ghi kỷ luật.",
        to="eligibility:discipline",
        page="eligibility/discipline_new.html",
    )


def discipline(request: HttpRequest, pk: int) -> HttpResponse:
    """One sanction: its three effects apart, its end, its annulment, its history."""
    row = get_object_or_404(disciplines(actor_of(request), Search()), pk=pk)
    deeds = _deeds(request, row)
    if request.method == "POST" and done(request, deeds):
        return redirect("eligibility:discipline", pk)
    row.refresh_from_db()
    today, book = timezone.localdate(), books.law()
    return shown_row(
        request,
        row,
        deeds,
        "eligibility/discipline.html",
        state=state_words(row),
        running=not row.annulled and (row.ends is None or row.ends > today),
        deferral=effects.deferral(book, today),
        look_backs=effects.look_backs(book, row, today),
        against=effects.titles_against(row),
        honours=book.honours,
        year=today.year,
        end=deeds["het"].form,
        annul=deeds["huy"].form,
        title=deeds["danh-hieu"].form,
    )


def _deeds(request: HttpRequest, row: Discipline) -> dict[str, Deed]:
    actor = actor_of(request)
    title = TitleEffectForm(
        sent(request, "danh-hieu"),
        prefix="dh",
        initial={"title_effect": row.title_effect, "title_year": row.title_year or row.decided.year},
    )
    return {
        "het": Deed(
            DayAndWhy(sent(request, "het"), prefix="het"),
            lambda data: services.end_discipline(
                actor=actor, discipline=row, last_day=data["on"], why=data["why"]
            ),
            "Đã ghi ngày hết kỷ luật.",
        ),
        "huy": Deed(
            DayAndWhy(sent(request, "huy"), prefix="huy"),
            lambda data: services.annul_discipline(
                actor=actor, discipline=row, on=data["on"], why=data["why"]
            ),
            "Đã hủy bỏ: kỷ luật này không còn được tính ở đâu.",
        ),
        "danh-hieu": Deed(
            title,
            lambda data: services.set_title_effect(
                actor=actor,
                discipline=row,
                effect=TitleEffect(data["title_effect"]),
                year=data["title_year"],
                why=data["why"],
            ),
            "Đã ghi ảnh hưởng đến danh hiệu năm.",
        ),
    }

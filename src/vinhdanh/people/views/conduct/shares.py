"""Units: the share of breaches in a year, the measure that it leads to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.engine import LawBook
from vinhdanh.engine.facts import UnitTier
from vinhdanh.engine.regulations import MeasureKind, regulations_on
from vinhdanh.people import services
from vinhdanh.people.conduct_forms import EstablishmentForm, MeasureForm
from vinhdanh.people.conduct_lists import RegisterQuery, register, register_rows, years_on_record
from vinhdanh.people.conduct_selectors import measure_rows
from vinhdanh.people.conduct_units import UnitShare, unit_shares
from vinhdanh.people.exports import workbook
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, Discipline, Unit
from vinhdanh.people.policies import may_decide_measure, may_edit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.conduct.acting import Act, forms_of, wrong
from vinhdanh.people.views.shown import actor_of, download, this_year, whole

LINES = 40
SHOWN = {"": "Có vi phạm", "den-muc": "Đến mức phải xử lý", "ca-doi": "Kể cả đội, tổ", "tat-ca": "Tất cả"}


def _year(request: HttpRequest, actor: Account) -> int:
    today = timezone.localdate()
    newest = next((y for y in years_on_record(actor, today) if y <= today.year), today.year)
    year = whole(request.GET.get("nam"), newest)
    if not 1990 <= year <= this_year() + 1:
        raise Http404
    return year


def _shown(request: HttpRequest, shares: list[UnitShare]) -> tuple[str, list[UnitShare]]:
    which = request.GET.get("xem", "")
    match which:
        case "tat-ca":
            return which, shares
        case "ca-doi":
            return which, [s for s in shares if s.occasions.number or s.measures]
        case "den-muc":
            return which, [s for s in _bases(shares) if s.assessment and s.assessment.measure]
        case _:
            return "", [s for s in _bases(shares) if s.occasions.number or s.measures]


def _bases(shares: list[UnitShare]) -> list[UnitShare]:
    """Without teams: one breach in a team of six is a great share and says little."""
    return [s for s in shares if s.unit.tier != UnitTier.SUB_BASE]


def share_list(request: HttpRequest) -> HttpResponse:
    """Units by their share of breaches, the highest first."""
    actor, book = actor_of(request), law()
    year = _year(request, actor)
    shares = unit_shares(actor, book, year, timezone.localdate())
    which, rows = _shown(request, shares)
    context = {
        "year": year,
        "years": years_on_record(actor, timezone.localdate()),
        "page": Paginator(rows, LINES).get_page(request.GET.get("trang")),
        "behind": sum(s.behind for s in _bases(shares)),
        "which": which,
        "choices": list(SHOWN.items()),
        "thresholds": _thresholds(book),
        "names": _names(book),
        "tab": "don-vi",
    }
    return render(request, "people/conduct/units.html", context)


def _names(book: LawBook) -> dict[str, str]:
    rules = regulations_on(book, timezone.localdate())
    return {code: m.name for (whose, code), m in rules.measures.items() if whose == "unit"}


def _thresholds(book: LawBook) -> list[tuple[str, str, MeasureKind]]:
    rules = regulations_on(book, timezone.localdate())
    return [
        (
            str(b.data["at_least"]),
            str(b.data.get("under", "")),
            rules.measure("unit", str(b.data["measure"])),
        )
        for b in rules.blocks("unit_threshold")
    ]


def share_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    actor, book = actor_of(request), law()
    year = _year(request, actor)
    _, rows = _shown(request, unit_shares(actor, book, year, timezone.localdate()))
    names = _names(book)
    content = workbook(
        actor=actor,
        title=f"Tỷ lệ vi phạm điều lệnh của đơn vị, năm {year}",
        notes=[
            "Lượt vi phạm trong năm trên biên chế; chưa ghi biên chế thì tính theo quân số.",
        ],
        columns=[
            ("Mã", 12),
            ("Đơn vị", 40),
            ("Số lượt", 10),
            ("Số người", 10),
            ("Biên chế, quân số", 12),
            ("Căn cứ tính", 30),
            ("Đề xuất", 34),
            ("Đã quyết định", 34),
        ],
        rows=(
            [
                s.unit.code,
                s.unit.name,
                s.occasions.number,
                s.occasions.people,
                s.strength,
                s.establishment.basis if s.establishment else "quân số trong hồ sơ",
                s.assessment.measure.name if s.assessment and s.assessment.measure else None,
                ", ".join(names.get(m.code, m.code) for m in s.measures) or None,
            ]
            for s in rows
        ),
    )
    return download(content, f"dieu-lenh-don-vi-{year}.xlsx")


def share(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One unit's year: what is counted, what the text proposes, what was decided."""
    actor, book, today = actor_of(request), law(), timezone.localdate()
    unit = visible_units(actor).filter(code=code).first()
    found = (
        unit_shares(actor, book, year, today, only=unit) if unit and 1990 <= year <= today.year + 1 else []
    )
    if unit is None or not found:
        raise Http404
    acts = _acts(actor, book, found[0], year)
    shown, done = forms_of(acts, request)
    if done:
        return redirect("people:conduct-unit", year, code)
    rows = register(actor, book, RegisterQuery(year=year, unit=code), today)
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "share": found[0],
        "rows": register_rows(book, list(rows[:LINES]), today),
        "count": rows.count(),
        "measures": measure_rows(
            book, ConductMeasure.objects.filter(unit=unit, year=year).select_related("unit", "ending")
        ),
        "thresholds": _thresholds(book),
        "may_edit": may_edit(scopes(actor), unit.path),
        "may_decide": may_decide_measure(scopes(actor), unit.path, _level(book, found[0])),
        "forms": shown,
        "tab": "don-vi",
    }
    return render(request, "people/conduct/unit.html", context, status=422 if wrong(shown) else 200)


def _level(book: LawBook, found: UnitShare) -> str:
    competence = found.assessment.competence if found.assessment else None
    return competence.level if competence else "superior"


def _acts(actor: Account, book: LawBook, found: UnitShare, year: int) -> dict[str, Act]:
    unit: Unit = found.unit
    today = timezone.localdate()
    rules = regulations_on(book, today)
    proposed = found.assessment.measure if found.assessment else None
    competence = found.assessment.competence if found.assessment else None

    def strength_form(data: Any) -> forms.Form:
        known = found.establishment
        now = {"number": known.number if known else found.strength, "basis": known.basis if known else ""}
        return EstablishmentForm(data, auto_id="strength-%s", initial=now)

    def strength(data: dict[str, Any]) -> str:
        services.record_establishment(actor=actor, unit=unit, year=year, **data)
        return f"Đã ghi biên chế năm {year} của {unit}."

    def propose(data: dict[str, Any]) -> str:
        counted = services.propose_unit_measure(
            actor=actor,
            unit=unit,
            year=year,
            occasions=found.occasions.number,
            strength=found.strength,
            book=book,
            on=today,
        )
        return f"Đã ghi vào nhật ký. {counted.summary}"

    def decide_form(data: Any) -> forms.Form:
        return MeasureForm(
            data,
            auto_id="decide-%s",
            measures=[(m.code, m.name) for (whose, _), m in rules.measures.items() if whose == "unit"],
            disciplines=Discipline.objects.filter(unit=unit),
            initial={
                "code": proposed.code if proposed else "",
                "year": year,
                "decided": f"{today:%d/%m/%Y}",
                "by": competence.who if competence else "",
            },
        )

    def decide(data: dict[str, Any]) -> str:
        services.decide_measure(
            actor=actor, subject=unit, book=book, proposed=proposed.code if proposed else "", **data
        )
        return "Đã ghi quyết định. Xem xét tiếp trách nhiệm liên đới của người đứng đầu."

    acts = {
        "strength": Act(strength_form, strength),
        "decide": Act(decide_form, decide),
    }
    if proposed:
        acts["propose"] = Act(lambda data: forms.Form(data, auto_id="propose-%s"), propose)
    return acts

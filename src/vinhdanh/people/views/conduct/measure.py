"""One measure: what it does to the year's titles, who answers besides, how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.engine import LawBook
from vinhdanh.engine.regulations import LinkedAssessment, TitleEffect, regulations_on, title_effect
from vinhdanh.engine.regulations.units import CONDITIONS, LEADERS
from vinhdanh.people import services
from vinhdanh.people.conduct_forms import EndMeasureForm, ExemptForm, MeasureForm
from vinhdanh.people.conduct_selectors import measure_rows, measures_visible_to, violation_rows
from vinhdanh.people.conduct_units import leaders_for
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, Discipline, LeaderExemption, Person
from vinhdanh.people.policies import may_decide_measure
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.services.conduct.checking import kind_of, linked_assessment
from vinhdanh.people.services.writing import is_own, path_of
from vinhdanh.people.training_selectors import courses_visible_to
from vinhdanh.people.views.conduct.acting import Act, forms_of, wrong
from vinhdanh.people.views.shown import actor_of

PARTS = ("decide", "exempt")  # what may be concluded about somebody who leads
ENTERED = ("warned_on_record", "reported_up")  # conditions that people see proof of


def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """A measure in sight; lifted or annulled here, and the leaders' part decided."""
    actor, book = actor_of(request), law()
    found = measures_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    stands = not hasattr(found, "ending")
    linked = _linked(found, book) if stands and found.because_of is None else None
    leaders = _leaders(actor, found) if linked else []
    acts = _ending(actor, found, book) if stands else {}
    if linked and linked.measure and not linked.exempt:
        for leader in leaders:
            if not leader.done:
                acts |= _acts_about(actor, found, leader.person, linked, book)
    shown, done = forms_of(acts, request)
    if done:
        return redirect("people:measure", pk)
    context = _context(actor, found, book) | {
        "stands": stands,
        "linked": linked,
        "undecided": any(not one.done for one in leaders),
        "linked_who": [LEADERS[who] for who in linked.who] if linked else [],
        "leaders": [
            (one, shown.get(f"decide-{one.person.pk}"), shown.get(f"exempt-{one.person.pk}"))
            for one in leaders
        ],
        "forms": shown,
    }
    return render(request, "people/conduct/measure.html", context, status=422 if wrong(shown) else 200)


def _context(actor: Account, found: ConductMeasure, book: LawBook) -> dict[str, Any]:
    subject = found.subject
    rules = regulations_on(book, found.decided)
    kind = rules.measures.get((kind_of(subject), found.code))
    competence = rules.competence(kind) if kind else None
    own = is_own(actor, subject)
    answer: Answer = may_decide_measure(
        scopes(actor), path_of(subject), competence.level if competence else "", own=own
    )
    because = found.because_of
    return {
        "measure": found,
        "row": measure_rows(book, [found])[0],
        "kind": kind,
        "competence": competence,
        "person": found.person,
        "unit": found.unit,
        "answered": violation_rows(book, found.violations.select_related("person", "unit")),
        "because": measure_rows(book, [because])[0] if because else None,
        "sees_course": found.training is not None
        and courses_visible_to(actor).filter(pk=found.training.pk).exists(),
        "effects": _effects(found, book),
        "ending": getattr(found, "ending", None),
        "may_decide": answer,
        "tab": "vi-pham",
    }


def _effects(found: ConductMeasure, book: LawBook) -> list[tuple[str, TitleEffect, list[str]]]:
    """For each title of the ladder: what would be left of it."""
    rules = regulations_on(book, found.decided)
    kind = kind_of(found.subject)
    block = rules.reading_block("title_ladder")
    if block is None or (kind, found.code) not in rules.measures:
        return []
    rows = []
    for title in block.data["title_ladder"][kind]:
        effect = title_effect(book, [found.code], title, on=found.decided, subject=kind)
        left = [book.honours[code].name if code else "không có danh hiệu" for code in effect.possible]
        rows.append((book.honours[title].name, effect, left))
    return rows


# ---- how it ends ----------------------------------------------------------------------------------


def _ending(actor: Account, found: ConductMeasure, book: LawBook) -> dict[str, Act]:
    initial = {"on": f"{timezone.localdate():%d/%m/%Y}", "by": found.by}

    def form(name: str, data: Any) -> EndMeasureForm:
        return EndMeasureForm(data, auto_id=f"{name}-%s", initial=initial)

    def lift(data: dict[str, Any]) -> str:
        services.lift_measure(actor=actor, measure=found, book=book, **data)
        return "Đã rút biện pháp: từ nay không tính khi xét danh hiệu của năm."

    def annul(data: dict[str, Any]) -> str:
        services.annul_measure(actor=actor, measure=found, book=book, **data)
        return "Đã hủy bỏ quyết định: vi phạm mở lại để xem xét."

    return {"lift": Act(partial(form, "lift"), lift), "annul": Act(partial(form, "annul"), annul)}


# ---- who answers besides --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who led the unit, and what became of his part."""

    person: Person
    measure: ConductMeasure | None
    exemption: LeaderExemption | None
    visible: bool

    @property
    def key(self) -> str:
        """What the forms about him are called by."""
        return str(self.person.pk)

    @property
    def done(self) -> bool:
        return bool(self.measure or self.exemption)


def _linked(found: ConductMeasure, book: LawBook) -> LinkedAssessment | None:
    assessment = linked_assessment(found, book, timezone.localdate(), ())
    return assessment if assessment.measure or assessment.exempt else None


def _leaders(actor: Account, found: ConductMeasure) -> list[Leader]:
    seen = people_visible_to(actor)
    linked = found.linked.filter(ending__isnull=True, person__isnull=False)
    measures = {m.person.pk: m for m in linked.select_related("person") if m.person}
    exemptions = {e.leader_id: e for e in found.exemptions.all()}
    people = list(leaders_for(found))
    known = {p.pk for p in people}
    others = Person.objects.filter(pk__in={*measures, *exemptions} - known)
    return [
        Leader(p, measures.get(p.pk), exemptions.get(p.pk), seen.filter(pk=p.pk).exists())
        for p in (*people, *others)
    ]


def _acts_about(
    actor: Account, found: ConductMeasure, leader: Person, linked: LinkedAssessment, book: LawBook
) -> dict[str, Act]:
    today = timezone.localdate()
    rules = regulations_on(book, today)
    proposed = linked.measure
    assert proposed is not None  # asked by the caller
    competence = rules.competence(proposed)

    def decide_form(data: Any) -> forms.Form:
        return MeasureForm(
            data,
            auto_id=f"decide-{leader.pk}-%s",
            measures=[(m.code, m.name) for (whose, _), m in rules.measures.items() if whose == "person"],
            disciplines=Discipline.objects.filter(person=leader),
            initial={
                "code": proposed.code,
                "year": found.year,
                "decided": f"{today:%d/%m/%Y}",
                "by": competence.who if competence else "",
            },
        )

    def decide(data: dict[str, Any]) -> str:
        services.decide_measure(
            actor=actor, subject=leader, book=book, because_of=found, proposed=proposed.code, **data
        )
        return f"Đã ghi quyết định về trách nhiệm liên đới của {leader}."

    def exempt_form(data: Any) -> forms.Form:
        return ExemptForm(
            data,
            auto_id=f"exempt-{leader.pk}-%s",
            conditions=[(code, _sentence(CONDITIONS[code])) for code in ENTERED],
            initial={"on": f"{today:%d/%m/%Y}"},
        )

    def exempt(data: dict[str, Any]) -> str:
        services.exempt_leader(actor=actor, because_of=found, leader=leader, book=book, **data)
        return f"Đã ghi {leader} không phải chịu trách nhiệm liên đới."

    return {
        f"decide-{leader.pk}": Act(decide_form, _inside(decide)),
        f"exempt-{leader.pk}": Act(exempt_form, _inside(exempt)),
    }


def _inside(do: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], str]:
    """The leader may stand outside the actor's scope although the measure does not: say so, hide nothing."""

    def done(data: dict[str, Any]) -> str:
        try:
            return do(data)
        except OutOfSight as error:
            raise forms.ValidationError(str(error)) from error

    return done


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]

"""One breach: what happened, what the text proposes, what is decided, and its past."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.engine import LawBook
from vinhdanh.engine.regulations import Regulations, regulations_on
from vinhdanh.people import services
from vinhdanh.people.conduct_forms import (
    CorrectForm,
    DeferForm,
    GroundForm,
    MeasureForm,
    OnForm,
    ResumeForm,
    WhyForm,
)
from vinhdanh.people.conduct_lists import standing_for, timeline_of, together_with
from vinhdanh.people.conduct_selectors import due_of, violation_rows, violations_visible_to
from vinhdanh.people.conduct_types import RUNNING, ViolationState
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductViolation, Discipline, Hold, Person, Unit
from vinhdanh.people.policies import may_conclude, may_edit
from vinhdanh.people.selectors import current_posts
from vinhdanh.people.services.conduct.checking import kind_of
from vinhdanh.people.services.writing import column, is_own, path_of
from vinhdanh.people.views.conduct.acting import Act, forms_of, wrong
from vinhdanh.people.views.shown import actor_of


def breach(request: HttpRequest, pk: int) -> HttpResponse:
    """A breach in sight, and everything that may be done with it."""
    actor, book = actor_of(request), law()
    violation = violations_visible_to(actor).filter(pk=pk).first()
    if violation is None:
        raise Http404
    acts = _Acts(actor, book, violation).offered()
    shown, done = forms_of(acts, request)
    if done:
        return redirect("people:breach", pk)
    return render(
        request,
        "people/conduct/breach.html",
        _context(actor, book, violation) | {"forms": shown},
        status=422 if wrong(shown) else 200,
    )


def _context(actor: Account, book: LawBook, violation: ConductViolation) -> dict[str, Any]:
    today, subject = timezone.localdate(), violation.subject
    rules = regulations_on(book, violation.reported_on)
    held, own, path = scopes(actor), is_own(actor, subject), path_of(subject)
    person = subject if isinstance(subject, Person) else None
    act = rules.acts.get(violation.act)
    return {
        "violation": violation,
        "row": violation_rows(book, [violation])[0],
        "clause": act.citation if act else None,
        "basis": rules.bases.get(violation.basis, violation.basis),
        "person": person,
        "unit": subject if isinstance(subject, Unit) else None,
        "post": current_posts([person]).get(person.pk) if person else None,
        "due": due_of(book, [violation], today),
        "together": [v for v in together_with(violation) if v.pk != violation.pk]
        if violation.state in RUNNING
        else [],
        "measures": standing_for(book, [violation]).get(violation.pk, []),
        "timeline": timeline_of(actor, violation),
        "may_edit": may_edit(held, path, own=own),
        "may_conclude": may_conclude(held, path, own=own),
        "running": violation.state in RUNNING,
        "tab": "vi-pham",
    }


class _Acts:
    """What the state of a breach lets somebody do; the services say whether he may."""

    def __init__(self, actor: Account, book: LawBook, violation: ConductViolation) -> None:
        self.actor, self.book, self.violation = actor, book, violation
        self.subject = violation.subject
        self.today = timezone.localdate()
        self.rules: Regulations = regulations_on(book, violation.reported_on)

    def offered(self) -> dict[str, Act]:
        state = self.violation.state
        running, deferred = state in RUNNING, state == ViolationState.DEFERRED
        found: dict[str, Act] = {}
        if running:
            found["propose"] = Act(_plain(forms.Form, "propose"), self.propose)
            found["decide"] = Act(self.measure_form, self.decide)
            found["defer"] = Act(self.defer_form, self.defer)
        if deferred:
            found["resume"] = Act(_plain(ResumeForm, "resume"), self.resume)
        if running or deferred:
            found["excuse"] = Act(self.excuse_form, self.excuse)
            found["correct"] = Act(self.correct_form, self.correct)
            found["withdraw"] = Act(_plain(WhyForm, "withdraw"), self.withdraw)
        if state != ViolationState.WITHDRAWN and self.violation.file_complete_on is None:
            found["file"] = Act(_plain(OnForm, "file"), self.complete)
        reportable = state in (ViolationState.DECIDED, ViolationState.NOT_HANDLED, ViolationState.REFERRED)
        if reportable and self.violation.result_reported_on is None:
            found["report"] = Act(_plain(OnForm, "report"), self.report)
        return found

    # --- forms ---------------------------------------------------------------------------------

    def measure_form(self, data: Any) -> MeasureForm:
        kind = kind_of(self.subject)
        rules = regulations_on(self.book, self.today)
        measure = rules.measures.get((kind, self.violation.proposed))
        competence = rules.competence(measure) if measure else None
        return MeasureForm(
            data,
            auto_id="decide-%s",
            measures=[(m.code, m.name) for (whose, _), m in rules.measures.items() if whose == kind],
            disciplines=Discipline.objects.filter(**column(self.subject)),
            initial={
                "code": self.violation.proposed,
                "year": self.violation.on.year,
                "decided": f"{self.today:%d/%m/%Y}",
                "by": competence.who if competence else "",
            },
        )

    def defer_form(self, data: Any) -> DeferForm:
        holds = Hold.objects.filter(**column(self.subject), closed=None)
        return DeferForm(data, auto_id="defer-%s", law=self.rules, deferred=True, holds=holds)

    def excuse_form(self, data: Any) -> GroundForm:
        return GroundForm(data, auto_id="excuse-%s", law=self.rules, deferred=False)

    def correct_form(self, data: Any) -> CorrectForm:
        v = self.violation
        now = {"act": v.act, "circumstances": v.circumstances, "what": v.what}
        return CorrectForm(data, auto_id="correct-%s", law=self.rules, initial=now)

    # --- what is done ----------------------------------------------------------------------------

    def propose(self, data: dict[str, Any]) -> str:
        together = together_with(self.violation)
        found = services.propose_measure(actor=self.actor, violations=together, book=self.book, on=self.today)
        return found.summary

    def decide(self, data: dict[str, Any]) -> str:
        measure = services.decide_measure(
            actor=self.actor,
            subject=self.subject,
            book=self.book,
            violations=together_with(self.violation),
            **data,
        )
        kind = regulations_on(self.book, measure.decided).measure(kind_of(self.subject), measure.code)
        return f"Đã ghi quyết định: {kind.name.lower()}, tính cho năm {measure.year}."

    def defer(self, data: dict[str, Any]) -> str:
        services.defer_violation(actor=self.actor, violation=self.violation, book=self.book, **data)
        return "Đã ghi chưa xem xét xử lý; hết lý do thì xem xét lại, thời hạn tính từ ngày đó."

    def resume(self, data: dict[str, Any]) -> str:
        services.resume_violation(actor=self.actor, violation=self.violation, **data)
        return "Đã mở lại vi phạm; thời hạn quyết định tính từ ngày vừa ghi."

    def excuse(self, data: dict[str, Any]) -> str:
        services.excuse_violation(actor=self.actor, violation=self.violation, book=self.book, **data)
        return "Đã ghi không xử lý."

    def correct(self, data: dict[str, Any]) -> str:
        services.change_violation(actor=self.actor, violation=self.violation, book=self.book, **data)
        return "Đã sửa. Đề xuất cũ không còn, lập lại đề xuất."

    def withdraw(self, data: dict[str, Any]) -> str:
        services.withdraw_violation(actor=self.actor, violation=self.violation, **data)
        return "Đã rút lại vi phạm ghi nhầm; dòng này vẫn còn trong sổ và không tính là một lần."

    def complete(self, data: dict[str, Any]) -> str:
        services.complete_file(actor=self.actor, violation=self.violation, **data)
        return "Đã ghi ngày đủ hồ sơ; thời hạn báo cáo tính từ ngày này."

    def report(self, data: dict[str, Any]) -> str:
        services.report_result(actor=self.actor, violation=self.violation, **data)
        return "Đã ghi ngày báo cáo kết quả."


def _plain(form: type[forms.Form], name: str) -> Callable[[Any], forms.Form]:
    return lambda data: form(data, auto_id=f"{name}-%s")

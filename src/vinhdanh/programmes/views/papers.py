"""The papers of training classes and of rounds of selection."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.documents.attestation import attestations_pdf
from vinhdanh.documents.paper import PaperError
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import may_leave
from vinhdanh.people.views.shown import actor_of, whole
from vinhdanh.programmes.models import ResultBand, TrainingClass, TrainingPlan
from vinhdanh.programmes.papers.certificates import training_certificates
from vinhdanh.programmes.papers.recruitment import LISTS, ROUND_REPORT, Listing, citizens_paper, report_paper
from vinhdanh.programmes.papers.training import (
    ATTENDANCE,
    CERTIFICATE_BOOK,
    CLASS_LIST,
    RESULTS,
    Course,
    attendance_paper,
    course_of,
    issued_paper,
    list_paper,
    number_of,
    results_paper,
)
from vinhdanh.programmes.recruitment_selectors import receiver_lines, round_view
from vinhdanh.programmes.training_figures import learner_lines
from vinhdanh.programmes.training_selectors import enrolments_visible_to, issued_of, plan_answer
from vinhdanh.programmes.views.recruitment import round_of
from vinhdanh.programmes.views.recruitment_files import chosen_files, note_leaving
from vinhdanh.programmes.views.training_classes import visible_class
from vinhdanh.programmes.views.training_plans import visible_plan


def _course(request: HttpRequest, found: TrainingClass) -> Course:
    actor = actor_of(request)
    rows = enrolments_visible_to(actor, found).with_result().select_related("certificate")
    return course_of(actor, found, learner_lines(found, list(rows)))


def class_list(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """Who was called to a class, as far as the account sees them."""
    found = visible_class(request, pk)
    paper, unit = list_paper(found, _course(request, found)), found.plan.organiser
    return paper_response(request, CLASS_LIST, paper, unit=unit, form=form, name=f"danh-sach-lop-{pk}")


def attendance(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """Who attended which session."""
    found = visible_class(request, pk)
    paper, unit = attendance_paper(found, _course(request, found)), found.plan.organiser
    return paper_response(request, ATTENDANCE, paper, unit=unit, form=form, name=f"diem-danh-{pk}")


def results(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """Who passed with which result."""
    found = visible_class(request, pk)
    paper, unit = results_paper(found, _course(request, found)), found.plan.organiser
    return paper_response(request, RESULTS, paper, unit=unit, form=form, name=f"ket-qua-lop-{pk}")


def certificate_book(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The book of a plan's certificates."""
    plan, actor = visible_plan(request, pk), actor_of(request)
    paper = issued_paper(actor, plan, issued_of(actor, plan), _bands(plan))
    name = f"so-cap-chung-nhan-{pk}"
    return paper_response(request, CERTIFICATE_BOOK, paper, unit=plan.organiser, form=form, name=name)


def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificates of a class as PDF, a page each; or one learner's."""
    found, actor = visible_class(request, pk), actor_of(request)
    require(plan_answer(actor, found.plan))
    only = whole(request.GET.get("hv"), 0)
    issued = [one for one in issued_of(actor, found.plan, found) if only in (0, one.enrolment_id)]
    kept, _ = may_leave(actor, issued, lambda one: number_of(one.enrolment.learner))
    pages = training_certificates(kept, _bands(found.plan))
    if not pages:
        raise Http404
    title, unit = f"Giấy chứng nhận {found.name}", found.plan.organiser
    try:
        content = attestations_pdf(title, letterhead_of(unit), pages)
    except PaperError as error:
        refused = {"kind": {"label": "Giấy chứng nhận tập huấn"}, "why": str(error)}
        return render(request, "people/paper_refused.html", refused, status=409)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename=chung-nhan-{pk}.pdf"
    return response


def _bands(plan: TrainingPlan) -> dict[int, str]:
    return dict(ResultBand.objects.filter(plan=plan).values_list("pk", "name"))


# ---- rounds of selection --------------------------------------------------------------------------


def round_report(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """A round in numbers, as far as the account sees it; nobody is named."""
    found = round_of(request, pk)
    view = round_view(actor_of(request), found)
    unit = _unit_of([line.unit for line in view.lines if line.unit], whole_round=view.whole)
    paper = report_paper(unit, view, receiver_lines(found))
    return paper_response(request, ROUND_REPORT, paper, unit=unit, form=form, name=f"bao-cao-tuyen-chon-{pk}")


@require_POST
def citizens(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """A list with people's names: only on purpose, with a reason, and written down first."""
    found, context, files = chosen_files(request, pk)
    listing = Listing.of(request.POST.get("danh_sach", ""))
    if listing is None:
        raise Http404
    chosen = [one for one in files if listing.has(one)]
    unit, refusal = note_leaving(request, found, context, len(chosen))
    if refusal is not None:
        return refusal
    issuer = unit or _unit_of([one.unit for one in chosen], whole_round=True)
    paper, name = (
        citizens_paper(issuer, str(found), listing, chosen),
        f"tuyen-chon-{found.year}-{listing.code}",
    )
    return paper_response(request, LISTS[listing], paper, unit=issuer, form=form, name=name)


def _unit_of(units: list[Unit], *, whole_round: bool) -> Unit:
    """Whose letterhead a paper about communes carries: the only commune's, or that of the agency above."""
    if len(units) == 1 and not whole_round:
        return units[0]
    top = Unit.objects.order_by("depth", "path").first()
    if top is None:
        raise Http404
    return top

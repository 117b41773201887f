"""What leaves the program: the annexed list as Excel; decisions, notices, letters as papers to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.decisions.models import DraftLine
from vinhdanh.decisions.papers.answer import ANSWER, answer_paper
from vinhdanh.decisions.papers.decision import DECISION, decision_paper
from vinhdanh.decisions.papers.notice import NOTICE, notice_paper
from vinhdanh.decisions.papers.returned import RETURNED, returned_paper
from vinhdanh.decisions.papers.revocation import REVOCATION, revocation_paper
from vinhdanh.decisions.policies.submissions import may_write_submission
from vinhdanh.decisions.selectors.complaints import complaints_visible_to, may_answer
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.payments import LineMoney, forecast
from vinhdanh.decisions.selectors.submissions import seen_from, submissions_visible_to
from vinhdanh.decisions.views.drafts import visible_draft
from vinhdanh.decisions.views.revoking import visible_case
from vinhdanh.documents.paper import PaperError
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.views.shown import actor_of, download


def annex_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list annexed to a decision, as Excel; people under secrecy stay out."""
    found = visible_draft(request, pk)
    lines = list(lines_of(found))
    money = {} if found.signed else forecast(found, lines)
    content = workbook(
        actor=actor_of(request),
        persons_in=1,
        title=f"Danh sách kèm theo quyết định: {found.title}",
        notes=[f"{found.number or 'Chưa có số'}, {found.authority.name}, ngày {found.dated:%d/%m/%Y}."],
        columns=[
            ("STT", 6),
            ("Số hiệu, mã", 12),
            ("Họ tên, tập thể", 32),
            ("Cấp bậc", 14),
            ("Đơn vị", 40),
            ("Danh hiệu, hình thức", 34),
            ("Năm", 12),
            ("Tiền thưởng (đồng)", 18),
            ("Căn cứ mức tiền", 36),
            ("Hiện vật", 24),
        ],
        rows=[_cells(line, money.get(line.pk)) for line in lines],
    )
    return download(content, f"danh-sach-quyet-dinh-{found.pk}.xlsx")


def _cells(line: DraftLine, money: LineMoney | None) -> list[str | int | None]:
    one = line.proposal
    subject = one.subject
    return [
        line.position,
        subject.number if isinstance(subject, Person) else getattr(subject, "code", ""),
        str(subject),
        getattr(subject, "rank", "") or None,
        line.place_words or None,
        honour_name(one.honour, police=True),
        one.years,
        money.amount if money else line.money,
        line.money_ground or (money.law.citation if money else "") or None,
        line.artefact or None,
    ]


def paper(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The decision and its annex as a paper."""
    found = visible_draft(request, pk)
    return paper_response(
        request,
        DECISION,
        decision_paper(found, actor_of(request)),
        unit=found.unit,
        form=form,
        name=f"quyet-dinh-{found.pk}",
    )


def notice(request: HttpRequest, pk: int, code: str, form: PaperForm) -> HttpResponse:
    """What a signed decision gave to one unit."""
    found = visible_draft(request, pk)
    unit = get_object_or_404(Unit, code=code)
    try:
        if not found.signed:
            raise PaperError("Quyết định chưa ký: ký rồi mới thông báo kết quả.")
        made = notice_paper(found, unit, actor_of(request))
    except LookupError as error:
        raise Http404 from error
    except PaperError as error:
        return _refused(request, NOTICE, error)
    name = f"thong-bao-{found.pk}-{unit.pk}"
    return paper_response(request, NOTICE, made, unit=found.unit, form=form, name=name)


def returned(request: HttpRequest, pk: int, code: str, form: PaperForm) -> HttpResponse:
    """The letter by which dossiers that came back from above go on to their unit."""
    actor = actor_of(request)
    found = get_object_or_404(submissions_visible_to(actor), pk=pk)
    require(may_write_submission(scopes(actor), found.unit.path, seen_from=seen_from(found)))
    unit = get_object_or_404(Unit, code=code)
    try:
        made = returned_paper(found, unit, actor)
    except LookupError as error:
        raise Http404 from error
    name = f"tra-ho-so-{found.pk}-{unit.pk}"
    return paper_response(request, RETURNED, made, unit=found.unit, form=form, name=name)


def answer(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The answer to who sent a complaint; only whoever settles it prints it."""
    actor = actor_of(request)
    found = get_object_or_404(complaints_visible_to(actor), pk=pk)
    require(may_answer(actor, found))
    try:
        made = answer_paper(found)
    except PaperError as error:
        return _refused(request, ANSWER, error)
    return paper_response(request, ANSWER, made, unit=found.unit, form=form, name=f"tra-loi-{found.pk}")


def revocation(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The decision of a case of revoking or re-issue."""
    found = visible_case(request, pk)
    try:
        made = revocation_paper(found, actor_of(request))
    except PaperError as error:
        return _refused(request, REVOCATION, error)
    return paper_response(request, REVOCATION, made, unit=found.unit, form=form, name=f"thu-hoi-{found.pk}")


def _refused(request: HttpRequest, kind: PaperKind, error: PaperError) -> HttpResponse:
    """Why there is no such paper yet."""
    return render(request, "people/paper_refused.html", {"kind": kind, "why": str(error)}, status=409)

"""What leaves the program: the annexed list as Excel, the decision as a paper to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.decisions.models import DraftLine
from vinhdanh.decisions.papers.decision import DECISION, decision_paper
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.payments import LineMoney, forecast
from vinhdanh.decisions.views.drafts import visible_draft
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Person
from vinhdanh.people.papers.answering import PaperForm, paper_response
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
        request, DECISION, decision_paper(found, actor_of(request)), unit=found.unit, form=form, name=f"quyet-dinh-{found.pk}"
    )

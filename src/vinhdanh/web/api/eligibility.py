"""Verdicts of the newest run, with the articles that they rest on."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from vinhdanh.access.models import Account
from vinhdanh.eligibility.memory import LawChanged, results_of
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.results import Part, Results
from vinhdanh.eligibility.selectors import runs
from vinhdanh.eligibility.selectors.lists import Query, matching
from vinhdanh.eligibility.selectors.persons import LineAnswer, answers
from vinhdanh.engine import Verdict
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy
from vinhdanh.web.api.calling import At, Only, Page, caller, page_of_names, unit_named
from vinhdanh.web.api.problems import Missing, NotReady

router = Router()
_BY_NAME = {verdict.name.lower(): verdict for verdict in Verdict}
VERDICTS = [(name, verdict.label) for name, verdict in _BY_NAME.items()]
NO_RUN = "Chưa có lần xét điều kiện nào. Chạy xét ở trang Các lần xét rồi gọi lại."
OLD_LAW = "Văn bản pháp luật trong phần mềm đã đổi từ lần xét gần nhất. Chạy xét lại rồi gọi lại."


class VerdictOut(Schema):
    subject: str = Field(description="Số hiệu cán bộ, mã đơn vị hoặc mã hộ gia đình.")
    line: str = Field(description="Dòng quy tắc.")
    honour: str
    honour_name: str
    verdict: str = Field(description="met, unsure, held, unmet, no_rule, out_of_scope.")
    verdict_words: str


class ExplainedOut(VerdictOut):
    summary: str
    citation: str = Field(description="Điểm, khoản, điều và văn bản làm căn cứ.")
    missing: list[str] = Field(description="Còn thiếu gì.")
    earliest: int | None = Field(description="Năm sớm nhất có thể đạt.")


class SubjectOut(Schema):
    subject: str
    year: int
    law_date: str = Field(description="Xét theo luật của ngày này.")
    run: int
    lines: list[ExplainedOut]


def _newest() -> tuple[Run, Results]:
    run = runs.latest()
    if run is None:
        raise NotReady(NO_RUN)
    try:
        return run, results_of(run)
    except LawChanged as error:
        raise NotReady(OLD_LAW) from error


def _part(actor: Account, run: Run, results: Results) -> Part:
    """Whom the caller sees of the run, without people under secrecy."""
    secret = Person.every.filter(secrecy__gt=Secrecy.OPEN).exclude(number=actor.person_number)
    part = runs.visible_part(actor, results, run.unit_code or "")
    return part & ~results.rows_of(secret.values_list("number", flat=True))


@router.get(
    "/verdicts",
    response=Page[VerdictOut],
    summary="Kết quả xét điều kiện của một danh hiệu",
    description="Ai đạt, chưa đủ căn cứ, hoãn xét hay không đạt một dòng quy tắc (line, ví dụ CSTT), theo lần"
    " xét gần nhất. Lọc theo kết quả (verdict: met, unsure, held, unmet), đơn vị và các đơn vị "
    "dưới nó (unit). Chưa có lần xét nào thì trả 409.",
)
def verdicts(
    request: HttpRequest, at: At, line: str, verdict: Annotated[str, Only(VERDICTS)] = "", unit: str = ""
) -> Page[VerdictOut]:
    actor = caller(request)
    run, results = _newest()
    found = results.line(line)
    if found is None:
        raise Missing(f"Không có dòng quy tắc “{line[:40]}” trong lần xét gần nhất.")
    below = unit_named(actor, unit).code if unit else ""
    wanted = (_BY_NAME[verdict],) if verdict else tuple(v for v in Verdict if v != Verdict.OUT_OF_SCOPE)
    asked = Query(line=line, unit=below, verdicts=wanted)

    def tell(subject: str) -> VerdictOut:
        answer = results.verdict(subject, line)
        return VerdictOut(
            subject=subject,
            line=line,
            honour=found.honour,
            honour_name=results.name(found),
            verdict=answer.name.lower(),
            verdict_words=answer.label,
        )

    return page_of_names(matching(results, _part(actor, run, results), asked), at, tell)


@router.get(
    "/verdicts/{subject}",
    response=SubjectOut,
    summary="Kết quả xét của một cán bộ, đơn vị, hộ gia đình",
    description="Mọi dòng quy tắc của một đối tượng trong lần xét gần nhất, mỗi dòng kèm điều luật làm căn cứ"
    " và những gì còn thiếu. Chưa có lần xét nào thì trả 409.",
)
def verdicts_of(request: HttpRequest, subject: str) -> SubjectOut:
    run, results = _newest()
    if subject not in results.row or not _part(caller(request), run, results)[results.row[subject]]:
        raise Http404
    return SubjectOut(
        subject=subject,
        year=results.year,
        law_date=results.law_date.isoformat(),
        run=run.pk,
        lines=[_explained(one) for one in answers(results, subject)],
    )


def _explained(one: LineAnswer) -> ExplainedOut:
    told = one.explanation
    return ExplainedOut(
        subject=told.subject,
        line=told.rule,
        honour=told.honour,
        honour_name=told.name,
        verdict=told.verdict.name.lower(),
        verdict_words=told.verdict.label,
        summary=told.summary,
        citation=told.citation.text if told.citation else "",
        missing=list(told.missing),
        earliest=one.earliest,
    )

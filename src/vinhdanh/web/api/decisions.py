"""Submissions upwards with their outcome, and complaints by number."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.db.models import Count
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema

from vinhdanh.access.models import Account
from vinhdanh.decisions.models import Submission
from vinhdanh.decisions.selectors.complaints import complaints_visible_to
from vinhdanh.decisions.selectors.submissions import lines_visible_to, submissions_visible_to
from vinhdanh.decisions.types.complaints import ComplaintState
from vinhdanh.decisions.types.submissions import LineResult, SubmissionState
from vinhdanh.web.api.calling import At, Number, Only, Page, caller, page, unit_named

router = Router()


class SubmissionOut(Schema):
    id: int
    unit: str = Field(description="Mã cơ quan trình.")
    level: str
    addressee: str
    number: str
    signed: date | None
    state: str
    state_words: str
    due: date | None
    lines: int = Field(description="Số đề nghị mà khóa thấy được.")
    given: int
    refused: int
    returned: int


class ComplaintCountOut(Schema):
    unit: str
    year: int
    state: str
    state_words: str
    count: int


def _submission(actor: Account, one: Submission) -> SubmissionOut:
    results = [line.result for line in lines_visible_to(actor, one)]
    return SubmissionOut(
        id=one.pk,
        unit=one.unit.code,
        level=one.level,
        addressee=one.addressee,
        number=one.number,
        signed=one.signed,
        state=one.state,
        state_words=one.get_state_display(),
        due=one.due,
        lines=len(results),
        given=results.count(LineResult.GIVEN),
        refused=results.count(LineResult.REFUSED),
        returned=results.count(LineResult.RETURNED),
    )


@router.get(
    "/submissions",
    response=Page[SubmissionOut],
    summary="Tờ trình lên cấp trên",
    description="Tờ trình với tình trạng và số đề nghị được tặng, không được tặng, bị trả. Lọc theo năm của "
    "số (year), tình trạng (state).",
)
def submissions(
    request: HttpRequest,
    at: At,
    year: Number = None,
    state: Annotated[str, Only(SubmissionState.choices)] = "",
) -> Page[SubmissionOut]:
    actor = caller(request)
    rows = submissions_visible_to(actor)
    if year is not None:
        rows = rows.filter(year=year)
    if state:
        rows = rows.filter(state=state)
    return page(rows, at, lambda one: _submission(actor, one))


@router.get(
    "/submissions/{id}",
    response=SubmissionOut,
    summary="Một tờ trình lên cấp trên",
    description="Một tờ trình theo mã số.",
)
def submission(request: HttpRequest, id: int) -> SubmissionOut:
    actor = caller(request)
    return _submission(actor, get_object_or_404(submissions_visible_to(actor), pk=id))


@router.get(
    "/complaints/count",
    response=list[ComplaintCountOut],
    summary="Số kiến nghị, khiếu nại, tố cáo",
    description="Số đơn theo cơ quan giải quyết, năm và tình trạng, trong những đơn mà khóa thấy được; không "
    "có nội dung, người gửi. Lọc theo năm (year), cơ quan (unit).",
)
def complaint_count(request: HttpRequest, year: Number = None, unit: str = "") -> list[ComplaintCountOut]:
    actor = caller(request)
    rows = complaints_visible_to(actor)
    rows = rows.filter(year=timezone.localdate().year if year is None else year)
    if unit:
        rows = rows.filter(unit=unit_named(actor, unit))
    counted = rows.order_by("unit__code", "state").values("unit__code", "year", "state")
    return [
        ComplaintCountOut(
            unit=row["unit__code"],
            year=row["year"],
            state=row["state"],
            state_words=str(ComplaintState(row["state"]).label),
            count=row["n"],
        )
        for row in counted.annotate(n=Count("pk", distinct=True))
    ]

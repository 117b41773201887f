"""Rounds of review and the proposals in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from vinhdanh.access.models import Account
from vinhdanh.access.types import WriteArea
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.dossiers.services.adding import add_proposal
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.people.models import Person, Unit
from vinhdanh.web.api.calling import (
    At,
    Body,
    Number,
    Only,
    Page,
    caller,
    honour_named,
    open_people,
    page,
    under_secrecy,
    unit_named,
    writer,
)

router = Router()


class RoundOut(Schema):
    id: int
    name: str
    kind: str
    unit: str = Field(description="Mã cơ quan mở đợt.")
    year: int
    state: str
    state_words: str
    opened: date | None
    closed: date | None


class ProposalOut(Schema):
    id: int
    round: int
    number: int = Field(description="Số hồ sơ trong đợt.")
    recipient_kind: str = Field(description="person, unit, household, outsider.")
    recipient: str = Field(description="Số hiệu hoặc mã; với người ngoài cơ quan là tên.")
    unit: str = Field(description="Mã đơn vị đề nghị.")
    honour: str
    honour_name: str
    level: str
    year: int
    stage: str
    stage_words: str
    entered: datetime = Field(description="Vào bước lúc.")
    due: datetime | None = Field(description="Hạn của bước.")


class ProposalIn(Body):
    recipient_kind: str = Field(description="person hoặc unit.", pattern="^(person|unit)$")
    recipient: str = Field(description="Số hiệu cán bộ hoặc mã đơn vị.")
    honour: str = Field(description="Mã danh hiệu, hình thức trong danh mục.")
    unit: str = Field(description="Mã đơn vị đề nghị, một đơn vị của đợt.")
    place: str = Field("", description="Mã đội, tổ của đối tượng; để trống là chính đơn vị đề nghị.")
    achievement: str = Field("", max_length=500, description="Tóm tắt thành tích.")
    why: str = Field("", max_length=300, description="Lý do bổ sung ngoài danh sách hệ thống đề xuất.")


def _round(one: ReviewRound) -> RoundOut:
    return RoundOut(
        id=one.pk,
        name=one.name,
        kind=one.kind,
        unit=one.unit.code,
        year=one.year,
        state=one.state,
        state_words=one.get_state_display(),
        opened=one.opened,
        closed=one.closed,
    )


def _proposal(one: Proposal) -> ProposalOut:
    kind, recipient = _recipient(one)
    return ProposalOut(
        id=one.pk,
        round=one.round_id,
        number=one.number,
        recipient_kind=kind,
        recipient=recipient,
        unit=one.unit.code,
        honour=one.honour,
        honour_name=honour_name(one.honour),
        level=one.level,
        year=one.year,
        stage=one.stage,
        stage_words=one.get_stage_display(),
        entered=one.entered,
        due=one.due,
    )


def _recipient(one: Proposal) -> tuple[str, str]:
    if one.person:
        return "person", one.person.number
    if one.collective:
        return "unit", one.collective.code
    if one.household:
        return "household", one.household.code
    assert one.outsider is not None
    return "outsider", one.outsider.name


@router.get(
    "/rounds",
    response=Page[RoundOut],
    summary="Đợt xét tặng",
    description="Đợt xét tặng mà khóa điều hành hoặc có đơn vị tham gia. Lọc theo năm (year), tình trạng "
    "(state).",
)
def rounds(
    request: HttpRequest, at: At, year: Number = None, state: Annotated[str, Only(RoundState.choices)] = ""
) -> Page[RoundOut]:
    rows = rounds_visible_to(caller(request))
    if year is not None:
        rows = rows.filter(year=year)
    if state:
        rows = rows.filter(state=state)
    return page(rows, at, _round)


@router.get(
    "/rounds/{id}",
    response=RoundOut,
    summary="Một đợt xét tặng",
    description="Một đợt xét tặng theo mã số.",
)
def round_(request: HttpRequest, id: int) -> RoundOut:
    return _round(get_object_or_404(rounds_visible_to(caller(request)), pk=id))


@router.get(
    "/proposals",
    response=Page[ProposalOut],
    summary="Đề nghị khen thưởng",
    description="Đề nghị với bước đang ở. Đề nghị cho người có độ mật không có. Lọc theo đợt (round), đơn vị "
    "đề nghị (unit), bước (stage), danh hiệu (honour).",
)
def proposals(
    request: HttpRequest,
    at: At,
    round: Number = None,
    unit: str = "",
    stage: Annotated[str, Only(Stage.choices)] = "",
    honour: str = "",
) -> Page[ProposalOut]:
    actor = caller(request)
    rows = proposals_visible_to(actor).exclude(under_secrecy(actor))
    if round is not None:
        rows = rows.filter(round=round)
    if unit:
        rows = rows.filter(unit=unit_named(actor, unit))
    if stage:
        rows = rows.filter(stage=stage)
    if honour:
        rows = rows.filter(honour=honour_named(honour))
    return page(rows, at, _proposal)


@router.get(
    "/proposals/{id}",
    response=ProposalOut,
    summary="Một đề nghị",
    description="Một đề nghị khen thưởng theo mã số.",
)
def proposal(request: HttpRequest, id: int) -> ProposalOut:
    actor = caller(request)
    return _proposal(get_object_or_404(proposals_visible_to(actor).exclude(under_secrecy(actor)), pk=id))


@router.post(
    "/rounds/{id}/proposals",
    response={201: ProposalOut},
    summary="Lập một đề nghị ở bước bình xét",
    description="Đưa một cán bộ hoặc đơn vị vào danh sách bình xét của đợt đang mở; hồ sơ bắt đầu ở bước bản "
    "nháp, các bước sau làm trên trang. Khóa phải được ghi “Đề nghị khen thưởng (bản nháp)”.",
)
def propose(request: HttpRequest, id: int, body: ProposalIn) -> ProposalOut:
    actor = writer(request, WriteArea.PROPOSALS)
    made = add_proposal(
        actor=actor,
        round=get_object_or_404(rounds_visible_to(actor), pk=id),
        subject=_subject(actor, body),
        honour=body.honour,
        unit=unit_named(actor, body.unit),
        place=unit_named(actor, body.place or body.unit),
        achievement=body.achievement,
        added_why=body.why,
    )
    return _proposal(made)


def _subject(actor: Account, body: ProposalIn) -> Person | Unit:
    if body.recipient_kind == "unit":
        return unit_named(actor, body.recipient)
    return get_object_or_404(open_people(actor), number=body.recipient)

"""The catalogue of honours, honours given, and the papers that gave them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.models import Decision, Grant, GrantQuerySet
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.awards.types import STATE_LABELS, GivenBy
from vinhdanh.engine import Honour
from vinhdanh.web.api.calling import (
    At,
    Number,
    Only,
    Page,
    caller,
    honour_named,
    page,
    under_secrecy,
    unit_named,
)

router = Router()


class HonourOut(Schema):
    code: str
    name: str
    kind: str = Field(description="emulation_title là danh hiệu thi đua; còn lại là hình thức khen thưởng.")
    level: str
    subject: list[str] = Field(description="Tặng cho ai: person, unit, household.")


class GrantOut(Schema):
    id: int
    recipient_kind: str = Field(description="person, unit, household, outsider.")
    recipient: str = Field(description="Số hiệu hoặc mã; với người ngoài cơ quan là tên.")
    recipient_name: str
    unit: str | None = Field(description="Mã đơn vị lúc được khen.")
    honour: str
    honour_name: str
    level: str
    level_words: str
    merit: str
    year: int
    first_year: int | None
    decision: int | None
    decision_number: str
    decided: date | None
    serial: str = Field(description="Số vào sổ.")
    state: str = Field(description="Tình trạng: còn hiệu lực, bị hủy bỏ, bị tước…")
    state_words: str


class DecisionOut(Schema):
    id: int
    number: str
    decided: date | None
    authority: str
    grants: int = Field(description="Số lượt khen thưởng của quyết định mà khóa thấy được.")


def _honour(one: Honour) -> HonourOut:
    return HonourOut(code=one.code, name=one.name, kind=one.kind, level=one.level, subject=list(one.subjects))


def _grant(one: Grant) -> GrantOut:
    kind, code, name = _recipient(one)
    return GrantOut(
        id=one.pk,
        recipient_kind=kind,
        recipient=code,
        recipient_name=name,
        unit=one.place.code if one.place else None,
        honour=one.honour,
        honour_name=honour_name(one.honour),
        level=one.level,
        level_words=one.get_level_display(),
        merit=one.merit,
        year=one.year,
        first_year=one.first_year,
        decision=one.decision_id,
        decision_number=one.decision.number if one.decision else "",
        decided=one.decision.decided if one.decision else None,
        serial=one.serial,
        state=one.state.value,
        state_words=STATE_LABELS[one.state],
    )


def _recipient(one: Grant) -> tuple[str, str, str]:
    if one.person:
        return "person", one.person.number, one.person.name
    if one.unit:
        return "unit", one.unit.code, one.unit.name
    if one.household:
        return "household", one.household.code, one.household.name
    assert one.outsider is not None
    return "outsider", one.outsider.name, one.outsider.name


def _seen(actor: Account) -> GrantQuerySet:
    return grants_visible_to(actor).exclude(under_secrecy(actor)).select_related("place")


@router.get(
    "/honours",
    response=list[HonourOut],
    summary="Danh mục danh hiệu, hình thức khen thưởng",
    description="Toàn bộ danh mục theo các văn bản pháp luật mà phần mềm có.",
)
def honours(request: HttpRequest) -> list[HonourOut]:
    return [_honour(one) for one in catalogue().values()]


@router.get(
    "/grants",
    response=Page[GrantOut],
    summary="Lượt khen thưởng",
    description="Sổ khen thưởng trong phạm vi của khóa; lượt của người có độ mật không có. Lọc theo năm "
    "(year), danh hiệu, hình thức (honour), cấp tặng (level), đơn vị lúc được khen và các đơn vị "
    "dưới nó (unit), quyết định (decision).",
)
def grants(
    request: HttpRequest,
    at: At,
    year: Number = None,
    honour: str = "",
    level: Annotated[str, Only(GivenBy.choices)] = "",
    unit: str = "",
    decision: Number = None,
) -> Page[GrantOut]:
    actor = caller(request)
    rows = _seen(actor)
    if year is not None:
        rows = rows.filter(year=year)
    if honour:
        rows = rows.filter(honour=honour_named(honour))
    if level:
        rows = rows.filter(level=level)
    if unit:
        rows = rows.filter(place_path__contains=f"/{unit_named(actor, unit).code}/")
    if decision is not None:
        rows = rows.filter(decision=decision)
    return page(rows, at, _grant)


@router.get(
    "/grants/{id}",
    response=GrantOut,
    summary="Một lượt khen thưởng",
    description="Một lượt khen thưởng theo mã số.",
)
def grant(request: HttpRequest, id: int) -> GrantOut:
    return _grant(get_object_or_404(_seen(caller(request)), pk=id))


@router.get(
    "/decisions",
    response=Page[DecisionOut],
    summary="Quyết định khen thưởng",
    description="Quyết định có ít nhất một lượt khen thưởng mà khóa thấy được. Lọc theo năm ban hành (year).",
)
def decisions(request: HttpRequest, at: At, year: Number = None) -> Page[DecisionOut]:
    seen = _seen(caller(request))
    rows = Decision.objects.filter(pk__in=seen.order_by().values("decision"))
    if year is not None:
        rows = rows.filter(decided__year=year)
    return page(rows, at, lambda one: _decision(one, seen))


@router.get(
    "/decisions/{id}",
    response=DecisionOut,
    summary="Một quyết định khen thưởng",
    description="Một quyết định theo mã số; danh sách được khen lấy ở địa chỉ /grants với decision.",
)
def decision(request: HttpRequest, id: int) -> DecisionOut:
    seen = _seen(caller(request))
    visible = Decision.objects.filter(pk__in=seen.order_by().values("decision"))
    return _decision(get_object_or_404(visible, pk=id), seen)


def _decision(one: Decision, seen: GrantQuerySet) -> DecisionOut:
    return DecisionOut(
        id=one.pk,
        number=one.number,
        decided=one.decided,
        authority=one.authority,
        grants=seen.filter(decision=one).count(),
    )

"""Deferrals, conclusions and households: what a verdict rests on beside people's files."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Router, Schema

from vinhdanh.engine.facts import HoldGround
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Finding, Hold, Household
from vinhdanh.people.register_selectors import FINDING_STATES, HOLD_STATES, Search, findings, holds
from vinhdanh.people.selectors import households_visible_to
from vinhdanh.people.types import choices
from vinhdanh.web.api.calling import At, Number, Only, Page, caller, page, under_secrecy, unit_named

router = Router()


class HoldOut(Schema):
    id: int
    person: str | None = Field(description="Số hiệu.")
    unit: str | None
    ground: str = Field(description="Mã lý do tạm hoãn.")
    ground_words: str = Field(description="Lý do tạm hoãn.")
    opened: date = Field(description="Từ ngày.")
    closed: date | None = Field(description="Ngày thôi; null là đang hoãn.")


class FindingOut(Schema):
    id: int
    person: str | None = Field(description="Số hiệu.")
    unit: str | None
    household: str | None = Field(description="Mã hộ gia đình.")
    about: str = Field(description="Mã nội dung kết luận, như trong văn bản pháp luật của phần mềm.")
    year: int
    holds: bool = Field(description="Kết luận là đúng hay không.")
    figure: int | None = Field(description="Con số đi kèm.")
    on: date | None = Field(description="Ngày kết luận.")
    replaced: bool = Field(description="Đã có kết luận khác thay.")


class HouseholdOut(Schema):
    code: str
    name: str = Field(description="Họ tên chủ hộ.")
    unit: str | None = Field(description="Mã đơn vị theo dõi.")


@router.get(
    "/holds",
    response=Page[HoldOut],
    summary="Tạm hoãn xét",
    description="Cán bộ, tập thể tạm hoãn xét tặng. Lọc theo năm bắt đầu (year), đơn vị (unit), lý do "
    "(ground), tình trạng (state).",
)
def hold_list(
    request: HttpRequest,
    at: At,
    year: Number = None,
    unit: str = "",
    ground: Annotated[str, Only(choices(HoldGround))] = "",
    state: Annotated[str, Only(HOLD_STATES.items())] = "",
) -> Page[HoldOut]:
    actor = caller(request)
    place = unit_named(actor, unit) if unit else None
    rows = holds(actor, Search(year=year, unit=place, kind=ground, state=state))
    return page(rows.exclude(under_secrecy(actor)), at, _hold)


def _hold(one: Hold) -> HoldOut:
    return HoldOut(
        id=one.pk,
        person=one.person.number if one.person else None,
        unit=one.unit.code if one.unit else None,
        ground=one.ground,
        ground_words=one.get_ground_display(),
        opened=one.opened,
        closed=one.closed,
    )


@router.get(
    "/findings",
    response=Page[FindingOut],
    summary="Kết luận",
    description="Kết luận của người có thẩm quyền về điều mà hồ sơ không tự nói được. Lọc theo năm (year), "
    "đơn vị (unit), nội dung (about), tình trạng (state; để trống là đang có hiệu lực).",
)
def finding_list(
    request: HttpRequest,
    at: At,
    year: Number = None,
    unit: str = "",
    about: str = "",
    state: Annotated[str, Only(FINDING_STATES.items())] = "",
) -> Page[FindingOut]:
    actor = caller(request)
    place = unit_named(actor, unit) if unit else None
    rows = findings(actor, Search(year=year, unit=place, kind=about, state=state))
    return page(rows.exclude(under_secrecy(actor)), at, _finding)


def _finding(one: Finding) -> FindingOut:
    return FindingOut(
        id=one.pk,
        person=one.person.number if one.person else None,
        unit=one.unit.code if one.unit else None,
        household=one.household.code if one.household else None,
        about=one.about,
        year=one.year,
        holds=one.holds,
        figure=one.figure,
        on=one.on,
        replaced=one.superseded_by_id is not None,
    )


@router.get(
    "/households",
    response=Page[HouseholdOut],
    summary="Hộ gia đình",
    description="Hộ gia đình mà đơn vị theo dõi để khen thưởng. Lọc theo đơn vị và các đơn vị dưới nó "
    "(unit), họ tên chủ hộ hoặc đầu mã (q).",
)
def household_list(request: HttpRequest, at: At, unit: str = "", q: str = "") -> Page[HouseholdOut]:
    actor = caller(request)
    rows = households_visible_to(actor).select_related("unit")
    if unit:
        rows = rows.filter(unit__path__startswith=unit_named(actor, unit).path)
    if q:
        rows = rows.filter(Q(folded__contains=fold(q)) | Q(code__istartswith=q))
    return page(rows, at, _household)


def _household(one: Household) -> HouseholdOut:
    return HouseholdOut(code=one.code, name=one.name, unit=one.unit.code if one.unit else None)

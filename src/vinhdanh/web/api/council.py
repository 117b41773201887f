"""Councils, and what their meetings decided, in sums only."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.council.models import AgendaItem, Council, CouncilMeeting
from vinhdanh.council.selectors.meetings import councils_visible_to, meetings_visible_to
from vinhdanh.web.api.calling import At, Number, Page, caller, page

router = Router()


class CouncilOut(Schema):
    id: int
    name: str
    kind: str
    unit: str
    year: int
    number: str = Field(description="Số quyết định thành lập.")
    decided: date


class ItemOut(Schema):
    honour: str
    honour_name: str
    level: str
    needed: int | None = Field(description="Số phiếu cần.")
    members: int | None = Field(description="Tổng số thành viên.")
    present: int | None
    counted: datetime | None = Field(description="Có kết quả lúc.")
    proposals: int = Field(description="Số đề nghị đưa ra biểu quyết.")
    passed: int
    not_passed: int


class MeetingOut(Schema):
    id: int
    council: int
    round: int | None
    starts: datetime
    state: str
    items: list[ItemOut] = Field(description="Từng danh hiệu với số tổng hợp; không có phiếu của từng người.")


def _council(one: Council) -> CouncilOut:
    return CouncilOut(
        id=one.pk,
        name=one.name,
        kind=one.kind,
        unit=one.unit.code,
        year=one.year,
        number=one.number,
        decided=one.decided,
    )


def _meeting(one: CouncilMeeting) -> MeetingOut:
    voted = Q(lines__aside="")
    items = AgendaItem.objects.filter(meeting=one).order_by("position", "pk")
    items = items.annotate(
        proposals=Count("lines", filter=voted),
        yes=Count("lines", filter=voted & Q(lines__passed=True)),
        no=Count("lines", filter=voted & Q(lines__passed=False)),
    )
    return MeetingOut(
        id=one.pk,
        council=one.council_id,
        round=one.round_id,
        starts=one.starts,
        state=one.state,
        items=[
            ItemOut(
                honour=item.honour,
                honour_name=honour_name(item.honour),
                level=item.level,
                needed=item.needed,
                members=item.members,
                present=item.present,
                counted=item.counted,
                proposals=item.proposals,
                passed=item.yes,
                not_passed=item.no,
            )
            for item in items
        ],
    )


@router.get(
    "/councils",
    response=Page[CouncilOut],
    summary="Hội đồng thi đua, khen thưởng",
    description="Hội đồng của đơn vị thấy được, và Hội đồng mà người giữ khóa là thành viên. Lọc theo năm "
    "(year).",
)
def councils(request: HttpRequest, at: At, year: Number = None) -> Page[CouncilOut]:
    rows = councils_visible_to(caller(request))
    return page(rows if year is None else rows.filter(year=year), at, _council)


@router.get(
    "/councils/{id}",
    response=CouncilOut,
    summary="Một Hội đồng",
    description="Một Hội đồng theo mã số.",
)
def council(request: HttpRequest, id: int) -> CouncilOut:
    return _council(get_object_or_404(councils_visible_to(caller(request)), pk=id))


@router.get(
    "/meetings",
    response=Page[MeetingOut],
    summary="Phiên họp Hội đồng và kết quả",
    description="Phiên họp với số tổng hợp của từng danh hiệu. Lọc theo Hội đồng (council).",
)
def meetings(request: HttpRequest, at: At, council: Number = None) -> Page[MeetingOut]:
    rows = meetings_visible_to(caller(request))
    return page(rows if council is None else rows.filter(council=council), at, _meeting)


@router.get(
    "/meetings/{id}",
    response=MeetingOut,
    summary="Một phiên họp Hội đồng",
    description="Một phiên họp theo mã số, với số tổng hợp của từng danh hiệu.",
)
def meeting(request: HttpRequest, id: int) -> MeetingOut:
    return _meeting(get_object_or_404(meetings_visible_to(caller(request)), pk=id))

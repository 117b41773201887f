"""Directives and what became of them; clusters with their points."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from vinhdanh.movements.models import ClusterYear, Directive
from vinhdanh.movements.selectors.clusters import OPEN_TO_MEMBERS, cluster_years_visible_to, score_table
from vinhdanh.movements.selectors.directives import directives_visible_to
from vinhdanh.movements.types.directives import Stage
from vinhdanh.people.selectors import visible_units
from vinhdanh.web.api.calling import (
    At,
    Number,
    Only,
    Page,
    caller,
    page,
    unit_named,
)

router = Router()


class DirectiveOut(Schema):
    id: int
    kind: str
    year: int
    meeting: int
    issuer: str = Field(description="Mã đơn vị giao.")
    owner: str = Field(description="Mã đơn vị chủ trì.")
    task: str
    deadline: date | None
    stage: str
    stage_words: str
    reported_on: date | None


class MemberOut(Schema):
    unit: str
    points: float | None = Field(description="Điểm chốt; null khi chưa chốt hoặc khóa chưa được xem.")
    rank: int | None


class ClusterOut(Schema):
    id: int
    name: str
    kind: str
    unit: str = Field(description="Mã đơn vị lập cụm, khối.")
    year: int
    stage: str
    members: list[MemberOut]


@router.get(
    "/directives",
    response=Page[DirectiveOut],
    summary="Chỉ đạo, kết luận",
    description="Việc được giao từ hội nghị, cuộc họp. Lọc theo năm (year), đơn vị chủ trì (owner), tình "
    "trạng (stage).",
)
def directives(
    request: HttpRequest,
    at: At,
    year: Number = None,
    owner: str = "",
    stage: Annotated[str, Only(Stage.choices)] = "",
) -> Page[DirectiveOut]:
    actor = caller(request)
    rows = directives_visible_to(actor)
    if year is not None:
        rows = rows.filter(meeting__year=year)
    if owner:
        rows = rows.filter(owner=unit_named(actor, owner))
    if stage:
        rows = rows.filter(stage=stage)
    return page(rows, at, _directive)


@router.get(
    "/directives/{id}",
    response=DirectiveOut,
    summary="Một việc được giao",
    description="Một chỉ đạo, kết luận theo mã số.",
)
def directive(request: HttpRequest, id: int) -> DirectiveOut:
    return _directive(get_object_or_404(directives_visible_to(caller(request)), pk=id))


def _directive(one: Directive) -> DirectiveOut:
    return DirectiveOut(
        id=one.pk,
        kind=one.kind,
        year=one.meeting.year,
        meeting=one.meeting_id,
        issuer=one.issuer.code,
        owner=one.owner.code,
        task=one.task,
        deadline=one.deadline,
        stage=one.stage,
        stage_words=one.get_stage_display(),
        reported_on=one.reported_on,
    )


@router.get(
    "/clusters",
    response=Page[ClusterOut],
    summary="Cụm, khối thi đua",
    description="Cụm, khối của từng năm với thành viên, điểm chốt và thứ hạng. Lọc theo năm (year).",
)
def clusters(request: HttpRequest, at: At, year: Number = None) -> Page[ClusterOut]:
    actor = caller(request)
    rows = cluster_years_visible_to(actor)
    if year is not None:
        rows = rows.filter(year=year)
    own = set(visible_units(actor).values_list("pk", flat=True))
    return page(rows, at, lambda one: _cluster(one, own))


@router.get(
    "/clusters/{id}",
    response=ClusterOut,
    summary="Một cụm, khối trong một năm",
    description="Một cụm, khối của một năm theo mã số.",
)
def cluster(request: HttpRequest, id: int) -> ClusterOut:
    actor = caller(request)
    own = set(visible_units(actor).values_list("pk", flat=True))
    return _cluster(get_object_or_404(cluster_years_visible_to(actor), pk=id), own)


def _cluster(one: ClusterYear, own: set[int]) -> ClusterOut:
    """As the page: members see each other's points once the sheets are checked across."""
    told = one.stage in OPEN_TO_MEMBERS or one.cluster.unit_id in own
    return ClusterOut(
        id=one.pk,
        name=one.cluster.name,
        kind=one.cluster.kind,
        unit=one.cluster.unit.code,
        year=one.year,
        stage=one.stage,
        members=[
            MemberOut(
                unit=row.member.unit.code,
                points=float(row.final.points) if row.final and (told or row.member.unit_id in own) else None,
                rank=row.rank if told else None,
            )
            for row in score_table(one)
        ],
    )

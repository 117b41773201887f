"""Writing people's files: who serves where, with which rank, how a year was classed, recognised works.

What a page corrects with a reason, a call corrects with a reason, through the same services. Leaving the
service, secrecy, discipline and honours stay on the pages: they follow a paper that somebody has read.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from vinhdanh.access.models import Account
from vinhdanh.access.types import WriteArea
from vinhdanh.engine.facts import Force, Level, Sex, Unassessed, WorkKind, WorkScope
from vinhdanh.people import services
from vinhdanh.people.models import Person, Post, RankHeld, RecognisedWork, Unit, YearRating
from vinhdanh.people.selectors import current_posts
from vinhdanh.people.services.writing import require_edit
from vinhdanh.people.types import choices
from vinhdanh.web.api.calling import (
    BadgeNumber,
    Body,
    Only,
    caller,
    open_people,
    told_choices,
    unit_named,
    writer,
)
from vinhdanh.web.api.people import PersonOut, RatingOut, WorkOut, person_told, rating_told, router, work_told

__all__ = ["router"]  # of people.py, now with what writes

Year = Annotated[int, Field(ge=1945, le=2100)]
Why = Annotated[str, Field(min_length=1, max_length=300, description="Lý do, ghi vào nhật ký.")]
AskedWhy = Annotated[str, Query(min_length=1, max_length=300, description="Lý do, ghi vào nhật ký.")]


class PersonIn(Body):
    number: str = Field(max_length=40, description="Số hiệu; ghi rồi không đổi được.")
    name: str = Field(max_length=120)
    unit: str = Field(description="Mã đơn vị của chức vụ đầu tiên.")
    start: date = Field(description="Từ ngày nào ở đơn vị đó.")
    title: str = Field("", max_length=200, description="Chức vụ.")
    leads: bool = Field(False, description="Chỉ huy đơn vị.")
    born: date | None = Field(None, description="Ngày sinh.")
    sex: Annotated[str, Only(choices(Sex))] = ""
    citizen_id: str = Field("", description="Số CCCD.")
    force: Annotated[str, Only(choices(Force))] = Force.POLICE.value
    joined: date | None = Field(None, description="Ngày vào ngành.")


class PersonChange(Body):
    name: str = Field("", max_length=120)
    born: date | None = Field(None, description="Ngày sinh.")
    sex: Annotated[str, Only(choices(Sex))] = ""
    citizen_id: str = Field("", description="Số CCCD.")
    joined: date | None = Field(None, description="Ngày vào ngành.")
    major: str = Field("", max_length=120, description="Chuyên ngành.")
    why: Why


class PostOut(Schema):
    id: int
    unit: str
    title: str = Field(description="Chức vụ.")
    start: date
    end: date | None = Field(description="Ngày cuối; null là đang giữ.")
    leads: bool = Field(description="Chỉ huy đơn vị.")
    main: bool = Field(description="Chức vụ chính; false là kiêm nhiệm.")


class PostIn(Body):
    unit: str
    start: date
    end: date | None = Field(None, description="Ngày cuối; null là đang giữ.")
    title: str = Field("", max_length=200, description="Chức vụ.")
    leads: bool = Field(False, description="Chỉ huy đơn vị.")
    main: bool = Field(True, description="Chức vụ chính; false là kiêm nhiệm.")


class PostChange(Body):
    unit: str = ""
    start: date | None = Field(None, description="Ngày đầu.")
    end: date | None = Field(None, description="Ngày cuối; null là đang giữ.")
    title: str = Field("", max_length=200, description="Chức vụ.")
    leads: bool = Field(False, description="Chỉ huy đơn vị.")
    main: bool = Field(True, description="Chức vụ chính; false là kiêm nhiệm.")
    why: Why


class RankOut(Schema):
    id: int
    name: str = Field(description="Cấp bậc hàm.")
    since: date = Field(description="Từ ngày.")
    number: str = Field(description="Số quyết định.")


class RankIn(Body):
    name: str = Field(max_length=60, description="Cấp bậc hàm.")
    since: date = Field(description="Từ ngày.")
    number: str = Field("", max_length=100, description="Số quyết định.")


class RankChange(Body):
    name: str = Field("", max_length=60, description="Cấp bậc hàm.")
    since: date | None = Field(None, description="Từ ngày.")
    number: str = Field("", max_length=100, description="Số quyết định.")
    why: Why


class RatingIn(Body):
    person: str = Field("", description="Số hiệu; để trống khi xếp loại đơn vị.")
    unit: str = Field("", description="Mã đơn vị; để trống khi xếp loại cán bộ.")
    year: Year
    level: int | None = Field(None, ge=min(Level), le=max(Level), description=told_choices(choices(Level)))
    unassessed: Annotated[str, Only(choices(Unassessed))] = ""
    why: str = Field("", max_length=300, description="Lý do, khi sửa xếp loại đã ghi.")


class AuthorIn(Body):
    person: str = Field(description="Số hiệu.")
    share: int | None = Field(None, ge=1, le=100, description="Tỷ lệ đóng góp, phần trăm.")


class WorkIn(Body):
    kind: Annotated[str, Only(choices(WorkKind))]
    name: str = Field(max_length=500)
    year: Year
    scope: int = Field(ge=min(WorkScope), le=max(WorkScope), description=told_choices(choices(WorkScope)))
    code: str = Field("", max_length=60, description="Mã.")
    number: str = Field("", max_length=100, description="Số quyết định công nhận.")
    recognised: date | None = Field(None, description="Ngày công nhận.")
    authors: list[AuthorIn] = Field(min_length=1, max_length=50, description="Mọi tác giả.")


class WorkChange(Body):
    name: str = Field("", max_length=500)
    year: Year | None = None
    number: str = Field("", max_length=100, description="Số quyết định công nhận.")
    recognised: date | None = Field(None, description="Ngày công nhận.")
    authors: list[AuthorIn] = Field([], max_length=50, description="Mọi tác giả; không gửi thì giữ nguyên.")
    why: Why


def _changes(actor: Account, body: Body) -> dict[str, Any]:
    """What was sent, and nothing that was not; units by their codes."""
    sent = body.model_dump(exclude_unset=True)
    return sent | ({"unit": unit_named(actor, sent["unit"])} if "unit" in sent else {})


def _person(actor: Account, number: str) -> Person:
    return get_object_or_404(open_people(actor), number=number)


# ---- people ---------------------------------------------------------------------------------------


@router.post(
    "/persons",
    response={201: PersonOut},
    summary="Ghi một cán bộ mới",
    description="Cán bộ mới cùng chức vụ đầu tiên. Số hiệu đã có thì trả 422. Khóa phải được ghi “Hồ sơ cán "
    "bộ”.",
)
def register(request: HttpRequest, body: PersonIn) -> Status[PersonOut]:
    actor = writer(request, WriteArea.RECORDS)
    told = _changes(actor, body) | {"sex": Sex(body.sex) if body.sex else None, "force": Force(body.force)}
    return Status(201, _told(services.register_person(actor=actor, **told)))


@router.patch(
    "/persons/{number}",
    response=PersonOut,
    summary="Sửa hồ sơ một cán bộ",
    description="Sửa những trường được gửi; trường không gửi giữ nguyên. Cấp bậc hàm, chức vụ có địa chỉ "
    "riêng. Khóa phải được ghi “Hồ sơ cán bộ”.",
)
def change(request: HttpRequest, number: BadgeNumber, body: PersonChange) -> PersonOut:
    actor = writer(request, WriteArea.RECORDS)
    person = _person(actor, number)
    return _told(services.change_person(actor=actor, person=person, **_changes(actor, body)))


def _told(one: Person) -> PersonOut:
    return person_told(one, current_posts([one]).get(one.pk))


# ---- posts ----------------------------------------------------------------------------------------


@router.get(
    "/persons/{number}/posts",
    response=list[PostOut],
    summary="Các chức vụ của một cán bộ",
    description="Chức vụ đã giữ và đang giữ, theo ngày đầu.",
)
def posts(request: HttpRequest, number: BadgeNumber) -> list[PostOut]:
    rows = _person(caller(request), number).posts.select_related("unit").order_by("start", "pk")
    return [_post(one) for one in rows]


@router.post(
    "/persons/{number}/posts",
    response={201: PostOut},
    summary="Ghi một chức vụ mới",
    description="Chức vụ chính đang giữ kết thúc vào hôm trước ngày đầu của chức vụ chính mới. Khóa phải "
    "được ghi “Hồ sơ cán bộ”.",
)
def assign(request: HttpRequest, number: BadgeNumber, body: PostIn) -> Status[PostOut]:
    actor = writer(request, WriteArea.RECORDS)
    person = _person(actor, number)
    return Status(201, _post(services.assign_post(actor=actor, person=person, **_changes(actor, body))))


@router.patch(
    "/posts/{id}",
    response=PostOut,
    summary="Sửa một chức vụ ghi nhầm, hoặc ghi ngày cuối",
    description="Sửa những trường được gửi. Dòng do điều chuyển ghi thì sửa ở việc điều chuyển, trên trang. "
    "Khóa phải được ghi “Hồ sơ cán bộ”.",
)
def correct_post(request: HttpRequest, id: int, body: PostChange) -> PostOut:
    actor = writer(request, WriteArea.RECORDS)
    row = services.correct_row(actor=actor, row=_held(actor, Post, id), **_changes(actor, body))
    assert isinstance(row, Post)
    return _post(row)


@router.delete(
    "/posts/{id}",
    response={204: None},
    summary="Xóa một chức vụ ghi nhầm",
    description="Nhật ký giữ dòng đã xóa và lý do (why). Chức vụ duy nhất của một người không xóa được. "
    "Khóa phải được ghi “Hồ sơ cán bộ”.",
)
def remove_post(request: HttpRequest, id: int, why: AskedWhy) -> Status[None]:
    actor = writer(request, WriteArea.RECORDS)
    services.remove_row(actor=actor, row=_held(actor, Post, id), why=why)
    return Status(204, None)


def _held(actor: Account, model: type[Post] | type[RankHeld], id: int) -> Any:
    rows = model._base_manager.filter(person__in=open_people(actor).order_by().values("pk"))
    return get_object_or_404(rows.select_related("person"), pk=id)


def _post(one: Post) -> PostOut:
    return PostOut(
        id=one.pk,
        unit=one.unit.code,
        title=one.title,
        start=one.start,
        end=one.end,
        leads=one.leads,
        main=one.main,
    )


# ---- ranks ----------------------------------------------------------------------------------------


@router.get(
    "/persons/{number}/ranks",
    response=list[RankOut],
    summary="Các cấp bậc hàm của một cán bộ",
    description="Theo ngày được phong, thăng; dòng cuối là cấp bậc hàm hiện nay.",
)
def ranks(request: HttpRequest, number: BadgeNumber) -> list[RankOut]:
    return [_rank(one) for one in _person(caller(request), number).ranks.order_by("since", "pk")]


@router.post(
    "/persons/{number}/ranks",
    response={201: RankOut},
    summary="Ghi một lần phong, thăng cấp bậc hàm",
    description="Dòng mới nhất theo ngày là cấp bậc hàm hiện nay. Một ngày chỉ một cấp. Khóa phải được ghi "
    "“Hồ sơ cán bộ”.",
)
def confer(request: HttpRequest, number: BadgeNumber, body: RankIn) -> Status[RankOut]:
    actor = writer(request, WriteArea.RECORDS)
    row = services.confer_rank(
        actor=actor, person=_person(actor, number), rank=body.name, since=body.since, number=body.number
    )
    return Status(201, _rank(row))


@router.patch(
    "/ranks/{id}",
    response=RankOut,
    summary="Sửa một dòng cấp bậc hàm ghi nhầm",
    description="Sửa những trường được gửi. Khóa phải được ghi “Hồ sơ cán bộ”.",
)
def correct_rank(request: HttpRequest, id: int, body: RankChange) -> RankOut:
    actor = writer(request, WriteArea.RECORDS)
    row = services.correct_row(actor=actor, row=_held(actor, RankHeld, id), **_changes(actor, body))
    assert isinstance(row, RankHeld)
    return _rank(row)


@router.delete(
    "/ranks/{id}",
    response={204: None},
    summary="Xóa một dòng cấp bậc hàm ghi nhầm",
    description="Nhật ký giữ dòng đã xóa và lý do (why). Khóa phải được ghi “Hồ sơ cán bộ”.",
)
def remove_rank(request: HttpRequest, id: int, why: AskedWhy) -> Status[None]:
    actor = writer(request, WriteArea.RECORDS)
    services.remove_row(actor=actor, row=_held(actor, RankHeld, id), why=why)
    return Status(204, None)


def _rank(one: RankHeld) -> RankOut:
    return RankOut(id=one.pk, name=one.name, since=one.since, number=one.number)


# ---- years and works ------------------------------------------------------------------------------


@router.put(
    "/ratings",
    response=RatingOut,
    summary="Ghi, sửa xếp loại một năm",
    description="Một cán bộ (person) hoặc một đơn vị (unit): mức (level), hoặc lý do không xếp loại "
    "(unassessed). Gửi lại như đã ghi thì không đổi gì; sửa thì có lý do (why). Khóa phải được ghi “Xếp "
    "loại hằng năm”.",
)
def rate(request: HttpRequest, body: RatingIn) -> RatingOut:
    actor = writer(request, WriteArea.RATINGS)
    if bool(body.person) == bool(body.unit):
        raise ValidationError("Ghi số hiệu (person) hoặc mã đơn vị (unit), một trong hai.")
    subject: Person | Unit = _person(actor, body.person) if body.person else unit_named(actor, body.unit)
    held = YearRating.objects.filter(
        **{"person" if body.person else "unit": subject},
        year=body.year,
        level=body.level,
        unassessed=body.unassessed,
    ).first()
    if held is not None:
        require_edit(actor, subject)
        return rating_told(held)
    row = services.rate_year(
        actor=actor,
        subject=subject,
        year=body.year,
        level=None if body.level is None else Level(body.level),
        unassessed=Unassessed(body.unassessed) if body.unassessed else None,
        why=body.why,
    )
    return rating_told(row)


@router.post(
    "/works",
    response={201: WorkOut},
    summary="Ghi một sáng kiến, đề tài được công nhận",
    description="Phải có quyền ghi hồ sơ của mọi tác giả. Khóa phải được ghi “Sáng kiến, đề tài”.",
)
def recognise(request: HttpRequest, body: WorkIn) -> Status[WorkOut]:
    actor = writer(request, WriteArea.WORKS)
    told = body.model_dump() | {
        "authors": _authors(actor, body.authors),
        "kind": WorkKind(body.kind),
        "scope": WorkScope(body.scope),
    }
    return Status(201, _work(actor, services.recognise_work(actor=actor, **told)))


@router.patch(
    "/works/{id}",
    response=WorkOut,
    summary="Sửa một sáng kiến, đề tài",
    description="Sửa những trường được gửi; authors thay cả danh sách tác giả. Khóa phải được ghi “Sáng "
    "kiến, đề tài”.",
)
def change_work(request: HttpRequest, id: int, body: WorkChange) -> WorkOut:
    actor = writer(request, WriteArea.WORKS)
    seen = open_people(actor).order_by().values("pk")
    rows = RecognisedWork.objects.filter(authorships__person__in=seen).distinct()
    work = get_object_or_404(rows, pk=id)
    changes = _changes(actor, body)
    kept = [(one.person, one.share) for one in work.authorships.select_related("person")]
    changes["authors"] = _authors(actor, body.authors) if "authors" in changes else kept
    return _work(actor, services.change_work(actor=actor, work=work, **changes))


def _authors(actor: Account, sent: list[AuthorIn]) -> list[tuple[Person, int | None]]:
    return [(_person(actor, one.person), one.share) for one in sent]


def _work(actor: Account, one: RecognisedWork) -> WorkOut:
    return work_told(one, set(open_people(actor).values_list("pk", flat=True)))

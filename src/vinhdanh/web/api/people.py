"""Units, people, ratings, disciplines and works."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema

from vinhdanh.eligibility.views.discipline import state_words
from vinhdanh.engine.facts import WorkKind
from vinhdanh.people.models import Discipline, Person, Post, RecognisedWork, Unit, YearRating
from vinhdanh.people.register_selectors import DISCIPLINE_STATES, Search, disciplines, works
from vinhdanh.people.selectors import current_posts, search_units, visible_units
from vinhdanh.people.types import choices
from vinhdanh.web.api.calling import (
    At,
    BadgeNumber,
    Number,
    Only,
    Page,
    caller,
    open_people,
    page,
    page_of_rows,
    slice_of,
    under_secrecy,
    unit_named,
)

router = Router()


class UnitOut(Schema):
    code: str = Field(description="Mã đơn vị.")
    name: str
    kind: str
    tier: str = Field(description="Cấp đơn vị.")
    force: str
    parent: str | None = Field(description="Mã đơn vị cấp trên.")
    valid_from: date | None
    valid_to: date | None


class PersonOut(Schema):
    number: str = Field(description="Số hiệu.")
    name: str
    rank: str
    force: str
    unit: str | None = Field(description="Mã đơn vị đang công tác, hoặc đơn vị cuối.")
    post: str = Field(description="Chức vụ.")
    joined: date | None
    left: date | None


class RatingOut(Schema):
    id: int
    person: str | None = Field(description="Số hiệu.")
    unit: str | None
    year: int
    level: int | None
    level_words: str
    unassessed: str = Field(description="Lý do không xếp loại.")


class DisciplineOut(Schema):
    id: int
    person: str | None = Field(description="Số hiệu.")
    unit: str | None
    form: int
    form_words: str
    decided: date
    ends: date | None
    number: str
    state: str


class AuthorOut(Schema):
    person: str = Field(description="Số hiệu.")
    share: int | None = Field(description="Tỷ lệ đóng góp, phần trăm.")


class WorkOut(Schema):
    id: int
    code: str
    kind: str
    kind_words: str
    name: str
    year: int
    scope: int
    scope_words: str
    recognised: date | None
    number: str
    authors: list[AuthorOut] = Field(description="Tác giả mà khóa thấy được và không có độ mật.")


def _unit(one: Unit) -> UnitOut:
    return UnitOut(
        code=one.code,
        name=one.name,
        kind=one.kind,
        tier=one.tier,
        force=one.force,
        parent=one.parent.code if one.parent else None,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
    )


def person_told(one: Person, post: Post | None) -> PersonOut:
    """Somebody as the API tells of him; ``post``: where he serves now."""
    return PersonOut(
        number=one.number,
        name=one.name,
        rank=one.rank,
        force=one.force,
        unit=post.unit.code if post else None,
        post=post.title if post else "",
        joined=one.joined,
        left=one.left,
    )


def rating_told(one: YearRating) -> RatingOut:
    """A year's level as the API tells of it."""
    return RatingOut(
        id=one.pk,
        person=one.person.number if one.person else None,
        unit=one.unit.code if one.unit else None,
        year=one.year,
        level=one.level,
        level_words=one.get_level_display() or "",
        unassessed=one.get_unassessed_display() if one.unassessed else "",
    )


def _discipline(one: Discipline) -> DisciplineOut:
    return DisciplineOut(
        id=one.pk,
        person=one.person.number if one.person else None,
        unit=one.unit.code if one.unit else None,
        form=one.form,
        form_words=one.get_form_display(),
        decided=one.decided,
        ends=one.ends,
        number=one.number,
        state=state_words(one),
    )


@router.get(
    "/units",
    response=Page[UnitOut],
    summary="Các đơn vị",
    description="Đơn vị mà khóa thấy được, kể cả đơn vị đã thôi. Lọc theo chữ trong tên hoặc đầu mã (q), theo"
    " đơn vị cấp trên (below: đơn vị đó và mọi đơn vị dưới nó), theo ngày còn hoạt động (on).",
)
def units(
    request: HttpRequest, at: At, q: str = "", below: str = "", on: date | None = None
) -> Page[UnitOut]:
    actor = caller(request)
    rows = search_units(visible_units(actor).select_related("parent"), q)
    if below:
        rows = rows.filter(path__startswith=unit_named(actor, below).path)
    if on:
        rows = rows & Unit.objects.open(on)
    return page(rows, at, _unit)


@router.get("/units/{code}", response=UnitOut, summary="Một đơn vị", description="Một đơn vị theo mã.")
def unit(request: HttpRequest, code: str) -> UnitOut:
    return _unit(unit_named(caller(request), code))


@router.get(
    "/persons",
    response=Page[PersonOut],
    summary="Cán bộ",
    description="Cán bộ mà khóa thấy được. Người có độ mật không có trong danh sách. Lọc theo họ tên, số hiệu"
    " (q), đơn vị hiện nay và các đơn vị dưới nó (unit).",
)
def persons(request: HttpRequest, at: At, q: str = "", unit: str = "") -> Page[PersonOut]:
    actor = caller(request)
    rows = open_people(actor)
    if unit:
        below = Unit.objects.subtree(unit_named(actor, unit))
        rows = rows & Person.objects.in_units(below, timezone.localdate())
    if q:
        rows = rows & Person.objects.search(q)
    found = slice_of(rows, at)
    posts = current_posts(found)
    return page_of_rows(found, at, lambda one: person_told(one, posts.get(one.pk)))


@router.get(
    "/persons/{number}",
    response=PersonOut,
    summary="Một cán bộ",
    description="Một cán bộ theo số hiệu. Người ngoài phạm vi và người có độ mật đều là không tìm thấy.",
)
def person(request: HttpRequest, number: BadgeNumber) -> PersonOut:
    one = get_object_or_404(open_people(caller(request)), number=number)
    return person_told(one, current_posts([one]).get(one.pk))


@router.get(
    "/ratings",
    response=Page[RatingOut],
    summary="Xếp loại hằng năm",
    description="Xếp loại mức độ hoàn thành nhiệm vụ của cán bộ và đơn vị. Lọc theo năm (year), số hiệu "
    "(person), mã đơn vị được xếp loại (unit).",
)
def ratings(
    request: HttpRequest, at: At, year: Number = None, person: str = "", unit: str = ""
) -> Page[RatingOut]:
    actor = caller(request)
    seen = Q(person__in=open_people(actor)) | Q(unit__in=visible_units(actor))
    rows = YearRating.objects.filter(seen).select_related("person", "unit")
    if year is not None:
        rows = rows.filter(year=year)
    if person:
        rows = rows.filter(person=get_object_or_404(open_people(actor), number=person))
    if unit:
        rows = rows.filter(unit=unit_named(actor, unit))
    return page(rows, at, rating_told)


@router.get(
    "/disciplines",
    response=Page[DisciplineOut],
    summary="Kỷ luật",
    description="Quyết định kỷ luật của cán bộ và tập thể. Lọc theo năm quyết định (year), đơn vị (unit), "
    "tình trạng (state: dang, het, huy).",
)
def discipline_list(
    request: HttpRequest,
    at: At,
    year: Number = None,
    unit: str = "",
    state: Annotated[str, Only(DISCIPLINE_STATES.items())] = "",
) -> Page[DisciplineOut]:
    actor = caller(request)
    search = Search(year=year, unit=unit_named(actor, unit) if unit else None, state=state)
    return page(disciplines(actor, search).exclude(under_secrecy(actor)), at, _discipline)


@router.get(
    "/disciplines/{id}",
    response=DisciplineOut,
    summary="Một quyết định kỷ luật",
    description="Một quyết định kỷ luật theo mã số.",
)
def discipline(request: HttpRequest, id: int) -> DisciplineOut:
    actor = caller(request)
    return _discipline(get_object_or_404(disciplines(actor, Search()).exclude(under_secrecy(actor)), pk=id))


@router.get(
    "/works",
    response=Page[WorkOut],
    summary="Sáng kiến, đề tài",
    description="Sáng kiến, đề tài, mưu trí sáng tạo được công nhận mà khóa thấy một tác giả. Lọc theo năm "
    "(year), loại (kind), đơn vị của tác giả (unit), chữ trong tên (q).",
)
def work_list(
    request: HttpRequest,
    at: At,
    year: Number = None,
    kind: Annotated[str, Only(choices(WorkKind))] = "",
    unit: str = "",
    q: str = "",
) -> Page[WorkOut]:
    actor = caller(request)
    search = Search(text=q, year=year, kind=kind, unit=unit_named(actor, unit) if unit else None)
    seen = set(open_people(actor).values_list("pk", flat=True))
    rows = RecognisedWork.objects.filter(pk__in=works(actor, search).order_by().values("pk"))
    rows = rows.filter(authorships__person__in=open_people(actor).order_by().values("pk")).distinct()
    return page(rows.prefetch_related("authorships__person"), at, lambda one: work_told(one, seen))


def work_told(one: RecognisedWork, seen: set[int]) -> WorkOut:
    """A work with those of its authors (keys) that the caller sees."""
    return WorkOut(
        id=one.pk,
        code=one.code,
        kind=one.kind,
        kind_words=one.get_kind_display(),
        name=one.name,
        year=one.year,
        scope=one.scope,
        scope_words=one.get_scope_display(),
        recognised=one.recognised,
        number=one.number,
        authors=[
            AuthorOut(person=author.person.number, share=author.share)
            for author in one.authorships.all()
            if author.person_id in seen
        ],
    )

"""What was registered for the emulation year, and how far registration has come."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Router, Schema

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.movements.models import Registration
from vinhdanh.movements.selectors.registration import coverage
from vinhdanh.people.selectors import visible_units
from vinhdanh.web.api.calling import (
    At,
    Number,
    Page,
    caller,
    honour_named,
    page,
    under_secrecy,
    unit_named,
)

router = Router()


class RegistrationOut(Schema):
    id: int
    unit: str = Field(description="Mã đơn vị lập bản đăng ký.")
    year: int
    person: str | None = Field(description="Số hiệu, khi cá nhân đăng ký.")
    collective: str | None = Field(description="Mã đơn vị, khi tập thể đăng ký.")
    honour: str
    honour_name: str
    sheet_state: str


class CoverOut(Schema):
    unit: str | None
    serving: int
    registered: int
    missing: int
    away: int = Field(description="Vắng, không phải đăng ký.")
    percent: float | None
    units: int = Field(description="Số tập thể.")
    units_registered: int


@router.get(
    "/registrations",
    response=Page[RegistrationOut],
    summary="Đăng ký thi đua",
    description="Danh hiệu, hình thức mà cá nhân, tập thể đăng ký, bản mới nhất. Lọc theo năm (year), đơn vị "
    "lập bản đăng ký (unit), danh hiệu (honour).",
)
def registrations(
    request: HttpRequest, at: At, year: Number = None, unit: str = "", honour: str = ""
) -> Page[RegistrationOut]:
    actor = caller(request)
    seen = Q(sheet__unit__in=visible_units(actor))
    if actor.person_number:
        seen |= Q(person__number=actor.person_number)
    rows = Registration.objects.current().filter(seen).exclude(under_secrecy(actor))
    rows = rows.select_related("person", "unit", "sheet__unit")
    if year is not None:
        rows = rows.filter(year=year)
    if unit:
        rows = rows.filter(sheet__unit=unit_named(actor, unit))
    if honour:
        rows = rows.filter(honour=honour_named(honour))
    return page(rows, at, _registration)


def _registration(one: Registration) -> RegistrationOut:
    return RegistrationOut(
        id=one.pk,
        unit=one.sheet.unit.code,
        year=one.year,
        person=one.person.number if one.person else None,
        collective=one.unit.code if one.unit else None,
        honour=one.honour,
        honour_name=honour_name(one.honour),
        sheet_state=one.sheet.state,
    )


@router.get(
    "/registrations/coverage",
    response=list[CoverOut],
    summary="Độ phủ đăng ký thi đua",
    description="Bao nhiêu cán bộ, tập thể đã đăng ký, theo từng đơn vị trực tiếp dưới một đơn vị (unit; để "
    "trống là đơn vị cao nhất mà khóa thấy được).",
)
def registration_coverage(request: HttpRequest, year: int, unit: str = "") -> list[CoverOut]:
    actor = caller(request)
    found = coverage(actor, year, unit_named(actor, unit) if unit else None)
    return [
        CoverOut(
            unit=row.unit.code if row.unit else None,
            serving=row.serving,
            registered=row.registered,
            missing=row.missing,
            away=row.away,
            percent=None if row.percent is None else float(row.percent),
            units=row.units,
            units_registered=row.units_registered,
        )
        for row in found.rows
    ]

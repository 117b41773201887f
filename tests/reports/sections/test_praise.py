"""Praise within movements and the Sổ vàng, by term and axis; who is under secrecy is counted, not named."""

from __future__ import annotations

from datetime import date

import pytest

from tests.movements.year import OPERATOR
from tests.reports.sections.told import Told, assert_made_up_of_records, figures, text_of
from vinhdanh.movements import services
from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import GoldenEntry, Movement, PraiseProposal
from vinhdanh.movements.services import AxisText
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.praise import PraiseWay
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.sections.praise import praise

pytestmark = pytest.mark.django_db
MARCH, SPRING = Term(Cadence.MONTH, 2025, 3), Term(Cadence.QUARTER, 2025, 1)
DEEDS = ("Cải tiến sổ trực của đội", "Trả lại tiền nhặt được", "Mở lớp xóa mù chữ ở bản")
AXES = [AxisText("Kỷ luật nhất", [("Điều lệnh", [])]), AxisText("Gần dân nhất", [("Phục vụ", [])])]


def proposed(year: Told, movement: Movement, subject: Person | Unit, axis: int, term: Term) -> PraiseProposal:
    made = services.write_proposal(
        actor=OPERATOR,
        movement=movement,
        unit=year.d1,
        term=term,
        subject=subject,
        axis=movement.axes.get(order=axis),
        deed=DEEDS[PraiseProposal.objects.count()],
        way=PraiseWay.NOTICE,
    )
    services.send_proposal(actor=OPERATOR, proposal=made)
    return made


def agreed(year: Told, movement: Movement, subject: Person | Unit, axis: int, term: Term = MARCH) -> None:
    services.answer_proposal(
        actor=OPERATOR, proposal=proposed(year, movement, subject, axis, term), agreed=True
    )


def golden(year: Told, movement: Movement) -> GoldenEntry:
    return services.enter_golden(
        actor=OPERATOR,
        movement=movement,
        unit=year.d2,
        subject=year.binh,
        axis=movement.axes.get(order=2),
        term=SPRING,
        deed="Cứu hai người dân",
        on=date(2025, 4, 2),
        decided_by="Giám đốc",
    )


def test_praise_is_counted_by_term_and_axis() -> None:
    year = Told()
    movement = year.movement(year.px01, axes=AXES)
    agreed(year, movement, year.an, 1)
    agreed(year, movement, year.d1, 2)
    proposed(year, movement, year.an, 2, MARCH)
    golden(year, movement)
    section = praise(year.scope())
    found = text_of(section)
    assert (
        "03 lượt được biểu dương, khen thưởng trong các phong trào (01 lượt tập thể, 02 lượt cá nhân): "
        "biểu dương 02, ghi Sổ vàng 01."
    ) in found
    assert "Tháng 3/2025 | 01 | 01 | 02" in found
    assert "Quý I/2025 | 00 | 01 | 01" in found
    assert "Cả năm | 01 | 02 | 03" in found
    assert "Sổ vàng ghi 01 dòng: 00 lượt tập thể, 01 lượt cá nhân." in found
    assert (
        "Quý I/2025 | Gần dân nhất | 02/04/2025 | Trần Bình, 103 | Đội Đào tạo | Cứu hai người dân" in found
    )
    assert_made_up_of_records(section)


def test_a_line_that_was_struck_counts_nowhere() -> None:
    year = Told()
    entry = golden(year, year.movement(year.px01, axes=AXES))
    services.strike_golden(actor=OPERATOR, entry=entry, on=date(2025, 5, 1), ground="Ghi nhầm người")
    assert text_of(praise(year.scope())) == (
        "Chưa ghi lượt biểu dương, dòng Sổ vàng nào của Phòng Tổ chức cán bộ năm 2025."
    )


def test_who_is_under_secrecy_is_counted_and_not_named() -> None:
    year = Told()
    golden(year, year.movement(year.px01, axes=AXES))
    Post.objects.filter(person=year.binh).update(unit=year.px02)
    Person.objects.filter(pk=year.binh.pk).update(secrecy=Secrecy.SECRET)
    section = praise(year.scope(actor=year.boss))
    assert "Sổ vàng ghi 01 dòng" in text_of(section)
    assert "Trần Bình" not in text_of(section)
    record = figures(section)["bieu-duong.so-vang"].records()[0]
    assert (record.name, record.href) == ("Cán bộ thuộc diện bảo vệ bí mật", "")
    assert "Cứu hai người" not in record.detail

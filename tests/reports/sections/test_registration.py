"""Coverage of the registration, by title and unit, and the giao ước."""

from __future__ import annotations

from datetime import date

import pytest

from tests.movements.year import OPERATOR
from tests.records import make_person, paper
from tests.reports.sections.told import Told, assert_made_up_of_records, text_of
from vinhdanh.awards.services.grants import Entry as Award
from vinhdanh.awards.services.grants import record_grants
from vinhdanh.movements import services
from vinhdanh.people.models import Absence
from vinhdanh.reports.sections.registration import registration

pytestmark = pytest.mark.django_db


def test_who_registered_of_those_who_must() -> None:
    year = Told()
    mai = make_person("104", year.d1, "Lò Thị Mai")
    Absence.objects.create(person=mai, kind="maternity", start=date(2025, 9, 1))
    year.register(year.d1, p102=["CSTT", "CSTD_CS"], unit=["DVTT"])
    year.register(year.d2, p103=["CSTT"])
    section = registration(year.scope())
    found = text_of(section)
    assert "02/03 cán bộ, chiến sĩ đăng ký thi đua, đạt 66,6%; 01 người vắng mặt (nghỉ thai sản)" in found
    assert "01/03 tập thể đăng ký danh hiệu, đạt 33,3%; 02/03 đơn vị gửi bản đăng ký, đạt 66,7%." in found
    assert "Chiến sĩ tiên tiến | 02 | 00 | 00" in found
    assert "Đơn vị tiên tiến | 00 | 01 | 00" in found
    assert "Đội Chính sách | 01 | 01 | 100% | 01" in found
    assert_made_up_of_records(section)


def test_what_was_given_of_what_was_registered() -> None:
    year = Told()
    year.register(year.d1, p102=["CSTT"])
    record_grants(actor=OPERATOR, decision=paper(), entries=[Award(year.an, "CSTT", 2025)])
    assert "Chiến sĩ tiên tiến | 01 | 00 | 01" in text_of(registration(year.scope()))


def test_the_compacts_and_how_many_signed() -> None:
    year = Told()
    text = services.CompactText(["Chấp hành điều lệnh"], (), [year.px01, year.px02])
    fields = {"year": 2025, "number": "01/GƯ", "dated": date(2025, 1, 20), "name": "Thi đua năm 2025"}
    compact = services.write_compact(actor=OPERATOR, unit=year.cat, text=text, **fields)
    assert "Không có giao ước thi đua nào" in text_of(registration(year.scope()))
    services.open_compact(actor=OPERATOR, compact=compact)
    services.sign_compact(actor=year.boss, compact=compact, unit=year.px01)
    compact.refresh_from_db()
    assert "Có 01 giao ước thi đua: 01/01 lượt đơn vị đã ký, đạt 100%." in text_of(registration(year.scope()))
    section = registration(year.scope(year.cat))
    assert "Có 01 giao ước thi đua: 01/02 lượt đơn vị đã ký, đạt 50%." in text_of(section)
    assert_made_up_of_records(section)


def test_a_year_without_registration_says_so() -> None:
    year = Told()
    assert text_of(registration(year.scope())).splitlines() == [
        "Chưa có đăng ký thi đua năm 2025 của Phòng Tổ chức cán bộ được gửi.",
        "Không có giao ước thi đua nào của đơn vị trong năm 2025.",
    ]

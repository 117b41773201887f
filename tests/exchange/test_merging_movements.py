"""Two files of one person made one: what they have in the emulation years goes along."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.movements.praising import figured
from tests.movements.year import OPERATOR, TODAY, Year
from vinhdanh.exchange.merging import merge, part
from vinhdanh.movements import services
from vinhdanh.movements.models import GoldenEntry
from vinhdanh.movements.selectors.subjects import year_lines_of
from vinhdanh.movements.services import Promise


@pytest.fixture
def year(db: None) -> Year:
    return Year()


def test_titles_promises_and_praise_follow_and_stand_on_the_kept_file(year: Year) -> None:
    figured(year)  # a proposal about An that was agreed to, a line of the Sổ vàng about Bình
    entries = {year.an.number: services.Entry(["CSTT"], [Promise("Đúng hạn")])}
    sheet = services.write_registrations(actor=OPERATOR, unit=year.d1, year=TODAY.year, entries=entries)
    services.send_registration(actor=OPERATOR, sheet=sheet)
    merge(actor=OPERATOR, kept=year.binh, merged=year.an, ground="Nhập hai lần")
    lines = year_lines_of(year.standing, year.binh)
    assert {(line.kind, line.words) for line in lines} == {
        ("Đăng ký", "Chiến sĩ tiên tiến"),
        ("Cam kết", "Đúng hạn"),
        ("Biểu dương", "Việc làm agreed agreed"),
        ("Sổ vàng", "Dòng đã ghi"),
    }
    assert year_lines_of(year.standing, year.an) == []
    assert all(line.href for line in lines)
    assert not any(line.href for line in year_lines_of(year.other, year.binh))  # PX02 opens none of them


def test_a_line_of_the_golden_book_follows_a_merge_and_nothing_else(year: Year) -> None:
    figured(year)
    entry = GoldenEntry.objects.get()
    kept, merged = year.an, year.binh
    with pytest.raises(IntegrityError, match="gạch có căn cứ"), transaction.atomic():
        GoldenEntry.objects.update(person=kept)
    done = merge(actor=OPERATOR, kept=kept, merged=merged, ground="Nhập hai lần")
    entry.refresh_from_db()
    assert entry.person == kept
    with pytest.raises(IntegrityError, match="gạch có căn cứ"), transaction.atomic():
        GoldenEntry.objects.update(deed="Khác")
    part(actor=OPERATOR, merge=done, ground="Hai người")
    entry.refresh_from_db()
    assert entry.person == merged

"""A unit that is renamed or merged: what it did in the emulation years is shown on the page of its heir."""

from __future__ import annotations

from tests.movements.registration_acts import registration_act
from tests.movements.target_acts import LAST_YEAR, made
from tests.movements.year import OPERATOR, TODAY, Year
from tests.people.months import as_, said
from vinhdanh.movements.selectors.subjects import unit_lines_of
from vinhdanh.people.services import merge_units, rename_unit


def test_a_renamed_unit_shows_what_it_did_under_its_old_name(year: Year) -> None:
    made(year.px01, "Lớp")
    new = rename_unit(actor=OPERATOR, unit=year.px01, code="PX09", name="Phòng Mới", on=TODAY, basis="QĐ 1")
    (line,) = unit_lines_of(year.standing, new)
    assert (line.year, line.words, line.unit) == (LAST_YEAR, "1 chỉ tiêu đăng ký, 0 chốt đạt", year.px01)
    assert "dv=PX01" in line.href
    assert "Trong các năm thi đua" in said(as_(year.standing).get("/don-vi/PX09/?phan=to-chuc"))


def test_a_merged_team_shows_on_the_other_one_and_nowhere_else(year: Year) -> None:
    registration_act("send_registration", OPERATOR, year)  # the sheet of D1
    merge_units(actor=OPERATOR, units=[year.d1], into=year.d2, on=TODAY, basis="QĐ 2")
    (line,) = unit_lines_of(year.standing, year.d2)
    assert (line.kind, line.words, line.unit) == ("Đăng ký", "Bản đăng ký: đã gửi", year.d1)
    assert unit_lines_of(year.standing, year.px02) == []

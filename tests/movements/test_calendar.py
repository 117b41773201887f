"""The calendar: who sees which date, and what the law's days look like in a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.movements.year import END, OPERATOR, TODAY, Year
from tests.records import make_person
from vinhdanh.access.models import Account
from vinhdanh.audit.models import JournalEntry
from vinhdanh.movements import almanac, services
from vinhdanh.movements.models import CalendarEntry
from vinhdanh.movements.selectors.calendar import day_off, due_soon, entries, entry_of
from vinhdanh.movements.types.calendar import Entry, EntryKind, EntrySource
from vinhdanh.people.models import Discipline, Unit

SOON = TODAY + timedelta(days=3)


def written(unit: Unit, title: str = "Nộp báo cáo", on: date = SOON, **more: object) -> CalendarEntry:
    fields: dict[str, object] = {"kind": EntryKind.DEADLINE, "title": title, "on": on}
    return services.add_entry(actor=OPERATOR, unit=unit, **(fields | more))


def titles(actor: Account, first: date = TODAY, last: date = END) -> list[str]:
    return [one.title for one in entries(actor, first, last)]


def test_days_of_the_law_stand_in_the_year_with_their_citation(year: Year) -> None:
    found = [one for one in entries(year.standing, date(2026, 1, 1), date(2026, 12, 31)) if one.cite]
    assert [(one.on, one.cite) for one in found] == [
        (date(2026, 5, 30), "điểm a khoản 3 Điều 4 TT 20/2025/TT-BCA"),
        (date(2026, 6, 30), "điểm b khoản 1 Điều 32 NĐ 98/2023/NĐ-CP"),
        (date(2026, 12, 31), "điểm a khoản 1 Điều 32 NĐ 98/2023/NĐ-CP"),
    ]
    assert "Chiến sĩ thi đua toàn quốc (mốc cũ, chưa kiểm chứng)" in found[2].title
    assert "đã hết hiệu lực" in found[2].detail
    assert "năm thi đua 2025" in found[2].detail
    assert all(one.unverified for one in found)
    before = entries(year.standing, date(2025, 6, 30), date(2025, 6, 30))
    assert [(one.cite, one.unverified) for one in before] == [(found[1].cite, False)]
    assert all(one.mine and one.source == EntrySource.LAW for one in found)


def test_a_unit_s_date_reaches_everybody_below_it_and_nobody_beside_it(year: Year) -> None:
    written(year.px01, "Việc của PX01")
    written(year.cat, "Việc của tỉnh")
    assert {"Việc của PX01", "Việc của tỉnh"} <= set(titles(year.officer))
    assert "Việc của PX01" not in titles(year.other)
    assert "Việc của tỉnh" in titles(year.other)
    mine = {one.title: one.mine for one in entries(year.standing, TODAY, END)}
    assert (mine["Việc của tỉnh"], mine["Việc của PX01"]) == (True, False)


def test_who_writes_for_a_unit_writes_its_calendar_and_nobody_else(year: Year) -> None:
    fields = {"kind": EntryKind.MEETING, "title": "Giao ban", "on": SOON}
    made = services.add_entry(actor=year.clerk, unit=year.px01, **fields)
    with pytest.raises(PermissionDenied, match="chưa được giao quyền"):
        services.change_entry(actor=year.other, entry=made, title="Khác")
    with pytest.raises(PermissionDenied):
        services.cancel_entry(actor=year.officer, entry=made, reason="X")
    with pytest.raises(ValidationError, match="Ghi lý do hủy"):
        services.cancel_entry(actor=year.boss, entry=made, reason="  ")
    services.cancel_entry(actor=year.boss, entry=made, reason="Dời sang tháng sau")
    assert "Giao ban" not in titles(year.clerk)
    with pytest.raises(ValidationError, match="đã hủy"):
        services.change_entry(actor=year.clerk, entry=made, title="Khác")
    last = JournalEntry.objects.latest("pk")
    assert (last.verb, last.why) == ("movements.calendar_cancelled", "Dời sang tháng sau")


def test_dates_out_of_order_are_refused(year: Year) -> None:
    with pytest.raises(ValidationError, match="Ngày cuối phải sau ngày đầu"):
        written(year.px01, until=SOON - timedelta(days=1))


def test_a_deadline_of_the_unit_is_late_until_it_is_done(year: Year) -> None:
    made = written(year.px01, on=TODAY - timedelta(days=2))
    assert [one.title for one in due_soon(year.clerk, 7)] == ["Nộp báo cáo"]
    services.finish_entry(actor=year.clerk, entry=made)
    assert due_soon(year.clerk, 7) == []
    services.finish_entry(actor=year.clerk, entry=made, done=False)
    assert len(due_soon(year.clerk, 7)) == 1


def test_a_meeting_that_has_passed_is_not_late(year: Year) -> None:
    written(year.px01, on=TODAY - timedelta(days=2), kind=EntryKind.MEETING)
    assert due_soon(year.clerk, 7) == []


def test_movements_begin_and_end_in_the_calendar(year: Year) -> None:
    above = year.launched()
    keys = {one.key: one for one in entries(year.clerk, above.first, above.last)}
    assert {f"movement-{above.pk}-start", f"movement-{above.pk}-end"} <= keys.keys()
    assert not keys[f"movement-{above.pk}-end"].mine
    year.draft(name="Chưa phát động")
    assert not any("Chưa phát động" in title for title in titles(year.standing, above.first, above.last))


def test_titles_name_nobody(year: Year) -> None:
    person = make_person("777", year.px01, "Vũ Thị Mật", secrecy=2)
    Discipline.objects.create(person=person, form=1, decided=TODAY - timedelta(days=300), ends=SOON)
    found = next(one for one in entries(year.standing, TODAY, END) if one.person == "777")
    assert found.detail == "Vũ Thị Mật"
    assert "Vũ" not in found.title + found.outward
    assert entry_of(year.other, found.key, SOON) is None


def test_inside_words_do_not_go_out(year: Year) -> None:
    written(year.px01, "Rà soát hồ sơ trinh sát", inside=True)
    found = next(one for one in entries(year.clerk, TODAY, END) if one.inside)
    assert found.outward == "Hạn nộp (nội dung xem trên trang)"


def test_a_day_off_is_said_and_nothing_is_shifted() -> None:
    assert day_off(date(2026, 11, 22)) == "Chủ nhật"
    assert day_off(date(2026, 8, 22)) == ""  # a Saturday on which offices work
    assert day_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam (chưa kiểm chứng)"
    entry = Entry("k", date(2026, 11, 22), EntryKind.DEADLINE, "X", "/", EntrySource.OWN, waits=True)
    (row,) = almanac.rows([entry], date(2026, 11, 20), day_off)
    assert (row.off, row.left, row.entry.on) == ("Chủ nhật", 2, date(2026, 11, 22))


def test_the_line_of_today_stands_before_what_is_to_come() -> None:
    today = date(2026, 11, 20)
    found = [
        Entry(str(day), date(2026, 11, day), EntryKind.OTHER, "X", "/", EntrySource.OWN)
        for day in (2, 19, 24)
    ]
    (month,) = almanac.months(2026, found, today, day_off)
    assert (month.over, month.today_at) == (False, 2)
    (old,) = almanac.months(2026, found[:2], date(2026, 12, 1), day_off)
    assert (old.over, old.today_at) == (True, None)


DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 28))


@given(on=DAYS, longer=st.integers(0, 40), today=DAYS)
def test_every_day_of_an_entry_has_a_dot_in_its_year(on: date, longer: int, today: date) -> None:
    entry = Entry("k", on, EntryKind.OTHER, "X", "/", EntrySource.OWN, until=on + timedelta(days=longer))
    days = [day for row in almanac.strip(2026, [entry], today, day_off) for day in row.days]
    assert len(days) == 365
    lit = {day.on for day in days if day.entries}
    whole = {on + timedelta(days=at) for at in range(longer + 1)}
    assert lit == {day for day in whole if day.year == 2026}
    for week in almanac.weeks(2026, today.month, [entry], today, day_off):
        assert [day.on.weekday() for day in week] == list(range(7))

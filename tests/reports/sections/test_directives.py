"""What became of the directives that were given for the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.movements.year import OPERATOR
from tests.reports.sections.told import Told, assert_made_up_of_records, text_of
from vinhdanh.movements import services
from vinhdanh.movements.models import Directive
from vinhdanh.reports.figures import Grid
from vinhdanh.reports.sections.directives import directives

pytestmark = pytest.mark.django_db
HELD, DUE = date(2024, 12, 20), date(2025, 6, 30)


def done(one: Directive, on: date) -> None:
    """Received and reported on those days, and confirmed."""
    told = {"text": "Đã làm xong", "evidence": "Báo cáo số 7"}
    services.report_directive(actor=OPERATOR, directive=one, code="receive", on=HELD)
    services.report_directive(actor=OPERATOR, directive=one, code="report", on=on, **told)
    services.conclude_directive(actor=OPERATOR, directive=one, code="confirm", on=on)


def test_each_directive_is_counted_by_what_became_of_it() -> None:
    year = Told()
    meeting = year.meeting(year.px01, HELD, 2025)
    in_time, late, extended, cancelled, _ = (
        year.directive(meeting, f"Việc {at}", deadline=DUE) for at in range(1, 6)
    )
    done(in_time, DUE)
    done(late, DUE + timedelta(days=6))
    services.conclude_directive(
        actor=OPERATOR,
        directive=extended,
        code="extend",
        on=DUE,
        text="Chờ số liệu",
        until=DUE + timedelta(days=30),
        agreed_by="Giám đốc",
    )
    done(extended, DUE + timedelta(days=20))
    services.conclude_directive(actor=OPERATOR, directive=cancelled, code="cancel", text="Gộp việc", on=DUE)
    section = directives(year.scope())
    found = text_of(section)
    assert (
        "Năm 2025 có 05 ý kiến chỉ đạo, kết luận giao cho Phòng Tổ chức cán bộ hoặc do hội nghị của đơn vị "
        "giao: 02 hoàn thành đúng hạn, 01 hoàn thành chậm, 01 quá hạn chưa xong, 01 đã hủy; "
        "01 việc được gia hạn."
    ) in found
    assert "Hoàn thành 03/04 việc phải làm, đạt 75%." in found
    assert "Xác nhận xong, chậm 6 ngày" in found
    assert_made_up_of_records(section)


def test_what_another_meeting_gave_to_the_unit_is_answered_too() -> None:
    year = Told()
    year.directive(year.meeting(year.cat, HELD, 2025), "Sắp xếp bộ máy")
    year.directive(year.meeting(year.cat, HELD, 2025, name="Họp"), "Việc của phòng khác", owner=year.px02)
    section = directives(year.scope())
    table = section.blocks[-1]
    assert isinstance(table, Grid)
    assert [row[0] for row in table.rows] == ["Sắp xếp bộ máy"]


def test_a_year_without_directives_says_so() -> None:
    year = Told()
    year.directive(year.meeting(year.px01, date(2026, 1, 5), 2026), "Việc của năm sau")
    assert text_of(directives(year.scope())) == (
        "Không ghi ý kiến chỉ đạo, kết luận nào giao việc cho năm 2025."
    )

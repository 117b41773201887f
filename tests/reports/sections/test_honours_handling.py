"""Dossiers, submissions upwards, complaints: what the report says of how commendation was handled."""

from __future__ import annotations

import pytest

from tests.decisions.above import TODAY, Above
from tests.records import make_account
from tests.reports.told import by_key, prove, scope_of, sentences
from vinhdanh.access.types import Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Complaint
from vinhdanh.decisions.services.outcomes import Told
from vinhdanh.decisions.types.submissions import EventKind, LineResult, Payer
from vinhdanh.reports.naming import HIDDEN
from vinhdanh.reports.sections.honours_handling import handling

YEAR = TODAY.year


@pytest.fixture
def above(db: None) -> Above:
    return Above()


def test_submissions_are_told_with_what_became_of_each_line(above: Above) -> None:
    sent = above.sent()
    above.step(sent, EventKind.RECEIVED)
    first, second, _ = sent.lines.order_by("pk")
    services.record_outcome(
        actor=above.standing,
        submission=sent,
        on=TODAY,
        authority="Bộ trưởng Bộ Công an",
        number="50/QĐ-BCA",
        decided=TODAY,
        payer=Payer.UPPER,
        told={first.pk: Told(LineResult.GIVEN), second.pk: Told(LineResult.RETURNED, why="Thiếu xác nhận")},
        document="CV 310",
    )
    section = handling(scope_of(above.cat, YEAR))
    said = "Trình cấp trên 03 trường hợp: được tặng 01, trả lại 01, chưa có kết quả 01."
    assert said in sentences(section)
    prove(section)


def test_a_dossier_that_came_back_counts_once(above: Above) -> None:
    sent = above.sent()
    above.step(sent, EventKind.RECEIVED)
    line = sent.lines.order_by("pk").first()
    told = {line.pk: Told(LineResult.RETURNED, why="Thiếu xác nhận")}
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=told, document="CV 310")
    year = above.review.year
    section = handling(scope_of(above.px01, year))
    assert "trong đó 01 hồ sơ có lần bị trả lại" in sentences(section)[0]
    assert by_key(section)["khen-thuong.thuc-hien.tra-lai"].value == 1
    prove(section)


def test_complaints_are_counted_and_nobody_who_sent_one_is_named(above: Above) -> None:
    Complaint.objects.create(
        unit=above.cat, year=YEAR, number=4, kind="complaint", proposal=above.praised, received=TODAY
    )
    reader = make_account("doi2", (Role.UNIT_CLERK, "PX01-D2"))
    section = handling(scope_of(above.px01, YEAR, reader))
    assert "Tiếp nhận 01 đơn khiếu nại, tố cáo, kiến nghị về khen thưởng; còn đang giải quyết 01 đơn." in (
        sentences(section)
    )
    [record] = by_key(section)["khen-thuong.thuc-hien.don-thu.nhan"].records()
    assert (record.name, record.href) == (f"Đơn số 4/{YEAR}", "")


def test_proposals_out_of_sight_have_no_name(above: Above) -> None:
    reader = make_account("doi2", (Role.UNIT_CLERK, "PX01-D2"))
    section = handling(scope_of(above.px01, above.review.year, reader))
    names = [one.name for one in by_key(section)["khen-thuong.thuc-hien.de-nghi"].records()]
    assert HIDDEN in names
    assert "Lê Thị Ánh" not in names

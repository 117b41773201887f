"""Months are opened, entered by units, and refused for a reason that is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError

from tests.people.months import OPERATOR, YEAR, Department, day, refused, scale
from tests.records import make_account, make_person
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.engine.facts import AbsenceKind
from vinhdanh.people import services
from vinhdanh.people.classing_selectors import (
    sheet_units,
    sheet_view,
)
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import PersonClass, Sheet, UnitClass
from vinhdanh.people.services.classing import Line, SheetChanged


@pytest.fixture
def px01(db: None) -> Department:
    return Department()


# ---- opening --------------------------------------------------------------------------------------


def test_a_month_is_opened_by_a_text_that_stays(px01: Department) -> None:
    period = px01.month(12)
    assert str(period) == "Tháng 12/2025"
    assert (period.first, period.last, period.due) == (
        day("2025-12-01"),
        day("2025-12-31"),
        day("2026-01-03"),
    )
    assert period.scale.text == scale().text
    assert [(act.kind, act.by_name) for act in period.acts.all()] == [("opened", OPERATOR.full_name)]
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.subject) == ("classing.period_opened", "Tháng 12/2025, Công an tỉnh Sơn Hà")
    assert px01.month(11).scale == period.scale, "the same text is kept once"


def test_a_week_is_an_iso_week(px01: Department) -> None:
    week = px01.week(1)
    assert (week.first, week.last, week.due) == (day("2024-12-30"), day("2025-01-05"), day("2025-01-06"))
    assert "không có tuần 53" in refused(lambda: px01.week(53))[""][0]


def test_nobody_is_classed_twice_in_a_month(px01: Department) -> None:
    px01.month(5)
    for unit, key in ((px01.cat, "loai-1-4"), (px01.px01, "co")):
        said = refused(lambda unit=unit, key=key: px01.month(5, unit, key=key))[""][0]  # type: ignore[misc]
        assert "Tháng 5/2025 đã mở cho Công an tỉnh Sơn Hà" in said
    px01.month(6, px01.px01)
    px01.month(6, px01.px02)


def test_a_scale_opens_only_what_it_has(px01: Department) -> None:
    assert "chỉ xếp loại năm" in refused(lambda: px01.month(5, key="hd-01-v05"))[""][0]
    said = refused(
        lambda: services.open_period(
            actor=OPERATOR, unit=px01.cat, scale=scale("co"), kind=PeriodKind.WEEK, year=YEAR, number=3
        )
    )
    assert "không phân loại tuần" in said[""][0]


@pytest.mark.parametrize(
    ("role", "code", "allowed"),
    [
        (Role.STANDING_BODY, "", True),
        (Role.UNIT_HEAD, "PX01", True),
        (Role.UNIT_HEAD, "PX02", False),
        (Role.UNIT_CLERK, "PX01", False),
        (Role.INSPECTOR, "", False),
        (Role.ADMINISTRATOR, "", False),
    ],
)
def test_who_opens_closes_and_reopens(px01: Department, role: Role, code: str, allowed: bool) -> None:
    account = make_account("ai", (role, code))
    period = px01.month(5, px01.px01)
    px01.save(period, submit=True)
    calls: list[Callable[[], Any]] = [
        lambda: services.open_period(
            actor=account, unit=px01.px01, scale=scale(), kind=PeriodKind.MONTH, year=YEAR, number=6
        ),
        lambda: services.close_period(actor=account, period=period),
        lambda: services.reopen_period(actor=account, period=period, ground="Sót một người"),
    ]
    for call in calls:
        if allowed:
            call()
        else:
            with pytest.raises(PermissionDenied, match="Đồng chí"):
                call()


# ---- a sheet --------------------------------------------------------------------------------------


def test_whose_sheet_somebody_stands_on(px01: Department) -> None:
    homes = sheet_units()
    assert [homes[unit.pk].code for unit in (px01.d1, px01.px01, px01.px02, px01.cat)] == [
        "PX01",
        "PX01",
        "PX02",
        "CAT",
    ]


def test_a_draft_may_be_incomplete(px01: Department) -> None:
    sheet = px01.save(px01.month(), {"102": "1"}, {"PX01-D1": "2"})
    assert (sheet.state, sheet.version) == ("draft", 1)
    assert dict(PersonClass.objects.values_list("person__number", "cls")) == {
        **dict.fromkeys(("101", "103", "111", "112", "113", "114"), ""),
        "102": "1",
    }
    assert list(UnitClass.objects.values_list("unit__code", "cls")) == [("PX01-D1", "2")]
    entry = JournalEntry.objects.latest("number")
    assert entry.verb == "classing.sheet_saved"
    assert entry.details == {"102": [["", None, ""], ["1", None, ""]], "PX01-D1": ["", "2"]}


def test_who_is_not_named_keeps_what_he_has(px01: Department) -> None:
    period = px01.month()
    px01.save(period)
    px01.save(period, {"102": "3"}, {})
    assert PersonClass.objects.get(person=px01.an).cls == "3"
    assert PersonClass.objects.filter(cls="2").count() == 6
    assert UnitClass.objects.count() == 3
    assert JournalEntry.objects.latest("number").details == {"102": [["2", None, ""], ["3", None, ""]]}


def test_an_incomplete_sheet_is_not_submitted_and_every_gap_is_named(px01: Department) -> None:
    period = px01.month()
    said = refused(lambda: px01.save(period, {"102": "1"}, {"PX01": "1"}, submit=True))
    assert said["101"] == ["Chưa chọn loại."]
    assert said["PX01-D1"] == ["Chưa chọn loại của tập thể."]
    assert "102" not in said
    assert not Sheet.objects.exists()


def test_a_sheet_beyond_its_quota_is_not_submitted(px01: Department) -> None:
    period = px01.month()
    people = dict.fromkeys(("101", "103"), "2") | dict.fromkeys(("102", "111", "112", "113", "114"), "1")
    said = refused(lambda: px01.save(period, people, submit=True))
    assert said == {
        NON_FIELD_ERRORS: ["Đội Chính sách vượt hạn mức: hạ người nêu ở bảng hạn mức rồi gửi lại."]
    }
    px01.save(period, people)  # a draft may stand as it is
    px01.save(period, {"111": "2", "112": "2"}, {}, submit=True)  # three of five: 70% is 3,5


def test_where_the_rules_let_it_be_explained_a_remark_is_enough(px01: Department) -> None:
    period = px01.month(key="co")
    people = dict.fromkeys(("101", "102", "103", "111", "112", "113", "114"), "xanh")
    units = dict.fromkeys(("PX01", "PX01-D1", "PX01-D2"), "xanh")
    said = refused(lambda: px01.save(period, people, units, submit=True))
    assert "hoặc ghi giải trình" in said[NON_FIELD_ERRORS][0]
    sheet = px01.save(period, people, units, submit=True, remark="Tháng cao điểm, Giám đốc đồng ý")
    assert sheet.remark.startswith("Tháng cao điểm")


@pytest.mark.parametrize(
    ("people", "units", "key", "says"),
    [
        ({"102": "9"}, {}, "102", "không phải loại trong"),
        ({"201": "1"}, {}, "201", "không có trong bảng phân loại của Phòng Tổ chức cán bộ"),
        ({}, {"PX01-D1": "9"}, "PX01-D1", "không phải loại của tập thể"),
        ({}, {"PX02": "1"}, "PX02", "không có trong bảng"),
    ],
)
def test_what_does_not_belong_is_refused(
    px01: Department, people: dict[str, str], units: dict[str, str], key: str, says: str
) -> None:
    period = px01.month()
    assert says in refused(lambda: px01.save(period, people, units))[key][0]


def test_points_lie_in_their_range(px01: Department) -> None:
    period = px01.month()
    said = refused(
        lambda: services.save_sheet(
            actor=px01.clerk, period=period, unit=px01.px01, unit_classes={}, lines={"102": Line("1", 1001)}
        )
    )
    assert "Điểm từ 0 đến 1000" in said["102"][0]


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.UNIT_CLERK, "PX02"), (Role.INSPECTOR, ""), (Role.COUNCIL_MEMBER, ""), (Role.OFFICER, "PX01")],
)
def test_who_may_not_enter_a_sheet(px01: Department, role: Role, code: str) -> None:
    period = px01.month()
    with pytest.raises(PermissionDenied, match="Đồng chí"):
        px01.save(period, actor=make_account("khac", (role, code)))


def test_nobody_classes_himself_and_his_head_or_clerk_does(px01: Department) -> None:
    period = px01.month()
    with pytest.raises(PermissionDenied, match="không tự phân loại mình"):
        px01.save(period, actor=px01.boss)
    people = dict.fromkeys(("102", "103", "111", "112", "113", "114"), "2")
    px01.save(period, people, actor=px01.boss)
    px01.save(period, {"101": "1"}, {}, actor=px01.clerk)
    px01.save(period, {"101": "1", "102": "1"}, {}, actor=px01.boss)  # repeating what stands there is no act
    assert PersonClass.objects.get(person=px01.head).cls == "1"


def test_two_clerks_do_not_overwrite_each_other_unseen(px01: Department) -> None:
    period = px01.month()
    px01.save(period, seen=0)
    with pytest.raises(SheetChanged) as error:
        px01.save(period, {"102": "3"}, seen=0)
    assert "Trần Thị tonghop vừa ghi bảng này" in str(error.value)
    px01.save(period, {"102": "3"}, seen=1)


# ---- exemptions -----------------------------------------------------------------------------------


def test_who_is_away_gets_no_class_and_is_not_waited_for(px01: Department) -> None:
    services.record_absence(
        actor=OPERATOR,
        person=px01.an,
        kind=AbsenceKind.MATERNITY,
        start=date(2025, 5, 10),
        end=date(2025, 11, 9),
    )
    period = px01.month()
    people = dict.fromkeys(("101", "103", "111", "112", "113", "114"), "2")
    px01.save(period, people, submit=True)
    row = PersonClass.objects.get(person=px01.an)
    assert (row.cls, row.exemption) == ("", "maternity")
    assert "không phân loại" in refused(lambda: px01.save(period, {"102": "1"}, {}))["102"][0]
    assert sheet_view(px01.month(11), px01.px01).rows[1].ground is None, "nine days of November are too few"


def test_an_exemption_is_granted_for_a_time_and_ended(px01: Department) -> None:
    exemption = services.exempt(
        actor=px01.clerk, person=px01.an, code="special_duty", start=date(2025, 5, 1), basis="KH 12/KH-CAT"
    )
    may = px01.month(5)
    view = sheet_view(may, px01.px01)
    (ground,) = [row.ground for row in view.rows if row.ground]
    assert (ground.exemption.name, ground.basis) == ("Nhiệm vụ đặc biệt", "KH 12/KH-CAT")
    services.end_exemption(actor=px01.clerk, exemption=exemption, last_day=date(2025, 5, 20), why="Xong việc")
    assert not any(row.ground for row in sheet_view(px01.month(6), px01.px01).rows)
    assert (
        "có diện miễn"
        in refused(
            lambda: services.exempt(
                actor=px01.clerk, person=px01.an, code="x", start=day("2025-05-01"), basis="a"
            )
        )[""][0]
    )
    with pytest.raises(PermissionDenied):
        services.exempt(
            actor=px01.boss, person=px01.head, code="special_duty", start=day("2025-05-01"), basis="a"
        )
    with pytest.raises(ValidationError, match="căn cứ"):
        services.exempt(
            actor=px01.clerk, person=px01.an, code="special_duty", start=day("2025-05-01"), basis=" "
        )


def test_special_duty_takes_nobodys_place(px01: Department) -> None:
    services.exempt(
        actor=px01.clerk, person=px01.an, code="special_duty", start=day("2025-05-01"), basis="KH 12"
    )
    period = px01.month()
    people = dict.fromkeys(("101", "103", "113", "114"), "2") | dict.fromkeys(("102", "111", "112"), "1")
    px01.save(period, people)
    team = next(one for one in sheet_view(period, px01.px01).check() if one.unit == "PX01-D1")
    assert (team.strength, team.counted, team.caps[0].count, team.caps[0].limit) == (5, 4, 2, 2)
    assert team.fits


# ---- weeks, and the month before ------------------------------------------------------------------


def test_weeks_propose_the_month_and_another_class_wants_a_reason(px01: Department) -> None:
    for number, cls in zip(range(18, 23), "11121", strict=True):
        px01.save(px01.week(number), {"102": cls}, {})
    period = px01.month(5)
    row = next(row for row in sheet_view(period, px01.px01).rows if row.person == px01.an)
    assert row.weeks == ("1", "1", "1", "2", "1"), "week 18 has its Thursday in May"
    assert row.proposed == "1"
    assert row.keys["best_weeks"] == 4
    people = dict.fromkeys(("101", "102", "103", "111", "112", "113", "114"), "2")
    said = refused(lambda: px01.save(period, people, submit=True))
    assert said == {"102": ["Khác đề xuất từ các tuần (Loại 1): ghi lý do."]}
    services.save_sheet(
        actor=px01.clerk,
        period=period,
        unit=px01.px01,
        unit_classes=dict.fromkeys(("PX01", "PX01-D1", "PX01-D2"), "1"),
        lines={n: Line(c, reason="Vi phạm giờ giấc" if n == "102" else "") for n, c in people.items()},
        submit=True,
    )


def test_the_month_before_stands_beside(px01: Department) -> None:
    px01.save(px01.month(4), submit=True)
    view = sheet_view(px01.month(5), px01.px01)
    assert {row.previous for row in view.rows} == {"Loại 2"}
    assert [group.previous for group in view.groups] == ["Loại 1"] * 3
    assert view.rows[0].keys["previous"] == -1
    assert sheet_view(px01.month(7), px01.px01).rows[0].previous == ""


def test_who_moves_within_a_month_leaves_the_sheet_he_was_on(px01: Department) -> None:
    period = px01.month(5)
    px01.save(period)
    services.assign_post(actor=OPERATOR, person=px01.binh, unit=px01.px02, start=date(2025, 5, 20))
    px01.save(period, {"103": "1", "201": "1"}, {"PX02": "1"}, unit=px01.px02, actor=OPERATOR)
    assert PersonClass.objects.get(person=px01.binh).unit == px01.px02
    px01.save(period, {}, {})
    assert PersonClass.objects.filter(person=px01.binh).count() == 1


def test_people_of_another_force_are_on_no_sheet(px01: Department) -> None:
    make_person("301", px01.d1, "Người dân", force="public")
    assert "301" not in {row.person.number for row in sheet_view(px01.month(), px01.px01).rows}

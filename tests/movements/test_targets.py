"""Targets: who drafts, registers, reports and closes; what each of it leaves decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.movements.year import COMPLETE, OPERATOR, START, TODAY, Year
from tests.records import make_account, make_unit
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.types import Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.engine.facts import DisciplineForm
from vinhdanh.movements import services
from vinhdanh.movements.models import Target, TargetReading
from vinhdanh.movements.pace import Status
from vinhdanh.movements.selectors.targets import (
    lines_of,
    months_of,
    pace_summary,
    targets_of_unit,
    targets_visible_to,
    unit_results,
)
from vinhdanh.movements.services import Share
from vinhdanh.movements.services.demo_targets import install_demo_targets
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import FROM_BELOW, Reading, RollUp, TargetState
from vinhdanh.people import services as people
from vinhdanh.people.models import Unit

LAST_YEAR = TODAY.year - 1
D = Decimal
TYPED: dict[str, Any] = {
    "year": LAST_YEAR,
    "name": "Lớp bồi dưỡng",
    "measure": "lớp",
    "value": D(24),
}


def draft(unit: Unit, **more: Any) -> Target:
    return services.add_target(actor=OPERATOR, unit=unit, **(TYPED | more))


def registered(unit: Unit, **more: Any) -> Target:
    made = draft(unit, **more)
    services.register_target(actor=OPERATOR, target=made, on=TODAY)
    return made


def report(target: Target, *figures: str, actor: Any = OPERATOR) -> None:
    for month, figure in enumerate(figures, 1):
        services.report_month(
            actor=actor, target=target, month=month, value=D(figure), evidence=f"BC {month}"
        )


def close(target: Target, **more: Any) -> Any:
    return services.close_target(actor=OPERATOR, target=target, on=TODAY, document="BC 99", **more)


# ---- who does what --------------------------------------------------------------------------------


def test_a_clerk_drafts_and_reports_and_the_head_registers_and_closes(year: Year) -> None:
    made = services.add_target(actor=year.clerk, unit=year.px01, **TYPED)
    with pytest.raises(PermissionDenied):
        services.register_target(actor=year.clerk, target=made, on=TODAY)
    services.register_target(actor=year.boss, target=made, on=TODAY)
    report(made, "2", "5", actor=year.clerk)
    with pytest.raises(PermissionDenied):
        services.close_target(actor=year.clerk, target=made, on=TODAY, document="BC 9")
    act = services.close_target(actor=year.boss, target=made, on=TODAY, document="BC 9")
    assert (act.kind, act.value, made.state) == ("missed", D(5), TargetState.MISSED)
    assert verify_chain() is None


def test_the_clerk_of_the_unit_in_charge_reports_as_well(year: Year) -> None:
    below = make_account("doi", (Role.UNIT_CLERK, "PX01-D1"))
    made = registered(year.px01, owner=year.d1)
    report(made, "2", actor=below)
    other = registered(year.px01, name="Khác")
    with pytest.raises(PermissionDenied):
        report(other, "2", actor=below)


def test_a_draft_is_its_units_own_and_a_registered_target_reaches_those_below(year: Year) -> None:
    made = draft(year.px01)
    assert targets_visible_to(year.clerk).get() == made
    assert not targets_visible_to(year.officer).exists()
    services.register_target(actor=OPERATOR, target=made, on=TODAY)
    assert targets_visible_to(year.officer).get() == made
    assert not targets_visible_to(year.other).exists()
    with pytest.raises(OutOfSight):
        report(made, "1", actor=year.other)


# ---- what registering decides ---------------------------------------------------------------------


def test_registering_decides_all_but_who_answers_for_it(year: Year) -> None:
    made = registered(year.px01)
    services.change_target(actor=OPERATOR, target=made, in_charge="Đội trưởng", owner=year.d1)
    with pytest.raises(ValidationError, match="không sửa được: Chỉ tiêu cả năm"):
        services.change_target(actor=OPERATOR, target=made, value=D(30))
    with pytest.raises(ValidationError, match="không sửa được kế hoạch tháng"):
        services.change_target(actor=OPERATOR, target=Target.objects.get(), plan={3: D(2)})
    with pytest.raises(ValidationError, match="không đăng ký lần nữa"):
        services.register_target(actor=OPERATOR, target=made, on=TODAY)
    with pytest.raises(ValidationError, match="thì không bỏ được"):
        services.drop_target(actor=OPERATOR, target=Target.objects.get())


def test_an_adjustment_keeps_what_was_registered_first(year: Year) -> None:
    made = registered(year.px01)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.adjust_target(actor=OPERATOR, target=made, value=D(20), on=TODAY, document="QĐ 5", note=" ")
    services.adjust_target(
        actor=OPERATOR, target=made, value=D(20), on=TODAY, document="QĐ 5", note="Giảm lớp"
    )
    line = lines_of(targets_visible_to(OPERATOR))[0]
    assert (line.registered, line.target.value) == (D(24), D(20))
    with pytest.raises(ValidationError, match="phải khác"):
        services.adjust_target(actor=OPERATOR, target=made, value=D(20), on=TODAY, document="QĐ 6", note="X")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"source": "x"}, "Nguồn số liệu này không có"),
        ({"source": FROM_BELOW}, "chọn cách tổng hợp"),
        ({"roll_up": RollUp.SUM}, "chọn cách tổng hợp"),
        ({"source": FROM_BELOW, "roll_up": RollUp.SUM, "reading": Reading.MONTHLY}, "ghi lũy kế hoặc mức"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(year: Year, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        draft(year.px01, **fields)


def test_what_a_target_refers_to_lies_on_its_own_line(year: Year) -> None:
    for fields, said in (
        ({"owner": year.px02}, "không thuộc Phòng Tổ chức cán bộ"),
        ({"source": "breaches", "measured_for": year.px02}, "Chỉ đo được hồ sơ của"),
        ({"measured_for": year.cat}, "Chỉ nguồn đo từ hồ sơ"),
        ({"parent": draft(year.px02)}, "của đơn vị cấp trên"),
        ({"movement": year.launched(year.px02)}, r"không có phong trào này|không phải của"),
    ):
        with pytest.raises(ValidationError, match=said):
            draft(year.px01, **fields)


def test_the_months_of_a_plan_end_at_the_target(year: Year) -> None:
    with pytest.raises(ValidationError, match="Kế hoạch tháng 12 phải bằng chỉ tiêu cả năm"):
        draft(year.px01, plan={12: D(20)})
    with pytest.raises(ValidationError, match="Tháng 13 ngoài thời gian"):
        draft(year.px01, plan={13: D(20)})
    made = draft(year.px01, plan={6: D(4)})
    assert lines_of([made])[0].plan[9] == 14


# ---- months ---------------------------------------------------------------------------------------


def test_a_correction_names_the_row_it_replaces_and_one_stands_a_month(year: Year) -> None:
    made = registered(year.px01)
    report(made, "2")
    first = made.readings.get()
    with pytest.raises(ValidationError, match="sửa thì đính chính"):
        report(made, "3")
    fields: dict[str, Any] = {"actor": OPERATOR, "target": made, "evidence": "BC 1b"}
    again = services.correct_month(reading=first, value=D(3), why="Đếm thiếu", **fields)
    assert made.readings.standing().get() == again
    with pytest.raises(ValidationError, match="đã được đính chính"):
        services.correct_month(reading=first, value=D(4), why="X", **fields)
    with pytest.raises(ValidationError, match="Ghi lý do đính chính"):
        services.correct_month(reading=again, value=D(4), why="", **fields)
    services.correct_month(reading=again, value=D(4), why="Đếm thừa", **fields)
    assert months_of(made) == {1: 4}


def test_figures_and_acts_are_never_changed_or_removed(year: Year) -> None:
    made = registered(year.px01)
    report(made, "2")
    for table, column in (("targetreading", "note"), ("targetact", "note")):
        for sql in (f"UPDATE movements_{table} SET {column} = 'x'", f"DELETE FROM movements_{table}"):
            with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(sql)


def test_only_typed_and_registered_targets_take_a_month_that_has_come(year: Year) -> None:
    with pytest.raises(ValidationError, match="chưa đăng ký"):
        report(draft(year.px01), "2")
    with pytest.raises(ValidationError, match="không nhập tay"):
        report(registered(year.px01, name="Đo", source="breaches"), "2")
    with pytest.raises(ValidationError, match="Tháng chưa đến"):
        report(registered(year.px01, year=TODAY.year + 1), "2")
    with pytest.raises(ValidationError, match="Ghi văn bản hoặc sổ"):
        services.report_month(
            actor=OPERATOR, target=registered(year.px01, name="Y"), month=1, value=D(1), evidence=" "
        )


def test_months_of_their_own_add_up(year: Year) -> None:
    made = registered(year.px01, reading=Reading.MONTHLY)
    report(made, "2", "3", "1")
    assert months_of(made) == {1: 2, 2: 5, 3: 6}


# ---- the year's end -------------------------------------------------------------------------------


def test_a_limit_is_met_by_staying_below_it(year: Year) -> None:
    made = registered(year.px01, direction=Direction.DOWN, value=D(5))
    report(made, *"011122334455")
    assert close(made).kind == "achieved"
    over = registered(year.px01, name="Khác", direction=Direction.DOWN, value=D(5))
    assert close(over, value=D(6)).kind == "missed"


def test_closing_needs_a_figure_a_document_and_the_years_end(year: Year) -> None:
    made = registered(year.px01)
    with pytest.raises(ValidationError, match="Chưa tháng nào có số liệu"):
        close(made)
    with pytest.raises(ValidationError, match="Ghi văn bản làm căn cứ"):
        services.close_target(actor=OPERATOR, target=made, on=TODAY, document=" ", value=D(3))
    early = date(LAST_YEAR, 11, 30)
    with pytest.raises(ValidationError, match="Chốt từ tháng 12"):
        services.close_target(actor=OPERATOR, target=made, on=early, document="BC", value=D(3))


def test_a_measured_target_is_written_down_when_it_is_closed(year: Year) -> None:
    made = registered(year.px01, name="Kỷ luật", source="sanctions", direction=Direction.DOWN, value=D(2))
    day = date(LAST_YEAR, 3, 5)
    people.record_discipline(actor=OPERATOR, subject=year.an, form=DisciplineForm.REPRIMAND, decided=day)
    assert months_of(made)[2] == 0
    assert months_of(made)[12] == 1
    assert not TargetReading.objects.exists()
    close(made)
    people.record_discipline(actor=OPERATOR, subject=year.an, form=DisciplineForm.WARNING, decided=day)
    assert months_of(made)[12] == 1
    services.reopen_target(actor=OPERATOR, target=made, on=TODAY, note="Bổ sung quyết định")
    assert months_of(made)[12] == 2
    close(made)
    assert (months_of(made)[3], months_of(made)[2]) == (2, 0)
    assert [act.kind for act in made.acts.all()] == ["registered", "achieved", "reopened", "achieved"]


def test_the_years_end_counts_registered_against_achieved(year: Year) -> None:
    for name, value in (("A", 24), ("B", 3)):
        close(registered(year.px01, name=name), value=D(value))
    registered(year.px02)
    draft(year.px02, name="Dự thảo")
    results = unit_results(lines_of(targets_visible_to(year.standing).binding()))
    assert [(one.unit.code, one.registered, one.achieved, one.missed, one.open) for one in results] == [
        ("PX01", 2, 1, 1, 0),
        ("PX02", 1, 0, 0, 1),
    ]


def test_last_years_targets_begin_the_new_year_as_drafts_with_what_was_reached(year: Year) -> None:
    close(registered(year.px01), value=D(21))
    made = services.copy_targets(actor=year.clerk, unit=year.px01, year=TODAY.year)
    assert [(one.state, one.baseline, one.value) for one in made] == [(TargetState.DRAFT, D(21), D(24))]
    assert targets_of_unit(year.px01, TODAY.year) == made
    with pytest.raises(ValidationError, match="đã có đủ"):
        services.copy_targets(actor=year.clerk, unit=year.px01, year=TODAY.year)
    with pytest.raises(ValidationError, match="không có chỉ tiêu nào để chép"):
        services.copy_targets(actor=OPERATOR, unit=year.px02, year=TODAY.year)


# ---- handing down ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "expected"), [(RollUp.SUM, 9), (RollUp.MEAN, Fraction(9, 2)), (RollUp.WORST, 3)]
)
def test_the_targets_below_make_the_one_above(year: Year, how: RollUp, expected: Fraction) -> None:
    above = registered(year.cat, source=FROM_BELOW, roll_up=how)
    shares = [Share(year.px01, D(14)), Share(year.px02, D(10))]
    below = services.hand_down(actor=year.standing, target=above, shares=shares)
    assert months_of(above) == {}
    for one, figures in zip(below, (("2", "6"), ("3",)), strict=True):
        services.register_target(actor=OPERATOR, target=one, on=TODAY)
        report(one, *figures)
    assert months_of(above)[2] == expected  # who has not reported counts as he last stood


def test_a_target_goes_only_to_units_below_and_once(year: Year) -> None:
    above = registered(year.px01)
    with pytest.raises(PermissionDenied):
        services.hand_down(actor=year.boss, target=above, shares=[Share(year.px02, D(1))])
    with pytest.raises(ValidationError, match="của đơn vị cấp trên"):
        services.hand_down(actor=OPERATOR, target=above, shares=[Share(year.px02, D(1))])
    services.hand_down(actor=year.boss, target=above, shares=[Share(year.d1, D(1))])
    with pytest.raises(ValidationError, match=r"đã được giao|đã có chỉ tiêu cùng tên"):
        services.hand_down(actor=year.boss, target=above, shares=[Share(year.d1, D(2))])
    other = draft(year.px01, name="Khác")
    services.hand_down(actor=OPERATOR, target=other, shares=[Share(year.d2, D(1))])
    with pytest.raises(ValidationError, match="bỏ các chỉ tiêu bên dưới trước"):
        services.drop_target(actor=OPERATOR, target=other)


# ---- pace and movements ---------------------------------------------------------------------------


def test_the_dashboards_summary_names_the_worst_first(year: Year) -> None:
    slow = registered(year.px01, name="Chậm")
    report(slow, "1", "8")
    report(registered(year.px01, name="Kịp"), "2", "5")
    lost = registered(year.px02, name="Quá mức", direction=Direction.DOWN, value=D(2))
    report(lost, "3")
    registered(year.px02, name="Im")
    found = pace_summary(year.standing, LAST_YEAR)
    assert (found.total, found.on_pace, found.missed, found.silent) == (4, 2, 1, 1)
    assert [line.target for line in found.worst] == [lost]
    assert found.worst[0].status == Status.OUT_OF_REACH


def test_a_movement_with_a_target_and_no_content_can_be_launched(year: Year) -> None:
    movement = services.add_movement(actor=OPERATOR, unit=year.cat, **COMPLETE)
    draft(year.cat, year=START.year, movement=movement)
    services.launch_movement(actor=OPERATOR, movement=movement, on=START)
    assert movement.state == "launched"


# ---- the sample -----------------------------------------------------------------------------------


def test_the_sample_plays_a_year_whole_and_opens_the_next(year: Year) -> None:
    make_unit("X001", year.cat, "Công an xã Bản Lầu", kind="cong_an_xa")
    install_demo_targets(year.cat, 2025, today=date(2026, 11, 26))
    old = lines_of(targets_visible_to(OPERATOR).of_year(2025), date(2026, 11, 26))
    assert {line.target.state for line in old if line.months} == {TargetState.ACHIEVED, TargetState.MISSED}
    new = lines_of(targets_visible_to(OPERATOR).of_year(2026), date(2026, 11, 26))
    focal = [line.target for line in new if line.target.unit == year.px01 and line.target.focal]
    assert sorted({one.focal for one in focal}) == [1, 2, 3]
    assert {one.source for one in focal} >= {"breaches", "cover_grassroots", "recruit_decided"}
    typed = [line for line in new if line.target.source == "typed"]
    assert {line.pace.month for line in typed} == {10}
    assert {Status.SLOW, Status.OUT_OF_REACH} <= {line.status for line in typed}
    assert verify_chain() is None


def test_a_units_targets_are_closed_with_one_document_and_what_has_no_figure_stays(year: Year) -> None:
    met, missed, _ = (registered(year.px01, name=name) for name in ("Đạt", "Không", "Im"))
    report(met, "24")
    report(missed, "20")
    close = {"actor": year.boss, "unit": year.px01, "year": LAST_YEAR, "on": TODAY, "document": "BC 30"}
    closed, left = services.close_targets(**close)
    assert [(one.target.name, one.document) for one in closed] == [("Đạt", "BC 30"), ("Không", "BC 30")]
    assert left == ["Im: Chưa tháng nào có số liệu: ghi kết quả cả năm."]
    assert dict(Target.objects.values_list("name", "state")) == {
        "Đạt": TargetState.ACHIEVED,
        "Không": TargetState.MISSED,
        "Im": TargetState.REGISTERED,
    }
    with pytest.raises(ValidationError, match="Im: Chưa tháng nào"):
        services.close_targets(**close)

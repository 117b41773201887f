"""From draft to final review: what blocks a launch, who sees it, and what stays decided."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.movements.year import AXES, COMPLETE, END, NAME, OPERATOR, START, TODAY, Year
from vinhdanh.access.policies import OutOfSight
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.selectors import history_of
from vinhdanh.movements import services
from vinhdanh.movements.models import Content, Movement
from vinhdanh.movements.selectors.movements import (
    awaiting_response,
    movements_visible_to,
    responding_units,
    responses,
    with_axes,
)
from vinhdanh.movements.services import AxisText, IndicatorText
from vinhdanh.movements.types.movements import MovementKind, MovementState


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"basis": ""}, "Căn cứ: Ghi văn bản làm căn cứ phát động."),
        ({"plan_number": ""}, "Kế hoạch: Ghi số và ngày của kế hoạch phát động."),
        ({"plan_date": None}, "Kế hoạch: Ghi số và ngày của kế hoạch phát động."),
        ({"signatory": ""}, "Người ký kế hoạch: Ghi người ký kế hoạch."),
        ({"purpose": ""}, "Mục đích, yêu cầu: Ghi mục đích, yêu cầu."),
        ({"kind": MovementKind.THEMATIC}, "Chủ đề: Chuyên đề thì ghi chủ đề."),
    ],
)
def test_what_is_lacking_blocks_the_launch_and_is_named(
    year: Year, lacking: dict[str, object], said: str
) -> None:
    movement = year.draft(**lacking)
    with pytest.raises(ValidationError) as refused:
        services.launch_movement(actor=OPERATOR, movement=movement, on=START)
    assert refused.value.messages == [said]
    movement.refresh_from_db()
    assert (movement.state, movement.acts.count()) == (MovementState.DRAFT, 0)


def test_a_movement_without_any_content_is_not_launched(year: Year) -> None:
    movement = services.add_movement(actor=OPERATOR, unit=year.cat, **COMPLETE)
    with pytest.raises(ValidationError, match="Ghi ít nhất một nội dung của trục, hoặc một chỉ tiêu"):
        services.launch_movement(actor=OPERATOR, movement=movement, on=START)


def test_a_draft_is_its_units_own_and_a_launched_one_reaches_everybody_below(year: Year) -> None:
    movement = year.draft()
    below = (year.boss, year.other, year.officer)
    assert not any(movements_visible_to(account).exists() for account in below)
    services.launch_movement(actor=year.standing, movement=movement, on=START)
    assert all(movements_visible_to(account).get() == movement for account in below)


def test_a_movement_of_a_department_stays_out_of_sight_elsewhere(year: Year) -> None:
    movement = year.launched(year.px01)
    assert movements_visible_to(year.officer).get() == movement
    assert not movements_visible_to(year.other).exists()
    with pytest.raises(OutOfSight):
        services.extend_movement(actor=year.other, movement=movement, until=END, document="X", on=TODAY)


def test_units_below_answer_once_each_by_their_own_plan(year: Year) -> None:
    above = year.launched()
    assert responding_units(year.cat, TODAY) == [year.px01, year.px02]
    assert responding_units(year.px01, TODAY) == [year.d1, year.d2]
    assert awaiting_response(year.boss) == [(year.px01, above)]
    mine = year.beneath(above, year.px01, year.boss)
    assert (mine.name, mine.parent, mine.state) == (NAME, above, MovementState.LAUNCHED)
    assert mine.basis.startswith("Kế hoạch số 12/KH-CAT ngày ")
    assert awaiting_response(year.boss) == []
    assert [one.launched for one in responses(year.standing, above)] == [True, False]
    assert [one.unit for one in responses(year.boss, above)] == [year.px01]
    with pytest.raises(ValidationError, match="Đơn vị đã phát động hưởng ứng phong trào này"):
        year.beneath(above, year.px01)
    with pytest.raises(PermissionDenied):
        year.beneath(above, year.px02, year.boss)


def test_only_a_launched_movement_of_a_unit_above_is_answered(year: Year) -> None:
    with pytest.raises(ValidationError, match="đang soạn, chưa hưởng ứng được"):
        year.beneath(year.draft(), year.px01)
    with pytest.raises(ValidationError, match="không phải cấp trên"):
        year.beneath(year.launched(year.px02), year.px01)
    assert Movement.objects.filter(parent__isnull=False).count() == 0


def test_a_movement_beneath_keeps_within_the_time_of_the_one_above(year: Year) -> None:
    above = year.launched()
    own = {**COMPLETE, "last": END + timedelta(days=1)}
    movement = services.add_movement(actor=OPERATOR, unit=year.px01, parent=above, **own)
    with pytest.raises(ValidationError, match="Phải nằm trong thời gian của phong trào cấp trên"):
        services.launch_movement(actor=OPERATOR, movement=movement, on=START)


def test_launching_decides_all_but_purpose_and_funding(year: Year) -> None:
    movement = year.launched()
    services.change_movement(actor=OPERATOR, movement=movement, funding="50.000.000 đồng")
    with pytest.raises(ValidationError, match="không sửa được: Đến ngày"):
        services.change_movement(actor=OPERATOR, movement=movement, last=END + timedelta(days=9))
    with pytest.raises(ValidationError, match="không phát động lần nữa"):
        services.launch_movement(actor=OPERATOR, movement=movement, on=TODAY)
    with pytest.raises(ValidationError, match="thì không bỏ được"):
        services.drop_draft(actor=OPERATOR, movement=movement)


def test_extension_moves_the_last_day_and_stays_written(year: Year) -> None:
    movement, until = year.launched(), END + timedelta(days=60)
    services.extend_movement(actor=OPERATOR, movement=movement, until=until, document="KH 99", on=TODAY)
    assert Movement.objects.get().last == until
    with pytest.raises(ValidationError, match="Ngày kết thúc mới phải sau"):
        services.extend_movement(actor=OPERATOR, movement=movement, until=END, document="KH 99", on=TODAY)
    assert [act.kind for act in movement.acts.all()] == ["launched", "extended"]


def test_the_units_below_close_before_the_one_above(year: Year) -> None:
    above = year.launched()
    mine = year.beneath(above, year.px01)
    with pytest.raises(ValidationError, match="Cấp dưới chưa tổng kết: Phòng Tổ chức cán bộ"):
        services.close_movement(actor=OPERATOR, movement=above, on=TODAY, note="Xong")
    services.review_movement(actor=OPERATOR, movement=mine, on=TODAY, note="Đạt 60% chỉ tiêu")
    services.close_movement(actor=year.boss, movement=mine, on=TODAY, note="Xong", document="BC 7")
    services.close_movement(actor=OPERATOR, movement=above, on=TODAY, note="Xong")
    with pytest.raises(ValidationError, match="Phong trào đã tổng kết"):
        services.review_movement(actor=OPERATOR, movement=above, on=TODAY, note="Thêm")
    assert verify_chain() is None
    verbs = set(history_of(f"movement:{mine.pk}").values_list("verb", flat=True))
    assert {
        "movements.movement_launched",
        "movements.movement_reviewed",
        "movements.movement_closed",
    } <= verbs


def test_days_are_days_that_have_come_and_fit_the_plan(year: Year) -> None:
    movement = year.draft()
    for on, said in (
        (TODAY + timedelta(days=1), "Ngày chưa đến"),
        (START - timedelta(days=1), "Kế hoạch có ngày"),
    ):
        with pytest.raises(ValidationError, match=said):
            services.launch_movement(actor=OPERATOR, movement=movement, on=on)


def test_acts_are_never_changed_or_removed(year: Year) -> None:
    act = year.launched().acts.get()
    for sql in ("UPDATE movements_movementact SET note = 'x'", "DELETE FROM movements_movementact"):
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)
    act.refresh_from_db()
    assert act.note == ""


# ---- axes -----------------------------------------------------------------------------------------


def test_axes_keep_empty_places_and_fill_them_later(year: Year) -> None:
    movement = year.launched()
    filled = [
        AXES[0],
        AxisText("Gần dân nhất", [("Tiếp dân", [IndicatorText("Buổi", "buổi", weight=Decimal("2.5"))])]),
    ]
    services.write_axes(actor=OPERATOR, movement=movement, axes=filled)
    axes = with_axes(Movement.objects.filter(pk=movement.pk)).get().axes.all()
    assert [[content.text for content in axis.contents.all()] for axis in axes] == [
        ["Chấp hành điều lệnh", ""],
        ["Tiếp dân"],
    ]


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        ([AXES[0]], "số trục giữ nguyên"),
        ([AXES[0], AxisText("Khác", [("", [])])], "trục “Gần dân nhất” giữ nguyên tên"),
        ([AxisText("Kỷ luật nhất", [("Khác", [])]), AXES[1]], "nội dung “Chấp hành điều lệnh” giữ nguyên"),
        ([AxisText("Kỷ luật nhất", []), AXES[1]], "không bớt nội dung"),
        (
            [AXES[0], AxisText("Gần dân nhất", [("", [IndicatorText("Buổi", "buổi")])])],
            "ghi nội dung 1 trước khi đặt chỉ số",
        ),
    ],
)
def test_what_was_launched_stays(year: Year, axes: list[AxisText], said: str) -> None:
    movement = year.launched()
    with pytest.raises(ValidationError, match=said):
        services.write_axes(actor=OPERATOR, movement=movement, axes=axes)
    assert Content.objects.filter(axis__movement=movement).count() == 3


def test_two_movements_are_linked_once_and_never_with_themselves(year: Year) -> None:
    one, two = year.launched(), year.launched(name="Ba nhất")
    link = services.link_movements(actor=OPERATOR, movement=one, linked=two, note="thước đo")
    for first, second in ((one, two), (two, one), (one, one)):
        with pytest.raises(ValidationError):
            services.link_movements(actor=OPERATOR, movement=first, linked=second)
    services.unlink_movements(actor=OPERATOR, link=link)
    assert not one.links_out.exists()

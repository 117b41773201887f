"""Figures of a movement: what is reported, corrected, weighed and coloured, and who is late."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.movements.year import AXES, OPERATOR, TODAY, Year
from vinhdanh.movements import services
from vinhdanh.movements.figures import (
    Measured,
    Term,
    attained,
    axis_score,
    change_words,
    figure_words,
    read_term,
    shades,
    term_on,
    terms_between,
)
from vinhdanh.movements.models import Indicator, IndicatorFigure, Movement
from vinhdanh.movements.selectors.figures import course, last_ended, pillars, table, terms_of
from vinhdanh.movements.services import AxisText, FigureText, IndicatorText
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import Direction

MONTH = term_on(Cadence.MONTH, TODAY)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
levels = st.decimals(-1000, 1000, places=2)


def D(text: str) -> Decimal:
    return Decimal(text)


@given(days, st.sampled_from(Cadence))
def test_every_day_lies_in_the_term_that_its_key_names(day: date, cadence: Cadence) -> None:
    term = term_on(cadence, day)
    assert term.first <= day <= term.last
    assert read_term(term.key) == term
    assert term.before.last + timedelta(days=1) == term.first
    assert term.before.shifted(1) == term


def test_terms_are_named_as_officers_name_them() -> None:
    assert Term(Cadence.MONTH, 2026, 3).label == "Tháng 3/2026"
    assert [Term(Cadence.QUARTER, 2026, at).label for at in (1, 4)] == ["Quý I/2026", "Quý IV/2026"]
    assert [one.key for one in terms_between(Cadence.QUARTER, date(2025, 11, 7), date(2026, 4, 1))] == [
        "2026-q2",
        "2026-q1",
        "2025-q4",
    ]
    assert not any(read_term(text) for text in ("", "2026-13", "2026-q5", "26-1", "x", "2026-0", "²026"))


@given(levels, levels, levels)
def test_what_is_attained_lies_between_nothing_and_all(value: Decimal, goal: Decimal, limit: Decimal) -> None:
    if goal == limit:
        return
    assert 0 <= attained(value, goal, limit) <= 1
    assert (attained(goal, goal, limit), attained(limit, goal, limit)) == (1, 0)


def test_an_axis_is_scored_only_where_everything_is_set() -> None:
    breaches = Measured(D("60"), D("0"), D("2"), D("1"))
    reports = Measured(D("40"), D("100"), D("80"), D("95"))
    score = axis_score([breaches, reports])
    assert score is not None
    assert (score.points, score.most, score.percent) == (D("60"), D("100"), 60)  # 60 × 1/2 + 40 × 3/4
    for lacking in (
        Measured(None, D("100"), D("80"), D("95")),
        Measured(D("40"), None, None, D("95")),
        Measured(D("40"), D("100"), D("80"), None),
    ):
        assert axis_score([breaches, lacking]) is None


@given(st.lists(st.none() | levels, max_size=8), st.sampled_from(Direction))
def test_the_best_of_a_column_is_the_darkest(values: list[Decimal | None], direction: Direction) -> None:
    found = shades(values, direction)
    known = [value for value in values if value is not None]
    assert [one is None for one in found] == [value is None for value in values]
    if len(set(known)) > 1:
        best = min(known) if direction == Direction.DOWN else max(known)
        assert found[values.index(best)] == 5


def test_figures_and_changes_are_written_in_vietnamese() -> None:
    assert [figure_words(one) for one in (None, D("1234.50"), D("97"), D("-0.5"))] == [
        "–",
        "1.234,5",
        "97",
        "-0,5",
    ]
    assert [change_words(D("2"), D(was)) for was in ("1.5", "3", "2")] == ["+0,5", "−1", "0"]


# ---- reporting ------------------------------------------------------------------------------------


def indicator(movement: Movement) -> Indicator:
    return Indicator.objects.get(content__axis__movement=movement)


def enter(year: Year, movement: Movement, value: str, why: str = "", **more: object) -> list[IndicatorFigure]:
    text = FigureText(D(value), "Sổ theo dõi", why)
    wanted = {"actor": year.clerk, "unit": year.px01, "term": MONTH} | more
    return services.enter_figures(movement=movement, figures={indicator(movement).pk: text}, **wanted)  # type: ignore[arg-type]


def test_a_clerk_enters_and_the_head_sends(year: Year) -> None:
    movement = year.launched()
    with pytest.raises(ValidationError, match=r"còn thiếu “Vi phạm”"):
        services.send_figures(actor=year.boss, movement=movement, unit=year.px01, term=MONTH)
    enter(year, movement, "2")
    with pytest.raises(PermissionDenied):
        services.send_figures(actor=year.clerk, movement=movement, unit=year.px01, term=MONTH)
    services.send_figures(actor=year.boss, movement=movement, unit=year.px01, term=MONTH)
    with pytest.raises(ValidationError, match="đã gửi"):
        services.send_figures(actor=year.boss, movement=movement, unit=year.px01, term=MONTH)
    found = table(year.standing, movement, MONTH)
    assert [(row.unit, row.state) for row in found.rows] == [(year.px01, "đã gửi"), (year.px02, "chưa ghi")]
    assert [row.unit for row in found.missing] == [year.px02]


def test_a_correction_is_a_new_row_that_names_the_old(year: Year) -> None:
    movement = year.launched()
    first = enter(year, movement, "2")[0]
    assert enter(year, movement, "2") == []
    second = enter(year, movement, "3")[0]
    services.send_figures(actor=year.boss, movement=movement, unit=year.px01, term=MONTH)
    with pytest.raises(ValidationError, match="ghi lý do sửa"):
        enter(year, movement, "4")
    third = enter(year, movement, "4", "Đếm lại")[0]
    assert (third.corrects, second.corrects) == (second, first)
    assert IndicatorFigure.objects.current().get() == third


def test_figures_are_neither_changed_nor_removed(year: Year) -> None:
    row = enter(year, year.launched(), "2")[0]
    for act in (lambda: IndicatorFigure.objects.update(value=9), row.delete):
        with pytest.raises(DatabaseError, match="không sửa, không xóa"), transaction.atomic():
            act()


def test_figures_belong_to_a_reporting_unit_and_a_term_of_the_movement(year: Year) -> None:
    movement = year.launched()
    with pytest.raises(ValidationError, match="không báo cáo số liệu"):
        enter(year, movement, "2", unit=year.d1)
    with pytest.raises(ValidationError, match="chưa đến"):
        enter(year, movement, "2", term=MONTH.shifted(1))
    with pytest.raises(ValidationError, match="nằm ngoài thời gian phong trào"):
        enter(year, movement, "2", term=MONTH.shifted(-3))
    with pytest.raises(PermissionDenied):
        enter(year, movement, "2", unit=year.px02)
    with pytest.raises(ValidationError, match="đang soạn"):
        enter(year, year.draft(name="Bản soạn"), "2")


def test_an_indicator_with_figures_keeps_its_name_and_measure(year: Year) -> None:
    movement = year.launched()
    enter(year, movement, "2")
    renamed = [("Chấp hành điều lệnh", [IndicatorText("Khác", "vụ")]), ("", [])]
    other = [AxisText("Kỷ luật nhất", renamed), AXES[1]]
    with pytest.raises(ValidationError, match="đã có số liệu của đơn vị"):
        services.write_axes(actor=OPERATOR, movement=movement, axes=other)
    without = [AxisText("Kỷ luật nhất", [("Chấp hành điều lệnh", []), ("", [])]), AXES[1]]
    with pytest.raises(ValidationError, match="đã có số liệu của đơn vị"):
        services.write_axes(actor=OPERATOR, movement=movement, axes=without)


def test_goals_stand_the_right_way_round_and_give_points(year: Year) -> None:
    movement = year.launched()
    one = indicator(movement)
    one.direction, one.weight = Direction.DOWN, D("10")
    one.save()
    wrong = {one.pk: (D("2"), D("0"))}
    with pytest.raises(ValidationError, match="phải thấp hơn mức không điểm"):
        services.set_goals(actor=year.standing, movement=movement, cadence=Cadence.MONTH, levels=wrong)
    assert not pillars(movement, Cadence.MONTH)[0].scored
    right = {one.pk: (D("0"), D("4"))}
    services.set_goals(actor=year.standing, movement=movement, cadence=Cadence.MONTH, levels=right)
    enter(year, movement, "1")
    row = table(year.standing, movement, MONTH).rows[0]
    assert row.scores[0] is not None
    assert row.scores[0].points == D("7.5")
    taken = {one.pk: None}
    services.set_goals(actor=year.standing, movement=movement, cadence=Cadence.MONTH, levels=taken)
    assert table(year.standing, movement, MONTH).scored == []


def test_a_unit_sees_its_own_row_and_its_course(year: Year) -> None:
    movement = year.launched()
    before = MONTH.before
    enter(year, movement, "3", term=before)
    enter(year, movement, "1")
    own = table(year.boss, movement, MONTH).rows
    assert [row.unit for row in own] == [year.px01]
    assert (own[0].cells[0].change, own[0].cells[0].good) == ("−2", False)  # the indicator counts upwards
    found = course(movement, year.px01, Cadence.MONTH)[0]
    assert found.lines[0].values[-2:] == (D("3"), D("1"))
    assert before in terms_of(movement, Cadence.MONTH)
    assert last_ended(movement, Cadence.MONTH) == before

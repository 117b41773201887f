"""Figures as officers write them, and the records behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from vinhdanh.reports.comparing import change
from vinhdanh.reports.figures import (
    Figure,
    Form,
    Grid,
    Points,
    Record,
    Section,
    Text,
    TypedOver,
    counted,
    figures_of,
    read,
    share,
    written,
)


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (7, Form.COUNT, "07"),
        (0, Form.COUNT, "00"),
        (35, Form.COUNT, "35"),
        (1673, Form.COUNT, "1.673"),
        (Decimal("1234.5"), Form.AMOUNT, "1.234,5"),
        (7, Form.AMOUNT, "7"),
        (Decimal("96.38"), Form.PERCENT, "96,4%"),
        (100, Form.PERCENT, "100%"),
        (Decimal("1.5"), Form.POINTS, "+1,5"),
        (Decimal("-1.5"), Form.POINTS, "-1,5"),
        (0, Form.POINTS, "0"),
        (Decimal("0.05"), Form.POINTS, "+0,05"),
        (Decimal("12.25"), Form.AMOUNT, "12,25"),
        (Decimal("12.345"), Form.AMOUNT, "12,3"),
        (Decimal("6.25"), Form.PERCENT, "6,3%"),
        (None, Form.COUNT, "…"),
        ("Đơn vị Quyết thắng", Form.NAME, "Đơn vị Quyết thắng"),
    ],
)
def test_a_figure_is_written_as_officers_write_it(value, form, words):
    assert written(value, form) == words


def test_a_counted_figure_is_the_sum_of_its_records():
    figure = counted("a", "Lượt", "Đếm lượt.", [Record("A"), Record("B", weight=3)])
    assert figure.value == 4
    assert [record.name for record in figure.records()] == ["A", "B"]


def test_a_share_names_its_two_parts_and_is_unknown_of_nothing():
    some = counted("a", "Đã đăng ký", "", [Record("A")])
    none = counted("b", "Phải đăng ký", "", [])
    half = share("c", "Tỷ lệ", some, counted("d", "Phải đăng ký", "", [Record("A"), Record("B")]))
    assert half.shown == "50%"
    assert [part.key for part in half.parts] == ["a", "d"]
    assert share("e", "Tỷ lệ", some, none).shown == "…"


def test_a_share_is_whole_only_where_nothing_is_missing():
    most, all_of_them = (
        counted(key, key, "", [Record("", weight=count)]) for key, count in (("a", 2999), ("b", 3000))
    )
    assert share("c", "Tỷ lệ", most, all_of_them).shown == "99,9%"
    assert share("d", "Tỷ lệ", all_of_them, all_of_them).shown == "100%"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 16, "6,3%"), (1, 3000, "0,03%"), (0, 7, "0%"), (3, 2, "150%"), (-29, 60, "-48,3%"), (2, -4, "…")],
)
def test_halves_are_rounded_up_and_little_is_not_nothing(part, whole, words):
    one, other = (Figure(key, key, value, "") for key, value in (("a", part), ("b", whole)))
    assert share("c", "Tỷ lệ", one, other).shown == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (7, 0, "–"),
        (0, 0, "–"),
        (0, 4, "-100"),
        (35, 12, "+191,7"),
        (Decimal("98.2"), Decimal("96.5"), "+1,8"),
        (1, -2, "–"),
        (3651, 3652, "-0,03"),
    ],
)
def test_a_change_in_percent_is_told_only_of_something(now, before, words):
    one, other = (Figure(key, key, value, "") for key, value in (("a", now), ("b", before)))
    assert change(one, other).shown == words


@pytest.mark.parametrize(
    ("text", "number"),
    [("07", 7), ("1.234,5", Decimal("1234.5")), ("98,2%", Decimal("98.2")), ("-3", -3), ("khoảng 70", None)],
)
def test_a_number_is_read_as_officers_write_it(text, number):
    assert read(text) == number


def test_what_is_typed_over_is_shown_and_what_was_counted_stays():
    figure = counted("a", "Lượt", "", [Record("A")]).over(TypedOver("02", "Bổ sung", "B", date(2025, 12, 1)))
    assert (figure.shown, figure.counted) == ("02", "01")


def test_every_figure_of_a_section_is_found_with_what_it_is_made_of():
    one, two = (Figure(key, key, 1, "") for key in "ab")
    rate = share("c", "Tỷ lệ", one, two)
    inner = Section("y", "Y", (Grid("", ("x",), ((two,),)), Points(((rate, "đạt"),))))
    found = figures_of(Section("x", "X", (Text(("có ", one)),), (inner,)))
    assert [figure.key for figure in found] == ["a", "b", "c", "a", "b"]

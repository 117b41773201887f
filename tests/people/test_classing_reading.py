"""A scale is read whole or not at all, and every mistake is named with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from vinhdanh.people.classing import Basis, Scale, ScaleError, read_scale
from vinhdanh.people.classing.scale import LEVELS

FOLDER = Path(__file__).resolve().parents[2] / "src/vinhdanh/people/scales"
SHIPPED = sorted(FOLDER.glob("*.toml"))

SMALL = """
key = "nho"
name = "Phân loại nhỏ"
basis = "own"
forces = ["police"]

[[class]]
code = "a"
name = "Loại A"

[[class]]
code = "b"
name = "Loại B"

[month]
due_day = 3

[month.quota]
rounding = "down"

[month.quota.shares]
a = { a = "2/3" }

[[exemption]]
code = "duty"
name = "Nhiệm vụ đặc biệt"
lowered = false
"""


def read(text: str) -> Scale:
    return read_scale(text, "quy-che.toml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_can_be_read_and_says_what_it_rests_on(path: Path) -> None:
    scale = read_scale(path.read_text(encoding="utf-8"), path.name)
    assert scale.key == path.stem
    assert scale.note
    if scale.basis == Basis.OWN:
        assert "Không có văn bản nào của Nhà nước quy định" in scale.note
    else:
        assert scale.basis == Basis.REPORTED
        assert scale.forces == ("grassroots",), "what is only reported holds for nobody else"
        assert scale.source


def test_the_four_levels_are_those_of_the_law_best_first() -> None:
    assert [one.code for one in LEVELS] == ["excellent", "good", "completed", "failed"]
    assert LEVELS[0].name == "Hoàn thành xuất sắc"


def test_a_scale_is_plain_data() -> None:
    scale = read(SMALL)
    assert [one.name for one in scale.classes] == ["Loại A", "Loại B"]
    assert scale.unit_classes == scale.classes
    assert scale.quota is not None
    assert scale.quota.share("a", "a") == Fraction(2, 3)
    assert scale.quota.share("b", "a") is None
    assert scale.exemptions["duty"].counted
    assert not scale.exemptions["duty"].lowered
    assert scale.short == scale.name
    assert scale.digest == read(SMALL).digest != read(SMALL + "\n").digest


MISTAKES = [
    ('name = "Phân loại nhỏ"', 'nam = "Phân loại nhỏ"', 3, "không có mục “nam”; ý là “name”?"),
    ('name = "Phân loại nhỏ"', "", 1, "thiếu “name”"),
    ('key = "nho"', 'key = "nhỏ"', 2, "chữ không dấu"),
    ('basis = "own"', 'basis = "law"', 4, "căn cứ “law” không có"),
    ('basis = "own"', 'basis = "reported"', 4, "theo nguồn thì ghi “source”"),
    ('forces = ["police"]', 'forces = ["polcie"]', 5, "ý là “police”?"),
    ('forces = ["police"]', "", 1, "thiếu “forces”"),
    ('code = "b"', 'code = "a"', 12, "dùng hai lần"),
    ("due_day = 3", "due_day = 31", 16, "từ 1 đến 28, đọc được 31"),
    ("due_day = 3", 'due_day = "3"', 16, "đọc được '3'"),
    ('rounding = "down"', "", 18, "thiếu “rounding”"),
    ('rounding = "down"', 'rounding = "dow"', 19, "ý là “down”?"),
    ('rounding = "down"', 'rounding = "down"\nof = ["c"]', 20, "chỉ có: a, b"),
    ('rounding = "down"', 'rounding = "down"\nlower_first = ["point"]', 20, "ý là “points”?"),
    ('a = { a = "2/3" }', 'a = { a = "120%" }', 22, "từ 0% đến 100%"),
    ('a = { a = "2/3" }', "a = { a = 0.7 }", 22, "trong dấu nháy"),
    ('a = { a = "2/3" }', 'a = { b = "2/3" }', 22, "loại thấp nhất không có hạn mức"),
    ('a = { a = "2/3" }', 'c = { a = "2/3" }', 22, "loại tập thể “c” không có"),
    ("lowered = false", "", 24, "không miễn gì"),
    ("lowered = false", 'lowered = "không"', 27, "true hoặc false"),
    ("lowered = false", "assessed = false\ncounted = true", 28, "không thể tính vào mẫu số"),
    ("lowered = false", 'lowered = false\nabsences = ["matenity"]', 28, "ý là “maternity”?"),
    ("due_day = 3", "due_day = = 3", 16, "sai cú pháp TOML"),
    ('key = "nho"', "[[month.row]]", 3, "không có mục"),
]


@pytest.mark.parametrize(("before", "after", "line", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_line(before: str, after: str, line: int, says: str) -> None:
    assert before in SMALL
    with pytest.raises(ScaleError) as error:
        read(SMALL.replace(before, after, 1))
    found = [p for p in error.value.problems if says in p.message]
    assert found, str(error.value)
    assert found[0].line == line
    assert str(found[0]).startswith(f"quy-che.toml:{line}: ")


def rows(text: str) -> str:
    return SMALL + '[week]\ncounts_in_month_of = "thursday"\n' + text


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('give = "c"', "loại “c” không có"),
        ('give = "a"\nwhen = [{ at_least = 2 }]', "cần “of”"),
        ('give = "a"\nwhen = [{ of = ["a"] }]', "đúng một trong hai"),
        ('give = "a"\nwhen = [{ of = ["a"], at_least = 1, at_most = 2 }]', "đúng một trong hai"),
        ('give = "a"\nwhen = [{ of = ["a"], at_lest = 1 }]', "ý là “at_least”?"),
        ('give = "a"\nwhen = [{ of = ["a"], at_least = -1 }]', "đọc được -1"),
        ('give = "a"\nwhen = [{ of = ["x"], at_least = 1 }]', "chỉ có: a, b"),
        ('give = "a"\n[[month.row]]\ngive = "b"', "phải là dòng cuối bảng"),
    ],
)
def test_a_wrong_row_is_named(row: str, says: str) -> None:
    with pytest.raises(ScaleError, match=says):
        read(rows(f"[[month.row]]\n{row}\n"))


def test_the_line_of_a_word_inside_a_table_of_several_lines() -> None:
    text = rows(
        '[[month.row]]\ngive = "a"\nwhen = [\n  { of = ["a"], at_least = 2 },\n'
        '  { of = ["zz"], at_most = 0 },\n]\n'
    )
    with pytest.raises(ScaleError) as error:
        read(text)
    (problem,) = error.value.problems
    assert text.split("\n")[problem.line - 1].strip().startswith('{ of = ["zz"]')


def test_a_table_of_weeks_needs_weeks() -> None:
    with pytest.raises(ScaleError, match="phải có"):
        read(SMALL + '[[month.row]]\ngive = "a"\n')


def test_every_mistake_is_named_at_once_in_the_order_of_lines() -> None:
    with pytest.raises(ScaleError) as error:
        read('key = 3\nbasis = "x"\n[year]\nfirst_day = "31-12"\n')
    lines = [problem.line for problem in error.value.problems]
    assert lines == sorted(lines)
    assert len(lines) >= 5


def test_a_share_of_several_classes_together_never_falls() -> None:
    text = SMALL.replace('rounding = "down"', 'rounding = "down"\ncounts = "class_or_better"')
    text = text.replace('name = "Loại B"', 'name = "Loại B"\n\n[[class]]\ncode = "c"\nname = "Loại C"')
    read(text.replace('a = { a = "2/3" }', 'a = { a = "1/3", b = "2/3" }'))
    with pytest.raises(ScaleError, match="không được nhỏ dần"):
        read(text.replace('a = { a = "2/3" }', 'a = { a = "2/3", b = "1/3" }'))


def test_a_scale_says_nothing_without_months_and_years() -> None:
    with pytest.raises(ScaleError, match="không nói phân loại gì"):
        read('key = "x"\nname = "X"\nbasis = "own"\nforces = ["police"]\n')

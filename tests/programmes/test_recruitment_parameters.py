"""Parameters are data: what ships has its source, what is wrong is named by line, who is outside is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from vinhdanh.programmes.recruitment_parameters import (
    SHIPPED,
    VERIFIED,
    Measured,
    ParameterError,
    compare,
    offered,
    read_parameters,
    years_between,
)
from vinhdanh.programmes.recruitment_types import Measure

DAY = date(2026, 3, 4)
CURRENT = next(one.text for one in offered() if one.key == "tt-101-2025")
MAN = Measured("male", date(2006, 5, 20), "THPT", hard_area=False, deferred_for_study=False)


def said(who: Measured, text: str = CURRENT) -> dict[Measure, str]:
    return {one.measure: one.sentence for one in compare(read_parameters(text), who, DAY)}


def outside(who: Measured, text: str = CURRENT) -> list[Measure]:
    return [one.measure for one in compare(read_parameters(text), who, DAY) if one.inside is False]


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_limit_that_ships_has_its_source_and_how_it_was_verified(path: object) -> None:
    limits = read_parameters(path.read_text(encoding="utf-8")).limits  # type: ignore[attr-defined]
    assert limits
    for one in limits:
        assert one.verified in VERIFIED
        assert one.verified == "own" or any(word in one.source for word in ("Thông tư", "Nghị định"))


def test_age_is_counted_in_full_years_on_the_day_of_handover() -> None:
    assert years_between(date(2000, 3, 4), DAY) == 26
    assert years_between(date(2000, 3, 5), DAY) == 25
    assert outside(replace(MAN, born=date(2000, 3, 5))) == []
    assert outside(replace(MAN, born=date(2000, 3, 4))) == [Measure.AGE]
    assert outside(replace(MAN, born=date(2008, 3, 5))) == [Measure.AGE], "not 18 yet"


def test_who_was_deferred_for_study_may_be_older() -> None:
    old = replace(MAN, born=date(1998, 6, 1), deferred_for_study=True)
    assert outside(old) == []
    assert "từ 18 đến 27 tuổi" in said(old)[Measure.AGE]


def test_lower_schooling_is_let_in_where_it_is_hard_and_women_need_more() -> None:
    assert outside(replace(MAN, education="THCS")) == [Measure.EDUCATION]
    assert outside(replace(MAN, education="THCS", hard_area=True)) == []
    woman = replace(MAN, sex="female", hard_area=True)
    assert outside(woman) == [Measure.EDUCATION], "of equally narrow limits the last one holds"
    assert outside(replace(woman, education="TC")) == []


def test_some_receiving_units_ask_for_more_health() -> None:
    assert outside(replace(MAN, health=3)) == []
    assert outside(replace(MAN, health=3, receiver="CSCD")) == [Measure.HEALTH]


def test_what_is_outside_is_a_sentence_with_the_number_and_the_source() -> None:
    assert said(replace(MAN, born=date(1998, 6, 1)))[Measure.AGE] == (
        "Tuổi 27: ngoài giới hạn; đợt yêu cầu từ 18 đến 25 tuổi "
        "(Thông tư 101/2025/TT-BCA (03/11/2025), Điều 3)."
    )
    assert said(MAN)[Measure.HEIGHT] == "Chiều cao: thông số của đợt chưa có giới hạn cho trường hợp này."
    own = CURRENT + '[[limit]]\nof = "height"\nleast = 162.5\nsource = "Kế hoạch"\nverified = "own"\n'
    assert (
        said(MAN, own)[Measure.HEIGHT] == "Chiều cao: chưa ghi; đợt yêu cầu từ 162,5 cm trở lên (Kế hoạch)."
    )
    assert "Chiều cao 162 cm: ngoài giới hạn" in said(replace(MAN, height=Decimal(162)), own)[Measure.HEIGHT]
    assert outside(replace(MAN, height=Decimal("162.5")), own) == []


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (('of = "age"', 'of = "agee"'), 11, "thông số “agee” không có; ý là “age”?"),
        (("most = 25", 'most = "25"'), 13, "“most” của tuổi là một số dương"),
        (("least = 18", "least = 30"), 12, "“least” lớn hơn “most”"),
        (('verified = "reported"', 'verified = "memory"'), 15, "mức kiểm chứng “memory” không có"),
        (('source = "Thông tư 101/2025/TT-BCA (03/11/2025), Điều 3"', ""), 10, "thiếu “source”"),
        (("deferred_for_study = true", "defered_for_study = true"), 19, "không có mục “defered_for_study”"),
        (("year = 2026", "year = "), 7, "sai cú pháp TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line(change: tuple[str, str], line: int, words: str) -> None:
    with pytest.raises(ParameterError) as error:
        read_parameters(CURRENT.replace(*change, 1))
    assert any(words in one.message for one in error.value.problems), error.value
    assert error.value.problems[0].line == line


def test_a_limit_without_a_bound_is_no_limit() -> None:
    with pytest.raises(ParameterError, match="cần “least” hoặc “most”"):
        read_parameters(CURRENT.replace("least = 18\nmost = 25\n", "", 1))

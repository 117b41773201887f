"""What a picture must get right: links, lengths, room, and text that cannot break out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.documents.svg import text_width
from vinhdanh.eligibility.types import Career, Lane, Mark, Sign, Stretch
from vinhdanh.engine.facts import Level
from vinhdanh.web.charts import (
    SMALL,
    VERDICT_ORDER,
    WIDE,
    describe,
    distance_bin,
    heat_bin,
    pace_large,
    pace_small,
    selection_flow,
    share_bar,
    timeline,
    verdict_bar,
)
from vinhdanh.web.charts.career import runs

NAMES = ("Giấy khen", "BK Bộ, tỉnh (đột xuất)", "Giấy khen (chuyên đề)")


def lane(years: list[int], *, strong: bool = True, considered: bool = False, undecided: bool = False) -> Lane:
    signs = tuple(Sign(year, Mark.TITLE, "QĐ 12") for year in years)
    return Lane("CSTĐ cơ sở", "CSTĐ cơ sở", signs, True, strong, considered, undecided)


def career(*lanes: Lane, first: int = 2010, year: int = 2025) -> Career:
    return Career("Nông Thị Bích Thủy", first, year, lanes=lanes)


def parts(svg: str, tag: str, cls: str = "") -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return [e for e in root.iter(tag) if not cls or cls in e.get("class", "").split()]


def words(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in parts(svg, "text")]


# ---- streaks --------------------------------------------------------------------------------------


def test_runs_are_unbroken_years() -> None:
    assert runs([2024, 2019, 2020, 2023, 2025, 2020]) == [(2019, 2020), (2023, 2025)]
    assert runs([]) == []


def test_consecutive_years_are_linked_and_a_gap_is_not() -> None:
    svg = timeline(career(lane([2019, 2020, 2022])))
    links = parts(svg, "line", "tl-cs-ln")
    discs = sorted(float(e.get("cx", 0)) for e in parts(svg, "circle", "tl-cs"))
    assert len(links) == 1
    assert [float(links[0].get("x1", 0)), float(links[0].get("x2", 0))] == discs[:2]


def test_a_streak_says_its_length() -> None:
    said = words(timeline(career(lane([2015, 2019, 2020, 2023, 2024, 2025]))))
    assert "2 năm" in said
    assert "3 năm liền" in said
    assert "1 năm" not in said


def test_a_streak_that_began_before_the_picture_keeps_its_true_length() -> None:
    svg = timeline(career(lane(list(range(2003, 2026)), strong=False), first=2003), width=SMALL)
    assert "23 năm liền, từ 2003" in words(svg)
    link = parts(svg, "line", "tl-cstt-ln")[0]
    assert float(link.get("x1", 0)) == 96  # from the picture's edge


def test_a_streak_that_ended_is_not_called_unbroken() -> None:
    said = words(timeline(career(lane([2019, 2020, 2021]))))
    assert "3 năm" in said
    assert not [text for text in said if "liền" in text]


def test_a_title_under_review_is_a_dashed_ring_linked_to_last_year() -> None:
    svg = timeline(career(lane([2023, 2024], considered=True)))
    assert len(parts(svg, "circle", "tl-want")) == 1
    assert len(parts(svg, "line", "tl-wl")) == 1
    open_question = timeline(career(lane([2021], considered=True, undecided=True)))
    assert "?" in words(open_question)
    assert not parts(open_question, "line", "tl-wl")
    granted = timeline(career(lane([2024, 2025], considered=True)))
    assert not parts(granted, "circle", "tl-want")


# ---- room -----------------------------------------------------------------------------------------


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Where each text of the picture stands: left, right, top, bottom."""
    found = []
    for element in parts(svg, "text"):
        said, cls = "".join(element.itertext()), element.get("class", "").split()
        size = 11 if "tx-s" in cls else 12
        width = text_width(said, size) * 0.97  # the estimate rounds up
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        left = x - width if "e" in cls else x - width / 2 if "m" in cls else x
        found.append((left, left + width, y - 9, y + 2, said))
    return found


def overlaps(svg: str) -> list[tuple[str, str]]:
    every = boxes(svg)
    return [
        (a[4], b[4])
        for k, a in enumerate(every)
        for b in every[k + 1 :]
        if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]


years = st.integers(min_value=1990, max_value=2025)
signs = st.builds(Sign, years, st.sampled_from([Mark.CITATION, Mark.CERTIFICATE]), st.sampled_from(NAMES))
medals = st.builds(Sign, years, st.just(Mark.MEDAL), st.sampled_from(["CSVV hạng Ba", "Huy chương Vì ANTQ"]))
works = st.builds(Sign, years, st.just(Mark.WORK), st.sampled_from(["cấp cơ sở", "cấp Bộ, tỉnh"]))


@given(
    st.sets(years),
    st.sets(years),
    st.lists(signs, max_size=30),
    st.lists(medals, max_size=8),
    st.lists(works, max_size=20),
    st.sampled_from([WIDE, SMALL]),
    st.booleans(),
)
def test_labels_never_overlap_however_dense_the_career(
    cstt: set[int],
    cstd: set[int],
    papers: list[Sign],
    given_medals: list[Sign],
    recognised: list[Sign],
    width: int,
    considered: bool,
) -> None:
    drawn = career(
        lane(sorted(cstt), strong=False, considered=considered),
        lane(sorted(cstd), considered=considered, undecided=considered),
        Lane("Bằng khen, giấy khen", "BK, giấy khen", tuple(papers)),
        Lane("Huân, huy chương", "Huy chương", tuple(given_medals)),
        Lane("Sáng kiến, đề tài", "Sáng kiến", tuple(recognised)),
        first=1990,
    )
    svg = timeline(drawn, width=width)
    assert overlaps(svg) == []
    assert all(right <= width for _, right, *_ in boxes(svg))


def test_every_sign_of_a_crowded_year_can_be_read() -> None:
    crowd = tuple(Sign(2024, Mark.CITATION, f"Giấy khen {n}") for n in range(6))
    svg = timeline(career(Lane("Bằng khen, giấy khen", "BK", crowd)), width=SMALL)
    titles = ["".join(e.itertext()) for e in parts(svg, "title")]
    assert any(all(f"Giấy khen {n}" in title for n in range(6)) for title in titles)
    assert "×6" in words(svg)


def test_posts_that_overlap_are_cut_where_the_newer_begins() -> None:
    older = Stretch(date(2016, 1, 1), None, "Cán bộ")
    newer = Stretch(date(2020, 1, 1), None, "Đội trưởng", strong=True)
    svg = timeline(replace(career(first=2016), posts=(older, newer)))
    first = parts(svg, "rect", "tl-post")[0]
    second = parts(svg, "rect", "tl-post2")[0]
    assert float(first.get("x", 0)) + float(first.get("width", 0)) <= float(second.get("x", 0))


def test_nothing_after_the_review_year_is_drawn() -> None:
    drawn = career(lane([2024, 2025, 2026]), year=2025)
    svg = timeline(replace(drawn, ratings=((2025, Level.GOOD, ""), (2026, Level.EXCELLENT, ""))))
    assert len(parts(svg, "circle", "tl-cs")) == 2
    assert "XS" not in words(svg)


# ---- words ----------------------------------------------------------------------------------------


def test_text_cannot_break_out_of_the_picture() -> None:
    evil = '<script>alert("1")</script>&'
    drawn = Career(
        evil,
        2014,
        2025,
        posts=(Stretch(date(2014, 1, 1), None, evil),),
        ratings=((2020, None, evil),),
        lanes=(Lane(evil, evil, (Sign(2020, Mark.CERTIFICATE, evil),)),),
        troubles=(Stretch(date(2020, 1, 1), date(2020, 6, 1), evil),),
    )
    for width in (WIDE, SMALL):
        svg = timeline(drawn, width=width)
        assert "<script" not in svg
        assert ElementTree.fromstring(svg) is not None
    assert "<script" not in share_bar(1, 2, label=evil)


def test_pictures_carry_classes_only() -> None:
    svg = timeline(career(lane([2024, 2025]))) + verdict_bar((1, 2, 3, 4, 5)) + share_bar(1, 2, label="x")
    assert not re.search(r"\s(style|fill|stroke|on\w+)=", svg)


def test_the_picture_is_told_in_words() -> None:
    drawn = replace(career(lane([2019, 2020, 2023])), ratings=((2023, Level.EXCELLENT, ""),))
    told = describe(drawn)
    assert "Hoàn thành xuất sắc: 2023" in told
    assert "CSTĐ cơ sở: 2019–2020, 2023" in told
    assert "Kỷ luật, tạm hoãn: không có" in told
    assert told in "".join(e.text or "" for e in parts(timeline(drawn), "desc"))


def test_a_year_without_a_level_says_which_kind() -> None:
    svg = timeline(replace(career(), ratings=((2023, None, "nghỉ thai sản"), (2024, None, ""))))
    assert {"–", "?"} <= set(words(svg))


# ---- bars and bins --------------------------------------------------------------------------------


def test_a_single_subject_stays_visible_in_the_bar() -> None:
    rects = parts(verdict_bar((1, 0, 0, 9999, 0)), "rect")
    assert [e.get("class") for e in rects] == ["f-met", "f-unmet"]
    assert float(rects[0].get("width", 0)) >= 3
    assert not parts(verdict_bar((0, 0, 0, 0, 0)), "rect")
    assert len(VERDICT_ORDER) == 5


@pytest.mark.parametrize(
    ("part", "whole", "filled"), [(36, 46, 783), (0, 46, None), (46, 46, 1000), (0, 0, None)]
)
def test_a_share_fills_its_bar(part: int, whole: int, filled: int | None) -> None:
    rects = parts(share_bar(part, whole, Fraction(7, 10), label="x"), "rect")
    fill = [round(float(e.get("width", 0))) for e in rects if e.get("class") == "f-act"]
    assert fill == ([filled] if filled else [])
    tick = next(e for e in rects if e.get("class") == "f-ink")
    assert float(tick.get("x", 0)) == 698


def test_bins_follow_the_legend() -> None:
    edges = (0, 1, 3, 4, 15, 16, 35, 36, 70, 71, 100)
    assert [heat_bin(p) for p in edges] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [distance_bin(d) for d in (-21, -20, -11, -10, -4, -3, 3, 4, 10, 11)] == [
        0,
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
        5,
    ]


def test_the_steps_of_a_selection_are_in_proportion_and_two_of_them_stand_side_by_side() -> None:
    counts = {"registered": 100, "examined": 50, "vetted": 40, "rechecked": 44, "decided": 20}
    picture = selection_flow(counts, 25)
    bars = [e for e in parts(picture, "rect") if e.get("class") == "f-act"]
    tall = [float(e.get("height", 0)) for e in bars]
    assert [round(one / tall[0], 2) for one in tall] == [1, 0.5, 0.4, 0.44, 0.2]
    assert bars[2].get("x") == bars[3].get("x"), "the two tracks are one column"
    frames = [e for e in parts(picture, "rect") if "s-plan" in e.get("class", "")]
    assert len(frames) == 2, "the quota stands at the decision and at the handover"
    assert "chưa có" in picture, "a step that nobody counted is not a zero"
    assert not list(parts(selection_flow({}, 0), "rect"))


# ---- a target's pace ------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 5000).map(lambda n: Fraction(n, 10)), min_size=12, max_size=12),
    st.integers(0, 12),
    st.none() | st.integers(0, 900).map(Fraction),
)
def test_a_pace_stays_within_its_picture(plan: list[Fraction], upto: int, end: Fraction | None) -> None:
    line = dict(enumerate(plan, 1))
    actual = {month: line[month] / 2 for month in range(1, upto + 1)}
    words = dict.fromkeys([*line.values(), *actual.values(), *([end] if end is not None else [])], "<1")
    for drawn, width, height in (
        (pace_small(line, actual, end, end="<b>", label='"&'), 260, 76),
        (pace_large(line, actual, end, words=words, label="<"), 760, 262),
    ):
        root = ElementTree.fromstring(drawn)
        marks = root.findall(".//circle") + root.findall(".//text")
        assert all(0 <= float(one.get("cx") or one.get("x") or 0) <= width for one in marks)
        assert all(0 <= float(one.get("cy") or one.get("y") or 0) <= height for one in marks)
        assert len(root.findall(".//path")) == (2 if actual else 1)


def test_levels_close_together_high_up_are_told_apart() -> None:
    plan = {month: Fraction(94) + Fraction(month, 4) for month in range(1, 13)}
    drawn = pace_small(plan, {}, end="97", label="")
    heights = [float(pair.split()[1]) for pair in re.findall(r"[\d.]+ [\d.]+", drawn.split('d="M')[1])]
    assert heights[0] - heights[-1] > 20

"""Pictures of statistics: the same SVG on a page and in a PDF."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tests.papers import pdf_text
from vinhdanh.documents.paper import Drawing, Letterhead, Paper
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.reports.charts import (
    SMALL,
    WIDE,
    Bar,
    Series,
    Share,
    Stay,
    Step,
    bars,
    columns,
    durations,
    funnel,
    multiples,
    shares,
)
from vinhdanh.reports.charts.drawing import lines_of, steps_to, width_of
from vinhdanh.reports.figures import Form

EVIL = 'Đội <b>1</b> & "2"'
LABELS = ("2024", "2025")
SERIES = (Series(EVIL, (7, 1234)), Series("Tập thể", (None, 3)))


def pictures(width: float) -> dict[str, str]:
    return {
        "columns": columns(EVIL, LABELS, SERIES, width=width),
        "multiples": multiples(EVIL, LABELS, SERIES, width=width),
        "shares": shares(
            EVIL, ["Nữ", "Chưa ghi"], [Share(EVIL, (3, 1)), Share("Không", (0, 0))], width=width
        ),
        "bars": bars(EVIL, [Bar(EVIL, Decimal("12.5")), Bar("B", None)], mark=("Toàn tỉnh", 7), width=width),
        "funnel": funnel(EVIL, [Step(EVIL, 12, "05 đã trả lại"), Step("Ký", 0)], width=width),
        "durations": durations(EVIL, [Stay(EVIL, 0, Decimal("2.5"), 9)], unit="ngày", width=width),
    }


@pytest.mark.parametrize("width", [WIDE, SMALL])
@pytest.mark.parametrize("name", list(pictures(WIDE)))
def test_a_picture_follows_the_page_and_stands_alone_on_paper(name: str, width: float) -> None:
    svg = ElementTree.fromstring(pictures(width)[name])
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == EVIL
    for one in svg.iter():
        kind = one.tag.partition("}")[2]
        assert "style" not in one.attrib  # the style policy of pages
        if kind == "rect":
            assert one.get("class", "").startswith("sc")
            assert one.get("fill", "").startswith("#")
        if kind == "text":
            assert one.get("font-family") == "Tinos"
            assert one.get("fill")
        if kind == "line":
            assert one.get("stroke")


def test_words_stay_inside_the_picture() -> None:
    for width in (WIDE, SMALL):
        for name, picture in pictures(width).items():
            for one in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"):
                long = width_of(one.text or "", small="note" in one.get("class", ""))
                x = float(one.get("x", 0))
                x -= {"start": 0, "middle": long / 2, "end": long}[one.get("text-anchor", "start")]
                assert x >= -1, (name, one.text)
                assert x + long <= width + 1, (name, one.text)


def test_every_picture_can_be_set_in_a_paper_with_its_words() -> None:
    head = Letterhead("PHÒNG TỔ CHỨC CÁN BỘ")
    blocks = tuple(Drawing(svg, 160, name) for name, svg in pictures(WIDE).items())
    text = pdf_text(paper_pdf(Paper(title="X", letterhead=head, body=blocks)))
    for said in ("1.234", "75%", "Toàn tỉnh: 7", "12,5", "05 đã trả lại", "2,5 (từ 0–9)", "Chưa có số liệu"):
        assert said in text


def test_figures_are_written_as_officers_write_them() -> None:
    picture = columns("X", ["2025"], [Series("A", (Decimal("1234.5"),)), Series("B", (7,), Form.COUNT)])
    assert "1.234,5" in picture
    assert ">07<" in picture


def test_a_narrow_picture_shows_the_last_years() -> None:
    years = [str(year) for year in range(2006, 2026)]
    picture = columns("X", years, [Series("A", (1,) * 20), Series("B", (1,) * 20)], width=SMALL)
    assert ">2025<" in picture
    assert ">2006<" not in picture


@pytest.mark.parametrize(("top", "steps"), [(0, 1), (7, 8), (10, 10), (4459, 6000), (400, 400)])
def test_lines_behind_columns_are_round_and_reach_the_top(top: int, steps: int) -> None:
    found = steps_to(top)
    assert found[0] == 0
    assert found[-1] == steps


def test_long_names_are_broken_and_shortened() -> None:
    lines = lines_of("Phòng Cảnh sát quản lý hành chính về trật tự xã hội và một cái tên rất dài", 180)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert lines_of("Đội 1", 180) == ["Đội 1"]

"""Papers as they come out of the printer: form, letters, hostile text."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests.papers import page_texts
from vinhdanh.documents import setting
from vinhdanh.documents.columns import widths
from vinhdanh.documents.paper import (
    Annex,
    Box,
    Column,
    Items,
    Letterhead,
    Paper,
    PaperError,
    Paragraph,
    Row,
    Signature,
    Table,
    bold,
)
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.words import Capacity, day_line, printable, signing_lines, thousands, two_digits

HEAD = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
PAPER = Paper(
    title="Quyết định",
    letterhead=HEAD,
    number="05/QĐ-CAT",
    dated=date(2026, 2, 5),
    kind="QUYẾT ĐỊNH",
    about="Về việc tặng Giấy khen",
    grounds=("Căn cứ Luật Thi đua, khen thưởng", "Theo đề nghị của Trưởng phòng"),
    body=(Paragraph((bold("Điều 1. "), "Tặng Giấy khen cho 07 tập thể.")),),
    signature=Signature(signing_lines(Capacity.FOR_HEAD, "Giám đốc", "Phó Giám đốc"), "Trịnh Quốc Bảo"),
    sent_to=("Như Điều 3", "Lưu: VT"),
)


def test_the_parts_stand_in_the_order_of_the_decree() -> None:
    (text,) = page_texts(paper_pdf(PAPER))
    parts = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-CAT",
        "QUYẾT ĐỊNH",
        "Về việc tặng Giấy khen",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Theo đề nghị của Trưởng phòng.",
        "Điều 1.",
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Sơn Hà, ngày 05 tháng 02 năm 2026" in text
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in text


def test_the_page_number_stands_from_the_second_page_on() -> None:
    rows = tuple(Row((str(at), "Nguyễn Văn An")) for at in range(1, 100))
    annex = Annex("DANH SÁCH", (Table((Column("STT"), Column("Họ và tên", 5)), rows),))
    read = page_texts(paper_pdf(replace(PAPER, annexes=(annex,))))
    assert len(read) > 2
    assert not read[0].startswith("1 ")
    assert read[1].startswith("2 DANH SÁCH")
    assert read[2].startswith("3 STT Họ và tên")  # the head of the table again


def test_the_file_is_an_archive_pdf_with_its_fonts_and_the_same_each_time() -> None:
    content = paper_pdf(PAPER)
    assert content == paper_pdf(PAPER)
    assert b"pdfaid:part" in content
    assert b"Tinos" in content
    assert b"FontFile" in content


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "$ x $ *đậm* _nghiêng_ `mã` @nhãn <nhãn> \\ // /* */",
        "{{ 7*7 }} {% raw %} {# chú #}",
        "=HYPERLINK(1)",
        "- Đầu dòng",
        "H’Hen Ƀhok Êban, Y Čuôr Ŏng, Rơ Châm H’Ưn",
        "</text> & “ngoặc” ' \" #let x = 1",
    ],
)
def test_what_a_name_holds_is_printed_and_never_obeyed(name: str) -> None:
    table = Table(
        (Column("STT"), Column("Họ và tên", 4)), (Row(("1", name)), Row((f"Cộng: {name}",), bold=True))
    )
    paper = replace(PAPER, about=name, body=(Paragraph(name), table), sent_to=(name,), grounds=(name,))
    text = page_texts(paper_pdf(paper))[0].replace(" ", "")
    assert text.count(printable(name).replace(" ", "")) == 6


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(PaperError, match="Chữ “😀” không có trong phông"):
        paper_pdf(replace(PAPER, about="Giỏi 😀"))


def test_letters_that_steer_are_left_out() -> None:
    assert printable("Nguyễn\u202e Văn\u0007 An\u200b") == "Nguyễn Văn An"
    assert printable("Tie\u0302\u0301n") == "Tiến"


def test_an_empty_list_says_so_and_boxes_can_be_ticked() -> None:
    columns = (Column("STT"), Column("Đồng ý"))
    body = (Table(columns, ()), Table(columns, (Row(("1", Box(True))), Row(("2", Box())))))
    assert "Không có." in page_texts(paper_pdf(replace(PAPER, body=body)))[0]


NAMES = (Column("STT", 0.3), Column("Họ và tên", 5))


def test_the_title_of_a_part_never_stands_alone_at_the_foot_of_a_page() -> None:
    for many in (31, 32, 33):  # where the first page ends
        rows = tuple(Row((str(at), "Nguyễn Văn An")) for at in range(1, many))
        parts = (*rows, Row(("II. Giấy khen",), bold=True), *rows)
        for page in page_texts(paper_pdf(replace(PAPER, body=(Table(NAMES, parts),)))):
            assert not page.endswith("II. Giấy khen")


def test_a_signature_takes_the_last_rows_with_it_under_their_head() -> None:
    lone = replace(PAPER, sent_to=(), grounds=())
    for many in (29, 36):  # the table just fills its page
        rows = tuple(Row((str(at), "Nguyễn Văn An")) for at in range(1, many))
        *_, last = page_texts(paper_pdf(replace(lone, body=(Table(NAMES, rows),))))
        above, _, _ = last.partition("KT. GIÁM ĐỐC")
        assert above.strip().endswith(f"{many - 2} Nguyễn Văn An {many - 1} Nguyễn Văn An")
        assert "STT Họ và tên" in above


def test_the_last_of_several_lines_goes_with_the_signature() -> None:
    for many in (20, 25):  # the lines just fill their page
        items = Items(tuple(f"Việc thứ {at}" for at in range(1, many)))
        *_, last = page_texts(paper_pdf(replace(PAPER, body=(items,), sent_to=())))
        assert f"Việc thứ {many - 1}" in last


def test_a_word_never_runs_over_the_rule_of_its_column() -> None:
    columns = (Column("STT", 0.1), Column("Họ và tên", 5), Column("Ngày sinh", 0.2), Column("Đơn vị", 5))
    table = Table(columns, (Row(("1", "Nguyễn Văn An", "05/02/1984", "Phòng Tổ chức cán bộ")),))
    document = pypdfium2.PdfDocument(paper_pdf(replace(PAPER, body=(table,))))
    page = document[0].get_textpage()
    for word, after in (("STT", "Họ và tên"), ("05/02/1984", "Phòng Tổ")):
        found, following = (page.search(one).get_next() for one in (word, after))
        right = max(page.get_charbox(found[0] + at)[2] for at in range(len(word)))
        assert right < page.get_charbox(following[0])[0] - 4
    given = widths(table, 468)
    assert given[0] > 30
    assert given[2] > 60
    assert round(sum(given)) == 468


def test_columns_that_all_need_room_share_it() -> None:
    long = Table(tuple(Column("Nghĩa" * 9) for _ in range(6)), ())
    assert widths(long, 468) == [78] * 6
    assert page_texts(paper_pdf(replace(PAPER, body=(long,))))


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="row 2 has 3 cells, the table 2 columns"):
        Table((Column("a"), Column("b")), (Row(("1", "2")), Row(("1", "2", "3"))))


@pytest.mark.parametrize(
    ("capacity", "lines"),
    [
        (Capacity.OWN, ("PHÓ GIÁM ĐỐC",)),
        (Capacity.FOR_HEAD, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (Capacity.FOR_COLLECTIVE, ("TM. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (Capacity.BY_ORDER, ("TL. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (Capacity.BY_DELEGATION, ("TUQ. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (Capacity.ACTING, ("Q. PHÓ GIÁM ĐỐC",)),
    ],
)
def test_who_signs_for_whom(capacity: Capacity, lines: tuple[str, ...]) -> None:
    assert signing_lines(capacity, "Giám đốc", "Phó Giám đốc") == lines


def test_days_and_counts_as_papers_write_them() -> None:
    assert day_line(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    assert day_line(None) == "ngày … tháng … năm …"
    assert (two_digits(7), two_digits(35), thousands(1234567)) == ("07", "35", "1.234.567")


LONG_NAME = "Thượng tá Tôn Nữ Nguyễn Hoàng Phước Thiện Bảo Ngọc Y Bhiông Niê Kdăm"
LONG_POST = (
    "Phó Trưởng phòng kiêm Đội trưởng\nĐội Xây dựng phong trào bảo vệ an ninh Tổ quốc\nBí thư Chi đoàn cơ sở"
)


@pytest.mark.slow
def test_five_hundred_rows_stand_each_in_its_page_under_the_head() -> None:
    rows = tuple(Row((str(at), LONG_NAME, LONG_POST, "2.340.000")) for at in range(1, 501))
    columns = (Column("STT", 0.6), Column("Họ và tên", 3), Column("Chức vụ", 3), Column("Mức thưởng", 1.4))
    content = paper_pdf(replace(PAPER, annexes=(Annex("DANH SÁCH", (Table(columns, rows),)),)))
    _, *lists = page_texts(content)
    assert all("STT Họ và tên Chức vụ Mức thưởng" in text for text in lists)
    assert sum(text.count("2.340.000") for text in lists) == 500
    assert lists[-1].rstrip().endswith("2.340.000")
    for page in pypdfium2.PdfDocument(content):
        words, width = page.get_textpage(), page.get_width()
        for at in range(words.count_rects()):
            left, bottom, right, _ = words.get_rect(at)
            assert 84 < left < right < width - 41  # 30 mm and 15 mm, in points
            assert bottom > 55  # 20 mm


def test_a_font_that_is_not_here_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "odd.typ").write_text('#set text(font: "Times New Roman")\nMột chữ', encoding="utf-8")
    monkeypatch.setattr(setting, "TEMPLATES", tmp_path)
    monkeypatch.setattr(setting, "_own", threading.local())
    with pytest.raises(PaperError, match="unknown font family"):
        setting.pdf("odd", {})

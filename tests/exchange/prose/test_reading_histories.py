"""Awards with their years: histories of units, lists line by line, tables of achievements.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED, HOUSE = "individual", "collective", "mixed", "household"

Expected = list[tuple[str, str, int | None, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count, one.year) for one in read_text(text).awards]


HCM, CLASS2, CLASS3 = (
    "Huân chương Hồ Chí Minh",
    "Huân chương Lao động hạng Nhì",
    "Huân chương Lao động hạng Ba",
)
FLAG = "Cờ thi đua của Chính phủ"

GIVEN: list[tuple[str, str, Expected]] = [
    (
        "each recipient with its years",
        (
            "Huân chương Độc lập tặng Tổng công ty Sông Lâm (1998), Nhà máy Dệt Bình Hà (2004), Trường Đại "
            "học Tây "
            "Khê (2010, 2015)."
        ),
        [("Huân chương Độc lập", BODY, 1, year) for year in (1998, 2004, 2010, 2015)],
    ),
    (
        "those of one year are one entry",
        "Huân chương Hồ Chí Minh tặng Cục Đường sông (1987), Đoàn Trục vớt (2012), Viện Thủy đạc (2012)...",
        [(HCM, BODY, 1, 1987), (HCM, BODY, 2, 2012)],
    ),
    (
        "a number, and its names behind a colon",
        (
            "03 đơn vị được phong tặng danh hiệu “Anh hùng Lao động”: Xí nghiệp 12 (1985), Đội cầu 5 "
            "(1999), "
            "Mái Tranh "
            "Xanh (2005)."
        ),
        [("Anh hùng Lao động", BODY, 1, year) for year in (1985, 1999, 2005)],
    ),
    (
        "an order with the years of its classes",
        "Bệnh viện được tặng thưởng: Huân chương Lao động hạng Nhì (2012), hạng Ba (2007).",
        [(CLASS2, BODY, 1, 2012), (CLASS3, BODY, 1, 2007)],
    ),
    (
        "the years of one recipient, in a row",
        "Huyện đoàn Đồi Chè được Trung ương Đoàn tặng Cờ thi đua xuất sắc 3 năm liền (2018, 2019, 2020).",
        [("Cờ thi đua xuất sắc của Trung ương Đoàn", BODY, 1, year) for year in (2018, 2019, 2020)],
    ),
    (
        "as many awards as years",
        "Trường được tặng 02 Huân chương Lao động hạng Nhì (1997, 2008).",
        [(CLASS2, BODY, 1, 1997), (CLASS2, BODY, 1, 2008)],
    ),
    (
        "bullets below whose honours they are",
        (
            "Bệnh viện Đa khoa Bản Lầu đã được tặng thưởng nhiều phần thưởng cao quý:\n"
            "- Huân chương Lao động hạng Ba năm 1995;\n"
            "- Cờ thi đua của Chính phủ các năm 2010, 2012;\n"
            "- 05 Bằng khen của Bộ Y tế."
        ),
        [
            (CLASS3, BODY, 1, 1995),
            (FLAG, BODY, 1, 2010),
            (FLAG, BODY, 1, 2012),
            ("Bằng khen của Bộ Y tế", BODY, 5, None),
        ],
    ),
    (
        "a year, and its honour in the line below",
        (
            "Những chặng đường\n1999\nHuân chương Lao động hạng Ba\nLào (2004)\nHuân chương Tự do "
            "hạng Nhất\n"
            "2016 & 2019\n02 Cờ thi đua của Chính phủ"
        ),
        [
            (CLASS3, BODY, 1, 1999),
            ("Huân chương Tự do hạng Nhất", BODY, 1, 2004),
            (FLAG, BODY, 1, 2016),
            (FLAG, BODY, 1, 2019),
        ],
    ),
    (
        "two classes for two years",
        (
            "Bảng vàng truyền thống của Trường Trung cấp Thủy lợi\n1997 & 1974\nHuân chương Lao động "
            "hạng Nhì "
            "& Ba"
        ),
        [(CLASS2, BODY, 1, 1997), (CLASS3, BODY, 1, 1974)],
    ),
    (
        "a year before a colon",
        "Danh hiệu thi đua\n- Năm 2018: Tập thể lao động xuất sắc.\n- Năm 2019: Cờ thi đua của UBND tỉnh.",
        [("Tập thể lao động xuất sắc", BODY, 1, 2018), ("Cờ thi đua của UBND tỉnh", BODY, 1, 2019)],
    ),
    (
        "the rows of a table of achievements",
        (
            "Năm | Danh hiệu thi đua | Số quyết định\n"
            "2019 | Chiến sĩ thi đua cơ sở | Quyết định số 112/QĐ-SNV ngày 05/01/2020 của Giám đốc Sở "
            "Nội vụ\n"
            "2020 | Lao động tiên tiến | Quyết định số 98/QĐ-SNV ngày 07/01/2021 của Giám đốc Sở Nội vụ"
        ),
        [("Chiến sĩ thi đua cơ sở", PERSON, 1, 2019), ("Lao động tiên tiến", PERSON, 1, 2020)],
    ),
    (
        "a list in one line",
        (
            "Thành tích nổi bật: Huân chương Lao động hạng Nhì năm 2012; Cờ thi đua của Chính phủ năm 2014, "
            "2016; Bằng "
            "khen của Thủ tướng Chính phủ năm 2018."
        ),
        [
            (CLASS2, BODY, 1, 2012),
            (FLAG, BODY, 1, 2014),
            (FLAG, BODY, 1, 2016),
            ("Bằng khen của Thủ tướng Chính phủ", BODY, 1, 2018),
        ],
    ),
    (
        "achievements of the past in a proposal",
        (
            "Báo cáo thành tích đề nghị tặng thưởng Huân chương Lao động hạng Ba\nI. Thành tích đã "
            "đạt được\n"
            "- Năm 2015: Bằng khen của UBND tỉnh\n- Năm 2017: Cờ thi đua của UBND tỉnh"
        ),
        [("Bằng khen của UBND tỉnh", BODY, 1, 2015), ("Cờ thi đua của UBND tỉnh", BODY, 1, 2017)],
    ),
    (
        "years in front of the verb",
        "Đồng chí Lê Văn Tín năm 2019, 2020 đạt Chiến sĩ thi đua cơ sở.",
        [("Chiến sĩ thi đua cơ sở", PERSON, 1, 2019), ("Chiến sĩ thi đua cơ sở", PERSON, 1, 2020)],
    ),
    (
        "a commune named behind a year",
        "Năm 1998 xã được phong tặng danh hiệu Anh hùng Lực lượng vũ trang nhân dân.",
        [("Anh hùng Lực lượng vũ trang nhân dân", BODY, 1, 1998)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in GIVEN], ids=[one[0] for one in GIVEN])
def test_each_year_of_an_award_is_an_award(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


def test_the_lines_belong_to_whom_the_heading_names() -> None:
    text = "Nhà máy Giấy Bản Lầu vinh dự được tặng nhiều phần thưởng:\n- Huân chương Lao động hạng Ba (2001)"
    assert [one.recipient for one in read_text(text).awards] == ["Nhà máy Giấy Bản Lầu"]


NOTHING = {
    "a list of files": "Hồ sơ đề nghị khen thưởng gồm:\n- Huân chương Lao động hạng Ba: 02 bộ;\n- Giấy "
    "khen: 03 bộ.",
    "a list of what one strives for": "Đăng ký thi đua năm 2025:\n- Tập thể lao động xuất sắc\n- Chiến sĩ "
    "thi đua cơ "
    "sở: 05 đồng chí",
    "titles as a law lists them": "Điều 28. Danh hiệu thi đua\n1. Chiến sĩ thi đua toàn quốc;\n2. Lao "
    "động tiên tiến.",
    "years of other things": "Truyền thống\n2009\nXây dựng trường học mới\n2010\nKhánh thành nhà văn hóa",
    "a prize taken back": "Bộ Y tế thu hồi Bằng khen đã tặng cho Công ty Đại Hà (2015), Công ty Tân Lâm "
    "(2017).",
    "medals of a contest": "Đội tuyển giành 12 huy chương vàng (2018), 8 huy chương bạc (2019).",
    "an aim with its number": "Xã phấn đấu có 95/100 khu dân cư đạt chuẩn văn hóa, 230 hộ đạt Gia đình "
    "văn hóa vào "
    "năm 2025.",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_list_of_what_was_not_given_is_read(text: str) -> None:
    assert awards_in(text) == []

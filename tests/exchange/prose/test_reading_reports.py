"""Awards and numbers as year-end reports, histories of units and decisions put them.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED, HOUSE = "individual", "collective", "mixed", "household"

Expected = list[tuple[str, str, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count) for one in read_text(text).awards]


def counts_in(text: str) -> list[tuple[int | None, int | None]]:
    return [(one.collectives, one.individuals) for one in read_text(text).commendation_counts]


GIVEN: list[tuple[str, str, Expected]] = [
    (
        "a committee by its place, and a form behind it without a verb",
        "Tỉnh ủy Sơn Hà đã tặng Cờ thi đua cho 2 tập thể; Bằng khen cho 3 tập thể.",
        [("Cờ thi đua của Tỉnh ủy Sơn Hà", BODY, 2), ("Bằng khen của Tỉnh ủy Sơn Hà", BODY, 3)],
    ),
    (
        "a list with its numbers behind colons",
        "Ngoài ra, còn có Cờ thi đua của UBND tỉnh: 54 tập thể; Chiến sĩ thi đua cấp tỉnh: 60 cá nhân.",
        [("Cờ thi đua của UBND tỉnh", BODY, 54), ("Chiến sĩ thi đua cấp tỉnh", PERSON, 60)],
    ),
    (
        "the country's thanks to its dead",
        "Thủ tướng Chính phủ quyết định cấp Bằng “Tổ quốc ghi công” cho 22 liệt sĩ.",
        [("Bằng Tổ quốc ghi công", PERSON, 22)],
    ),
    (
        "recipients go on behind a semicolon",
        "Bộ Y tế tặng Bằng khen cho 14 cá nhân của tỉnh Sơn Hà; 3 tập thể và 8 cá nhân của tỉnh Bình Lâm.",
        [
            ("Bằng khen của Bộ Y tế", PERSON, 14),
            ("Bằng khen của Bộ Y tế", BODY, 3),
            ("Bằng khen của Bộ Y tế", PERSON, 8),
        ],
    ),
    (
        "the parts of a number are not told again",
        "12 cá nhân được UBND tỉnh tặng Bằng khen gồm 4 cán bộ xã; 8 người dân thôn Đồi Chè.",
        [("Bằng khen của UBND tỉnh", PERSON, 12)],
    ),
    (
        "kinds of bodies are one number",
        "Đảng ủy khối tặng Giấy khen cho 2 đảng bộ, 7 chi bộ và 30 đảng viên.",
        [("Giấy khen của Đảng ủy khối", BODY, 9), ("Giấy khen của Đảng ủy khối", PERSON, 30)],
    ),
    (
        "an authority right behind its award",
        "Phòng Tham mưu được nhận Bằng khen Bộ Công an và Cờ thi đua Chính phủ.",
        [("Bằng khen của Bộ Công an", BODY, 1), ("Cờ thi đua của Chính phủ", BODY, 1)],
    ),
    (
        "letters of praise go to whoever stands behind them",
        "Bộ trưởng Bộ Y tế có thư khen Tổng cục Dân số và Bệnh viện Sơn Hà.",
        [("Thư khen của Bộ trưởng Bộ Y tế", BODY, 2)],
    ),
    (
        "the number of a decision is no authority",
        "Quyết định số 77/QĐ-UBND của Chủ tịch UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        [("Bằng khen của Chủ tịch UBND tỉnh", BODY, 9)],
    ),
    (
        "numbers in words and in brackets",
        "UBND huyện tặng Giấy khen cho hai mươi mốt tập thể và 05 (năm) cá nhân.",
        [("Giấy khen của UBND huyện", BODY, 21), ("Giấy khen của UBND huyện", PERSON, 5)],
    ),
    (
        "somebody named beside a number",
        "Giám đốc Công an tỉnh tặng Giấy khen cho hai nữ sinh lớp 11 và ông Lê Văn Tín (ngụ xã Đồi Chè).",
        [("Giấy khen của Giám đốc Công an tỉnh", PERSON, 3)],
    ),
    (
        "where somebody works or lives is no second recipient",
        "Đại úy Lò Văn Sình, Phó Trưởng phòng, Công an tỉnh Sơn Hà được tặng Huân chương Chiến công hạng Ba.",
        [("Huân chương Chiến công hạng Ba", PERSON, 1)],
    ),
    (
        "bodies by their places alone, and by code",
        "Công an các huyện Đồi Chè, Bản Lầu được tặng Cờ thi đua của Bộ Công an.",
        [("Cờ thi đua của Bộ Công an", BODY, 2)],
    ),
    (
        "a trade and a name",
        "Tập đoàn tặng Bằng khen cho thợ hàn Đỗ Văn Sáng và kỹ thuật viên Mai Thị Hoa.",
        [("Bằng khen của Tập đoàn", PERSON, 2)],
    ),
    (
        "how many times",
        (
            "Công an huyện Bản Lầu 3 lần được tặng Cờ thi đua của Chính phủ; 5 lần được tặng Cờ thi đua của "
            "Bộ Công an."
        ),
        [("Cờ thi đua của Chính phủ", BODY, 3), ("Cờ thi đua của Bộ Công an", BODY, 5)],
    ),
    (
        "orders with their own numbers",
        (
            "Trung đoàn 12 được Nhà nước tặng thưởng 2 Huân chương Quân công hạng Ba, 1 Huân chương Lao "
            "động hạng Nhì."
        ),
        [("Huân chương Quân công hạng Ba", BODY, 2), ("Huân chương Lao động hạng Nhì", BODY, 1)],
    ),
    (
        "orders that part a number of people",
        (
            "Chủ tịch nước tặng Huân chương cho 40 đồng chí, gồm: 3 Huân chương Độc lập hạng Ba, "
            "37 Huân chương Bảo vệ Tổ quốc hạng Ba."
        ),
        [("Huân chương Độc lập hạng Ba", PERSON, 3), ("Huân chương Bảo vệ Tổ quốc hạng Ba", PERSON, 37)],
    ),
    (
        "orders of earlier laws",
        "Ông Lò Văn Sình được Nhà nước tặng Huân chương Kháng chiến hạng Nhất và Huy chương Hữu nghị.",
        [("Huân chương Kháng chiến hạng Nhất", PERSON, 1), ("Huy chương Hữu nghị", PERSON, 1)],
    ),
    (
        "one giver for two awards of one sentence",
        "16 lượt tập thể được Bộ Công an tặng Cờ thi đua và 22 lượt cá nhân được tặng Bằng khen.",
        [("Cờ thi đua của Bộ Công an", BODY, 16), ("Bằng khen của Bộ Công an", PERSON, 22)],
    ),
    (
        "recipients named once for two awards",
        "Tỉnh đoàn Sơn Hà trao tặng Bằng khen, Sở Giáo dục và Đào tạo trao tặng Giấy khen cho em Lò Thị Mây.",
        [
            ("Bằng khen của Tỉnh đoàn Sơn Hà", PERSON, 1),
            ("Giấy khen của Sở Giáo dục và Đào tạo", PERSON, 1),
        ],
    ),
    (
        "titles in short, each with its number",
        "Năm 2024, cơ quan có 12 LĐTT, 03 CSTĐ cơ sở; Đội 2 đạt TTLĐXS.",
        [
            ("Lao động tiên tiến", PERSON, 12),
            ("Chiến sĩ thi đua cơ sở", PERSON, 3),
            ("Tập thể lao động xuất sắc", BODY, 1),
        ],
    ),
    (
        "the history of a unit, line by line",
        "- Năm 2021: Tập thể lao động xuất sắc.\n- Năm 2022: Tập thể lao động xuất sắc.",
        [("Tập thể lao động xuất sắc", BODY, 1), ("Tập thể lao động xuất sắc", BODY, 1)],
    ),
    (
        "badges of the Party and of a branch",
        (
            "Tỉnh ủy trao Huy hiệu 65 năm cho 4 đảng viên và kỷ niệm chương vì sự nghiệp xây dựng Đảng cho "
            "6 cán bộ."
        ),
        [
            ("Huy hiệu 65 năm tuổi Đảng", PERSON, 4),
            ("Kỷ niệm chương vì sự nghiệp xây dựng Đảng", PERSON, 6),
        ],
    ),
    (
        "money to each of several units",
        (
            "Bộ Công an quyết định thưởng cho tám đơn vị gồm Phòng 4, Đội 7 (TP. Sơn Hà), mỗi đơn vị 10 "
            "triệu đồng."
        ),
        [("Thưởng tiền", BODY, 8)],
    ),
    (
        "a ministry's and a province's are two",
        (
            "Phòng Xây dựng phong trào được Bộ trưởng Bộ Công an tặng Giấy khen. "
            "6 tập thể được Giám đốc Công an tỉnh tặng Giấy khen."
        ),
        [("Giấy khen của Bộ trưởng Bộ Công an", BODY, 1), ("Giấy khen của Giám đốc Công an tỉnh", BODY, 6)],
    ),
    (
        "a sentence that runs over the end of a line",
        "Ông Đỗ Văn Sáng, Chủ tịch UBND huyện, trao Huân chương Lao động\ncho các tập thể, cá nhân.",
        [("Huân chương Lao động", MIXED, None)],
    ),
    (
        "what only sounds like a proposal",
        "Trong quá trình công tác và phấn đấu, chị Lò Thị Mây được UBND tỉnh tặng Bằng khen.",
        [("Bằng khen của UBND tỉnh", PERSON, 1)],
    ),
    (
        "a decision about the giving",
        (
            "Chủ tịch nước đã ký Quyết định số 15/QĐ-CTN về việc phong tặng danh hiệu “Anh hùng Lao động” "
            "cho 2 tập thể."
        ),
        [("Anh hùng Lao động", BODY, 2)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in GIVEN], ids=[row[0] for row in GIVEN])
def test_awards_of_reports(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


NOT_GIVEN = [
    "Hội nghị đề nghị tặng Cờ thi đua của Bộ Công an cho Phòng 2; Cờ thi đua của UBND tỉnh cho Phòng 4.",
    (
        "Cụm đề nghị cấp trên công nhận danh hiệu “Đơn vị quyết thắng” cho 1 đơn vị; "
        "công nhận danh hiệu “Đơn vị tiên tiến” cho 4 đơn vị."
    ),
    (
        "Hồ sơ đang trình cấp trên xét tặng Huân chương Lao động. Cụ thể:\n"
        "I. Huân chương Lao động hạng Nhất cho ông Lò Văn Sình.\nII. Huân chương Lao động hạng Nhì cho ông "
        "Đỗ Văn Sáng."
    ),
    "Hội đồng nghe báo cáo xét duyệt Cờ thi đua của tỉnh cho 69 đơn vị dẫn đầu.",
    "Sở Nội vụ lấy ý kiến nhân dân về tặng Huân chương Quân công hạng Nhất cho ông Lò Văn Sình.",
]


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_what_is_only_asked_for_stays_so_to_the_end_of_its_list(text: str) -> None:
    assert awards_in(text) == []
    assert counts_in(text) == []


COUNTED: list[tuple[str, list[tuple[int | None, int | None]]]] = [
    ("Bộ Y tế tặng Bằng khen cho 14 cá nhân; 79 tập thể và 86 cá nhân của tỉnh.", [(None, 14), (79, 86)]),
    ("UBND huyện tặng Giấy khen cho 20 tập thể xuất sắc, 3 cá nhân tiêu biểu.", [(20, 3)]),
    ("Hội tặng Giấy khen cho 23 tập thể và 05 gia đình.", [(23, None)]),
    ("5 đơn vị nhận Cờ thi đua và 11 đơn vị nhận bằng khen của Bộ Y tế.", [(11, None)]),
    ("Thủ tướng khen 10 tập thể, 4 cá nhân chống dịch xuất sắc.", [(10, 4)]),
    ("Cục Hải quan thưởng 15 triệu đồng cho 03 tập thể có thành tích.", [(3, None)]),
    ("UBND tỉnh tặng Bằng khen cho 23 tập thể và 23 cá nhân theo đề nghị của Sở Nội vụ.", [(23, 23)]),
    ("Ba người dân được khen thưởng vì bắt cướp.", [(None, 3)]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_numbers_commended(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert counts_in(text) == expected


def test_a_plain_commendation_counts_as_an_award_where_the_text_names_them_further_on() -> None:
    text = (
        "Chủ tịch UBND tỉnh Sơn Hà đã khen thưởng đột xuất 2 tập thể. "
        "2 tập thể gồm: Phòng Cảnh sát hình sự; Công an xã Đồi Chè."
    )
    assert awards_in(text) == [("Khen thưởng đột xuất", BODY, 2)]


def test_a_unit_called_after_a_movement_is_no_movement() -> None:
    assert read_text("Phòng Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc được khen.").movements == ()

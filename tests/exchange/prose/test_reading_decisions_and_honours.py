"""Awards of decisions with lists, of army, unions and youth, and of people told of by their posts.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, HOUSE = "individual", "collective", "household"

Expected = list[tuple[str, str, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count) for one in read_text(text).awards]


GIVEN: list[tuple[str, str, Expected]] = [
    (
        "a list in two parts below a decision",
        (
            "Tặng Bằng khen của Chủ tịch UBND tỉnh Sơn Hà cho các tập thể, cá nhân có tên sau đã có thành "
            "tích xuất sắc trong phòng, chống dịch năm 2023:\nI. Tập thể\n1. Trạm Y tế xã Hòa Bắc;\n"
            "2. Trung tâm Y tế huyện Đông Giang.\nII. Cá nhân\n1. Ông Lê Văn Tám, Trưởng trạm;\n"
            "2. Bà Hồ Thị Mỹ, điều dưỡng;\n3. Ông Trần Quý, lái xe."
        ),
        [
            ("Bằng khen của Chủ tịch UBND tỉnh Sơn Hà", BODY, 2),
            ("Bằng khen của Chủ tịch UBND tỉnh Sơn Hà", PERSON, 3),
        ],
    ),
    (
        "the merit in brackets in front of the list",
        (
            'Điều 1. Tặng danh hiệu "Lao động tiên tiến" cho các cá nhân có tên sau đây (đã hoàn thành tốt '
            "nhiệm vụ năm 2022):\n1. Bà Lê Thị Lan, kế toán;\n2. Ông Phạm Văn Chung;\n3. Bà Đỗ Thị Nga."
        ),
        [("Lao động tiên tiến", PERSON, 3)],
    ),
    (
        "a list inside its sentence",
        "Giám đốc Sở Nội vụ tặng Giấy khen cho các ông, bà có tên sau: 1. Lê Thị Mai; 2. Trần Văn Hải.",
        [("Giấy khen của Giám đốc Sở Nội vụ", PERSON, 2)],
    ),
    (
        "a union's paper",
        "Tổng Liên đoàn Lao động Việt Nam tặng Bằng Lao động sáng tạo cho kỹ sư Trần Văn Kiên.",
        [("Bằng Lao động sáng tạo", PERSON, 1)],
    ),
    (
        "a title of the army",
        "3 đồng chí được tặng danh hiệu Chiến sĩ thi đua toàn quân, 9 đồng chí Chiến sĩ tiên tiến.",
        [("Chiến sĩ thi đua toàn quân", PERSON, 3), ("Chiến sĩ tiên tiến", PERSON, 9)],
    ),
    (
        "titles of the youth in a row",
        "Tuyên dương 25 Thanh niên Quân đội tiêu biểu, 10 Bí thư chi đoàn giỏi.",
        [("Thanh niên Quân đội tiêu biểu", PERSON, 25), ("Bí thư chi đoàn giỏi", PERSON, 10)],
    ),
    (
        "a heading in capitals",
        "TUYÊN DƯƠNG 12 GƯƠNG MẶT THANH NIÊN CÔNG AN TIÊU BIỂU TỈNH SƠN HÀ NĂM 2021\nNgày 3/4, lễ diễn ra.",
        [("Thanh niên Công an tiêu biểu", PERSON, 12)],
    ),
    (
        "a flag for one field of work",
        "Bộ Tư lệnh Quân khu 4 tặng Cờ đơn vị xuất sắc trong công tác hậu cần năm 2022 cho Lữ đoàn 25.",
        [("Cờ đơn vị xuất sắc trong công tác hậu cần của Bộ Tư lệnh Quân khu 4", BODY, 1)],
    ),
    (
        "a title that the paper bears",
        'Hội Khuyến học xã tặng giấy khen "Gia đình học tập" cho 4 gia đình.',
        [("Giấy khen Gia đình học tập của Hội Khuyến học xã", HOUSE, 4)],
    ),
    (
        "the office without the name behind the paper",
        "Công an tỉnh Sơn Hà nhận thư khen của Thứ trưởng Bộ Công an Lê Hữu Tín.",
        [("Thư khen của Thứ trưởng Bộ Công an", BODY, 1)],
    ),
    (
        "the highest of several posts",
        "Phó Thủ tướng, Trưởng Ban Chỉ đạo quốc gia đã có thư khen gửi Bệnh viện Đa khoa Sơn Hà.",
        [("Thư khen của Phó Thủ tướng", BODY, 1)],
    ),
    (
        "an authority for the population",
        "Chủ nhiệm Ủy ban Quốc gia Dân số tặng Bằng khen cho Trạm Y tế xã Phú Lộc.",
        [("Bằng khen của Chủ nhiệm Ủy ban Quốc gia Dân số", BODY, 1)],
    ),
    (
        "himself",
        "Bản thân thượng úy Nghĩa được Giám đốc Công an tỉnh tặng Giấy khen.",
        [("Giấy khen của Giám đốc Công an tỉnh", PERSON, 1)],
    ),
    (
        "a post or deed with its bearer",
        "Trạm trưởng Trạm Y tế xã, chị Tẩn Mẩy, được Bộ Y tế tặng Bằng khen.",
        [("Bằng khen của Bộ Y tế", PERSON, 1)],
    ),
    (
        "a unit with its body",
        "Tổ công tác Trạm Hòa An, Phòng Cảnh sát giao thông được Giám đốc Công an tỉnh gửi thư khen.",
        [("Thư khen của Giám đốc Công an tỉnh", BODY, 1)],
    ),
    (
        "two by their names",
        "Hai anh Nguyễn Văn Tám và Lò Văn Hặc được Chủ tịch UBND huyện thưởng nóng 5 triệu đồng.",
        [("Thưởng tiền", PERSON, 2)],
    ),
    (
        "a named body beside a bare number",
        "Đội Cảnh sát hình sự và 04 cá nhân được Chủ tịch UBND huyện khen thưởng.",
        [("Khen thưởng", BODY, 1)],
    ),
    (
        "the deed is not the recipient",
        "Giám đốc Công an tỉnh khen thưởng anh Đỗ Văn Sáu vì đã trả lại tài sản cho người mất.",
        [("Khen thưởng", PERSON, 1)],
    ),
    (
        "a sum for each of several bodies",
        (
            "Chủ tịch UBND tỉnh trao bằng khen cho 3 tập thể; đồng thời thưởng nóng Công an tỉnh 50 triệu "
            "đồng, Sở Y tế 30 triệu đồng."
        ),
        [("Bằng khen của Chủ tịch UBND tỉnh", BODY, 3), ("Thưởng tiền", BODY, 2)],
    ),
    (
        "the same person again",
        (
            "Anh hai lần nhận giấy khen của Trưởng Công an huyện (năm 2021 và 2022), được Tỉnh đoàn tuyên "
            'dương "Gương mặt trẻ tiêu biểu" năm 2022.'
        ),
        [
            ("Giấy khen của Trưởng Công an huyện", PERSON, 1),
            ("Giấy khen của Trưởng Công an huyện", PERSON, 1),
            ("Gương mặt trẻ tiêu biểu", PERSON, 1),
        ],
    ),
    (
        "whoever issues a decision",
        "Chủ tịch UBND tỉnh ban hành Quyết định số 123/QĐ-UBND tặng Bằng khen cho ông Y Blo Niê.",
        [("Bằng khen của Chủ tịch UBND tỉnh", PERSON, 1)],
    ),
    (
        "one of a number",
        'Gia đình chị Lò Thị Mai là 1 trong 12 hộ được UBND xã tặng Giấy khen "Hộ nông dân sản xuất giỏi".',
        [("Giấy khen Hộ nông dân sản xuất giỏi của UBND xã", HOUSE, 1)],
    ),
    (
        "a decision that names no form",
        (
            "Điều 1. Khen thưởng các tập thể, cá nhân có tên sau:\n1. Tập thể:\n- Công an phường Bình Tân;\n"
            "2. Cá nhân:\n- Ông Lê Tú."
        ),
        [("Khen thưởng", BODY, 1), ("Khen thưởng", PERSON, 1)],
    ),
    (
        "a body, households and people",
        "UBND xã tặng giấy khen cho Chi hội Nông dân thôn 2, 4 hộ gia đình và 6 cá nhân.",
        [
            ("Giấy khen của UBND xã", BODY, 1),
            ("Giấy khen của UBND xã", HOUSE, 4),
            ("Giấy khen của UBND xã", PERSON, 6),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in GIVEN], ids=[one[0] for one in GIVEN])
def test_awards_of_decisions_and_bodies(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


NOTHING = {
    "an aim of a year": "Phấn đấu năm 2026 có 12 đơn vị được tặng Cờ thi đua của Chính phủ.",
    "what a plan lays down": "Cuối năm, UBND phường xét, tặng giấy khen cho 03 tổ dân phố và 20 hộ gia đình.",
    "examined above": 'Cấp trên đang xem xét đề nghị tặng Huân chương Dũng cảm cho anh Bình", ông Nam nói.',
    "recommended": "Hội đồng kiến nghị Bộ trưởng tặng Bằng khen cho 4 cá nhân.",
    "a rule by numbers": "2. Hộ 3 năm liên tục đạt Gia đình văn hóa thì được xét tặng Giấy khen.",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_awards(text: str) -> None:
    assert awards_in(text) == []
    assert not read_text(text).commendation_counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND xã tặng giấy khen cho 8 hộ gia đình hiến đất.", (8, None)),
        ("UBND huyện trao giấy khen cho 2 hộ gia đình và 4 cá nhân.", (None, 4)),
        ("Giám đốc Công an tỉnh khen thưởng nhóm 4 tài xế đã giúp bắt cướp.", (None, 4)),
    ],
)
def test_households_and_groups_counted(text: str, expected: tuple[int | None, int | None]) -> None:
    found = read_text(text).commendation_counts
    assert [(one.collectives, one.individuals) for one in found] == [expected]

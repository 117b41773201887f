"""Awards whose recipient, number or name stands elsewhere: in a list below, a sentence before, a heading.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED = "individual", "collective", "mixed"

Expected = list[tuple[str, str, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count) for one in read_text(text).awards]


GIVEN: list[tuple[str, Expected]] = [
    (  # a list below the award
        (
            "QUYẾT ĐỊNH\nĐiều 1. Tặng Cờ thi đua của Chính phủ cho:\n1. Nhân dân và cán bộ xã Đồi Chè, tỉnh "
            "Sơn Hà;\n2. Trường THPT Bản Lầu, tỉnh Sơn Hà;\n3. Công ty Chè Sơn Hà.\nĐã hoàn thành xuất sắc "
            "nhiệm vụ."
        ),
        [("Cờ thi đua của Chính phủ", BODY, 3)],
    ),
    (
        (
            "Giám đốc Công an tỉnh tặng Giấy khen cho các đồng chí sau:\n- Thiếu tá Lê Văn Tín, Đội "
            "trưởng;\n- Nông Thị Thu, Phòng Tổ chức cán bộ."
        ),
        [("Giấy khen của Giám đốc Công an tỉnh", PERSON, 2)],
    ),
    (  # nobody named: whoever was spoken of
        "Trường THCS Đồi Chè thành lập năm 1990.\nNăm 2019, được UBND tỉnh tặng Bằng khen.",
        [("Bằng khen của UBND tỉnh", BODY, 1)],
    ),
    (
        "Đại úy Lê Văn Tín công tác tại Công an xã. Đã được Giám đốc Công an tỉnh tặng Giấy khen.",
        [("Giấy khen của Giám đốc Công an tỉnh", PERSON, 1)],
    ),
    (
        "- Năm 2003: Tập thể lao động xuất sắc. Được UBND tỉnh tặng Bằng khen.",
        [("Tập thể lao động xuất sắc", BODY, 1), ("Bằng khen của UBND tỉnh", BODY, 1)],
    ),
    (
        "Chị Lường Thị Dự đã thông qua báo cáo tổng kết năm, được Trung ương Hội tặng Bằng khen.",
        [("Bằng khen của Trung ương Hội", PERSON, 1)],
    ),
    (
        (
            "Thầy và trò Trường THCS Bản Lầu vinh dự đón nhận Huân chương Lao động hạng Ba vì có nhiều thành "
            "tích và đón nhận Cờ thi đua của UBND tỉnh."
        ),
        [("Huân chương Lao động hạng Ba", BODY, 1), ("Cờ thi đua của UBND tỉnh", BODY, 1)],
    ),
    (  # one number in the heading for two forms
        (
            "Chính phủ tặng Cờ thi đua và Bằng khen cho 5 tập thể\n\nChính phủ tặng Cờ thi đua của Chính phủ "
            "cho 4 tập thể tỉnh Sơn Hà.\n\nThủ tướng Chính phủ tặng Bằng khen của Thủ tướng Chính phủ cho "
            "Thanh tra tỉnh Sơn Hà."
        ),
        [("Cờ thi đua của Chính phủ", BODY, 4), ("Bằng khen của Thủ tướng Chính phủ", BODY, 1)],
    ),
    (  # the Party's badges by years; their sum is no further entry
        (
            "12 đảng viên được tặng Huy hiệu Đảng. Trong đó, 30 năm tuổi Đảng có 9 đảng viên và 40 năm tuổi "
            "Đảng có 3 đảng viên."
        ),
        [("Huy hiệu 30 năm tuổi Đảng", PERSON, 9), ("Huy hiệu 40 năm tuổi Đảng", PERSON, 3)],
    ),
    (
        "Đảng ủy phường truy tặng Huy hiệu Đảng 30 năm cho 1 đảng viên.",
        [("Huy hiệu 30 năm tuổi Đảng", PERSON, 1)],
    ),
    (  # lists that stand in one line
        "Danh hiệu cá nhân: + Chiến sĩ thi đua cấp cơ sở: 05 Đ/c = 15 % + Lao động tiên tiến: 33 Đ/c = 100 %",
        [("Chiến sĩ thi đua cấp cơ sở", PERSON, 5), ("Lao động tiên tiến", PERSON, 33)],
    ),
    (
        (
            "1.1/ Tập thể: Tập thể lao động xuất sắc. 1.2/ Cá nhân: - Chiến sĩ thi đua cơ sở: 07 đ/c - Chiến "
            "sĩ thi đua cấp tỉnh: 01 đ/c"
        ),
        [
            ("Tập thể lao động xuất sắc", BODY, 1),
            ("Chiến sĩ thi đua cơ sở", PERSON, 7),
            ("Chiến sĩ thi đua cấp tỉnh", PERSON, 1),
        ],
    ),
    (
        "Bình xét: 15/16 đồng chí đạt Lao động tiên tiến; 3 đồng chí Chiến sĩ thi đua cơ sở.",
        [("Lao động tiên tiến", PERSON, 15), ("Chiến sĩ thi đua cơ sở", PERSON, 3)],
    ),
    (  # titles of a place's own
        "Hội Phụ nữ xã tuyên dương 20 “Phụ nữ Đồi Chè đảm đang”.",
        [("Phụ nữ Đồi Chè đảm đang", PERSON, 20)],
    ),
    (
        "UBND tỉnh tặng danh hiệu Công dân tiêu biểu tỉnh Sơn Hà đối với 09 cá nhân.",
        [("Công dân tiêu biểu tỉnh Sơn Hà", PERSON, 9)],
    ),
    ("Lữ đoàn có 12 chiến sĩ được tặng danh hiệu Dũng sỹ.", [("Dũng sĩ", PERSON, 12)]),
    (
        "Chủ tịch nước phong tặng danh hiệu “Anh hùng Lao động” thời kỳ đổi mới cho 2 tập thể.",
        [("Anh hùng Lao động thời kỳ đổi mới", BODY, 2)],
    ),
    (
        "Toàn ngành có 110 nhà giáo được phong tặng danh hiệu “Nhà giáo Nhân dân”, “Nhà giáo Ưu tú”.",
        [("Nhà giáo nhân dân, Nhà giáo ưu tú", PERSON, 110)],
    ),
    (  # several authorities, several times
        "Trường THPT Bản Lầu được tặng thưởng Cờ thi đua của Chính phủ, của Bộ Nội vụ.",
        [("Cờ thi đua của Chính phủ", BODY, 1), ("Cờ thi đua của Bộ Nội vụ", BODY, 1)],
    ),
    (
        (
            "5 năm liên tục Công an huyện được Bộ Công an tặng Cờ thi đua; 2 năm liền nhận Cờ thi đua của "
            "UBND tỉnh."
        ),
        [("Cờ thi đua của Bộ Công an", BODY, 5), ("Cờ thi đua của UBND tỉnh", BODY, 2)],
    ),
    (  # whose number is whose
        "Tỉnh Sơn Hà tặng Cờ thi đua cho 93 tập thể, 719 đơn vị đạt Tập thể lao động xuất sắc.",
        [("Cờ thi đua của Tỉnh Sơn Hà", BODY, 93), ("Tập thể lao động xuất sắc", BODY, 719)],
    ),
    (
        "Nhà nước tặng Cờ thi đua cho Sơn Hà; Huân chương Lao động các hạng cho 38 tập thể, 62 cá nhân.",
        [
            ("Cờ thi đua của Nhà nước", BODY, 1),
            ("Huân chương Lao động các hạng", BODY, 38),
            ("Huân chương Lao động các hạng", PERSON, 62),
        ],
    ),
    (
        "Toàn tỉnh có 22 tập thể, 29 cá nhân tặng bằng khen.",
        [("Bằng khen", BODY, 22), ("Bằng khen", PERSON, 29)],
    ),
    (
        "Đoàn xã được tặng 2 Huân chương Lao động hạng Ba, hơn 1.700 bằng khen và giấy khen.",
        [("Huân chương Lao động hạng Ba", BODY, 2)],  # the 1.700 are parted nowhere
    ),
    (  # a number in front of the award, its recipients without one
        (
            "Lãnh đạo Ban Chỉ huy trao 13 Huân chương Bảo vệ Tổ quốc (3 hạng Nhất, 10 hạng Ba) cho cán bộ, "
            "sĩ quan."
        ),
        [("Huân chương Bảo vệ Tổ quốc", PERSON, 13)],
    ),
    (
        (
            "Công an tỉnh được tặng Huân chương Quân công, 33 Huân chương Chiến công các hạng cho tập thể và "
            "cá nhân."
        ),
        [("Huân chương Quân công", BODY, 1), ("Huân chương Chiến công các hạng", MIXED, 33)],
    ),
    (  # whoever the sentence began with
        (
            "Toàn lực lượng có 4 cá nhân được tặng Huân chương Độc lập, hàng nghìn bằng sáng kiến "
            "và đặc biệt vinh dự đón nhận Huân chương Sao vàng."
        ),
        [("Huân chương Độc lập", PERSON, 4), ("Huân chương Sao vàng", BODY, 1)],
    ),
    (
        (
            "Huyện đoàn tuyên dương 10 gương mặt trẻ tiêu biểu và đón nhận Bằng khen của UBND tỉnh tặng Đoàn "
            "Thanh niên."
        ),
        [("Gương mặt trẻ tiêu biểu", PERSON, 10), ("Bằng khen của UBND tỉnh", BODY, 1)],
    ),
    (  # the year between a flag and its authority
        (
            "Chỉ huy trưởng trao Cờ thi đua quyết thắng năm 2025 của Bộ Tư lệnh Biên phòng cho Đồn Biên "
            "phòng Bản Lầu."
        ),
        [("Cờ thi đua quyết thắng của Bộ Tư lệnh Biên phòng", BODY, 1)],
    ),
    (  # money beside a form, to somebody else
        (
            "Giám đốc Công an tỉnh tặng Giấy khen cho 4 cá nhân và thưởng nóng số tiền 20 triệu đồng cho Ban "
            "chuyên án."
        ),
        [("Giấy khen của Giám đốc Công an tỉnh", PERSON, 4), ("Thưởng tiền", BODY, 1)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), GIVEN, ids=[text[:50] for text, _ in GIVEN])
def test_reads_an_award_from_what_stands_around_it(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


NONE = [
    "Trường THCS Đồi Chè thành lập năm 1990. Được biết, UBND tỉnh sẽ tặng Bằng khen.",
    "Hội tặng “Mái ấm tình thương” và trao “Nhà đại đoàn kết” cho hộ nghèo.",
    "Đội tuyển trường đạt danh hiệu Á quân giải bóng đá, em Lò Thị Nụ đạt danh hiệu Học sinh giỏi cấp tỉnh.",
    "Ông Lê Văn Tín, 60 năm tuổi Đảng, phát biểu tại buổi gặp mặt.",
]


@pytest.mark.parametrize("text", NONE)
def test_reads_no_award_that_was_not_given(text: str) -> None:
    assert awards_in(text) == []


TARGETS: list[tuple[str, list[tuple[float, str, str]]]] = [
    (
        "Năm 2024, phạm pháp hình sự giảm 12 vụ; tỷ lệ khám phá đạt 98 %, vượt 3 % so với chỉ tiêu.",
        [(12, "vụ", "result"), (98, "%", "result"), (3, "%", "result")],
    ),
    (
        "Khối đưa ra các chỉ tiêu như: tội phạm giảm 5%; tỷ lệ khám phá án đạt hơn 78%.",
        [(5, "%", "target"), (78, "%", "target")],
    ),
    (
        "Doanh thu năm 2024 đạt 120 tỷ đồng, bằng 105% kế hoạch.",
        [(120e9, "đồng", "result"), (105, "%", "result")],
    ),
    ("Tuyên truyền với 3.400 lượt người tham gia.", [(3400, "lượt người", "result")]),
    # The number of those who hold a title is a number of awards; their share is an indicator.
    ("Có 18 giáo viên được công nhận Chiến sĩ thi đua cơ sở, tỉ lệ 31,58%.", [(31.58, "%", "result")]),
]


@pytest.mark.parametrize(("text", "expected"), TARGETS, ids=[text[:50] for text, _ in TARGETS])
def test_reads_targets(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert sorted((one.value, one.unit, one.kind) for one in read_text(text).targets) == sorted(expected)


TASKS: list[tuple[str, list[str]]] = [
    (
        (
            "Bộ trưởng Lê Văn Tín yêu cầu Công an tỉnh làm tốt vai trò trong công tác xây dựng Đảng, xây "
            "dựng lực lượng; chủ động nắm tình hình địa bàn."
        ),
        [
            "làm tốt vai trò trong công tác xây dựng Đảng, xây dựng lực lượng",
            "chủ động nắm tình hình địa bàn",
        ],
    ),
    (
        "Giám đốc Công an tỉnh yêu cầu tập trung xây dựng Đảng, xây dựng Công an xã trong sạch, vững mạnh.",
        ["tập trung xây dựng Đảng, xây dựng Công an xã trong sạch, vững mạnh"],
    ),
    (
        "Giám đốc Công an tỉnh yêu cầu tiếp tục bám sát nội dung thi đua, có biện pháp khắc phục hạn chế.",
        ["bám sát nội dung thi đua", "có biện pháp khắc phục hạn chế"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TASKS, ids=[text[:50] for text, _ in TASKS])
def test_parts_only_whole_tasks(text: str, expected: list[str]) -> None:
    assert [one.task for one in read_text(text).directives] == expected


def test_who_praised_in_one_sentence_asks_in_the_next() -> None:
    read = read_text(
        "Phát biểu tại buổi lễ, Thiếu tướng Lê Văn Tín ghi nhận kết quả của đơn vị. Đồng thời yêu cầu đơn vị "
        "tiếp tục triển khai đồng bộ các biện pháp quản lý, bảo vệ biên giới; giữ vững an ninh, trật tự."
    )
    assert [(one.by, one.task) for one in read.directives] == [
        ("Thiếu tướng Lê Văn Tín", "triển khai đồng bộ các biện pháp quản lý, bảo vệ biên giới"),
        ("Thiếu tướng Lê Văn Tín", "giữ vững an ninh, trật tự"),
    ]


def test_counts_groups_with_brackets_together_and_titles_not_at_all() -> None:
    read = read_text(
        "Phòng Giáo dục khen thưởng 96 giáo viên (GV) và 157 học sinh (HS) tiêu biểu.\n"
        "14 cá nhân nhận bằng khen của Bộ Nội vụ; 5 cá nhân được Chủ tịch nước phong tặng Nhà giáo ưu tú."
    )
    assert [(one.collectives, one.individuals) for one in read.commendation_counts] == [
        (None, 253),
        (None, 14),
    ]


def test_a_group_of_units_is_no_movement_and_a_known_movement_has_its_whole_name() -> None:
    read = read_text(
        "Hội nghị tổng kết phong trào thi đua Cụm thi đua số 3.\n"
        "Xã triển khai phong trào toàn dân đoàn kết xây dựng đời sống văn hóa."
    )
    assert [one.name for one in read.movements] == ["toàn dân đoàn kết xây dựng đời sống văn hóa"]

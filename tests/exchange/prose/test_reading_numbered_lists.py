"""Lists of awards with their numbers, titles that share one number, and who gave what of several.

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
        "a number before each honour, and nobody named",
        (
            "Năm 2021, cấp huyện tặng 35 Cờ thi đua cho các tập thể; 120 tập thể lao động tiên tiến; "
            "812 giấy "
            "khen của "
            "Chủ tịch UBND huyện cho tập thể, cá nhân; 15 Huân chương Lao động các hạng, 4 Cờ thi đua của "
            "Chính phủ."
        ),
        [
            ("Cờ thi đua cấp huyện", BODY, 35),
            ("Tập thể lao động tiên tiến", BODY, 120),
            ("Giấy khen của Chủ tịch UBND huyện", MIXED, 812),
            ("Huân chương Lao động các hạng", MIXED, 15),
            ("Cờ thi đua của Chính phủ", BODY, 4),
        ],
    ),
    (
        "times are of whom the sentence is about",
        (
            "Công an thành phố Hoa Lâm được Chủ tịch nước tặng Huân chương Quân công hạng Nhì, 12 "
            "Huân chương "
            "Chiến công "
            "các loại cho tập thể và cá nhân; ba lần được Thủ tướng Chính phủ tặng Cờ thi đua."
        ),
        [
            ("Huân chương Quân công hạng Nhì", BODY, 1),
            ("Huân chương Chiến công các loại", MIXED, 12),
            ("Cờ thi đua của Thủ tướng Chính phủ", BODY, 3),
        ],
    ),
    (
        "a title and an order with one number",
        "40 lượt tập thể và 95 lượt cá nhân được tặng danh hiệu Dũng sĩ, Huân chương Chiến công các hạng.",
        [
            ("Dũng sĩ, Huân chương Chiến công các hạng", BODY, 40),
            ("Dũng sĩ, Huân chương Chiến công các hạng", PERSON, 95),
        ],
    ),
    (
        "two titles of a place's own with one number",
        "Huyện vinh danh 1.250 cá nhân là “Gương sáng bản làng”, “Người thợ trẻ gương mẫu”.",
        [("Gương sáng bản làng, Người thợ trẻ gương mẫu", PERSON, 1250)],
    ),
    (
        "so many of all the households",
        (
            "Năm 2022, huyện công nhận Gia đình văn hóa cho 45.120/48.200 hộ (93,6%), có 210/225 thôn, bản "
            "đạt chuẩn "
            "văn hóa (93,3%)."
        ),
        [("Gia đình văn hóa", HOUSE, 45120), ("Thôn, bản đạt chuẩn văn hóa", BODY, 210)],
    ),
    (
        "a number behind the colon alone",
        "Kết quả bình xét: Đơn vị tiên tiến: 30; Chiến sĩ tiên tiến: 450.",
        [("Đơn vị tiên tiến", BODY, 30), ("Chiến sĩ tiên tiến", PERSON, 450)],
    ),
    (
        "a share beside numbers",
        "100% đoàn viên đạt Lao động tiên tiến; 8 đồng chí CSTĐ cơ sở; 1 tập thể TTLĐXS.",
        [("Chiến sĩ thi đua cơ sở", PERSON, 8), ("Tập thể lao động xuất sắc", BODY, 1)],
    ),
    (
        "examined, and told with their number",
        "15 cán bộ, giáo viên, nhân viên được xét công nhận Chiến sĩ thi đua cơ sở.",
        [("Chiến sĩ thi đua cơ sở", PERSON, 15)],
    ),
    (
        "one more form of the same giver",
        "UBND tỉnh tặng Cờ thi đua cho 6 tập thể, Bằng khen cho 15 tập thể.",
        [("Cờ thi đua của UBND tỉnh", BODY, 6), ("Bằng khen của UBND tỉnh", BODY, 15)],
    ),
    (
        "forms without a number",
        "Ông Lê Hữu Tín được tặng Kỷ niệm chương Vì thế hệ trẻ và nhiều bằng khen, giấy khen.",
        [
            ("Kỷ niệm chương Vì thế hệ trẻ", PERSON, 1),
            ("Bằng khen", PERSON, None),
            ("Giấy khen", PERSON, None),
        ],
    ),
    (
        "an order that nobody names, for two officers",
        (
            "Chủ tịch nước gắn Huân chương cho Phó Chủ tịch HĐND tỉnh Trần Thị Mai và Giám đốc Sở Y "
            "tế Lê Văn "
            "Tín."
        ),
        [("Huân chương", PERSON, 2)],
    ),
    (
        "an order for a body's flag",
        (
            "Phó Chủ tịch nước gắn Huân chương Quân công hạng Ba lên lá cờ truyền thống của Lữ đoàn "
            "Pháo binh "
            "28."
        ),
        [("Huân chương Quân công hạng Ba", BODY, 1)],
    ),
    (
        "an order in general of one that is named",
        (
            "Phó Chủ tịch nước trao Huân chương cho lãnh đạo Công ty. Công ty Sông Lâm đón nhận Huân chương "
            "Độc lập "
            "hạng Ba."
        ),
        [("Huân chương Độc lập hạng Ba", BODY, 1)],
    ),
    (
        "not whoever only helps to hand over",
        (
            "Sở Y tế được phối hợp cùng Phòng Tham mưu tổ chức trao Bằng khen của Chủ tịch UBND tỉnh "
            "cho 5 cá "
            "nhân."
        ),
        [("Bằng khen của Chủ tịch UBND tỉnh", PERSON, 5)],
    ),
    (
        "a reason, which no giver is",
        (
            "Phòng Hộ tịch được Bộ trưởng Bộ Tư pháp tặng bằng khen do có thành tích trong đợt cấp thẻ cho "
            "người dân."
        ),
        [("Bằng khen của Bộ trưởng Bộ Tư pháp", BODY, 1)],
    ),
    (
        "whose decision it was",
        "Sở Y tế công bố Quyết định của Bộ trưởng Bộ Y tế tặng Bằng khen cho Bệnh viện Bản Lầu.",
        [("Bằng khen của Bộ trưởng Bộ Y tế", BODY, 1)],
    ),
    (
        "the exact giver, not the caption's",
        (
            "Đồng chí Chủ tịch Hội Nông dân tỉnh trao Bằng khen tặng các đơn vị dẫn đầu.\n"
            "Dịp này, Ban Chấp hành Hội Nông dân tỉnh tặng Bằng khen cho 14 tập thể."
        ),
        [("Bằng khen của Ban Chấp hành Hội Nông dân tỉnh", BODY, 14)],
    ),
    (
        "numbers behind the honours of a sum",
        (
            "Tổng số khen thưởng năm 2021: trong đó Huân chương Lao động 05, Bằng khen của Thủ tướng "
            "Chính phủ 12, Cờ thi "
            "đua của Chính phủ 3."
        ),
        [
            ("Huân chương Lao động", MIXED, 5),
            ("Bằng khen của Thủ tướng Chính phủ", MIXED, 12),
            ("Cờ thi đua của Chính phủ", BODY, 3),
        ],
    ),
    (
        "a number that brackets part",
        "Cấp Bộ: 01 Cờ thi đua; 15 Bằng khen (05 tập thể, 10 cá nhân).",
        [("Cờ thi đua", BODY, 1), ("Bằng khen", BODY, 5), ("Bằng khen", PERSON, 10)],
    ),
    (
        "so many, of nobody in particular",
        "UBND tỉnh đã tặng 15 Cờ thi đua, 320 Bằng khen.",
        [("Cờ thi đua của UBND tỉnh", BODY, 15), ("Bằng khen của UBND tỉnh", MIXED, 320)],
    ),
    (
        "the parts of what was commended",
        (
            "Bộ Y tế khen thưởng 12 tập thể và 21 cá nhân; trong đó Bằng khen cho 8 tập thể, Cờ thi đua "
            "cho 4 tập thể."
        ),
        [("Bằng khen của Bộ Y tế", BODY, 8), ("Cờ thi đua của Bộ Y tế", BODY, 4)],
    ),
    (
        "one among many",
        (
            "Chị Lê Thị Tín, một trong 10 gương mặt trẻ tiêu biểu, được Trung ương Đoàn trao Huy hiệu "
            "“Tuổi trẻ dũng cảm”."
        ),
        [("Huy hiệu Tuổi trẻ dũng cảm", PERSON, 1)],
    ),
    (
        "the people and their forces are one",
        (
            "Nhân dân và lực lượng vũ trang huyện Đồi Chè được phong tặng danh hiệu Anh hùng Lực lượng vũ "
            "trang nhân dân."
        ),
        [("Anh hùng Lực lượng vũ trang nhân dân", BODY, 1)],
    ),
    (
        "the parts of all that were commended",
        (
            "Đã có 1.245 lượt tập thể, 3.560 lượt cá nhân được khen thưởng, trong đó: 12 Huân chương các "
            "loại, 120 Cờ thi "
            "đua, 560 Bằng khen của UBND tỉnh."
        ),
        [
            ("Huân chương các loại", MIXED, 12),
            ("Cờ thi đua", BODY, 120),
            ("Bằng khen của UBND tỉnh", MIXED, 560),
        ],
    ),
    (
        "each of a number told before",
        (
            "UBND xã thưởng cho 4 công dân. Mỗi người được thưởng 1 triệu đồng kèm giấy khen của Trưởng "
            "Công an xã."
        ),
        [("Giấy khen của Trưởng Công an xã", PERSON, 4)],
    ),
    (
        "whom the numbers behind a colon are for",
        "Nhà nước đã tặng thưởng cho đơn vị: 1 Huân chương Quân công hạng Nhất, 6 Huân chương Chiến công.",
        [("Huân chương Quân công hạng Nhất", BODY, 1), ("Huân chương Chiến công", BODY, 6)],
    ),
    (
        "the papers of a contest",
        "Ban tổ chức trao 1 giải nhất, 2 giải nhì và giấy khen cho các đội.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in GIVEN], ids=[one[0] for one in GIVEN])
def test_lists_with_numbers(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


def test_an_award_is_given_by_whose_name_it_has_not_by_whoever_hands_it_over() -> None:
    (award,) = read_text("Cục trưởng Cục Thú y trao Bằng khen của Bộ trưởng Bộ Y tế cho 2 cá nhân.").awards
    assert award.granter == "Bộ trưởng Bộ Y tế"


def test_the_party_and_the_state_give_together() -> None:
    (award,) = read_text("Trường được Đảng, Nhà nước tặng Huân chương Độc lập hạng Nhì.").awards
    assert award.granter == "Đảng, Nhà nước"


COUNTS = {
    "papers that nobody parts": (
        "UBND huyện trao 812 giấy khen của Chủ tịch UBND huyện cho các tập thể, cá nhân.",
        [(None, None)],
    ),
    "vague numbers": (
        "Hàng ngàn lượt tập thể và cá nhân được Bộ Y tế, UBND tỉnh khen thưởng.",
        [(None, None)],
    ),
    "papers that brackets part": ("15 Bằng khen (05 tập thể, 10 cá nhân).", [(5, 10)]),
    "not commended": ("15 cá nhân không được tặng Bằng khen.", []),
    "a title, not a commendation": ("03 đơn vị được tuyên dương “Đơn vị Anh hùng LLVT nhân dân”.", []),
}


@pytest.mark.parametrize(("text", "expected"), COUNTS.values(), ids=COUNTS)
def test_numbers_of_papers_and_of_many(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert counts_in(text) == expected


DECISIONS: dict[str, tuple[str, list[tuple[str | None, str | None]]]] = {
    "the day in front of whoever decided": (
        "Ngày 15/05/2017 UBND tỉnh Sơn Hà đã có quyết định số 1092/QĐ-UBND đổi tên trường.",
        [("1092/QĐ-UBND", "15/05/2017")],
    ),
    "the day behind whoever decided": (
        "Theo Quyết định số 35/QĐ-UBND của UBND tỉnh Sơn Hà ngày 4 tháng 3 năm 2019, trường được thành lập.",
        [("35/QĐ-UBND", "04/03/2019")],
    ),
    "a number that says it by its letters": (
        "Trường ra đời theo số 87/QĐUB ngày 21/08/2003 của UBND tỉnh.",
        [("87/QĐUB", "21/08/2003")],
    ),
    "in short, and with points": ("Căn cứ QĐ số 22/QĐ-SYT ngày 1.2.2020.", [("22/QĐ-SYT", "01/02/2020")]),
    "the day of what was done by it": (
        (
            "Thực hiện Quyết định số 1150/QĐ-SYT của Giám đốc Sở Y tế, ngày 20/3/2024 Trung tâm tổ chức "
            "tập huấn."
        ),
        [("1150/QĐ-SYT", None)],
    ),
    "other papers": ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023; Thông tư số 12/2011/TT-BYT.", []),
    "somebody's own decision": ("Ngày 5/6/2020, ông quyết định nghỉ hưu; ông có quyết định 2 lần.", []),
}


@pytest.mark.parametrize(("text", "expected"), DECISIONS.values(), ids=DECISIONS)
def test_decisions_with_their_days(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(one.number, one.date) for one in read_text(text).decisions] == expected

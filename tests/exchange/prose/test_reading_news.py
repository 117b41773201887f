"""Awards as the news tells them: headings, captions, several acts in one sentence.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED, HOUSE = "individual", "collective", "mixed", "household"

Expected = list[tuple[str, str, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count) for one in read_text(text).awards]


GIVEN: list[tuple[str, str, Expected]] = [
    (
        "a heading in general, the body in particular",
        (
            "Lái xe trả lại ví tiền được công an khen thưởng\n"
            "Ngày 3/4, Công an phường Đồi Chè trao giấy khen của Chủ tịch UBND phường cho tài xế Lê Văn Tín."
        ),
        [("Giấy khen của Chủ tịch UBND phường", PERSON, 1)],
    ),
    (
        "the sum of a case is no reward",
        "Công an tỉnh khen thưởng 3 tập thể, 5 cá nhân phá vụ trộm 10 tỷ đồng.",
        [],
    ),
    (
        "another class for others",
        (
            "Chủ tịch nước tặng Huân chương Lao động hạng Nhất cho đội tuyển, hạng Ba cho HLV Lê Văn Tín, "
            "cầu thủ Phạm "
            "Quang Hà và Bùi Tiến Lợi."
        ),
        [("Huân chương Lao động hạng Nhất", BODY, 1), ("Huân chương Lao động hạng Ba", PERSON, 3)],
    ),
    (
        "whose celebration it was",
        "Phó Chủ tịch nước dự lễ đón nhận Huân chương Lao động hạng Nhất của Trường Đại học Đông Khê.",
        [("Huân chương Lao động hạng Nhất", BODY, 1)],
    ),
    (
        "paid before the proposal is decided",
        (
            "Công an huyện sẽ đề nghị UBND tỉnh khen thưởng các cá nhân. Trước mắt, Công an huyện thưởng "
            "nóng Ban chuyên "
            "án 15 triệu đồng."
        ),
        [("Thưởng tiền", BODY, 1)],
    ),
    (
        "courts and their officers",
        "TAND tối cao tặng bằng khen cho thẩm phán Lê Minh Tín và 3 thư ký.",
        [("Bằng khen của TAND tối cao", PERSON, 4)],
    ),
    (
        "praised by one, given by another",
        "Việc làm của chị Trần Thị Hoa đã được Công an phường 3 biểu dương, UBND phường tặng giấy khen.",
        [("Giấy khen của UBND phường", PERSON, 1)],
    ),
    (
        "a second act in the sentence",
        "Giám đốc Sở Y tế trao giấy khen cho lực lượng cấp cứu, tặng thưởng 5 tập thể và 10 cá nhân.",
        [("Giấy khen của Giám đốc Sở Y tế", BODY, 1)],
    ),
    (
        "years in a row are no part of a title",
        "Thôn Đông đạt danh hiệu Làng văn hóa 5 năm liền.",
        [("Làng văn hóa", BODY, 1)],
    ),
    (
        "who gave what of all that were commended",
        (
            "Có 32 tập thể và 78 cá nhân được các cấp khen thưởng, gồm: Bộ Y tế tặng bằng khen 5 tập thể, "
            "6 cá nhân; Sở Y "
            "tế tặng giấy khen 27 tập thể."
        ),
        [
            ("Bằng khen của Bộ Y tế", BODY, 5),
            ("Bằng khen của Bộ Y tế", PERSON, 6),
            ("Giấy khen của Sở Y tế", BODY, 27),
        ],
    ),
    (
        "papers for bodies, papers for people",
        "Tặng 06 Cờ thi đua, 26 Bằng khen cho các tập thể; 48 Bằng khen cho các cá nhân.",
        [("Cờ thi đua", BODY, 6), ("Bằng khen", BODY, 26), ("Bằng khen", PERSON, 48)],
    ),
    (
        "bodies and people by their headings",
        "Kết quả đạt được: Tập thể: 05 Cờ thi đua, 12 Bằng khen. Cá nhân: 20 Bằng khen, 45 Kỷ niệm chương.",
        [
            ("Cờ thi đua", BODY, 5),
            ("Bằng khen", BODY, 12),
            ("Bằng khen", PERSON, 20),
            ("Kỷ niệm chương", PERSON, 45),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in GIVEN], ids=[one[0] for one in GIVEN])
def test_awards_of_the_news(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


NOTHING = {
    "a rule for all that follows": "Nghị định quy định: Bằng khen của Bộ để tặng cá nhân có 2 năm đạt "
    "Chiến sĩ thi "
    "đua cơ sở; tập thể có 2 năm liền đạt Tập thể lao động xuất sắc.",
    "a plan": "Kế hoạch năm 2024: 100% đội đạt Đơn vị tiên tiến; 15 Chiến sĩ thi đua cơ sở.",
    "a condition": "Cá nhân đạt 2 giấy khen thì được xét tặng bằng khen.",
    "only proposed": "Công an huyện đề nghị UBND tỉnh khen thưởng 3 cá nhân; thưởng nóng sẽ được xem "
    "xét sau.",
    "a link, not a medal pinned": "Thi đua phải gắn với Huân chương, Bằng khen cho đúng người, đúng việc.",
    "a celebration of a year": "Phát biểu tại lễ đón năm mới của Trường Đại học Đông Khê, ông nhắc "
    "tới các Huân chương.",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_news_without_awards(text: str) -> None:
    assert awards_in(text) == []

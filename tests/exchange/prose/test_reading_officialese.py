"""Constructions of official prose: lists that end in a reason, verbs left out, joint givers, captions."""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED, HOUSE = "individual", "collective", "mixed", "household"

AWARDS: dict[str, tuple[str, list[tuple[str, str, int | None, int | None]]]] = {
    "a list whose last item ends in the reason": (
        (
            "Điều 1. Tặng Bằng khen của UBND tỉnh cho:\n1. Trạm Y tế xã Bản Lầu;\n2. Trại tạm giam Nà Ngao;\n"
            "3. Trường Tiểu học Đồi Chè,\nđã hoàn thành xuất sắc nhiệm vụ năm 2024."
        ),
        [("Bằng khen của UBND tỉnh", BODY, 3, 2024)],
    ),
    "whoever keeps a title, behind a share": (
        (
            "Xã có 2.140 hộ đạt danh hiệu Gia đình văn hóa, đạt 91%; 9 ấp giữ vững danh hiệu Ấp văn hóa; "
            "05 cơ quan, đơn vị đạt chuẩn văn hóa."
        ),
        [
            ("Gia đình văn hóa", HOUSE, 2140, None),
            ("Ấp văn hóa", BODY, 9, None),
            ("Cơ quan, đơn vị đạt chuẩn văn hóa", BODY, 5, None),
        ],
    ),
    "the verb left out with a later year": (
        (
            "Năm 2001, Trung đoàn được Nhà nước tặng Huân chương Lao động hạng Ba; năm 2008, Huân chương Lao "
            "động hạng Nhì; năm 2015 - Huân chương Lao động hạng Nhất."
        ),
        [
            ("Huân chương Lao động hạng Ba", BODY, 1, 2001),
            ("Huân chương Lao động hạng Nhì", BODY, 1, 2008),
            ("Huân chương Lao động hạng Nhất", BODY, 1, 2015),
        ],
    ),
    "the year of others takes no verb along": (
        "Năm 2001, 3 tập thể được tặng Bằng khen của Bộ Y tế; năm 2008, Bằng khen dừng trao.",
        [("Bằng khen của Bộ Y tế", BODY, 3, 2001)],
    ),
    "several years in a line of a list": (
        "Trường THPT Nậm Pồ thành lập năm 1990.\n- Các năm 2017, 2019 được UBND tỉnh tặng Bằng khen.",
        [("Bằng khen của UBND tỉnh", BODY, 1, 2017), ("Bằng khen của UBND tỉnh", BODY, 1, 2019)],
    ),
    "years in a row, in brackets": (
        "Hai năm liền (2021, 2022), Trung tâm Y tế huyện Bản Lầu được công nhận Tập thể lao động xuất sắc.",
        [("Tập thể lao động xuất sắc", BODY, 1, 2021), ("Tập thể lao động xuất sắc", BODY, 1, 2022)],
    ),
    "one more year of the same": (
        (
            "Năm 2019 và 2021, Chi cục Thuế được Bộ Tài chính tặng Bằng khen; riêng năm 2022 được "
            "nhận Cờ thi "
            "đua của Chính phủ."
        ),
        [
            ("Bằng khen của Bộ Tài chính", BODY, 1, 2019),
            ("Bằng khen của Bộ Tài chính", BODY, 1, 2021),
            ("Cờ thi đua của Chính phủ", BODY, 1, 2022),
        ],
    ),
    "a post with a comma inside": (
        "Bà Đỗ Thị Lan, Tổ trưởng tổ hòa giải, tuyên truyền số 3, vinh dự được nhận Bằng khen của UBND tỉnh.",
        [("Bằng khen của UBND tỉnh", PERSON, 1, None)],
    ),
    "a person and a body by their names": (
        (
            "Thiếu tá Lê Văn Bền và Đồn Biên phòng Mường Lay được Chủ tịch nước tặng Huân chương Chiến công "
            "hạng Ba."
        ),
        [
            ("Huân chương Chiến công hạng Ba", PERSON, 1, None),
            ("Huân chương Chiến công hạng Ba", BODY, 1, None),
        ],
    ),
    "a body and several people by their names": (
        (
            "Tập thể Đội Cảnh sát giao thông, các đồng chí Lê Văn Tín, Trần Văn Bình được Giám "
            "đốc Công an tỉnh "
            "tặng Giấy khen."
        ),
        [
            ("Giấy khen của Giám đốc Công an tỉnh", BODY, 1, None),
            ("Giấy khen của Giám đốc Công an tỉnh", PERSON, 2, None),
        ],
    ),
    "an urgent commendation by a decision of its own": (
        "Giám đốc Công an tỉnh đã ký Quyết định số 812/QĐ-CAT khen thưởng đột xuất 03 tập thể, 9 cá nhân.",
        [("Khen thưởng đột xuất", BODY, 3, None), ("Khen thưởng đột xuất", PERSON, 9, None)],
    ),
    "one authority with all of a sort": (
        "Trong năm, 18 tập thể được UBND tỉnh, các sở, ngành tặng Bằng khen.",
        [("Bằng khen của UBND tỉnh, các sở, ngành", BODY, 18, None)],
    ),
    "… who act": (
        "UBND xã và các đoàn thể tặng 30 giấy khen cho hộ sản xuất giỏi.",
        [("Giấy khen của UBND xã và các đoàn thể", HOUSE, 30, None)],
    ),
    "two by their names stay two": (
        "Có 5 cá nhân được Bộ Y tế và Bộ Công an tặng Bằng khen.",
        [("Bằng khen", PERSON, 5, None)],
    ),
    "flags and papers by number, behind others": (
        (
            "Liên đoàn Lao động tỉnh tặng bằng khen cho 05 tập thể; Hội Nông dân tỉnh tặng 9 cờ "
            "thi đua, 120 bằng "
            "khen cho cá nhân."
        ),
        [
            ("Bằng khen của Liên đoàn Lao động tỉnh", BODY, 5, None),
            ("Cờ thi đua của Hội Nông dân tỉnh", BODY, 9, None),
            ("Bằng khen của Hội Nông dân tỉnh", PERSON, 120, None),
        ],
    ),
    "a title of the police in short": (
        (
            "Đơn vị có 2 đồng chí đạt Chiến sĩ thi đua toàn lực lượng CAND, 14 đồng chí đạt Chiến sĩ "
            "thi đua cơ sở."
        ),
        [
            ("Chiến sĩ thi đua toàn lực lượng Công an nhân dân", PERSON, 2, None),
            ("Chiến sĩ thi đua cơ sở", PERSON, 14, None),
        ],
    ),
    "papers of all levels": (
        "Có 52 cá nhân được tặng Giấy khen các cấp.",
        [("Giấy khen các cấp", PERSON, 52, None)],
    ),
    "a caption under a picture": (
        (
            "Chủ tịch UBND huyện Bản Lầu tặng Giấy khen cho 11 cá nhân.\nĐại diện Hội Nông dân "
            "trao Giấy khen cho "
            "các cá nhân có thành tích. Ảnh: Lê Minh"
        ),
        [("Giấy khen của Chủ tịch UBND huyện Bản Lầu", PERSON, 11, None)],
    ),
    "cash of a decision's second article": (
        (
            "Điều 1. Tặng Bằng khen cho 02 tập thể.\nĐiều 2. Các tập thể có tên tại Điều 1 được "
            "thưởng kèm theo "
            "9.360.000 đồng."
        ),
        [("Bằng khen", BODY, 2, None)],
    ),
    "a fund's expenses": ("Quỹ khen thưởng đã chi 1.200 triệu đồng cho 240 lượt cá nhân.", []),
    "results by number": (
        "Kết quả: 01 Huân chương Lao động hạng Nhì; 45 Bằng khen của UBND tỉnh.",
        [("Huân chương Lao động hạng Nhì", MIXED, 1, None), ("Bằng khen của UBND tỉnh", MIXED, 45, None)],
    ),
    "results behind colons": (
        (
            "Kết quả bình xét: Cờ thi đua của UBND tỉnh: 02 đơn vị; Bằng khen của UBND tỉnh: 05 đơn "
            "vị, 08 cá nhân."
        ),
        [
            ("Cờ thi đua của UBND tỉnh", BODY, 2, None),
            ("Bằng khen của UBND tỉnh", BODY, 5, None),
            ("Bằng khen của UBND tỉnh", PERSON, 8, None),
        ],
    ),
    "names behind the award": (
        (
            "Các cá nhân được tặng Bằng khen gồm: bà Đỗ Thị Lan, Phó Giám đốc Sở Y tế; ông Bùi "
            "Văn Hưng, Chánh "
            "Thanh tra tỉnh."
        ),
        [("Bằng khen", PERSON, 2, None)],
    ),
    "a title kept, told last": (
        (
            "Có 118 hộ được công nhận “Gia đình văn hóa”, 3 hộ được công nhận Gia đình học tập "
            "tiêu biểu; làng "
            "giữ vững danh hiệu “Làng văn hóa”."
        ),
        [
            ("Gia đình văn hóa", HOUSE, 118, None),
            ("Gia đình học tập tiêu biểu", HOUSE, 3, None),
            ("Làng văn hóa", BODY, 1, None),
        ],
    ),
    "nobody says how many times": (
        "Đoàn trường nhiều năm được Trung ương Đoàn tặng Bằng khen.",
        [("Bằng khen của Trung ương Đoàn", BODY, None, None)],
    ),
    "twice, behind a school year": (
        "Trường từng nhận Cờ thi đua của Chính phủ năm học 2011-2012, 2 lần được UBND tỉnh tặng Bằng khen.",
        [("Cờ thi đua của Chính phủ", BODY, 1, 2012), ("Bằng khen của UBND tỉnh", BODY, 2, 2012)],
    ),
    "in whose name the other clause speaks": (
        (
            "Thừa ủy quyền của Chủ tịch UBND huyện, bà Y Lan trao Giấy khen cho 2 tập thể; Chủ "
            "tịch UBND xã Bản "
            "Lầu tặng Giấy khen cho 6 hộ gia đình."
        ),
        [
            ("Giấy khen của Chủ tịch UBND huyện", BODY, 2, None),
            ("Giấy khen của Chủ tịch UBND xã Bản Lầu", HOUSE, 6, None),
        ],
    ),
    "some by number, one by name": (
        "02 Tổ liên gia (tổ số 3, tổ số 6) cùng ông Tạ Văn Rạng được Chủ tịch UBND xã tặng giấy khen.",
        [
            ("Giấy khen của Chủ tịch UBND xã", BODY, 2, None),
            ("Giấy khen của Chủ tịch UBND xã", PERSON, 1, None),
        ],
    ),
    "bodies named behind their number": (
        (
            "Trưởng Công an huyện trao Giấy khen cho 3 tập thể: Công an xã A Lý, Công an xã Bản "
            "Lầu, Đội Tổng hợp "
            "và 5 cá nhân."
        ),
        [
            ("Giấy khen của Trưởng Công an huyện", BODY, 3, None),
            ("Giấy khen của Trưởng Công an huyện", PERSON, 5, None),
        ],
    ),
    "whose merit is honoured": (
        "Ghi nhận thành tích của tập thể nhà trường, Chủ tịch nước đã tặng Huân chương Lao động hạng Ba.",
        [("Huân chương Lao động hạng Ba", BODY, 1, None)],
    ),
    "the other of two behind a comma": (
        "Xã Bản Lầu được Chính phủ tặng Cờ thi đua, còn xã A Lý và xã Đồi Chè được UBND tỉnh tặng Bằng khen.",
        [("Cờ thi đua của Chính phủ", BODY, 1, None), ("Bằng khen của UBND tỉnh", BODY, 2, None)],
    ),
    "a plan with numbers": (
        "Kế hoạch đề ra: 3 tập thể được tặng Cờ thi đua, 10 cá nhân được tặng Bằng khen.",
        [],
    ),
    "an aim by shares and numbers": (
        "Phấn đấu 95% hộ đạt Gia đình văn hóa, 8/9 thôn giữ vững danh hiệu Thôn văn hóa.",
        [],
    ),
    "what one must have": (
        "Cá nhân được tặng Huân chương Lao động hạng Ba phải có 2 lần được tặng Bằng khen của Thủ tướng.",
        [],
    ),
    "formalities not ended": ("Công an huyện đang hoàn tất thủ tục để tặng Giấy khen cho 2 cá nhân.", []),
    "whoever is to prepare it": (
        "UBND huyện giao phòng Nội vụ tham mưu tặng Giấy khen cho các tập thể có thành tích.",
        [],
    ),
    "behind years in a row, more of the same": (
        (
            "Nhà trường đạt Tập thể lao động xuất sắc 5 năm liên tục (2018-2023), được tặng Bằng "
            "khen của UBND "
            "tỉnh."
        ),
        [("Tập thể lao động xuất sắc", BODY, 1, None), ("Bằng khen của UBND tỉnh", BODY, 1, None)],
    ),
    "badges of the Party by years": (
        "Trao Huy hiệu 65 năm tuổi Đảng cho 1 đồng chí, 50 năm tuổi Đảng cho 4 đồng chí.",
        [("Huy hiệu 65 năm tuổi Đảng", PERSON, 1, None), ("Huy hiệu 50 năm tuổi Đảng", PERSON, 4, None)],
    ),
    "badges that nobody parts": ("Trao Huy hiệu 30, 40, 50 năm tuổi Đảng cho 22 đảng viên.", []),
    "numbers behind colons": (
        "Cờ thi đua của Chính phủ: 3; Bằng khen của Thủ tướng Chính phủ: 27; Bằng khen của UBND tỉnh: 310.",
        [
            ("Cờ thi đua của Chính phủ", BODY, 3, None),
            ("Bằng khen của Thủ tướng Chính phủ", MIXED, 27, None),
            ("Bằng khen của UBND tỉnh", MIXED, 310, None),
        ],
    ),
    "people addressed in front of their names": (
        (
            "UBND tỉnh tặng Bằng khen cho: Công an thành phố, Phòng Tài chính và các ông, bà: Lê "
            "Văn Tín, Trần "
            "Thị Mận."
        ),
        [("Bằng khen của UBND tỉnh", BODY, 2, None), ("Bằng khen của UBND tỉnh", PERSON, 2, None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), AWARDS.values(), ids=AWARDS)
def test_awards(text: str, expected: list[tuple[str, str, int | None, int | None]]) -> None:
    read = [(one.award, str(one.recipient_kind), one.count, one.year) for one in read_text(text).awards]
    assert sorted(read, key=str) == sorted(expected, key=str)


COUNTS: dict[str, tuple[str, list[tuple[int | None, int | None]]]] = {
    "some by their names, others by number": (
        "Đại tá trao bằng khen cho Công an huyện Lạc Thành, Đội 3 Phòng Cảnh sát hình sự cùng 4 cá nhân.",
        [(None, 4)],
    ),
    "papers that all went to one kind": ("Hội tặng 9 cờ thi đua, 120 bằng khen cho cá nhân.", [(None, 120)]),
    "… to both": ("Hội tặng 120 bằng khen cho cá nhân, tập thể.", [(None, None)]),
    "… only proposed": ("Hội đề nghị tặng 120 bằng khen cho cá nhân.", []),
    "what only goes on with a proposal": (
        "UBND tỉnh đề nghị Chính phủ tặng Cờ thi đua cho 3 tập thể; tặng Bằng khen cho 20 tập thể.",
        [],
    ),
    "a rank got": (
        "Có 7 tập thể được tặng Giấy khen; 4 đồng chí được thăng quân hàm trước niên hạn.",
        [(7, None)],
    ),
    "words between the groups": (
        "Đảng ủy xã tặng Giấy khen cho 3 chi bộ hoàn thành xuất sắc nhiệm vụ 5 năm liền và 12 đảng viên.",
        [(3, 12)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), COUNTS.values(), ids=COUNTS)
def test_counts(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert [(one.collectives, one.individuals) for one in read_text(text).commendation_counts] == expected

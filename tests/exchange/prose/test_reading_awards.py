"""Awards read from sentences as newsrooms and offices write them. Names and places are made up."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED, HOUSE = "individual", "collective", "mixed", "household"

Expected = list[tuple[str, str, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count) for one in read_text(text).awards]


GIVEN: list[tuple[str, str, Expected]] = [
    (
        "active, one person with his post",
        "Sáng 12/3, Chủ tịch UBND tỉnh Sơn Hà tặng Bằng khen cho ông Lò Văn Tâm, Trưởng thôn Đồng Cát.",
        [("Bằng khen của Chủ tịch UBND tỉnh Sơn Hà", PERSON, 1)],
    ),
    (
        "recipient in front of the award",
        "Giám đốc Công an tỉnh Sơn Hà đã trao tặng ông Phan Văn Lộc Giấy khen vì dũng cảm cứu người.",
        [("Giấy khen của Giám đốc Công an tỉnh Sơn Hà", PERSON, 1)],
    ),
    (
        "passive with the giver between",
        "Đội Cảnh sát giao thông số 3 được Giám đốc Công an tỉnh tặng Giấy khen.",
        [("Giấy khen của Giám đốc Công an tỉnh", BODY, 1)],
    ),
    (
        "passive, award of an authority behind",
        "Bà Hoàng Thị Mây vinh dự được nhận Bằng khen của Thủ tướng Chính phủ năm 2023.",
        [("Bằng khen của Thủ tướng Chính phủ", PERSON, 1)],
    ),
    (
        "receiving",
        "Trường Tiểu học Bình Sơn đón nhận Huân chương Lao động hạng Ba.",
        [("Huân chương Lao động hạng Ba", BODY, 1)],
    ),
    (
        "the award first",
        "Huân chương Chiến công hạng Nhì được Chủ tịch nước trao tặng cho Công an huyện Khe Vàng.",
        [("Huân chương Chiến công hạng Nhì", BODY, 1)],
    ),
    (
        "by whom behind the award",
        "Phòng Hậu cần vừa đón nhận Cờ thi đua do Bộ Công an trao tặng.",
        [("Cờ thi đua của Bộ Công an", BODY, 1)],
    ),
    (
        "collectives and people apart",
        "UBND huyện Khe Vàng trao Giấy khen cho 5 tập thể và 12 cá nhân có thành tích xuất sắc.",
        [("Giấy khen của UBND huyện Khe Vàng", BODY, 5), ("Giấy khen của UBND huyện Khe Vàng", PERSON, 12)],
    ),
    (
        "unsplit number",
        "Bộ Y tế đã tặng Bằng khen cho 30 tập thể, cá nhân.",
        [("Bằng khen của Bộ Y tế", MIXED, 30)],
    ),
    (
        "number in words",
        "Công an xã Bình Minh tặng giấy khen cho ba thanh niên bắt cướp.",
        [("Giấy khen của Công an xã Bình Minh", PERSON, 3)],
    ),
    (
        "carried over by a semicolon",
        (
            "Sở Nội vụ tỉnh Sơn Hà trao Giấy khen cho 4 tập thể; trao Kỷ niệm chương “Vì sự nghiệp nội vụ” "
            "cho 2 cá nhân."
        ),
        [("Giấy khen của Sở Nội vụ tỉnh Sơn Hà", BODY, 4), ("Kỷ niệm chương Vì sự nghiệp nội vụ", PERSON, 2)],
    ),
    (
        "recipient carried over, several of a form",
        (
            "Công ty Điện lực Sơn Hà được Chính phủ tặng Cờ thi đua năm 2021, Bộ trưởng Bộ Công Thương tặng "
            "03 Bằng khen."
        ),
        [("Cờ thi đua của Chính phủ", BODY, 1), ("Bằng khen của Bộ trưởng Bộ Công Thương", BODY, 3)],
    ),
    (
        "on behalf",
        (
            "Thừa ủy quyền của Chủ tịch nước, Bí thư Tỉnh ủy Lê Văn Đạt trao Huân chương Độc lập hạng Nhì "
            "cho Bệnh viện Đa khoa Sơn Hà."
        ),
        [("Huân chương Độc lập hạng Nhì", BODY, 1)],
    ),
    (
        "handed over for another",
        (
            "Phó Chủ tịch UBND huyện Trần Thị Hoa trao Bằng khen của Chủ tịch UBND tỉnh cho gia đình ông "
            "Vàng A Dơ."
        ),
        [("Bằng khen của Chủ tịch UBND tỉnh", HOUSE, 1)],
    ),
    (
        "two givers",
        "Bộ Công an và UBND tỉnh Sơn Hà tặng Bằng khen cho 3 cá nhân.",
        [("Bằng khen", PERSON, 3)],
    ),
    (
        "list of names behind a colon",
        (
            "Giám đốc Sở Y tế tặng giấy khen cho các đơn vị: Trung tâm Y tế Khe Vàng, Bệnh viện Mắt và Trạm "
            "Y tế Bình Sơn."
        ),
        [("Giấy khen của Giám đốc Sở Y tế", BODY, 3)],
    ),
    (
        "three people",
        "UBND xã tặng giấy khen cho anh Lý A Páo, chị Giàng Thị Sua và em Thào Minh Khang.",
        [("Giấy khen của UBND xã", PERSON, 3)],
    ),
    (
        "titles by number",
        (
            "Năm 2024, đơn vị có 15 đồng chí đạt danh hiệu “Chiến sĩ thi đua cơ sở”, 120 đồng chí đạt danh "
            "hiệu “Chiến sĩ tiên tiến”."
        ),
        [("Chiến sĩ thi đua cơ sở", PERSON, 15), ("Chiến sĩ tiên tiến", PERSON, 120)],
    ),
    (
        "title spelt with y and a level",
        "2 cá nhân được công nhận Chiến sỹ thi đua cấp tỉnh.",
        [("Chiến sĩ thi đua cấp tỉnh", PERSON, 2)],
    ),
    (
        "cultured families",
        "Toàn xã có 1.250 hộ gia đình đạt danh hiệu “Gia đình văn hóa”.",
        [("Gia đình văn hóa", HOUSE, 1250)],
    ),
    (
        "money alone",
        "Chủ tịch UBND huyện Khe Vàng thưởng nóng 20 triệu đồng cho Ban chuyên án.",
        [("Thưởng tiền", BODY, 1)],
    ),
    (
        "money with a form is no second award",
        "Công an tỉnh tặng giấy khen kèm 5 triệu đồng tiền thưởng cho anh Đinh Công Vinh.",
        [("Giấy khen của Công an tỉnh", PERSON, 1)],
    ),
    (
        "letter of praise",
        "Bộ trưởng Bộ Quốc phòng gửi thư khen Trung đoàn 88 và Tiểu đoàn 5.",
        [("Thư khen của Bộ trưởng Bộ Quốc phòng", BODY, 2)],
    ),
    (
        "form unstated",
        "Liên đoàn Lao động tỉnh Sơn Hà đã khen thưởng đột xuất anh Mai Văn Toàn.",
        [("Khen thưởng đột xuất", PERSON, 1)],
    ),
    (
        "posthumous, handed to the family",
        (
            "Chủ tịch nước truy tặng Huân chương Dũng cảm cho anh Bùi Văn Thái, người hy sinh khi cứu hai em "
            "nhỏ."
        ),
        [("Huân chương Dũng cảm", PERSON, 1)],
    ),
    (
        "heading, body and caption are one",
        (
            "Khen thưởng lái xe buýt trả lại tiền\n\nChủ tịch UBND thành phố tặng Bằng khen cho anh Tạ Quốc "
            "Bình.\n\n"
            "Anh Tạ Quốc Bình nhận Bằng khen của Chủ tịch UBND thành phố."
        ),
        [("Bằng khen của Chủ tịch UBND thành phố", PERSON, 1)],
    ),
    (
        "order with authority",
        (
            "Đảng bộ và nhân dân xã Bình Sơn được Nhà nước phong tặng danh hiệu Anh hùng Lực lượng vũ trang "
            "nhân dân."
        ),
        [("Anh hùng Lực lượng vũ trang nhân dân", BODY, 1)],
    ),
    (
        "best unit's flag",
        (
            "Công an phường Đồng Tâm được Bộ Công an tặng Cờ “Đơn vị dẫn đầu phong trào thi đua Vì an ninh "
            "Tổ quốc”."
        ),
        [("Cờ thi đua của Bộ Công an", BODY, 1)],
    ),
    (
        "proposal heeded",
        "Xét đề nghị của Sở Nội vụ, Chủ tịch UBND tỉnh quyết định tặng Bằng khen cho 7 cá nhân.",
        [("Bằng khen của Chủ tịch UBND tỉnh", PERSON, 7)],
    ),
    (
        "who he is, behind a comma",
        "UBND quận 7 tổ chức trao giấy khen cho anh Nguyễn Hữu Tín (27 tuổi), tài xế xe ôm đã bắt cướp.",
        [("Giấy khen của UBND quận 7", PERSON, 1)],
    ),
    (
        "ages between names",
        "Sở Y tế tặng giấy khen cho chị Lê Thị Na, 31 tuổi, và anh Hồ Văn Bảy, 40 tuổi, ngụ xã Bình Sơn.",
        [("Giấy khen của Sở Y tế", PERSON, 2)],
    ),
    (
        "a list parted by semicolons",
        (
            "Đồng chí Bùi Quang Sơn đã được tặng thưởng: Huân chương Quân công hạng Nhì; Huân chương Chiến "
            "công hạng Nhất, Nhì; Huy hiệu 60 năm tuổi Đảng."
        ),
        [
            ("Huân chương Quân công hạng Nhì", PERSON, 1),
            ("Huân chương Chiến công hạng Nhất", PERSON, 1),
            ("Huân chương Chiến công hạng Nhì", PERSON, 1),
            ("Huy hiệu 60 năm tuổi Đảng", PERSON, 1),
        ],
    ),
    (
        "classes in brackets with their years",
        "Công ty đã được tặng thưởng Huân chương Lao động (hạng Ba năm 1995, hạng Nhì năm 2005).",
        [("Huân chương Lao động hạng Ba", BODY, 1), ("Huân chương Lao động hạng Nhì", BODY, 1)],
    ),
    (
        "so many of all",
        "Đến nay, xã có 8/9 thôn đạt danh hiệu Làng văn hóa.",
        [("Làng văn hóa", BODY, 8)],
    ),
    (
        "a ministry with a long name",
        "Bộ Văn hóa, Thể thao và Du lịch đã tặng bằng khen cho 8 nghệ sĩ.",
        [("Bằng khen của Bộ Văn hóa, Thể thao và Du lịch", PERSON, 8)],
    ),
    (
        "the people of a commune as a whole",
        "UBND tỉnh tặng Bằng khen cho Nhân dân và cán bộ xã Bình Sơn.",
        [("Bằng khen của UBND tỉnh", BODY, 1)],
    ),
    (
        "numbers of the award carried over",
        "Công an huyện được Bộ Công an tặng 2 Cờ thi đua, 5 Bằng khen.",
        [("Cờ thi đua của Bộ Công an", BODY, 2), ("Bằng khen của Bộ Công an", BODY, 5)],
    ),
    (
        "standing title of the young",
        "Tỉnh đoàn Sơn Hà tuyên dương 20 gương mặt trẻ tiêu biểu năm 2022.",
        [("Gương mặt trẻ tiêu biểu", PERSON, 20)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in GIVEN], ids=[case[0] for case in GIVEN])
def test_award_is_read(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


NOT_GIVEN = {
    "proposed": "Sở Nội vụ đề nghị Chủ tịch UBND tỉnh tặng Bằng khen cho ông Lê Văn Sáu.",
    "file under way": "Huyện đang hoàn thiện hồ sơ trình Thủ tướng tặng Bằng khen cho xã Bình Sơn.",
    "condition of a rule": "Cá nhân được tặng Bằng khen khi có tiêu chuẩn sau: hai năm hoàn thành nhiệm vụ.",
    "if": "Nếu được Bộ trưởng tặng Bằng khen, cá nhân được thưởng theo quy định.",
    "foreseen": "Dự kiến tuần tới Chủ tịch nước trao Huân chương Lao động hạng Ba cho nhà trường.",
    "revoked": "Chủ tịch nước quyết định thu hồi Huân chương Lao động hạng Ba của ông Trịnh Văn Bảo.",
    "sport": "Đội tuyển giành 3 huy chương vàng và 2 huy chương bạc tại giải bơi lội toàn quốc.",
    "contest": "Em Lê Minh Anh đoạt giải Nhất cuộc thi học sinh giỏi cấp tỉnh.",
    "aimed at": "Phấn đấu năm 2027 có 90% cán bộ đạt danh hiệu Chiến sĩ tiên tiến.",
    "praise": "Chủ tịch UBND tỉnh biểu dương, ghi nhận thành tích của các lực lượng.",
    "nobody in particular": "Hội đã khen thưởng các tập thể, cá nhân có thành tích xuất sắc.",
    "a share": "Toàn huyện có 95% hộ đạt danh hiệu Gia đình văn hóa.",
    "gifts": "Đoàn công tác đã tặng quà cho 20 gia đình chính sách.",
    "refused": "Ông Quách Văn Tư không được tặng Kỷ niệm chương “Vì sự nghiệp giáo dục”.",
    "a council's name": "Hội đồng Thi đua - Khen thưởng tỉnh họp phiên thứ hai.",
}


@pytest.mark.parametrize("text", NOT_GIVEN.values(), ids=NOT_GIVEN.keys())
def test_no_award_is_read(text: str) -> None:
    assert awards_in(text) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_place_leads_back_to_the_given_text(form: str) -> None:
    text = normalize(form, "Ngày 3/2, Bộ Công an tặng “Bằng khen” cho Công an xã Hoà Bình.")  # type: ignore[arg-type]
    award = read_text(text).awards[0]
    assert normalize("NFC", text[award.place.start : award.place.end]) == "Bằng khen"
    assert award.award == "Bằng khen của Bộ Công an"


def test_tone_mark_on_either_vowel_and_any_quotes_read_alike() -> None:
    new = 'UBND xã Hòa Bình công nhận danh hiệu "Gia đình văn hóa" cho 30 hộ.'
    old = "UBND xã Hoà Bình công nhận danh hiệu «Gia đình văn hoá» cho 30 hộ."
    assert awards_in(new) == awards_in(old) == [("Gia đình văn hóa", HOUSE, 30)]


def test_giver_recipient_and_year_are_as_in_the_text() -> None:
    text = "Chủ tịch UBND tỉnh Sơn Hà Vũ Đình Khải ký quyết định tặng Bằng khen năm 2024 cho bà Sùng Thị Mai."
    award = read_text(text).awards[0]
    assert (award.granter, award.recipient, award.year) == (
        "Chủ tịch UBND tỉnh Sơn Hà Vũ Đình Khải",
        "bà Sùng Thị Mai",
        2024,
    )
    assert award.award == "Bằng khen của Chủ tịch UBND tỉnh Sơn Hà"

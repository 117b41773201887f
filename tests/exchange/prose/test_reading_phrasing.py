"""Awards in other hands' phrasing: other ministries, armies, schools, communes; lists; what is no award.

Names and places are made up.
"""

from __future__ import annotations

from unicodedata import normalize

import pytest

from vinhdanh.exchange.prose.known import Known
from vinhdanh.exchange.prose.reader import read_text

PERSON, BODY, MIXED, HOUSE = "individual", "collective", "mixed", "household"

Expected = list[tuple[str, str, int | None]]


def awards_in(text: str) -> Expected:
    return [(one.award, str(one.recipient_kind), one.count) for one in read_text(text).awards]


GIVEN: list[tuple[str, Expected]] = [
    (
        ("Bộ Quốc phòng vừa trao Bằng khen cho Lữ đoàn 172 và 05 quân nhân có thành tích trong diễn tập."),
        [("Bằng khen của Bộ Quốc phòng", BODY, 1), ("Bằng khen của Bộ Quốc phòng", PERSON, 5)],
    ),
    (
        "Trung đoàn Bộ binh 12 được Tư lệnh Quân khu 2 tặng Cờ thi đua năm 2024.",
        [("Cờ thi đua của Tư lệnh Quân khu 2", BODY, 1)],
    ),
    (
        "Thượng úy Lò Văn Sình được trao Giấy khen của Chỉ huy trưởng Bộ CHQS tỉnh Sơn Hà.",
        [("Giấy khen của Chỉ huy trưởng Bộ CHQS tỉnh Sơn Hà", PERSON, 1)],
    ),
    (
        "Trường THPT Bản Lầu vinh dự đón nhận Huân chương Lao động hạng Nhì.",
        [("Huân chương Lao động hạng Nhì", BODY, 1)],
    ),
    (
        ("Bộ trưởng Bộ Giáo dục và Đào tạo tặng Bằng khen cho 12 nhà giáo và 03 tập thể của tỉnh Sơn Hà."),
        [
            ("Bằng khen của Bộ trưởng Bộ Giáo dục và Đào tạo", PERSON, 12),
            ("Bằng khen của Bộ trưởng Bộ Giáo dục và Đào tạo", BODY, 3),
        ],
    ),
    (
        "Cô giáo Vàng Thị Dế được công nhận danh hiệu Chiến sĩ thi đua cấp tỉnh năm học 2023-2024.",
        [("Chiến sĩ thi đua cấp tỉnh", PERSON, 1)],
    ),
    (
        "Bệnh viện Phổi Sơn Hà được Bộ Y tế tặng Cờ thi đua, được Chủ tịch UBND tỉnh tặng Bằng khen.",
        [("Cờ thi đua của Bộ Y tế", BODY, 1), ("Bằng khen của Chủ tịch UBND tỉnh", BODY, 1)],
    ),
    (
        "Năm 2025, Khoa Cấp cứu được Giám đốc Bệnh viện Đa khoa Sơn Hà tặng Giấy khen.",
        [("Giấy khen của Giám đốc Bệnh viện Đa khoa Sơn Hà", BODY, 1)],
    ),
    (
        "Bác sĩ Hoàng Văn Thụ được Chủ tịch nước phong tặng danh hiệu Thầy thuốc ưu tú.",
        [("Thầy thuốc ưu tú", PERSON, 1)],
    ),
    (
        "UBND xã Bản Lầu công nhận 215 hộ đạt danh hiệu Gia đình văn hóa.",
        [("Gia đình văn hóa", HOUSE, 215)],
    ),
    (
        "Thôn Na Lốc được công nhận danh hiệu Thôn văn hóa.",
        [("Thôn văn hóa", BODY, 1)],
    ),
    (
        "Chủ tịch nước truy tặng Huân chương Chiến công hạng Nhất cho liệt sĩ Giàng A Chư.",
        [("Huân chương Chiến công hạng Nhất", PERSON, 1)],
    ),
    (
        "Liệt sĩ Sùng Seo Vảng được truy tặng danh hiệu Anh hùng Lực lượng vũ trang nhân dân.",
        [("Anh hùng Lực lượng vũ trang nhân dân", PERSON, 1)],
    ),
    (
        "Tổng Liên đoàn Lao động Việt Nam tặng thưởng Bằng khen cho Công đoàn Viên chức tỉnh Sơn Hà.",
        [("Bằng khen của Tổng Liên đoàn Lao động Việt Nam", BODY, 1)],
    ),
    (
        "Được Thủ tướng Chính phủ tặng thưởng Bằng khen, Sở Tài chính tỉnh Sơn Hà tiếp tục đổi mới.",
        [("Bằng khen của Thủ tướng Chính phủ", BODY, 1)],
    ),
    (
        "Bằng khen của Thủ tướng Chính phủ đã được trao cho Công ty Điện lực Sơn Hà.",
        [("Bằng khen của Thủ tướng Chính phủ", BODY, 1)],
    ),
    (
        "Giấy khen của Công an tỉnh được trao cho 03 cá nhân thuộc Phòng Hậu cần.",
        [("Giấy khen của Công an tỉnh", PERSON, 3)],
    ),
    (
        "Kết quả: 02 tập thể được tặng Bằng khen, 15 cá nhân được tặng Giấy khen.",
        [("Bằng khen", BODY, 2), ("Giấy khen", PERSON, 15)],
    ),
    (
        "- Cờ thi đua của Bộ Công an: 01 tập thể.",
        [("Cờ thi đua của Bộ Công an", BODY, 1)],
    ),
    (
        "- Chiến sĩ thi đua cơ sở: 24 đồng chí.",
        [("Chiến sĩ thi đua cơ sở", PERSON, 24)],
    ),
    (
        "- Bằng khen của Bộ Công an: 02 tập thể, 05 cá nhân.",
        [("Bằng khen của Bộ Công an", BODY, 2), ("Bằng khen của Bộ Công an", PERSON, 5)],
    ),
    (
        "Danh hiệu “Đơn vị quyết thắng”: 06 tập thể.",
        [("Đơn vị quyết thắng", BODY, 6)],
    ),
    (
        "Danh hiệu Chiến sĩ tiên tiến: 310 đồng chí.",
        [("Chiến sĩ tiên tiến", PERSON, 310)],
    ),
    (
        "Giấy khen của Giám đốc Công an tỉnh 12 tập thể, 40 cá nhân.",
        [
            ("Giấy khen của Giám đốc Công an tỉnh", BODY, 12),
            ("Giấy khen của Giám đốc Công an tỉnh", PERSON, 40),
        ],
    ),
    (
        ("Phòng Tham mưu đạt danh hiệu Đơn vị quyết thắng; Phòng Hậu cần đạt danh hiệu Đơn vị tiên tiến."),
        [("Đơn vị quyết thắng", BODY, 1), ("Đơn vị tiên tiến", BODY, 1)],
    ),
    (
        "Tập thể Đội Cảnh sát hình sự và đồng chí Lù Văn Páo được Bộ trưởng Bộ Công an gửi Thư khen.",
        [
            ("Thư khen của Bộ trưởng Bộ Công an", BODY, 1),
            ("Thư khen của Bộ trưởng Bộ Công an", PERSON, 1),
        ],
    ),
    (
        "Đồng chí Thào A Sử vinh dự được nhận Huy hiệu 40 năm tuổi Đảng.",
        [("Huy hiệu 40 năm tuổi Đảng", PERSON, 1)],
    ),
    (
        "Nhân dịp này, 08 đồng chí được trao Kỷ niệm chương “Vì sự nghiệp đại đoàn kết”.",
        [("Kỷ niệm chương Vì sự nghiệp đại đoàn kết", PERSON, 8)],
    ),
    (
        "Hội Liên hiệp Phụ nữ tỉnh Sơn Hà tặng Bằng khen cho chị Lý Mùi Pham.",
        [("Bằng khen của Hội Liên hiệp Phụ nữ tỉnh Sơn Hà", PERSON, 1)],
    ),
    (
        ("Ủy ban Dân tộc tặng Kỷ niệm chương “Vì sự nghiệp phát triển các dân tộc” cho ông Giàng Seo Phử."),
        [("Kỷ niệm chương Vì sự nghiệp phát triển các dân tộc", PERSON, 1)],
    ),
    (
        "Viện kiểm sát nhân dân tối cao tặng Cờ thi đua cho Viện kiểm sát nhân dân tỉnh Sơn Hà.",
        [("Cờ thi đua của Viện kiểm sát nhân dân tối cao", BODY, 1)],
    ),
    (
        "Tòa án nhân dân huyện Khe Vàng được Chánh án Tòa án nhân dân tối cao tặng Bằng khen.",
        [("Bằng khen của Chánh án Tòa án nhân dân tối cao", BODY, 1)],
    ),
    (
        "Chủ tịch UBND tỉnh ký quyết định tặng Bằng khen cho em Ma Thị Hằng, học sinh lớp 9A.",
        [("Bằng khen của Chủ tịch UBND tỉnh", PERSON, 1)],
    ),
    (
        "Đội tuyển cứu hộ được Giám đốc Công an tỉnh khen thưởng đột xuất.",
        [("Khen thưởng đột xuất", BODY, 1)],
    ),
    (
        "Phòng Cảnh sát cơ động vinh dự là đơn vị được Chính phủ tặng Cờ thi đua.",
        [("Cờ thi đua của Chính phủ", BODY, 1)],
    ),
    (
        "Đại học Sơn Hà có 02 giảng viên được phong tặng Nhà giáo ưu tú.",
        [("Nhà giáo ưu tú", PERSON, 2)],
    ),
    (
        "Bộ Tư lệnh Bộ đội Biên phòng tặng Bằng khen Đồn Biên phòng Bản Máy.",
        [("Bằng khen của Bộ Tư lệnh Bộ đội Biên phòng", BODY, 1)],
    ),
    (
        "Tỉnh đoàn Sơn Hà trao Bằng khen cho 10 đoàn viên, 4 chi đoàn.",
        [("Bằng khen của Tỉnh đoàn Sơn Hà", PERSON, 10), ("Bằng khen của Tỉnh đoàn Sơn Hà", BODY, 4)],
    ),
    (
        (
            "Tại lễ kỷ niệm, Nhà máy Thủy điện Nậm Khao đã đón nhận Huân chương Lao động hạng Ba do "
            "Chủ tịch nước trao tặng."
        ),
        [("Huân chương Lao động hạng Ba", BODY, 1)],
    ),
    (
        "Hợp tác xã Chè Bản Lầu được Bộ trưởng Bộ Nông nghiệp và Môi trường tặng Bằng khen năm 2025.",
        [("Bằng khen của Bộ trưởng Bộ Nông nghiệp và Môi trường", BODY, 1)],
    ),
    (
        "CONG AN TINH SON HA\nPhòng Hậu cần được Bộ Công an tặng Bằng khen.",
        [("Bằng khen của Bộ Công an", BODY, 1)],
    ),
    (
        (
            "Với thành tích trên, Ban Chỉ huy Quân sự xã Bản Lầu được Quân khu 2 tặng danh hiệu “Đơn "
            "vị quyết thắng”."
        ),
        [("Đơn vị quyết thắng", BODY, 1)],
    ),
    (
        "05 năm qua, trường có 12 lượt giáo viên đạt Chiến sĩ thi đua cơ sở.",
        [("Chiến sĩ thi đua cơ sở", PERSON, 12)],
    ),
    (
        "Ba chiến sĩ của Đội Cảnh sát cơ động được tặng Huân chương Dũng cảm.",
        [("Huân chương Dũng cảm", PERSON, 3)],
    ),
    (
        (
            "Chủ tịch nước Lương Văn Khải đã ký quyết định tặng thưởng Huân chương Lao động hạng Ba "
            "cho Sở Xây dựng tỉnh Sơn Hà."
        ),
        [("Huân chương Lao động hạng Ba", BODY, 1)],
    ),
    (
        (
            "Tặng Bằng khen của Chủ tịch UBND tỉnh cho các ông, bà có tên sau: Lò Văn A, Vàng Thị B, "
            "Tráng A C."
        ),
        [("Bằng khen của Chủ tịch UBND tỉnh", PERSON, 3)],
    ),
    (
        (
            "Điều 1. Tặng Giấy khen của Giám đốc Công an tỉnh cho 03 tập thể và 08 cá nhân đã có thành "
            "tích xuất sắc trong phong trào thi đua năm 2025."
        ),
        [
            ("Giấy khen của Giám đốc Công an tỉnh", BODY, 3),
            ("Giấy khen của Giám đốc Công an tỉnh", PERSON, 8),
        ],
    ),
    (
        ("Điều 1. Công nhận danh hiệu “Chiến sĩ tiên tiến” năm 2025 cho 45 cá nhân thuộc Phòng Tham mưu."),
        [("Chiến sĩ tiên tiến", PERSON, 45)],
    ),
    (
        "Điều 1. Tặng danh hiệu “Chiến sĩ thi đua cơ sở” cho 09 đồng chí thuộc Công an xã Khe Vàng.",
        [("Chiến sĩ thi đua cơ sở", PERSON, 9)],
    ),
    (
        "Cục Hải quan Sơn Hà nhận Cờ thi đua của Bộ Tài chính.",
        [("Cờ thi đua của Bộ Tài chính", BODY, 1)],
    ),
    (
        "Ngân hàng Chính sách xã hội tỉnh được Thống đốc Ngân hàng Nhà nước tặng Bằng khen.",
        [("Bằng khen của Thống đốc Ngân hàng Nhà nước", BODY, 1)],
    ),
    (
        ("Trung tâm Y tế huyện Khe Vàng: Bằng khen của Bộ Y tế năm 2023; Cờ thi đua của UBND tỉnh năm 2024."),
        [("Bằng khen của Bộ Y tế", BODY, 1), ("Cờ thi đua của UBND tỉnh", BODY, 1)],
    ),
    (
        "Danh hiệu Anh hùng Lao động thời kỳ đổi mới được trao cho bà Hoàng Thị Ngát.",
        [("Anh hùng Lao động thời kỳ đổi mới", PERSON, 1)],
    ),
    (
        "Nghệ nhân Tẩn Vần Siệu được phong tặng danh hiệu Nghệ nhân ưu tú.",
        [("Nghệ nhân ưu tú", PERSON, 1)],
    ),
    (
        "Mẹ Nông Thị Phương được truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng.",
        [("Bà mẹ Việt Nam Anh hùng", PERSON, 1)],
    ),
    (
        "Công an tỉnh khen thưởng 5 triệu đồng cho Đội Cảnh sát ma túy.",
        [("Thưởng tiền", BODY, 1)],
    ),
    (
        (
            "Trong năm, đã có 03 tập thể, 11 cá nhân được Bộ Công an tặng Bằng khen; 22 tập thể, 140 "
            "cá nhân được Giám đốc Công an tỉnh tặng Giấy khen."
        ),
        [
            ("Bằng khen của Bộ Công an", BODY, 3),
            ("Bằng khen của Bộ Công an", PERSON, 11),
            ("Giấy khen của Giám đốc Công an tỉnh", BODY, 22),
            ("Giấy khen của Giám đốc Công an tỉnh", PERSON, 140),
        ],
    ),
]

NOT_GIVEN: list[str] = [
    "Đề nghị Chủ tịch UBND tỉnh tặng Bằng khen cho 05 tập thể.",
    ("Phòng Hậu cần đang hoàn thiện hồ sơ trình Thủ tướng Chính phủ tặng Bằng khen cho 02 cá nhân."),
    (
        "Danh hiệu Chiến sĩ thi đua cơ sở được xét tặng cho cá nhân đạt tiêu chuẩn hoàn thành xuất "
        "sắc nhiệm vụ."
    ),
    "Bằng khen để tặng cho tập thể có từ 03 năm liên tục hoàn thành tốt nhiệm vụ.",
    "Đội bóng chuyền nữ giành Huy chương Vàng giải vô địch quốc gia.",
    "Em Hoàng Minh đạt giải Nhất kỳ thi học sinh giỏi cấp tỉnh.",
    ("Chủ tịch nước đã hủy bỏ quyết định tặng Huân chương Lao động hạng Ba đối với Công ty Khe Vàng."),
    "Bị tước danh hiệu Nhà giáo ưu tú là ông Đỗ Văn Thành.",
    "Phấn đấu năm 2026 có 100% tập thể đạt danh hiệu Đơn vị tiên tiến.",
    "Dự kiến trao Bằng khen cho 20 cá nhân vào tháng 12.",
    "Hội đồng thi đua thống nhất trình Bộ Công an xét tặng Cờ thi đua cho Phòng Tham mưu.",
    "Chưa có tập thể nào được tặng Cờ thi đua của Chính phủ.",
    "Kiến nghị Bộ Công an khen thưởng 03 tập thể có thành tích.",
    "Cá nhân được tặng Bằng khen được thưởng 1,5 lần mức lương cơ sở.",
    "Quyết định tặng Giấy khen cho ông Tẩn Láo San đã bị thu hồi.",
    "Giấy khen được tặng hằng năm cho cá nhân có thành tích xuất sắc.",
    "Vận động viên Lò Thị Hoàng giành huy chương bạc SEA Games.",
    "Tập thể 02 lần liên tục được tặng Giấy khen thì được xét tặng Bằng khen.",
    "Không đủ điều kiện tặng danh hiệu Chiến sĩ thi đua toàn quốc cho đồng chí Lý A Tủa.",
    "Ban Tổ chức trao giải Nhất cho đội Công an xã Bản Lầu, giải Nhì cho đội Khe Vàng.",
    "Ông Lê Văn Tài bị kỷ luật nên không được xét danh hiệu Chiến sĩ tiên tiến.",
    (
        "Theo Điều 74 Luật Thi đua, khen thưởng, Bằng khen của Bộ được tặng hoặc truy tặng cho cá "
        "nhân gương mẫu."
    ),
    "Tiêu chuẩn tặng Giấy khen đối với tập thể: hoàn thành tốt nhiệm vụ.",
    "Thẩm quyền quyết định tặng Bằng khen thuộc Chủ tịch UBND tỉnh.",
    "Công ty cam kết sẽ đạt Cờ thi đua của Bộ Công Thương vào năm 2026.",
    "Đội tuyển Công an tỉnh đoạt Cúp vô địch và 03 huy chương vàng.",
    "Có 04 đề nghị tặng Huân chương Lao động hạng Ba đang chờ thẩm định.",
    "Công an tỉnh trân trọng biểu dương, chúc mừng Phòng Hậu cần.",
    "Mức tiền thưởng kèm theo Bằng khen của Bộ đối với tập thể gấp hai lần cá nhân.",
]


@pytest.mark.parametrize(("text", "expected"), GIVEN, ids=[text[:40] for text, _ in GIVEN])
def test_what_was_given_is_read(text: str, expected: Expected) -> None:
    assert awards_in(text) == expected


@pytest.mark.parametrize("text", NOT_GIVEN, ids=[text[:40] for text in NOT_GIVEN])
def test_what_was_not_given_is_left(text: str) -> None:
    assert awards_in(text) == []


def test_letters_may_be_composed_or_not() -> None:
    text, expected = GIVEN[1]
    assert awards_in(normalize("NFD", text)) == expected


def test_a_unit_on_record_is_a_body_whatever_its_name() -> None:
    text = "Mái Nguồn và Sóng được Giám đốc Công an tỉnh tặng Giấy khen."
    assert awards_in(text) != [("Giấy khen của Giám đốc Công an tỉnh", BODY, 1)]
    (award,) = read_text(text, Known.of(bodies=["Mái Nguồn và Sóng"])).awards
    assert (award.recipient, award.recipient_kind, award.count) == ("Mái Nguồn và Sóng", BODY, 1)


def test_a_person_on_record_is_known_by_a_name_of_one_capital() -> None:
    text = "Giám đốc Công an tỉnh tặng Giấy khen cho Y krông niê."
    assert read_text(text).awards == ()
    (award,) = read_text(text, Known.of(people=["Y Krông Niê"])).awards
    assert (award.recipient_kind, award.count) == (PERSON, 1)

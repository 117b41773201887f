"""What was reached and what is aimed at in one text; plans, and what they ask of whom.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

Expected = list[tuple[float, str, str]]

NUMBERS: list[tuple[str, str, Expected]] = [
    (
        "what was reached is measured against an aim: what follows was reached, too",
        "6 tháng qua, quận phá 52/60 vụ (đạt 86,6%, vượt 1,6% chỉ tiêu Sở giao), bắt 19 vụ, 27 đối tượng.",
        [
            (52, "vụ", "result"),
            (86.6, "%", "result"),
            (1.6, "%", "result"),
            (19, "vụ", "result"),
            (27, "đối tượng", "result"),
        ],
    ),
    (
        "who meets a demand has met it",
        "Năm 2021, trung đoàn bắn đạn thật 100% đạt yêu cầu, 79,5% khá, giỏi; trồng 16ha rừng.",
        [(100, "%", "result"), (79.5, "%", "result"), (16, "ha", "result")],
    ),
    (
        "what stands in brackets says nothing of what follows",
        "Tỷ lệ hài lòng đạt 97,1% (kế hoạch 95%), tiếp nhận 2.410 hồ sơ trực tuyến.",
        [(97.1, "%", "result"), (95, "%", "target"), (2410, "hồ sơ", "result")],
    ),
    (
        "the lines of a plan are aims; what there is already is none",
        (
            "KẾ HOẠCH\nThi đua xây dựng phố xanh năm 2024\nII. NỘI DUNG, CHỈ TIÊU\n"
            "1. 90% hộ dân phân loại rác; xóa 7 điểm tập kết rác.\n2. Lắp 24 đèn đường (hiện có 61 đèn)."
        ),
        [
            (90, "%", "target"),
            (7, "điểm", "target"),
            (24, "đèn đường", "target"),
            (61, "đèn", "result"),
        ],
    ),
    (
        "the year to come",
        "Năm tới, Hội vận động hiến 1.200 đơn vị máu, ra mắt 5 công đoàn cơ sở.",
        [(1200, "đơn vị máu", "target"), (5, "công đoàn cơ sở", "target")],
    ),
    (
        "what was reached, and behind it what is aimed at",
        "Năm 2022, số vụ trộm giảm 3 vụ, số nợ giảm 4%; năm 2023 phấn đấu 1.600 tấn.",
        [(3, "vụ", "result"), (4, "%", "result"), (1600, "tấn", "target")],
    ),
    (
        "a report's lines by their headings",
        (
            "BÁO CÁO\nI. KẾT QUẢ\n- Xây 12 nhà tình bạn, trị giá 960 triệu đồng.\n"
            "II. PHƯƠNG HƯỚNG NĂM 2024\n- Xây 15 nhà tình bạn."
        ),
        [(12, "nhà", "result"), (960_000_000, "đồng", "result"), (15, "nhà", "target")],
    ),
    (
        "what was assigned, what is reached by now, what will be done",
        (
            "Xã được giao tuyển 180 thanh niên, đến nay đã tuyển 164 thanh niên, bằng 91,1%. "
            "Thời gian tới, xã sẽ lắp thêm 20 camera."
        ),
        [(180, "người", "target"), (164, "người", "result"), (91.1, "%", "result"), (20, "camera", "target")],
    ),
    (
        "at least so many are aimed at",
        "Đến năm 2026, thành phố có ít nhất 92% hộ gia đình dùng nước sạch.",
        [(92, "%", "target")],
    ),
    (
        "a level is no number of work; turns are counted",
        "Trong tháng, phường cấp 640 tài khoản mức 2 đạt chuẩn, kiểm tra 215 lượt quán ăn, thu 38g ma túy.",
        [(640, "tài khoản", "result"), (215, "lượt", "result"), (38, "g", "result")],
    ),
    (
        "neither casualties nor ways",
        "Từ đầu năm, huyện xảy ra 41 vụ, làm chết 6 người; xe đưa nạn nhân tới bệnh viện cách đó 35km.",
        [(41, "vụ", "result")],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), NUMBERS, ids=[one[0] for one in NUMBERS])
def test_reached_or_aimed_at(why: str, text: str, expected: Expected) -> None:
    assert [(one.value, one.unit, one.kind) for one in read_text(text).targets] == expected, why


def test_two_counts_share_what_they_are_of() -> None:
    read = read_text("Trong quý, đội bắt 12 vụ, 31 đối tượng phạm tội về ma túy.").targets
    assert all("phạm tội về ma túy" in one.indicator for one in read)


NAMED: list[tuple[str, list[str]]] = [
    (
        "Trạm đã lập biên bản 512 trường hợp vi phạm, tăng 6,5%; làm 4km đường và trồng 900 cây xanh.",
        ["lập biên bản trường hợp vi phạm", "lập biên bản trường hợp vi phạm", "làm đường", "trồng cây"],
    ),
    (
        "Tỷ lệ người dân hài lòng đạt 97,1% (chỉ tiêu giao 95%); 100% cơ quan, trường học ký cam kết.",
        ["Tỷ lệ người dân hài lòng", "Tỷ lệ người dân hài lòng", "cơ quan, trường học ký cam kết"],
    ),
    (
        "Trong tháng, bến kiểm soát 4.310 lượt khách; vận động được 150 ngày công.",
        ["bến kiểm soát lượt khách", "vận động ngày công"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_what_is_counted_is_named_with_what_was_done(text: str, expected: list[str]) -> None:
    assert [one.indicator for one in read_text(text).targets] == expected


ASKED: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "a plan asks in the name of the body that acts in it",
        (
            "KẾ HOẠCH\nPhát động thi đua năm 2024\nCuối năm, UBND xã xét, tặng giấy khen.\n"
            "Giao Công an xã rà soát vị trí lắp đèn. Đề nghị Đoàn Thanh niên ra quân dọn kênh mương."
        ),
        [
            ("UBND xã", "rà soát vị trí lắp đèn"),
            ("UBND xã", "ra quân dọn kênh mương"),
        ],
    ),
    (
        "boards are given tasks, too",
        "Ban Thường vụ Huyện ủy giao Ban Tổ chức tham mưu kiện toàn bộ máy; giao Ban Tuyên giáo nắm dư luận.",
        [
            ("Ban Thường vụ Huyện ủy", "tham mưu kiện toàn bộ máy"),
            ("Ban Thường vụ Huyện ủy", "Ban Tuyên giáo nắm dư luận"),
        ],
    ),
    (
        "two long tasks about “và”, and who answers for them",
        (
            "Huyện ủy yêu cầu các xã hoàn thành rà soát hộ nghèo theo đúng quy trình và thực hiện nghiêm "
            "chế độ báo cáo hằng tuần. Thủ trưởng các đơn vị phải chịu trách nhiệm nếu báo cáo sai."
        ),
        [
            ("Huyện ủy", "hoàn thành rà soát hộ nghèo theo đúng quy trình"),
            ("Huyện ủy", "thực hiện nghiêm chế độ báo cáo hằng tuần"),
            ("Huyện ủy", "chịu trách nhiệm nếu báo cáo sai"),
        ],
    ),
    (
        "to keep is a task; what is asked besides",
        "Quân khu yêu cầu đơn vị quản lý chặt quân số, vũ khí; cũng đề nghị các trạm trực 24/24 giờ.",
        [("Quân khu", "quản lý chặt quân số, vũ khí"), ("Quân khu", "các trạm trực 24/24 giờ")],
    ),
    (
        "a body that is named by no plan asks nothing by itself",
        "Cuối năm, UBND xã xét, tặng giấy khen. Giao ban hằng tuần được duy trì đều.",
        [],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), ASKED, ids=[one[0] for one in ASKED])
def test_who_asks_what(why: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.by, one.task) for one in read_text(text).directives] == expected, why


SET: list[tuple[str, str, list[str]]] = [
    (
        "a number aimed at is no task, what stands beside it is",
        "Năm học tới, trường đặt mục tiêu 95% học sinh lên lớp, sửa chữa 4 phòng học và tổ chức hội sách.",
        ["sửa chữa 4 phòng học", "tổ chức hội sách"],
    ),
    (
        "who says it is no part of it",
        '"Chúng tôi sẽ tập trung đào tạo hộ sinh, phấn đấu giảm chuyển tuyến xuống 5%", bà Tâm nói.',
        ["tập trung đào tạo hộ sinh"],
    ),
    (
        "a motto with what it means",
        "Công an xã xác định khâu đột phá cuối năm là “Bốn không” trên sông: không ma túy, không trộm cắp.",
        ["“Bốn không” trên sông: không ma túy, không trộm cắp"],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), SET, ids=[one[0] for one in SET])
def test_what_a_unit_sets_itself(why: str, text: str, expected: list[str]) -> None:
    assert [one.task for one in read_text(text).focal_tasks] == expected, why


TIED: list[tuple[str, list[tuple[str, str | None]]]] = [
    (
        "Liên đoàn phát động đợt thi đua đặc biệt, ngắn ngày, gắn với phong trào “Bàn tay vàng”.",
        [("đặc biệt, ngắn ngày", "Bàn tay vàng")],
    ),
    (
        "Các đơn vị tổ chức 31 đợt thi đua đặc biệt, ngắn ngày, gắn với phong trào “Bàn tay vàng”.",
        [("Bàn tay vàng", None)],
    ),
    (
        "Lữ đoàn gắn phong trào “Vườn rau chiến sĩ” với cuộc vận động “Một đồng cho bản nghèo”.",
        [("Vườn rau chiến sĩ", "Một đồng cho bản nghèo")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIED)
def test_movements_tied_to_others(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.linked_to) for one in read_text(text).movements] == expected

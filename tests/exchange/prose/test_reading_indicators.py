"""Numbers of work: what counts as an indicator, in which unit, and whether it was reached or is aimed at.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

Expected = list[tuple[float, str, str]]


def targets_in(text: str) -> Expected:
    return [(one.value, one.unit, one.kind) for one in read_text(text).targets]


READ: list[tuple[str, str, Expected]] = [
    (
        "any noun behind a verb of work, and what follows it",
        "Trong quý, tòa soạn biên soạn 14 chuyên trang, cùng 230 phóng sự và hơn 1.700 tin vắn.",
        [(14, "chuyên trang", "result"), (230, "phóng sự", "result"), (1700, "tin", "result")],
    ),
    (
        "of a head of one syllable, one word; of two nouns, both",
        (
            "Từ đầu năm, Hội sửa chữa 9 nhà dột nát, vận động 62 thôn, bản và 410 cơ quan, doanh nghiệp tham "
            "gia."
        ),
        [(9, "nhà", "result"), (62, "thôn, bản", "result"), (410, "cơ quan, doanh nghiệp", "result")],
    ),
    (
        "who took part stands behind a stroke",
        "Tháng qua, Lữ đoàn tổ chức 36 buổi/2.432 lượt người dự.",
        [(36, "buổi", "result"), (2432, "lượt người", "result")],
    ),
    (
        "so many of all, with their share in brackets",
        "Xã có 15/19 tiêu chí đạt chuẩn; huyện phúc tra 44/52 (84,6%) làng giữ vững kết quả.",
        [(15, "tiêu chí", "result"), (44, "làng", "result"), (84.6, "%", "result")],
    ),
    (
        "how long, and what it cost",
        (
            "Năm 2020, thanh niên trồng mới 12 tuyến đường hoa dài 8.200 mét; trao 15 suất quà trị giá 7,5 "
            "triệu đồng."
        ),
        [
            (12, "tuyến đường", "result"),
            (8200, "mét", "result"),
            (15, "suất", "result"),
            (7_500_000, "đồng", "result"),
        ],
    ),
    (
        "money given in a list",
        "Doanh nghiệp ủng hộ Quỹ khuyến học hơn 1,2 tỷ đồng; Quỹ tình thương 300 triệu đồng.",
        [(1.2e9, "đồng", "result"), (300e6, "đồng", "result")],
    ),
    (
        "numbers behind their names",
        "Khối 6: 120 hs, khối 7: 98 hs; tổng cộng: 218 học sinh.",
        [(120, "học sinh", "result"), (98, "học sinh", "result"), (218, "học sinh", "result")],
    ),
    (
        "numbered aims, in any unit",
        (
            "Các chỉ tiêu năm 2026: (1) Thu nhập bình quân trên 70 triệu đồng/năm; (2) Kim ngạch xuất "
            "khẩu 40 "
            "triệu USD; (3) Trồng 900 ha rừng; (4) Độ che phủ duy trì 51%; (5) Có thêm 03 xã nông thôn mới."
        ),
        [
            (70e6, "đồng/năm", "target"),
            (40e6, "USD", "target"),
            (900, "ha", "target"),
            (51, "%", "target"),
            (3, "xã", "target"),
        ],
    ),
    (
        "what emulation is launched for, numbered",
        "Bước sang năm 2025, đội phát động thi đua: (1) giảm 7% số vụ cháy; (2) 95% cơ sở được tập huấn.",
        [(7, "%", "target"), (95, "%", "target")],
    ),
    (
        "aims in lines below their heading",
        (
            "Chỉ tiêu năm 2027\n- Kết nạp 25 đảng viên;\n- Giải quyết 90% đơn thư.\nKết quả: giải quyết 12% "
            "hồ sơ."
        ),
        [(25, "đảng viên", "target"), (90, "%", "target"), (12, "%", "result")],
    ),
    (
        "what a plan is to reach; of a span the first number",
        (
            "Theo Kế hoạch, phong trào nhằm giảm 2,5-3%/năm số hộ nghèo; đưa thu nhập gấp 1,5 lần; xóa 320 "
            "căn nhà tạm."
        ),
        [(2.5, "%/năm", "target"), (1.5, "lần", "target"), (320, "căn", "target")],
    ),
    (
        "a share of those who hold a title",
        "Có 21 viên chức được công nhận Lao động tiên tiến, chiếm 72,4%.",
        [(72.4, "%", "result")],
    ),
    (
        "short clauses side by side, in a report that names drugs too",
        "Trong đợt cao điểm, lực lượng bắt 312 đối tượng, triệt phá 27 tụ điểm, thu 48 kg heroin.",
        [(312, "đối tượng", "result"), (27, "tụ điểm", "result"), (48, "kg", "result")],
    ),
    (
        "a unit as it is written",
        "Năm 2021, nhà máy tiết kiệm 1,6 triệu kWh điện, thu nhập bình quân 16,8 triệu đồng/người/tháng.",
        [(1.6e6, "kWh", "result"), (16.8e6, "đồng/người/tháng", "result")],
    ),
    (
        "statistics in lines",
        "- Số vụ cháy: 12 vụ, giảm 25%.\n- Kinh tế: xử lý 85 trường hợp, phạt 640 triệu đồng.",
        [
            (12, "vụ", "result"),
            (25, "%", "result"),
            (85, "trường hợp", "result"),
            (640e6, "đồng", "result"),
        ],
    ),
    (
        "a stock behind its name, with or without a unit",
        (
            "Số hộ nghèo của xã còn 45 hộ; số người có thẻ bảo hiểm là 6.230 người; số món chi qua mạng đạt "
            "99,9%."
        ),
        [(45, "hộ", "result"), (6230, "người", "result"), (99.9, "%", "result")],
    ),
    (
        "money of the treasury",
        (
            "Năm 2025, chi cục thu nội địa đạt 5.620 tỷ đồng; hoàn thuế cho 310 doanh nghiệp với số tiền 4,1 "
            "tỷ đồng."
        ),
        [(5620e9, "đồng", "result"), (310, "doanh nghiệp", "result"), (4.1e9, "đồng", "result")],
    ),
    (
        "without a space, in capitals, of so many points",
        "Năm qua, bà con hiến 2.150m2 đất, góp 340 ngày công; Hội thành lập 12 HTX; hài lòng đạt 4,6/5 điểm.",
        [
            (2150, "m2", "result"),
            (340, "ngày công", "result"),
            (12, "HTX", "result"),
            (4.6, "điểm", "result"),
        ],
    ),
    (
        "beside an aim, what was reached before",
        "Chỉ tiêu năm 2025:\n- Tỷ lệ nảy mầm đạt 91% (năm 2024: 86,5% và 88%);\n- Trồng 40 ha chè.",
        [(91, "%", "target"), (86.5, "%", "result"), (88, "%", "result"), (40, "ha", "target")],
    ),
    (
        "what there is, and what is left",
        "Toàn huyện hiện có 84 tổ hòa giải; toàn xã còn 17 hộ dùng nước suối.",
        [(84, "tổ hòa giải", "result"), (17, "hộ", "result")],
    ),
    (
        "what will be done, in the last item too",
        "Năm 2026, đội sẽ sửa kho; giúp dân 900 ngày công làm đường.",
        [(900, "ngày công", "target")],
    ),
    ("gifts at one event", "Dịp này, Hội tặng thôn 40 suất học bổng; công ty trao 35 chiếc xe đạp.", []),
    ("who they are", "Xã vùng cao, trên 92% là đồng bào Dao.", []),
    ("a round by its number", "Huyện phát động thi đua đợt 2 chào mừng ngày lập xã.", []),
    ("money of one person", "Ông Tài nộp phạt 35 triệu đồng; bà Thu nhận lại số tiền 1 tỷ đồng bị mất.", []),
    (
        "what law asks of those who are to be honoured",
        "Giấy khen được tặng cho tập thể có từ 70% trở lên cá nhân hoàn thành tốt nhiệm vụ.",
        [],
    ),
    ("one case with drugs", "Tổ công tác phát hiện 2 đối tượng đi xe máy, thu giữ 40 viên, có heroin.", []),
    ("victims", "Vụ việc khiến 2 người tử vong; cứu nạn huy động 12 xe, 80 cán bộ đến hiện trường.", []),
    ("carried out, found out: nothing is present", "Thực hiện kế hoạch, tổ phát hiện 3 xe quá tải.", []),
    ("who came, and the size of a place", "Xã rộng 40 km2, có 1.250 hộ, 5.300 nhân khẩu.", []),
    ("who was given a title in quotes", "Nay có 24 dòng họ được công nhận “Dòng họ tự quản”.", []),
    ("who came to a meeting", "Hội nghị có 250 đại biểu của 12 huyện tham dự.", []),
    ("numbers of awards", "Năm qua, huyện tặng Giấy khen cho 14 đơn vị, 22 hộ; kèm 500.000 đồng.", []),
    ("what a judge imposed", "Tòa tuyên phạt bị cáo 12 năm tù, buộc bồi thường 250 triệu đồng.", []),
    (
        "names with a number",
        "Năm 2019, đoàn xây dựng Bộ Tư lệnh Biên cảnh 41 tinh, gọn; học sinh lớp 9 bị lạc.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in READ], ids=[one[0] for one in READ])
def test_reads_numbers_of_work(text: str, expected: Expected) -> None:
    assert targets_in(text) == expected


DECISIONS: list[tuple[str, str, list[tuple[str | None, str | None]]]] = [
    (
        "the day stands in front",
        "Ngày 5/6/2024, Giám đốc Sở Y tế ký Quyết định số 902/QĐ-SYT.",
        [("902/QĐ-SYT", "05/06/2024")],
    ),
    (
        "the day of the ceremony is not the decision's",
        "Ngày 20/11/2022, tại lễ tổng kết, Hiệu trưởng công bố Quyết định số 19/QĐ-ĐHSH.",
        [("19/QĐ-ĐHSH", None)],
    ),
    (
        "known by its number alone",
        "Trung tâm ra đời theo số 12/QĐUB ngày 03/04/1999; nay theo 41/QĐ-BNV, 42/QĐ-BNV.",
        [("12/QĐUB", "03/04/1999"), ("41/QĐ-BNV", None), ("42/QĐ-BNV", None)],
    ),
    (
        "whose it is stands between",
        "Quyết định của Thủ tướng Chính phủ số 20/2021/QĐ-TTg ngày 5 tháng 6 năm 2021.",
        [("20/2021/QĐ-TTg", "05/06/2021")],
    ),
    (
        "two of one day",
        (
            "Ngày 14/02/2020, Bộ trưởng ký các Quyết định số 210/QĐ-BTC và 211/QĐ-BTC; QĐ 9/QĐ-X, 8/QĐ-X "
            "ngày 1/3/2021."
        ),
        [
            ("210/QĐ-BTC", "14/02/2020"),
            ("211/QĐ-BTC", "14/02/2020"),
            ("9/QĐ-X", "01/03/2021"),
            ("8/QĐ-X", "01/03/2021"),
        ],
    ),
    ("in short", "Theo QĐ 1203/KT-CTN ngày 9/12/2009 của Chủ tịch nước.", [("1203/KT-CTN", "09/12/2009")]),
    ("of the Party", "Quyết định số 31-QĐ/TU ngày 9-10-2018 của Tỉnh ủy.", [("31-QĐ/TU", "09/10/2018")]),
    (
        "the head of a decision",
        "UBND TỈNH SƠN HÀ\nSố: 450/QĐ-UBND\nSơn Hà, ngày 07 tháng 8 năm 2021\nQUYẾT ĐỊNH",
        [("450/QĐ-UBND", "07/08/2021")],
    ),
    ("other papers", "Căn cứ Thông tư số 12/2020/TT-BNV ngày 1/2/2020; Kế hoạch số 9/KH-UBND.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), [one[1:] for one in DECISIONS], ids=[one[0] for one in DECISIONS]
)
def test_reads_decisions(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(one.number, one.date) for one in read_text(text).decisions] == expected


def test_a_decision_named_twice_keeps_its_day() -> None:
    read = read_text("Theo Quyết định 15/QĐ-HND, Hội tặng cờ. Quyết định số 15/QĐ-HND ngày 2/9/2019 ghi rõ.")
    assert [(one.number, one.date) for one in read.decisions] == [("15/QĐ-HND", "02/09/2019")]


def test_an_indicator_is_named_by_its_own_clause() -> None:
    read = read_text("Cả năm, trạm tiếp nhận 1.204 mẫu, trả 1.180 mẫu; tỷ lệ sai sót, chậm trễ còn dưới 2%.")
    assert [one.indicator for one in read.targets] == [
        "trạm tiếp nhận mẫu",
        "trả mẫu",
        "chậm trễ",
    ]

"""What leaders ask for, and what a unit sets itself.

Names and places are made up.
"""

from __future__ import annotations

import pytest

from vinhdanh.exchange.prose.reader import read_text

ASKED: list[tuple[str, str, list[str]]] = [
    (
        "any verb behind whom it is asked of",
        "Thứ trưởng Bộ Y tế đề nghị bệnh viện sớm trình đề án tự chủ; trả lời các kiến nghị còn tồn.",
        ["sớm trình đề án tự chủ", "trả lời các kiến nghị còn tồn"],
    ),
    (
        "no verb that is known: whom and what",
        "Chủ tịch UBND huyện yêu cầu các trạm bơm trực 24/24 giờ trong mùa lũ.",
        ["các trạm bơm trực 24/24 giờ trong mùa lũ"],
    ),
    (
        "praise first, then the demand",
        (
            "Phó Chủ tịch UBND xã Tẩn Láo Lở biểu dương bà con đã hiến đất làm đường vào trường học của thôn "
            "Nậm Cang, đồng thời đề nghị thôn giữ gìn vệ sinh chung; vận động hộ còn lại làm nhà tiêu."
        ),
        ["giữ gìn vệ sinh chung", "vận động hộ còn lại làm nhà tiêu"],
    ),
    (
        "sentences without a subject go on",
        (
            "Ban Thường vụ Huyện ủy yêu cầu các chi bộ không được né tránh việc khó. Giao Công an huyện chủ "
            "trì tuần tra ban đêm. Đề nghị Huyện đoàn phát động tháng thanh niên."
        ),
        [
            "không được né tránh việc khó",
            "chủ trì tuần tra ban đêm",
            "phát động tháng thanh niên",
        ],
    ),
    (
        "so many things, a sentence each",
        (
            "Bí thư Thành ủy lưu ý 2 việc cần làm: Lắp đủ nắp cống trước mùa mưa. Trả vỉa hè cho người đi "
            "bộ. Hội nghị kết thúc lúc 11 giờ."
        ),
        ["Lắp đủ nắp cống trước mùa mưa", "Trả vỉa hè cho người đi bộ"],
    ),
    (
        "after a wish",
        "Bà Lò Thị Mỷ, Phó Chủ tịch UBND huyện mong bản giữ nghề dệt; đề nghị chi hội mở lớp dạy thêu.",
        ["mở lớp dạy thêu"],
    ),
    (
        "in short, and needed in an opinion",
        (
            "Đ/c Tẩn Phù Minh đề nghị tổ tự quản bố trí ca trực đêm. Đại tá Cao Văn Sử cho rằng các đội cần "
            "giữ bí mật."
        ),
        ["bố trí ca trực đêm", "giữ bí mật"],
    ),
    (
        "a room whose name holds a verb, and a day to be met",
        "Giám đốc giao Phòng Hậu cần rà soát kho, hoàn thành trước 20/6; Phòng Kế toán đối chiếu sổ.",
        ["rà soát kho, hoàn thành trước 20/6", "Phòng Kế toán đối chiếu sổ"],
    ),
    (
        "by order of a ministry",
        "Theo chỉ đạo của Bộ Y tế, các trạm phải lập sổ theo dõi thuốc hiếm.",
        ["lập sổ theo dõi thuốc hiếm"],
    ),
    (
        "so many demands",
        "Chủ tịch Hội đồng nhấn mạnh 2 yêu cầu: một là, xét đúng người; hai là, không cào bằng.",
        ["xét đúng người", "không cào bằng"],
    ),
    ("an opinion asks nothing", "Giám đốc Sở cho rằng kết quả trên rất đáng mừng.", []),
    (
        "a list of lines",
        (
            "Kết luận, đồng chí Trưởng ban yêu cầu thực hiện tốt các nội dung sau:\n1. Thay đèn tuyến phố "
            "chính.\n"
            "2. Dọn kênh Bến Đình."
        ),
        ["Thay đèn tuyến phố chính", "Dọn kênh Bến Đình"],
    ),
    (
        "asked of the subject",
        "Các chủ rừng được UBND tỉnh giao chuẩn bị lực lượng chữa cháy tại chỗ.",
        ["chuẩn bị lực lượng chữa cháy tại chỗ"],
    ),
    (
        "a paper asks",
        "Công điện cũng yêu cầu các huyện kiểm tra hồ đập; sơ tán dân vùng trũng.",
        ["kiểm tra hồ đập", "sơ tán dân vùng trũng"],
    ),
    (
        "numbered sentences",
        "Tỉnh ủy yêu cầu: Một là, nâng cao nhận thức của cán bộ. Hai là, công khai kết quả trên báo.",
        ["nâng cao nhận thức của cán bộ", "công khai kết quả trên báo"],
    ),
    (
        "a body is the subject alone",
        "Đoàn kiểm tra đề nghị đơn vị khắc phục tồn tại về sổ sách, hoàn thiện hồ sơ trước ngày 30/6.",
        ["khắc phục tồn tại về sổ sách", "hoàn thiện hồ sơ trước ngày 30/6"],
    ),
    (
        "given out as duties, and said to be needed",
        (
            "Tư lệnh Vùng giao nhiệm vụ cho đơn vị vào đợt tuần tra chung trên tuyến luồng phía Bắc. "
            "Đồng chí căn dặn cán bộ tàu phải giữ liên lạc ngày đêm."
        ),
        ["tuần tra chung trên tuyến luồng phía Bắc", "giữ liên lạc ngày đêm"],
    ),
    (
        "lines below the verb",
        "Chủ tịch Ủy ban nhân dân thành phố yêu cầu:\n1. Sở Xây dựng thẩm định hồ sơ.\nNơi nhận: như trên.",
        ["Sở Xây dựng thẩm định hồ sơ"],
    ),
    (
        "who praised before the semicolon",
        "Đồng chí Trưởng ban Tuyên giáo ghi nhận kết quả; đề nghị Hội Nhà báo giữ gìn đạo đức nghề nghiệp.",
        ["giữ gìn đạo đức nghề nghiệp"],
    ),
    ("people ask", "Cử tri đề nghị xã sửa đường; nhiều gia đình ở xa yêu cầu mở thêm lớp học.", []),
    ("an award is asked for", "Bộ trưởng Lê Văn Tín đề nghị Chủ tịch nước tặng huân chương cho tài xế.", []),
    ("a robber asks", "Người đàn ông ngoài 40 tuổi vào tiệm và yêu cầu chủ tiệm bỏ tiền vào túi xách.", []),
    ("a need is none", "Ông Hoàng Seo Lử chia sẻ, gia đình cần vốn để mở rộng chuồng trại.", []),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in ASKED], ids=[one[0] for one in ASKED])
def test_reads_what_is_asked_for(text: str, expected: list[str]) -> None:
    assert [one.task for one in read_text(text).directives] == expected


SET: list[tuple[str, str, list[str]]] = [
    (
        "what is to come",
        (
            "Thời gian tới, Chi cục Thuế sẽ mở thêm quầy hướng dẫn; thu hồi nợ đọng. Đồng thời tổ chức thi "
            "tay nghề."
        ),
        ["mở thêm quầy hướng dẫn", "thu hồi nợ đọng", "tổ chức thi tay nghề"],
    ),
    (
        "what a year is to bring",
        "Năm 2024, khoa phấn đấu rút ngắn thời gian chờ khám; sẽ mở phòng khám đêm.",
        ["rút ngắn thời gian chờ khám", "mở phòng khám đêm"],
    ),
    ("a number aimed at is a target", "Năm 2024, khoa phấn đấu khám cho 12.000 lượt người bệnh.", []),
    (
        "held to be the main task",
        "Hợp tác xã xác định phát triển chè hữu cơ là nhiệm vụ trọng tâm, lâu dài.",
        ["phát triển chè hữu cơ là nhiệm vụ trọng tâm"],
    ),
    (
        "lines below a heading without a colon",
        "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024\n- Dạy đủ ba buổi.\n- Xây dựng thư viện mở.\nTrên đây là báo cáo.",
        ["Dạy đủ ba buổi", "Xây dựng thư viện mở"],
    ),
    (
        "lines that lost their bullets",
        (
            "Nhiệm vụ trọng tâm quý tới:\nNâng cao chất lượng bữa ăn ca.\nTăng cường kiểm tra nồi hơi.\nGiám "
            "đốc ký."
        ),
        ["Nâng cao chất lượng bữa ăn ca", "Tăng cường kiểm tra nồi hơi"],
    ),
    (
        "the motto beside a demand",
        "Giám đốc yêu cầu các đội giữ nghiêm giờ giấc, phương châm là “Nhanh, đúng, sạch”.",
        ["Nhanh, đúng, sạch"],
    ),
    (
        "so many solutions",
        "Trường tập trung các giải pháp: đổi mới cách chấm bài; liên kết với doanh nghiệp.",
        ["đổi mới cách chấm bài", "liên kết với doanh nghiệp"],
    ),
    (
        "so many things are set, a motto inside one of them",
        (
            "Năm 2026, hợp tác xã đăng ký làm ba việc: số hóa sổ sách; bán hàng qua mạng theo phương châm "
            "“thật giá, thật chất”; lát lại sân phơi."
        ),
        ["số hóa sổ sách", "bán hàng qua mạng theo phương châm “thật giá, thật chất”", "lát lại sân phơi"],
    ),
    (
        "so many things numbered",
        "Để gỡ khó, ban quản lý đề ra 2 giải pháp: một là, khoan thêm giếng; hai là, kiện toàn tổ trực máy.",
        ["khoan thêm giếng", "kiện toàn tổ trực máy"],
    ),
    (
        "so many things that were done",
        "Quý I, trạm đã thực hiện 3 nhiệm vụ: cấp cứu, tiêm phòng, dập dịch.",
        [],
    ),
    (
        "a year's work with figures in it",
        (
            "Năm 2025, Hội sẽ hỗ trợ 120 hộ trồng dâu, vận động xây mới 8 lò sấy kén, đưa vào sử dụng chợ tơ "
            "đầu mối, tiếp tục mở lớp dạy nghề ươm tơ."
        ),
        [
            "hỗ trợ 120 hộ trồng dâu",
            "vận động xây mới 8 lò sấy kén",
            "đưa vào sử dụng chợ tơ đầu mối",
            "mở lớp dạy nghề ươm tơ",
        ],
    ),
    (
        "promised first, asked of others behind",
        (
            "Giám đốc Sở Y tế khẳng định sẽ sớm bố trí thêm xe cứu thương, trước mắt tập trung bảo đảm thuốc "
            "cho 1.200 bệnh nhân; giao Phòng Nghiệp vụ theo dõi."
        ),
        ["sớm bố trí thêm xe cứu thương", "tập trung bảo đảm thuốc cho 1.200 bệnh nhân"],
    ),
    (
        "taken for the main task",
        "Năm nay, chi bộ lấy việc rèn nền nếp sinh hoạt làm khâu đột phá.",
        ["rèn nền nếp sinh hoạt"],
    ),
    (
        "above all others",
        "Hai nhiệm vụ được đặt lên hàng đầu là giữ rừng đầu nguồn; chống cháy mùa khô.",
        ["giữ rừng đầu nguồn", "chống cháy mùa khô"],
    ),
    (
        "a plan of the year",
        "Kế hoạch công tác năm 2027 của trạm: khám mắt cho trẻ; mở phòng tư vấn.",
        ["khám mắt cho trẻ", "mở phòng tư vấn"],
    ),
    (
        "items in the line of their heading",
        "Giải pháp thời gian tới: - Rà lại danh sách hộ vay. - Vận động doanh nghiệp góp giống.",
        ["Rà lại danh sách hộ vay", "Vận động doanh nghiệp góp giống"],
    ),
    (
        "a court sets itself none, nor does a person",
        "Năm 2024, bà sẽ sang Lào. Tòa sẽ sớm đưa vụ án ra xử.",
        [],
    ),
    ("a theme is chosen", "Năm 2026, huyện chọn chủ đề “Năm dữ liệu số”.", ["Năm dữ liệu số"]),
    ("what is asked without a subject", "Đề nghị các xã tiếp tục nâng cao chất lượng hòa giải.", []),
    (
        "what a leader asks is none",
        "Ông cũng lưu ý: Thời gian tới, từng xã cần đổi mới cách làm.",
        [],
    ),
    ("the past", "Năm qua, nhà trường tập trung nâng cao chất lượng mũi nhọn ở mọi khối lớp.", []),
    ("a purpose", "Để tiếp tục thực hiện Chỉ thị của Ban Bí thư, các sở hưởng ứng cuộc vận động.", []),
    (
        "programmes are counted",
        "Nhiệm kỳ tới, Công đoàn xác định ba chương trình trọng điểm: nhà ở cho thợ; học bổng cho con thợ.",
        ["nhà ở cho thợ", "học bổng cho con thợ"],
    ),
    (
        "at once",
        "Trước mắt, xã tập trung làm sạch dữ liệu hộ tịch.",
        ["làm sạch dữ liệu hộ tịch"],
    ),
    ("a wish for work", "Hội đồng quản trị tin tưởng tập thể sẽ tiếp tục nâng cao chất lượng dịch vụ.", []),
    ("a wish", "Đồng chí tin tưởng thời gian tới đơn vị được quan tâm sẽ lập nhiều thành tích.", []),
]


@pytest.mark.parametrize(("text", "expected"), [one[1:] for one in SET], ids=[one[0] for one in SET])
def test_reads_what_a_unit_sets_itself(text: str, expected: list[str]) -> None:
    assert [one.task for one in read_text(text).focal_tasks] == expected


def test_who_asks_is_named_with_post_and_name() -> None:
    read = read_text(
        "Bà Nông Thị Sim, Chủ tịch Hội LHPN tỉnh biểu dương các cấp hội. Bà đề nghị các chi hội giữ nếp họp."
    )
    assert [(one.by, one.task) for one in read.directives] == [
        ("Bà Nông Thị Sim, Chủ tịch Hội LHPN tỉnh", "giữ nếp họp")
    ]

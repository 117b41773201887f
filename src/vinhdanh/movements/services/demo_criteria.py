"""The sample province's sheets of criteria: a thousand points, bonus and minus besides."""

from __future__ import annotations

from decimal import Decimal

from vinhdanh.movements.services.clusters import CriterionText, GroupText
from vinhdanh.movements.types.clusters import PointKind

EVIDENCE = (
    "Báo cáo tổng kết năm của đơn vị",
    "Bảng tổng hợp số liệu tháng 10",
    "Kế hoạch và báo cáo kết quả chuyên đề",
    "Biên bản kiểm tra của Công an tỉnh",
    "Nghị quyết, biên bản họp chi bộ",
    "Danh sách kèm quyết định khen thưởng",
)
REASONS = (
    "Số liệu thấp hơn báo cáo đã gửi cấp trên",
    "Còn hai báo cáo gửi chậm",
    "Minh chứng chưa đủ cho toàn bộ số điểm",
    "Chỉ tiêu đạt, chưa vượt như tự chấm",
)


def _group(name: str, *criteria: tuple[str, int, str]) -> GroupText:
    return GroupText(name, criteria=[CriterionText(one, Decimal(most), how) for one, most, how in criteria])


_FORCE = _group(
    "Xây dựng Đảng, xây dựng lực lượng",
    ("Tổ chức đảng trong sạch, vững mạnh", 80, "Theo kết quả đánh giá, xếp loại tổ chức đảng."),
    ("Chấp hành điều lệnh, kỷ luật", 70, "Mỗi vi phạm trừ theo mức xử lý."),
    ("Tập huấn, bồi dưỡng, huấn luyện", 50, "Tỷ lệ cán bộ, chiến sĩ hoàn thành."),
)
_EMULATION = _group(
    "Công tác thi đua, khen thưởng",
    ("Phát động, ký giao ước, đăng ký thi đua", 60, "Đủ, đúng hạn."),
    ("Thực hiện các đợt, chuyên đề", 80, "Theo kết quả sơ kết, tổng kết từng đợt."),
    ("Nhân rộng điển hình tiên tiến, mô hình", 60, "Có mô hình được công nhận trong năm."),
)
_EXTRA = (
    GroupText(
        "Điểm thưởng",
        PointKind.BONUS,
        Decimal(30),
        [
            CriterionText("Được khen thưởng cấp Nhà nước, cấp Bộ trong năm", Decimal(15)),
            CriterionText("Mô hình, sáng kiến được nhân rộng ngoài đơn vị", Decimal(10)),
            CriterionText("Lập chiến công đột xuất được thư khen", Decimal(10)),
        ],
    ),
    GroupText(
        "Điểm trừ",
        PointKind.MINUS,
        criteria=[
            CriterionText("Báo cáo chậm, thiếu", Decimal(10), "Mỗi lần 2 điểm."),
            CriterionText("Đơn thư phản ánh đúng", Decimal(20), "Mỗi đơn 5 điểm."),
        ],
    ),
)
BLOCK_SHEET = (
    _group(
        "Nhiệm vụ công tác",
        ("Hoàn thành chỉ tiêu, nhiệm vụ năm", 250, "Theo tỷ lệ chỉ tiêu hoàn thành."),
        ("Tham mưu, hướng dẫn theo lĩnh vực", 150, "Văn bản ban hành đúng chương trình công tác."),
        ("Kiểm tra, giải quyết kiến nghị của cơ sở", 100, "Tỷ lệ giải quyết đúng hạn."),
        ("Cải cách hành chính, chuyển đổi số", 100, "Theo bảng chấm cải cách hành chính."),
    ),
    _FORCE,
    _EMULATION,
    *_EXTRA,
)
CLUSTER_SHEET = (
    _group(
        "Nhiệm vụ công tác",
        ("Bảo đảm an ninh chính trị ở địa bàn", 150, "Không để bị động, bất ngờ."),
        ("Phòng, chống tội phạm, kéo giảm số vụ", 180, "So với chỉ tiêu giao đầu năm."),
        ("Quản lý hành chính về trật tự xã hội", 120, "Tỷ lệ hồ sơ giải quyết đúng hạn."),
        ("Phong trào toàn dân bảo vệ an ninh Tổ quốc", 100, "Thôn, bản, tổ dân phố đạt tiêu chuẩn."),
        ("Trật tự an toàn giao thông, phòng cháy", 50, "So với năm trước."),
    ),
    _FORCE,
    _EMULATION,
    *_EXTRA,
)

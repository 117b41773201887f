"""What was said at the sample's conferences and briefings. Everybody and everything here is made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Literal

from vinhdanh.movements.types.directives import MeetingKind


class Fate(Enum):
    """What became of a line."""

    DONE = auto()
    LATE = auto()
    EXTENDED = auto()
    WAITING = auto()
    RETURNED = auto()
    WORKING = auto()
    GIVEN = auto()
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """One line. Without ``deadline`` and ``days`` it is "thường xuyên"."""

    task: str
    owner: str
    deadline: date | None = None
    fate: Fate = Fate.DONE
    by: Literal["chief", "deputy", "meeting"] = "chief"
    text: str = ""
    result: str = ""
    shared: tuple[str, ...] = ()
    days: int = 0  # from the meeting to the deadline
    parts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting."""

    unit: str  # its code; empty: the agency
    kind: MeetingKind
    name: str
    on: date
    year: int
    document: str = ""
    place: str = "Hội trường Công an tỉnh Sơn Hà"
    attended: int | None = None
    said: tuple[Said, ...] = ()


_D1, _D2, _D3, _D4, _D5 = (f"PX01-D{n}" for n in range(1, 6))

CONFERENCES: tuple[Held, ...] = (
    Held(
        "",
        MeetingKind.FINAL_REVIEW,
        "Hội nghị tổng kết công tác Công an năm 2024, triển khai công tác năm 2025",
        date(2024, 12, 20),
        2025,
        "318/TB-CAT",
        attended=420,
        said=(
            Said(
                "Kiểm tra điều lệnh ở mọi đơn vị ít nhất mỗi quý một lần",
                "PX03",
                date(2025, 12, 15),
                text="Kỷ luật, kỷ cương phải giữ cho nghiêm. Mỗi quý phải kiểm tra điều lệnh ở mọi "
                "đơn vị ít nhất "
                "một lần; nơi nào để xảy ra vi phạm nghiêm trọng thì người đứng đầu chịu trách nhiệm.",
                result="Đã kiểm tra 4 đợt ở tất cả các đơn vị, chấn chỉnh tại chỗ 31 trường hợp.",
                shared=("PX05",),
            ),
            Said(
                "Hoàn thành sắp xếp tổ chức bộ máy, không để gián đoạn công việc",
                "PX01",
                date(2025, 6, 30),
                result="Đã sắp xếp xong các đội, bàn giao hồ sơ, trụ sở, phương tiện đầy đủ.",
                shared=("PV01",),
            ),
            Said(
                "Mở đủ lớp tập huấn cho lực lượng bảo vệ an ninh, trật tự ở cơ sở",
                "PX01",
                date(2025, 11, 20),
                Fate.LATE,
                result="Đã mở đủ số lớp theo kế hoạch; lớp cuối lùi một tuần vì mưa lũ.",
            ),
            Said(
                "Số hóa hồ sơ cán bộ, không để hồ sơ giấy tồn đọng",
                "PX01",
                date(2025, 9, 30),
                Fate.EXTENDED,
                "deputy",
                result="Đã số hóa toàn bộ hồ sơ cán bộ, đối chiếu xong với hồ sơ giấy.",
            ),
            Said(
                "Kéo giảm lừa đảo chiếm đoạt tài sản trên mạng",
                "PA05",
                date(2025, 12, 10),
                by="deputy",
                text="Lừa đảo trên mạng còn phức tạp, phải kéo giảm cho được; tuyên truyền đến từng "
                "thôn, bản.",
                result="Số vụ giảm so với năm trước; đã tuyên truyền ở mọi xã, phường.",
                shared=("PC02", "PV01"),
            ),
            Said(
                "Lập đề án mua xe chuyên dùng",
                "PK02",
                date(2025, 10, 31),
                Fate.CANCELLED,
                "deputy",
                result="Gộp vào kế hoạch trang bị chung, không lập đề án riêng",
            ),
            Said(
                "Duy trì công tác dân vận ở địa bàn khó khăn",
                "PX03",
                result="Đã tổ chức 24 đợt dân vận, nhận đỡ đầu 40 học sinh.",
                by="deputy",
            ),
        ),
    ),
    Held(
        "PX01",
        MeetingKind.FINAL_REVIEW,
        "Hội nghị tổng kết công tác năm 2024, triển khai công tác tổ chức cán bộ năm 2025",
        date(2025, 1, 10),
        2025,
        "02/TB-PX01",
        "Phòng họp tầng 3",
        attended=48,
        said=(
            Said(
                "Nâng chất lượng tham mưu về tổ chức, cán bộ",
                "PX01",
                date(2025, 11, 30),
                text="Phòng Tổ chức cán bộ phải nâng chất lượng tham mưu, không để lãnh đạo Công an "
                "tỉnh bị động.",
                result="Mọi văn bản tham mưu đúng hạn; được lãnh đạo Công an tỉnh biểu dương tại sơ "
                "kết quý III.",
            ),
            Said(
                "Quy hoạch, luân chuyển cán bộ chỉ huy cấp đội đúng quy trình",
                "PX01",
                date(2025, 10, 31),
                by="deputy",
                result="Đã hoàn thành quy hoạch, luân chuyển 14 chỉ huy cấp đội.",
            ),
        ),
    ),
    Held(
        "",
        MeetingKind.FINAL_REVIEW,
        "Hội nghị tổng kết công tác Công an năm 2025, triển khai công tác năm 2026",
        date(2025, 12, 18),
        2026,
        "327/TB-CAT",
        attended=435,
        said=(
            Said(
                "Đưa “Kỷ luật nhất – Trung thành nhất – Gần dân nhất” thành tiêu chí chấm điểm hằng tháng",
                "PX03",
                date(2026, 3, 31),
                text="“Ba nhất” không dừng ở khẩu hiệu. Phải có tiêu chí, chấm điểm từng tháng, công "
                "khai từng đơn vị.",
                result="Đã ban hành bộ tiêu chí, chấm điểm từ tháng 4.",
                shared=("PX01",),
            ),
            Said(
                "Tuyển chọn công dân thực hiện nghĩa vụ tham gia Công an nhân dân đủ chỉ tiêu, không bù đổi",
                "PX01",
                date(2026, 3, 5),
                result="Giao đủ chỉ tiêu, bù đổi 2 trường hợp trong thời hạn.",
            ),
            Said(
                "Tập huấn hết lực lượng bảo vệ an ninh, trật tự ở cơ sở trong năm",
                "PX01",
                date(2026, 11, 30),
                Fate.WORKING,
                shared=("PX03",),
            ),
            Said(
                "Kiểm tra trách nhiệm người đứng đầu ở đơn vị có vi phạm điều lệnh",
                "PX05",
                date(2026, 10, 15),
                Fate.WORKING,
                "deputy",
                text="Đơn vị nào để tái diễn vi phạm điều lệnh thì Thanh tra kiểm tra trách nhiệm "
                "người đứng đầu.",
                shared=("PX06",),
            ),
            Said(
                "Bảo đảm an ninh mạng các hệ thống dùng chung",
                "PA05",
                by="deputy",
                fate=Fate.WORKING,
            ),
            Said(
                "Giảm tai nạn giao thông cả ba tiêu chí",
                "PC08",
                date(2026, 12, 15),
                Fate.WORKING,
                shared=("PV01",),
            ),
            Said(
                "Triệt xóa các điểm phức tạp về ma túy còn lại",
                "PC04",
                date(2026, 9, 30),
                Fate.LATE,
                result="Đã triệt xóa 9 điểm, không còn điểm phức tạp nào.",
            ),
            Said(
                "Tổng kiểm tra phòng cháy ở nhà ở kết hợp kinh doanh",
                "PC07",
                date(2026, 8, 31),
                Fate.RETURNED,
                "deputy",
                result="Đã kiểm tra 92% cơ sở thuộc diện quản lý.",
            ),
        ),
    ),
    Held(
        "PX01",
        MeetingKind.FINAL_REVIEW,
        "Hội nghị tổng kết công tác năm 2025 và phát động phong trào thi đua năm 2026",
        date(2026, 1, 16),
        2026,
        "03/TB-PX01",
        "Phòng họp tầng 3",
        attended=52,
        said=(
            Said(
                "Tiếp tục phát huy kết quả năm 2025",
                "PX01",
                fate=Fate.WORKING,
                text="Tôi ghi nhận, biểu dương kết quả của Phòng trong năm 2025. Năm 2026, các đồng "
                "chí tiếp tục phát "
                "huy kết quả đã đạt được, không chủ quan, thỏa mãn.",
            ),
            Said(
                "Nâng cao chất lượng công tác tổ chức cán bộ",
                "PX01",
                date(2026, 11, 30),
                Fate.WORKING,
                text="Nâng cao chất lượng công tác tổ chức cán bộ ở mọi khâu: biên chế, quy hoạch, "
                "đào tạo, chính sách.",
                parts=(
                    Said("Rà soát biên chế từng đội, từng xã", _D2, date(2026, 6, 30)),
                    Said("Hoàn thành quy hoạch cán bộ chỉ huy cấp đội", _D3, date(2026, 9, 30)),
                    Said(
                        "Mở đủ lớp bồi dưỡng nghiệp vụ cho Công an cấp xã",
                        _D4,
                        date(2026, 11, 15),
                        Fate.WAITING,
                    ),
                    Said("Lập sổ lực lượng cơ sở của mọi xã, phường", _D5, date(2026, 10, 31), Fate.WORKING),
                    Said("Tổng hợp kết quả, báo cáo chung", _D1, date(2026, 11, 28), Fate.WORKING),
                ),
            ),
            Said(
                "Giữ vai trò then chốt, nòng cốt trong xây dựng Đảng, xây dựng lực lượng chính quy, "
                "tinh nhuệ, hiện đại",
                "PX01",
                date(2026, 12, 15),
                Fate.WORKING,
                "deputy",
                text="Phòng Tổ chức cán bộ phải giữ cho được vai trò then chốt, nòng cốt trong xây "
                "dựng Đảng, xây dựng "
                "lực lượng Công an Sơn Hà chính quy, tinh nhuệ, hiện đại.",
                shared=("PX03",),
            ),
        ),
    ),
    Held(
        "",
        MeetingKind.INTERIM_REVIEW,
        "Hội nghị sơ kết công tác 6 tháng đầu năm 2026",
        date(2026, 7, 3),
        2026,
        "176/TB-CAT",
        attended=398,
        said=(
            Said("Công khai tiến độ chỉ tiêu từng tháng", "PV01", date(2026, 8, 15)),
            Said(
                "Giải quyết dứt điểm đơn thư tồn đọng",
                "PX05",
                date(2026, 11, 10),
                Fate.WORKING,
                "deputy",
                shared=("PV01",),
            ),
            Said(
                "Rà soát tiêu chuẩn khen thưởng cuối năm của từng đơn vị",
                "PX01",
                date(2026, 10, 20),
                Fate.WAITING,
            ),
            Said("Diễn tập phương án chữa cháy rừng", "PC07", date(2026, 11, 30), Fate.GIVEN, "deputy"),
        ),
    ),
)


def _concluded(days: int, task: str, owner: str, *shared: str) -> Said:
    return Said(task, owner, by="meeting", days=days, shared=shared)


BRIEFINGS: tuple[Said, ...] = (
    _concluded(20, "Ban hành lịch trực sẵn sàng chiến đấu dịp lễ, Tết", "PV01"),
    _concluded(28, "Rà soát phương tiện, vũ khí, công cụ hỗ trợ", "PK02", "PV01"),
    _concluded(25, "Báo cáo tình hình chấp hành điều lệnh của tháng", "PX03", "PX05"),
    _concluded(30, "Thông báo kết quả phân loại tháng đến từng đơn vị", "PX01"),
    _concluded(18, "Kiểm tra an toàn giao thông trước cổng trường", "PC08"),
    _concluded(35, "Làm sạch dữ liệu dân cư còn sai lệch", "PC06"),
    _concluded(27, "Họp rút kinh nghiệm các vụ án trả hồ sơ điều tra bổ sung", "PC01", "PC02"),
    _concluded(22, "Tuyên truyền phòng, chống lừa đảo qua mạng ở chợ, trường học", "PA05", "PX03"),
    _concluded(30, "Kiểm tra công tác bảo vệ bí mật nhà nước", "PA03"),
    _concluded(26, "Rà soát đối tượng sau cai, lập hồ sơ quản lý", "PC04"),
    _concluded(33, "Tổng kiểm tra cơ sở kinh doanh có điều kiện", "PC06", "PC07"),
    _concluded(24, "Lập danh sách cán bộ đến hạn nâng lương, thăng cấp bậc hàm", "PX01"),
    _concluded(29, "Nắm tình hình địa bàn có điểm nóng về đất đai", "PA02"),
    _concluded(21, "Kiểm tra chế độ trực ban của Công an cấp xã", "PX05", "PV01"),
    _concluded(31, "Sửa chữa nhà tạm giữ trước mùa mưa", "PC10"),
)
TEAM_BRIEFINGS: tuple[Said, ...] = (
    _concluded(15, "Gửi số liệu biên chế tháng về Đội Tổng hợp", _D2),
    _concluded(24, "Soát lại hồ sơ đề nghị khen thưởng chuyên đề", _D1),
    _concluded(20, "Chuẩn bị tài liệu lớp tập huấn cấp xã", _D4),
    _concluded(26, "Kiểm tra hồ sơ cán bộ mới chuyển đến", _D3),
    _concluded(22, "Đối chiếu sổ lực lượng cơ sở với quyết định của UBND cấp xã", _D5),
)

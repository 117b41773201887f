"""The fictitious province Sơn Hà: its departments, districts and communes."""

from __future__ import annotations

from dataclasses import dataclass

from vinhdanh.engine.facts import Household

PROVINCE = "Công an tỉnh Sơn Hà"
ROOT = "CAT"


@dataclass(frozen=True, slots=True)
class Department:
    """A phòng, the people it has at scale 1 and the names of its đội."""

    code: str
    name: str
    strength: int
    teams: tuple[str, ...]
    women: float  # share of women among its people


def _department(code: str, name: str, strength: int, teams: str, women: float = 0.16) -> Department:
    return Department(code, name, strength, tuple(teams.split("; ")), women)


DEPARTMENTS: tuple[Department, ...] = (
    _department(
        "PV01",
        "Phòng Tham mưu",
        38,
        "Đội Tổng hợp; Đội Thông tin chỉ huy; Đội Pháp chế; Đội Hành chính",
        0.34,
    ),
    _department(
        "PX01",
        "Phòng Tổ chức cán bộ",
        46,
        "Đội Tổng hợp; Đội Tổ chức biên chế; Đội Cán bộ; Đội Đào tạo; Đội Quản lý lực lượng cơ sở",
        0.36,
    ),
    _department(
        "PX03",
        "Phòng Công tác đảng và công tác chính trị",
        24,
        "Đội Công tác chính trị; Đội Tuyên truyền; Đội Công tác quần chúng",
        0.4,
    ),
    _department(
        "PX05",
        "Thanh tra Công an tỉnh",
        22,
        "Đội Tổng hợp; Đội Giải quyết khiếu nại, tố cáo; Đội Thanh tra",
        0.25,
    ),
    _department("PX06", "Ủy ban Kiểm tra Đảng ủy", 14, "Đội Tổng hợp; Đội Kiểm tra; Đội Giám sát", 0.28),
    _department(
        "PA01", "Phòng An ninh đối ngoại", 31, "Đội Tham mưu; Đội Xuất nhập cảnh; Đội Nghiệp vụ 1", 0.26
    ),
    _department(
        "PA02", "Phòng An ninh đối nội", 44, "Đội Tham mưu; Đội Địa bàn; Đội Dân tộc; Đội Tôn giáo", 0.18
    ),
    _department(
        "PA03",
        "Phòng An ninh chính trị nội bộ",
        39,
        "Đội Tham mưu; Đội Bảo vệ cơ quan; Đội Văn hóa tư tưởng; Đội Thẩm tra",
        0.22,
    ),
    _department(
        "PA05",
        "Phòng An ninh mạng",
        41,
        "Đội Tham mưu; Đội An ninh thông tin; Đội Phòng, chống tội phạm mạng; Đội Kỹ thuật",
        0.15,
    ),
    _department("PA06", "Phòng Kỹ thuật nghiệp vụ", 36, "Đội Tham mưu; Đội Kỹ thuật 1; Đội Kỹ thuật 2", 0.12),
    _department("PA09", "Phòng An ninh điều tra", 33, "Đội Tham mưu; Đội Điều tra 1; Đội Điều tra 2", 0.15),
    _department(
        "PC01",
        "Văn phòng Cơ quan Cảnh sát điều tra",
        42,
        "Đội Tham mưu; Đội Hướng dẫn điều tra; Đội Hồ sơ án; Đội Hậu cần",
        0.25,
    ),
    _department(
        "PC02",
        "Phòng Cảnh sát hình sự",
        88,
        "Đội Tham mưu; Đội Trọng án; Đội Trinh sát; Đội Truy nã; Đội Phòng, chống mua bán người",
        0.07,
    ),
    _department(
        "PC03",
        "Phòng Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu",
        63,
        "Đội Tham mưu; Đội Tham nhũng; Đội Kinh tế; Đội Buôn lậu; Đội Môi trường",
        0.14,
    ),
    _department(
        "PC04",
        "Phòng Cảnh sát điều tra tội phạm về ma túy",
        71,
        "Đội Tham mưu; Đội Tuyến 1; Đội Tuyến 2; Đội Cai nghiện; Đội Trinh sát",
        0.07,
    ),
    _department(
        "PC06",
        "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
        58,
        "Đội Tham mưu; Đội Cư trú; Đội Căn cước; Đội Con dấu và ngành nghề",
        0.4,
    ),
    _department(
        "PC07",
        "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ",
        152,
        "Đội Tham mưu; Đội Công tác phòng cháy; Đội CC và CNCH KV1; Đội CC và CNCH KV2; Đội CC và CNCH KV3",
        0.06,
    ),
    _department(
        "PC08",
        "Phòng Cảnh sát giao thông",
        164,
        "Đội Tham mưu; Đội Đăng ký xe; Đội Tuần tra đường bộ; Trạm CSGT số 1; Trạm CSGT số 2",
        0.08,
    ),
    _department(
        "PC10",
        "Phòng Cảnh sát thi hành án hình sự và hỗ trợ tư pháp",
        47,
        "Đội Tham mưu; Đội Thi hành án; Đội Dẫn giải; Đội Bảo vệ",
        0.12,
    ),
    _department(
        "PK02",
        "Phòng Cảnh sát cơ động",
        138,
        "Đội Tham mưu; Đại đội 1; Đại đội 2; Đại đội 3; Đội Huấn luyện",
        0.04,
    ),
)

DISTRICTS: tuple[tuple[str, str], ...] = (
    ("H01", "Công an huyện Bảo Sơn"),
    ("H02", "Công an huyện Nậm Lĩnh"),
    ("H03", "Công an huyện Yên Khê"),
    ("H04", "Công an huyện Thượng Hà"),
    ("H05", "Công an huyện Đông Lĩnh"),
    ("H06", "Công an huyện Tân Khánh"),
    ("H07", "Công an huyện Mường Lâm"),
    ("H08", "Công an thành phố Hà Trung"),
)
DISTRICT_TEAMS = ("Đội Tổng hợp", "Đội An ninh", "Đội Điều tra tổng hợp", "Đội Quản lý hành chính")

WARDS = ("Hà Trung", "Sơn Lộc", "Đồi Cao", "Bến Đá", "Cầu Thia", "Minh Hà", "Kim Sơn Hà")

_COMMUNES = (
    "Bảo Sơn, Nậm Tà, Khuôn Hà Thượng, Pác Lừa, Nà Sao, Lũng Vài Sơn, Khuổi Mây, Tả Phìn Hà, Bản Cuôn, "
    "Mường Thia, Thượng Lĩnh, Hạ Lĩnh, Trung Khê, Đông Khê Hà, Tây Lĩnh, Tân Bảo, Tân Sơn Hà, Yên Khê, "
    "Yên Lĩnh, Yên Hà Sơn, Vĩnh Lĩnh, Vĩnh Khê, Phú Lĩnh, Phú Sơn Khê, An Lĩnh, Bình Khê, Minh Khê, Quang "
    "Lĩnh, Hồng Lĩnh Hà, Hùng Khê, Nậm Khao, Nậm Lừ, Nậm Pảng, Nậm Sỏi, Nậm Cuổi Hà, Nậm Mạ Sơn, Nà Pàn, "
    "Nà Khoang Hà, Nà Tông Sơn, Nà Lếch, Pác Mòn, Pác Khuổi, Pác Nà, Lũng Chang, Lũng Khỏe, Lũng Mần, "
    "Lũng Sâu, Khuổi Nà, Khuổi Lếch, Khuổi Chang, Bản Thia, Bản Mòn, Bản Khoang, Bản Lừa, Mường Khao, "
    "Mường Lừ, Mường Sỏi, Tà Lếch, Tà Khao, Tà Mòn, Sủng Thia, Sủng Chang, Sủng Lừ, Phìn Khao, Phìn Chải "
    "Sơn, Lao Khê, Lao Thia, Xín Lừ, Xín Khao, Cao Khê, Cao Lĩnh, Đại Lĩnh, Đại Khê, Gia Khê, Hòa Lĩnh, "
    "Hòa Khê, Hưng Lĩnh, Khánh Lĩnh, Kiên Khê, Kim Lĩnh, Lâm Khê, Lâm Lĩnh, Liên Khê Sơn, Long Lĩnh, "
    "Lương Khê, Lương Lĩnh, Mỹ Khê Sơn, Nghĩa Khê, Nghĩa Lĩnh, Ngọc Khê Hà, Nhân Lĩnh, Ninh Khê, Phong "
    "Lĩnh, Phúc Khê, Phúc Lĩnh, Phương Lĩnh, Quyết Lĩnh, Sơn Lĩnh, Sơn Khê, Thái Khê, Thái Lĩnh, Thanh "
    "Lĩnh, Thành Khê, Thắng Lĩnh, Thiện Khê, Thịnh Lĩnh, Thọ Lĩnh, Thuận Khê, Thuận Lĩnh, Tiến Khê, Toàn "
    "Lĩnh, Trí Lĩnh, Trường Khê, Tú Lĩnh, Xuân Khê, Xuân Lĩnh, Văn Khê"
)

COMMUNES = tuple(_COMMUNES.split(", "))

COMMUNE_TEAMS = ("Tổ Tổng hợp", "Tổ An ninh", "Tổ Phòng, chống tội phạm", "Tổ Quản lý hành chính")
HAMLETS = ("thôn Nà Lâm", "thôn Khuổi Trà", "tổ dân phố Bến Đò")
HOUSEHOLDS = (
    Household("HO-001", "Lò Văn Inh"),
    Household("HO-002", "Sùng Thị Mai"),
    Household("HO-003", "Bàn Tiến Lai"),
    Household("HO-004", "Nguyễn Thị Thoa"),
)

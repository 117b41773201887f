"""Where the sample's recruits go, where people are told of the call, and who the citizens are."""

from __future__ import annotations

from vinhdanh.programmes.recruitment_types import Channel, Education

RECEIVERS = (
    ("CAT", "Công an tỉnh Sơn Hà", 52),
    ("CSCD", "Bộ Tư lệnh Cảnh sát cơ động", 26),
    ("C10", "Cục Cảnh sát quản lý trại giam, cơ sở giáo dục bắt buộc, trường giáo dưỡng", 11),
    ("CV", "Bộ Tư lệnh Cảnh vệ", 8),
    ("A08", "Cục Quản lý xuất nhập cảnh", 3),
)
PLACES = {
    Channel.MEETING: "Nhà văn hóa thôn {n}",
    Channel.SCHOOL: "Trường trung học phổ thông số {n}",
    Channel.HOME: "Gặp các gia đình thôn {n}",
    Channel.LOUDSPEAKER: "Cụm loa thôn {n}",
    Channel.ONLINE: "Trang của Công an xã, bài {n}",
}
CROWDS = {
    Channel.MEETING: (35, 120),
    Channel.SCHOOL: (90, 320),
    Channel.HOME: (6, 22),
    Channel.LOUDSPEAKER: (150, 600),
    Channel.ONLINE: (200, 1500),
}
FAMILIES = {
    "Mông": "Giàng Vàng Sùng Thào Hạng Cứ Mùa Lầu Vừ Hầu Tráng",
    "Tày": "Nông Ma Bế Quan Hứa Lộc Ninh",
    "Nùng": "Lục Vi Mông Sầm Linh",
    "Dao": "Triệu Bàn Phàn Chảo Tẩn",
    "Thái": "Lò Cầm Quàng Lường Tòng Cà Lù Điêu",
    "Mường": "Quách Bạch",
}
ETHNICITY = {family: name for name, families in FAMILIES.items() for family in families.split()}
EDUCATIONS = (Education.THCS, Education.THPT, Education.TC, Education.CD, Education.DH)
STUDIED = ("Công nghệ thông tin", "Luật", "Kế toán", "Điện", "Sư phạm", "Y tế")

"""What the sample's classes teach, how they grade, and why somebody stays away."""

from __future__ import annotations

from decimal import Decimal

from vinhdanh.programmes.services.training_plans import BandLine

BANDS = (
    BandLine("Giỏi", Decimal(8)),
    BandLine("Khá", Decimal(7)),
    BandLine("Đạt yêu cầu", Decimal(5)),
    BandLine("Không đạt", Decimal(0), passes=False),
)
GRASSROOTS_TOPICS = (
    ("Chính trị, pháp luật về lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", Decimal(4)),
    ("Nắm tình hình; quản lý, giáo dục người vi phạm tại địa bàn", Decimal(4)),
    ("Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc", Decimal(3)),
    ("Phòng cháy, chữa cháy và cứu nạn, cứu hộ ban đầu", Decimal(4)),
    ("Tuần tra, kiểm soát bảo đảm an ninh, trật tự", Decimal(3)),
    ("Hỗ trợ quản lý hành chính về trật tự xã hội", Decimal(3)),
    ("Sử dụng công cụ hỗ trợ", Decimal(3)),
)
HEADS_TOPICS = (
    ("Điều hành Công an cấp xã theo mô hình hai cấp", Decimal(8)),
    ("Tiếp nhận, giải quyết tố giác, tin báo tại cơ sở", Decimal(8)),
    ("Công tác đảng, công tác cán bộ ở Công an cấp xã", Decimal(4)),
    ("Quản lý lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", Decimal(4)),
)
STAFF_TOPICS = (
    ("Quản lý hồ sơ cán bộ trên hệ thống số", Decimal(4)),
    ("Thẩm định hồ sơ thi đua, khen thưởng", Decimal(4)),
)
SCORES = (9, *(10, 12, 13), *[14] * 4, *[15] * 6, *[16] * 8, *[17] * 5, *[18] * 2, 19)  # half points
EXCUSES = ("Ốm, có giấy của trạm y tế", "Gia đình có tang", "Trực đột xuất theo phân công của xã")

"""Family names, by which a person's name is told from a place's."""

from __future__ import annotations

import re

_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đoàn|Chu|Trương"
    "|Tô|Lương|Lưu|Hà"
    "|Tạ|Cao|Thái|Quách|Vương|Sùng|Nông|Lò|Hứa|Tống|Từ|Kiều|Phùng|Đào|Lâm|Hồ(?! Chí Minh)|Tăng|Triệu"
    "|Khuất|Giàng|Thào"
    "|Hầu|Lầu|Vàng|Ma|Đàm|Bế|Lục|La|Quàng|Cầm|Rơ|Siu|Ksor|Thạch|Sơn|Kim|Châu|Văn|Tòng|Hoà|Nghiêm|Doãn"
    "|Ninh|Tôn|Phí|Giang|Đèo|Khổng|Mạc|Lại|Mã|Cù|Đới|Tiêu|Bạch|Âu|Tưởng|Điêu|Hạng|Tẩn|Phàn|Chẻo|Lường"
    "|Thân|Vi|Khương|Lữ|Thiều|Ung"
)
FAMILY_NAMES = frozenset(re.sub(r"\(.*?\)", "", _FAMILIES).split("|"))

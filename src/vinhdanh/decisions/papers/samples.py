"""Fictitious people for the samples of this room's papers."""

from __future__ import annotations

_PLAIN = (
    ("Nguyễn Văn Hòa", "Thiếu tá, Phó Đội trưởng", "Phòng Tổ chức cán bộ"),
    ("Lò Thị Ánh Tuyết", "Đại úy, Cán bộ", "Phòng Cảnh sát giao thông"),
    ("Y Blơk Êban", "Trung tá, Trưởng Công an xã", "Công an xã Ea Nuôl"),
)
_LONG = (
    (
        "Tôn Nữ Nguyễn Hoàng Phước Thiện Bảo Ngọc",
        "Thượng tá, Phó Trưởng phòng kiêm Đội trưởng Đội Xây dựng phong trào bảo vệ an ninh Tổ quốc",
        "Đội Xây dựng lực lượng và Công tác quần chúng, Phòng Công tác đảng và công tác chính trị",
    ),
    ("H’Hen Niê Kdăm", "Thượng úy, Cán bộ", "Công an phường Buôn Ma Thuột"),
    ("Vàng A Sình", "Trung úy, Cảnh sát khu vực", "Công an xã Mường Lống"),
    ("Thạch Sa Rươl", "Thiếu tá, Phó Trưởng Công an xã", "Công an xã Tân Hưng"),
)


def sample_people(count: int, *, long: bool) -> list[tuple[str, str, str]]:
    """Name, post and unit of fictitious people; long ones take several lines in a table."""
    chosen = _LONG if long else _PLAIN
    return [chosen[at % len(chosen)] for at in range(count)]

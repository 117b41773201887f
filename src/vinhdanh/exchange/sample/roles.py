"""What a role means: its post, the age and the rank of those who hold it."""

from __future__ import annotations

from dataclasses import dataclass

from vinhdanh.engine.facts import Unit
from vinhdanh.exchange.sample.tree import DISTRICT_KIND


@dataclass(frozen=True, slots=True)
class Role:
    """`grade` is the code of Post.grade; `youngest` and `oldest` are ages at the end of 2025."""

    grade: str
    youngest: int
    oldest: int
    top_rank: str
    leads: bool = False


RANKS = (
    "Hạ sĩ",
    "Trung sĩ",
    "Thượng sĩ",
    "Thiếu úy",
    "Trung úy",
    "Thượng úy",
    "Đại úy",
    "Thiếu tá",
    "Trung tá",
    "Thượng tá",
    "Đại tá",
)
YEARS_TO_NEXT = (1, 1, 2, 2, 3, 3, 4, 4, 4, 4)  # from each rank to the one above it

ROLES: dict[str, Role] = {
    "giam_doc": Role("vu_truong", 50, 57, "Đại tá", leads=True),
    "pho_giam_doc": Role("pho_vu_truong", 47, 58, "Đại tá"),
    "truong_phong": Role("truong_phong", 43, 58, "Thượng tá", leads=True),
    "pho_truong_phong": Role("pho_truong_phong", 39, 57, "Thượng tá"),
    "doi_truong": Role("doi_truong", 35, 54, "Trung tá", leads=True),
    "pho_doi_truong": Role("pho_doi_truong", 31, 52, "Trung tá"),
    "truong_cong_an_xa": Role("truong_cong_an_xa", 36, 54, "Trung tá", leads=True),
    "pho_truong_cong_an_xa": Role("pho_truong_cong_an_xa", 31, 52, "Trung tá"),
    "to_truong": Role("can_bo", 29, 50, "Thiếu tá", leads=True),
    "can_bo": Role("can_bo", 20, 53, "Thiếu tá"),
    "chien_si": Role("can_bo", 19, 23, "Trung sĩ"),
    "to_bao_ve": Role("", 26, 66, ""),
}

_OWN_TITLES = {
    "PX05": ("Chánh Thanh tra", "Phó Chánh Thanh tra"),
    "PX06": ("Chủ nhiệm Ủy ban Kiểm tra", "Phó Chủ nhiệm Ủy ban Kiểm tra"),
    "PC01": ("Chánh Văn phòng", "Phó Chánh Văn phòng"),
}


def post_title(role: str, unit: Unit) -> str:
    """The post as officers write it: "Phó Đội trưởng", "Trưởng Công an xã"."""
    match role:
        case "giam_doc":
            return "Giám đốc Công an tỉnh"
        case "pho_giam_doc":
            return "Phó Giám đốc Công an tỉnh"
        case "truong_phong" | "pho_truong_phong":
            if unit.kind == DISTRICT_KIND:
                place = "thành phố" if "thành phố" in unit.name else "huyện"
                return f"{'Trưởng' if role == 'truong_phong' else 'Phó Trưởng'} Công an {place}"
            head, deputy = _OWN_TITLES.get(unit.id, ("Trưởng phòng", "Phó Trưởng phòng"))
            return head if role == "truong_phong" else deputy
        case "doi_truong" | "pho_doi_truong":
            kind = "Đại đội" if unit.name.startswith("Đại đội") else unit.name.split()[0]
            head = f"{kind} trưởng"
            return head if role == "doi_truong" else f"Phó {head}"
        case "truong_cong_an_xa" | "pho_truong_cong_an_xa":
            place = "phường" if unit.name.startswith("Công an phường") else "xã"
            return f"{'Trưởng' if role == 'truong_cong_an_xa' else 'Phó Trưởng'} Công an {place}"
        case "to_truong":
            return "Tổ trưởng"
        case "chien_si":
            return "Chiến sĩ"
        case "to_bao_ve":
            return "Tổ viên"
        case _:
            return "Cán bộ"

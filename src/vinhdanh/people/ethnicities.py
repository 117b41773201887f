"""The 54 peoples of Viet Nam, as the state's list of peoples names them (danh mục các dân tộc Việt Nam)."""

from __future__ import annotations

from collections.abc import Mapping

KINH = "kinh"  # the only one that is no minority

ETHNICITIES: Mapping[str, str] = {
    KINH: "Kinh",
    "tay": "Tày",
    "thai": "Thái",
    "hoa": "Hoa",
    "khmer": "Khmer",
    "muong": "Mường",
    "nung": "Nùng",
    "mong": "Mông",
    "dao": "Dao",
    "gia_rai": "Gia Rai",
    "ngai": "Ngái",
    "e_de": "Ê Đê",
    "ba_na": "Ba Na",
    "xo_dang": "Xơ Đăng",
    "san_chay": "Sán Chay",
    "co_ho": "Cơ Ho",
    "cham": "Chăm",
    "san_diu": "Sán Dìu",
    "hre": "Hrê",
    "mnong": "Mnông",
    "ra_glai": "Ra Glai",
    "xtieng": "Xtiêng",
    "bru_van_kieu": "Bru Vân Kiều",
    "tho": "Thổ",
    "giay": "Giáy",
    "co_tu": "Cơ Tu",
    "gie_trieng": "Gié Triêng",
    "ma": "Mạ",
    "kho_mu": "Khơ Mú",
    "co": "Co",
    "ta_oi": "Tà Ôi",
    "cho_ro": "Chơ Ro",
    "khang": "Kháng",
    "xinh_mun": "Xinh Mun",
    "ha_nhi": "Hà Nhì",
    "chu_ru": "Chu Ru",
    "lao": "Lào",
    "la_chi": "La Chí",
    "la_ha": "La Ha",
    "phu_la": "Phù Lá",
    "la_hu": "La Hủ",
    "lu": "Lự",
    "lo_lo": "Lô Lô",
    "chut": "Chứt",
    "mang": "Mảng",
    "pa_then": "Pà Thẻn",
    "co_lao": "Cơ Lao",
    "cong": "Cống",
    "bo_y": "Bố Y",
    "si_la": "Si La",
    "pu_peo": "Pu Péo",
    "brau": "Brâu",
    "o_du": "Ơ Đu",
    "ro_mam": "Rơ Măm",
}


def is_minority(ethnicity: str) -> bool:
    """Whether somebody is of an ethnic minority (dân tộc thiểu số); of nobody whose people is not on record.

    Args:
        ethnicity: a code of ``ETHNICITIES``; "" where none is on record.
    """
    return ethnicity not in ("", KINH)

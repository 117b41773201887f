"""Two names side by side that mean one: a unit with the body it belongs to, a post with its bearer."""

from __future__ import annotations

import re

from vinhdanh.exchange.prose.families import FAMILY_NAMES
from vinhdanh.exchange.prose.passage import UPPER

# A small unit and the body it belongs to: "Đội 3, Phòng Cảnh sát giao thông".
_PART_OF = re.compile(
    r"(?:tổ|đội|trạm|chi đoàn|chi bộ|chi hội|khoa|phân đội|tiểu đội|trung đội|lớp)\s[^,;]*,\s+"
    r"(?:phòng|công an (?:tỉnh|thành phố|huyện|quận)|bệnh viện|trường|sở|cục|đồn|bộ chỉ huy|trung tâm)\s"
)
# Whoever is called so and named: ", anh Lê Tín".
_BEARER = re.compile(r"\s*(?:ông|bà|anh|chị|em|cháu|đồng chí|đ/c)\s")
_NAMED = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(FAMILY_NAMES))})\s[{UPPER}]|(?<!\w)(?i:ông|bà|anh|chị|em)\s"
)


def of_a_body(plain: str) -> bool:
    """Whether words are a small unit and, behind a comma, the body that it belongs to."""
    return _PART_OF.match(plain) is not None


def of_a_person(first: str, between: str, second: str) -> bool:
    """Whether a post or deed and, behind a comma, its bearer's name are one: "Trưởng trạm, chị Lê Thị Na"."""
    return (
        between.strip() == ","
        and _NAMED.search(first) is None
        and _BEARER.match(second.casefold()) is not None
    )

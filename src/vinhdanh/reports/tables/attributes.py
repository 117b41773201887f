"""What a definition may ask of what it counts: the closed list of attributes for each kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.types import KIND_LABELS, GivenBy, RecipientKind
from vinhdanh.engine.facts import Force, Merit, Sex, UnitTier
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.people.types import Education

Value = str | int | Decimal | bool | None


class Counted(StrEnum):
    """What a table counts."""

    MOVEMENTS = "movements"
    GRANTS = "grants"
    BODIES = "bodies"  # units that do the work of thi đua, khen thưởng
    STAFF = "staff"  # people who serve in them


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute. ``values``: the closed list of its values; None where an agency may have its own."""

    words: str
    values: frozenset[str] | None = None
    number: bool = False
    truth: bool = False  # true or false


def _of(words: str, values: type[StrEnum]) -> Attribute:
    return Attribute(words, frozenset(str(one.value) for one in values))


def attributes_of(counted: Counted) -> Mapping[str, Attribute]:
    """The attributes of what a table counts, by name.

    Raises:
        LawError: the law files, which list the honours, don't load.
    """
    match counted:
        case Counted.MOVEMENTS:
            return {
                "kind": Attribute("loại phong trào", frozenset(MovementKind.values)),
                "unit_kind": Attribute("loại đơn vị phát động"),
                "tier": _of("cấp của đơn vị phát động", UnitTier),
                "months": Attribute("số tháng thi đua, phần lẻ tính là nửa tháng", number=True),
                "responding": Attribute("hưởng ứng phong trào của cấp trên", truth=True),
            }
        case Counted.GRANTS:
            return {
                "honour": Attribute("danh hiệu, hình thức khen thưởng", frozenset(catalogue())),
                "honour_kind": Attribute("loại trong danh mục", frozenset(KIND_LABELS)),
                "level": Attribute("cấp tặng", frozenset(GivenBy.values)),
                "merit": _of("loại hình khen thưởng", Merit),
                "recipient": Attribute("đối tượng", frozenset(RecipientKind.values)),
                "unit_kind": Attribute("loại của tập thể được khen"),
                "grade": Attribute("nhóm chức vụ chính khi được khen"),
                "leads": Attribute("lãnh đạo, chỉ huy, kể cả cấp phó", truth=True),
                "sex": _of("giới tính", Sex),
                "force": _of("lực lượng của người được khen", Force),
                "category": Attribute("diện cán bộ"),
                "place_force": _of("lực lượng của đơn vị lúc được khen", Force),
                "agency_kind": Attribute("loại của cơ quan đứng đầu"),
            }
        case Counted.BODIES:
            return {
                "unit_kind": Attribute("loại đơn vị"),
                "parent_kind": Attribute("loại của đơn vị cấp trên"),
                "tier": _of("cấp đơn vị", UnitTier),
            }
        case Counted.STAFF:
            return {
                "age": Attribute("tuổi", number=True),
                "sex": _of("giới tính", Sex),
                "education": Attribute("trình độ", frozenset(Education.values)),
                "years": Attribute("số năm làm công tác thi đua, khen thưởng", number=True),
            }

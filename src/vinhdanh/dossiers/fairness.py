"""Whether a round's list is balanced: shares of proposals against shares of the force. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SMALL = 15  # people: below it a unit is a small one
APART = 10  # percentage points from which on a share is marked
TWICE = Fraction(7, 4)  # «gần gấp đôi» begins here
LEADERS, FRONT, WOMEN, SMALL_UNITS = (
    "Lãnh đạo, chỉ huy",
    "Trực tiếp công tác, chiến đấu",
    "Nữ",
    f"Đơn vị dưới {SMALL} người",
)


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part in the proposals and in the force.

    Args:
        proposed, proposals: proposals for people of the group, and for anybody.
        there, force: people of the group, and all.
        wanted: whether more or fewer than its share of the force is worth a mark: 1 more, -1 fewer.
    """

    name: str
    proposed: int
    proposals: int
    there: int
    force: int
    wanted: int
    note: str = ""

    @property
    def percent(self) -> int:
        return _percent(self.proposed, self.proposals)

    @property
    def force_percent(self) -> int:
        return _percent(self.there, self.force)

    @property
    def marked(self) -> bool:
        """It lies so far from its share of the force that somebody should look."""
        return bool(self.proposals and self.force) and self.wanted * self._distance >= APART

    @property
    def _distance(self) -> int:
        return self.percent - self.force_percent

    @property
    def words(self) -> str:
        """One sentence under the bars; a note of its own comes before the arithmetic."""
        if self.note:
            return self.note
        if not self.proposals or not self.force:
            return "Chưa có gì để so"
        if self.there and self._distance > 0:
            times = Fraction(self.proposed, self.proposals) / Fraction(self.there, self.force)
            if times >= TWICE:
                return (
                    "Gần gấp đôi tỷ lệ quân số" if times < 2 else f"Gấp {_decimal(times)} lần tỷ lệ quân số"
                )
        if self._distance == 0:
            return "Ngang tỷ lệ quân số"
        return f"{'Cao' if self._distance > 0 else 'Thấp'} hơn {abs(self._distance)} điểm"


@dataclass(frozen=True, slots=True)
class Balance:
    """The panel: four shares, what came on the last day, and who is proposed for the third year running."""

    shares: tuple[Share, ...]
    proposals: int  # for people
    force: int
    last_day: int
    repeated: int


def _percent(part: int, whole: int) -> int:
    """Rounded to whole percent; something above zero never shows as 0."""
    if not whole:
        return 0
    rounded = (200 * part + whole) // (2 * whole)
    return max(rounded, 1) if part else 0


def _decimal(value: Fraction) -> str:
    return f"{float(value):.1f}".replace(".", ",").removesuffix(",0")

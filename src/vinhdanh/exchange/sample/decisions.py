"""Decisions on honours: who signs, on which day, under which number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from vinhdanh.engine.facts import Merit

DIRECTOR = "Giám đốc Công an tỉnh"
MINISTER = "Bộ trưởng Bộ Công an"
CHAIRMAN = "Chủ tịch UBND tỉnh Sơn Hà"
PRIME_MINISTER = "Thủ tướng Chính phủ"
PRESIDENT = "Chủ tịch nước"

_SUFFIX = {DIRECTOR: "CAT-PX01", MINISTER: "BCA", CHAIRMAN: "UBND", PRIME_MINISTER: "TTg", PRESIDENT: "CTN"}
_PER_DAY = {DIRECTOR: 3.65, MINISTER: 27.0, CHAIRMAN: 7.0, PRIME_MINISTER: 6.0, PRESIDENT: 6.0}
_BATCHES = {Merit.CONG_TRANG: 3, Merit.DOT_XUAT: 26, Merit.PHONG_TRAO: 7}


@dataclass(frozen=True, slots=True)
class Decision:
    number: str
    day: date
    authority: str


_CSTD_CS = {
    2023: Decision("1174/QĐ-CAT-PX01", date(2023, 12, 19), DIRECTOR),
    2024: Decision("1208/QĐ-CAT-PX01", date(2024, 12, 20), DIRECTOR),
    2025: Decision("1311/QĐ-CAT-PX01", date(2025, 12, 22), DIRECTOR),
}


@dataclass(slots=True)
class Decisions:
    """Numbers rise with the days of the year and are never used twice by one authority."""

    rng: Random
    _used: set[tuple[str, int, int]] = field(default_factory=set)
    _yearly: dict[tuple[str, int], Decision] = field(default_factory=dict)
    _medals: dict[date, Decision] = field(default_factory=dict)
    _batches: dict[tuple[str, Merit, int], list[Decision]] = field(default_factory=dict)

    def on(self, day: date, authority: str) -> Decision:
        """A decision of its own on that day."""
        number = round((day - date(day.year - 1, 12, 31)).days * _PER_DAY[authority])
        while (authority, day.year, number) in self._used:
            number += 1
        self._used.add((authority, day.year, number))
        return Decision(f"{number}/QĐ-{_SUFFIX[authority]}", day, authority)

    def yearly(self, honour: str, year: int, authority: str = DIRECTOR) -> Decision:
        """The one decision of the year on that title."""
        if (honour, year) not in self._yearly:
            fixed = _CSTD_CS.get(year) if honour == "CSTD_CS" else None
            day = date(year, 12, self.rng.randint(15, 26))
            self._yearly[honour, year] = fixed or self.on(day, authority)
        return self._yearly[honour, year]

    def batch(self, merit: Merit, year: int, authority: str) -> Decision:
        """One of the year's decisions that commend several people or units at once."""
        key = (authority, merit, year)
        if key not in self._batches:
            days = [
                date(year, 1, 8) + timedelta(days=self.rng.randrange(0, 335)) for _ in range(_BATCHES[merit])
            ]
            if merit is Merit.CONG_TRANG:
                days = [date(year, 12, self.rng.randint(10, 28)) for _ in days]
            self._batches[key] = [self.on(day, authority) for day in sorted(days)]
        return self.rng.choice(self._batches[key])

    def medals(self, day: date) -> Decision:
        """The decision of that day on medals for years of service."""
        if day not in self._medals:
            self._medals[day] = self.on(day, PRESIDENT)
        return self._medals[day]

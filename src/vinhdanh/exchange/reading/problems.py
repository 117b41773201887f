"""What could not be read as it stands: where, what was read, what was expected, what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much of the cell was used."""

    ERROR = "error"  # the row or the cell is not used
    WARNING = "warning"  # used as written, but doubtful
    FIXED = "fixed"  # understood after mending; nothing to do unless the mending is wrong

    @property
    def label(self) -> str:
        return {"error": "Chưa dùng được", "warning": "Cần xem lại", "fixed": "Đã chỉnh"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one place of a workbook.

    `effect` says in words what it does to the verdicts; `count` is the number of cells that are
    written alike (only the first one is named); `code` is stable and English.
    """

    severity: Severity
    sheet: str
    cell: str  # "D118"; empty when it concerns a whole sheet or file
    row: int  # 0 when it concerns a whole sheet or file
    read: str
    expected: str
    message: str
    suggestion: str | None
    effect: str
    subject: str | None
    code: str
    count: int = 1

    @property
    def place(self) -> str:
        """«Khen thưởng!D118», as Excel writes it."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class Problems:
    """Collects findings; mendings that are written alike in one column become one."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._alike: dict[tuple[str, ...], int] = {}

    def add(
        self,
        severity: Severity,
        code: str,
        sheet: str = "",
        *,
        cell: str = "",
        row: int = 0,
        read: str = "",
        expected: str = "",
        message: str,
        suggestion: str | None = None,
        effect: str,
        subject: str | None = None,
    ) -> None:
        if severity is Severity.FIXED:
            alike = (code, sheet, cell.rstrip("0123456789"), read)
            at = self._alike.setdefault(alike, len(self._found))
            if at < len(self._found):
                self._found[at] = replace(self._found[at], count=self._found[at].count + 1)
                return
        self._found.append(
            Problem(severity, sheet, cell, row, read, expected, message, suggestion, effect, subject, code)
        )

    def in_order(self, sheets: list[str]) -> tuple[Problem, ...]:
        """All findings, sheet by sheet as in the file, then by row and column."""
        order = {name: at for at, name in enumerate(sheets)}
        return tuple(
            sorted(self._found, key=lambda p: (order.get(p.sheet, -1), p.row, len(p.cell), p.cell, p.code))
        )

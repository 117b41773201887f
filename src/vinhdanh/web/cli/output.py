"""What the commands say, and how they end: consoles, JSON, errors, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDTH_OF_A_PIPE = 120


class Exit(IntEnum):
    """How a command ended. Scripts rely on the numbers: they never change their meaning."""

    OK = 0
    NOT_IN_ORDER = 1
    USAGE = 2
    UNUSABLE = 3
    INTERNAL = 4
    ROWS_LEFT_OUT = 5
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One Vietnamese sentence for the help and the reference page."""
        return {
            Exit.OK: "xong, không có gì phải sửa",
            Exit.NOT_IN_ORDER: "kiểm tra xong và có chỗ sai (trường hợp luật không khớp, nhật ký bị sửa)",
            Exit.USAGE: "gõ lệnh chưa đúng",
            Exit.UNUSABLE: "tệp vào, văn bản luật hoặc dữ liệu không dùng được, chưa làm gì",
            Exit.INTERNAL: "lỗi của phần mềm",
            Exit.ROWS_LEFT_OUT: "đã làm xong, nhưng có dòng của tệp vào không dùng được",
            Exit.INTERRUPTED: "người dùng dừng giữa chừng",
        }[self]


@dataclass
class CliError(Exception):
    """Something the person at the prompt can put right: what happened, and the way out."""

    message: str
    way_out: str = ""
    code: Exit = Exit.UNUSABLE

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()


def fail(message: str, way_out: str = "", code: Exit = Exit.UNUSABLE) -> NoReturn:
    """End the command with one message; nothing else is printed."""
    raise CliError(message, way_out, code)


def screen() -> Console:
    """The console for results (stdout), as wide as the terminal; 120 columns into a pipe."""
    return _console(stderr=False)


def notes() -> Console:
    """The console for everything that is not a result: progress, warnings (stderr)."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_OF_A_PIPE
    return Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def emit(facts: Mapping[str, Any]) -> None:
    """Write facts as JSON: the only thing on stdout when ``--json`` is given."""
    sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, Fraction | Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Iterable):
        return list(value)
    if hasattr(value, "item"):  # a NumPy number
        return value.item()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def table(*headings: str, title: str = "", numbers: Iterable[int] = ()) -> Table:
    """A plain table: text to the left, the columns in ``numbers`` to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    right = set(numbers)
    made = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for at, heading in enumerate(headings):
        made.add_column(heading, justify="right" if at in right else "left", overflow="fold")
    return made


def day(value: date | None) -> str:
    """dd/mm/yyyy, or a dash."""
    return value.strftime("%d/%m/%Y") if value else "–"


def count(value: int) -> str:
    """1234567 → 1.234.567."""
    return f"{value:,}".replace(",", ".")


def seconds(value: float) -> str:
    """0.4321 → 0,43 giây."""
    return f"{value:.2f} giây".replace(".", ",")


def parse_day(text: str) -> date:
    """A day as officers or programs write it: 30/09/2026 or 2026-09-30.

    Raises:
        typer.BadParameter: the text is neither.
    """
    import typer

    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"đọc được “{text}”, cần một ngày như 30/09/2026 hoặc 2026-09-30")

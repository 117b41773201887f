"""What waits for an account in this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do. ``name`` and ``args`` are its address, for ``reverse``."""

    words: str
    sub: str
    name: str
    args: tuple[int, ...] = ()
    query: str = ""
    due: date | None = None

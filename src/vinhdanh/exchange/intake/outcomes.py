"""What becomes of each row and cell of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from vinhdanh.exchange.reading.problems import Problem
from vinhdanh.exchange.reading.rows import Row


class Mark(StrEnum):
    """What a cell shows. Everything but SAME and NONE has its own sign and words."""

    NEW = "n"
    CHANGED = "c"
    SAME = "s"
    CONFLICT = "x"
    BAD = "b"
    NONE = ""  # of a row that is not written


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    MATCHED = "matched"  # on record already, the same or changed
    CONFLICT = "conflict"  # against the register: not written until somebody settles it
    BAD = "bad"  # cannot be used
    WAITING = "waiting"  # its person or unit is not written, so it is not either
    REPEATED = "repeated"  # the same as another row


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not simply what its row is."""

    mark: Mark
    note: str = ""
    old: str | None = None  # what the register says
    new: str = ""  # what will be written, where the file words it otherwise
    options: tuple[tuple[str, str], ...] = ()  # ways to settle a conflict: answer, words
    problem: Problem | None = None


@dataclass(slots=True)
class Outcome:
    """What becomes of one row; ``cells`` by column key."""

    row: Row
    state: State
    cells: dict[str, Cell] = field(default_factory=dict)
    note: str = ""

    @property
    def written(self) -> bool:
        return self.state in (State.NEW, State.MATCHED)

    def conflict(self, key: str, note: str, options: Iterable[tuple[str, str]] = ()) -> None:
        """The row goes against the register in that cell."""
        self.state = State.CONFLICT
        self.cells[key] = Cell(Mark.CONFLICT, note, options=tuple(options))

    def bad(self, key: str, note: str) -> None:
        """The row cannot be used because of that cell."""
        self.state = State.BAD
        self.cells[key] = Cell(Mark.BAD, note)

    def wait(self, note: str) -> None:
        self.state, self.note = State.WAITING, note

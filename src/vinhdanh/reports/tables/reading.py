"""A definition's file as checked parts: what is wrong says the file, the line, the field, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from vinhdanh.engine.lawfiles import LawError, Problem, load_yaml

Step = str | int


@dataclass(frozen=True)
class Part:
    """A value of a file, with where it stands. Each method raises ``LawError`` on what is wrong."""

    value: Any
    file: Path
    steps: tuple[Step, ...] = ()

    @staticmethod
    def of(file: Path) -> Part:
        """The whole of a file; it holds fields with values."""
        try:
            whole = Part(load_yaml(file), file)
        except OSError as error:
            raise LawError([Problem(_name(file), 1, f"không đọc được: {error}")]) from error
        whole.fields()
        return whole

    # ---- what it holds ------------------------------------------------------------------------------

    def fields(self, allowed: Collection[str] = (), needed: Collection[str] = ()) -> Mapping[str, Any]:
        """Its fields, none but the allowed ones and all that are needed."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("cần các trường dạng “tên: giá trị”")
        for name in self.value:
            if allowed and name not in allowed:
                raise self[str(name)].unknown("trường", str(name), allowed)
        if missing := [name for name in needed if name not in self.value]:
            raise self.wrong(f"thiếu trường {', '.join(missing)}: thêm vào")
        return self.value

    def __getitem__(self, step: Step) -> Part:
        """What stands under a field, None where there is none."""
        inner: Any = None
        if isinstance(self.value, Mapping):
            inner = self.value.get(step)
        elif isinstance(step, int):
            inner = self.value[step]
        return Part(inner, self.file, (*self.steps, step))

    def __contains__(self, name: str) -> bool:
        return isinstance(self.value, Mapping) and name in self.value

    def items(self) -> Iterator[Part]:
        """The values of a list; none where the field isn't there."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.wrong("cần một danh sách (mỗi dòng bắt đầu bằng “-”)")
        yield from (self[at] for at in range(len(self.value)))

    def text(self, default: str | None = None) -> str:
        """Words; ``default`` where the field isn't there."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"cần chữ trong dấu nháy kép, đọc được {self.value!r}")
        return self.value.strip()

    def whole(self, default: int | None = None) -> int:
        """A whole number; ``default`` where the field isn't there."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong(f"cần một số nguyên, đọc được {self.value!r}")
        return self.value

    def truth(self) -> bool:
        """true or false; false where the field isn't there."""
        if self.value is not None and not isinstance(self.value, bool):
            raise self.wrong(f"cần true hoặc false, đọc được {self.value!r}")
        return bool(self.value)

    def day(self) -> date | None:
        """A day; None where the field isn't there."""
        if self.value is not None and not isinstance(self.value, date):
            raise self.wrong(f"cần một ngày dạng 2023-03-23, đọc được {self.value!r}")
        return self.value

    def day_of_year(self) -> tuple[int, int]:
        """A day without its year: month and day."""
        month, _, day = self.text().partition("-")
        try:
            date(2001, int(month), int(day))
        except ValueError:
            raise self.wrong(f"cần tháng-ngày dạng “12-01”, đọc được {self.value!r}") from None
        return int(month), int(day)

    def one_of(self, allowed: Collection[str], what: str) -> str:
        """One of a list of words."""
        if self.value not in allowed:
            raise self.unknown(what, str(self.value), allowed)
        return str(self.value)

    # ---- what is wrong ------------------------------------------------------------------------------

    @property
    def field(self) -> str:
        """Its place within the file: «rows[3].when.level»."""
        named = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in self.steps)
        return named.lstrip(".")

    def wrong(self, said: str) -> LawError:
        """The error for what stands here."""
        message = f"{self.field}: {said}" if self.field else said
        return LawError([Problem(_name(self.file), _line(self.file, self.steps), message)])

    def unknown(self, what: str, value: str, allowed: Collection[str]) -> LawError:
        """The error for a word that isn't one of a list, with the nearest that is."""
        near = get_close_matches(value, allowed, n=1, cutoff=0.5)
        if near:
            return self.wrong(f"không có {what} {value!r}; có phải {str(near[0])!r}? Sửa lại rồi nạp lại")
        return self.wrong(f"không có {what} {value!r}; chọn một trong: {', '.join(sorted(allowed))}")


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _line(file: Path, steps: tuple[Step, ...]) -> int:
    """The line on which a field stands, or the nearest one above it that is there."""
    node = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    line = 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line

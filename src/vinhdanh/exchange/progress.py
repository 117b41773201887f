"""How far long work is: a small file beside the uploads, so that no open transaction hides or blocks it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from time import monotonic, time

from django.conf import settings

from vinhdanh.exchange.types import SILENCE

_EVERY = 0.25  # seconds between two words


@dataclass(frozen=True, slots=True)
class Progress:
    """What a worker said last."""

    what: str = "Chờ bắt đầu"
    done: int = 0
    of: int = 0

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.of, 100) if self.of else 0


def _file(pk: int | str) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / "progress" / f"{pk}.json"


class Teller:
    """Tells how far one import is, but not more often than anybody looks."""

    def __init__(self, pk: int | str) -> None:
        self._path = _file(pk)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._last = 0.0
        self._what = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        if monotonic() - self._last < _EVERY and what == self._what and done < of:
            return
        self._last, self._what = monotonic(), what
        text = json.dumps({"what": what, "done": done, "of": of, "pid": os.getpid()}, ensure_ascii=False)
        made = self._path.with_suffix(f".{os.getpid()}-{get_ident()}")
        made.write_text(text, encoding="utf-8")
        made.replace(self._path)

    def forget(self) -> None:
        """The work is over."""
        self._path.unlink(missing_ok=True)


def said(pk: int | str) -> tuple[Progress, float] | None:
    """The last word about an import, and how many seconds ago; None when nobody is at it."""
    path = _file(pk)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        age = time() - path.stat().st_mtime
    except (OSError, ValueError):
        return None
    return Progress(data["what"], data["done"], data["of"]), max(age, 0.0)


def silent(pk: int | str) -> bool:
    """Whether the worker was cut off, e.g. by a restart of the server."""
    last = said(pk)
    return last is None or last[1] > SILENCE.total_seconds()

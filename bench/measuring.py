"""Interleaved timing, fresh processes, and what a benchmark hands to the report."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Times:
    """Seconds of several rounds of one thing."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        return f"{human(self.median)} ({human(min(self.rounds))}–{human(max(self.rounds))})"


def human(seconds: float) -> str:
    """«1.23 s», «4.5 ms», «67 µs», «89 ns»."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def interleaved(
    things: Mapping[str, Callable[[], object]], rounds: int, collect: bool = False
) -> dict[str, Times]:
    """Each thing once a round, in turn, so that a busy moment of the machine hits all of them.

    Args:
        collect: clear garbage before each, so that nobody pays for what the others left behind.
    """
    taken: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, do in things.items():
            if collect:
                gc.collect()
            start = time.perf_counter()
            do()
            taken[name].append(time.perf_counter() - start)
    return {name: Times(tuple(seconds)) for name, seconds in taken.items()}


def peak_memory() -> int:
    """The most memory that this process held at once, in bytes.

    On Linux from its own status: ``ru_maxrss`` would begin with what the parent held at the fork.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def fresh_process(module: str, *arguments: str) -> dict[str, Any]:
    """Run ``python -m module arguments`` and read the JSON of its last line.

    Raises:
        RuntimeError: with the process's own error text.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"python -m {module} {' '.join(arguments)} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass(frozen=True)
class Target:
    """A number that was asked for, and the number found."""

    what: str
    asked: str
    found: str
    reached: bool


@dataclass
class Section:
    """One part of the report."""

    title: str
    text: str
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

"""Long work in the terminal: one line a step, with the time that it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vinhdanh.web.cli.output import notes, seconds

if TYPE_CHECKING:
    from rich.progress import Progress

Told = Callable[[str, int, int], None]  # what is being done, how many done, of how many


class Steps:
    """Shows the steps of a command on stderr and remembers how long each took.

    At a terminal the running step has a bar; in a log every finished step is one line. With ``quiet`` nothing
    is shown, only measured.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.took: dict[str, float] = {}
        self._quiet = quiet
        self._console = notes()

    @property
    def total(self) -> float:
        """Seconds over all finished steps."""
        return sum(self.took.values())

    @contextmanager
    def step(self, name: str) -> Iterator[Told]:
        """Run one step; the value is called with (what, done, of) when the step knows how far it is."""
        started = time.perf_counter()
        if self._quiet or not self._console.is_terminal:
            yield _ignore
        else:
            with self._progress() as progress:
                task = progress.add_task(name, total=None)
                yield lambda what, done, of: progress.update(
                    task, description=what, completed=done, total=of or None
                )
        self.took[name] = time.perf_counter() - started
        if not self._quiet:
            self._console.print(f"{name:<44} {seconds(self.took[name]):>12}", markup=False)

    def _progress(self) -> Progress:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<42}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            console=self._console,
            transient=True,
        )


def _ignore(what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""

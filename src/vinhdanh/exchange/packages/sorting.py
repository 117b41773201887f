"""Rows in the order of their keys, whatever the database thinks of letters, in little memory."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path

CHUNK = 20_000  # rows held at a time


class Sorter:
    """Takes rows in any order and gives them back sorted by key, then by content.

    More than ``CHUNK`` rows go to files of the folder, each sorted, which are merged in the end.
    """

    def __init__(self, folder: Path, chunk: int = CHUNK) -> None:
        self._folder, self._chunk = folder, chunk
        self._held: list[str] = []
        self.parts: list[Path] = []

    def add(self, key: str, content: str, mark: int = 0) -> None:
        """One row. Key and content are JSON in one line, so hold no tabulator.

        Args:
            mark: comes back with the row; the database's own key of it.
        """
        self._held.append(f"{key}\t{content}\t{mark}\n")
        if len(self._held) >= self._chunk:
            self._put_away()

    def _put_away(self) -> None:
        self._held.sort()
        part = self._folder / f"part-{len(self.parts):05}"
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(self._held)
        self.parts.append(part)
        self._held.clear()

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Key, content and mark of every row in order; then the files are gone."""
        self._held.sort()
        files = [part.open(encoding="utf-8", newline="\n") for part in self.parts]
        try:
            for line in heapq.merge(self._held, *files):
                key, content, mark = line.rstrip("\n").split("\t")
                yield key, content, int(mark)
        finally:
            for file in files:
                file.close()
            for part in self.parts:
                part.unlink(missing_ok=True)

"""Reading running text into records, against records typed by hand.

``python -m bench.reading CORPUS [-v]``: CORPUS is a directory of passages ``NNN.txt`` with ``NNN.json``.
An award is found when its name, the recipients' kind and their number are right, a commendation when both
numbers are. A phrase (movement, task, directive) is found when it shares most of its words; a target by
value, unit and kind; a decision by number and date.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vinhdanh.exchange.prose.export import as_json
from vinhdanh.exchange.prose.reader import read_text
from vinhdanh.people.folding import fold

SHARED = 0.5  # of the words of both phrases together (Dice), so that a phrase is found
SECONDS = 2.0  # of reading the passages again and again, for the speed

Facts = Mapping[str, Any]
Alike = Callable[[Any, Any], bool]


def _exact(key: Callable[[Any], object]) -> Alike:
    return lambda gold, read: key(gold) == key(read)


def _overlap(key: Callable[[Any], str]) -> Alike:
    def alike(gold: Any, read: Any) -> bool:
        mine, yours = set(fold(key(gold)).split()), set(fold(key(read)).split())
        return 2 * len(mine & yours) >= SHARED * (len(mine) + len(yours)) and bool(mine & yours)

    return alike


KINDS: Mapping[str, Alike] = {
    "awards": _exact(lambda one: (fold(one["award"]), one["recipient_kind"], one["count"])),
    "commendation_counts": _exact(lambda one: (one["collectives"], one["individuals"])),
    "movements": _overlap(lambda one: one["name"]),
    "focal_tasks": _overlap(lambda one: one if isinstance(one, str) else one["task"]),
    "targets": _exact(lambda one: (float(one["value"]), fold(one["unit"]), one["kind"])),
    "directives": _overlap(lambda one: one["task"]),
    "decisions": _exact(lambda one: (fold(one["number"] or ""), one["date"])),
}


@dataclass
class Score:
    """What was found rightly, wrongly and not at all of one kind of records."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was read."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what stands in the text that was read; 1 where nothing stands there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(passages: Iterable[tuple[str, str, Facts]]) -> dict[str, Score]:
    """Score the reading of passages (name, text, records typed by hand), kind by kind."""
    scores = {kind: Score() for kind in KINDS}
    for name, text, gold in passages:
        read = as_json(read_text(text))
        for kind, alike in KINDS.items():
            _count(scores[kind], name, list(gold[kind]), list(read[kind]), alike)
    return scores


def _count(kept: Score, name: str, gold: list[Any], read: list[Any], alike: Alike) -> None:
    for one in read:
        match = next((other for other in gold if alike(other, one)), None)
        if match is None:
            kept.wrong += 1
            kept.misses.append(f"{name} wrong  {_shown(one)}")
        else:
            kept.right += 1
            gold.remove(match)
    kept.missed += len(gold)
    kept.misses += [f"{name} missed {_shown(one)}" for one in gold]


def _shown(one: Any) -> str:
    if isinstance(one, str):
        return one
    return " | ".join(str(value) for key, value in one.items() if key != "place" and value not in (None, []))


def passages_in(corpus: Path) -> Iterator[tuple[str, str, Facts]]:
    """The passages of a corpus that have records beside them."""
    for text in sorted(corpus.glob("*.txt")):
        typed = text.with_suffix(".json")
        if typed.exists():
            yield text.stem, text.read_text(encoding="utf-8"), json.loads(typed.read_text(encoding="utf-8"))


def speed(texts: list[str]) -> float:
    """Passages read a second, on one core."""
    start = time.process_time()
    rounds = 0
    while time.process_time() - start < SECONDS:
        for text in texts:
            read_text(text)
        rounds += 1
    return rounds * len(texts) / (time.process_time() - start)


def main() -> int:
    """Print the scores; 2 where there is no corpus."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading")
    parser.add_argument("corpus", nargs="?", default="", help="directory of NNN.txt with NNN.json")
    parser.add_argument("-v", "--verbose", action="store_true", help="print each miss")
    asked = parser.parse_args()
    found = list(passages_in(Path(asked.corpus))) if asked.corpus else []
    if not found:
        where = f"in {asked.corpus}" if asked.corpus else "named"
        print(
            f"No passages {where}: give a directory of NNN.txt with NNN.json (make bench-read CORPUS=path).",
            file=sys.stderr,
        )
        return 2
    scores = score(found)
    print(f"{'kind':22}{'precision':>10}{'recall':>8}{'F1':>7}   right wrong missed")
    for kind, one in scores.items():
        print(
            f"{kind:22}{one.precision:10.3f}{one.recall:8.3f}{one.f1:7.3f}   "
            f"{one.right:5}{one.wrong:6}{one.missed:7}"
        )
    print(
        f"{len(found)} passages; {speed([text for _, text, _ in found]):,.0f} passages a second on one core"
    )
    if asked.verbose:
        for kind, one in scores.items():
            print(*[f"{kind}: {miss}" for miss in one.misses], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""One person judged for every title and explained, and loading the law.

``python -m bench.one_person load`` is the fresh process that loads the law once.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from bench import data
from bench.forces import tables
from bench.measuring import Section, Target, Times, fresh_process, interleaved
from vinhdanh.engine import (
    Facts,
    Finding,
    Force,
    Grant,
    LawBook,
    Level,
    Merit,
    Person,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
    judge_one,
)

PERSONS = 200
GATES = ("conduct", "outstanding", "exemplary")


def records(n: int) -> list[Facts]:
    """Each of the first persons of the generated force as records of his own."""
    found = tables(data.folder(n), group=0)
    values = {name: {c: t[c].to_numpy() for c in t.column_names} for name, t in found.items()}
    return [person(values, at) for at in range(PERSONS)]


def person(values: dict[str, dict[str, np.ndarray]], at: int) -> Facts:
    def rows(name: str) -> list[dict[str, int]]:
        table = values[name]
        low, high = np.searchsorted(table["person"], [at, at + 1])
        return [{c: int(table[c][i]) for c in table} for i in range(low, high)]

    me = f"p{at}"
    joined: date = values["persons"]["joined"][at].astype("datetime64[D]").item()
    levels = {**{int(level): level for level in Level}, -1: None}
    return Facts(
        persons=(Person(me, f"Nguyễn Văn {at}", Force.POLICE, joined=joined),),
        ratings=tuple(
            YearRating(f"r{i}", me, r["year"], levels[r["level"]]) for i, r in enumerate(rows("ratings"))
        ),
        grants=tuple(
            Grant(f"g{i}", me, data.HONOURS[g["honour"]], g["year"], Merit(data.MERITS[g["merit"]]))
            for i, g in enumerate(rows("grants"))
        ),
        works=tuple(
            Work(f"w{i}", (me,), WorkKind(data.KINDS[w["kind"]]), w["year"], WorkScope(w["scope"]))
            for i, w in enumerate(rows("works"))
        ),
        findings=tuple(Finding(f"f{i}", me, about, data.YEAR, True) for i, about in enumerate(GATES)),
    )


def one(n: int, rounds: int) -> Section:
    loads = [fresh_process("bench.one_person", "load") for _ in range(5)]
    load = Times(tuple(found["seconds"] for found in loads))
    book = LawBook.load()
    people = records(n)
    lines = sum(line.subject_kind == "person" for line in book.rule_lines)

    def explained(facts: Facts) -> None:
        judge_one(book, replace(facts), facts.persons[0].id, year=data.YEAR)  # replaced: nothing cached

    times = interleaved({facts.persons[0].id: partial(explained, facts) for facts in people}, rounds)
    every = Times(tuple(t.median for t in times.values()))
    return Section(
        title="5. One person, and loading the law",
        text=(
            f"{PERSONS} persons, one after the other: a `Facts` of that person alone is judged for "
            f"all {lines} lines "
            "about persons, and every line in scope is explained with its records. The law is loaded "
            "and checked in "
            f"{len(loads)} fresh processes, the import of the engine not counted."
        ),
        head=("", "median (min–max)"),
        rows=[("judge and explain one person", str(every)), ("load and check the whole law", str(load))],
        targets=[
            Target(
                "One person judged for all titles and explained",
                "≤ 2 ms",
                f"{every.median * 1e3:.2f} ms",
                every.median <= 2e-3,
            ),
            Target(
                "Loading and checking the whole law",
                "≤ 300 ms",
                f"{load.median * 1e3:.0f} ms",
                load.median <= 0.3,
            ),
        ],
    )


if __name__ == "__main__" and sys.argv[1:] == ["load"]:
    begin = time.perf_counter()
    LawBook.load()
    print(json.dumps({"seconds": time.perf_counter() - begin}))

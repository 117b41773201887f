"""Five of the titles in OpenFisca and in ZEN, on the same persons, with identical verdicts."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from bench import data
from bench.forces import columns_of, tables
from bench.measuring import Section, Target, Times, human, interleaved
from bench.peers import openfisca_peer, zen_peer
from bench.tables import Tables
from vinhdanh.engine import LawBook, judge_columns

RULES = list(openfisca_peer.RULES)


def same(engine: np.ndarray, peer: np.ndarray, who: str) -> None:
    differing = int((engine != peer).any(axis=1).sum())
    if differing:
        raise AssertionError(f"{differing:,} of {len(peer):,} persons are judged differently by {who}")


def engine_runs(n: int) -> tuple[Callable[[], np.ndarray], Callable[[], np.ndarray]]:
    """Two ways to judge the force: from its records in memory, and again from words already built."""
    book = LawBook.load()
    found = tables(data.folder(n))
    built = columns_of(found)
    judge_columns(book, built, rules=RULES)
    return (
        lambda: judge_columns(book, columns_of(found), rules=RULES).statuses,
        lambda: judge_columns(book, built, rules=RULES).statuses,
    )


def openfisca(n: int, rounds: int) -> Section:
    folder = data.folder(n)
    long_tables = Tables.read(folder, n)
    start = time.perf_counter()
    dense = long_tables.dense()
    densify = time.perf_counter() - start
    built = openfisca_peer.system()
    from_records, from_words = engine_runs(n)
    same(from_words(), openfisca_peer.judge(built, dense, n, data.YEAR), "OpenFisca")
    times = interleaved(
        {
            "openfisca": lambda: openfisca_peer.judge(built, dense, n, data.YEAR),
            "records": from_records,
            "words": from_words,
        },
        rounds,
        collect=True,
    )
    warm = times["openfisca"].median / times["words"].median
    whole = (densify + times["openfisca"].median) / times["records"].median
    return Section(
        title="3. OpenFisca-Core",
        text=(
            f"{n:,} persons, {len(RULES)} titles ({', '.join(RULES)}), identical verdicts, {rounds} "
            "interleaved rounds. "
            "OpenFisca takes one dense array of all persons per variable and year; its time is "
            "`set_input` of those "
            "arrays and `calculate`. The engine's counterpart of those arrays is its words. Making "
            "the dense arrays "
            f"from the long tables with NumPy took {human(densify)} more and is in the second ratio, "
            "where the engine "
            "builds its words too."
        ),
        head=("", "median (min–max)", "OpenFisca takes"),
        rows=[
            ("OpenFisca, input and evaluation", str(times["openfisca"]), ""),
            ("engine, from words", str(times["words"]), f"{warm:.0f} × as long"),
            ("engine, from the long tables in memory", str(times["records"]), f"{whole:.1f} × as long"),
        ],
        targets=[Target("OpenFisca, evaluation with its input", "≥ 40 ×", f"{warm:.0f} ×", warm >= 40)],
    )


def zen(n: int, rounds: int, sample: int = 2_000) -> Section:
    long_tables = Tables.read(data.folder(n), sample)
    persons = list(zen_peer.persons(long_tables))
    decision = zen_peer.decision()
    _, from_words = engine_runs(n)
    same(from_words()[:sample], np.array([zen_peer.judge(decision, p) for p in persons], np.uint8), "ZEN")
    times = interleaved(
        {"zen": lambda: [zen_peer.judge(decision, p) for p in persons], "engine": from_words}, rounds
    )
    each = {"zen": per_person(times["zen"], sample), "engine": per_person(times["engine"], n)}
    ratio = each["zen"].median / each["engine"].median
    return Section(
        title="4. ZEN engine (GoRules)",
        text=(
            f"The same {len(RULES)} titles as one expression node, for the first {sample:,} persons "
            "one after the other "
            "(identical verdicts); each comes as short lists of years, and making those is not "
            "timed. The engine "
            f"judges all {n:,} at once. Time for one person, {rounds} interleaved rounds."
        ),
        head=("", "median (min–max) a person", "ZEN takes"),
        rows=[
            ("ZEN", str(each["zen"]), ""),
            ("engine, from words", str(each["engine"]), f"{ratio:,.0f} × as long"),
        ],
        targets=[Target("ZEN, time for one person", "≥ 500 ×", f"{ratio:,.0f} ×", ratio >= 500)],
    )


def per_person(times: Times, n: int) -> Times:
    return Times(tuple(seconds / n for seconds in times.rounds))

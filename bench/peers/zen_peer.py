"""Five of the titles in the ZEN rule engine (GoRules), one person at a time.

The decision is one expression node of a JDM graph. Each person comes as short lists of years
(years at a level, years with an honour), the leanest input the expressions can use; making
those lists is not timed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import zen

from bench import data
from bench.tables import FLAGS, Tables

RULES = ("CSTD_CS", "CSTD_BO", "CSTD_TQ", "BK_TTG_CN", "HCLD_3_CN")


def gap(years: str, held: str) -> str:
    return f"filter({years}, not(# in {held}))"


def latest(years: str, otherwise: str) -> str:
    return f"len({years}) > 0 ? max({years}) : {otherwise}"


def bounds(low: str, high: str) -> str:
    return f"({high}) ? (({low}) ? 2 : 1) : 0"


EXPRESSIONS: list[tuple[str, str]] = [
    # runs of levels: the year before the run starts, at worst and at best
    ("years", "[joined..year]"),
    ("good_gap", gap("$.years", "good")),
    ("good_low", latest("$.good_gap", "joined - 1")),
    ("not_good", gap("known", "good")),
    ("good_high", latest("$.not_good", "joined - 1")),
    # Điều 23
    ("level_open", "not(year in known)"),
    ("cstt_low", "(year in good) or (year in cstt)"),
    ("cstt_high", "$.cstt_low or $.level_open"),
    ("merit_low", "(year in excellent) or (year in work_base)"),
    ("merit_high", "$.merit_low or $.level_open"),
    ("CSTD_CS", bounds("$.cstt_low and $.merit_low", "$.cstt_high and $.merit_high")),
    # Điều 22
    ("cs_open", "not(year in cs) and $.CSTD_CS >= 1"),
    ("three_before", "((year - 1) in cs) and ((year - 2) in cs)"),
    ("three_low", "(year in cs) and $.three_before"),
    ("three_high", "((year in cs) or $.cs_open) and $.three_before"),
    ("ministry", "len(work_ministry) > 0"),
    ("CSTD_BO", bounds("$.three_low and $.ministry", "$.three_high and $.ministry")),
    # Điều 21
    ("bo_open", "not(year in bo) and $.CSTD_BO >= 1"),
    ("two_low", "(year in bo) and ((year - 1) in bo)"),
    ("two_high", "((year in bo) or $.bo_open) and ((year - 1) in bo)"),
    ("national", "len(work_national) > 0"),
    ("CSTD_TQ", bounds("$.two_low and $.national", "$.two_high and $.national")),
    # Điều 73 khoản 1 điểm b
    ("one_more", "$.cs_open ? 1 : 0"),
    ("run_low", "year - $.good_low >= 5 and len(filter(cs, # > $.good_low)) >= 3"),
    ("run_high", "year - $.good_high >= 5 and len(filter(cs, # > $.good_high)) + $.one_more >= 3"),
    ("has", "len(bk_bo) > 0"),
    ("BK_TTG_CN", bounds("$.has and $.run_low", "$.has and $.run_high")),
    # Điều 44 khoản 1 điểm e
    ("given", "len(bk_ttg) > 0 ? min(bk_ttg) : year"),
    ("from_low", "max([$.given, $.good_low])"),
    ("from_high", "max([$.given, $.good_high])"),
    ("span_low", "year - $.from_low >= 5 and len(filter(cs, # > $.from_low)) >= 3"),
    ("excellent_low", "len(filter(excellent, # > $.from_low)) >= 1"),
    ("span_high", "year - $.from_high >= 5 and len(filter(cs, # > $.from_high)) + $.one_more >= 3"),
    ("not_excellent", gap("known", "excellent")),
    ("excellent_high", "year - $.from_high > len(filter($.not_excellent, # > $.from_high))"),
    ("HCLD_3_CN", bounds("$.span_low and $.excellent_low", "$.span_high and $.excellent_high")),
]


def decision() -> zen.ZenDecision:
    node = {
        "id": "rules",
        "type": "expressionNode",
        "name": "rules",
        "position": {"x": 0, "y": 0},
        "content": {
            "expressions": [{"id": key, "key": key, "value": text} for key, text in EXPRESSIONS],
            "passThrough": False,
        },
    }
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}, "content": {}},
            node,
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}, "content": {}},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    return zen.ZenEngine().create_decision(json.dumps(graph))


def persons(tables: Tables) -> Iterator[dict[str, Any]]:
    """Each person as lists of years."""
    made: list[dict[str, Any]] = []
    names = ("known", "good", "excellent", *FLAGS)
    for joined in tables.joined.astype("datetime64[Y]").astype(int) + 1970:
        person: dict[str, Any] = {"year": data.YEAR, "joined": int(joined)}
        made.append(person | {n: [] for n in (*names, "work_base", "work_ministry", "work_national")})
    for who, year, level in rows(tables.ratings, "level"):
        for name, least in (("known", 0), ("good", 2), ("excellent", 3)):
            if level >= least:
                made[who][name].append(year)
    for name, (honour, when) in FLAGS.items():
        people, years = tables.supporting(honour, when)
        for who, year in set(zip(people.tolist(), years.tolist(), strict=True)):
            made[who][name].append(year)
    for who, year, scope in rows(tables.works, "scope"):
        for name, least in (("work_base", 1), ("work_ministry", 2), ("work_national", 3)):
            if scope >= least:
                made[who][name].append(year)
    yield from made


def rows(table: dict[str, np.ndarray], what: str) -> Iterator[tuple[int, int, int]]:
    yield from zip(*(table[c].tolist() for c in ("person", "year", what)), strict=True)


def judge(made: zen.ZenDecision, person: dict[str, Any]) -> list[int]:
    """Statuses of one person in the order of ``RULES``."""
    found = made.evaluate(person)["result"]
    return [int(found[rule]) for rule in RULES]

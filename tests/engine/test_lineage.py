"""A unit that was merged, split or renamed keeps the past of the units it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.engine.agency import findings, grants, ratings, unit
from tests.engine.test_semantics import law
from vinhdanh.engine import Facts, Lineage, LineageKind, Verdict, judge

MERGED_ON = date(2025, 7, 1)
NEW = unit("NEW", valid_from=MERGED_ON)
CONCLUDED = findings("NEW", 2025, "exemplary", "unity", "movement", "democracy", "welfare", "thrift")


def became(kind: LineageKind, *old: str, successor: str = "NEW") -> tuple[Lineage, ...]:
    return tuple(Lineage(f"lineage:{o}", o, successor, kind, MERGED_ON) for o in old)


def run_of_excellence(facts: Facts) -> tuple[int, int]:
    career = judge(law(), facts, year=2025).career("NEW")
    low, high = career.rating(3)  # type: ignore[arg-type]
    return low.bit_count(), high.bit_count()


def test_a_renamed_unit_keeps_its_streak() -> None:
    facts = Facts(
        units=(unit("OLD", valid_to=date(2025, 6, 30)), NEW),
        ratings=ratings("OLD", 2024, "xx") + ratings("NEW", 2025, "x"),
        lineages=became(LineageKind.RENAMED, "OLD"),
    )
    assert run_of_excellence(facts)[0] == 3
    assert run_of_excellence(replace(facts, lineages=()))[0] == 1


def test_after_a_merger_what_all_had_is_sure_and_what_some_had_is_open() -> None:
    facts = Facts(
        units=(unit("A", valid_to=date(2025, 6, 30)), unit("B", valid_to=date(2025, 6, 30)), NEW),
        ratings=ratings("A", 2024, "xx") + ratings("B", 2024, "gx") + ratings("NEW", 2025, "x"),
        lineages=became(LineageKind.MERGED, "A", "B"),
    )
    low, high = run_of_excellence(facts)
    assert low == 2  # 2025 its own, 2024 of both
    assert high >= 3  # 2023 of one of them: people decide


def test_a_unit_that_stood_before_only_possibly_gains_anothers_years() -> None:
    facts = Facts(
        units=(unit("A", valid_to=date(2025, 6, 30)), unit("NEW", valid_from=date(2000, 1, 1))),
        ratings=ratings("A", 2024, "xx") + ratings("NEW", 2025, "ggx"),
        lineages=became(LineageKind.MERGED, "A"),
    )
    assert run_of_excellence(facts)[0] == 1


def test_the_verdict_names_the_former_unit() -> None:
    facts = Facts(
        units=(unit("OLD", valid_to=date(2025, 6, 30)), NEW),
        ratings=ratings("OLD", 2024, "x") + ratings("NEW", 2025, "x"),
        grants=grants("OLD", "DVQT", (2024,)) + grants("NEW", "DVQT", (2025,)),
        findings=CONCLUDED,
        lineages=became(LineageKind.RENAMED, "OLD"),
    )
    run = judge(law(), facts, year=2025)
    career = run.career("NEW")
    told = [
        e.text for e in career.grant_records(("DVQT",), career.honour(("DVQT",), frozenset())[1], frozenset())
    ]
    assert any("khi là Đơn vị OLD" in text for text in told)
    assert run.verdict("OLD", "DVQT") == Verdict.OUT_OF_SCOPE

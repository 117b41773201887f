"""Run the measurements and write bench/RESULTS.md.

``python -m bench`` takes a few minutes with a million persons; ``--persons 100000`` is a try-out
that writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import data
from bench.again import again
from bench.certificates import certificates
from bench.intake import intake
from bench.judge_workbook import workbook
from bench.look_ups import look_ups
from bench.measuring import Section
from bench.million import cold, warm
from bench.one_person import one
from bench.other_engines import openfisca, zen
from bench.report import report as year_report
from bench.review import review

RESULTS = Path(__file__).parent / "RESULTS.md"
FULL = 1_000_000
VERSIONS = (
    "numpy pyarrow duckdb openfisca-core zen-engine openpyxl python-calamine xlsxwriter "
    "typst reportlab weasyprint"
).split()


def sections(n: int) -> dict[str, Callable[[], Section]]:
    return {
        "warm": lambda: warm(n, rounds=15),
        "cold": lambda: cold(n, rounds=5),
        "openfisca": lambda: openfisca(n, rounds=5),
        "zen": lambda: zen(n, rounds=5),
        "person": lambda: one(n, rounds=5),
        "workbook": lambda: workbook(rounds=5),
        "again": lambda: again(rounds=7),
        "look-ups": lambda: look_ups(n),
        "intake": lambda: intake(rounds=3),
        "review": lambda: review(rounds=9),
        "certificates": lambda: certificates(rounds=5),
        "report": lambda: year_report(rounds=5),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--persons", type=int, default=FULL, help="size of the force (default: a million)")
    parser.add_argument("--only", nargs="+", choices=list(sections(0)), help="these parts; writes nothing")
    asked = parser.parse_args()
    print(f"A force of {asked.persons:,} persons in {data.folder(asked.persons)}")
    made = []
    for name, measure in sections(asked.persons).items():
        if asked.only and name not in asked.only:
            continue
        print(f"\n{name} …", flush=True)
        made.append(measure())
        print(shown(made[-1]))
    print("\n" + targets(made))
    if asked.persons == FULL and not asked.only:
        RESULTS.write_text(report(made), encoding="utf-8")
        print(f"\nWritten: {RESULTS}")


def report(made: list[Section]) -> str:
    """The whole page."""
    return (
        "\n\n".join(
            [
                "# What was measured",
                f"{date.today():%d/%m/%Y}, {machine()}; Python {platform.python_version()}, "
                + ", ".join(f"{name} {version(name)}" for name in VERSIONS)
                + ". Written by `make bench`; do not edit. Times are wall time, the median with the "
                "fastest and the "
                "slowest round. Both sides of a comparison run in turn in the same session, on the same data "
                f"(`bench/data.py`, seed {data.SEED}), and their verdicts are compared person by "
                "person before any time "
                "is believed.",
                targets(made),
                *map(shown, made),
            ]
        )
        + "\n"
    )


def targets(made: list[Section]) -> str:
    rows = [
        (target.what, target.asked, target.found, "reached" if target.reached else "**not reached**")
        for section in made
        for target in section.targets
    ]
    return table(("", "asked", "found", ""), rows)


def shown(section: Section) -> str:
    return f"## {section.title}\n\n{section.text}\n\n{table(section.head, section.rows)}"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """The processor and memory, as the system tells them."""
    name, memory = platform.machine(), ""
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
        total = int(Path("/proc/meminfo").read_text().split()[1]) * 1024
        memory = f", {total / 2**30:.0f} GiB"
    return f"{os.cpu_count()} × {name}{memory}, {platform.system()} {platform.release()}"


if __name__ == "__main__":
    main()

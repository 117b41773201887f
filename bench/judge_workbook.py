"""``vinhdanh judge`` on a workbook of a whole province, start-up and writing included.

``python -m bench.judge_workbook read FILE`` is the peer: a fresh process that only reads every
cell of the same workbook with openpyxl.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import data
from bench.measuring import ROOT, Section, Target, interleaved

VINHDANH = [sys.executable, "-c", "from vinhdanh.web.cli import main; main()"]


def run(*arguments: str) -> str:
    """One command in a new process.

    Raises:
        RuntimeError: with what the command printed, unless it ends well.
    """
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def workbook(rounds: int) -> Section:
    with tempfile.TemporaryDirectory() as folder:
        source, out = f"{folder}/du-lieu.xlsx", f"{folder}/ket-qua.xlsx"
        made = json.loads(run(*VINHDANH, "sample", source, "--json"))
        judge = [*VINHDANH, "judge", source, "--year", str(data.YEAR), "--out", out, "--json"]
        run(*judge)
        if not Path(out).stat().st_size:
            raise AssertionError("vinhdanh judge wrote an empty workbook")
        times = interleaved(
            {
                "vinhdanh": lambda: run(*judge),
                "openpyxl": lambda: run(sys.executable, "-m", "bench.judge_workbook", "read", source),
            },
            rounds,
        )
        peer = json.loads(run(sys.executable, "-m", "bench.judge_workbook", "read", source))
        sizes = Path(source).stat().st_size / 1e6, Path(out).stat().st_size / 1e6
    seconds = times["vinhdanh"].median
    return Section(
        title="6. `vinhdanh judge` on a province's workbook",
        text=(
            f"The clean sample workbook: {made['persons']:,} persons, {made['units']:,} units, "
            f"{peer['cells']:,} cells, "
            f"{sizes[0]:.1f} MB. Wall time of new processes, {rounds} rounds in turn. `vinhdanh "
            "judge` reads, checks, "
            f"judges every line for {data.YEAR} and writes a result workbook of {sizes[1]:.1f} MB; "
            "the peer only "
            "reads the cells with openpyxl (read-only mode, values) and does nothing with them."
        ),
        head=("", "median (min–max)"),
        rows=[
            ("`vinhdanh judge`, everything", str(times["vinhdanh"])),
            ("openpyxl, reading only", str(times["openpyxl"])),
        ],
        targets=[
            Target("`vinhdanh judge` on the sample workbook", "≤ 6 s", f"{seconds:.2f} s", seconds <= 6)
        ],
    )


def read(path: str) -> None:
    from openpyxl import load_workbook

    start, cells = time.perf_counter(), 0
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            cells += sum(value is not None for value in row)
    print(json.dumps({"cells": cells, "seconds": time.perf_counter() - start}))


if __name__ == "__main__" and sys.argv[1:2] == ["read"]:
    read(sys.argv[2])

"""The generated force as the engine takes it: whole, or in batches of persons."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench import data
from vinhdanh.engine import ForceColumns, LawBook, Rows, judge_columns

CAREER_RULES = ["CSTT", "CSTD_CS", "CSTD_BO", "CSTD_TQ", "BK_BO_CN", "BK_TTG_CN", "HCLD_3_CN", "HCLD_2_CN"]
RULES = [*CAREER_RULES, "HCHUY_ANTQ", "HCCSVV_1", "HCCSVV_2", "HCCSVV_3"]
GATES = ("conduct", "outstanding", "exemplary")  # what people conclude: yes for everybody
THREADS = 2


def tables(folder: Path, group: int | None = None) -> dict[str, pa.Table]:
    """The four tables; of one row group, if named. Row group n of each holds the same persons."""
    found = {}
    for name in data.SCHEMAS:
        file = pq.ParquetFile(folder / f"{name}.parquet")
        found[name] = file.read() if group is None else file.read_row_group(group, use_threads=False)
    return found


def columns_of(found: dict[str, pa.Table]) -> ForceColumns:
    persons = found["persons"]
    first, n = persons["person"][0].as_py(), persons.num_rows

    def rows(name: str) -> Rows:
        table = found[name]
        values = {c: table[c].to_numpy() for c in table.column_names if c != "person"}
        return Rows(table["person"].to_numpy() - np.int32(first), values)

    works = rows("works")
    works.columns |= {
        "used_honour": np.full(len(works), -1, np.int8),
        "used_year": np.zeros(len(works), np.int16),
        "shared": np.zeros(len(works), np.int8),
    }
    joined = persons["joined"].to_numpy().astype("datetime64[M]").astype(np.int32)  # months since 1970
    return ForceColumns.plain(
        n,
        data.YEAR,
        honours=tuple(data.HONOURS),
        ratings=rows("ratings"),
        grants=rows("grants"),
        works=works,
        joined_year=(joined // 12 + 1970).astype(np.int16),
        # Up to 31/12, a month is whole once its day has come: whatever the day of joining.
        service=((data.YEAR - 1970) * 12 + 11 - joined).astype(np.int16),
        findings={about: np.full(n, 2, np.uint8) for about in GATES},
    )


def judge_folder(book: LawBook, folder: Path, rules: list[str] = RULES, threads: int = THREADS) -> np.ndarray:
    """From Parquet to verdicts, one row group of persons at a time, on ``threads`` threads."""

    def judged(group: int) -> np.ndarray:
        return judge_columns(book, columns_of(tables(folder, group)), rules=rules).statuses

    groups = pq.ParquetFile(folder / "persons.parquet").metadata.num_row_groups
    with ThreadPoolExecutor(threads) as pool:
        parts: Iterator[np.ndarray] = pool.map(judged, range(groups))
        return np.concatenate(list(parts))

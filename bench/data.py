"""A seeded force of any size as Parquet: about 39 rows of history a person, sorted by person.

``python -m bench.data 1000000`` writes bench/data/1000000/{persons,ratings,grants,works}.parquet.
The careers are invented, but shaped so that every title has people on both sides of every
threshold: runs of exactly two, three and five years, gaps, years without a level, honours of a
merit that may not support another.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

DATA = Path(__file__).parent / "data"
YEAR = 2025
SEED = 20251231
CHUNK = 65_536  # persons generated, and written as one row group, at a time
LONGEST = 27  # years of the longest career

HONOURS = (
    "CSTT CSTD_CS CSTD_BO CSTD_TQ GK BK_BO BK_TTG HCLD_3 HCLD_2 HCCSVV_3 HCCSVV_2 HCCSVV_1 HCHUY_ANTQ".split()
)
MERITS = "cong_trang dot_xuat phong_trao cong_hien nien_han doi_ngoai".split()
KINDS = "initiative project ingenuity".split()

SCHEMAS = {
    "persons": pa.schema([("person", pa.int32()), ("joined", pa.date32())]),
    "ratings": pa.schema([("person", pa.int32()), ("year", pa.int16()), ("level", pa.int8())]),
    "grants": pa.schema(
        [
            ("person", pa.int32()),
            ("year", pa.int16()),  # counted for
            ("given", pa.int16()),  # decided in
            ("honour", pa.int8()),
            ("merit", pa.int8()),
        ]
    ),
    "works": pa.schema(
        [("person", pa.int32()), ("year", pa.int16()), ("kind", pa.int8()), ("scope", pa.int8())]
    ),
}


def folder(n: int) -> Path:
    """The folder of the force of ``n`` persons, written first if it is not there yet."""
    path = DATA / str(n)
    if not (path / "works.parquet").exists():
        write(n, path)
    return path


def write(n: int, path: Path) -> None:
    """Write the four tables, one chunk of persons at a time, so that memory stays small."""
    path.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    meta = {"honours": " ".join(HONOURS), "merits": " ".join(MERITS), "kinds": " ".join(KINDS)}
    parts = {name: path / f"{name}.parquet.part" for name in SCHEMAS}
    writers = {
        name: pq.ParquetWriter(parts[name], schema.with_metadata(meta), compression="snappy")
        for name, schema in SCHEMAS.items()
    }
    for first in range(0, n, CHUNK):
        for name, columns in careers(rng, first, min(CHUNK, n - first)).items():
            schema = SCHEMAS[name].with_metadata(meta)
            arrays = [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
            writers[name].write_table(pa.table(arrays, schema=schema), row_group_size=1 << 24)
    for name, writer in writers.items():
        writer.close()
        parts[name].rename(path / f"{name}.parquet")


def careers(rng: np.random.Generator, first: int, n: int) -> dict[str, list[np.ndarray]]:
    """The rows of ``n`` persons numbered from ``first``; every table is sorted by person."""
    length = rng.integers(2, LONGEST + 1, n)
    joined_year = YEAR + 1 - length
    joined = (joined_year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    joined = joined + rng.integers(0, 365, n)
    year = np.arange(YEAR + 1 - LONGEST, YEAR + 1)
    served = year[None, :] >= joined_year[:, None]
    shape = served.shape

    talent = rng.beta(2.2, 1.6, n)[:, None]
    draw = rng.random(shape)
    level = np.where(draw < talent * 0.8, 3, np.where(draw < 0.93, 2, np.where(draw < 0.985, 1, 0)))
    recorded = served & (rng.random(shape) < 0.955)
    level = np.where(rng.random(shape) < 0.02, -1, level)  # year not assessed

    def chance(p: float) -> np.ndarray:
        return rng.random(shape) < p

    def run(held: np.ndarray, times: int) -> np.ndarray:
        out = held.copy()
        for back in range(1, times):
            out[:, back:] &= held[:, :-back]
            out[:, :back] = False
        return out

    def after(given: np.ndarray, wait: int) -> np.ndarray:
        """Years at least ``wait`` years after the first year given."""
        out = np.zeros(shape, bool)
        out[:, wait:] = np.logical_or.accumulate(given, axis=1)[:, :-wait]
        return out

    def first_only(given: np.ndarray) -> np.ndarray:
        return given & (np.cumsum(given, axis=1) == 1)

    tenure = year[None, :] - joined_year[:, None]
    given: dict[str, np.ndarray] = {}
    given["CSTT"] = served & (level >= 2) & chance(0.8)
    given["CSTD_CS"] = given["CSTT"] & (((level == 3) & chance(0.9)) | chance(0.08))
    given["CSTD_BO"] = run(given["CSTD_CS"], 3) & chance(0.4)
    given["CSTD_TQ"] = run(given["CSTD_BO"], 2) & chance(0.4)
    given["GK"] = served & chance(0.12)
    given["BK_BO"] = served & chance(0.08)
    given["BK_TTG"] = first_only(after(given["BK_BO"], 2) & chance(0.2))
    given["HCLD_3"] = first_only(after(given["BK_TTG"], 4) & chance(0.3))
    given["HCLD_2"] = first_only(after(given["HCLD_3"], 5) & chance(0.3))
    for code, after_years in (("HCCSVV_3", 10), ("HCCSVV_2", 15), ("HCCSVV_1", 20), ("HCHUY_ANTQ", 25)):
        given[code] = (tenure == after_years) & chance(0.9)
    twice = served & chance(0.01)  # a second certificate in one year

    codes = np.stack([given[code] for code in HONOURS] + [twice], axis=2)
    who, when, what = np.nonzero(codes)
    honour = np.where(what == len(HONOURS), HONOURS.index("GK"), what)
    # Certificates are often for đột xuất or chuyên đề; of titles only a few are recorded so, by mistake.
    often = np.isin(honour, [HONOURS.index(c) for c in ("GK", "BK_BO", "BK_TTG")])
    odd = (rng.random(len(who)) < np.where(often, 0.25, 0.004)) & (honour != HONOURS.index("CSTT"))
    merit = np.where(odd, rng.integers(1, 3, len(who)), 0)
    long_service = np.isin(honour, [HONOURS.index(c) for c in HONOURS if c.startswith(("HCCSVV", "HCHUY"))])
    merit[long_service] = MERITS.index("nien_han")

    late = rng.random(len(who)) < 0.15  # decided in the following year

    rated, rated_year = np.nonzero(recorded)
    found = rng.poisson(np.where(served, 4 / length[:, None], 0.0))
    author, work_year = np.nonzero(found)
    times = found[author, work_year]
    author, work_year = np.repeat(author, times), np.repeat(work_year, times)
    reach = rng.random(len(author))
    return {
        "persons": [np.arange(first, first + n), joined],
        "ratings": [first + rated, year[rated_year], level[rated, rated_year]],
        "grants": [first + who, year[when], year[when] + late, honour, merit],
        "works": [
            first + author,
            year[work_year],
            rng.choice(3, len(author), p=[0.6, 0.25, 0.15]),
            np.where(reach < 0.72, 1, np.where(reach < 0.94, 2, 3)),
        ],
    }


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    where = folder(size)
    for name in SCHEMAS:
        rows = pq.ParquetFile(where / f"{name}.parquet").metadata.num_rows
        print(f"{name:8} {rows:12,} rows  {rows / size:6.2f} a person")

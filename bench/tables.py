"""The Parquet tables of a force as NumPy arrays, in the shapes that the peers take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from bench import data

FLAGS = {
    "cstt": ("CSTT", "year"),
    "cs": ("CSTD_CS", "year"),
    "bo": ("CSTD_BO", "year"),
    "bk_bo": ("BK_BO", "year"),
    "bk_ttg": ("BK_TTG", "given"),  # the year of the decision is what five years follow
}
FIRST = data.YEAR + 1 - data.LONGEST


@dataclass(frozen=True)
class Tables:
    """The long tables of the first ``n`` persons of a folder."""

    n: int
    joined: np.ndarray
    ratings: dict[str, np.ndarray]
    grants: dict[str, np.ndarray]
    works: dict[str, np.ndarray]

    @classmethod
    def read(cls, folder: Path, n: int) -> Tables:
        def columns(name: str) -> dict[str, np.ndarray]:
            table = pq.read_table(folder / f"{name}.parquet", filters=[("person", "<", n)])
            return {c: table[c].to_numpy() for c in table.column_names}

        joined = columns("persons")["joined"].astype("datetime64[D]")
        return cls(n, joined, columns("ratings"), columns("grants"), columns("works"))

    def supporting(self, honour: str, when: str = "year") -> tuple[np.ndarray, np.ndarray]:
        """Person and year of each grant of the honour that may support another one."""
        g = self.grants
        merits = [data.MERITS.index(m) for m in ("dot_xuat", "phong_trao")]
        keep = (g["honour"] == data.HONOURS.index(honour)) & ~np.isin(g["merit"], merits)
        keep &= g[when] <= data.YEAR
        return g["person"][keep], g[when][keep]

    def dense(self) -> dict[tuple[str, int], np.ndarray]:
        """One array of all persons per variable and year, as OpenFisca takes its input."""
        years = data.LONGEST
        level = np.full((years, self.n), -1, np.int32)
        level[self.ratings["year"] - FIRST, self.ratings["person"]] = self.ratings["level"]
        flags: dict[str, np.ndarray] = {"level": level}
        joined_year = self.joined.astype("datetime64[Y]").astype(int) + 1970
        flags["served"] = np.arange(FIRST, data.YEAR + 1)[:, None] >= joined_year[None, :]
        for flag, (honour, when) in FLAGS.items():
            who, years_when = self.supporting(honour, when)
            flags[flag] = np.zeros((years, self.n), bool)
            flags[flag][years_when - FIRST, who] = True
        for flag, scope in (("work_base", 1), ("work_ministry", 2), ("work_national", 3)):
            keep = self.works["scope"] >= scope
            flags[flag] = np.zeros((years, self.n), bool)
            flags[flag][self.works["year"][keep] - FIRST, self.works["person"][keep]] = True
        return {(name, FIRST + i): rows[i] for name, rows in flags.items() for i in range(years)}

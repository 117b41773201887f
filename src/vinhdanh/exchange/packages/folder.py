"""A package as files of a folder, and the folder as one ZIP: the same records give the same bytes."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vinhdanh.eligibility import books
from vinhdanh.exchange.packages import types
from vinhdanh.exchange.packages.choosing import Chosen
from vinhdanh.exchange.packages.columns import canonical
from vinhdanh.exchange.packages.models import ReceivedSummary
from vinhdanh.exchange.packages.rendering import rows_of
from vinhdanh.exchange.packages.sorting import Sorter
from vinhdanh.exchange.packages.summaries import SUMMARIES, Summary
from vinhdanh.exchange.packages.tables import PERSONAL, TABLES, Table, key_text, schema

Tell = Callable[[str, int, int], None]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file: when a package was made stands in its manifest alone
_BLOCK = 1 << 20


@dataclass(frozen=True)
class About:
    """What a manifest says of the package beside its content."""

    made: datetime
    by: str
    agency: str
    unit_code: str
    unit_name: str
    ground: str
    personal: bool


@dataclass
class Outcome:
    """What was written: rows of each table, and files of ``documents``."""

    counts: dict[str, int] = field(default_factory=dict)
    documents: int = 0


def every_table(personal: bool) -> list[Table | Summary]:
    """The tables of a package in the order in which they are written."""
    own = [table if personal or table.name != "persons" else _impersonal(table) for table in TABLES]
    return [*own, *SUMMARIES]


def _impersonal(table: Table) -> Table:
    return table.only([name for name in table.columns if name not in PERSONAL])


def write_tables(folder: Path, chosen: Chosen, personal: bool, tell: Tell) -> Outcome:
    """Every table as JSON Lines, CSV and schema."""
    done = Outcome()
    tables = every_table(personal)
    for name in (types.DATA, types.CSV, types.SCHEMA):
        (folder / name).mkdir(parents=True)
    for at, table in enumerate(tables):
        tell(f"Ghi bảng {table.title.lower()}", at, len(tables))
        done.counts[table.name] = _write_table(folder, table, chosen)
    return done


def _write_table(folder: Path, table: Table | Summary, chosen: Chosen) -> int:
    count = 0
    names = [column.name for column in table.spec]
    data, sheet = folder / types.DATA / f"{table.name}.jsonl", folder / types.CSV / f"{table.name}.csv"
    with (
        data.open("w", encoding="utf-8", newline="\n") as lines,
        sheet.open("w", encoding="utf-8-sig", newline="") as cells,
    ):
        writer = csv.writer(cells, lineterminator="\r\n")
        writer.writerow(names)
        for _, content, _ in sorted_rows(table, chosen, folder):
            lines.write(content + "\n")
            row = json.loads(content)
            writer.writerow([_cell(row[name]) for name in names])
            count += 1
    described = json.dumps(schema(table), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / types.SCHEMA / f"{table.name}.json").write_text(
        described + "\n", encoding="utf-8", newline="\n"
    )
    return count


def sorted_rows(
    table: Table | Summary, chosen: Chosen, folder: Path, years: Collection[int] | None = None
) -> Iterator[tuple[str, str, int]]:
    """Key, content and the database's key of every row, in the order of the keys. ``years``: ``rows_of``."""
    sorter = Sorter(folder)
    if isinstance(table, Table):
        for pk, row in rows_of(table, chosen, years):
            sorter.add(key_text(table.key, row), canonical(row), pk)
        yield from sorter.rows()
        return
    for row in table.rows(chosen):
        sorter.add(key_text(table.key, row), canonical(row))
    for key, content, pk in _received(table, chosen):
        sorter.add(key, content, pk)
    yield from _own_first(sorter.rows())


def _received(table: Summary, chosen: Chosen) -> Iterator[tuple[str, str, int]]:
    """What other installations reported of units and years of the package."""
    found = ReceivedSummary.objects.filter(table=table.name, year__gte=chosen.first, year__lte=chosen.last)
    for one in found.order_by("pk").iterator(chunk_size=500):
        if one.unit_code in chosen.own_codes:
            yield one.key, one.content, one.pk


def _own_first(rows: Iterator[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    """One row a key: what this installation counts itself goes before what was reported to it."""
    held: tuple[str, str, int] | None = None
    for row in rows:
        if held is None or row[0] != held[0]:
            if held is not None:
                yield held
            held = row
        elif row[2] == 0 and held[2] != 0:
            held = row
    if held is not None:
        yield held


def _cell(value: Any) -> str:
    """A value as a spreadsheet shows it; what would be taken for a formula gets an apostrophe in front."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case int():
            return str(value)
        case str():
            text = value
        case list() if all(isinstance(one, str | int | None) for one in value):
            text = " | ".join("" if one is None else str(one) for one in value)
        case _:
            text = canonical(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


# ---- manifest, checksums, ZIP ---------------------------------------------------------------------


def write_manifest(folder: Path, about: About, chosen: Chosen, done: Outcome) -> None:
    """What the package is, from whom, and what was left behind."""
    content = {
        "format": types.FORMAT,
        "version": types.VERSION,
        "program": f"vinhdanh {version('vinhdanh')}",
        "made": about.made.isoformat(timespec="seconds"),
        "by": about.by,
        "agency": about.agency,
        "ground": about.ground,
        "scope": {
            "unit": about.unit_code,
            "unit_name": about.unit_name,
            "first_year": chosen.first,
            "last_year": chosen.last,
        },
        "personal": about.personal,
        "secrecy": {
            "rule": chosen.secrecy.value,
            "meaning": chosen.secrecy.label,
            "left_out": left_out(chosen),
        },
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "records": done.counts[table.name],
                "columns": [column.name for column in table.spec],
            }
            for table in every_table(about.personal)
        ],
        "documents": done.documents,
        "laws": [
            {
                "number": text.number,
                "name": text.short,
                "in_force": text.in_force.isoformat(),
                "verified_to": text.verified_to.isoformat() if text.verified_to else None,
            }
            for text in sorted(books.law().instruments.values(), key=lambda text: text.key)
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / types.MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def left_out(chosen: Chosen) -> list[dict[str, Any]]:
    """How many rows stay behind, by table and reason: ``secret``, ``unseen``, ``elsewhere``."""
    return [
        {"table": table, "why": why, "number": number}
        for (table, why), number in sorted(chosen.left_out.items())
        if number
    ]


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read a block at a time."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def write_checksums(folder: Path) -> bytes:
    """The sums of all files, in the form that ``sha256sum -c`` reads."""
    lines = [f"{digest_of(path)}  {name}\n" for name, path in _members(folder).items()]
    content = "".join(lines).encode()
    (folder / types.CHECKSUMS).write_bytes(content)
    return content


def pack(folder: Path, out: Path, tell: Tell) -> None:
    """The folder as a ZIP: names sorted, times fixed."""
    members = _members(folder)
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for at, (name, path) in enumerate(members.items()):
            tell("Đóng gói", at, len(members))
            info = ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            with path.open("rb") as source, package.open(info, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, _BLOCK)


def _members(folder: Path) -> Mapping[str, Path]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return dict(sorted(found.items()))

"""Rows of all sheets into facts, alone or beside the records that the agency already has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vinhdanh.engine import Facts, LawBook, Person, Work
from vinhdanh.exchange.reading import history
from vinhdanh.exchange.reading.desk import Desk
from vinhdanh.exchange.reading.directory import Codes, Directory
from vinhdanh.exchange.reading.effects import Effects
from vinhdanh.exchange.reading.posts import build_posts
from vinhdanh.exchange.reading.problems import Problems, Severity
from vinhdanh.exchange.reading.rows import Row, Rows
from vinhdanh.exchange.reading.subjects import (
    GRANT_EXTRA,
    GrantExtra,
    PersonExtra,
    build_households,
    build_persons,
    build_units,
    one_each,
    report,
)
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import code_key

_KINDS = {"persons": "person", "units": "unit", "households": "household"}


@dataclass(frozen=True)
class Known:
    """Records outside the file that its rows may refer to: what the register holds."""

    persons: Mapping[str, Person] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)  # code -> name
    households: Mapping[str, str] = field(default_factory=dict)
    works: Mapping[str, Work] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)  # another number -> the person's own
    placed: frozenset[str] = frozenset()  # persons who have a post

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """Identifier -> name, by kind of subject."""
        return {
            "persons": {id: person.name for id, person in self.persons.items()},
            "units": dict(self.units),
            "households": dict(self.households),
        }


@dataclass(frozen=True)
class Built:
    """Facts with the rows they come from."""

    facts: Facts
    extras: dict[str, PersonExtra]
    of_grants: dict[str, GrantExtra]  # by the row of the honour
    rows: dict[str, dict[str, Row]]  # sheet key -> id of the record -> its row


def build(
    tables: Mapping[str, list[Rows]],
    book: LawBook,
    spellings: Spellings,
    year: int,
    problems: Problems,
    known: Known | None = None,
) -> Built:
    """The facts of all rows that can be used; what contradicts itself or leads nowhere is reported.

    Args:
        known: what rows may refer to although the file does not hold it. Identifiers written in another
            way than there take the form they have there.
    """
    known = known or Known()
    effects = Effects(spellings)
    rows = {key: [row for part in parts for row in part.used] for key, parts in tables.items()}
    lost = {id for parts in tables.values() for part in parts for id in part.lost}
    _take_known_codes(rows, known, problems)
    kept: dict[str, list[Row]] = {}
    for key in _KINDS:
        kept[key], contradicted = one_each(rows[key], problems, effects)
        lost |= contradicted
    _drop_shared_ids(kept, lost, known, problems, effects)
    works, _ = one_each(rows["works"], problems, effects)
    names = known.names
    for key, some in kept.items():
        names[key] |= {row.values["id"]: row.values["name"] for row in some}
    present = {code_key(id) for ids in names.values() for id in ids}
    directory = Directory(
        names,
        (id for id in lost if code_key(id) not in present),
        problems,
        effects,
        aliases=known.aliases,
        outside=frozenset(id for ids in known.names.values() for id in ids),
    )
    units = build_units(kept["units"], directory, problems, effects)
    persons, extras = build_persons(kept["persons"], problems, effects)
    desk = Desk(
        directory=directory,
        persons={**known.persons, **{person.id: person for person in persons}},
        kinds={id: _KINDS[key] for key, ids in names.items() for id in ids},
        honours=book.honours,
        problems=problems,
        effects=effects,
        placed=known.placed,
    )
    recognised = history.build_works(works, desk)
    disciplines, holds = history.build_discipline(rows["discipline"], desk)
    usable = {**known.works, **{work.id: work for work in recognised}}
    facts = Facts(
        persons=tuple(persons),
        units=tuple(units),
        households=tuple(build_households(kept["households"])),
        posts=tuple(build_posts(rows["posts"], kept["persons"], year, desk)),
        ratings=tuple(history.build_ratings(rows["ratings"], desk)),
        grants=tuple(history.build_grants(rows["grants"], usable, desk)),
        works=tuple(recognised),
        disciplines=tuple(disciplines),
        holds=tuple(holds),
        absences=tuple(history.build_absences(rows["absences"], desk)),
        findings=tuple(history.build_findings(rows["findings"], desk)),
    )
    by_id = {key: {row.values["id"]: row for row in some} for key, some in [*kept.items(), ("works", works)]}
    for key in ("posts", "ratings", "grants", "discipline", "absences", "findings"):
        by_id[key] = {row.id: row for row in rows[key]}
    said = {grant.id: by_id["grants"][grant.id].values for grant in facts.grants}
    of_grants = {
        id: GrantExtra(values.get("money"), values.get("artefact", ""), values.get("serial", ""))
        for id, values in said.items()
        if not values.keys().isdisjoint(GRANT_EXTRA)
    }
    return Built(facts, extras, of_grants, by_id)


def _take_known_codes(rows: Mapping[str, list[Row]], known: Known, problems: Problems) -> None:
    """Give identifiers of rows the form that the register has for them."""
    for key, ids in (*known.names.items(), ("works", dict.fromkeys(known.works, ""))):
        if not ids or not rows[key]:
            continue
        codes = Codes(ids, known.aliases if key == "persons" else {})
        mine = {code_key(row.values["id"]) for row in rows[key]}
        for row in rows[key]:
            written = row.values["id"]
            found = codes.exact(written)
            if found is None and key == "persons":
                near = [id for id in codes.without_zeros(written) if code_key(id) not in mine]
                found = near[0] if len(near) == 1 else None
                if found is not None:
                    report(
                        problems,
                        Severity.FIXED,
                        "zeros_restored",
                        row,
                        "id",
                        f"Excel đã bỏ hoặc thêm số 0 ở đầu; đọc là {found} như trong sổ.",
                        "Đã dùng giá trị đã chỉnh.",
                        expected="số hiệu như trong sổ",
                        subject=found,
                    )
            if found is not None:
                row.values["id"] = found


def _drop_shared_ids(
    kept: dict[str, list[Row]], lost: set[str], known: Known, problems: Problems, effects: Effects
) -> None:
    """An identifier names one subject: a unit or household that shares a person's is left out."""
    outside = {code_key(id): (key, name) for key, ids in known.names.items() for id, name in ids.items()}
    owner: dict[str, Row] = {}
    for key in _KINDS:
        for row in list(kept[key]):
            code = code_key(row.values["id"])
            kind, name = outside.get(code, (key, ""))
            other = owner.setdefault(code, row)
            if other is row and kind == key:
                continue
            where = f"trong sổ cho {name}" if other is row else f"ở trang {other.sheet}, dòng {other.number}"
            report(
                problems,
                Severity.ERROR,
                "shared_id",
                row,
                "id",
                f"Mã này đã dùng {where}.",
                effects.of_row(key, row.values),
                expected="mã khác nhau giữa các trang",
                subject=row.values["id"],
            )
            kept[key].remove(row)

"""Reading the definitions: the program's own, and those of the agency, which add to them or replace them.

A folder of a circular holds ``bieu.yaml``, what its tables have in common, and one ``bieu-<code>.yaml`` for
each table. docs/reference/table-files.md describes the form.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from vinhdanh.engine.lawbook import LAWS
from vinhdanh.engine.lawfiles import VERIFIED
from vinhdanh.reports.tables.attributes import Attribute, Counted, Value, attributes_of
from vinhdanh.reports.tables.conditions import BOUNDS, EVERYTHING, Bounds, Condition, Test
from vinhdanh.reports.tables.definitions import Check, Circular, Column, Period, Row, Table
from vinhdanh.reports.tables.reading import Part

COMMON = "bieu.yaml"
_CIRCULAR = "number name issued replaces years verified source note doubt period due receiver".split()
_CIRCULAR += ["makers", "conditions"]
_TABLE = "code label title counts measure when left_out columns rows checks readings unseen".split()
_ROW = "code words heading measure indent when missing".split()
_COLUMN = "code title number columns when missing drops".split()
_CHECK = "row column equals within about".split()


def tables() -> tuple[Table, ...]:
    """Every definition, the newest circular first. Read once per process and folder of the agency.

    Raises:
        LawError: a file can't be used; it says which line, which field and what to do.
    """
    return _tables(os.environ.get("VINHDANH_LAWS", ""))


def tables_of(year: int) -> tuple[Table, ...]:
    """The definitions that rule a year's tables, by code. Raises as ``tables``."""
    found: dict[str, Table] = {}
    ruling = [table for table in tables() if table.circular.rules(year)]
    gone = {number for table in ruling for number in table.circular.replaces}
    for table in ruling:  # the newest circular first
        if table.circular.number not in gone:
            found.setdefault(table.code, table)
    return tuple(found[code] for code in sorted(found))


@cache
def _tables(extra: str) -> tuple[Table, ...]:
    found: dict[tuple[str, int], Table] = {}
    for root in (LAWS, *([Path(extra)] if extra else [])):
        for folder in sorted(path.parent for path in root.glob(f"*/{COMMON}")):
            for table in load_folder(folder):
                found[table.code, table.circular.years[0]] = table
    return tuple(sorted(found.values(), key=lambda one: (-one.circular.years[0], one.code)))


def load_folder(folder: Path) -> tuple[Table, ...]:
    """The tables of one circular.

    Raises:
        LawError: a file of it can't be used.
    """
    common = Part.of(folder / COMMON)
    common.fields(_CIRCULAR, ["number", "name", "years", "verified", "source", "period", "due"])
    circular = _circular(common)
    named = common["conditions"]
    return tuple(_table(Part.of(path), circular, named) for path in sorted(folder.glob("bieu-*.yaml")))


def _circular(part: Part) -> Circular:
    years, period, doubt = part["years"], part["period"], part["doubt"]
    years.fields(("from", "to"), ("from",))
    period.fields(("from", "to", "previous_year"), ("from", "to"))
    if doubt.value is not None:
        doubt.fields(("from", "why"), ("from", "why"))
    makers = []
    for one in part["makers"].items():
        one.fields(("who", "note"), ("who",))
        makers.append((one["who"].text(), one["note"].text("")))
    return Circular(
        folder=part.file.parent.name,
        number=part["number"].text(),
        name=part["name"].text(),
        issued=part["issued"].day(),
        replaces=tuple(one.text() for one in part["replaces"].items()),
        years=(years["from"].whole(), years["to"].whole() if "to" in years else None),
        verified=part["verified"].one_of(VERIFIED, "mức tin cậy"),
        source=part["source"].text(),
        note=part["note"].text(""),
        doubt_from=doubt["from"].whole() if doubt.value is not None else None,
        doubt=doubt["why"].text("") if doubt.value is not None else "",
        period=Period(
            period["from"].day_of_year(), period["to"].day_of_year(), period["previous_year"].truth()
        ),
        due=part["due"].day_of_year(),
        receiver=part["receiver"].text(""),
        makers=tuple(makers),
    )


def _table(part: Part, circular: Circular, named: Part) -> Table:
    part.fields(_TABLE, ["code", "label", "title", "counts", "columns", "rows"])
    counted = Counted(part["counts"].one_of(list(Counted), "thứ được đếm"))
    read = _Conditions(attributes_of(counted), named)
    rows = tuple(_row(one, read) for one in part["rows"].items())
    columns = tuple(found for one in part["columns"].items() for found in _columns(one, read))
    codes = {"dòng": [row.code for row in rows if row.code], "cột": [column.code for column in columns]}
    for what, listed in codes.items():
        field = part["rows" if what == "dòng" else "columns"]
        if not listed:
            raise field.wrong(f"cần ít nhất một {what} có mã")
        if twice := {code for code in listed if listed.count(code) > 1}:
            raise field.wrong(f"mã {what} {', '.join(sorted(twice))} viết hai lần: đặt mã khác")
    return Table(
        code=part["code"].text(),
        label=part["label"].text(),
        title=part["title"].text(),
        circular=circular,
        counted=counted,
        columns=columns,
        rows=rows,
        checks=tuple(_check(one, codes) for one in part["checks"].items()),
        measure=part["measure"].text(""),
        when=read.of(part["when"]),
        left_out=part["left_out"].text(""),
        readings=tuple(one.text() for one in part["readings"].items()),
        unseen=tuple(one.text() for one in part["unseen"].items()),
        file=f"{part.file.parent.name}/{part.file.name}",
    )


def _row(part: Part, read: _Conditions) -> Row:
    part.fields(_ROW)
    if "heading" in part:
        part.fields(("heading",))
        return Row("", part["heading"].text())
    part.fields(_ROW, ("code", "words"))
    return Row(
        code=part["code"].text(),
        words=part["words"].text(),
        measure=part["measure"].text(""),
        indent=part["indent"].whole(0),
        when=read.of(part["when"]),
        missing=part["missing"].text(""),
    )


def _columns(
    part: Part,
    read: _Conditions,
    under: tuple[str, ...] = (),
    above: tuple[Condition, ...] = (),
    number: str = "",
    drops: bool = False,
) -> Iterator[Column]:
    """A column; or those under a heading, which all count within its condition."""
    part.fields(_COLUMN, ("title",))
    title, number = part["title"].text(), part["number"].text(number) if number else part["number"].text("")
    when, drops = read.of(part["when"]), drops or part["drops"].truth()
    within = above if when == EVERYTHING else (*above, when)
    if "columns" in part:
        for one in part["columns"].items():
            yield from _columns(one, read, (*under, title), within, number, drops)
        return
    part.fields(_COLUMN, ("code",))
    code = part["code"].text()
    tests = tuple(test for one in within for test in one.tests)
    groups = tuple(group for one in within for group in one.any_of)
    missing = part["missing"].text("")
    yield Column(code, title, number or code, under, Condition(tests, groups), missing, drops)


def _check(part: Part, codes: Mapping[str, list[str]]) -> Check:
    part.fields(_CHECK, ("about",))
    of_rows, within = "row" in part, "within" in part
    known = codes["dòng" if of_rows else "cột"]
    what = "mã dòng" if of_rows else "mã cột"
    parts = part["within" if within else "equals"]
    listed = tuple(one.one_of(known, what) for one in parts.items())
    if not listed:
        raise part.wrong("cần equals hoặc within: danh sách các mã cộng lại")
    whole = part["row" if of_rows else "column"].one_of(known, what)
    return Check(whole, listed, part["about"].text(), of_rows, within)


class _Conditions:
    """Reads conditions over the attributes of what a table counts. ``named``: those of the circular."""

    def __init__(self, attributes: Mapping[str, Attribute], named: Part) -> None:
        self._attributes, self._named = attributes, named

    def of(self, part: Part) -> Condition:
        """The condition that stands in a field; everything where there is none."""
        if part.value is None:
            return EVERYTHING
        tests: list[Test] = []
        groups: list[tuple[Condition, ...]] = []
        for name in part.fields():
            inner = part[str(name)]
            if name == "any":
                groups.append(tuple(self.of(one) for one in inner.items()))
            elif name == "is":
                known = list(self._named.fields()) if self._named.value is not None else []
                same = self.of(self._named[inner.one_of(known, "điều kiện đặt tên")])
                tests += same.tests
                groups += same.any_of
            elif name in self._attributes:
                tests.append(_test(inner, str(name), self._attributes[str(name)]))
            else:
                raise inner.unknown("thuộc tính", str(name), [*self._attributes, "any", "is"])
        return Condition(tuple(tests), tuple(groups))


def _test(part: Part, name: str, attribute: Attribute) -> Test:
    if attribute.number:
        part.fields(BOUNDS)
        return Test(name, bounds=Bounds(**{bound: part[bound].whole() for bound in part.value}))
    if attribute.truth:
        return Test(name, frozenset({part.truth()}))
    wanted = not (isinstance(part.value, Mapping) and part.fields(("not",), ("not",)))
    given = part if wanted else part["not"]
    values = list(given.items()) if isinstance(given.value, list) else [given]
    found: set[Value] = set()
    for one in values:
        if attribute.values is not None:
            found.add(one.one_of(attribute.values, f"giá trị của {name} ({attribute.words})"))
        else:
            found.add(one.text())
    return Test(name, frozenset(found), wanted)

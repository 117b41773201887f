"""Finding rows of the register among a million: words, numbers and filters in one inverted index.

Every row of ``GrantIndex`` holds the words it is found by and, as words beginning with "_", what
can be filtered (year, honour, units above …). A look-up with filters is then one intersection of
word lists, on SQLite by FTS5 and on PostgreSQL by ``tsvector`` and GIN; neither stems, folds or splits
anything, ``words`` has done it once for both. The index's key is newest year first, so a page is
read from its end without sorting.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.awards.words import asked_words, giver_word, unit_word
from vinhdanh.engine.facts import GrantState, Merit

YEAR_KEYS = 1 << 40  # keys of one year: year × 2^40 + the grant's own key
MOST = 8_000  # rows that are counted; beyond, a page says «hơn 8.000»
WALK = 5_000  # of the newest rows that are looked at one by one, before all that fit are sorted
PREFIX = 2  # letters at least of a beginning that is looked for


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows an account may meet: everything, or units with what lies below them, and some rows more."""

    everything: bool = False
    units: tuple[str, ...] = ()  # codes
    rows: tuple[int, ...] = ()  # keys of rows outside those units


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Empty parts don't narrow; several honours or units: any of them."""

    text: str = ""
    first: int | None = None  # years counted for
    last: int | None = None
    honours: tuple[str, ...] = ()
    merit: Merit | None = None
    level: GivenBy | None = None
    units: tuple[str, ...] = ()  # codes, each with everything below it
    state: GrantState | None = None
    kind: RecipientKind | None = None
    giver: str = ""
    decision: int | None = None
    before: int | None = None  # keys of the index, exclusive: where a list goes on
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """A query as words: all of ``every``, one of each group of ``any_of``, one that begins so."""

    every: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    beginning: str = ""
    keys: tuple[int, int] | None = None  # inclusive

    @property
    def year(self) -> bool:
        """Whether one of the words says all that the keys are bound to: a whole year."""
        if self.keys is None:
            return False
        year = self.keys[0] // YEAR_KEYS
        whole = (year * YEAR_KEYS, (year + 1) * YEAR_KEYS - 1)
        return self.keys == whole and f"_y{year}" in self.every

    @property
    def empty(self) -> bool:
        return not (self.every or self.any_of or self.beginning)

    def fit(self, words: str) -> bool:
        """Whether a row with these words is one of those looked for, its key left aside."""
        held = f" {words} "
        return (
            all(f" {word} " in held for word in self.every)
            and all(any(f" {word} " in held for word in group) for group in self.any_of)
            and (not self.beginning or f" {self.beginning}" in held)
        )


def terms_of(query: Query) -> Terms:
    """The query as words of the index."""
    every = asked_words(query.text)
    groups = [
        tuple(f"_h{code.lower()}" for code in query.honours),
        tuple(unit_word(code) for code in query.units),
    ]
    if query.merit:
        every.append(f"_m{query.merit}")
    if query.level:
        every.append(f"_l{query.level}")
    if query.kind:
        every.append(f"_k{query.kind}")
    if query.state:
        every.append(f"_s{query.state}")
    if query.giver:
        every.append(giver_word(query.giver))
    if query.decision:
        every.append(f"_q{query.decision}")
    keys = None
    if query.first and query.first == query.last:
        every.append(f"_y{query.first}")
    if query.first or query.last or query.before is not None or query.after is not None:
        low, high = (query.first or 0) * YEAR_KEYS, ((query.last or date.max.year) + 1) * YEAR_KEYS - 1
        if query.before is not None:
            high = min(high, query.before - 1)
        if query.after is not None:
            low = max(low, query.after + 1)
        keys = (low, high)
    every += [group[0] for group in groups if len(group) == 1]
    return Terms(tuple(every), tuple(group for group in groups if len(group) > 1), keys=keys)


class Lookup:
    """The rows that fit a query within a reach: how many, and any page of them.

    Words must stand in a row as they are. Where nothing has them all, the last one is taken as the
    beginning of a word, and ``beginning`` says so.

    Rows are counted up to ``most``; ``more`` says that there are others. Without any words everything
    is counted, which asks only how long the register is.
    """

    terms: Terms
    count: int
    more: bool

    def __init__(self, query: Query, reach: Reach, *, most: int = MOST) -> None:
        self.reach = reach
        self.most = most
        self._ask(terms_of(query))
        words = asked_words(query.text)
        if not self.count and words and len(words[-1]) >= PREFIX and not words[-1].startswith("_"):
            asked = self.terms
            every = tuple(word for word in asked.every if word != words[-1])
            self._ask(replace(asked, every=every, beginning=words[-1]))
            if not self.count:
                self.terms = asked

    def _ask(self, terms: Terms) -> None:
        self.terms = terms
        self._inside = _inside(terms, self.reach)
        self._others = _others(terms, self.reach)
        self._keys: list[int] | None = None  # of all rows, newest first; None where they are too many
        self.more = False
        if self._inside and self._inside.empty:
            self.count = _count(self._inside)
            return
        keys = [*(_some(self._inside, self.most + 1) if self._inside else ()), *self._others]
        self.count = min(len(keys), self.most)
        self.more = len(keys) > self.most
        if not self.more:
            self._keys = sorted(keys, reverse=True)

    @property
    def beginning(self) -> str:
        return self.terms.beginning

    def grants(self, start: int, size: int, *, oldest_first: bool = False) -> list[int]:
        """Keys of grants, newest year first."""
        return [key % YEAR_KEYS for key in self.keys(start, size, oldest_first=oldest_first)]

    def keys(self, start: int, size: int, *, oldest_first: bool = False) -> list[int]:
        """Keys of the index's rows, newest year first."""
        if self._keys is not None:
            keys = self._keys[::-1] if oldest_first else self._keys
        else:
            assert self._inside
            # Where rows from elsewhere are merged in, the page can't be cut out by the database.
            skip = 0 if self._others else start
            keys = _first(self._inside, skip, start + size - skip, oldest_first)
            keys = sorted([*keys, *self._others], reverse=not oldest_first)
            start -= skip
        return keys[start : start + size]


# ---- asking the database --------------------------------------------------------------------------


def _inside(terms: Terms, reach: Reach) -> Terms | None:
    """The terms within the reach's units; None where it has none."""
    if reach.everything:
        return terms
    if not reach.units:
        return None
    return replace(terms, any_of=(*terms.any_of, tuple(unit_word(code) for code in reach.units)))


def _others(terms: Terms, reach: Reach) -> list[int]:
    """Keys of the rows outside the reach's units that fit."""
    low, high = terms.keys or (0, date.max.year * YEAR_KEYS)
    keys = [key for key in reach.rows if low <= key <= high]
    if terms.empty or not keys:
        return keys
    if connection.vendor == "postgresql":
        asked = "SELECT key FROM awards_grantindex WHERE lexemes @@ %s::tsquery AND key"
        return [key for (key,) in _among(asked, keys, _tsquery(terms))]
    # FTS5 would look for the words anew for each of the keys.
    found = _among("SELECT key, words FROM awards_grantindex WHERE key", keys)
    return [key for key, words in found if terms.fit(words)]


def _among(question: str, keys: Sequence[int], *values: str) -> list[tuple[Any, ...]]:
    """The answer to a question that ends with a column which is to be one of the keys, however many."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{question} {'IN (SELECT value FROM json_each(%s))' if sqlite else '= ANY(%s)'}",
            [*values, json.dumps(keys) if sqlite else list(keys)],
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _count(terms: Terms) -> int:
    _, sql, values = _statement(terms)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {sql}", values)
        return int(cursor.fetchone()[0])


def _some(terms: Terms, most: int) -> list[int]:
    """Keys of the rows that fit, at most so many, in no order.

    PostgreSQL is kept from knowing that not all are wanted: it would rather read the whole register in
    the hope of meeting enough of them soon.
    """
    key, sql, values = _statement(terms)
    source = f"SELECT {key} AS key {sql}"
    if connection.vendor == "postgresql":
        source = f"WITH found AS MATERIALIZED ({source}) SELECT key FROM found"
    return _read(f"{source} LIMIT {most}", values)


def _first(terms: Terms, start: int, size: int, oldest_first: bool) -> list[int]:
    """Keys of one page of the rows that fit, in their order.

    On PostgreSQL the words find rows in no order. Where many fit, the first are soon met among the first
    of the register; else all that fit are sorted.
    """
    order, page = f"ORDER BY key {'ASC' if oldest_first else 'DESC'}", f"LIMIT {size} OFFSET {start}"
    key, sql, values = _statement(terms)
    source = f"SELECT {key} AS key {sql}"
    if connection.vendor == "sqlite" or terms.empty:
        return _read(f"{source} {order} {page}", values)
    if start + size <= WALK:
        _, within, bounds = _statement(Terms(keys=terms.keys))
        walked = f"SELECT key, lexemes {within} {order} LIMIT {WALK}"
        keys = _read(
            f"SELECT key FROM ({walked}) AS walked WHERE lexemes @@ %s::tsquery {order} {page}",
            [*bounds, _tsquery(terms)],
        )
        if len(keys) == size:
            return keys
    return _read(f"WITH found AS MATERIALIZED ({source}) SELECT key FROM found {order} {page}", values)


def _read(sql: str, values: list[int | str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor.fetchall()]


def _statement(terms: Terms) -> tuple[str, str, list[int | str]]:
    """The key's column, and FROM and WHERE of the rows that fit, for the database in use."""
    where: list[str] = []
    values: list[int | str] = []
    key, source = "key", "awards_grantindex"
    if not terms.empty:
        if connection.vendor == "sqlite":
            key, source = "rowid", "awards_grantfts"
            where.append("awards_grantfts MATCH %s")
            values.append(_fts5(terms))
        else:
            where.append("lexemes @@ %s::tsquery")
            values.append(_tsquery(terms))
    # A single year's word says the same and spares PostgreSQL a second bitmap; FTS5 stops at the bounds.
    if terms.keys and not (terms.year and connection.vendor == "postgresql"):
        where.append(f"{key} BETWEEN %s AND %s")
        values += terms.keys
    return key, f"FROM {source}{' WHERE ' if where else ''}{' AND '.join(where)}", values


def _fts5(terms: Terms) -> str:
    def quoted(word: str) -> str:
        return '"' + word.replace('"', '""') + '"'

    parts = [quoted(word) for word in terms.every]
    parts += ["(" + " OR ".join(map(quoted, group)) + ")" for group in terms.any_of]
    if terms.beginning:
        parts.append(f"{quoted(terms.beginning)} *")
    return " AND ".join(parts)


def _tsquery(terms: Terms) -> str:
    def quoted(word: str) -> str:
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"

    parts = [quoted(word) for word in terms.every]
    parts += ["(" + " | ".join(map(quoted, group)) + ")" for group in terms.any_of]
    if terms.beginning:
        parts.append(f"{quoted(terms.beginning)}:*")
    return " & ".join(parts)

"""Finding rows of the register among a million: words, numbers and filters in one inverted index.

Every row of ``GrantIndex`` holds the words it is found by and, as words beginning with "_", what
can be filtered (year, honour, units above …). A look-up with filters is then one intersection of
word lists, on SQLite by FTS5 and on PostgreSQL by ``tsvector`` and GIN; neither stems, folds or splits
anything, ``words`` has done it once for both. The index's key is newest year first, so a page is
read from its end without sorting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.awards.words import asked_words, giver_word, unit_word
from vinhdanh.engine.facts import GrantState, Merit

YEAR_KEYS = 1 << 40  # keys of one year: year × 2^40 + the grant's own key
FEW = 20_000  # rows that are sorted rather than met in the order of the keys
PREFIX = 2  # letters at least of a beginning that is looked for


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows an account may meet: everything, or units with what lies below them, and some rows more."""

    everything: bool = False
    units: tuple[str, ...] = ()  # codes
    rows: tuple[tuple[int, str], ...] = ()  # key and words of rows outside those units


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


@dataclass(frozen=True, slots=True)
class Terms:
    """A query as words: all of ``every``, one of each group of ``any_of``, one that begins so."""

    every: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    beginning: str = ""
    keys: tuple[int, int] | None = None  # inclusive

    @property
    def empty(self) -> bool:
        return not (self.every or self.any_of or self.beginning)

    def fit(self, words: str) -> bool:
        """Whether a row with these words is one of those looked for, its key left aside."""
        held = set(words.split())
        return (
            held.issuperset(self.every)
            and all(not held.isdisjoint(group) for group in self.any_of)
            and (not self.beginning or any(word.startswith(self.beginning) for word in held))
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
    if query.first or query.last:
        last = (query.last or date.max.year) + 1
        keys = ((query.first or 0) * YEAR_KEYS, last * YEAR_KEYS - 1)
    every += [group[0] for group in groups if len(group) == 1]
    return Terms(tuple(every), tuple(group for group in groups if len(group) > 1), keys=keys)


class Lookup:
    """The rows that fit a query within a reach: how many, and any page of them.

    Words must stand in a row as they are. Where nothing has them all, the last one is taken as the
    beginning of a word, and ``beginning`` says so.
    """

    def __init__(self, query: Query, reach: Reach) -> None:
        self.query = query
        self.reach = reach
        self.terms = terms_of(query)
        self.count = _count(self.terms, reach)
        words = asked_words(query.text)
        if not self.count and words and len(words[-1]) >= PREFIX and not words[-1].startswith("_"):
            every = tuple(word for word in self.terms.every if word != words[-1])
            wider = replace(self.terms, every=every, beginning=words[-1])
            if found := _count(wider, reach):
                self.terms, self.count = wider, found

    @property
    def beginning(self) -> str:
        return self.terms.beginning

    def grants(self, start: int, size: int, *, oldest_first: bool = False) -> list[int]:
        """Keys of grants, newest year first."""
        if self.count <= start:
            return []
        return _page(self.terms, self.reach, start, size, oldest_first, few=self.count < FEW)


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
    return [key for key, words in reach.rows if low <= key <= high and terms.fit(words)]


def _count(terms: Terms, reach: Reach) -> int:
    inside = _inside(terms, reach)
    others = 0 if reach.everything else len(_others(terms, reach))
    if inside is None:
        return others
    _, sql, values = _statement(inside)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {sql}", values)
        return int(cursor.fetchone()[0]) + others


def _page(terms: Terms, reach: Reach, start: int, size: int, oldest_first: bool, *, few: bool) -> list[int]:
    """Keys of grants of one page.

    ``few``: PostgreSQL takes what the words find and sorts it. Left alone it may walk the keys from the
    newest on and look at each row's words, which is quick only where most of the rows fit.
    """
    inside = _inside(terms, reach)
    others = [] if reach.everything else _others(terms, reach)
    order = "ASC" if oldest_first else "DESC"
    keys: list[int] = []
    if inside is not None:
        key, sql, values = _statement(inside)
        # Rows from elsewhere are merged in: then the page can't be cut out by the database.
        skip, most = (0, start + size) if others else (start, size)
        with connection.cursor() as cursor:
            source = f"SELECT {key} {sql}"
            if few and connection.vendor == "postgresql":
                source = f"WITH found AS MATERIALIZED ({source}) SELECT key FROM found"
            cursor.execute(f"{source} ORDER BY {key} {order} LIMIT {most} OFFSET {skip}", values)
            keys = [key for (key,) in cursor.fetchall()]
    if others or inside is None:
        keys = sorted([*keys, *others], reverse=not oldest_first)[start : start + size]
    return [key % YEAR_KEYS for key in keys]


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
    if terms.keys:
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

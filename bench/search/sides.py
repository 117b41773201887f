"""The same question asked of the index, of LIKE over every row's words, and in Django's usual way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from bench.search.questions import PAGE, Kind
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors.search import YEAR_KEYS, Lookup, Query, Reach, terms_of
from vinhdanh.awards.words import asked_words, unit_word


@dataclass(frozen=True)
class Found:
    """A page's keys and the rows counted; ``more``: there are others."""

    keys: list[int]
    count: int
    more: bool = False

    @property
    def told(self) -> str:
        return f"{'over ' if self.more else ''}{self.count:,}"

    def is_as(self, other: Found) -> bool:
        """Whether one that counts everything found the same."""
        counted = other.count > self.count if self.more else other.count == self.count
        return counted and other.keys == self.keys


def ours(query: Query, reach: Reach, start: int) -> Found:
    found = Lookup(query, reach)
    return Found(found.grants(start, PAGE), found.count, found.more)


def of_a_page(kind: Kind, query: Query) -> Found:
    """The same, with what the asker may see worked out first."""
    return ours(query, kind.reach, kind.start)


def by_like(query: Query, reach: Reach, start: int) -> Found:
    """The same question with LIKE on the words of every row, as programs without an index ask it."""

    def asked(beginning: bool) -> Found:
        terms = terms_of(query)
        every, begins = list(terms.every), ""
        if beginning:
            begins = asked_words(query.text)[-1]
            every.remove(begins)
        groups = [(w,) for w in every] + list(terms.any_of)
        where = ["(" + " OR ".join(["' ' || words || ' ' LIKE %s ESCAPE '!'"] * len(g)) + ")" for g in groups]
        values: list[Any] = [f"% {w.replace('_', '!_')} %" for g in groups for w in g]
        if begins:
            where.append("' ' || words LIKE %s ESCAPE '!'")
            values.append(f"% {begins}%")
        if terms.keys:
            where.append("key BETWEEN %s AND %s")
            values += terms.keys
        if not reach.everything:
            inside = [unit_word(code) for code in reach.units]
            some = ["' ' || words || ' ' LIKE %s ESCAPE '!'"] * len(inside)
            marks = ", ".join(map(str, reach.rows)) or "-1"
            where.append(f"({' OR '.join([*some, f'key IN ({marks})'])})")
            values += [f"% {w.replace('_', '!_')} %" for w in inside]
        from_ = f"FROM awards_grantindex {'WHERE ' + ' AND '.join(where) if where else ''}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {from_}", values)
            count = int(cursor.fetchone()[0])
            cursor.execute(f"SELECT key {from_} ORDER BY key DESC LIMIT {PAGE} OFFSET {start}", values)
            return Found([key % YEAR_KEYS for (key,) in cursor.fetchall()], count)

    found = asked(beginning=False)
    return found if found.count or not query.text else asked(beginning=True)


def by_icontains(query: Query, start: int) -> Found:
    """Django's usual way, icontains on names and numbers: it needs the marks, and finds parts of words."""
    text = query.text
    found = Grant.objects.filter(
        Q(person__name__icontains=text)
        | Q(person__number__icontains=text)
        | Q(unit__name__icontains=text)
        | Q(decision__number__icontains=text)
    )
    keys = found.order_by("-year", "-id").values_list("pk", flat=True)[start : start + PAGE]
    return Found(list(keys), found.count())


def shown(keys: list[int]) -> None:
    """The rows of the page, as the page reads them."""
    rows = Grant.objects.with_state().select_related(
        "person", "unit", "household", "outsider", "place", "decision"
    )
    list(rows.filter(pk__in=keys))

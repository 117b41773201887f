"""The same question asked of the index, of LIKE over every row's words, and in Django's usual way."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Q

from bench.search.questions import PAGE
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors.search import YEAR_KEYS, Lookup, Query, Reach, terms_of
from vinhdanh.awards.words import asked_words, unit_word


def ours(query: Query, reach: Reach, start: int) -> tuple[list[int], int]:
    found = Lookup(query, reach)
    return found.grants(start, PAGE), found.count


def by_like(query: Query, reach: Reach, start: int) -> tuple[list[int], int]:
    """The same question with LIKE on the words of every row, as programs without an index ask it."""

    def asked(beginning: bool) -> tuple[list[int], int]:
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
            marks = ", ".join(str(key) for key, _ in reach.rows) or "-1"
            where.append(f"({' OR '.join([*some, f'key IN ({marks})'])})")
            values += [f"% {w.replace('_', '!_')} %" for w in inside]
        from_ = f"FROM awards_grantindex {'WHERE ' + ' AND '.join(where) if where else ''}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {from_}", values)
            count = int(cursor.fetchone()[0])
            cursor.execute(f"SELECT key {from_} ORDER BY key DESC LIMIT {PAGE} OFFSET {start}", values)
            return [key % YEAR_KEYS for (key,) in cursor.fetchall()], count

    keys, count = asked(beginning=False)
    return (keys, count) if count or not query.text else asked(beginning=True)


def by_icontains(query: Query, start: int) -> tuple[list[int], int]:
    """Django's usual way, icontains on names and numbers: it needs the marks, and finds parts of words."""
    text = query.text
    found = Grant.objects.filter(
        Q(person__name__icontains=text)
        | Q(person__number__icontains=text)
        | Q(unit__name__icontains=text)
        | Q(decision__number__icontains=text)
    )
    return list(
        found.order_by("-year", "-id").values_list("pk", flat=True)[start : start + PAGE]
    ), found.count()


def shown(keys: list[int]) -> None:
    """The rows of the page, as the page reads them."""
    rows = Grant.objects.with_state().select_related(
        "person", "unit", "household", "outsider", "place", "decision"
    )
    list(rows.filter(pk__in=keys))

"""Honours recorded after an import that would not stand without what it brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for
from vinhdanh.engine import Facts, Grant, LawBook, Verdict, judge
from vinhdanh.exchange.intake.log import Done, Log
from vinhdanh.exchange.intake.plan import TABLES

_NAMED_AS = {  # a table of the database -> how the engine's facts name its rows
    "awards.grant": "grant",
    "people.yearrating": "rating",
    "people.recognisedwork": "work",
    "people.finding": "finding",
    "people.post": "post",
}


def resting_honours(log: Log, since: int, book: LawBook) -> list[str]:
    """One sentence for each honour recorded after a journal entry that falls when the import is taken back.

    Each is judged by the law of the last day of its own year, as of today's records with and without what
    the import added.
    """
    later = _recorded_since(since)
    if not later:
        return []
    facts = facts_for()
    grants = [grant for grant in facts.grants if grant.id in later]
    if not grants:
        return []
    brought = {
        f"{_NAMED_AS[entry.model]}:{entry.key}"
        for entry in log.entries
        if entry.done is Done.ADDED and entry.model in _NAMED_AS
    }
    without = _without(facts, brought)
    by_year: defaultdict[int, list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.id not in brought:
            by_year[grant.year].append(grant)
    names = {person.id: person.name for person in facts.persons}
    names |= {unit.id: unit.name for unit in facts.units} | {h.id: h.name for h in facts.households}
    found = []
    for year, some in sorted(by_year.items()):
        before = judge(book, facts, year=year, law_date=date(year, 12, 31), members="grants")
        after = judge(book, without, year=year, law_date=date(year, 12, 31), members="grants")
        for grant in some:
            lines = [
                line.id for line in book.rule_lines if line.honour == grant.honour and line.id in after.column
            ]
            if grant.subject not in after.at:
                continue
            was = max((before.verdict(grant.subject, line) for line in lines), key=_worth, default=None)
            now = max((after.verdict(grant.subject, line) for line in lines), key=_worth, default=None)
            if was is not None and now is not None and _worth(now) < _worth(was):
                name = book.honours[grant.honour].name
                found.append(f"{name} năm {year} của {names[grant.subject]} ghi sau đó, dựa vào dữ liệu này.")
    return found


def _worth(verdict: Verdict) -> int:
    """Only what counts: met, open, or not."""
    return {Verdict.MET: 2, Verdict.UNSURE: 1}.get(verdict, 0)


def _recorded_since(since: int) -> set[str]:
    """Honours that the journal tells of after an entry, as the engine's facts name them."""
    entries = JournalEntry.objects.filter(
        number__gt=since, verb__in=["awards.grant_recorded", "people.records_imported"]
    )
    found = set()
    for entry in entries.iterator(chunk_size=500):
        data = entry.details
        if "grant" in data:
            found.add(f"grant:{data['grant']}")
        for change in data.get("changes", ()):
            if change["model"] == "awards.grant" and change["act"] == "added":
                found.add(f"grant:{change['key']}")
    return found


def _without(facts: Facts, gone: Iterable[str]) -> Facts:
    names = set(gone)
    return Facts(**{table: tuple(r for r in getattr(facts, table) if r.id not in names) for table in TABLES})

"""What rests on an honour: every later one that would have to be judged again without it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.models import Grant
from vinhdanh.eligibility import books
from vinhdanh.eligibility.catching_up import catch_up
from vinhdanh.eligibility.memory import LawChanged, NotTheSame, results_of
from vinhdanh.eligibility.selectors import runs
from vinhdanh.engine import Affected, Facts, affected_by
from vinhdanh.engine.facts import Grant as GrantFact

KEPT = 32
_kept: OrderedDict[tuple[str, str, str], list[Affected]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Resting:
    """A later honour that rests on one; without number and year of a decision it is not granted yet."""

    affected: Affected
    name: str  # of the subject
    unit: str  # its code, for units
    title: str
    grant: GrantFact | None

    @property
    def pk(self) -> int | None:
        """Key of the later honour's row in the register."""
        return int(self.grant.id.partition(":")[2]) if self.grant else None


def resting_on(grant: Grant) -> list[Resting]:
    """Every later honour that rests on one, by the records of this moment, in the order of the years.

    Each year is judged by the law of its own 31/12. Works before and after the honour is annulled.

    Raises:
        KeyError: the row was struck as a mistake: such an honour was never given.
    """
    facts, book = current_facts(), books.law()
    key = (facts.fingerprint, book.fingerprint, f"grant:{grant.pk}")
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = affected_by(book, facts, key[2])
        with _lock:
            _kept[key] = found
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    by_id = {g.id: g for g in facts.grants}
    names = {s.id: s.name for table in (facts.persons, facts.units, facts.households) for s in table}
    units = {unit.id for unit in facts.units}
    return [
        Resting(
            one,
            names.get(one.subject, one.subject),
            one.subject if one.subject in units else "",
            book.line(one.rule).name,
            by_id.get(one.grant_id),
        )
        for one in found
    ]


def current_facts() -> Facts:
    """The whole agency's records of this moment: those of the newest run with what changed since."""
    run = runs.latest()
    try:
        found = results_of(run) if run is not None else None
    except (LawChanged, NotTheSame):
        found = None  # its facts can't be relied on: read them all
    if run is None or found is None:
        return facts_for()
    return catch_up(found.facts, run.journal_number).facts

"""Ratings, works, discipline, holds, absences and conclusions of a file against those on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vinhdanh.engine import Absence, Discipline, Finding, Hold, Work, YearRating
from vinhdanh.exchange.intake.comparing import Comparison
from vinhdanh.exchange.intake.outcomes import Cell, Mark, State

Key = Callable[[Any], Any]


def compare_ratings(at: Comparison) -> None:
    """Ratings: one a subject and year. A level takes the place of a reason for none, and the other way."""
    on_record = _by(at.register.facts.ratings, _of_rating)
    for new in at.facts.ratings:
        old: YearRating | None = on_record.get(_of_rating(new))
        outcome = at.outcome("ratings", new.id, State.MATCHED if old else State.NEW)
        if at.waits(outcome, new.subject):
            continue
        if old is None:
            at.add("ratings", new, outcome.row)
        elif (old.level, old.unassessed) != (new.level, new.unassessed):
            says = old.level if old.level is not None else old.unassessed
            now = new.level if new.level is not None else new.unassessed
            key = next((k for k in ("level", "unassessed") if outcome.row.shown(k)), "level")
            outcome.cells[key] = Cell(Mark.CHANGED, old=_rating(at, says), new=_rating(at, now))
            at.change(
                "ratings", YearRating(old.id, old.subject, old.year, new.level, new.unassessed), outcome.row
            )


def _rating(at: Comparison, value: Any) -> str:
    if value is None:
        return ""
    label = at.gathered.spellings.label
    name = getattr(value, "name", "").lower()
    return label("level", name) if label("level", name) != name else label("unassessed", value.value)


def compare_works(at: Comparison) -> None:
    """Recognised works: by their code."""
    on_record = at.register.known.works
    for new in at.facts.works:
        old: Work | None = on_record.get(new.id)
        outcome = at.outcome("works", new.id, State.MATCHED if old else State.NEW)
        if at.waits(outcome, *new.authors):
            continue
        if old is None:
            at.add("works", new, outcome.row)
        else:
            at.change("works", at.compare(outcome, old, new), outcome.row)


def compare_discipline(at: Comparison) -> None:
    """Sanctions by subject, form and day; deferrals by subject, ground and day."""
    _plain(at, "discipline", "disciplines", _of_discipline)
    _plain(at, "discipline", "holds", _of_hold)
    for hold in at.added["holds"]:
        number = at.row("discipline", hold.id).values.get("number")
        if number:
            at.basis[hold.id] = str(number)


def compare_absences(at: Comparison) -> None:
    """Absences: by person, kind and first day."""
    _plain(at, "absences", "absences", _of_absence)


def compare_findings(at: Comparison) -> None:
    """Conclusions: one stands on a question and year; another one takes its place."""
    _plain(at, "findings", "findings", _of_finding)


def _plain(at: Comparison, sheet: str, table: str, key: Key) -> None:
    """Records of which one at most can have the same key."""
    on_record = _by(getattr(at.register.facts, table), key)
    for new in getattr(at.facts, table):
        old = on_record.get(key(new))
        outcome = at.outcome(sheet, new.id, State.MATCHED if old else State.NEW)
        subject = new.person if isinstance(new, Absence) else new.subject
        if at.waits(outcome, subject):
            continue
        if old is None:
            at.add(table, new, outcome.row)
        else:
            at.change(table, at.compare(outcome, old, new), outcome.row)


def _by(records: Iterable[Any], key: Key) -> Mapping[Any, Any]:
    return {key(record): record for record in records}


def _of_rating(r: YearRating) -> tuple[str, int]:
    return r.subject, r.year


def _of_discipline(d: Discipline) -> tuple[Any, ...]:
    return d.subject, d.form, d.decided


def _of_hold(h: Hold) -> tuple[Any, ...]:
    return h.subject, h.ground, h.opened


def _of_absence(a: Absence) -> tuple[Any, ...]:
    return a.person, a.kind, a.start


def _of_finding(f: Finding) -> tuple[Any, ...]:
    return f.subject, f.about, f.year

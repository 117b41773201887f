"""Runs held in memory, each proved at loading to be what was frozen."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from datetime import date
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from vinhdanh.eligibility import books
from vinhdanh.eligibility.models import Run, RunComparison, Snapshot
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.snapshots import unpack, unpack_changes
from vinhdanh.engine import Facts, LawBook, Verdicts, judge


class LawChanged(Exception):
    """The law files are not those the run was judged by, so its verdicts can't be explained any more."""


class NotTheSame(Exception):
    """Judging a run's facts again gave other bytes than were frozen: the stored run is damaged."""


KEPT = 6  # runs and comparisons held in memory by one process; a force of 3,500 takes about 100 MB
_kept: OrderedDict[tuple[object, ...], Results] = OrderedDict()
_lock = Lock()


def keep(run: Run, found: Results) -> Results:
    """Hold the answers of a run that this process has just judged."""
    return hold((run.fingerprint,), found)


def book_of(run: Run) -> LawBook:
    """The law that a run is judged by, as the files are today."""
    return books.law(overlay=run.overlay or "")


def facts_of(snapshot: Snapshot) -> Facts:
    """The facts that were frozen. Changes are laid over what they were taken from."""
    chain = [snapshot]
    while chain[-1].base is not None:
        chain.append(chain[-1].base)
    facts = unpack(bytes(chain.pop().content))
    while chain:
        facts = unpack_changes(facts, bytes(chain.pop().content))
    return facts


def judged(run: Run, facts: Facts) -> Verdicts:
    """The facts judged as the run asks: its year, its day of the law, its titles."""
    return judge(
        book_of(run),
        facts,
        year=run.year,
        rules=run.round.line_ids if run.round else None,
        law_date=run.law_date,
        members=run.source,
    )


def results_of(run: Run) -> Results:
    """The answers of a finished run: its frozen facts judged again, and proved to be the same bytes.

    Raises:
        LawChanged: the law files have changed since.
        NotTheSame: the stored run is damaged.
    """
    if found := held((run.fingerprint,)):
        return found
    if book_of(run).fingerprint != run.book_fingerprint:
        raise LawChanged
    assert run.snapshot is not None
    verdicts = judged(run, facts_of(run.snapshot))
    if verdicts.fingerprint != run.fingerprint:
        raise NotTheSame(f"run {run.pk}")
    shape = verdicts.statuses.shape
    years = np.frombuffer(zlib.decompress(bytes(run.result.earliest)), dtype="<i2").reshape(shape)
    steps = run.result.steps
    return keep(run, Results(verdicts, years, None if steps is None else _bytes(bytes(steps), shape)))


def _bytes(data: bytes, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(shape)


# ---- other texts ----------------------------------------------------------------------------------


def under(results: Results, law_date: date, draft: str = "", overlay: str = "") -> Results:
    """The same facts and review year under the law of another day, with a draft or a quy chế in place."""
    verdicts = results.verdicts
    key = _key(results, law_date, draft, overlay)
    if found := held(key):
        return found
    book = books.law(draft, overlay)
    known = {line.id for line in book.rule_lines}
    whole = len(verdicts.rule_ids) == len(verdicts.book.rule_lines)
    other = judge(
        book,
        verdicts.facts,
        year=verdicts.year,
        rules=None if whole else [line for line in verdicts.rule_ids if line in known],
        law_date=law_date,
        members=verdicts.members,
    )
    return hold(key, Results(other))


def packed(results: Results) -> bytes:
    """The verdicts of one text, to be kept with a run; ``unpacked`` reads them."""
    verdicts = results.verdicts
    return zlib.compress(verdicts.statuses.tobytes() + verdicts.raw.tobytes(), 6)


def unpacked(
    run: Run, results: Results, text: str, law_date: date, draft: str = "", overlay: str = ""
) -> Results | None:
    """The verdicts under another text as the run kept them; None when it did not, or the text has changed."""
    key = _key(results, law_date, draft, overlay)
    if found := held(key):
        return found
    book = books.law(draft, overlay)
    kept = RunComparison.objects.filter(run=run, text=text, book_fingerprint=book.fingerprint).first()
    if kept is None:
        return None
    verdicts = results.verdicts
    lines = tuple(line.id for line in book.rule_lines)
    both = _bytes(bytes(kept.verdicts), (2, len(verdicts.subjects), len(lines)))
    return hold(
        key,
        Results(
            Verdicts(
                book,
                verdicts.facts,
                verdicts.year,
                law_date,
                verdicts.members,
                verdicts.subjects,
                lines,
                both[0],
                both[1],
            )
        ),
    )


def _key(results: Results, law_date: date, draft: str, overlay: str) -> tuple[object, ...]:
    verdicts = results.verdicts
    return (
        verdicts.facts.fingerprint,
        verdicts.year,
        verdicts.members,
        verdicts.rule_ids,
        law_date,
        draft,
        overlay,
    )


def held(key: tuple[object, ...]) -> Results | None:
    """What is in memory under a key."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def hold(key: tuple[object, ...], found: Results) -> Results:
    """Keep in memory, at the cost of what was not asked for longest."""
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found

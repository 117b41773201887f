"""Running the engine over all records. A run is frozen when it is finished."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable
from datetime import date
from threading import Thread
from time import perf_counter

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit import selectors as journal
from vinhdanh.audit import services as audit
from vinhdanh.awards.facts import facts_for
from vinhdanh.eligibility import books, results
from vinhdanh.eligibility.models import Run, RunResult, Snapshot
from vinhdanh.eligibility.policies import may_run
from vinhdanh.eligibility.snapshots import pack
from vinhdanh.engine import earliest_years, judge

log = logging.getLogger(__name__)

Told = Callable[[Run], None]


class RunOpen(Exception):
    """Another run is still at work; ``run`` is that one."""

    def __init__(self, run: Run) -> None:
        super().__init__(f"run {run.pk} is still at work")
        self.run = run


def start_run(
    *, actor: Account | Operator, year: int, law_date: date | None = None, members: str = Run.Members.VERDICTS
) -> Run:
    """Begin a run in the background. Its state is in the database: the page can be left and found again.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        RunOpen: another run is still at work.
    """
    run = _created(actor, year, law_date, members)
    transaction.on_commit(lambda: Thread(target=_in_background, args=(run.pk,), name=f"run-{run.pk}").start())
    return run


def run_now(
    *,
    actor: Account | Operator,
    year: int,
    law_date: date | None = None,
    members: str = Run.Members.VERDICTS,
    told: Told | None = None,
) -> Run:
    """The same, finished when it returns. ``told`` hears of every step.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        RunOpen: another run is still at work.
    """
    run = _created(actor, year, law_date, members)
    try:
        _work(run, told)
    except Exception as error:
        _failed(run, error)
        raise
    return run


def _created(actor: Account | Operator, year: int, law_date: date | None, members: str) -> Run:
    by = admit(actor, may_run(scopes(actor)))
    with transaction.atomic():
        for other in Run.objects.exclude(state__in=[Run.State.DONE, Run.State.FAILED]).select_for_update():
            if not other.silent:
                raise RunOpen(other)
            _failed(other, "Máy chủ dừng giữa chừng.")
        run = Run(
            year=year,
            law_date=law_date or date(year, 12, 31),
            members=members,
            by=actor if isinstance(actor, Account) else None,
            by_name=by.full_name,
        )
        run.full_clean(exclude=["by", "snapshot"])
        run.save()
        audit.record(
            actor=by,
            verb="eligibility.run_started",
            subject=str(run),
            ref=f"run:{run.pk}",
            data={"year": year, "law_date": run.law_date, "members": members},
        )
    return run


def _in_background(pk: int) -> None:
    try:
        run = Run.objects.get(pk=pk)
        try:
            _work(run, None)
        except Exception as error:
            log.exception("run %s failed", pk)
            _failed(run, error)
    finally:
        connection.close()


def _failed(run: Run, error: Exception | str) -> None:
    run.state, run.error, run.heard = Run.State.FAILED, str(error)[:2000], timezone.now()
    run.save(update_fields=["state", "error", "heard"])


def _step(run: Run, state: Run.State, told: Told | None, fields: tuple[str, ...] = ()) -> None:
    run.state, run.heard = state, timezone.now()
    run.save(update_fields=["state", "heard", *fields])
    if told is not None:
        told(run)


def _work(run: Run, told: Told | None) -> None:
    began = perf_counter()
    _step(run, Run.State.READING, told)
    book = books.law()
    head = journal.head()  # before reading: a change made meanwhile counts as later, never as seen
    run.journal_number = head.number if head else 0
    facts = facts_for()
    run.persons, run.units, run.households = len(facts.persons), len(facts.units), len(facts.households)
    _step(run, Run.State.JUDGING, told, ("journal_number", "persons", "units", "households"))
    verdicts = judge(book, facts, year=run.year, law_date=run.law_date, members=run.source)
    _step(run, Run.State.PLANNING, told)
    earliest = earliest_years(verdicts)
    _step(run, Run.State.SAVING, told)
    packed = pack(facts)
    frozen = zlib.compress(verdicts.to_bytes(), 6)
    with transaction.atomic():
        snapshot, _ = Snapshot.objects.get_or_create(
            fingerprint=facts.fingerprint, defaults={"content": packed}
        )
        years = zlib.compress(np.ascontiguousarray(earliest, dtype="<i2").tobytes(), 6)
        RunResult.objects.create(run=run, verdicts=frozen, earliest=years)
        run.snapshot, run.book_fingerprint, run.fingerprint = snapshot, book.fingerprint, verdicts.fingerprint
        run.state, run.heard = Run.State.DONE, timezone.now()
        run.finished, run.seconds = timezone.now(), perf_counter() - began
        run.save()
        audit.record(
            actor=run.by or Operator(full_name=run.by_name),
            verb="eligibility.run_finished",
            subject=str(run),
            ref=f"run:{run.pk}",
            data={"fingerprint": run.fingerprint, "facts": snapshot.pk, "law": run.book_fingerprint},
        )
    results.keep(run, verdicts, earliest)
    if told is not None:
        told(run)

"""Runs, made anew or from the run before. A run is frozen when it is finished."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Thread
from time import perf_counter

import numpy as np
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit import selectors as journal
from vinhdanh.audit import services as audit
from vinhdanh.awards.facts import facts_for
from vinhdanh.eligibility import memory
from vinhdanh.eligibility.catching_up import catch_up, entries_since
from vinhdanh.eligibility.models import Round, Run, RunChange, RunComparison, RunResult, Snapshot
from vinhdanh.eligibility.policies import may_run
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.selectors import texts
from vinhdanh.eligibility.snapshots import pack, pack_changes
from vinhdanh.engine import Verdict, compare, earliest_years, one_step_short, rejudge
from vinhdanh.engine.facts import Facts
from vinhdanh.engine.rejudging import touched_by
from vinhdanh.people.models import Unit

log = logging.getLogger(__name__)

Told = Callable[[Run], None]
CAUSES = 4  # records named for one changed verdict; more are counted
LAYERS = 20  # changes laid over one another before the facts are packed whole again


class RunOpen(Exception):
    """Another run is still at work; ``run`` is that one."""

    def __init__(self, run: Run) -> None:
        super().__init__(f"run {run.pk} is still at work")
        self.run = run


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a run is to judge.

    Args:
        law_date: whose law applies; 31/12 of the year by default.
        unit: only this unit with all below it.
        round: only the titles of this round, and what they look at.
        overlay: an agency's own quy chế, by the key of its text.
        anew: judge everybody again, also where only some can have changed.
    """

    year: int
    law_date: date | None = None
    members: str = Run.Members.VERDICTS
    unit: Unit | None = None
    round: Round | None = None
    overlay: str = ""
    anew: bool = False


def start_run(*, actor: Account | Operator, asked: Asked) -> Run:
    """Begin a run in the background. Its state is in the database: the page can be left and found again.

    Raises:
        PermissionDenied: the actor may not judge whom it asks for.
        RunOpen: another run is still at work.
    """
    run = _created(actor, asked)
    begin = Thread(target=_in_background, args=(run.pk, asked.anew), name=f"run-{run.pk}")
    transaction.on_commit(begin.start)
    return run


def run_now(
    *,
    actor: Account | Operator,
    year: int,
    law_date: date | None = None,
    members: str = Run.Members.VERDICTS,
    unit: Unit | None = None,
    round: Round | None = None,
    overlay: str = "",
    anew: bool = False,
    told: Told | None = None,
) -> Run:
    """A run that is finished when it returns; arguments as for ``Asked``. ``told`` hears of every step.

    Raises:
        PermissionDenied: the actor may not judge whom it asks for.
        RunOpen: another run is still at work.
    """
    asked = Asked(
        year=year, law_date=law_date, members=members, unit=unit, round=round, overlay=overlay, anew=anew
    )
    run = _created(actor, asked)
    try:
        _work(run, told, anew=anew)
    except Exception as error:
        _failed(run, error)
        raise
    return run


def _created(actor: Account | Operator, asked: Asked) -> Run:
    by = admit(actor, may_run(scopes(actor), asked.unit.path if asked.unit else "/"))
    if asked.round and asked.round.closed:
        raise ValidationError(f"Đợt xét {asked.round} đã đóng: mở lại đợt, ghi lý do, rồi mới chạy xét.")
    with transaction.atomic():
        for other in Run.objects.exclude(state__in=[Run.State.DONE, Run.State.FAILED]).select_for_update():
            if not other.silent:
                raise RunOpen(other)
            _failed(other, "Máy chủ dừng giữa chừng.")
        run = Run(
            year=asked.year,
            law_date=asked.law_date or date(asked.year, 12, 31),
            members=asked.members,
            unit_code=asked.unit.code if asked.unit else None,
            unit_name=asked.unit.name if asked.unit else None,
            round=asked.round,
            overlay=asked.overlay or None,
            by=actor if isinstance(actor, Account) else None,
            by_name=by.full_name,
        )
        run.full_clean(exclude=["by", "snapshot", "round", "base"])
        run.save()
        audit.record(
            actor=by,
            verb="eligibility.run_started",
            subject=str(run),
            ref=f"run:{run.pk}",
            data={
                "year": run.year,
                "law_date": run.law_date,
                "members": run.members,
                "unit": run.unit_code,
                "round": str(run.round) if run.round else None,
                "overlay": run.overlay,
            },
        )
    return run


def _in_background(pk: int, anew: bool) -> None:
    try:
        run = Run.objects.get(pk=pk)
        try:
            _work(run, None, anew=anew)
            compare_ahead(run)
        except Exception as error:
            log.exception("run %s failed", pk)
            if run.state != Run.State.DONE:
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


def before(run: Run) -> Run | None:
    """The newest finished run that judged the same subjects on the same titles under the same law."""
    book = memory.book_of(run).fingerprint
    same = Run.objects.filter(
        state=Run.State.DONE,
        year=run.year,
        law_date=run.law_date,
        members=run.members,
        unit_code=run.unit_code,
        round=run.round,
        overlay=run.overlay,
        book_fingerprint=book,
    )
    return same.exclude(pk=run.pk).first()


@dataclass(frozen=True)
class _Made:
    """The answers of a run, and whom the changes since the run before touched."""

    results: Results
    touched: dict[str, tuple[str, ...]]
    entries: dict[str, int]


def _work(run: Run, told: Told | None, *, anew: bool) -> None:
    began = perf_counter()
    _step(run, Run.State.READING, told)
    base = before(run)
    earlier = _loaded(base)
    head = journal.head()  # before reading: a change made meanwhile counts as later, never as seen
    run.journal_number = head.number if head else 0
    facts, entries = _facts(run, base if earlier else None, earlier, anew=anew)
    run.persons, run.units, run.households = len(facts.persons), len(facts.units), len(facts.households)
    _step(run, Run.State.JUDGING, told, ("journal_number", "persons", "units", "households"))
    if earlier is None or anew:
        verdicts = memory.judged(run, facts)
        _step(run, Run.State.PLANNING, told)
        results = Results(verdicts, earliest_years(verdicts), one_step_short(verdicts))
        touched = touched_by(earlier.facts, facts, run.year) if earlier else {}
    else:
        again = rejudge(earlier.verdicts, facts)
        _step(run, Run.State.PLANNING, told)
        results = Results(
            again.verdicts,
            again.carried(earlier.earliest, earliest_years),
            again.carried(earlier.steps, one_step_short),
        )
        touched = again.touched
        run.rejudged = len(touched)
    run.base = base if earlier else None
    _step(run, Run.State.SAVING, told)
    _save(run, _Made(results, touched, entries), earlier, began)
    memory.keep(run, results)
    if told is not None:
        told(run)


def _loaded(base: Run | None) -> Results | None:
    """The answers of the run before; None where they can't be relied on: then everything is judged anew."""
    if base is None:
        return None
    try:
        return memory.results_of(base)
    except (memory.LawChanged, memory.NotTheSame):
        return None


def _facts(
    run: Run, base: Run | None, earlier: Results | None, *, anew: bool
) -> tuple[Facts, dict[str, int]]:
    """The facts as they are now, and which journal entry last wrote each changed record.

    ``anew`` trusts no journal: every record is read.
    """
    if base is None or earlier is None:
        return facts_for([run.unit_code] if run.unit_code else None), {}
    if run.unit_code or anew:
        whole = facts_for([run.unit_code] if run.unit_code else None)
        return whole, entries_since(base.journal_number)
    found = catch_up(earlier.facts, base.journal_number)
    return found.facts, found.entries


def _save(run: Run, made: _Made, earlier: Results | None, began: float) -> None:
    results, base = made.results, run.base
    book, facts = results.book, results.facts
    layered = base is not None and earlier is not None and _layers(base.snapshot) < LAYERS
    content = b""
    if not Snapshot.objects.filter(pk=facts.fingerprint).exists():
        content = pack_changes(earlier.facts, facts) if layered and earlier else pack(facts)
    frozen = zlib.compress(results.verdicts.to_bytes(), 6)
    years = zlib.compress(np.ascontiguousarray(results.earliest, dtype="<i2").tobytes(), 6)
    steps = zlib.compress(np.ascontiguousarray(results.steps, dtype=np.uint8).tobytes(), 6)
    with transaction.atomic():
        snapshot, _ = Snapshot.objects.get_or_create(
            fingerprint=facts.fingerprint,
            defaults={"content": content, "base": base.snapshot if layered and base else None},
        )
        RunResult.objects.create(run=run, verdicts=frozen, earliest=years, steps=steps)
        RunChange.objects.bulk_create(_changes(run, made, earlier), batch_size=500)
        run.snapshot, run.book_fingerprint = snapshot, book.fingerprint
        run.fingerprint = results.verdicts.fingerprint
        run.rules = "\n".join(sorted(rule.version for rule in book.rules_on(run.law_date)))
        run.state, run.heard = Run.State.DONE, timezone.now()
        run.finished, run.seconds = timezone.now(), perf_counter() - began
        run.save()
        audit.record(
            actor=run.by or Operator(full_name=run.by_name),
            verb="eligibility.run_finished",
            subject=str(run),
            ref=f"run:{run.pk}",
            data={
                "fingerprint": run.fingerprint,
                "facts": snapshot.pk,
                "law": run.book_fingerprint,
                "base": base.pk if base else None,
                "rejudged": run.rejudged,
            },
        )


def _layers(snapshot: Snapshot | None) -> int:
    count = 0
    while snapshot is not None and snapshot.base is not None:
        snapshot, count = snapshot.base, count + 1
    return count


def _changes(run: Run, made: _Made, earlier: Results | None) -> Iterator[RunChange]:
    """Every verdict that differs from the run before; of a new subject, those that say something."""
    if earlier is None:
        return
    verdicts = made.results.verdicts
    for change in compare(earlier.verdicts, verdicts):
        yield _change(run, made, change.subject, change.rule, int(change.before), int(change.after))
    for subject in verdicts.subjects:
        if subject not in earlier.row:
            for line in verdicts.rule_ids:
                after = verdicts.verdict(subject, line)
                if after in (Verdict.MET, Verdict.UNSURE, Verdict.HELD):
                    yield _change(run, made, subject, line, None, int(after))


def _change(run: Run, made: _Made, subject: str, line: str, before: int | None, after: int) -> RunChange:
    records = made.touched.get(subject, ())
    causes = [(record, made.entries.get(record)) for record in records[:CAUSES]]
    return RunChange(
        run=run,
        subject=subject,
        line=line,
        before=before,
        after=after,
        causes=json.dumps(causes),
        more=max(len(records) - CAUSES, 0),
    )


def compare_ahead(run: Run) -> None:
    """Judge the run's facts under the texts that people compare with most, and keep the answers with it."""
    if not run.of_force:
        return
    results = memory.results_of(run)
    for text in texts.nearest_texts(results):
        other = texts.results_under(results, text)
        RunComparison.objects.get_or_create(
            run=run,
            text=text.key,
            defaults={"book_fingerprint": other.book.fingerprint, "verdicts": memory.packed(other)},
        )

"""Reading and judging a file that somebody brought. Nothing of it enters the records."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.audit.services import record
from vinhdanh.eligibility import books
from vinhdanh.eligibility.memory import held, hold
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.snapshots import pack, unpack
from vinhdanh.engine import Verdicts, judge
from vinhdanh.exchange.reading import Problem, Severity, read_workbook
from vinhdanh.exchange.results import write_results
from vinhdanh.exchange.template import write_template
from vinhdanh.web.models import Workbook

log = logging.getLogger(__name__)

MOST_FILES = 20  # of one account; older ones have to be removed first
TELL_EVERY = 0.4  # seconds between two notes of progress in the database


def upload(*, actor: Account, file: UploadedFile[Any], year: int) -> Workbook:
    """Keep a file and begin to read it in the background.

    Args:
        file: already checked for size by the form; what it is, its content will say.
    """
    workbook = Workbook(owner=actor, name=(file.name or "tệp")[-255:], size=file.size or 0, year=year)
    with transaction.atomic():
        workbook.content.save(workbook.name, file, save=False)
        workbook.save()
        record(
            actor=actor,
            verb="web.workbook_uploaded",
            subject=workbook.name,
            ref=f"workbook:{workbook.pk}",
            data={"size": workbook.size, "year": year},
        )
        _later(read, workbook)
    return workbook


def begin_judging(*, actor: Account, workbook: Workbook, law_date: date | None, members: str) -> None:
    """Judge what was read, in the background."""
    with transaction.atomic():
        workbook.law_date = law_date or date(workbook.year, 12, 31)
        workbook.members = members
        workbook.state, workbook.heard = Workbook.State.JUDGING, timezone.now()
        workbook.step, workbook.done, workbook.total = "Chờ bắt đầu", 0, 0
        workbook.save(update_fields=["law_date", "members", "state", "heard", "step", "done", "total"])
        record(
            actor=actor,
            verb="web.workbook_judged",
            subject=workbook.name,
            ref=f"workbook:{workbook.pk}",
            data={"year": workbook.year, "law_date": workbook.law_date, "members": members},
        )
        _later(judge_workbook, workbook)


def delete(*, actor: Account, workbook: Workbook) -> None:
    """Remove the file, what was read from it and what came out."""
    with transaction.atomic():
        record(
            actor=actor,
            verb="web.workbook_deleted",
            subject=workbook.name,
            ref=f"workbook:{workbook.pk}",
        )
        files = [workbook.content, *([workbook.result] if workbook.result else [])]
        names = [(file.storage, file.name) for file in files]
        workbook.delete()
        transaction.on_commit(lambda: _remove(names))


def _remove(files: list[tuple[Storage, str | None]]) -> None:
    for storage, name in files:
        if name:
            storage.delete(name)


def _later(work: Callable[[Workbook], None], workbook: Workbook) -> None:
    pk = workbook.pk
    transaction.on_commit(
        lambda: Thread(target=_in_background, args=(work, pk), name=f"workbook-{pk}").start()
    )


def _in_background(work: Callable[[Workbook], None], pk: int) -> None:
    try:
        perform(work, pk)
    finally:
        connection.close()


def perform(work: Callable[[Workbook], None], pk: int) -> None:
    """Do a piece of work on a file; what goes wrong is written down beside it."""
    workbook = Workbook.objects.filter(pk=pk).first()
    if workbook is None:  # removed meanwhile
        return
    try:
        work(workbook)
    except Exception as error:
        log.exception("workbook %s failed", pk)
        Workbook.objects.filter(pk=pk).update(
            state=Workbook.State.FAILED, error=str(error)[:2000], heard=timezone.now()
        )


def _teller(workbook: Workbook) -> Callable[[str, int, int], None]:
    """Writes progress down, but not more often than anybody looks."""
    last = 0.0

    def tell(what: str, done: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= TELL_EVERY or done >= of:
            last = monotonic()
            Workbook.objects.filter(pk=workbook.pk).update(
                step=what, done=done, total=of, heard=timezone.now()
            )

    return tell


def read(workbook: Workbook) -> None:
    """Read the file; what could not be read as it stands becomes the list of problems."""
    with workbook.content.open("rb") as file:
        data = file.read()
    reading = read_workbook(
        data, book=books.law(), year=workbook.year, progress=_teller(workbook), name=workbook.name
    )
    found = reading.unreadable
    workbook.state = Workbook.State.UNREADABLE if found else Workbook.State.READ
    workbook.error = found.message if found else ""
    workbook.problems = [asdict(problem) for problem in reading.problems]
    workbook.rows_read = dict(reading.rows_read)
    workbook.persons, workbook.units = len(reading.facts.persons), len(reading.facts.units)
    workbook.facts = b"" if found else pack(reading.facts)
    workbook.heard = timezone.now()
    workbook.save(
        update_fields=["state", "error", "problems", "rows_read", "persons", "units", "facts", "heard"]
    )


def judge_workbook(workbook: Workbook) -> None:
    """Judge the facts that were read and write the workbook of results."""
    tell = _teller(workbook)
    tell(f"Xét {workbook.persons} người, {workbook.units} tập thể", 0, 1)
    results = results_of(workbook)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ket-qua.xlsx"
        write_results(path, results.verdicts, problems_of(workbook), earliest=results.earliest, progress=tell)
        content = path.read_bytes()
    if workbook.result:
        workbook.result.delete(save=False)
    workbook.result.save("ket-qua.xlsx", ContentFile(content), save=False)
    workbook.state, workbook.finished, workbook.heard = Workbook.State.DONE, timezone.now(), timezone.now()
    workbook.save(update_fields=["result", "state", "finished", "heard"])


def problems_of(workbook: Workbook) -> tuple[Problem, ...]:
    """The problems as the reader gave them."""
    return tuple(Problem(**{**row, "severity": Severity(row["severity"])}) for row in workbook.problems)


def results_of(workbook: Workbook) -> Results:
    """The answers, judged again from the packed facts when this process doesn't hold them any more."""
    key = ("workbook", workbook.pk, workbook.law_date, workbook.members)
    if found := held(key):
        return found
    verdicts: Verdicts = judge(
        books.law(),
        unpack(bytes(workbook.facts)),
        year=workbook.year,
        law_date=workbook.law_date,
        members="grants" if workbook.members == "grants" else "verdicts",
    )
    return hold(key, Results(verdicts))


def empty_template() -> bytes:
    """The empty workbook with guidance."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mau.xlsx"
        write_template(path, books.law())
        return path.read_bytes()

"""The work that goes on while people look at something else: opening, reading, writing, undoing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import asdict
from threading import Thread

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.services import CHAIN_LOCK, record, record_all
from vinhdanh.eligibility import books
from vinhdanh.exchange.bulk import TooLong, insert
from vinhdanh.exchange.collecting import no_garbage_collection
from vinhdanh.exchange.intake import mapping
from vinhdanh.exchange.intake.comparing import Comparison
from vinhdanh.exchange.intake.decisions import Decisions
from vinhdanh.exchange.intake.effects import broken_streaks, effects
from vinhdanh.exchange.intake.log import Log
from vinhdanh.exchange.intake.permission import answers, refusals
from vinhdanh.exchange.intake.plan import Plan, digest
from vinhdanh.exchange.intake.preparing import compared
from vinhdanh.exchange.intake.preview import ROW, columns_of, preview
from vinhdanh.exchange.intake.register import changes_since, read_register
from vinhdanh.exchange.intake.resting import resting_honours
from vinhdanh.exchange.intake.undoing import obstacles, take_back
from vinhdanh.exchange.intake.writing import write
from vinhdanh.exchange.memory import spellings_for
from vinhdanh.exchange.models import Intake, IntakePlan, IntakeRow
from vinhdanh.exchange.policies import may_import, may_undo
from vinhdanh.exchange.progress import Teller
from vinhdanh.exchange.reading.formats import open_table
from vinhdanh.exchange.reading.source import NotAWorkbook
from vinhdanh.people.models import Household, Person, Unit

log = logging.getLogger(__name__)

Actor = Account | Operator
Tell = Callable[[str, int, int], None]
State = Intake.State


class Stale(Exception):
    """The records changed after the preview was made; ``changes`` says how often."""

    def __init__(self, changes: int) -> None:
        super().__init__(f"{changes} changes since the preview")
        self.changes = changes


class Rests(Exception):
    """The import can't be undone; ``reasons``: Vietnamese sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


# ---- in the background ----------------------------------------------------------------------------


_waiting: ContextVar[bool] = ContextVar("waiting", default=False)


@contextmanager
def waited_for() -> Iterator[None]:
    """Whoever asks for work inside waits until it is done: at the prompt nobody can look again later."""
    token = _waiting.set(True)
    try:
        yield
    finally:
        _waiting.reset(token)


def later(work: Callable[[Intake], None], intake: Intake) -> None:
    """Do it once the transaction is committed, in a thread of its own."""
    pk = intake.pk
    Teller(pk)("Chờ bắt đầu", 0, 0)
    in_background(lambda: perform(work, pk), f"intake-{pk}")


def in_background(job: Callable[[], None], name: str) -> None:
    """Do it in a thread once the transaction is committed; here and now for whoever waits for it."""
    if _waiting.get():
        transaction.on_commit(job)
        return
    here = copy_context()  # the journal names the address that the request came from
    transaction.on_commit(lambda: Thread(target=here.run, args=(_alone, job), name=name).start())


def _alone(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        connection.close()


def perform(work: Callable[[Intake], None], pk: int) -> None:
    """Do it now; whatever goes wrong becomes the intake's state."""
    intake = Intake.objects.filter(pk=pk).first()
    if intake is None:
        return
    try:
        with no_garbage_collection():
            work(intake)
    except Exception as error:
        log.exception("intake %s failed", pk)
        said = str(error) if isinstance(error, TooLong) else f"{type(error).__name__}: {error}"
        before = {State.APPLYING: State.PREVIEW, State.UNDOING: State.APPLIED}.get(
            State(intake.state), State.FAILED
        )
        Intake.objects.filter(pk=pk, turn=intake.turn).update(state=before, error=said[:2000])
    finally:
        if not Intake.objects.filter(pk=pk, turn__gt=intake.turn).exists():  # else another one is telling
            Teller(pk).forget()


def _settle(intake: Intake, **values: object) -> bool:
    """Write a worker's answer, unless somebody has asked for something else meanwhile."""
    return bool(Intake.objects.filter(pk=intake.pk, turn=intake.turn).update(**values))


# ---- opening and reading --------------------------------------------------------------------------


def open_file(intake: Intake) -> None:
    """Find the sheets and propose what each holds."""
    Teller(intake.pk)("Mở tệp", 0, 1)
    try:
        source = open_table(_bytes(intake), intake.name)
    except NotAWorkbook as error:
        _settle(intake, state=State.UNREADABLE, error=str(error))
        return
    found = mapping.propose(source, spellings_for(intake.office))
    _settle(
        intake,
        state=State.MAPPING,
        error="",
        samples=[mapping.Sample.of(sheet).to_json() for sheet in source.sheets],
        mapping=[one.to_json() for one in found],
    )


def read_file(intake: Intake) -> None:
    """Compare the file with the register; then judge what would change."""
    tell = Teller(intake.pk)
    actor = actor_of(intake)
    at = comparison(intake, actor, tell)
    tell("Lập bảng xem trước", 0, 1)
    if not keep_preview(intake, at, actor):
        return
    tell("Xét trước và sau", 0, 1)
    found, changed = effects(at, books.law(), intake.year)
    told = {
        "lines": [one.to_json() for one in found],
        "changed": changed,
        "streaks": broken_streaks(at),
    }
    _settle(intake, effects=told)


def comparison(intake: Intake, actor: Actor, tell: Tell) -> Comparison:
    """The file beside the register as it is now. Nothing is written."""
    tell("Mở tệp", 0, 1)
    source = open_table(_bytes(intake), intake.name)
    tell("Đọc sổ", 0, 1)
    register = read_register(actor)
    return compared(
        source,
        mapping.from_json(intake.mapping),
        Decisions.from_json(intake.decisions),
        register=register,
        book=books.law(),
        spellings=spellings_for(intake.office),
        year=intake.year,
        today=timezone.localdate(),
        tell=tell,
    )


def keep_preview(intake: Intake, at: Comparison, actor: Actor) -> bool:
    """Store rows, figures and plan; False when somebody asked again meanwhile."""
    counts, rows = preview(at)
    plan = at.plan
    packed = plan.to_bytes()
    columns = [
        {
            "name": page.map.name,
            "key": page.map.key,
            "row": page.map.row + 1,
            "columns": [list(column) for column in columns_of(page)],
        }
        for page in at.gathered.pages
    ]
    with transaction.atomic():
        current = _settle(
            intake,
            state=State.PREVIEW,
            error="",
            counts=counts.to_json(),
            columns=columns,
            refusals=[asdict(refusal) for refusal in refusals(actor, plan, at.register)],
            effects=None,
            seen_to=at.register.head,
        )
        if current:
            IntakeRow.objects.filter(intake=intake)._raw_delete("default")
            insert(IntakeRow, ROW, [row.stored(intake.pk, at) for at, row in enumerate(rows)])
            IntakePlan.objects.update_or_create(
                intake=intake, defaults={"content": packed, "digest": digest(packed), "written": b""}
            )
    return current


def _bytes(intake: Intake) -> bytes:
    with intake.content.open("rb") as file:
        data: bytes = file.read()
    return data


def actor_of(intake: Intake) -> Actor:
    """Who imports; the operator at the prompt has no account."""
    return intake.by or Operator(full_name=intake.by_name)


# ---- writing --------------------------------------------------------------------------------------


def apply_plan(intake: Intake, actor: Actor) -> None:
    """Write the plan whole, or nothing: records, journal and state in one transaction.

    Records that changed since the preview was made lead to a new preview instead.
    """
    tell = Teller(intake.pk)
    try:
        apply_now(intake, actor, tell)
    except Stale as stale:
        told = f"Sổ có {stale.changes} thay đổi từ lúc xem trước. Đã so lại; xem rồi ghi."
        if _settle(intake, state=State.READING):
            read_file(intake)
            _settle(intake, error=told)
    except IntegrityError as error:
        told = f"Chưa ghi gì: sổ có dữ liệu trái với tệp ({error}). Xem lại rồi ghi."
        _settle(intake, state=State.PREVIEW, error=told[:2000])


def apply_now(intake: Intake, actor: Actor, tell: Tell) -> Log:
    """The same, here and now.

    Raises:
        PermissionDenied: the actor may not import (any more), or not into every unit.
        Stale: the records changed after the preview.
        ValueError: the stored plan is not the one that was shown, or another worker was quicker.
    """
    with transaction.atomic():
        locked = _locked(intake, State.APPLYING)  # first the row, then the journal, as every act does
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # whoever writes records waits, or has been counted
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        stored = IntakePlan.objects.get(intake=intake)
        content = bytes(stored.content)
        if digest(content) != stored.digest:
            raise ValueError("the stored plan is damaged")
        changes = changes_since(locked.seen_to)
        if changes:
            raise Stale(changes)
        plan = Plan.from_bytes(content)
        by = admit(actor, may_import(scopes(actor)), *answers(actor, plan, read_register(actor)))
        written = write(plan, ground=f"Lần nhập {intake.pk}: {intake.name}", by=by.full_name, tell=tell)
        tell("Ghi nhật ký", plan.records, plan.records)
        names = names_of(written)
        record_all(
            actor=by,
            verb="people.records_imported",
            about=((names[ref], ref, data | {"intake": intake.pk}) for ref, data in written.by_subject()),
        )
        record(
            actor=by,
            verb="exchange.intake_applied",
            subject=intake.name,
            ref=f"intake:{intake.pk}",
            data={
                "file": intake.digest,
                "plan": stored.digest,
                "counts": locked.counts,
                "rows": written.tally,
            },
        )
        stored.written = written.to_bytes()
        stored.save(update_fields=["written"])
        locked.state, locked.applied, locked.error = State.APPLIED, timezone.now(), ""
        locked.save(update_fields=["state", "applied", "error"])
        tell("Xong", plan.records, plan.records)
    return written


def _locked(intake: Intake, state: Intake.State) -> Intake:
    """The intake, held until the transaction ends.

    Raises:
        ValueError: another worker is at it, or was.
    """
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if locked.state != state or locked.turn != intake.turn:
        raise ValueError(f"intake {intake.pk} is {locked.state}, not {state}")
    return locked


def names_of(written: Log) -> dict[str, str]:
    """Refs of the log with the names of whom they mean."""
    refs = {entry.about for entry in written.entries}
    names = {ref: ref.partition(":")[2] for ref in refs}
    names |= {f"person:{n}": name for n, name in Person.every.values_list("number", "name")}
    names |= {f"unit:{c}": name for c, name in Unit.every.values_list("code", "name")}
    names |= {f"household:{c}": f"Hộ {name}" for c, name in Household.every.values_list("code", "name")}
    return names


# ---- undoing --------------------------------------------------------------------------------------


def undo(intake: Intake, actor: Actor) -> None:
    """Take an import back whole, or say what rests on it."""
    try:
        undo_now(intake, actor, Teller(intake.pk))
    except Rests as rests:
        _settle(intake, state=State.APPLIED, error="Chưa hoàn tác được. " + " ".join(rests.reasons))


def undo_now(intake: Intake, actor: Actor, tell: Tell) -> Log:
    """The same, here and now.

    Raises:
        Rests: something written later rests on what the import brought.
    """
    with transaction.atomic():
        locked = _locked(intake, State.UNDOING)
        by = admit(actor, may_undo(scopes(actor), own=locked.by_id == getattr(actor, "pk", None)))
        stored = IntakePlan.objects.get(intake=intake)
        written = Log.from_bytes(bytes(stored.written))
        tell("Xem có gì dựa vào lần nhập này", 0, 1)
        reasons = obstacles(written) or resting_honours(written, _journal_number(intake), books.law())
        if reasons:
            raise Rests(reasons)
        ground = f"Hoàn tác lần nhập {intake.pk}: {locked.undo_ground}"
        done = take_back(written, ground=ground, by=by.full_name, tell=tell)
        names = names_of(done)
        record_all(
            actor=by,
            verb="people.import_undone",
            about=((names[ref], ref, data | {"intake": intake.pk}) for ref, data in done.by_subject()),
            why=locked.undo_ground,
        )
        record(
            actor=by,
            verb="exchange.intake_undone",
            subject=intake.name,
            ref=f"intake:{intake.pk}",
            data={"rows": done.tally},
            why=locked.undo_ground,
        )
        locked.state, locked.undone, locked.error = State.UNDONE, timezone.now(), ""
        locked.undone_by = by.full_name
        locked.save(update_fields=["state", "undone", "undone_by", "error"])
    return done


def _journal_number(intake: Intake) -> int:
    """The entry that tells of the import."""
    entry = JournalEntry.objects.filter(ref=f"intake:{intake.pk}", verb="exchange.intake_applied").first()
    return entry.number if entry else 0

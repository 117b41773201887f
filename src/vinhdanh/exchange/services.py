"""What people do with a file on its way into the records: bring it, map it, correct it, write it, undo it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.services import record
from vinhdanh.eligibility import books
from vinhdanh.exchange import tasks
from vinhdanh.exchange.intake.decisions import FILE, REGISTER, Decisions
from vinhdanh.exchange.intake.gathering import Tell
from vinhdanh.exchange.intake.mapping import SheetMap, propose
from vinhdanh.exchange.intake.preparing import compared
from vinhdanh.exchange.intake.preview import Counts, preview, problem_rows
from vinhdanh.exchange.intake.register import read_register
from vinhdanh.exchange.memory import Word, remember, spellings_for
from vinhdanh.exchange.models import Intake, IntakeRow
from vinhdanh.exchange.policies import may_import, may_undo, office_of
from vinhdanh.exchange.progress import silent
from vinhdanh.exchange.reading.formats import open_table
from vinhdanh.exchange.types import MOST_BYTES, too_heavy

Actor = Account | Operator

__all__ = [
    "decide",
    "delete",
    "look_again",
    "look_at",
    "receive",
    "set_mapping",
    "start_applying",
    "start_undoing",
]

State = Intake.State

MOST_WAITING = 20  # files of one account that are not written; older ones have to go first
_STANDSTILL = "Tệp này đang được xử lý: chờ xong rồi làm tiếp."


def receive(*, actor: Actor, name: str, data: bytes, year: int) -> Intake:
    """Keep a file and begin to open it in the background.

    Raises:
        PermissionDenied: the actor may import nowhere.
        ValidationError: too heavy, or too many files of his are waiting.
    """
    held = scopes(actor)
    by = admit(actor, may_import(held))
    if len(data) > MOST_BYTES:
        raise ValidationError(too_heavy(len(data)))
    waiting = Intake.objects.filter(by=actor if isinstance(actor, Account) else None, applied__isnull=True)
    if isinstance(actor, Account) and waiting.count() >= MOST_WAITING:
        raise ValidationError(f"Đồng chí có {MOST_WAITING} tệp chưa ghi. Xóa bớt tệp cũ rồi tải lên.")
    intake = Intake(
        by=actor if isinstance(actor, Account) else None,
        by_name=actor.full_name,
        office=office_of(held),
        name=name[-255:] or "tệp",
        size=len(data),
        digest=sha256(data).hexdigest(),
        year=year,
    )
    with transaction.atomic():
        intake.content.save(intake.name, ContentFile(data), save=False)
        intake.save()
        record(
            actor=by,
            verb="exchange.file_received",
            subject=intake.name,
            ref=_ref(intake),
            data={"size": intake.size, "sha256": intake.digest, "year": year},
        )
        tasks.later(tasks.open_file, intake)
    return intake


def look_at(
    *, actor: Actor, name: str, data: bytes, year: int, tell: Tell
) -> tuple[Counts, list[tuple[str, ...]]]:
    """What importing a file would change, with the mapping as proposed. Nothing is written.

    Returns:
        The figures of the preview; and each unusable or conflicting cell: sheet, cell, state, what was
        read, why, suggestion.

    Raises:
        PermissionDenied: the actor may import nowhere.
        NotAWorkbook: the file can't be read.
    """
    held = scopes(actor)
    admit(actor, may_import(held))
    source = open_table(data, name)
    spellings = spellings_for(office_of(held))
    at = compared(
        source,
        propose(source, spellings),
        Decisions(),
        register=read_register(actor),
        book=books.law(),
        spellings=spellings,
        year=year,
        today=timezone.localdate(),
        tell=tell,
    )
    return preview(at)[0], list(problem_rows(at))


def delete(*, actor: Actor, intake: Intake) -> None:
    """Remove a file that was not written; what was written stays with its file.

    Raises:
        ValidationError: it was written, or somebody is at it.
    """
    by = _own(actor, intake)
    if intake.applied is not None:
        raise ValidationError("Lần nhập này đã ghi vào sổ: tệp gốc được giữ lại cùng nhật ký.")
    _at_rest(intake)
    with transaction.atomic():
        _held(intake)
        record(actor=by, verb="exchange.file_deleted", subject=intake.name, ref=_ref(intake))
        storage, name = intake.content.storage, intake.content.name
        IntakeRow.objects.filter(intake=intake)._raw_delete("default")
        intake.delete()
        transaction.on_commit(lambda: storage.delete(name) if name else None)


def set_mapping(
    *, actor: Actor, intake: Intake, maps: Sequence[SheetMap], words: Iterable[Word] = ()
) -> None:
    """Take the sheets and columns as said, and begin to compare.

    Args:
        words: headings and names of sheets to be remembered for the office.

    Raises:
        ValidationError: nothing is to be read, a required column is missing, or somebody is at it.
    """
    by = _own(actor, intake)
    _before_writing(intake)
    if not any(one.key for one in maps):
        raise ValidationError("Chưa chọn trang nào để đọc.")
    for one in maps:
        if one.missing:
            lacking = ", ".join(f"“{header}”" for header in one.missing)
            raise ValidationError(f"Trang “{one.name}”: chưa chỉ ra cột {lacking}.")
    with transaction.atomic():
        _held(intake)
        remember(by=by, office=intake.office, words=words)
        intake.mapping = [one.to_json() for one in maps]
        _read_again(intake, ["mapping"])


def decide(*, actor: Actor, intake: Intake, decisions: Decisions, words: Iterable[Word] = ()) -> None:
    """Take decisions about cells, rows and conflicts, and compare again.

    Args:
        words: spellings to be remembered for the office.

    Raises:
        ValidationError: it was written already, or somebody is at it.
    """
    by = _own(actor, intake)
    _before_writing(intake)
    with transaction.atomic():
        _held(intake)
        remember(by=by, office=intake.office, words=words)
        intake.decisions = decisions.to_json()
        _read_again(intake, ["decisions"])


def look_again(*, actor: Actor, intake: Intake) -> None:
    """Compare with the register as it is now, with the same mapping and decisions."""
    _own(actor, intake)
    _before_writing(intake)
    with transaction.atomic():
        _read_again(intake, [])


def start_applying(*, actor: Actor, intake: Intake) -> None:
    """Begin to write what the preview shows.

    Raises:
        PermissionDenied: part of it is not the actor's to write; the sentence says which.
        ValidationError: cells are left that can't be used, or there is nothing to write.
    """
    _own(actor, intake)
    _at_rest(intake)
    if intake.state != State.PREVIEW:
        raise ValidationError("Chỉ ghi được khi đã xem trước.")
    if why := why_locked(intake):
        raise ValidationError(f"Chưa ghi được: {why}")
    if intake.refusals:
        raise PermissionDenied(intake.refusals[0]["reason"])
    with transaction.atomic():
        _begin(intake, State.APPLYING, [])
        tasks.later(partial(tasks.apply_plan, actor=actor), intake)


def why_locked(intake: Intake) -> str:
    """Why the preview can't be written as it stands; empty when it can."""
    counts = intake.counts
    if counts.get("bad_cells"):
        return f"còn {counts['bad_cells']} ô chưa dùng được. Sửa từng ô dưới đây, hoặc bỏ các dòng này."
    if not counts.get("records"):
        return "không có gì để ghi, mọi dòng dùng được đều giống sổ."
    return ""


def start_undoing(*, actor: Actor, intake: Intake, ground: str) -> None:
    """Begin to take a written import back.

    Args:
        ground: why; stands in the journal and in the acts that strike the honours.

    Raises:
        PermissionDenied: somebody else's import, and the actor does not answer for the whole agency.
        ValidationError: no ground, it was not written, or is undone already.
    """
    require(may_undo(scopes(actor), own=_is_own(actor, intake)))
    if not ground.strip():
        raise ValidationError("Ghi lý do hoàn tác.")
    _at_rest(intake)
    if intake.state != State.APPLIED:
        raise ValidationError("Chỉ hoàn tác được lần nhập đã ghi và chưa hoàn tác.")
    with transaction.atomic():
        intake.undo_ground = ground.strip()
        _begin(intake, State.UNDOING, ["undo_ground"])
        tasks.later(partial(tasks.undo, actor=actor), intake)


def recover(intake: Intake) -> Intake:
    """Give an intake whose worker was cut off the state that it really has.

    Writing and undoing happen in one transaction, so a worker that is gone has written nothing.
    """
    if not intake.busy or not silent(intake.pk):
        return intake
    before = {State.APPLYING: State.PREVIEW, State.UNDOING: State.APPLIED}
    state = before.get(State(intake.state), State.FAILED)
    said = {
        State.PREVIEW: "Máy chủ dừng giữa chừng: chưa ghi gì vào sổ. Bấm ghi lại.",
        State.APPLIED: "Máy chủ dừng giữa chừng: chưa hoàn tác gì. Bấm hoàn tác lại.",
    }.get(state, "Máy chủ dừng giữa chừng. Bấm đọc lại, hoặc xóa tệp rồi tải lên lại.")
    Intake.objects.filter(pk=intake.pk, state=intake.state, turn=intake.turn).update(state=state, error=said)
    intake.refresh_from_db()
    return intake


# ---- decisions ------------------------------------------------------------------------------------


def settle(decisions: Decisions, place: str, number: str, answer: str) -> Decisions:
    """The answer to one conflict: a side, or whose number a number of the file really is.

    Args:
        place: the cell, «Cán bộ!A12».
        number: what stands in it.
    """
    if answer in (FILE, REGISTER):
        return decisions.with_settled(place, answer)
    return decisions.with_person(number, answer)


# ---- what the services share ----------------------------------------------------------------------


def _ref(intake: Intake) -> str:
    return f"intake:{intake.pk}"


def _is_own(actor: Actor, intake: Intake) -> bool:
    return intake.by == actor if isinstance(actor, Account) else intake.by is None


def _own(actor: Actor, intake: Intake) -> Acting:
    if not _is_own(actor, intake):
        raise PermissionDenied(f"Tệp này do {intake.by_name} nhập: chỉ người đó sửa và ghi được.")
    return admit(actor, may_import(scopes(actor)))


def _at_rest(intake: Intake) -> None:
    if intake.busy and not silent(intake.pk):
        raise ValidationError(_STANDSTILL)


def _before_writing(intake: Intake) -> None:
    if intake.applied is not None or intake.state in (State.APPLYING, State.UNREADABLE):
        raise ValidationError("Lần nhập này đã ghi, hoặc tệp không đọc được: không sửa được nữa.")


def _read_again(intake: Intake, fields: Sequence[str]) -> None:
    _begin(intake, State.READING, fields)
    tasks.later(tasks.read_file, intake)


def _held(intake: Intake) -> None:
    """Hold the row until the transaction ends.

    Raises:
        ValidationError: since it was looked at somebody deleted it, or began something else with it.
    """
    turn = Intake.objects.select_for_update().filter(pk=intake.pk).values_list("turn", flat=True).first()
    if turn is None:
        raise ValidationError("Tệp này vừa có người xóa.")
    if turn != intake.turn:
        raise ValidationError("Tệp này vừa được xử lý ở một cửa sổ khác: tải lại trang rồi làm tiếp.")


def _begin(intake: Intake, state: State, fields: Sequence[str]) -> None:
    """A new turn: what an earlier worker finds does not count any more.

    Raises:
        ValidationError: as ``_held``.
    """
    _held(intake)
    intake.state, intake.error, intake.turn = state, "", intake.turn + 1
    intake.save(update_fields=["state", "error", "turn", *fields])

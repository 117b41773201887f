"""What people do with a running text: bring it, choose what to take, write that, take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.services import record
from vinhdanh.documents.ocr import Recognised
from vinhdanh.exchange.models import ReadingChoice, TextReading
from vinhdanh.exchange.policies import may_read_for, may_undo_reading
from vinhdanh.exchange.prose.export import as_json
from vinhdanh.exchange.prose.files import ScannedText, UnreadableText, text_of
from vinhdanh.exchange.prose.reader import read_text
from vinhdanh.exchange.prose.scans import doubts
from vinhdanh.exchange.texts import awards, movements, year
from vinhdanh.exchange.texts.items import Item, items_of, told
from vinhdanh.exchange.texts.known import known_names
from vinhdanh.exchange.texts.offers import Desk, Made, Values
from vinhdanh.exchange.texts.undoing import obstacles, take_back
from vinhdanh.exchange.texts.view import TAKEABLE, desk_for, offered, proposed
from vinhdanh.exchange.types import LETTERS_ONLY
from vinhdanh.people.models import Unit

Actor = Account | Operator
State, Chosen = TextReading.State, ReadingChoice.State

MOST_LETTERS = 300_000  # a report of some 150 pages
_LONGEST = 2_000  # letters of one field
_PASTED = "Văn bản dán"


def bring(
    *, actor: Actor, unit: Unit, year: int, name: str = "", data: bytes | None = None, text: str = ""
) -> TextReading:
    """Read a file (.txt, .docx, .pdf) or a pasted text and keep what was found. Nothing else is written.

    Args:
        unit: whose year the text tells of.
        year: for what the text gives no year.
        data: the file's content; None where ``text`` was pasted.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: no text, one that can't be read, or too long a one; the message says what to do.
    """
    by = admit(actor, may_read_for(scopes(actor), unit.path))
    if data is not None:
        text = _text_of(name, data)
    text = text.replace("\r\n", "\n").replace("\x00", "")
    return keep(
        TextReading(
            by=actor if isinstance(actor, Account) else None,
            by_name=actor.full_name,
            unit=unit,
            year=year,
            name=" ".join(name.split())[-255:] or _PASTED,
            digest=sha256(data if data is not None else text.encode()).hexdigest(),
            from_file=data is not None,
            text=text,
        ),
        actor,
        by,
    )


def keep(reading: TextReading, actor: Actor, by: Acting, recognised: Recognised | None = None) -> TextReading:
    """Read the words of a new text and save it. The caller has asked whether the actor may.

    Args:
        recognised: how sure the words of ``reading.text`` are, where they were read off a scan.

    Raises:
        ValidationError: no text, too long a one, or its scan was read before.
    """
    text = reading.text
    if not text.strip():
        raise ValidationError("Chưa có văn bản: chọn tệp hoặc dán chữ vào ô.")
    if len(text) > MOST_LETTERS:
        said = f"{len(text):,}".replace(",", ".")
        raise ValidationError(
            f"Văn bản dài {said} chữ cái, đọc nhiều nhất 300.000: chia ra rồi đọc từng phần."
        )
    found = read_text(text, known_names(actor))
    reading.found = as_json(found, recognised)
    told_more: dict[str, object] = {}
    if recognised is not None:
        mean = recognised.confidence
        reading.confidence = None if mean is None else round(mean, 1)
        reading.doubtful = [list(one) for one in doubts(found, recognised).words]
        told_more = {"scan": reading.scan, "confidence": reading.confidence}
    reading.full_clean()
    with transaction.atomic():
        reading.save()
        counts = {kind: len(found) for kind, found in reading.found.items()}
        _tell(by, reading, "text_read", {"sha256": reading.digest, "counts": counts, **told_more})
    return reading


def _text_of(name: str, data: bytes) -> str:
    with TemporaryDirectory() as folder:
        file = Path(folder) / (PurePath(name).name[-120:] or "tep")
        file.write_bytes(data)
        try:
            return text_of(file)
        except ScannedText as error:
            raise ValidationError(
                f"{error} Nhận dạng chữ (OCR): bỏ đánh dấu “{LETTERS_ONLY}” rồi đọc lại."
            ) from error
        except UnreadableText as error:
            raise ValidationError(f"{error} {error.way_out}") from error


def settle(*, actor: Actor, reading: TextReading, answers: Mapping[str, Values]) -> None:
    """Keep what somebody chose: item's key → its fields, with "take" where it is to be written.

    Items that were written already stay as they are.

    Raises:
        PermissionDenied: somebody else's reading, or the actor writes nothing for its unit any more.
        ValidationError: an item that the text does not have.
    """
    with transaction.atomic():
        by, locked = _opened(actor, reading)
        desk = desk_for(actor, locked)
        _settle(desk, answers)
        _tell(by, locked, "reading_settled", {"items": sorted(answers)})


def settle_ready(*, actor: Actor, reading: TextReading) -> int:
    """Tick every item that can be written as it stands; how many these are. Raises as ``settle`` does."""
    with transaction.atomic():
        by, locked = _opened(actor, reading)
        desk = desk_for(actor, locked)
        ready = [item for item in items_of(locked) if item.kind in TAKEABLE and offered(desk, item).ready]
        _settle(desk, {item.key: {**desk.values[item.key], "take": "on"} for item in ready})
        _tell(by, locked, "reading_settled", {"items": [item.key for item in ready]})
    return len(ready)


def _settle(desk: Desk, answers: Mapping[str, Values]) -> None:
    known = {item.key: item for item in (*items_of(desk.reading), year.MEETING) if item.kind in TAKEABLE}
    if unknown := answers.keys() - known.keys():
        raise ValidationError(f"Văn bản này không có mục {', '.join(sorted(unknown))}: tải lại trang.")
    held = {(one.kind, one.number): one for one in desk.reading.choices.all()}
    for key, answer in answers.items():
        item = known[key]
        choice = held.get((item.kind, item.number)) or ReadingChoice(
            reading=desk.reading, kind=item.kind, number=item.number
        )
        if choice.records:
            continue
        first = proposed(desk, item)
        typed = {
            name: str(value).strip()[:_LONGEST]
            for name, value in answer.items()
            if name in first or name in ("again", "despite") or name.startswith("code-")
        }
        choice.values = {**first, "again": "", **typed}
        as_proposed = all(choice.values[name] == value for name, value in first.items())
        choice.state = (
            (Chosen.TAKEN if as_proposed else Chosen.CHANGED) if answer.get("take") else Chosen.LEFT
        )
        choice.save()


def take(*, actor: Actor, reading: TextReading) -> list[Made]:
    """Write the chosen items into the records, all or none. Each service asks for its own right.

    Raises:
        PermissionDenied: the actor may not write one of them; the sentence names the item.
        ValidationError: nothing is chosen, or an item can't be written; each message names the item.
    """
    with transaction.atomic():
        by, locked = _opened(actor, reading)
        _one_at_a_time()
        before = JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
        desk = desk_for(actor, locked)
        chosen = [
            one
            for one in locked.choices.exclude(state=Chosen.LEFT)
            if not one.records and one.kind != year.MEETING.kind
        ]
        if not chosen and locked.state == State.TAKEN:
            raise ValidationError(
                "Không có mục nào chọn mà chưa ghi: mục đã chọn vừa được ghi vào sổ, ở trang khác hoặc lần "
                "bấm trước."
            )
        if not chosen:
            raise ValidationError("Chưa chọn mục nào để ghi.")
        items = {(item.kind, item.number): item for item in items_of(locked)}
        made = _written(desk, [(one, items[one.kind, one.number]) for one in chosen])
        if not made:
            raise ValidationError("Các mục đã chọn đều đã có trong sổ: không ghi gì thêm.")
        if locked.state != State.TAKEN:
            locked.since = before
        locked.state, locked.taken, locked.undone = State.TAKEN, timezone.now(), None
        locked.save(update_fields=["state", "taken", "undone", "since"])
        _tell(by, locked, "reading_taken", {"records": [[one.table, one.key, one.words] for one in made]})
    return made


def _one_at_a_time() -> None:
    """Two may have read the same paper, each for himself: the second sees what the first has written."""
    list(Unit.objects.select_for_update(of=("self",), no_key=True).filter(parent=None).order_by("pk"))


def _written(desk: Desk, chosen: Sequence[tuple[ReadingChoice, Item]]) -> list[Made]:
    """Every item through its writer; what is wrong with all of them at once."""
    made: list[Made] = []
    errors: list[str] = []
    lines = [one for one in chosen if one[1].kind == "directives"]
    for choice, item in chosen:
        if item.kind == "directives":
            continue
        made += _one(choice, item, _writer(desk, item), errors)
    if lines:
        made += _directives(desk, lines, errors)
    if errors:
        raise ValidationError(errors)
    return made


def _writer(desk: Desk, item: Item) -> Callable[[], list[Made]]:
    values = desk.values[item.key]
    match item.kind:
        case "awards":
            return partial(awards.write, desk, item, values)
        case "movements":
            return partial(movements.write, desk, item, values)
        case "focal_tasks" | "targets":
            return partial(year.write_target, desk, item, values)
    raise ValidationError("Mục này không ghi thành bản ghi.")


def _one(choice: ReadingChoice, item: Item, write: Callable[[], list[Made]], errors: list[str]) -> list[Made]:
    try:
        with transaction.atomic():
            made = write()
    except ValidationError as error:
        errors += [f"{told(item)[:80]}: {said}" for said in error.messages]
        return []
    except PermissionDenied as error:
        raise PermissionDenied(f"{told(item)[:80]}: {error}") from error
    choice.records = [list(one) for one in made]
    choice.save(update_fields=["records"])
    return made


def _directives(desk: Desk, lines: Iterable[tuple[ReadingChoice, Item]], errors: list[str]) -> list[Made]:
    """The meeting first, then its lines; a meeting under which nothing is new is not kept."""
    try:
        meeting, made = year.write_meeting(desk, desk.values[year.MEETING.key])
    except ValidationError as error:
        errors += [f"Chỉ đạo: {said}" for said in error.messages]
        return []
    written: list[Made] = []
    for choice, item in lines:
        write = partial(year.write_directive, desk, meeting, item, desk.values[item.key])
        written += _one(choice, item, write, errors)
    if made and not written and not errors:
        meeting.delete()
        return []
    if made:
        first = next(choice for choice, _ in lines if choice.records)
        first.records = [*[list(one) for one in made], *first.records]
        first.save(update_fields=["records"])
    return [*made, *written]


def undo(*, actor: Actor, reading: TextReading, ground: str) -> None:
    """Take back what was written for a text, unless something rests on it.

    Raises:
        PermissionDenied: somebody else's, or the actor may not take back one of the records.
        ValidationError: no ground, nothing was written, or something rests on it; each message says what.
    """
    if not ground.strip():
        raise ValidationError("Ghi lý do hoàn tác.")
    with transaction.atomic():
        own = _is_own(actor, reading)
        by = admit(actor, may_undo_reading(scopes(actor), reading.unit.path, own=own))
        locked = TextReading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
        if locked.state != State.TAKEN:
            raise ValidationError("Chỉ hoàn tác được văn bản đã ghi và chưa hoàn tác.")
        choices = list(locked.choices.all())
        records = [Made(*one) for choice in choices for one in choice.records]
        if reasons := obstacles(records, since=_journal_of(locked)):
            raise ValidationError(reasons)
        take_back(actor=actor, records=records, ground=f"Hoàn tác văn bản {locked.pk}: {ground.strip()}")
        for choice in choices:
            if choice.records:
                choice.records = []
                choice.save(update_fields=["records"])
        locked.state, locked.undone = State.UNDONE, timezone.now()
        locked.undone_by, locked.undo_ground = by.full_name, ground.strip()
        locked.save(update_fields=["state", "undone", "undone_by", "undo_ground"])
        _tell(by, locked, "reading_undone", {"records": [list(one) for one in records]}, why=ground.strip())


def _journal_of(reading: TextReading) -> int:
    """The entry that tells of the last writing."""
    told_of = JournalEntry.objects.filter(ref=_ref(reading), verb="exchange.reading_taken")
    return told_of.order_by("-number").values_list("number", flat=True).first() or 0


def delete(*, actor: Actor, reading: TextReading) -> None:
    """Remove a text of which nothing was ever written.

    Raises:
        PermissionDenied: somebody else's.
        ValidationError: something of it was written; that stays with its text.
    """
    with transaction.atomic():
        by, locked = _opened(actor, reading)
        if locked.state != State.NEW:
            raise ValidationError("Văn bản này đã có mục ghi vào sổ: giữ lại cùng nhật ký, không xóa.")
        _tell(by, locked, "reading_deleted", {"sha256": locked.digest})
        locked.delete()


def _opened(actor: Actor, reading: TextReading) -> tuple[Acting, TextReading]:
    """Policy first; then the reading, held until the transaction ends."""
    if not _is_own(actor, reading):
        raise PermissionDenied(f"Văn bản này do {reading.by_name} đọc: chỉ người đó chọn và ghi được.")
    by = admit(actor, may_read_for(scopes(actor), reading.unit.path))
    try:
        locked = TextReading.objects.select_for_update(of=("self",)).select_related("unit").get(pk=reading.pk)
    except TextReading.DoesNotExist:
        raise ValidationError("Văn bản này vừa được xóa.") from None
    return by, locked


def _is_own(actor: Actor, reading: TextReading) -> bool:
    return reading.by == actor if isinstance(actor, Account) else reading.by_id is None


def _ref(reading: TextReading) -> str:
    return f"reading:{reading.pk}"


def _tell(by: Acting, reading: TextReading, verb: str, data: Mapping[str, object], why: str = "") -> None:
    record(
        actor=by, verb=f"exchange.{verb}", subject=reading.name, ref=_ref(reading), data=dict(data), why=why
    )

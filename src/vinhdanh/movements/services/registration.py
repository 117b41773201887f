"""Registering for a year: opening it, filling in a unit's sheet, and its way to the unit above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.movements.models import (
    Commitment,
    Movement,
    Registration,
    RegistrationAct,
    RegistrationCall,
    RegistrationSheet,
)
from vinhdanh.movements.policies.registration import (
    may_open_registration,
    may_receive_registration,
    may_register_own,
    may_send_registration,
    may_write_registration,
)
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.registration import Line, home_of, lines_of, titles_for
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.registration import NEXT, WITH_REASON, SheetActKind, SheetState
from vinhdanh.people.models import Unit

Row = TypeVar("Row", Registration, Commitment)
VERBS = {
    SheetActKind.SENT: "sheet_sent",
    SheetActKind.RECALLED: "sheet_recalled",
    SheetActKind.ACCEPTED: "sheet_accepted",
    SheetActKind.RETURNED: "sheet_returned",
    SheetActKind.REOPENED: "sheet_reopened",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as somebody types it; ``value`` in ``measure``."""

    text: str
    measure: str = ""
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one subject registers: all its titles, and all its commitments (None: as they are)."""

    honours: Sequence[str]
    promises: Sequence[Promise] | None = None
    note: str | None = None


def open_registration(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    opened: date,
    deadline: date,
    document: str,
    movement: Movement | None = None,
    note: str = "",
) -> RegistrationCall:
    """Open a year's registration for a unit and everything below it.

    Raises:
        PermissionDenied: the actor does not head that unit.
        ValidationError: a field does not fit, it is open already, or the movement is not seen here.
    """
    by = admit(actor, may_open_registration(scopes(actor), unit.path))
    if movement is not None and not movements_visible_to(actor).filter(pk=movement.pk).exists():
        raise ValidationError({"movement": "Không có phong trào này."})
    call = RegistrationCall(
        unit=unit,
        year=year,
        opened=opened,
        deadline=deadline,
        document=document.strip(),
        movement=movement,
        note=note.strip(),
    )
    call.full_clean()
    with transaction.atomic():
        call.save()
        ref = f"registration-call:{call.pk}"
        record(
            actor=by,
            verb="registration.call_opened",
            subject=str(call),
            ref=ref,
            data=written((None, call)),
        )
    return call


# ---- lines ----------------------------------------------------------------------------------------


def write_registrations(
    *, actor: Actor, unit: Unit, year: int, entries: Mapping[str, Entry]
) -> RegistrationSheet:
    """Write what the unit and its officers register; the sheet begins with the first line.

    Args:
        entries: by the unit's code or an officer's số hiệu; whoever is not named stays as he is.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: by số hiệu or code, what does not fit; or the sheet is sent and may not be written.
    """
    by = admit(actor, may_write_registration(scopes(actor), unit.path))
    return _write(by, unit, year, entries, "lines_written")


def register_own(*, actor: Actor, year: int, entry: Entry) -> RegistrationSheet:
    """An officer registers himself on the sheet of the unit he serves in.

    Raises:
        PermissionDenied: the account is no serving officer's.
        ValidationError: a title does not fit, or the unit's sheet is sent already.
    """
    home = home_of(actor)
    by = admit(actor, may_register_own(own=home is not None))
    assert home is not None
    return _write(by, home.unit, year, {home.person.number: entry}, "own_written")


def _write(by: Acting, unit: Unit, year: int, entries: Mapping[str, Entry], verb: str) -> RegistrationSheet:
    with transaction.atomic():
        sheet = RegistrationSheet.objects.select_for_update().filter(unit=unit, year=year).first()
        sheet = sheet or RegistrationSheet(unit=unit, year=year)
        _refuse_sent(sheet)
        lines = {line.key: line for line in lines_of(unit, year)}
        _refuse_wrong(unit, lines, entries)
        if not sheet.pk:
            sheet.full_clean()
            sheet.save()
        pairs: list[Pair] = []
        for key, entry in entries.items():
            _put_titles(sheet, lines[key], entry, pairs)
            if entry.promises is not None:
                _put_promises(sheet, lines[key], entry.promises, pairs)
        new = [after for before, after in pairs if before is None]
        Registration.objects.bulk_create([row for row in new if isinstance(row, Registration)])
        Commitment.objects.bulk_create([row for row in new if isinstance(row, Commitment)])
        _write_down(by, sheet, verb, pairs)
    return sheet


def _refuse_sent(sheet: RegistrationSheet) -> None:
    if sheet.state == SheetState.SENT:
        raise ValidationError("Bản đăng ký đã gửi: rút về rồi mới sửa được.")
    if sheet.state == SheetState.ACCEPTED:
        raise ValidationError("Bản đăng ký đã được tiếp nhận: muốn thay đổi thì lập bản bổ sung, có lý do.")


def _refuse_wrong(unit: Unit, lines: Mapping[str, Line], entries: Mapping[str, Entry]) -> None:
    wrong: dict[str, list[str]] = {}
    for key, entry in entries.items():
        line = lines.get(key)
        if line is None:
            wrong[key] = [f"{key} không công tác ở {unit}: không đăng ký ở bản này."]
            continue
        said = [
            f"{honour_name(code)} không phải danh hiệu, hình thức dành cho {line.subject}."
            for code in entry.honours
            if code not in titles_for(line.subject) and code not in line.titles
        ]
        said += [
            f"{line.subject} đã đăng ký {honour_name(code)} ở {line.elsewhere}: rút ở đó trước."
            for code in entry.honours
            if code in line.titles and line.titles[code].sheet.unit_id != unit.pk
        ]
        if any(not promise.text.strip() for promise in entry.promises or ()):
            said.append(f"{line.subject}: ghi nội dung cam kết.")
        if said:
            wrong[key] = said
    if wrong:
        raise ValidationError(wrong)


def _put_titles(sheet: RegistrationSheet, line: Line, entry: Entry, pairs: list[Pair]) -> None:
    own = {code: row for code, row in line.titles.items() if row.sheet_id == sheet.pk}
    for code in dict.fromkeys(entry.honours):
        note = (entry.note or "").strip()
        if code not in own:
            row = Registration(sheet=sheet, year=sheet.year, honour=code, version=sheet.version, note=note)
            pairs.append((None, _of(row, line)))
        elif entry.note is not None and own[code].note != note:
            pairs.append((stored(own[code]), own[code]))
            own[code].note = note
            own[code].save(update_fields=["note"])
    _take_out(sheet, [row for code, row in own.items() if code not in entry.honours], pairs)


def _put_promises(
    sheet: RegistrationSheet, line: Line, promises: Sequence[Promise], pairs: list[Pair]
) -> None:
    wanted = [(promise.text.strip(), promise.measure.strip(), promise.value) for promise in promises]
    kept = {(row.text, row.measure, row.value): row for row in line.commitments}
    _take_out(sheet, [row for key, row in kept.items() if key not in wanted], pairs)
    for order, (text, measure, value) in enumerate(dict.fromkeys(wanted), 1):
        if (text, measure, value) not in kept:
            row = Commitment(sheet=sheet, version=sheet.version, order=order, text=text)
            row.measure, row.value = measure, value
            pairs.append((None, _of(row, line)))


def _of(row: Row, line: Line) -> Row:
    """The row about its subject, checked but for what the database asks of the whole table."""
    if isinstance(line.subject, Unit):
        row.unit = line.subject
    else:
        row.person = line.subject
    row.clean_fields(exclude=["sheet", "person", "unit"])
    return row


def _take_out(sheet: RegistrationSheet, rows: Iterable[Registration | Commitment], pairs: list[Pair]) -> None:
    """What this version brought goes; what an earlier one registered stays written, and is dropped."""
    for row in rows:
        if row.version == sheet.version:
            pairs.append((row, None))
            type(row)._base_manager.filter(pk=row.pk).delete()
        else:
            pairs.append((stored(row), row))
            row.dropped = sheet.version
            row.save(update_fields=["dropped"])


# ---- from unit to unit ----------------------------------------------------------------------------


def send_registration(*, actor: Actor, sheet: RegistrationSheet) -> RegistrationAct:
    """Send a sheet to the unit above.

    Raises:
        PermissionDenied: the actor does not head the unit.
        ValidationError: it is empty, or sent already.
    """
    by = admit(actor, may_send_registration(scopes(actor), sheet.unit.path))
    if not Registration.objects.filter(sheet=sheet).current().exists():
        raise ValidationError("Bản đăng ký chưa có danh hiệu nào: ghi trước khi gửi.")
    sheet.sent = sheet.sent or timezone.localdate()
    return _move(by, sheet, SheetActKind.SENT)


def recall_registration(*, actor: Actor, sheet: RegistrationSheet) -> RegistrationAct:
    """Take back a sheet that was sent and isn't accepted yet.

    Raises:
        PermissionDenied: the actor does not head the unit.
        ValidationError: it isn't waiting.
    """
    by = admit(actor, may_send_registration(scopes(actor), sheet.unit.path))
    return _move(by, sheet, SheetActKind.RECALLED)


def accept_registration(*, actor: Actor, sheet: RegistrationSheet) -> RegistrationAct:
    """Accept a sheet that was sent.

    Raises:
        PermissionDenied: the actor does not head the unit above.
        ValidationError: it isn't waiting.
    """
    by = admit(actor, may_receive_registration(scopes(actor), sheet.unit.path))
    return _move(by, sheet, SheetActKind.ACCEPTED)


def return_registration(*, actor: Actor, sheet: RegistrationSheet, reason: str) -> RegistrationAct:
    """Send a sheet back to be mended.

    Raises:
        PermissionDenied: the actor does not head the unit above.
        ValidationError: it isn't waiting, or no reason is given.
    """
    by = admit(actor, may_receive_registration(scopes(actor), sheet.unit.path))
    return _move(by, sheet, SheetActKind.RETURNED, reason)


def supplement_registration(*, actor: Actor, sheet: RegistrationSheet, reason: str) -> RegistrationAct:
    """Begin a new version of an accepted sheet; the one before it counts until this one is sent.

    Raises:
        PermissionDenied: the actor writes nothing for the unit.
        ValidationError: it isn't accepted, or no reason is given.
    """
    by = admit(actor, may_write_registration(scopes(actor), sheet.unit.path))
    return _move(by, sheet, SheetActKind.REOPENED, reason)


def _move(by: Acting, sheet: RegistrationSheet, kind: SheetActKind, reason: str = "") -> RegistrationAct:
    with transaction.atomic():
        before = RegistrationSheet.objects.select_for_update().get(pk=sheet.pk)
        state = NEXT.get((SheetState(before.state), kind))
        if state is None:
            now = before.get_state_display().lower()
            raise ValidationError(f"Bản đăng ký {now}: không {kind.label.lower()} được.")
        if kind in WITH_REASON and not reason.strip():
            raise ValidationError({"reason": "Ghi lý do."})
        sheet.state = state
        sheet.version = before.version + (kind == SheetActKind.REOPENED)
        act = RegistrationAct(sheet=sheet, version=sheet.version, kind=kind, reason=reason.strip())
        act.at, act.by_name = timezone.now(), by.full_name
        act.full_clean()
        sheet.save()
        act.save()
        _write_down(by, sheet, VERBS[kind], [(before, sheet), (None, act)], why=act.reason)
    return act


def _write_down(
    by: Acting, sheet: RegistrationSheet, verb: str, pairs: Sequence[Pair], why: str = ""
) -> None:
    """One line in the journal about a sheet, with its rows before and after."""
    record(
        actor=by,
        verb=f"registration.{verb}",
        subject=str(sheet),
        ref=f"registration:{sheet.pk}",
        data=written(*pairs),
        why=why,
    )

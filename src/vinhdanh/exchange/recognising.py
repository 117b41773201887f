"""Scans on their way to text: kept beside the uploads while OCR is at work, and gone once the text is taken.

A scan is no record: it stands in a folder with a name that nobody can guess, and whatever is known of it lies
in files there. So the work survives a page that is left, and what a restart cut off can be begun again.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePath
from secrets import token_hex
from threading import Lock, Thread

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.documents import ocr
from vinhdanh.documents.ocr import NoProgram, Recognised
from vinhdanh.exchange.policies import may_read_for
from vinhdanh.exchange.progress import Progress, Teller, said
from vinhdanh.exchange.prose.files import UnreadableText
from vinhdanh.exchange.prose.scans import (
    ENDINGS,
    LARGEST_SCAN,
    Stopped,
    from_json,
    recognised_text,
    to_json,
)
from vinhdanh.exchange.types import SILENCE, too_heavy
from vinhdanh.people.models import Unit

log = logging.getLogger(__name__)

Actor = Account | Operator

MOST_WAITING = 5  # scans of one account that nobody took further
KEPT = timedelta(days=7)  # a scan that nobody comes back to
_SILENCE = SILENCE + timedelta(
    seconds=2 * ocr.SECONDS
)  # a page may be tried twice, and says nothing meanwhile
_KEY = re.compile(r"[0-9a-f]{32}")
_GONE = "Bản quét này không còn, hoặc của người khác."
_turn = Lock()  # one scan after the other: each takes a core


class State(StrEnum):
    """How far a scan is."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return {
            "working": "Đang nhận dạng chữ",
            "done": "Xong",
            "failed": "Không xong",
            "stopped": "Đã dừng",
        }[self]


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan: whose, what for, how far.

    Attributes:
        by: the account's key; None for the operator at the prompt.
        unit: code of the unit of which the text tells.
        year: for what the text gives no year.
        error: why it failed, with the way out.
    """

    key: str
    by: int | None
    by_name: str
    unit: str
    year: int
    name: str
    digest: str
    received: datetime
    state: State = State.WORKING
    error: str = ""

    @property
    def progress(self) -> Progress:
        """The last word of whoever is at work."""
        last = said(_told(self.key))
        return last[0] if last else Progress()

    @property
    def cut_off(self) -> bool:
        """Whether nobody is at work any more, e.g. after a restart: it can be begun again."""
        last = said(_told(self.key))
        return self.state is State.WORKING and (last is None or last[1] > _SILENCE.total_seconds())

    @property
    def busy(self) -> bool:
        return self.state is State.WORKING and not self.cut_off


def begin(*, actor: Actor, unit: Unit, year: int, name: str, data: bytes) -> Scan:
    """Keep a scan (.pdf, .tif, .png, .jpg) and begin to read it in the background.

    Args:
        unit: of which the text tells.
        year: for what the text gives no year.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: another kind of file, too heavy, too many scans of his are waiting, or OCR is not
            installed; the message says what to do.
    """
    by = admit(actor, may_read_for(scopes(actor), unit.path))
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise ValidationError("Bản quét, ảnh chụp là tệp .pdf, .tif, .png hoặc .jpg: chọn tệp khác.")
    if len(data) > LARGEST_SCAN:
        raise ValidationError(too_heavy(len(data), LARGEST_SCAN))
    _ready()
    sweep()
    if isinstance(actor, Account) and len(scans_of(actor)) >= MOST_WAITING:
        raise ValidationError(
            f"Đồng chí có {MOST_WAITING} bản quét chưa đọc tiếp. Đọc hoặc bỏ bớt rồi tải lên."
        )
    scan = Scan(
        key=token_hex(16),
        by=actor.pk if isinstance(actor, Account) else None,
        by_name=actor.full_name,
        unit=unit.code,
        year=year,
        name=" ".join(name.split())[-255:],
        digest=sha256(data).hexdigest(),
        received=timezone.now(),
    )
    folder = _folder(scan.key)
    folder.mkdir(mode=0o700, parents=True)
    _file(scan).write_bytes(data)
    _keep(scan)
    with transaction.atomic():
        record(
            actor=by,
            verb="exchange.scan_brought",
            subject=scan.name,
            ref=f"scan:{scan.key}",
            data={"size": len(data), "sha256": scan.digest, "unit": scan.unit, "year": year},
        )
        _later(scan)
    return scan


def again(*, actor: Actor, scan: Scan) -> None:
    """Begin once more what failed, was stopped, or was cut off.

    Raises:
        PermissionDenied: the actor writes nothing for its unit any more.
        ValidationError: somebody else's, being read already, read already, or OCR is not installed.
    """
    own = _own(actor, scan)
    if own.busy:
        raise ValidationError("Bản quét này đang được nhận dạng: chờ xong.")
    if own.state is State.DONE:
        raise ValidationError("Bản quét này đã nhận dạng xong: đọc tiếp.")
    _ready()
    (_folder(own.key) / "stop").unlink(missing_ok=True)
    try:
        _keep(replace(own, state=State.WORKING, error=""))
    except FileNotFoundError as error:  # taken or discarded since ``_own`` looked
        raise ValidationError(_GONE) from error
    with transaction.atomic():
        _later(own)


def stop(*, actor: Actor, scan: Scan) -> None:
    """Stop before the next page. Raises as ``again``, but for OCR."""
    own = _own(actor, scan)
    if not own.busy:
        raise ValidationError("Bản quét này không còn đang nhận dạng.")
    try:
        (_folder(own.key) / "stop").touch()
    except FileNotFoundError as error:  # taken or discarded since ``_own`` looked
        raise ValidationError(_GONE) from error


def discard(*, actor: Actor, scan: Scan) -> None:
    """Remove a scan, also while it is read; what was taken from it stays.

    Raises:
        PermissionDenied: the actor writes nothing for its unit any more.
        ValidationError: somebody else's, or gone already.
    """
    own = _own(actor, scan)
    by = admit(actor, may_read_for(scopes(actor), _unit(own).path))
    with transaction.atomic():
        record(
            actor=by,
            verb="exchange.scan_discarded",
            subject=own.name,
            ref=f"scan:{own.key}",
            data={"sha256": own.digest, "state": own.state},
        )
    _remove(own.key)


def result(*, actor: Actor, scan: Scan) -> Recognised:
    """What was read. Raises as ``discard``; ValidationError also while it is not finished."""
    own = _own(actor, scan)
    if own.state is not State.DONE:
        raise ValidationError("Bản quét này chưa nhận dạng xong.")
    try:
        text = (_folder(own.key) / "result.json").read_text(encoding="utf-8")
    except FileNotFoundError as error:  # taken or discarded since ``_own`` looked
        raise ValidationError(_GONE) from error
    return from_json(json.loads(text))


def forget(scan: Scan) -> None:
    """Remove a scan whose text was taken: what it held stands in that text."""
    _remove(scan.key)


def find(*, actor: Actor, key: str) -> Scan | None:
    """The actor's own scan under that key; anybody else's does not exist for him."""
    found = _load(key) if _KEY.fullmatch(key) else None
    return found if found is not None and found.by == _mark(actor) else None


def scans_of(actor: Actor) -> list[Scan]:
    """The actor's scans that were not taken further, newest first."""
    own = [scan for scan in _all() if scan.by == _mark(actor)]
    return sorted(own, key=lambda scan: scan.received, reverse=True)


def sweep() -> int:
    """Remove scans to which nobody came back within ``KEPT``; how many these were."""
    old = [scan for scan in _all() if scan.received < timezone.now() - KEPT and not scan.busy]
    for scan in old:
        _remove(scan.key)
    return len(old)


# ---- at work --------------------------------------------------------------------------------------


def _later(scan: Scan) -> None:
    Teller(_told(scan.key))("Chờ bắt đầu", 0, 0)
    transaction.on_commit(Thread(target=perform, args=(scan.key,), name=_told(scan.key)).start)


def perform(key: str) -> None:
    """Read it now; whatever goes wrong becomes the scan's state. Touches no database."""
    tell = Teller(_told(key))
    try:
        while not _turn.acquire(timeout=SILENCE.total_seconds() / 4):
            tell("Chờ bản quét khác xong", 0, 0)
        try:
            _perform(key, tell)
        finally:
            _turn.release()
    finally:
        tell.forget()


def _perform(key: str, tell: Teller) -> None:
    scan = _load(key)
    if scan is None or scan.state is State.DONE:
        return
    mark = _folder(key) / "stop"
    try:
        found = recognised_text(
            _file(scan),
            told=lambda page, of: tell(f"Nhận dạng trang {page}/{of}", page - 1, of),
            stopped=lambda: mark.exists() or not mark.parent.exists(),
        )
    except Stopped:
        scan = replace(scan, state=State.STOPPED)
    except UnreadableText as error:
        said_so = f"{error} {error.way_out}".replace(_file(scan).name, scan.name)  # as people know the file
        scan = replace(scan, state=State.FAILED, error=said_so)
    except Exception as error:
        log.exception("scan %s failed", key)
        scan = replace(scan, state=State.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
    with suppress(FileNotFoundError):  # it may be discarded at any moment
        if scan.state is State.WORKING:
            _write(key, "result.json", json.dumps(to_json(found), ensure_ascii=False))
            scan = replace(scan, state=State.DONE)
        _keep(scan)


def _ready() -> None:
    try:
        ocr.ready()
    except NoProgram as error:
        raise ValidationError(f"{error} {error.way_out}") from error


# ---- the folder -----------------------------------------------------------------------------------


def _own(actor: Actor, scan: Scan) -> Scan:
    """The scan as it is now, if the actor may go on with it."""
    now = find(actor=actor, key=scan.key)
    if now is None:
        raise ValidationError(_GONE)
    admit(actor, may_read_for(scopes(actor), _unit(now).path))
    return now


def _unit(scan: Scan) -> Unit:
    found = Unit.objects.filter(code=scan.unit).first()
    if found is None:
        raise ValidationError("Đơn vị của bản quét này không còn trong sổ: tải lên lại.")
    return found


def _mark(actor: Actor) -> int | None:
    return actor.pk if isinstance(actor, Account) else None


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "scans"


def _folder(key: str) -> Path:
    return _root() / key


def _file(scan: Scan) -> Path:
    return _folder(scan.key) / f"ban-quet{PurePath(scan.name).suffix.lower()}"


def _told(key: str) -> str:
    return f"scan-{key}"


def _all() -> Iterator[Scan]:
    for folder in _root().glob("*"):
        if _KEY.fullmatch(folder.name) and (scan := _load(folder.name)) is not None:
            yield scan


def _keep(scan: Scan) -> None:
    data = asdict(scan) | {"received": scan.received.isoformat()}
    _write(scan.key, "scan.json", json.dumps(data, ensure_ascii=False))


def _load(key: str) -> Scan | None:
    try:
        data = json.loads((_folder(key) / "scan.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    received = datetime.fromisoformat(data["received"])
    return Scan(**data | {"received": received, "state": State(data["state"])})


def _write(key: str, name: str, text: str) -> None:
    made = _folder(key) / f"{name}.{token_hex(4)}"
    made.write_text(text, encoding="utf-8")
    made.replace(_folder(key) / name)


def _remove(key: str) -> None:
    gone = _folder(key).with_suffix(f".{token_hex(4)}")
    with suppress(FileNotFoundError):  # whoever is at work writes nothing into it any more
        _folder(key).rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    Teller(_told(key)).forget()

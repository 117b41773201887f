"""A file on its way to a text: read at once where it holds letters, through OCR where it is a scan."""

from __future__ import annotations

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.exchange import recognising
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.policies import may_read_for
from vinhdanh.exchange.prose.files import PICTURES, UnreadableText
from vinhdanh.exchange.prose.scans import scanned_pages
from vinhdanh.exchange.recognising import Scan
from vinhdanh.exchange.texts.services import bring, keep
from vinhdanh.people.models import Unit

Actor = Account | Operator


def bring_file(
    *, actor: Actor, unit: Unit, year: int, name: str, data: bytes, letters_only: bool = False
) -> TextReading | Scan:
    """Read a file with letters now; begin to recognise a picture, or a PDF with scanned pages.

    Args:
        letters_only: leave out what the scanned pages of a PDF hold.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: what can't be read, too heavy, OCR is not installed; the message says what to do.
    """
    admit(actor, may_read_for(scopes(actor), unit.path))
    if _is_scan(name, data, letters_only=letters_only):
        return recognising.begin(actor=actor, unit=unit, year=year, name=name, data=data)
    return bring(actor=actor, unit=unit, year=year, name=name, data=data)


def _is_scan(name: str, data: bytes, *, letters_only: bool) -> bool:
    ending = PurePath(name).suffix.lower()
    if ending != ".pdf" or letters_only:
        return ending in PICTURES
    with TemporaryDirectory() as folder:
        file = Path(folder) / (PurePath(name).name[-120:] or "tep.pdf")
        file.write_bytes(data)
        try:
            return bool(scanned_pages(file))
        except UnreadableText as error:
            raise ValidationError(f"{error} {error.way_out}") from error


def take_scan(*, actor: Actor, scan: Scan) -> TextReading:
    """Make a finished scan a text with its items; the scan is removed. Asked twice, it is the same text.

    Raises:
        PermissionDenied: the actor writes nothing for its unit any more.
        ValidationError: somebody else's, gone, not finished, or too long.
    """
    if (before := _read_before(actor, scan.key)) is not None:
        recognising.forget(scan)
        return before
    try:
        return _take(actor, scan)
    except (ValidationError, IntegrityError):
        # Another window may have taken it, and removed it, between the look above and here.
        if (before := _read_before(actor, scan.key)) is not None:
            return before
        raise


def _take(actor: Actor, scan: Scan) -> TextReading:
    found = recognising.result(actor=actor, scan=scan)
    unit = Unit.objects.get(code=scan.unit)
    by = admit(actor, may_read_for(scopes(actor), unit.path))
    reading = TextReading(
        by=actor if isinstance(actor, Account) else None,
        by_name=actor.full_name,
        unit=unit,
        year=scan.year,
        name=scan.name,
        digest=scan.digest,
        from_file=True,
        text=found.text,
        scan=scan.key,
    )
    with transaction.atomic():
        keep(reading, actor, by, found)
        transaction.on_commit(lambda: recognising.forget(scan))
    return reading


def _read_before(actor: Actor, key: str) -> TextReading | None:
    return TextReading.objects.filter(scan=key, by=actor if isinstance(actor, Account) else None).first()

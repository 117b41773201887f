"""Writing about blanks: their size and places, their scan, printers, and the emblem of an agency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.decisions.models import BlankSpot, CertificateBlank, Emblem, PrinterShift
from vinhdanh.decisions.policies.certificates import may_print
from vinhdanh.decisions.services.keeping import need, write_down
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.documents.emblem import emblem_png
from vinhdanh.documents.paper import PaperError
from vinhdanh.dossiers.files import keep, kind_by_content
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import first_come

SCAN_SIZE = 8 * 1024 * 1024  # bytes
# Piece, place on A4 lying in millimetres, and how it is written.
_BEGIN: tuple[tuple[str, float, float, float, dict[str, Any]], ...] = (
    ("named", 45, 108, 207, {"size": 22, "bold": True}),
    ("place", 45, 117, 207, {"size": 15, "lines": 2}),
    ("merit", 45, 132, 207, {"size": 16, "lines": 2, "italic": True}),
    ("dated", 160, 150, 105, {"size": 13, "italic": True}),
    ("signing", 160, 157, 105, {"size": 13, "lines": 2, "bold": True}),
    ("signer", 160, 185, 105, {"size": 14, "bold": True}),
    ("decision", 58, 180, 100, {"size": 11, "italic": True, "align": "left"}),
    ("book", 58, 186, 100, {"size": 11, "italic": True, "align": "left"}),
    ("qr", 33, 164, 22, {}),
)
_STALE = "Vừa có người khác sửa phôi này: tải lại trang rồi sửa tiếp."


def _admit(actor: Actor, unit: Unit) -> Acting:
    return admit(actor, may_print(scopes(actor), unit.path))


def _locked(blank: CertificateBlank) -> CertificateBlank:
    """The blank as it is now, held until the transaction ends."""
    return CertificateBlank.objects.select_for_update(of=("self",)).get(pk=blank.pk)


def write_blank(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    honour: str,
    kind: ArtefactKind | str,
    width: Decimal,
    height: Decimal,
    blank: CertificateBlank | None = None,
) -> CertificateBlank:
    """A blank of a unit: a new one, or its name and size corrected.

    Args:
        kind: the artefact of the stock that it is; its serial numbers are counted there.
        width, height: of the paper as it goes into the printer, in millimetres.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: no such honour, the size is out of range, or the name is taken.
    """
    by = _admit(actor, blank.unit if blank else unit)
    if honour not in catalogue():
        raise ValidationError({"honour": "Chọn danh hiệu, hình thức trong danh mục."})
    with first_come("Phôi tên này vừa được người khác lập: tải lại trang."):
        row = _locked(blank) if blank else CertificateBlank(unit=unit)
        before = stored(row) if blank else None
        row.name, row.honour, row.kind = " ".join(name.split()), honour, kind
        row.width, row.height = width, height
        row.full_clean()
        row.save()
        if blank is None:
            BlankSpot.objects.bulk_create(_begun(row))
        write_down(by, "blank_written", row, row.ref, (before, row))
    return row


def _begun(blank: CertificateBlank) -> list[BlankSpot]:
    """Places to begin with, as on an A4 sheet lying; who lays out the blank moves them."""
    across, down = float(blank.width) / 297, float(blank.height) / 210
    return [
        BlankSpot(
            blank=blank,
            piece=piece,
            x=round(x * across, 1),
            y=round(y * down, 1),
            width=round(width * across, 1),
            **more,
        )
        for piece, x, y, width, more in _BEGIN
    ]


def scan_blank(*, actor: Actor, blank: CertificateBlank, data: bytes) -> CertificateBlank:
    """Keep a picture of the blank, over which the words are previewed.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: it is empty, too big, or no PNG or JPEG by its content.
    """
    by = _admit(actor, blank.unit)
    if not data or len(data) > SCAN_SIZE:
        raise ValidationError({"file": "Tệp rỗng hoặc lớn hơn 8 MB: quét ở 150 điểm/inch là đủ."})
    try:
        kind = kind_by_content(data)
    except ValidationError:
        kind = FileKind.PDF
    if kind not in (FileKind.PNG, FileKind.JPEG):
        raise ValidationError({"file": "Ảnh quét phải là PNG hoặc JPEG: xem theo nội dung, không theo tên."})
    digest = keep(data)
    with transaction.atomic():
        row = _locked(blank)
        before = stored(row)
        row.scan, row.scan_kind = digest, kind
        row.save()
        write_down(by, "blank_scanned", row, row.ref, (before, row))
    return row


def retire_blank(*, actor: Actor, blank: CertificateBlank, retired: bool, why: str) -> CertificateBlank:
    """Use a blank no more, or again. What was printed on it stays on record.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: the reason is missing, or it is so already.
    """
    by = _admit(actor, blank.unit)
    reason = need(why, "why", "Ghi lý do.")
    with transaction.atomic():
        row = _locked(blank)
        if row.retired == retired:
            raise ValidationError("Phôi này vừa được người khác ghi như vậy: tải lại trang.")
        before = stored(row)
        row.retired = retired
        row.save()
        write_down(by, "blank_retired", row, row.ref, (before, row), why=reason)
    return row


def place_spots(
    *, actor: Actor, blank: CertificateBlank, spots: Mapping[str, Mapping[str, Any]], edition: int
) -> CertificateBlank:
    """Say where everything stands on a blank: pieces not named any more are no longer printed.

    Args:
        spots: piece → its place (the columns of ``BlankSpot``).
        edition: the one that was looked at; another one means that somebody else was faster.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: by piece, what of it is out of range or off the paper; or the blank was changed.
    """
    by = _admit(actor, blank.unit)
    with transaction.atomic():
        row = _locked(blank)
        if row.edition != edition:
            raise ValidationError(_STALE)
        there = {one.piece: one for one in row.spots.all()}
        refused: dict[str, list[str]] = {}
        pairs: list[Any] = []
        for piece, place in spots.items():
            spot = there.pop(piece, None) or BlankSpot(blank=row, piece=piece)
            before = stored(spot) if spot.pk else None
            for column, value in place.items():
                setattr(spot, column, value)
            said = _refused(spot, row)
            if said:
                refused[piece] = said
            elif before is None or any(getattr(before, name) != value for name, value in place.items()):
                spot.save()
                pairs.append((before, spot))
        if refused:
            raise ValidationError(refused)
        for spot in there.values():
            pairs.append((stored(spot), None))
            spot.delete()
        if pairs:
            row.edition += 1
            row.save()
            write_down(by, "spot_written", row, row.ref, *pairs)
    return row


def _refused(spot: BlankSpot, blank: CertificateBlank) -> list[str]:
    """What is wrong with a place."""
    try:
        spot.full_clean()
    except ValidationError as error:
        return error.messages
    if spot.x + spot.width > blank.width or spot.y > blank.height:
        return [f"Chỗ này ra ngoài giấy {blank.width:g} × {blank.height:g} mm."]
    return []


def shift_printer(
    *,
    actor: Actor,
    blank: CertificateBlank,
    printer: str,
    dx: Decimal,
    dy: Decimal,
    scale: Decimal = Decimal(100),
) -> PrinterShift:
    """Say by how much everything must move for a printer: a new one, or one of that name corrected.

    Args:
        dx, dy: millimetres to the right, downwards.
        scale: per cent; over 100 where the printer makes everything too small.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: the name is missing, or a number is out of range.
    """
    by = _admit(actor, blank.unit)
    name = " ".join(need(printer, "printer", "Ghi tên máy in.").split())
    with transaction.atomic():
        row = _locked(blank)
        shift = row.printers.filter(printer=name).first() or PrinterShift(blank=row, printer=name)
        before = stored(shift) if shift.pk else None
        shift.dx, shift.dy, shift.scale = dx, dy, scale
        shift.full_clean()
        shift.save()
        write_down(by, "printer_shifted", row, row.ref, (before, shift))
    return shift


def drop_printer(*, actor: Actor, shift: PrinterShift) -> None:
    """A printer is used no more for a blank.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: somebody else dropped it before.
    """
    by = _admit(actor, shift.blank.unit)
    with transaction.atomic():
        row = _locked(shift.blank)
        found = row.printers.filter(pk=shift.pk).first()
        if found is None:
            raise ValidationError("Máy in này vừa được người khác bỏ: tải lại trang.")
        write_down(by, "printer_dropped", row, row.ref, (found, None))
        found.delete()


def install_emblem(*, actor: Actor, unit: Unit, name: str, data: bytes) -> Emblem:
    """Put the emblem that stands on the certificates of an agency, in place of the one before.

    Args:
        name: as the sender calls the file; only shown.

    Raises:
        PermissionDenied: the actor prints nothing there.
        ValidationError: it is no SVG or PNG by its content, too big, or holds what no emblem needs.
    """
    by = _admit(actor, unit)
    try:
        png = emblem_png(data)
    except PaperError as error:
        raise ValidationError({"file": str(error)}) from error
    with transaction.atomic():
        made, _ = Emblem.objects.update_or_create(
            unit=unit,
            defaults={"png": png, "name": name[:120], "at": timezone.now(), "by_name": by.full_name[:200]},
        )
        record(
            actor=by,
            verb="decisions.emblem_installed",
            subject=str(made)[:300],
            ref=f"emblem:{unit.code}",
            data={"name": made.name, "sha256": sha256(png).hexdigest()},
        )
    return made

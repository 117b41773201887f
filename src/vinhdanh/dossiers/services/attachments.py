"""Attaching files to a dossier, and withdrawing them."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.dossiers.files import keep, kind_by_content, shown_name
from vinhdanh.dossiers.models import Attachment, AttachmentWithdrawal, Proposal
from vinhdanh.dossiers.services.parts import admit_writer
from vinhdanh.dossiers.services.writing import Actor, locked, write_down
from vinhdanh.dossiers.types.parts import PartKind

MB = 1024 * 1024


def attach_file(*, actor: Actor, proposal: Proposal, item: str, name: str, data: bytes) -> Attachment:
    """Attach a file as one paper of the dossier.

    The bytes are laid down first and the row is written after: a crash between the two leaves a file that
    nobody refers to, never a row without its file.

    Args:
        item: the paper that it is, as the list of the law names it, or in own words.
        name: as the sender calls it; only shown, never trusted.

    Raises:
        PermissionDenied: the actor writes no evidence there, or the part is locked.
        ValidationError: it is too big, empty, of a kind that isn't taken, or attached already.
    """
    admit_writer(actor, proposal, PartKind.EVIDENCE)  # before anything of a stranger's is kept
    if not item.strip():
        raise ValidationError({"item": "Chọn giấy tờ mà tệp này là bản sao."})
    if not data or len(data) > settings.ATTACHMENT_MB * MB:
        raise ValidationError(
            {"file": f"Tệp rỗng hoặc lớn hơn {settings.ATTACHMENT_MB} MB: quét lại ở độ nét thấp hơn."}
        )
    try:
        kind = kind_by_content(data)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    digest = keep(data)
    with transaction.atomic():
        row = locked(proposal)
        by = admit_writer(actor, row, PartKind.EVIDENCE)
        twice = row.attachments.standing().filter(sha256=digest, item=item.strip()).first()
        if twice is not None:
            raise ValidationError({"file": f"Tệp này đã gắn, tên {twice.name}."})
        made = Attachment(
            proposal=row,
            item=item.strip(),
            name=shown_name(name, kind),
            sha256=digest,
            size=len(data),
            kind=kind,
            at=timezone.now(),
            by_name=by.full_name[:200],
            by_username=by.username,
        )
        made.full_clean()
        made.save()
        write_down(by, row, "file_attached", (None, made))
    return made


def withdraw_file(*, actor: Actor, attachment: Attachment, why: str) -> AttachmentWithdrawal:
    """Mark a file as one that counts no more. It stays in the history, and so do its bytes.

    Raises:
        PermissionDenied: the actor writes no evidence there, or the part is locked.
        ValidationError: no reason is given, or it is withdrawn already.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do rút tệp."})
    with transaction.atomic():
        row = locked(attachment.proposal)
        by = admit_writer(actor, row, PartKind.EVIDENCE)
        if AttachmentWithdrawal.objects.filter(attachment=attachment).exists():
            raise ValidationError("Tệp này vừa được rút: tải lại trang.")
        made = AttachmentWithdrawal(
            attachment=attachment,
            why=why.strip(),
            at=timezone.now(),
            by_name=by.full_name[:200],
            by_username=by.username,
        )
        made.full_clean()
        made.save()
        write_down(by, row, "file_withdrawn", (None, made), why=made.why)
    return made

"""Whom the agency trusts, and the pictures that stamps show."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.decisions.models import IssuingAuthority, StampImage, TrustedRoot
from vinhdanh.decisions.policies.drafts import may_number
from vinhdanh.decisions.policies.signing import may_show, may_trust
from vinhdanh.decisions.services.drafting import require_why, write_down
from vinhdanh.decisions.types.signing import ImageOf
from vinhdanh.documents.stamps import StampError, image_kind
from vinhdanh.documents.trust import TrustError, as_pem, describe, may_certify, read_certificates
from vinhdanh.dossiers.files import keep
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.people.services.writing import first_come


def trust_root(*, actor: Actor, data: bytes, ground: str) -> TrustedRoot:
    """Trust those whom a root certificate certifies, from now on.

    Args:
        data: the certificate, PEM or DER.
        ground: where it comes from and how it was compared, in words.

    Raises:
        PermissionDenied: the actor does not manage the agency's accounts.
        ValidationError: the file is no certificate of an authority, is trusted already, or the ground is
            missing.
    """
    by = admit(actor, may_trust(scopes(actor)))
    try:
        [der] = read_certificates(data)
    except TrustError as error:
        raise ValidationError({"file": str(error)}) from error
    except ValueError as error:
        raise ValidationError({"file": "Tệp có nhiều chứng thư: thêm từng chứng thư gốc một."}) from error
    if not may_certify(der):
        raise ValidationError(
            {"file": "Đây là chứng thư của một người, không phải của cơ quan chứng thực: chọn chứng thư gốc."}
        )
    if not ground.strip():
        raise ValidationError({"ground": "Ghi nhận chứng thư từ đâu, đối chiếu dấu vân tay thế nào."})
    told = describe(der)
    row = TrustedRoot(
        name=told.subject[:200],
        organisation=told.organisation[:200],
        fingerprint=told.fingerprint,
        pem=as_pem(der),
        begins=told.begins.date(),
        ends=told.ends.date(),
        ground=ground.strip()[:300],
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    with first_come("Chứng thư gốc này vừa được người khác ghi: tải lại trang."):
        row.full_clean()
        row.save()
        write_down(by, row, "root_trusted", (None, row))
    return row


def end_root(*, actor: Actor, root: TrustedRoot, why: str) -> TrustedRoot:
    """Trust a root no more. Reports that were kept stay as they were.

    Raises:
        PermissionDenied: as ``trust_root``.
        ValidationError: it ended already, or the reason is missing.
    """
    by = admit(actor, may_trust(scopes(actor)))
    require_why(why)
    with transaction.atomic():
        row = TrustedRoot.objects.select_for_update(of=("self",)).get(pk=root.pk)
        if row.ended is not None:
            raise ValidationError(f"{row.ended_by} vừa thôi tin chứng thư này: tải lại trang.")
        before = stored(row)
        row.ended, row.ended_by, row.ended_why = timezone.now(), by.full_name[:200], why.strip()[:300]
        row.save()
        write_down(by, row, "root_ended", (before, row), why=row.ended_why)
    return row


def put_signature_image(*, actor: Actor, account: Account, data: bytes) -> StampImage:
    """Set the picture of one's own signature; the one before is kept but no more used.

    Raises:
        PermissionDenied: it is another's account.
        ValidationError: the picture is no drawing.
    """
    by = admit(actor, may_show(isinstance(actor, Account) and actor.pk == account.pk))
    return _put(by, StampImage(of=ImageOf.SIGNATURE, account=account), data)


def put_seal_image(*, actor: Actor, authority: IssuingAuthority, data: bytes) -> StampImage:
    """Set the picture of an authority's seal.

    Raises:
        PermissionDenied: the actor keeps no numbers there.
        ValidationError: the picture is no drawing.
    """
    by = admit(actor, may_number(scopes(actor), authority.unit.path))
    return _put(by, StampImage(of=ImageOf.SEAL, authority=authority), data)


def drop_image(*, actor: Actor, image: StampImage) -> StampImage:
    """Use a picture no more: stamps show a frame of text instead.

    Raises:
        PermissionDenied: as for setting it.
        ValidationError: it is used no more already.
    """
    if image.authority is not None:
        by = admit(actor, may_number(scopes(actor), image.authority.unit.path))
    else:
        by = admit(actor, may_show(isinstance(actor, Account) and actor.pk == image.account_id))
    with transaction.atomic():
        row = StampImage.objects.select_for_update(of=("self",)).get(pk=image.pk)
        if row.ended is not None:
            raise ValidationError("Ảnh này vừa được bỏ: tải lại trang.")
        _end(by, row)
    return row


def _put(by: Acting, row: StampImage, data: bytes) -> StampImage:
    try:
        row.kind = image_kind(data).value
    except StampError as error:
        raise ValidationError({"file": str(error)}) from error
    row.sha256, row.at, row.by_name = keep(data), timezone.now(), by.full_name[:200]
    with transaction.atomic():
        standing = StampImage.objects.select_for_update(of=("self",)).filter(
            account=row.account, authority=row.authority, ended__isnull=True
        )
        for one in standing:
            _end(by, one)
        row.full_clean()
        row.save()
        write_down(by, row, "image_put", (None, row))
    return row


def _end(by: Acting, row: StampImage) -> None:
    before = stored(row)
    row.ended = timezone.now()
    row.save()
    write_down(by, row, "image_dropped", (before, row))

"""Signing any paper by a key: tờ trình, biên bản, kế hoạch, giấy xác nhận. The file is given back, not kept.

Keys, passphrases and PINs pass through as arguments and are nowhere kept.
"""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.audit.services import record
from vinhdanh.decisions.policies.signing import may_sign_paper
from vinhdanh.decisions.selectors.signing import agency_trust, bytes_of, signature_image
from vinhdanh.decisions.services.signed_files import Key, judged, stamped, told
from vinhdanh.documents import signing
from vinhdanh.documents.places import below_line, paper_texts
from vinhdanh.documents.validating import Changed, validate
from vinhdanh.dossiers.services.writing import Actor

DRAFT_MARK = "DỰ THẢO"


def sign_paper(
    *, actor: Actor, data: bytes, name: str, below: str, key: Key, reason: str = "", location: str = ""
) -> tuple[bytes, list[str]]:
    """One more signature on a PDF, in the space under a line of its text; what to look at in it.

    Several sign one after the other, each the file that the one before gave back.

    Args:
        name: what the file is called, for the journal.
        below: the post or name under which is signed ("PHÓ GIÁM ĐỐC", "THƯ KÝ").
        key: key file or token; it is not kept.

    Raises:
        PermissionDenied: only people sign, each in his own account.
        ValidationError: the file is a draft, was changed after a signature, has no such line, the space is
            taken, or the key does not sign.
    """
    by = admit(actor, may_sign_paper(isinstance(actor, Account)))
    assert isinstance(actor, Account)
    with told("file"):
        before = validate(data, agency_trust())
        if broken := [one.signer for one in before if not one.intact or one.changed is Changed.OTHER]:
            raise ValidationError(
                {"file": f"Tệp bị sửa sau chữ ký của {broken[0]}: lấy lại tệp từ người ký trước."}
            )
        if any(DRAFT_MARK in text for text in paper_texts(data)):
            raise ValidationError(
                {"file": "Tệp còn chữ DỰ THẢO: hoàn tất giấy tờ trong phần mềm, tải bản chính thức rồi ký."}
            )
    picture = signature_image(actor)
    with told("below"):
        place = below_line(data, below, high=22.0 if picture else 17.0)
    with told():
        made = signing.sign(
            data,
            signer=key,
            field_name=f"Ky{len(before) + 1}",
            stamp=stamped("Ký số", "", bytes_of(picture) if picture else None),
            place=place,
            reason=reason,
            location=location,
            time_stamper=settings.SIGNING_TSA or None,
            long_term=agency_trust() if settings.SIGNING_LONG_TERM else None,
        )
    _, warnings = judged(made, actor)
    with transaction.atomic():
        record(
            actor=by,
            verb="decisions.paper_signed",
            subject=name[:200],
            ref=f"account:{actor.username}",
            data={
                "sha256_before": sha256(data).hexdigest(),
                "sha256": sha256(made).hexdigest(),
                "warnings": warnings,
            },
        )
    return made, warnings

"""Reading what was signed by keys: files of a decision, whose turn it is, whom the agency trusts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.decisions.models import (
    DecisionDraft,
    IssuingAuthority,
    SignedFile,
    SigningOrder,
    StampImage,
    TrustedRoot,
)
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.documents.trust import Trust, read_certificates
from vinhdanh.dossiers.files import path_of


@dataclass(frozen=True, slots=True)
class Course:
    """How far the signing of a decision is.

    Attributes:
        prepared: the file that all sign; None before one is made, or when the draft moved since.
        newest: the same file with the initials that it has.
        done: who initialled it, with the file; left: who has yet to, in order.
        final: the decision as signed.
    """

    prepared: SignedFile | None
    newest: SignedFile | None
    done: tuple[tuple[SigningOrder, SignedFile], ...]
    left: tuple[SigningOrder, ...]
    final: SignedFile | None


def course_of(draft: DecisionDraft) -> Course:
    """How far the signing of a decision is; what was prepared before it last moved counts no more."""
    files = list(draft.signed_files.all())
    final = next((one for one in reversed(files) if one.final), None)
    fresh = [one for one in files if draft.signed or one.at >= draft.moved]
    prepared = next((one for one in reversed(fresh) if one.role == FileRole.PREPARED), None)
    initials = {
        one.initials_id: one
        for one in fresh
        if prepared and one.version > prepared.version and one.role == FileRole.INITIALLED
    }
    order = list(draft.signing_order.select_related("account"))
    newest = max((prepared, *initials.values()), key=lambda one: one.version) if prepared else None
    return Course(
        prepared,
        newest,
        tuple((one, initials[one.pk]) for one in order if one.pk in initials),
        tuple(one for one in order if one.pk not in initials),
        final,
    )


def initials_wait_for(actor: Account) -> list[DecisionDraft]:
    """Decisions whose next initials are the account's."""
    named = DecisionDraft.objects.filter(
        state=DraftState.WAITING, signing_order__account=actor, signed_files__role=FileRole.PREPARED
    )
    turns = [(one, course_of(one)) for one in named.distinct()]
    return [
        one
        for one, course in turns
        if course.prepared and course.left[:1] and course.left[0].account == actor
    ]


def bytes_of(file: SignedFile | StampImage) -> bytes:
    """The bytes of a kept file.

    Raises:
        ValidationError: it is gone from the disk, or is not what was kept.
    """
    try:
        data = path_of(file.sha256).read_bytes()
    except FileNotFoundError:
        data = b""
    if sha256(data).hexdigest() != file.sha256:
        raise ValidationError(
            f"{file}: tệp trên đĩa không còn, hoặc không còn nguyên như lúc ghi. "
            "Báo quản trị khôi phục từ bản sao lưu."
        )
    return data


def roots() -> QuerySet[TrustedRoot]:
    """Certificates that the agency trusts now."""
    return TrustedRoot.objects.filter(ended__isnull=True)


def agency_trust() -> Trust:
    """Whom the agency trusts; over the network only where the settings allow it."""
    found = [read_certificates(one.pem.encode())[0] for one in roots()]
    return Trust(roots=tuple(found), fetch=settings.SIGNING_FETCH)


def signature_image(account: Account) -> StampImage | None:
    """The picture of an account's signature."""
    return StampImage.objects.filter(account=account, ended__isnull=True).first()


def seal_image(authority: IssuingAuthority) -> StampImage | None:
    """The picture of an authority's seal."""
    return StampImage.objects.filter(authority=authority, ended__isnull=True).first()

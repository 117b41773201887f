"""Signing a decision by keys: who initials, the file that all sign, the signatures.

Keys, passphrases and PINs pass through as arguments and are nowhere kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.decisions.models import DecisionDraft, SignedFile, SigningOrder
from vinhdanh.decisions.papers.decision import DECISION, decision_to_sign
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.policies.signing import may_initial
from vinhdanh.decisions.selectors.signing import (
    Course,
    agency_trust,
    bytes_of,
    course_of,
    roots,
    seal_image,
    signature_image,
)
from vinhdanh.decisions.services.drafting import locked, refuse_state, write_down
from vinhdanh.decisions.services.numbers import give_up, number_text, take_number
from vinhdanh.decisions.services.signing import sign
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.documents import signing
from vinhdanh.documents.paper import Paper, PaperError
from vinhdanh.documents.pdf import paper_pdf, signature_spaces
from vinhdanh.documents.signing import KeyFile, Place, SigningError, Token
from vinhdanh.documents.stamps import Stamp, StampError
from vinhdanh.documents.trust import Certificate
from vinhdanh.documents.validating import Chain, SignatureReport, UnreadablePdf, validate
from vinhdanh.dossiers.files import keep
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.people.folding import fold
from vinhdanh.people.papers.wordings import shaped

Key = KeyFile | Token
INITIALS = 3  # that find room at the foot of the page
_PAGE = 297.0  # millimetres of height
_CHANGED = "Quyết định đã khác bản dựng để ký: bấm “Dựng lại bản để ký”, xem lại rồi ký. Chưa có gì được ký."


@contextmanager
def told(field: str = "") -> Iterator[None]:
    """Say to a page what the papers and their signatures refused."""
    try:
        yield
    except (PaperError, SigningError, StampError, UnreadablePdf) as error:
        raise ValidationError({field: str(error)} if field else str(error)) from error


# ---- who initials ---------------------------------------------------------------------------------


def set_signing_order(
    *, actor: Actor, draft: DecisionDraft, named: Sequence[tuple[Account, str]]
) -> list[SigningOrder]:
    """Say who initials the decision before it is signed, in which order, each with his post.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: the file to sign was made already, somebody stands twice, or they are too many.
    """
    by = admit(actor, may_draft(scopes(actor), draft.unit.path))
    if len(named) > INITIALS:
        raise ValidationError(f"Nhiều nhất {INITIALS} người ký nháy: cuối trang không đủ chỗ.")
    if len({account.pk for account, _ in named}) < len(named):
        raise ValidationError("Mỗi người ký nháy một lần.")
    with transaction.atomic():
        row = locked(draft)
        if row.state not in (DraftState.DRAFT, DraftState.WAITING):
            refuse_state(row, DraftState.DRAFT, "đổi người ký nháy")
        if row.signed_files.filter(role=FileRole.INITIALLED).exists():
            raise ValidationError("Đã có người ký nháy: không đổi thứ tự được nữa.")
        old = list(row.signing_order.all())
        before = [(copy(one), None) for one in old]
        for one in old:
            one.delete()
        made = [
            SigningOrder(draft=row, position=at, account=account, post=post.strip())
            for at, (account, post) in enumerate(named, 1)
        ]
        for one in made:
            one.full_clean()
            one.save()
        write_down(by, row, "signing_order", *before, *((None, one) for one in made))
    return made


# ---- the file that all sign -----------------------------------------------------------------------


def prepare_file(
    *,
    actor: Actor,
    draft: DecisionDraft,
    day: date,
    number: int | None = None,
    signer: str = "",
    signer_post: str = "",
) -> SignedFile:
    """Make the PDF that all sign: with number and day as signed. Its number is held from now on.

    Raises:
        PermissionDenied: the actor neither drafts nor signs there.
        ValidationError: the decision does not wait for a signature, the day has not come, the number is
            taken, or the paper can't be set.
    """
    by = admit(actor, may_draft(scopes(actor), draft.unit.path))
    if day > timezone.localdate():
        raise ValidationError({"day": f"Ngày {day:%d/%m/%Y} chưa tới: xem lại ngày ký."})
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.WAITING, "dựng bản để ký")
        _hold_number(by, row, day.year, number)
        assert row.number is not None
        named = signer.strip() or row.signer
        post = signer_post.strip() or row.signer_post
        paper = _paper_as_signed(row, day, named, post)
        with told():
            data = paper_pdf(paper)
        made = SignedFile(
            role=FileRole.PREPARED, day=day, number=row.number.text, signer=named, signer_post=post
        )
        return keep_file(by, row, made, data, "file_prepared")


def _hold_number(by: Acting, row: DecisionDraft, year: int, number: int | None) -> None:
    """The number that the file will bear: the one that is held, another where it is asked for."""
    held = row.number
    if held is not None and held.year == year and number in (None, held.n):
        return
    row.number = take_number(by, row.authority, year, number)
    row.save(update_fields=["number"])
    if held is not None:
        give_up(by, held, f"Quyết định ký số {number_text(row.authority, row.number.n)}")


def paper_of(draft: DecisionDraft, file: SignedFile) -> Paper:
    """The paper that a file to sign was made from, as the decision is now."""
    return _paper_as_signed(draft, file.day, file.signer, file.signer_post)


def _paper_as_signed(row: DecisionDraft, day: date, signer: str, signer_post: str) -> Paper:
    shown = copy(row)
    shown.dated, shown.signer, shown.signer_post = day, signer, signer_post
    return shaped(row.unit, DECISION, decision_to_sign(shown))


def keep_file(by: Acting, row: DecisionDraft, made: SignedFile, data: bytes, verb: str) -> SignedFile:
    """Lay the bytes down and write the row. A crash between leaves a file that nobody refers to."""
    last = row.signed_files.order_by("-version").first()
    made.draft, made.version = row, (last.version if last else 0) + 1
    made.sha256, made.size = keep(data), len(data)
    made.at, made.by_name, made.by_username = timezone.now(), by.full_name[:200], by.username
    made.full_clean()
    made.save()
    write_down(by, row, verb, (None, made))
    return made


# ---- signing --------------------------------------------------------------------------------------


def initial_file(*, actor: Account, draft: DecisionDraft, seen: str, key: Key) -> SignedFile:
    """Initial the decision, when it is the account's turn: a small signature at the foot of the page.

    Args:
        seen: the digest of the file that the page showed.
        key: key file or token; it is not kept.

    Raises:
        PermissionDenied: it is not his turn.
        ValidationError: the decision or the file changed meanwhile, or the key does not sign.
    """
    turn = _turn(actor, course_of(draft))
    by = admit(actor, may_initial(turn is not None))
    base = _seen(draft, seen)
    assert turn is not None
    paper = paper_of(draft, base)
    data = _signed(
        base, key, f"Nhay{turn.position}", _foot(paper, turn.position), stamped("Ký nháy", turn.post)
    )
    report, warnings = judged(data, actor)
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.WAITING, "ký nháy")
        now = _turn(actor, course_of(row))
        admit(actor, may_initial(now is not None))
        _refuse_other(row, base)
        made = _copied(base, FileRole.INITIALLED, report, warnings)
        made.initials = now
        return keep_file(by, row, made, data, "file_initialled")


def sign_file(
    *, actor: Account, draft: DecisionDraft, seen: str, key: Key, reason: str = "", location: str = ""
) -> DecisionDraft:
    """Sign a decision with a key. The signed file and all that a signature does come together or not at all.

    Args:
        seen: the digest of the file that the page showed.
        key: key file or token; it is not kept.

    Raises:
        PermissionDenied: as ``sign``.
        ValidationError: as ``sign``; or the decision or the file changed meanwhile, somebody has yet to
            initial it, or the key does not sign.
    """
    by = admit(actor, may_sign(scopes(actor), draft.unit.path))
    base = _seen(draft, seen)
    if left := course_of(draft).left:
        raise ValidationError(f"Còn chờ ký nháy: {', '.join(str(one) for one in left)}.")
    paper = paper_of(draft, base)
    seal, picture = seal_image(draft.authority), signature_image(actor)
    stamp = stamped("Ký số", "", bytes_of(picture) if picture else None, bytes_of(seal) if seal else None)
    place = _space(paper, pictures=bool(seal or picture))
    data = _signed(base, key, "Ky", place, stamp, reason=reason, location=location)
    report, warnings = judged(data, actor)
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.WAITING, "ký số")
        _refuse_other(row, base)
        assert row.number is not None
        signed = sign(
            actor=actor,
            draft=row,
            day=base.day,
            number=row.number.n,
            signer=base.signer,
            signer_post=base.signer_post,
            document="Bản ký số lưu trong phần mềm",
        )
        keep_file(by, signed, _copied(base, FileRole.SIGNED, report, warnings), data, "file_signed")
    return signed


def _turn(actor: Actor, course: Course) -> SigningOrder | None:
    """The account's place in the order, if it is the next."""
    first = next(iter(course.left), None)
    return first if isinstance(actor, Account) and first and first.account_id == actor.pk else None


def _seen(draft: DecisionDraft, digest: str) -> SignedFile:
    """The file that was shown. Raises: ValidationError, where another came since."""
    refuse_state(draft, DraftState.WAITING, "ký số")
    newest = course_of(draft).newest
    if newest is None or newest.sha256 != digest:
        raise ValidationError("Bản để ký vừa thay đổi: tải lại trang, xem lại rồi ký. Chưa có gì được ký.")
    return newest


def _refuse_other(row: DecisionDraft, base: SignedFile) -> None:
    """Raises: ValidationError, where the decision or its file is no more what was shown. It is locked."""
    course = course_of(row)
    if course.newest != base or course.prepared is None:
        raise ValidationError("Bản để ký vừa thay đổi: tải lại trang, xem lại rồi ký. Chưa có gì được ký.")
    with told():
        data = paper_pdf(paper_of(row, base))
    held = row.number.text if row.number else ""
    if sha256(data).hexdigest() != course.prepared.sha256 or held != base.number:
        raise ValidationError(_CHANGED)


def _copied(
    base: SignedFile, role: FileRole, report: Sequence[SignatureReport], warnings: Sequence[str]
) -> SignedFile:
    return SignedFile(
        role=role,
        day=base.day,
        number=base.number,
        signer=base.signer,
        signer_post=base.signer_post,
        report=[one.plain() for one in report],
        warnings=list(warnings),
    )


def _signed(
    base: SignedFile,
    key: Key,
    field: str,
    place: Place,
    stamp: Callable[[Certificate], Stamp],
    **more: str,
) -> bytes:
    long_term = agency_trust() if settings.SIGNING_LONG_TERM else None
    with told():
        return signing.sign(
            bytes_of(base),
            signer=key,
            field_name=field,
            stamp=stamp,
            place=place,
            time_stamper=settings.SIGNING_TSA or None,
            long_term=long_term,
            **more,
        )


def stamped(
    act: str, post: str, picture: bytes | None = None, seal: bytes | None = None
) -> Callable[[Certificate], Stamp]:
    at = timezone.localtime()

    def made(certificate: Certificate) -> Stamp:
        under = post or certificate.organisation
        lines = (f"{act}: {certificate.subject}", under, f"{at:%H:%M, %d/%m/%Y}")
        return Stamp(lines, picture, seal)

    return made


def _space(paper: Paper, *, pictures: bool) -> Place:
    """The paper's space for the signature; a seal is higher than it, a frame of text a little smaller."""
    space = signature_spaces(paper)[0]
    high, wide = (38.0, space.width) if pictures else (17.0, 66.0)
    middle = _PAGE - space.top - space.height / 2
    return Place(space.page, space.left + (space.width - wide) / 2, middle - high / 2, wide, high)


def _foot(paper: Paper, position: int) -> Place:
    """A place in the lower margin of the page that is signed."""
    return Place(signature_spaces(paper)[0].page, 30.0 + 55 * (position - 1), 6.5, 52.0, 9.0)


def judged(data: bytes, actor: Account) -> tuple[list[SignatureReport], list[str]]:
    """What the new signature is worth, and what to look at.

    Raises:
        ValidationError: the agency says whom it trusts, and the signer's certificate is not of those.
    """
    report = validate(data, agency_trust())
    mine, warnings = report[-1], []
    if mine.chain is not Chain.TRUSTED:
        said = (
            f"Chứng thư số của {mine.signer} do {mine.issuer} cấp không thuộc danh sách chứng thư gốc tin cậy"
        )
        if roots().exists():
            raise ValidationError(f"{said} của cơ quan: chọn chứng thư số khác. Chưa có gì được ký.")
        warnings.append(f"{said}: cơ quan chưa ghi chứng thư gốc nào.")
    if fold(actor.full_name) not in fold(mine.signer):
        warnings.append(f"Chứng thư số mang tên {mine.signer}, tài khoản ký là {actor.full_name}.")
    return report, warnings

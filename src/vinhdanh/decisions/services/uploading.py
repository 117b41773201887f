"""A decision that was signed by keys elsewhere: looked at on arrival, compared with its draft, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.decisions.models import DecisionDraft, SignedFile
from vinhdanh.decisions.policies.drafts import may_sign
from vinhdanh.decisions.selectors.signing import agency_trust
from vinhdanh.decisions.services.drafting import locked, refuse_state
from vinhdanh.decisions.services.signed_files import keep_file, told
from vinhdanh.decisions.services.signing import sign
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.documents.reading import page_texts
from vinhdanh.documents.validating import Chain, Changed, SignatureReport, validate
from vinhdanh.documents.wording import CHAIN_WORDS
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.people.folding import fold


def record_signed_elsewhere(
    *,
    actor: Actor,
    draft: DecisionDraft,
    data: bytes,
    day: date,
    number: int | None = None,
    signer: str = "",
    signer_post: str = "",
    despite: str = "",
) -> DecisionDraft:
    """Sign a decision by a file that was signed elsewhere: it is looked at first, then all is recorded.

    Args:
        despite: the ground to record it although something is to be looked at (``doubts_about``).

    Raises:
        PermissionDenied: as ``sign``.
        ValidationError: as ``sign``; or the file has no sound signature, or there are doubts and no ground.
    """
    by = admit(actor, may_sign(scopes(actor), draft.unit.path))
    with told("file"):
        report = validate(data, agency_trust())
    _refuse_unsound(report)
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.WAITING, "ghi bản ký")
        signed = sign(
            actor=actor,
            draft=row,
            day=day,
            number=number,
            signer=signer,
            signer_post=signer_post,
            document="Bản ký số lưu trong phần mềm",
        )
        assert signed.number is not None
        doubts = doubts_about(report, page_texts(data), signed)
        if doubts and not despite.strip():
            raise ValidationError({"despite": [*doubts, "Xem lại tệp; nếu vẫn đúng, ghi căn cứ vẫn ghi."]})
        made = SignedFile(
            role=FileRole.UPLOADED,
            day=day,
            number=signed.number.text,
            signer=signed.signer,
            signer_post=signed.signer_post,
            report=[one.plain() for one in report],
            warnings=doubts,
            despite=despite.strip(),
        )
        keep_file(by, signed, made, data, "file_uploaded")
    return signed


def _refuse_unsound(report: Sequence[SignatureReport]) -> None:
    """Raises: ValidationError, for a file without signatures or with one that proves nothing."""
    if not report:
        raise ValidationError({"file": "Tệp chưa có chữ ký số nào: tải lên bản đã ký số."})
    for one in report:
        allowed = (Changed.NOTHING, Changed.ARCHIVED, Changed.SIGNED)
        if one.problem or not one.intact or one.stamp_broken or one.changed not in allowed:
            who = one.signer or one.field
            raise ValidationError(
                {"file": f"Chữ ký của {who} hỏng, hoặc tệp bị sửa sau khi ký: xin lại tệp gốc đã ký."}
            )


def doubts_about(report: Sequence[SignatureReport], texts: Sequence[str], signed: DecisionDraft) -> list[str]:
    """What to look at in a file from elsewhere: whom nobody trusts, number, day or title not in its text."""
    assert signed.number is not None
    doubts = [
        f"Chứng thư số của {one.signer} do {one.issuer} cấp: {CHAIN_WORDS[one.chain]}."
        for one in report
        if one.chain is not Chain.TRUSTED
    ]
    text = "".join(fold(" ".join(texts)).split())
    if not text:
        return [*doubts, "Tệp không có chữ đọc được (bản quét): tự đối chiếu số, ngày, trích yếu."]
    day = signed.dated
    days = (f"ngày {day:%d} tháng {day:%m} năm {day:%Y}", f"ngày {day:%d} tháng {day.month} năm {day:%Y}")
    looked = {
        f"số {signed.number.text}": [signed.number.text],
        f"ngày {day:%d/%m/%Y}": [*days, f"{day:%d/%m/%Y}", f"ngày {day.day} tháng {day.month} năm {day:%Y}"],
        f"trích yếu “{signed.title}”": [signed.title],
    }
    return doubts + [
        f"Không thấy {name} trong tệp."
        for name, forms in looked.items()
        if not any("".join(fold(form).split()) in text for form in forms)
    ]

"""What the signatures of a PDF are worth: by whom, when, over what, changed since or not, trusted or not.

Nothing is fetched over a network unless ``Trust.fetch`` says so, and no file, however made, does more than
to be refused with a sentence.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.errors import ValidationError

from vinhdanh.documents.trust import Needed, Trust, described

PDF_SIZE = 60 * 1024 * 1024  # bytes of a file that is looked at
SIGNATURES = 50  # of one file
# The library tells the log of each thing that it dislikes in a file; here it is told to who asked.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class Changed(StrEnum):
    """What was done to the file after a signature."""

    NOTHING = "nothing"
    ARCHIVED = "archived"  # time stamps, information to validate
    SIGNED = "signed"  # further signatures
    FILLED = "filled"  # fields of a form
    OTHER = "other"  # what nobody may do after signing


class Chain(StrEnum):
    """What the signer's certificate is worth."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"  # no way to a root that is trusted
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    REVOKED = "revoked"
    PURPOSE = "purpose"  # not for signing, or its issuer not for issuing
    WEAK = "weak"  # an algorithm that can be forged
    BROKEN = "broken"  # the signature is not by this certificate


class Level(StrEnum):
    """The level of a PAdES signature (ETSI EN 319 142-1)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"
    NONE = ""  # another kind of signature than PAdES


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature.

    Attributes:
        intact: what was signed is what the file still holds at that place, and the signature is right.
        whole: it covers the file to its end, so nothing was added since.
        changed: what was added since.
        stamped, stamped_by: time and name of a time stamp that is right; ``stamp_trusted`` whether the
            authority is trusted. Without that, ``claimed`` is only what the signer's machine said.
        stamp_broken: there is a time stamp, and it is not of this signature.
        revocation_known: whether a list or answer says that the chain is not revoked.
        revoked: when the certificate was revoked.
        problem: why it can't be judged at all; then the rest says nothing.
    """

    field: str
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    fingerprint: str = ""
    claimed: datetime | None = None
    stamped: datetime | None = None
    stamped_by: str = ""
    stamp_trusted: bool = False
    stamp_broken: bool = False
    reason: str = ""
    location: str = ""
    level: Level = Level.NONE
    intact: bool = False
    whole: bool = False
    changed: Changed = Changed.OTHER
    chain: Chain = Chain.UNKNOWN
    revocation_known: bool = False
    revoked: datetime | None = None
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether it may be relied on: intact, nothing foreign added since, by a trusted certificate."""
        allowed = (Changed.NOTHING, Changed.ARCHIVED, Changed.SIGNED)
        sound = self.intact and not self.stamp_broken
        return sound and self.changed in allowed and self.chain is Chain.TRUSTED

    def plain(self) -> dict[str, Any]:
        """The report as JSON, with times in ISO 8601."""
        return {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in asdict(self).items()
        }

    @classmethod
    def read(cls, plain: dict[str, Any]) -> SignatureReport:
        """A report that was kept as JSON."""
        times = ("begins", "ends", "claimed", "stamped", "revoked")
        read = {key: datetime.fromisoformat(plain[key]) for key in times if plain.get(key)}
        kinds = {
            "level": Level(plain["level"]),
            "changed": Changed(plain["changed"]),
            "chain": Chain(plain["chain"]),
        }
        return cls(**(plain | read | kinds))


class UnreadablePdf(ValueError):
    """A file whose signatures can't be looked at; the message says why, in Vietnamese."""


def validate(pdf: bytes, trust: Trust) -> list[SignatureReport]:
    """Every signature of a file, in the order in which they were made; none for a file without.

    Raises:
        UnreadablePdf: it is no PDF, is broken, locked by a password, or too big.
    """
    if len(pdf) > PDF_SIZE:
        raise UnreadablePdf(f"Tệp lớn hơn {PDF_SIZE // 1024 // 1024} MB: không kiểm được ở đây.")
    if b"%PDF-" not in pdf[:1024]:
        raise UnreadablePdf("Tệp không phải PDF (xem theo nội dung, không theo tên).")
    broken = "Tệp PDF hỏng hoặc cố ý làm sai cấu trúc: không đọc được chữ ký. Xin lại tệp gốc."
    try:
        reader = PdfFileReader(BytesIO(pdf))
        if reader.encrypted:
            raise UnreadablePdf("Tệp PDF có mật khẩu: bỏ mật khẩu rồi kiểm lại.")
        found = reader.embedded_signatures
        more, stored = _stored(reader)
        stamps = {one.field_name for one in found if one.sig_object_type == "/DocTimeStamp"}
    except UnreadablePdf:
        raise
    except Exception as error:
        raise UnreadablePdf(broken) from error
    if len(found) > SIGNATURES:
        raise UnreadablePdf(f"Tệp có {len(found)} chữ ký, nhiều bất thường: không kiểm được ở đây.")
    archived = [_stamp_time(one, trust, more) for one in found if one.field_name in stamps]
    return [
        _report(one, trust, more, stored, [time for time in archived if time is not None], pdf)
        for one in found
        if one.field_name not in stamps
    ]


def _stored(reader: PdfFileReader) -> tuple[dict[str, Sequence[Any]], bool]:
    """Certificates and lists that the file itself holds, and whether it holds lists at all."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return {}, False
    context = store.as_validation_context({"trust_roots": []})
    lists = {"crls": context.crls, "ocsps": context.ocsps}
    return {"other_certs": list(store.load_certs()), **lists}, any(lists.values())


def _stamp_time(one: EmbeddedPdfSignature, trust: Trust, more: dict[str, Sequence[Any]]) -> datetime | None:
    """When a time stamp over the whole file was made, if it is right and by a trusted authority."""
    try:
        status = validate_pdf_timestamp(one, trust.context(more=more))
    except Exception:  # noqa: BLE001 (as above: then it proves nothing)
        return None
    return status.timestamp if status.valid and status.intact and status.trusted else None


def _report(
    one: EmbeddedPdfSignature,
    trust: Trust,
    more: dict[str, Sequence[Any]],
    stored: bool,
    archived: Sequence[datetime],
    pdf: bytes,
) -> SignatureReport:
    field = str(one.field_name)
    try:
        status, known = _status(one, trust, more)
        report = _facts(one, status, field, pdf)
        if not _plain_contents(one, pdf):
            return replace(report, intact=False, chain=Chain.BROKEN)
        at = _proven(status, archived)
        if report.intact and not status.trusted and at is not None:
            # Run out or revoked since, perhaps: what counts is the time that the stamp proves.
            then, known_then = _status(one, trust, more, at)
            if then.trusted:
                status, known = then, known_then
        chain = _chain(status)
        if chain is Chain.TRUSTED and not _for_documents(one):
            chain = Chain.PURPOSE
        report = replace(report, revocation_known=known and chain is Chain.TRUSTED)
        details = status.revocation_details
        revoked = details.revocation_date.astimezone(UTC) if details else None
        report = replace(report, chain=chain, revoked=revoked)
        return replace(report, level=_level(one, report, stored, archived))
    except SignatureValidationError as error:
        return SignatureReport(field, problem=f"Chữ ký sai cấu trúc: {error.failure_message}")
    except (PdfError, ValidationError, ValueError, TypeError, KeyError, RecursionError):
        return SignatureReport(field, problem="Chữ ký hỏng hoặc sai cấu trúc: không đọc được.")
    except Exception:  # noqa: BLE001 (a file made to do harm fails in any way)
        return SignatureReport(field, problem="Chữ ký sai cấu trúc một cách lạ: không tin tệp này.")


_USES = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
# A certificate without extended uses, or with one of these, signs documents.
_PURPOSES = {
    "email_protection",
    "client_auth",
    "microsoft_document_signing",
    "adobe_authentic_documents_trust",
    "1.3.6.1.5.5.7.3.36",  # document signing, RFC 9336
    "any_extended_key_usage",
}


def _for_documents(one: EmbeddedPdfSignature) -> bool:
    purposes = one.signer_cert.extended_key_usage_value
    return purposes is None or not _PURPOSES.isdisjoint(purposes.native)


def _status(
    one: EmbeddedPdfSignature,
    trust: Trust,
    more: dict[str, Sequence[Any]],
    moment: datetime | None = None,
) -> tuple[PdfSignatureStatus, bool]:
    """What the library says, and whether it is known of the whole chain that nobody in it is revoked."""

    def asked(needed: Needed) -> PdfSignatureStatus:
        signer = trust.context(moment=moment, needed=needed, more=more)
        return validate_pdf_signature(one, signer, trust.context(more=more), key_usage_settings=_USES)

    if not (trust.lists or trust.fetch or any(more.values())):
        return asked(Needed.NOBODY), False
    whole = asked(Needed.ALL)
    if whole.trusted or whole.revoked:
        return whole, whole.trusted
    partly = (asked(needed) for needed in (Needed.SIGNER, Needed.ISSUERS))
    return next((one for one in partly if one.revoked), None) or asked(Needed.NOBODY), False


def _facts(one: EmbeddedPdfSignature, status: PdfSignatureStatus, field: str, pdf: bytes) -> SignatureReport:
    told, stamp = described(one.signer_cert), status.timestamp_validity
    good = stamp is not None and stamp.valid and stamp.intact
    claimed = status.signer_reported_dt
    return SignatureReport(
        field,
        signer=told.subject,
        organisation=told.organisation,
        issuer=told.issuer,
        serial=told.serial,
        begins=told.begins,
        ends=told.ends,
        fingerprint=told.fingerprint,
        claimed=claimed.astimezone(UTC) if claimed else None,
        stamped=stamp.timestamp.astimezone(UTC) if stamp and good else None,
        stamped_by=described(stamp.signing_cert).subject if stamp and good else "",
        stamp_trusted=bool(stamp and good and stamp.trusted),
        stamp_broken=stamp is not None and not good,
        reason=str(one.sig_object.get("/Reason", "")),
        location=str(one.sig_object.get("/Location", "")),
        intact=status.intact and status.valid,
        whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        changed=_changed(one, status, pdf),
    )


def _changed(one: EmbeddedPdfSignature, status: PdfSignatureStatus, pdf: bytes) -> Changed:
    found, whole = status.diff_result, status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if not isinstance(found, DiffResult) or not status.docmdp_ok:
        return Changed.OTHER
    if pdf[pdf.rfind(b"%%EOF") + 5 :].strip(b"\r\n"):
        return Changed.OTHER
    match found.modification_level:
        case ModificationLevel.NONE:
            # Bytes behind the signature that belong to no revision of the file.
            return Changed.NOTHING if whole else Changed.OTHER
        case ModificationLevel.LTA_UPDATES:
            return Changed.ARCHIVED
        case ModificationLevel.FORM_FILLING:
            signed = {each.field_name for each in one.reader.embedded_signatures}
            return Changed.SIGNED if found.changed_form_fields <= signed else Changed.FILLED
        case _:
            return Changed.OTHER


def _plain_contents(one: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the gap that the signature leaves holds the signature, zeros after it, and nothing else."""
    _, first, second, _ = (int(part) for part in one.byte_range)
    gap = pdf[first:second]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return False
    try:
        held = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return False
    read = cms.ContentInfo.load(held)
    used = len(read.dump())
    return (
        _as_written(read["content"], one.signer_cert)
        and gap[1:-1] in (held.hex().encode(), held.hex().upper().encode())
        and not held[used:].strip(b"\0")
    )


def _as_written(data: cms.SignedData, signer: x509.Certificate) -> bool:
    """Whether the parts that no signature covers say what they have to say (RFC 5652, 5.1 and 5.3)."""
    [by] = data["signer_infos"]
    kind, digests = by["sid"].name, data["digest_algorithms"]
    named = by["sid"].chosen
    return (
        data["version"].native in ("v1", "v3")
        and by["version"].native == {"issuer_and_serial_number": "v1", "subject_key_identifier": "v3"}[kind]
        and [one.dump() for one in digests] == [by["digest_algorithm"].dump()]
        and (kind != "issuer_and_serial_number" or named["issuer"].dump() == signer.issuer.dump())
    )


def _proven(status: PdfSignatureStatus, archived: Sequence[datetime]) -> datetime | None:
    """The earliest moment at which a trusted time stamp proves that the signature was there."""
    stamp = status.timestamp_validity
    own = [stamp.timestamp] if stamp is not None and stamp.valid and stamp.intact and stamp.trusted else []
    return min([*own, *archived], default=None)


def _chain(status: PdfSignatureStatus) -> Chain:
    if not (status.intact and status.valid):
        return Chain.BROKEN
    if status.trusted:
        return Chain.TRUSTED
    if status.revoked:
        return Chain.REVOKED
    match status.trust_problem_indic:
        case AdESIndeterminate.EXPIRED | AdESIndeterminate.OUT_OF_BOUNDS_NO_POE:
            return Chain.EXPIRED
        case AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE if (
            status.signing_cert.not_valid_before > datetime.now(UTC)
        ):
            return Chain.NOT_YET
        case AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE | AdESIndeterminate.SIG_CONSTRAINTS_FAILURE:
            return Chain.PURPOSE
        case (
            AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE | AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE
        ):
            return Chain.WEAK
        case _:
            return Chain.UNKNOWN


def _level(
    one: EmbeddedPdfSignature, report: SignatureReport, stored: bool, archived: Sequence[datetime]
) -> Level:
    if str(one.sig_object.get("/SubFilter", "")) != "/ETSI.CAdES.detached":
        return Level.NONE
    if report.stamped is None:
        return Level.B
    if not (stored and report.revocation_known):
        return Level.T
    return Level.LTA if archived else Level.LT

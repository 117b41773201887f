"""PAdES signatures on a PDF, with a key file (PKCS#12) or a token (PKCS#11).

Key, passphrase and PIN live as long as the call that signs. Nothing of them is logged or written; what is
said of a failure never repeats them.
"""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asn1crypto import keys, tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from pkcs11 import Attribute, ObjectClass, Session
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import general
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vinhdanh.documents.stamps import Stamp, stamp_pdf
from vinhdanh.documents.trust import Certificate, Needed, Trust, described

KEY_FILE_SIZE = 256 * 1024  # bytes
_POINT = 72 / 25.4  # of a millimetre
_WAIT = 15  # seconds for a time stamp
_ANSWER = 1024 * 1024  # bytes that a time stamp may have
_WHOLE = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN)  # the stamp fills its box
_FAILURES = (PdfError, OSError, ValueError, PKCS11Error, PathValidationError, PathBuildingError)


class SigningError(ValueError):
    """It could not be signed; the message says why and what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file (.p12, .pfx) and its passphrase."""

    data: bytes = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A PKCS#11 token: the maker's library on this machine, the token's label, its PIN.

    ``key`` is the label of key and certificate on the token; "" takes the only certificate with a key.
    """

    library: str
    label: str
    pin: str = field(repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the stamp stands: page from 1; millimetres from the page's left and lower edge."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


def sign(
    pdf: bytes,
    *,
    signer: KeyFile | Token,
    field_name: str,
    stamp: Callable[[Certificate], Stamp] | None = None,
    place: Place | None = None,
    reason: str = "",
    location: str = "",
    time_stamper: TimeStamper | str | None = None,
    long_term: Trust | None = None,
) -> bytes:
    """The file with one more PAdES signature, as an incremental update: earlier signatures stay valid.

    The level is B-B; B-T with a time stamper; B-LTA with ``long_term`` too (information to validate it
    is put into the file, and a time stamp over all of it).

    Args:
        field_name: name of the signature field; a new one for each signature.
        stamp: what is seen, made for the certificate that signs; nothing is seen without one.
        place: where; after the previous stamp without one.
        time_stamper: address of a time-stamping authority (RFC 3161, http or https).
        long_term: whom the chain is validated against, with its revocation lists.

    Raises:
        SigningError: the key can't be opened or may not sign, the file can't take a signature, the
            time stamp does not come, the chain for ``long_term`` can't be validated.
        StampError, PaperError: the stamp can't be drawn.
    """
    if long_term is not None and time_stamper is None:
        raise SigningError("Ký lưu trữ lâu dài cần dấu thời gian: cấu hình địa chỉ máy chủ dấu thời gian.")
    stamper = HttpTimeStamper(time_stamper) if isinstance(time_stamper, str) else time_stamper
    meta = PdfSignatureMetadata(
        field_name=field_name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        location=location or None,
        embed_validation_info=long_term is not None,
        use_pades_lta=long_term is not None,
        validation_context=long_term.context(needed=Needed.ALL) if long_term else None,
        signer_key_usage={"digital_signature", "non_repudiation"},
    )
    with TemporaryDirectory() as folder, _opened(signer) as key:
        spec, style = SigFieldSpec(field_name), None
        if stamp is not None:
            at = place or after_previous(pdf)
            drawn = Path(folder) / "stamp.pdf"
            seen = stamp(described(key.signing_cert))
            drawn.write_bytes(stamp_pdf(seen, width=at.width, height=at.height))
            box = (at.left, at.bottom, at.left + at.width, at.bottom + at.height)
            left, bottom, right, top = (round(one * _POINT) for one in box)
            spec = SigFieldSpec(field_name, at.page - 1, (left, bottom, right, top))
            style = StaticStampStyle.from_pdf_file(str(drawn), border_width=0, background_layout=_WHOLE)
        try:
            made = PdfSigner(meta, key, timestamper=stamper, stamp_style=style, new_field_spec=spec).sign_pdf(
                IncrementalPdfFileWriter(BytesIO(pdf))
            )
        except _FAILURES as error:
            raise _refusal(error) from None  # the cause may hold what the token was given
    return bytes(made.getvalue())


def after_previous(pdf: bytes) -> Place:
    """A place for one more stamp: left of the last one where there is room, else under it.

    Raises:
        SigningError: no signature of the file is seen, or it can't be read.
    """
    seen = stamps_on(pdf)
    if not seen:
        raise SigningError("Tệp chưa có chữ ký nào nhìn thấy: chọn trang và chỗ đặt chữ ký.")
    last = seen[-1]
    beside = last.left - last.width - _GAP
    if beside > _EDGE:
        return replace(last, left=beside)
    return replace(last, bottom=max(last.bottom - last.height - _GAP, 0))


def stamps_on(pdf: bytes) -> list[Place]:
    """Where signatures of the file are seen, in their order.

    Raises:
        SigningError: it can't be read.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf))
        pages = _pages(reader)
        boxes = [
            (number, [float(one) / _POINT for one in note["/Rect"]])
            for number, page in enumerate(pages, 1)
            for note in (one.get_object() for one in page.get("/Annots", ()))
            if note.get("/FT") == "/Sig" and any(float(one) for one in note["/Rect"])
        ]
    except (PdfError, KeyError, ValueError, TypeError) as error:
        raise SigningError("Tệp PDF hỏng hoặc lạ: không đặt được chữ ký.") from error
    return [Place(number, left, low, right - left, top - low) for number, (left, low, right, top) in boxes]


_GAP = 3.0  # millimetres between two stamps
_EDGE = 20.0  # left of which there is no room


def _pages(reader: Any) -> Iterator[generic.DictionaryObject]:
    for at in range(int(reader.root["/Pages"]["/Count"])):
        yield reader.find_page_for_modification(at)[0].get_object()


def certificate_of(signer: KeyFile) -> Certificate:
    """Whose key a file holds. Raises as ``sign`` for a file that can't be opened."""
    return described(_from_file(signer).signing_cert)


# ---- keys -----------------------------------------------------------------------------------------


@contextmanager
def _opened(signer: KeyFile | Token) -> Iterator[Signer]:
    """A key that may sign, for as long as it is needed.

    Raises:
        SigningError: it can't be opened, has run out, or is not for signing.
    """
    if isinstance(signer, KeyFile):
        held = _from_file(signer)
        _require_use(held.signing_cert)
        yield held
        return
    try:
        session = open_pkcs11_session(
            signer.library, token_criteria=TokenCriteria(label=signer.label), user_pin=signer.pin
        )
    except Exception as error:  # noqa: BLE001 (each maker's library fails in its own way)
        said = "sai mã PIN" if "Pin" in type(error).__name__ else "không thấy thiết bị hoặc thư viện"
        # The cause is left out: some libraries put what they were given into it.
        raise SigningError(f"Không mở được thiết bị ký “{signer.label}”: {said}.") from None
    try:
        made = _from_token(session, signer)
        _require_use(made.signing_cert)
        yield made
    finally:
        session.close()


def _from_file(signer: KeyFile) -> SimpleSigner:
    if len(signer.data) > KEY_FILE_SIZE:
        raise SigningError("Tệp chứng thư số lớn bất thường: chọn tệp .p12 hoặc .pfx.")
    try:
        held = load_pkcs12(signer.data, signer.passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # The cause is left out: nothing of what was given may come into a log.
        raise SigningError(
            "Không mở được tệp chứng thư số: sai mật khẩu, hoặc không phải tệp .p12, .pfx."
        ) from None
    if held.key is None or held.cert is None:
        raise SigningError("Tệp không có đủ khóa bí mật và chứng thư số: xuất lại tệp .p12 kèm khóa.")
    plain = held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [held.cert, *held.additional_certs]
    loaded = [x509.Certificate.load(one.certificate.public_bytes(Encoding.DER)) for one in chain]
    chained = SimpleCertificateStore()
    chained.register_multiple(loaded[1:])
    return SimpleSigner(
        signing_cert=loaded[0],
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=chained,
        embed_roots=False,
    )


def _from_token(session: Session, signer: Token) -> PKCS11Signer:
    """The key of a token with its certificate; the token's other certificates go along as its chain."""
    held = {
        bytes(one[Attribute.ID]): x509.Certificate.load(bytes(one[Attribute.VALUE]))
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    }
    asked: dict[Attribute, Any] = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True}
    if signer.key:
        asked[Attribute.LABEL] = signer.key
    found = [bytes(one[Attribute.ID]) for one in session.get_objects(asked)]
    found = [one for one in found if one in held]
    if len(found) != 1:
        said = "nhiều khóa ký, ghi rõ tên khóa" if found else "không có khóa ký kèm chứng thư số"
        raise SigningError(f"Thiết bị ký “{signer.label}” có vấn đề: {said}.")
    return PKCS11Signer(
        session,
        key_id=found[0],
        signing_cert=held[found[0]],
        ca_chain=[one for key, one in held.items() if key != found[0]],
        embed_roots=False,
        # Not every token knows how to digest and sign with an elliptic curve in one go.
        use_raw_mechanism=held[found[0]].public_key.algorithm == "ec",
    )


def _require_use(certificate: x509.Certificate) -> None:
    """Raises: SigningError, where the certificate does not allow to sign today."""
    told, now = described(certificate), datetime.now(UTC)
    if not told.begins <= now <= told.ends:
        raise SigningError(
            f"Chứng thư số của {told.subject} có hạn {told.begins:%d/%m/%Y} – {told.ends:%d/%m/%Y}, "
            "hôm nay không dùng được: xin cấp chứng thư số mới."
        )
    uses = certificate.key_usage_value
    if uses is not None and not {"digital_signature", "non_repudiation"} & set(uses.native):
        raise SigningError(f"Chứng thư số của {told.subject} không dùng để ký văn bản: chọn chứng thư số ký.")


# ---- time stamps ----------------------------------------------------------------------------------


class HttpTimeStamper(TimeStamper):
    """A time-stamping authority (RFC 3161) at an address of http or https."""

    def __init__(self, url: str) -> None:
        """Raises: SigningError for another kind of address."""
        if not url.startswith(("http://", "https://")):
            raise SigningError("Địa chỉ máy chủ dấu thời gian phải bắt đầu bằng http:// hoặc https://.")
        super().__init__()
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask, off the thread of the others. Raises: OSError."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._asked, req.dump()))

    def _asked(self, asked: bytes) -> bytes:
        kind = {"Content-Type": "application/timestamp-query"}
        request = urllib.request.Request(self.url, asked, kind)
        with urllib.request.urlopen(request, timeout=_WAIT) as answer:
            if answer.headers.get_content_type() != "application/timestamp-reply":
                raise TimestampRequestError("not a time stamp")
            return bytes(answer.read(_ANSWER))


def _refusal(error: Exception) -> SigningError:
    """What pyHanko said, as a signer can use it."""
    match error:
        case TimestampRequestError() | OSError():
            return SigningError(
                "Máy chủ dấu thời gian không trả lời đúng: thử lại, hoặc báo quản trị xem VINHDANH_TSA. "
                "Chưa có gì được ký."
            )
        case PathValidationError() | PathBuildingError() | general.SigningError():
            return SigningError(
                "Không xác nhận được chuỗi chứng thư số để lưu trữ lâu dài: thêm chứng thư gốc của nhà cung "
                "cấp vào danh sách tin cậy, và danh sách thu hồi còn hạn."
            )
        case PdfError():
            return SigningError("Tệp PDF hỏng, có mật khẩu hoặc đã khóa: không ký thêm được.")
        case _:
            return SigningError("Thiết bị hoặc chứng thư số không ký được tệp này. Chưa có gì được ký.")

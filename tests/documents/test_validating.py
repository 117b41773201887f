"""What is said of signatures: of whole files, changed ones, certificates good and bad, hostile files."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from io import BytesIO

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tests.documents.authority import NOW, YEAR, Authority, Holder, authority
from tests.documents.test_signing import FOOT, STAMP, paper, signed
from vinhdanh.documents.trust import Trust, TrustError, describe, may_certify, read_certificates, read_list
from vinhdanh.documents.validating import (
    Chain,
    Changed,
    SignatureReport,
    UnreadablePdf,
    validate,
)


@cache
def once() -> bytes:
    return signed(stamp=STAMP, place=FOOT)


def the_one(pdf: bytes, trust: Trust | None = None) -> SignatureReport:
    [found] = validate(pdf, trust or authority().trust())
    return found


# ---- the file -------------------------------------------------------------------------------------


def test_one_changed_byte_of_the_document() -> None:
    at = once().index(b"/MediaBox")
    found = the_one(once()[:at] + b"/mediaBox" + once()[at + 9 :])
    assert not found.intact
    assert not found.good
    assert found.chain is Chain.BROKEN


def test_bytes_behind_the_end() -> None:
    for more in (b"\n", b"%hidden", b"\0" * 100):
        found = the_one(once() + more)
        assert (found.whole, found.changed, found.good) == (False, Changed.OTHER, False)


def test_another_page_text_after_signing() -> None:
    """What an incremental update can do to a signed file without breaking the signature itself."""
    writer = IncrementalPdfFileWriter(BytesIO(once()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(one) for one in (0, 0, 10, 10)])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    found = the_one(out.getvalue())
    assert found.intact
    assert (found.whole, found.changed, found.good) == (False, Changed.OTHER, False)


def test_the_gap_of_the_signature_holds_nothing_else() -> None:
    gap = once().index(b"/Contents <") + 11
    end = once().index(b">", gap)
    hidden = once()[: end - 8] + b"cafecafe" + once()[end:]
    assert not the_one(hidden).intact


def test_a_signature_is_no_use_for_another_document() -> None:
    first = once().index(b"/Contents <")
    contents = once()[first : once().index(b">", first) + 1]
    other = signed(stamp=STAMP, place=FOOT, reason="Khác")
    at = other.index(b"/Contents <")
    room = other.index(b">", at) - at  # behind a signature its room is filled with noughts
    moved = other[:at] + contents[:-1].ljust(room, b"0")[:room] + other[at + room :]
    assert len(moved) == len(other)
    assert not the_one(moved).intact


def test_a_file_without_signatures() -> None:
    assert validate(paper(), authority().trust()) == []


# ---- certificates ---------------------------------------------------------------------------------


def test_a_stranger_is_not_trusted() -> None:
    stranger = Authority()
    found = the_one(signed(by=stranger.director))
    assert (found.intact, found.chain, found.good) == (True, Chain.UNKNOWN, False)
    assert the_one(once(), Trust()).chain is Chain.UNKNOWN


@pytest.mark.slow  # several signatures
def test_somebody_revoked() -> None:
    known = authority()
    lists = (known.root.revoking(), known.middle.revoking(known.director))
    found = the_one(once(), known.trust(lists=lists))
    assert (found.chain, found.good) == (Chain.REVOKED, False)
    assert found.revoked == NOW - timedelta(days=1)
    good = the_one(once(), known.whole_trust())
    partly = the_one(once(), known.trust(lists=(known.middle.revoking(known.director),)))
    assert partly.chain is Chain.REVOKED
    assert (good.chain, good.revocation_known) == (Chain.TRUSTED, True)
    assert not the_one(once()).revocation_known


def test_an_authority_that_was_revoked() -> None:
    known = authority()
    found = the_one(once(), known.trust(lists=(known.root.revoking(known.middle), known.middle.revoking())))
    assert (found.chain, found.good) == (Chain.REVOKED, False)


@pytest.mark.slow  # keys and time stamps of its own
def test_a_time_stamp_saves_a_certificate_that_ran_out_or_was_revoked_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, then = authority(), NOW - timedelta(days=40)
    monkeypatch.setattr("vinhdanh.documents.signing._require_use", lambda certificate: None)
    gone = known.certified("Hết hạn", ends=NOW - timedelta(days=10))
    plain = the_one(signed(by=gone))
    assert (plain.intact, plain.chain, plain.good) == (True, Chain.EXPIRED, False)
    stamped = signed(by=gone, time_stamper=known.stamper(then))
    assert the_one(stamped).good
    late = signed(by=gone, time_stamper=known.stamper(NOW - timedelta(days=5)))
    assert the_one(late).chain is Chain.EXPIRED
    lists = (known.root.revoking(), known.middle.revoking(known.director))
    stamped = signed(time_stamper=known.stamper(then))
    assert the_one(stamped, known.trust(lists=lists)).good
    early = (known.root.revoking(), known.middle.revoking(known.director, on=then - timedelta(days=1)))
    assert the_one(stamped, known.trust(lists=early)).chain is Chain.REVOKED


@pytest.mark.slow  # several signatures
def test_certificates_for_other_purposes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vinhdanh.documents.signing._require_use", lambda certificate: None)
    server = authority().certified("Máy chủ", uses=[ExtendedKeyUsageOID.SERVER_AUTH])
    locking = authority().certified("Khóa mã hóa", signs=False)
    future = authority().certified("Chưa tới hạn", begins=NOW + timedelta(days=2))
    mail = authority().certified("Thư", uses=[ExtendedKeyUsageOID.EMAIL_PROTECTION])
    expected = {server: Chain.PURPOSE, locking: Chain.PURPOSE, future: Chain.NOT_YET, mail: Chain.TRUSTED}
    for holder, chain in expected.items():
        assert the_one(signed(by=holder)).chain is chain, holder.name


def test_a_signer_is_no_authority() -> None:
    """A certificate issued with a signer's own key leads nowhere, though its signer is trusted."""
    forged = Holder("Người được cấp lậu", authority().director)
    assert the_one(signed(by=forged)).chain is not Chain.TRUSTED


@pytest.mark.slow  # several signatures
def test_a_time_stamp_of_an_unknown_authority_proves_nothing() -> None:
    found = the_one(signed(time_stamper=Authority().stamper()))
    assert found.stamped is not None
    assert not found.stamp_trusted
    assert found.good


# ---- hostile files --------------------------------------------------------------------------------


def test_what_is_no_readable_pdf() -> None:
    for data, said in [
        (b"", "không phải PDF"),
        (b"PK\x03\x04 a word file", "không phải PDF"),
        (b"%PDF-1.7\n", "hỏng"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "hỏng"),
        (once()[:20_000], "hỏng"),
        (b"%PDF-1.7" + b"0" * (61 * 1024 * 1024), "lớn hơn"),
    ]:
        with pytest.raises(UnreadablePdf, match=said):
            validate(data, authority().trust())


def test_a_locked_pdf() -> None:
    writer = copy_into_new_writer(PdfFileReader(BytesIO(paper())))
    writer.encrypt("chu", "dung")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(UnreadablePdf, match="có mật khẩu"):
        validate(out.getvalue(), authority().trust())


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("it opened a connection")

    monkeypatch.setattr("socket.socket.connect", no)
    assert the_one(once()).good


def test_a_report_is_kept_as_json_and_read_again() -> None:
    found = the_one(once())
    assert SignatureReport.read(found.plain()) == found


@pytest.mark.slow  # each example is a validation
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_flip_of_a_bit_is_ever_reported_intact_and_trusted(data: st.DataObject) -> None:
    pdf = bytearray(once())
    first = pdf.index(b"/Contents <") + 10
    places = st.integers(0, len(pdf) - 1) | st.integers(first, first + 4000)  # more often in the signature
    pdf[data.draw(places)] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = validate(bytes(pdf), authority().trust())
    except UnreadablePdf:
        return
    assert not any(one.good for one in found)


# ---- certificates as files ------------------------------------------------------------------------


def test_certificates_are_read_from_pem_and_der() -> None:
    known = authority()
    assert read_certificates(known.root.pem + known.middle.pem) == [known.root.der, known.middle.der]
    assert read_certificates(known.root.der) == [known.root.der]
    told = describe(known.root.der)
    assert (told.subject, told.organisation) == ("Gốc thử nghiệm", "Cơ quan chứng thực")
    assert told.ends == NOW + 2 * YEAR
    assert may_certify(known.root.der)
    assert not may_certify(known.director.der)
    found = known.root.revoking()
    assert read_list(found) == found
    for rubbish in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"x" * 70_000):
        with pytest.raises(TrustError):
            read_certificates(rubbish)
    with pytest.raises(TrustError):
        read_list(b"rubbish")

"""Whom a chain of certificates is validated against: roots, other certificates, lists of what is revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from asn1crypto import crl, pem, x509
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

_MUST = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
_MAY = RevocationCheckingRule.CHECK_IF_DECLARED_SOFT  # and only there, hence the four cases of ``Needed``
CERTIFICATE_SIZE = 64 * 1024  # bytes of a file with one certificate


class TrustError(ValueError):
    """A certificate or list that can't be read; its message says what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate in plain words.

    Attributes:
        serial: in hexadecimal digits.
        fingerprint: SHA-256 of the whole certificate, in hexadecimal digits.
    """

    subject: str
    organisation: str
    issuer: str
    serial: str
    begins: datetime
    ends: datetime
    fingerprint: str


class Needed(Enum):
    """Of whom it must be known that he was not revoked; of the others, what happens to be known counts."""

    ALL = (_MUST, _MUST)
    SIGNER = (_MUST, _MAY)
    ISSUERS = (_MAY, _MUST)
    NOBODY = (_MAY, _MAY)


@dataclass(frozen=True, slots=True)
class Trust:
    """Roots that are trusted, with what else is known; certificates and lists in DER.

    ``fetch`` allows revocation lists and answers to be asked for over the network; nothing is by default.
    """

    roots: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    fetch: bool = False

    def context(
        self,
        *,
        moment: datetime | None = None,
        needed: Needed = Needed.NOBODY,
        more: dict[str, Sequence[Any]] | None = None,
    ) -> ValidationContext:
        """What pyHanko validates a chain with.

        Args:
            moment: the time at which the chain must have been good; now by default.
            more: further ``other_certs``, ``crls`` and ``ocsps``, as the signed file holds them.
        """
        given = more or {}
        return ValidationContext(
            trust_roots=[x509.Certificate.load(one) for one in self.roots],
            other_certs=[*(x509.Certificate.load(one) for one in self.others), *given.get("other_certs", ())],
            crls=[*(crl.CertificateList.load(one) for one in self.lists), *given.get("crls", ())],
            ocsps=list(given.get("ocsps", ())),
            moment=moment,
            # What is known today about the time of a signature counts for it.
            revinfo_policy=CertRevTrustPolicy(
                RevocationCheckingPolicy(*needed.value), retroactive_revinfo=True
            ),
            allow_fetching=self.fetch,
        )


def read_certificates(data: bytes) -> list[bytes]:
    """The certificates of a file, PEM or DER, each in DER.

    Raises:
        TrustError: it holds none, or is too big.
    """
    if len(data) > CERTIFICATE_SIZE:
        raise TrustError("Tệp chứng thư số lớn bất thường: chọn tệp .pem, .crt hoặc .cer.")
    try:
        found = [der for kind, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        for one in found:
            describe(one)
    except (ValueError, TypeError, KeyError) as error:
        raise TrustError("Tệp không phải chứng thư số (PEM hoặc DER): xuất lại chứng thư gốc.") from error
    return found


def as_pem(der: bytes) -> str:
    """A certificate as text (PEM)."""
    return str(pem.armor("CERTIFICATE", der).decode("ascii"))


def read_list(data: bytes) -> bytes:
    """A revocation list (CRL), PEM or DER, in DER.

    Raises:
        TrustError: it is none.
    """
    try:
        der: bytes = pem.unarmor(data)[2] if pem.detect(data) else data
        crl.CertificateList.load(der, strict=True)["tbs_cert_list"].native  # noqa: B018 (reads all of it)
    except (ValueError, TypeError, KeyError) as error:
        raise TrustError("Tệp không phải danh sách thu hồi (CRL).") from error
    return der


def describe(der: bytes) -> Certificate:
    """A certificate in plain words. Raises ValueError where it is none."""
    return described(x509.Certificate.load(der, strict=True))


def described(one: x509.Certificate) -> Certificate:
    """A certificate as asn1crypto reads it, in plain words."""
    return Certificate(
        subject=_named(one.subject, "common_name") or one.subject.human_friendly,
        organisation=_named(one.subject, "organization_name"),
        issuer=_named(one.issuer, "common_name") or one.issuer.human_friendly,
        serial=f"{one.serial_number:X}",
        begins=one.not_valid_before.astimezone(UTC),
        ends=one.not_valid_after.astimezone(UTC),
        fingerprint=one.sha256.hex().upper(),
    )


def may_certify(der: bytes) -> bool:
    """Whether the certificate may issue others."""
    return bool(x509.Certificate.load(der).ca)


def _named(name: x509.Name, part: str) -> str:
    """A part of a name; where it stands several times, all of them."""
    value = name.native.get(part, "")
    return ", ".join(value) if isinstance(value, list) else str(value)

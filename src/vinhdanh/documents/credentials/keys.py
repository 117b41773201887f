"""Ed25519 keys: how they sign, what they are called, how a list of them is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vinhdanh.documents.credentials.encoding import Unreadable, from_base58, text_at, to_base58

CONTEXT = "https://www.w3.org/ns/cid/v1"  # of controlled identifier documents
_ED25519 = b"\xed\x01"  # multicodec of a public key
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signatures are checked with.

    Attributes:
        created: when it was made; ``retired``: since when it signs nothing new.
        revoked: it may have been stolen: nothing that it signed counts any more.
    """

    raw: bytes
    created: datetime
    retired: datetime | None = None
    revoked: bool = False

    @property
    def id(self) -> str:
        """Ten signs by which papers name the key."""
        return sha256(self.raw).hexdigest()[:10]

    @property
    def multikey(self) -> str:
        return to_base58(_ED25519 + self.raw)

    @property
    def did(self) -> str:
        """The identifier that is the key itself (did:key): resolved without a network."""
        return f"did:key:{self.multikey}"

    @property
    def method(self) -> str:
        """The verification method that signatures name."""
        return f"{self.did}#{self.multikey}"

    @property
    def fingerprint(self) -> str:
        """What people compare by eye: SHA-256 in groups of four."""
        digest = sha256(self.raw).hexdigest().upper()[:32]
        return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Whether the key made that signature over those bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs, with its public half."""

    private: Ed25519PrivateKey = field(repr=False)
    public: PublicKey

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)


def new_key(now: datetime) -> SigningKey:
    """A fresh key."""
    private = Ed25519PrivateKey.generate()
    return SigningKey(private, PublicKey(private.public_key().public_bytes_raw(), now))


def key_of(multikey: str, created: datetime, retired: datetime | None = None, *, revoked: bool) -> PublicKey:
    """The public key that a Multikey text spells.

    Raises:
        Unreadable: it is no Ed25519 key.
    """
    data = from_base58(multikey)
    if not data.startswith(_ED25519) or len(data) != len(_ED25519) + _LENGTH:
        raise Unreadable("Khóa không phải Ed25519.")
    return PublicKey(data[len(_ED25519) :], created, retired, revoked)


def stamp(moment: datetime) -> str:
    """A moment as the specifications write it: ``2026-12-22T02:26:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """The moment that a text with its time zone says.

    Raises:
        Unreadable: it says none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(f"“{text[:40]}” không phải thời điểm.") from error
    if found.tzinfo is None:
        raise Unreadable(f"“{text[:40]}” thiếu múi giờ.")
    return found


def key_document(keys: Iterable[PublicKey], *, address: str, name: str) -> dict[str, Any]:
    """A list of keys as the controlled identifier document at an address.

    A revoked key stays listed, with ``revoked``, and asserts nothing any more.
    """
    listed = list(keys)
    methods = []
    for key in listed:
        method = {
            "id": f"{address}#{key.id}",
            "type": "Multikey",
            "controller": address,
            "publicKeyMultibase": key.multikey,
            "created": stamp(key.created),
        }
        if key.retired:
            method["retired"] = stamp(key.retired)
        if key.revoked:
            method["revoked"] = method["retired"]
        methods.append(method)
    return {
        "@context": [CONTEXT],
        "id": address,
        "name": name,
        "alsoKnownAs": [key.did for key in listed if not key.revoked],
        "verificationMethod": methods,
        "assertionMethod": [f"{address}#{key.id}" for key in listed if not key.revoked],
    }


def keys_in(document: Mapping[str, Any]) -> list[PublicKey]:
    """The keys of such a document.

    Raises:
        Unreadable: it holds none, or one that can't be read.
    """
    methods = document.get("verificationMethod") if isinstance(document, dict) else None
    if not isinstance(methods, list) or not methods:
        raise Unreadable("Tệp khóa công khai không có khóa nào: tải lại từ trang khóa của cơ quan.")
    found = []
    for method in methods:
        if not isinstance(method, dict):
            raise Unreadable("Tệp khóa công khai không đọc được.")
        retired = text_at(method, "retired")
        found.append(
            key_of(
                text_at(method, "publicKeyMultibase"),
                moment_of(text_at(method, "created")),
                moment_of(retired) if retired else None,
                revoked="revoked" in method,
            )
        )
    return found

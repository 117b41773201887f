"""Which statements no longer stand: W3C Bitstring Status List 1.0, one bit for each."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from vinhdanh.documents.credentials.encoding import Unreadable, from_base64url, text_at, to_base64url
from vinhdanh.documents.credentials.keys import moment_of, stamp

SIZE = 131_072  # bits of a list, the fewest that the specification allows, so that one hides among many
KEPT_FOR = timedelta(days=30)  # how long a copy may be relied on where there is no network
REVOCATION = "revocation"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_LARGEST = 2**24 // 8  # bytes of a list that is read


def status_entry(address: str, index: int) -> dict[str, Any]:
    """What a credential says about where its bit is."""
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": REVOCATION,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_list(
    address: str, issuer: Mapping[str, Any], revoked: Iterable[int], now: datetime
) -> dict[str, Any]:
    """The credential of a list, not signed yet.

    Args:
        revoked: indexes whose bit is set.

    Raises:
        ValueError: an index is outside the list.
    """
    bits = bytearray(SIZE // 8)
    for index in revoked:
        if not 0 <= index < SIZE:
            raise ValueError(f"{index} lies outside of a list of {SIZE}")
        bits[index // 8] |= 0x80 >> index % 8  # index 0 is the left-most bit
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": dict(issuer),
        "validFrom": stamp(now),
        "validUntil": stamp(now + KEPT_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": REVOCATION,
            "encodedList": "u" + to_base64url(gzip.compress(bytes(bits), mtime=0)),
        },
    }


def is_revoked(document: Mapping[str, Any], index: int) -> bool:
    """Whether the bit is set in a list whose signature was checked.

    Raises:
        Unreadable: it is no list of revocations, too short, or the index lies outside.
    """
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or text_at(subject, "type") != "BitstringStatusList":
        raise Unreadable("Tệp này không phải danh sách trạng thái.")
    if text_at(subject, "statusPurpose") != REVOCATION:
        raise Unreadable("Danh sách trạng thái không phải danh sách thu hồi.")
    encoded = text_at(subject, "encodedList")
    if not encoded.startswith("u"):
        raise Unreadable("Danh sách trạng thái viết sai dạng.")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(from_base64url(encoded[1:]))) as packed:
            bits = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("Danh sách trạng thái không giải nén được.") from error
    if not SIZE <= len(bits) * 8 <= _LARGEST * 8 or not 0 <= index < len(bits) * 8:
        raise Unreadable("Danh sách trạng thái sai độ dài.")
    return bool(bits[index // 8] & 0x80 >> index % 8)


def span_of(document: Mapping[str, Any]) -> tuple[datetime, datetime | None]:
    """From when to when a document is valid.

    Raises:
        Unreadable: it doesn't say from when.
    """
    until = text_at(document, "validUntil")
    return moment_of(text_at(document, "validFrom")), moment_of(until) if until else None

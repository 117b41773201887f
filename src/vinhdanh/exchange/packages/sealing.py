"""The signature of a package: over the sums of its files, by the key that signs the agency's proofs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from vinhdanh.awards.proof_keys import ring, signing_key
from vinhdanh.documents.credentials.encoding import (
    Unreadable,
    from_base64url,
    read_json,
    text_at,
    to_base64url,
)
from vinhdanh.documents.credentials.keys import key_of, moment_of, stamp
from vinhdanh.exchange.packages.types import CHECKSUMS, SIGNATURE

_KIND = "Ed25519"


class NotSigned(ValueError):
    """The signature is none, or is not over these files."""


def write_signature(folder: Path, sums: bytes, now: datetime) -> None:
    """Sign the sums of a package's files."""
    key = signing_key()
    content = {
        "type": _KIND,
        "signs": CHECKSUMS,
        "key": key.public.multikey,
        "fingerprint": key.public.fingerprint,
        "created": stamp(now),
        "value": to_base64url(key.sign(sums)),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / SIGNATURE).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_signature(content: bytes, sums: bytes) -> str:
    """What a signature is worth, in words.

    Raises:
        NotSigned: it was not made over these sums, or can't be read.
    """
    try:
        said = read_json(content)
        key = key_of(text_at(said, "key"), moment_of(text_at(said, "created")), revoked=False)
        value = from_base64url(text_at(said, "value"))
    except Unreadable as error:
        raise NotSigned(f"{SIGNATURE}: không đọc được chữ ký. {error}") from error
    if not key.verifies(value, sums):
        raise NotSigned(f"{SIGNATURE}: chữ ký không khớp với {CHECKSUMS}. Gói đã bị sửa sau khi ký.")
    for own in ring().public_keys():
        if own.raw == key.raw:
            if own.revoked:
                raise NotSigned(f"{SIGNATURE}: khóa {own.id} đã bị thu hồi, chữ ký không còn giá trị.")
            return f"Chữ ký đúng, bằng khóa {own.id} của chính hệ thống này."
    return f"Chữ ký đúng. Khóa ký {key.fingerprint}: đối chiếu với nơi gửi trước khi ghi."

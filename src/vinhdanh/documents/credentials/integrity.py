"""Signatures inside a JSON document: W3C Data Integrity with the cryptosuite ``eddsa-jcs-2022``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from vinhdanh.documents.credentials.encoding import Unreadable, canonical, from_base58, text_at, to_base58
from vinhdanh.documents.credentials.keys import PublicKey, SigningKey, stamp

SUITE = "eddsa-jcs-2022"


class NotGenuine(Exception):
    """The signature is missing, wrong, or of nobody who is trusted; the sentence says which."""


def signed(document: Mapping[str, Any], key: SigningKey, at: datetime) -> dict[str, Any]:
    """A copy of the document with its proof; every member is covered by it."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": stamp(at),
        "verificationMethod": key.public.method,
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_hashed(document, proof))
    return {**document, "proof": {**proof, "proofValue": to_base58(signature)}}


def require_genuine(document: Mapping[str, Any], keys: Iterable[PublicKey]) -> PublicKey:
    """The trusted key that signed the document.

    The issuer must be that key: otherwise one trusted key could speak in another's name.

    Raises:
        NotGenuine: it was not signed so, or was changed since.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise NotGenuine("Tài liệu này không có chữ ký.")
    wanted = ("DataIntegrityProof", SUITE, "assertionMethod")
    if tuple(text_at(proof, name) for name in ("type", "cryptosuite", "proofPurpose")) != wanted:
        raise NotGenuine("Chữ ký của tài liệu thuộc kiểu khác, phần mềm này không kiểm được.")
    method = text_at(proof, "verificationMethod")
    key = next((one for one in keys if one.method == method), None)
    if key is None:
        raise NotGenuine("Tài liệu được ký bằng một khóa không có trong danh sách khóa của cơ quan.")
    issuer = text_at(document, "issuer") or text_at(document, "issuer", "id")
    if issuer != key.did:
        raise NotGenuine("Người ký không phải cơ quan ghi trong tài liệu.")
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        good = key.verifies(from_base58(text_at(proof, "proofValue")), _hashed(unsigned, config))
    except Unreadable as error:
        raise NotGenuine("Chữ ký hỏng: tài liệu đã bị sửa hoặc chép thiếu.") from error
    if not good:
        raise NotGenuine("Chữ ký không khớp: tài liệu đã bị sửa sau khi ký.")
    if key.revoked:
        raise NotGenuine("Khóa đã ký tài liệu này bị cơ quan hủy: hỏi lại cơ quan cấp.")
    return key


def _hashed(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """The hash of the proof's own members, then that of the document."""
    config = {**proof, "@context": document.get("@context")}
    return sha256(canonical(config)).digest() + sha256(canonical(dict(document))).digest()

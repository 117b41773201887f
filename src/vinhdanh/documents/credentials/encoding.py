"""How bytes and JSON are written: canonical JSON, base58btc, base64url, each with one spelling only."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DEEPEST = 40  # levels of a document that is read; ours have 6


class Unreadable(ValueError):
    """What was given is no such thing; the sentence is for whoever gave it."""


def canonical(document: Any) -> bytes:
    """The one spelling of a JSON document that is signed (RFC 8785, JCS), for documents without fractions.

    Raises:
        Unreadable: a number with a fraction or too big for one spelling, half a character, or too deep.
    """
    _require_plain(document, 0)
    try:
        return json.dumps(
            _ordered(document), ensure_ascii=False, separators=(",", ":"), allow_nan=False
        ).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("Tài liệu có ký tự hỏng.") from error


def _require_plain(value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise Unreadable("Tài liệu lồng quá nhiều tầng.")
    match value:
        case None | bool() | str():
            pass
        case int() if abs(value) < 2**53:
            pass
        case list():
            for one in value:
                _require_plain(one, depth + 1)
        case dict():
            for one in value.values():
                _require_plain(one, depth + 1)
        case _:
            raise Unreadable("Tài liệu có số lẻ hoặc số quá lớn: không kiểm được chữ ký.")


def _ordered(value: Any) -> Any:
    """Members by the UTF-16 units of their names, as JCS asks."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return {name: _ordered(value[name]) for name in names}
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def read_json(text: str | bytes) -> Any:
    """A JSON document in which no member is named twice.

    Raises:
        Unreadable: it is none.
    """
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Unreadable("Tệp không phải JSON đọc được.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found


def to_base58(data: bytes) -> str:
    """Multibase's base58btc, with its leading ``z``."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = _BASE58[rest] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + digits


def from_base58(text: str) -> bytes:
    """The bytes of a multibase base58btc text.

    Raises:
        Unreadable: it is none.
    """
    if text[:1] != "z" or len(text) > 200 or any(sign not in _BASE58 for sign in text[1:]):
        raise Unreadable("Khóa hoặc chữ ký chép sai: tải lại tệp.")
    number = 0
    for sign in text[1:]:
        number = number * 58 + _BASE58.index(sign)
    zeros = len(text) - 1 - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_base64url(data: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes of an unpadded text, if it is spelt in the one right way.

    Raises:
        Unreadable: it isn't.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("Nội dung chép sai hoặc thiếu: quét lại, hoặc chép lại cả dòng.") from error
    if to_base64url(data) != text:
        raise Unreadable("Nội dung chép sai hoặc đã bị sửa: quét lại, hoặc chép lại cả dòng.")
    return data


def text_at(document: Mapping[str, Any], *path: str) -> str:
    """The text at a path of a document; empty where there is none."""
    found: Any = document
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""

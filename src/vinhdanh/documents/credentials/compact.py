"""A signed statement short enough for a QR: checked by a phone or on a network without the internet.

``VD1.<payload>.<signature>``: the payload is a JSON list in a fixed order, deflated, in base64url; the
signature (Ed25519) covers everything before it. One statement has one spelling only.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from datetime import date

from vinhdanh.documents.credentials.encoding import Unreadable, from_base64url, read_json, to_base64url
from vinhdanh.documents.credentials.integrity import NotGenuine
from vinhdanh.documents.credentials.keys import PublicKey, SigningKey

MARK = "VD1"
LONGEST = {
    "number": 40,
    "issuer": 60,
    "title": 60,
    "holder": 60,
    "serial": 24,
}  # signs; more are cut, with "…"
# What such papers share: packer and unpacker know it, so that it costs next to nothing. It is part of the
# form: another text would need another mark.
_SHARED = (
    "Huân chương Lao động Bảo vệ Tổ quốc Chiến công hạng Nhất hạng Nhì hạng Ba Huy chương Kỷ niệm "
    "chương Cờ thi đua của Chính phủ Cờ thi đua của Bộ Công an Chiến sĩ thi đua toàn quốc Tập thể "
    "lao động xuất sắc Tập thể lao động tiên tiến Lao động tiên tiến Đơn vị quyết thắng Đơn vị tiên "
    "tiến Chiến sĩ tiên tiến Chiến sĩ thi đua cơ sở Bằng khen của Bộ trưởng Bộ Công an Thủ tướng "
    "Chính phủ Chủ tịch nước Chủ tịch Ủy ban nhân dân tỉnh Giám đốc Công an thành phố Phòng Đội Công "
    'an xã Công an phường Hoàng Trần Phạm Lê Thị Nguyễn Văn /QĐ-UBND/QĐ-BCA-X05/QĐ-CAT-PX01","202*** '
    'T** *** ****"Bằng khen","Giám đốc Công an tỉnh ","Giấy khen","'
).encode()
_PAYLOAD = 4096  # bytes that are unpacked, ours have 300
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Statement:
    """What a paper says about itself.

    Attributes:
        key: id of the key that signs; ``code``: what the paper is known by on the public page.
        number, dated: of the act; ``issuer``: who did it; ``title``: what it gave; ``holder``: to whom.
        serial: of the paper; ``issued``: when this statement was signed.
        list, index: where the status list has its bit.
    """

    key: str
    code: str
    number: str
    dated: date | None
    issuer: str
    title: str
    holder: str
    serial: str
    issued: date
    list: int
    index: int


def compact(statement: Statement, key: SigningKey) -> str:
    """The statement in its short form, signed. Long texts are cut."""
    said = replace(_short(statement), key=key.public.id)
    values = [value.isoformat() if isinstance(value, date) else value for value in astuple(said)]
    values = ["" if value is None else value for value in values]
    packer = zlib.compressobj(9, wbits=-15, zdict=_SHARED)
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    payload = packer.compress(text.encode()) + packer.flush()
    head = f"{MARK}.{to_base64url(payload)}"
    return f"{head}.{to_base64url(key.sign(head.encode()))}"


def is_compact(text: str) -> bool:
    """Whether a text looks like the short form, alone or behind the # of an address."""
    return bare(text).startswith(f"{MARK}.")


def bare(text: str) -> str:
    """The short form without the address before it and the spaces around it."""
    return text.strip().rpartition("#")[2]


def read_compact(text: str, keys: Iterable[PublicKey]) -> tuple[Statement, PublicKey]:
    """What a short form says, once its signature was checked, and the trusted key that signed it.

    Raises:
        Unreadable: it is no short form, or cut off.
        NotGenuine: it was not signed by a trusted key, or was changed since.
    """
    parts = bare(text).split(".")
    if len(parts) != 3 or parts[0] != MARK:
        raise Unreadable("Đây không phải mã xác thực: chép lại cả dòng, từ “VD1.” đến hết.")
    signature = from_base64url(parts[2])
    if len(signature) != _SIGNATURE:
        raise Unreadable("Mã xác thực chép thiếu: quét lại mã QR.")
    statement = _unpacked(parts[1])
    key = next((one for one in keys if one.id == statement.key), None)
    if key is None:
        raise NotGenuine("Mã được ký bằng một khóa không có trong danh sách khóa của cơ quan.")
    if not key.verifies(signature, f"{MARK}.{parts[1]}".encode()):
        raise NotGenuine("Chữ ký không khớp: mã đã bị sửa, hoặc quét sai.")
    if key.revoked:
        raise NotGenuine("Khóa đã ký mã này bị cơ quan hủy: hỏi lại cơ quan cấp.")
    return statement, key


def _unpacked(payload: str) -> Statement:
    unpacker = zlib.decompressobj(wbits=-15, zdict=_SHARED)
    try:
        text = unpacker.decompress(from_base64url(payload), _PAYLOAD)
    except zlib.error as error:
        raise Unreadable("Mã xác thực hỏng: quét lại mã QR.") from error
    values = read_json(text) if unpacker.eof else None
    names = [field.name for field in fields(Statement)]
    if not isinstance(values, list) or len(values) != len(names):
        raise Unreadable("Mã xác thực không đủ nội dung.")
    said = dict(zip(names, values, strict=True))
    numbers = {name: said.pop(name) for name in ("list", "index")}
    if not all(type(value) is int for value in numbers.values()):
        raise Unreadable("Mã xác thực có nội dung lạ.")
    if not all(isinstance(value, str) for value in said.values()):
        raise Unreadable("Mã xác thực có nội dung lạ.")
    try:
        day = said.pop("dated")
        dated = date.fromisoformat(day) if day else None
        issued = date.fromisoformat(said.pop("issued"))
    except ValueError as error:
        raise Unreadable("Mã xác thực có ngày sai.") from error
    return Statement(dated=dated, issued=issued, **said, **numbers)


def _short(statement: Statement) -> Statement:
    def cut(name: str) -> str:
        value, most = unicodedata.normalize("NFC", getattr(statement, name)), LONGEST[name]
        return value if len(value) <= most else value[: most - 1].rstrip() + "…"

    return replace(
        statement,
        number=cut("number"),
        issuer=cut("issuer"),
        title=cut("title"),
        holder=cut("holder"),
        serial=cut("serial"),
    )

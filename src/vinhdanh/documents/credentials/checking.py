"""One answer about whatever somebody holds: a short form or a credential, with keys and status lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from vinhdanh.documents.credentials.compact import is_compact, read_compact
from vinhdanh.documents.credentials.encoding import Unreadable, read_json, text_at
from vinhdanh.documents.credentials.integrity import NotGenuine, require_genuine
from vinhdanh.documents.credentials.keys import PublicKey
from vinhdanh.documents.credentials.statuslist import REVOCATION, is_revoked, span_of

LARGEST = 64 * 1024  # signs of a credential; ours have 3,000


class Finding(Enum):
    """What a check found."""

    GENUINE = "genuine"  # signed, unchanged, and not revoked in a list that is not too old
    UNKNOWN_STATUS = "unknown_status"  # signed and unchanged; nobody could say whether it still stands
    REVOKED = "revoked"
    NOT_GENUINE = "not_genuine"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, why, and what the paper says where its signature holds: (label, text)."""

    finding: Finding
    why: str
    said: tuple[tuple[str, str], ...] = ()
    code: str = ""
    key: PublicKey | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement whose signature holds."""

    said: tuple[tuple[str, str], ...]
    code: str
    key: PublicKey
    list: str  # address or number of its status list
    index: int | None
    whole: Mapping[str, Any] = field(default_factory=dict)


def check(
    text: str, keys: Sequence[PublicKey], *, lists: Sequence[Mapping[str, Any]] = (), now: datetime
) -> Verdict:
    """The verdict about a short form or a credential in JSON. Never raises for what it is given.

    Args:
        keys: those that are trusted.
        lists: status list credentials at hand; the one that the statement names is used.
    """
    try:
        read = _compact(text, keys) if is_compact(text) else _credential(text, keys)
        if read.whole:
            _require_time(read.whole, now)
        finding, why = _status(read, keys, lists, now)
    except Unreadable as error:
        return Verdict(Finding.UNREADABLE, str(error))
    except NotGenuine as error:
        return Verdict(Finding.NOT_GENUINE, str(error))
    return Verdict(finding, why, read.said, read.code, read.key)


def _compact(text: str, keys: Sequence[PublicKey]) -> _Read:
    one, key = read_compact(text, keys)
    dated = f"{one.dated:%d/%m/%Y}" if one.dated else ""
    said = (
        ("Hình thức", one.title),
        ("Quyết định", ", ngày ".join(part for part in (one.number, dated) if part)),
        ("Người quyết định", one.issuer),
        ("Người nhận", one.holder),
        ("Số vào sổ", one.serial),
        ("Ký mã ngày", f"{one.issued:%d/%m/%Y}"),
    )
    return _Read(tuple(row for row in said if row[1]), one.code, key, str(one.list), one.index)


def _credential(text: str, keys: Sequence[PublicKey]) -> _Read:
    if len(text) > LARGEST:
        raise Unreadable("Tệp quá lớn, không phải chứng chỉ.")
    document = read_json(text)
    if not isinstance(document, dict) or "OpenBadgeCredential" not in _texts(document.get("type")):
        raise Unreadable("Đây không phải chứng chỉ khen thưởng (OpenBadgeCredential).")
    key = require_genuine(document, keys)
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict):
        raise Unreadable("Chứng chỉ thiếu người nhận.")
    named = subject.get("identifier")
    names = (
        [text_at(one, "identityHash") for one in named if isinstance(one, dict)]
        if isinstance(named, list)
        else []
    )
    said = (
        ("Hình thức", text_at(subject, "achievement", "name")),
        ("Nội dung", text_at(subject, "achievement", "description")),
        ("Người nhận", ", ".join(names)),
        ("Đơn vị phát hành", text_at(document, "issuer", "name")),
    )
    place, index = "", None
    status = document.get("credentialStatus")
    if isinstance(status, dict) and text_at(status, "statusPurpose") == REVOCATION:
        place = text_at(status, "statusListCredential")
        at = text_at(status, "statusListIndex")
        index = int(at) if at.isascii() and at.isdecimal() and len(at) < 12 else None
    rows = tuple(row for row in said if row[1])
    return _Read(rows, text_at(subject, "licenseNumber"), key, place, index, document)


def _status(
    read: _Read, keys: Sequence[PublicKey], lists: Sequence[Mapping[str, Any]], now: datetime
) -> tuple[Finding, str]:
    """Whether it still stands, as far as a list at hand says so."""
    found = next((one for one in lists if _is_list(one, read.list)), None)
    if found is None or read.index is None:
        return Finding.UNKNOWN_STATUS, (
            "Chữ ký đúng. Chưa biết giấy còn hiệu lực hay đã bị hủy bỏ: không có danh sách trạng thái của "
            "giấy này."
        )
    require_genuine(found, keys)
    if is_revoked(found, read.index):
        return Finding.REVOKED, "Chữ ký đúng, nhưng cơ quan đã thu hồi: giấy này không còn giá trị."
    since, until = span_of(found)
    if not since <= now or (until is not None and now > until):
        return Finding.UNKNOWN_STATUS, (
            f"Chữ ký đúng. Danh sách trạng thái lập ngày {since:%d/%m/%Y} đã quá hạn dùng: tải bản mới."
        )
    return Finding.GENUINE, f"Chữ ký đúng; chưa bị thu hồi theo danh sách lập ngày {since:%d/%m/%Y}."


def _is_list(document: Mapping[str, Any], wanted: str) -> bool:
    """A list is named by its address, in short forms by the number that the address ends with."""
    name = text_at(document, "id")
    return bool(wanted) and (name == wanted or name.endswith(f"/{wanted}.json"))


def _require_time(document: Mapping[str, Any], now: datetime) -> None:
    since, until = span_of(document)
    if since > now:
        raise NotGenuine("Chứng chỉ ghi ngày có hiệu lực ở tương lai.")
    if until is not None and until < now:
        raise NotGenuine("Chứng chỉ đã hết hạn ghi trên nó.")


def _texts(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]

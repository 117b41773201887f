"""The outer key of an open box: a small file beside the database, never in it.

It holds how many casts it stands for and the key of that state. After every cast it is overwritten with the
key that follows, from which nobody gets back: a copy of the database taken earlier can't be opened any more,
not even with the file in hand. At closing the file is overwritten and removed.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from vinhdanh.council.sealing import KEY, Tampered, next_key

FOLDER = "hom-phieu"
_COUNTER = 8  # bytes
_ORPHAN_AFTER = 3600  # seconds: younger ones may belong to a box that is just being opened


def folder() -> Path:
    """Where the keys are; made on first use, readable by nobody but the owner."""
    found = Path(settings.VINHDANH_HOME) / FOLDER
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def file_of(name: str) -> Path:
    """The key file of a box by its random name."""
    return folder() / f"{name}.key"


def make_key() -> tuple[str, bytes]:
    """A new box's random name and its first key, safely on disk before anybody relies on it."""
    name, key = secrets.token_hex(16), secrets.token_bytes(KEY)
    handle = os.open(file_of(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _write(handle, 0, key)
    directory = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return name, key


def key_at(name: str, casts: int) -> bytes:
    """The key of the box after so many casts. Inside a transaction that holds the box.

    Raises:
        Tampered: the file is gone, or stands for more casts than the database knows of: an earlier state of
            the box was put back.
    """
    try:
        kept = file_of(name).read_bytes()
    except FileNotFoundError as error:
        raise Tampered(
            "Không còn tệp khóa ngoài của hòm phiếu trên máy chủ: không ai mở được các phiếu trong hòm."
        ) from error
    if len(kept) != _COUNTER + KEY:
        raise Tampered("Tệp khóa ngoài của hòm phiếu đã bị thay đổi.")
    counted, key = int.from_bytes(kept[:_COUNTER], "big"), kept[_COUNTER:]
    if counted > casts:
        raise Tampered(
            f"Hòm phiếu đã nhận {counted} phiếu nhưng cơ sở dữ liệu chỉ còn ghi {casts}: "
            "một bản cũ đã được chép lại."
        )
    for _ in range(casts - counted):
        key = next_key(key)
    return key


def advance(name: str, casts: int) -> None:
    """Overwrite the key with that of the state after so many casts. Inside a transaction that holds the box.

    Raises:
        Tampered: as ``key_at``.
    """
    key = key_at(name, casts)
    _write(os.open(file_of(name), os.O_WRONLY), casts, key)


def destroy(name: str) -> None:
    """Overwrite the key and remove its file. May be repeated."""
    with suppress(FileNotFoundError):
        _write(os.open(file_of(name), os.O_WRONLY), 0, secrets.token_bytes(KEY))
        file_of(name).unlink()


def kept() -> Iterator[tuple[str, bool]]:
    """Names of the boxes whose key is still there, and whether the file is old enough to be an orphan."""
    now = time.time()
    for file in sorted(folder().glob("*.key")):
        with suppress(FileNotFoundError):
            yield file.stem, now - file.stat().st_mtime > _ORPHAN_AFTER


def _write(handle: int, casts: int, key: bytes) -> None:
    try:
        os.write(handle, casts.to_bytes(_COUNTER, "big") + key)
        os.fsync(handle)
    finally:
        os.close(handle)

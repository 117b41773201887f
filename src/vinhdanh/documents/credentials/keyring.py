"""The signing keys of one installation: a folder beside the database, never in it.

Each key has a public file, kept for ever, and a private one, readable by its owner only and destroyed when
the key is retired: what it signed can still be checked, and nobody can sign with it any more.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from vinhdanh.documents.credentials.encoding import Unreadable, read_json, text_at
from vinhdanh.documents.credentials.keys import PublicKey, SigningKey, key_of, moment_of, new_key, stamp

FOLDER = "khoa-xac-thuc"


class KeyRing:
    """The keys in ``home``'s folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def public_keys(self) -> list[PublicKey]:
        """All keys that ever signed, oldest first.

        Raises:
            Unreadable: a file was damaged.
        """
        found = [_read(file) for file in self._folder.glob("*.json")]
        return sorted(found, key=lambda key: (key.created, key.id))

    def current(self) -> SigningKey | None:
        """The key that signs now: the oldest one that is not retired.

        Two processes that both make the first key leave two; every process then takes the same.

        Raises:
            Unreadable: its private file is gone, or belongs to another key.
        """
        for public in self.public_keys():
            if public.retired is None:
                return SigningKey(self._private(public), public)
        return None

    def create(self, now: datetime) -> SigningKey:
        """Another key, safely on disk before anybody relies on it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = new_key(now.replace(microsecond=0))
        _write(self._private_file(made.public), made.private.private_bytes_raw(), 0o600)
        self._keep(made.public)
        return made

    def rotate(self, now: datetime, *, revoke: bool = False) -> SigningKey:
        """A new key signs from now on; those before are retired, their private halves destroyed.

        Args:
            revoke: the old ones may have been stolen: what they signed no longer counts.
        """
        old = [key for key in self.public_keys() if key.retired is None]
        made = self.create(now)
        for key in old:
            self._keep(replace(key, retired=now.replace(microsecond=0), revoked=revoke))
            self._private_file(key).unlink(missing_ok=True)
        return made

    def _private(self, public: PublicKey) -> Ed25519PrivateKey:
        try:
            kept = Ed25519PrivateKey.from_private_bytes(self._private_file(public).read_bytes())
        except (FileNotFoundError, ValueError) as error:
            raise Unreadable(
                f"Không đọc được khóa ký {public.id}: chép lại tệp từ bản sao lưu, hoặc đổi khóa bằng "
                "“vinhdanh proof-keys rotate”."
            ) from error
        if kept.public_key().public_bytes_raw() != public.raw:
            raise Unreadable(f"Tệp khóa ký {public.id} là của khóa khác.")
        return kept

    def _private_file(self, key: PublicKey) -> Path:
        return self._folder / f"{key.id}.key"

    def _keep(self, key: PublicKey) -> None:
        data: dict[str, Any] = {"publicKeyMultibase": key.multikey, "created": stamp(key.created)}
        if key.retired:
            data |= {"retired": stamp(key.retired), "revoked": key.revoked}
        _write(self._folder / f"{key.id}.json", json.dumps(data, indent=1).encode(), 0o644)


def _read(file: Path) -> PublicKey:
    data = read_json(file.read_bytes())
    if not isinstance(data, dict):
        raise Unreadable(f"Tệp {file.name} không phải khóa.")
    retired = text_at(data, "retired")
    return key_of(
        text_at(data, "publicKeyMultibase"),
        moment_of(text_at(data, "created")),
        moment_of(retired) if retired else None,
        revoked=data.get("revoked") is True,
    )


def _write(file: Path, data: bytes, mode: int) -> None:
    """Whole or not at all: nobody ever reads half a file."""
    made = file.with_name(f".{file.name}.{os.getpid()}")
    made.unlink(missing_ok=True)
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    made.replace(file)

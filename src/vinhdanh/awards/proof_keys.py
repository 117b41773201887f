"""The key that signs proofs: made on first use, in a folder of the installation, never in the database."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.awards.types import KEYS_REF
from vinhdanh.documents.credentials.keyring import KeyRing
from vinhdanh.documents.credentials.keys import PublicKey, SigningKey


def ring() -> KeyRing:
    """The keys of this installation."""
    return KeyRing(Path(settings.VINHDANH_HOME))


def signing_key() -> SigningKey:
    """The key that signs now; the first one is made, and told in the journal, when it is first needed.

    Raises:
        Unreadable: its file was lost or damaged.
    """
    held = ring().current()
    if held is not None:
        return held
    made = ring().create(timezone.now())
    tell_key(Operator(full_name="Vinh Danh (tự động)"), "awards.proof_key_made", made.public)
    return ring().current() or made


def tell_key(by: Operator, verb: str, key: PublicKey, why: str = "") -> None:
    """Write a key down in the journal by its public half."""
    record(actor=by, verb=verb, subject=f"Khóa {key.id}", ref=KEYS_REF, data={"key": key.multikey}, why=why)

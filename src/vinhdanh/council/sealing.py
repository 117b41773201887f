"""Sealed ballots: keys under two passphrases, ballots of one length, a box that shows no order. Pure.

Everything here is libsodium (PyNaCl); nothing of it is our own but the order in which it is used, which
``docs/adr/0028-the-sealed-ballot-box.md`` explains.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random

KEY = SecretBox.KEY_SIZE
RECEIPT = 10  # bytes: 80 bits, four groups of four letters
_COUNT = 2  # bytes in front of the ballots of a box
_NEXT = b"vinhdanh next"  # what the next key of a box is derived under
_BOTH = b"vinhdanh both"  # what two stretched passphrases are joined under


class WrongPassphrase(Exception):
    """One of the two passphrases, or both, are not those of the box. Which one is told to nobody."""


class Tampered(Exception):
    """What is in the box is not what was put into it. The text says what was found."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs (Argon2id): rounds, and bytes of memory."""

    rounds: int = argon2id.OPSLIMIT_MODERATE
    memory: int = argon2id.MEMLIMIT_MODERATE


@dataclass(frozen=True, slots=True)
class LockedKeys:
    """The keys of a box: anybody may seal with the public one; the private one is under two passphrases."""

    public: bytes
    locked: bytes
    salts: bytes  # the chair's, then the secretary's
    cost: Cost


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot in the clear: a receipt, and one mark (a byte) for each item of the box."""

    receipt: bytes
    marks: bytes


# ---- the two passphrases --------------------------------------------------------------------------


def make_keys(chair: str, secretary: str, cost: Cost) -> LockedKeys:
    """New keys for a box, the private one locked under both passphrases."""
    private = PrivateKey.generate()
    salts = random(2 * argon2id.SALTBYTES)
    locked = SecretBox(_joined(chair, secretary, salts, cost)).encrypt(bytes(private))
    return LockedKeys(bytes(private.public_key), bytes(locked), salts, cost)


def unlock(keys: LockedKeys, chair: str, secretary: str) -> PrivateKey:
    """The private key of a box.

    Raises:
        WrongPassphrase: they are not both right.
    """
    try:
        return PrivateKey(SecretBox(_joined(chair, secretary, keys.salts, keys.cost)).decrypt(keys.locked))
    except CryptoError as error:
        raise WrongPassphrase from error


def _joined(chair: str, secretary: str, salts: bytes, cost: Cost) -> bytes:
    """One key of two passphrases: whoever guesses must guess both at once, not one after the other."""
    parts = (salts[: argon2id.SALTBYTES], salts[argon2id.SALTBYTES :])
    keys = [
        # A keyboard may send «ế» as one sign or as three: both are the same passphrase.
        argon2id.kdf(KEY, normalize("NFC", words).encode(), salt, opslimit=cost.rounds, memlimit=cost.memory)
        for words, salt in zip((chair, secretary), parts, strict=True)
    ]
    return blake2b(b"".join(keys), digest_size=KEY, person=_BOTH, encoder=RawEncoder)


# ---- one ballot -----------------------------------------------------------------------------------


def seal(public: bytes, ballot: Ballot) -> bytes:
    """A sealed ballot. All of one box have the same length; not even who sealed it can open it again."""
    return bytes(SealedBox(PublicKey(public)).encrypt(ballot.receipt + ballot.marks))


def open_ballot(private: PrivateKey, sealed: bytes) -> Ballot:
    """The ballot in the clear.

    Raises:
        Tampered: it was not sealed for this box.
    """
    try:
        opened = SealedBox(private).decrypt(sealed)
    except CryptoError as error:
        raise Tampered("Có phiếu không mở được bằng khóa của hòm phiếu.") from error
    return Ballot(opened[:RECEIPT], opened[RECEIPT:])


def sealed_size(items: int) -> int:
    """Bytes of a sealed ballot with so many items."""
    overhead: int = PublicKey.SIZE + 16  # what a sealed box adds: a one-time public key and a tag
    return overhead + RECEIPT + items


# ---- the box --------------------------------------------------------------------------------------


def next_key(key: bytes) -> bytes:
    """The key of the box after one more cast. There is no way back from it to the key before."""
    return blake2b(key, digest_size=KEY, person=_NEXT, encoder=RawEncoder)


def fill(key: bytes, ballots: Sequence[bytes], *, frame: bytes, places: int, size: int) -> bytes:
    """The whole box as one text of a length that never changes: ballots in a new random order, then noise.

    Args:
        frame: what the ballots are about (32 bytes): it opens only together with the same.
        places: how many ballots the box can take; ``size``: bytes of each of them.
    """
    shuffled = list(ballots)
    secrets.SystemRandom().shuffle(shuffled)
    noise = random((places - len(shuffled)) * size) if len(shuffled) < places else b""
    inside = len(shuffled).to_bytes(_COUNT, "big") + b"".join(shuffled) + noise
    return bytes(SecretBox(_bound(key, frame)).encrypt(inside))


def empty(key: bytes, content: bytes, *, frame: bytes, places: int, size: int) -> list[bytes]:
    """The sealed ballots in a box, in no order that means anything.

    Raises:
        Tampered: the box was changed, or is an earlier state of itself.
    """
    try:
        inside = SecretBox(_bound(key, frame)).decrypt(content)
    except (CryptoError, ValueError) as error:
        raise Tampered(
            "Phiếu trong hòm, khóa, các mục hoặc danh sách người bỏ phiếu đã bị thay đổi, "
            "hoặc là bản cũ được chép lại."
        ) from error
    count = int.from_bytes(inside[:_COUNT], "big")
    if len(inside) != _COUNT + places * size or count > places:
        raise Tampered("Hòm phiếu không còn đúng kích thước lúc mở.")
    return [inside[_COUNT + at * size : _COUNT + (at + 1) * size] for at in range(count)]


def _bound(key: bytes, frame: bytes) -> bytes:
    return blake2b(frame, digest_size=KEY, key=key, encoder=RawEncoder)


# ---- receipts -------------------------------------------------------------------------------------


def new_receipt() -> bytes:
    """A receipt: random, and about nothing."""
    return random(RECEIPT)


def receipt_words(receipt: bytes) -> str:
    """What the voter writes down: «K7QD-2MXA-…», four groups of four."""
    letters = base64.b32encode(receipt).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def receipt_of(words: str) -> bytes | None:
    """The receipt that somebody typed, however he wrote it; None when it can't be one."""
    letters = "".join(one for one in words.upper() if one.isalnum()).translate(str.maketrans("01", "OI"))
    try:
        receipt = base64.b32decode(letters, casefold=False)
    except ValueError:
        return None
    return receipt if len(receipt) == RECEIPT else None


def receipt_mark(receipt: bytes, box: str) -> str:
    """What is published of a receipt: whoever reads the list can't make the receipt from it.

    Args:
        box: the random name of the box, so that a receipt of one box means nothing in another.
    """
    return blake2b(receipt, digest_size=20, key=box.encode("ascii"), encoder=RawEncoder).hex()

"""The code of a session: signed, valid for a moment, shown on the teacher's screen and typed by learners.

Nothing is stored: the code is derived from the session and the clock with the installation's key, so that
it can't be guessed, foretold or used later.
"""

from __future__ import annotations

import secrets

from django.utils import timezone
from django.utils.crypto import salted_hmac

SECONDS = 60  # one code lasts; the one before it is still accepted
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are read for one another
LENGTH = 6
SCAN_SECONDS = 180  # after a scan: to sign in, or to type one's name


def code_at(session: int, moment: float) -> str:
    """The code of a session (its key) at a moment in seconds since 1970."""
    return _code(session, int(moment // SECONDS))


def code_now(session: int) -> tuple[str, int]:
    """The code that holds now, and for how many seconds it is still shown."""
    now = timezone.now().timestamp()
    return code_at(session, now), int(SECONDS - now % SECONDS)


def is_valid(session: int, typed: str) -> bool:
    """Whether somebody read this code from the screen within the last moment."""
    now = timezone.now().timestamp()
    clean = normal(typed)
    return any(
        secrets.compare_digest(clean.encode(), code_at(session, at).encode()) for at in (now, now - SECONDS)
    )


def normal(typed: str) -> str:
    """The code as it is compared: capitals, nothing between the letters."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _code(session: int, step: int) -> str:
    digest = salted_hmac("vinhdanh.training.session", f"{session}:{step}", algorithm="sha256").digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)

"""What a proposal waits for besides its stage, and by whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is waited for, as a sentence; ``by``: who has to act, where it is not who keeps the stage."""

    words: str
    by: str = ""
    username: str = ""  # of an account that has to act

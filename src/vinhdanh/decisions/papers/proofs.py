"""What the QR of a certificate says."""

from __future__ import annotations

from collections.abc import Sequence

from vinhdanh.awards.models import Grant


def qr_texts(grants: Sequence[Grant]) -> dict[int, str]:
    """The text of the code by the grant's key. A certificate whose grant has none bears no code."""
    return {}

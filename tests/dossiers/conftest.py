"""What the tests of the review begin with."""

from __future__ import annotations

from tests.judged import judged

__all__ = ["judged"]

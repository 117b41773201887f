"""The small agency, judged once for a module: ``tests.judged``."""

from tests.judged import judged

__all__ = ["judged"]

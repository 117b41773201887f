"""The small agency, judged once for a module (``tests.judged``), and what its addresses name."""

from tests.judged import judged
from tests.web.there import clusters, conduct, file, intake, month, selection, there, training

__all__ = ["clusters", "conduct", "file", "intake", "judged", "month", "selection", "there", "training"]

"""The small agency, judged once for a module (``tests.judged``), and what its addresses name."""

from tests.judged import judged
from tests.web.there import conduct, file, intake, month, selection, there, training
from tests.web.there_fund import fund
from tests.web.there_year import clusters, emulation_year

__all__ = [
    "clusters",
    "conduct",
    "emulation_year",
    "file",
    "fund",
    "intake",
    "judged",
    "month",
    "selection",
    "there",
    "training",
]

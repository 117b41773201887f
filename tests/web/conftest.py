"""The small agency, judged once for a module (``tests.judged``), and what its addresses name."""

from tests.judged import judged
from tests.web.there import conduct, file, intake, month, selection, there, training
from tests.web.there_fund import fund
from tests.web.there_year import clusters, emulation_year

__all__ = [
    "ballot_boxes",
    "clusters",
    "conduct",
    "dossiers",
    "emulation_year",
    "file",
    "fund",
    "intake",
    "judged",
    "month",
    "review_rounds",
    "selection",
    "sitting_council",
    "there",
    "training",
    "upwards",
]

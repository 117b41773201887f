"""The small agency, judged once for a module (``tests.judged``), and what its addresses name."""

from tests.judged import judged
from tests.web.there import conduct, file, intake, month, selection, there, training
from tests.web.there_appraisal import appraisal
from tests.web.there_boxes import ballot_boxes
from tests.web.there_certificates import certificates
from tests.web.there_council import sitting_council
from tests.web.there_decisions import decided
from tests.web.there_dossiers import dossiers
from tests.web.there_fund import fund
from tests.web.there_honour_books import honour_books
from tests.web.there_packages import packages
from tests.web.there_proofs import proved
from tests.web.there_rounds import review_rounds
from tests.web.there_signing import keyed
from tests.web.there_texts import texts
from tests.web.there_upwards import upwards
from tests.web.there_webhooks import told_of
from tests.web.there_year import clusters, emulation_year

__all__ = [
    "appraisal",
    "ballot_boxes",
    "certificates",
    "clusters",
    "conduct",
    "decided",
    "dossiers",
    "emulation_year",
    "file",
    "fund",
    "honour_books",
    "intake",
    "judged",
    "keyed",
    "month",
    "packages",
    "proved",
    "review_rounds",
    "selection",
    "sitting_council",
    "texts",
    "there",
    "told_of",
    "training",
    "upwards",
]

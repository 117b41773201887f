"""Which honours of a round may take the place of another one."""

from __future__ import annotations

from vinhdanh.awards.catalogue import catalogue, subject_kind
from vinhdanh.dossiers.models import Proposal
from vinhdanh.eligibility.books import law
from vinhdanh.engine.ladders import title_ladders


def honours_for(proposal: Proposal) -> list[str]:
    """Codes of the round's honours that such a subject can be given, in the round's order."""
    kind = subject_kind(proposal.kind)
    codes = proposal.round.honours.values_list("honour", flat=True)
    return [code for code in codes if kind in catalogue()[code].subjects]


def honours_below(proposal: Proposal) -> list[str]:
    """Those but the proposal's own and what stands above it on a ladder of titles."""
    above = {proposal.honour}
    for ladder in title_ladders(law()):
        if proposal.honour in ladder:
            above.update(ladder[: ladder.index(proposal.honour)])
    return [code for code in honours_for(proposal) if code not in above]

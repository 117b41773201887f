"""Reading frozen assessments, and what has changed since the last one."""

from __future__ import annotations

from collections.abc import Sequence

from vinhdanh.dossiers.comparing import differences
from vinhdanh.dossiers.judging import Judgement, judged_now
from vinhdanh.dossiers.models import Assessment, Proposal
from vinhdanh.engine import Verdict

# From bad to good: an assessment that falls below the last one can't be frozen again.
_RANKS = {
    Verdict.OUT_OF_SCOPE: 0,
    Verdict.UNMET: 0,
    Verdict.HELD: 1,
    Verdict.NO_RULE: 2,
    Verdict.UNSURE: 2,
    Verdict.MET: 3,
}


def last_assessment(proposal: Proposal) -> Assessment | None:
    """The newest frozen assessment."""
    return proposal.assessments.order_by("-id").first()


def last_assessments(proposals: Sequence[Proposal]) -> dict[int, Assessment]:
    """The newest of each that has one, by key."""
    rows = Assessment.objects.filter(proposal__in=[one.pk for one in proposals]).order_by("id")
    return {row.proposal_id: row for row in rows}  # the last one stays


def changed_since(proposal: Proposal) -> list[str]:
    """What differs now from the last frozen assessment, a sentence each; nothing where there is none yet."""
    last = last_assessment(proposal)
    return changed_from(last, judged_now(proposal)) if last else []


def changed_from(last: Assessment, now: Judgement) -> list[str]:
    """The same with both at hand."""
    verdict = None if now.verdict is None else int(now.verdict)
    return differences(last.content, now.content, last.verdict, verdict)


def may_stand(last: Assessment | None, now: Judgement) -> bool:
    """Whether a changed proposal may go on after a look: it still meets the rules, or awaits a finding, or
    stands no worse than it did."""
    if now.verdict is None or now.verdict in (Verdict.MET, Verdict.UNSURE):
        return True
    before = last.found if last else None
    return before is not None and _RANKS[now.verdict] >= _RANKS[before]

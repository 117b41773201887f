"""What keeps a proposal in the posting, and the holds that stop it anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from vinhdanh.dossiers.models import Objection, Proposal, ProposalHold
from vinhdanh.dossiers.selectors.posting import line_that_counts
from vinhdanh.people.working_days import working_days_until


def posting_over(proposal: Proposal) -> list[str]:
    """The list has hung out as long as it must; a secret file hangs out nowhere."""
    line = line_that_counts(proposal)
    if line is None:
        return ["Chưa niêm yết: đưa hồ sơ vào danh sách niêm yết trước."]
    today = timezone.localdate()
    if line.exempt or today > line.posting.ends:
        return []
    left = working_days_until(today, line.posting.ends)
    return [f"Đang niêm yết đến hết ngày {line.posting.ends:%d/%m/%Y}, còn {max(left, 0)} ngày làm việc."]


def no_open_objection(proposal: Proposal) -> list[str]:
    """Nobody's objection waits for a conclusion."""
    waiting = Objection.objects.filter(line__proposal=proposal, hold__closed__isnull=True).count()
    return [f"Còn {waiting} ý kiến khi niêm yết chưa kết luận."] if waiting else []


def no_hold(proposal: Proposal) -> list[str]:
    """No hold on the proposal waits for a conclusion."""
    return no_holds([proposal]).get(proposal.pk, [])


def no_holds(proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """The same of many, by key, read at once."""
    found: dict[int, list[str]] = {}
    for one in ProposalHold.objects.open().filter(proposal__in=[one.pk for one in proposals]):
        said = f"Đang hoãn xét từ {one.opened:%d/%m/%Y}: {one.get_ground_display().lower()}, chưa kết luận."
        found.setdefault(one.proposal_id, []).append(said)
    return found

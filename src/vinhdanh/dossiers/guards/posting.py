"""What keeps a proposal in the posting, and the holds that stop it anywhere."""

from __future__ import annotations

from django.utils import timezone

from vinhdanh.dossiers.models import Objection, Proposal
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
    return [
        f"Đang hoãn xét từ {one.opened:%d/%m/%Y}: {one.get_ground_display().lower()}, chưa kết luận."
        for one in proposal.holds.open()
    ]

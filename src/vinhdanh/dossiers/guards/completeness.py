"""Whether a dossier is complete: papers and parts present, requests settled, achievements free."""

from __future__ import annotations

from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.selectors.achievements import used_elsewhere
from vinhdanh.dossiers.selectors.edits import asked_about
from vinhdanh.dossiers.selectors.papers import Paper, handed_in, papers_of
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import EditState
from vinhdanh.engine import Verdict


def _missing(papers: list[Paper]) -> list[str]:
    return [f"Thiếu {_small(one.item)}: {_small(one.by)}." for one in papers]


def _small(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"


def handed_over(proposal: Proposal) -> list[str]:
    """What the team still has to write before it hands the dossier in."""
    return _missing([one for one in handed_in(proposal) if one.missing])


def complete(proposal: Proposal) -> list[str]:
    """Papers that are missing, and parts that somebody asked to mend.

    The unit may send back what it has mended while the asker hasn't reviewed it; nobody passes it on then.
    """
    said = _missing(papers_of(proposal).missing)
    for request in proposal.edit_requests.exclude(state=EditState.ACCEPTED):
        about = asked_about(request, proposal)
        if request.state == EditState.OPEN:
            said.append(f"{about}: đơn vị chưa gửi lại phần được yêu cầu sửa.")
        elif proposal.stage == Stage.APPRAISAL:
            said.append(f"{about}: {request.asker_name} chưa xem lại phần đã sửa.")
    return said


def explained(proposal: Proposal) -> list[str]:
    """Whoever is not met from the start is proposed with a reason."""
    if proposal.verdict != Verdict.UNMET or proposal.added_why:
        return []
    return ["Kết quả xét là không đạt: ghi lý do vẫn đề nghị ở phần Kết quả xét của hồ sơ."]


def achievements_free(proposal: Proposal) -> list[str]:
    """Achievements that another proposal has taken up since this one was dropped."""
    uses = proposal.achievement_uses.filter(counts=False).select_related("achievement")
    return [said for use in uses if (said := used_elsewhere(use.achievement, proposal))]

"""Reading requests to mend parts of a dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vinhdanh.dossiers.models import EditRequest, Proposal
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.types.parts import WAITING, EditState, PartKind


def waiting_requests(proposal: Proposal) -> list[EditRequest]:
    """Requests that are not settled, oldest first."""
    return list(proposal.edit_requests.filter(state__in=WAITING).prefetch_related("acts"))


def flagged(proposal: Proposal) -> frozenset[PartKind]:
    """Parts that stand open because the unit was asked to mend them and has not sent them back."""
    asked = proposal.edit_requests.filter(state=EditState.OPEN).values_list("part", flat=True)
    return frozenset(PartKind(part) for part in asked)


def asked_about(request: EditRequest, proposal: Proposal) -> str:
    """What a request is about: «Báo cáo thành tích, mục II.2»."""
    section = template_of(proposal).section(request.section) if request.section else None
    if section is None:
        return str(request.get_part_display())
    return f"{request.get_part_display()}, {section.label}"


def edit_words(proposals: Sequence[Proposal]) -> dict[int, str]:
    """Proposal → «Đã yêu cầu sửa 2 phần, chờ đơn vị sửa 1», where requests wait for somebody."""
    states: dict[int, list[str]] = defaultdict(list)
    asked = EditRequest.objects.filter(proposal__in=[one.pk for one in proposals], state__in=WAITING)
    for key, state in asked.values_list("proposal", "state"):
        states[key].append(state)
    found = {}
    for key, waiting in states.items():
        still = waiting.count(EditState.OPEN)
        then = f"chờ đơn vị sửa {still}" if still else "đơn vị đã gửi lại"
        found[key] = f"Đã yêu cầu sửa {len(waiting)} phần, {then}"
    return found

"""Reading requests to mend parts of a dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vinhdanh.dossiers.models import EditRequest, Proposal
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.selectors.awaited import Awaited
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


def edit_words(proposals: Sequence[Proposal]) -> dict[int, Awaited]:
    """Proposal → «Đã yêu cầu sửa 2 phần, chờ đơn vị sửa 1», where requests wait for somebody."""
    rows = {one.pk: one for one in proposals}
    asked: dict[int, list[EditRequest]] = defaultdict(list)
    for one in EditRequest.objects.filter(proposal__in=list(rows), state__in=WAITING).order_by("id"):
        asked[one.proposal_id].append(one)
    found = {}
    for key, waiting in asked.items():
        still = sum(one.state == EditState.OPEN for one in waiting)
        said = f"Đã yêu cầu sửa {len(waiting)} phần"
        if still:
            found[key] = Awaited(f"{said}, chờ đơn vị sửa {still}", rows[key].unit.name)
        else:
            first = waiting[0]
            found[key] = Awaited(f"{said}, đơn vị đã gửi lại", first.asker_name, first.asker)
    return found

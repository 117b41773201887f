"""Reading holds on proposals: what waits, how long, and what may go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from vinhdanh.dossiers.models import Proposal, ProposalHold, ReviewRound
from vinhdanh.dossiers.selectors.awaited import Awaited
from vinhdanh.dossiers.stages import OPEN, Stage
from vinhdanh.dossiers.types.holds import HoldOutcome
from vinhdanh.dossiers.words import inside
from vinhdanh.people.models import Hold


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A proposal that waits, with its open holds."""

    proposal: Proposal
    holds: tuple[ProposalHold, ...]
    days: int  # since the first of them, or since it was deferred

    @property
    def may_go_on(self) -> bool:
        """Nothing holds it any more, or all that it followed has ended on record."""
        return all(one.record is not None and one.record.closed is not None for one in self.holds)


def held_rows(round: ReviewRound, proposals: QuerySet[Proposal]) -> list[HeldRow]:
    """Proposals of a round that are deferred or held, the longest first.

    Args:
        proposals: those that the reader sees; their subjects and units are read by ``named_along``, for the
            rows that are shown.
    """
    open_holds: dict[int, list[ProposalHold]] = {}
    holds = ProposalHold.objects.open().filter(proposal__round=round, proposal__stage__in=OPEN)
    for one in holds.select_related("record"):
        open_holds.setdefault(one.proposal_id, []).append(one)
    deferred = proposals.filter(round=round, stage=Stage.DEFERRED)
    rows = deferred.order_by() | proposals.filter(round=round, pk__in=list(open_holds)).order_by()
    today = timezone.localdate()
    found = []
    for row in rows.select_related(None).distinct():
        mine = tuple(open_holds.get(row.pk, ()))
        since = min((one.opened for one in mine), default=timezone.localtime(row.entered).date())
        found.append(HeldRow(row, mine, (today - since).days))
    return sorted(found, key=lambda row: (-row.days, row.proposal.pk))


def named_along(rows: Sequence[HeldRow]) -> Sequence[HeldRow]:
    """The same rows with everything that names their proposals, read at once."""
    names = ("round__unit", "person", "collective", "household", "outsider", "unit", "place")
    prefetch_related_objects([row.proposal for row in rows], *names)
    return rows


def holds_of(proposal: Proposal) -> list[ProposalHold]:
    """Every hold of a proposal, open ones first."""
    rows = proposal.holds.select_related("objection", "record").order_by("-id")
    return sorted(rows, key=lambda one: one.closed is not None)


def hold_words(proposals: Sequence[Proposal]) -> dict[int, Awaited]:
    """Proposal → what a deferred one waits for: a conclusion, or what has to follow from it."""
    keys = [one.pk for one in proposals if one.stage == Stage.DEFERRED]
    holds: dict[int, list[ProposalHold]] = {}
    for one in ProposalHold.objects.filter(proposal__in=keys).order_by("id"):
        holds.setdefault(one.proposal_id, []).append(one)
    found = {}
    for key, kept in holds.items():
        waiting, last = [one for one in kept if one.closed is None], kept[-1]
        if waiting:
            told = "; ".join(
                f"{inside(one.get_ground_display())}, {inside(one.note.rstrip('. '))}" for one in waiting
            )
            found[key] = Awaited(f"Hoãn xét từ {waiting[0].opened:%d/%m}: {told}")
        elif last.outcome == HoldOutcome.UPHELD:
            said = "chờ không chọn hoặc hạ danh hiệu"
            found[key] = Awaited(f"Có căn cứ, kết luận {last.closed:%d/%m}: {said}")
        else:
            found[key] = Awaited(f"Đã có kết luận {last.closed:%d/%m}: chờ xét tiếp")
    return found


def running_record(proposal: Proposal) -> Hold | None:
    """A hold on record about the subject that is not over, newest first."""
    if not (proposal.person_id or proposal.collective_id):
        return None
    about = {"person": proposal.person} if proposal.person_id else {"unit": proposal.collective}
    return Hold.objects.filter(closed__isnull=True, **about).order_by("-opened", "-id").first()

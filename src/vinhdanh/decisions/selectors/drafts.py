"""Reading drafts of decisions, what may go into one, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.decisions.competence import Ground, ground_for
from vinhdanh.decisions.models import DecisionDraft, DraftLine, IssuingAuthority
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.types.drafts import DONE, DraftState
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundHonour
from vinhdanh.dossiers.stages import Stage
from vinhdanh.eligibility.books import law
from vinhdanh.engine.ladders import title_ladders
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
NEWS_DAYS = 30  # so long an honour stands among somebody's news
# Collectives come first in annexes, then persons, then households.
_KINDS = {
    RecipientKind.UNIT: 0,
    RecipientKind.PERSON: 1,
    RecipientKind.OUTSIDER: 2,
    RecipientKind.HOUSEHOLD: 3,
}


def drafts_visible_to(actor: Actor) -> QuerySet[DecisionDraft]:
    """Decisions drafted and signed in the agencies that the actor sees."""
    found = DecisionDraft.objects.select_related("unit", "authority", "round", "number", "decision")
    return found if isinstance(actor, Operator) else found.filter(unit__in=visible_units(actor))


def lines_of(draft: DecisionDraft) -> QuerySet[DraftLine]:
    """The list of a draft in its order, with everything that a row shows."""
    return draft.lines.prefetch_related("proposal__works").select_related(
        "grant",
        "proposal__round",
        "proposal__person",
        "proposal__collective",
        "proposal__household",
        "proposal__outsider",
        "proposal__unit",
        "proposal__place",
    )


def units_of(draft: DecisionDraft) -> QuerySet[Unit]:
    """Units that proposed somebody of the list, in the order of the tree."""
    return Unit.objects.filter(proposals_made__decision_line__draft=draft).distinct().order_by("path")


def priced_lines(draft: DecisionDraft) -> QuerySet[DraftLine]:
    """The whole list with no more than its money is reckoned from."""
    about = ("honour", "year", "first_year", "person", "collective", "household", "outsider")
    return draft.lines.select_related("proposal").only(
        "draft", "position", "own_money", "money", "grant", *(f"proposal__{name}" for name in about)
    )


# ---- what may go into a decision ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal that waits for a signature.

    Args:
        ground: by which clause it is within the authority; None where it is not.
        why_not: why it can't go into a decision of this authority, and where it goes instead.
    """

    proposal: Proposal
    ground: Ground | None
    why_not: str = ""


def with_subjects(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Proposals with everything that names and orders them."""
    return proposals.select_related(
        "round__unit", "person", "collective", "household", "outsider", "unit", "place"
    )


def waiting_proposals(unit: Unit) -> QuerySet[Proposal]:
    """Proposals of an agency's rounds that wait for a signature and stand in no list yet."""
    return with_subjects(
        Proposal.objects.filter(round__unit=unit, stage=Stage.SIGNING, decision_line__isnull=True)
    )


def candidates(authority: IssuingAuthority, proposals: Iterable[Proposal], day: date) -> list[Candidate]:
    """Each proposal with the clause by which the authority decides it, or why it doesn't; in annex order."""
    found = list(proposals)
    own = {
        (row.round_id, row.honour): row.own
        for row in RoundHonour.objects.filter(round__in={one.round_id for one in found})
    }
    grounds: dict[str, Ground | None] = {}
    rows = []
    for one in sorted(found, key=annex_order):
        if one.honour not in grounds:
            grounds[one.honour] = decided_by(authority, one.honour, day)
        ground = grounds[one.honour]
        if not own.get((one.round_id, one.honour), True):
            rows.append(Candidate(one, None, "Đợt xét tặng ghi danh hiệu này trình cấp trên quyết định."))
        elif ground is None:
            rows.append(Candidate(one, None, no_ground(authority, one.honour)))
        else:
            rows.append(Candidate(one, ground))
    return rows


def decided_by(authority: IssuingAuthority, honour: str, day: date) -> Ground | None:
    """By what the authority decides an honour: a clause of the law files, or its own paper of delegation."""
    found = ground_for(law(), honour, authority.level, authority.unit.force, day)
    if found is None and authority.delegation:
        return Ground(authority.delegation, authority.name, "seen")
    return found


def no_ground(authority: IssuingAuthority, honour: str) -> str:
    """Why an honour is not within an authority, and what to do."""
    name = catalogue()[honour].name if honour in catalogue() else honour
    level = GivenBy(authority.level).label
    return (
        f"Bộ quy tắc chưa có điều nào để cấp {level} quyết định {name}: trình cấp trên, "
        "hoặc ghi văn bản phân cấp ở trang Người quyết định."
    )


def annex_order(proposal: Proposal) -> tuple[int, int, str, int, int]:
    """Collectives before persons; by honour, unit tree and the unit's own order."""
    places = _honour_places()
    at = places.get(proposal.honour, len(places))
    return (_KINDS[proposal.kind], at, proposal.place.path, proposal.position, proposal.pk)


@cache
def _honour_places() -> dict[str, int]:
    """The catalogue's order, except that titles of one ladder stand together, the highest first."""
    ladders = {code: ladder for ladder in title_ladders(law()) for code in ladder}
    order = dict.fromkeys(code for one in catalogue() for code in ladders.get(one, (one,)))
    return {code: at for at, code in enumerate(order)}


def minutes_about(proposals: QuerySet[Proposal]) -> str:
    """Number and day of the council's newest closed minutes about the rounds of the proposals; or nothing."""
    found = (
        ReviewRound.objects.filter(proposals__in=proposals, meetings__minutes__isnull=False)
        .order_by("-meetings__starts")
        .values_list("meetings__minutes__number", "meetings__starts")
        .first()
    )
    return f"số {found[0]} ngày {timezone.localdate(found[1]):%d/%m/%Y}" if found else ""


# ---- what waits for whom --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the actor: in words, with the draft or (None) the agency's waiting list."""

    words: str
    draft: int | None
    since: date | None
    urgent: bool = False  # đột xuất


def waiting_for(actor: Account) -> list[Waiting]:
    """Drafts to sign, drafts to finish, and proposals that stand in no draft yet."""
    held, found = scopes(actor), []
    open_drafts = drafts_visible_to(actor).filter(state__in=(DraftState.WAITING, DraftState.DRAFT))
    for draft in open_drafts.annotate(size=Count("lines")):
        sudden = draft.round is not None and draft.round.kind == "sudden"
        since = timezone.localtime(draft.moved).date()
        if draft.state == DraftState.WAITING and may_sign(held, draft.unit.path):
            found.append(
                Waiting(f"Ký quyết định “{draft.title}” ({draft.size} lượt)", draft.pk, since, sudden)
            )
        elif draft.state == DraftState.DRAFT and may_draft(held, draft.unit.path):
            found.append(Waiting(f"Soạn xong quyết định “{draft.title}”", draft.pk, since, sudden))
    for unit in visible_units(actor).filter(review_rounds__proposals__stage=Stage.SIGNING).distinct():
        if may_draft(held, unit.path) and (count := _within(unit).count()):
            found.append(Waiting(f"{count} hồ sơ chờ đưa vào quyết định của {unit}", None, None))
    return found


def _within(unit: Unit) -> QuerySet[Proposal]:
    """Waiting proposals whose honour the agency's own head decides."""
    own, rows = Q(), RoundHonour.objects.filter(round__unit=unit, own=True)
    for round, honour in rows.values_list("round", "honour"):
        own |= Q(round=round, honour=honour)
    return waiting_proposals(unit).filter(own) if own else Proposal.objects.none()


def new_honours(actor: Account) -> list[Grant]:
    """Honours that the actor himself was given lately by decisions signed here: his news."""
    if not actor.person_number:
        return []
    since = timezone.localdate().toordinal() - NEWS_DAYS
    rows = DraftLine.objects.filter(
        grant__person__number=actor.person_number,
        draft__state__in=DONE,
        draft__dated__gte=date.fromordinal(since),
    ).select_related("grant__decision", "grant__person")
    return [row.grant for row in rows.order_by("-draft__dated", "-id") if row.grant is not None]

"""Reading postings: how long the law asks for, what hangs out, who has objected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.dossiers.models import Objection, PostingLine, PostingTerm, Proposal, ReviewRound
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.stages import Stage
from vinhdanh.eligibility.books import law
from vinhdanh.people.types import Secrecy

Actor = Account | Operator
UNNAMED = "một cán bộ, đề nghị không nêu tên"


@dataclass(frozen=True, slots=True)
class Term:
    """For how many working days something is posted, and why."""

    working_days: int
    ground: str
    media: str = ""


def law_term(honour: str, day: date) -> Term | None:
    """The days that the law asks for an honour; None where it asks for none."""
    for block in law().blocks("posting", day):
        if honour in block.data["for"]:
            article = block.article
            ground = f"{block.clause} {article.name} {article.instrument.short}".strip()
            return Term(int(block.data["working_days"]), ground, str(block.data.get("media", "")))
    return None


def term_of(proposal: Proposal) -> Term | None:
    """The law's days for the proposal's honour, or else the round's own; None where neither says."""
    found = law_term(proposal.honour, proposal.received or timezone.localdate())
    if found is not None:
        return found
    own = PostingTerm.objects.filter(round=proposal.round_id).first()
    return Term(own.working_days, own.ground) if own else None


def secret(proposal: Proposal) -> bool:
    """Whether the file may not hang out: the person is under secrecy."""
    return proposal.person is not None and proposal.person.secrecy > Secrecy.OPEN


def line_that_counts(proposal: Proposal) -> PostingLine | None:
    """The line of the proposal since it came into the posting last; what hung out before a return is past."""
    arrived = proposal.moves.filter(end=Stage.POSTING).exclude(start=Stage.DEFERRED).last()
    lines = PostingLine.objects.filter(proposal=proposal).select_related("posting")
    if arrived is not None:
        lines = lines.filter(posting__at__gte=arrived.at)
    return lines.last()


def posting_words(proposals: Sequence[Proposal]) -> dict[int, str]:
    """Proposal → «Niêm yết đến hết 09/12/2026», for those that stand in the posting."""
    keys = [one.pk for one in proposals if one.stage == Stage.POSTING]
    lines = PostingLine.objects.filter(proposal__in=keys).select_related("posting").order_by("id")
    newest = {one.proposal_id: one for one in lines}
    found = {}
    for key in keys:
        line = newest.get(key)
        if line is None:
            found[key] = "Chờ niêm yết"
        elif line.exempt:
            found[key] = f"Không niêm yết: {line.exempt[:1].lower()}{line.exempt[1:]}"
        else:
            found[key] = f"Niêm yết đến hết {line.posting.ends:%d/%m/%Y}"
    return found


def to_post(round: ReviewRound) -> list[Proposal]:
    """Proposals of a round that stand in the posting and hang out nowhere."""
    standing = (
        Proposal.objects.filter(round=round, stage=Stage.POSTING)
        .select_related("round", "person", "collective", "household", "outsider", "unit", "place")
        .order_by("unit__path", "honour", "number")
    )
    return [one for one in standing if line_that_counts(one) is None]


def posted_lines(actor: Actor, *, running: bool = True) -> QuerySet[PostingLine]:
    """What hangs out today, for everybody who is signed in; or what has hung out, for who sees the files.

    A file under secrecy is never among them.
    """
    today = timezone.localdate()
    found = PostingLine.objects.filter(exempt="")
    if running:
        alive = Q(proposal__stage__in=[Stage.POSTING, Stage.DEFERRED])
        found = found.filter(alive, posting__starts__lte=today, posting__ends__gte=today)
    else:
        seen = proposals_visible_to(actor).order_by().values("pk")
        found = found.filter(posting__ends__lt=today, proposal__in=seen)
    return found.select_related(
        "posting__round__unit",
        "proposal__round",
        "proposal__person",
        "proposal__collective",
        "proposal__household",
        "proposal__outsider",
        "proposal__unit",
        "proposal__place",
    ).order_by("posting__ends", "proposal__unit__path", "proposal__honour", "proposal__number")


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection as somebody may read it."""

    objection: Objection
    by: str
    text: str


def objections_to(proposal: Proposal, *, runs_round: bool, own: bool) -> list[ObjectionRow]:
    """The objections to a proposal. Who asked not to be named is named to the standing body alone; the
    subject himself reads only that there is one."""
    rows = Objection.objects.filter(line__proposal=proposal).select_related("hold", "line__posting")
    hidden = "Nội dung do Thường trực Hội đồng giữ."
    return [
        ObjectionRow(
            one,
            one.by_name if (runs_round and not own) or not (one.unnamed or own) else UNNAMED,
            hidden if own else one.text,
        )
        for one in rows
    ]

"""Reading postings: how long the law asks for, what hangs out, who has objected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import (
    Objection,
    PostingLine,
    PostingTerm,
    Proposal,
    ProposalMove,
    ReviewRound,
)
from vinhdanh.dossiers.selectors.awaited import Awaited
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


def unposted(round: ReviewRound) -> list[tuple[str, Term]]:
    """Honours of a round that the law has posted, where the round's path has no posting: name and term."""
    if Stage.POSTING in round.path:
        return []
    today, police = timezone.localdate(), round.unit.force == "police"
    asked = [(one.honour, law_term(one.honour, today)) for one in round.honours.all()]
    return [(honour_name(code, police=police), term) for code, term in asked if term is not None]


def term_of(proposal: Proposal) -> Term | None:
    """The law's days for the proposal's honour, or else the round's own; None where neither says."""
    return terms_of([proposal])[proposal.pk]


def terms_of(proposals: Sequence[Proposal]) -> dict[int, Term | None]:
    """The same of many, by key."""
    rounds = {one.round_id for one in proposals}
    own = {
        row.round_id: Term(row.working_days, row.ground)
        for row in PostingTerm.objects.filter(round__in=rounds)
    }
    by_law: dict[tuple[str, date], Term | None] = {}
    found = {}
    for one in proposals:
        asked = one.honour, one.received or timezone.localdate()
        if asked not in by_law:
            by_law[asked] = law_term(*asked)
        found[one.pk] = by_law[asked] or own.get(one.round_id)
    return found


def secret(proposal: Proposal) -> bool:
    """Whether the file may not hang out: the person is under secrecy."""
    return proposal.person is not None and proposal.person.secrecy > Secrecy.OPEN


def line_that_counts(proposal: Proposal) -> PostingLine | None:
    """The line of the proposal since it came into the posting last; what hung out before a return is past."""
    return lines_that_count([proposal]).get(proposal.pk)


def lines_that_count(proposals: Sequence[Proposal]) -> dict[int, PostingLine]:
    """The same of many, by key; who has none is left out."""
    keys = [one.pk for one in proposals]
    moves = ProposalMove.objects.filter(proposal__in=keys, end=Stage.POSTING).exclude(start=Stage.DEFERRED)
    arrived = dict(moves.order_by("id").values_list("proposal", "at"))  # the last one stays
    lines = PostingLine.objects.filter(proposal__in=keys).select_related("posting").order_by("id")
    return {
        line.proposal_id: line
        for line in lines
        if line.proposal_id not in arrived or line.posting.at >= arrived[line.proposal_id]
    }


def posting_words(proposals: Sequence[Proposal]) -> dict[int, Awaited]:
    """Proposal → «Niêm yết đến hết 09/12/2026», for those that stand in the posting."""
    keys = [one.pk for one in proposals if one.stage == Stage.POSTING]
    lines = PostingLine.objects.filter(proposal__in=keys).select_related("posting").order_by("id")
    newest = {one.proposal_id: one for one in lines}
    found = {}
    for key in keys:
        line = newest.get(key)
        if line is None:
            found[key] = Awaited("Chờ niêm yết")
        elif line.exempt:
            found[key] = Awaited(f"Không niêm yết: {line.exempt[:1].lower()}{line.exempt[1:]}")
        else:
            found[key] = Awaited(f"Niêm yết đến hết {line.posting.ends:%d/%m/%Y}")
    return found


def to_post(round: ReviewRound) -> list[Proposal]:
    """Proposals of a round that stand in the posting and hang out nowhere."""
    standing = list(
        Proposal.objects.filter(round=round, stage=Stage.POSTING)
        .select_related("round__unit", "person", "collective", "household", "outsider", "unit", "place")
        .order_by("unit__path", "honour", "number")
    )
    hung = lines_that_count(standing)
    return [one for one in standing if one.pk not in hung]


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

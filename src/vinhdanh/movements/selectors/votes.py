"""Votes of suy tôn: the titles that are voted on, and whom a vote carries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from vinhdanh.awards.catalogue import TITLE, catalogue
from vinhdanh.movements.models import Ballot, BallotLine, ClusterMember, ClusterYear
from vinhdanh.movements.scoring import carried
from vinhdanh.movements.types.clusters import VoteBase


def honours_put_up() -> dict[str, str]:
    """Code → name of the titles that collectives get, in the order of the law files."""
    return {
        code: honour.name
        for code, honour in catalogue().items()
        if honour.kind == TITLE and "unit" in honour.subjects
    }


@dataclass(frozen=True, slots=True)
class Vote:
    """A ballot with its lines, and whom it carries."""

    ballot: Ballot
    lines: tuple[tuple[BallotLine, bool], ...]
    repeats: int  # earlier votes on the same title

    @property
    def carried(self) -> list[ClusterMember]:
        return [line.member for line, yes in self.lines if yes]


def votes_of(year: ClusterYear) -> list[Vote]:
    """The last vote on each title: overlaps between titles are allowed."""
    lines = BallotLine.objects.select_related("member__unit")
    by_honour: dict[str, list[Ballot]] = {}
    for ballot in year.ballots.order_by("id").prefetch_related(Prefetch("lines", lines)):
        by_honour.setdefault(ballot.honour, []).append(ballot)
    return [_vote(ballots[-1], len(ballots) - 1) for ballots in by_honour.values()]


def _vote(ballot: Ballot, repeats: int) -> Vote:
    base = ballot.present if ballot.vote_base == VoteBase.PRESENT else ballot.summoned
    lines = sorted(ballot.lines.all(), key=lambda line: (-line.votes, line.member.order))
    return Vote(
        ballot,
        tuple((one, carried(one.votes, base, ballot.threshold, above=ballot.above)) for one in lines),
        repeats,
    )

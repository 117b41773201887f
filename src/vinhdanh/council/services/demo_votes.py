"""How the council of the sample voted: items with their lines, counted boxes, dossiers that go on."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Prefetch
from nacl.public import PrivateKey

from vinhdanh.access.models import Account
from vinhdanh.access.types import Acting, Operator
from vinhdanh.council.models import (
    AgendaItem,
    AgendaLine,
    Attendance,
    BallotBox,
    BallotTeller,
    BallotTotal,
    BallotTyping,
    BallotVoter,
    CouncilMeeting,
    Recusal,
    WrittenVote,
)
from vinhdanh.council.sealing import Ballot, new_receipt
from vinhdanh.council.selectors.boxes import digest_of, result_of
from vinhdanh.council.selectors.meetings import ballot_words, item_name
from vinhdanh.council.services.counting import publish, write_result
from vinhdanh.council.services.meetings import refresh_items
from vinhdanh.council.services.opening import write_down, write_items
from vinhdanh.council.services.voting import voters_of
from vinhdanh.council.types.boxes import BoxItem, BoxState, BoxVoter, BoxWay
from vinhdanh.council.types.boxes import Choice as Mark
from vinhdanh.council.types.meetings import Choice, ItemState, Presence, VoteWay
from vinhdanh.council.words import line_words
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.services.moving import due_of
from vinhdanh.dossiers.services.writing import proposal_ref
from vinhdanh.dossiers.stages import Stage

ON_SCREEN = ("CSTD_BO",)  # voted on in a sealed box; other ballots are on paper
BALLOTS = ("CO_BO", "CSTD_BO", "CSTD_CS")
TELLERS = ("thuky", "thuongtruc")
BY = Acting(Operator().full_name, "")


def put_items(
    meeting: CouncilMeeting, proposals: Sequence[Proposal], order: Sequence[str] = ()
) -> list[AgendaItem]:
    """The agenda: an item for each honour, with thresholds and who doesn't vote.

    Args:
        order: of the honours; by default the round's.
    """
    lines: list[AgendaLine] = []
    items: list[AgendaItem] = []
    rows = {row.honour: row for row in meeting.round.honours.all()}
    for row in [rows[honour] for honour in order or rows if honour in rows]:
        mine = [one for one in proposals if one.honour == row.honour]
        if not mine:
            continue
        way = VoteWay.BALLOT if row.honour in BALLOTS else VoteWay.HANDS
        position = len(items) + 1
        item = AgendaItem.objects.create(
            meeting=meeting, honour=row.honour, level=row.level, position=position, way=way
        )
        items.append(item)
        lines += [AgendaLine(item=item, proposal=one, position=at) for at, one in enumerate(mine, 1)]
    AgendaLine.objects.bulk_create(lines, batch_size=500)
    refresh_items(meeting)
    return list(meeting.items.order_by("position"))


def count(item: AgendaItem, at: datetime, lost: Collection[int]) -> None:
    """Vote on an item: on screen, on paper or by hands; whoever is absent has written what he says.

    Args:
        lost: keys of the proposals that don't get enough votes.
    """
    meeting = item.meeting
    lines = list(
        item.lines.select_related(
            "proposal__person", "proposal__collective", "proposal__unit", "proposal__round"
        ).prefetch_related("recusals")
    )
    present = meeting.attendances.filter(presence=Presence.PRESENT).count()
    away = meeting.attendances.filter(presence=Presence.ABSENT).first()
    assert item.needed is not None
    item.present, item.written_counts = present, meeting.council.written_counts
    item.state, item.counted = ItemState.COUNTED, at
    on_paper = item.way == VoteWay.BALLOT and item.honour not in ON_SCREEN
    for line in lines:
        line.item = item
        line.written_for = 1 if away and item.honour in ON_SCREEN else 0
        able = present - len(line.recusals.all())
        line.votes_for = able if line.position % 4 else max(able - 1, item.needed - line.written_for)
        if line.proposal_id in lost:
            line.votes_for = item.needed - line.written_for - 1
        line.votes_for = min(line.votes_for, able)
        line.votes_blank = min(line.position % 9 == 4, able - line.votes_for)
        line.votes_against = able - line.votes_for - line.votes_blank
        if on_paper:  # all sheets look alike: who does not vote on it left it blank
            line.votes_blank += present - able
        line.passed = line.total_for >= item.needed
    _save_figures(lines)
    if away and item.honour in ON_SCREEN:
        _written(away, lines)
    if item.way == VoteWay.BALLOT:
        make = _paper if on_paper else _sealed
        item.box = make(item, lines, at)
    item.save()
    if meeting.round.state == "closed":
        _apply(item, lines, at)


def _save_figures(lines: Sequence[AgendaLine]) -> None:
    """One update for all lines of the same figures: there are few of those and hundreds of lines."""
    columns = ("votes_for", "votes_against", "votes_blank", "written_for", "passed")
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for line in lines:
        alike[tuple(getattr(line, name) for name in columns)].append(line.pk)
    for figures, keys in alike.items():
        AgendaLine.objects.filter(pk__in=keys).update(**dict(zip(columns, figures, strict=True)))


def _written(away: Attendance, lines: Sequence[AgendaLine]) -> None:
    WrittenVote.objects.bulk_create(
        WrittenVote(attendance=away, line=line, choice=Choice.FOR) for line in lines
    )


def carry(meeting: CouncilMeeting, who: str, at: datetime) -> None:
    """Move every dossier that was voted on, the arithmetic as the reason."""
    items = list(meeting.items.filter(state=ItemState.COUNTED))
    steps = {step.stage: step for step in meeting.round.steps.all()}
    ends: dict[Stage, list[int]] = defaultdict(list)
    moves: list[ProposalMove] = []
    for item in items:
        item.meeting = meeting
        lines = list(
            item.lines.filter(passed__isnull=False)
            .select_related("proposal")
            .prefetch_related(Prefetch("recusals", Recusal.objects.select_related("member")))
        )
        for line in lines:
            line.item = item
            one = line.proposal
            end = Stage.SIGNING if line.passed else Stage.REFUSED
            moves.append(
                ProposalMove(
                    proposal=one,
                    verb="vote_passed" if line.passed else "vote_failed",
                    start=Stage.COUNCIL,
                    end=end,
                    why=line_words(line),
                    at=at,
                    by_name=who,
                )
            )
            ends[end].append(one.pk)
        _apply(item, lines, at)
    for end, keys in ends.items():
        due = due_of(steps.get(Stage.SIGNING), at) if end is Stage.SIGNING else None
        Proposal.objects.filter(pk__in=keys).update(stage=end, entered=at, due=due)
    ProposalMove.objects.bulk_create(moves)


def _apply(item: AgendaItem, lines: Sequence[AgendaLine], at: datetime) -> None:
    item.state = ItemState.APPLIED
    item.save()
    item.lines.filter(pk__in=[line.pk for line in lines]).update(applied=at, open=False)


# ---- boxes that were counted ------------------------------------------------------------------------


def _items(item: AgendaItem, lines: Sequence[AgendaLine]) -> list[BoxItem]:
    words = ballot_words([one.proposal for one in lines])
    return [
        BoxItem(
            proposal_ref(one.proposal), str(one.proposal.subject), words[one.proposal_id], item.needed or 1
        )
        for one in lines
    ]


def _box(item: AgendaItem, at: datetime, way: BoxWay, **more: object) -> BallotBox:
    meeting = item.meeting
    return BallotBox.objects.create(
        unit=meeting.council.unit,
        title=item_name(item, meeting)[:200],
        place=str(meeting)[:200],
        way=way,
        members=item.members or 1,
        opened=at - timedelta(minutes=15),
        opened_by=meeting.secretary.name,
        **more,
    )


def _sealed(item: AgendaItem, lines: Sequence[AgendaLine], at: datetime) -> BallotBox:
    """A box of the kind that is voted on screen, as it is after closing: slips, totals, receipts, no keys."""
    box = _box(
        item,
        at,
        BoxWay.SCREEN,
        closes=at + timedelta(minutes=15),
        name=secrets.token_hex(16),
        public=bytes(PrivateKey.generate().public_key),
    )
    by, listed = BY, _items(item, lines)
    write_items(box, listed)
    voters = [voter for _, voter in voters_of(item, lines) if voter]
    BallotVoter.objects.bulk_create(
        BallotVoter(box=box, account=one.account, name=one.name, refused=dict(one.whys), voted=True)
        for one in voters
    )
    box.casts = len(voters)
    write_down(by, box, "box_opened", {"items": [one.label for one in listed], "members": box.members})
    for _ in voters:
        write_down(by, box, "ballot_cast")
    publish(box, _ballots(voters, lines))
    return _closed(box, at)


def _ballots(voters: Sequence[BoxVoter], lines: Sequence[AgendaLine]) -> list[Ballot]:
    """Ballots that add up to the figures of the lines."""
    columns = []
    for line in lines:
        ref = proposal_ref(line.proposal)
        marks = [Mark.FOR] * (line.votes_for or 0) + [Mark.AGAINST] * (line.votes_against or 0)
        marks += [Mark.BLANK] * (line.votes_blank or 0)
        shift = line.position % max(len(marks), 1)
        ready = iter(marks[shift:] + marks[:shift])
        columns.append([Mark.BLANK if ref in one.refused_refs else next(ready) for one in voters])
    return [Ballot(new_receipt(), bytes(marks)) for marks in zip(*columns, strict=True)]


def _paper(item: AgendaItem, lines: Sequence[AgendaLine], at: datetime) -> BallotBox:
    """A box of paper ballots that two people have typed in alike."""
    there = item.present or 0
    box = _box(item, at, BoxWay.PAPER, casts=there, attending=there)
    listed = zip(_items(item, lines), lines, strict=True)
    write_items(box, [replace(one, able=there - len(line.recusals.all())) for one, line in listed])
    figures = {
        proposal_ref(line.proposal): [line.votes_for or 0, line.votes_against or 0, line.votes_blank or 0]
        for line in lines
    }
    tellers = list(Account.objects.filter(username__in=TELLERS))
    BallotTeller.objects.bulk_create(BallotTeller(box=box, account=one) for one in tellers)
    BallotTyping.objects.bulk_create(
        BallotTyping(
            box=box,
            attempt=1,
            account=one,
            by_name=one.full_name,
            at=at - timedelta(minutes=4 - 3 * turn),
            counts=figures,
            handed_out=there,
            returned=there,
            valid=there,
            invalid=0,
        )
        for turn, one in enumerate(tellers)
    )
    BallotTotal.objects.bulk_create(
        BallotTotal(item=one, in_favour=found[0], against=found[1], blank=found[2])
        for one in box.items.all()
        for found in [figures[one.ref]]
    )
    return _closed(box, at)


def _closed(box: BallotBox, at: datetime) -> BallotBox:
    box.state, box.closed, box.closed_by = BoxState.CLOSED, at, box.opened_by
    box.digest = digest_of(box, result_of(box), box.receipts.values_list("mark", flat=True))
    box.save()
    write_result(BY, box)
    return box

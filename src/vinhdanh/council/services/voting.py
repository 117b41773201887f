"""What the council votes on: votes needed, boxes opened and closed, hands counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.council.models import AgendaItem, AgendaLine, Recusal
from vinhdanh.council.selectors.boxes import result_of
from vinhdanh.council.selectors.meetings import (
    about_people,
    accounts_of,
    attendance_of,
    ballot_words,
    item_name,
    quorum_of,
)
from vinhdanh.council.services.counting import close_box
from vinhdanh.council.services.opening import open_box
from vinhdanh.council.services.paper import open_paper_box
from vinhdanh.council.services.writing import (
    Actor,
    locked_item,
    require_convene,
    write_down,
)
from vinhdanh.council.thresholds import Threshold, by_majority, by_share, read_share
from vinhdanh.council.types.boxes import BoxItem, BoxState, BoxVoter
from vinhdanh.council.types.meetings import (
    Choice,
    Ground,
    ItemState,
    Presence,
    VoteWay,
)
from vinhdanh.dossiers.services.writing import proposal_ref
from vinhdanh.dossiers.stages import Stage


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands raised for one proposal."""

    for_: int
    against: int
    blank: int = 0


def set_way(*, actor: Actor, item: AgendaItem, way: VoteWay | str) -> AgendaItem:
    """Let an item be voted on by ballot or by hands.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: the law asks for a ballot, or it has been opened.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row = locked_item(item)
        refuse_state(row, ItemState.WAITING)
        if way == VoteWay.HANDS and row.ground == Ground.LAW:
            raise ValidationError(f"{item_name(row)} phải bỏ phiếu ({row.citation}): không giơ tay được.")
        before = stored(row)
        row.way = way
        row.full_clean()
        row.save()
        write_down(by, row.meeting, "threshold_set", (before, row))
    return row


def set_threshold(
    *, actor: Actor, item: AgendaItem, ground: str, share: str = "", majority: bool = False
) -> AgendaItem:
    """Say how many votes an honour needs where law, round and council's rules say nothing.

    Args:
        ground: the text that says so.
        share: of all members, «2/3», «80%»; or ``majority``: more than half of them.

    Raises:
        PermissionDenied: the actor runs no councils of that unit, or is proposed himself.
        ValidationError: a rule sets it already, no ground, no share, or it has been opened.
    """
    by = require_convene(actor, item.meeting.council.unit, own=_about_himself(actor, item))
    if not ground.strip():
        raise ValidationError({"ground": "Ghi căn cứ: quy chế, hướng dẫn nào đặt số phiếu này."})
    with transaction.atomic():
        row = locked_item(item)
        refuse_state(row, ItemState.WAITING)
        if row.ground not in ("", Ground.SECRETARY):
            raise ValidationError(f"Số phiếu cần đã có căn cứ: {row.citation}.")
        assert row.members is not None  # set when the meeting was opened
        found: Threshold
        if majority:
            found = by_majority(row.members, Ground.SECRETARY, ground.strip())
        else:
            try:
                found = by_share(row.members, read_share(share), Ground.SECRETARY, ground.strip())
            except ValidationError as error:
                raise ValidationError({"share": error.messages}) from error
        before = stored(row)
        row.needed, row.of, row.ground, row.citation = found.needed, found.of, found.ground, found.citation
        row.full_clean()
        row.save()
        write_down(by, row.meeting, "threshold_set", (before, row), why=ground.strip())
    return row


def open_ballot(
    *,
    actor: Actor,
    item: AgendaItem,
    closes_at: datetime,
    chair_passphrase: str,
    secretary_passphrase: str,
) -> AgendaItem:
    """Open the ballot box of an honour on screen, for the members who are present.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: it isn't voted on by ballot, nobody has said how many votes it needs, another box is
            open, somebody present has no account, nothing is left to vote on, or the box can't be opened.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row, lines = _before_opening(item)
        before = stored(row)
        voters = voters_of(row, lines)
        if without := [name for name, voter in voters if voter is None]:
            raise ValidationError(
                f"{', '.join(without)} có mặt nhưng chưa có tài khoản để bỏ phiếu trên máy. "
                "Mở hòm phiếu giấy, hoặc lập tài khoản gắn với số hiệu trước."
            )
        row.box = open_box(
            actor=actor,
            **_of_box(row, lines),
            voters=[voter for _, voter in voters if voter],
            closes_at=closes_at,
            chair_passphrase=chair_passphrase,
            secretary_passphrase=secretary_passphrase,
        )
        _opened(by, row, before)
    return row


def open_paper_ballot(*, actor: Actor, item: AgendaItem, tellers: Sequence[Account]) -> AgendaItem:
    """Open a box whose ballots are on paper; two people type them in on the box's own page.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: as ``open_ballot``, or there are too few tellers.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row, lines = _before_opening(item)
        before = stored(row)
        present = {one.member_id for one in attendance_of(row.meeting) if one.presence == Presence.PRESENT}
        about = _of_box(row, lines)
        about["items"] = [
            replace(one, able=_able(line, present)) for one, line in zip(about["items"], lines, strict=True)
        ]
        row.box = open_paper_box(actor=actor, **about, attending=len(present), tellers=tellers)
        _opened(by, row, before)
    return row


def close_ballot(
    *, actor: Actor, item: AgendaItem, chair_passphrase: str, secretary_passphrase: str, why: str = ""
) -> AgendaItem:
    """Close the box of an honour and write down what it says.

    Two steps, each whole: the box destroys its ballots when it closes and must not be held open by what
    follows; a result that was not taken over can be taken at any time.

    Args:
        why: for closing before the time and before everybody has voted.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no box is open, or it can't be closed (a passphrase is wrong, it was tampered with).
    """
    require_convene(actor, item.meeting.council.unit)
    row = AgendaItem.objects.select_related("box").get(pk=item.pk)
    refuse_state(row, ItemState.OPEN)
    assert row.box is not None
    close_box(
        actor=actor,
        box=row.box,
        chair_passphrase=chair_passphrase,
        secretary_passphrase=secretary_passphrase,
        why=why,
    )
    return take_result(actor=actor, item=row)


def take_result(*, actor: Actor, item: AgendaItem) -> AgendaItem:
    """Write down what a closed box says, with the written opinions of the absent.

    A box that was cancelled leaves the item as it was before, to be voted on again.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no box was opened, or it isn't closed.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row = locked_item(item)
        refuse_state(row, ItemState.OPEN)
        assert row.box is not None
        before = stored(row)
        if row.box.state == BoxState.VOID:
            row.state, row.box, row.present = ItemState.WAITING, None, None
            row.full_clean()
            row.save()
        else:
            said = {one.ref: Hands(one.for_, one.against, one.blank) for one in result_of(row.box)}
            if not said:
                raise ValidationError(f"Hòm phiếu “{row.box}” chưa đóng: chưa có kết quả.")
            lines = {proposal_ref(one.proposal): one.pk for one in row.lines.select_related("proposal")}
            _count(row, {lines[ref]: hands for ref, hands in said.items()})
        write_down(by, row.meeting, "item_closed", (before, row))
    return row


def count_hands(*, actor: Actor, item: AgendaItem, counts: Mapping[int, Hands]) -> AgendaItem:
    """Write down a vote by hands; keys are those of the item's lines.

    Raises:
        PermissionDenied: the actor runs no councils of that unit, or is proposed himself.
        ValidationError: it is voted on by ballot, a line is missing, or there are more hands than members
            who are present and vote.
    """
    by = require_convene(actor, item.meeting.council.unit, own=_about_himself(actor, item))
    with transaction.atomic():
        row = locked_item(item)
        lines = _ready(row, VoteWay.HANDS)
        present = {one.member_id for one in attendance_of(row.meeting) if one.presence == Presence.PRESENT}
        if {line.pk for line in lines} != set(counts):
            raise ValidationError("Ghi số tay giơ cho từng đề nghị trong mục này.")
        for line in lines:
            hands = counts[line.pk]
            if min(hands.for_, hands.against, hands.blank) < 0:
                raise ValidationError(f"{line.proposal.subject}: số tay giơ không âm.")
            able = _able(line, present)
            total = hands.for_ + hands.against + hands.blank
            if total > able:
                raise ValidationError(
                    f"{line.proposal.subject}: {total} tay giơ, nhiều hơn {able} người có mặt và được "
                    "biểu quyết. Đếm lại."
                )
        before = stored(row)
        row.present = len(present)
        _count(row, counts)
        write_down(by, row.meeting, "hands_counted", (before, row))
    return row


def _able(line: AgendaLine, present: set[int]) -> int:
    """How many of the members who are present vote on a proposal."""
    return len(present - set(line.recusals.values_list("member", flat=True)))


def voters_of(item: AgendaItem, lines: Sequence[AgendaLine]) -> list[tuple[str, BoxVoter | None]]:
    """Who is present, by name, and how he votes on screen; None for who has no account."""
    present = [one.member for one in attendance_of(item.meeting) if one.presence == Presence.PRESENT]
    accounts = accounts_of(present)
    whys: dict[int, dict[str, str]] = {}
    for one in Recusal.objects.filter(line__in=lines).select_related("line__proposal"):
        label = str(one.get_kind_display())
        refused = whys.setdefault(one.member_id, {})
        refused[proposal_ref(one.line.proposal)] = label[:1].lower() + label[1:]
    found: list[tuple[str, BoxVoter | None]] = []
    for member in present:
        mine, account = whys.get(member.pk, {}), accounts.get(member.pk)
        voter = BoxVoter(account, frozenset(mine), member.name, mine) if account else None
        found.append((member.name, voter))
    return found


def _before_opening(item: AgendaItem) -> tuple[AgendaItem, list[AgendaLine]]:
    """The item, locked, and what is voted on. Raises: ValidationError, when no box can be opened for it."""
    row = locked_item(item)
    lines = _ready(row, VoteWay.BALLOT)
    if other := row.meeting.items.filter(state=ItemState.OPEN).first():
        raise ValidationError(f"Đang mở hòm phiếu {item_name(other, row.meeting)}: đóng hòm đó trước.")
    return row, lines


def _of_box(item: AgendaItem, lines: Sequence[AgendaLine]) -> dict[str, Any]:
    """What a box of either kind is told."""
    meeting, needed = item.meeting, item.needed
    assert needed is not None
    assert item.members is not None
    words = ballot_words([one.proposal for one in lines])
    return {
        "title": item_name(item, meeting)[:200],
        "items": [
            BoxItem(proposal_ref(one.proposal), str(one.proposal.subject), words[one.proposal_id], needed)
            for one in lines
        ],
        "members": item.members,
        "unit": meeting.council.unit,
        "place": str(meeting)[:200],
    }


def _opened(by: Acting, item: AgendaItem, before: models.Model | None) -> None:
    item.state = ItemState.OPEN
    item.present = item.meeting.attendances.filter(presence=Presence.PRESENT).count()
    item.full_clean()
    item.save()
    write_down(by, item.meeting, "item_opened", (before, item))


def _ready(item: AgendaItem, way: VoteWay) -> list[AgendaLine]:
    """The lines that are voted on now; those whose dossier has gone are set aside.

    Raises:
        ValidationError: the item can't be voted on, in a sentence.
    """
    refuse_state(item, ItemState.WAITING)
    if item.way != way:
        raise ValidationError(f"Mục này {item.get_way_display().lower()}: đổi cách biểu quyết trước.")
    if item.needed is None:
        raise ValidationError(
            f"{item_name(item)}: luật, đợt xét tặng và quy chế Hội đồng chưa đặt số phiếu cần. "
            "Thư ký ghi số phiếu cần kèm căn cứ trước khi mở."
        )
    quorum = quorum_of(item.meeting)
    if quorum.enough is False:
        raise ValidationError(
            f"Không còn đủ số để biểu quyết: có mặt {quorum.present} trong {quorum.members} thành viên, cần "
            f"ít nhất {quorum.needed} ({quorum.citation})."
        )
    for line in item.lines.filter(aside="").select_related("proposal"):
        if line.proposal.stage != Stage.COUNCIL:
            line.aside = f"Hồ sơ đang ở bước “{line.proposal.get_stage_display()}”"
            line.save()
    found = list(item.lines.to_vote().select_related("proposal").prefetch_related("recusals"))
    if not found:
        raise ValidationError("Mục này không còn đề nghị nào để biểu quyết.")
    return found


def _count(item: AgendaItem, counts: Mapping[int, Hands]) -> None:
    """The figures of each line with the written opinions, and whether they are enough."""
    assert item.needed is not None
    item.written_counts = item.meeting.council.written_counts
    item.state, item.counted = ItemState.COUNTED, timezone.now()
    item.full_clean()
    item.save()
    for line in item.lines.filter(pk__in=counts).prefetch_related("written_votes"):
        line.item = item
        said = [one.choice for one in line.written_votes.all()]
        hands = counts[line.pk]
        line.votes_for, line.votes_against, line.votes_blank = hands.for_, hands.against, hands.blank
        line.written_for, line.written_against = said.count(Choice.FOR), said.count(Choice.AGAINST)
        line.passed = line.total_for >= item.needed
        line.full_clean()
        line.save()


def refuse_state(item: AgendaItem, wanted: ItemState) -> None:
    if item.state != wanted:
        raise ValidationError(
            f"{item_name(item)}: {item.get_state_display().lower()}. "
            f"Việc này chỉ làm được khi {wanted.label.lower()}; tải lại trang để xem."
        )


def _about_himself(actor: Actor, item: AgendaItem) -> bool:
    return isinstance(actor, Account) and actor.person_number in about_people(item)

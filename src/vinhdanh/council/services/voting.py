"""What the council votes on: votes needed, boxes opened and closed, hands counted, results into the dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.council.models import AgendaItem, AgendaLine, CouncilOpinion, Recusal
from vinhdanh.council.policies.councils import may_convene
from vinhdanh.council.selectors.boxes import result_of
from vinhdanh.council.selectors.meetings import (
    about_people,
    accounts_of,
    attendance_of,
    item_name,
    place_words,
)
from vinhdanh.council.services.boxes import close_box, open_box
from vinhdanh.council.services.writing import Actor, locked_item, require_convene, stored, write_down
from vinhdanh.council.thresholds import Threshold, by_majority, by_share, read_share
from vinhdanh.council.types.boxes import BoxItem, BoxVoter
from vinhdanh.council.types.meetings import (
    ASIDE,
    Choice,
    Ground,
    ItemState,
    OpinionKind,
    Presence,
    VoteWay,
)
from vinhdanh.council.words import line_words
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.writing import is_own, proposal_ref, scopes_about
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
        _refuse_state(row, ItemState.WAITING)
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
        _refuse_state(row, ItemState.WAITING)
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


def log_opinion(*, actor: Actor, line: AgendaLine, kind: OpinionKind | str, text: str) -> CouncilOpinion:
    """Write down what the council says of a dossier. What it wants returned or lowered is not voted on.

    The standing body then returns it or lowers the title on the dossier's own page.

    Raises:
        PermissionDenied: the actor runs no councils of that unit, or it is about himself.
        ValidationError: nothing said, or it is to be set aside after the vote.
    """
    by = _admit_about(actor, line)
    with transaction.atomic():
        item = locked_item(line.item)
        row = item.lines.select_related("proposal").get(pk=line.pk)
        if kind in ASIDE:
            _refuse_state(item, ItemState.WAITING)
            row.aside = f"{OpinionKind(kind).label}: {text.strip()}"[:300]
            row.save()
        made = CouncilOpinion(
            line=row, kind=kind, text=text.strip(), at=timezone.now(), by_name=by.full_name[:200]
        )
        made.full_clean()
        made.save()
        write_down(
            by, item.meeting, "opinion_logged", (None, made), data={"proposal": proposal_ref(row.proposal)}
        )
    return made


def open_ballot(
    *,
    actor: Actor,
    item: AgendaItem,
    closes_at: datetime,
    chair_passphrase: str,
    secretary_passphrase: str,
) -> AgendaItem:
    """Open the ballot box of an honour for the members who are present.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: it isn't voted on by ballot, nobody has said how many votes it needs, another box is
            open, nothing is left to vote on, or the box can't be opened.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row = locked_item(item)
        lines = _ready(row, VoteWay.BALLOT)
        meeting = row.meeting
        if other := meeting.items.filter(state=ItemState.OPEN).first():
            raise ValidationError(f"Đang mở hòm phiếu {item_name(other, meeting)}: đóng hòm đó trước.")
        before = stored(row)
        assert row.needed is not None and row.members is not None
        present = [one.member for one in attendance_of(meeting) if one.presence == Presence.PRESENT]
        accounts = accounts_of(present)
        refused: dict[int, set[str]] = {}
        for line, member in Recusal.objects.filter(line__in=lines).values_list("line__proposal", "member"):
            refused.setdefault(member, set()).add(f"proposal:{line}")
        row.box = open_box(
            actor=actor,
            title=f"{item_name(row, meeting)}, {meeting}"[:200],
            items=[
                BoxItem(proposal_ref(one.proposal), str(one.proposal.subject), place_words(one.proposal),
                        row.needed)
                for one in lines
            ],
            voters=[
                BoxVoter(accounts.get(one.pk), frozenset(refused.get(one.pk, ())), one.name)
                for one in present
            ],
            members=row.members,
            closes_at=closes_at,
            chair_passphrase=chair_passphrase,
            secretary_passphrase=secretary_passphrase,
        )  # fmt: skip
        row.state, row.present = ItemState.OPEN, len(present)
        row.full_clean()
        row.save()
        write_down(by, meeting, "item_opened", (before, row))
    return row


def close_ballot(
    *, actor: Actor, item: AgendaItem, chair_passphrase: str, secretary_passphrase: str
) -> AgendaItem:
    """Close the box of an honour and write down what it says, with the written opinions of the absent.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no box is open, or it can't be closed (a passphrase is wrong, ballots don't agree).
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row = locked_item(item)
        _refuse_state(row, ItemState.OPEN)
        assert row.box is not None
        before = stored(row)
        close_box(
            actor=actor,
            box=row.box,
            chair_passphrase=chair_passphrase,
            secretary_passphrase=secretary_passphrase,
        )
        row.box.refresh_from_db()
        said = {one.ref: Hands(one.for_, one.against, one.blank) for one in result_of(row.box)}
        counts = {
            line.pk: said[proposal_ref(line.proposal)] for line in row.lines.select_related("proposal")
            if proposal_ref(line.proposal) in said
        }  # fmt: skip
        _count(row, counts)
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
            able = len(present - set(line.recusals.values_list("member", flat=True)))
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


def apply_result(*, actor: Actor, item: AgendaItem) -> list[str]:
    """Move each dossier that was voted on: proposed by the council or not, the arithmetic as the reason.

    Returns:
        A sentence for each dossier that stays: it has gone elsewhere, something stands in the way, or it is
        the actor's own. Called again when that is over.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: there is no result.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        _refuse_state(row, ItemState.COUNTED)
        before = stored(row)
        stays, applied = [], []
        lines = row.lines.filter(passed__isnull=False, applied__isnull=True).select_related("proposal")
        for line in lines.prefetch_related("recusals__member"):
            line.item = row
            verb = "vote_passed" if line.passed else "vote_failed"
            try:
                with transaction.atomic():
                    move(
                        actor=actor,
                        proposal=line.proposal,
                        verb=verb,
                        only="council",
                        why=line_words(line),
                        seen=Stage.COUNCIL,
                        data={"meeting": row.meeting_id, "item": row.pk},
                    )
                    line.applied, line.open = timezone.now(), False
                    line.save()
            except (PermissionDenied, ValidationError) as error:
                said = " ".join(getattr(error, "messages", [str(error)]))
                stays.append(f"{line.proposal.subject}: {said}")
            else:
                applied.append(line.proposal_id)
        if not row.lines.filter(passed__isnull=False, applied__isnull=True).exists():
            row.state = ItemState.APPLIED
            row.save()
        write_down(
            by, row.meeting, "result_applied", (before, row), data={"proposals": applied, "stay": stays}
        )
    return stays


def _ready(item: AgendaItem, way: VoteWay) -> list[AgendaLine]:
    """The lines that are voted on now; those whose dossier has gone are set aside.

    Raises:
        ValidationError: the item can't be voted on, in a sentence.
    """
    _refuse_state(item, ItemState.WAITING)
    if item.way != way:
        raise ValidationError(f"Mục này {item.get_way_display().lower()}: đổi cách biểu quyết trước.")
    if item.needed is None:
        raise ValidationError(
            f"{item_name(item)}: luật, đợt xét tặng và quy chế Hội đồng chưa đặt số phiếu cần. "
            "Thư ký ghi số phiếu cần kèm căn cứ trước khi mở."
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


def _refuse_state(item: AgendaItem, wanted: ItemState) -> None:
    if item.state != wanted:
        raise ValidationError(
            f"{item_name(item)}: {item.get_state_display().lower()}. "
            f"Việc này chỉ làm được khi {wanted.label.lower()}; tải lại trang để xem."
        )


def _about_himself(actor: Actor, item: AgendaItem) -> bool:
    return isinstance(actor, Account) and actor.person_number in about_people(item)


def _admit_about(actor: Actor, line: AgendaLine) -> Acting:
    """Let pass who runs the council, not about himself nor by what the subject lent him."""
    subject = line.proposal.subject
    path = line.item.meeting.council.unit.path
    return admit(actor, may_convene(scopes_about(actor, subject), path, own=is_own(actor, subject)))

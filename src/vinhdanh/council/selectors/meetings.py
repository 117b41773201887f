"""Reading meetings: always what the actor may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.policies import ACTIONS
from vinhdanh.access.selectors import held_on
from vinhdanh.access.types import Action, Operator
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Recipient
from vinhdanh.council.models import (
    AgendaItem,
    AgendaLine,
    Attendance,
    Council,
    CouncilMeeting,
    CouncilMember,
    Recusal,
)
from vinhdanh.council.thresholds import arithmetic, read_share
from vinhdanh.council.types.boxes import ItemResult
from vinhdanh.council.types.councils import SEAT_ORDER
from vinhdanh.council.types.meetings import ItemState, MeetingState, Presence, RecusalKind
from vinhdanh.dossiers.models import PartVersion, Proposal
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.engine.facts import Force
from vinhdanh.engine.money import votes_needed
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
LONGEST = 200  # letters of an achievement on a ballot


# ---- what somebody sees ---------------------------------------------------------------------------


def seats_of(actor: Actor) -> QuerySet[CouncilMember]:
    """The seats that somebody holds or held, by his account or by his file."""
    if isinstance(actor, Operator):
        return CouncilMember.objects.none()
    mine = Q(account=actor)
    if actor.person_number:
        mine |= Q(person__number=actor.person_number)
    return CouncilMember.objects.filter(mine)


def is_members(actor: Actor, member: CouncilMember) -> bool:
    """Whether the account is the member's."""
    return seats_of(actor).filter(pk=member.pk).exists()


def councils_visible_to(actor: Actor) -> QuerySet[Council]:
    """Councils of units that the actor sees, and those in which he sits."""
    inside = Q(unit__in=visible_units(actor)) | Q(pk__in=seats_of(actor).values("council"))
    return Council.objects.filter(inside).select_related("unit", "standing_unit")


def meetings_visible_to(actor: Actor) -> QuerySet[CouncilMeeting]:
    """Meetings of the councils that the actor sees."""
    return CouncilMeeting.objects.filter(council__in=councils_visible_to(actor)).select_related(
        "council__unit__parent", "round", "chair", "secretary"
    )


def waiting_for(actor: Actor) -> list[CouncilMeeting]:
    """Meetings that the actor is invited to or runs and that have not ended, the nearest first.

    ``open_items`` counts the honours whose ballot box is open, ``to_open`` those not voted on yet.
    """
    found = CouncilMeeting.objects.exclude(state=MeetingState.ENDED)
    mine = Q(attendances__member__in=seats_of(actor))
    if not isinstance(actor, Operator):
        mine |= Q(council__unit__in=convening_units(actor))
    return list(
        found.filter(mine)
        .distinct()
        .select_related("council", "round")
        .annotate(
            open_items=Count("items", filter=Q(items__state=ItemState.OPEN), distinct=True),
            to_open=Count("items", filter=Q(items__state=ItemState.WAITING), distinct=True),
        )
        .order_by("starts")
    )


def convening_units(actor: Actor) -> QuerySet[Unit]:
    """Units whose councils the actor runs."""
    return visible_units(actor, Action.CONVENE)


# ---- members and their accounts -------------------------------------------------------------------


def accounts_of(members: Iterable[CouncilMember]) -> dict[int, Account]:
    """Member's key → the account with which he votes on screen; who has none votes on paper."""
    listed = list(members)
    numbers = {one.person.number: one.pk for one in listed if one.person}
    found = {
        numbers[account.person_number]: account
        for account in Account.objects.filter(person_number__in=numbers, is_active=True)
    }
    return found | {one.pk: one.account for one in listed if one.account and one.account.is_active}


# ---- quorum and recusal ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many are present against how many must be. ``enough`` is None where no rule asks."""

    members: int
    present: int
    needed: int | None
    words: str
    citation: str

    @property
    def enough(self) -> bool | None:
        return None if self.needed is None else self.present >= self.needed


def quorum_of(meeting: CouncilMeeting) -> Quorum:
    """The quorum by the council's own rules."""
    marks = list(meeting.attendances.values_list("presence", flat=True))
    members, present = len(marks), marks.count(Presence.PRESENT)
    council = meeting.council
    if not council.quorum:
        return Quorum(members, present, None, "quy chế chưa ghi số người dự tối thiểu", "")
    share = read_share(council.quorum)
    return Quorum(
        members, present, votes_needed(members, share), arithmetic(members, share), council.quorum_ground
    )


def found_recusals(meeting: CouncilMeeting, lines: Iterable[AgendaLine]) -> list[Recusal]:
    """Who does not vote by his place: whoever is proposed, and the head of a proposed collective."""
    seats = meeting.attendances.filter(member__person__isnull=False).select_related("member")
    by_person = {one.member.person_id: one.member for one in seats}
    listed = list(lines)
    day = timezone.localdate(meeting.starts)
    heads: dict[int, list[int]] = {}
    led = [line.proposal.collective_id for line in listed if line.proposal.collective_id]
    posts = Post.objects.on(day).filter(leads=True, person__in=list(by_person), unit__in=led)
    for unit, person in posts.values_list("unit", "person"):
        heads.setdefault(unit, []).append(person)
    found = []
    for line in listed:
        one = line.proposal
        if one.person_id in by_person:
            found.append(Recusal(line=line, member=by_person[one.person_id], kind=RecusalKind.SUBJECT))
        for person in sorted(set(heads.get(one.collective_id or 0, ()))):
            found.append(Recusal(line=line, member=by_person[person], kind=RecusalKind.HEAD))
    return found


# ---- the agenda as pages show it ------------------------------------------------------------------


def place_words(proposal: Proposal) -> str:
    """Whose unit proposes a subject, in short; nothing for a unit that proposes itself."""
    subject: Recipient = proposal.subject
    return "" if subject == proposal.unit else proposal.unit.code


def ballot_words(proposals: Collection[Proposal]) -> dict[int, str]:
    """Key of a proposal → what its ballot says under the name: «Thiếu tá, PC02», then what was done.

    The second line has the achievement and how the unit voted, as far as they are written.
    """
    held = {
        part.proposal_id: part.content
        for part in PartVersion.objects.filter(proposal__in=proposals, part=PartKind.MINUTES).order_by(
            "number"
        )
    }
    found = {}
    for one in proposals:
        first = ", ".join(filter(None, [one.person.rank if one.person else "", place_words(one)]))
        told, votes = one.achievement.rstrip("."), held.get(one.pk, {})
        deeds = (
            [f"{told[:LONGEST].rsplit(' ', 1)[0]} …" if len(told) > LONGEST else f"{told}."] if told else []
        )
        if "in_favour" in votes and "present" in votes:
            deeds.append(f"Đơn vị bình xét {votes['in_favour']}/{votes['present']} phiếu.")
        found[one.pk] = f"{first}\n{' '.join(deeds)}".rstrip("\n")
    return found


def item_name(item: AgendaItem, meeting: CouncilMeeting | None = None) -> str:
    """The honour as the agency calls it."""
    unit = (meeting or item.meeting).council.unit
    return honour_name(item.honour, police=unit.force == Force.POLICE.value)


def lines_in(item: AgendaItem) -> QuerySet[AgendaLine]:
    """The lines of an item with everything that a page shows."""
    lines = item.lines.select_related(
        "item",
        "proposal__person",
        "proposal__collective",
        "proposal__household",
        "proposal__outsider",
        "proposal__unit",
        "proposal__round",
    )
    return lines.prefetch_related("recusals__member", "opinions")


def agenda(meeting: CouncilMeeting, first: int | None = None) -> list[AgendaItem]:
    """The items in order with ``name``, ``size`` and ``enough`` (how many had the votes), and ``rows``.

    Args:
        first: for a page that shows only results, and of each so many lines; by default every line.
    """
    items: list[AgendaItem] = list(
        meeting.items.select_related("box").annotate(
            size=Count("lines"), enough=Count("lines", filter=Q(lines__passed=True))
        )
    )
    for item in items:
        item.meeting = meeting
        item.name = item_name(item, meeting)  # type: ignore[attr-defined]
        told = first is None or item.counted is not None
        item.rows = list(lines_in(item)[:first]) if told else []  # type: ignore[attr-defined]
        for line in item.rows:  # type: ignore[attr-defined]
            line.item = item
    return items


def attendance_of(meeting: CouncilMeeting) -> list[Attendance]:
    """Who is invited, the chair first."""
    rows = meeting.attendances.select_related("member__person", "member__account")
    return sorted(rows, key=lambda one: (SEAT_ORDER[one.member.seat], not one.member.standing, one.member_id))


def with_written(
    results: Iterable[ItemResult], item: AgendaItem | None
) -> list[tuple[ItemResult, int, bool]]:
    """What came out of a box, the written votes in favour that the meeting adds, and whether it is enough."""
    added: dict[str, int] = {}
    if item is not None and item.written_counts:
        written = item.lines.filter(written_for__gt=0)
        added = {f"proposal:{key}": votes for key, votes in written.values_list("proposal", "written_for")}
    rows = [(one, added.get(one.ref, 0)) for one in results]
    return [(one, votes, one.for_ + votes >= one.needed) for one, votes in rows]


def about_people(item: AgendaItem) -> set[str]:
    """Số hiệu of the people who are proposed in it."""
    return set(Person.every.filter(proposals__agenda_lines__item=item).values_list("number", flat=True))


def able_accounts(council: Council) -> QuerySet[Account]:
    """Who may type paper ballots: accounts with a role that runs councils or rounds, and the members."""
    day = timezone.localdate()
    seats = council.members.on(day)
    numbers = seats.filter(person__isnull=False).values("person__number")
    roles = [role for role, actions in ACTIONS.items() if {Action.CONVENE, Action.RUN_ROUND} & actions]
    able = Q(pk__in=RoleAssignment.objects.filter(held_on(day), role__in=roles).values("account"))
    found = Account.objects.filter(able | Q(person_number__in=numbers) | Q(pk__in=seats.values("account")))
    return found.filter(is_active=True).distinct().order_by("full_name")

"""Setting up councils, and who sits in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.audit.changes import stored
from vinhdanh.council.models import Council, CouncilMember
from vinhdanh.council.services.writing import (
    Actor,
    require_convene,
    write_down,
)
from vinhdanh.council.thresholds import read_share
from vinhdanh.council.types.councils import CouncilKind, Seat
from vinhdanh.council.types.meetings import MeetingState
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import current_posts
from vinhdanh.people.services.writing import first_come


def write_council(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    name: str,
    number: str,
    decided: date,
    authority: str,
    kind: CouncilKind | str = CouncilKind.REWARD,
    standing_unit: Unit | None = None,
    quorum: str = "",
    quorum_ground: str = "",
    majority: bool = False,
    majority_ground: str = "",
    written_counts: bool = False,
    written_ground: str = "",
    council: Council | None = None,
) -> Council:
    """Set a council up, or correct it.

    Args:
        number, decided, authority: the decision that set it up.
        quorum: share of all members who must be present, «2/3» or «80%»; empty where its rules say nothing.
        majority: more than half is enough where law and round ask for no share.
        written_counts: the written opinion of who is absent is counted with the ballots.
        council: the one to correct; its unit and kind stay.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: a rule has no ground, the year has such a council, or it is in session.
    """
    by = require_convene(actor, council.unit if council else unit)
    if quorum.strip():
        try:
            read_share(quorum)
        except ValidationError as error:
            raise ValidationError({"quorum": error.messages}) from error
    with first_come(f"Hội đồng năm {year} vừa được người khác lập: tải lại trang."):
        if council is not None:
            row = _locked(council)
        else:
            row = Council(unit=unit, kind=kind)
        before = stored(row)
        row.year, row.name, row.number = year, name.strip(), number.strip()
        row.decided, row.authority, row.standing_unit = decided, authority.strip(), standing_unit
        row.quorum, row.quorum_ground = quorum.strip(), quorum_ground.strip()
        row.majority, row.majority_ground = majority, majority_ground.strip()
        row.written_counts, row.written_ground = written_counts, written_ground.strip()
        row.full_clean()
        row.save()
        write_down(by, row, "council_written", (before, row))
    return row


def add_member(
    *,
    actor: Actor,
    council: Council,
    start: date,
    person: Person | None = None,
    account: Account | None = None,
    seat: Seat | str = Seat.MEMBER,
    standing: bool = False,
    name: str = "",
    post: str = "",
) -> CouncilMember:
    """Take somebody into the council.

    Args:
        person: an officer; ``account``: of somebody from outside, who has no file here.
        name, post: as the decision writes them; by default rank, name and post of that day.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: he sits in it already, the chair or the secretary is taken, or it is in session.
    """
    by = require_convene(actor, council.unit)
    with transaction.atomic():
        held = _locked(council)
        row = _seated(held, person, account, start, seat=seat, standing=standing, name=name, post=post)
        write_down(by, held, "member_added", (None, row))
    return row


def end_member(*, actor: Actor, member: CouncilMember, on: date, why: str) -> CouncilMember:
    """Let a seat end; ``on`` is its last day.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no reason, it has ended, or the council is in session.
    """
    by = require_convene(actor, member.council.unit)
    with transaction.atomic():
        held = _locked(member.council)
        row = _running(member)
        before = stored(row)
        _end(row, on, why)
        write_down(by, held, "member_ended", (before, row), why=why.strip())
    return row


def replace_member(
    *,
    actor: Actor,
    member: CouncilMember,
    on: date,
    why: str,
    person: Person | None = None,
    account: Account | None = None,
    name: str = "",
    post: str = "",
) -> CouncilMember:
    """Put somebody in a member's seat from a day on; the other one's last day is the day before.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: no reason, it has ended, he sits in the council already, or it is in session.
    """
    by = require_convene(actor, member.council.unit)
    with transaction.atomic():
        held = _locked(member.council)
        row = _running(member)
        before = stored(row)
        _end(row, on - timedelta(days=1), why)
        made = _seated(held, person, account, on, seat=row.seat, standing=row.standing, name=name, post=post)
        row.replaced_by = made
        row.save()
        write_down(by, held, "member_replaced", (before, row), (None, made), why=why.strip())
    return made


def copy_council(
    *, actor: Actor, council: Council, year: int, number: str, decided: date, authority: str = ""
) -> Council:
    """Set a council of another year up with the rules and the members who sit in this one today.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: that year has such a council.
    """
    by = require_convene(actor, council.unit)
    kept = {
        name: getattr(council, name)
        for name in (
            *("unit", "kind", "name", "standing_unit", "quorum", "quorum_ground"),
            *("majority", "majority_ground", "written_counts", "written_ground"),
        )
    }
    with first_come(f"Hội đồng năm {year} vừa được người khác lập: tải lại trang."):
        row = Council(
            **kept,
            year=year,
            number=number.strip(),
            decided=decided,
            authority=authority.strip() or council.authority,
        )
        row.full_clean()
        row.save()
        seats = [
            CouncilMember(
                council=row,
                person=one.person,
                account=one.account,
                name=one.name,
                post=one.post,
                seat=one.seat,
                standing=one.standing,
                start=decided,
            )
            for one in council.members.on(timezone.localdate())
        ]
        CouncilMember.objects.bulk_create(seats)
        write_down(by, row, "council_copied", (None, row), data={"from": str(council), "members": len(seats)})
    return row


def _locked(council: Council) -> Council:
    """The council as it is now, held until the transaction ends.

    Raises:
        ValidationError: one of its meetings is in session.
    """
    row = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    if sitting := row.meetings.filter(state=MeetingState.IN_SESSION).first():
        raise ValidationError(
            f"{sitting} đang họp, số thành viên và quy chế đã tính vào kết quả. Sửa sau khi họp xong."
        )
    return row


def _running(member: CouncilMember) -> CouncilMember:
    row = CouncilMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if row.end is not None:
        raise ValidationError(f"{row} đã thôi từ ngày {row.end:%d/%m/%Y}.")
    return row


def _end(row: CouncilMember, on: date, why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do, số quyết định thay đổi thành viên."})
    row.end, row.end_why = on, why.strip()
    row.full_clean()
    row.save()


def _seated(
    council: Council,
    person: Person | None,
    account: Account | None,
    start: date,
    *,
    seat: Seat | str,
    standing: bool,
    name: str,
    post: str,
) -> CouncilMember:
    """A new seat, saved."""
    who: Mapping[str, Any] = {"person": person} if person else {"account": account}
    if account and not person and account.person_number:
        # He has a file: the account is found through it, so that a new account takes over the seat.
        person = Person.objects.filter(number=account.person_number).first()
        who = {"person": person} if person else who
    if any(who.values()) and council.members.on(start).filter(**who).exists():
        raise ValidationError("Người này đang là thành viên Hội đồng.")
    row = CouncilMember(council=council, **who, seat=seat, standing=standing, start=start)
    row.name, row.post = name.strip(), post.strip()
    if person:
        held = current_posts([person], start).get(person.pk)
        row.name = row.name or f"{person.rank} {person.name}".strip()
        if held and not row.post:
            # «Giám đốc» of the council's own unit, «Trưởng phòng PX01» of another one.
            where = "" if held.unit_id == council.unit_id else held.unit.code
            row.post = f"{held.title or held.grade_label} {where}".strip()
    elif account:
        row.name, row.post = row.name or account.full_name, row.post or account.post_text
    row.full_clean()
    row.save()
    return row

"""Writing about people, households, and where people serve."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Force, Sex
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Post, RankHeld, Unit
from vinhdanh.people.policies import may_edit
from vinhdanh.people.services.units import refuse_taken_code
from vinhdanh.people.services.writing import (
    Actor,
    change,
    is_own,
    path_of,
    ref,
    require_edit,
    save,
    scopes_about,
)

CHANGEABLE = frozenset(
    "name born sex citizen_id force category joined left secrecy party_joined party_left youth_joined "
    "youth_left education major ethnicity".split()
)


def register_person(
    *,
    actor: Actor,
    number: str,
    name: str,
    unit: Unit,
    start: date,
    title: str = "",
    grade: str = "",
    leads: bool = False,
    born: date | None = None,
    sex: Sex | None = None,
    citizen_id: str = "",
    force: Force = Force.POLICE,
    category: str = "",
    joined: date | None = None,
    **more: Any,
) -> Person:
    """A new person with his first place of service.

    Args:
        more: anything else that ``change_person`` could change.

    Raises:
        PermissionDenied: the actor may not edit in that unit.
        ValidationError: the number or CCCD is taken, or dates are out of order.
    """
    by = admit(actor, may_edit(scopes(actor), unit.path))
    refuse_taken_code(number)
    person = Person(
        number=number,
        name=name,
        folded=fold(name),
        born=born,
        sex=sex.value if sex else "",
        citizen_id=citizen_id,
        force=force.value,
        category=category,
        joined=joined,
    )
    if unknown := more.keys() - CHANGEABLE:
        raise TypeError(f"register_person can't set {', '.join(sorted(unknown))}")
    change(person, more)
    person.full_clean()
    with transaction.atomic():
        person.save()
        post = Post(person=person, unit=unit, start=start, title=title, grade=grade, leads=leads)
        post.full_clean()
        refuse_closed(post)
        post.save()
        record(
            actor=by,
            verb="people.person_registered",
            subject=person.name,
            ref=ref(person),
            data=written((None, person), (None, post)),
        )
    return person


def change_person(*, actor: Actor, person: Person, why: str, **changes: Any) -> Person:
    """Correct what the file says of a person. His number stays; his rank is ``confer_rank``'s business.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit, or it is himself.
        ValidationError: a value does not fit.
        TypeError: an attribute that can't be changed.
    """
    by = require_edit(actor, person)
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_person can't change {', '.join(sorted(unknown))}")
    if change(person, changes):
        person.folded = fold(person.name)
        save(person, actor=by, verb="people.person_changed", subject=person, why=why)
    return person


def confer_rank(
    *,
    actor: Actor,
    person: Person,
    rank: str,
    since: date,
    coefficient: Decimal | None = None,
    number: str = "",
) -> RankHeld:
    """A rank from a day on. The newest one is the person's rank now.

    Args:
        coefficient: of pay, as the decision states it; frozen from now on.
        number: of the decision.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit.
        ValidationError: a rank of that day is on record.
    """
    by = require_edit(actor, person)
    held = RankHeld(person=person, name=rank, since=since, coefficient=coefficient, number=number)
    refuse_second_rank(held)
    held.full_clean()
    with transaction.atomic():
        held.save()
        record(
            actor=by,
            verb="people.rank_conferred",
            subject=person.name,
            ref=ref(person),
            data=written((None, held), rank_now(person)),
        )
    return held


def refuse_second_rank(held: RankHeld) -> None:
    """A rank lasts until the next one, so two of one day are the only way in which ranks can overlap.

    Raises:
        ValidationError: another rank was conferred on that day, named.
    """
    other = held.person.ranks.filter(since=held.since).exclude(pk=held.pk).first()
    if other:
        raise ValidationError(
            f"Ngày {held.since:%d/%m/%Y} đã ghi cấp bậc hàm {other.name} của {held.person}. "
            "Sửa dòng đó, hoặc ghi ngày khác."
        )


def rank_now(person: Person) -> Pair:
    """The person's rank becomes that of the latest row; before and after, for the journal."""
    before = copy(person)
    latest = person.ranks.order_by("-since").first()
    person.rank = latest.name if latest else ""
    person.save(update_fields=["rank"])
    return before, person


def assign_post(
    *,
    actor: Actor,
    person: Person,
    unit: Unit,
    start: date,
    end: date | None = None,
    title: str = "",
    grade: str = "",
    leads: bool = False,
    main: bool = True,
    coefficient: Decimal | None = None,
) -> Post:
    """A new post. A main post that is still running ends on the day before it.

    Args:
        coefficient: of the post's allowance, as the decision states it; frozen from now on.

    Raises:
        PermissionDenied: the actor may not edit in the unit that the person comes from, or goes to.
        ValidationError: another main post covers part of the time.
    """
    own = is_own(actor, person)
    held = scopes_about(actor, person)
    by = admit(actor, may_edit(held, path_of(person), own=own), may_edit(held, unit.path))
    post = Post(
        person=person,
        unit=unit,
        start=start,
        end=end,
        title=title,
        grade=grade,
        leads=leads,
        main=main,
        coefficient=coefficient,
    )
    post.full_clean()
    with transaction.atomic():
        pairs = place(post)
        record(
            actor=by,
            verb="people.post_assigned",
            subject=person.name,
            ref=ref(person),
            data=written(*pairs),
        )
    return post


def place(post: Post) -> list[Pair]:
    """Save a new post, ending the main post that is still running; each before and after, for the journal.

    Raises:
        ValidationError: another main post covers part of the time, or the unit is closed by then.
    """
    refuse_closed(post)
    pairs: list[Pair] = []
    if post.main:
        running = post.person.posts.filter(main=True, start__lt=post.start, end__isnull=True).first()
        if running:
            before = copy(running)
            running.end = post.start - timedelta(days=1)
            running.save(update_fields=["end"])
            pairs.append((before, running))
        refuse_overlap(post)
    post.save()
    return [(None, post), *pairs]


def refuse_closed(post: Post) -> None:
    """A post lies within its unit's days.

    Raises:
        ValidationError: the unit ended before the post does.
    """
    ends = post.unit.valid_to
    if ends and (post.end is None or post.end > ends):
        raise ValidationError(
            f"{post.unit} đã kết thúc ngày {ends:%d/%m/%Y}: không ghi chức vụ ở đó sau ngày này."
        )


def refuse_overlap(post: Post) -> None:
    """Says in words what the database would refuse.

    Raises:
        ValidationError: another main post covers part of the time, named with its unit and days.
    """
    others = post.person.posts.filter(main=True).exclude(pk=post.pk)
    for other in others.select_related("unit").order_by("start"):
        if other.start <= (post.end or date.max) and post.start <= (other.end or date.max):
            until = f"{other.end:%d/%m/%Y}" if other.end else "nay"
            raise ValidationError(
                f"{post.person} giữ chức vụ chính ở {other.unit} từ {other.start:%d/%m/%Y} đến {until}. "
                "Kết thúc chức vụ đó trước, hoặc ghi chức vụ mới là kiêm nhiệm."
            )


def end_post(*, actor: Actor, post: Post, last_day: date, why: str = "") -> Post:
    """The post ends with that day.

    Raises:
        PermissionDenied: the actor may not edit in the person's unit.
        ValidationError: the day lies before the post began.
    """
    by = require_edit(actor, post.person)
    post.end = last_day
    save(post, actor=by, verb="people.post_ended", subject=post.person, why=why)
    return post


def register_household(*, actor: Actor, code: str, name: str, unit: Unit | None = None) -> Household:
    """A household, followed by a unit or by the agency itself.

    Raises:
        PermissionDenied: the actor may not edit in that unit.
        ValidationError: the code is taken.
    """
    by = admit(actor, may_edit(scopes(actor), unit.path if unit else "/"))
    refuse_taken_code(code)
    household = Household(code=code, name=name, folded=fold(name), unit=unit)
    save(household, actor=by, verb="people.household_registered", subject=household)
    return household

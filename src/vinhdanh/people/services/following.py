"""People, households and open requests go where their unit goes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Person, Post, Transfer, Unit
from vinhdanh.people.services.writing import ref
from vinhdanh.people.types import TransferKind, TransferState


def posts_reaching(unit: Unit, on: date) -> QuerySet[Post]:
    """Posts in the unit, main or beside, that last to that day or begin after it."""
    return Post.objects.filter(Q(end__isnull=True) | Q(end__gte=on), unit=unit)


def members_of(unit: Unit, on: date) -> QuerySet[Person]:
    """Whoever has such a post."""
    return Person.objects.filter(pk__in=posts_reaching(unit, on).values("person"))


def move_members(
    unit: Unit,
    into: Unit,
    on: date,
    *,
    by: Acting,
    why: str,
    keep_leads: bool = False,
    only: Collection[int] | None = None,
) -> None:
    """Every post in the unit that reaches the day goes on in the other unit from that day.

    Args:
        keep_leads: commanders command there too.
        only: keys of the persons concerned; all of them by default.
    """
    posts = posts_reaching(unit, on).select_related("person", "unit").order_by("person_id", "start", "pk")
    if only is not None:
        posts = posts.filter(person__in=only)
    for person, own in groupby(posts, key=lambda post: post.person):
        pairs = [pair for post in own for pair in _go_on(post, into, on, keep_leads)]
        record(
            actor=by,
            verb="people.member_moved",
            subject=f"{person}: {unit} → {into}",
            ref=ref(person),
            data=written(*pairs),
            why=why.strip(),
        )


def _go_on(post: Post, into: Unit, on: date, keep_leads: bool) -> list[Pair]:
    before = copy(post)
    if post.start >= on:
        post.unit, post.leads = into, post.leads and keep_leads
        post.save(update_fields=["unit", "leads"])
        return [(before, post)]
    new = Post(
        person=post.person,
        unit=into,
        start=on,
        end=post.end,
        title=post.title,
        grade=post.grade,
        leads=post.leads and keep_leads,
        main=post.main,
        coefficient=post.coefficient,
    )
    post.end = on - timedelta(days=1)
    post.save(update_fields=["end"])  # first, so that the two never overlap
    new.save()
    pairs: list[Pair] = [(before, post), (None, new)]
    for transfer in Transfer.objects.filter(post=post, kind=TransferKind.SECONDMENT):
        was = copy(transfer)
        transfer.post = new  # the part that ends when the secondment does
        transfer.save(update_fields=["post"])
        pairs.append((was, transfer))
    return pairs


def move_households(unit: Unit, into: Unit, *, by: Acting, why: str) -> None:
    """The other unit follows the households from now on."""
    for household in unit.households.all():
        before = copy(household)
        household.unit = into
        household.save(update_fields=["unit"])
        record(
            actor=by,
            verb="people.household_moved",
            subject=str(household),
            ref=ref(household),
            data=written((before, household)),
            why=why.strip(),
        )


def redirect(
    among: QuerySet[Transfer], successors: Mapping[int, Unit], *, by: Acting, on: date, why: str
) -> None:
    """Open requests and running secondments name the units that the old ones became.

    Where both ends become one unit, a request is withdrawn and a secondment ends on the day before.
    """
    alive = Q(state=TransferState.REQUESTED) | Q(
        state=TransferState.ACCEPTED, kind=TransferKind.SECONDMENT, end__gte=on
    )
    touched = Q(from_unit__in=list(successors)) | Q(to_unit__in=list(successors))
    for transfer in among.filter(alive, touched).select_related("person", "post", "absence", "from_unit"):
        before = copy(transfer)
        source = successors.get(transfer.from_unit_id, transfer.from_unit)
        target = successors.get(transfer.to_unit_id, transfer.to_unit)
        more: list[Pair] = []
        if source != target:
            transfer.from_unit, transfer.to_unit = source, target
        elif transfer.state == TransferState.REQUESTED:
            transfer.state = TransferState.WITHDRAWN
            transfer.answer = "Hai đơn vị đã về một."
            transfer.answered_by, transfer.answered_at = by.full_name[:200], timezone.now()
        else:
            more = end_with(transfer, on - timedelta(days=1))
        transfer.save()
        record(
            actor=by,
            verb="people.transfer_redirected",
            subject=str(before),
            ref=ref(transfer.person),
            data=written((before, transfer), *more),
            why=why.strip(),
        )


def end_with(transfer: Transfer, last_day: date) -> list[Pair]:
    """A running secondment, its post and its absence end with that day (at the earliest on their first)."""
    pairs: list[Pair] = []
    for row in (transfer.post, transfer.absence):
        if row is not None:
            was = copy(row)
            row.end = max(last_day, row.start)
            row.save(update_fields=["end"])
            pairs.append((was, row))
    transfer.end = max(last_day, transfer.start)
    return pairs

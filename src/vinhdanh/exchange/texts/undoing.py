"""Taking back what was written for a text, through the services of each room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant, GrantEvent, GrantIndex, GrantWork
from vinhdanh.awards.selectors.resting import resting_on
from vinhdanh.awards.services import strike
from vinhdanh.exchange.texts.offers import Made
from vinhdanh.movements.models import Directive, Meeting, Movement, MovementLink, Target
from vinhdanh.movements.services import drop_directive, drop_draft, drop_meeting, drop_target

# Lines before their meeting, targets before their movement.
_ORDER = (
    "movements.directive",
    "movements.meeting",
    "movements.target",
    "movements.movement",
    "awards.grant",
)
_FOLLOWS = (GrantEvent, GrantIndex, GrantWork)  # of an honour itself: told otherwise, or nothing of its own


def obstacles(records: Sequence[Made], *, since: int) -> list[str]:
    """Why the records can't be taken back any more, one sentence each.

    Args:
        since: the journal's entry that tells of the writing; what was done to them later is a reason.
    """
    refs = {f"{one.table.partition('.')[2]}:{one.key}": one.words for one in records}
    later = JournalEntry.objects.filter(number__gt=since, ref__in=list(refs)).values_list("ref", flat=True)
    found = [f"“{refs[ref]}” đã sửa sau khi ghi." for ref in dict.fromkeys(later)]
    found += _linked([one.key for one in records if one.table == "movements.movement"])
    found += _under([one.key for one in records if one.table == "movements.meeting"], records)
    keys = [one.key for one in records if one.table == "awards.grant"]
    for grant in Grant.objects.filter(pk__in=keys).select_related("person", "unit", "household", "outsider"):
        found += _on_grant(grant, set(keys))
    return found


def _linked(movements: Sequence[int]) -> Iterator[str]:
    """Another movement that was tied to one of these since."""
    links = MovementLink.objects.filter(linked__in=movements).exclude(movement__in=movements)
    for link in links.select_related("movement", "linked"):
        yield f"“{link.movement}” đã gắn với “{link.linked}”."


def _under(meetings: Sequence[int], records: Sequence[Made]) -> Iterator[str]:
    own = [one.key for one in records if one.table == "movements.directive"]
    for line in Directive.objects.filter(meeting__in=meetings).exclude(pk__in=own).select_related("meeting"):
        yield f"“{line}” ghi sau dưới “{line.meeting}”."


def _on_grant(grant: Grant, own: set[int]) -> Iterator[str]:
    if grant.events.exists():
        yield f"{grant.subject}: lượt khen năm {grant.year} đã bị hủy, tước, phục hồi hoặc xóa sau đó."
        return
    for relation in Grant._meta.related_objects:
        other = relation.related_model
        if relation.many_to_many or other in _FOLLOWS:
            continue
        if other._base_manager.filter(**{relation.field.attname: grant.pk}).exists():
            yield f"{grant.subject}: {other._meta.verbose_name} đã dựa vào lượt khen năm {grant.year}."
    for one in resting_on(grant):
        if one.grant is not None and one.grant not in own:
            yield f"{one.honour} năm {one.year} của {one.recipient} dựa vào lượt khen này."


def take_back(*, actor: Account | Operator, records: Sequence[Made], ground: str) -> None:
    """Strike the honours as mistakes and drop the drafts, inside the caller's transaction.

    A decision stays as it was written; with no honour left on it, it is not shown any more.

    Raises:
        PermissionDenied: the actor may not write there.
        ValidationError: one of them has gone further than a draft, or something refers to it.
    """
    for table in _ORDER:
        for one in reversed([one for one in records if one.table == table]):
            try:
                _drop(actor, one, ground)
            except ProtectedError:
                raise ValidationError(f"“{one.words}”: đã có bản ghi khác dựa vào.") from None


def _drop(actor: Account | Operator, one: Made, ground: str) -> None:
    """A record through its own service; a draft that somebody dropped already is gone."""
    match one.table:
        case "awards.grant":
            grant = Grant.objects.get(pk=one.key)
            strike(actor=actor, grant=grant, ground=ground, on=timezone.localdate())
        case "movements.directive":
            for line in Directive.objects.filter(pk=one.key):
                drop_directive(actor=actor, directive=line)
        case "movements.meeting":
            for meeting in Meeting.objects.filter(pk=one.key):
                drop_meeting(actor=actor, meeting=meeting)
        case "movements.target":
            for target in Target.objects.filter(pk=one.key):
                drop_target(actor=actor, target=target)
        case "movements.movement":
            for movement in Movement.objects.filter(pk=one.key):
                drop_draft(actor=actor, movement=movement)

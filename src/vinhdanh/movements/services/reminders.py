"""Reminding an account of its dates. Everything here is about one's own account only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.audit.changes import stored, written
from vinhdanh.audit.services import record
from vinhdanh.movements.models import Reminder, ReminderSettings
from vinhdanh.movements.models.calendar import FURTHEST
from vinhdanh.movements.selectors.calendar import entries, reminders_of, settings_of
from vinhdanh.movements.types.calendar import Entry, EntryKind

MOST_OFFSETS = 5
# What a date that changed writes anew in a reminder that is there.
REWRITTEN = [
    "due",
    "kind",
    "title",
    "outward",
    "href",
    "read",
    "mailed",
    "snoozed_to",
    "withdrawn",
    "replaced",
]


def offset_reached(offsets: Collection[int], left: int) -> int | None:
    """Which of an account's offsets is due with so many days left; None while all lie ahead or it is over.

    Whoever comes late is told once, by the nearest offset that has passed.
    """
    return min((days for days in offsets if 0 <= left <= days), default=None)


@transaction.atomic
def make_reminders(account: Account, today: date | None = None) -> int:
    """Write down what the account has to be told of today. How many are new or tell of another day.

    Running it again changes nothing. A date that moved is told again; one that is gone, done or no longer
    the account's to see takes its reminders with it.
    """
    day = today or timezone.localdate()
    wishes = settings_of(account)
    wanted = {
        one.key: one
        for one in entries(account, day, day + timedelta(days=FURTHEST))
        if one.mine and not one.done and one.on >= day and one.kind not in wishes.muted
    }
    there = {(one.key, one.days): one for one in account.reminders.filter(due__gte=day)}
    there |= {(one.key, one.days): one for one in account.reminders.filter(key__in=wanted)}
    new: list[Reminder] = []
    changed: list[Reminder] = []
    for entry in wanted.values():
        offsets = {*wishes.offsets, *([] if entry.remind is None else [entry.remind])}
        days = offset_reached(offsets, (entry.on - day).days)
        if days is None:
            continue
        told = there.get((entry.key, days))
        if told is None:
            new.append(_reminder(account, entry, days))
        elif told.due != entry.on:
            told.read = told.mailed = told.snoozed_to = None
            _copy(told, entry)
            new.append(told)
        elif told.title != entry.title or told.outward != entry.outward:
            _copy(told, entry)
            changed.append(told)
    _withdraw(there.values(), wanted, day, changed)
    _replace_older(new, there.values(), changed)
    # Two rounds at once would make the same ones: the second leaves them alone.
    Reminder.objects.bulk_create([one for one in new if one._state.adding], ignore_conflicts=True)
    moved = [one for one in new if not one._state.adding]
    Reminder.objects.bulk_update({one.pk: one for one in [*moved, *changed]}.values(), REWRITTEN)
    return len(new)


def _reminder(account: Account, entry: Entry, days: int) -> Reminder:
    made = Reminder(account=account, key=entry.key, days=days, made=timezone.now())
    _copy(made, entry)
    return made


def _copy(told: Reminder, entry: Entry) -> None:
    told.due, told.kind, told.href = entry.on, entry.kind, entry.href
    told.title, told.outward = entry.title[:300], entry.outward[:300]
    told.withdrawn = told.replaced = False


def _withdraw(
    there: Collection[Reminder], wanted: Mapping[str, Entry], day: date, changed: list[Reminder]
) -> None:
    """What is about a date that is gone, or about the day on which it was before, is told no more."""
    for told in there:
        entry = wanted.get(told.key)
        gone = told.due >= day if entry is None else told.due != entry.on
        if gone != told.withdrawn:
            told.withdrawn = gone
            changed.append(told)


def _replace_older(new: Sequence[Reminder], there: Collection[Reminder], changed: list[Reminder]) -> None:
    """Seven days ahead has been said; today it is one day: the first one goes."""
    fresh = {told.key: told.days for told in new}
    for told in there:
        if told.key in fresh and told.days != fresh[told.key] and not told.replaced:
            told.replaced = True
            changed.append(told)


# ---- what the account does with them ----------------------------------------------------------------


def read_reminders(*, account: Account, keys: Sequence[int] = ()) -> int:
    """Mark reminders as read, by default all. Not in the journal: nothing was done to a record."""
    found = reminders_of(account).filter(read__isnull=True)
    if keys:
        found = found.filter(pk__in=keys)
    return found.update(read=timezone.now())


def snooze_reminder(*, account: Account, key: int, days: int) -> None:
    """Put a reminder off by some days; then it is unread again.

    Raises:
        ValidationError: no such reminder, or not 1 to 14 days.
    """
    if not 1 <= days <= 14:
        raise ValidationError("Nhắc lại sau 1 đến 14 ngày.")
    until = timezone.localdate() + timedelta(days=days)
    if not reminders_of(account).filter(pk=key).update(snoozed_to=until, read=None):
        raise ValidationError("Không có lời nhắc này.")


def save_settings(
    *, account: Account, muted: Sequence[str], offsets: Sequence[int], by_email: bool, email: str
) -> ReminderSettings:
    """How the account wants to be reminded from now on.

    Raises:
        ValidationError: an unknown kind, no or too many days, an address that is none.
    """
    days = sorted(set(offsets), reverse=True)
    if not days or len(days) > MOST_OFFSETS or not all(0 <= one <= FURTHEST for one in days):
        raise ValidationError({"offsets": f"Ghi 1 đến {MOST_OFFSETS} số ngày, mỗi số từ 0 đến {FURTHEST}."})
    if unknown := set(muted) - set(EntryKind.values):
        raise ValidationError({"muted": f"Không có loại việc “{', '.join(sorted(unknown))}”."})
    if email:
        validate_email(email)
    wishes = settings_of(account)
    before = stored(wishes) if wishes.pk else None
    wishes.muted, wishes.offsets, wishes.by_email, wishes.email = sorted(muted), days, by_email, email
    wishes.mail_problem = ""
    wishes.full_clean()
    with transaction.atomic():
        wishes.save()
        record(
            actor=account,
            verb="movements.reminders_set",
            subject=account.full_name,
            ref=f"account:{account.username}",
            data=written((before, wishes)),
        )
    return wishes

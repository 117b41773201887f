"""One mail a day for each account that wants it, and the round that ``vinhdanh remind`` makes.

A mail holds kinds, days, titles that name nobody, and addresses of pages; it is nothing to keep secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from vinhdanh.access.backends import may_sign_in
from vinhdanh.access.models import Account
from vinhdanh.movements.models import Reminder, ReminderSettings
from vinhdanh.movements.selectors.calendar import reminders_of, settings_of
from vinhdanh.movements.services.reminders import make_reminders
from vinhdanh.movements.types.calendar import Told

NOT_ASKED = "không đăng ký nhận thư"
OFF = "chưa cấu hình máy chủ thư"
KEPT = timedelta(days=400)  # after a date, its reminders


def mail_is_on() -> bool:
    """Whether this installation can send mail."""
    return bool(settings.MAIL_ON)


def remind_everybody(*, mail: bool = True) -> Iterator[Told]:
    """Make today's reminders of every account that may sign in, and send the mails; one line for each.

    Safe to run as often as one likes: nobody is told twice, and an account gets one mail a day. A mail
    that fails is written down and goes with the next run; the others are sent.
    """
    today = timezone.localdate()
    Reminder.objects.filter(due__lt=today - KEPT).delete()
    connection = get_connection() if mail and mail_is_on() else None
    for account in Account.objects.filter(is_active=True).order_by("username"):
        if may_sign_in(account):
            made = make_reminders(account, today)
            yield _told(account, made, today, connection)


def _told(account: Account, made: int, today: date, connection: BaseEmailBackend | None) -> Told:
    wishes = settings_of(account)
    if not wishes.by_email:
        return Told(account, made, NOT_ASKED)
    if connection is None:
        return Told(account, made, OFF)
    waiting = list(reminders_of(account).filter(read__isnull=True, mailed__isnull=True, due__gte=today))
    if not waiting:
        return Told(account, made, "không có việc mới")
    # Claimed before it is sent: two runs at once send one mail, and a crash loses a day, never doubles one.
    free = ReminderSettings.objects.filter(Q(mailed_on=None) | ~Q(mailed_on=today), pk=wishes.pk)
    if not free.update(mailed_on=today):
        return Told(account, made, "hôm nay đã gửi")
    try:
        digest(account, wishes.email, waiting, today, connection).send()
    # Whatever the server, the address or the line does, the others get theirs.
    except Exception as error:  # noqa: BLE001
        problem = f"{type(error).__name__}: {error}"[:300]
        ReminderSettings.objects.filter(pk=wishes.pk).update(mailed_on=None, mail_problem=problem)
        return Told(account, made, problem, failed=True)
    ReminderSettings.objects.filter(pk=wishes.pk).update(mail_problem="")
    Reminder.objects.filter(pk__in=[one.pk for one in waiting]).update(mailed=timezone.now())
    return Told(account, made, f"đã gửi {len(waiting)} việc")


def digest(
    account: Account,
    address: str,
    waiting: list[Reminder],
    today: date,
    connection: BaseEmailBackend | None = None,
) -> EmailMultiAlternatives:
    """The mail with everything that waits. Headers hold nothing that somebody typed but the address."""
    context = {"account": account, "rows": waiting, "today": today, "site": settings.SITE_URL}
    message = EmailMultiAlternatives(
        subject=f"Vinh Danh: {len(waiting)} việc đến hạn, {today:%d/%m/%Y}",
        body=render_to_string("movements/reminder_mail.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        # Automatic answers to it would reach nobody (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    message.attach_alternative(render_to_string("movements/reminder_mail.html", context), "text/html")
    return message

"""An administrator in the records: with a reason, for a while, everything marked."""

from __future__ import annotations

from copy import copy
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from vinhdanh.access.models import Account, Intervention
from vinhdanh.access.policies import admit, decide
from vinhdanh.access.selectors import scopes
from vinhdanh.access.services.accounts import ref
from vinhdanh.access.types import Acting, Action
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record


def open_intervention(*, actor: Account, reason: str, minutes: int | None = None) -> Intervention:
    """From now on the actor may act in the records, until he closes it or the time is over.

    Args:
        reason: what is to be done and who asked for it; it stands beside every act in the journal.
        minutes: how long; at most (and by default) ``INTERVENTION_MINUTES``.

    Raises:
        PermissionDenied: the actor is no administrator.
        ValidationError: no reason, too long, or one is open already.
    """
    by = admit(actor, decide(scopes(actor), Action.INTERVENE))
    most = settings.INTERVENTION_MINUTES
    length = most if minutes is None else minutes
    if not reason.strip():
        raise ValidationError("Ghi rõ lý do can thiệp: sửa việc gì, theo đề nghị của ai.")
    if not 1 <= length <= most:
        raise ValidationError(f"Thời gian can thiệp từ 1 đến {most} phút; cần thêm thì mở lần nữa.")
    now = timezone.now()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=actor.pk)  # one at a time
        # One that ran out by itself was closed then.
        actor.interventions.filter(closed__isnull=True, ends__lte=now).update(closed=F("ends"))
        intervention = Intervention(
            account=actor, reason=reason.strip(), opened=now, ends=now + timedelta(minutes=length)
        )
        intervention.full_clean()
        intervention.save()
        record(
            actor=Acting(by.full_name, by.username, intervention.capacity),
            verb="access.intervention_opened",
            subject=actor.full_name,
            ref=ref(actor),
            data=written((None, intervention)),
            why=intervention.reason,
        )
    return intervention


def close_intervention(*, actor: Account, intervention: Intervention) -> Intervention:
    """The actor leaves the records before the time is over.

    Raises:
        PermissionDenied: it is somebody else's.
        ValidationError: it is over already.
    """
    if intervention.account != actor:
        raise PermissionDenied("Chỉ người mở mới đóng được chế độ can thiệp dữ liệu của mình.")
    with transaction.atomic():
        now = timezone.now()
        current = Intervention.objects.running(now).select_for_update().filter(pk=intervention.pk).first()
        if current is None:
            raise ValidationError("Chế độ can thiệp dữ liệu này đã hết.")
        before = copy(current)
        current.closed = now
        current.save(update_fields=["closed"])
        record(
            actor=Acting(actor.full_name, actor.username, current.capacity),
            verb="access.intervention_closed",
            subject=actor.full_name,
            ref=ref(actor),
            data=written((before, current)),
        )
    return current

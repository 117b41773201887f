"""What the services of fund, artefacts and revoking do the same way: ask about recipients, write down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting, Answer
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.awards.models import Grant
from vinhdanh.dossiers.services.writing import Actor, is_own, scopes_about


def answers_about(
    actor: Actor, may: Callable[..., Answer], path: str, grants: Iterable[Grant]
) -> list[Answer]:
    """What the policy says about each recipient: nobody acts about himself, nor by what one of them lent him.

    Args:
        may: the policy; it is asked with the scopes, the path and ``own``.
    """
    subjects = [grant.subject for grant in grants]
    return [may(scopes_about(actor, one), path, own=is_own(actor, one)) for one in subjects]


def admit_about(actor: Actor, may: Callable[..., Answer], path: str, grants: Iterable[Grant]) -> Acting:
    """Let pass who may do it for every one of the recipients.

    Raises:
        PermissionDenied: with the sentence of the first refusal.
    """
    return admit(actor, *answers_about(actor, may, path, grants))


def write_down(
    by: Acting,
    verb: str,
    about: models.Model,
    ref: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line in the journal, with the records before and after."""
    record(
        actor=by,
        verb=f"decisions.{verb}",
        subject=str(about)[:300],
        ref=ref,
        data=written(*pairs) | dict(data or {}),
        why=why,
    )


def refuse_future(on: date, field: str = "on") -> None:
    """Only what has happened is written down.

    Raises:
        ValidationError: the day has not come.
    """
    if on > timezone.localdate():
        raise ValidationError({field: f"Ngày {on:%d/%m/%Y} chưa tới: xem lại ngày."})


def need(text: str, field: str, says: str) -> str:
    """The text without blanks around it.

    Raises:
        ValidationError: it is empty.
    """
    if not (found := text.strip()):
        raise ValidationError({field: says})
    return found

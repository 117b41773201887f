"""What every service of this app does the same way: ask, save, write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.people.models import Household, Person, Post, Unit
from vinhdanh.people.policies import may_conclude, may_edit

Actor = Account | Operator
Subject = Person | Unit | Household


def path_of(subject: Subject) -> str:
    """The unit path that decides who may write about a subject; ``/`` is the whole agency's business."""
    match subject:
        case Unit():
            return subject.path
        case Household():
            return subject.unit.path if subject.unit else "/"
        case Person():
            post = (
                Post.objects.standing(timezone.localdate())
                .filter(person=subject)
                .select_related("unit")
                .first()
            )
            return post.unit.path if post else "/"


def is_own(actor: Actor, subject: Subject) -> bool:
    """Whether an account writes about the person it belongs to."""
    return isinstance(subject, Person) and getattr(actor, "person_number", "") == subject.number


def require_edit(actor: Actor, subject: Subject) -> None:
    """Let pass who may write in the subject's file.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    require(may_edit(scopes(actor), path_of(subject), own=is_own(actor, subject)))


def require_conclude(actor: Actor, subject: Subject) -> None:
    """Let pass who may conclude about the subject.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    require(may_conclude(scopes(actor), path_of(subject), own=is_own(actor, subject)))


def ref(subject: Subject) -> str:
    """The subject's name in the journal: ``person:100234``, ``unit:PX01``, ``household:HO-001``."""
    match subject:
        case Person():
            return f"person:{subject.number}"
        case Unit():
            return f"unit:{subject.code}"
        case Household():
            return f"household:{subject.code}"


def column(subject: Subject) -> dict[str, Subject]:
    """The subject as the one foreign key that is filled: ``{"person": …}``."""
    return {subject._meta.model_name or "": subject}


def save(
    row: models.Model,
    *,
    actor: Actor,
    verb: str,
    subject: Subject,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Check a row, write it, and write down that it was written.

    Raises:
        ValidationError: the row contradicts itself or another one, in words.
    """
    row.full_clean()
    with transaction.atomic():
        row.save()
        record(
            actor=actor, verb=verb, subject=str(subject), ref=ref(subject), data=data or stored(row), why=why
        )


def stored(row: models.Model) -> dict[str, Any]:
    """The filled columns of a row, as the journal keeps them."""
    values = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if value not in (None, "") and name != "folded"}


def change(row: models.Model, changes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Set attributes; for the journal, what each was and is now. Nothing is saved yet."""
    done = {}
    for name, value in changes.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            done[name] = {"before": _plain(before), "after": _plain(value)}
    return done


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value

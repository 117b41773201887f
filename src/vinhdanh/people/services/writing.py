"""What every service of this app does the same way: ask, save, write down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import NOWHERE, Acting, Operator, Scope
from vinhdanh.audit import types as audit
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Household, Person, Post, Unit
from vinhdanh.people.policies import may_conclude, may_edit

Actor = Account | Operator
Subject = Person | Unit | Household


@contextmanager
def first_come(said: str) -> Iterator[None]:
    """A transaction in which somebody else may have been quicker: the second is told so, in a sentence.

    Both looked before either had written; only the database could tell them apart.

    Raises:
        ValidationError: ``said``, when the database refused what the other one had just written.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError(said) from error


def path_of(subject: Subject) -> str:
    """The unit path that decides who may write about a subject; ``NOWHERE`` when he is in no unit."""
    match subject:
        case Unit():
            return subject.path
        case Household():
            return subject.unit.path if subject.unit else NOWHERE
        case Person():
            post = (
                Post.objects.standing(timezone.localdate())
                .filter(person=subject)
                .select_related("unit")
                .first()
            )
            return post.unit.path if post else NOWHERE


def is_own(actor: Actor, subject: Subject) -> bool:
    """Whether an account writes about the person it belongs to."""
    return isinstance(subject, Person) and getattr(actor, "person_number", "") == subject.number


def scopes_about(actor: Actor, subject: Subject) -> tuple[Scope, ...]:
    """The actor's roles, without what the subject himself lent him."""
    return scopes(actor, about=subject.number if isinstance(subject, Person) else "")


def require_edit(actor: Actor, subject: Subject) -> Acting:
    """Let pass who may write in the subject's file; who it is and in which capacity, for the journal.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    held, own = scopes_about(actor, subject), is_own(actor, subject)
    return admit(actor, may_edit(held, path_of(subject), own=own))


def require_conclude(actor: Actor, subject: Subject) -> Acting:
    """Let pass who may conclude about the subject.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    held, own = scopes_about(actor, subject), is_own(actor, subject)
    return admit(actor, may_conclude(held, path_of(subject), own=own))


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
    actor: audit.Actor,
    verb: str,
    subject: Subject,
    data: Mapping[str, Any] | None = None,
    also: Sequence[Pair] = (),
    why: str = "",
) -> None:
    """Check a row, write it, and write down what it was and what it is.

    Args:
        data: what the journal should know besides.
        also: other records of the same act, already saved, before and after.

    Raises:
        ValidationError: the row contradicts itself or another one, in words.
    """
    row.full_clean()
    with transaction.atomic():
        before = stored(row)
        row.save()
        record(
            actor=actor,
            verb=verb,
            subject=str(subject),
            ref=ref(subject),
            data=written((before, row), *also) | dict(data or {}),
            why=why,
        )


def change(row: models.Model, changes: Mapping[str, Any]) -> bool:
    """Set attributes; whether anything differs now. Nothing is saved yet."""
    differ = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in differ.items():
        setattr(row, name, value)
    return bool(differ)

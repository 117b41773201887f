"""What makes the whole suite quicker without showing less."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CheckConstraint, Model


def collect_rarely() -> None:
    """Spare the collector what lives to the end: modules, models and the tests themselves."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def ask_each_check_once(patch: pytest.MonkeyPatch) -> None:
    """Let the database judge the same values by the same check once in a run, not in every test anew.

    ``full_clean`` puts a question to the database for each check constraint: a seventh of all that the tests
    do. A yes depends on the check and on the values of the fields that it names, on nothing else. Each row
    that is written the database still checks itself.
    """
    ask = CheckConstraint.validate
    named: dict[tuple[type[Model], str], list[str] | None] = {}
    passed: set[tuple[object, ...]] = set()

    def validate(
        self: CheckConstraint,
        model: type[Model],
        instance: Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        check = (model, self.name)
        if check not in named:
            named[check] = _fields(model, self)
        fields = named[check]
        if fields is not None and not exclude:
            values = [getattr(instance, name) for name in fields]
            known = (*check, using, *((type(one), repr(one)) for one in values))
            if known not in passed:
                ask(self, model, instance, exclude, using)
                passed.add(known)
        else:
            ask(self, model, instance, exclude, using)

    patch.setattr(CheckConstraint, "validate", validate)


def _fields(model: type[Model], check: CheckConstraint) -> list[str] | None:
    """The attributes that a check reads; None when it reads anything but the row's own columns."""
    referred: Any = model._get_expr_references(check.condition)  # type: ignore[attr-defined]
    try:
        return sorted({model._meta.get_field(name).attname for name, *_ in referred})  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return None

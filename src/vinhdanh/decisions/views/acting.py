"""What may be done on a page: small forms side by side, each posted to its own address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from vinhdanh.access.types import Answer
from vinhdanh.people.views.shown import add_errors


@dataclass(frozen=True, slots=True)
class PageAct:
    """One act of a page. ``slug`` names it in the address and in the page."""

    slug: str
    label: str
    form: Any
    href: str
    answer: Answer
    hint: str = ""
    danger: bool = False


def done(form: Any, act: Callable[..., object]) -> bool:
    """Whether the form was filled in and the service took it; otherwise the form says why not.

    Args:
        act: takes the form's fields by their names.
    """
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True

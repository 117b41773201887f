"""Several small forms on one page: each is an act with a form, a service and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done on a page.

    Args:
        form: builds the form from what was typed, or an empty one from None.
        do: does it with the cleaned data; answers what to say.
    """

    form: Callable[[Any], forms.Form]
    do: Callable[[dict[str, Any]], str]


def forms_of(acts: Mapping[str, Act], request: HttpRequest) -> tuple[dict[str, forms.Form], bool]:
    """The forms of a page by act, and whether the act that was asked for has been done.

    One that was refused, or filled in wrongly, comes back with what was typed and what is wrong.
    """
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    shown = {name: act.form(None) for name, act in acts.items() if name != asked}
    if asked not in acts:
        if asked:
            messages.error(request, "Việc này không còn làm được: trang đã đổi từ lúc đồng chí mở.")
        return shown, False
    form = acts[asked].form(request.POST)
    if form.is_valid():
        try:
            messages.success(request, acts[asked].do(form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            return shown, True
    return shown | {asked: form}, False


def wrong(shown: Mapping[str, forms.Form]) -> bool:
    """Whether one of the forms came back."""
    return any(form.is_bound and form.errors for form in shown.values())

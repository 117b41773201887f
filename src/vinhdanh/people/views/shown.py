"""What the pages of this room begin and end with."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.people.exports import XLSX


def actor_of(request: HttpRequest) -> Account:
    """Who is signed in; every address here requires it."""
    assert isinstance(request.user, Account)
    return request.user


def download(content: bytes, name: str) -> HttpResponse:
    """An Excel file to save under an ASCII name."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename={name}"
    return response


def by_line(error: ValidationError) -> dict[str, list[str]]:
    """What was refused: messages by số hiệu or code, and those for the whole."""
    if hasattr(error, "error_dict"):
        return {str(key): list(said) for key, said in error.message_dict.items()}
    return {NON_FIELD_ERRORS: error.messages}


def whole(text: str | None, default: int) -> int:
    """A number from an address; anything else is the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def today() -> date:
    """The day in Vietnam."""
    day: date = timezone.localdate()
    return day


def this_year() -> int:
    return today().year


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """What a service refused, at the fields that it names; the rest above the form."""
    for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, texts)

"""Preparing a year's page of honour, opening and closing it, leaving an honour out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.awards.models import Grant
from vinhdanh.people.services.writing import Actor
from vinhdanh.reports.models import BookOmission, HonourBook
from vinhdanh.reports.policies import may_keep_book
from vinhdanh.reports.types.honour_books import BookState


def ref(book: HonourBook) -> str:
    """The book's name in the journal: ``honour-book:2025``."""
    return f"honour-book:{book.year}"


def make_book(*, actor: Actor, year: int, words: str = "", seconds: int = 12) -> HonourBook:
    """Prepare a year's page; nobody else sees it yet.

    Raises:
        PermissionDenied: the actor doesn't record honours of the whole agency.
        ValidationError: the year has one, or a value doesn't fit.
    """
    by = admit(actor, may_keep_book(scopes(actor)))
    book = HonourBook(year=year, words=words.strip(), seconds=seconds)
    with transaction.atomic():
        book.full_clean()
        book.save()
        _tell(by, "book_made", book, (None, book))
    return book


def change_book(*, actor: Actor, book: HonourBook, words: str, seconds: int) -> HonourBook:
    """Change the words at its head and the pace of its slides.

    Raises:
        PermissionDenied, ValidationError: as for ``make_book``.
    """
    by = admit(actor, may_keep_book(scopes(actor)))
    with transaction.atomic():
        held = _held(book)
        before = stored(held)
        held.words, held.seconds = words.strip(), seconds
        held.full_clean()
        held.save()
        _tell(by, "book_changed", held, (before, held))
    return held


def open_book(*, actor: Actor, book: HonourBook) -> HonourBook:
    """Let anybody read it.

    Raises:
        PermissionDenied: as for ``make_book``.
        ValidationError: it is open already.
    """
    by = admit(actor, may_keep_book(scopes(actor)))
    with transaction.atomic():
        held = _held(book)
        if held.open:
            raise ValidationError(f"{held} đã được công khai: tải lại trang.")
        before = stored(held)
        held.state, held.opened, held.opened_by = BookState.OPEN, timezone.now(), by.full_name[:200]
        held.save()
        _tell(by, "book_opened", held, (before, held))
    return held


def close_book(*, actor: Actor, book: HonourBook, reason: str) -> HonourBook:
    """Show it to nobody any more; it can be opened again.

    Raises:
        PermissionDenied: as for ``make_book``.
        ValidationError: it is not open, or the reason is missing.
    """
    by = admit(actor, may_keep_book(scopes(actor)))
    why = _reason(reason)
    with transaction.atomic():
        held = _held(book)
        if not held.open:
            raise ValidationError(f"{held} hiện không công khai: tải lại trang.")
        before = stored(held)
        held.state = BookState.CLOSED
        held.save()
        _tell(by, "book_closed", held, (before, held), why=why)
    return held


def leave_out(*, actor: Actor, book: HonourBook, grant: Grant, reason: str) -> BookOmission:
    """Don't show an honour for now: a complaint, somebody who asked for it.

    Raises:
        PermissionDenied: as for ``make_book``.
        ValidationError: it is of another year, it is left out already, or the reason is missing.
    """
    by = admit(actor, may_keep_book(scopes(actor)))
    why = _reason(reason)
    if grant.year != book.year:
        raise ValidationError(f"Lượt khen này của năm {grant.year}, không có trong {book}.")
    with transaction.atomic():
        _held(book)
        row = BookOmission(book=book, grant=grant, reason=why, by=by.full_name[:200], at=timezone.now())
        row.full_clean()
        row.save()
        _tell(by, "book_left_out", book, (None, row), why=why)
    return row


def put_back(*, actor: Actor, omission: BookOmission) -> BookOmission:
    """Show an honour again.

    Raises:
        PermissionDenied: as for ``make_book``.
        ValidationError: it was put back already.
    """
    by = admit(actor, may_keep_book(scopes(actor)))
    with transaction.atomic():
        held = BookOmission.objects.select_for_update(of=("self",)).get(pk=omission.pk)
        if held.ended:
            raise ValidationError("Lượt khen này đã được đưa lại: tải lại trang.")
        before = stored(held)
        held.ended = timezone.now()
        held.save()
        _tell(by, "book_put_back", held.book, (before, held))
    return held


def _held(book: HonourBook) -> HonourBook:
    return HonourBook.objects.select_for_update(of=("self",)).get(pk=book.pk)


def _reason(text: str) -> str:
    if not text.strip():
        raise ValidationError({"reason": "Ghi lý do."})
    return text.strip()


def _tell(by: Acting, verb: str, book: HonourBook, *pairs: Pair, why: str = "") -> None:
    record(actor=by, verb=f"reports.{verb}", subject=str(book), ref=ref(book), data=written(*pairs), why=why)

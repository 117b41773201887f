"""Spellings that offices taught: of values, of headings, of sheets' names."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Acting, Operator
from vinhdanh.audit.services import record
from vinhdanh.eligibility import books
from vinhdanh.exchange.models import RememberedWord
from vinhdanh.exchange.policies import may_import, office_of, sees_all
from vinhdanh.exchange.spellings import Spellings, load_spellings
from vinhdanh.exchange.text import fold, tidy

Word = tuple[str, str, str]  # kind, as written, code


def words_of(office: str) -> QuerySet[RememberedWord]:
    """What holds for an office: its own words, and those of the whole agency."""
    return RememberedWord.objects.filter(office__in={WHOLE_AGENCY, office})


def spellings_for(office: str) -> Spellings:
    """The table of spellings as an office has it: its own words come before those of the agency."""
    words = sorted(words_of(office), key=lambda word: word.office != WHOLE_AGENCY)
    return load_spellings(books.law()).with_words((word.kind, word.written, word.code) for word in words)


def remember(*, by: Acting, office: str, words: Iterable[Word]) -> int:
    """Keep spellings for an office, each in place of what the word meant there before; how many are new.

    Called by services that have admitted ``by`` to the import.
    """
    new = 0
    with transaction.atomic():
        for kind, written, code in words:
            folded = fold(written)[:200]
            if not folded:
                continue
            same = RememberedWord.objects.filter(office=office, kind=kind, folded=folded)
            if kind == "column":  # one heading may stand on several kinds of sheets
                same = same.filter(code__startswith=code.partition(".")[0] + ".")
            if same.filter(code=code).exists():
                continue
            same.delete()
            RememberedWord.objects.create(
                office=office,
                kind=kind,
                folded=folded,
                written=tidy(written)[:200],
                code=code,
                by_name=by.full_name,
            )
            record(
                actor=by,
                verb="exchange.word_remembered",
                subject=f"{tidy(written)[:200]} → {code}",
                data={"office": office, "kind": kind, "word": tidy(written)[:200], "code": code},
            )
            new += 1
    return new


def forget(*, actor: Account | Operator, word: RememberedWord) -> None:
    """The office does not write so any more.

    Raises:
        PermissionDenied: the actor may not import for that office.
    """
    held = scopes(actor)
    by = admit(actor, may_import(held))
    if word.office not in (WHOLE_AGENCY, office_of(held)) or (
        word.office == WHOLE_AGENCY and not sees_all(held)
    ):
        raise PermissionDenied("Cách viết này do đơn vị khác nhớ: chỉ đơn vị đó hoặc Thường trực bỏ được.")
    with transaction.atomic():
        record(
            actor=by,
            verb="exchange.word_forgotten",
            subject=str(word),
            data={"office": word.office, "kind": word.kind, "word": word.written, "code": word.code},
        )
        word.delete()

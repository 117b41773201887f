"""The number of a revocation's decision: taken from the same book as other decisions' of that authority."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.services.decisions import decision_named
from vinhdanh.decisions.models import DecisionNumber, RevocationCase
from vinhdanh.decisions.selectors.numbers import authority_named
from vinhdanh.decisions.selectors.revoking import giver_of
from vinhdanh.decisions.services.cases import admit_case, case_ref, locked_case
from vinhdanh.decisions.services.keeping import write_down
from vinhdanh.decisions.services.numbers import give_up, take_number
from vinhdanh.decisions.types.drafts import NumberState
from vinhdanh.decisions.types.revoking import CaseState
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.people.folding import fold

_TYPED = re.compile(r"^(?:số\s*)?0*(\d{1,7})(?!\d)", re.IGNORECASE)  # «12», «Số 05/QĐ-CAT»


def hold_case_number(
    *, actor: Actor, case: RevocationCase, n: int | None = None, why: str = ""
) -> RevocationCase:
    """Take a number for the decision of a verified case; one that it held before is given up.

    Args:
        n: the number that the office's book gave; by default the next one. ``why``: for changing it.

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: it does not wait for its decision, no book is kept for who gave the honour, the
            number is taken, or the reason for changing it is missing.
    """
    by = admit_case(actor, case)
    with transaction.atomic():
        row = locked_case(case, CaseState.VERIFIED)
        name = giver_of(row)
        book = authority_named(name)
        if book is None:
            raise ValidationError(
                f"Chưa có sổ số quyết định của {name or 'người đã tặng'}: ghi người quyết định và cách đánh "
                "số, hoặc ghi số khi quyết định."
            )
        before, old = stored(row), row.number
        row.number = take_number(by, book, timezone.localdate().year, n)
        row.save()
        if old is not None:
            give_up(by, old, why)
        write_down(by, "revocation_numbered", row, case_ref(row), (before, row), why=why.strip())
    return row


def number_to_use(by: Acting, case: RevocationCase, authority: str, number: str, decided: date) -> str:
    """The number under which a locked case is decided; where a book is kept, the book has it from now on.

    Args:
        number: as typed: empty takes the number held, or the next one; that of a decision on record under the
            same day stays that decision's.

    Raises:
        ValidationError: it is taken, or does not begin with a number of the book.
    """
    book, held, typed = authority_named(authority), case.number, " ".join(number.split())
    same = decision_named(authority, typed, decided) if typed else None
    if book is None or (same is not None and same.decided == decided):
        release_held(by, case, f"{case} quyết định theo số {typed or 'khác'}")
        return typed
    match = _TYPED.match(typed)
    if typed and not match:
        said = f"Sổ của {book} đánh số dạng {book.pattern}: ghi số, hoặc để trống thì lấy số tiếp theo."
        raise ValidationError({"number": said})
    n = int(match[1]) if match else None
    keeps = held is not None and held.authority_id == book.pk and held.year == decided.year
    if held is not None and keeps and n in (None, held.n):
        taken = held
    else:
        release_held(by, case, f"{case} quyết định theo số khác")
        try:
            taken = take_number(by, book, decided.year, n)
        except ValidationError as error:
            raise ValidationError({"number": error.messages}) from error
    if typed and not typed.isdigit() and fold(typed) != fold(taken.text):
        taken.text = typed  # signs of another office's drafting: «99/QĐ-CAT-TTr»
    case.number = taken
    use_held(by, case)
    return taken.text


def release_held(by: Acting, case: RevocationCase, why: str) -> None:
    """The number that a case holds is not used; the caller saves what else changed in the case."""
    held = case.number
    if held is not None and held.state == NumberState.RESERVED:
        case.number = None
        case.save(update_fields=["number"])
        give_up(by, held, why)


def use_held(by: Acting, case: RevocationCase) -> None:
    """The number that a case holds, if any, stands on its decision now."""
    if case.number is not None:
        before = DecisionNumber.objects.get(pk=case.number.pk)
        case.number.state = NumberState.USED
        case.number.full_clean()
        case.number.save()
        write_down(by, "number_used", case.number, case.number.authority.ref, (before, case.number))

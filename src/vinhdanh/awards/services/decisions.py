"""Writing down the papers by which honours are given and taken away."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.awards.models import Decision
from vinhdanh.awards.policies import may_record_decision
from vinhdanh.people.folding import fold
from vinhdanh.people.services.writing import Actor, first_come


def decision_key(authority: str, number: str) -> str:
    """One form for all spellings of an authority and its number."""
    return f"{fold(authority)}/{fold(number)}"


def decision_named(authority: str, number: str, decided: date) -> Decision | None:
    """The decision that has this number of this authority in that year, whatever its day."""
    same = Decision.objects.filter(key=decision_key(authority, number), year=decided.year)
    return same.standing().order_by("repeated", "pk").first()


def refuse_taken_number(authority: str, number: str, decided: date) -> None:
    """An authority gives each number once a year.

    Raises:
        ValidationError: another decision has the number; the message names it.
    """
    taken = decision_named(authority, number, decided)
    if taken is not None and taken.decided:
        count = taken.grants.count() + taken.acts.count()
        raise ValidationError(
            f"Số {taken.number} năm {taken.year} của {taken.authority} đã dùng cho quyết định ngày "
            f"{taken.decided:%d/%m/%Y} ({count} lượt trong sổ). Xem lại số và ngày; nếu là chính quyết định "
            f"đó thì ghi ngày {taken.decided:%d/%m/%Y} để ghi thêm vào."
        )


def record_decision(
    *, actor: Actor, authority: str, number: str, decided: date, document: str = ""
) -> Decision:
    """A decision of an authority, under its number and day.

    Args:
        document: where the paper is kept, as the office writes it.

    Raises:
        PermissionDenied: the actor records honours nowhere.
        ValidationError: something is missing, the day has not come, or the number is taken in that year.
    """
    by = admit(actor, may_record_decision(scopes(actor)))
    return record_signed_decision(
        by=by, authority=authority, number=number, decided=decided, document=document
    )


def record_signed_decision(
    *, by: Acting, authority: str, number: str, decided: date, document: str = ""
) -> Decision:
    """A decision that was signed here, or came down from above.

    Checks what ``record_decision`` checks, except the right to write in the register: the caller has asked
    for the right to sign (``SIGN``) or to write down what came from above (``ISSUE``).

    Args:
        by: who was admitted to it, and in which capacity.

    Raises:
        ValidationError: as ``record_decision``.
    """
    authority, number = " ".join(authority.split()), " ".join(number.split())
    missing = {
        "authority": "Ghi người quyết định, ví dụ Giám đốc Công an tỉnh.",
        "number": "Ghi số quyết định, ví dụ 1208/QĐ-CAT-PX01.",
    }
    given = {"authority": authority, "number": number}
    if problems := {field: said for field, said in missing.items() if not given[field]}:
        raise ValidationError(problems)
    if decided > timezone.localdate():
        raise ValidationError({"decided": f"Ngày {decided:%d/%m/%Y} chưa tới: xem lại ngày ký."})
    key = decision_key(authority, number)
    with first_come(
        f"Số {number} năm {decided.year} của {authority} vừa được người khác ghi: tải lại trang."
    ):
        refuse_taken_number(authority, number, decided)
        decision = Decision(
            authority=authority,
            number=number,
            decided=decided,
            year=decided.year,
            key=key,
            document=document.strip(),
            repeated=Decision.objects.filter(key=key, year=decided.year).exists(),  # only mistakes: see above
        )
        decision.full_clean()
        decision.save()
        record(
            actor=by,
            verb="awards.decision_recorded",
            subject=f"{decision}, {authority}",
            ref=f"decision:{decision.pk}",
            data=written((None, decision)),
        )
    return decision

"""Who decides and how decisions are numbered; taking numbers, giving them up, explaining gaps."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.models import DecisionNumber, IssuingAuthority, NumberGap
from vinhdanh.decisions.policies.drafts import may_draft, may_number
from vinhdanh.decisions.selectors.numbers import (
    authority_named,
    explanations,
    next_free,
    next_number,
    taken_numbers,
)
from vinhdanh.decisions.services.drafting import write_down
from vinhdanh.decisions.types.drafts import NumberState
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import first_come


def write_authority(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    pattern: str,
    level: str = GivenBy.BASE,
    head: str = "",
    place: str = "",
    powers: str = "",
    rules: str = "",
    delegation: str = "",
    payer: str = "",
    fund: str = "",
    recipients: str = "",
    authority: IssuingAuthority | None = None,
) -> IssuingAuthority:
    """Say who decides in an agency and how his decisions are written.

    Args:
        name: as decisions name him: «Giám đốc Công an tỉnh Sơn Hà».
        pattern: the number with its signs, ``{n}`` for the number itself: «{n}/QĐ-CAT-PX01».
        head: for whom deputies sign, where it is not the post in ``name``: a collective.
        powers, rules: căn cứ of the agency, one a line; ``delegation``: the paper that gives more powers.
        authority: the one to change; its unit stays.

    Raises:
        PermissionDenied: the actor keeps no numbers there.
        ValidationError: the name is on record, or the pattern lacks ``{n}``.
    """
    by = admit(actor, may_number(scopes(actor), unit.path))
    before = stored(authority) if authority else None
    row = authority or IssuingAuthority(unit=unit)
    row.name = " ".join(name.split())
    row.key, row.pattern, row.level = fold(row.name), "".join(pattern.split()), level
    row.head = " ".join(head.split())
    row.place, row.powers, row.rules = place.strip(), powers.strip(), rules.strip()
    row.delegation, row.payer, row.fund = delegation.strip(), payer.strip(), fund.strip()
    row.recipients = recipients.strip()
    with first_come("Người quyết định này vừa được người khác ghi: tải lại trang."):
        row.full_clean()
        row.save()
        write_down(by, row, "authority_written", (before, row))
    return row


def number_text(authority: IssuingAuthority, n: int) -> str:
    """The number as papers write it: under 10 with a leading 0 (NĐ 30/2020)."""
    return authority.pattern.replace("{n}", f"{n:02d}")


def next_number_text(giver: str, year: int) -> str:
    """The next number of the book in which a giver's decisions stand; empty where none is kept."""
    book = authority_named(giver)
    return number_text(book, next_number(book, year)) if book else ""


def reserve_number(
    *, actor: Actor, authority: IssuingAuthority, year: int, n: int | None = None
) -> DecisionNumber:
    """Take a number from the book; it is never given again.

    Args:
        n: the number that the office's book gave; by default the next one.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: the number is taken; the message says by what, and which is free.
    """
    by = admit(actor, may_draft(scopes(actor), authority.unit.path))
    return take_number(by, authority, year, n)


def take_number(by: Acting, authority: IssuingAuthority, year: int, n: int | None) -> DecisionNumber:
    """Take a number for somebody who was admitted to it. Two at once: the second waits and gets the next.

    Raises:
        ValidationError: as ``reserve_number``.
    """
    try:
        with transaction.atomic():
            IssuingAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
            taken = taken_numbers(authority, year)
            free = next_free(taken)
            if n is not None and (n < 1 or n in taken):
                said = f"Số {n} đã dùng năm {year} cho {taken[n]}." if n in taken else "Số bắt đầu từ 1."
                raise ValidationError({"n": f"{said} Số trống tiếp theo: {free}."})
            if n is not None and (gone := _explained(authority, year, n)):
                raise ValidationError(
                    {
                        "n": f"Số {n} đã giải trình là số trống: {gone}. Số tiếp theo: {free}; giải trình "
                        "nhầm thì bỏ giải trình đó ở Sổ số trước."
                    }
                )
            row = DecisionNumber(
                authority=authority,
                year=year,
                n=n or free,
                text=number_text(authority, n or free),
                at=timezone.now(),
                by_name=by.full_name[:200],
            )
            row.full_clean()
            row.save()
            write_down(by, authority, "number_reserved", (None, row))
    except IntegrityError as error:
        raise ValidationError({"n": "Số này vừa được người khác giữ: tải lại trang."}) from error
    return row


def _explained(authority: IssuingAuthority, year: int, n: int) -> str:
    """What was said of a number that nothing bears; empty when nothing was."""
    said = explanations(authority, year)
    return next((gap.why for gap in said if gap.first <= n <= gap.last), "")


def release_number(*, actor: Actor, number: DecisionNumber, why: str) -> DecisionNumber:
    """Say that no decision will bear a number that was taken, and why. The number stays taken.

    Raises:
        PermissionDenied: the actor keeps no numbers there.
        ValidationError: it is in use, a draft holds it, or the reason is missing.
    """
    by = admit(actor, may_number(scopes(actor), number.authority.unit.path))
    with transaction.atomic():
        row = DecisionNumber.objects.select_for_update(of=("self",)).get(pk=number.pk)
        if row.state != NumberState.RESERVED:
            raise ValidationError(f"Số {row.text} {row.get_state_display().lower()}: không bỏ được.")
        if hasattr(row, "draft"):
            raise ValidationError(
                f"Số {row.text} đang giữ cho “{row.draft.title}”: đổi số ở quyết định đó trước."
            )
        if hasattr(row, "revocation"):
            raise ValidationError(f"Số {row.text} đang giữ cho {row.revocation}: đổi số ở vụ đó trước.")
        return give_up(by, row, why)


def give_up(by: Acting, row: DecisionNumber, why: str) -> DecisionNumber:
    """Write down that a number is not used, inside a transaction.

    Raises:
        ValidationError: the reason is missing.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi vì sao không dùng số này."})
    before = stored(row)
    row.state, row.why = NumberState.RELEASED, why.strip()[:300]
    row.full_clean()
    row.save()
    write_down(by, row.authority, "number_released", (before, row), why=row.why)
    return row


def explain_gap(
    *, actor: Actor, authority: IssuingAuthority, year: int, first: int, last: int, why: str
) -> NumberGap:
    """Say what became of numbers that no decision of honours bears. A later explanation corrects one before.

    Raises:
        PermissionDenied: the actor keeps no numbers there.
        ValidationError: one of them is in use, the book has not come so far, or the reason is missing.
    """
    by = admit(actor, may_number(scopes(actor), authority.unit.path))
    row = NumberGap(
        authority=authority,
        year=year,
        first=first,
        last=last,
        why=why.strip()[:300],
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    row.full_clean()
    with transaction.atomic():
        IssuingAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)  # as who takes one
        taken = taken_numbers(authority, year)
        if used := sorted(n for n in taken if first <= n <= last):
            raise ValidationError(f"Số {used[0]} đã có trong sổ: chỉ giải trình số trống.")
        if last > (end := max(taken, default=0)):
            raise ValidationError(
                {
                    "last": f"Sổ năm {year} mới đến số {end}: chỉ giải trình số trống trước số đó. Giữ số "
                    "tiếp theo đã dùng rồi giải trình các số ở giữa."
                }
            )
        row.save()
        write_down(by, authority, "gap_explained", (None, row), why=row.why)
    return row


def withdraw_gap(*, actor: Actor, gap: NumberGap, why: str) -> NumberGap:
    """Take back an explanation that was wrong: its numbers stand unexplained, and may be taken, again.

    Raises:
        PermissionDenied: the actor keeps no numbers there.
        ValidationError: the reason is missing, or somebody took it back before.
    """
    authority = gap.authority
    by = admit(actor, may_number(scopes(actor), authority.unit.path))
    if not why.strip():
        raise ValidationError({"why": "Ghi vì sao bỏ giải trình này."})
    with transaction.atomic():
        IssuingAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
        if gap.withdraws_id or gap.withdrawn_by.exists():
            raise ValidationError("Giải trình này vừa được người khác bỏ: tải lại trang.")
        row = NumberGap(
            authority=authority,
            year=gap.year,
            first=gap.first,
            last=gap.last,
            why=why.strip()[:300],
            withdraws=gap,
            at=timezone.now(),
            by_name=by.full_name[:200],
        )
        row.full_clean()
        row.save()
        write_down(by, authority, "gap_withdrawn", (None, row), why=row.why)
    return row

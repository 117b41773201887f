"""Rounds: titles and forms that are considered together."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.eligibility import books
from vinhdanh.eligibility.models import Round
from vinhdanh.eligibility.policies import may_run


def open_round(*, actor: Account | Operator, name: str, year: int, lines: Sequence[str]) -> Round:
    """Name the titles that are considered together for one review year.

    Args:
        lines: ids of rule lines of the law.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        ValidationError: no name, no title, one that no text has, or a round of that name exists.
    """
    by = admit(actor, may_run(scopes(actor)))
    known = {line.id for line in books.law().rule_lines}
    if strange := [line for line in lines if line not in known]:
        raise ValidationError({"lines": f"Bộ luật không có danh hiệu, hình thức mã “{strange[0]}”."})
    found = Round(name=name.strip(), year=year, lines="\n".join(dict.fromkeys(lines)), by_name=by.full_name)
    found.full_clean()
    with transaction.atomic():
        found.save()
        record(
            actor=by,
            verb="eligibility.round_opened",
            subject=str(found),
            ref=f"round:{found.pk}",
            data=written((None, found)),
        )
    return found

"""Reading councils and who sits in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vinhdanh.access.models import Account
from vinhdanh.council.models import Council, CouncilMember
from vinhdanh.council.selectors.meetings import accounts_of
from vinhdanh.council.types.councils import SEAT_ORDER


@dataclass(frozen=True, slots=True)
class Row:
    """A member as the list shows him."""

    member: CouncilMember
    account: Account | None
    sits: bool


def member_rows(council: Council, day: date) -> list[Row]:
    """All members, those in force on the day first, the chair before the others."""
    members = list(council.members.select_related("person", "account", "replaced_by"))
    accounts = accounts_of(members)
    rows = [
        Row(one, accounts.get(one.pk), one.start <= day and (one.end is None or one.end >= day))
        for one in members
    ]
    return sorted(
        rows,
        key=lambda row: (
            not row.sits,
            SEAT_ORDER[row.member.seat],
            not row.member.standing,
            row.member.pk,
        ),
    )

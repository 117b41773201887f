"""What a list of people shows beyond the facts that were judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vinhdanh.people.models import Person, RankHeld


def ranks_of(subjects: Iterable[str]) -> dict[str, str]:
    """Số hiệu → cấp bậc hàm, for those who have one."""
    found = Person.objects.filter(number__in=list(subjects)).exclude(rank="")
    return dict(found.values_list("number", "rank"))


def ranks_held(number: str) -> list[tuple[date, str]]:
    """Every rank of a person with the day of its promotion, in order."""
    return list(RankHeld.objects.filter(person__number=number).order_by("since").values_list("since", "name"))

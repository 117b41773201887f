"""The sample's year that is about to end: levels and conclusions, as most units have entered them by now."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Level
from vinhdanh.people.models import Finding, YearRating

# Concluded only at the year's very end: which unit leads its cluster.
NOT_YET = ("leads_cluster",)
LOWER = 23  # of so many officers, one does less well than the year before
LATE = 41  # of so many, one isn't rated yet


@transaction.atomic
def install_demo_ratings(year: int) -> None:
    """Rate everybody for ``year`` much as in the year before, and conclude what was concluded then.

    The day is 18 November, or today where that hasn't come.
    """
    on = min(date(year, 11, 18), timezone.localdate())
    earlier = YearRating.objects.filter(year=year - 1).order_by("id")
    serving = earlier.filter(person__left__isnull=True, unit__valid_to__isnull=True)
    rated = [
        YearRating(
            person_id=one.person_id,
            unit_id=one.unit_id,
            year=year,
            level=_level(one, at),
            unassessed=one.unassessed,
        )
        for at, one in enumerate(serving)
        if at % LATE or one.unit_id
    ]
    YearRating.objects.bulk_create(rated, batch_size=2000)
    found = [
        Finding(
            person_id=one.person_id,
            unit_id=one.unit_id,
            household_id=one.household_id,
            about=one.about,
            year=year,
            holds=one.holds,
            figure=one.figure,
            covers_members=one.covers_members,
            by=one.by,
            on=on,
            evidence=f"Biên bản bình xét ngày {on:%d/%m/%Y}",
        )
        for one in Finding.objects.current().filter(year=year - 1).exclude(about__in=NOT_YET)
    ]
    Finding.objects.bulk_create(found, batch_size=2000)
    record(
        actor=Operator(),
        verb="people.year_rated",
        subject=f"{len(rated)} mức xếp loại, {len(found)} kết luận năm {year} (dữ liệu mẫu)",
        ref="sample",
    )


def _level(one: YearRating, at: int) -> int | None:
    if one.level is None or one.level <= Level.GOOD or at % LOWER:
        return one.level
    return Level.GOOD.value

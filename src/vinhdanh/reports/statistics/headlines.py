"""The leading figure of each page, for the cards of the overview: a few quick counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Count, Q

from vinhdanh.dossiers.stages import OPEN, Stage
from vinhdanh.reports.figures import written
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.statistics.asked import Asked, Page
from vinhdanh.reports.statistics.proposals import asked_for


def headlines(asked: Asked, now: int) -> Mapping[Page, tuple[str, str]]:
    """Page → a figure and what it says. ``now``: the year of the work under way."""
    scope = asked.scope
    given = asked.grants(scope.year, scope.year).order_by()
    of_year = given.aggregate(times=Count("pk"), people=Count("person", distinct=True))
    before = asked.grants(scope.year - 1, scope.year - 1).count()
    working = replace(asked, scope=Scope(scope.actor, scope.unit, now))
    work = (
        asked_for(working)
        .order_by()
        .aggregate(
            every=Count("pk"),
            decided=Count("pk", filter=Q(stage=Stage.DECIDED)),
            waiting=Count("pk", filter=Q(stage__in=OPEN)),
        )
    )
    below = sum(unit.parent_id == scope.unit.pk and unit.valid_to is None for unit in scope.units)
    change = of_year["times"] - before
    more = "thêm" if change >= 0 else "bớt"
    return {
        Page.STRUCTURE: (written(of_year["people"]), f"cán bộ được khen năm {scope.year}"),
        Page.TRENDS: (
            written(of_year["times"]),
            f"lượt khen năm {scope.year}, {more} {written(abs(change))} so với năm trước",
        ),
        Page.COMPARISON: (written(below), "đơn vị trực thuộc"),
        Page.FUNNEL: (
            f"{written(work['decided'])}/{written(work['every'])}",
            f"hồ sơ năm {now} đã có quyết định",
        ),
        Page.TIMES: (written(work["waiting"]), f"hồ sơ năm {now} đang chờ xử lý"),
    }

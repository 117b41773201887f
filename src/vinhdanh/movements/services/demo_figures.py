"""The sample's figures of "Ba nhất": every month up to now, with some who are late, and its commendations."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import FigureReport, Indicator, IndicatorFigure, IndicatorGoal, Movement
from vinhdanh.movements.selectors.figures import pillars, reporting_units, terms_of
from vinhdanh.movements.services.demo_praise import OURS, demo_terms, install_demo_praise
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.people.models import Unit

LATE, HALF = 5, 2  # units that have nothing, or only a part, of the last month
CORRECTED = 6  # figures that were put right after sending
# The sample agency weighs the first axis only, so that both faces of the page are seen: weight, then what
# counts in full and as nothing in a month. The weights are the sample's own, as the goals are.
WEIGHED = {
    "Vi phạm điều lệnh": (Decimal(60), Decimal(0), Decimal(2)),
    "Báo cáo đúng hạn": (Decimal(40), Decimal(100), Decimal(80)),
}
EVIDENCE = {
    "vụ": "Sổ theo dõi điều lệnh tháng",
    "%": "Báo cáo tổng hợp của đội tham mưu",
    "buổi": "Sổ giao ban, biên bản tiếp xúc",
}


@transaction.atomic
def install_demo_figures(agency: Unit, *, seed: int = 2026) -> None:
    """Figures, reports, proposals and the Sổ vàng of the agency's thematic movement.

    Raises:
        Movement.DoesNotExist: the sample's movements have not been installed.
    """
    rng = Random(seed)
    movement = Movement.objects.get(unit=agency, kind=MovementKind.THEMATIC)
    _weigh(movement)
    today = timezone.localdate()
    months = [term for term in reversed(terms_of(movement, Cadence.MONTH)) if term.last < today]
    quarters = [term for term in reversed(terms_of(movement, Cadence.QUARTER)) if term.last < today]
    if not months:
        return
    units = reporting_units(movement, months[-1])
    indicators = [one for pillar in pillars(movement, Cadence.MONTH) for one in pillar.indicators]
    figures, reports = [], []
    for at, unit in enumerate(units):
        standing = rng.gauss(0, 1)  # a unit that does well does so month after month
        for term in months + quarters:
            skip = _lacking(term == months[-1], at, len(units), indicators)
            moment = _moment(term)
            for indicator in indicators[skip:]:
                figures.append(_figure(rng, movement, unit, term, indicator, standing))
            if not skip and not (term == months[-1] and unit.code == OURS):
                report = FigureReport(movement=movement, unit=unit, at=moment, by_name=f"Thủ trưởng {unit}")
                report.cadence, report.year, report.number = term.cadence, term.year, term.number
                reports.append(report)
    IndicatorFigure.objects.bulk_create(figures, batch_size=1000)
    FigureReport.objects.bulk_create(reports, batch_size=1000)
    _correct(rng, [one for one in figures if one.term == months[-1]])
    lines = install_demo_praise(movement, units, demo_terms(movement, today), rng)
    said = f"{len(figures)} số liệu, {lines} dòng Sổ vàng của {movement}"
    record(
        actor=Operator(),
        verb="figures.figures_recorded",
        subject=said[:200],
        ref=f"movement:{movement.pk}",
    )


def _weigh(movement: Movement) -> None:
    for name, (weight, goal, limit) in WEIGHED.items():
        for indicator in Indicator.objects.filter(content__axis__movement=movement, name=name):
            indicator.weight = weight
            indicator.save()
            IndicatorGoal.objects.create(indicator=indicator, cadence=Cadence.MONTH, goal=goal, limit=limit)


def _lacking(newest: bool, at: int, count: int, indicators: list[Indicator]) -> int:
    """How many of its figures a unit has left out: the last units are late with the newest month."""
    if not newest or at < count - LATE - HALF:
        return 0
    return len(indicators) if at >= count - LATE else 2


def _figure(
    rng: Random, movement: Movement, unit: Unit, term: Term, indicator: Indicator, standing: float
) -> IndicatorFigure:
    by = f"Cán bộ tổng hợp {unit.code}"
    row = IndicatorFigure(indicator=indicator, unit=unit, at=_moment(term), by_name=by)
    row.cadence, row.year, row.number = term.cadence, term.year, term.number
    row.value = _value(rng, indicator.measure, term, standing)
    row.evidence = EVIDENCE.get(indicator.measure, "")
    return row


def _value(rng: Random, measure: str, term: Term, standing: float) -> Decimal:
    """A plausible figure: few breaches, shares near full, meetings that grow through the year."""
    months = 3 if term.cadence == Cadence.QUARTER else 1
    grown = (term.last.year - 2025) * 12 + term.last.month - 11  # months since the launch
    match measure:
        case "vụ":
            return Decimal(sum(rng.random() < 0.16 - 0.05 * standing for _ in range(months)))
        case "buổi":
            return Decimal(max(0, round(months * (2 + grown / 6 + standing / 2 + rng.gauss(0, 0.7)))))
        case _:
            share = 93 + grown / 4 + 2 * standing + rng.gauss(0, 2.2)
            return Decimal(str(round(min(max(share, 60), 100), 1)))


def _correct(rng: Random, figures: list[IndicatorFigure]) -> None:
    """Some figures of percent that were counted anew."""
    wrong = rng.sample([one for one in figures if one.indicator.measure == "%"], CORRECTED)
    rows = []
    for old in wrong:
        row = IndicatorFigure(indicator=old.indicator, unit=old.unit, corrects=old, by_name=old.by_name)
        row.cadence, row.year, row.number = old.cadence, old.year, old.number
        row.value = min(old.value + Decimal("1.5"), Decimal(100))
        row.evidence, row.why = old.evidence, "Đối chiếu lại với sổ công văn đến"
        row.at = old.at + timedelta(days=1)
        rows.append(row)
    IndicatorFigure.objects.bulk_create(rows)


def _moment(term: Term) -> datetime:
    day = min(term.last + timedelta(days=2), timezone.localdate())
    return timezone.make_aware(datetime.combine(day, time(16, 0)))

"""Reading a movement's figures: the table of a term, a unit's course, who has not reported."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.movements.figures import (
    AxisScore,
    Measured,
    Term,
    axis_score,
    better,
    change_words,
    scorable,
    shades,
    terms_between,
)
from vinhdanh.movements.models import (
    Axis,
    FigureReport,
    Indicator,
    IndicatorFigure,
    IndicatorGoal,
    Movement,
)
from vinhdanh.movements.selectors.movements import responding_units, with_axes
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
COURSE = 12  # terms of a unit's course


@dataclass(frozen=True, slots=True)
class Pillar:
    """An axis that has indicators, with the levels that the agency has set for one length of term."""

    axis: Axis
    indicators: tuple[Indicator, ...]
    goals: Mapping[int, IndicatorGoal]  # indicator's key → its goal

    def measured(self, values: Mapping[int, Decimal]) -> list[Measured]:
        """The indicators with somebody's values, for the score."""
        found = []
        for one in self.indicators:
            goal = self.goals.get(one.pk)
            aim, floor = (goal.goal, goal.limit) if goal else (None, None)
            found.append(Measured(one.weight, aim, floor, values.get(one.pk)))
        return found

    @property
    def scored(self) -> bool:
        """Whether the agency has set all that a score needs."""
        return scorable(self.measured({}))

    @property
    def weights(self) -> Decimal:
        return sum((one.weight or Decimal(0) for one in self.indicators), Decimal(0))


def pillars(movement: Movement, cadence: Cadence) -> list[Pillar]:
    """The movement's axes that have indicators; those without one are measured by nothing."""
    found = with_axes(Movement.objects.filter(pk=movement.pk)).get()
    goals = {
        one.indicator_id: one
        for one in IndicatorGoal.objects.filter(indicator__content__axis__movement=movement, cadence=cadence)
    }
    lines = [
        (axis, tuple(i for content in axis.contents.all() for i in content.indicators.all()))
        for axis in found.axes.all()
    ]
    return [Pillar(axis, indicators, goals) for axis, indicators in lines if indicators]


def reporting_units(movement: Movement, term: Term) -> list[Unit]:
    """Units that give figures for a term: those that launch beneath the movement, or the unit alone."""
    day = min(max(term.last, movement.first), movement.last, max(timezone.localdate(), movement.first))
    return responding_units(movement.unit, day) or [movement.unit]


def terms_of(movement: Movement, cadence: Cadence) -> list[Term]:
    """The movement's terms that have begun, the newest first."""
    last = min(timezone.localdate(), movement.last)
    return terms_between(cadence, movement.first, last) if movement.first <= last else []


def last_ended(movement: Movement, cadence: Cadence) -> Term | None:
    """The newest term that is over; the running one where none is. None before the movement begins."""
    terms = terms_of(movement, cadence)
    today = timezone.localdate()
    return next((one for one in terms if one.last < today), terms[0] if terms else None)


# ---- the table of a term --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator of one unit."""

    figure: IndicatorFigure | None
    change: str = ""  # against the term before
    good: bool | None = None  # whether it moved the good way; None where it did not move
    shade: int | None = None  # 0 palest … 5 darkest

    @property
    def value(self) -> Decimal | None:
        return self.figure.value if self.figure else None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's figures of a term."""

    unit: Unit
    cells: tuple[Cell, ...]
    scores: tuple[AxisScore | None, ...]  # one for each axis that is scored
    report: FigureReport | None

    @property
    def entered(self) -> int:
        return sum(cell.figure is not None for cell in self.cells)

    @property
    def state(self) -> str:
        """How far the unit is, in words."""
        if self.report:
            return "đã gửi"
        if not self.entered:
            return "chưa ghi"
        if self.entered == len(self.cells):
            return "đủ số, chưa gửi"
        return f"ghi {self.entered} trong {len(self.cells)}, chưa gửi"


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a term: units by indicators."""

    term: Term
    pillars: tuple[Pillar, ...]
    rows: tuple[UnitRow, ...]
    means: tuple[Decimal | None, ...]

    @property
    def indicators(self) -> list[Indicator]:
        return [one for pillar in self.pillars for one in pillar.indicators]

    @property
    def scored(self) -> list[Pillar]:
        return [pillar for pillar in self.pillars if pillar.scored]

    @property
    def missing(self) -> list[UnitRow]:
        """Units that have not sent the term's figures."""
        return [row for row in self.rows if row.report is None]


def table(actor: Actor, movement: Movement, term: Term) -> Table:
    """The figures of a term for the reporting units that the actor sees, in the order of the tree."""
    axes = tuple(pillars(movement, term.cadence))
    visible = set(visible_units(actor).values_list("pk", flat=True))
    units = [unit for unit in reporting_units(movement, term) if unit.pk in visible]
    indicators = [one for pillar in axes for one in pillar.indicators]
    now, before = _values(indicators, units, term), _values(indicators, units, term.before)
    reports = {
        one.unit_id: one
        for one in FigureReport.objects.filter(
            movement=movement, cadence=term.cadence, year=term.year, number=term.number
        )
    }
    colours = {}
    for one in indicators:
        column = [now[unit.pk][one.pk].value if one.pk in now[unit.pk] else None for unit in units]
        colours[one.pk] = shades(column, one.direction)
    scored = [pillar for pillar in axes if pillar.scored]
    rows = []
    for at, unit in enumerate(units):
        figures = now[unit.pk]
        cells = tuple(
            _cell(one, figures.get(one.pk), before[unit.pk].get(one.pk), colours[one.pk][at])
            for one in indicators
        )
        values = {key: figure.value for key, figure in figures.items()}
        scores = tuple(axis_score(pillar.measured(values)) for pillar in scored)
        rows.append(UnitRow(unit, cells, scores, reports.get(unit.pk)))
    means = tuple(_mean([row.cells[at].value for row in rows]) for at in range(len(indicators)))
    return Table(term, axes, tuple(rows), means)


def _values(
    indicators: Sequence[Indicator], units: Collection[Unit], term: Term
) -> dict[int, dict[int, IndicatorFigure]]:
    """Unit's key → indicator's key → the figure that stands."""
    found: dict[int, dict[int, IndicatorFigure]] = {unit.pk: {} for unit in units}
    keys = [one.pk for one in indicators]
    for figure in IndicatorFigure.objects.current().of_terms(term).filter(indicator__in=keys):
        if figure.unit_id in found:
            found[figure.unit_id][figure.indicator_id] = figure
    return found


def _cell(
    indicator: Indicator, now: IndicatorFigure | None, before: IndicatorFigure | None, shade: int | None
) -> Cell:
    if now is None or before is None:
        return Cell(now, shade=shade)
    moved = now.value != before.value
    good = better(now.value, before.value, indicator.direction) if moved else None
    return Cell(now, change_words(now.value, before.value), good, shade)


def _mean(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


# ---- one unit -------------------------------------------------------------------------------------


def figures_of(movement: Movement, unit: Unit, term: Term) -> dict[int, IndicatorFigure]:
    """Indicator's key → the unit's figure that stands in the term."""
    found = IndicatorFigure.objects.current().of_terms(term).filter(unit=unit)
    return {one.indicator_id: one for one in found.filter(indicator__content__axis__movement=movement)}


def report_of(movement: Movement, unit: Unit, term: Term) -> FigureReport | None:
    """Whether the unit has sent the term's figures."""
    return FigureReport.objects.filter(
        movement=movement, unit=unit, cadence=term.cadence, year=term.year, number=term.number
    ).first()


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a unit, term by term."""

    indicator: Indicator
    values: tuple[Decimal | None, ...]
    goal: Decimal | None


@dataclass(frozen=True, slots=True)
class Course:
    """An axis of a unit over the last terms, the oldest first."""

    pillar: Pillar
    terms: tuple[Term, ...]
    lines: tuple[Line, ...]
    scores: tuple[AxisScore | None, ...]


def course(movement: Movement, unit: Unit, cadence: Cadence) -> list[Course]:
    """How a unit went on each axis over the last terms."""
    terms = tuple(reversed(terms_of(movement, cadence)[:COURSE]))
    figures = IndicatorFigure.objects.current().of_terms(*terms).filter(unit=unit)
    values = {(one.indicator_id, one.term): one.value for one in figures}
    found = []
    for pillar in pillars(movement, cadence):
        lines = tuple(
            Line(
                one,
                tuple(values.get((one.pk, term)) for term in terms),
                pillar.goals[one.pk].goal if one.pk in pillar.goals else None,
            )
            for one in pillar.indicators
        )
        scores = tuple(
            axis_score(
                pillar.measured(
                    {one.pk: values[one.pk, term] for one in pillar.indicators if (one.pk, term) in values}
                )
            )
            for term in terms
        )
        found.append(Course(pillar, terms, lines, scores if pillar.scored else ()))
    return found


def corrections_of(movement: Movement, unit: Unit, term: Term) -> list[IndicatorFigure]:
    """The rows of a unit's term that correct an earlier one, the newest first."""
    found = IndicatorFigure.objects.of_terms(term).filter(
        unit=unit, indicator__content__axis__movement=movement, corrects__isnull=False
    )
    return list(found.select_related("indicator", "corrects").order_by("-id"))

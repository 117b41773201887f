"""A movement's figures: what counts in full, what a unit reports for a term, and sending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import Pair
from vinhdanh.movements.figures import Term, figure_words
from vinhdanh.movements.models import FigureReport, Indicator, IndicatorFigure, IndicatorGoal, Movement
from vinhdanh.movements.policies.figures import may_enter_figures, may_send_figures
from vinhdanh.movements.selectors.figures import figures_of, pillars, report_of, reporting_units
from vinhdanh.movements.services.writing import Actor, require_write, write_down
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import Direction, MovementState
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class FigureText:
    """An indicator's value as somebody types it."""

    value: Decimal
    evidence: str = ""
    why: str = ""  # needed once the term has been sent


def set_goals(
    *,
    actor: Actor,
    movement: Movement,
    cadence: Cadence,
    levels: Mapping[int, tuple[Decimal, Decimal] | None],
) -> None:
    """Say for each indicator (its key) what counts in full and what counts as nothing; None takes it back.

    Raises:
        PermissionDenied: the actor writes nothing for the movement's unit.
        ValidationError: the movement is over, an indicator is not of it, or the two levels stand the wrong
            way round.
    """
    by = require_write(actor, movement.unit, movement)
    if movement.state == MovementState.CLOSED:
        raise ValidationError("Phong trào đã tổng kết: không sửa được nữa.")
    known = {one.pk: one for pillar in pillars(movement, cadence) for one in pillar.indicators}
    there = {
        one.indicator_id: one for one in IndicatorGoal.objects.filter(indicator__in=known, cadence=cadence)
    }
    pairs: list[Pair] = []
    with transaction.atomic():
        for key, pair in levels.items():
            indicator = known.get(key)
            if indicator is None:
                raise ValidationError("Chỉ số này không thuộc phong trào.")
            before = there.get(key)
            if pair is None:
                if before:
                    pairs.append((before, None))
                    before.delete()
                continue
            if before and (before.goal, before.limit) == pair:
                continue
            _refuse_turned(indicator, *pair)
            row = IndicatorGoal(
                pk=before.pk if before else None,
                indicator=indicator,
                cadence=cadence,
                goal=pair[0],
                limit=pair[1],
            )
            row.full_clean()
            row.save()
            pairs.append((before, row))
        if pairs:
            write_down(by, movement, "goals_set", *pairs, app="figures")


def _refuse_turned(indicator: Indicator, goal: Decimal, limit: Decimal) -> None:
    down = indicator.direction == Direction.DOWN
    if goal == limit or (goal < limit) != down:
        word = "thấp hơn" if down else "cao hơn"
        raise ValidationError(
            f"{indicator}: {indicator.get_direction_display().lower()}, mức đủ điểm "
            f"({figure_words(goal)}) phải {word} mức không điểm ({figure_words(limit)})."
        )


def enter_figures(
    *, actor: Actor, movement: Movement, unit: Unit, term: Term, figures: Mapping[int, FigureText]
) -> list[IndicatorFigure]:
    """Write down a unit's figures of a term, by the indicators' keys. What differs corrects the old row.

    Returns:
        the rows that were added; none where nothing differs.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: the movement does not run, the unit or the term is not of it, or a correction after
            sending lacks its reason; every line that is wrong is named.
    """
    by = admit(actor, may_enter_figures(scopes(actor), unit.path))
    refuse_term(movement, term)
    _refuse_stranger(movement, unit, term)
    known = {one.pk: one for pillar in pillars(movement, term.cadence) for one in pillar.indicators}
    if figures.keys() - known.keys():
        raise ValidationError("Chỉ số này không thuộc phong trào.")
    with transaction.atomic():
        there, sent = figures_of(movement, unit, term), report_of(movement, unit, term)
        made, wrong = [], []
        for key, text in figures.items():
            old = there.get(key)
            if old and (old.value, old.evidence) == (text.value, text.evidence.strip()):
                continue
            if old and sent and not text.why.strip():
                wrong.append(f"{known[key]}: đã gửi {term.words}, ghi lý do sửa.")
                continue
            made.append(
                IndicatorFigure(
                    indicator=known[key],
                    unit=unit,
                    cadence=term.cadence,
                    year=term.year,
                    number=term.number,
                    value=text.value,
                    evidence=text.evidence.strip(),
                    corrects=old,
                    why=text.why.strip() if old else "",
                    at=timezone.now(),
                    by_name=by.full_name[:200],
                )
            )
        if wrong:
            raise ValidationError(wrong)
        for row in made:
            row.full_clean()
            row.save()
        if made:
            data = {"unit": unit.code, "term": term.key}
            write_down(
                by,
                movement,
                "figures_entered",
                *((None, row) for row in made),
                data=data,
                app="figures",
                about=_ref(movement, unit),
            )
    return made


def send_figures(*, actor: Actor, movement: Movement, unit: Unit, term: Term) -> FigureReport:
    """Send a unit's figures of a term: from then on a correction needs its reason.

    Raises:
        PermissionDenied: the actor does not head that unit.
        ValidationError: a figure is missing, the term has been sent, or the movement does not run.
    """
    by = admit(actor, may_send_figures(scopes(actor), unit.path))
    refuse_term(movement, term)
    _refuse_stranger(movement, unit, term)
    there = figures_of(movement, unit, term)
    indicators = [one for pillar in pillars(movement, term.cadence) for one in pillar.indicators]
    lacking = [f"“{one}”" for one in indicators if one.pk not in there]
    if lacking or not indicators:
        said = f"còn thiếu {', '.join(lacking)}" if lacking else "phong trào chưa có chỉ số nào"
        raise ValidationError(f"Chưa gửi được {term.words}: {said}.")
    row = FigureReport(
        movement=movement,
        unit=unit,
        cadence=term.cadence,
        year=term.year,
        number=term.number,
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    row.full_clean()
    with transaction.atomic():
        row.save()
        write_down(by, movement, "figures_sent", (None, row), app="figures", about=_ref(movement, unit))
    return row


def _ref(movement: Movement, unit: Unit) -> str:
    """Name in the journal of what a unit reports of a movement: ``figures:12/PX01``."""
    return f"figures:{movement.pk}/{unit.code}"


def refuse_term(movement: Movement, term: Term) -> None:
    """Figures and deeds are written down for terms of a running movement that have begun.

    Raises:
        ValidationError: the movement does not run, or the term is not one of its own.
    """
    if movement.state != MovementState.LAUNCHED:
        raise ValidationError(f"“{movement}” {movement.get_state_display().lower()}: không ghi được.")
    if term.cadence == Cadence.YEAR:
        raise ValidationError("Ghi theo tháng hoặc theo quý.")
    if term.first > timezone.localdate():
        raise ValidationError(f"{term.label} chưa đến: kỳ đã bắt đầu mới ghi.")
    if term.last < movement.first or term.first > movement.last:
        raise ValidationError(
            f"{term.label} nằm ngoài thời gian phong trào, "
            f"{movement.first:%d/%m/%Y}–{movement.last:%d/%m/%Y}."
        )


def _refuse_stranger(movement: Movement, unit: Unit, term: Term) -> None:
    if unit not in reporting_units(movement, term):
        raise ValidationError(f"{unit} không báo cáo số liệu của phong trào này.")

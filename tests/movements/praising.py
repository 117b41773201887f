"""Each service of figures and commendation, called by somebody about a team of PX01."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from tests.movements.year import OPERATOR, TODAY, Year
from vinhdanh.movements import services
from vinhdanh.movements.figures import term_on
from vinhdanh.movements.models import GoldenEntry, Indicator, Movement, PraiseProposal
from vinhdanh.movements.services import FigureText
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.praise import PraiseWay

MONTH, QUARTER = term_on(Cadence.MONTH, TODAY), term_on(Cadence.QUARTER, TODAY)
Service = Callable[[Any, Year, Mapping[str, int]], object]
STATES = ("draft", "sent", "agreed")


def figured(year: Year) -> dict[str, int]:
    """Keys of a movement of PX01, of a team's proposals in each state, and of a line of the Sổ vàng."""
    movement = year.launched(year.px01, name="Ba nhất của phòng")
    keys = {"movement": movement.pk}
    for unit, value in ((year.d1, "1"), (year.d2, "2")):
        _enter(OPERATOR, movement, unit, value)
    for state in STATES:
        proposal = _propose(OPERATOR, year, movement, f"Việc làm {state} {state}")
        if state != "draft":
            services.send_proposal(actor=OPERATOR, proposal=proposal)
        if state == "agreed":
            services.answer_proposal(actor=OPERATOR, proposal=proposal, agreed=True)
        keys[state] = proposal.pk
    keys["golden"] = _golden(OPERATOR, year, movement, "Dòng đã ghi").pk
    return keys


def _enter(actor: Any, movement: Movement, unit: Any, value: str) -> object:
    key = Indicator.objects.get(content__axis__movement=movement).pk
    figures = {key: FigureText(Decimal(value))}
    return services.enter_figures(actor=actor, movement=movement, unit=unit, term=MONTH, figures=figures)


def _propose(actor: Any, year: Year, movement: Movement, deed: str) -> PraiseProposal:
    return services.write_proposal(
        actor=actor,
        movement=movement,
        unit=year.d1,
        term=QUARTER,
        subject=year.an,
        axis=movement.axes.get(order=1),
        deed=deed,
        way=PraiseWay.NOTICE,
    )


def _golden(actor: Any, year: Year, movement: Movement, deed: str) -> GoldenEntry:
    return services.enter_golden(
        actor=actor,
        movement=movement,
        unit=year.d2,
        subject=year.binh,
        axis=movement.axes.get(order=1),
        term=QUARTER,
        deed=deed,
        on=TODAY,
        decided_by="X",
    )


def _goals(actor: Any, year: Year, keys: Mapping[str, int]) -> object:
    movement = Movement.objects.get(pk=keys["movement"])
    key = Indicator.objects.get(content__axis__movement=movement).pk
    levels = {key: (Decimal(9), Decimal(0))}
    return services.set_goals(actor=actor, movement=movement, cadence=Cadence.MONTH, levels=levels)


def _movement(
    call: Callable[[Any, Year, Movement], object],
) -> Service:
    return lambda actor, year, keys: call(actor, year, Movement.objects.get(pk=keys["movement"]))


def _in(state: str, call: Callable[[Any, PraiseProposal], object]) -> Service:
    return lambda actor, year, keys: call(actor, PraiseProposal.objects.get(pk=keys[state]))


FIGURES_AND_PRAISE: Mapping[str, Service] = {
    "set_goals": _goals,
    "enter_figures": _movement(lambda actor, year, movement: _enter(actor, movement, year.d1, "7")),
    "send_figures": _movement(
        lambda actor, year, movement: services.send_figures(
            actor=actor, movement=movement, unit=year.d1, term=MONTH
        )
    ),
    "write_proposal": _movement(lambda actor, year, movement: _propose(actor, year, movement, "Mới")),
    "enter_golden": _movement(lambda actor, year, movement: _golden(actor, year, movement, "Mới")),
    "drop_proposal": _in("draft", lambda actor, one: services.drop_proposal(actor=actor, proposal=one)),
    "send_proposal": _in("draft", lambda actor, one: services.send_proposal(actor=actor, proposal=one)),
    "take_back_proposal": _in(
        "sent", lambda actor, one: services.take_back_proposal(actor=actor, proposal=one, note="X")
    ),
    "answer_proposal": _in(
        "sent", lambda actor, one: services.answer_proposal(actor=actor, proposal=one, agreed=True)
    ),
    "finish_proposal": _in(
        "agreed",
        lambda actor, one: services.finish_proposal(actor=actor, proposal=one, on=TODAY, document="X"),
    ),
    "strike_golden": lambda actor, year, keys: services.strike_golden(
        actor=actor, entry=GoldenEntry.objects.get(pk=keys["golden"]), on=TODAY, ground="X"
    ),
}

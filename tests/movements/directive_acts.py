"""Every service about meetings and directives, done to records of PX01, for the table of permissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.movements.meetings import DUE, HELD
from tests.movements.year import OPERATOR, Year
from vinhdanh.movements import services
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.services import DirectiveText


def lines_of(year: Year) -> dict[str, int]:
    """Keys of two lines that PX01 gave itself at a meeting, one received, and of a meeting without lines."""
    meeting = services.add_meeting(actor=OPERATOR, unit=year.px01, **HELD)
    empty = services.add_meeting(actor=OPERATOR, unit=year.px01, **(HELD | {"name": "Nhầm"}))
    line = DirectiveText("Rà soát", year.px01, deadline=DUE)
    given, received = services.add_directives(actor=OPERATOR, meeting=meeting, lines=[line, line])
    services.report_directive(actor=OPERATOR, directive=received, code="receive")
    return {"given": given.pk, "received": received.pk, "empty": empty.pk}


def _add_meeting(actor: Any, year: Year, keys: dict[str, int]) -> object:
    return services.add_meeting(actor=actor, unit=year.px01, **(HELD | {"name": "Giao ban"}))


def _change_meeting(actor: Any, year: Year, keys: dict[str, int]) -> object:
    return services.change_meeting(
        actor=actor, meeting=Directive.objects.get(pk=keys["given"]).meeting, place="Tầng 2"
    )


def _drop_meeting(actor: Any, year: Year, keys: dict[str, int]) -> object:
    return services.drop_meeting(actor=actor, meeting=Meeting.objects.get(pk=keys["empty"]))


def _add_directives(actor: Any, year: Year, keys: dict[str, int]) -> object:
    meeting = Directive.objects.get(pk=keys["given"]).meeting
    return services.add_directives(actor=actor, meeting=meeting, lines=[DirectiveText("Mới", year.d1)])


def _change_directive(actor: Any, year: Year, keys: dict[str, int]) -> object:
    return services.change_directive(
        actor=actor, directive=Directive.objects.get(pk=keys["given"]), task="Khác"
    )


def _drop_directive(actor: Any, year: Year, keys: dict[str, int]) -> object:
    return services.drop_directive(actor=actor, directive=Directive.objects.get(pk=keys["given"]))


def _pass_on(actor: Any, year: Year, keys: dict[str, int]) -> object:
    line = Directive.objects.get(pk=keys["received"])
    return services.pass_on(actor=actor, directive=line, lines=[DirectiveText("Phần", year.d1)])


def _report(actor: Any, year: Year, keys: dict[str, int]) -> object:
    return services.report_directive(
        actor=actor, directive=Directive.objects.get(pk=keys["given"]), code="receive"
    )


def _conclude(actor: Any, year: Year, keys: dict[str, int]) -> object:
    line = Directive.objects.get(pk=keys["given"])
    return services.conclude_directive(actor=actor, directive=line, code="cancel", text="Trùng")


DIRECTIVE_ACTS: dict[str, Callable[[Any, Year, dict[str, int]], object]] = {
    "add_meeting": _add_meeting,
    "change_meeting": _change_meeting,
    "drop_meeting": _drop_meeting,
    "add_directives": _add_directives,
    "change_directive": _change_directive,
    "drop_directive": _drop_directive,
    "pass_on": _pass_on,
    "report_directive": _report,
    "conclude_directive": _conclude,
}


def directive_act(name: str, actor: Any, year: Year, keys: dict[str, int]) -> object:
    """Do one of them."""
    return DIRECTIVE_ACTS[name](actor, year, keys)

"""Every service of the emulation year × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable, Container
from inspect import isclass
from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.movements.calendar_acts import CALENDAR_ACTS, calendar_act, date_of
from tests.movements.directive_acts import DIRECTIVE_ACTS, directive_act, lines_of
from tests.movements.praising import FIGURES_AND_PRAISE, figured
from tests.movements.registration_acts import COMPACT_ACTS, REGISTRATION_ACTS, compact_act, registration_act
from tests.movements.target_acts import TARGET_ACTS, target_act, targets_of
from tests.movements.test_cluster_permissions import CLUSTER_ACTS
from tests.movements.year import AXES, COMPLETE, END, OPERATOR, TODAY, Year
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.movements import services
from vinhdanh.movements.models import Movement, MovementLink

E, C = Action.EDIT, Action.CONCLUDE
ACTS: dict[str, tuple[Action, ...]] = {
    "add_movement": (E, C),
    "change_movement": (E, C),
    "write_axes": (E, C),
    "drop_draft": (E, C),
    "link_movements": (E, C),
    "unlink_movements": (E, C),
    "launch_movement": (C,),
    "extend_movement": (C,),
    "review_movement": (C,),
    "close_movement": (C,),
    "launch_beneath": (C,),
    "add_target": (E, C),
    "change_target": (E, C),
    "drop_target": (E, C),
    "copy_targets": (E, C),
    "hand_down": (E, C),
    "report_month": (E,),
    "correct_month": (E,),
    "register_target": (C,),
    "adjust_target": (C,),
    "close_target": (C,),
    "close_targets": (C,),
    "reopen_target": (C,),
    "add_meeting": (E, C),
    "change_meeting": (E, C),
    "drop_meeting": (E, C),
    "add_directives": (E, C),
    "change_directive": (E, C),
    "drop_directive": (E, C),
    "pass_on": (E, C),
    "report_directive": (E, C),
    "conclude_directive": (C,),
    "add_entry": (E, C),
    "change_entry": (E, C),
    "finish_entry": (E, C),
    "cancel_entry": (E, C),
    "set_goals": (E, C),
    "enter_figures": (E, C),
    "send_figures": (C,),
    "write_proposal": (E, C),
    "drop_proposal": (E, C),
    "send_proposal": (C,),
    "take_back_proposal": (C,),
    "answer_proposal": (C,),
    "finish_proposal": (C,),
    "enter_golden": (C,),
    "strike_golden": (C,),
    "open_registration": (C,),
    "write_registrations": (E, C),
    "send_registration": (C,),
    "recall_registration": (C,),
    "accept_registration": (C,),
    "return_registration": (C,),
    "supplement_registration": (E, C),
    "write_compact": (E, C),
    "drop_compact": (E, C),
    "open_compact": (C,),
    "take_back_compact": (C,),
}
# Of each part of the year: its acts, what they are done to, and how one is done.
PARTS: tuple[tuple[Container[str], Callable[[Year], Any], Callable[[str, Any, Year, Any], object]], ...] = (
    (TARGET_ACTS, targets_of, target_act),
    (REGISTRATION_ACTS, lambda year: None, registration_act),
    (COMPACT_ACTS, lambda year: None, compact_act),
    (DIRECTIVE_ACTS, lines_of, directive_act),
    (
        FIGURES_AND_PRAISE,
        figured,
        lambda name, actor, year, keys: FIGURES_AND_PRAISE[name](actor, year, keys),
    ),
    (CALENDAR_ACTS, date_of, calendar_act),
)
# Answered by who somebody is, not by a right alone: test_registration.py and test_compacts.py ask them.
PERSONAL = {"register_own", "sign_compact"}


def call(name: str, actor: Any, year: Year, records: dict[str, Any]) -> object:
    for acts, _, act in PARTS:
        if name in acts:
            return act(name, actor, year, records["part"])
    # Read anew: what a call that was undone left in memory is not what the database holds.
    draft, running = (Movement.objects.get(pk=records[one]) for one in ("draft", "running"))
    link = MovementLink.objects.get(pk=records["link"])
    match name:
        case "add_movement":
            return services.add_movement(actor=actor, unit=year.px01, **(COMPLETE | {"name": "Mới"}))
        case "change_movement":
            return services.change_movement(actor=actor, movement=draft, slogan="Mới")
        case "write_axes":
            return services.write_axes(actor=actor, movement=draft, axes=AXES)
        case "drop_draft":
            return services.drop_draft(actor=actor, movement=draft)
        case "link_movements":
            return services.link_movements(actor=actor, movement=draft, linked=running)
        case "unlink_movements":
            return services.unlink_movements(actor=actor, link=link)
        case "launch_movement":
            return services.launch_movement(actor=actor, movement=draft, on=TODAY)
        case "extend_movement":
            until = END.replace(year=END.year + 1)
            return services.extend_movement(
                actor=actor, movement=running, until=until, document="X", on=TODAY
            )
        case "review_movement":
            return services.review_movement(actor=actor, movement=running, on=TODAY, note="X")
        case "close_movement":
            return services.close_movement(actor=actor, movement=running, on=TODAY, note="X")
        case _:
            return year.beneath(records["above"], year.px01, actor)


def _movements(year: Year) -> dict[str, Any]:
    running, above = year.launched(year.px01, name="Chạy"), year.launched()
    return {
        "draft": year.draft(year.px01, name="Soạn").pk,
        "running": running.pk,
        "above": above,
        "link": services.link_movements(actor=OPERATOR, movement=running, linked=above).pk,
    }


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(year: Year, name: str) -> None:
    prepare = next((made for acts, made, _ in PARTS if name in acts), _movements)
    records = prepare(year)
    records = records if prepare is _movements else {"part": records}
    columns = [list(Action).index(one) for one in ACTS[name]]
    for role in Role:
        may = any(TABLE[role].split()[column] == "x" for column in columns)
        for code, expected in (("PX01", may), ("PX02", False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(name, actor, year, records), account, year)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)


def test_every_service_has_its_row() -> None:
    functions = {name for name in services.__all__ if not isclass(getattr(services, name))}
    assert functions - PERSONAL == ACTS.keys() | CLUSTER_ACTS.keys()

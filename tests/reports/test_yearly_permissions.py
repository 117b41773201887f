"""Every service of year-end reports × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.records import make_account
from tests.reports.reported import PASSAGE, PEOPLE, Reported
from vinhdanh.access.types import Action, Operator, Role
from vinhdanh.reports import services

HAND = {"key": PEOPLE, "value": "09", "reason": "X"}
DAY = date(2025, 12, 31)


def issued(reported: Reported) -> object:
    return services.issue_report(actor=Operator(), **reported.whose, issued=DAY)  # type: ignore[arg-type]


ACTS: dict[str, tuple[Action, Callable[[Reported], Any], Callable[[Any, Reported, Any], object]]] = {
    "write_passage": (
        Action.EDIT,
        lambda r: None,
        lambda a, r, _: services.write_passage(actor=a, **r.whose, code=PASSAGE, text="X"),  # type: ignore[arg-type]
    ),
    "type_over": (
        Action.EDIT,
        lambda r: None,
        lambda a, r, _: services.type_over(actor=a, **r.whose, **HAND),  # type: ignore[arg-type]
    ),
    "take_back": (
        Action.EDIT,
        lambda r: services.type_over(actor=Operator(), **r.whose, **HAND),  # type: ignore[arg-type]
        lambda a, r, typed: services.take_back(actor=a, typed=typed),
    ),
    "issue_report": (
        Action.CONCLUDE,
        lambda r: None,
        lambda a, r, _: services.issue_report(actor=a, **r.whose, issued=DAY),  # type: ignore[arg-type]
    ),
    "begin_edition": (
        Action.EDIT,
        issued,
        lambda a, r, _: services.begin_edition(actor=a, **r.whose, why="X"),  # type: ignore[arg-type]
    ),
}


def test_every_service_of_year_end_reports_is_in_the_table() -> None:
    ours = {name for name in services.__all__ if getattr(services, name).__module__.endswith(".yearly")}
    assert set(ACTS) == ours


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(reported: Reported, name: str) -> None:
    action, prepare, call = ACTS[name]
    prepared = prepare(reported)
    column = list(Action).index(action)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        for code, expected in (("CAT", may), ("PX01", may), ("PX02", False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(actor, reported, prepared), account, reported)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)

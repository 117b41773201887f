"""Every service of the clusters × every role × the expected answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.movements.clustered import CRITERIA, YEAR, Clustered, fresh
from tests.movements.year import TODAY
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.movements import services
from vinhdanh.movements.models import ClusterYear

E, C = Action.EDIT, Action.CONCLUDE
# Whose unit a role must be given on: the one that runs the clusters, the member, its checker, the head.
CLUSTER_ACTS: dict[str, tuple[str, tuple[Action, ...]]] = {
    "add_cluster": ("CAT", (E, C)),
    "write_year": ("CAT", (E, C)),
    "write_members": ("CAT", (E, C)),
    "write_criteria": ("CAT", (E, C)),
    "drop_year": ("CAT", (E, C)),
    "set_officers": ("CAT", (E, C)),
    "assign_checkers": ("CAT", (E, C)),
    "move_year": ("CAT", (C,)),
    "close_year": ("CAT", (C,)),
    "reopen_year": ("CAT", (C,)),
    "hand_over": ("CAT", (E, C)),
    "score_self": ("PX02", (E, C)),
    "send_self": ("PX02", (C,)),
    "take_back": ("PX02", (C,)),
    "score_cross": ("PX03", (E, C)),
    "send_cross": ("PX03", (C,)),
    "decide_score": ("PX01", (C,)),
    "bar_member": ("PX01", (C,)),
    "admit_member": ("PX01", (C,)),
    "record_ballot": ("PX01", (E, C)),
}
ALSO_BY = "PX02"  # sees the year as a member, and may do none of what is not its own


def prepared(k: Clustered, name: str) -> int:
    """A year as far as the service needs it."""
    match name:
        case "score_self" | "send_self" | "set_officers" | "assign_checkers" | "bar_member" | "admit_member":
            year = k.opened()
        case "take_back":
            year = k.opened()
            k.scored(year)
        case "score_cross" | "send_cross":
            year = k.checking()
        case "decide_score" | "record_ballot":
            year = k.meeting()
        case "close_year":
            year = k.decided()
        case "reopen_year" | "hand_over":
            year = k.closed()
        case _:
            year = k.drafted()
    if name == "send_self":
        k.scored(year)
        year.members.update(state="writing")
    member = fresh(year)[1]
    member.checker = fresh(year)[2]
    member.barred = "Lý do" if name == "admit_member" else ""
    member.save()
    if name == "send_cross":
        for score in member.scores.all():
            score.cross = score.own
            score.save()
    return year.pk


def call(name: str, actor: Any, key: int, k: Clustered) -> object:
    # Read anew: what a call that was undone left in memory is not what the database holds.
    year = ClusterYear.objects.get(pk=key)
    members = fresh(year)
    member = members[1]
    a, b, c = (one.pk for one in members)
    match name:
        case "add_cluster":
            return services.add_cluster(actor=actor, unit=k.cat, kind="cum", name="Cụm 9", year=YEAR)
        case "write_year":
            return services.write_year(actor=actor, year=year, regulation="Mới")
        case "write_members":
            return services.write_members(actor=actor, year=year, units=k.units, head=k.px02)
        case "write_criteria":
            return services.write_criteria(actor=actor, year=year, groups=CRITERIA[:1])
        case "set_officers" | "hand_over":
            return getattr(services, name)(
                actor=actor, year=year, head=k.px02, deputies=[], on=TODAY, document="X"
            )
        case "assign_checkers":
            return services.assign_checkers(actor=actor, year=year, checkers={a: b, b: c, c: a})
        case "move_year":
            return services.move_year(actor=actor, year=year, target="self", on=TODAY)
        case "close_year":
            return services.close_year(actor=actor, year=year, on=TODAY, document="X")
        case "reopen_year":
            return services.reopen_year(actor=actor, year=year, on=TODAY, note="X")
        case "drop_year":
            return services.drop_year(actor=actor, year=year)
        case "score_self" | "score_cross":
            return getattr(services, name)(actor=actor, member=member, entries={})
        case "bar_member" | "admit_member":
            return getattr(services, name)(actor=actor, member=member, on=TODAY, reason="X")
        case "record_ballot":
            return services.record_ballot(
                actor=actor,
                year=year,
                honour="DVTT",
                on=TODAY,
                minutes="X",
                summoned=3,
                present=3,
                votes={a: 2},
            )
        case _:
            return getattr(services, name)(actor=actor, member=member, on=TODAY, note="X")


@pytest.mark.parametrize("name", CLUSTER_ACTS)
def test_each_service_answers_each_role_as_the_table_says(k: Clustered, name: str) -> None:
    key, (unit, actions) = prepared(k, name), CLUSTER_ACTS[name]
    columns = [list(Action).index(one) for one in actions]
    elsewhere = "PX03" if unit == ALSO_BY else ALSO_BY
    for role in Role:
        may = any(TABLE[role].split()[column] == "x" for column in columns)
        for code, expected in ((unit, may), (elsewhere, False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(name, actor, key, k), account, k)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)

"""What officers look up in a register, drawn from what is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from bench.search.register import SEED, Register
from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.types import Role
from vinhdanh.awards.selectors import reach_of
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.folding import fold

QUESTIONS = 40  # of each kind
PAGE = 50
CLERKS = ("T03", "T03-PX01")  # a province and a phòng


@dataclass(frozen=True)
class Kind:
    """Questions of one kind, and who asks them: a clerk, or somebody who sees everything."""

    name: str
    queries: list[Query]
    clerk: Account | None = None
    start: int = 0

    @property
    def reach(self) -> Reach:
        """What he may see, worked out anew as on every page."""
        return reach_of(self.clerk) if self.clerk else Reach(everything=True)


def clerk(code: str) -> Account:
    """The clerk of a unit, made when he is asked for the first time."""
    username = f"tonghop-{code.lower()}"
    found = Account.objects.filter(username=username).first()
    if found:
        return found
    account = Account.objects.create(username=username, full_name="Trần Thị Tổng")
    RoleAssignment.objects.create(
        account=account, role=Role.UNIT_CLERK, unit_code=code, valid_from=date(2005, 1, 1)
    )
    return account


def _begun(name: str) -> str:
    """A name of which the last word is not typed to its end."""
    *before, last = fold(name).split()
    return " ".join([*before, last[:2]])


def kinds(register: Register) -> list[Kind]:
    """What officers look up, drawn from what is in the register."""
    rng = Random(SEED + 1)
    people = rng.sample(register.persons, QUESTIONS)
    papers = rng.sample(register.decisions, QUESTIONS)
    low = rng.sample([u for u in register.units if u[3].count("/") == 4], QUESTIONS)
    tops = [u for u in register.units if u[3].count("/") == 3]
    years = [rng.randrange(2008, 2026) for _ in range(QUESTIONS)]

    def each(make: Callable[[int], Query]) -> list[Query]:
        return [make(at) for at in range(QUESTIONS)]

    province, department = (clerk(code) for code in CLERKS)

    def one_year(at: int, **more: Any) -> Query:
        return Query(first=years[at], last=years[at], **more)

    common = ("GK", "BK_BO", "CSTD_CS")
    family = ("Nguyễn", "Hoàng", "Nông", "Trần", "Lê")
    named = each(lambda at: Query(text=people[at][1]))
    return [
        Kind("full name", named),
        Kind("full name without marks", each(lambda at: Query(text=fold(people[at][1])))),
        Kind("family name alone", each(lambda at: Query(text=family[at % 5]))),
        Kind("name and honour", each(lambda at: replace(named[at], honours=("CSTD_CS",)))),
        Kind(
            "family name, unit, years",
            each(lambda at: Query(text=family[at % 5], units=(low[at][1],), first=2015, last=2025)),
        ),
        Kind(
            "family name, province, in force, one year",
            each(
                lambda at: Query(
                    text=family[at % 5],
                    units=(rng.choice(tops)[1],),
                    first=years[at],
                    last=years[at],
                    state=GrantState.IN_FORCE,
                )
            ),
        ),
        Kind("số hiệu", each(lambda at: Query(text=people[at][0]))),
        Kind("decision by its whole number", each(lambda at: Query(text=papers[at][1]))),
        Kind("decision by the figure alone", each(lambda at: Query(text=papers[at][1].split("/")[0]))),
        Kind("decision's day", each(lambda at: Query(text=f"{papers[at][2]:%d/%m/%Y}"))),
        Kind("unit by name", each(lambda at: Query(text=low[at][2]))),
        Kind("a unit's rows", each(lambda at: Query(units=(low[at][1],)))),
        Kind("a giver's rows of a year", each(lambda at: one_year(at, giver=papers[at][3]))),
        Kind("an honour of a year", each(lambda at: one_year(at, honours=("GK",)))),
        Kind("an honour of all years", each(lambda at: Query(honours=(common[at % 3],)))),
        Kind("three years, no words", each(lambda at: Query(first=years[at] - 2, last=years[at]))),
        Kind("everything, tenth page", each(lambda at: Query()), start=9 * PAGE),
        Kind("beginning of a name", each(lambda at: Query(text=_begun(people[at][1])))),
        Kind("name, a province's clerk", named, province),
        Kind("family name, a province's clerk", each(lambda at: Query(text=family[at % 5])), province),
        Kind("family name, a phòng's clerk", each(lambda at: Query(text=family[at % 5])), department),
    ]  # fmt: skip

"""Five of the titles in OpenFisca-Core, for the same persons.

OpenFisca computes one array of all persons per variable and year, so runs of years are written
as recursion on the year before. That recursion is cut *silently* after ``max_spiral_loops``
rounds (1 by default, wrong results without an error): ``simulation`` raises it.
"""

from __future__ import annotations

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

RULES = ("CSTD_CS", "CSTD_BO", "CSTD_TQ", "BK_TTG_CN", "HCLD_3_CN")
FLAGS = ("cstt", "cs", "bo", "bk_bo", "bk_ttg")
WORKS = ("work_base", "work_ministry", "work_national")
FIRST = 1995  # before every career of the data

Person = build_entity(key="person", plural="persons", label="person", is_person=True)


class level(Variable):
    """Level of the year; -1 where none is recorded."""

    value_type = int
    entity = Person
    definition_period = DateUnit.YEAR
    default_value = -1


def flag(name: str) -> type[Variable]:
    return type(
        name,
        (Variable,),
        {"value_type": bool, "entity": Person, "definition_period": DateUnit.YEAR, "__doc__": name},
    )


def derived(name: str, formula: object, value_type: type = int) -> type[Variable]:
    return type(
        name,
        (Variable,),
        {
            "value_type": value_type,
            "entity": Person,
            "definition_period": DateUnit.YEAR,
            "formula": formula,
            "__doc__": name,
        },
    )


def running(name: str, kept: object, added: object) -> type[Variable]:
    """A count that grows by ``added`` while ``kept`` holds and starts again where it does not."""

    def formula(person, period):  # type: ignore[no-untyped-def]
        if period.start.year < FIRST:
            return np.zeros(person.count, np.int32)
        return np.where(kept(person, period), added(person, period) + person(name, period.last_year), 0)

    return derived(name, formula)


def good(bound: str):  # type: ignore[no-untyped-def]
    def holds(person, period):  # type: ignore[no-untyped-def]
        reached = person("level", period)
        if bound == "low":
            return reached >= 2
        return person("served", period) * ((reached >= 2) + (reached < 0))

    return holds


def after_bk_ttg(bound: str):  # type: ignore[no-untyped-def]
    def holds(person, period):  # type: ignore[no-untyped-def]
        return good(bound)(person, period) * person("bk_ttg_ever", period.last_year)

    return holds


def one(person, period):  # type: ignore[no-untyped-def]
    return 1


def of(name: str):  # type: ignore[no-untyped-def]
    return lambda person, period: person(name, period)


def excellent_low(person, period):  # type: ignore[no-untyped-def]
    return person("level", period) == 3


def excellent_high(person, period):  # type: ignore[no-untyped-def]
    reached = person("level", period)
    return (reached == 3) + (reached < 0)


def ever(name: str) -> type[Variable]:
    def formula(person, period):  # type: ignore[no-untyped-def]
        if period.start.year < FIRST:
            return np.zeros(person.count, bool)
        return person(name, period) + person(f"{name}_ever", period.last_year)

    return derived(f"{name}_ever", formula, bool)


def status(sure: np.ndarray, possible: np.ndarray) -> np.ndarray:
    return sure.astype(np.int32) + possible.astype(np.int32)


def cstd_cs(person, period):  # type: ignore[no-untyped-def]
    reached, cstt, work = person("level", period), person("cstt", period), person("work_base", period)
    sure = ((reached >= 2) + cstt) * ((reached == 3) + work)
    possible = ((reached >= 2) + (reached < 0) + cstt) * ((reached == 3) + (reached < 0) + work)
    return status(sure, possible)


def open_run(title: str, rule: str):  # type: ignore[no-untyped-def]
    """The longest run that is possible: the title of this year may still be granted."""

    def formula(person, period):  # type: ignore[no-untyped-def]
        now, before = person(f"{title}_run", period), person(f"{title}_run", period.last_year)
        granted = person(title, period)
        return np.where(granted, now, np.where(person(rule, period) >= 1, before + 1, 0))

    return formula


def ladder(title: str, times: int, works: str):  # type: ignore[no-untyped-def]
    def formula(person, period):  # type: ignore[no-untyped-def]
        work = person(f"{works}_ever", period)
        low, high = person(f"{title}_run", period), person(f"{title}_run_high", period)
        return status((low >= times) * work, (high >= times) * work)

    return formula


def cs_open(person, period):  # type: ignore[no-untyped-def]
    return np.logical_not(person("cs", period)) * (person("CSTD_CS", period) >= 1)


def bk_ttg_cn(person, period):  # type: ignore[no-untyped-def]
    has = person("bk_bo_ever", period)
    sure = (person("good_run_low", period) >= 5) * (person("good_cs_low", period) >= 3)
    titles = person("good_cs_high", period) + cs_open(person, period)
    return status(has * sure, has * (person("good_run_high", period) >= 5) * (titles >= 3))


def hcld_3_cn(person, period):  # type: ignore[no-untyped-def]
    sure = (
        (person("span_run_low", period) >= 5)
        * (person("span_cs_low", period) >= 3)
        * (person("span_excellent_low", period) >= 1)
    )
    titles = person("span_cs_high", period) + cs_open(person, period)
    possible = (
        (person("span_run_high", period) >= 5) * (titles >= 3) * (person("span_excellent_high", period) >= 1)
    )
    return status(sure, possible)


def system() -> TaxBenefitSystem:
    built = TaxBenefitSystem([Person])
    variables = [level, flag("served"), *(flag(name) for name in (*FLAGS, *WORKS))]
    variables += [ever(name) for name in ("bk_bo", "bk_ttg", "work_ministry", "work_national")]
    variables += [running("cs_run", of("cs"), one), running("bo_run", of("bo"), one)]
    for bound in ("low", "high"):
        excellent = excellent_high if bound == "high" else excellent_low
        variables += [
            running(f"good_run_{bound}", good(bound), one),
            running(f"good_cs_{bound}", good(bound), of("cs")),
            running(f"span_run_{bound}", after_bk_ttg(bound), one),
            running(f"span_cs_{bound}", after_bk_ttg(bound), of("cs")),
            running(f"span_excellent_{bound}", after_bk_ttg(bound), excellent),
        ]
    variables += [
        derived("CSTD_CS", cstd_cs),
        derived("cs_run_high", open_run("cs", "CSTD_CS")),
        derived("CSTD_BO", ladder("cs", 3, "work_ministry")),
        derived("bo_run_high", open_run("bo", "CSTD_BO")),
        derived("CSTD_TQ", ladder("bo", 2, "work_national")),
        derived("BK_TTG_CN", bk_ttg_cn),
        derived("HCLD_3_CN", hcld_3_cn),
    ]
    built.add_variables(*variables)
    return built


def simulation(built: TaxBenefitSystem, persons: int) -> Simulation:
    builder = SimulationBuilder()
    builder.create_entities(built)
    builder.declare_person_entity("person", np.arange(persons))
    made = builder.build(built)
    made.max_spiral_loops = 100
    return made


def judge(
    built: TaxBenefitSystem, inputs: dict[tuple[str, int], np.ndarray], persons: int, year: int
) -> np.ndarray:
    """Statuses [persons, RULES] from dense arrays, one per (variable, year)."""
    made = simulation(built, persons)
    for (name, when), values in inputs.items():
        made.set_input(name, str(when), values)
    return np.stack([made.calculate(rule, str(year)) for rule in RULES], axis=1).astype(np.uint8)

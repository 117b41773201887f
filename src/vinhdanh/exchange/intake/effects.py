"""What an import does to the verdicts: judged as it is, and as it will be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vinhdanh.engine import LawBook, Verdict, Verdicts, compare, judge
from vinhdanh.engine.facts import Facts, Force
from vinhdanh.exchange.intake.comparing import Comparison
from vinhdanh.exchange.intake.outcomes import State
from vinhdanh.exchange.intake.plan import facts_after

NAMED = 200  # people listed under a line


@dataclass(frozen=True, slots=True)
class Effect:
    """How the answers on one line change. ``who``: identifier, name, verdict before and after."""

    line: str
    name: str
    kind: str  # person, unit, household
    gained: int  # now met
    lost: int  # no longer met
    other: int  # changed between answers that are not met
    who: tuple[tuple[str, str, str, str], ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def effects(at: Comparison, book: LawBook, year: int) -> tuple[list[Effect], int]:
    """The lines whose answers change, those with most people first; and how many changed in all.

    Somebody new on record counts as gained where the line is met, and otherwise not at all.
    """
    after = facts_after(at.register.facts, at.plan)
    before = judge(book, at.register.facts, year=year)
    then = judge(book, after, year=year)
    mine = at.register.may_touch
    changes: defaultdict[str, list[tuple[str, Verdict | None, Verdict]]] = defaultdict(list)
    new = {
        record.id for kind in ("persons", "units", "households") for record in getattr(at.plan.added, kind)
    }
    for change in compare(before, then):
        if mine is None or change.subject in mine:
            changes[change.rule].append((change.subject, change.before, change.after))
    for subject in new:
        for line in then.rule_ids:
            if then.verdict(subject, line) == Verdict.MET:
                changes[line].append((subject, None, Verdict.MET))
    found = [_effect(book, then, line, some) for line, some in changes.items()]
    found.sort(key=lambda one: (-one.gained - one.lost, -one.other, one.name))
    return found, sum(map(len, changes.values()))


def _effect(
    book: LawBook, then: Verdicts, line: str, some: Sequence[tuple[str, Verdict | None, Verdict]]
) -> Effect:
    rule = book.line(line)
    met = Verdict.MET
    tally = Counter("gained" if now == met else "lost" if was == met else "other" for _, was, now in some)
    first = sorted(some, key=lambda one: (one[2] != met, one[1] != met))[:NAMED]
    police = _of_police(then.facts)
    return Effect(
        line,
        rule.police_name if police and rule.police_name else rule.name,
        rule.subject_kind,
        tally["gained"],
        tally["lost"],
        tally["other"],
        tuple(
            (id, then.subject(id).name, was.label if was is not None else "", now.label)
            for id, was, now in first
        ),
    )


def _of_police(facts: Facts) -> bool:
    forces = Counter(unit.force for unit in facts.units)
    return bool(forces) and forces.most_common(1)[0][0] == Force.POLICE


def broken_streaks(at: Comparison) -> int:
    """Yearly titles left out because they go against the register, between two years that are on record."""
    titles = {code for code, honour in at.honours.items() if honour.kind == "emulation_title"}
    years: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for facts in (at.register.facts, at.plan.added):
        for grant in facts.grants:
            if grant.honour in titles:
                years[grant.subject, grant.honour].add(grant.year)
    count = 0
    for outcome in at.outcomes.values():
        values = outcome.row.values
        if outcome.row.layout.key != "grants" or outcome.state not in (State.CONFLICT, State.WAITING):
            continue
        if not {"subject", "honour", "year"} <= values.keys():
            continue
        held = years.get((values["subject"], values["honour"]), set())
        count += values["year"] not in held and {values["year"] - 1, values["year"] + 1} <= held
    return count

"""Units, persons and households of a file against those on record."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from vinhdanh.engine import Person, Unit
from vinhdanh.exchange.intake.comparing import KEEP, TAKE, WAITS_FOR_SUBJECT, Comparison, Options
from vinhdanh.exchange.intake.outcomes import Mark, Outcome, State
from vinhdanh.exchange.text import fold

_SAME_PERSON = 88  # of 100: the spelling of one name, put right
_SAME_UNIT = 75
OUTSIDE = "Mã này đã có trong sổ, ở ngoài phạm vi đồng chí được giao."


def compare_units(at: Comparison) -> None:
    """Units: by their code. Their place in the tree is not changed by a file."""
    on_record = {unit.id: unit for unit in at.register.facts.units}
    new: dict[str, tuple[Unit, Outcome]] = {}
    for unit in at.facts.units:
        old = on_record.get(unit.id)
        outcome = at.outcome("units", unit.id, State.MATCHED if old else State.NEW)
        if old is not None:
            held: dict[str, Options] = {"parent": (KEEP,)}
            if fuzz.ratio(fold(old.name), fold(unit.name)) < _SAME_UNIT:
                held["name"] = (KEEP, TAKE)
            at.change("units", at.compare(outcome, old, unit, held=held), outcome.row)
            _propose_move(outcome, old, unit)
        elif unit.id in at.register.taken:
            outcome.bad("id", OUTSIDE)
        else:
            new[unit.id] = unit, outcome
    _wait_for_parents(new, set(on_record))
    for unit, outcome in new.values():
        if outcome.written:
            at.add("units", unit, outcome.row)
    at.absent |= {unit.id for unit, outcome in new.values() if not outcome.written}
    at.absent |= {u.id for u in at.facts.units if u.id not in on_record and u.id not in new}


def _propose_move(outcome: Outcome, old: Unit, unit: Unit) -> None:
    """A file that names another parent proposes a move: it takes a day and a decision, which a file lacks."""
    cell = outcome.cells.get("parent")
    if cell is not None and cell.mark is Mark.CONFLICT:
        note = (
            f"{cell.note} Tệp đề nghị chuyển {old.name} ({old.id}) sang {unit.parent or 'cấp cao nhất'}. "
            "Tệp không tự chuyển đơn vị: ghi việc chuyển, có ngày và quyết định, ở trang của đơn vị."
        )
        outcome.cells["parent"] = replace(cell, note=note)


def _wait_for_parents(new: dict[str, tuple[Unit, Outcome]], on_record: set[str]) -> None:
    """A unit whose parent is not written waits for it, and so does all below."""
    standing = set(on_record)
    again = True
    while again:
        again = False
        for unit, _ in new.values():
            if unit.id not in standing and (unit.parent is None or unit.parent in standing):
                standing.add(unit.id)
                again = True
    for unit, outcome in new.values():
        if unit.id not in standing:
            outcome.wait(WAITS_FOR_SUBJECT)


def compare_persons(at: Comparison) -> None:
    """Persons: by number, else by CCCD or by name and birth, which is for people to decide."""
    on_record = at.register.known.persons
    mine = {person.id for person in at.facts.persons}
    citizens: dict[str, str] = {}
    for person in at.facts.persons:
        old = on_record.get(person.id)
        outcome = at.outcome("persons", person.id, State.MATCHED if old else State.NEW)
        citizen = at.gathered.built.extras[person.id].citizen_id
        first = citizens.setdefault(citizen, person.id) if citizen else person.id
        owner = at.register.citizens.get(citizen)
        if first != person.id:
            outcome.bad("citizen_id", f"Trùng CCCD của {first} trong tệp: một người chỉ có một hồ sơ.")
        elif citizen in at.register.taken_citizens:
            outcome.bad("citizen_id", "CCCD này đã có trong sổ, ở ngoài phạm vi đồng chí được giao.")
        elif old is not None:
            held: dict[str, Options] = {"name": (KEEP, TAKE)} if _another_name(old, person) else {}
            if owner is not None and owner != person.id:
                held["citizen_id"] = (KEEP,)
            changed = at.compare(outcome, old, person, held=held)
            at.change("persons", changed, outcome.row)
        elif person.id in at.register.taken:
            outcome.bad("id", OUTSIDE)
        elif owner is not None:
            _same_as(outcome, owner, "cùng CCCD", different=False)
        else:
            alike = [] if at.decisions.another(person.id) else _namesakes(at, person, mine)
            if alike:
                _same_as(outcome, alike[0], "cùng tên, ngày sinh", different=True)
        if not outcome.written:
            at.absent.add(person.id)
        elif old is None:
            at.add("persons", person, outcome.row)
            at.extras[person.id] = at.gathered.built.extras[person.id]


def _another_name(old: Person, new: Person) -> bool:
    return fuzz.ratio(fold(old.name), fold(new.name)) < _SAME_PERSON


def _namesakes(at: Comparison, person: Person, mine: set[str]) -> list[str]:
    """People on record of the same name and birth that the file does not list itself."""
    found = at.register.namesakes.get((fold(person.name), person.born), []) if person.born else []
    return [number for number in found if number not in mine]


def _same_as(outcome: Outcome, number: str, why: str, *, different: bool) -> None:
    options = [(number, f"Là một người: dùng số hiệu {number}")]
    if different:
        options.append(("", "Là người khác: lập hồ sơ mới"))
    outcome.conflict("id", f"Sổ ghi {number}, {why}.", options)


def compare_households(at: Comparison) -> None:
    """Households: by their code."""
    on_record = {household.id: household for household in at.register.facts.households}
    for household in at.facts.households:
        old = on_record.get(household.id)
        outcome = at.outcome("households", household.id, State.MATCHED if old else State.NEW)
        if old is not None:
            at.change("households", at.compare(outcome, old, household), outcome.row)
        elif household.id in at.register.taken:
            outcome.bad("id", OUTSIDE)
            at.absent.add(household.id)
        else:
            at.add("households", household, outcome.row)

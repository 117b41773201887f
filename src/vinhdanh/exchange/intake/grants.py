"""Honours of a file against the register: each occasion on record is met by one row at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from vinhdanh.engine import Grant, GrantState
from vinhdanh.exchange.intake.comparing import KEEP, Comparison
from vinhdanh.exchange.intake.outcomes import Outcome, State
from vinhdanh.exchange.intake.values import same, value_of
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.reading.subjects import GRANT_EXTRA
from vinhdanh.exchange.text import fold

_IN_FORCE = GrantState.IN_FORCE


def compare_grants(at: Comparison) -> None:
    """Honours: by subject, title or form, year and decision."""
    by_key: defaultdict[tuple[str, str, int], list[tuple[Grant, Outcome]]] = defaultdict(list)
    works_known = {work.id for work in at.register.facts.works} | {w.id for w in at.added["works"]}
    for grant in at.facts.grants:
        outcome = at.outcome("grants", grant.id, State.NEW)
        if at.waits(outcome, grant.subject):
            continue
        if not works_known.issuperset(grant.works):
            outcome.wait("Chờ dòng của sáng kiến này ở trang Sáng kiến.")
            continue
        by_key[grant.subject, grant.honour, grant.year].append((grant, outcome))
    for key, some in by_key.items():
        on_record = at.register.grants.get(key)
        pairs = _paired(at, some, on_record) if on_record else {}
        for grant, outcome in some:
            old = pairs.get(grant.id)
            if old is None:
                at.add("grants", grant, outcome.row)
                if grant.id in at.gathered.built.of_grants:
                    at.extras[grant.id] = at.gathered.built.of_grants[grant.id]
            else:
                outcome.state = State.MATCHED
                _compare(at, outcome, old, grant)


def _paired(at: Comparison, some: list[tuple[Grant, Outcome]], on_record: list[Grant]) -> dict[str, Grant]:
    """Which row is which occasion on record: the surest pairs first, each record once."""
    free = list(on_record)
    title = at.honours[some[0][0].honour].kind == "emulation_title"
    pairs: dict[str, Grant] = {}
    ways: list[Callable[[Row, Grant, Grant], bool]] = [_alike, _same_number, _number_unknown]
    if title:
        ways.append(_one_a_year)
    for way in ways:
        for grant, outcome in some:
            if grant.id in pairs:
                continue
            found = next((old for old in free if way(outcome.row, old, grant)), None)
            if found is not None:
                pairs[grant.id] = found
                free.remove(found)
    return pairs


def _alike(row: Row, old: Grant, new: Grant) -> bool:
    """Nothing that the row says of the honour itself differs."""
    return all(
        same(column, value_of(old, column.key), value_of(new, column.key))
        for column in row.layout.columns
        if column.key in row.values and column.key not in GRANT_EXTRA
    )


def _same_number(row: Row, old: Grant, new: Grant) -> bool:
    return bool(new.number) and fold(old.number) == fold(new.number)


def _number_unknown(row: Row, old: Grant, new: Grant) -> bool:
    """One side does not know the decision, and nothing speaks against it."""
    if old.number and new.number:
        return False
    return old.decided == new.decided or None in (old.decided, new.decided)


def _one_a_year(row: Row, old: Grant, new: Grant) -> bool:
    """A title is given once a year: another decision corrects the one that stands."""
    return old.state == _IN_FORCE


def _compare(at: Comparison, outcome: Outcome, old: Grant, new: Grant) -> None:
    if old.state != new.state and (new.state != _IN_FORCE or _claims_force(outcome.row)):
        key = "state" if "state" in outcome.row.values else "honour"
        says = "còn hiệu lực" if old.state == _IN_FORCE else "đã hủy bỏ, tước"
        outcome.conflict(key, f"Sổ ghi {says}. Hủy, tước, phục hồi là việc riêng ở sổ.", (KEEP,))
        settled = at.decisions.settled.get(f"{outcome.row.sheet}!{outcome.row.cell(key)}")
        if settled is None:
            return
        outcome.state = State.MATCHED
        del outcome.cells[key]
    row = outcome.row
    row.values = {key: value for key, value in row.values.items() if key not in ("state", "state_since")}
    at.change("grants", at.compare(outcome, old, new), row)


def _claims_force(row: Row) -> bool:
    """Whether the row says itself that the honour stands, instead of leaving the cell empty."""
    return "state" in row.values

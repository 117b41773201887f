"""What a section states, as tests ask for it."""

from __future__ import annotations

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import Figure, Grid, Number, Points, Section, Text, figures_of
from vinhdanh.reports.scope import Scope

OPERATOR = Operator()


def scope_of(unit: Unit, year: int, actor: Account | Operator = OPERATOR) -> Scope:
    return Scope(actor, unit, year)


def by_key(section: Section) -> dict[str, Figure]:
    """Every figure by its key; one key says one thing."""
    found: dict[str, Figure] = {}
    for figure in figures_of(section):
        assert found.setdefault(figure.key, figure).shown == figure.shown, figure.key
    return found


def values(section: Section, beginning: str = "") -> dict[str, object]:
    """Values of the figures whose key begins so, without what is nothing or made of others."""
    return {
        key.removeprefix(beginning): figure.value
        for key, figure in by_key(section).items()
        if key.startswith(beginning) and figure.value and not figure.parts
    }


def sentences(section: Section) -> list[str]:
    """Its texts and points as they are read, those of its parts after its own."""
    lines = []
    for block in section.blocks:
        match block:
            case Text(line=line):
                lines.append(line)
            case Points(lines=several):
                lines += several
    said = ["".join(one.shown if isinstance(one, Figure) else one for one in line) for line in lines]
    return said + [one for part in section.parts for one in sentences(part)]


def rows(grid: Grid) -> list[list[str]]:
    """A table as it is read."""
    return [[one.shown if isinstance(one, Figure) else one for one in row] for row in grid.rows]


def grids(section: Section) -> list[Grid]:
    """Tables of a section and its parts."""
    own = [block for block in section.blocks if isinstance(block, Grid)]
    return own + [one for part in section.parts for one in grids(part)]


def prove(section: Section) -> None:
    """Each figure has its query in words, and the weights of its records make it up."""
    for figure in by_key(section).values():
        assert figure.query.endswith("."), figure.key
        if figure.parts or isinstance(figure.value, str) or figure.value is None:
            continue
        total: Number = sum((record.weight for record in figure.records()), 0)
        assert total == figure.value, figure.key

"""The book of honour of a unit or a person: every year with what it brought, and as lanes to be drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant, Recipient
from vinhdanh.awards.selectors.lineage import forebears
from vinhdanh.awards.selectors.rows import Row, row_of
from vinhdanh.awards.selectors.tallies import YearOfUnit, years_of_unit
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.models import Unit, UnitLineage


class Mark(StrEnum):
    """What a sign stands for; its shape follows from it."""

    HIGH = "high"  # cờ, ĐVQT, CSTĐ: disc in the colour of honour
    TITLE = "title"  # ĐVTT, CSTT: ring
    CERTIFICATE = "certificate"  # bằng khen: filled square
    CITATION = "citation"  # giấy khen: hollow square
    MEDAL = "medal"  # huân chương, huy chương and the rest


@dataclass(frozen=True, slots=True)
class Sign:
    """Something given for one year. ``gone``: it no longer stands."""

    year: int
    text: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of signs. In a ``streak`` lane consecutive years are linked and counted."""

    label: str
    short: str
    mark: Mark
    signs: tuple[Sign, ...]
    streak: bool = False


_HIGH, _BASE = ("DVQT", "TTLDXS"), ("DVTT", "TTLDTT")
_LANES = {
    "unit": (
        ("Cờ thi đua", "Cờ thi đua", Mark.HIGH, ("CO_CP", "CO_BO", "CO_QK")),
        ("Đơn vị quyết thắng, TTLĐXS", "ĐVQT, TTLĐXS", Mark.HIGH, _HIGH),
        ("Đơn vị tiên tiến, TTLĐTT", "ĐVTT, TTLĐTT", Mark.TITLE, _BASE),
    ),
    "person": (
        ("CSTT, LĐ tiên tiến", "CSTT, LĐTT", Mark.TITLE, ("CSTT", "LDTT")),
        ("CSTĐ cơ sở", "CSTĐ cơ sở", Mark.HIGH, ("CSTD_CS",)),
        ("CSTĐ Bộ, tỉnh", "CSTĐ Bộ", Mark.HIGH, ("CSTD_BO",)),
        ("CSTĐ toàn quốc", "CSTĐ TQ", Mark.HIGH, ("CSTD_TQ",)),
    ),
}


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that one recipient was given, newest first, and the same as lanes."""

    rows: list[Row]
    lanes: list[Lane]
    years: list[int]  # newest first, only those with something in them

    @property
    def standing(self) -> int:
        """How many still stand."""
        return sum(row.state is GrantState.IN_FORCE for row in self.rows)


@dataclass(frozen=True, slots=True)
class UnitBook(Book):
    """A unit's own honours and its forebears', and year by year what its parts and people were given."""

    came_from: list[UnitLineage]
    by_year: list[tuple[int, list[Row], YearOfUnit]]  # newest first


def book_of(recipient: Recipient) -> Book:
    """The book of one person, household or somebody from outside."""
    rows = _rows(Grant.objects.filter(**{_column(recipient): recipient}))
    return Book(rows, _lanes(rows, "person"), _years(row.grant.year for row in rows))


def _column(recipient: Recipient) -> str:
    return recipient._meta.model_name or ""


def own_book(unit: Unit) -> Book:
    """What a unit itself was given, and before it the units that became it."""
    rows = _rows(Grant.objects.filter(unit__in=[unit, *(step.unit for step in forebears([unit]))]))
    return Book(rows, _lanes(rows, "unit"), _years(row.grant.year for row in rows))


def unit_book(unit: Unit) -> UnitBook:
    """The book of a unit with its forebears', and what its parts and people were given."""
    came_from = forebears([unit])
    rows = own_book(unit).rows
    own: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        own[row.grant.year].append(row)
    told = years_of_unit(unit)
    years = _years([*own, *told])
    by_year = [(year, own[year], told.get(year) or YearOfUnit.empty(year)) for year in years]
    return UnitBook(rows, _lanes(rows, "unit"), years, came_from, by_year)


def _rows(grants: Iterable[Grant]) -> list[Row]:
    found = Grant.objects.filter(pk__in=[grant.pk for grant in grants], index__isnull=False)
    found = found.select_related("person", "unit", "household", "outsider", "place", "decision", "index")
    return [
        row_of(g, GrantState(g.index.state)) for g in found.order_by("-year", "-decision__decided", "-id")
    ]


def _years(years: Iterable[int]) -> list[int]:
    return sorted(set(years), reverse=True)


def _lanes(rows: Sequence[Row], kind: str) -> list[Lane]:
    """Titles by their lanes, the rest by the paper it is; empty lanes are left out but for the first two."""
    lanes = []
    named: set[str] = set()
    for at, (label, short, mark, codes) in enumerate(_LANES[kind]):
        named |= set(codes)
        signs = tuple(_sign(row) for row in rows if row.grant.honour in codes)
        if signs or at < 2:
            lanes.append(Lane(label, short, mark, signs, streak=True))
    for label, short, mark, fits in (
        ("Bằng khen", "Bằng khen", Mark.CERTIFICATE, lambda code: code.startswith("BK_")),
        ("Giấy khen", "Giấy khen", Mark.CITATION, lambda code: code == "GK"),
        ("Huân, huy chương, khác", "Huy chương", Mark.MEDAL, lambda code: True),
    ):
        signs = tuple(_sign(row) for row in rows if row.grant.honour not in named and fits(row.grant.honour))
        named |= {row.grant.honour for row in rows if fits(row.grant.honour)}
        lanes.append(Lane(label, short, mark, signs))
    return lanes


def _sign(row: Row) -> Sign:
    grant = row.grant
    honour = catalogue().get(grant.honour)
    said = [honour.short if honour else grant.honour]
    if grant.decision:
        said.append(str(grant.decision))
    if row.gone:
        said.append(row.gone.lower())
    return Sign(grant.year, ", ".join(said), bool(row.gone))

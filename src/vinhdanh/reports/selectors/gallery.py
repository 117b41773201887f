"""A year's honours as a gallery: for anybody, or for colleagues who see them anyway.

Anybody reads the names of collectives, and of people who agreed to it; people under secrecy are neither
named nor counted. Colleagues read every name that they see in the register, with the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import honour_name, in_order
from vinhdanh.awards.models import Grant
from vinhdanh.awards.naming import Naming
from vinhdanh.awards.selectors.proofs import namings_of
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import chosen
from vinhdanh.awards.selectors.visible import reach_of
from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.engine.facts import Force, GrantState
from vinhdanh.people.models import Unit
from vinhdanh.reports.models import BookOmission, HonourBook
from vinhdanh.reports.naming import belongs_to
from vinhdanh.reports.types.honour_books import BookState

ON_SLIDE = 12  # names on one slide


@dataclass(frozen=True, slots=True)
class Entry:
    """One recipient of an honour."""

    name: str
    about: str = ""  # where, as far as the reader may know; of a team always: many are called the same
    grant: int = 0  # its key, for colleagues


@dataclass(slots=True)
class Group:
    """Everybody who was given one honour."""

    honour: str
    title: str
    level: GivenBy
    collectives: list[Entry] = field(default_factory=list)
    people: list[Entry] = field(default_factory=list)
    unnamed: int = 0  # people who are counted only

    @property
    def persons(self) -> int:
        """People in it, named or not."""
        return len(self.people) + self.unnamed


@dataclass(frozen=True, slots=True)
class Gallery:
    """The groups of a year, from the highest level down."""

    book: HonourBook
    groups: tuple[Group, ...]

    @property
    def collectives(self) -> int:
        """Times that collectives were honoured (lượt)."""
        return sum(len(group.collectives) for group in self.groups)

    @property
    def persons(self) -> int:
        """Times that people were honoured (lượt)."""
        return sum(group.persons for group in self.groups)

    @property
    def levels(self) -> list[tuple[str, list[Group]]]:
        """Each level's name with its groups; levels without any are left out."""
        found = [(level, [group for group in self.groups if group.level is level]) for level in GivenBy]
        return [(str(level.label), groups) for level, groups in found if groups]


@dataclass(frozen=True, slots=True)
class Slide:
    """What stands on the screen at once; the first slide of a year has no group."""

    title: str
    level: str
    entries: tuple[Entry, ...]
    more: int = 0  # people who are counted only
    wide: bool = False  # long names of collectives


def gallery(
    book: HonourBook,
    *,
    reader: Account | None = None,
    level: GivenBy | None = None,
    unit: Unit | None = None,
    honour: str = "",
) -> Gallery:
    """The year's honours that stand.

    Args:
        reader: a colleague; None for anybody. What he doesn't see in the register is not in it.
        unit: only what was given at or below it.
        honour: only this one, by its code.
    """
    query = Query(
        first=book.year,
        last=book.year,
        level=level,
        units=(unit.code,) if unit else (),
        honours=(honour,) if honour else (),
        state=GrantState.IN_FORCE,
    )
    reach = reach_of(reader) if reader else Reach(everything=True)
    left_out = BookOmission.objects.filter(book=book, ended=None).values("grant")
    rows = list(
        chosen(query, reach)
        .exclude(pk__in=left_out)
        .select_related("person", "unit__parent", "household", "outsider", "place")
        .order_by("unit__path", "person__folded", "pk")
    )
    names = namings_of(rows)
    groups: dict[tuple[str, str], Group] = {}
    for grant in rows:
        how = names[grant.pk]
        if how is not Naming.HIDDEN:
            _add(_group(groups, grant), grant, named=how is Naming.FULL, colleague=reader is not None)
    place = {code: at for at, code in enumerate(in_order({code for code, _ in groups}))}
    order = list(GivenBy)
    ranked = sorted(groups.values(), key=lambda one: (order.index(one.level), place[one.honour]))
    return Gallery(book, tuple(ranked))


def _group(groups: dict[tuple[str, str], Group], grant: Grant) -> Group:
    key = (grant.honour, grant.level)
    if key not in groups:
        police = getattr(grant.subject, "force", "") == Force.POLICE.value
        groups[key] = Group(grant.honour, honour_name(grant.honour, police=police), GivenBy(grant.level))
    return groups[key]


def _add(group: Group, grant: Grant, *, named: bool, colleague: bool) -> None:
    if grant.kind is RecipientKind.UNIT:
        assert grant.unit is not None
        entry = Entry(grant.unit.name, belongs_to(grant.unit), grant.pk if colleague else 0)
        group.collectives.append(entry)
    elif colleague:
        group.people.append(Entry(str(grant.subject), grant.place.name if grant.place else "", grant.pk))
    elif named:
        group.people.append(Entry(str(grant.subject)))
    else:
        group.unnamed += 1


def slides(shown: Gallery) -> list[Slide]:
    """The gallery page by page for a screen: the year first, then each honour."""
    return [Slide("", "", ()), *(slide for group in shown.groups for slide in _slides(group))]


def _slides(group: Group) -> Iterator[Slide]:
    level = str(group.level.label)
    for part in _pieces(group.collectives, ON_SLIDE // 2):
        yield Slide(group.title, level, part, wide=True)
    parts = _pieces(group.people, ON_SLIDE) or [()]
    for at, part in enumerate(parts, 1):
        more = group.unnamed if at == len(parts) else 0
        if part or more:
            yield Slide(group.title, level, part, more=more)


def _pieces(entries: Sequence[Entry], size: int) -> list[tuple[Entry, ...]]:
    return [tuple(entries[at : at + size]) for at in range(0, len(entries), size)]


def public_years() -> list[int]:
    """Years whose honours anybody may read, the newest first."""
    return list(HonourBook.objects.filter(state=BookState.OPEN).values_list("year", flat=True))


def public_units() -> list[Unit]:
    """The units by which a gallery is narrowed: those right below the top of the tree."""
    return list(
        Unit.objects.filter(parent__parent=None, parent__isnull=False, valid_to=None).order_by("path")
    )

"""The honours of one year of a unit, read once and counted many ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify

from vinhdanh.awards.catalogue import TITLE, catalogue, honour_name, is_title
from vinhdanh.awards.models import Grant, GrantQuerySet
from vinhdanh.awards.selectors.lineage import forebears
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import chosen
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.awards.types import RecipientKind
from vinhdanh.engine.facts import Force, GrantState
from vinhdanh.people.folding import fold
from vinhdanh.reports.figures import Figure, Number, Record
from vinhdanh.reports.grant_rows import GrantRow, grant_rows
from vinhdanh.reports.naming import HIDDEN, in_full
from vinhdanh.reports.scope import Scope

# The law sees no difference between an officer and somebody from outside: both are a lượt cá nhân.
SINGLE = frozenset({RecipientKind.PERSON, RecipientKind.OUTSIDER})


def key_part(words: str) -> str:
    """A code or a name as a part of a figure's key: lower letters, digits and "-"."""
    return slugify(fold(words).replace("_", "-")) or "khong-ro"


@dataclass(frozen=True)
class Given:
    """Honours of a year given at or below a unit, or what became part of it, in one state of today.

    ``placed`` false: those of the year that were given in no unit, to people from outside and households.
    ``posts`` false: only to be counted, without the posts that people held.
    """

    scope: Scope
    state: GrantState = GrantState.IN_FORCE
    placed: bool = True
    posts: bool = True

    @cached_property
    def grants(self) -> GrantQuerySet:
        """The same rows that the register shows for the unit and year."""
        codes = tuple(root.code for root in self.scope.roots) if self.placed else ()
        query = Query(first=self.scope.year, last=self.scope.year, units=codes, state=self.state)
        found = chosen(query, Reach(everything=True))
        return found if self.placed else found.filter(place_path="")

    @cached_property
    def rows(self) -> list[GrantRow]:
        return grant_rows(self.grants, posts=self.posts)

    @cached_property
    def givers(self) -> Mapping[int, str]:
        """Grant → who gave it; "" where the register has no decision."""
        found = self.grants.order_by().values_list("pk", "decision__authority")
        return {key: giver or "" for key, giver in found}

    @cached_property
    def itself(self) -> frozenset[int]:
        """Keys of the unit and of what became it."""
        unit = self.scope.unit
        return frozenset({unit.pk, *(step.unit_id for step in forebears([unit]))})

    def is_own(self, row: GrantRow) -> bool:
        """Whether the unit itself was honoured."""
        return row.kind is RecipientKind.UNIT and row.recipient in self.itself

    @cached_property
    def titles(self) -> list[GrantRow]:
        """Danh hiệu thi đua."""
        return [row for row in self.rows if is_title(row.honour)]

    @cached_property
    def commended(self) -> list[GrantRow]:
        """Everything that is no danh hiệu thi đua."""
        return [row for row in self.rows if not is_title(row.honour)]

    def figure(self, key: str, label: str, rows: Iterable[GrantRow], **filters: str) -> Figure:
        """A count of some of the rows. Everybody counts; names are those that the reader may see.

        Args:
            filters: what the register is narrowed to besides the unit and year, by the names in its address.
        """
        rows = list(rows)
        keys = [row.pk for row in rows]
        year, unit = self.scope.year, self.scope.unit
        state = "còn hiệu lực" if self.state is GrantState.IN_FORCE else "không còn hiệu lực"
        where = (
            f"tại {unit.name} và các đơn vị trực thuộc" if self.placed else "không ghi đơn vị lúc được khen"
        )
        query = f"{label}: số lượt của năm {year} trong Sổ khen thưởng, {where}, {state} đến hôm nay."
        href = self._page(rows, filters) if self.placed else ""
        return Figure(key, label, len(keys), query, partial(records_of, self.scope, keys), href=href)

    @cached_property
    def _traits(self) -> dict[int, _Traits]:
        """Grant → all that the register can be narrowed to."""
        givers = self.givers
        return {
            row.pk: (row.kind.value, row.honour, row.merit, row.level, givers[row.pk]) for row in self.rows
        }

    @cached_property
    def _alike(self) -> Counter[_Traits]:
        """How many honours are alike in all that the register can be narrowed to."""
        return Counter(self._traits.values())

    def _page(self, rows: Sequence[GrantRow], filters: Mapping[str, str]) -> str:
        """The register narrowed so that it shows these rows and no others; "" where it can't be."""
        mine = Counter(self._traits[row.pk] for row in rows)
        if any(self._alike[one] != number for one, number in mine.items()):
            return ""  # no filter divides what is alike
        near = [one for one in self._alike if _fits(one, filters)]
        for more in _NARROWER:
            asked = {**more, **filters}
            if mine.keys() == {one for one in near if _fits(one, asked)}:
                return self.address(**asked)
        return ""

    def address(self, **filters: str) -> str:
        """The register with the filters of this unit and year."""
        year = str(self.scope.year)
        asked = {"dv": self.scope.unit.code, "tu": year, "den": year, "tt": self.state.value, **filters}
        return f"{reverse('awards:register')}?{urlencode(asked)}"


_Traits = tuple[str, str, str, str, str]  # kind of recipient, honour, loại hình, level, giver
# Filters that are tried beside those asked for: by recipient, by danh hiệu or hình thức.
_NARROWER: Sequence[Mapping[str, str]] = tuple(
    {**recipient, **kind}
    for kind in ({}, {"dh": "commendation_form"}, {"dh": TITLE})
    for recipient in ({}, *({"dt": one.value} for one in RecipientKind))
)


def _fits(traits: _Traits, asked: Mapping[str, str]) -> bool:
    """Whether the register shows such an honour when narrowed so."""
    recipient, honour, merit, level, giver = traits
    kind = catalogue()[honour].kind if honour in catalogue() else ""
    held: Mapping[str, tuple[str, ...]] = {
        "dt": (recipient,),
        "dh": (honour, kind),
        "loai": (merit,),
        "cap": (level,),
        "ng": (giver,),
    }
    return all(value in held[name] for name, value in asked.items())


def given_in(scope: Scope) -> Given:
    """The honours of the scope's year in force, read once for a whole report."""
    return scope.once("given", lambda: Given(scope))


def records_of(
    scope: Scope, keys: Collection[int], weights: Mapping[int, Number] | None = None
) -> list[Record]:
    """Grants as records, the newest decision first; those out of the reader's sight have no name.

    Args:
        weights: what each adds to the figure; one by default.
    """
    known: dict[int, Record] = scope.once("grant records", dict)
    if missing := set(keys) - known.keys():
        known |= _read_records(scope, missing)
    listed = sorted(keys, key=lambda key: (known[key].day or date.min, key), reverse=True)
    weights = weights or {}
    return [replace(known[key], weight=weights[key]) if key in weights else known[key] for key in listed]


def _read_records(scope: Scope, keys: Collection[int]) -> dict[int, Record]:
    """Grant → its record: read once for all the figures of a report that it stands behind."""
    wanted = Grant.objects.filter(pk__in=keys)
    seen = set(grants_visible_to(scope.actor).filter(pk__in=keys).values_list("pk", flat=True))
    rows = wanted.select_related("person", "unit__parent", "household", "outsider", "decision")
    return {grant.pk: record_of(grant, named=grant.pk in seen) for grant in rows}


def record_of(grant: Grant, *, named: bool) -> Record:
    """One grant as a record."""
    name = named_honour(grant)
    day = grant.decision.decided if grant.decision else None
    if not named:
        return Record(HIDDEN, name, day)
    paper = f"{name}, {grant.decision or 'chưa có quyết định'}"
    number = grant.person.number if grant.person else ""
    return Record(in_full(grant.subject), paper, day, reverse("awards:grant", args=[grant.pk]), number=number)


def named_honour(grant: Grant) -> str:
    """What was given, as the recipient's force calls it; a flag by the words on it, where on record."""
    if grant.artefact.startswith("Cờ "):
        return grant.artefact
    force = getattr(grant.subject, "force", "")
    return honour_name(grant.honour, police=force == Force.POLICE.value)


def by(rows: Iterable[GrantRow], of: Callable[[GrantRow], str]) -> dict[str, list[GrantRow]]:
    """Rows in groups, in the order in which each was met first."""
    found: dict[str, list[GrantRow]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    return found


def collectives(rows: Iterable[GrantRow]) -> list[GrantRow]:
    """Lượt tập thể."""
    return [row for row in rows if row.kind is RecipientKind.UNIT]


def singles(rows: Iterable[GrantRow]) -> list[GrantRow]:
    """Lượt cá nhân."""
    return [row for row in rows if row.kind in SINGLE]


def households(rows: Iterable[GrantRow]) -> list[GrantRow]:
    """Lượt hộ gia đình."""
    return [row for row in rows if row.kind is RecipientKind.HOUSEHOLD]

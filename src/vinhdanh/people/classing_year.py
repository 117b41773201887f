"""Reading a year: twelve months of each, what they give, what was decided, and what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine.durations import whole_months
from vinhdanh.engine.facts import Level, Unassessed
from vinhdanh.people.classing import (
    LEVELS,
    Exemption,
    GroupCheck,
    Member,
    Proposal,
    Scale,
    check_quota,
    derive_service,
    derive_year,
)
from vinhdanh.people.classing.exempting import Ground
from vinhdanh.people.classing.scale import DEFERRED
from vinhdanh.people.classing_scales import Offered, offered, offered_for, parsed
from vinhdanh.people.classing_selectors import grounds_of, serving, sheet_units
from vinhdanh.people.classing_strips import Cell, person_strips, unit_strips
from vinhdanh.people.classing_types import ScaleOrigin
from vinhdanh.people.models import (
    Period,
    Person,
    Post,
    Unit,
    YearDraft,
    YearRating,
)
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.types import LABELS

Actor = Account | Operator

LEVEL_OF = {level.name.lower(): level for level in Level}
OUTCOMES: Mapping[str, str] = {
    **{one.code: one.name for one in LEVELS},
    **{reason.value: f"Không xếp loại: {words.lower()}" for reason, words in LABELS[Unassessed].items()},
    DEFERRED: "Hoãn, xét sau",
}  # everything that a year can end with → in words
NO_LEVEL = Exemption("no-level", "Không xếp loại", assessed=False, counted=False, lowered=False)


@dataclass
class YearLine:
    """The year of one person or unit."""

    subject: Person | Unit
    cells: list[Cell]
    proposal: Proposal
    title: str = ""
    leads: bool = False
    ground: Ground | None = None
    draft: YearDraft | None = None
    rating: YearRating | None = None
    previous: Level | None = None  # level of the year before
    decided: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        return self.subject.code if isinstance(self.subject, Unit) else self.subject.number

    @property
    def counted(self) -> str:
        """What the quota counts: the decision, or the proposal as long as there is none."""
        return self.decided or self.proposal.outcome

    @property
    def level(self) -> str | None:
        """The level that the quota counts; None where there is none."""
        return self.counted if self.counted in LEVEL_OF else None

    @property
    def exemption(self) -> str:
        """What the year's quota makes of somebody: who has no level is out, a new head may stand higher."""
        if self.counted and self.level is None:
            return NO_LEVEL.code
        return self.ground.exemption.code if self.ground and self.ground.exemption.above_unit else ""

    @property
    def recorded(self) -> str:
        """The outcome that is on record as a rating."""
        if self.rating is None:
            return ""
        if self.rating.level is None:
            return self.rating.unassessed
        return Level(self.rating.level).name.lower()


@dataclass
class YearGroup:
    unit: Unit
    line: YearLine
    lines: list[YearLine] = field(default_factory=list)


@dataclass
class YearView:
    """One unit's year on one page."""

    unit: Unit
    year: int
    first: date
    last: date
    rules: Offered | None
    scales: Sequence[Scale]  # more than one: the months can't be put together
    groups: list[YearGroup]

    @property
    def scale(self) -> Scale | None:
        return self.rules.scale if self.rules else None

    @property
    def mixed(self) -> bool:
        return len({tuple(one.code for one in scale.classes) for scale in self.scales}) > 1

    @property
    def lines(self) -> list[YearLine]:
        return [line for group in self.groups for line in (group.line, *group.lines)]

    def check(self) -> tuple[GroupCheck, ...]:
        """Levels as decided or proposed against the year's quota; nothing where there is none."""
        quota = self.scale.year.quota if self.scale else None
        if quota is None:
            return ()
        exemptions = dict(self.scale.exemptions) | {NO_LEVEL.code: NO_LEVEL} if self.scale else {}
        members = [
            Member(
                id=line.id,
                unit=group.unit.code,
                cls=line.level,
                leads=line.leads,
                exemption=line.exemption,
                keys=_keys(line, self.scale),
            )
            for group in self.groups
            for line in group.lines
        ]
        units = {group.unit.code: group.line.level for group in self.groups}
        return check_quota(quota, LEVELS, units, members, exemptions, sheet=self.unit.code)


def _keys(line: YearLine, scale: Scale | None) -> dict[str, int | None]:
    best = scale.classes[0].code if scale and scale.classes else None
    months = [cell for cell in line.cells if cell.entry.cls is not None]
    return {
        "best_months": sum(cell.entry.cls == best for cell in months) if months else None,
        "previous": int(line.previous) if line.previous is not None else None,
    }


def year_span(scale: Scale | None, year: int) -> tuple[date, date]:
    """First and last day of what the scale calls a year."""
    month, day = scale.year.first_day if scale else (1, 1)
    if (month, day) == (1, 1):
        return date(year, 1, 1), date(year, 12, 31)
    return date(year - 1, month, day), date(year, month, day) - timedelta(days=1)


# ---- one unit's year ------------------------------------------------------------------------------


def year_view(unit: Unit, year: int) -> YearView:
    """The year of a unit: its people on the last day, their months, proposals and decisions."""
    periods = _months_of(unit, year)
    kept = {period.scale.digest: period.scale for period in periods}
    scales = [parsed(one) for one in kept.values()]
    rules = _rules(unit, year, periods)
    scale = rules.scale if rules else None
    first, last = year_span(scale, year)
    homes = sheet_units()
    posts = [
        post
        for post in serving(unit, last, scale.forces if scale else ()).select_related("person", "unit")
        if homes[post.unit_id] == unit
    ]
    posts.sort(key=lambda post: (post.unit.path, not post.leads, post.person.number))
    people = [post.person for post in posts]
    units = {unit.pk: unit} | {post.unit_id: post.unit for post in posts}
    grounds = grounds_of(scale, people, last, last) if scale else {}
    strips = person_strips(people, year)
    bands = unit_strips(list(units.values()), periods)
    view = YearView(unit, year, first, last, rules, scales, [])
    stored = _Stored(people, list(units.values()), year)
    groups: dict[int, YearGroup] = {}
    for pk, one in units.items():
        line = YearLine(one, bands[pk], _proposal(view, bands[pk], None, None, unit=True))
        stored.fill(line)
        groups[pk] = YearGroup(one, line)
    for post in posts:
        person, cells = post.person, strips[post.person_id]
        ground = grounds.get(person.pk)
        line = YearLine(
            person,
            cells,
            _proposal(view, cells, ground, person),
            post.title or post.grade_label,
            post.leads,
            ground,
        )
        stored.fill(line)
        groups[post.unit_id].lines.append(line)
    view.groups = list(groups.values())
    return view


def _months_of(unit: Unit, year: int) -> list[Period]:
    above = [*unit.codes_above, unit.code]
    return list(Period.objects.months(year).filter(unit__code__in=above).select_related("scale", "unit"))


def _rules(unit: Unit, year: int, periods: Sequence[Period]) -> Offered | None:
    """The scale of the last month, else one that applies to the unit's people and asks for no months."""
    if periods:
        kept = periods[-1].scale
        return Offered(parsed(kept), kept.text, ScaleOrigin(kept.origin), kept.name)
    last = date(year, 12, 31)
    posts = Post.objects.on(last).filter(unit__path__startswith=unit.path, main=True)
    found = offered_for(set(posts.values_list("person__force", flat=True).distinct()))
    found.sort(key=lambda one: (one.scale.monthly, one.scale.key))
    return found[0] if found else None


def _proposal(
    view: YearView, cells: Sequence[Cell], ground: Ground | None, person: Person | None, *, unit: bool = False
) -> Proposal:
    scale = view.scale
    if scale is None or view.mixed:
        return Proposal(None)
    deferred = ground is not None and not ground.exemption.assessed and ground.exemption.year == DEFERRED
    if not scale.monthly:
        if person is None:
            return Proposal(None)
        start = max(view.first, person.joined) if person.joined else view.first
        end = min(view.last, person.left) if person.left else view.last
        return derive_service(scale.year, whole_months(start, end + timedelta(days=1)), deferred=deferred)
    codes = [one.code for one in scale.classes]
    entries = [cell.entry for cell in cells]
    return derive_year(scale.year, codes, entries, scale.exemptions, unit=unit, deferred=deferred)


class _Stored:
    """What is on record of a year: drafts, ratings, and the level of the year before."""

    def __init__(self, people: Sequence[Person], units: Sequence[Unit], year: int) -> None:
        self.drafts = {
            ("p", row.person_id) if row.person_id else ("u", row.unit_id): row
            for row in [
                *YearDraft.objects.filter(year=year, person__in=people),
                *YearDraft.objects.filter(year=year, unit__in=units),
            ]
        }
        self.ratings = {
            (row.year, "p", row.person_id) if row.person_id else (row.year, "u", row.unit_id): row
            for row in [
                *YearRating.objects.filter(year__in=(year - 1, year), person__in=people),
                *YearRating.objects.filter(year__in=(year - 1, year), unit__in=units),
            ]
        }
        self.year = year

    def fill(self, line: YearLine) -> None:
        kind = "u" if isinstance(line.subject, Unit) else "p"
        line.draft = self.drafts.get((kind, line.subject.pk))
        line.rating = self.ratings.get((self.year, kind, line.subject.pk))
        before = self.ratings.get((self.year - 1, kind, line.subject.pk))
        line.previous = Level(before.level) if before is not None and before.level is not None else None
        if line.draft is not None:
            line.decided, line.reason = line.draft.decided, line.draft.reason


# ---- a year, all units ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitYear:
    """How far one unit is with a year."""

    unit: Unit
    strength: int
    drafted: int
    decided: int
    accepted: int


def year_lines(actor: Actor, year: int) -> list[UnitYear]:
    """Every unit that rates people, as far as the actor sees them, in the tree's order."""
    homes = sheet_units()
    forces = {force for one in offered()[0].values() for force in one.scale.forces}
    posts = Post.objects.on(date(year, 12, 31)).filter(main=True, person__force__in=forces)
    strength = Counter(homes[pk].pk for pk in posts.values_list("unit_id", flat=True))
    drafts = (
        YearDraft.objects.filter(year=year, person__isnull=False)
        .values("sheet_unit")
        .annotate(
            drafted=Count("id"),
            decided_n=Count("id", filter=~Q(decided="")),
            accepted_n=Count("id", filter=Q(accepted__isnull=False)),
        )
    )
    found = {row["sheet_unit"]: (row["drafted"], row["decided_n"], row["accepted_n"]) for row in drafts}
    visible = set(visible_units(actor).values_list("pk", flat=True))
    units = {unit.pk: unit for unit in homes.values()}
    lines = [
        UnitYear(units[pk], number, *found.get(pk, (0, 0, 0)))
        for pk, number in strength.items()
        if pk in visible
    ]
    return sorted(lines, key=lambda line: line.unit.path)

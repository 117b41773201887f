"""Reading commendation: proposals, deeds praised before, the Sổ vàng, and who is praised how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant, GrantQuerySet
from vinhdanh.engine.facts import Sex
from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import GoldenEntry, Movement, PraiseProposal
from vinhdanh.movements.models.praise import PraiseQuerySet
from vinhdanh.movements.selectors.figures import reporting_units
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.types.praise import PraiseState, PraiseWay
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Discipline, Hold, Person, Post, Unit
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.types import Secrecy

Actor = Account | Operator
ALIKE = 0.6  # of the words of two deeds, from which on they are shown side by side
MASKED = "Cán bộ thuộc diện bảo vệ bí mật"


def proposals_visible_to(actor: Actor, movement: Movement) -> PraiseQuerySet:
    """The movement's proposals by units that the actor sees; drafts too, for those who see the unit."""
    return PraiseProposal.objects.filter(movement=movement, unit__in=visible_units(actor)).select_related(
        "unit", "person", "collective", "axis", "movement__unit", "grant"
    )


# ---- before somebody is praised -------------------------------------------------------------------


def alike(one: str, other: str) -> bool:
    """Whether two deeds are told in nearly the same words, marks and order aside."""
    left, right = set(fold(one).split()), set(fold(other).split())
    return bool(left and right) and len(left & right) / len(left | right) >= ALIKE


@dataclass(frozen=True, slots=True)
class Told:
    """A deed told in nearly the same words elsewhere."""

    words: str
    same_subject: bool
    praised: bool  # not only proposed
    proposal: PraiseProposal | None = None
    golden: int | None = None  # keys, for the link
    grant: int | None = None


def told_before(
    subject: Person | Unit,
    deed: str,
    *,
    but: PraiseProposal | None = None,
    others: PraiseQuerySet | None = None,
) -> list[Told]:
    """Where the deed was told before: of this subject anywhere and in the register.

    Args:
        but: the proposal that is looked at.
        others: proposals among which the same deed of somebody else is looked for too.
    """
    mine = Q(person=subject) if isinstance(subject, Person) else Q(collective=subject)
    looked_at = PraiseProposal.objects.filter(mine)
    if others is not None:
        looked_at = PraiseProposal.objects.filter(mine | Q(pk__in=others.order_by().values("pk")))
    if but is not None:
        looked_at = looked_at.exclude(pk=but.pk)
    standing = set(looked_at.praised().values_list("pk", flat=True))
    found = []
    for one in looked_at.exclude(state=PraiseState.REFUSED).select_related("person", "collective", "unit"):
        if alike(one.deed, deed):
            words = f"{one}, {one.get_state_display().lower()}"
            found.append(Told(words, one.subject == subject, one.pk in standing, proposal=one))
    entries = GoldenEntry.objects.filter(mine, proposal__isnull=True, strike__isnull=True)
    for entry in entries.select_related("person", "collective"):
        if alike(entry.deed, deed):
            found.append(Told(str(entry), True, True, golden=entry.pk))
    given = {"person": subject} if isinstance(subject, Person) else {"unit": subject}
    for grant in Grant.objects.in_force().filter(**given).exclude(achievement=""):
        if alike(grant.achievement, deed):
            words = f"{honour_name(grant.honour)} năm {grant.years}: {grant.achievement}"
            found.append(Told(words, True, True, grant=grant.pk))
    return sorted(found, key=lambda one: (not one.same_subject, not one.praised))


def praised_already(told: Iterable[Told]) -> list[Told]:
    """Of the deeds told before, those for which the same subject was praised."""
    return [one for one in told if one.same_subject and one.praised]


def records_against(subject: Person | Unit, day: date) -> list[str]:
    """Sanctions that run and holds that stand on a day, each as a sentence. The law decides nothing here."""
    about = {"person": subject} if isinstance(subject, Person) else {"unit": subject}
    found = []
    for one in Discipline.objects.running(day).filter(**about):
        number = f", số {one.number}" if one.number else ""
        ends = f", đến {one.ends:%d/%m/%Y}" if one.ends else ""
        found.append(f"Đang chịu kỷ luật: {str(one)[:1].lower()}{str(one)[1:]}{number}{ends}.")
    holds = Hold.objects.filter(Q(closed__isnull=True) | Q(closed__gte=day), opened__lte=day, **about)
    for hold in holds:
        basis = f", {hold.basis}" if hold.basis else ""
        found.append(f"Đang tạm hoãn xét: {str(hold)[:1].lower()}{str(hold)[1:]}{basis}.")
    return found


def grants_to_link(proposal: PraiseProposal) -> GrantQuerySet:
    """Honours of the register that may be the outcome of a proposal: its subject's and its form's."""
    if proposal.way != PraiseWay.FORM:
        return Grant.objects.none()
    about = {"person": proposal.person} if proposal.person else {"unit": proposal.collective}
    found = Grant.objects.in_force().filter(**about, honour=proposal.honour, year__gte=proposal.year)
    return found.filter(praise_proposals__isnull=True).select_related("decision")


# ---- the Sổ vàng ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoldenRow:
    """A line of the Sổ vàng as somebody may read it."""

    entry: GoldenEntry
    masked: bool  # a person under secrecy whom the reader may not see

    @property
    def name(self) -> str:
        return MASKED if self.masked else str(self.entry.subject)

    @property
    def detail(self) -> str:
        """Rank and số hiệu, or nothing for collectives."""
        person = self.entry.person
        if person is None or self.masked:
            return ""
        return ", ".join(part for part in (person.rank, person.number) if part)

    @property
    def unit(self) -> str:
        return "" if self.masked else self.entry.unit.name

    @property
    def deed(self) -> str:
        return "Nội dung không công khai" if self.masked else self.entry.deed

    @property
    def struck(self) -> bool:
        return hasattr(self.entry, "strike")


def hidden_from(actor: Actor) -> set[int]:
    """Keys of people under secrecy whose files the actor may not see."""
    under = Person.objects.exclude(secrecy=Secrecy.OPEN)
    return set(under.exclude(pk__in=people_visible_to(actor).values("pk")).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class GoldenSearch:
    """What the page of the Sổ vàng asks for."""

    year: int
    term: Term | None = None
    axis: str = ""  # its name: the same axis stands in several movements
    unit: Unit | None = None
    words: str = ""
    movement: int | None = None


def golden_rows(actor: Actor, search: GoldenSearch) -> list[GoldenRow]:
    """The lines of a year that the actor's movements hold, the newest first, struck ones among them.

    Somebody under secrecy is masked to whoever does not see his file, and no word of his line or unit finds
    him.
    """
    found = GoldenEntry.objects.filter(movement__in=movements_visible_to(actor), year=search.year)
    if search.movement:
        found = found.filter(movement=search.movement)
    if search.axis:
        found = found.filter(axis__name=search.axis)
    if search.unit:
        found = found.filter(unit__path__startswith=search.unit.path)
    for word in fold(search.words).split():
        found = found.filter(folded__contains=word)
    found = found.select_related(
        "person", "collective", "unit", "axis", "movement__unit", "strike", "proposal"
    )
    hidden = hidden_from(actor)
    narrowed = bool(search.unit or search.words.strip())
    rows = [GoldenRow(one, one.person_id in hidden) for one in found]
    return [
        row
        for row in rows
        if (search.term is None or row.entry.term.within(search.term)) and not (row.masked and narrowed)
    ]


# ---- who is praised how often ---------------------------------------------------------------------


@dataclass(slots=True)
class Ratio:
    """Praise in one unit and term against those who serve there. Lượt and distinct people are kept apart."""

    unit: Unit
    serving: int = 0
    leaders: int = 0
    women: int = 0
    times: int = 0  # lượt of persons
    collectives: int = 0  # lượt of collectives
    people: set[int] = field(default_factory=set)
    people_leading: set[int] = field(default_factory=set)
    women_praised: set[int] = field(default_factory=set)

    @property
    def front(self) -> int:
        """Who serve and lead no unit."""
        return self.serving - self.leaders

    @property
    def people_front(self) -> int:
        return len(self.people) - len(self.people_leading)

    @property
    def percent(self) -> float | None:
        """Distinct people praised for each hundred who serve."""
        return _percent(len(self.people), self.serving)

    @property
    def percent_leading(self) -> float | None:
        return _percent(len(self.people_leading), self.leaders)

    @property
    def percent_front(self) -> float | None:
        return _percent(self.people_front, self.front)

    @property
    def percent_women(self) -> float | None:
        return _percent(len(self.women_praised), self.women)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def ratios(actor: Actor, movement: Movement, period: Term) -> list[Ratio]:
    """For each reporting unit that the actor sees: praised against serving, leaders and women apart.

    Praised is who was agreed to be, or stands in the Sổ vàng and was not struck out. Who serves is counted on
    the period's last day, or today while it runs.
    """
    visible = set(visible_units(actor).values_list("pk", flat=True))
    units = [unit for unit in reporting_units(movement, period) if unit.pk in visible]
    rows = {unit.path: Ratio(unit) for unit in units}
    day = min(period.last, timezone.localdate())
    posts = Post.objects.on(day).filter(main=True, person__withdrawn=False)
    leading, women = set(), set()
    for person, path, leads, sex in posts.values_list("person", "unit__path", "leads", "person__sex"):
        if leads:
            leading.add(person)
        if sex == Sex.FEMALE.value:
            women.add(person)
        if row := _row(rows, path):
            row.serving += 1
            row.leaders += leads
            row.women += person in women
    for one in _praised(movement, period):
        row = _row(rows, one.unit.path)
        if row is None:
            continue
        if one.person_id is None:
            row.collectives += 1
            continue
        row.times += 1
        row.people.add(one.person_id)
        if one.person_id in leading:
            row.people_leading.add(one.person_id)
        if one.person and one.person.sex == Sex.FEMALE.value:
            row.women_praised.add(one.person_id)
    return list(rows.values())


def total(rows: Iterable[Ratio], unit: Unit) -> Ratio:
    """All units together; somebody praised in two of them is one person."""
    whole = Ratio(unit)
    for row in rows:
        for name in ("serving", "leaders", "women", "times", "collectives"):
            setattr(whole, name, getattr(whole, name) + getattr(row, name))
        whole.people |= row.people
        whole.people_leading |= row.people_leading
        whole.women_praised |= row.women_praised
    return whole


def _row(rows: dict[str, Ratio], path: str) -> Ratio | None:
    """The reporting unit that a unit lies in."""
    codes = path.strip("/").split("/")
    for at in range(len(codes), 0, -1):
        if row := rows.get("/" + "/".join(codes[:at]) + "/"):
            return row
    return None


def _praised(movement: Movement, period: Term) -> list[PraiseProposal | GoldenEntry]:
    """Each lượt once, of one movement and term."""
    found = _lots(Q(movement=movement, year=period.year))
    return [one for one in found if one.term.within(period)]


def _lots(wide: Q) -> list[PraiseProposal | GoldenEntry]:
    """Each lượt once: a line of the Sổ vàng that came from a proposal is that proposal's."""
    related = ("unit", "person", "collective", "axis")
    proposals = PraiseProposal.objects.praised().filter(wide).select_related(*related)
    entries = GoldenEntry.objects.filter(wide, proposal__isnull=True, strike__isnull=True)
    return [*proposals, *entries.select_related(*related)]


# ---- for the report of the year -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PraisedRow:
    """One lượt as somebody may read it: a proposal agreed to, or a line of the Sổ vàng without one."""

    entry: PraiseProposal | GoldenEntry
    masked: bool  # a person under secrecy whom the reader may not see

    @property
    def way(self) -> str:
        return PraiseWay.BOOK if isinstance(self.entry, GoldenEntry) else self.entry.way

    @property
    def name(self) -> str:
        return MASKED if self.masked else str(self.entry.subject)

    @property
    def deed(self) -> str:
        return "Nội dung không công khai" if self.masked else self.entry.deed


def praised_rows(actor: Actor, unit: Unit, year: int) -> list[PraisedRow]:
    """Every lượt praised in the terms of a year at or below a unit that the actor sees, each once."""
    found = _lots(Q(unit__path__startswith=unit.path, year=year))
    hidden = hidden_from(actor)
    return [PraisedRow(one, one.person_id in hidden) for one in found]

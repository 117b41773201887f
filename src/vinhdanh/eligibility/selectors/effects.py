"""What a sanction or a hold does to honours: three effects of the one, the deferred verdicts of the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.awards.facts import facts_for, facts_of
from vinhdanh.awards.models import Grant
from vinhdanh.eligibility import books
from vinhdanh.engine import Citation, Explanation, LawBook, Verdict, Verdicts, judge
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import DisciplineForm, Facts, Force
from vinhdanh.engine.predicates.persons import Undisciplined
from vinhdanh.engine.predicates.units import MembersDisciplined
from vinhdanh.engine.rules import citation_of
from vinhdanh.people.models import Discipline, Hold, Person, Unit
from vinhdanh.people.types import TitleEffect

# ---- a sanction -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deferral:
    """The clause by which nothing is considered while a sanction runs."""

    citation: Citation
    verified: str
    statement: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """One award that looks back on sanctions, and the last review year that this one bars."""

    name: str
    asks: str
    citation: Citation
    verified: str
    of_unit: bool  # a collective's award that looks at its members
    until: int | None  # None: for ever


def deferral(book: LawBook, day: date) -> Deferral | None:
    """The clause in force on a day, by which a running sanction defers consideration."""
    for block in book.blocks("deferral", day):
        if block.data.get("discipline"):
            return Deferral(citation_of(block), str(block.data.get("verified", "reported")), block.statement)
    return None


def look_backs(book: LawBook, discipline: Discipline, day: date) -> list[LookBack]:
    """Every award in force on a day that this sanction is heavy enough to bar."""
    form, decided = DisciplineForm(discipline.form), discipline.decided
    of_police = discipline.subject.force == Force.POLICE
    found = {}
    until: int | None
    for line in book.rule_lines:
        for rule in book.versions(line.id, day):
            for leaf in rule.criterion.leaves():
                if isinstance(leaf, MembersDisciplined) and discipline.person_id:
                    of_unit, until = True, decided.year
                elif isinstance(leaf, Undisciplined) and (line.subject_kind == "unit") == bool(
                    discipline.unit_id
                ):
                    of_unit = line.subject_kind == "unit"
                    until = decided.year + leaf.years - 1 if leaf.years else None
                else:
                    continue
                if form >= leaf.form:
                    name = (of_police and line.police_name) or line.name
                    found[name, until] = LookBack(
                        name, leaf.phrase, rule.cite(leaf.place.clause), rule.verified, of_unit, until
                    )
    return sorted(found.values(), key=lambda one: (one.of_unit, one.until or 9999, one.name))


def titles_against(discipline: Discipline) -> list[Grant]:
    """Titles of the year that the decision takes away, and that stand all the same."""
    if discipline.annulled or discipline.title_effect != TitleEffect.REMOVES or not discipline.title_year:
        return []
    kinds = books.law().honours
    standing = Grant.objects.in_force().filter(
        person=discipline.person_id, unit=discipline.unit_id, year=discipline.title_year
    )
    return [
        grant for grant in standing if grant.honour in kinds and kinds[grant.honour].kind == "emulation_title"
    ]


# ---- a hold ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deferred:
    """One line that a hold defers, and what is said of it once it is released."""

    held: Explanation
    open: Explanation

    @property
    def still_held(self) -> bool:
        """Something else defers it too."""
        return self.open.verdict == Verdict.HELD


def deferred_by(hold: Hold, year: int) -> list[Deferred]:
    """The lines of a review year that this hold defers, judged as the records are now: with it, and without.

    Before the release it says what would be open again; afterwards, what is.
    """
    subject, facts = hold.subject, _facts(hold.subject)
    id = f"hold:{hold.pk}"
    name = subject.number if isinstance(subject, Person) else subject.code
    running = _judged(_with_hold(facts, id, running=True), year)
    if name not in running.at:
        return []
    released = _judged(_with_hold(facts, id, running=False), year)
    found = []
    for line in _held_lines(running, name):
        held = running.explain(name, line)
        if any(record.id == id for record in held.held_by):
            found.append(Deferred(held, released.explain(name, line)))
    return found


def _held_lines(verdicts: Verdicts, subject: str) -> Iterable[str]:
    row = verdicts.statuses[verdicts.at[subject]]
    return [line for line, column in verdicts.column.items() if row[column] == Verdict.HELD]


def _facts(subject: Person | Unit) -> Facts:
    return facts_of([subject.number]) if isinstance(subject, Person) else facts_for([subject.code])


def _with_hold(facts: Facts, id: str, *, running: bool) -> Facts:
    """The same facts as if one hold stood, or were gone."""
    return replace(
        facts,
        holds=tuple(
            replace(hold, closed=None) if hold.id == id else hold
            for hold in facts.holds
            if hold.id != id or running
        ),
    )


def _judged(facts: Facts, year: int) -> Verdicts:
    return judge(books.law(), facts, year=year, law_date=year_end(year))

"""Who could stand in a unit's list: as the newest judging of the year answers, beside what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.recipients import code_of
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundHonour
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.selectors.round_terms import front_line_first, tie_break
from vinhdanh.dossiers.stages import LOST, Stage
from vinhdanh.dossiers.types.rounds import MERIT_OF, RoundKind
from vinhdanh.eligibility.memory import LawChanged, NotTheSame, results_of
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.selectors.runs import latest, visible_subjects
from vinhdanh.eligibility.telling import why
from vinhdanh.engine import OneStep, Verdict
from vinhdanh.engine.facts import Merit, Sex
from vinhdanh.people.models import Post, Unit

ORDER = (Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET)  # the best first
_KINDS = ("person", "unit", "household")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject and an honour of the round, as the judging answers."""

    code: str  # số hiệu, unit's or household's code
    name: str
    kind: str  # person, unit, household
    honour: str
    line: str
    verdict: Verdict
    step: OneStep
    reason: str = ""
    cite: str = ""

    @property
    def near(self) -> bool:
        """Not met, by one record only."""
        return self.verdict == Verdict.UNMET and self.step != OneStep.NONE

    @property
    def offered(self) -> bool:
        """The system proposes it: met, in need of a conclusion, or one step short."""
        return self.verdict in (Verdict.MET, Verdict.UNSURE, Verdict.HELD) or self.near


@dataclass(frozen=True, slots=True)
class Offer:
    """What the system proposes of one honour for a unit, without whom the list has or has put aside."""

    met: list[Candidate]
    open: list[Candidate]  # a conclusion or a record is missing
    near: list[Candidate]


def results_for(round: ReviewRound) -> Results | None:
    """The answers that the round's lists rest on; None where there are none to use."""
    run = round.run or latest(round.year)
    if run is None:
        return None
    try:
        return results_of(run)
    except (LawChanged, NotTheSame):
        return None


def merit_of(round: ReviewRound) -> Merit:
    """The loại hình of everything that is given in a round."""
    return MERIT_OF[RoundKind(round.kind)]


def lines_for(results: Results, honour: str, merit: Merit) -> list[str]:
    """The judged lines that give an honour for that loại hình."""
    book, day = results.book, results.law_date
    return [
        line
        for line in book.lines_giving.get(honour, ())
        if line in results.column and any(rule.merit is merit for rule in book.versions(line, day))
    ]


def told_by_unit(round: ReviewRound, results: Results | None, honour: str) -> bool:
    """Whether the unit tells what was done, and no list of who meets the rules is run down: in a round for
    đột xuất, and where no rule gives the honour for chuyên đề, phong trào."""
    kind = RoundKind(round.kind)
    if kind is not RoundKind.TOPICAL:
        return kind is RoundKind.SUDDEN
    return results is not None and not lines_for(results, honour, merit_of(round))


def judged(results: Results, subject: str, honour: str, merit: Merit) -> Candidate | None:
    """The best answer for one subject on a line that gives the honour for that loại hình; None where there is
    none, or he was not judged."""
    if subject not in results.row:
        return None
    found = _best(results, np.array([results.row[subject]]), honour, merit)
    return found[0] if found else None


def told(results: Results, one: Candidate) -> Candidate:
    """The same with its reason and article: takes long, so only for the rows that are shown."""
    explained = results.explain(one.code, one.line)
    return replace(one, reason=why(explained), cite=explained.citation.text if explained.citation else "")


def _best(results: Results, rows: NDArray[np.intp], honour: str, merit: Merit) -> list[Candidate]:
    """The best line of each row; rows that no line concerns are left out."""
    lines = lines_for(results, honour, merit)
    if not lines or not len(rows):
        return []
    columns = np.array([results.column[line] for line in lines])
    ranks = np.full(len(Verdict), len(ORDER), np.uint8)
    for at, verdict in enumerate(ORDER):
        ranks[verdict] = at
    statuses = results.verdicts.statuses[np.ix_(rows, columns)]
    steps = results.steps[np.ix_(rows, columns)]
    # Among lines that answer alike, one that is a step away comes before one that is far.
    order = ranks[statuses].astype(np.int16) * 2 + (steps == OneStep.NONE)
    best = order.argmin(axis=1)
    found = []
    for at, (row, column) in enumerate(zip(rows, best, strict=True)):
        verdict = Verdict(int(statuses[at, column]))
        if verdict not in ORDER:
            continue
        subject = results.verdicts.subjects[int(row)]
        found.append(
            Candidate(
                code=subject,
                name=results.subject(subject).name,
                kind=_KINDS[int(results.kinds[row])],
                honour=honour,
                line=lines[int(column)],
                verdict=verdict,
                step=OneStep(int(steps[at, column])),
            )
        )
    return found


def offers(
    actor: Account | Operator,
    round: ReviewRound,
    unit: Unit,
    results: Results,
    honours: Sequence[RoundHonour],
    there: Mapping[tuple[str, str], Proposal],
) -> dict[str, Offer]:
    """What the system proposes to a unit, by honour, in the order of names.

    Args:
        there: what the unit's list holds or held, by code and honour.
    """
    seen = None if isinstance(actor, Operator) else visible_subjects(actor)
    part = results.below(unit.code)
    if seen is not None:
        part = part & results.rows_of(seen)
    found, merit = {}, merit_of(round)
    for one in honours:
        kinds = [_KINDS.index(kind) for kind in results.book.honours[one.honour].subjects if kind in _KINDS]
        rows = np.flatnonzero(part & np.isin(results.kinds, kinds))
        answers = _best(results, rows, one.honour, merit)
        fitting = [c for c in answers if (c.code, one.honour) not in there]
        fitting.sort(key=lambda c: results.places[c.code])
        found[one.honour] = Offer(
            met=[c for c in fitting if c.verdict == Verdict.MET],
            open=[c for c in fitting if c.verdict in (Verdict.UNSURE, Verdict.HELD)],
            near=[c for c in fitting if c.near],
        )
    return found


def list_of(actor: Account | Operator, round: ReviewRound, unit: Unit) -> list[Proposal]:
    """Everything that the unit proposes or proposed in the round, in its order."""
    rows = proposals_visible_to(actor).filter(round=round, unit=unit)
    return list(rows.select_related("keeper").order_by("honour", "position", "pk"))


def known(rows: Sequence[Proposal]) -> dict[tuple[str, str], Proposal]:
    """Proposals by the subject's code and honour. One that stands comes before one that was put aside."""
    ranked = sorted(rows, key=lambda row: row.stage not in LOST)
    return {(code_of(row.subject), row.honour): row for row in ranked if code_of(row.subject)}


def counted(round: ReviewRound) -> dict[str, int]:
    """How many stand in the whole round, by honour: what a quota is compared with."""
    found: dict[str, int] = defaultdict(int)
    for honour in Proposal.objects.filter(round=round).alive().order_by().values_list("honour", flat=True):
        found[honour] += 1
    return found


# ---- whom to prefer ---------------------------------------------------------------------------------


def preferences(rows: Sequence[Proposal], day: date | None = None) -> dict[int, tuple[str, ...]]:
    """Why the law prefers somebody among equals, by the proposal's key: «nữ», «trực tiếp công tác»."""
    today = day or timezone.localdate()
    equals, front = tie_break(today), front_line_first(today)
    led = set(
        Post.objects.standing(today)
        .filter(leads=True, person__in=[row.person_id for row in rows if row.person_id])
        .values_list("person", flat=True)
    )
    shares = _women([row.collective for row in rows if row.collective], today) if equals else {}
    found = {}
    for row in rows:
        words = []
        if equals and row.person and row.person.sex == Sex.FEMALE.value:
            words.append("nữ")
        share = shares.get(row.collective_id or 0)
        if equals and share is not None and share >= equals.women_share:
            words.append(f"tập thể có {int(share * 100)}% nữ")
        if front and row.person_id and row.person_id not in led:
            words.append("trực tiếp công tác")
        found[row.pk] = tuple(words)
    return found


def _women(units: Sequence[Unit], day: date) -> dict[int, Fraction]:
    """The share of women among those who serve in each unit or below it, by one query."""
    if not units:
        return {}
    top = min((unit.path for unit in units), key=len)
    posts = Post.objects.standing(day).filter(person__left__isnull=True)
    if all(unit.path.startswith(top) for unit in units):
        posts = posts.filter(unit__path__startswith=top)
    people = list(posts.order_by().values_list("unit__path", "person__sex"))
    found = {}
    for unit in units:
        sexes = [sex for path, sex in people if path.startswith(unit.path)]
        if sexes:
            found[unit.pk] = Fraction(sexes.count(Sex.FEMALE.value), len(sexes))
    return found


def suggested_order(rows: Sequence[Proposal]) -> list[Proposal]:
    """The list as the law would have equals ordered: by verdict, then women, then the front line.

    Whatever else tells people apart is theirs to weigh: among the rest the order stays as it is.
    """
    words = preferences(rows)

    def key(row: Proposal) -> tuple[int, bool, bool, int, int]:
        verdict = ORDER.index(Verdict(row.verdict)) if row.verdict in ORDER else len(ORDER)
        told = words[row.pk]
        woman = any("nữ" in word for word in told)
        return verdict, not woman, "trực tiếp công tác" not in told, row.position, row.pk

    return sorted(rows, key=key)


def may_still_change(row: Proposal) -> bool:
    """The unit still has it in hand."""
    return row.stage in (Stage.DRAFT, Stage.UNIT)

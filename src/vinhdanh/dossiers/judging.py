"""What the law says of proposals by the records as they are now, many of them at once.

A page or a bulk act asks the same question several times: inside ``sharing`` the records are read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from vinhdanh.awards.facts import facts_for, facts_of
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.words import inside
from vinhdanh.eligibility.books import law
from vinhdanh.eligibility.memory import book_of
from vinhdanh.engine import (
    CriterionResult,
    Explanation,
    Facts,
    LawBook,
    Merit,
    TextChoice,
    Verdict,
    choose_text,
)
from vinhdanh.engine.judging import Verdicts, judge
from vinhdanh.engine.members import Source
from vinhdanh.engine.rejudging import facts_about, fingerprint_of
from vinhdanh.people.conduct_selectors import measure_rows
from vinhdanh.people.models import ConductMeasure, Discipline, Hold

OUTSIDE = "Người ngoài cơ quan: bộ quy tắc không xét, người có thẩm quyền quyết định."
# Of several lines that give the honour, the one that says most for the subject.
_BEST = (Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET, Verdict.NO_RULE, Verdict.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One proposal judged, in a form that can be kept."""

    verdict: Verdict | None  # None: people from outside, whom no rule judges
    law_date: date
    summary: str
    line: str = ""
    text_choice: str = ""
    rule_version: str = ""
    criteria: list[dict[str, Any]] = field(default_factory=list)
    held_by: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)  # sanctions, holds and measures of the subject
    facts_hash: str = ""
    book_hash: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """What an assessment keeps as JSON."""
        return {
            "criteria": self.criteria,
            "held_by": self.held_by,
            "warnings": self.warnings,
            "records": self.records,
        }


@dataclass
class _Shared:
    """Proposals that are asked about together, and what was found of them."""

    asked: dict[int, Proposal]
    found: dict[int, Judgement] = field(default_factory=dict)


_SHARED: ContextVar[_Shared | None] = ContextVar("judged_proposals", default=None)


@contextmanager
def sharing(proposals: Iterable[Proposal]) -> Iterator[None]:
    """Within it, the records of these proposals are read and judged once, together, when first asked for.

    A sharing inside another one adds to it.
    """
    around = _SHARED.get()
    if around is not None:
        around.asked.update({one.pk: one for one in proposals if one.pk not in around.asked})
        yield
        return
    token = _SHARED.set(_Shared({one.pk: one for one in proposals}))
    try:
        yield
    finally:
        _SHARED.reset(token)


def judged_now(proposal: Proposal) -> Judgement:
    """What the law says of a proposal by the records as they are."""
    shared = _SHARED.get()
    if shared is None:
        return judge_all([proposal])[proposal.pk]
    if proposal.pk not in shared.found:
        waiting = {pk: one for pk, one in shared.asked.items() if pk not in shared.found}
        waiting[proposal.pk] = proposal
        shared.found.update(judge_all(list(waiting.values())))
    return shared.found[proposal.pk]


def judge_all(proposals: Sequence[Proposal]) -> dict[int, Judgement]:
    """Key → what the law says of each, by the law of the day on which its appraising body received it."""
    groups: dict[tuple[int, RecipientKind], list[Proposal]] = defaultdict(list)
    for one in proposals:
        groups[one.round_id, one.kind].append(one)
    found: dict[int, Judgement] = {}
    for (_, kind), group in groups.items():
        if kind is RecipientKind.OUTSIDER:
            today = timezone.localdate()
            found |= {one.pk: Judgement(None, one.received or today, OUTSIDE) for one in group}
        else:
            found |= _Group(group, kind).judged()
    return found


class _Group:
    """Proposals of one round for subjects of one kind: one reading of the records, one book."""

    def __init__(self, proposals: Sequence[Proposal], kind: RecipientKind) -> None:
        self.proposals, self.kind = proposals, kind
        run = proposals[0].round.run
        self.book: LawBook = book_of(run) if run else law()
        self.members: Source = "grants" if run and run.members == "grants" else "verdicts"
        codes = sorted({code_of(one.subject) for one in proposals})
        self.facts: Facts = facts_for(codes) if kind is RecipientKind.UNIT else facts_of(codes)
        self.records = _records(self.book, proposals)
        self.runs: dict[tuple[int, date], Verdicts] = {}
        self.told: dict[int, str] = {}  # records as texts: each subject's facts hold the units of all

    def judged(self) -> dict[int, Judgement]:
        return {one.pk: self._one(one) for one in self.proposals}

    def _one(self, proposal: Proposal) -> Judgement:
        choice = choose_text(self.book, proposal.received, timezone.localdate())
        found = [(self._best(proposal, day), day) for day in choice.law_dates]
        best, day = min(found, key=lambda pair: _BEST.index(pair[0].verdict) if pair[0] else len(_BEST))
        records = self.records.get(proposal.pk, {})
        if best is None:
            said = f"Không có quy tắc cho loại hình “{proposal.get_merit_display()}” ở ngày áp dụng."
            return Judgement(Verdict.NO_RULE, day, said, records=records, book_hash=self.book.fingerprint)
        return self._told(proposal, best, day, choice, records)

    def _told(
        self, proposal: Proposal, best: Explanation, day: date, choice: TextChoice, records: dict[str, str]
    ) -> Judgement:
        code = code_of(proposal.subject)
        # A unit's verdict rests on all that was read for it, which other units of the group share.
        if self.kind is RecipientKind.PERSON:
            rests_on = fingerprint_of(facts_about(self.facts, [code]), self.told)
        else:
            rests_on = self.facts.fingerprint
        return Judgement(
            best.verdict,
            day,
            best.summary,
            best.rule,
            choice.why,
            best.rule_version,
            [_plain(one) for one in best.criteria],
            [one.text for one in best.held_by],
            list(best.warnings),
            records,
            rests_on,
            self.book.fingerprint,
        )

    def _best(self, proposal: Proposal, day: date) -> Explanation | None:
        """The line of the honour that says most for the subject; None where none is for this loại hình."""
        lines = self._lines(proposal, day)
        run = self._run(proposal.year, day) if lines else None
        code = code_of(proposal.subject)
        if run is None or code not in run.at:
            return None
        line = min(lines, key=lambda one: _BEST.index(run.verdict(code, one)))
        return run.explain(code, line)

    def _lines(self, proposal: Proposal, day: date) -> list[str]:
        """Lines that give the honour to such a subject for such a merit, or the one that is named."""
        merit, kind = Merit(proposal.merit), self.kind.value
        of_kind = [
            line
            for line in self.book.lines_giving.get(proposal.honour, ())
            if self.book.line(line).subject_kind == kind
        ]
        if proposal.line in of_kind:
            of_kind = [proposal.line]
        return [
            line for line in of_kind if any(rule.merit is merit for rule in self.book.versions(line, day))
        ]

    def _run(self, year: int, day: date) -> Verdicts:
        if (year, day) not in self.runs:
            lines = {line for one in self.proposals for line in self._lines(one, day)}
            self.runs[year, day] = judge(
                self.book, self.facts, year=year, rules=sorted(lines), law_date=day, members=self.members
            )
        return self.runs[year, day]


def _plain(found: CriterionResult) -> dict[str, Any]:
    """One criterion as JSON: figures, records, article, file and line."""
    plain: dict[str, Any] = {
        "label": found.label,
        "verdict": int(found.verdict),
        "found": found.found,
        "asked": found.asked,
        "records": [[one.id, one.text] for one in found.records],
        "article": found.citation.text,
        "place": f"{found.citation.file}:{found.citation.line}",
    }
    if found.mode:
        plain |= {"mode": found.mode, "children": [_plain(child) for child in found.children]}
    return plain


def _records(book: LawBook, proposals: Iterable[Proposal]) -> dict[int, dict[str, str]]:
    """Proposal → the sanctions, holds and điều lệnh measures on record about its subject, in words."""
    persons: dict[int | None, list[int]] = defaultdict(list)
    units: dict[int | None, list[int]] = defaultdict(list)
    for one in proposals:
        if one.person_id or one.collective_id:
            (persons if one.person_id else units)[one.person_id or one.collective_id].append(one.pk)
    found: dict[int, dict[str, str]] = defaultdict(dict)

    def note(person: int | None, unit: int | None, id: str, words: str) -> None:
        for pk in persons.get(person, ()) if person else units.get(unit, ()):
            found[pk][id] = words

    about = Q(person__in=list(persons)) | Q(unit__in=list(units))
    for sanction in Discipline.objects.standing().filter(about):
        words = f"Kỷ luật: {inside(sanction)}{_until(sanction.ends)}"
        note(sanction.person_id, sanction.unit_id, f"discipline:{sanction.pk}", words)
    for hold in Hold.objects.filter(about):
        words = f"Tạm hoãn xét: {inside(hold)}{_until(hold.closed)}"
        note(hold.person_id, hold.unit_id, f"hold:{hold.pk}", words)
    measures = ConductMeasure.objects.standing().select_related("person", "unit")
    for shown in measure_rows(book, measures.filter(about)):
        row = shown.measure
        words = f"Điều lệnh: {inside(shown.name)} ngày {row.decided:%d/%m/%Y}"
        note(row.person_id, row.unit_id, f"measure:{row.pk}", words)
    return found


def _until(last: date | None) -> str:
    return f", đến {last:%d/%m/%Y}" if last else ""

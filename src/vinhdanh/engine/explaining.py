"""Why a verdict is what it is: criterion by criterion, with figures, records and articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from vinhdanh.engine.careers import Career
from vinhdanh.engine.context import Evidence
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import Facts
from vinhdanh.engine.index import Index
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lines import judge_lines, rule_for
from vinhdanh.engine.predicates import Criterion, Group, Leaf
from vinhdanh.engine.predicates.persons import Claim
from vinhdanh.engine.regulations.lookback import lookback_warnings
from vinhdanh.engine.regulations.titles import best_of, standing_of
from vinhdanh.engine.rules import Citation, Rule, citation_of
from vinhdanh.engine.verdict import Verdict
from vinhdanh.engine.wording import VERIFIED

if TYPE_CHECKING:
    from vinhdanh.engine.judging import Verdicts

VERDICTS = tuple(Verdict)
READINGS = ("ending", "denominator", "discipline_year", "work_year")  # that a reader wants to see


@dataclass(slots=True)  # not frozen: a frozen one takes twice as long to make, and a page makes hundreds
class CriterionResult:
    """One criterion of one subject, answered."""

    label: str
    verdict: Verdict  # UNMET, UNSURE or MET
    found: str
    asked: str
    found_low: int | None
    found_high: int | None
    asked_value: int | None
    records: tuple[Evidence, ...]
    citation: Citation
    mode: str | None = None  # "all" | "any" for a group
    children: tuple[CriterionResult, ...] = ()
    claim: bool = False  # one of several ways that has to be claimed
    counts: bool = True  # whether found and asked are figures


@dataclass(slots=True)
class Explanation:
    """A verdict with everything it rests on."""

    subject: str
    rule: str
    honour: str
    name: str
    verdict: Verdict
    summary: str
    citation: Citation | None
    verified: str
    verified_label: str
    verified_to: date | None
    beyond_verified: bool  # the law date lies past the day to which the text was verified
    mirror_note: str
    incomplete: str
    selection: str
    criteria: tuple[CriterionResult, ...]
    missing: tuple[str, ...]
    held_by: tuple[Evidence, ...]
    rule_version: str
    readings: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()  # to be looked at by people; they change no verdict


def explain(run: Verdicts, subject: str, line: str) -> Explanation:
    """Explain one verdict of a run.

    Raises:
        KeyError: for a subject or a line that was not judged.
    """
    day = run.law_date_of(subject)
    return explain_career(run.book, run.career(subject), line, day, run.verdict(subject, line))


def explain_career(book: LawBook, career: Career, line: str, day: date, verdict: Verdict) -> Explanation:
    """The same from a career that is already at hand."""
    rule = rule_for(book, career.subject, line, day)
    if rule is None:
        return _without_rule(book, career.subject.id, line, day, verdict)
    return told(book, career, rule, line, day, verdict, criterion_result(rule, rule.criterion, career))


def told(
    book: LawBook, career: Career, rule: Rule, line: str, day: date, verdict: Verdict, answer: CriterionResult
) -> Explanation:
    """The explanation around the criteria's answers."""
    criteria = answer.children if answer.mode == "all" else (answer,)
    criteria += measures_result(book, career, rule, day)
    missing = tuple(missing_of(criteria))
    held_by = career.held_by(book.deferral_grounds(day))
    beyond = rule.verified_to is not None and day > rule.verified_to
    return Explanation(
        subject=career.subject.id,
        rule=line,
        honour=rule.honour,
        name=name_for(rule, career.subject),
        verdict=verdict,
        summary=summary_of(verdict, criteria, held_by, rule),
        citation=rule.citation,
        verified=rule.verified,
        verified_label=VERIFIED[rule.verified],
        verified_to=rule.verified_to,
        beyond_verified=beyond,
        mirror_note=rule.mirror_note,
        incomplete=rule.incomplete,
        selection=rule.selection,
        criteria=criteria,
        missing=missing,
        held_by=held_by,
        rule_version=rule.version,
        readings=tuple((k, str(v)) for k, v in rule.readings.items() if k in READINGS),
        warnings=lookback_warnings(
            book, career.index, career.subject, rule.honour, rule.merit, year=career.year, on=day
        ),
    )


def measures_result(book: LawBook, career: Career, rule: Rule, day: date) -> tuple[CriterionResult, ...]:
    """What is decided about the year's titles as one more criterion, where it touches the rule's title."""
    standing = standing_of(book, career.index, career.subject, career.year, day)
    if standing is None or not standing.touches(rule.honour):
        return ()
    limit = standing.limit(rule.honour, best_of(book, career.statuses))
    return (
        CriterionResult(
            label=standing.label,
            verdict=VERDICTS[limit],
            found=standing.found,
            asked="không làm mất danh hiệu này",
            found_low=limit,
            found_high=limit,
            asked_value=int(Verdict.MET),
            records=standing.evidence,
            citation=standing.citation or rule.citation,
            counts=False,
        ),
    )


def name_for(rule: Rule, subject: Any) -> str:
    """The title's name as the subject's force says it."""
    return rule.police_name if rule.police_name and getattr(subject, "force", "") == "police" else rule.name


def _without_rule(book: LawBook, subject: str, line: str, day: date, verdict: Verdict) -> Explanation:
    row = book.line(line)
    gap = book.gap_for(line, row.honour, day)
    why = str(gap.data["why"]) if gap is not None else "chưa có trong bộ quy tắc ở ngày áp dụng này"
    return Explanation(
        subject=subject,
        rule=line,
        honour=row.honour,
        name=row.name,
        verdict=verdict,
        summary=f"Không có quy định: {why}" if verdict == Verdict.NO_RULE else "Không thuộc đối tượng xét.",
        citation=None if gap is None else citation_of(gap),
        verified="",
        verified_label="",
        verified_to=None,
        beyond_verified=False,
        mirror_note="",
        incomplete="",
        selection="",
        criteria=(),
        missing=(),
        held_by=(),
        rule_version="",
    )


def criterion_result(rule: Rule, criterion: Criterion, career: Career) -> CriterionResult:
    """One criterion (and those inside it) of one subject."""
    citation = rule.cite(criterion.place.clause or rule.block.clause)
    if isinstance(criterion, Group):
        children = tuple(criterion_result(rule, item, career) for item in criterion.items)
        verdicts = [child.verdict for child in children]
        status = min(verdicts) if criterion.mode == "all" else max(verdicts)
        label = criterion.label or (
            "Tất cả các điều sau" if criterion.mode == "all" else "Một trong các điều sau"
        )
        return CriterionResult(
            label, status, "", "", None, None, None, (), citation, mode=criterion.mode, children=children
        )
    assert isinstance(criterion, Leaf)
    low, high = criterion.figures(career)
    asked = criterion.asked_for(career)
    return CriterionResult(
        label=criterion.phrase,
        verdict=VERDICTS[criterion.status(career)],
        found=criterion.found_in(career, low, high),
        asked=criterion.asked(asked),
        found_low=low,
        found_high=high,
        asked_value=asked,
        records=tuple(criterion.evidence(career)),
        citation=citation,
        claim=isinstance(criterion, Claim),
        counts=type(criterion).counts,
    )


def missing_of(criteria: Sequence[CriterionResult]) -> list[str]:
    """What is still missing, one sentence a criterion; one of several ways as one sentence."""
    found = []
    for c in criteria:
        if c.verdict == Verdict.MET:
            continue
        if c.mode == "any":
            ways = [m for m in (missing_of((child,)) for child in c.children) if m]
            found.append("Một trong: " + "; ".join(" và ".join(way) for way in ways))
        elif c.mode == "all":
            found.extend(missing_of(c.children))
        else:
            found.append(_short_of(c))
    return found


def _short_of(c: CriterionResult) -> str:
    return short_of(c.label, c.found, c.asked, c.counts)


def short_of(label: str, found: str, asked: str, counts: bool) -> str:
    """What one criterion lacks: figures where it has them, else the answer."""
    return f"{label} (có {found}, cần {asked})" if counts else f"{label}: {found}"


def summary_of(
    verdict: Verdict, criteria: Sequence[CriterionResult], held_by: Sequence[Evidence], rule: Rule
) -> str:
    """One sentence that says why."""
    if verdict == Verdict.HELD:
        return "Hoãn xét: " + "; ".join(e.text for e in held_by) + "."
    if verdict == Verdict.MET:
        return (
            "; ".join(f"{c.label}: {c.found}" for c in leaves_of(criteria) if c.verdict == Verdict.MET) + "."
        )
    told = "; ".join(nearest_way(criteria, verdict)[:3]) + "."
    return f"{told} {rule.incomplete}" if rule.incomplete and verdict == Verdict.UNMET else told


def nearest_way(criteria: Sequence[CriterionResult], verdict: Verdict) -> list[str]:
    """What blocks the verdict; of several ways, the one that lacks least, claims last."""
    found: list[str] = []
    for c in criteria:
        if c.verdict != verdict:
            continue
        if c.mode == "all":
            found += nearest_way(c.children, verdict)
        elif c.mode == "any":
            ways = [nearest_way((child,), child.verdict) for child in c.children if child.verdict == verdict]
            counted = [w for w, child in zip(ways, c.children, strict=False) if not _only_claims(child)]
            best = min(counted or ways, key=len)
            found += (
                best
                if counted
                else ["chưa nêu thành tích theo điểm nào: " + "; ".join(w[0] for w in ways[:2])]
            )
        else:
            found.append(_short_of(c))
    return found


def _only_claims(c: CriterionResult) -> bool:
    return all(leaf.claim for leaf in leaves_of((c,)))


def leaves_of(criteria: Sequence[CriterionResult]) -> list[CriterionResult]:
    """The single questions inside a tree of criteria."""
    return [leaf for c in criteria for leaf in (leaves_of(c.children) if c.mode else [c])]


def judge_one(
    book: LawBook, facts: Facts, person: str, *, year: int, law_date: date | None = None
) -> list[Explanation]:
    """Judge and explain one person on every line that concerns him, with plain integers.

    The same criteria as ``judge``, and the same answers, without the set-up of a force.

    Raises:
        KeyError: for an unknown person.
    """
    index = Index.of(facts)
    subject = index.persons[person]
    day = law_date or year_end(year)
    career = Career(index, subject, year, book.lines_giving, book.discipline_year)
    if (subject.left is not None and subject.left.year < year) or (
        subject.joined is not None and subject.joined > year_end(year)
    ):
        return []
    answers: dict[str, CriterionResult] = {}

    def status(line: str, rule: Rule) -> int:
        answers[line] = criterion_result(rule, rule.criterion, career)  # the status is in it
        return int(answers[line].verdict)

    lines = [line for line in book.evaluation_order if book.line(line).subject_kind == "person"]
    found = judge_lines(book, career, lines, day, status)
    return [
        _told_one(book, career, row.id, day, found[row.id][1], answers.get(row.id))
        for row in book.rule_lines
        if row.id in found and found[row.id][1] != Verdict.OUT_OF_SCOPE
    ]


def _told_one(
    book: LawBook, career: Career, line: str, day: date, verdict: Verdict, answer: CriterionResult | None
) -> Explanation:
    rule = rule_for(book, career.subject, line, day)
    if rule is None or answer is None:
        return _without_rule(book, career.subject.id, line, day, verdict)
    return told(book, career, rule, line, day, verdict, answer)

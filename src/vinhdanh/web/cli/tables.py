"""Tables of verdicts, and verdicts as JSON facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vinhdanh.web.cli.output import count, table

if TYPE_CHECKING:
    from rich.table import Table

    from vinhdanh.engine import CriterionResult, Explanation, Verdict, Verdicts

HEADINGS = {"person": "Cá nhân", "unit": "Tập thể", "household": "Hộ gia đình"}
STYLES = {"MET": "green", "UNSURE": "yellow", "HELD": "magenta", "UNMET": "", "NO_RULE": "dim"}
MARKS = {"MET": "✓", "UNSURE": "?", "HELD": "‖", "UNMET": "✗", "NO_RULE": "◌", "OUT_OF_SCOPE": "–"}


def key(verdict: Verdict) -> str:
    """The stable English word of a verdict."""
    return verdict.name.lower()


def verdict_table(verdicts: Verdicts, kind: str) -> Table | None:
    """Titles down, verdicts across, for one kind of subject; None when no rule concerns anybody."""
    from vinhdanh.engine import Verdict

    order = [Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET]
    counts = verdicts.counts()
    lines = [
        line
        for line in verdicts.book.rule_lines
        if line.subject_kind == kind and any(counts.get(line.id, {}).get(verdict) for verdict in order)
    ]
    if any(counts[line.id][Verdict.NO_RULE] for line in lines):
        order.append(Verdict.NO_RULE)
    made = table(
        "Mã", HEADINGS[kind], *(verdict.label for verdict in order), numbers=range(2, 2 + len(order))
    )
    police = _police(verdicts, kind)
    for line in lines:
        cells = []
        for verdict in order:
            number = counts[line.id][verdict]
            style = STYLES[verdict.name] if number else "dim"
            cells.append(f"[{style}]{count(number)}[/]" if style else count(number))
        made.add_row(line.id, (police and line.police_name) or line.name, *cells)
    return made if lines else None


def without_rule(verdicts: Verdicts) -> list[str]:
    """Names of the honours for which the law book holds no rule for anybody in the force."""
    from vinhdanh.engine import Verdict

    counts = verdicts.counts()
    honours = verdicts.book.honours
    return [
        honours[line.honour].short if line.id == line.honour else line.name
        for line in verdicts.book.rule_lines
        if line.id in counts
        and counts[line.id][Verdict.NO_RULE]
        and not any(number for verdict, number in counts[line.id].items() if verdict != Verdict.NO_RULE)
    ]


def _police(verdicts: Verdicts, kind: str) -> bool:
    """Whether most of the table are police, so that their own names of titles are the right ones."""
    from vinhdanh.engine import Force

    facts = verdicts.facts
    subjects = facts.persons if kind == "person" else facts.units if kind == "unit" else ()
    forces = [subject.force for subject in subjects]
    return bool(forces) and 2 * forces.count(Force.POLICE) > len(forces)


def counts_as_facts(verdicts: Verdicts) -> list[dict[str, Any]]:
    """How many subjects have which verdict, a row per line that has any."""
    counts = verdicts.counts()
    return [
        {
            "rule": line.id,
            "honour": line.honour,
            "name": line.name,
            "for": line.subject_kind,
            "counts": {key(verdict): number for verdict, number in counts[line.id].items()},
        }
        for line in verdicts.book.rule_lines
        if line.id in counts and any(counts[line.id].values())
    ]


def verdicts_as_facts(verdicts: Verdicts) -> dict[str, dict[str, str]]:
    """Subject -> rule -> verdict, without what is out of scope."""
    from vinhdanh.engine import Verdict

    words = {int(verdict): key(verdict) for verdict in Verdict if verdict is not Verdict.OUT_OF_SCOPE}
    return {
        subject: {
            rule: words[status]
            for rule, status in zip(verdicts.rule_ids, row, strict=True)
            if status in words
        }
        for subject, row in zip(verdicts.subjects, verdicts.statuses.tolist(), strict=True)
    }


def explanation_as_facts(explanation: Explanation) -> dict[str, Any]:
    """One verdict with its criteria."""
    return {
        "rule": explanation.rule,
        "honour": explanation.honour,
        "name": explanation.name,
        "verdict": key(explanation.verdict),
        "summary": explanation.summary,
        "citation": explanation.citation.text if explanation.citation else None,
        "file": explanation.citation.file if explanation.citation else None,
        "line": explanation.citation.line if explanation.citation else None,
        "verified": explanation.verified,
        "verified_to": explanation.verified_to,
        "beyond_verified": explanation.beyond_verified,
        "incomplete": explanation.incomplete,
        "rule_version": explanation.rule_version,
        "criteria": [criterion_as_facts(one) for one in explanation.criteria],
        "missing": list(explanation.missing),
        "held_by": [{"record": record.id, "text": record.text} for record in explanation.held_by],
    }


def criterion_as_facts(result: CriterionResult) -> dict[str, Any]:
    """One criterion with what was found and asked."""
    facts: dict[str, Any] = {
        "label": result.label,
        "verdict": key(result.verdict),
        "citation": result.citation.text,
    }
    if result.mode:
        return facts | {
            "mode": result.mode,
            "criteria": [criterion_as_facts(child) for child in result.children],
        }
    return facts | {
        "found": result.found,
        "asked": result.asked,
        "found_low": result.found_low,
        "found_high": result.found_high,
        "asked_value": result.asked_value,
        "records": [{"record": record.id, "text": record.text} for record in result.records],
    }

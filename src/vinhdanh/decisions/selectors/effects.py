"""What a signed decision changed: who meets something now, by the first run after it."""

from __future__ import annotations

from dataclasses import dataclass

from vinhdanh.audit.models import JournalEntry
from vinhdanh.decisions.models import DecisionDraft
from vinhdanh.eligibility import memory
from vinhdanh.eligibility.models import Run, RunChange
from vinhdanh.eligibility.selectors.changes import ChangeRow, change_rows
from vinhdanh.eligibility.selectors.runs import at_work
from vinhdanh.engine import Verdict


@dataclass(frozen=True, slots=True)
class Effects:
    """The verdicts that differ because of a decision.

    Args:
        run: the first run that knows the decision; None until there is one.
        working: a run is being made now.
        better, other: rows of people who meet something now, and of everything else that changed.
    """

    run: Run | None
    working: bool
    better: tuple[ChangeRow, ...] = ()
    other: tuple[ChangeRow, ...] = ()


def effects_of(draft: DecisionDraft) -> Effects:
    """What changed for the people and units of the list, as the first run after the signature found it."""
    entry = JournalEntry.objects.filter(verb="decisions.draft_signed", ref=draft.ref).last()
    done = Run.objects.filter(state=Run.State.DONE, unit_code__isnull=True, round__isnull=True)
    run = done.filter(journal_number__gte=entry.number).order_by("pk").first() if entry else None
    if run is None:
        return Effects(None, at_work() is not None)
    grants = {f"grant:{pk}" for pk in draft.lines.values_list("grant", flat=True) if pk}
    changes = [
        change
        for change in RunChange.objects.filter(run=run, subject__in=_subjects(draft))
        if any(f'"{grant}"' in change.causes for grant in grants)
    ]
    try:
        results = memory.results_of(run)
    except (memory.LawChanged, memory.NotTheSame):
        results = None
    rows = change_rows(results, changes)
    better = tuple(row for row in rows if row.after is Verdict.MET)
    return Effects(run, False, better, tuple(row for row in rows if row.after is not Verdict.MET))


def _subjects(draft: DecisionDraft) -> set[str]:
    """Codes of everybody in the list, as verdicts name them."""
    found = draft.lines.values_list(
        "proposal__person__number", "proposal__collective__code", "proposal__household__code"
    )
    return {code for codes in found for code in codes if code}

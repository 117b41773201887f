"""What changed since the run before, and why: the records, who wrote them and when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from vinhdanh.audit.models import JournalEntry
from vinhdanh.eligibility.models import Run, RunChange
from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.selectors.lists import unit_name
from vinhdanh.engine import RuleLine, Verdict

SHOWN_FIELDS = 3
_KINDS = {
    "post": "Chức vụ",
    "absence": "Thời gian vắng mặt",
    "rating": "Xếp loại năm",
    "discipline": "Kỷ luật",
    "hold": "Tạm hoãn",
    "finding": "Kết luận",
    "work": "Sáng kiến, đề tài",
    "lineage": "Đơn vị kế thừa",
    "grant": "Khen thưởng",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One record that made a difference."""

    what: str  # «Tạm hoãn xét: Đặng Chi»
    fields: str = ""  # «Mức: hoàn thành → xuất sắc»
    at: datetime | None = None
    by: str = ""
    entry: int | None = None  # its number in the journal


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One verdict that differs from the run before."""

    subject: str
    name: str
    unit: str
    is_unit: bool
    line: str
    title: str
    before: Verdict | None
    after: Verdict
    causes: tuple[Cause, ...]
    more: int


def changes_of(
    run: Run, subjects: set[str] | None, line: str = "", named: set[str] | None = None
) -> list[int]:
    """Keys of the run's changes that an account may see, filtered.

    Args:
        subjects: whom the account sees; None for everybody.
        named: whom a search found; None without one.
    """
    found = RunChange.objects.filter(run=run)
    if line:
        found = found.filter(line=line)
    rows = found.order_by("id").values_list("id", "subject")
    return [
        pk
        for pk, subject in rows
        if (subjects is None or subject in subjects) and (named is None or subject in named)
    ]


def titles_changed(run: Run) -> list[tuple[str, int]]:
    """Lines on which something changed, with how often."""
    counted = RunChange.objects.filter(run=run).values("line").annotate(count=Count("id")).order_by("-count")
    return [(row["line"], row["count"]) for row in counted]


def change_rows(results: Results | None, changes: Iterable[RunChange]) -> list[ChangeRow]:
    """The rows of one page; without ``results`` (the law has changed since) subjects go by their codes."""
    listed = list(changes)
    causes = {change.pk: json.loads(change.causes) for change in listed}
    numbers = {entry for found in causes.values() for _, entry in found if entry}
    entries = JournalEntry.objects.in_bulk(numbers)
    lines = {line.id: line for line in results.book.rule_lines} if results else {}
    return [
        ChangeRow(
            change.subject,
            *_who(results, change.subject),
            change.line,
            _title(results, lines.get(change.line), change.line),
            None if change.before is None else Verdict(change.before),
            Verdict(change.after),
            tuple(_cause(record, entries.get(entry)) for record, entry in causes[change.pk]),
            change.more,
        )
        for change in listed
    ]


def changes_about(run: Run, results: Results, subject: str) -> list[ChangeRow]:
    """What changed for one subject since the run before."""
    return change_rows(results, RunChange.objects.filter(run=run, subject=subject))


def by_keys(keys: Iterable[int]) -> QuerySet[RunChange]:
    return RunChange.objects.filter(pk__in=list(keys))


def _who(results: Results | None, subject: str) -> tuple[str, str, bool]:
    if results is None or subject not in results.row:
        return subject, "", False
    is_unit = subject in results.index.units
    home = results.index.units[subject].parent if is_unit else results.homes.get(subject)
    return results.subject(subject).name, unit_name(results, home), is_unit


def _title(results: Results | None, line: RuleLine | None, id: str) -> str:
    return results.name(line) if results and line else id


def _cause(record: str, entry: JournalEntry | None) -> Cause:
    prefix, _, key = record.partition(":")
    if entry is None:
        return Cause(_KINDS.get(prefix, "Hồ sơ") if key else "Hồ sơ")
    told = [
        f"{field.label.lower()}: {field.before or 'chưa có'} → {field.after or 'không còn'}"
        for change in entry.changes
        if str(change.key) == (key or str(change.key)) and change.act == "changed"
        for field in change.fields
    ]
    return Cause(
        f"{entry.label}: {entry.subject}",
        "; ".join(told[:SHOWN_FIELDS]),
        entry.at,
        entry.actor_name,
        entry.number,
    )

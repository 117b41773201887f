"""``vinhdanh law diff``: the law of two days, or without and with a draft; and whose verdict that changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.books import load_book
from vinhdanh.web.cli.judging import Spellings, check_input, read
from vinhdanh.web.cli.law import Drafts, Json, Overlays
from vinhdanh.web.cli.output import Exit, count, day, emit, fail, parse_day, screen, table
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.steps import Steps

if TYPE_CHECKING:
    from vinhdanh.engine import Change, LawBook, Rule, Verdicts

SHOWN_PEOPLE = 20


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(app, "diff", example="vinhdanh law diff --on 30/09/2026 --on 01/10/2026")(diff)


def diff(
    on: Annotated[
        list[date] | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            parser=parse_day,
            help="Hai ngày cần so sánh; có --draft thì một ngày là đủ.",
        ),
    ] = None,
    draft: Drafts = None,
    overlay: Overlays = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="TỆP", help="Xét bảng dữ liệu này theo cả hai bên, xem ai đổi kết quả."
        ),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="NĂM", help="Năm xét, đi cùng --data.", min=1980, max=2043)
    ] = None,
    spellings: Spellings = None,
    as_json: Json = False,
) -> None:
    """So sánh luật của hai ngày, hoặc với dự thảo; thêm --data thì xem kết quả của ai thay đổi."""
    if data is not None and year is None:
        fail("--data cần đi cùng --year.", "Ví dụ: --data du-lieu.xlsx --year 2025", Exit.USAGE)
    check_input(data, spellings)
    before = load_book(overlay or ())
    after = load_book(overlay or (), draft) if draft else before
    first, second = _days(on or [], [after.instruments[Path(name).name].in_force for name in draft or ()])
    rows = changed_lines(before, first, after, second)
    sides = (f"Ngày {day(first)}", f"Ngày {day(second)}" + (f", có {', '.join(draft)}" if draft else ""))
    if data is None or year is None:
        if as_json:
            emit(_facts(first, second, draft, rows))
        else:
            _print_lines(rows, first, second, sides)
        return
    from vinhdanh.engine import compare, judge

    steps = Steps(quiet=as_json)
    with steps.step(f"Đọc {data.name}"):
        facts = read(data, before, year, spellings).facts
    with steps.step("Xét theo hai bên"):
        left = judge(before, facts, year=year, law_date=first)
        right = judge(after, facts, year=year, law_date=second)
        changes = compare(left, right)
    if as_json:
        emit(
            _facts(first, second, draft, rows) | {"year": year, "changes": [_change(one) for one in changes]}
        )
    else:
        _print_lines(rows, first, second, sides)
        _print_changes(changes, left)


def _days(on: list[date], drafts_start: list[date]) -> tuple[date, date]:
    """The two law dates. With a draft one day is enough, by default one on which the draft applies."""
    if len(on) == 2:
        return on[0], on[1]
    if drafts_start and len(on) <= 1:
        chosen = on[0] if on else max([date.today(), *drafts_start])
        return chosen, chosen
    fail(
        f"Cần hai ngày để so sánh, đọc được {len(on)}.",
        "Ví dụ: vinhdanh law diff --on 30/09/2026 --on 01/10/2026",
        Exit.USAGE,
    )


def changed_lines(
    before: LawBook, first: date, after: LawBook, second: date
) -> list[tuple[str, str, list[Rule], list[Rule]]]:
    """Lines whose rules differ: id, name, the versions on either side.

    A version that has passed the day up to which it was verified counts as different.
    """
    found = []
    lines = {line.id: line.name for book in (before, after) for line in book.rule_lines}
    for line, name in lines.items():
        left, right = list(before.versions(line, first)), list(after.versions(line, second))
        if [_mark(rule, first) for rule in left] != [_mark(rule, second) for rule in right]:
            found.append((line, name, left, right))
    return found


def _mark(rule: Rule, on: date) -> tuple[str, bool]:
    return rule.version, _beyond(rule, on)


def _beyond(rule: Rule, on: date) -> bool:
    return rule.verified_to is not None and on > rule.verified_to


def _told(rules: list[Rule], on: date) -> str:
    if not rules:
        return "không có quy định"
    shown = [rule for rule in rules if not any(_stands_before(other, rule) for other in rules)]
    return "; ".join(
        rule.citation.text + (" (chưa kiểm chứng ở ngày này)" if _beyond(rule, on) else "") for rule in shown
    )


def _stands_before(narrower: Rule, rule: Rule) -> bool:
    """Whether a text of higher rank takes every subject of a rule away from it."""
    return (
        narrower.rank > rule.rank
        and (not narrower.forces or (set(rule.forces) <= set(narrower.forces) and bool(rule.forces)))
        and not (narrower.categories or narrower.not_categories or narrower.tiers)
    )


def _facts(
    first: date, second: date, draft: list[str] | None, rows: list[tuple[str, str, list[Rule], list[Rule]]]
) -> dict[str, Any]:
    def versions(rules: list[Rule], on: date) -> list[dict[str, Any]]:
        return [
            {"version": rule.version, "citation": rule.citation.text, "beyond_verified": _beyond(rule, on)}
            for rule in rules
        ]

    return {
        "before": first,
        "after": second,
        "drafts": draft or [],
        "rules": [
            {"rule": line, "name": name, "before": versions(left, first), "after": versions(right, second)}
            for line, name, left, right in rows
        ],
    }


def _change(change: Change) -> dict[str, str]:
    from vinhdanh.web.cli.tables import key

    return {
        "subject": change.subject,
        "rule": change.rule,
        "before": key(change.before),
        "after": key(change.after),
    }


def _print_lines(
    rows: list[tuple[str, str, list[Rule], list[Rule]]], first: date, second: date, sides: tuple[str, str]
) -> None:
    out = screen()
    if not rows:
        out.print("Không dòng xét nào khác nhau giữa hai bên.")
        return
    shown = table("Mã", "Danh hiệu, hình thức", *sides)
    for line, name, left, right in rows:
        shown.add_row(line, name, _told(left, first), _told(right, second))
    out.print(shown)
    out.print(f"{len(rows)} dòng xét khác nhau.")


def _print_changes(changes: list[Change], before: Verdicts) -> None:
    out = screen()
    if not changes:
        out.print("Không ai đổi kết quả.")
        return
    totals = Counter((change.rule, change.before, change.after) for change in changes)
    shown = table("Mã", "Từ", "Thành", "Số người, tập thể", numbers=(3,))
    order = list(before.rule_ids)
    for (rule, left, right), number in sorted(
        totals.items(), key=lambda one: (order.index(one[0][0]), one[0])
    ):
        shown.add_row(rule, left.label, right.label, count(number))
    out.print(shown)
    for change in changes[:SHOWN_PEOPLE]:
        name = before.subject(change.subject).name
        told = f"{change.before.label.lower()} → {change.after.label.lower()}"
        out.print(f"  {change.subject} {name}: {change.rule} {told}", markup=False)
    if len(changes) > SHOWN_PEOPLE:
        out.print(f"  … và {count(len(changes) - SHOWN_PEOPLE)} kết quả nữa, kể đủ với --json")

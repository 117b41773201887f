"""One subject's verdicts in the terminal, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from vinhdanh.web.cli.output import day
from vinhdanh.web.cli.tables import MARKS, STYLES

OPEN = ("MET", "UNSURE", "HELD")  # verdicts whose criteria are always worth reading

if TYPE_CHECKING:
    from rich.console import Console

    from vinhdanh.engine import CriterionResult, Explanation, Plan, Verdict, Verdicts


def print_subject(
    out: Console,
    verdicts: Verdicts,
    subject: str,
    explanations: Sequence[Explanation],
    plans: Mapping[str, Plan],
    *,
    in_full: bool,
) -> None:
    """Print every line that concerns a subject.

    What is far from being met is one sentence, and what has no rule is gathered at the end, unless
    ``in_full``.
    """
    record = verdicts.subject(subject)
    on = verdicts.law_date_of(subject)
    out.print(f"[bold]{escape(record.name)}[/] ({escape(subject)})")
    out.print(f"Năm xét {verdicts.year}, theo luật ngày {day(on)}")
    for one in explanations:
        if one.verdict.name == "NO_RULE" and not in_full:
            continue
        out.print(f"\n{_word(one.verdict)}  [bold]{escape(one.name)}[/] [dim]{one.rule}[/]")
        near = plans[one.rule].earliest in (verdicts.year, verdicts.year + 1)
        if one.criteria and (in_full or near or one.verdict.name in OPEN):
            for criterion in one.criteria:
                _print_criterion(out, criterion, one, "  ")
        else:
            out.print(f"  {escape(one.summary)}")
        _print_foot(out, one, plans[one.rule], in_full=in_full)
    without = [one for one in explanations if one.verdict.name == "NO_RULE"]
    if without and not in_full:
        _print_without_rule(out, without)


def _print_without_rule(out: Console, without: Sequence[Explanation]) -> None:
    """Honours without a rule, gathered by reason."""
    reasons: dict[str, list[str]] = {}
    for one in without:
        reasons.setdefault(one.summary, []).append(one.name)
    out.print(f"\n{_word(without[0].verdict)}")
    for summary, names in reasons.items():
        why = summary.removeprefix("Không có quy định: ")
        out.print(f"  {escape(', '.join(names))}: {escape(why[:1].lower() + why[1:])}")


def _word(verdict: Verdict) -> str:
    style = STYLES.get(verdict.name, "")
    text = f"{MARKS[verdict.name]} {verdict.label}"
    return f"[{style}]{text}[/]" if style else text


def _print_criterion(out: Console, result: CriterionResult, one: Explanation, indent: str) -> None:
    mark = MARKS[result.verdict.name]
    style = STYLES.get(result.verdict.name, "")
    shown = f"[{style}]{mark}[/]" if style else mark
    if result.mode and len(result.children) == 1:
        _print_criterion(out, result.children[0], one, indent)
        return
    if result.mode:
        out.print(f"{indent}{shown} {escape(result.label)}:")
        for child in result.children:
            _print_criterion(out, child, one, indent + "    ")
        return
    figures = f" · {result.found}, cần {result.asked}" if result.found or result.asked else ""
    cited = f" ({clause})" if (clause := _clause(result.citation.text, one)) else ""
    out.print(f"{indent}{shown} {escape(result.label)}{escape(figures)}[dim]{escape(cited)}[/]")
    for record in result.records:
        out.print(f"{indent}    [dim]{escape(record.text)} ({escape(record.id)})[/]")


def _clause(text: str, one: Explanation) -> str:
    """A citation without the article that the foot names anyway."""
    article = _article(one.citation.text) if one.citation else ""
    return text.removesuffix(article).strip() if article else text


def _article(text: str) -> str:
    at = text.rfind("Điều ")
    return text[at:] if at >= 0 else ""


def _print_foot(out: Console, one: Explanation, plan: Plan, *, in_full: bool) -> None:
    for record in one.held_by:
        out.print(f"  Hoãn: {escape(record.text)} [dim]({escape(record.id)})[/]")
    if one.citation is not None:
        known = f" {one.verified_label}, kiểm chứng đến {day(one.verified_to)}." if one.verified_label else ""
        where = f"{escape(one.citation.file)}:{one.citation.line}"
        out.print(f"  [dim]{escape(_article(one.citation.text) or one.citation.text)} ({where}).{known}[/]")
    if one.beyond_verified:
        out.print("  Theo văn bản trước đó, chưa kiểm chứng cho ngày áp dụng này.")
    for sentence in (one.mirror_note, one.incomplete) if in_full else ():
        if sentence:
            out.print(f"  Lưu ý: {escape(sentence)}")
    if one.verdict.name == "MET" or plan.earliest is None:
        return
    out.print(f"  Sớm nhất năm {plan.earliest}" + (", nếu:" if in_full and plan.needs else "."))
    for need in plan.needs if in_full else ():
        out.print(f"    • {escape(need)}")

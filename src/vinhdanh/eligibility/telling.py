"""An explanation in the few words that a table has room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vinhdanh.engine import CriterionResult, Explanation, Verdict
from vinhdanh.engine.wording import sentence

WAYS = 2  # of several ways to an honour: how many are told, the nearest first
LEAVES = 2  # of one way: how many criteria are told
ANSWERS = ("có", "đạt")  # asked for by questions whose found answer says it all


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that is still missing."""

    what: str
    detail: str = ""


def found_words(found: str) -> str:
    """«Có 03 lần liên tục»; what is no figure stands as it is: «Chưa có kết luận»."""
    return f"Có {found}" if _is_figure(found) else sentence(found)


def asked_words(criterion: CriterionResult) -> str:
    """«Cần 03 lần liên tục»; nothing where the answer found says it all."""
    asked = criterion.asked
    if asked.endswith("kết luận"):
        return "" if criterion.verdict == Verdict.MET else f"{sentence(asked)}, máy không tự suy ra"
    return f"Cần {asked}" if asked and asked not in ANSWERS else ""


def _is_figure(text: str) -> bool:
    return any(c.isdigit() for c in text) and not text.startswith(("chưa", "đã", "không"))


def why(explanation: Explanation) -> str:
    """One sentence that says why a verdict is what it is."""
    if explanation.verdict == Verdict.HELD and explanation.held_by:
        return "; ".join(e.text for e in explanation.held_by)
    if explanation.verdict == Verdict.MET:
        told = [_told(leaf) for leaf in _leaves(explanation.criteria) if leaf.verdict == Verdict.MET]
        return "; ".join(told[:WAYS])
    if explanation.verdict in (Verdict.UNMET, Verdict.UNSURE):
        blocking = [c for c in explanation.criteria if c.verdict == explanation.verdict]
        told = [_joined(one) for one in todo(blocking, ways=1)]
        if told:
            return "; ".join(told[:WAYS])
    return explanation.summary.removesuffix(".")


def _joined(one: Todo) -> str:
    return f"{one.what}: {one.detail[:1].lower()}{one.detail[1:]}" if one.detail else one.what


def todo(criteria: Iterable[CriterionResult], *, ways: int = WAYS) -> list[Todo]:
    """What is missing, a line a criterion; several ways as one line with the nearest ones."""
    found: list[Todo] = []
    for criterion in flat(criteria):
        if criterion.verdict == Verdict.MET:
            continue
        if criterion.mode:
            found.append(_ways(criterion, ways))
        else:
            found.append(Todo(criterion.label, _detail(criterion)))
    return found


def flat(criteria: Iterable[CriterionResult]) -> list[CriterionResult]:
    """The criteria without the groups that only say «all of these»."""
    found: list[CriterionResult] = []
    for criterion in criteria:
        if criterion.mode == "all" or (criterion.mode and len(criterion.children) == 1):
            found.extend(flat(criterion.children))
        else:
            found.append(criterion)
    return found


@dataclass(frozen=True, slots=True)
class Ways:
    """The parts of a group: those worth reading, and the ways that a met group did not need."""

    shown: tuple[CriterionResult, ...]
    others: tuple[CriterionResult, ...] = ()


def ways(criterion: CriterionResult) -> Ways:
    """The parts of a group in the order of the law; of a met «any», the ways that met it."""
    if criterion.mode != "any" or criterion.verdict != Verdict.MET:
        return Ways(criterion.children)
    met = tuple(child for child in criterion.children if child.verdict == Verdict.MET)
    return Ways(met, tuple(child for child in criterion.children if child not in met))


def _ways(criterion: CriterionResult, ways: int) -> Todo:
    ordered = sorted(criterion.children, key=_nearness, reverse=True)
    told = "; hoặc ".join(_text(way) for way in ordered[:ways])
    rest = len(ordered) - ways
    return Todo(told + (f"; hoặc {rest} cách khác" if rest > 0 else ""))


def _text(criterion: CriterionResult) -> str:
    """What is open in a criterion: both of an «all», the nearest of an «any»."""
    if criterion.mode == "any":
        nearest = max(criterion.children, key=_nearness)
        return _text(nearest) + (" (hoặc cách khác)" if len(criterion.children) > 1 else "")
    if criterion.mode == "all":
        missing = [child for child in criterion.children if child.verdict != Verdict.MET]
        rest = len(missing) - LEAVES
        told = " và ".join(_text(child) for child in missing[:LEAVES])
        return told + (f" và {rest} điều nữa" if rest > 0 else "")
    return _short(criterion)


def _nearness(criterion: CriterionResult) -> tuple[int, float, bool]:
    """Nearer ways first: a better status, more of it met; a claim that nobody has made comes last."""
    leaves = list(_leaves((criterion,)))
    met = sum(leaf.verdict == Verdict.MET for leaf in leaves)
    claimed = any(leaf.found_low for leaf in leaves) or not any(leaf.found == "chưa nêu" for leaf in leaves)
    return int(criterion.verdict), met / len(leaves) if leaves else 0.0, claimed


def _leaves(criteria: Iterable[CriterionResult]) -> Iterator[CriterionResult]:
    for criterion in criteria:
        if criterion.mode:
            yield from _leaves(criterion.children)
        else:
            yield criterion


def _detail(criterion: CriterionResult) -> str:
    if _is_figure(criterion.found):
        return f"Có {criterion.found}, cần {criterion.asked}"
    return sentence(criterion.found)


def _short(criterion: CriterionResult) -> str:
    detail = f"có {criterion.found}" if _is_figure(criterion.found) else criterion.found
    return f"{criterion.label} ({detail})"


def _told(criterion: CriterionResult) -> str:
    return f"{criterion.label}: {criterion.found}" if _is_figure(criterion.found) else criterion.label

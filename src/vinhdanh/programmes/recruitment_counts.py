"""A round in numbers: counted from the files, or as typed where there are none; and what does not add up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from vinhdanh.engine.facts import Sex
from vinhdanh.programmes.models import Candidate, RecruitmentRound
from vinhdanh.programmes.recruitment_stages import SELECTED
from vinhdanh.programmes.recruitment_types import (
    ASIDE,
    FIGURES,
    PROGRESS,
    SCHOOLING,
    Education,
    Result,
    RoundState,
    Stage,
)

Counts = dict[str, int]
# Of a commune only the steps are told: its two or three selected could be recognised by their quality.
OF_COMMUNES = frozenset({*PROGRESS, *ASIDE})

_SELECTED = Q(stage__in=SELECTED)
_PASSED = {
    "screened": Q(screening=Result.PASSED),
    "examined": Q(exam=Result.PASSED),
    "vetted": Q(vetting=Result.PASSED),
    "rechecked": Q(recheck=Result.PASSED),
    "both": Q(vetting=Result.PASSED, recheck=Result.PASSED),
}
_QUESTIONS: Mapping[str, Q] = {
    "registered": Q(),
    "registered_women": Q(sex=Sex.FEMALE.value),
    **_PASSED,
    "decided": _SELECTED,
    "handed": Q(stage=Stage.HANDED_OVER),
    "reserve": Q(stage=Stage.RESERVE),
    "returned": Q(stage=Stage.RETURNED),
    "replaced": Q(replaces__isnull=False),
    "deferred": Q(stage=Stage.DEFERRED),
    "exempted": Q(stage=Stage.EXEMPTED),
    **{f"edu_{one.value.lower()}": _SELECTED & Q(education=one) for one in Education},
    "party": _SELECTED & Q(party=True),
    "class1": _SELECTED & Q(health_class=1),
    "class2": _SELECTED & Q(health_class=2),
    "class3": _SELECTED & Q(health_class=3),
    "women": _SELECTED & Q(sex=Sex.FEMALE.value),
    "minority": _SELECTED & Q(minority=True),
}
assert _QUESTIONS.keys() == FIGURES.keys()


def counted(round_: RecruitmentRound) -> tuple[Counts, dict[int, Counts]]:
    """Figures of the whole round, and by commune (its key); a figure that nobody typed is left out.

    A whole that was typed stands as typed, even where the communes' sum is another: see ``contradictions``.
    """
    if round_.by_totals or round_.state == RoundState.ERASED:
        return _typed(round_)
    asked = {figure: Count("pk", filter=question) for figure, question in _QUESTIONS.items()}
    files = Candidate.objects.filter(round=round_).order_by()
    rows: Iterable[Any] = files.values("unit").annotate(**asked)
    by_commune: dict[int, Counts] = {row["unit"]: {f: row[f] for f in FIGURES} for row in rows}
    whole = {figure: sum(counts[figure] for counts in by_commune.values()) for figure in FIGURES}
    return whole, by_commune


def _typed(round_: RecruitmentRound) -> tuple[Counts, dict[int, Counts]]:
    whole: Counts = {}
    by_commune: dict[int, Counts] = {}
    for row in round_.totals.all():
        counts = whole if row.unit_id is None else by_commune.setdefault(row.unit_id, {})
        counts[row.figure] = row.count
    return summed(by_commune.values()) | whole, by_commune


def summed(parts: Iterable[Mapping[str, int]]) -> Counts:
    """The sum of each figure over those who have it."""
    total: Counts = {}
    for part in parts:
        for figure, count in part.items():
            total[figure] = total.get(figure, 0) + count
    return {figure: total[figure] for figure in FIGURES if figure in total}


def percent(part: int | None, whole: int | None) -> Fraction | None:
    """Hundredths; None where one of them is not known or there is nothing to reach."""
    return Fraction(100 * part, whole) if part is not None and whole else None


def contradictions(round_: RecruitmentRound) -> list[str]:
    """Numbers of the round that do not add up, each as a sentence. They are said, and never refused."""
    return [*_of_quotas(round_), *_of_steps(counted(round_)[0]), *_of_typed_sums(round_)]


def _of_quotas(round_: RecruitmentRound) -> Iterable[str]:
    for words, rows in (
        ("đơn vị nhận", round_.receivers.aggregate(number=Sum("number"), women=Sum("women"))),
        ("xã, phường", round_.communes.aggregate(number=Sum("number"), women=Sum("women"))),
    ):
        if rows["number"] is not None:
            yield from _apart("Chỉ tiêu", round_.quota, rows["number"], words)
            yield from _apart("Chỉ tiêu nữ", round_.quota_women, rows["women"], words)


def _apart(what: str, whole: int, parts: int, of: str) -> Iterable[str]:
    if whole != parts:
        yield f"{what}: tổng ghi {whole}, cộng các {of} được {parts}, lệch {abs(whole - parts)}."


def _of_typed_sums(round_: RecruitmentRound) -> Iterable[str]:
    """A typed whole beside the sum of the communes. After an erasure both come from the same files."""
    if not round_.by_totals:
        return
    typed = dict(round_.totals.filter(unit=None).values_list("figure", "count"))
    sums = dict(
        round_.totals.exclude(unit=None).values("figure").annotate(n=Sum("count")).values_list("figure", "n")
    )
    for figure in FIGURES:
        if figure in typed and figure in sums:
            yield from _apart(FIGURES[figure], typed[figure], sums[figure], "xã, phường")


_NOT_MORE = (
    ("screened", "registered"),
    ("examined", "screened"),
    ("vetted", "examined"),
    ("rechecked", "examined"),
    ("decided", "vetted"),
    ("decided", "rechecked"),
    ("handed", "decided"),
    ("registered_women", "registered"),
)


def _of_steps(counts: Mapping[str, int]) -> Iterable[str]:
    for later, earlier in _NOT_MORE:
        if later in counts and earlier in counts and counts[later] > counts[earlier]:
            yield (
                f"{FIGURES[later]} {counts[later]} nhiều hơn {FIGURES[earlier].lower()} {counts[earlier]}: "
                "xem lại một trong hai số."
            )
    yield from _of_parts(counts, list(SCHOOLING), "trình độ")
    for figure in ("party", "class1", "women", "minority"):
        if "decided" in counts and counts.get(figure, 0) > counts["decided"]:
            yield f"{FIGURES[figure]} {counts[figure]} nhiều hơn số được tuyển chọn {counts['decided']}."


def _of_parts(counts: Mapping[str, int], parts: Collection[str], what: str) -> Iterable[str]:
    typed = [counts[part] for part in parts if part in counts]
    if typed and "decided" in counts and sum(typed) != counts["decided"]:
        yield (
            f"Cộng theo {what} được {sum(typed)}, số được tuyển chọn là {counts['decided']}, "
            f"lệch {abs(sum(typed) - counts['decided'])}."
        )

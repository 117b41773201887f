"""The year-end reports that an account sees, and one of them: counted now, or as it was issued."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.reports.figures import (
    Block,
    Figure,
    Grid,
    Line,
    Passage,
    Points,
    Section,
    Text,
    TypedOver,
    again,
    figures_of,
)
from vinhdanh.reports.frozen import thawed
from vinhdanh.reports.models import ReportPassage, ReportTypedOver, YearReport
from vinhdanh.reports.outline import COUNTED, PARTS
from vinhdanh.reports.scope import Scope

log = logging.getLogger(__name__)


def reports_visible_to(actor: Account | Operator) -> QuerySet[YearReport]:
    """Every edition of the units that the actor sees, without what the issued ones hold."""
    return YearReport.objects.filter(unit__in=visible_units(actor)).select_related("unit").defer("snapshot")


@dataclass(frozen=True)
class Report:
    """A unit's report of a year as it is read.

    Attributes:
        edition: None where nobody has written in it yet.
        failed: titles of the parts that could not be counted.
        passages: the newest text by passage, with who wrote it.
        typed: what is typed over, by key.
    """

    scope: Scope
    edition: YearReport | None
    sections: tuple[Section, ...]
    failed: tuple[str, ...]
    passages: Mapping[str, ReportPassage]
    typed: Mapping[str, ReportTypedOver]

    @property
    def issued(self) -> bool:
        return self.edition is not None and self.edition.is_issued

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its key, in reading order."""
        return _by_key(self.sections)

    @cached_property
    def blanks(self) -> dict[str, Passage]:
        """Every passage by its code, in reading order."""
        return {one.code: one for section in self.sections for one in _passages(section)}

    @cached_property
    def moved(self) -> dict[str, ReportTypedOver]:
        """What was typed over and has been counted differently since then."""
        found = self.figures
        return {
            key: one
            for key, one in self.typed.items()
            if not self.issued and key in found and found[key].counted != one.counted
        }


def report_of(
    actor: Account | Operator,
    unit: Unit,
    year: int,
    edition: YearReport | None = None,
    *,
    around: str | None = None,
) -> Report:
    """The report of a unit and a year.

    Args:
        edition: which one; the newest by default. An issued one is read as it was issued.
        around: the key of a figure or the code of a passage: of a draft only the part that has it is counted.
    """
    found = edition or YearReport.objects.filter(unit=unit, year=year).order_by("-edition").first()
    passages = newest_passages(found) if found else {}
    typed = {one.key: one for one in found.typed_over.filter(ended=None)} if found else {}
    scope = Scope(actor, unit, year, frozenset(typed))
    if found and found.is_issued and found.snapshot is not None:
        return Report(scope, found, thawed(found.snapshot), (), passages, typed)
    sections, failed = _count(scope) if around is None else _count_around(scope, around)
    texts = {code: one.text for code, one in passages.items()}
    over = {key: _typed(one) for key, one in typed.items()}
    said = tuple(written_in(one, texts, over) for one in sections)
    return Report(scope, found, said, failed, passages, typed)


def counted_now(scope: Scope, key: str) -> Figure | None:
    """A figure as the records stand today; nothing is typed over. None where there is no such figure now."""
    return _by_key(_count_around(scope.anew(), key)[0]).get(key)  # what the scope read earlier may be old


def newest_passages(report: YearReport) -> dict[str, ReportPassage]:
    """The newest text of each passage."""
    return {one.code: one for one in report.passages.order_by("id")}


def versions_of(report: YearReport) -> dict[str, list[ReportPassage]]:
    """Every version of each passage, newest first."""
    found: dict[str, list[ReportPassage]] = {}
    for one in report.passages.order_by("-id"):
        found.setdefault(one.code, []).append(one)
    return found


def _typed(one: ReportTypedOver) -> TypedOver:
    return TypedOver(one.value, one.reason, one.by_name, timezone.localtime(one.at).date())


def _by_key(sections: Sequence[Section]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for section in sections:
        for figure in figures_of(section):
            found.setdefault(figure.key, figure)
    return found


def _count(scope: Scope) -> tuple[list[Section], tuple[str, ...]]:
    """Every part, and the titles of those that could not be counted."""
    counted = [_counted(part, at, scope) for at, part in enumerate(PARTS, 1)]
    failed = tuple(one for one in counted if isinstance(one, str))
    return [_not_counted(one) if isinstance(one, str) else one for one in counted], failed


# Which part had figures and passages whose names begin so: learnt as reports are read.
_seen_in: dict[str, set[int]] = {}


def _count_around(scope: Scope, name: str) -> tuple[list[Section], tuple[str, ...]]:
    """The part that has the figure or the passage of that name; parts that had its like are asked first.

    Then those that count nothing.
    """
    likely = _seen_in.setdefault(name.partition(".")[0], set())
    for at in sorted(range(len(PARTS)), key=lambda at: (at not in likely, PARTS[at] in COUNTED)):
        section = _counted(PARTS[at], at + 1, scope)
        if isinstance(section, Section) and _has(section, name):
            likely.add(at)
            return [section], ()
    return [], ()


def _has(section: Section, name: str) -> bool:
    return name in _by_key([section]) or any(one.code == name for one in _passages(section))


def _counted(part: Callable[[Scope], Section], at: int, scope: Scope) -> Section | str:
    """A part, or where it can't be counted what to call it: the rest of the report stands."""
    try:
        return part(scope)
    except Exception:
        log.exception("part %s of the report of %s, %s", part.__name__, scope.unit.code, scope.year)
        return f"Phần thứ {at}"


def _not_counted(title: str) -> Section:
    said = (
        "Phần này chưa tính được vì có lỗi khi đọc hồ sơ. Các phần khác vẫn đúng; "
        "báo quản trị viên xem nhật ký lỗi của máy chủ."
    )
    return Section(f"loi-{title.rpartition(' ')[2]}", title, (Text((said,)),))


def _passages(section: Section) -> Iterator[Passage]:
    yield from (block for block in section.blocks if isinstance(block, Passage))
    for part in section.parts:
        yield from _passages(part)


# ---- what people wrote, put in its place ------------------------------------------------------------


def written_in(section: Section, texts: Mapping[str, str], over: Mapping[str, TypedOver]) -> Section:
    """The section with texts in its passages and what was typed over in its figures."""

    def figure(one: Figure) -> Figure:
        parts = tuple(figure(part) for part in one.parts)
        return again(replace(one, parts=parts, typed=over.get(one.key)))

    def line(words: Sequence[str | Figure]) -> Line:
        return tuple(figure(one) if isinstance(one, Figure) else one for one in words)

    def block(one: Block) -> Block:
        match one:
            case Text():
                return Text(line(one.line))
            case Points():
                return Points(tuple(line(words) for words in one.lines))
            case Grid():
                return replace(one, rows=tuple(line(row) for row in one.rows))
            case Passage():
                return replace(one, text=texts.get(one.code, one.text))
        return one

    parts = tuple(written_in(part, texts, over) for part in section.parts)
    return replace(section, blocks=tuple(block(one) for one in section.blocks), parts=parts)

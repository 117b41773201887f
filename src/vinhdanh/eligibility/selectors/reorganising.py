"""What a decision about units would do: tried out in a transaction that is undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from vinhdanh.access.models import RoleAssignment
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.engine.facts import Level
from vinhdanh.engine.wording import LEVELS, sentence
from vinhdanh.people.models import Unit, YearRating

YEARS = 6  # of ratings that the picture shows
# Verbs of the journal → what a line of the preview says.
_WORDS = {
    "people.member_moved": "{} lượt người chuyển đơn vị, quá trình cũ giữ nguyên",
    "people.unit_moved": "{} đơn vị trực thuộc chuyển sang cấp trên mới",
    "people.household_moved": "{} hộ gia đình đổi đơn vị theo dõi",
    "people.transfer_redirected": "{} đề nghị điều chuyển, biệt phái đi theo đơn vị mới",
    "people.unit_added": "{} đơn vị mới được lập",
}


@dataclass(frozen=True, slots=True)
class YearLine:
    """One past year: the level of each old unit, and what the successor gets."""

    year: int
    levels: tuple[str, ...]
    carried: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow."""

    lines: tuple[str, ...]
    units: tuple[Unit, ...]  # whose years are carried on
    years: tuple[YearLine, ...]
    grants: int  # honours of theirs in force
    roles: int  # given on units that would end, to be given anew by somebody
    into: Unit


def tried(do: Callable[[], Unit], old: Sequence[Unit]) -> Preview:
    """Do it, look, and undo it.

    Args:
        do: the act; returns the unit that carries on.
        old: units whose years it carries on.

    Raises:
        ValidationError: the act is refused, with the service's own words.
        PermissionDenied: likewise.
    """
    with transaction.atomic():
        before = JournalEntry.objects.count()
        into = do()
        done = Counter(JournalEntry.objects.filter(number__gt=before).values_list("verb", flat=True))
        ended = Unit.objects.filter(pk__in=[unit.pk for unit in old]).exclude(valid_to=None)
        codes = list(ended.values_list("code", flat=True))
        alone = not done["people.unit_split"] and _new(into)
        roles = RoleAssignment.objects.filter(unit_code__in=codes, valid_to=None).count()
        transaction.set_rollback(True)
    grants = Grant.objects.in_force().filter(unit__in=list(old)).count()
    lines = tuple(words.format(done[verb]) for verb, words in _WORDS.items() if done[verb])
    years = _years(old, alone or len(old) == 1) if old else ()
    return Preview(lines, tuple(old), tuple(years), grants, roles, into)


def _new(unit: Unit) -> bool:
    """Whether the unit begins with the act: then the past of the old ones is its only past."""
    return unit.origins.filter(on=unit.valid_from).exists() if unit.valid_from else False


def _years(old: Sequence[Unit], alone: bool) -> list[YearLine]:
    ratings: dict[int, dict[int, int | None]] = {}
    for unit, year, level in YearRating.objects.filter(unit__in=list(old)).values_list(
        "unit", "year", "level"
    ):
        ratings.setdefault(year, {})[unit] = level
    lines = []
    for year in sorted(ratings, reverse=True)[:YEARS]:
        levels = [ratings[year].get(unit.pk) for unit in old]
        known = [level for level in levels if level is not None]
        if not known:
            continue
        if len(known) < len(levels) or not alone:
            carried = "chưa chắc, người có thẩm quyền kết luận"
        else:
            same = len(set(known)) == 1
            carried = ("" if same else "ít nhất ") + LEVELS[Level(min(known))]
        words = tuple(sentence(LEVELS[Level(v)]) if v is not None else "–" for v in levels)
        lines.append(YearLine(year, words, sentence(carried)))
    return lines

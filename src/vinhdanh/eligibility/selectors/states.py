"""Dated states of a person (leave, study, secondment) and what the assessment makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from vinhdanh.eligibility.books import law
from vinhdanh.engine import AbsenceKind, Block
from vinhdanh.engine.durations import whole_months
from vinhdanh.engine.wording import LEVELS, UNASSESSED, sentence
from vinhdanh.people.classing import Scale
from vinhdanh.people.classing.exempting import OnRecord, find_exemption
from vinhdanh.people.classing_scales import parsed
from vinhdanh.people.models import Absence, Period, Person, YearRating

# How the gap of the law names states that no principle covers.
_IN_GAPS = {AbsenceKind.STUDY: "đi học", AbsenceKind.SECONDMENT: "biệt phái"}
_OPEN = "Máy không tự tính, cũng không tự ngắt chuỗi năm liên tục: chuỗi qua năm này là chưa đủ căn cứ."
MOST_YEARS = 6  # a state that runs on is told up to here


@dataclass(frozen=True, slots=True)
class YearEffect:
    """What one year says of a person who was in the state."""

    year: int
    level: str  # as on record, or why there is none
    counts: str  # what a chain of years makes of it


@dataclass(frozen=True, slots=True)
class LawWord:
    """What the law says of the state, with its article; a gap says that the program does not know yet."""

    statement: str
    instrument: str
    slug: str
    name: str
    verified: str  # empty for a gap
    why: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """One dated state with its effects."""

    title: str
    start: date
    end: date | None
    basis: str
    months: str  # what the monthly classing makes of it; empty where nothing classes the person
    years: tuple[YearEffect, ...]
    law: tuple[LawWord, ...]
    absence: Absence | None = None  # None: the files say it by themselves (newly recruited)

    @property
    def running(self) -> bool:
        return self.end is None or self.end >= timezone.localdate()


def states_of(person: Person) -> list[State]:
    """Every state on record, the newest first, and the time after joining where a scale exempts it."""
    scale = _scale(person)
    ratings = {one.year: one for one in YearRating.objects.filter(person=person)}
    found = [
        State(
            one.get_kind_display(),
            one.start,
            one.end,
            one.basis,
            _month_words(scale, OnRecord(absences=[(one.kind, (one.start, one.end))]), one.start, one.end),
            tuple(_years(one.start, one.end, ratings)),
            tuple(_law(one.kind)),
            one,
        )
        for one in person.absences.select_related("transfer")
    ]
    recruit = _recruit(person, scale)
    return sorted([*found, *([recruit] if recruit else [])], key=lambda state: state.start, reverse=True)


def _recruit(person: Person, scale: Scale | None) -> State | None:
    """The months after joining that the scale does not class, while they are of this year or the last."""
    if person.joined is None or scale is None:
        return None
    months = max((one.first_months for one in scale.exemptions.values()), default=0)
    today = timezone.localdate()
    if not months or person.joined.year < today.year - 1:
        return None
    end = person.joined
    while whole_months(person.joined, end) < months:
        end += timedelta(days=1)
    end -= timedelta(days=1)
    words = _month_words(scale, OnRecord(joined=person.joined), person.joined, end)
    return State("Mới tuyển dụng", person.joined, end, "theo ngày vào ngành", words, (), ())


def _scale(person: Person) -> Scale | None:
    """The monthly scale by which people of the force were classed last; None where nobody opened a month."""
    for period in Period.objects.select_related("scale").order_by("-last")[:12]:
        scale = parsed(period.scale)
        if person.force in scale.forces and scale.monthly:
            return scale
    return None


def _month_words(scale: Scale | None, record: OnRecord, start: date, end: date | None) -> str:
    if scale is None:
        return ""
    until = min(end or timezone.localdate(), timezone.localdate() + timedelta(days=366))
    touched, exempt = 0, None
    off, first_off, last_off = 0, start, start
    month = start.replace(day=1)
    while month <= until:
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        touched += 1
        ground = find_exemption(scale, month, last, record)
        if ground is not None:
            exempt = ground.exemption
            first_off, last_off, off = (first_off if off else month), month, off + 1
        month = last + timedelta(days=1)
    if exempt is None:
        return f"{scale.short}: vẫn phân loại tháng như thường."
    span = f"{first_off:%m/%Y}" + (f"–{last_off:%m/%Y}" if off > 1 else "")
    if not exempt.assessed:
        return f"{scale.short}: không phân loại {off} tháng ({span})."
    kept = [] if exempt.counted else ["không tính vào hạn mức"]
    kept += [] if exempt.lowered else ["không bị hạ khi vượt hạn mức"]
    said = ", ".join(kept) or "tính như thường"
    return f"{scale.short}: {off} tháng ({span}) vẫn phân loại, {said}."


def _years(start: date, end: date | None, ratings: dict[int, YearRating]) -> list[YearEffect]:
    last = min((end or timezone.localdate()).year, start.year + MOST_YEARS)
    found = []
    for year in range(start.year, last + 1):
        rating = ratings.get(year)
        if rating is not None and rating.level is not None:
            level = next(words for value, words in LEVELS.items() if value.value == rating.level)
            found.append(YearEffect(year, sentence(level), "Tính như mọi năm có xếp loại."))
            continue
        reason = next((w for v, w in UNASSESSED.items() if rating and v.value == rating.unassessed), "")
        said = f"Không xếp loại: {reason}" if reason else "Chưa có xếp loại"
        found.append(YearEffect(year, said, _OPEN))
    return found


def _law(kind: str) -> list[LawWord]:
    """Principles in force that name the state; for the others the gap that says what is not known."""
    book, today = law(), timezone.localdate()
    found = [
        _word(block)
        for block in book.blocks("principle", today)
        if block.data.get("absence") == kind and block.article.instrument.kind == "national"
    ]
    name = _IN_GAPS.get(AbsenceKind(kind))
    if found or name is None:
        return found
    return [_word(block) for block in book.blocks("gap", today) if name in block.statement.lower()]


def _word(block: Block) -> LawWord:
    article = block.article
    where = f"{block.clause} {article.name}" if block.clause else article.name
    return LawWord(
        block.statement,
        article.instrument.key,
        article.slug,
        f"{where} {article.instrument.short}",
        str(block.data.get("verified") or ""),
        str(block.data.get("why") or "") if block.kind == "gap" else "",
    )

"""A career as a picture: years on x, one lane per kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import groupby, zip_longest

from django.utils.safestring import SafeString

from vinhdanh.documents.svg import circle, line, path, rect, text, text_width, titled
from vinhdanh.eligibility.types import Career, Lane, Mark, Sign, Stretch
from vinhdanh.engine.facts import Level
from vinhdanh.engine.wording import LEVELS
from vinhdanh.web.charts.svg import picture

WIDE, SMALL = 1112, 336  # pixels, so that 12 px text stays 12 px
MOST_YEARS, LEAST_YEARS, SMALL_YEARS = 20, 10, 8
_LANE = 39
_MARK, _GAP = 14, 2  # width of one sign, and the space between two of one year
_LETTERS = {Level.FAILED: "KHT", Level.COMPLETED: "HT", Level.GOOD: "T", Level.EXCELLENT: "XS"}
_BOXES = {Level.GOOD: "tl-t", Level.EXCELLENT: "tl-xs"}


def timeline(career: Career, *, width: int = WIDE) -> SafeString:
    """The picture at a real pixel width; narrow ones show the last eight years.

    A streak is a thick link between consecutive years with its true length written above it, years before
    the picture's first included; a gap has no link. A label that finds no room is shortened, then left
    out: the sign keeps it as its title, and the page's tables hold every record.
    """
    return _Timeline(career, width).draw()


def runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """Unbroken runs of calendar years, as (first, last)."""
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and year == found[-1][1] + 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def describe(career: Career) -> str:
    """The picture in words, for those who do not see it."""
    best = [year for year, level, _ in career.ratings if level is Level.EXCELLENT and year <= career.year]
    said = [f"Hoàn thành xuất sắc: {_years(best)}"]
    for lane in career.lanes:
        said.append(f"{lane.label}: {_years(s.year for s in lane.signs if s.year <= career.year)}")
    said.append("Kỷ luật, tạm hoãn: " + ("; ".join(map(_dated, career.troubles)) or "không có"))
    return ". ".join(said) + "."


def _years(years: Iterable[int]) -> str:
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs(years)) or "không có"


def _dated(stretch: Stretch) -> str:
    end = f"đến {stretch.end:%d/%m/%Y}" if stretch.end else "đến nay"
    return f"{stretch.text}, từ {stretch.start:%d/%m/%Y} {end}"


@dataclass
class _Timeline:
    career: Career
    width: int
    out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.small = self.width < 600
        self.left, self.right = (96.0, self.width - 4.0) if self.small else (148.0, self.width - 8.0)
        self.last = self.career.year
        reach = self.last - self.career.first_year + 1
        years = SMALL_YEARS if self.small else min(max(reach, LEAST_YEARS), MOST_YEARS)
        self.first = self.last - years + 1
        self.step = (self.right - self.left) / years

    def x(self, year: int) -> float:
        """The middle of a year's column."""
        return self.left + (year - self.first + 0.5) * self.step

    def at(self, day: date) -> float:
        """Where a day lies, kept inside the picture."""
        years = day.year - self.first + (day.timetuple().tm_yday - 1) / 366
        return min(max(self.left + years * self.step, self.left), self.right)

    def shown(self, year: int) -> bool:
        return self.first <= year <= self.last

    def draw(self) -> SafeString:
        career = self.career
        ranked = bool(career.ranks)
        y = 46.0 if ranked else 37.0
        self._name("Chức vụ, cấp bậc" if ranked and not self.small else "Chức vụ", y)
        self._stretches(career.posts, 28, "tl-post", "tl-post2")
        self._stretches(career.ranks, 48, "tl-rank", "tl-rank")
        y += 52 if ranked else 45
        self._lane("Xếp loại năm", y)
        self._ratings(y)
        for lane in career.lanes:
            y += _LANE
            self._lane(lane.short if self.small else lane.label, y)
            if lane.streak:
                self._streaks(lane, y)
            else:
                self._signs(lane.signs, y)
        y += _LANE
        self._lane("Kỷ luật, hoãn" if self.small else "Kỷ luật, tạm hoãn", y)
        self._spans(career.troubles, y - 4, "tl-bad")
        if not career.troubles:
            self.out.append(text("tx-s", self.left + 8, y + 4, "Không có"))
        if career.absences:
            y += 17
            self._spans(career.absences, y - 4, "tl-lv")
        return self._frame(y + 18)

    def _frame(self, height: float) -> SafeString:
        key = "s" if self.small else "l"
        back = [rect("tl-now", self.x(self.last) - self.step / 2, 0, self.step, height)]
        for year in range(self.first, self.last + 1):
            edge = self.x(year) - self.step / 2
            marked = year % 5 == 0 and not self.small
            full = year in (self.first, self.last) or marked
            name = str(year) if full and self.step >= 28 else f"’{year % 100:02d}"
            kind = "tx-red" if year == self.last else "tx-b" if marked else ""
            back.append(line("s-line", edge, 22, edge, height - 8))
            back.append(text(f"m {kind}".strip(), self.x(year), 15, name))
        title = f"Quá trình công tác và khen thưởng của {self.career.name}, {self.first}–{self.last}"
        words = [
            f'<title id="tl-t{key}">{escape(title)}</title>',
            f'<desc id="tl-d{key}">{escape(describe(self.career))}</desc>',
        ]
        return picture(
            f'class="chart tl tl-{key}" viewBox="0 0 {self.width} {height:.0f}" role="img"'
            f' aria-labelledby="tl-t{key} tl-d{key}"',
            [*words, *back, *self.out],
        )

    def _name(self, name: str, y: float) -> None:
        self.out.append(text("e tl-lane", self.left - (8 if self.small else 14), y + 4, name))

    def _lane(self, name: str, y: float) -> None:
        self.out.append(line("s-line", self.left, y, self.right, y))
        self._name(name, y)

    def _stretches(self, stretches: Sequence[Stretch], top: float, plain: str, strong: str) -> None:
        """Boxes side by side; where two overlap, the newer one covers the older."""
        ordered = sorted((s for s in stretches if s.start.year <= self.last), key=lambda s: s.start)
        for stretch, later in zip_longest(ordered, ordered[1:]):
            x0 = self.at(stretch.start)
            x1 = self.at(stretch.end) if stretch.end else self.right
            x1 = min(x1, self.at(later.start)) if later else x1
            if x1 - x0 < 2:
                continue
            box = rect(strong if stretch.strong else plain, x0 + 1, top, x1 - x0 - 2, 17, 2)
            self.out.append(titled(_dated(stretch), box))
            fits = (t for t in (stretch.text, stretch.short) if t and text_width(t) <= x1 - x0 - 10)
            if said := next(fits, ""):
                self.out.append(text("tx-s tl-st", x0 + 6, top + 12.5, said))

    def _ratings(self, y: float) -> None:
        width = min(24.0 if self.small else 30.0, self.step - 3)
        for year, level, reason in self.career.ratings:
            if not self.shown(year):
                continue
            if level is None:
                box, letters, said = "tl-o", "–" if reason else "?", reason or "chưa có xếp loại"
            else:
                box, letters, said = _BOXES.get(level, "tl-o"), _LETTERS[level], LEVELS[level]
            self.out.append(
                titled(
                    f"{year}: {said}",
                    rect(box, self.x(year) - width / 2, y - 10, width, 20, 3),
                    text("m tl-xst" if box == "tl-xs" else "m", self.x(year), y + 4.5, letters),
                )
            )

    def _streaks(self, lane: Lane, y: float) -> None:
        cls, radius, rise = ("tl-cs", 7.0, 13) if lane.strong else ("tl-cstt", 4.5, 10)
        held = {s.year: s for s in lane.signs if s.year <= self.last}
        busy = self.left
        for start, stop in runs(held):
            if stop < self.first:
                continue
            if stop > start:
                begin = self.x(start) if start >= self.first else self.left
                self.out.append(line(f"{cls}-ln", begin, y, self.x(stop), y))
                busy = self._streak_label(lane, start, stop, y - rise, busy)
            for year in range(max(start, self.first), stop + 1):
                self.out.append(titled(f"{year}: {held[year].text}", circle(cls, self.x(year), y, radius)))
        if lane.considered and self.last not in held:
            self._considered(lane, y, radius, linked=self.last - 1 in held and self.shown(self.last - 1))

    def _streak_label(self, lane: Lane, start: int, stop: int, y: float, busy: float) -> float:
        """Write a streak's true length above it; returns how far the line of labels is taken."""
        length = stop - start + 1
        current = stop >= self.last - 1
        texts = [f"{length} năm"]
        if current:
            texts.insert(0, f"{length} năm liền")
            if start < self.first or not lane.strong:
                texts.insert(0, f"{length} năm liền, từ {start}")
        size, cls = (12.0, "tx-b m") if current and lane.strong else (11.0, "tx-s m")
        middle = (max(self.x(start), self.left) + self.x(stop)) / 2
        for words in texts:
            half = text_width(words, size) / 2
            x = min(max(middle, self.left + half + 2), self.right - half)
            if x - half >= busy:
                self.out.append(text(cls, x, y, words))
                return x + half + 6
        return busy

    def _considered(self, lane: Lane, y: float, radius: float, *, linked: bool) -> None:
        year, ring = self.last, 8.0 if lane.undecided else radius
        if linked:
            self.out.append(line("tl-wl", self.x(year - 1) + radius + 1, y, self.x(year) - ring - 1, y))
        said = "chưa đủ căn cứ" if lane.undecided else "đang xét"
        signs = [circle("tl-want", self.x(year), y, ring)]
        if lane.undecided:
            signs.append(text("m tx-unsure", self.x(year), y + 4, "?"))
        self.out.append(titled(f"{year}: {said}", *signs))

    def _signs(self, signs: Sequence[Sign], y: float) -> None:
        visible = sorted((s for s in signs if self.shown(s.year)), key=lambda s: s.year)
        room = max(1, int((self.step - _GAP) // (_MARK + _GAP)))
        groups = [list(group) for _, group in groupby(visible, key=lambda s: s.year)]
        halves = [(min(len(group), room) * (_MARK + _GAP) - _GAP) / 2 for group in groups]
        busy = self.left + 2
        for k, (group, half) in enumerate(zip(groups, halves, strict=True)):
            x = self.x(group[0].year)
            drawn = group[:room]
            for position, sign in enumerate(drawn):
                told = sign.text if len(drawn) == len(group) else "; ".join(s.text for s in group)
                shape = _shape(sign.mark, x - half + _MARK / 2 + position * (_MARK + _GAP), y)
                self.out.append(titled(f"{sign.year}: {told}", shape))
            until = self.x(groups[k + 1][0].year) - halves[k + 1] - 4 if k + 1 < len(groups) else self.right
            busy = self._beside(_labels(group, len(drawn)), x - half, x + half, busy, until, y + 4)

    def _beside(
        self, texts: Sequence[str], lo: float, hi: float, busy: float, until: float, y: float
    ) -> float:
        """Write the first of ``texts`` that fits right or left of what stands from ``lo`` to ``hi``.

        Left of it the line is taken up to ``busy``, right of it from ``until``. Returns the new ``busy``.
        """
        for words in texts:
            width = text_width(words)
            if hi + 4 + width <= until:
                self.out.append(text("tx-s", hi + 4, y, words))
                return hi + 8 + width
            if lo - 4 - width >= busy:
                self.out.append(text("tx-s e", lo - 4, y, words))
                break
        return hi + 4

    def _spans(self, spans: Sequence[Stretch], top: float, cls: str) -> None:
        ordered = sorted(
            (s for s in spans if s.start.year <= self.last and (s.end is None or s.end.year >= self.first)),
            key=lambda s: s.start,
        )
        busy = self.left + 2
        for span, later in zip_longest(ordered, ordered[1:]):
            lo = self.at(span.start)
            hi = max(self.at(span.end) if span.end else self.right, lo + 4)
            self.out.append(titled(_dated(span), rect(cls, lo, top, hi - lo, 8, 1)))
            until = self.at(later.start) - 4 if later else self.right
            texts = [t for t in (span.text, span.short) if t]
            busy = self._beside(texts, lo, hi, busy, until, top + 8)


def _labels(group: Sequence[Sign], drawn: int) -> list[str]:
    """What may be written beside the signs of one year, longest first."""
    full = list(dict.fromkeys(s.text for s in group))
    short = list(dict.fromkeys(s.short or s.text for s in group))
    texts = [", ".join(full), ", ".join(short)]
    if len(group) > 1 and len(full) == 1:
        texts = [f"{len(group):02d}, {full[0]}", f"{len(group):02d}, {short[0]}"]
    return texts if drawn == len(group) else [*texts, f"×{len(group)}"]


def _shape(mark: Mark, x: float, y: float) -> str:
    match mark:
        case Mark.CERTIFICATE:
            return rect("tl-bk", x - 7, y - 7, 14, 14, 1)
        case Mark.CITATION:
            return rect("tl-gk", x - 6, y - 6, 12, 12, 1)
        case Mark.MEDAL:
            ribbon = path("tl-med", f"M{x - 6:.1f} {y - 10:.1f} h12 v6 l-6 5 l-6 -5z")
            return ribbon + circle("tl-med", x, y + 5, 5.5)
        case Mark.WORK:
            return path("tl-sk", f"M{x:.1f} {y - 8:.1f} l8 8 l-8 8 l-8 -8z")
        case Mark.TITLE:
            return circle("tl-cs", x, y, 7)

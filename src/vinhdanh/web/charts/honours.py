"""Books of honour as timelines, and tallies as bars and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

from vinhdanh.awards.selectors.books import Book, Lane, Mark, Sign
from vinhdanh.awards.selectors.tallies import Tally
from vinhdanh.documents.svg import circle, line, path, rect, text, titled
from vinhdanh.web.charts.career import LEAST_YEARS, MOST_YEARS, SMALL_YEARS, runs
from vinhdanh.web.charts.svg import picture

_SCALE, _BAR = 1000, 10
_LANE, _TOP = 36, 44
_SIGN = 16  # width of one sign with the space beside it
COLUMNS_SHOWN = 14  # years
_COLUMN, _HEIGHT = 22, 150  # of the columns: width, and height of the tallest
# Kinds of recipients in the order of the bars, and their colours.
FILLS = (
    ("persons", "f-act", "Cá nhân"),
    ("units", "f-gold", "Tập thể"),
    ("households", "f-ink", "Hộ gia đình"),
)


# ---- the book -------------------------------------------------------------------------------------


def book_timeline(book: Book, name: str, *, width: int) -> SafeString:
    """A book's lanes over the years. Narrow ones show the last eight; a cross marks what no longer stands."""
    small = width < 600
    left, right = (104.0, width - 4.0) if small else (196.0, width - 8.0)
    last = max(book.years, default=0)
    reach = last - min(book.years, default=last) + 1
    count = SMALL_YEARS if small else min(max(reach, LEAST_YEARS), MOST_YEARS)
    first, step = last - count + 1, (right - left) / count
    out = [_years(first, last, left, step, _TOP + _LANE * (len(book.lanes) - 1) + 20, small)]
    for at, lane in enumerate(book.lanes):
        y = _TOP + _LANE * at
        out.append(line("s-line", left, y, right, y))
        label = lane.short if small else lane.label
        out.append(text("e tl-lane", left - (8 if small else 14), y + 4, label))
        out.append(_signs(lane, first, left, step, y))
    height = _TOP + _LANE * (len(book.lanes) - 1) + 24
    key = "bs" if small else "bl"
    words = [
        f'<title id="{key}-t">{escape(f"Khen thưởng của {name}, {first}–{last}")}</title>',
        f'<desc id="{key}-d">{escape(described(book))}</desc>',
    ]
    return picture(
        f'class="chart tl tl-{key[-1]}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{key}-t {key}-d"',
        [*words, *out],
    )


def described(book: Book) -> str:
    """The picture in words, for those who do not see it."""

    def years(signs: Iterable[Sign]) -> str:
        spans = runs(sign.year for sign in signs if not sign.gone)
        return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans) or "không có"

    return ". ".join(f"{lane.label}: {years(lane.signs)}" for lane in book.lanes) + "."


def _years(first: int, last: int, left: float, step: float, height: float, small: bool) -> str:
    out = []
    for year in range(first, last + 1):
        x = left + (year - first) * step
        full = year in (first, last) or (year % 5 == 0 and not small)
        name = str(year) if full and step >= 28 else f"’{year % 100:02d}"
        out.append(line("s-line", x, 22, x, height - 8))
        out.append(text("m tx-b" if year == last else "m", x + step / 2, 15, name))
    return "".join(out)


def _signs(lane: Lane, first: int, left: float, step: float, y: float) -> str:
    """A lane's signs; consecutive years of a title are linked, and the link says how many they are."""

    def x(year: int) -> float:
        return left + (year - first + 0.5) * step

    out = []
    standing = [sign.year for sign in lane.signs if not sign.gone]
    for start, stop in runs(standing) if lane.streak else ():
        if stop > start and stop >= first:
            cls = "tl-cs-ln" if lane.mark is Mark.HIGH else "tl-cstt-ln"
            begin = x(start) if start >= first else left
            out.append(line(cls, begin, y, x(stop), y))
            out.append(text("tx-s m", (begin + x(stop)) / 2, y - 10, f"{stop - start + 1} năm liền"))
    by_year: dict[int, list[Sign]] = {}
    for sign in lane.signs:
        by_year.setdefault(sign.year, []).append(sign)
    room = max(1, int(step // _SIGN))
    for year, signs in by_year.items():
        if year < first:
            continue
        shown = signs[:room]
        at_x = x(year) - (len(shown) - 1) * _SIGN / 2
        for at, sign in enumerate(shown):
            told = sign.text if at < room - 1 or len(signs) <= room else "; ".join(s.text for s in signs[at:])
            out.append(titled(f"{year}: {told}", _shape(lane.mark, at_x + at * _SIGN, y, sign.gone)))
        if len(signs) > 1:
            out.append(text("tx-s m", x(year), y + 19, f"{len(signs)} lượt"))
    return "".join(out)


def _shape(mark: Mark, x: float, y: float, gone: bool) -> str:
    match mark:
        case Mark.HIGH:
            drawn = circle("tl-cs", x, y, 6.5)
        case Mark.TITLE:
            drawn = circle("tl-cstt", x, y, 5)
        case Mark.CERTIFICATE:
            drawn = rect("tl-bk", x - 6, y - 6, 12, 12, 1)
        case Mark.CITATION:
            drawn = rect("tl-gk", x - 5.5, y - 5.5, 11, 11, 1)
        case Mark.MEDAL:
            ribbon = path("tl-med", f"M{x - 5:.1f} {y - 9:.1f} h10 v5 l-5 4 l-5 -4z")
            drawn = ribbon + circle("tl-med", x, y + 4, 5)
    cross = f"M{x - 7:.1f} {y - 7:.1f} l14 14 m0 -14 l-14 14"
    return drawn + path("tl-gone", cross) if gone else drawn


# ---- tallies --------------------------------------------------------------------------------------


def tally_bar(row: Tally, top: int) -> SafeString:
    """Occasions of people, units and households as one bar; ``top`` is the longest row's number."""
    parts, at = [], 0.0
    for name, cls, _ in FILLS:
        times = getattr(row, name).times
        if times and top:
            width = max(_SCALE * times / top, 4)
            parts.append(rect(cls, at, 0, width, _BAR))
            at += width
    return picture(
        f'class="bar" viewBox="0 0 {_SCALE} {_BAR}" preserveAspectRatio="none" aria-hidden="true"', parts
    )


def year_columns(rows: Sequence[Tally]) -> SafeString:
    """Two columns a year, people and collectives, each with its own scale and its number above it.

    Only the last years are drawn; the table under the picture has them all.
    """
    rows = rows[-COLUMNS_SHOWN:]
    room = 2 * _COLUMN + 30
    width = max(room * len(rows) + 20, 320)
    people = max((row.persons.times for row in rows), default=0) or 1
    units = max((row.units.times for row in rows), default=0) or 1
    base = 24 + _HEIGHT
    out = [line("s-line2", 0, base, width, base)]
    for at, row in enumerate(rows):
        x = 10 + at * room + 15
        for shift, times, most, cls in (
            (0, row.persons.times, people, "f-act"),
            (_COLUMN + 2, row.units.times, units, "f-gold"),
        ):
            height = _HEIGHT * times / most
            bar = rect(cls, x + shift, base - height, _COLUMN, max(height, 1 if times else 0))
            out.append(titled(f"{row.title}: {times} lượt", bar))
            if times:
                out.append(text("tx-s m", x + shift + _COLUMN / 2, base - height - 5, _number(times)))
        out.append(text("m", x + _COLUMN + 1, base + 18, row.title))
    said = "; ".join(
        f"{row.title}: {row.persons.times} lượt cá nhân, {row.units.times} lượt tập thể" for row in rows
    )
    return picture(
        f'class="chart cols-y" viewBox="0 0 {width} {base + 28}" role="img" aria-label="{escape(said)}"', out
    )


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")

"""Criteria about a subject's own years: ratings, titles, honours, works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from vinhdanh.engine.context import PLANES, Context, Evidence
from vinhdanh.engine.facts import Level, Merit, WorkKind, WorkScope
from vinhdanh.engine.predicates.criteria import Leaf
from vinhdanh.engine.wording import LEVELS, WORK_KINDS, WORK_SCOPES, between, count, either
from vinhdanh.engine.words import (
    FULL,
    Number,
    Word,
    after_first,
    bit,
    has_run,
    popcount,
    run_mask,
    three_valued,
    upto,
    window,
)


def since_mask(context: Context, since: tuple[str, ...], without: frozenset[Merit]) -> Word:
    """Years after the one in which the earliest of the honours was decided."""
    return after_first(context.given(since, without) & upto(context.year)) if since else FULL


@dataclass(frozen=True, kw_only=True)
class Rating(Leaf):
    """The level of the review year."""

    counts: ClassVar[bool] = False
    level: Level

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = context.rating(self.level)
        year = bit(context.year)
        return popcount(low & year), popcount(high & year)

    def status(self, context: Context) -> Any:
        low, high = context.rating(self.level)
        year = bit(context.year)
        return three_valued((low & year) != 0, (high & year) != 0)

    def asked_for(self, context: Context) -> Number:
        return 1

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.rating_records(bit(context.year))
        return found

    def title(self) -> str:
        return (
            f"Xếp loại năm từ {LEVELS[self.level]}"
            if self.level < Level.EXCELLENT
            else (f"Xếp loại năm {LEVELS[self.level]}")
        )

    def found(self, low: int, high: int) -> str:
        return {(1, 1): "đạt mức này", (0, 0): "dưới mức này"}.get((low, high), "chưa xếp loại hoặc chưa rõ")

    def asked(self, asked: int) -> str:
        return f"từ {LEVELS[self.level]}" if self.level < Level.EXCELLENT else LEVELS[self.level]


@dataclass(frozen=True, kw_only=True)
class RatingRun(Leaf):
    """Consecutive years at a level, ending in the review year."""

    level: Level
    years: int
    since: tuple[str, ...] = ()
    without: frozenset[Merit] = frozenset()

    def _words(self, context: Context) -> tuple[Word, Word]:
        low, high = context.rating(self.level)
        if not self.since:
            return low, high
        mask = since_mask(context, self.since, self.without)
        return low & mask, high & mask

    def status(self, context: Context) -> Any:
        low, high = self._words(context)
        return three_valued(has_run(low, context.year, self.years), has_run(high, context.year, self.years))

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self._words(context)
        return popcount(run_mask(low, context.year)), popcount(run_mask(high, context.year))

    def asked_for(self, context: Context) -> Number:
        return self.years

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        _, high = self._words(context)
        found: tuple[Evidence, ...] = context.rating_records(run_mask(high, context.year))
        return found

    def title(self) -> str:
        after = " sau lần khen trước" if self.since else ""
        return f"{count(self.years)} năm liên tục {LEVELS[self.level]} trở lên{after}".replace(
            "xuất sắc nhiệm vụ trở lên", "xuất sắc nhiệm vụ"
        )

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} năm liên tục"

    def asked(self, asked: int) -> str:
        return f"{count(asked)} năm liên tục"


@dataclass(frozen=True, kw_only=True)
class TitleRun(Leaf):
    """Consecutive years with a title (or, where the text says so, a level)."""

    times: int
    names: tuple[str, ...]
    or_level: Level | None = None
    without: frozenset[Merit] = frozenset()
    ending_before: bool = False  # reading: the run ends in the year before the review year

    def _words(self, context: Context) -> tuple[Word, Word]:
        low, high = context.honour(self.honours, self.without)
        if self.or_level is not None:
            rated_low, rated_high = context.rating(self.or_level)
            low, high = low | rated_low, high | rated_high
        return low, high

    def _end(self, context: Context) -> int:
        return context.year - 1 if self.ending_before else context.year

    def status(self, context: Context) -> Any:
        low, high = self._words(context)
        end = self._end(context)
        return three_valued(has_run(low, end, self.times), has_run(high, end, self.times))

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self._words(context)
        end = self._end(context)
        return popcount(run_mask(low, end)), popcount(run_mask(high, end))

    def asked_for(self, context: Context) -> Number:
        return self.times

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        _, high = self._words(context)
        years = run_mask(high, self._end(context))
        found: tuple[Evidence, ...] = context.grant_records(self.honours, years, self.without)
        return found if self.or_level is None else (*found, *context.rating_records(years))

    def title(self) -> str:
        other = f" hoặc {LEVELS[self.or_level]}" if self.or_level is not None else ""
        return f"{either(self.names)}{other} {count(self.times)} lần liên tục"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} lần liên tục"

    def asked(self, asked: int) -> str:
        return f"{count(asked)} lần liên tục"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.honours)


@dataclass(frozen=True, kw_only=True)
class HonourCount(Leaf):
    """Distinct years with an honour; ``at_most`` turns the question around (never held)."""

    times: int
    names: tuple[str, ...]
    within: int | None = None
    since: tuple[str, ...] = ()
    without: frozenset[Merit] = frozenset()
    never: bool = False

    def _words(self, context: Context) -> tuple[Word, Word]:
        mask = upto(context.year) & since_mask(context, self.since, self.without)
        if self.within is not None:
            mask = mask & window(context.year - self.within + 1, context.year)
            low, high = context.honour(self.honours, self.without)
        else:
            low = high = context.held(self.honours, self.without)
        return low & mask, high & mask

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self._words(context)
        return popcount(low), popcount(high)

    def asked_for(self, context: Context) -> Number:
        return self.times

    def status(self, context: Context) -> Any:
        low, high = self._words(context)
        if self.never:
            before = low & upto(context.year - 1)
            return three_valued(before == 0, before == 0)
        if self.times == 1:
            return three_valued(low != 0, high != 0)
        return three_valued(popcount(low) >= self.times, popcount(high) >= self.times)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        _, high = self._words(context)
        found: tuple[Evidence, ...] = context.grant_records(self.honours, high, self.without)
        return found

    def title(self) -> str:
        name = either(self.names)
        if self.never:
            return f"Chưa từng được tặng {name}"
        within = f" trong {count(self.within)} năm" if self.within else ""
        if self.times == 1:
            return f"Đã được tặng {name}{within}"
        return f"{count(self.times)} lần {name}{within}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} lần"

    def asked(self, asked: int) -> str:
        return "chưa lần nào" if self.never else f"{count(asked)} lần"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.honours) if self.within is not None else frozenset()


@dataclass(frozen=True, kw_only=True)
class RatingCount(Leaf):
    """Years at a level, consecutive or not."""

    level: Level
    times: int
    within: int | None = None

    def _words(self, context: Context) -> tuple[Word, Word]:
        low, high = context.rating(self.level)
        mask = upto(context.year)
        if self.within is not None:
            mask = window(context.year - self.within + 1, context.year)
        return low & mask, high & mask

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self._words(context)
        return popcount(low), popcount(high)

    def asked_for(self, context: Context) -> Number:
        return self.times

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.rating_records(self._words(context)[1])
        return found

    def title(self) -> str:
        within = f" trong {count(self.within)} năm" if self.within else ""
        return f"{count(self.times)} năm {LEVELS[self.level]}{within}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} năm"

    def asked(self, asked: int) -> str:
        return f"{count(asked)} năm"


@dataclass(frozen=True, kw_only=True)
class Works(Leaf):
    """Recognised works not yet used up by another honour."""

    kinds: frozenset[WorkKind]
    scope: WorkScope
    times: int
    for_honour: str
    within: int | None = None

    def _planes(self, context: Context, planes: int = PLANES) -> list[tuple[Word, Word]]:
        mask = upto(context.year)
        if self.within is not None:
            mask = window(context.year - self.within + 1, context.year)
        found = context.works(self.kinds, self.scope, self.for_honour, planes)
        return [(low & mask, high & mask) for low, high in found]

    def figures(self, context: Context) -> tuple[Number, Number]:
        low: Number = 0
        high: Number = 0
        for sure, possible in self._planes(context):
            low, high = low + popcount(sure), high + popcount(possible)
        return low, high

    def asked_for(self, context: Context) -> Number:
        return self.times

    def status(self, context: Context) -> Any:
        if self.times == 1:
            sure, possible = self._planes(context, 1)[0]
            return three_valued(sure != 0, possible != 0)
        low: Number = 0
        high: Number = 0
        for sure, possible in self._planes(context, self.times):  # more in one year tell nothing more
            low, high = low + popcount(sure), high + popcount(possible)
        return three_valued(low >= self.times, high >= self.times)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.work_records(
            self.kinds, self.scope, self.for_honour, self._planes(context)[0][1]
        )
        return found

    def title(self) -> str:
        kinds = either(WORK_KINDS[k] for k in WorkKind if k in self.kinds)
        within = f" trong {count(self.within)} năm" if self.within and self.within > 1 else ""
        return f"{count(self.times)} {kinds} {WORK_SCOPES[self.scope]}{within}, chưa dùng cho lần khen khác"

    def found(self, low: int, high: int) -> str:
        return between(low, high)

    def asked(self, asked: int) -> str:
        return f"ít nhất {count(asked)}"


@dataclass(frozen=True, kw_only=True)
class Span(Leaf):
    """A run of years at a level, and what must lie within that very run."""

    level: Level
    years: int
    since: tuple[str, ...] = ()
    since_names: tuple[str, ...] = ()
    without: frozenset[Merit] = frozenset()

    def runs(self, context: Context) -> tuple[Word, Word]:
        """The run as words: surely, possibly."""
        found: tuple[Word, Word] = context.once(
            (self.level, self.since, self.without), lambda: self._runs(context)
        )
        return found

    def _runs(self, context: Context) -> tuple[Word, Word]:
        low, high = context.rating(self.level)
        if self.since:
            mask = since_mask(context, self.since, self.without)
            low, high = low & mask, high & mask
        return run_mask(low, context.year), run_mask(high, context.year)

    def status(self, context: Context) -> Any:
        low, high = self.runs(context)
        return three_valued(has_run(low, context.year, self.years), has_run(high, context.year, self.years))

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self.runs(context)
        return popcount(low), popcount(high)

    def asked_for(self, context: Context) -> Number:
        return self.years

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.rating_records(self.runs(context)[1])
        return found

    def title(self) -> str:
        after = f" kể từ sau {either(self.since_names)}" if self.since else ""
        better = "" if self.level == Level.EXCELLENT else " trở lên"
        return f"Liên tục {count(self.years)} năm{after} {LEVELS[self.level]}{better}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} năm liên tục"

    def asked(self, asked: int) -> str:
        return f"{count(asked)} năm liên tục"


@dataclass(frozen=True, kw_only=True)
class SpanHonours(Leaf):
    """How often an honour was held within the run of a ``Span``."""

    span: Span
    times: int
    names: tuple[str, ...]

    def _words(self, context: Context) -> tuple[Word, Word]:
        low, high = context.honour(self.honours, self.span.without)
        run_low, run_high = self.span.runs(context)
        return low & run_low, high & run_high

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self._words(context)
        return popcount(low), popcount(high)

    def asked_for(self, context: Context) -> Number:
        return self.times

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.grant_records(
            self.honours, self._words(context)[1], self.span.without
        )
        return found

    def title(self) -> str:
        return f"Trong thời gian đó có {count(self.times)} lần {either(self.names)}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} lần"

    def asked(self, asked: int) -> str:
        return f"{count(asked)} lần"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.honours)


@dataclass(frozen=True, kw_only=True)
class SpanRatings(Leaf):
    """How many years at a higher level lie within the run of a ``Span``."""

    span: Span
    level: Level
    times: int

    def _words(self, context: Context) -> tuple[Word, Word]:
        low, high = context.rating(self.level)
        run_low, run_high = self.span.runs(context)
        return low & run_low, high & run_high

    def figures(self, context: Context) -> tuple[Number, Number]:
        low, high = self._words(context)
        return popcount(low), popcount(high)

    def asked_for(self, context: Context) -> Number:
        return self.times

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.rating_records(self._words(context)[1])
        return found

    def title(self) -> str:
        return f"Trong thời gian đó có {count(self.times)} năm {LEVELS[self.level]}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} năm"

    def asked(self, asked: int) -> str:
        return f"{count(asked)} năm"

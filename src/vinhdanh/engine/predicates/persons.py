"""Criteria about service, posts, discipline, other titles, and what people conclude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from vinhdanh.engine.context import Context, Evidence
from vinhdanh.engine.facts import DisciplineForm, Merit
from vinhdanh.engine.predicates.criteria import Leaf
from vinhdanh.engine.wording import DISCIPLINE_FORMS, count, either, months
from vinhdanh.engine.words import Number, all_of, three_valued

FEMALE = 2
DISPUTED = "chưa thống nhất, có kết luận trái nhau"


def by_sex(context: Context, male: int, female: int) -> Number:
    """A threshold that depends on sex; where the sex is unknown the higher one is asked."""
    if male == female:
        return male
    sex = context.sex()
    if isinstance(sex, np.ndarray):
        return np.where(sex == FEMALE, female, np.where(sex == 0, max(male, female), male))
    return female if sex == FEMALE else max(male, female) if sex == 0 else male


@dataclass(frozen=True, kw_only=True)
class TimeLeaf(Leaf):
    """A length of time in whole months, with an optional upper limit. -1 found = unknown."""

    male: int  # months asked of a man
    female: int
    under: int | None = None
    under_female: int | None = None

    def found_months(self, context: Context) -> Number:
        raise NotImplementedError

    def figures(self, context: Context) -> tuple[Number, Number]:
        found = self.found_months(context)
        return found, found

    def asked_for(self, context: Context) -> Number:
        return by_sex(context, self.male, self.female)

    def status(self, context: Context) -> Any:
        found = self.found_months(context)
        enough = found >= self.asked_for(context)
        if self.under is not None and self.under_female is not None:
            enough = enough & (found < by_sex(context, self.under, self.under_female))
        return three_valued(enough, enough | (found < 0))

    def found(self, low: int, high: int) -> str:
        return months(low)

    def asked(self, asked: int) -> str:
        limit = f" đến dưới {months(self.under)}" if self.under is not None else " trở lên"
        return f"từ {months(asked)}{limit}"


@dataclass(frozen=True, kw_only=True)
class Service(TimeLeaf):
    """Continuous service, to the day, on 31/12 of the year."""

    def found_months(self, context: Context) -> Number:
        return context.service_months()

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.service_records()
        return found

    def title(self) -> str:
        return "Thời gian phục vụ liên tục"


@dataclass(frozen=True, kw_only=True)
class PostTime(TimeLeaf):
    """Time in main posts of certain grades."""

    grades: tuple[str, ...]

    def found_months(self, context: Context) -> Number:
        return context.post_months(self.grades)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.post_records(self.grades)
        return found

    def title(self) -> str:
        return "Thời gian giữ chức vụ được tính cống hiến"


@dataclass(frozen=True, kw_only=True)
class YesNo(Leaf):
    """A question without figures."""

    counts: ClassVar[bool] = False

    def figures(self, context: Context) -> tuple[Number, Number]:
        answer = self.status(context)
        return answer // 2, (answer + 1) // 2

    def asked_for(self, context: Context) -> Number:
        return 1

    def found(self, low: int, high: int) -> str:
        return {(1, 1): "có", (0, 0): "không"}.get((low, high), "chưa rõ")

    def asked(self, asked: int) -> str:
        return "có"


@dataclass(frozen=True, kw_only=True)
class Leaving(YesNo):
    """The person leaves the service within the year."""

    def status(self, context: Context) -> Any:
        leaves = context.leaving()
        return three_valued(leaves, leaves)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.service_records()
        return found

    def title(self) -> str:
        return "Thôi phục vụ hoặc chuyển ngành trong năm"


@dataclass(frozen=True, kw_only=True)
class Undisciplined(YesNo):
    """No discipline of that weight or more within so many years, or ever."""

    form: DisciplineForm
    years: int | None = None

    def status(self, context: Context) -> Any:
        marred = context.disciplined(self.form, self.years)
        clean = np.logical_not(marred) if isinstance(marred, np.ndarray) else not marred
        return three_valued(clean, clean)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.discipline_records(self.form, self.years)
        return found

    def title(self) -> str:
        within = f" trong {count(self.years)} năm" if self.years else ""
        return f"Không bị kỷ luật từ {DISCIPLINE_FORMS[self.form]} trở lên{within}"


@dataclass(frozen=True, kw_only=True)
class Meets(YesNo):
    """Meets the criteria of another title this year, or holds it."""

    names: tuple[str, ...]
    without: frozenset[Merit] = frozenset()

    def status(self, context: Context) -> Any:
        return context.meets(self.honours, self.without)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.verdict_records(self.honours)
        return found

    def title(self) -> str:
        return f"Đạt tiêu chuẩn {either(self.names)}"

    def found(self, low: int, high: int) -> str:
        return {(1, 1): "đạt", (0, 0): "không đạt"}.get((low, high), "chưa đủ căn cứ")

    def asked(self, asked: int) -> str:
        return "đạt"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.honours)


@dataclass(frozen=True, kw_only=True)
class Finding(Leaf):
    """What the law leaves to people. Nothing recorded is not an answer."""

    counts: ClassVar[bool] = False
    about: str
    ask: str
    by: str = ""
    figure: int | None = None
    figure_unit: str = ""

    def status(self, context: Context) -> Any:
        concluded = context.finding(self.about)
        if self.figure is None:
            return concluded
        number = context.figure(self.about)
        enough = number >= self.figure
        return all_of(concluded, three_valued(enough, enough | (number < 0)))

    def figures(self, context: Context) -> tuple[Number, Number]:
        if self.figure is not None:
            number = context.figure(self.about)
            return number, number
        answer = self.status(context)
        return answer // 2, (answer + 1) // 2

    def asked_for(self, context: Context) -> Number:
        return 1 if self.figure is None else self.figure

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = context.finding_records(self.about)
        return found

    def title(self) -> str:
        return self.ask

    def found(self, low: int, high: int) -> str:
        if self.figure is not None:
            return f"{count(low)} {self.figure_unit}".strip() if low >= 0 else "chưa có kết luận"
        return {(1, 1): "đã kết luận: có", (0, 0): "đã kết luận: không"}.get((low, high), "chưa có kết luận")

    def found_in(self, context: Any, low: int, high: int) -> str:
        if context.disputed(self.about):
            return f"{DISPUTED}: {'; '.join(record.text for record in self.evidence(context))}"
        return self.found(low, high)

    def asked(self, asked: int) -> str:
        if self.figure is not None:
            return f"từ {count(asked)} {self.figure_unit}".strip()
        return f"{self.by or 'người có thẩm quyền'} kết luận"


@dataclass(frozen=True, kw_only=True)
class Claim(Finding):
    """One of several ways to an honour: nothing recorded means that it was not claimed."""

    def status(self, context: Context) -> Any:
        claimed = context.claimed(self.about)
        answer = super().status(context)
        if isinstance(answer, np.ndarray):
            return np.where(claimed, answer, 0).astype(np.uint8)
        return answer if claimed else 0

    def found(self, low: int, high: int) -> str:
        if self.figure is not None and low >= 0:
            return super().found(low, high)
        return "đã kết luận: có" if low == 1 else "chưa nêu"

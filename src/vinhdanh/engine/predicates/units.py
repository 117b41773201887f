"""Criteria about a unit's members. Shares are compared in whole numbers, never in floats."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal

from vinhdanh.engine.context import Context, Evidence, Members
from vinhdanh.engine.facts import DisciplineForm, Level, Merit
from vinhdanh.engine.predicates.criteria import Leaf
from vinhdanh.engine.wording import DISCIPLINE_FORMS, LEVELS, between, count, either, percent
from vinhdanh.engine.words import Number, three_valued


@dataclass(frozen=True, kw_only=True)
class MemberLeaf(Leaf):
    """Counts members with a title of the year, or at a level."""

    about_unit_members: ClassVar[bool] = True
    of: Literal["rating", "title"]
    level: Level | None = None
    names: tuple[str, ...] = ()
    without: frozenset[Merit] = frozenset()
    everyone: ClassVar[bool] = False  # whether members who were not assessed count too

    def counted(self, members: Members) -> tuple[int, int]:
        if self.of == "rating":
            assert self.level is not None
            return members.rated(self.level)
        return members.titled(self.honours, self.without, self.everyone)

    def figures(self, context: Context) -> tuple[Number, Number]:
        return self.counted(context.members())

    def what(self) -> str:
        if self.of == "rating":
            assert self.level is not None
            return LEVELS[self.level] + ("" if self.level == Level.EXCELLENT else " trở lên")
        return f"đạt {either(self.names)}"

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        return tuple(context.members().names(self.of, self.honours, self.level))

    @property
    def needs(self) -> frozenset[str]:
        return frozenset()  # members are judged before their units


@dataclass(frozen=True, kw_only=True)
class MemberShare(MemberLeaf):
    """A share of the members: ``count / total >= share`` by cross-multiplication."""

    share: Fraction
    more_than: bool = False
    denominator: str = "assessed_members"

    def enough(self, part: int, whole: int) -> bool:
        left, right = part * self.share.denominator, whole * self.share.numerator
        return left > right if self.more_than else left >= right

    def status(self, context: Context) -> Any:
        members = context.members()
        whole = members.total(self.denominator)
        if whole == 0:
            return 1  # nobody was assessed: no ground for an answer
        low, high = self.counted(members)
        return three_valued(self.enough(low, whole), self.enough(high, whole))

    def asked_for(self, context: Context) -> Number:
        """The smallest number of members that is enough."""
        whole = context.members().total(self.denominator)
        exact = self.share * whole
        least = -(-exact.numerator // exact.denominator)
        return least + 1 if self.more_than and exact.denominator == 1 else least

    def title(self) -> str:
        word = "trên" if self.more_than else "từ"
        tail = "" if self.more_than else " trở lên"
        percentage = self.share * 100
        shown = f"{float(percentage):g}".replace(".", ",")
        if self.share == 1:
            return f"100% thành viên {self.what()}"
        return f"{sentence_case(word)} {shown}%{tail} thành viên {self.what()}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} người"

    def found_in(self, context: Any, low: int, high: int) -> str:
        """The figure with its share: «36/46 người (78,3%)»."""
        whole = context.members().total(self.denominator)
        if whole == 0:
            return "không có quân số được đánh giá"
        shares = percent(low, whole) if low == high else f"{percent(low, whole)} đến {percent(high, whole)}"
        return f"{between(low, high)}/{whole} người ({shares})"

    def asked(self, asked: int) -> str:
        return f"ít nhất {count(asked)} người"


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, kw_only=True)
class MemberCount(MemberLeaf):
    """At least so many members."""

    everyone: ClassVar[bool] = True
    times: int

    def status(self, context: Context) -> Any:
        if context.members().total("assessed_members") == 0:
            return 1  # nobody was assessed: no ground for an answer
        return super().status(context)

    def asked_for(self, context: Context) -> Number:
        return self.times

    def title(self) -> str:
        return f"Có ít nhất {count(self.times)} cá nhân {self.what()}"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} người"

    def asked(self, asked: int) -> str:
        return f"ít nhất {count(asked)} người"


@dataclass(frozen=True, kw_only=True)
class MembersDisciplined(Leaf):
    """At most so many members disciplined in the year at that weight or more."""

    about_unit_members: ClassVar[bool] = True
    form: DisciplineForm
    at_most: int

    def figures(self, context: Context) -> tuple[Number, Number]:
        found = context.members().disciplined(self.form)
        return found, found

    def asked_for(self, context: Context) -> Number:
        return self.at_most

    def status(self, context: Context) -> Any:
        fine = context.members().disciplined(self.form) <= self.at_most
        return three_valued(fine, fine)

    def evidence(self, context: Any) -> tuple[Evidence, ...]:
        return tuple(context.members().names("disciplined"))

    def title(self) -> str:
        who = "Không có cá nhân" if self.at_most == 0 else f"Không quá {count(self.at_most)} cá nhân"
        return f"{who} bị kỷ luật từ {DISCIPLINE_FORMS[self.form]} trở lên"

    def found(self, low: int, high: int) -> str:
        return f"{between(low, high)} người"

    def asked(self, asked: int) -> str:
        return f"không quá {count(asked)} người" if asked else "không có ai"

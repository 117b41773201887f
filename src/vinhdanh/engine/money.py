"""Reward money, quotas and votes: exact arithmetic with the rounding that the text declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lawfiles import Block
from vinhdanh.engine.predicates.parsing import parse_share

Rounding = Literal["down", "up", "half_up"]


@dataclass(frozen=True, slots=True)
class Reward:
    """Money that goes with one honour, in đồng."""

    honour: str
    amount: int
    coefficient: Fraction
    base_salary: int
    at_most: bool  # the text gives a ceiling, the agency sets the amount
    citation: str


@dataclass(frozen=True, slots=True)
class Given:
    """One honour given at one time, for reckoning what is paid together."""

    honour: str
    period: str = ""  # the counted period, e.g. "2025" or "2021-2025"


def round_to(value: Fraction, step: int, rounding: Rounding) -> int:
    """Round an exact value to a multiple of ``step``.

    >>> round_to(Fraction(702_000), 10_000, "up")
    710000
    """
    units = value / step
    floor = units.numerator // units.denominator
    if rounding == "down" or units == floor:
        whole = floor
    elif rounding == "up":
        whole = floor + 1
    else:
        whole = (units + Fraction(1, 2)).__floor__()
    return whole * step


def base_salary(book: LawBook, day: date) -> Block:
    """The base salary (lương cơ sở) in force on a day.

    Raises:
        LookupError: when the book holds none for that day.
    """
    found = sorted(book.blocks("base_salary", day), key=lambda b: b.start)
    if not found:
        raise LookupError(f"không có mức lương cơ sở ngày {day:%d/%m/%Y} trong bộ quy tắc")
    return found[-1]


def reward(book: LawBook, honour: str, subject_kind: str, decided: date) -> Reward:
    """Money for one honour by the law of the day of its decision (Điều 49 NĐ 152/2025).

    Raises:
        LookupError: when no coefficient, rule or base salary is in force on that day.
    """
    coefficients = [
        b for b in book.blocks("reward", decided) if honour in b.subjects_named and subject_kind in b.data
    ]
    rules = book.blocks("reward_rules", decided)
    if not coefficients or not rules:
        raise LookupError(f"không có mức tiền thưởng của {honour} ({subject_kind}) ngày {decided:%d/%m/%Y}")
    block = coefficients[-1]
    coefficient = Fraction(str(block.data[subject_kind]))
    salary = int(base_salary(book, decided).data["amount"])
    step, rounding = int(rules[-1].data["to"]), rules[-1].data["round"]
    amount = round_to(coefficient * salary, step, rounding)
    return Reward(honour, amount, coefficient, salary, bool(block.data.get("cap")), block.citation)


def rewards_together(book: LawBook, given: Sequence[Given], subject_kind: str, decided: date) -> list[Reward]:
    """What is paid when several honours are given at one time.

    Titles of one counted period are paid once, at the highest; titles of different periods,
    different forms, and a title with a form, are each paid (M3–M5, Điều 49 NĐ 152/2025).
    """
    best: dict[str, Reward] = {}
    paid: list[Reward] = []
    for one in given:
        money = reward(book, one.honour, subject_kind, decided)
        if book.honours[one.honour].kind == "emulation_title":
            if one.period not in best or money.amount > best[one.period].amount:
                best[one.period] = money
        else:
            paid.append(money)
    return [*best.values(), *paid]


def quota(share: Fraction, of: int, rounding: Rounding) -> int:
    """How many a share allows, by one declared rounding.

    >>> quota(Fraction(15, 100), 66, "down"), quota(Fraction(15, 100), 66, "up")
    (9, 10)
    """
    return round_to(share * of, 1, rounding)


def quota_in_force(book: LawBook, honour: str, of: int, day: date) -> tuple[int, Block] | None:
    """The legal cap on an honour on a day and the block it comes from; None where none is set."""
    for block in book.blocks("quota", day):
        if block.data.get("of") == honour:
            return quota(parse_share(block.data["share"]), of, block.data["rounding"]), block
    return None


def votes_needed(members: int, share: Fraction) -> int:
    """Votes that make a share of all members: the smallest whole number that is enough.

    >>> votes_needed(11, Fraction(90, 100)), votes_needed(15, Fraction(80, 100))
    (10, 12)
    """
    needed = share * members
    return -(-needed.numerator // needed.denominator)


def vote_rule(book: LawBook, honour: str, day: date) -> Block | None:
    """The vote that an honour requires on a day, None where none is required."""
    return next((b for b in book.blocks("vote", day) if honour in b.subjects_named), None)


def vote_passes(book: LawBook, honour: str, members: int, in_favour: int, day: date) -> bool:
    """Whether the votes in favour are enough; the denominator is always all members.

    Raises:
        LookupError: when no vote is required for the honour on that day.
    """
    rule = vote_rule(book, honour, day)
    if rule is None:
        raise LookupError(f"{honour} không phải bỏ phiếu ngày {day:%d/%m/%Y}")
    return in_favour >= votes_needed(members, parse_share(rule.data["share"]))

"""What is paid for each line of a decision, by the law of its day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vinhdanh.engine import Given, LawBook, Reward, reward, rewards_together


@dataclass(frozen=True, slots=True)
class Payee:
    """One honour of a list, as far as money is concerned.

    Args:
        key: the line; ``recipient``: whoever is paid, one name for all his lines.
        kind: ``person``, ``unit`` or ``household``; ``period``: what it is counted for.
    """

    key: int
    recipient: str
    kind: str
    honour: str
    period: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What the law gives for a line, in đồng.

    Args:
        amount: None where it gives none, or only a ceiling.
        ceiling: the most that the agency may set.
        note: why nothing, or no fixed amount, is given; ``citation``: where it says so.
    """

    amount: int | None
    ceiling: int | None = None
    citation: str = ""
    note: str = ""


def amounts(book: LawBook, payees: Iterable[Payee], decided: date) -> dict[int, Amount]:
    """Line → amount (Điều 49 NĐ 152/2025: M1 to M6).

    Titles of one counted period that are given together are paid once, at the highest.
    """
    groups: dict[tuple[str, str], list[Payee]] = {}
    for payee in payees:
        groups.setdefault((payee.recipient, payee.kind), []).append(payee)
    prices: dict[tuple[str, str], Reward | str] = {}
    found: dict[int, Amount] = {}
    for group in groups.values():
        found |= _together(book, group, decided, prices)
    return found


def _together(
    book: LawBook, group: list[Payee], decided: date, prices: dict[tuple[str, str], Reward | str]
) -> dict[int, Amount]:
    """The amounts of one recipient's lines. ``prices``: what was looked up for others before."""
    found: dict[int, Amount] = {}
    priced: list[tuple[Payee, Reward]] = []
    for payee in group:
        key = (payee.honour, payee.kind)
        if key not in prices:
            prices[key] = _price(book, payee, decided)
        price = prices[key]
        if isinstance(price, str):
            found[payee.key] = Amount(None, note=price)
        else:
            priced.append((payee, price))
    paid = [price for _, price in priced]
    if len(priced) > 1:
        given = [Given(payee.honour, payee.period) for payee, _ in priced]
        paid = rewards_together(book, given, group[0].kind, decided)
    for payee, money in priced:
        if money not in paid:
            found[payee.key] = _nothing(book, decided)
        elif money.at_most:
            note = "Luật chỉ ghi mức tối đa: cơ quan định mức, ghi căn cứ."
            found[payee.key] = Amount(None, money.amount, money.citation, note)
        else:
            paid.remove(money)
            found[payee.key] = Amount(money.amount, None, money.citation)
    return found


def _price(book: LawBook, payee: Payee, decided: date) -> Reward | str:
    """What the law gives for the honour alone, or the sentence that it gives nothing."""
    try:
        return reward(book, payee.honour, payee.kind, decided)
    except LookupError as error:
        return f"Chưa có mức: {error}."


def _nothing(book: LawBook, decided: date) -> Amount:
    principle = book.blocks("reward_rules", decided)[-1].citation
    said = "Danh hiệu cùng thời gian tính chỉ thưởng một mức cao nhất."
    return Amount(0, None, principle, said)

"""The catalogue as a page tells it: who gives an honour, to whom, its money, articles and use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vinhdanh.awards.catalogue import catalogue, codes_of, law_book, lawful_money
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.selectors.tallies import By, Tally, tally
from vinhdanh.awards.types import KIND_LABELS, GivenBy, RecipientKind
from vinhdanh.engine import Citation, Honour, Reward
from vinhdanh.engine.facts import GrantState


@dataclass(frozen=True, slots=True)
class Listed:
    """One honour of the catalogue on a day. ``given``: what stands of it in the register, if anything."""

    honour: Honour
    level: str
    recipients: tuple[str, ...]
    money: tuple[tuple[str, Reward], ...]  # by kind of recipient, where the law of the day has an amount
    articles: tuple[Citation, ...]  # of its criteria, where the law files have them
    given: Tally | None


def listed(day: date, reach: Reach) -> list[tuple[str, list[Listed]]]:
    """Titles, forms, honorary titles and prizes, each kind by itself, in the catalogue's order.

    Args:
        reach: whose rows of the register are counted.
    """
    counted = {row.key: row for row in tally(Query(state=GrantState.IN_FORCE), reach, By.HONOUR).rows}
    articles = _articles(day)
    return [
        (label, [_listed(catalogue()[code], day, articles, counted) for code in codes])
        for kind, label in KIND_LABELS.items()
        if (codes := codes_of(kind=kind))
    ]


def _listed(
    honour: Honour, day: date, articles: Mapping[str, list[Citation]], counted: Mapping[str, Tally]
) -> Listed:
    kinds = [RecipientKind(one) for one in honour.subjects]
    paid = [(str(kind.label), lawful_money(honour.code, kind, day)) for kind in kinds]
    return Listed(
        honour,
        str(GivenBy(honour.level).label),
        tuple(str(kind.label) for kind in kinds),
        tuple((label, money) for label, money in paid if money is not None),
        tuple(articles.get(honour.code, ())),
        counted.get(honour.code),
    )


def _articles(day: date) -> dict[str, list[Citation]]:
    """Honour → one citation for each article with its criteria in force."""
    found: dict[str, dict[tuple[str, str], Citation]] = {}
    for rule in law_book().rules_on(day):
        cited = rule.citation
        found.setdefault(rule.honour, {}).setdefault((cited.instrument, cited.article), cited)
    return {honour: list(some.values()) for honour, some in found.items()}

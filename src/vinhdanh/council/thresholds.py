"""How many votes an honour needs: by law, by the round, by the council's own rules.

The denominator is always the whole council, whoever is absent or does not vote.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.core.exceptions import ValidationError

from vinhdanh.council.models import Council
from vinhdanh.council.types.meetings import Ground
from vinhdanh.dossiers.models import RoundHonour
from vinhdanh.eligibility.books import law
from vinhdanh.engine.money import vote_rule, votes_needed
from vinhdanh.engine.predicates.parsing import ParseError, parse_share


@dataclass(frozen=True, slots=True)
class Threshold:
    """Votes in favour that are enough, with the arithmetic in words and the text that it comes from."""

    needed: int
    of: str
    ground: Ground
    citation: str
    note: str = ""
    verified: str = ""  # how well the law's text was verified
    verified_to: date | None = None
    law_day: date | None = None


def read_share(text: str) -> Fraction:
    """«2/3» or «80%», never nothing.

    Raises:
        ValidationError: it is not written so.
    """
    try:
        share = parse_share(text)
    except ParseError as error:
        raise ValidationError(f"Tỷ lệ ghi dạng 2/3 hoặc 80%; đọc được “{text}”.") from error
    if not share:
        raise ValidationError("Tỷ lệ phải lớn hơn 0.")
    return share


def plain(value: Fraction) -> str:
    """Two decimals at most, with a comma: «9,9», «3,06», «12»."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def percent(share: Fraction) -> str:
    """«90%», or «2/3» where it is no whole number of percent."""
    hundred = share * 100
    return f"{hundred.numerator}%" if hundred.denominator == 1 else f"{share.numerator}/{share.denominator}"


def arithmetic(members: int, share: Fraction) -> str:
    """«ít nhất 90% tổng số 11 thành viên; 9,9 làm tròn lên 10»."""
    exact, needed = share * members, votes_needed(members, share)
    rounded = "" if exact == needed else f"; {plain(exact)} làm tròn lên {needed}"
    return f"ít nhất {percent(share)} tổng số {members} thành viên{rounded}"


def by_share(members: int, share: Fraction, ground: Ground, citation: str) -> Threshold:
    return Threshold(votes_needed(members, share), arithmetic(members, share), ground, citation)


def by_majority(members: int, ground: Ground, citation: str) -> Threshold:
    """More than half of all members."""
    return Threshold(members // 2 + 1, f"quá nửa tổng số {members} thành viên", ground, citation)


def by_law(honour: str, members: int, day: date) -> Threshold | None:
    """What the law asks for on a day (Điều 30 NĐ 98/2023, Điều 33 NĐ 152/2025); None where nothing."""
    rule = vote_rule(law(), honour, day)
    if rule is None:
        return None
    share = parse_share(rule.data["share"])
    return Threshold(
        votes_needed(members, share),
        arithmetic(members, share),
        Ground.LAW,
        rule.citation,
        str(rule.data.get("note", "")),
        str(rule.data.get("verified", "")),
        rule.verified_to,
        day,
    )


def threshold_of(
    honour: str, members: int, days: Collection[date], row: RoundHonour | None, council: Council
) -> Threshold | None:
    """The votes that an honour needs; None where neither law, round nor council says so.

    Args:
        days: on which the appraising body received the proposals: the strictest law of them holds.
        row: the honour in its round, whose share counts where the law sets none.
    """
    found = [one for day in days if (one := by_law(honour, members, day))]
    if found:
        return max(found, key=lambda one: (one.needed, one.law_day))
    if row is not None and row.votes:
        return by_share(members, Fraction(row.votes, 100), Ground.ROUND, row.votes_ground)
    if council.majority:
        return by_majority(members, Ground.COUNCIL, council.majority_ground)
    return None

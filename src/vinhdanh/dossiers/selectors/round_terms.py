"""What the law says of a round: who gives an honour, by when its dossiers are due, which vote it asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.types import GivenBy
from vinhdanh.dossiers.models import ReviewRound, RoundStep
from vinhdanh.dossiers.stages import ON_PATH
from vinhdanh.eligibility.books import law
from vinhdanh.engine.lawfiles import Block, as_tuple
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class Said:
    """Where the law says it, and how well that text was verified."""

    cite: str
    verified: str
    instrument: str
    article: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who gives an honour. ``own``: the head of an agency as this one."""

    level: GivenBy
    own: bool
    who: str = ""
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """A day by which dossiers of some honours are due at the next level."""

    honours: tuple[str, ...]
    what: str
    who: str
    on: date
    before: bool  # the day itself is too late
    over: bool  # the text is out of force, and none that could be read has taken its place
    said: Said

    @property
    def last(self) -> date:
        """The last day on which it is in time."""
        return self.on - timedelta(days=1) if self.before else self.on


def said(block: Block) -> Said:
    """The article of a block."""
    article = block.article
    return Said(
        block.citation, str(block.data.get("verified", "reported")), article.instrument.key, article.slug
    )


def honours_named(block: Block) -> list[str]:
    """The honours of a block, each once: a block may name lines of rules instead."""
    lines = {rule.id: rule.honour for rule in law().rules}
    return list(dict.fromkeys(lines.get(code, code) for code in as_tuple(block.data.get("for"))))


def authority_of(honour: str, agency: Unit, day: date) -> Authority:
    """Who gives an honour to the agency's people; by the catalogue's level where no article says it.

    The law's base level (cơ sở) is the head of a unit with legal personality: the agency's own.
    """
    fitting = [
        block
        for block in law().blocks("authority", day)
        if honour in honours_named(block)
        and agency.force in as_tuple(block.data.get("force") or agency.force)
    ]
    # An article about the agency's own force says more than a general one.
    fitting.sort(key=lambda block: "force" not in block.data)
    if not fitting:
        level = GivenBy(catalogue()[honour].level)
        return Authority(level, level is GivenBy.BASE)
    block = fitting[0]
    level = GivenBy(block.data["level"])
    return Authority(level, level is GivenBy.BASE, str(block.data.get("who", "")), said(block))


def vote_of(honour: str, day: date) -> tuple[str, Said] | None:
    """The share of votes that the law asks for: «80%» and where; None where it asks for none."""
    for block in law().blocks("vote", day):
        if honour in honours_named(block):
            return str(block.data["share"]), said(block)
    return None


def legal_terms(honours: Collection[str], year: int) -> list[LegalTerm]:
    """The dated terms for dossiers of a year's honours, the earliest first.

    A text out of force is told too where none took its place: better an old day to ask about than a silence.
    """
    found = []
    dated = [block for block in law().blocks("deadline") if "date" in block.data]
    for block in dated:
        codes = [code for code in honours_named(block) if code in honours]
        if not codes:
            continue
        day, month = (int(part) for part in str(block.data["date"]).split("/"))
        on = date(year + (block.data.get("year") == "next"), month, day)
        over = not block.applies_on(on)
        others = [one for one in dated if one is not block and one.applies_on(on)]
        if on < block.start or (over and any(set(honours_named(one)) & set(codes) for one in others)):
            continue
        found.append(
            LegalTerm(
                honours=tuple(codes),
                what=str(block.data["what"]),
                who=str(block.data.get("who", "")),
                on=on,
                before=bool(block.data.get("before")),
                over=over,
                said=said(block),
            )
        )
    return sorted(found, key=lambda term: (term.on, term.what))


def suggested_term(honours: Collection[str], year: int) -> LegalTerm | None:
    """The term in force that binds the round first: its last step must be over by then."""
    return next((term for term in legal_terms(honours, year) if not term.over), None)


@dataclass(frozen=True, slots=True)
class TieBreak:
    """Whom the law prefers where several meet an honour's rules alike."""

    women_share: Fraction  # of a collective, from which on it comes first too
    said: Said

    @property
    def women_percent(self) -> int:
        return int(self.women_share * 100)


def tie_break(day: date) -> TieBreak | None:
    """The rule for equals (khoản 6 Điều 4 NĐ 152/2025); None where none is in force."""
    for block in law().blocks("principle", day):
        if block.data.get("effect") == "tie_break":
            return TieBreak(Fraction(str(block.data["women_share"]).rstrip("%")) / 100, said(block))
    return None


def front_line_first(day: date) -> Said | None:
    """Where the law asks to favour who works in the front line (khoản 2 Điều 5 Luật TĐKT 2022)."""
    found = (b for b in law().blocks("principle", day) if b.data.get("effect") == "priority")
    return next((said(block) for block in found), None)


def steps_of(round: ReviewRound) -> list[RoundStep]:
    """The steps of its path in order, with their keepers."""
    held = {step.stage: step for step in round.steps.select_related("keeper", "keeper_unit")}
    return [held[stage] for stage in ON_PATH if stage in held]

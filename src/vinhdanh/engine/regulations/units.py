"""Units: the share of breaches in a year, and the linked responsibility of those who lead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lawfiles import Block
from vinhdanh.engine.predicates.parsing import parse_share
from vinhdanh.engine.regulations.assessing import Assessment
from vinhdanh.engine.regulations.blocks import (
    Line,
    MeasureKind,
    SubjectKind,
    regulations_on,
)
from vinhdanh.engine.rules import citation_of
from vinhdanh.engine.wording import count, percent

LEADERS = {"head": "thủ trưởng đơn vị", "commander_in_charge": "lãnh đạo, chỉ huy phụ trách trực tiếp"}
CONDITIONS = {
    "repeated": "cán bộ, chiến sĩ vi phạm nhiều lần",
    "warned_on_record": "trước đó đã nhắc nhở, chấn chỉnh bằng văn bản hoặc trong cuộc họp có biên bản",
    "reported_up": "đã có văn bản báo cáo lãnh đạo cấp trên trực tiếp",
}


@dataclass(frozen=True, slots=True)
class LinkedAssessment:
    """What those who lead bear for their unit's or officer's measure. People decide."""

    measure: MeasureKind | None  # a measure of a person; None: nothing
    who: tuple[str, ...]  # head, commander_in_charge
    exempt: bool
    lines: tuple[Line, ...]
    doubts: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


def reaches_share(part: int, whole: int, at_least: Fraction, under: Fraction | None = None) -> bool:
    """Whether ``at_least ≤ part/whole < under``, by cross-multiplication: no rounding.

    >>> reaches_share(49, 1000, Fraction(1, 20)), reaches_share(50, 1000, Fraction(1, 20))
    (False, True)
    """
    enough = part * at_least.denominator >= at_least.numerator * whole
    return enough and (under is None or part * under.denominator < under.numerator * whole)


def unit_measure(book: LawBook, occasions: int, strength: int, *, on: date) -> Assessment:
    """The measure for a unit by its members' breaches in one year (Điều 8 TT 02/2021).

    Args:
        occasions: số lượt vi phạm of the year; one officer can make several.
        strength: biên chế of the unit.

    Raises:
        ValueError: a strength below one, or fewer than no occasions.
    """
    if strength < 1 or occasions < 0:
        raise ValueError(f"biên chế phải từ 1, số lượt từ 0; đọc được {strength} và {occasions}")
    law = regulations_on(book, on)
    share = (
        f"{count(occasions)} lượt vi phạm trong năm trên biên chế {strength} ({percent(occasions, strength)})"
    )
    lines = [Line(share)]
    measure = None
    for block in law.blocks("unit_threshold"):
        at_least, under = _bounds(block)
        if reaches_share(occasions, strength, at_least, under):
            measure = law.measure("unit", str(block.data["measure"]))
            limit = f" đến dưới {block.data['under']}" if under is not None else " trở lên"
            lines.append(
                Line(
                    f"Từ {block.data['at_least']}{limit}: {measure.name[:1].lower()}{measure.name[1:]}",
                    citation_of(block),
                )
            )
    return Assessment(
        "unit",
        measure,
        tuple(lines),
        competence=law.competence(measure) if measure else None,
        caveats=law.caveats(line.citation for line in lines),
    )


def _bounds(block: Block) -> tuple[Fraction, Fraction | None]:
    under = block.data.get("under")
    return parse_share(block.data["at_least"]), None if under is None else parse_share(under)


def leader_measures(
    book: LawBook,
    trigger: MeasureKind,
    *,
    on: date,
    repeated: bool,
    met: Collection[str] = (),
) -> LinkedAssessment:
    """Linked responsibility of the head and the commander in charge (Điều 12 TT 02/2021).

    Args:
        trigger: the measure decided for the unit or the officer.
        repeated: whether the unit or officer has broken the regulations several times in the year.
        met: the conditions of the exemption that hold: ``warned_on_record``, ``reported_up``.
    """
    law = regulations_on(book, on)
    subject: SubjectKind = trigger.subject
    for block in law.blocks("linked"):
        if block.data["subject"] != subject or trigger.code not in block.data["trigger"]:
            continue
        again = repeated and "repeated" in block.data
        measure = law.measure("person", str(block.data["repeated" if again else "measure"]))
        whose = "Đơn vị" if subject == "unit" else "Cán bộ, chiến sĩ"
        often = " và vi phạm nhiều lần" if again else ""
        who = tuple(str(w) for w in block.data["who"])
        told = " và ".join(LEADERS[w] for w in who)
        lines = [
            Line(
                f"{whose} bị {_small(trigger.name)}{often}: {told} bị {_small(measure.name)}",
                citation_of(block),
            )
        ]
        doubts = (str(block.data["note"]),) if "note" in block.data else ()
        exemption = _exemption(law.blocks("linked_exemption"), subject)
        held = {*met, *(["repeated"] if repeated else [])}
        exempt = False
        if exemption is not None:
            required = [str(c) for c in exemption.data["requires"]]
            exempt = held >= set(required)
            lacking = [CONDITIONS[c] for c in required if c not in held]
            if exempt:
                text = "Không phải chịu trách nhiệm liên đới: " + "; ".join(CONDITIONS[c] for c in required)
            else:
                text = "Chưa đủ điều kiện miễn trách nhiệm liên đới, còn thiếu: " + "; ".join(lacking)
            lines.append(Line(text, citation_of(exemption)))
        caveats = law.caveats(line.citation for line in lines)
        return LinkedAssessment(None if exempt else measure, who, exempt, tuple(lines), doubts, caveats)
    return LinkedAssessment(
        None, (), False, (Line(f"{trigger.name}: không có trách nhiệm liên đới"),), (), ()
    )


def _exemption(blocks: Collection[Block], subject: SubjectKind) -> Block | None:
    return next((b for b in blocks if b.data["subject"] == subject), None)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]

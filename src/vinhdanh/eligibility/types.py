"""What the pages are given: plain frozen data, nothing lazy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vinhdanh.engine.facts import Level


class Mark(StrEnum):
    """What a sign on a career stands for; its shape follows from it."""

    TITLE = "title"  # danh hiệu thi đua: ring or disc
    CERTIFICATE = "certificate"  # bằng khen, cờ: filled square
    CITATION = "citation"  # giấy khen: hollow square
    MEDAL = "medal"  # huân chương, huy chương, kỷ niệm chương
    WORK = "work"  # sáng kiến, đề tài, mưu trí sáng tạo: diamond


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasts: a post, a rank, an absence. ``end`` None while it runs."""

    start: date
    end: date | None
    text: str
    short: str = ""
    strong: bool = False  # leads a unit; shown darker


@dataclass(frozen=True, slots=True)
class Sign:
    """Something given or recognised in one year."""

    year: int
    mark: Mark
    text: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of signs. In a ``streak`` lane consecutive years are linked and counted."""

    label: str
    short: str
    signs: tuple[Sign, ...] = ()
    streak: bool = False
    strong: bool = False  # chiến sĩ thi đua: drawn in the colour of honour
    considered: bool = False  # the title is under review in the career's year
    undecided: bool = False  # … and the evidence does not suffice yet


@dataclass(frozen=True, slots=True)
class Career:
    """A person's years, ready to be drawn or read out."""

    name: str
    first_year: int
    year: int  # the review year, always the last column
    posts: tuple[Stretch, ...] = ()
    ranks: tuple[Stretch, ...] = ()
    ratings: tuple[tuple[int, Level | None, str], ...] = ()  # year, level, why it carries none
    lanes: tuple[Lane, ...] = ()
    troubles: tuple[Stretch, ...] = ()  # kỷ luật, tạm hoãn
    absences: tuple[Stretch, ...] = ()

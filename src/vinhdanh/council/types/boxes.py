"""Ballot boxes: what goes in, what comes out, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from vinhdanh.access.models import Account
from vinhdanh.audit.types import register_verbs

# The chair's and the secretary's in the demo: public, as the password of its accounts.
DEMO_PASSPHRASES = ("chutich-homphieu", "thuky-homphieu")

LEAST = 3  # ballots on each item: with two, each voter knows how the other voted


class BoxState(models.TextChoices):
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã kiểm phiếu"
    VOID = "void", "Đã hủy"


class BoxWay(models.TextChoices):
    SCREEN = "screen", "Trên máy"
    PAPER = "paper", "Phiếu giấy"


class BoxPurpose(models.TextChoices):
    COUNCIL = "council", "Hội đồng"
    CLUSTER = "cluster", "Cụm, khối thi đua"


class Choice(models.IntegerChoices):
    """What a voter says of one item; the number is its mark in the sealed ballot."""

    BLANK = 0, "Để trắng"
    FOR = 1, "Đồng ý"
    AGAINST = 2, "Không đồng ý"


@dataclass(frozen=True, slots=True)
class BoxItem:
    """What is voted on.

    ``ref`` says of what: «proposal:12». ``sub``: rank and unit; a second line says what was done.
    ``needed``: votes in favour that carry it. ``able``: on paper, how many of those present vote on it.
    """

    ref: str
    label: str
    sub: str
    needed: int
    able: int | None = None


@dataclass(frozen=True, slots=True)
class BoxVoter:
    """Who votes, and on which items he does not (``refused_refs``)."""

    account: Account
    refused_refs: frozenset[str]
    name: str
    # Why not, where it isn't because he is proposed himself: ref → half a sentence.
    whys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How an item came out."""

    ref: str
    label: str
    sub: str
    for_: int
    against: int
    blank: int
    needed: int

    @property
    def rank(self) -> str:
        """The first line of ``sub``."""
        return self.sub.partition("\n")[0]

    @property
    def passed(self) -> bool:
        return self.for_ >= self.needed

    @property
    def voted(self) -> int:
        """Who could vote on it and put a ballot in."""
        return self.for_ + self.against + self.blank


@dataclass(frozen=True, slots=True)
class Progress:
    """Who has voted, never what."""

    names: tuple[tuple[str, bool], ...]

    @property
    def voted(self) -> int:
        return sum(done for _, done in self.names)

    @property
    def total(self) -> int:
        return len(self.names)

    @property
    def all_in(self) -> bool:
        return self.voted == self.total


@dataclass(frozen=True, slots=True)
class PaperCount:
    """Paper ballots as one person counted them; ``counts``: ref → in favour, against, blank."""

    handed_out: int
    returned: int
    valid: int
    invalid: int
    counts: Mapping[str, tuple[int, int, int]]


register_verbs(
    "council",
    {
        "box_opened": "Mở hòm phiếu",
        "ballot_cast": "Bỏ phiếu",
        "box_extended": "Gia hạn bỏ phiếu",
        "box_closed": "Đóng hòm phiếu, kiểm phiếu",
        "box_voided": "Hủy hòm phiếu",
        "box_tampered": "Phát hiện hòm phiếu bị can thiệp",
        "box_recounted": "Kiểm lại phiếu",
        "paper_typed": "Nhập phiếu giấy",
        "paper_differs": "Hai lần nhập phiếu giấy khác nhau",
    },
)

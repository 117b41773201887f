"""The lines of a decision's list while they are being entered: read, looked at, turned into entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import lawful_money
from vinhdanh.awards.models import Decision, Outsider, Recipient
from vinhdanh.awards.recipients import answer_about, code_of, counting_day, kind_of, place_of
from vinhdanh.awards.selectors.doubts import Doubt, doubts_about
from vinhdanh.awards.services.grants import Entry, require_fit, settle_money
from vinhdanh.awards.types import RecipientKind
from vinhdanh.engine import Reward
from vinhdanh.engine.facts import Merit
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, RecognisedWork, Unit
from vinhdanh.people.selectors import households_visible_to, people_visible_to, subjects_named, visible_units

OUTSIDER = "ngoai"  # the line of somebody from outside, who has no code
WORK_YEARS = 2  # how far back a work may be that a line offers


@dataclass
class Line:
    """One line: whom it is about, what was typed, and what is wrong or doubtful with it."""

    key: str  # the code as typed
    recipient: Recipient | None = None
    typed: dict[str, str] = field(default_factory=dict)
    chosen_works: list[int] = field(default_factory=list)
    works: list[RecognisedWork] = field(default_factory=list)  # offered
    place: Unit | None = None
    law: Reward | None = None
    money: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    problem: str = ""
    dropped: bool = False

    @property
    def kind(self) -> RecipientKind | None:
        return kind_of(self.recipient) if self.recipient else None

    @property
    def code(self) -> str:
        return code_of(self.recipient) if self.recipient else self.key

    @property
    def ready(self) -> bool:
        """Whether it can be written down as it stands."""
        return not self.problem and (not self.doubts or bool(self.typed.get("despite")))


FIELDS = ("achievement", "money", "money_ground", "serial", "despite")


def codes_in(post: QueryDict) -> list[str]:
    """Codes that were ticked or written, each once, in their order."""
    written = re.split(r"[\n;,]+", post.get("codes", ""))
    return list(dict.fromkeys(code for one in [*post.getlist("who"), *written] if (code := one.strip())))


def read_lines(actor: Account, post: QueryDict, shared: dict[str, Any]) -> list[Line]:
    """The lines of a posted form, looked at.

    Args:
        shared: what all lines have in common: cleaned data of ``ListForm``.
    """
    codes = codes_in(post)
    found = _visible(actor, codes)
    lines = [Line(code, found.get(code)) for code in codes]
    if name := " ".join(post.get("outsider_name", "").split()):
        whereabouts = post.get("outsider_whereabouts", "")
        lines.append(Line(OUTSIDER, Outsider(name=name, folded=fold(name), whereabouts=whereabouts)))
    for line in lines:
        line.typed = {name: post.get(f"{name}:{line.key}", "").strip() for name in FIELDS}
        line.chosen_works = [int(pk) for pk in post.getlist(f"works:{line.key}") if pk.isdigit()]
        line.dropped = bool(post.get(f"drop:{line.key}"))
    kept = [line for line in lines if not line.dropped]
    for line in kept:
        _look(actor, line, shared)
    return kept


def _visible(actor: Account, codes: list[str]) -> dict[str, Recipient]:
    """The recipients of those codes that the actor sees; of the others he learns nothing."""
    seen = {
        *people_visible_to(actor).filter(number__in=codes).values_list("number", flat=True),
        *visible_units(actor).filter(code__in=codes).values_list("code", flat=True),
        *households_visible_to(actor).filter(code__in=codes).values_list("code", flat=True),
    }
    return {code: subject for code, subject in subjects_named(codes).items() if code in seen}


def _look(actor: Account, line: Line, shared: dict[str, Any]) -> None:
    """Fill in what is known about a line and what speaks against it."""
    recipient = line.recipient
    if recipient is None:
        line.problem = (
            f"Không có mã “{line.key}” trong phạm vi của đồng chí. Xem lại số hiệu, mã đơn vị hoặc mã hộ."
        )
        return
    line.place = place_of(recipient, counting_day(shared["year"], shared["decided"]))
    answer = answer_about(actor, recipient, line.place)
    if not answer:
        line.problem = answer.reason
        return
    line.law = lawful_money(shared["honour"], kind_of(recipient), shared["decided"])
    if isinstance(recipient, Person):
        years = range(shared["year"] - WORK_YEARS, shared["year"] + 1)
        line.works = list(recipient.works.filter(year__in=years).order_by("-year", "id"))
    try:
        entry = entry_of(line, shared)
        require_fit(entry)
        entry = settle_money(entry, _unsaved(shared))
    except ValidationError as error:
        line.problem = " ".join(error.messages)
        return
    if entry.money is not None and not line.typed["money"]:
        line.typed["money"] = f"{entry.money:,}".replace(",", ".")
    line.money = entry.money or 0
    if line.key == OUTSIDER:
        return
    line.doubts = doubts_about(
        recipient,
        entry.honour,
        entry.year,
        decided=shared["decided"],
        works=entry.works,
        achievement=entry.achievement,
        money=entry.money,
    )


def _unsaved(shared: dict[str, Any]) -> Decision:
    return Decision(authority=shared["authority"], number=shared["number"], decided=shared["decided"])


def entry_of(line: Line, shared: dict[str, Any]) -> Entry:
    """A line as the services take it.

    Raises:
        ValidationError: the money is not a number.
    """
    assert line.recipient is not None
    return Entry(
        line.recipient,
        shared["honour"],
        shared["year"],
        shared["first_year"],
        Merit(shared["merit"]),
        shared["level"],
        tuple(work for work in line.works if work.pk in line.chosen_works),
        line.typed["achievement"],
        _money(line.typed["money"]),
        line.typed["money_ground"],
        shared["artefact"],
        line.typed["serial"],
        despite=line.typed["despite"],
    )


def _money(said: str) -> int | None:
    digits = re.sub(r"[.\s]|đ(ồng)?\Z", "", said.lower())
    if not digits:
        return None
    if not digits.isdigit():
        raise ValidationError(f"Tiền thưởng đọc được “{said}”: ghi số đồng, ví dụ 702.000, hoặc để trống.")
    return int(digits)


def members(actor: Account, unit: Unit) -> Iterator[tuple[str, list[Recipient]]]:
    """Whom a unit's list offers: the unit with its parts, then its people of today."""
    units = visible_units(actor).filter(valid_to=None)
    yield "Tập thể", list(units.filter(path__startswith=unit.path).order_by("path")[:60])
    inside = Unit.objects.subtree(unit)
    serving = Person.objects.in_units(inside, timezone.localdate()).filter(left=None)
    people = serving.filter(pk__in=people_visible_to(actor).values("pk"))
    yield "Cá nhân", sorted(people, key=lambda p: (p.folded.split()[-1:], p.folded))

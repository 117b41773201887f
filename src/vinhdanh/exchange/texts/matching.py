"""Whom on record a text means: units, people and households that its reader sees, the closest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from rapidfuzz import fuzz

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Recipient
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Unit
from vinhdanh.people.selectors import (
    current_posts,
    households_visible_to,
    people_visible_to,
    visible_units,
)

SURE, LIKELY, WITHIN, SHOWN = 92.0, 62.0, 88.0, 7
_MOST = 400  # people of one name that are looked at
# How offices shorten the names of units; written out before comparing.
_SHORT = {
    "ca": "cong an", "cat": "cong an tinh", "cax": "cong an xa", "cap": "cong an phuong",
    "cah": "cong an huyen", "catp": "cong an thanh pho", "p": "phong", "tp": "thanh pho",
    "ubnd": "uy ban nhan dan", "antq": "an ninh to quoc", "xdll": "xay dung luc luong",
    "tccb": "to chuc can bo", "csgt": "canh sat giao thong", "cshs": "canh sat hinh su",
    "qlhc": "quan ly hanh chinh", "ttxh": "trat tu xa hoi",
}  # fmt: skip
_CALLED = re.compile(
    r"^(?:(?:dong chi|d c|ong|ba|anh|chi|em|co|thay|dai tuong|thuong tuong|trung tuong|thieu tuong"
    r"|dai ta|thuong ta|trung ta|thieu ta|dai uy|thuong uy|trung uy|thieu uy|thuong si|trung si|ha si"
    r"|chien si|can bo|gia dinh|ho gia dinh|ho|liet si|bac si)\s+)+"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant; ``value`` is what a form sends back for it."""

    value: str  # unit:PX01, person:318-472, household:HO-1
    words: str
    score: float


class Register:
    """The units, people and households that one reader sees."""

    def __init__(self, actor: Account | Operator, home: Unit) -> None:
        self._actor = actor
        self._home = home

    @cached_property
    def units(self) -> list[Unit]:
        seen = Unit.objects.open(timezone.localdate()).filter(pk__in=visible_units(self._actor).values("pk"))
        return list(seen.select_related("parent"))

    def candidates(self, name: str, kind: str) -> list[Candidate]:
        """Whom the words may mean, the closest first.

        Args:
            kind: individual, collective, household or mixed, as the text has it.
        """
        found: list[Candidate] = []
        if kind in ("collective", "mixed"):
            found += self._units(name)
        if kind in ("individual", "mixed"):
            found += self._people(name)
        if kind == "household":
            found += self._households(name)
        return sorted(found, key=lambda one: -one.score)[:SHOWN]

    def sure(self, found: list[Candidate]) -> str:
        """The one that can be meant alone; "" where somebody has to choose."""
        if not found or found[0].score < SURE:
            return ""
        return "" if len(found) > 1 and found[1].score > found[0].score - 3 else found[0].value

    def chosen(self, value: str) -> Recipient | None:
        """The record behind a value that came back; None where the reader sees no such record."""
        kind, _, code = value.partition(":")
        match kind:
            case "unit":
                return visible_units(self._actor).filter(code=code).first()
            case "person":
                return people_visible_to(self._actor).filter(number=code).first()
            case "household":
                return households_visible_to(self._actor).filter(code=code).first()
        return None

    def named(self, code: str) -> str:
        """The value of a code that somebody typed; "" where nobody seen has it."""
        code = code.strip()
        for kind in ("unit", "person", "household"):
            if code and self.chosen(f"{kind}:{code}") is not None:
                return f"{kind}:{code}"
        return ""

    def _units(self, name: str) -> list[Candidate]:
        said = written_out(name)
        found = []
        for unit in self.units:
            score = _alike(said, unit.folded)
            if fold(name) == fold(unit.code):
                score = 100.0
            within = unit.path.startswith(self._home.path)
            if within and said and unit.folded.split()[:1] == said.split()[:1]:
                score = max(score, WITHIN)  # "02 Đội Nghiệp vụ": any đội of the unit may be meant
            if score >= LIKELY:
                above = f", {unit.parent}" if unit.parent_id else ""
                found.append(
                    Candidate(f"unit:{unit.code}", f"{unit.name}{above} ({unit.code})", score + within * 2)
                )
        return found

    def _people(self, name: str) -> list[Candidate]:
        said = _bare(name)
        if len(said.split()) < 2:
            return []
        people = people_visible_to(self._actor).filter(folded__contains=said.split()[-1])[:_MOST]
        close = [(one, fuzz.ratio(said, one.folded)) for one in people]
        near = sorted((one for one in close if one[1] >= 78), key=lambda one: -one[1])[:SHOWN]
        posts = current_posts([one for one, _ in near])
        return [
            Candidate(
                f"person:{one.number}",
                f"{one.name} ({one.number}{_place(posts[one.pk].unit if one.pk in posts else None)})",
                score,
            )
            for one, score in near
        ]

    def _households(self, name: str) -> list[Candidate]:
        said = _bare(name)
        if not said:
            return []
        homes = households_visible_to(self._actor).filter(folded__contains=said.split()[-1])[:_MOST]
        close = [(one, fuzz.ratio(said, one.folded)) for one in homes]
        return [
            Candidate(f"household:{one.code}", f"Hộ {one.name} ({one.code})", score)
            for one, score in close
            if score >= 78
        ]


def value_of(recipient: Recipient) -> str:
    """How a form names a record."""
    match recipient:
        case Person():
            return f"person:{recipient.number}"
        case Unit():
            return f"unit:{recipient.code}"
        case Household():
            return f"household:{recipient.code}"
    return f"outsider:{recipient.pk}"


def closest(name: str, among: Iterable[Unit]) -> Unit | None:
    """The unit whose name stands in the words; the longest name where several do."""
    said = f" {written_out(name)} "
    inside = [unit for unit in among if f" {unit.folded} " in said]
    if inside:
        return max(inside, key=lambda unit: len(unit.folded))
    # "Công an tỉnh" without the province's name is still the agency at the top.
    begins = [unit for unit in among if (head := _head(said)) and unit.folded.startswith(head)]
    return begins[0] if len(begins) == 1 else None


def _head(said: str) -> str:
    found = re.search(r" (cong an (?:tinh|thanh pho|huyen|xa|phuong))\b", said)
    return found[1] if found else ""


def written_out(name: str) -> str:
    """The words folded, with what offices shorten written out."""
    return " ".join(_SHORT.get(word, word) for word in fold(name).split())


def _bare(name: str) -> str:
    return _CALLED.sub("", f"{fold(name)} ").strip()


def _alike(said: str, folded: str) -> float:
    """How close a unit's name is; a text may add the agency behind it ("Phòng Hậu cần Công an tỉnh")."""
    if said == folded:
        return 98.0
    if said.startswith((f"{folded} cong an ", f"{folded} thuoc ")) or folded.startswith(f"{said} "):
        return 94.0 if said.startswith(folded) else 84.0
    return min(fuzz.ratio(said, folded), 91.0) if fuzz.ratio(said, folded) < 96 else 96.0


def _place(unit: Unit | None) -> str:
    return f", {unit}" if unit else ""

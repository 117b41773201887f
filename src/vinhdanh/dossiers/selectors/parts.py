"""Reading what is written in a dossier: the newest version of each part, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from vinhdanh.dossiers.models import PartVersion, Proposal
from vinhdanh.dossiers.reports import Section, Template, plain_template, template_of
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.people.models import Person, Unit

MINUTES_FIELDS = (
    ("on", "Ngày họp"),
    ("number", "Số biên bản"),
    ("strength", "Quân số"),
    ("present", "Có mặt"),
    ("in_favour", "Phiếu đồng ý"),
    ("against", "Phiếu không đồng ý"),
    ("blank", "Phiếu trắng"),
    ("chair", "Chủ trì"),
    ("secretary", "Thư ký"),
)
SUBMISSION_FIELDS = (("number", "Số tờ trình"), ("on", "Ngày"))
WRITTEN = (PartKind.REPORT, PartKind.SUMMARY, PartKind.EVIDENCE)  # in texts; the others have fields
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comparison: ``same``, ``ins`` or ``del``."""

    kind: str
    text: str


def newest(proposal: Proposal) -> dict[PartKind, PartVersion]:
    """The newest version of each part that has one."""
    return {PartKind(one.part): one for one in proposal.part_versions.order_by("number")}


def last_of(proposal: Proposal, part: PartKind) -> PartVersion | None:
    return proposal.part_versions.filter(part=part).order_by("-number").first()


def template_for(proposal: Proposal, part: PartKind) -> Template:
    """The sections of a part that is written in texts."""
    return template_of(proposal) if part is PartKind.REPORT else plain_template(part.value, part.label)


def word_diff(before: str, after: str) -> list[Piece]:
    """What was struck and what was put in, word by word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    gone = came = ""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, i, j, k, m) in enumerate(steps):
        before, after = "".join(old[i:j]), "".join(new[k:m])
        # A blank between two changed words belongs to the change: else every word stands apart.
        if tag != "equal" or (before.isspace() and (gone or came) and place + 1 < len(steps)):
            gone, came = gone + before, came + after
            continue
        pieces += _changed(gone, came)
        pieces.append(Piece("same", before))
        gone = came = ""
    return pieces + _changed(gone, came)


def _changed(gone: str, came: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("del", gone), ("ins", came)) if text]


@dataclass(frozen=True, slots=True)
class Compared:
    """One section of two versions side by side."""

    label: str
    pieces: list[Piece]

    @property
    def differs(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


def compared(
    proposal: Proposal, part: PartKind, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Compared]:
    """Every section or field of a part, the ones without a change too."""
    return [
        Compared(label, word_diff(_shown(before.get(key, "")), _shown(after.get(key, ""))))
        for key, label in labels_of(proposal, part)
    ]


def labels_of(proposal: Proposal, part: PartKind) -> list[tuple[str, str]]:
    """Keys of a part's content and their headings."""
    if part is PartKind.MINUTES:
        return list(MINUTES_FIELDS)
    if part is PartKind.SUBMISSION:
        return list(SUBMISSION_FIELDS)
    return [(one.key, one.label) for one in template_for(proposal, part).sections]


def _shown(value: Any) -> str:
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text


def told(version: PartVersion | None) -> str:
    """A part in one line: «Họp 06/11/2026, 11/11 phiếu đồng ý»; empty when nothing is written."""
    if version is None:
        return ""
    content = version.content
    match PartKind(version.part):
        case PartKind.MINUTES:
            number = f"Số {content['number']}, họp" if content.get("number") else "Họp"
            return (
                f"{number} {_shown(content['on'])}, {content['in_favour']}/{content['present']} phiếu đồng ý"
                f"; chủ trì {content['chair']}, thư ký {content['secretary']}"
            )
        case PartKind.SUBMISSION:
            return f"Số {content['number']} ngày {_shown(content['on'])}"
        case PartKind.REPORT:
            words = sum(len(str(text).split()) for text in content.values())
            return f"{words} chữ, {sum(bool(text) for text in content.values())} mục đã ghi"
        case _:
            return str(content.get("text", ""))


def is_whole(proposal: Proposal, part: PartKind, version: PartVersion | None) -> bool:
    """Whether a part says all that it has to: a report has no empty section."""
    if version is None:
        return False
    if part in WRITTEN:
        return all(version.content.get(one.key) for one in template_for(proposal, part).sections)
    return True


def strength_of(place: Unit, on: date) -> int:
    """How many people the register has in a unit and below it on a day."""
    serving = Q(left__isnull=True) | Q(left__gt=on)
    return Person.objects.in_units(Unit.objects.subtree(place), on).filter(serving).count()


def doubts_about_minutes(proposal: Proposal, content: Mapping[str, Any]) -> list[str]:
    """What in the minutes differs from the register. Warnings: the meeting may have its reasons."""
    day = date.fromisoformat(content["on"])
    known = strength_of(proposal.place, day)
    said = []
    if content["strength"] != known:
        said.append(
            f"Biên bản ghi quân số {content['strength']}, sổ cán bộ của {proposal.place.name} "
            f"ngày {day:%d/%m/%Y} có {known}."
        )
    if content["present"] < known:
        said.append(
            f"Có mặt {content['present']} trên {known} người theo sổ cán bộ: biên bản ghi rõ lý do vắng."
        )
    elif content["present"] > known:
        said.append(f"Có mặt {content['present']}, nhiều hơn {known} người theo sổ cán bộ.")
    return said


def over_limit(sections: tuple[Section, ...], content: Mapping[str, Any]) -> dict[str, str]:
    """Sections that are too long, with the sentence that says by how much."""
    found = {}
    for one in sections:
        length = len(str(content.get(one.key, "")))
        if length > one.limit:
            found[one.key] = (
                f"{one.label} dài {length} ký tự, giới hạn {one.limit}: rút bớt {length - one.limit} ký tự."
            )
    return found

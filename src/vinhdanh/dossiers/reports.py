"""Templates of the report (báo cáo thành tích): sections and their lengths, read from a data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.types.rounds import RoundKind

FILE = Path(__file__).parent / "report_templates.toml"
TEXT = "text"  # the only section of a part that is one text


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a report and how many characters may stand under it."""

    key: str
    label: str
    limit: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """What a report consists of. ``register``: the honours held so far are added from the register."""

    name: str
    form: str
    sections: tuple[Section, ...]
    register: bool = False

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def template_named(name: str) -> Template:
    """A report of the data file: individual, collective or short."""
    data = _file()[name]
    sections = tuple(Section(**one) for one in data["sections"])
    return Template(data["name"], data["form"], sections, data["register"])


def template_of(proposal: Proposal) -> Template:
    """The report that such a proposal asks for."""
    if proposal.round.kind == RoundKind.SUDDEN:
        return template_named("short")
    names = {RecipientKind.PERSON: "individual", RecipientKind.UNIT: "collective"}
    return template_named(names.get(proposal.kind, "short"))


def plain_template(part: str, label: str) -> Template:
    """A part that is one text, with its length: the summary, the list of evidence."""
    return Template(label, "", (Section(TEXT, label, _file()[part]["limit"]),))

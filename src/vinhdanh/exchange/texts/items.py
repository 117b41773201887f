"""The items of a reading: what the text says, one by one, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vinhdanh.documents.ocr import DOUBTFUL
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.prose.scans import Confidence

KINDS: Mapping[str, str] = {
    "awards": "Khen thưởng",
    "commendation_counts": "Số lượt được khen",
    "movements": "Phong trào thi đua",
    "focal_tasks": "Nhiệm vụ trọng tâm",
    "targets": "Chỉ tiêu, kết quả",
    "directives": "Chỉ đạo",
    "decisions": "Quyết định",
}
RECIPIENTS: Mapping[str, str] = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "mixed": "tập thể, cá nhân",
    "household": "hộ gia đình",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the text says. ``number`` counts within its kind, from 0."""

    kind: str
    number: int
    facts: Mapping[str, Any]  # as prose.export.as_json gives them

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"

    @property
    def start(self) -> int:
        return int(self.facts["place"][0])

    @property
    def end(self) -> int:
        return int(self.facts["place"][1])

    @property
    def confidence(self) -> Confidence | None:
        """How sure the words are on which it stands; None where no scan was read for them."""
        found = self.facts.get("confidence")
        return Confidence(**found) if found else None

    @property
    def doubted(self) -> bool:
        """Whether a word of it has to be looked at."""
        return self.confidence is not None and self.confidence.minimum < DOUBTFUL


def items_of(reading: TextReading) -> list[Item]:
    """Every item, kind by kind, in the text's order."""
    return [
        Item(kind, number, facts)
        for kind in KINDS
        for number, facts in enumerate(reading.found.get(kind, ()))
    ]


def told(item: Item) -> str:
    """What the text says, in one line."""
    facts = item.facts
    match item.kind:
        case "awards":
            whom = facts["recipient"] or RECIPIENTS[facts["recipient_kind"]]
            count = facts["count"]
            many = f"{count:02d} " if count and count > 1 else ""
            year = f", năm {facts['year']}" if facts["year"] else ""
            by = facts["granter"]
            given = f", {by} tặng" if by and by.casefold() not in facts["award"].casefold() else ""
            return f"{facts['award']}: {many}{whom}{given}{year}"
        case "commendation_counts":
            parts = [
                f"{facts[side]:02d} lượt {word}"
                for side, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
                if facts[side] is not None
            ]
            return ", ".join(parts) or facts["what"]
        case "movements":
            year = f" năm {facts['year']}" if facts["year"] else ""
            linked = f", gắn với “{facts['linked_to']}”" if facts["linked_to"] else ""
            axes = f": {'; '.join(facts['axes'])}" if facts["axes"] else ""
            return f"“{facts['name']}”{year}{linked}{axes}"
        case "focal_tasks":
            return str(facts["task"])
        case "targets":
            what = "kết quả" if facts["kind"] == "result" else "chỉ tiêu"
            return f"{facts['indicator']}: {amount(facts['value'])} {facts['unit']} ({what})"
        case "directives":
            return f"{facts['by']}: {facts['task']}"
        case _:
            parts = [f"số {facts['number']}" if facts["number"] else "không rõ số"]
            parts += [f"ngày {facts['date']}"] if facts["date"] else []
            parts += [facts["signer"]] if facts["signer"] else []
            return f"Quyết định {', '.join(parts)}"


def amount(value: float) -> str:
    """A number as people write it: 1.577, 34,6."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))

"""What the law files say of honours decided above: by whom, with which papers, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from vinhdanh.decisions.types.submissions import EventKind
from vinhdanh.eligibility.books import law
from vinhdanh.engine.lawfiles import VERIFIED, Block
from vinhdanh.people.folding import fold
from vinhdanh.people.working_days import add_working_days, calendar, working_days_until

SENDING = "co quan trinh"  # how the law files name whoever submitted
ONLY_IF_LACKING = "HAN-TRA-05"  # the fact of the term that binds only where a dossier lacks something


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides an honour, by which article."""

    who: str
    citation: str
    verified: str
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the law asks for with the dossier."""

    name: str
    ground: str
    sets: int | None
    electronic: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A term of the law that runs, ran, or was kept."""

    what: str
    who: str
    working_days: int | None
    start: date | None
    due: date
    citation: str
    verified: str
    warnings: tuple[str, ...]
    met: date | None = None  # when what it asks for was done
    conditional: bool = False  # binds only where the dossier lacks something: never late by itself

    def days_left(self, today: date) -> int:
        """Working days left; negative once it has passed, or when it was kept too late."""
        return working_days_until(self.met or today, self.due)

    def is_late(self, today: date) -> bool:
        return not self.conditional and (self.met or today) > self.due


class Happened(Protocol):
    """What a term is counted from and to: an event of a submission."""

    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def holder(self) -> str: ...
    @property
    def full(self) -> bool: ...
    @property
    def decision_id(self) -> int | None: ...


def decider_of(honour: str, level: str, day: date, force: str = "") -> Decider | None:
    """Who decides an honour at a level on a day; None where the law files don't say.

    Args:
        force: of the unit that proposes; a text that is for some forces alone counts for those.
    """
    found = [
        block
        for block in law().blocks("authority", day)
        if honour in block.subjects_named
        and block.data.get("level") == level
        and (not block.data.get("force") or force in block.data["force"])
    ]
    if not found:
        return None
    # What is said for the force itself comes first, then what was read in the text.
    block = min(
        found,
        key=lambda one: (not one.data.get("force"), VERIFIED.index(one.data.get("verified", "reported"))),
    )
    return Decider(
        str(block.data["who"]),
        block.citation,
        str(block.data.get("verified", "")),
        " ".join(str(block.data.get("mirror_note") or block.data.get("note") or "").split()),
    )


def papers_for(honours: Iterable[str], day: date) -> list[Paper]:
    """The papers that the law asks for, each once: the newest text of an honour has the word."""
    found: dict[str, Paper] = {}
    for honour in honours:
        blocks = [one for one in law().blocks("dossier", day) if honour in one.subjects_named]
        if not blocks:
            continue
        block = max(blocks, key=lambda one: one.start)
        for name in block.data.get("items", ()):
            sets = block.data.get("sets")
            found.setdefault(
                fold(str(name)), Paper(str(name), block.citation, sets, bool(block.data.get("electronic")))
            )
    return list(found.values())


def sending_limits(honours: Iterable[str], year: int, day: date) -> list[Limit]:
    """Until which day a dossier of that year is to be sent, by the texts in force on a day."""
    wanted = set(honours)
    found = []
    for block in law().blocks("deadline", day):
        if "date" not in block.data or not wanted & set(block.subjects_named):
            continue
        on, month = (int(part) for part in str(block.data["date"]).split("/"))
        due = date(year + (block.data.get("year") == "next"), month, on)
        if block.data.get("before") is True:
            due -= timedelta(days=1)
        found.append(_limit(block, None, due, calendar().warnings(due, due)))
    return sorted(found, key=lambda one: one.due)


def limits_of(honours: Iterable[str], events: Sequence[Happened]) -> list[Limit]:
    """The terms that began with what happened, in working days, with when each was kept.

    A term runs from a full dossier only at the body that the law names; from the receipt of a decision for
    whoever submitted. Asking for more papers ends a term, and the answer begins it anew; where opinions are
    gathered, their term takes the place of the one from the full dossier.
    """
    wanted, found = set(honours), []
    for at, event in enumerate(events):
        word = _starts(event)
        for block in law().blocks("deadline", event.on) if word else ():
            if block.data.get("from") != word or not wanted & set(block.subjects_named):
                continue
            if not _binds(block, event):
                continue
            due = add_working_days(event.on, int(block.data["working_days"]))
            end = next((later for later in events[at + 1 :] if later.kind in _ENDS[word]), None)
            limit = _limit(block, event.on, due.day, due.warnings, end.on if end else None)
            replaced = end is not None and end.kind == EventKind.OPINIONS
            if limit.conditional or not replaced:
                found.append(limit)
    return found


def bodies(honours: Iterable[str], day: date) -> list[str]:
    """Whose terms the law sets for these honours: where their file may lie."""
    wanted = set(honours)
    names = [
        str(block.data["who"]).partition(" (")[0]
        for block in law().blocks("deadline", day)
        if block.data.get("from") == "full_dossier" and wanted & set(block.subjects_named)
    ]
    return list(dict.fromkeys(names))


_ENDS: dict[str, tuple[EventKind, ...]] = {
    "full_dossier": (
        EventKind.OPINIONS,
        EventKind.ASKED,
        EventKind.FORWARDED,
        EventKind.OUTCOME,
        EventKind.CLOSED,
    ),
    "last_agreement": (EventKind.ASKED, EventKind.FORWARDED, EventKind.OUTCOME, EventKind.CLOSED),
    "decision_received": (EventKind.DELIVERED,),
}


def _starts(event: Happened) -> str:
    """The law's word for what a term runs from; empty when nothing begins with the event."""
    match event.kind:
        case EventKind.RECEIVED | EventKind.ANSWERED:
            return "full_dossier" if event.full else ""
        case EventKind.OPINIONS:
            return "last_agreement"
        case EventKind.OUTCOME:
            return "decision_received" if event.decision_id else ""
        case _:
            return ""


def _binds(block: Block, event: Happened) -> bool:
    who = fold(str(block.data["who"]))
    if event.kind == EventKind.OUTCOME:
        return who.startswith(SENDING)
    return bool(event.holder) and who.startswith(fold(event.holder))


def _limit(
    block: Block, start: date | None, due: date, warnings: tuple[str, ...], met: date | None = None
) -> Limit:
    return Limit(
        what=str(block.data["what"]),
        who=str(block.data["who"]),
        working_days=block.data.get("working_days"),
        start=start,
        due=due,
        citation=block.citation,
        verified=str(block.data.get("verified", "")),
        warnings=warnings,
        met=met,
        conditional=ONLY_IF_LACKING in block.facts,
    )

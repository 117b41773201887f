"""The papers of a dossier: what the list of the law asks for, and what meets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.utils import timezone

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import column
from vinhdanh.dossiers.models import Attachment, PartVersion, Proposal
from vinhdanh.dossiers.selectors.parts import is_whole, newest, told
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import Level
from vinhdanh.engine.lawfiles import Block
from vinhdanh.people.folding import fold
from vinhdanh.people.models import YearRating


class PaperState(Enum):
    """Whether a paper is there, and what that means."""

    PRESENT = "present"
    MISSING = "missing"  # stands in the way
    LATER = "later"  # a later body writes it
    OPTIONAL = "optional"  # the list says «nếu có»


class Met(Enum):
    """What can meet an item of the list, besides a file that is attached for it."""

    SUBMISSION = "submission"
    REPORT = "report"
    MINUTES = "minutes"
    WORKS = "works"
    GRANTS = "grants"
    FILE = "file"
    LATER = "later"


# How items of the lists begin, folded; and words that say that a later body writes the paper. First fit wins.
_BEGINS = (
    ("bien ban", "hoi dong", Met.LATER),
    ("to trinh", "bo ban nganh", Met.LATER),
    ("bien ban", "", Met.MINUTES),
    ("to trinh", "", Met.SUBMISSION),
    ("bao cao", "", Met.REPORT),
    ("xac nhan cua nguoi dung dau", "", Met.FILE),
    ("chung nhan", "", Met.WORKS),
    ("giay khen", "", Met.GRANTS),
)
_PARTS = {
    Met.SUBMISSION: PartKind.SUBMISSION,
    Met.REPORT: PartKind.REPORT,
    Met.MINUTES: PartKind.MINUTES,
}
_PAPERS = ("GK", "BK")  # codes of giấy khen, bằng khen begin so
OPTIONAL = "neu co"
EXCELLENT = "hoan thanh xuat sac"


@dataclass(slots=True)
class Paper:
    """One paper that the dossier needs.

    Args:
        by: what meets it, in words; where it is missing, who makes it.
        blocks: where the law asks for it; none for what the agency's own procedure asks for.
    """

    item: str
    state: PaperState
    by: str = ""
    part: PartKind | None = None
    blocks: list[Block] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)

    @property
    def missing(self) -> bool:
        return self.state is PaperState.MISSING


@dataclass(frozen=True, slots=True)
class Papers:
    """A dossier's whole list. ``ruled``: the law's files hold a list for this honour."""

    items: list[Paper]
    day: date
    ruled: bool

    @property
    def needed(self) -> int:
        return sum(one.state in (PaperState.PRESENT, PaperState.MISSING) for one in self.items)

    @property
    def present(self) -> int:
        return sum(one.state is PaperState.PRESENT for one in self.items)

    @property
    def missing(self) -> list[Paper]:
        return [one for one in self.items if one.missing]

    @property
    def blocks(self) -> list[Block]:
        """Where the law asks, each place once."""
        return list({block.citation: block for one in self.items for block in one.blocks}.values())


def asked_by(honour: str, day: date) -> list[Block]:
    """The dossier lists of an honour that are in force on a day."""
    return [block for block in law().blocks("dossier", day) if honour in block.subjects_named]


def meets(item: str) -> Met:
    """What kind of thing an item of the list is, by its words."""
    words = fold(item)
    for begins, holds, met in _BEGINS:
        if words.startswith(begins) and holds in words:
            return met
    return Met.FILE


def papers_of(proposal: Proposal) -> Papers:
    """Every paper that the dossier needs: present or missing, by what, and where it is asked for.

    The list is the law's of the day on which the appraising body received the dossier (today before that);
    the round's procedure adds the summary and, in yearly rounds, the team's minutes.
    """
    day = proposal.received or timezone.localdate()
    parts = newest(proposal)
    files = list(proposal.attachments.standing())
    blocks = asked_by(proposal.honour, day)
    asked: dict[str, list[tuple[str, Block]]] = {}
    for block in blocks:
        for item in block.data["items"]:
            met = meets(item)
            # One paper named by two texts is one paper; what only a file can be is told by its own words.
            key = fold(item) if met in (Met.FILE, Met.LATER) else met.value
            asked.setdefault(key, []).append((str(item), block))
    items = []
    for named in asked.values():
        # The text that allows most ways, «… hoặc hoàn thành xuất sắc nhiệm vụ …», is the longest.
        item = max((item for item, _ in named), key=len)
        paper = _paper(proposal, item, meets(item), parts, files)
        paper.blocks = [block for _, block in named]
        items.append(paper)
    if Met.MINUTES.value not in asked and proposal.round.kind == RoundKind.YEARLY:
        items.insert(0, _part(proposal, "Biên bản bình xét", PartKind.MINUTES, parts))
    items.insert(0, _part(proposal, "Tóm tắt thành tích", PartKind.SUMMARY, parts))
    return Papers(items, day, bool(blocks))


def handed_in(proposal: Proposal) -> list[Paper]:
    """What the team hands in: the summary and, in yearly rounds, the minutes."""
    parts = newest(proposal)
    needed = [_part(proposal, "Tóm tắt thành tích", PartKind.SUMMARY, parts)]
    if proposal.round.kind == RoundKind.YEARLY:
        needed.append(_part(proposal, "Biên bản bình xét", PartKind.MINUTES, parts))
    return needed


def _part(proposal: Proposal, item: str, part: PartKind, parts: dict[PartKind, PartVersion]) -> Paper:
    version = parts.get(part)
    if is_whole(proposal, part, version):
        return Paper(item, PaperState.PRESENT, told(version), part)
    said = "Còn mục chưa ghi" if version else "Chưa ghi"
    return Paper(item, PaperState.MISSING, said, part)


def _paper(
    proposal: Proposal,
    item: str,
    met: Met,
    parts: dict[PartKind, PartVersion],
    files: Iterable[Attachment],
) -> Paper:
    """One item of the law's list, and what meets it: a part, the register, or a file."""
    attached = [one for one in files if fold(one.item) == fold(item)]
    if part := _PARTS.get(met):
        found = _part(proposal, item, part, parts)
        found.files = attached
        return found
    if met is Met.LATER:
        state = PaperState.PRESENT if attached else PaperState.LATER
        said = "" if attached else "Cơ quan cấp sau lập, không phải đơn vị"
        return Paper(item, state, said, files=attached)
    known = ", ".join(_register(proposal, met, item))
    if known or attached:
        return Paper(item, PaperState.PRESENT, known, files=attached)
    if OPTIONAL in fold(item):
        return Paper(item, PaperState.OPTIONAL, "Nếu có thì gắn tệp")
    return Paper(item, PaperState.MISSING, "Gắn tệp" + (" hoặc chọn sáng kiến" if met is Met.WORKS else ""))


def _register(proposal: Proposal, met: Met, item: str) -> list[str]:
    """What the registers hold that meets an item."""
    if met is Met.WORKS:
        said = [
            f"{work.get_kind_display()} năm {work.year}, {work.number}".rstrip(", ")
            for work in proposal.works.all()
            if work.number or work.recognised
        ]
        if not said and EXCELLENT in fold(item) and proposal.person_id:
            rated = YearRating.objects.filter(
                person=proposal.person_id, year=proposal.year, level=Level.EXCELLENT.value
            )
            said = [f"Hoàn thành xuất sắc nhiệm vụ năm {one.year} (sổ xếp loại)" for one in rated]
        return said
    if met is Met.GRANTS:
        held = Grant.objects.filter(**column(proposal.subject)).in_force()
        return [f"{honour_name(one.honour)} năm {one.year}" for one in held if one.honour.startswith(_PAPERS)]
    return []

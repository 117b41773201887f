"""A unit's list of proposals as offices keep it: tables of names, posts and titles, read line by line.

What a line says is compared with the records: who it is, which honour of the round, what the newest judging
answers. Nobody is guessed: a name that two people bear, or none, waits for a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from rapidfuzz import fuzz, process

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.listing import judged, known, list_of, merit_of, results_for
from vinhdanh.dossiers.selectors.picking import takes
from vinhdanh.dossiers.stages import LOST
from vinhdanh.eligibility.results import Results
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import Merit
from vinhdanh.exchange.lists.tables import PlainTable, tables_in
from vinhdanh.exchange.memory import spellings_for
from vinhdanh.exchange.reading.source import NotAWorkbook
from vinhdanh.exchange.text import fold
from vinhdanh.people.models import Post, Unit
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units

MOST_LINES = 1000
HEADER_WITHIN = 8  # rows from the top of a table
NEAR_NAME = 84  # of 100: a name written slightly otherwise
MOST_CHOICES = 6
# Folded headings by what they hold; a heading may go on ("cấp bậc, chức vụ, đơn vị").
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("so hieu", "ma so", "ma can bo", "ma don vi"),
    "name": ("ho va ten", "ho ten", "ten ca nhan", "ten tap the", "ca nhan", "tap the", "doi tuong", "ten"),
    "post": ("chuc vu", "cap bac", "chuc danh"),
    "unit": ("don vi", "noi cong tac", "doi"),
    "honour": ("danh hieu", "hinh thuc", "de nghi"),
    "achievement": ("thanh tich", "tom tat thanh tich", "noi dung thanh tich"),
}
_NUMBER = re.compile(r"\b\d{3}-?\d{3}\b")
_ADDRESSED = re.compile(
    r"^(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|tá|sĩ)|hạ sĩ)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that a line may mean."""

    code: str
    words: str


@dataclass(slots=True)
class ProposalLine:
    """One line of the list.

    Attributes:
        place: where it stands in the file ("Bảng 1, dòng 4").
        subject: the record, where there is no doubt; otherwise ``choices``, the likeliest first.
        honour: its code; "" where the line names none of the round.
        verdict: the answer of the newest judging, in words; ``asks``: it wants a reason.
        wrong: what stands in the way until somebody chooses, or the file is mended.
        kept: why nothing has to be done: it stands in the list already.
    """

    place: str
    name: str
    post: str
    unit: str
    said: str  # the honour as the file writes it
    achievement: str
    honour: str = ""
    subject: Choice | None = None
    choices: list[Choice] = field(default_factory=list)
    verdict: str = ""
    asks: bool = False
    wrong: list[str] = field(default_factory=list)
    kept: str = ""

    @property
    def ready(self) -> bool:
        """It can be put in as it is."""
        return bool(self.subject and self.honour) and not self.kept and not self.wrong


@dataclass(frozen=True, slots=True)
class ReadProposals:
    """A file as it was read."""

    lines: list[ProposalLine]
    honours: list[tuple[str, str]]  # of the round, code and name
    ignored: list[str]  # tables that hold no list

    @property
    def ready(self) -> list[ProposalLine]:
        return [line for line in self.lines if line.ready]

    @property
    def open(self) -> list[ProposalLine]:
        return [line for line in self.lines if not line.ready and not line.kept]

    @property
    def kept(self) -> list[ProposalLine]:
        return [line for line in self.lines if line.kept]

    @property
    def asking(self) -> int:
        return sum(line.asks for line in self.lines if not line.kept)


def read_proposals(actor: Account, round: ReviewRound, unit: Unit, data: bytes, name: str) -> ReadProposals:
    """The lines of a file, compared with the records and with the unit's list. Nothing is written.

    Raises:
        NotAWorkbook: it can't be read, holds no list, or too many lines.
    """
    names = _Names(unit, [one.honour for one in round.honours.all()])
    lines: list[ProposalLine] = []
    ignored = []
    for table in tables_in(data, name):
        found = list(_lines(table, names))
        lines += found
        if not found:
            ignored.append(table.name)
    if not lines:
        raise NotAWorkbook(
            "no_list",
            "Không thấy bảng nào có cột Họ và tên (hoặc Tập thể) và có người ở dưới. "
            "Mỗi người một dòng, dòng đầu là tiêu đề cột.",
        )
    if len(lines) > MOST_LINES:
        raise NotAWorkbook("too_many", f"Tệp có {len(lines)} dòng, mỗi lần đưa vào nhiều nhất {MOST_LINES}.")
    subjects = _Subjects(actor, unit)
    results, merit = results_for(round), merit_of(round)
    there = known(list_of(actor, round, unit))
    first: dict[tuple[str, str], str] = {}
    for line in lines:
        subjects.settle(line)
        if not line.honour:
            line.wrong.append(
                f"“{line.said}” không có trong đợt này: chọn danh hiệu, hình thức."
                if line.said
                else "Dòng này, đầu bảng và dòng tiêu đề không ghi danh hiệu, hình thức: chọn ở đây."
            )
        if line.subject and line.honour:
            key = (line.subject.code, line.honour)
            row = there.get(key)
            if row is not None and row.stage not in LOST:
                line.kept = f"Đã có trong danh sách: {row.code}."
            elif key in first:
                line.kept = f"Trùng với {first[key]}."
            first.setdefault(key, line.place)
            judge_line(line, results, merit)
    return ReadProposals(lines, names.choices, ignored)


def judge_line(line: ProposalLine, results: Results | None, merit: Merit) -> None:
    """Say what the newest judging answers, and whether putting the subject in wants a reason."""
    assert line.subject
    answer = judged(results, line.subject.code, line.honour, merit) if results else None
    line.verdict = answer.verdict.label if answer else "Chưa xét"
    line.asks = answer is None or not answer.offered or answer.verdict == Verdict.UNMET


# ---- what a table says ------------------------------------------------------------------------------


class _Names:
    """Words for the honours of a round."""

    def __init__(self, unit: Unit, honours: Sequence[str]) -> None:
        self.spellings = spellings_for(unit.code)
        self.honours = frozenset(honours)
        police = unit.force == "police"
        self.choices = [(code, honour_name(code, police=police)) for code in honours]
        words: dict[str, str] = {}
        for code, one in catalogue().items():
            for word in (one.name, one.police_name, one.short, *self.spellings.others("honour", code)):
                if word and len(fold(word)) > 2 and (code in self.honours or fold(word) not in words):
                    words[fold(word)] = code
        self.words = dict(sorted(words.items(), key=lambda pair: -len(pair[0])))

    def exactly(self, text: str) -> str:
        """The honour that a cell names; "" for none of the round."""
        code = self.spellings.resolve("honour", text).code if text else None
        return code if code in self.honours else self.within(text)

    def anywhere(self, text: str) -> str:
        """The honour of the catalogue that a longer text names: the longest name that stands in it."""
        folded = f" {fold(text)} "
        return next((code for word, code in self.words.items() if f" {word} " in folded), "")

    def within(self, text: str) -> str:
        """The same, if the round has it; otherwise ""."""
        code = self.anywhere(text)
        return code if code in self.honours else ""


def _lines(table: PlainTable, names: _Names) -> Iterator[ProposalLine]:
    """The lines below the headings; a row with words in one cell only names the honour of those below it."""
    header = _header(table, names)
    if header is None:
        return
    top, columns, ticked = header
    honour = next((code for text in reversed(table.above.split("\n")) if (code := names.within(text))), "")
    said = ""
    for number, row in enumerate(table.rows[top + 1 :], top + 2):
        filled = [cell for cell in row if cell and any(sign.isalpha() for sign in cell)]
        text = {field: row[at] if at < len(row) else "" for field, at in columns.items()}
        if len(filled) == 1 and names.anywhere(filled[0]) and not text.get("honour"):
            honour, said = names.within(filled[0]), filled[0]
            continue
        if not text.get("name") or not any(sign.isalpha() for sign in text["name"]):
            continue
        if fold(text["name"]).startswith(("tong cong", "cong", "tong so")):
            continue
        ticks = [code for at, code in ticked.items() if at < len(row) and row[at]] or [""]
        for tick in ticks:
            written = text.get("honour", "")
            yield ProposalLine(
                place=f"{table.name}, dòng {number}",
                name=text["name"],
                post=text.get("post", ""),
                unit=text.get("unit", ""),
                said=written or said,
                achievement=text.get("achievement", "")[:500],
                honour=tick or (names.exactly(written) if written else honour),
                subject=None,
                choices=[Choice(text["number"], "")] if text.get("number") else [],
            )


def _header(table: PlainTable, names: _Names) -> tuple[int, dict[str, int], dict[int, str]] | None:
    """The row of headings, which column holds what, and columns that are ticked for an honour."""
    for top, row in enumerate(table.rows[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        ticked: dict[int, str] = {}
        for at, cell in enumerate(row):
            words = fold(cell)
            kind = next(
                (kind for kind, known in HEADINGS.items() if words.startswith(known) and kind not in columns),
                "",
            )
            if kind and not (kind == "honour" and names.anywhere(cell)):
                columns[kind] = at
            elif cell and (code := names.exactly(cell)):
                ticked[at] = code
        # "Đơn vị" alone heads a list of collectives.
        if "name" not in columns and "unit" in columns and len(columns) > 1:
            columns["name"] = columns.pop("unit")
        if "name" in columns and len(columns) + len(ticked) > 1:
            return top, columns, ticked
    return None


# ---- who a line means -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Subject:
    code: str
    name: str
    about: str
    kind: RecipientKind
    where: str  # folded, with the posts


class _Subjects:
    """Officers, teams and households of a unit that the actor sees, by folded name and by code."""

    def __init__(self, actor: Account, unit: Unit) -> None:
        serving = Post.objects.standing(timezone.localdate()).filter(unit__path__startswith=unit.path)
        posts = {person: about for person, *about in serving.values_list("person", "unit__name", "title")}
        people = people_visible_to(actor).filter(left__isnull=True, pk__in=posts.keys())
        units = visible_units(actor).filter(path__startswith=unit.path, valid_to__isnull=True)
        homes = households_visible_to(actor).filter(unit__path__startswith=unit.path)
        self.unit = unit
        every = [
            *(
                _Subject(
                    p.number,
                    p.name,
                    f"{p.number}, {posts[p.pk][0]}",
                    RecipientKind.PERSON,
                    fold(" ".join(posts[p.pk])),
                )
                for p in people
            ),
            *(_Subject(u.code, u.name, f"tập thể, {u.code}", RecipientKind.UNIT, "") for u in units),
            *(_Subject(h.code, str(h), f"hộ gia đình, {h.code}", RecipientKind.HOUSEHOLD, "") for h in homes),
        ]
        self.by_code = {one.code: one for one in every}
        self.by_name: dict[str, list[_Subject]] = {}
        for one in every:
            self.by_name.setdefault(fold(one.name), []).append(one)

    def settle(self, line: ProposalLine) -> None:
        """Find whom the line means, or the choices."""
        numbers = [choice.code for choice in line.choices] or _NUMBER.findall(line.name)
        line.choices = []
        plain = _ADDRESSED.sub("", re.sub(r"\(.*?\)|" + _NUMBER.pattern, "", line.name)).strip(" ,-–")
        by_number = [self.by_code[n] for n in numbers if n in self.by_code]
        found = by_number or self.by_name.get(fold(plain), [])
        fitting = [one for one in found if not line.honour or takes(line.honour, one.kind)]
        if by_number and fuzz.ratio(fold(by_number[0].name), fold(plain)) < NEAR_NAME:
            line.wrong.append(f"Số hiệu {by_number[0].code} là của {by_number[0].name}: chọn lại.")
        elif found and not fitting:
            line.wrong.append(f"{honour_name(line.honour)} không tặng {found[0].kind.label.lower()}.")
        elif len(fitting) > 1:
            about = fold(f"{line.unit} {line.post}")
            close = [one for one in fitting if _said(one.where, about)]
            fitting = close if len(close) == 1 else fitting
        if len(fitting) == 1 and not line.wrong:
            line.subject = Choice(fitting[0].code, f"{fitting[0].name} ({fitting[0].about})")
            return
        if not line.wrong:
            line.wrong.append(
                f"{len(fitting)} người cùng tên: chọn một."
                if fitting
                else f"Không có tên này ở {self.unit.name}: chọn tên gần giống, hoặc bỏ dòng."
            )
        likely = fitting or by_number or self._near(plain)
        line.choices = [Choice(one.code, f"{one.name} ({one.about})") for one in likely[:MOST_CHOICES]]

    def _near(self, name: str) -> list[_Subject]:
        near = process.extract(fold(name), self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_NAME)
        return [one for folded, _, _ in near for one in self.by_name[folded]]


def _said(where: str, about: str) -> bool:
    """Whether the unit and post of somebody's record are told in the line."""
    return bool(about) and fuzz.token_set_ratio(where, about) > NEAR_NAME

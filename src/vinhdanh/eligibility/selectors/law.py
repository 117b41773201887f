"""The law for reading: texts and articles on a day, one article clause by clause, what two texts change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vinhdanh.eligibility.results import Part, Results
from vinhdanh.engine import (
    Article,
    Block,
    Citation,
    Instrument,
    LawBook,
    Rule,
    RuleLine,
    Verdict,
    compare,
)
from vinhdanh.engine.predicates import Criterion, Group
from vinhdanh.engine.wording import FORCES, sentence

# What each kind of block is, as a heading.
KINDS: Mapping[str, str] = {
    "rule": "Tiêu chuẩn",
    "criterion": "Tiêu chí",
    "reading": "Cách hiểu",
    "gap": "Chưa có trong bộ quy tắc",
    "deferral": "Tạm hoãn xét",
    "principle": "Nguyên tắc",
    "vote": "Tỷ lệ phiếu",
    "quorum": "Số thành viên dự họp",
    "posting": "Công khai",
    "deadline": "Thời hạn",
    "dossier": "Hồ sơ",
    "form": "Biểu mẫu",
    "authority": "Thẩm quyền",
    "reward": "Tiền thưởng",
    "reward_rules": "Cách tính tiền thưởng",
    "base_salary": "Mức lương cơ sở",
    "quota": "Hạn mức",
    "fund_share": "Trích quỹ thi đua, khen thưởng",
    "revocation": "Hủy bỏ, tước",
    "prohibition": "Điều cấm",
    "transition": "Chuyển tiếp",
    "conduct_terms": "Giải thích từ ngữ",
    "measure": "Hình thức xử lý",
    "act_group": "Nhóm hành vi",
    "step_up": "Tăng bậc",
    "step_down": "Giảm bậc",
    "circumstance": "Tình tiết tăng nặng, giảm nhẹ",
    "deferred": "Chưa xem xét xử lý",
    "not_handled": "Không xử lý",
    "case_basis": "Căn cứ xử lý",
    "time_limit": "Thời hạn xử lý",
    "unit_threshold": "Ngưỡng của đơn vị",
    "competence": "Thẩm quyền xử lý",
    "linked": "Trách nhiệm liên đới",
    "linked_exemption": "Miễn trách nhiệm liên đới",
    "training_group": "Đối tượng tập huấn",
    "training_excused": "Miễn, hoãn tập huấn",
    "training_pass": "Đạt yêu cầu tập huấn",
    "training_effect": "Hệ quả của kết quả tập huấn",
    "lookback": "Thời gian xem xét đơn thư, thanh tra",
}
# Fields of blocks that a reader wants, with their names; all others are for the machine.
_FIELDS: Mapping[str, str] = {
    "for": "Áp dụng cho",
    "share": "Tỷ lệ",
    "council": "Hội đồng",
    "working_days": "Ngày làm việc",
    "days": "Số ngày",
    "media": "Nơi công khai",
    "except": "Trừ",
    "what": "Nội dung",
    "date": "Ngày",
    "who": "Người thực hiện",
    "items": "Giấy tờ",
    "sets": "Số bộ",
    "number": "Mẫu số",
    "name": "Tên",
    "person": "Hệ số, cá nhân",
    "unit": "Hệ số, tập thể",
    "household": "Hệ số, hộ gia đình",
    "amount": "Số tiền",
    "base": "Tính trên",
    "act": "Hành vi",
    "boundary": "Mốc ngày",
    "why": "Vì sao",
    "by": "Theo",
    "note": "Ghi chú",
}
# Fields that say something to the machine in one kind of block and to people in another.
_MACHINE = {
    ("revocation", "act"),
    ("reward_rules", "amount"),
    ("principle", "effect"),
    ("transition", "by"),
    ("reading", "for"),
    ("linked", "who"),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One criterion in words; a group with what it joins."""

    words: str
    mode: str = ""  # "all" | "any" for a group
    parts: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of an article for reading."""

    kind: str
    title: str
    statement: str
    verified: str
    block: Block
    asks: tuple[Ask, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an article with its pieces."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the list: what it is about and how well its text is known."""

    article: Article
    honours: tuple[str, ...]
    kinds: tuple[str, ...]
    verified: tuple[str, ...]
    verified_to: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class TextRows:
    """One text with its articles."""

    instrument: Instrument
    in_force: bool
    articles: tuple[ArticleRow, ...]


def texts_on(book: LawBook, day: date) -> list[TextRows]:
    """Every text: those in force on the day first, and among them the ones that hold most rules."""
    rules = Counter(rule.article.instrument.key for rule in book.rules)
    texts = sorted(
        book.instruments.values(),
        key=lambda t: (not t.applies_on(day), -rules[t.key], -t.in_force.toordinal()),
    )
    return [
        TextRows(text, text.applies_on(day), tuple(_article_row(book, a, day) for a in _articles(book, text)))
        for text in texts
    ]


def _articles(book: LawBook, text: Instrument) -> list[Article]:
    mine = [a for a in book.articles if a.instrument.key == text.key]
    return sorted(
        mine, key=lambda a: (not a.number, int("".join(c for c in a.number if c.isdigit()) or 0), a.slug)
    )


def _article_row(book: LawBook, article: Article, day: date) -> ArticleRow:
    names = dict.fromkeys(
        honour.short
        for block in article.blocks
        if block.kind == "rule"
        and (honour := book.honours.get(str(block.data.get("honour") or block.data["id"])))
    )
    kinds = dict.fromkeys(
        KINDS[block.kind] for block in article.blocks if block.kind not in ("criterion", "reading")
    )
    marks = dict.fromkeys(str(block.data["verified"]) for block in article.blocks if "verified" in block.data)
    known_to = [block.verified_to for block in article.blocks if block.kind == "rule" and block.verified_to]
    verified_to = min(known_to, default=article.instrument.verified_to)
    late = verified_to is not None and day > verified_to and bool(marks)
    return ArticleRow(article, tuple(names), tuple(kinds), tuple(marks), verified_to, late)


def clauses_of(book: LawBook, article: Article) -> list[Clause]:
    """The article's blocks under the clauses they stand in, in the order of the file."""
    grouped: dict[str, list[Piece]] = {}
    rule: Rule | None = None
    for block in article.blocks:
        if block.kind == "rule":
            rule = next((r for r in book.rules if r.block is block), None)
        grouped.setdefault(block.clause, []).append(_piece(book, block, rule))
    return [Clause(sentence(name) if name else "", tuple(pieces)) for name, pieces in grouped.items()]


def _piece(book: LawBook, block: Block, rule: Rule | None) -> Piece:
    verified = str(block.data.get("verified", ""))
    asks: tuple[Ask, ...] = ()
    if block.kind == "criterion" and rule is not None:
        asks = tuple(_ask(criterion) for criterion in _criteria_at(rule.criterion, block.line))
    fields = tuple(_fields(book, block)) if block.kind not in ("rule", "criterion") else ()
    own = rule if block.kind == "rule" else None
    return Piece(block.kind, KINDS[block.kind], block.statement, verified, block, asks, fields, own)


def _criteria_at(criterion: Criterion, line: int) -> list[Criterion]:
    """The criteria that a block at that line of the file gave to its rule."""
    if isinstance(criterion, Group) and len({item.place.line for item in criterion.items}) > 1:
        return [found for item in criterion.items for found in _criteria_at(item, line)]
    if criterion.place.line != line:
        return []
    return list(criterion.items) if isinstance(criterion, Group) and criterion.mode == "all" else [criterion]


def _ask(criterion: Criterion) -> Ask:
    if isinstance(criterion, Group):
        words = criterion.label or (
            "Tất cả các điều sau" if criterion.mode == "all" else "Một trong các điều sau"
        )
        return Ask(words, criterion.mode, tuple(_ask(item) for item in criterion.items))
    return Ask(sentence(next(criterion.leaves()).phrase))


def _fields(book: LawBook, block: Block) -> Iterator[tuple[str, str]]:
    for key, name in _FIELDS.items():
        value = block.data.get(key)
        if value is None or (block.kind, key) in _MACHINE or _is_code(value):
            continue
        if words := _words(book, key, value):
            yield name, words


def _is_code(value: Any) -> bool:
    """Whether a value is the machine's own word, such as ``received_by_appraiser``."""
    return isinstance(value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+", value) is not None


def _words(book: LawBook, key: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        joint = "; " if key == "items" else ", "
        return joint.join(_words(book, key, one) for one in value if not _is_code(one))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if key in ("for", "base"):
        return _names(book).get(value, str(value))
    return str(value)


def _names(book: LawBook) -> dict[str, str]:
    """Every code of a line or an honour → its name."""
    return {line.id: line.name for line in book.rule_lines} | {h.code: h.name for h in book.honours.values()}


def force_words(rule: Rule) -> str:
    """Whom a rule is for, in words."""
    who = {"person": "cá nhân", "unit": "tập thể", "household": "hộ gia đình"}[rule.subject_kind]
    forces = ", ".join(FORCES[force] for force in rule.forces) or "mọi lực lượng"
    return f"{sentence(who)}; {forces}"


# ---- two texts ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One subject whose verdict differs."""

    subject: str
    name: str
    unit: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line with the changes of its verdicts, most frequent first."""

    line: RuleLine
    name: str
    changes: tuple[tuple[Verdict, Verdict, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, _, count in self.changes)


def changed_lines(before: Results, after: Results, part: Part) -> list[ChangedLine]:
    """Lines on which somebody's verdict differs between two texts, within a part."""
    counted: dict[str, dict[tuple[Verdict, Verdict], int]] = {}
    for change in compare(before.verdicts, after.verdicts):
        if part[before.row[change.subject]]:
            moves = counted.setdefault(change.rule, {})
            moves[change.before, change.after] = moves.get((change.before, change.after), 0) + 1
    rows = []
    for line in before.book.rule_lines:
        if line.id in counted:
            moved = sorted(counted[line.id].items(), key=lambda item: -item[1])
            rows.append(ChangedLine(line, before.name(line), tuple((a, b, n) for (a, b), n in moved)))
    return rows


def changed_subjects(
    before: Results, after: Results, part: Part, line: str
) -> list[tuple[str, Verdict, Verdict]]:
    """Subjects whose verdict on one line differs: those who gain, then those who lose."""
    changes = (
        c for c in compare(before.verdicts, after.verdicts) if c.rule == line and part[before.row[c.subject]]
    )
    found = [(c.subject, c.before, c.after) for c in changes]
    return sorted(found, key=lambda c: (c[2] != Verdict.MET, c[1] != Verdict.MET))


@dataclass(frozen=True, slots=True)
class TextChange:
    """A line that another article rules on the other side."""

    line: RuleLine
    before: tuple[Citation, ...]
    after: tuple[Citation, ...]


def text_changes(book: LawBook, other: LawBook, first: date, second: date) -> list[TextChange]:
    """Lines whose ruling article differs between two days (and two books)."""
    changes = (
        TextChange(line, _cited(book, line, first), _cited(other, line, second)) for line in book.rule_lines
    )
    return [change for change in changes if [c.text for c in change.before] != [c.text for c in change.after]]


def _cited(book: LawBook, line: RuleLine, day: date) -> tuple[Citation, ...]:
    cited: dict[str, Citation] = {}
    for rule in book.versions(line.id, day):
        cited.setdefault(rule.citation.text, rule.citation)
        if rule.rank:
            break  # a draft or an agency's text takes the place of the rest
    return tuple(cited.values())


def unverified_on(book: LawBook, day: date) -> int:
    """How many rules in force on a day stand past the day to which their text was verified."""
    return sum(rule.verified_to is not None and day > rule.verified_to for rule in book.rules_on(day))

"""A rule: the criteria of one honour in one text, for one scope of subjects and one time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from vinhdanh.engine.facts import Force, Merit, UnitTier
from vinhdanh.engine.lawfiles import Article, Block, Problem, as_tuple, effective
from vinhdanh.engine.predicates import Criterion, Group, ParseError, parse_criterion
from vinhdanh.engine.predicates.criteria import Place
from vinhdanh.engine.predicates.parsing import Scope, known
from vinhdanh.engine.predicates.persons import Claim
from vinhdanh.engine.wording import VERIFIED

SUBJECT_KINDS = ("person", "unit", "household")
FAR_FUTURE = date(9999, 12, 31)
RANKS = {"national": 0, "overlay": 1, "draft": 2}


@dataclass(frozen=True)
class Honour:
    """One entry of the catalogue (danh hiệu thi đua, hình thức khen thưởng)."""

    code: str
    name: str
    short: str
    kind: str  # emulation_title | commendation_form | honorary_title | prize
    level: str  # state | government | ministry | base
    subjects: tuple[str, ...]
    police_name: str = ""


@dataclass(frozen=True)
class Citation:
    """Where something stands in the law, for people and for the file's reader."""

    text: str  # «điểm c khoản 1 Điều 27 Luật TĐKT 2022»
    instrument: str
    article: str
    clause: str
    file: str
    line: int


@dataclass(frozen=True)
class RuleLine:
    """One line of verdicts: every version of one rule id, or an honour known only as a gap."""

    id: str
    honour: str
    name: str
    police_name: str
    subject_kind: str


@dataclass(frozen=True, eq=False)
class Rule:
    """One version of one rule."""

    id: str
    honour: str
    name: str
    police_name: str
    subject_kind: str
    forces: tuple[Force, ...]
    categories: tuple[str, ...]
    not_categories: tuple[str, ...]
    tiers: tuple[UnitTier, ...]
    variant: str
    merit: Merit
    start: date
    end: date  # last day
    verified: str
    verified_to: date | None
    mirror_note: str
    source: str
    selection: str
    incomplete: str
    replaces: tuple[str, ...]
    refines: tuple[str, ...]
    readings: Mapping[str, Any]
    criterion: Criterion
    block: Block = field(repr=False)

    @property
    def article(self) -> Article:
        return self.block.article

    @property
    def rank(self) -> int:
        return RANKS[self.article.instrument.kind]

    @cached_property
    def version(self) -> str:
        """Id, text and file hash: what a frozen run records."""
        return f"{self.id}@{self.article.instrument.key}/{self.article.slug}#{self.article.digest}"

    @property
    def citation(self) -> Citation:
        return self.cite(self.block.clause)

    def cite(self, clause: str) -> Citation:
        """The citation of one clause of the rule's article."""
        if clause not in self._citations:
            self._citations[clause] = citation_of(self.block, clause)
        return self._citations[clause]

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {}

    @cached_property
    def only_claimed(self) -> bool:
        """Whether every way to it needs a claim: nobody can foresee one."""
        return only_claimed(self.criterion)

    @property
    def verified_label(self) -> str:
        return VERIFIED[self.verified]

    def applies_on(self, day: date) -> bool:
        return self.start <= day <= self.end

    def applies_to(self, force: Force | None, category: str = "", tier: UnitTier | None = None) -> bool:
        """Whether a subject of that force, category (persons) and tier (units) is in scope."""
        return (
            (not self.forces or force in self.forces)
            and (not self.categories or category in self.categories)
            and category not in self.not_categories
            and (not self.tiers or tier in self.tiers)
        )


def only_claimed(criterion: Criterion) -> bool:
    """Whether every way through a criterion needs a claim."""
    if isinstance(criterion, Group):
        results = [only_claimed(item) for item in criterion.items]
        return any(results) if criterion.mode == "all" else all(results)
    return isinstance(criterion, Claim)


def citation_of(block: Block, clause: str | None = None) -> Citation:
    """The citation of a block, or of a narrower clause inside it."""
    shown = block if clause is None else replace(block, clause=clause)
    article = block.article
    return Citation(
        text=shown.citation,
        instrument=article.instrument.key,
        article=article.slug,
        clause=shown.clause,
        file=article.file,
        line=block.line,
    )


def dates_of(block: Block) -> tuple[date, date, date | None]:
    """First day, last day, and the day up to which the text has been verified."""
    instrument = block.article.instrument
    own = effective(block.data)
    start = own.get("from") or instrument.in_force
    end = own.get("to")
    if end is None:
        end = instrument.out_of_force - timedelta(days=1) if instrument.out_of_force else FAR_FUTURE
    return start, end, own.get("verified_to") or instrument.verified_to


@dataclass(frozen=True)
class Exclusion:
    """Honours of some merits never support a proposal for another (khoản 3 Điều 4 NĐ 152/2025)."""

    without: frozenset[Merit]
    for_merits: frozenset[Merit]
    start: date
    end: date

    def overlaps(self, start: date, end: date) -> bool:
        return self.start <= end and start <= self.end


def exclusions(articles: Iterable[Article], problems: list[Problem]) -> list[Exclusion]:
    """The exclusions that the principle blocks declare."""
    found = []
    for article in articles:
        for block in article.blocks:
            if block.kind == "principle" and block.data.get("effect") == "merit_support":
                try:
                    without = frozenset(Merit(m) for m in as_tuple(block.data.get("merits")))
                    for_merits = frozenset(Merit(m) for m in as_tuple(block.data.get("for_merit")))
                except ValueError as error:
                    problems.append(
                        Problem(article.file, block.line_of("merit"), f"loại hình viết sai: {error}")
                    )
                    continue
                start, end, _ = dates_of(block)
                found.append(Exclusion(without, for_merits, start, end))
    return found


def rules_of(
    article: Article,
    honours: Mapping[str, Honour],
    book_readings: Mapping[str, Any],
    principles: Sequence[Exclusion],
    problems: list[Problem],
) -> list[Rule]:
    """The rules of one article, with the criteria and readings that follow each rule block."""
    grouped: list[tuple[Block, list[Block], dict[str, Any]]] = []
    for block in article.blocks:
        if block.kind == "rule":
            grouped.append((block, [], {}))
        elif block.kind == "criterion":
            if not grouped and not any(p.file == article.file for p in problems):
                problems.append(Problem(article.file, block.line, "tiêu chí đứng trước mọi khối rule"))
            if grouped:
                grouped[-1][1].append(block)
        elif block.kind == "reading" and grouped:
            grouped[-1][2].update(block.data)
    built = (
        build_rule(block, criteria, {**book_readings, **own}, honours, principles, problems)
        for block, criteria, own in grouped
    )
    return [rule for rule in built if rule is not None]


def build_rule(
    block: Block,
    criteria: list[Block],
    readings: Mapping[str, Any],
    honours: Mapping[str, Honour],
    principles: Sequence[Exclusion],
    problems: list[Problem],
) -> Rule | None:
    """One rule from its block and the criterion blocks below it; None when it can't be used."""
    data, file = block.data, block.article.file
    before = len(problems)

    def complain(message: str, token: str = "") -> None:
        problems.append(Problem(file, block.line_of(token), message))

    def words(key: str, allowed: Mapping[str, Any]) -> tuple[Any, ...]:
        found = []
        for word in as_tuple(data.get(key)):
            try:
                found.append(known(word, allowed, key))
            except ParseError as error:
                complain(str(error), error.token)
        return tuple(found)

    id = str(data.get("id", ""))
    honour = str(data.get("honour", id))
    if not id:
        complain("khối rule thiếu id")
    if honour not in honours:
        try:
            known(honour, honours, "danh hiệu hoặc hình thức")
        except ParseError as error:
            complain(str(error), honour)
    if data.get("for") not in SUBJECT_KINDS:
        complain(f"for là person, unit hoặc household; đọc được {data.get('for')!r}", "for:")
    if data.get("mirror") and not data.get("mirror_note"):
        complain("mirror: true cần mirror_note nói đã đọc ở văn bản nào", "mirror")
    if not criteria:
        complain(f"quy tắc {id} không có tiêu chí")
    merits = words("merit", {m.value: m for m in Merit})
    merit = merits[0] if merits else Merit.CONG_TRANG
    names = {code: h.name for code, h in honours.items()}
    start, end, verified_to = dates_of(block)
    applying = [p for p in principles if merit in p.for_merits and p.overlaps(start, end)]
    without = frozenset(m for principle in applying for m in principle.without)
    parsed: list[Criterion] = []
    for part in criteria:
        if not part.clause or not part.statement:
            problems.append(
                Problem(
                    file, part.line, "tiêu chí không có căn cứ: cần '## khoản …' và một dòng '> …' phía trên"
                )
            )
        place = Place(clause=part.clause, file=file, line=part.line)
        try:
            parsed.append(parse_criterion(part.data, Scope(honour, without, names, readings, place)))
        except ParseError as error:
            problems.append(Problem(file, part.line_of(error.token), str(error)))
        except (KeyError, TypeError, ValueError) as error:
            problems.append(Problem(file, part.line, f"tiêu chí viết sai: {error}"))
    forces = words("force", {f.value: f for f in Force})
    tiers = words("tier", {t.value: t for t in UnitTier})
    if len(problems) > before:
        return None
    return Rule(
        id=id,
        honour=honour,
        name=str(data.get("name") or honours[honour].name),
        police_name=str(data.get("police_name") or honours[honour].police_name),
        subject_kind=data["for"],
        forces=forces,
        categories=as_tuple(data.get("category")),
        not_categories=as_tuple(data.get("not_category")),
        tiers=tiers,
        variant=str(data.get("variant", "")),
        merit=merit,
        start=start,
        end=end,
        verified=data["verified"],
        verified_to=verified_to,
        mirror_note=str(data.get("mirror_note", "")),
        source=str(data["source"]),
        selection=str(data.get("selection", "none")),
        incomplete=str(data.get("incomplete", "")),
        replaces=as_tuple(data.get("replaces")),
        refines=as_tuple(data.get("refines")),
        readings=dict(readings),
        criterion=parsed[0]
        if len(parsed) == 1
        else Group(mode="all", items=tuple(parsed), place=parsed[0].place),
        block=block,
    )


def digest_of(rules: list[Rule]) -> str:
    """One hash over the versions of many rules, whatever their order."""
    return sha256("\n".join(sorted(r.version for r in rules)).encode()).hexdigest()

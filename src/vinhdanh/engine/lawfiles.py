"""Reading the law's files: Markdown articles with fenced blocks, and instruments in TOML.

Only the form is checked here (headings, fences, YAML, closed block names); what the blocks
mean is the law book's business. docs/reference/law-files.md describes the form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

BLOCKS: dict[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "rule": "id honour name police_name for force category not_category tier variant merit yearly "
        "selection incomplete replaces refines mirror mirror_note",
        "criterion": "*",
        "reading": "*",
        "gap": "for why force subjects",
        "deferral": "grounds discipline after_discipline note",
        "principle": "*",
        "vote": "for share of council secret note by",
        "quorum": "*",
        "posting": "*",
        "deadline": "*",
        "dossier": "*",
        "form": "*",
        "authority": "*",
        "reward": "for person unit household cap note",
        "reward_rules": "*",
        "base_salary": "amount note",
        "quota": "of base share rounding note",
        "fund_share": "share of what",
        "revocation": "*",
        "prohibition": "*",
        "transition": "boundary by before more_favourable note",
        # điều lệnh, tập huấn, xem xét lùi: read by engine/regulations
        "conduct_terms": "force repeat_from repeat_within several_from several_within",
        "measure": "code name subject order effect steps form",
        "act_group": "code subject measure referral acts at_least of",
        "step_up": "when from steps",
        "step_down": "when from steps",
        "circumstance": "code kind name derived",
        "deferred": "code name proof absence",
        "not_handled": "code name proof",
        "case_basis": "kinds",
        "time_limit": "what from working_days max_working_days",
        "unit_threshold": "measure at_least under of",
        "competence": "measures subject who level procedure",
        "linked": "subject trigger measure repeated who",
        "linked_exemption": "subject requires",
        "training_group": "code name contents working_days every_years first_days",
        "training_excused": "code name kind proof absence otherwise",
        "training_pass": "subject groups all_contents time_at_least theory practice_at_least "
        "members_at_least tiers",
        "training_effect": "trigger whom measure considered",
        "lookback": "honours merits years period of",
    }.items()
}
COMMON = frozenset(["verified", "source", "facts", "effective", "mirror", "mirror_note", "note"])
SELF_EXPLAINED = frozenset({"criterion", "reading", "gap"})  # blocks that carry no verification mark
VERIFIED = ("seen", "quoted", "reported")


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one law file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class LawError(Exception):
    """The law files can't be used; ``problems`` lists everything that is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


@dataclass(frozen=True)
class Instrument:
    """One legal text (văn bản)."""

    key: str
    number: str
    name: str
    short: str
    kind: str  # national | overlay | draft
    issuer: str
    issued: date | None
    in_force: date
    out_of_force: date | None  # first day it no longer applies
    verified_to: date | None
    replaces: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    validity: str = "proved"  # not_proved: the text was read, whether it is still in force was not shown

    @property
    def caveat(self) -> str:
        """What every answer that rests on the text has to say, empty where its validity is shown."""
        return f"{self.short} chưa chứng minh còn hiệu lực" if self.validity != "proved" else ""

    def applies_on(self, day: date) -> bool:
        return self.in_force <= day and (self.out_of_force is None or day < self.out_of_force)


@dataclass(frozen=True)
class Block:
    """A fenced block of an article with the clause and the sentence it stands under."""

    kind: str
    data: Mapping[str, Any]
    line: int
    clause: str  # «khoản 1 điểm c» as its heading says
    statement: str
    text: str
    article: Article = field(repr=False, compare=False)

    def line_of(self, token: str) -> int:
        """The file line where a word of the block stands (its first line where it does not)."""
        for offset, row in enumerate(self.text.split("\n")):
            if token and token in row:
                return self.line + 1 + offset
        return self.line

    @cached_property
    def facts(self) -> tuple[str, ...]:
        return as_tuple(self.data.get("facts"))

    @cached_property
    def subjects_named(self) -> tuple[str, ...]:
        return as_tuple(self.data.get("for"))

    @cached_property
    def start(self) -> date:
        return effective(self.data).get("from") or self.article.instrument.in_force

    @cached_property
    def end(self) -> date | None:
        """Last day in force."""
        own = effective(self.data).get("to")
        out = self.article.instrument.out_of_force
        return own or (date.fromordinal(out.toordinal() - 1) if out else None)

    @property
    def verified_to(self) -> date | None:
        return effective(self.data).get("verified_to") or self.article.instrument.verified_to

    def applies_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def citation(self) -> str:
        """«điểm c khoản 1 Điều 27 Luật TĐKT 2022»."""
        return cite(self.clause, self.article)


@dataclass(eq=False)
class Article:
    """One article of one text."""

    instrument: Instrument
    slug: str  # dieu-27
    number: str  # "27"; empty for a part that is no article
    title: str
    file: str
    text: str = field(repr=False)
    blocks: list[Block] = field(default_factory=list, repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file, first 12 hex digits."""
        return sha256(self.text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        return f"Điều {self.number}" if self.number else self.title


def as_tuple(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else (str(value),)


def effective(data: Mapping[str, Any]) -> dict[str, date | None]:
    value = data.get("effective") or {}
    return dict(value) if isinstance(value, Mapping) else {}


CLAUSE_ORDER = re.compile(r"^(khoản [^,;]+?)\s+(điểm .+)$")


def cite(clause: str, article: Article) -> str:
    """How officers cite: the narrowest part first."""
    match = CLAUSE_ORDER.match(clause)
    narrow = (
        f"{match[2]} {match[1]} "
        if match
        else f"{clause} "
        if clause.startswith(("khoản", "điểm", "mục"))
        else ""
    )
    return f"{narrow}{article.name} {article.instrument.short}"


FENCE = re.compile(r"^```+\s*(\w+)?\s*$")
TITLE = re.compile(r"^#\s+(?:Điều\s+(\d+[a-zđ]?)\.?\s*)?(.*)$")


def read_instrument(folder: Path, problems: list[Problem]) -> Instrument | None:
    """``instrument.toml`` of one folder; what is wrong goes to ``problems``."""
    file = folder / "instrument.toml"
    name = f"{folder.name}/instrument.toml"
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(name, 1, f"không đọc được: {error}"))
        return None
    missing = [k for k in ("number", "name", "short", "kind", "issuer", "in_force") if k not in data]
    if missing:
        problems.append(Problem(name, 1, f"thiếu trường {', '.join(missing)}"))
        return None
    if data["kind"] not in ("national", "overlay", "draft"):
        problems.append(Problem(name, 1, f"kind là national, overlay hoặc draft; đọc được {data['kind']!r}"))
        return None
    validity = data.get("validity", "proved")
    if validity not in ("proved", "not_proved"):
        problems.append(Problem(name, 1, f"validity là proved hoặc not_proved; đọc được {validity!r}"))
    return Instrument(
        key=folder.name,
        number=data["number"],
        name=data["name"],
        short=data["short"],
        kind=data["kind"],
        issuer=data["issuer"],
        issued=data.get("issued"),
        in_force=data["in_force"],
        out_of_force=data.get("out_of_force"),
        verified_to=data.get("verified_to"),
        replaces=as_tuple(data.get("replaces")),
        sources=as_tuple(data.get("sources")),
        note=data.get("note", ""),
        validity=validity,
    )


def read_article(path: Path, instrument: Instrument, problems: list[Problem]) -> Article | None:
    """One ``dieu-NN.md``; what is wrong goes to ``problems``."""
    name = f"{instrument.key}/{path.name}"
    text = path.read_text("utf-8")
    lines = text.split("\n")
    head = TITLE.match(lines[0])
    if head is None:
        problems.append(Problem(name, 1, "dòng đầu cần là '# Điều NN. Tên điều'"))
        return None
    article = Article(instrument, path.stem, head[1] or "", head[2].strip() or path.stem, name, text)
    clause, statement, at = "", "", 1
    used = False  # whether a criterion has stood under the clause: the next rule needs its own
    while at < len(lines):
        row = lines[at]
        fence = FENCE.match(row)
        if row.startswith("## "):
            clause, statement, used = row[3:].strip(), "", False
        elif row.startswith(">"):
            said = row[1:].strip()
            statement = f"{statement} {said}".strip() if lines[at - 1].startswith(">") else said
        elif fence and fence[1]:
            first = at
            at += 1
            while at < len(lines) and not lines[at].startswith("```"):
                at += 1
            if at == len(lines):
                problems.append(Problem(name, first + 1, f"khối {fence[1]} không có dòng ``` đóng"))
                break
            body = "\n".join(lines[first + 1 : at])
            if fence[1] == "rule" and used:
                clause, statement = "", ""
            used = used or fence[1] == "criterion"
            block = read_block(fence[1], body, first + 1, clause, statement, article, problems)
            if block is not None:
                article.blocks.append(block)
        at += 1
    return article


def read_block(
    kind: str, body: str, line: int, clause: str, statement: str, article: Article, problems: list[Problem]
) -> Block | None:
    """The YAML of one fence. ``line`` is the fence's own line number."""
    name = article.file
    if kind not in BLOCKS:
        problems.append(Problem(name, line, f"không có khối {kind!r}; các khối: {', '.join(BLOCKS)}"))
        return None
    try:
        data = yaml.load(body, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = line + 1 + (mark.line if mark else 0)
        problems.append(Problem(name, at, f"khối {kind} viết sai YAML: {getattr(error, 'problem', error)}"))
        return None
    if not isinstance(data, Mapping):
        problems.append(Problem(name, line, f"khối {kind} cần các trường 'tên: giá trị'"))
        return None
    block = Block(kind, data, line, clause, statement, body, article)
    allowed = BLOCKS[kind]
    if "*" not in allowed:
        for key in data:
            if key not in allowed and key not in COMMON:
                problems.append(
                    Problem(name, block.line_of(str(key)), f"khối {kind} không có trường {key!r}")
                )
    if kind not in SELF_EXPLAINED:
        if data.get("verified") not in VERIFIED:
            problems.append(
                Problem(
                    name,
                    block.line_of("verified"),
                    f"khối {kind} cần verified: seen, quoted hoặc reported; "
                    f"đọc được {data.get('verified')!r}. "
                    "Điều chỉ nhớ mà chưa thấy nguồn thì ghi khối gap",
                )
            )
        if not data.get("source"):
            problems.append(Problem(name, line, f"khối {kind} thiếu source: đọc ở đâu"))
    return block


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses a key written twice."""


def _no_twice(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in mapping:
            raise yaml.constructor.ConstructorError(
                None, None, f"trường {key!r} viết hai lần", key_node.start_mark
            )
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _no_twice)


def load_yaml(path: Path) -> Any:
    """A whole YAML file with the same strictness.

    Raises:
        LawError: naming the file and the line.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise LawError([Problem(name, mark.line + 1 if mark else 1, f"viết sai YAML: {error}")]) from error

"""What the blocks about điều lệnh must satisfy: every name known, every share readable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vinhdanh.engine.facts import AbsenceKind, HoldGround, Merit, UnitTier
from vinhdanh.engine.lawfiles import Article, Block, Problem, as_tuple
from vinhdanh.engine.predicates.parsing import FORM_WORDS, ParseError, known, parse_share
from vinhdanh.engine.rules import Honour

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "measure": ("code", "name", "subject", "effect"),
    "act_group": ("code", "subject", "acts"),
    "step_up": ("when", "from", "steps"),
    "step_down": ("when", "from", "steps"),
    "circumstance": ("code", "kind", "name"),
    "deferred": ("code", "name"),
    "not_handled": ("code", "name"),
    "case_basis": ("kinds",),
    "time_limit": ("what", "from", "working_days"),
    "unit_threshold": ("measure", "at_least"),
    "competence": ("measures", "subject", "who", "level", "procedure"),
    "linked": ("subject", "trigger", "measure", "who"),
    "linked_exemption": ("subject", "requires"),
    "training_group": ("code", "name", "contents"),
    "training_excused": ("code", "name", "kind"),
    "training_pass": ("subject",),
    "training_effect": ("trigger", "whom", "measure"),
    "lookback": ("of",),
}
WORDS: Mapping[tuple[str, str], Iterable[str]] = {
    ("measure", "effect"): ("none", "lower", "none_this_year", "rated_failed", "discipline"),
    ("measure", "form"): FORM_WORDS,
    ("step_up", "when"): ("same_act_repeated", "several_acts", "more_aggravating"),
    ("step_down", "when"): ("more_mitigating",),
    ("step_up", "from"): ("own", "highest"),
    ("step_down", "from"): ("own",),
    ("circumstance", "kind"): ("aggravating", "mitigating"),
    ("circumstance", "derived"): ("repeated",),
    ("deferred", "absence"): [kind.value for kind in AbsenceKind],
    ("time_limit", "what"): ("decide", "report"),
    ("time_limit", "from"): ("notice", "full_file"),
    ("act_group", "referral"): ("discipline",),
    ("linked", "who"): ("head", "commander_in_charge"),
    ("linked_exemption", "requires"): ("repeated", "warned_on_record", "reported_up"),
    ("training_group", "contents"): ("both", "theory"),
    ("training_excused", "kind"): ("exempt", "no_practice", "postponed", "confirmed_elsewhere"),
    ("training_pass", "tiers"): [tier.value for tier in UnitTier],
    ("training_effect", "trigger"): ("person_failed", "unit_failed", "not_held", "skipped"),
    ("training_effect", "whom"): ("self", "unit", "head", "deputy_in_charge"),
    ("lookback", "of"): [ground.value for ground in HoldGround],
    ("lookback", "merits"): [merit.value for merit in Merit],
    ("lookback", "period"): ("command_posts",),
    ("reading", "off_ladder"): ("person", "none", "kept"),
    ("reading", "several_lowerings"): ("person", "add", "heaviest"),
}
SHARES = ("at_least", "under", "time_at_least", "practice_at_least", "members_at_least")
SUBJECTS = ("person", "unit")
ON_UNITS = ("unit",)  # for whom a training effect is a measure of a unit


def check_conduct(articles: Iterable[Article], honours: Mapping[str, Honour]) -> list[Problem]:
    """Every problem of these blocks, with file and line."""
    blocks = [b for a in articles for b in a.blocks if b.kind in REQUIRED or b.kind == "reading"]
    problems = [p for b in blocks for p in _form(b)]
    if not problems:
        problems = [*_names(blocks, honours)]
    return problems


def _form(block: Block) -> Iterator[Problem]:
    for key in REQUIRED.get(block.kind, ()):
        if key not in block.data:
            yield Problem(block.article.file, block.line, f"khối {block.kind} thiếu trường {key!r}")
    if block.kind != "reading" and "subject" in block.data:
        yield from _one_of(block, "subject", SUBJECTS)
    for (kind, key), words in WORDS.items():
        if kind == block.kind and key in block.data:
            yield from _one_of(block, key, words)
    if block.kind != "reading":
        for key in SHARES:
            if key in block.data:
                try:
                    parse_share(block.data[key])
                except ParseError as error:
                    yield Problem(block.article.file, block.line_of(key), str(error))
    if block.kind == "measure" and block.data.get("effect") == "lower" and "steps" not in block.data:
        yield Problem(block.article.file, block.line, "measure có effect: lower cần steps: hạ mấy bậc")
    if block.kind == "act_group" and ("measure" in block.data) == ("referral" in block.data):
        yield Problem(block.article.file, block.line, "act_group cần một trong hai: measure hoặc referral")


def _one_of(block: Block, key: str, words: Iterable[str]) -> Iterator[Problem]:
    for word in as_tuple(block.data[key]):
        yield from _look_up(block, word, dict.fromkeys(words), key)


def _look_up(block: Block, word: str, among: Mapping[str, Any], what: str) -> Iterator[Problem]:
    try:
        known(word, among, what)
    except ParseError as error:
        yield Problem(block.article.file, block.line_of(word), f"{block.kind}: {error}")


def _names(blocks: list[Block], honours: Mapping[str, Honour]) -> Iterator[Problem]:
    """Measures, groups and honours that one block takes from another."""
    measures: dict[str, dict[str, Block]] = {subject: {} for subject in SUBJECTS}
    for b in blocks:
        if b.kind == "measure":
            measures[b.data["subject"]][str(b.data["code"])] = b
    groups = {str(b.data["code"]): b for b in blocks if b.kind == "training_group"}
    ladders = [b for b in blocks if b.kind == "reading" and "title_ladder" in b.data]
    for b in blocks:
        for subject, key in _measure_fields(b):
            for code in as_tuple(b.data.get(key)):
                yield from _look_up(b, code, measures[subject], "hình thức xử lý")
        if b.kind == "training_pass":
            for code in as_tuple(b.data.get("groups")):
                yield from _look_up(b, code, groups, "nhóm tập huấn")
        for code in _honours_named(b):
            yield from _look_up(b, code, honours, "danh hiệu hoặc hình thức")
        if b.kind == "measure" and b.data["effect"] == "lower" and not ladders:
            yield Problem(
                b.article.file, b.line, "hạ bậc mà không có khối reading title_ladder: một bậc là gì"
            )


def _measure_fields(block: Block) -> tuple[tuple[str, str], ...]:
    """(whose measure, field) of every field that names a measure."""
    subject = str(block.data.get("subject", "unit"))
    match block.kind:
        case "act_group":
            return ((subject, "measure"),)
        case "unit_threshold":
            return (("unit", "measure"),)
        case "competence":
            return ((subject, "measures"),)
        case "linked":
            return ((subject, "trigger"), ("person", "measure"), ("person", "repeated"))
        case "training_effect":
            return (("unit" if block.data["whom"] in ON_UNITS else "person", "measure"),)
    return ()


def _honours_named(block: Block) -> tuple[str, ...]:
    if block.kind == "lookback":
        return as_tuple(block.data.get("honours"))
    if block.kind == "reading":
        lists = [block.data.get(key) or {} for key in ("title_ladder", "year_titles")]
        return tuple(code for found in lists for codes in found.values() for code in as_tuple(codes))
    return ()

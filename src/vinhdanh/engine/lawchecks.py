"""What a law book must satisfy before anybody is judged by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from vinhdanh.engine.conductchecks import check_conduct
from vinhdanh.engine.lawfiles import Article, Block, Problem
from vinhdanh.engine.rules import FAR_FUTURE, Honour, Rule

COVERED_FROM = date(2024, 1, 1)  # the Law of 2022 came into force
COVERED_TO = date(2027, 12, 31)
ONE_DAY = timedelta(days=1)


def check_book(rules: list[Rule], articles: list[Article], honours: Mapping[str, Honour]) -> list[Problem]:
    """Every problem that only shows when all texts are read together."""
    gaps = [b for a in articles for b in a.blocks if b.kind == "gap"]
    return [
        *_two_rules_of_one_rank(rules),
        *_unexplained_gaps(rules, gaps),
        *_unknown_names(rules, articles, honours),
        *_gaps_without_reason(gaps),
        *check_conduct(articles, honours),
    ]


def _overlap(left: tuple[object, ...], right: tuple[object, ...]) -> bool:
    return not left or not right or bool(set(left) & set(right))


def _same_subjects(a: Rule, b: Rule) -> bool:
    apart = (set(a.categories) and set(a.categories) <= set(b.not_categories)) or (
        set(b.categories) and set(b.categories) <= set(a.not_categories)
    )
    return (
        a.subject_kind == b.subject_kind
        and _overlap(a.forces, b.forces)
        and _overlap(a.categories, b.categories)
        and _overlap(a.tiers, b.tiers)
        and not apart
    )


def _two_rules_of_one_rank(rules: list[Rule]) -> Iterator[Problem]:
    """Two rules of equal rank for one subject on one day: nobody could say which one counts."""
    for at, a in enumerate(rules):
        for b in rules[at + 1 :]:
            if a.rank != b.rank or a.end < b.start or b.end < a.start or not _same_subjects(a, b):
                continue
            same_way = a.honour == b.honour and a.variant == b.variant
            if a.id == b.id or same_way:
                yield Problem(
                    b.article.file,
                    b.block.line,
                    f"{b.id} trùng đối tượng và thời gian với {a.id} "
                    f"({a.article.file}:{a.block.line}), cùng cấp: "
                    "sửa ngày hiệu lực, ghi replaces, hoặc đặt variant nếu là hai con đường khác nhau",
                )


def _unexplained_gaps(rules: list[Rule], gaps: list[Block]) -> Iterator[Problem]:
    """From 2024 to 2027 each rule id has, on every day, a rule or a listed gap."""
    lines: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.rank == 0:
            lines.setdefault(rule.id, []).append(rule)
    for id, versions in lines.items():
        spans = [(r.start, r.end) for r in versions]
        spans += [
            (g.start, g.end or FAR_FUTURE)
            for g in gaps
            if id in g.subjects_named or versions[0].honour in g.subjects_named
        ]
        day = COVERED_FROM
        for start, end in sorted(spans):
            if start > day:
                break
            day = max(day, end + ONE_DAY if end < FAR_FUTURE else FAR_FUTURE)
        if day <= COVERED_TO:
            yield Problem(
                versions[0].article.file,
                versions[0].block.line,
                f"{id}: từ ngày {day:%d/%m/%Y} không có quy tắc và không có khối gap giải thích",
            )


def _unknown_names(
    rules: list[Rule], articles: Iterable[Article], honours: Mapping[str, Honour]
) -> Iterator[Problem]:
    """Blocks may name only honours of the catalogue and ids of rules."""
    known = {*honours, *(r.id for r in rules)}
    for article in articles:
        for block in article.blocks:
            named = block.subjects_named if block.kind != "rule" else ()
            for word in (*named, *_words(block, "replaces"), *_words(block, "refines")):
                if word not in known and block.kind in NAMING:
                    yield Problem(
                        article.file,
                        block.line_of(word),
                        f"{block.kind}: không có danh hiệu hay quy tắc {word!r}",
                    )


NAMING = frozenset(["rule", "gap", "vote", "posting", "deadline", "dossier", "authority", "reward"])


def _words(block: Block, key: str) -> tuple[str, ...]:
    value = block.data.get(key)
    return tuple(value) if isinstance(value, list) else ()


def _gaps_without_reason(gaps: list[Block]) -> Iterator[Problem]:
    for gap in gaps:
        if not gap.data.get("why"):
            yield Problem(gap.article.file, gap.line, "khối gap thiếu why: vì sao chưa có")

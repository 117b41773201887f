"""Loading the law for a command, and the words around rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vinhdanh.web.cli.output import Exit, fail

if TYPE_CHECKING:
    from vinhdanh.engine import Article, LawBook, Rule

SUBJECTS = {"person": "cá nhân", "unit": "tập thể", "household": "hộ gia đình"}
KINDS = {"overlay": "bộ quy chế", "draft": "dự thảo"}
SHOWN_PROBLEMS = 20


def load_book(
    overlays: Sequence[str] = (), drafts: Sequence[str] = (), code: Exit = Exit.UNUSABLE
) -> LawBook:
    """The law, or one message that names every line to mend."""
    from vinhdanh.engine import LawBook, LawError

    for kind, names in (("overlay", overlays), ("draft", drafts)):
        for name in names:
            known = shipped(kind)
            if name not in known and not (Path(name) / "instrument.toml").is_file():
                fail(f"Không có {KINDS[kind]} “{name}”.", _choices(name, known), Exit.USAGE)
    try:
        return LawBook.load(overlays=overlays, drafts=drafts)
    except LawError as error:
        lines = [str(problem) for problem in error.problems]
        more = f"\n… và {len(lines) - SHOWN_PROBLEMS} chỗ nữa" if len(lines) > SHOWN_PROBLEMS else ""
        fail(
            f"Văn bản luật có {len(lines)} chỗ phải sửa:\n" + "\n".join(lines[:SHOWN_PROBLEMS]) + more,
            "Cách viết: docs/reference/law-files.md.",
            code,
        )


def shipped(kind: str) -> list[str]:
    """Names of the overlays or drafts that come with the program."""
    from vinhdanh.engine.lawbook import LAWS

    heads = sorted(LAWS.glob("*/instrument.toml"))
    return [head.parent.name for head in heads if f'kind = "{kind}"' in head.read_text(encoding="utf-8")]


def _choices(name: str, known: list[str]) -> str:
    return (
        nearest(name, known) or f"Kèm theo có: {', '.join(known)}; hoặc nêu thư mục có tệp instrument.toml."
    )


def slug(text: str) -> str:
    """«22», «Điều 22», «dieu-22» → «dieu-22»."""
    found = re.fullmatch(r"(?:(?:điều|dieu)[\s-]*)?0*(\d+)([a-zđ]?)", text.strip().lower())
    return f"dieu-{int(found[1]):02d}{found[2]}" if found else text.strip().lower()


def nearest(asked: str, known: Sequence[str]) -> str:
    """A hint naming what is close to a mistyped word; empty when nothing is."""
    near = get_close_matches(asked, known, n=3, cutoff=0.6)
    return f"Gần giống: {', '.join(near)}." if near else ""


def rule_facts(rule: Rule) -> dict[str, Any]:
    """A rule as JSON facts."""
    return {
        "rule": rule.id,
        "honour": rule.honour,
        "name": rule.name,
        "police_name": rule.police_name,
        "for": rule.subject_kind,
        "forces": [force.value for force in rule.forces],
        "citation": rule.citation.text,
        "instrument": rule.article.instrument.key,
        "article": rule.article.slug,
        "file": rule.citation.file,
        "line": rule.citation.line,
        "from": rule.start,
        "to": None if rule.end.year == 9999 else rule.end,
        "verified": rule.verified,
        "verified_to": rule.verified_to,
        "incomplete": rule.incomplete,
        "version": rule.version,
    }


def article_facts(article: Article) -> dict[str, Any]:
    """An article as JSON facts: its blocks with clause, sentence and fields."""
    return {
        "article": article.slug,
        "name": article.name,
        "title": article.title,
        "instrument": article.instrument.key,
        "instrument_name": f"{article.instrument.name} số {article.instrument.number}",
        "file": article.file,
        "in_force": article.instrument.in_force,
        "out_of_force": article.instrument.out_of_force,
        "blocks": [
            {
                "kind": block.kind,
                "line": block.line,
                "clause": block.clause,
                "statement": block.statement,
                "fields": dict(block.data) if isinstance(block.data, dict) else block.data,
            }
            for block in article.blocks
        ],
    }

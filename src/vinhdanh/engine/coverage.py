"""Which legal facts are encoded where, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass

from vinhdanh.engine.lawbook import LawBook

MARKS = {"S": "đã đọc", "2q": "trích dẫn", "2": "thuật lại", "M": "chỉ nhớ", "I": "suy luận"}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One fact of the inventory."""

    fact: str
    section: str
    statement: str
    mark: str
    state: str  # encoded | gap | missing
    where: tuple[str, ...]  # file:line of the blocks that name it
    why: str  # of a gap


def coverage(book: LawBook) -> list[CoverageRow]:
    """Every fact of the inventory with the blocks that encode it or the gap that explains it.

    Load the book with every overlay and draft to see the facts that only they encode.
    """
    encoded: dict[str, list[str]] = {}
    gaps: dict[str, list[tuple[str, str]]] = {}
    for article in book.articles:
        for block in article.blocks:
            place = f"{article.file}:{block.line}"
            if block.kind == "gap":
                for fact in {*block.facts, *block.subjects_named}:
                    gaps.setdefault(fact, []).append((place, str(block.data.get("why", ""))))
            else:
                named = block.facts or ((str(block.data["id"]),) if block.data.get("id") else ())
                for fact in named:
                    encoded.setdefault(fact, []).append(place)
    rows = []
    for row in book.inventory:
        where = tuple(encoded.get(row.id, ()))
        why = "; ".join(dict.fromkeys(reason for _, reason in gaps.get(row.id, ())))
        state = "encoded" if where else "gap" if row.id in gaps else "missing"
        places = where or tuple(place for place, _ in gaps.get(row.id, ()))
        rows.append(CoverageRow(row.id, row.section, row.statement, row.mark, state, places, why))
    return rows


def unlisted(book: LawBook) -> list[str]:
    """Facts that blocks name but the inventory does not hold."""
    known = {row.id for row in book.inventory}
    named = {fact for a in book.articles for b in a.blocks for fact in b.facts}
    return sorted(named - known)

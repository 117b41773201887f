"""Pieces that the papers of every room are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.documents.paper import Align, Block, Column, Row, Signature, Words
from vinhdanh.people.exports import secret_numbers
from vinhdanh.people.papers.secrecy import left_out_note

Entry = TypeVar("Entry")
HEAD = "Thủ trưởng đơn vị"
_POSTS = (
    "Thủ trưởng",
    "Giám đốc",
    "Phó Giám đốc",
    "Trưởng",
    "Phó Trưởng",
    "Chủ tịch",
    "Phó Chủ tịch",
    "Chánh",
)
TURN = Column("STT", 0.55, Align.CENTRE)  # the first column of every list


def signature_of(words: str = "", post: str = HEAD) -> Signature:
    """Who signs, as records have it: «Đại tá Trịnh Quốc Bảo, Giám đốc»; without a name the space stays free.

    Args:
        words: the name with the post behind a comma; a name alone signs as ``post``, a
            post alone («Giám đốc») above an empty space.
        post: what stands above a name without a post, and above an empty space.
    """
    name, comma, own = (part.strip() for part in words.partition(","))
    if not comma and name.startswith(_POSTS):
        return Signature((name.upper(),))
    return Signature(((own or post).upper(),), name)


def numbered(rows: Iterable[Sequence[Words]], start: int = 1) -> tuple[Row, ...]:
    """Rows of a list with their number in front, for a table that begins with ``TURN``."""
    return tuple(Row((str(at), *cells)) for at, cells in enumerate(rows, start))


def sample_rows(short: Sequence[Entry], long: bool, many: int = 500) -> list[Entry]:
    """The rows of a sample list: the few given, or as many of them as a long annex has."""
    return [short[at % len(short)] for at in range(many)] if long else list(short)


def may_leave(
    actor: Account | Operator, rows: Iterable[Entry], number_of: Callable[[Entry], str]
) -> tuple[list[Entry], tuple[Block, ...]]:
    """Rows about people whose records the actor may take out, and the line about those that stay in.

    Args:
        number_of: the số hiệu of whom a row is about; "" for anybody who has none.
    """
    listed, secret = list(rows), secret_numbers(actor)
    kept = [row for row in listed if number_of(row) not in secret]
    return kept, left_out_note(len({number_of(row) for row in listed} & secret))

"""Attestations: a page for each of whom something is attested, A4 landscape, as PDF/A-2b."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vinhdanh.documents import setting
from vinhdanh.documents.paper import Letterhead, Signature
from vinhdanh.documents.words import day_line, printable


@dataclass(frozen=True, slots=True)
class Attestation:
    """One page.

    Attributes:
        title: in capitals as it is printed ("GIẤY CHỨNG NHẬN").
        opening: the line before the name ("Chứng nhận đồng chí").
        lines: what is said of him, a line each.
        entry: where it stands in the book ("Vào sổ số: 0001/2026").
    """

    title: str
    name: str
    lines: tuple[str, ...]
    dated: date
    signature: Signature
    opening: str = ""
    entry: str = ""


def attestations_pdf(title: str, head: Letterhead, pages: Sequence[Attestation]) -> bytes:
    """All pages in one file, in the order given; at least one.

    Raises:
        PaperError: one holds something that cannot be set, e.g. a letter that the fonts lack.
    """
    return setting.pdf("attestation", _data(title, head, pages), made=pages[0].dated)


def attestations_pictures(
    title: str, head: Letterhead, pages: Sequence[Attestation], *, ppi: float = 96
) -> list[bytes]:
    """Each page as PNG. Raises as ``attestations_pdf``."""
    return setting.pictures("attestation", _data(title, head, pages), ppi=ppi)


def _data(title: str, head: Letterhead, pages: Sequence[Attestation]) -> dict[str, Any]:
    place = f"{head.place}, " if head.place else ""
    return {
        "title": printable(title),
        "letterhead": {
            "issuer": printable(head.issuer),
            "parent": printable(head.parent),
            "nation": printable(head.nation),
            "motto": printable(head.motto),
        },
        "pages": [
            {
                "title": printable(one.title),
                "opening": printable(one.opening),
                "name": printable(one.name),
                "lines": [printable(line) for line in one.lines],
                "entry": printable(one.entry),
                "place": printable(f"{place}{day_line(one.dated)}"),
                "lines-above": [printable(line) for line in one.signature.lines],
                "signer": printable(one.signature.name),
            }
            for one in pages
        ],
    }

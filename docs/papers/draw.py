"""Draws every kind of paper on fictitious data: the usual case, and the one with long names and many rows.

``make papers`` writes the pictures beside this file. They are for looking: whoever changes a paper looks at
its picture before and after.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from rich.progress import track

HERE = Path(__file__).parent
DENSITY = 72  # points an inch: readable, and small enough for a repository
PAGES = 2  # of a long paper: its first pages show the head, and the list going on
COLOURS = 32


def main() -> None:
    """Write ``<code>.png`` and ``<code>-dai.png`` for each kind, further pages with their number."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")
    import django

    django.setup()
    import certificates  # beside this file

    from vinhdanh.web.paper_kinds import KINDS

    for old in HERE.glob("*.png"):
        old.unlink()
    for kind in track(KINDS, "Vẽ giấy tờ"):
        for name, pages in _of_kind(kind):
            _keep(name, pages)
    for name, pages in certificates.pictures(DENSITY):
        _keep(name, pages)


def _of_kind(kind: object) -> Iterator[tuple[str, list[bytes]]]:
    from vinhdanh.documents.paper import Letterhead
    from vinhdanh.documents.pdf import paper_pictures
    from vinhdanh.people.papers.kinds import PaperKind

    assert isinstance(kind, PaperKind)
    head = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
    yield kind.code, paper_pictures(kind.sample(head, False), ppi=DENSITY)[:1]
    yield f"{kind.code}-dai", paper_pictures(kind.sample(head, True), ppi=DENSITY)[:PAGES]


def _keep(name: str, pages: list[bytes]) -> None:
    for at, page in enumerate(pages, 1):
        number = f"-{at}" if len(pages) > 1 else ""
        drawn = Image.open(BytesIO(page)).convert("RGBA")
        on_paper = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")
        on_paper.quantize(COLOURS).save(HERE / f"{name}{number}.png", optimize=True)


if __name__ == "__main__":
    main()

"""Draws every kind of paper on fictitious data: the usual case, and the one with long names and many rows.

``make papers`` writes the pictures beside this file. They are for looking: whoever changes a paper looks at
its picture before and after.
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent
DENSITY = 64  # points an inch: readable, and small enough for a repository
PAGES = 2  # of a long paper: its first pages show the head, and the list going on


def main() -> None:
    """Write ``<code>.png`` and ``<code>-dai.png`` for each kind, further pages with their number."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")
    import django

    django.setup()
    from rich.progress import track

    from vinhdanh.documents.paper import Letterhead
    from vinhdanh.documents.pdf import paper_pictures
    from vinhdanh.web.paper_kinds import KINDS

    head = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
    for old in HERE.glob("*.png"):
        old.unlink()
    for kind in track(KINDS, "Vẽ giấy tờ"):
        for long, name in ((False, kind.code), (True, f"{kind.code}-dai")):
            pages = paper_pictures(kind.sample(head, long), ppi=DENSITY)[: PAGES if long else 1]
            for at, picture in enumerate(pages, 1):
                number = f"-{at}" if len(pages) > 1 else ""
                (HERE / f"{name}{number}.png").write_bytes(picture)


if __name__ == "__main__":
    main()

"""How many pages a TIFF has and how large they are: its directories, and nothing else of it.

Office scanners write TIFF, several pages to a file. What the pages hold is Tesseract's business; here only
the chain of directories is walked, so that a file which is none, or would fill the memory, never reaches it.
"""

from __future__ import annotations

import struct

MOST_FRAMES = 1_000  # directories that are walked; a chain that is longer is none
_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
_WIDTH, _LENGTH = 256, 257  # tags
_FORMS = {3: "H", 4: "I"}  # types that a size may have


def frames_of(picture: bytes) -> list[tuple[int, int]]:
    """Width and height in pixels of every page; empty for what is no TIFF, or a damaged one."""
    order = _ORDERS.get(picture[:4])
    if order is None:
        return []
    sizes: list[tuple[int, int]] = []
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(f"{order}I", picture, 4)
        while at:
            if at in seen or len(sizes) == MOST_FRAMES:
                return []
            seen.add(at)
            (count,) = struct.unpack_from(f"{order}H", picture, at)
            sizes.append(_size(picture, order, at + 2, count))
            (at,) = struct.unpack_from(f"{order}I", picture, at + 2 + 12 * count)
    except struct.error:  # it points behind its end
        return []
    return sizes if all(width and height for width, height in sizes) else []


def _size(picture: bytes, order: str, first: int, count: int) -> tuple[int, int]:
    found = {_WIDTH: 0, _LENGTH: 0}
    for at in range(first, first + 12 * count, 12):
        tag, form, _ = struct.unpack_from(f"{order}HHI", picture, at)
        if tag in found and form in _FORMS:
            (found[tag],) = struct.unpack_from(order + _FORMS[form], picture, at + 8)
    return found[_WIDTH], found[_LENGTH]

"""Draw the frame of certificates anew after a change of frame.typ: ``python -m vinhdanh.documents.frame``.

A page of a thousand shows it as a picture, which a file holds once; as lines each page would hold them again
and take ten times as long.
"""

from __future__ import annotations

from vinhdanh.documents import setting

PICTURE = setting.TEMPLATES / "frame.png"
PPI = 400


def drawn() -> bytes:
    """The frame on white as PNG."""
    [picture] = setting.pictures("frame", {}, ppi=PPI)
    return picture


if __name__ == "__main__":
    PICTURE.write_bytes(drawn())

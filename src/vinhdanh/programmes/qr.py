"""QR codes as pictures of the page's own: a matrix of modules, drawn as one SVG path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import zxingcpp


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """A QR code to draw: a square of ``size`` modules, quiet zone included, and the path of the dark ones."""

    size: int
    path: str


def qr_drawing(text: str) -> QrDrawing:
    """The drawing of a text; each run of dark modules in a row is one rectangle of the path.

    Raises:
        ValueError: the text is longer than a QR code holds.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    light = np.array(code.to_image(scale=1, add_quiet_zones=True))
    return QrDrawing(light.shape[0], "".join(_run(x, y, n) for x, y, n in _runs(light == 0)))


def _run(x: int, y: int, length: int) -> str:
    return f"M{x} {y}h{length}v1h-{length}z"


def _runs(dark: np.ndarray) -> list[tuple[int, int, int]]:
    """Column, row and length of every run of dark modules."""
    found = []
    for y, row in enumerate(dark):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
        found += [(int(first), y, int(last - first)) for first, last in edges.reshape(-1, 2)]
    return found

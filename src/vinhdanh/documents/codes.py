"""QR codes as drawings: a matrix of modules, as one SVG path for pages and for papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isqrt
from typing import Any

import zxingcpp

_DARK = re.compile(b"\0+")


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """A QR code to draw: a square of ``size`` modules, quiet zone included, and the path of the dark ones."""

    size: int
    path: str


def qr_drawing(text: str, *, quiet: bool = True) -> QrDrawing:
    """The drawing of a text; each run of dark modules in a row is one rectangle of the path.

    Args:
        quiet: with the four light modules around it that readers need; off where the paper is white anyway.

    Raises:
        ValueError: the text is longer than a QR code holds.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    image: Any = code.to_image(scale=1, add_quiet_zones=quiet)
    modules = bytes(memoryview(image))  # one byte each: 0 is dark
    size = isqrt(len(modules))
    rows = (modules[at : at + size] for at in range(0, len(modules), size))
    path = "".join(_run(run, y) for y, row in enumerate(rows) for run in _DARK.finditer(row))
    return QrDrawing(size, path)


def qr_svg(text: str) -> str:
    """A whole SVG without a quiet zone, black on nothing. Raises as ``qr_drawing``."""
    drawn = qr_drawing(text, quiet=False)
    box = f"0 0 {drawn.size} {drawn.size}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{drawn.path}"/></svg>'


def _run(run: re.Match[bytes], y: int) -> str:
    length = run.end() - run.start()
    return f"M{run.start()} {y}h{length}v1h-{length}z"

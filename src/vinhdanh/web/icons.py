"""Line icons, drawn inline so that they follow colour, theme and print."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe

SHEET = Path(__file__).parent / "static" / "web" / "assets" / "tabler" / "icons.svg"
_SVG = "{http://www.w3.org/2000/svg}"


@cache
def _paths() -> dict[str, str]:
    sheet = ElementTree.parse(SHEET).getroot()
    return {
        symbol.get("id", ""): "".join(f'<path d="{path.get("d")}"/>' for path in symbol.iter(f"{_SVG}path"))
        for symbol in sheet.iter(f"{_SVG}symbol")
    }


def icon(name: str, size: str = "") -> SafeString:
    """One icon as decoration: the words beside it carry the meaning.

    Args:
        name: an id of ``icons.svg``.
        size: ``i-s`` or ``i-l``, or empty for the common size.

    Raises:
        KeyError: there is no such icon.
    """
    cls = f"i {size}".strip()
    return mark_safe(f'<svg class="{cls}" viewBox="0 0 24 24" aria-hidden="true">{_paths()[name]}</svg>')

"""A whole picture for a page, of the elements of ``documents.svg``."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe


def picture(attributes: str, parts: Iterable[str]) -> SafeString:
    """A whole picture. ``attributes`` is markup: the caller escapes what it puts there."""
    return mark_safe(f"<svg {attributes}>{''.join(parts)}</svg>")

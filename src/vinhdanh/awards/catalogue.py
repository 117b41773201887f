"""The honours there are, as the law files list them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vinhdanh.engine import Honour, LawBook


@cache
def catalogue() -> Mapping[str, Honour]:
    """Code → honour, in the order of the law files. Read once per process.

    Raises:
        LawError: the law files don't load.
    """
    return MappingProxyType(dict(LawBook.load().honours))


def honour_name(code: str, *, police: bool = False) -> str:
    """An honour's name, as the police call it where asked; a code unknown to the law files shows as it is."""
    honour = catalogue().get(code)
    if honour is None:
        return code
    return (honour.police_name or honour.name) if police else honour.name

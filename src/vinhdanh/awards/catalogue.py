"""The honours there are, as the law files list them, and the money that the law gives with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from vinhdanh.awards.types import RecipientKind
from vinhdanh.engine import Honour, LawBook, Reward, reward

TITLE = "emulation_title"


@cache
def law_book() -> LawBook:
    """The national texts, read once per process.

    Raises:
        LawError: the law files don't load.
    """
    return LawBook.load()


def catalogue() -> Mapping[str, Honour]:
    """Code → honour, in the order of the law files.

    Raises:
        LawError: the law files don't load.
    """
    return MappingProxyType(law_book().honours)


def honour_name(code: str, *, police: bool = False) -> str:
    """An honour's name, as the police call it where asked; a code unknown to the law files shows as it is."""
    honour = catalogue().get(code)
    if honour is None:
        return code
    return (honour.police_name or honour.name) if police else honour.name


def is_title(code: str) -> bool:
    """Whether it is a danh hiệu thi đua; hình thức khen thưởng and the rest are not."""
    honour = catalogue().get(code)
    return honour is not None and honour.kind == TITLE


def codes_of(*, kind: str = "", level: str = "") -> tuple[str, ...]:
    """Codes of one kind or level of honours, in the catalogue's order."""
    return tuple(code for code, h in catalogue().items() if kind in ("", h.kind) and level in ("", h.level))


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes in the catalogue's order, unknown ones last."""
    place = {code: at for at, code in enumerate(catalogue())}
    return sorted(codes, key=lambda code: (place.get(code, len(place)), code))


def subject_kind(kind: RecipientKind) -> str:
    """The law's word for a recipient: somebody from outside is a person to it."""
    return RecipientKind.PERSON.value if kind is RecipientKind.OUTSIDER else kind.value


def lawful_money(honour: str, kind: RecipientKind, decided: date | None) -> Reward | None:
    """The money of an honour by the law of the day of its decision; None where the law files have none."""
    if decided is None:
        return None
    try:
        return reward(law_book(), honour, subject_kind(kind), decided)
    except LookupError:
        return None

"""Which honour of the catalogue a text means, from its words and its giver."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.people.folding import fold

SURE = 88  # of 100: from there on an honour is proposed
_AUTHORITY = re.compile(r",| và ")
# Cities under the central government rank with provinces; both stand as "tỉnh" in the catalogue.
_CITY = re.compile(r"\bthanh pho\b|\btp\b")
_SUBJECTS = {
    "individual": ("person",),
    "collective": ("unit",),
    "household": ("household",),
    "mixed": ("person", "unit"),
}


def honours_meant(award: str, granter: str, kind: str) -> list[tuple[str, float]]:
    """Codes that fit the recipients' kind with how well they fit (0–100), the best first."""
    said = fold(award)
    given = _CITY.sub("tinh", f" {said.partition(' cua ')[2]} {fold(granter)} ")
    scored = [
        (code, max(_score(name, said, given) for name in names))
        for code, (names, subjects) in _names().items()
        if set(subjects) & set(_SUBJECTS[kind])
    ]
    return sorted(scored, key=lambda one: -one[1])


def honour_meant(award: str, granter: str, kind: str) -> str:
    """The honour that fits surely and alone; "" where somebody has to choose."""
    found = honours_meant(award, granter, kind)
    if not found or found[0][1] < SURE or (len(found) > 1 and found[1][1] == found[0][1]):
        return ""
    return found[0][0]


def _score(name: tuple[str, str, tuple[str, ...]], said: str, given: str) -> float:
    whole, head, authorities = name
    if whole == said:
        return 100
    if authorities:
        if said.partition(" cua ")[0] not in (head, f"{head} cap") and not said.startswith(f"{head} "):
            return 0
        rest = f" {_CITY.sub('tinh', said.removeprefix(head))} {given} "
        best = max((len(one) for one in authorities if f" {one} " in rest), default=0)
        return 90 + min(best, 9) if best else 60
    return fuzz.ratio(whole, said.partition(" cua ")[0])


@cache
def _names() -> dict[str, tuple[list[tuple[str, str, tuple[str, ...]]], tuple[str, ...]]]:
    """Code → its names (folded whole, its head, the authorities it lists) and whom it is for."""
    return {
        code: (
            [_parted(name) for name in (one.name, one.police_name or "", one.short) if name],
            tuple(one.subjects),
        )
        for code, one in catalogue().items()
    }


def _parted(name: str) -> tuple[str, str, tuple[str, ...]]:
    """ "Bằng khen của Bộ, ban, ngành, tỉnh" is a head with four authorities."""
    head, of, rest = name.partition(" của ")
    if not of and "," in name:
        words = name.partition(",")[0].split()
        head, rest = " ".join(words[:-1]), name[len(" ".join(words[:-1])) :]
    authorities = tuple(fold(one) for one in _AUTHORITY.split(rest) if fold(one)) if rest else ()
    return fold(name), fold(head), authorities

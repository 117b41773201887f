"""Named checks over live data: what should hold and no constraint can hold.

Each room keeps its own in ``checks.py`` and declares them with ``check``; ``vinhdanh doctor`` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One thing that does not hold."""

    what: str  # one Vietnamese sentence
    records: tuple[str, ...] = ()  # as in the journal: person:100234, unit:PX01
    mend: str = ""  # the way out, where it is another than the check's own


Find = Callable[[], Iterable[Inconsistency]]


@dataclass(frozen=True, slots=True)
class Check:
    """A question to the data, asked by ``find``."""

    code: str  # people.unit_paths
    title: str  # what should hold, one Vietnamese sentence without its full stop
    mend: str  # the way to put it right
    find: Find


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and everything that it found; nothing when all is well."""

    check: Check
    found: tuple[Inconsistency, ...]


_CHECKS: dict[str, Check] = {}


def check(code: str, title: str, mend: str) -> Callable[[Find], Find]:
    """Declare the function below as a check.

    Raises:
        ValueError: the code is declared by another function.
    """

    def declare(find: Find) -> Find:
        known = _CHECKS.setdefault(code, Check(code, title, mend, find))
        if known.find is not find:
            raise ValueError(f"check {code!r} is declared twice")
        return find

    return declare


def checks() -> tuple[Check, ...]:
    """Every check of every installed app, by code."""
    autodiscover_modules("checks")
    return tuple(_CHECKS[code] for code in sorted(_CHECKS))


def run_checks(only: Collection[str] = ()) -> list[Checked]:
    """Ask the data, all checks or those named. Nothing is changed.

    Raises:
        KeyError: a name that no check has.
    """
    known = {one.code: one for one in checks()}
    chosen = [known[code] for code in only] if only else list(known.values())
    return [
        Checked(
            one,
            tuple(Inconsistency(f.what, f.records, f.mend or one.mend) for f in one.find()),
        )
        for one in chosen
    ]

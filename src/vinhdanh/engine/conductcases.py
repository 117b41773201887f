"""The law's cases about điều lệnh: violations, units, leaders, training, titles.

Each form is one key of a case beside its ``name``, with what is expected under ``expect``:

``conduct``: acts of one moment · ``unit_share``: occasions and strength · ``leader``: a measure of a
unit or officer · ``training`` / ``unit_training``: a result · ``titles``: measures and a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from vinhdanh.engine.facts import ConductMeasure, UnitTier
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.regulations import (
    TrainingOutcome,
    TrainingRecord,
    Violation,
    assess_violations,
    leader_measures,
    regulations_on,
    title_effect,
    training_result,
    unit_measure,
    unit_training_result,
)

DEFAULT_DAY = date(2025, 12, 31)


def conduct_case(book: LawBook, case: Mapping[Any, Any]) -> str | None:
    """What is wrong with one such case, empty when it passes; None for a case of another form."""
    for key, run in FORMS.items():
        if key in case:
            asked = case[key]
            on = day_of(case["law_date"]) if "law_date" in case else DEFAULT_DAY
            got, expected = run(book, asked, on), case["expect"]
            return "" if got == expected else f"được {got!r}, cần {expected!r}"
    return None


def _conduct(book: LawBook, asked: Mapping[Any, Any], on: date) -> Any:
    found = assess_violations(
        book,
        [_violation(n, v) for n, v in enumerate(asked["acts"])],
        on=on,
        subject=asked.get("subject", "person"),
        earlier=[_violation(100 + n, v) for n, v in enumerate(asked.get("earlier", ()))],
    )
    if found.measure is not None:
        return found.measure.code
    return found.referral or ("deferred" if found.deferred else "not_handled")


def _violation(n: int, told: Any) -> Violation:
    data = told if isinstance(told, Mapping) else {"act": told}
    return Violation(
        f"V{n}",
        str(data["act"]),
        day_of(data.get("day", "01/06/2025")),
        str(data.get("inspection", "")),
        tuple(data.get("circumstances", ())),
        str(data.get("ground", "")),
    )


def _unit_share(book: LawBook, asked: Mapping[Any, Any], on: date) -> Any:
    found = unit_measure(book, int(asked["occasions"]), int(asked["strength"]), on=on).measure
    return found.code if found else "none"


def _leader(book: LawBook, asked: Mapping[Any, Any], on: date) -> Any:
    trigger = regulations_on(book, on).measure(asked["subject"], asked["measure"])
    found = leader_measures(
        book, trigger, on=on, repeated=bool(asked.get("repeated")), met=asked.get("met", ())
    )
    return "exempt" if found.exempt else found.measure.code if found.measure else "none"


def _training(book: LawBook, asked: Mapping[Any, Any], on: date) -> Any:
    return _told(training_result(book, TrainingRecord(**asked), on=on))


def _unit_training(book: LawBook, asked: Mapping[Any, Any], on: date) -> Any:
    found = unit_training_result(
        book,
        int(asked["passed"]),
        int(asked["of"]),
        on=on,
        tier=UnitTier(asked.get("tier", "base")),
        held=bool(asked.get("held", True)),
    )
    return _told(found)


def _told(outcome: TrainingOutcome) -> Any:
    """«passed», «excused», or what failing leads to: «self ha_bac»."""
    if outcome.passed is None:
        return "excused"
    if outcome.passed:
        return "passed"
    return ", ".join(f"{e.whom} {e.measure.code}" for e in outcome.effects)


def _titles(book: LawBook, asked: Mapping[Any, Any], on: date) -> Any:
    subject = asked.get("subject", "person")
    found = title_effect(book, asked["measures"], asked["title"], on=on, subject=subject)
    return "person" if found.open else found.title or "none"


FORMS: Mapping[str, Callable[[LawBook, Any, date], Any]] = {
    "conduct": _conduct,
    "unit_share": _unit_share,
    "leader": _leader,
    "training": _training,
    "unit_training": _unit_training,
    "titles": _titles,
}


def measures_of(id: str, data: Mapping[Any, Any], year: int) -> list[ConductMeasure]:
    """The ``measures`` of a case's facts: codes of the review year, or {code, year, decided} in full."""
    found = []
    for n, told in enumerate(data.get("measures") or []):
        row = told if isinstance(told, Mapping) else {"code": told}
        counted = int(row.get("year", year))
        decided = day_of(row.get("decided", f"01/12/{counted}"))
        found.append(ConductMeasure(f"B{id}.{n}", id, str(row["code"]), decided, counted))
    return found


def day_of(value: Any) -> date:
    """«31/12/2025» or a YAML date.

    Raises:
        ValueError: for anything else.
    """
    if isinstance(value, date):
        return value
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", str(value).strip())
    if match is None:
        raise ValueError(f"ngày viết dd/mm/yyyy, đọc được {value!r}")
    return date(int(match[3]), int(match[2]), int(match[1]))

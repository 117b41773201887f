"""A round's parameters: dated data with their source, read from TOML; and what a candidate lacks of them.

No number stands in the code. Being outside is never a verdict: it is a sentence, and people decide.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from vinhdanh.engine.facts import Sex
from vinhdanh.engine.lawfiles import Problem
from vinhdanh.people.classing.fields import TOP, Fields
from vinhdanh.people.classing.places import Place, line_of_error
from vinhdanh.programmes.recruitment_types import Education, Measure

SHIPPED = Path(__file__).parent / "parameters"
VERIFIED = {
    "seen": "Đã đối chiếu văn bản",
    "quoted": "Theo nguồn trích dẫn",
    "reported": "Theo nguồn thuật lại",
    "own": "Cơ quan tự ghi",
}
MOST_TEXT = 50_000  # characters
_KEYS = "key name year note limit".split()
_LIMIT_KEYS = "of when least most source verified".split()
_WHEN_KEYS = "sex hard_area deferred_for_study receiver".split()
_UNITS = {Measure.AGE: " tuổi", Measure.HEIGHT: " cm", Measure.WEIGHT: " kg"}
_SCHOOLING = [one.value for one in Education]
_SIZES = (Measure.HEIGHT, Measure.WEIGHT)

Bound = Decimal | None


class ParameterError(Exception):
    """The text is no set of parameters; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit, for whom it holds, and where it comes from. Schooling is counted from low to high."""

    of: Measure
    least: Bound
    most: Bound
    sex: str = ""
    hard_area: bool | None = None
    deferred_for_study: bool | None = None
    receivers: tuple[str, ...] = ()
    source: str = ""
    verified: str = "own"

    @property
    def conditions(self) -> int:
        return (
            bool(self.sex)
            + (self.hard_area is not None)
            + (self.deferred_for_study is not None)
            + bool(self.receivers)
        )

    @property
    def for_whom(self) -> str:
        """The conditions in words; empty where it holds for everybody."""
        said = []
        if self.sex:
            said.append("nữ" if self.sex == Sex.FEMALE.value else "nam")
        if self.hard_area is not None:
            said.append("xã thuộc vùng khó khăn" if self.hard_area else "xã không thuộc vùng khó khăn")
        if self.deferred_for_study is not None:
            said.append("đã tạm hoãn để học" if self.deferred_for_study else "chưa tạm hoãn để học")
        if self.receivers:
            said.append(f"đơn vị nhận {', '.join(self.receivers)}")
        return ", ".join(said)

    @property
    def words(self) -> str:
        """What it asks: «từ 18 đến 25 tuổi», «từ Trung học phổ thông»."""
        unit = _UNITS.get(self.of, "")
        low, high = (_shown(self.of, bound) for bound in (self.least, self.most))
        if low and high:
            return f"từ {low} đến {high}{unit}"
        return f"từ {low}{unit} trở lên" if low else f"đến {high}{unit}"

    def holds_for(self, who: Measured) -> bool:
        return (
            self.sex in ("", who.sex)
            and self.hard_area in (None, who.hard_area)
            and self.deferred_for_study in (None, who.deferred_for_study)
            and (not self.receivers or who.receiver in self.receivers)
        )


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that a round's text says."""

    key: str
    name: str
    year: int
    note: str
    limits: tuple[Limit, ...]

    def limit(self, measure: Measure, who: Measured) -> Limit | None:
        """The limit that holds for somebody: the one with most conditions; of equal ones the last."""
        found = [one for one in self.limits if one.of == measure and one.holds_for(who)]
        most = max((one.conditions for one in found), default=0)
        return next((one for one in reversed(found) if one.conditions == most), None)

    @property
    def unsaid(self) -> list[Measure]:
        """Measures that the text says nothing about."""
        return [measure for measure in Measure if all(one.of != measure for one in self.limits)]


@dataclass(frozen=True, slots=True)
class Measured:
    """What is compared of a candidate. None where it is not on record yet."""

    sex: str
    born: date | None
    education: str
    hard_area: bool
    deferred_for_study: bool
    receiver: str = ""
    height: Decimal | None = None
    weight: Decimal | None = None
    health: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One measure of one candidate beside its limit."""

    measure: Measure
    found: str  # empty: not on record
    limit: Limit | None
    inside: bool | None  # None: no limit, or nothing on record

    @property
    def sentence(self) -> str:
        """What a person reads."""
        name = self.measure.label
        if self.limit is None:
            return f"{name}: thông số của đợt chưa có giới hạn cho trường hợp này."
        asked = f"đợt yêu cầu {self.limit.words} ({self.limit.source})"
        if not self.found:
            return f"{name}: chưa ghi; {asked}."
        return f"{name} {self.found}: {'trong giới hạn' if self.inside else 'ngoài giới hạn'}; {asked}."


def years_between(born: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def compare(parameters: Parameters, who: Measured, day: date) -> list[Outcome]:
    """Each measure beside its limit.

    Args:
        day: on which the age is counted.
    """
    values: dict[Measure, Bound] = {
        Measure.AGE: Decimal(years_between(who.born, day)) if who.born else None,
        Measure.EDUCATION: Decimal(_SCHOOLING.index(who.education)) if who.education else None,
        Measure.HEIGHT: who.height,
        Measure.WEIGHT: who.weight,
        Measure.HEALTH: Decimal(who.health) if who.health else None,
    }
    outcomes = []
    for measure, value in values.items():
        limit = parameters.limit(measure, who)
        unit = _UNITS[measure] if measure in _SIZES else ""
        found = f"{_shown(measure, value)}{unit}" if value is not None else ""
        inside = None
        if limit is not None and value is not None:
            inside = (limit.least is None or value >= limit.least) and (
                limit.most is None or value <= limit.most
            )
        outcomes.append(Outcome(measure, found, limit, inside))
    return outcomes


def _shown(measure: Measure, bound: Bound) -> str:
    if bound is None:
        return ""
    if measure == Measure.EDUCATION:
        return str(Education(_SCHOOLING[int(bound)]).label)
    if measure == Measure.HEALTH:
        return f"loại {bound}"
    return f"{bound.normalize():f}".replace(".", ",")


# ---- reading --------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def read_parameters(text: str, file: str = "thông số") -> Parameters:
    """The parameters that a text describes; remembered, since every page of a round asks for them.

    Raises:
        ParameterError: with every problem found, each with its line.
    """
    if len(text) > MOST_TEXT:
        raise ParameterError([Problem(file, 1, f"dài quá {MOST_TEXT} ký tự: không phải thông số của đợt")])
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of_error(str(error))
        raise ParameterError([Problem(file, line, f"sai cú pháp TOML: {error}")]) from error
    reading = _Reading(text, file)
    found = reading.parameters(data)
    if reading.problems:
        raise ParameterError(sorted(reading.problems, key=lambda one: (one.line, one.message)))
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """A text that a new round can begin with."""

    key: str
    name: str
    text: str


def offered() -> list[Offered]:
    """The examples that come with the program, the newest year first."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.toml"))]
    found = [(read_parameters(text), text) for text in texts]
    found.sort(key=lambda one: -one[0].year)
    return [Offered(one.key, one.name, text) for one, text in found]


class _Reading(Fields):
    def parameters(self, data: Mapping[str, Any]) -> Parameters:
        self.known_keys(data, _KEYS, TOP)
        return Parameters(
            key=self.text(data, "key", TOP),
            name=self.text(data, "name", TOP),
            year=self.whole(data, "year", TOP, 1990, 2100),
            note=self.text(data, "note", TOP, needed=False),
            limits=tuple(
                self.limit(table, ("limit", at)) for at, table in enumerate(self.tables(data, "limit", TOP))
            ),
        )

    def limit(self, table: Mapping[str, Any], place: Place) -> Limit:
        self.known_keys(table, _LIMIT_KEYS, place)
        of = Measure(self.word(table.get("of"), [one.value for one in Measure], "thông số", place, "of"))
        least, most = (self.bound(table, key, of, place) for key in ("least", "most"))
        if "least" not in table and "most" not in table:
            self.wrong("cần “least” hoặc “most”", place)
        elif least is not None and most is not None and least > most:
            self.wrong("“least” lớn hơn “most”", place, "least")
        when = table.get("when", {})
        if not isinstance(when, dict):
            self.wrong('“when” viết { sex = "female" }', place, "when")
            when = {}
        self.known_keys(when, _WHEN_KEYS, place, "when")
        sex = when.get("sex", "")
        if sex:
            sex = self.word(sex, [one.value for one in Sex], "giới tính", place, "when")
        receivers = when.get("receiver", [])
        if not isinstance(receivers, list) or not all(isinstance(one, str) for one in receivers):
            self.wrong("“receiver” là danh sách mã đơn vị nhận", place, "when")
            receivers = []
        return Limit(
            of,
            least,
            most,
            sex,
            self.maybe(when, "hard_area", place),
            self.maybe(when, "deferred_for_study", place),
            tuple(receivers),
            self.text(table, "source", place),
            self.word(table.get("verified"), list(VERIFIED), "mức kiểm chứng", place, "verified"),
        )

    def maybe(self, when: Mapping[str, Any], key: str, place: Place) -> bool | None:
        if key not in when:
            return None
        if not isinstance(when[key], bool):
            self.wrong(f"“{key}” là true hoặc false, đọc được {when[key]!r}", place, "when")
            return None
        return bool(when[key])

    def bound(self, table: Mapping[str, Any], key: str, of: Measure, place: Place) -> Bound:
        if key not in table:
            return None
        value = table[key]
        if of == Measure.EDUCATION:
            return Decimal(_SCHOOLING.index(self.word(value, _SCHOOLING, "trình độ", place, key)))
        if of in _SIZES and type(value) is float and value > 0:
            return Decimal(str(value))
        if type(value) is not int or value <= 0:
            self.wrong(f"“{key}” của {of.label.lower()} là một số dương, đọc được {value!r}", place, key)
            return None
        return Decimal(value)

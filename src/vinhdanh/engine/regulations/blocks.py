"""The regulations in force on one day, read from the law files' blocks into plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from vinhdanh.engine.facts import AbsenceKind, DisciplineForm, Force
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lawfiles import Block, as_tuple
from vinhdanh.engine.predicates.parsing import FORM_WORDS, parse_share
from vinhdanh.engine.rules import Citation, citation_of
from vinhdanh.engine.wording import sentence

SubjectKind = Literal["person", "unit"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an explanation, with the clause it rests on (None: a reading, or the facts)."""

    text: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """One measure that the regulations know (hình thức xử lý)."""

    code: str
    name: str
    subject: SubjectKind
    order: int | None  # place among the measures of its subject, 1 the lightest; None outside the list
    effect: str  # none | lower | none_this_year | rated_failed | discipline
    steps: int  # how far ``lower`` takes the year's title down
    form: DisciplineForm | None  # the same measure as a discipline
    citation: Citation
    caveat: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act, or a whole group of acts where ``code`` names no single one of it."""

    code: str  # «9-2-b» the group, «9-2-b.1» its first act
    group: str
    name: str
    subject: SubjectKind
    measure: str | None  # None: other regulations say (``referral``)
    referral: str
    single: bool  # whether the code names exactly one act
    at_least: Fraction | None  # share from which the act is one at all
    citation: Citation


@dataclass(frozen=True, slots=True)
class Step:
    """A step up or down the list of measures."""

    when: str  # same_act_repeated | several_acts | more_aggravating | more_mitigating
    by: int  # +1, -1 …
    citation: Citation


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A circumstance that aggravates or mitigates."""

    code: str
    name: str
    aggravating: bool
    derived: str  # «repeated»: found from the records, not entered
    citation: Citation


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an act is not handled, or not yet."""

    code: str
    name: str
    deferred: bool  # handled later; False: never
    proof: str
    absence: AbsenceKind | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Competence:
    """Who decides a measure."""

    who: str
    level: str  # head | superior_head | council | superior_council | assessment | discipline
    procedure: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit in working days."""

    what: str  # decide | report
    since: str  # notice | full_file
    working_days: int
    max_working_days: int | None
    citation: Citation


class Regulations:
    """What the law files say on one day. Made by ``regulations_on``."""

    def __init__(self, book: LawBook, day: date) -> None:
        self.book, self.day = book, day

    def blocks(self, kind: str) -> tuple[Block, ...]:
        return self.book.blocks(kind, self.day)

    def __bool__(self) -> bool:
        """Whether any text with measures is in force."""
        return bool(self.measures)

    # --- measures -----------------------------------------------------------------------------

    @cached_property
    def measures(self) -> Mapping[tuple[SubjectKind, str], MeasureKind]:
        """(person | unit, code) -> measure, the lightest first."""
        found = [
            MeasureKind(
                code=str(b.data["code"]),
                name=str(b.data["name"]),
                subject=b.data["subject"],
                order=b.data.get("order"),
                effect=str(b.data["effect"]),
                steps=int(b.data.get("steps", 0)),
                form=FORM_WORDS[b.data["form"]] if "form" in b.data else None,
                citation=citation_of(b),
                caveat=b.article.instrument.caveat,
            )
            for b in self.blocks("measure")
        ]
        found.sort(key=lambda m: (m.order is None, m.order))
        return {(m.subject, m.code): m for m in found}

    def measure(self, subject: SubjectKind, code: str) -> MeasureKind:
        """One measure.

        Raises:
            LookupError: the regulations in force that day have no such measure.
        """
        found: MeasureKind = known_code(self.measures, (subject, code), f"hình thức xử lý {code!r}", self.day)
        return found

    def ladder(self, subject: SubjectKind) -> list[MeasureKind]:
        """The measures of one subject in the order of the list, the lightest first."""
        return [m for (s, _), m in self.measures.items() if s == subject and m.order is not None]

    @cached_property
    def acts(self) -> Mapping[str, Act]:
        """Code -> act; every group stands with its own code before its single acts."""
        return {act.code: act for b in self.blocks("act_group") for act in _acts(b)}

    def act(self, code: str) -> Act:
        """One act or group of acts.

        Raises:
            LookupError: the regulations in force that day have no such act.
        """
        found: Act = known_code(self.acts, code, f"hành vi {code!r}", self.day)
        return found

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """When -> step."""
        return {
            str(b.data["when"]): Step(str(b.data["when"]), sign * int(b.data["steps"]), citation_of(b))
            for kind, sign in (("step_up", 1), ("step_down", -1))
            for b in self.blocks(kind)
        }

    @cached_property
    def circumstances(self) -> Mapping[str, Circumstance]:
        return {
            str(b.data["code"]): Circumstance(
                str(b.data["code"]),
                str(b.data["name"]),
                b.data["kind"] == "aggravating",
                str(b.data.get("derived", "")),
                citation_of(b),
            )
            for b in self.blocks("circumstance")
        }

    @cached_property
    def grounds(self) -> Mapping[str, Ground]:
        """Code -> ground, the ones for handling later first."""
        return {
            str(b.data["code"]): Ground(
                str(b.data["code"]),
                str(b.data["name"]),
                kind == "deferred",
                str(b.data.get("proof", "")),
                AbsenceKind(b.data["absence"]) if "absence" in b.data else None,
                citation_of(b),
            )
            for kind in ("deferred", "not_handled")
            for b in self.blocks(kind)
        }

    @cached_property
    def bases(self) -> Mapping[str, str]:
        """What a case may rest on: code -> words."""
        return {code: str(name) for b in self.blocks("case_basis") for code, name in b.data["kinds"].items()}

    @cached_property
    def terms(self) -> Mapping[str, Any]:
        """The words that the text defines: repeat_from, several_from, force."""
        return {key: value for b in self.blocks("conduct_terms") for key, value in b.data.items()}

    @cached_property
    def forces(self) -> frozenset[Force]:
        """Whom the text is about."""
        return frozenset(Force(f) for f in as_tuple(self.terms.get("force")))

    def competence(self, measure: MeasureKind) -> Competence | None:
        """Who decides a measure; None where the texts do not say."""
        for b in self.blocks("competence"):
            if b.data["subject"] == measure.subject and measure.code in b.data["measures"]:
                return Competence(
                    str(b.data["who"]), str(b.data["level"]), str(b.data["procedure"]), citation_of(b)
                )
        return None

    def time_limit(self, what: str) -> TimeLimit | None:
        """The limit for deciding (``decide``) or reporting (``report``); None where there is none."""
        for b in self.blocks("time_limit"):
            if b.data["what"] == what:
                return TimeLimit(
                    what,
                    str(b.data["from"]),
                    int(b.data["working_days"]),
                    b.data.get("max_working_days"),
                    citation_of(b),
                )
        return None

    def reading(self, key: str, default: Any = None) -> Any:
        """How a doubtful word is read; an agency's own reading prevails over the program's."""
        block = self.reading_block(key)
        return default if block is None else block.data[key]

    def reading_block(self, key: str) -> Block | None:
        """The block that says how a doubtful word is read."""
        return next((b for b in reversed(self.blocks("reading")) if key in b.data), None)

    def caveats(self, citations: Iterable[Citation | None]) -> tuple[str, ...]:
        """What must be said of the texts that the citations come from."""
        keys = dict.fromkeys(c.instrument for c in citations if c is not None)
        found = (self.book.instruments[key].caveat for key in keys if key in self.book.instruments)
        return tuple(caveat for caveat in found if caveat)


def regulations_on(book: LawBook, day: date) -> Regulations:
    """The regulations in force on a day, read once per book and day; falsy where there are none."""
    cache: dict[date, Regulations] = book.__dict__.setdefault("_regulations", {})
    if day not in cache:
        cache[day] = Regulations(book, day)
    return cache[day]


def _acts(block: Block) -> Iterator[Act]:
    group, data = str(block.data["code"]), block.data
    names = [str(name) for name in data["acts"]]
    common: dict[str, Any] = {
        "group": group,
        "subject": data["subject"],
        "measure": data.get("measure"),
        "referral": str(data.get("referral", "")),
        "at_least": parse_share(data["at_least"]) if "at_least" in data else None,
        "citation": citation_of(block),
    }
    told = block.statement.partition(": ")[2] or block.statement  # without the measure before it
    whole = names[0] if len(names) == 1 else sentence(told.removesuffix("."))
    yield Act(code=group, name=whole, single=len(names) == 1, **common)
    for n, name in enumerate(names, 1):
        yield Act(code=f"{group}.{n}", name=name, single=True, **common)


def known_code(among: Mapping[Any, Any], key: Any, what: str, day: date) -> Any:
    """Look a code up.

    Raises:
        LookupError: in words, for a code that the text in force that day does not have.
    """
    if key not in among:
        raise LookupError(f"không có {what} trong quy định về điều lệnh ở ngày {day:%d/%m/%Y}")
    return among[key]

"""From the acts of one moment to the measure that the regulations propose, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.regulations.blocks import (
    Act,
    Circumstance,
    Competence,
    Ground,
    Line,
    MeasureKind,
    Regulations,
    Step,
    SubjectKind,
    known_code,
    regulations_on,
)
from vinhdanh.engine.rules import citation_of
from vinhdanh.engine.wording import count


@dataclass(frozen=True, slots=True)
class Violation:
    """One act of one person or unit."""

    id: str
    act: str  # code of an act or a group of acts: «9-2-b.1», «9-2-b»
    on: date
    inspection: str = ""  # acts found in one check carry the same word
    circumstances: tuple[str, ...] = ()
    ground: str = ""  # why it is not handled, or not yet

    @property
    def moment(self) -> str:
        """Acts of one moment are handled together."""
        return self.inspection or self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the regulations propose. People decide."""

    subject: SubjectKind
    measure: MeasureKind | None  # None: nothing to decide here and now
    lines: tuple[Line, ...]  # which act, which step, why
    deferred: tuple[str, ...] = ()  # ids of violations that wait
    not_handled: tuple[str, ...] = ()
    referral: str = ""  # «discipline»: other regulations decide
    doubts: tuple[str, ...] = ()  # what somebody has to look at before deciding
    competence: Competence | None = None
    caveats: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """One sentence."""
        if self.measure is not None:
            told = f"Đề xuất: {self.measure.name[:1].lower()}{self.measure.name[1:]}"
        elif self.referral:
            told = "Chuyển xem xét theo quy định về xử lý kỷ luật"
        elif self.deferred:
            told = "Chưa xem xét xử lý"
        elif self.not_handled:
            told = "Không xử lý"
        else:
            told = "Chưa đến mức phải xử lý"
        return f"{told} ({'; '.join(self.caveats)})." if self.caveats else f"{told}."


def assess_violations(
    book: LawBook,
    violations: Sequence[Violation],
    *,
    on: date,
    subject: SubjectKind = "person",
    earlier: Sequence[Violation] = (),
) -> Assessment:
    """The measure for the acts of one moment, by the text in force on ``on`` (Điều 3, 4, 8–10 TT 02/2021).

    Args:
        violations: the acts of one person or unit found at one moment.
        earlier: his other violations; those of the same year and not later make a repetition.

    Raises:
        ValueError: no violations, or of more than one moment.
        LookupError: an act, circumstance or ground that the text does not know.
    """
    if len({v.moment for v in violations}) != 1:
        raise ValueError("mỗi lần xét các hành vi của một người ở cùng một thời điểm, một lượt kiểm tra")
    law = regulations_on(book, on)
    found = _Finding(law, subject, violations, _of_the_year(law, violations, earlier))
    return found.assessment()


def same_act(first: Act, second: Act) -> bool | None:
    """Whether two records name the same act; None when a record names only the group."""
    if first.group != second.group:
        return False
    if first.single and second.single:
        return first.code == second.code or first.code.partition(".")[0] == second.code
    return None


def _of_the_year(
    law: Regulations, violations: Sequence[Violation], earlier: Sequence[Violation]
) -> list[Violation]:
    """Earlier violations that count: of the same year, another moment, not excused for good."""
    now, day = violations[0].moment, min(v.on for v in violations)
    return [
        v
        for v in earlier
        if v.on.year == day.year
        and v.on <= day
        and v.moment != now
        and not (v.ground and not law.grounds[v.ground].deferred)
    ]


class _Finding:
    """One assessment in the making."""

    def __init__(
        self,
        law: Regulations,
        subject: SubjectKind,
        violations: Sequence[Violation],
        earlier: Sequence[Violation],
    ) -> None:
        self.law, self.subject, self.earlier = law, subject, earlier
        self.violations = list(violations)
        self.lines: list[Line] = []
        self.doubts: list[str] = []
        self.deferred: list[str] = []
        self.not_handled: list[str] = []
        self.ladder = law.ladder(subject)
        self.same_repeated = False

    def assessment(self) -> Assessment:
        handled = self._excuse()
        acts = [(v, self.law.act(v.act)) for v in handled]
        referred = [act for _, act in acts if act.referral]
        for act in referred:
            self.lines.append(Line(f"“{act.name}”: xử lý theo quy định về kỷ luật", act.citation))
        places = [self._place(v, act) for v, act in acts if not act.referral]
        place = self._balance(self._together(places), handled) if places else None
        measure = self.ladder[place] if place is not None else None
        if measure is not None:
            self.lines.append(Line(f"Hình thức: {_small(measure.name)}", measure.citation))
        return Assessment(
            self.subject,
            measure,
            tuple(self.lines),
            deferred=tuple(self.deferred),
            not_handled=tuple(self.not_handled),
            referral=referred[0].referral if referred else "",
            doubts=tuple(self.doubts),
            competence=self.law.competence(measure) if measure else None,
            caveats=self.law.caveats(line.citation for line in self.lines),
        )

    def _excuse(self) -> list[Violation]:
        """The acts that are handled now; the others are explained."""
        handled = []
        for v in self.violations:
            if not v.ground:
                handled.append(v)
                continue
            ground: Ground = known_code(self.law.grounds, v.ground, f"lý do {v.ground!r}", self.law.day)
            (self.deferred if ground.deferred else self.not_handled).append(v.id)
            told = "chưa xem xét xử lý" if ground.deferred else "không xử lý"
            proof = f"; cần có {ground.proof}" if ground.proof else ""
            name = self.law.act(v.act).name
            self.lines.append(Line(f"“{name}”: {told}, {_small(ground.name)}{proof}", ground.citation))
        return handled

    def _place(self, violation: Violation, act: Act) -> int:
        """Where one act's measure stands on the list, with the step for repeating it."""
        if act.subject != self.subject or act.measure is None:
            whose = "đơn vị" if act.subject == "unit" else "cán bộ, chiến sĩ"
            raise LookupError(f"hành vi {act.code!r} là của {whose}")
        measure = self.law.measure(self.subject, act.measure)
        self.lines.append(Line(f"“{act.name}”: {_small(measure.name)}", act.citation))
        place = self.ladder.index(measure)
        step = self.law.steps.get("same_act_repeated")
        known = [(v, same_act(self.law.act(v.act), act)) for v in self.earlier]
        before = next((v for v, same in known if same), None)
        if step is not None and before is not None:
            self.same_repeated = True
            return self._step(
                place, step, f"đã vi phạm hành vi này ngày {before.on:%d/%m/%Y}, cùng năm: nhiều lần"
            )
        unclear = next((v for v, same in known if same is None), None)
        if step is not None and unclear is not None:
            self.doubts.append(
                f"Ngày {unclear.on:%d/%m/%Y} đã vi phạm cùng nhóm hành vi ({act.group}) mà chưa ghi rõ hành "
                f"vi nào; nếu cùng một hành vi thì {_steps(step)} ({step.citation.text})."
            )
        return place

    def _together(self, places: Sequence[int]) -> int:
        """Several acts at one moment: from the highest, or from the common one."""
        highest = max(places)
        step = self.law.steps.get("several_acts")
        if step is None or len(places) < int(self.law.terms.get("several_from", len(places) + 1)):
            return highest
        differ = len(set(places)) > 1
        whence = "hình thức khác nhau, tính từ hình thức cao nhất" if differ else "cùng một hình thức"
        return self._step(highest, step, f"{count(len(places))} lỗi cùng thời điểm, {whence}")

    def _balance(self, place: int, handled: Sequence[Violation]) -> int:
        """More aggravating than mitigating circumstances, or fewer."""
        known = self.law.circumstances
        codes = dict.fromkeys(code for v in handled for code in v.circumstances)
        named: list[Circumstance] = [
            known_code(known, code, f"tình tiết {code!r}", self.law.day) for code in codes
        ]
        named = self._repeated(named)
        for c in named:
            kind = "Tăng nặng" if c.aggravating else "Giảm nhẹ"
            self.lines.append(Line(f"{kind}: {_small(c.name)}", c.citation))
        worse = sum(c.aggravating for c in named)
        better = len(named) - worse
        if worse == better:
            return place
        step = self.law.steps.get("more_aggravating" if worse > better else "more_mitigating")
        if step is None:
            return place
        told = f"{count(worse)} tình tiết tăng nặng, {count(better)} tình tiết giảm nhẹ"
        return self._step(place, step, told)

    def _repeated(self, named: list[Circumstance]) -> list[Circumstance]:
        """The circumstance of repetition comes from the records, and not twice (a reading)."""
        derived = next((c for c in self.law.circumstances.values() if c.derived == "repeated"), None)
        if derived is None:
            return named
        moments = {v.moment for v in (*self.earlier, *self.violations)}
        repeated = len(moments) >= int(self.law.terms.get("repeat_from", len(moments) + 1))
        others = [c for c in named if c.code != derived.code]
        if self.same_repeated and not self.law.reading("repeat_also_aggravates", False):
            block = self.law.reading_block("repeat_also_aggravates")
            self.lines.append(
                Line(
                    "Đã tăng một lần vì lặp lại cùng hành vi nên không tính thêm là tình tiết tăng nặng "
                    "(cách hiểu, văn bản không nói)",
                    citation_of(block) if block else None,
                )
            )
            return others
        return [derived, *others] if repeated or derived in named else others

    def _step(self, place: int, step: Step, why: str) -> int:
        """Move along the list; at its ends the measure stays, and people are told."""
        moved = place + step.by
        kept = min(max(moved, 0), len(self.ladder) - 1)
        told = f"{why[:1].upper()}{why[1:]}: {_steps(step)}"
        self.lines.append(Line(f"{told} → {_small(self.ladder[kept].name)}", step.citation))
        if kept != moved:
            end = "nhẹ hơn" if moved < 0 else "nặng hơn"
            self.doubts.append(
                f"Không có hình thức {end} {_small(self.ladder[kept].name)}: văn bản không nói, giữ nguyên; "
                "người có thẩm quyền quyết định."
            )
        return kept


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _steps(step: Step) -> str:
    return f"{'cao' if step.by > 0 else 'thấp'} hơn {count(abs(step.by))} bậc"

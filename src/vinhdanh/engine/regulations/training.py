"""The yearly training in điều lệnh, quân sự, võ thuật: who passes, and what failing leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from vinhdanh.engine.facts import UnitTier
from vinhdanh.engine.lawbook import LawBook
from vinhdanh.engine.lawfiles import Block, as_tuple
from vinhdanh.engine.predicates.parsing import parse_share
from vinhdanh.engine.regulations.blocks import (
    Line,
    MeasureKind,
    Regulations,
    SubjectKind,
    known_code,
    regulations_on,
)
from vinhdanh.engine.regulations.units import reaches_share
from vinhdanh.engine.rules import citation_of
from vinhdanh.engine.wording import percent

ON_PERSONS = frozenset({"self", "head", "deputy_in_charge"})  # whose measures are measures of a person


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """One person's part in one course."""

    group: str  # of the law files' ``training_group``: officer, combat_officer …
    all_contents: bool = False
    attended: int = 0  # sessions, hours: the same measure as ``held``
    held: int = 0
    theory: bool = False
    practice_passed: int = 0
    practice_contents: int = 0
    excused: str = ""  # of the law files' ``training_excused``
    skipped: bool = False  # stayed away without a reason


@dataclass(frozen=True, slots=True)
class TrainingEffect:
    """What a result leads to, and for whom."""

    whom: str  # self | unit | head | deputy_in_charge
    measure: MeasureKind
    considered: bool  # bị xem xét: somebody considers it first
    line: Line


@dataclass(frozen=True, slots=True)
class TrainingOutcome:
    """How it came out; ``passed`` is None for who is exempt or postponed."""

    passed: bool | None
    lines: tuple[Line, ...]
    effects: tuple[TrainingEffect, ...] = ()
    caveats: tuple[str, ...] = ()


def training_result(book: LawBook, record: TrainingRecord, *, on: date) -> TrainingOutcome:
    """Whether one person passes (Điều 3–6 TT 27/2020).

    Raises:
        ValueError: attended more than was held, or passed more than was asked.
        LookupError: a group or an excuse that the text does not know.
    """
    if record.attended > record.held or record.practice_passed > record.practice_contents:
        raise ValueError("thời gian tham gia, nội dung thực hành đạt không thể nhiều hơn tổng số")
    law = regulations_on(book, on)
    if record.skipped:
        lines = [Line("Bỏ tập huấn không có lý do")]
        return _outcome(law, False, lines, "skipped")
    excuse = _excuse(law, record)
    if excuse is not None and excuse.data["kind"] in ("exempt", "postponed", "confirmed_elsewhere"):
        lines = [Line(str(excuse.data["name"]), citation_of(excuse))]
        if "otherwise" in excuse.data:
            lines.append(Line("Không thực hiện thì coi như bỏ tập huấn không có lý do", citation_of(excuse)))
        return _outcome(law, None, lines, "")
    group = _block(law, "training_group", record.group)
    rule = next(
        (
            b
            for b in law.blocks("training_pass")
            if b.data["subject"] == "person" and record.group in b.data["groups"]
        ),
        None,
    )
    if rule is None:
        raise LookupError(f"không có tiêu chuẩn đạt tập huấn cho nhóm {record.group!r} ở ngày {on:%d/%m/%Y}")
    practice = group.data["contents"] == "both" and not (excuse and excuse.data["kind"] == "no_practice")
    answers = list(_answers(rule, record, practice))
    lines = [Line(f"{'Đạt' if ok else 'Chưa đạt'}: {told}", citation_of(rule)) for ok, told in answers]
    if excuse is not None:
        lines.append(Line(str(excuse.data["name"]), citation_of(excuse)))
    passed = all(ok for ok, _ in answers)
    return _outcome(law, passed, lines, "" if passed else "person_failed")


def _answers(rule: Block, record: TrainingRecord, practice: bool) -> list[tuple[bool, str]]:
    time: Fraction = parse_share(rule.data["time_at_least"])
    found = [
        (not rule.data.get("all_contents") or record.all_contents, "tham gia đầy đủ các nội dung"),
        (
            reaches_share(record.attended, record.held, time),
            f"thời gian {percent(record.attended, record.held)}, cần từ {rule.data['time_at_least']}",
        ),
        (not rule.data.get("theory") or record.theory, "lý thuyết"),
    ]
    if practice:
        asked = parse_share(rule.data["practice_at_least"])
        done = f"{record.practice_passed}/{record.practice_contents}"
        found.append(
            (
                reaches_share(record.practice_passed, record.practice_contents, asked),
                f"thực hành {done} nội dung, cần {rule.data['practice_at_least']}",
            )
        )
    return found


def unit_training_result(
    book: LawBook, passed: int, of: int, *, on: date, tier: UnitTier, held: bool = True
) -> TrainingOutcome:
    """Whether a unit passes, and what it means for it and for those who lead (Điều 5, 6 TT 27/2020).

    Args:
        passed: members who passed.
        of: members who were to take part; who is exempt is left out (a reading).
        held: whether the unit held the training at all.

    Raises:
        ValueError: more passed than took part.
    """
    if passed > of:
        raise ValueError(f"số người đạt {passed} nhiều hơn số người phải tập huấn {of}")
    law = regulations_on(book, on)
    if not held:
        return _outcome(law, False, [Line("Đơn vị không tổ chức tập huấn")], "not_held")
    rule = next((b for b in law.blocks("training_pass") if b.data["subject"] == "unit"), None)
    if rule is None or tier.value not in as_tuple(rule.data["tiers"]):
        text = "Tiêu chuẩn tập thể đạt yêu cầu chỉ áp dụng từ cấp phòng và tương đương trở xuống"
        return _outcome(law, None, [Line(text, citation_of(rule) if rule else None)], "")
    enough = of > 0 and reaches_share(passed, of, parse_share(rule.data["members_at_least"]))
    told = (
        f"{passed}/{of} cán bộ, chiến sĩ đạt ({percent(passed, of)}), cần từ {rule.data['members_at_least']}"
    )
    lines = [Line(f"{'Đạt' if enough else 'Chưa đạt'}: {told}", citation_of(rule))]
    return _outcome(law, enough, lines, "" if enough else "unit_failed")


def _excuse(law: Regulations, record: TrainingRecord) -> Block | None:
    return _block(law, "training_excused", record.excused) if record.excused else None


def _block(law: Regulations, kind: str, code: str) -> Block:
    found: Block = known_code(
        {str(b.data["code"]): b for b in law.blocks(kind)}, code, f"{kind} {code!r}", law.day
    )
    return found


def _outcome(law: Regulations, passed: bool | None, lines: list[Line], trigger: str) -> TrainingOutcome:
    effects = [
        _effect(law, block) for block in law.blocks("training_effect") if block.data["trigger"] == trigger
    ]
    cited = [line.citation for line in (*lines, *(e.line for e in effects))]
    return TrainingOutcome(passed, tuple(lines), tuple(effects), law.caveats(cited))


def _effect(law: Regulations, block: Block) -> TrainingEffect:
    whom = str(block.data["whom"])
    subject: SubjectKind = "person" if whom in ON_PERSONS else "unit"
    considered = bool(block.data.get("considered"))
    return TrainingEffect(
        whom,
        law.measure(subject, str(block.data["measure"])),
        considered,
        Line(block.statement, citation_of(block)),
    )

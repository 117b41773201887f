"""What a scale and a quota say, in the words of the people who read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from vinhdanh.people.classing.quotas import Cap, GroupCheck, Step
from vinhdanh.people.classing.scale import ANY, Class, Condition, Quota, Row

ROUNDINGS = {"down": "làm tròn xuống", "up": "làm tròn lên", "half_up": "làm tròn gần nhất, nửa thì lên"}


def share_words(share: Fraction) -> str:
    """«70%», or «2/3» where the percentage is no whole number."""
    percent = share * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else f"{share.numerator}/{share.denominator}"


def exact_words(value: Fraction) -> str:
    """«6,3»; what no decimal can write stays a fraction: «20/3»."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return f"{float(value):.{digits}f}".replace(".", ",")


def joined(words: Sequence[str]) -> str:
    """«A, B và C»."""
    return " và ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


# ---- tables of a scale ----------------------------------------------------------------------------


def condition_words(condition: Condition, classes: Sequence[Class], unit: str) -> str:
    """«ít nhất 5/6 số tháng là Loại 1», «không có tháng Loại 3, Loại 4»."""
    names = " hoặc ".join(one.name for one in classes if one.code in condition.of)
    if condition.at_most == 0:
        return f"không có {unit} {names}"
    bound, words = (
        (condition.at_least, "ít nhất")
        if condition.at_least is not None
        else (condition.at_most, "nhiều nhất")
    )
    amount = f"{share_words(bound)} số {unit}" if isinstance(bound, Fraction) else f"{bound} {unit}"
    return f"{words} {amount} là {names}"


def row_words(row: Row, classes: Sequence[Class], unit: str) -> str:
    """Everything that a row of a derivation table asks for."""
    if not row.when:
        return "các trường hợp còn lại"
    return "; ".join(condition_words(one, classes, unit) for one in row.when)


def quota_words(quota: Quota, classes: Sequence[Class]) -> list[str]:
    """How a quota is counted, one sentence each."""
    scope = "từng đội, tổ tính riêng" if quota.over == "unit" else "cả đơn vị tính chung"
    whole = (
        f"mẫu số là người xếp {' hoặc '.join(one.name for one in classes if one.code in quota.of)}"
        if quota.of
        else "mẫu số là mọi người được phân loại"
    )
    said = [f"{scope}, {whole}, {ROUNDINGS[quota.rounding]}."]
    if quota.or_better:
        said.append("Mỗi tỷ lệ tính cho loại đó và các loại cao hơn cộng lại.")
    if quota.head_not_above_unit:
        said.append("Chỉ huy không xếp cao hơn tập thể mình chỉ huy.")
    said.append(
        "Vượt thì không gửi được."
        if quota.exceeding == "refuse"
        else "Vượt thì vẫn gửi được nếu ghi giải trình."
    )
    return [one[:1].upper() + one[1:] for one in said]


def quota_matrix(
    quota: Quota, unit_classes: Sequence[Class], classes: Sequence[Class]
) -> list[tuple[str, list[str]]]:
    """Rows of the quota table: collective's class, then the share for each class of person."""
    rows = [(one.name, one.code) for one in unit_classes if one.code in quota.shares]
    if ANY in quota.shares:
        rows.append(("Mọi tập thể" if not rows else "Các loại khác", ANY))
    return [
        (
            name,
            [
                share_words(share) if (share := quota.shares[code].get(one.code)) is not None else "–"
                for one in classes
            ],
        )
        for name, code in rows
    ]


# ---- who must be lowered, and why the sums hold ---------------------------------------------------


@dataclass(frozen=True)
class Who:
    """Somebody named by a quota."""

    number: str
    name: str
    why: str


@dataclass(frozen=True)
class StepTold:
    say: str
    people: tuple[Who, ...] = ()
    tie: str = ""
    tied: tuple[Who, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CapTold:
    name: str
    count: int
    limit: int
    over: int
    why: str


@dataclass(frozen=True)
class SumRow:
    """One class in the table that shows that the sums hold."""

    name: str
    now: int
    limit: int | None
    after: int


@dataclass(frozen=True)
class GroupTold:
    """One collective against its quota, in words."""

    title: str
    unit_class: str
    strength: str
    caps: tuple[CapTold, ...]
    heads: tuple[Who, ...]
    steps: tuple[StepTold, ...]
    short: tuple[str, ...]
    sums: tuple[SumRow, ...]
    fits: bool
    needs_class: bool
    blank: int
    lowered: Mapping[str, str] = field(default_factory=dict)  # số hiệu → class to come down to
    tied: Mapping[str, str] = field(default_factory=dict)

    @property
    def total_now(self) -> int:
        return sum(row.now for row in self.sums)

    @property
    def total_after(self) -> int:
        return sum(row.after for row in self.sums)


@dataclass(frozen=True)
class Naming:
    """What telling needs to know about people and units: names, and the figures behind the order."""

    people: Mapping[str, str]
    units: Mapping[str, str]
    figures: Mapping[str, Mapping[str, str]]  # số hiệu → key of the order → in words
    keys: Mapping[str, str]  # key of the order → its name


def tell_group(
    check: GroupCheck, quota: Quota, classes: Sequence[Class], unit_classes: Sequence[Class], naming: Naming
) -> GroupTold:
    """A check in words."""
    names = {one.code: one.name for one in classes}
    unit_names = {one.code: one.name for one in unit_classes}
    steps: list[StepTold] = []
    lowered: dict[str, str] = {}
    tied: dict[str, str] = {}
    for step in check.steps:
        steps.append(_tell_step(step, quota, classes, naming))
        lowered |= dict.fromkeys(step.lowered, names[step.goes_to])
        tied |= dict.fromkeys(step.tied, names[step.goes_to])
    heads = tuple(
        Who(
            head.id,
            naming.people[head.id],
            f"{names[head.came_from]}, cao hơn tập thể: xuống {names[head.goes_to]}",
        )
        for head in check.heads
    )
    lowered |= {head.id: names[head.goes_to] for head in check.heads if head.id not in lowered}
    limits = {cap.cls: cap.limit for cap in check.caps_after}
    return GroupTold(
        title=naming.units.get(check.unit, check.unit),
        unit_class=unit_names.get(check.unit_class or "", ""),
        strength=_strength(check),
        caps=tuple(
            CapTold(
                _cap_name(cap, quota, classes), cap.count, cap.limit, cap.over, cap_words(cap, quota, classes)
            )
            for cap in check.caps
        ),
        heads=heads,
        steps=tuple(steps),
        short=tuple(
            f"{names[cap.cls]} vẫn vượt {cap.over}: những người còn lại thuộc diện không bị hạ."
            for cap in check.short
        ),
        sums=tuple(
            SumRow(one.name, check.counts[one.code], limits.get(one.code), check.after[one.code])
            for one in classes
        ),
        fits=check.fits,
        needs_class=check.needs_class,
        blank=len(check.blank),
        lowered=lowered,
        tied=tied,
    )


def cap_words(cap: Cap, quota: Quota, classes: Sequence[Class]) -> str:
    """«70% của 9 người được tính = 6,3, làm tròn xuống 6»."""
    whole = " hoặc ".join(one.name for one in classes if one.code in quota.of)
    base = f"{cap.base} người xếp {whole}" if whole else f"{cap.base} người được tính"
    equals = f"{share_words(cap.share)} của {base} = {exact_words(cap.exact)}"
    return equals if cap.exact == cap.limit else f"{equals}, {ROUNDINGS[quota.rounding]} {cap.limit}"


def _cap_name(cap: Cap, quota: Quota, classes: Sequence[Class]) -> str:
    rank = next(one.rank for one in classes if one.code == cap.cls)
    if quota.or_better and rank:
        return f"{classes[rank].name} trở lên"
    return classes[rank].name


def _tell_step(step: Step, quota: Quota, classes: Sequence[Class], naming: Naming) -> StepTold:
    names = {one.code: one.name for one in classes}
    where = f"từ {names[step.came_from]} xuống {names[step.goes_to]}"
    say = (
        f"{_cap_name(step.cap, quota, classes)} có {step.cap.count} người, tối đa {step.cap.limit}: "
        f"hạ {step.number} người {where}."
    )

    def who(id: str) -> Who:
        figures = naming.figures.get(id, {})
        order = [key for key in quota.lower_first if key not in step.skipped and key in figures]
        return Who(id, naming.people[id], ", ".join(figures[key] for key in order))

    notes = []
    if step.waits:
        notes.append(f"Ai {where} thì tùy lựa chọn ở bước trên.")
    if step.skipped:
        skipped = joined([naming.keys[key] for key in step.skipped])
        notes.append(f"Không xếp theo {skipped}: còn người chưa có số liệu này.")
    tie = ""
    if step.tied:
        tie = (
            f"Chọn {step.choose} trong {len(step.tied)} người bằng nhau; máy không tự chọn:"
            if step.choose
            else ""
        )
    return StepTold(
        say, tuple(who(id) for id in step.lowered), tie, tuple(who(id) for id in step.tied), tuple(notes)
    )


def _strength(check: GroupCheck) -> str:
    parts = [f"{check.counted} được tính"]
    if check.exempt:
        parts.append(f"{len(check.exempt)} không phân loại")
    if check.uncounted:
        parts.append(f"{len(check.uncounted)} có loại nhưng không tính vào hạn mức")
    return f"Quân số {check.strength} = {' + '.join(parts)}."

"""How many of each class a collective may have, who stands beyond it, and who comes first to be lowered.

Exact fractions, one declared rounding. People who are equal by the declared order are named together:
which of them is lowered is for people to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from vinhdanh.engine.money import quota as rounded
from vinhdanh.people.classing.scale import Class, Exemption, Quota

NONE = Exemption("", "")


@dataclass(frozen=True, slots=True)
class Member:
    """One person as the quota sees him. Figures in ``keys``: more is better, None is not known."""

    id: str
    unit: str
    cls: str | None = None
    leads: bool = False
    exemption: str = ""
    keys: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cap:
    """One limit, with the figures behind it."""

    cls: str
    count: int
    limit: int
    share: Fraction
    base: int
    exact: Fraction  # share × base before rounding

    @property
    def over(self) -> int:
        return max(self.count - self.limit, 0)


@dataclass(frozen=True, slots=True)
class Head:
    """A head who stands above his unit and must come down to its class."""

    id: str
    came_from: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class Step:
    """So many must go from one class to the next lower one."""

    came_from: str
    goes_to: str
    number: int
    cap: Cap  # as it stood before this step
    lowered: tuple[str, ...]  # who, by the declared order
    tied: tuple[str, ...] = ()  # equal ones, of whom people choose …
    choose: int = 0  # … so many
    waits: bool = False  # depends on a choice of an earlier step
    skipped: tuple[str, ...] = ()  # parts of the order that are not known of everybody


@dataclass(frozen=True)
class GroupCheck:
    """One collective against its quota."""

    unit: str
    unit_class: str | None
    strength: int
    exempt: tuple[str, ...]  # get no class
    uncounted: tuple[str, ...]  # have a class and stand outside the shares
    blank: tuple[str, ...]  # no class entered yet
    counts: Mapping[str, int]  # of those who are counted
    caps: tuple[Cap, ...]
    heads: tuple[Head, ...] = ()
    steps: tuple[Step, ...] = ()
    after: Mapping[str, int] = field(default_factory=dict)  # counts once everybody named has been lowered
    caps_after: tuple[Cap, ...] = ()
    needs_class: bool = False  # the quota depends on the unit's class, and it has none yet

    @property
    def counted(self) -> int:
        return self.strength - len(self.exempt) - len(self.uncounted)

    @property
    def short(self) -> tuple[Cap, ...]:
        """Limits that stay exceeded, because nobody else may be lowered."""
        return tuple(cap for cap in self.caps_after if cap.over)

    @property
    def fits(self) -> bool:
        return not (self.heads or self.steps or self.short or self.needs_class)


def check_quota(
    quota: Quota,
    classes: Sequence[Class],
    unit_classes: Mapping[str, str | None],
    members: Sequence[Member],
    exemptions: Mapping[str, Exemption],
    *,
    sheet: str,
) -> tuple[GroupCheck, ...]:
    """Compare classes with a quota, collective by collective.

    Args:
        classes: best first.
        unit_classes: the class of each collective, None where it has none yet.
        sheet: the unit that the members belong to as a whole; it is the one collective where the
            quota counts everybody together.

    Returns:
        One check a collective, ordered by unit. The order of ``members`` changes nothing.
    """
    if quota.over == "sheet":
        groups = {sheet: list(members)}
    else:
        groups = {unit: [] for unit in sorted({m.unit for m in members})}
        for member in members:
            groups[member.unit].append(member)
    return tuple(
        _Group(quota, classes, unit, unit_classes, group, exemptions).check()
        for unit, group in groups.items()
    )


class _Group:
    def __init__(
        self,
        quota: Quota,
        classes: Sequence[Class],
        unit: str,
        unit_classes: Mapping[str, str | None],
        members: Sequence[Member],
        exemptions: Mapping[str, Exemption],
    ) -> None:
        self.quota, self.classes, self.unit = quota, classes, unit
        self.unit_classes = unit_classes
        self.unit_class = unit_classes.get(unit)
        self.members = {m.id: m for m in sorted(members, key=lambda m: m.id)}
        self.exemption = {m.id: exemptions.get(m.exemption, NONE) for m in self.members.values()}
        self.rank = {one.code: at for at, one in enumerate(classes)}
        assessed = [id for id in self.members if self.exemption[id].assessed]
        self.place = {id: self.rank[cls] for id in assessed if (cls := self.members[id].cls) in self.rank}
        self.counted = {id for id in assessed if self.exemption[id].counted}
        self.undecided: set[str] = set()  # named in a tie that people have yet to break

    def check(self) -> GroupCheck:
        before, caps = self.counts(), self.caps()
        unknown = self.quota.needs_unit_class and self.unit_class is None
        heads = self.lower_heads()
        steps = [] if unknown else self.lower()
        assessed = [id for id in self.members if self.exemption[id].assessed]
        return GroupCheck(
            unit=self.unit,
            unit_class=self.unit_class,
            strength=len(self.members),
            exempt=tuple(id for id in self.members if not self.exemption[id].assessed),
            uncounted=tuple(id for id in assessed if id not in self.counted),
            blank=tuple(id for id in assessed if id not in self.place),
            counts=before,
            caps=caps,
            heads=tuple(heads),
            steps=tuple(steps),
            after=self.counts(),
            caps_after=self.caps(),
            needs_class=unknown,
        )

    # ---- figures ----------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        found = Counter(rank for id, rank in self.place.items() if id in self.counted)
        return {one.code: found[at] for at, one in enumerate(self.classes)}

    def base(self) -> int:
        """The whole that the shares are of."""
        if not self.quota.of:
            return len(self.counted)
        counts = self.counts()
        return sum(counts[code] for code in self.quota.of)

    def cap(self, rank: int) -> Cap | None:
        """The limit of one class as people stand now."""
        code = self.classes[rank].code
        share = self.quota.share(self.unit_class, code)
        if share is None:
            return None
        counts, base = self.counts(), self.base()
        first = 0 if self.quota.or_better else rank
        count = sum(counts[one.code] for one in self.classes[first : rank + 1])
        return Cap(code, count, rounded(share, base, self.quota.rounding), share, base, share * base)

    def caps(self) -> tuple[Cap, ...]:
        return tuple(cap for rank in range(len(self.classes)) if (cap := self.cap(rank)) is not None)

    # ---- lowering ---------------------------------------------------------------------------------

    def lower_heads(self) -> list[Head]:
        found = []
        for id, rank in self.place.items():
            member = self.members[id]
            own = self.unit_classes.get(member.unit) or self.unit_class
            if not (self.quota.head_not_above_unit and member.leads and own in self.rank):
                continue
            if rank < self.rank[own] and not self.exemption[id].above_unit:
                found.append(Head(id, self.classes[rank].code, own))
        for head in found:
            self.place[head.id] = self.rank[head.goes_to]
        return found

    def lower(self) -> list[Step]:
        """Lower until every limit holds or nobody is left who may be lowered."""
        steps: list[Step] = []
        moved = True
        while moved:
            moved = False
            for rank in range(len(self.classes) - 1):
                step = self.step(rank)
                if step is not None:
                    steps.append(step)
                    moved = True
        return steps

    def step(self, rank: int) -> Step | None:
        cap = self.cap(rank)
        pool = [id for id in self.counted if self.place.get(id) == rank and self.exemption[id].lowered]
        if cap is None or not cap.over or not pool:
            return None
        keys, skipped = self.order(pool)
        pool.sort(key=lambda id: (keys[id], id))
        number = 0
        while number < len(pool):
            now = self.cap(rank)
            if now is None or not now.over:
                break
            self.place[pool[number]] += 1
            number += 1
        waits = not self.undecided.isdisjoint(pool)
        cut = keys[pool[number - 1]]
        surely = [id for id in pool if keys[id] < cut]
        equal = [id for id in pool if keys[id] == cut]
        choose = number - len(surely)
        if choose == len(equal):
            surely, equal, choose = pool[:number], [], 0
        if equal:
            self.undecided |= set(equal)
        if waits:
            self.undecided |= set(pool)
        return Step(
            came_from=self.classes[rank].code,
            goes_to=self.classes[rank + 1].code,
            number=number,
            cap=cap,
            lowered=() if waits else tuple(surely),
            tied=() if waits else tuple(equal),
            choose=0 if waits else choose,
            waits=waits,
            skipped=skipped,
        )

    def order(self, pool: Sequence[str]) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
        """What the pool is ordered by, and the parts of the order that somebody has no figure for."""
        known: list[str] = []
        skipped: list[str] = []
        for key in self.quota.lower_first:
            complete = all(self.members[id].keys.get(key) is not None for id in pool)
            (known if complete else skipped).append(key)
        return (
            {id: tuple(self.members[id].keys[key] or 0 for key in known) for id in pool},
            tuple(skipped),
        )

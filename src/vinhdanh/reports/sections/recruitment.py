"""Selection of citizens for service: how many registered and were called, in sums; nobody's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, Sum
from django.urls import reverse

from vinhdanh.movements.models import Target
from vinhdanh.people.selectors import visible_units
from vinhdanh.programmes.models import CommuneQuota, RecruitmentRound
from vinhdanh.programmes.recruitment_counts import counted as counts_of
from vinhdanh.programmes.recruitment_selectors import rounds_seen
from vinhdanh.programmes.recruitment_types import PROGRESS
from vinhdanh.reports.figures import Figure, Grid, Line, Points, Record, Section, Text, counted, share
from vinhdanh.reports.scope import Scope

CODE = "tuyen-chon"
_MEASURED = "recruit_"  # how sources of targets begin that are measured from these rounds
_ELSEWHERE = "Các xã, phường ngoài phạm vi được xem"
Sums = Sequence[tuple[CommuneQuota, int]]


def recruitment(scope: Scope) -> Section:
    """Tuyển chọn công dân: each round of the year in the unit's communes, or everywhere where it answers."""
    parts = tuple(found for one in _rounds(scope) if (found := _Round(scope, one).section()))
    title = "Tuyển chọn công dân thực hiện nghĩa vụ tham gia Công an nhân dân"
    if parts:
        return Section(CODE, title, parts=parts)
    nothing = f"Năm {scope.year} {scope.unit.name} không có chỉ tiêu, số liệu tuyển chọn công dân."
    return Section(CODE, title, (Text((nothing,)),))


def _rounds(scope: Scope) -> list[RecruitmentRound]:
    return list(RecruitmentRound.objects.filter(year=scope.year).order_by("first", "pk"))


def answers_for_all(scope: Scope) -> bool:
    """Whether the unit answers for the whole round: one of its targets of the year is measured from it."""
    mine = Q(unit__in=scope.roots) | Q(owner__in=scope.roots)
    targets = Target.objects.binding().filter(mine, year=scope.year, source__startswith=_MEASURED)
    return targets.exists()


class _Round:
    """One round, as far as the unit answers for it."""

    def __init__(self, scope: Scope, round_: RecruitmentRound) -> None:
        self.scope, self.round = scope, round_
        communes = list(round_.communes.select_related("unit").order_by("unit__path"))
        mine = [one for one in communes if one.unit.path.startswith(scope.unit.path)]
        self.whole = len(mine) == len(communes) if mine else answers_for_all(scope)
        self.communes = communes if self.whole else mine
        seen = set(visible_units(scope.actor).values_list("pk", flat=True))
        self.seen = {one.unit_id for one in communes if one.unit_id in seen}
        opens = rounds_seen(scope.actor).filter(pk=round_.pk).exists()
        self.page = reverse("programmes:recruitment-round", args=[round_.pk]) if opens else ""

    def section(self) -> Section | None:
        if not self.communes and not self.whole:
            return None
        whole, by_commune = counts_of(self.round)
        given = {one.unit_id: one.number for one in self.communes}
        quota = self._sums("chi-tieu", "Chỉ tiêu giao", given, self.round.quota)
        steps = {}
        for step, words in PROGRESS.items():
            counts = {key: n[step] for key, n in by_commune.items() if step in n}
            known = bool(counts) or self.whole or not self.round.by_totals
            steps[step] = self._sums(step, words, counts, whole.get(step), known=known)
        lines: list[Line] = [
            (
                "Chỉ tiêu giao ",
                quota,
                "; công dân đăng ký ",
                steps["registered"],
                "; có quyết định gọi ",
                steps["decided"],
                ", đạt ",
                share(f"{quota.key}.dat", "Tỷ lệ được tuyển chọn so với chỉ tiêu", steps["decided"], quota),
                " chỉ tiêu; đã giao ",
                steps["handed"],
                ".",
            ),
            self._outreach(),
        ]
        rows = []
        for step, words in PROGRESS.items():
            one = steps[step]
            rows.append((words, one, share(f"{one.key}.ty-le", f"{words} so với chỉ tiêu", one, quota)))
        columns = ("Bước", "Số người", "So với chỉ tiêu")
        grid = Grid("Kết quả từng bước", columns, tuple(rows), numeric=frozenset({1, 2}))
        return Section(f"{CODE}.{self.round.pk}", self.round.name, (Points(tuple(lines)), grid))

    def _sums(
        self, key: str, words: str, by_commune: Mapping[int, int], whole: int | None, *, known: bool = True
    ) -> Figure:
        """A sum with a record a commune; what the round has beyond its communes is a record of its own."""
        key = f"{CODE}.{self.round.pk}.{key}"
        label = f"{words}, {self.round.name}"
        mine = [(one, by_commune.get(one.unit_id, 0)) for one in self.communes]
        records = self._records(mine, words)
        if (self.whole and whole is None) or not known:
            return Figure(key, label, None, "Chưa ghi số liệu này.", href=self.page)
        if self.whole and (rest := (whole or 0) - sum(n for _, n in mine)):
            records.append(
                Record("Phần không chia theo xã, phường", self.round.name, href=self.page, weight=rest)
            )
        query = f"{words}: số liệu tổng hợp của đợt, cộng theo xã, phường; không đọc hồ sơ từng người."
        return counted(key, label, query, records, href=self.page)

    def _records(self, sums: Sums, words: str) -> list[Record]:
        """Communes by name as far as the reader sees them; the others together."""
        found = [
            Record(one.unit.name, words, href=self.page, weight=n)
            for one, n in sums
            if n and one.unit_id in self.seen
        ]
        others = sum(n for one, n in sums if one.unit_id not in self.seen)
        return [*found, Record(_ELSEWHERE, words, weight=others)] if others else found

    def _outreach(self) -> Line:
        rows = (
            self.round.outreach.order_by()
            .values("unit")
            .annotate(sessions=Count("pk"), reached=Sum("people"))
        )
        held = {row["unit"]: (row["sessions"], row["reached"]) for row in rows}
        sessions = {key: n for key, (n, _) in held.items()}
        reached = {key: n for key, (_, n) in held.items()}
        people = sum(reached.values())
        return (
            "Tổ chức ",
            self._sums("buoi-tuyen-truyen", "Buổi tuyên truyền", sessions, sum(sessions.values())),
            " buổi tuyên truyền, ",
            self._sums("nguoi-duoc-tuyen-truyen", "Lượt người được tuyên truyền", reached, people),
            " lượt người.",
        )

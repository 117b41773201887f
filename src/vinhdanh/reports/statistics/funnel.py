"""Phễu: what became of the proposals of a round, step by step, and why some went no further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from textwrap import shorten

from django.db.models import Q
from django.utils import timezone

from vinhdanh.council.models import AgendaLine
from vinhdanh.decisions.models import DraftLine
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.stages import BY_VERB, KEEPING, LOST, Stage
from vinhdanh.people.models import Unit
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.charts import Step
from vinhdanh.reports.charts import funnel as drawn_funnel
from vinhdanh.reports.figures import Figure, Grid, Section, Text, share, written
from vinhdanh.reports.statistics.asked import Asked, slug
from vinhdanh.reports.statistics.pictured import pictured
from vinhdanh.reports.statistics.proposals import ORDER, ProposalRow, asked_for, proposal_rows
from vinhdanh.reports.statistics.records import Told, of_proposals

# Each step: its key, its name, how far a proposal must have come, and the rule in words.
STEPS = (
    ("de-nghi", "Đề nghị", 0, "hồ sơ đề nghị đã lập"),
    ("trinh", "Đơn vị đã trình", ORDER[Stage.APPRAISAL], "hồ sơ đơn vị đã trình lên cơ quan tổ chức đợt"),
    ("tham-dinh", "Thẩm định xong", ORDER[Stage.POSTING], "hồ sơ đã qua thẩm định"),
    (
        "hoi-dong",
        "Hội đồng đề nghị",
        ORDER[Stage.SIGNING],
        "hồ sơ Hội đồng đề nghị; ở đợt không qua Hội đồng là hồ sơ đã chuyển người có thẩm quyền",
    ),
    ("quyet-dinh", "Đã có quyết định", ORDER[Stage.DECIDED], "hồ sơ đã có quyết định khen thưởng"),
)
_HEADS = tuple(name for _, name, _, _ in STEPS)


def funnel(asked: Asked) -> Section:
    """The rounds of the year, or one of them."""
    rows = proposal_rows(asked)
    steps = _steps(asked, "tong", "", rows)
    rate = share("tong.ty-le", "Tỷ lệ đã có quyết định", steps[-1], steps[0])
    told = "Từ đề nghị đến quyết định"
    drawn = partial(drawn_funnel, told, _drawn(rows, steps))
    which = asked.round.name if asked.round else f"Các đợt xét tặng năm {asked.scope.year}"
    line = (f"{which}: ", steps[0], " hồ sơ đề nghị, ", steps[-1], " hồ sơ đã có quyết định (", rate, ").")
    table = Grid(
        told,
        ("Bước", "Số hồ sơ", "So với đề nghị"),
        tuple(
            (name, figure, share(f"tong.{key}.ty-le", f"Tỷ lệ: {name.lower()}", figure, steps[0]))
            for (key, name, _, _), figure in zip(STEPS, steps, strict=True)
        )
        if rows
        else (),
        numeric=frozenset({1, 2}),
        empty="Không có hồ sơ nào trong các đợt này.",
    )
    return Section(
        "pheu",
        "Phễu xét tặng",
        (Text(line),),
        (
            Section("cac-buoc", told, (*pictured(drawn, told, rows), table)),
            _stopped(asked, rows),
            _waiting(asked, rows),
            _council(asked),
            _decisions(asked),
            _by_round(asked, rows),
            _by_unit(asked, rows),
        ),
    )


def _steps(asked: Asked, key: str, of: str, rows: Sequence[ProposalRow]) -> list[Figure]:
    found = []
    for step, name, far, rule in STEPS:
        some = [row for row in rows if _came(row, far)]
        named = f"{name}, {of}" if of else name
        query = f"{named}: {rule}, trong các đợt xét tặng năm {asked.scope.year}, do {asked.about} đề nghị."
        found.append(_count(asked, f"{key}.{step}", named, query, some))
    return found


def _came(row: ProposalRow, far: int) -> bool:
    """Whether a proposal came so far; what is decided counts as long as it stands."""
    return row.stage is Stage.DECIDED if far == ORDER[Stage.DECIDED] else row.reached >= far


def _count(asked: Asked, key: str, named: str, query: str, rows: Sequence[ProposalRow]) -> Figure:
    return Figure(
        key, named, len(rows), query, lambda: of_proposals(asked.scope.actor, {r.pk: _told(r) for r in rows})
    )


def _told(row: ProposalRow) -> Told:
    """Where a proposal stands, and why where it stopped."""
    why = f": {row.last.why}" if row.last and row.last.why and row.stage in _ASIDE else ""
    return Told(f"{row.stage.label}{why}", timezone.localtime(row.entered).date())


_ASIDE = LOST | {Stage.RETURNED, Stage.DEFERRED}


def _drawn(rows: Sequence[ProposalRow], steps: Sequence[Figure]) -> list[Step]:
    """The bars, each with what became of those who reached it and not the next one."""
    found = []
    for at, (_, name, far, _) in enumerate(STEPS):
        following = STEPS[at + 1][2] if at + 1 < len(STEPS) else None
        note = ""
        if following is not None:
            here = [row for row in rows if _came(row, far) and not _came(row, following)]
            lost = Counter(row.stage for row in here if row.stage in _ASIDE)
            notes = [f"{written(n)} {stage.label.lower()}" for stage, n in lost.most_common()]
            waits = len(here) - sum(lost.values())
            note = ", ".join([*([f"{written(waits)} đang chờ"] if waits else []), *notes])
        value = steps[at].value
        found.append(Step(name, value if isinstance(value, int) else 0, note))
    return found


def _stopped(asked: Asked, rows: Sequence[ProposalRow]) -> Section:
    """What went no further or was sent back, by what was done with it last and where it stood then."""
    groups: dict[tuple[str, Stage], list[ProposalRow]] = {}
    stopped = [row.pk for row in rows if row.stage in _ASIDE]
    visible = proposals_visible_to(asked.scope.actor).filter(pk__in=stopped).order_by()
    if asked.taken_out:
        visible = visible.filter(Q(person__isnull=True) | Q(person__secrecy=Secrecy.OPEN))
    seen = set(visible.values_list("pk", flat=True))
    for row in rows:
        if row.stage in _ASIDE and row.last:
            groups.setdefault((row.last.verb, row.last.start), []).append(row)
    lines = []
    ordered = sorted(groups.items(), key=lambda one: (ORDER.get(one[0][1], 9), -len(one[1])))
    for (verb, start), some in ordered:
        what = BY_VERB[verb].label if verb in BY_VERB else verb
        query = (
            f"Hồ sơ năm {asked.scope.year} do {asked.about} đề nghị, việc sau cùng là “{what}” "
            f"ở bước “{start.label}”."
        )
        figure = _count(
            asked, f"dung.{slug(verb).replace('_', '-')}.{slug(start)}", f"{what}, {start.label}", query, some
        )
        lines.append((start.label, what, figure, _reasons(row for row in some if row.pk in seen)))
    return Section(
        "dung",
        "Không đi tiếp, trả lại, hoãn",
        (
            Grid(
                "Không đi tiếp, trả lại, hoãn",
                ("Ở bước", "Việc", "Số hồ sơ", "Lý do ghi nhiều nhất"),
                tuple(lines),
                numeric=frozenset({2}),
                empty="Không có hồ sơ nào bị dừng, trả lại hay hoãn.",
            ),
        ),
    )


def _reasons(rows: Iterable[ProposalRow]) -> str:
    """The two reasons given most often, of dossiers that the reader sees."""
    whys = Counter(
        shorten(row.last.why, 140, placeholder="…") for row in rows if row.last and row.last.why.strip()
    )
    return "; ".join(f"{why} ({n})" if n > 1 else why for why, n in whys.most_common(2)) or "–"


def _waiting(asked: Asked, rows: Sequence[ProposalRow]) -> Section:
    groups: dict[Stage, list[ProposalRow]] = {}
    for row in rows:
        if row.stage in KEEPING and row.stage not in _ASIDE:
            groups.setdefault(row.stage, []).append(row)
    lines = tuple(
        (
            stage.label,
            KEEPING[stage].waits,
            _count(
                asked,
                f"cho.{slug(stage)}",
                f"Đang ở bước {stage.label.lower()}",
                f"Hồ sơ năm {asked.scope.year} do {asked.about} đề nghị, đang ở bước “{stage.label}”.",
                groups[stage],
            ),
        )
        for stage in ORDER
        if stage in groups
    )
    title = "Đang chờ"
    grid = Grid(title, ("Bước", "Chờ gì", "Số hồ sơ"), lines, frozenset({2}), "Không có hồ sơ nào đang chờ.")
    return Section("cho", title, (grid,))


def _council(asked: Asked) -> Section:
    """What the council voted on: totals only. Who voted how is nobody's business here."""
    lines = AgendaLine.objects.filter(
        proposal__in=asked_for(asked).order_by().values("pk"), applied__isnull=False
    )
    found = list(lines.order_by("pk").values_list("proposal", "passed", "aside", "applied"))

    def figure(key: str, named: str, passed: bool | None) -> Figure:
        some = {
            proposal: Told(
                "đủ phiếu" if yes else aside or "không đủ phiếu", timezone.localtime(applied).date()
            )
            for proposal, yes, aside, applied in found
            if yes is passed
        }
        query = (
            f"{named}: đề nghị có kết quả biểu quyết đã chuyển vào hồ sơ, năm {asked.scope.year}, "
            f"do {asked.about} đề nghị."
        )
        return Figure(
            f"hoi-dong.{key}", named, len(some), query, lambda: of_proposals(asked.scope.actor, some)
        )

    rows = (
        ("Đủ phiếu", figure("du-phieu", "Đủ phiếu", True)),
        ("Không đủ phiếu", figure("khong-du", "Không đủ phiếu", False)),
        ("Không đưa ra biểu quyết", figure("khong-dua-ra", "Không đưa ra biểu quyết", None)),
    )
    empty = "Hội đồng chưa biểu quyết hồ sơ nào của các đợt này."
    grid = Grid("Kết quả ở Hội đồng", ("Kết quả", "Số hồ sơ"), rows if found else (), frozenset({1}), empty)
    return Section("hoi-dong", "Kết quả ở Hội đồng", (grid,))


def _decisions(asked: Asked) -> Section:
    """In how many decisions the proposals stand, signed and not yet."""
    lines = DraftLine.objects.filter(proposal__in=asked_for(asked).order_by().values("pk"))
    found = list(
        lines.order_by("pk").values_list("proposal", "draft", "draft__decision", "draft__decision__decided")
    )

    def figure(key: str, named: str, signed: bool) -> tuple[Figure, int]:
        some = {
            proposal: Told("đã ký" if signed else "trong dự thảo quyết định", decided)
            for proposal, _, decision, decided in found
            if (decision is not None) is signed
        }
        drafts = {draft for _, draft, decision, _ in found if (decision is not None) is signed}
        query = (
            f"{named}: hồ sơ năm {asked.scope.year} do {asked.about} đề nghị, "
            "có trong danh sách của quyết định."
        )
        return (
            Figure(f"qd.{key}", named, len(some), query, lambda: of_proposals(asked.scope.actor, some)),
            len(drafts),
        )

    rows = []
    for key, name, signed in (("da-ky", "Quyết định đã ký", True), ("du-thao", "Dự thảo quyết định", False)):
        count, papers = figure(key, name, signed)
        rows.append((f"{name} (trong {written(papers)} văn bản)", count))
    empty = "Chưa có quyết định, dự thảo nào về các hồ sơ này."
    grid = Grid("Ở quyết định", ("Văn bản", "Số hồ sơ"), tuple(rows) if found else (), frozenset({1}), empty)
    return Section("quyet-dinh", "Ở quyết định", (grid,))


def _by_round(asked: Asked, rows: Sequence[ProposalRow]) -> Section:
    names = dict(ReviewRound.objects.filter(year=asked.scope.year).order_by("pk").values_list("pk", "name"))
    groups: dict[int, list[ProposalRow]] = {}
    for row in rows:
        groups.setdefault(row.round, []).append(row)
    return _table(asked, "dot", "Theo đợt", "Đợt xét tặng", groups, names)


def _by_unit(asked: Asked, rows: Sequence[ProposalRow]) -> Section:
    groups: dict[int, list[ProposalRow]] = {}
    for row in rows:
        groups.setdefault(row.unit, []).append(row)
    units = Unit.every.filter(pk__in=groups).order_by("path")
    return _table(
        asked, "don-vi", "Theo đơn vị đề nghị", "Đơn vị", groups, dict(units.values_list("pk", "name"))
    )


def _table(
    asked: Asked,
    part: str,
    title: str,
    head: str,
    groups: Mapping[int, Sequence[ProposalRow]],
    names: Mapping[int, str],
) -> Section:
    lines: list[tuple[str | Figure, ...]] = []
    for pk, name in names.items():
        if pk in groups:
            steps = _steps(asked, f"{part}-{pk}", name, groups[pk])
            rate = share(f"{part}-{pk}.ty-le", f"Tỷ lệ đã có quyết định, {name}", steps[-1], steps[0])
            lines.append((name, *steps, rate))
    columns = (head, *_HEADS, "Tỷ lệ có quyết định")
    grid = Grid(title, columns, tuple(lines), frozenset(range(1, len(columns))), "Không có hồ sơ nào.")
    return Section(part, title, (grid,))

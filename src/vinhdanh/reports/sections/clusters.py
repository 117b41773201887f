"""The unit in its cụm or khối, and the clusters that it set up itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count
from django.urls import reverse

from vinhdanh.documents.words import two_digits
from vinhdanh.movements.models import ClusterMember, ClusterYear
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to, score_table
from vinhdanh.movements.types.clusters import MemberRole, Stage
from vinhdanh.reports.figures import Block, Figure, Form, Grid, Line, Points, Record, Section, Text, counted
from vinhdanh.reports.scope import Scope

CODE = "cum-khoi"


def clusters(scope: Scope) -> Section:
    """Cụm, khối thi đua: rank and points of the unit; leaders of the clusters that the unit set up."""
    title = "Cụm, khối thi đua"
    places = (
        ClusterMember.objects.filter(unit__in=scope.roots, year__year=scope.year)
        .exclude(year__stage=Stage.DRAFT)
        .select_related("year__cluster", "unit")
        .order_by("year__cluster__unit__depth", "pk")
    )
    lines = tuple(_place(one) for one in places)
    set_up = list(
        ClusterYear.objects.filter(cluster__unit__in=scope.roots, year=scope.year)
        .exclude(stage=Stage.DRAFT)
        .select_related("cluster", "leader__unit")
        .order_by("cluster")
    )
    blocks: tuple[Block, ...] = (Points(lines),) if lines else ()
    if set_up:
        blocks += _set_up(scope, set_up)
    if not blocks:
        nothing = f"{scope.unit.name} không thuộc và không lập cụm, khối thi đua nào năm {scope.year}."
        blocks = (Text((nothing,)),)
    return Section(CODE, title, blocks)


def _place(member: ClusterMember) -> Line:
    """Where the unit stands in one cluster."""
    year = member.year
    parts: list[str | Figure] = [f"{year.cluster}"]
    if member.role != MemberRole.MEMBER:
        parts.append(f" ({member.get_role_display()} {_kind(year)})")
    if year.stage != Stage.CLOSED:
        return (*parts, ": chưa tổng kết, chưa có điểm và thứ hạng.")
    if member.barred:
        return (*parts, f": không xếp loại, lý do: {member.barred}.")
    row = next(row for row in score_table(year) if row.member.pk == member.pk)
    if row.final is None or row.rank is None:
        return (*parts, ": chưa chốt điểm.")
    key = f"{CODE}.{year.pk}"
    sheet = reverse("movements:cluster-sheet", args=[year.pk, member.pk])
    size = year.members.count()
    rank = Figure(
        f"{key}.thu-hang",
        f"Thứ hạng trong {year.cluster}",
        f"{two_digits(row.rank)}/{two_digits(size)}",
        f"Thứ hạng theo điểm đã chốt của {year}, trên số đơn vị thành viên.",
        lambda: [Record(str(member.unit), f"{year}", href=sheet)],
        Form.NAME,
        href=reverse("movements:cluster", args=[year.pk]),
    )
    total = row.final.points
    points = Figure(
        f"{key}.diem",
        f"Điểm thi đua trong {year.cluster}",
        total,
        f"Tổng điểm đã chốt trên phiếu điểm của đơn vị, {year}.",
        lambda: [Record(str(member.unit), f"Phiếu điểm đã chốt, {year}", href=sheet, weight=total)],
        Form.AMOUNT,
        href=sheet,
    )
    leads = "; là đơn vị dẫn đầu" if year.leader_id == member.pk else ""
    before = f", năm trước xếp thứ {two_digits(row.before)}" if row.before else ""
    return (*parts, ": đạt ", points, " điểm, xếp thứ ", rank, f" đơn vị{before}{leads}.")


def _kind(year: ClusterYear) -> str:
    """«cụm», «khối»."""
    return str(year.cluster.get_kind_display()).partition(" ")[0].lower()


def _set_up(scope: Scope, years: Sequence[ClusterYear]) -> tuple[Block, ...]:
    seen = set(
        cluster_years_visible_to(scope.actor)
        .filter(pk__in=[one.pk for one in years])
        .values_list("pk", flat=True)
    )

    def record(one: ClusterYear) -> Record:
        href = reverse("movements:cluster", args=[one.pk]) if one.pk in seen else ""
        return Record(one.cluster.name, one.get_stage_display(), href=href)

    href = f"{reverse('movements:clusters')}?nam={scope.year}"
    whole = counted(
        f"{CODE}.da-lap",
        "Cụm, khối thi đua do đơn vị lập",
        f"Cụm, khối thi đua do {scope.unit.name} lập, năm {scope.year}, đã mở.",
        [record(one) for one in years],
        href=href,
    )
    closed = counted(
        f"{CODE}.da-tong-ket",
        "Cụm, khối thi đua đã tổng kết",
        f"Cụm, khối thi đua do {scope.unit.name} lập, đã tổng kết năm {scope.year}.",
        [record(one) for one in years if one.stage == Stage.CLOSED],
        href=href,
    )
    grouped = ClusterMember.objects.filter(year__in=years).order_by().values_list("year")
    sizes = dict(grouped.annotate(n=Count("pk")))
    rows = [
        (
            one.cluster.name,
            _members(one, sizes.get(one.pk, 0), href=record(one).href),
            one.leader.unit.name if one.leader else "Chưa xác định",
            one.get_stage_display(),
        )
        for one in years
    ]
    return (
        Text(("Tổ chức ", whole, " cụm, khối thi đua, đã tổng kết ", closed, ".")),
        Grid(
            "Cụm, khối thi đua do đơn vị tổ chức",
            ("Cụm, khối", "Số đơn vị", "Đơn vị dẫn đầu", "Tình trạng"),
            tuple(rows),
            numeric=frozenset({1}),
        ),
    )


def _members(year: ClusterYear, size: int, href: str) -> Figure:
    def records() -> list[Record]:
        rows = year.members.select_related("unit").order_by("order")
        return [Record(str(one.unit), one.get_role_display(), href=href) for one in rows]

    return Figure(
        f"{CODE}.{year.pk}.thanh-vien",
        f"Đơn vị thành viên của {year.cluster}",
        size,
        f"Số đơn vị thành viên của {year}.",
        records,
        href=href,
    )

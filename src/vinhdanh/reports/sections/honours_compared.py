"""A year's honours compared: who among the people was honoured, the year before, the last ten years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vinhdanh.engine.facts import Merit, Sex
from vinhdanh.reports.comparing import beside
from vinhdanh.reports.figures import Block, Figure, Grid, Section, Text, share
from vinhdanh.reports.given import Given, collectives, singles
from vinhdanh.reports.grant_rows import GrantRow
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.pictures import years_picture
from vinhdanh.reports.statistics.asked import Asked
from vinhdanh.reports.statistics.trends import by_recipient

CODE = "khen-thuong"


def times_of_collectives(given: Given) -> Figure:
    """Lượt tập thể: commendations of the unit and those below; titles count apart."""
    return given.figure(
        f"{CODE}.luot-tap-the",
        "Lượt tập thể được khen thưởng (không tính danh hiệu thi đua)",
        collectives(given.commended),
        dt="unit",
    )


def times_of_people(given: Given) -> Figure:
    """Lượt cá nhân: commendations of people, officers or not; titles count apart."""
    return given.figure(
        f"{CODE}.luot-ca-nhan",
        "Lượt cá nhân được khen thưởng (không tính danh hiệu thi đua)",
        singles(given.commended),
    )


def structure(given: Given) -> tuple[Block, ...]:
    """Who among the people: without a leading post, women; and how much was đột xuất."""
    rows = singles(given.commended)
    if not rows:
        return (Text(("Không có lượt cá nhân được khen thưởng.",)),)
    whole = times_of_people(given)
    lines = []
    groups: tuple[tuple[str, str, Callable[[GrantRow], bool]], ...] = (
        (
            "khong-lanh-dao",
            "Lượt cá nhân không giữ chức vụ lãnh đạo, chỉ huy",
            lambda row: row.leads is False,
        ),
        (
            "lanh-dao",
            "Lượt cá nhân giữ chức vụ lãnh đạo, chỉ huy (cả cấp phó)",
            lambda row: row.leads is True,
        ),
        ("khong-ro", "Lượt cá nhân chưa rõ chức vụ lúc được khen", lambda row: row.leads is None),
        ("nu", "Lượt cá nhân là nữ", lambda row: row.sex == Sex.FEMALE.value),
        ("dot-xuat", "Lượt cá nhân được khen đột xuất", lambda row: row.merit == Merit.DOT_XUAT.value),
    )
    for key, label, fits in groups:
        found = [row for row in rows if fits(row)]
        part = given.figure(f"{CODE}.co-cau.{key}", label, found)
        if not found and key == "khong-ro":
            continue
        lines.append(
            (label, part, share(f"{CODE}.co-cau.{key}.ty-le", f"Tỷ lệ {label.lower()}", part, whole))
        )
    return (
        Grid(
            "Lượt cá nhân được khen thưởng theo đối tượng",
            ("Đối tượng", "Số lượt", "Tỷ lệ"),
            tuple(lines),
            numeric=frozenset({1, 2}),
            note="Chức vụ tính theo chức vụ chính vào ngày ký quyết định; tỷ lệ trên tổng lượt cá nhân.",
        ),
    )


def against(given: Given, last: Given) -> Grid:
    """Lượt and titles of the year beside those of the year before."""

    def title_rows(of: Given) -> tuple[Figure, Figure]:
        return (
            of.figure(f"{CODE}.danh-hieu-tap-the", "Danh hiệu thi đua của tập thể", collectives(of.titles)),
            of.figure(f"{CODE}.danh-hieu-ca-nhan", "Danh hiệu thi đua của cá nhân", singles(of.titles)),
        )

    now = (times_of_collectives(given), times_of_people(given), *title_rows(given))
    before = (times_of_collectives(last), times_of_people(last), *title_rows(last))
    pairs = [(one, _of_last_year(two)) for one, two in zip(now, before, strict=True)]
    return beside("Khen thưởng so với năm trước", given.scope.year, pairs)


def ten_years(scope: Scope) -> Section:
    """The last ten years, as the statistics count them."""
    part = by_recipient(Asked(scope))
    grid = next(one for one in part.blocks if isinstance(one, Grid))
    told = replace(grid, caption=f"Danh hiệu và lượt khen từ năm {grid.columns[1]} đến năm {scope.year}")
    return Section(f"{CODE}.muoi-nam", "Mười năm gần đây", (*years_picture(told), told))


def _of_last_year(figure: Figure) -> Figure:
    return Figure(
        f"{figure.key}.nam-truoc",
        f"{figure.label}, năm trước",
        figure.value,
        figure.query,
        figure.records,
        figure.form,
        href=figure.href,
    )

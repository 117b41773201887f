"""Who is in which unit, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vinhdanh.engine import Post
from vinhdanh.exchange.reading.desk import PEOPLE, Desk, groups, resolve, without_repeats
from vinhdanh.exchange.reading.problems import Severity
from vinhdanh.exchange.reading.rows import Row


def build_posts(rows: list[Row], members: Iterable[Row], year: int, desk: Desk) -> list[Post]:
    """Posts; who has none gets one from the unit beside his name."""
    kept: list[Row] = []
    for row in resolve(rows, "person", PEOPLE, desk):
        unit = desk.directory.subject(row, "unit", ("units",))
        if unit is None:
            continue
        row.values["unit"] = unit
        if "end" in row.values and row.values["end"] < row.values["start"]:
            desk.lose(
                "ends_before_start", row, "end", f"Trước ngày bắt đầu ({row.values['start']:%d/%m/%Y})."
            )
            continue
        kept.append(row)
    kept = without_repeats(kept, desk)
    for same in groups(kept, "person"):
        _report_two_units(same, year, desk)
    posts = [
        Post(
            id=row.id,
            person=row.values["person"],
            unit=row.values["unit"],
            start=row.values["start"],
            end=row.values.get("end"),
            title=row.values.get("title", ""),
            grade=row.values.get("grade", ""),
            leads=row.values.get("leads", False),
        )
        for row in kept
    ]
    posted = {post.person for post in posts}
    homes = {row.values["person"] for row in rows} if rows else set()
    for row in members:
        person = desk.persons[row.values["id"]]
        if person.id in posted:
            continue
        unit = None
        if "unit" in row.values:
            unit = desk.directory.subject(row, "unit", ("units",), loses_row=False)
        elif person.id not in homes and person.id not in desk.placed:
            desk.report(
                Severity.WARNING,
                "no_unit",
                row,
                "unit",
                "Chưa có đơn vị ở trang Cán bộ lẫn trang Chức vụ.",
                desk.effects.of_cell("persons", "unit", row.values),
                expected="mã đơn vị",
                subject=person.id,
            )
        if unit is not None:
            posts.append(Post(row.id, person.id, unit, person.joined or date(year, 1, 1), person.left))
    return posts


def _report_two_units(rows: list[Row], year: int, desk: Desk) -> None:
    """Posts in two units at one time: kept, since some people do hold two, but pointed out."""
    rows = sorted(rows, key=lambda r: r.values["start"])
    for n, row in enumerate(rows):
        end = row.values.get("end", date.max)
        for later in rows[n + 1 :]:
            if later.values["start"] >= end:
                break
            if later.values["unit"] != row.values["unit"]:
                desk.report(
                    Severity.WARNING,
                    "two_units",
                    later,
                    "unit",
                    f"Cùng lúc còn ở {row.values['unit']} (dòng {row.number}"
                    + (", chưa ghi ngày kết thúc)." if end == date.max else f", đến {end:%d/%m/%Y})."),
                    f"Nếu cuối năm {year} vẫn vậy thì tính là thành viên của đơn vị nhận sau.",
                    expected="ngày kết thúc ở đơn vị trước",
                )

"""What became of each directive that was given for the year."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from vinhdanh.movements.answering import Answered
from vinhdanh.movements.selectors.directives import answers
from vinhdanh.movements.types.directives import Stage
from vinhdanh.reports.figures import Figure, Grid, Record, Section, Text, counted, share
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.naming import listed

CODE, TITLE = "chi-dao", "Thực hiện ý kiến chỉ đạo, kết luận năm trước"
DONE = (Stage.REPORTED, Stage.CONFIRMED)
LONG = 12  # more lines go to an annex
KINDS: tuple[tuple[str, str, Callable[[Answered], bool]], ...] = (
    ("dung-han", "hoàn thành đúng hạn", lambda one: one.stage in DONE and not one.late),
    ("cham", "hoàn thành chậm", lambda one: one.stage in DONE and one.late > 0),
    ("dang-lam", "đang thực hiện", lambda one: _is_open(one) and not one.late),
    ("qua-han", "quá hạn chưa xong", lambda one: _is_open(one) and one.late > 0),
    ("huy", "đã hủy", lambda one: one.stage == Stage.CANCELLED),
)


def directives(scope: Scope) -> Section:
    """Việc thực hiện ý kiến chỉ đạo: of the unit's own meetings, and what was given to the unit."""
    rows = answers(scope.actor, scope.unit, scope.year)
    if not rows:
        words = f"Không ghi ý kiến chỉ đạo, kết luận nào giao việc cho năm {scope.year}."
        return Section(CODE, TITLE, (Text((words,)),))
    binding = [one for one in rows if one.stage != Stage.CANCELLED]
    whole = _count(scope, "tong", "ý kiến chỉ đạo, kết luận được giao", rows)
    kinds = [
        (_count(scope, code, f"việc {words}", [one for one in rows if fits(one)]), f" {words}")
        for code, words, fits in KINDS
        if any(fits(one) for one in rows)
    ]
    done = _count(scope, "xong", "việc hoàn thành", [one for one in rows if one.stage in DONE])
    owed = _count(scope, "phai-lam", "việc phải làm, trừ việc đã hủy", binding)
    given = f" ý kiến chỉ đạo, kết luận giao cho {scope.unit.name} hoặc do hội nghị của đơn vị giao: "
    counts: list[str | Figure] = [f"Năm {scope.year} có ", whole, given, *listed(kinds, ", ")]
    extended = [one for one in rows if one.extended]
    if extended:
        counts += ["; ", _count(scope, "gia-han", "việc được gia hạn", extended), " việc được gia hạn"]
    rate = share(f"{CODE}.ty-le", "Tỷ lệ hoàn thành ý kiến chỉ đạo", done, owed)
    reached = ("Hoàn thành ", done, "/", owed, " việc phải làm, đạt ", rate, ".")
    return Section(CODE, TITLE, (Text((*counts, ".")), Text(reached), _table(scope, rows)))


def _is_open(one: Answered) -> bool:
    return one.stage not in DONE and one.stage != Stage.CANCELLED


def _count(scope: Scope, code: str, words: str, rows: list[Answered]) -> Figure:
    records = [Record(one.task, f"{one.giver}; {one.state}", one.on, one.href) for one in rows]
    return counted(
        f"{CODE}.{code}",
        f"Số {words}",
        f"Số {words} của hội nghị, cuộc họp giao việc cho năm {scope.year}: do {scope.unit.name} tổ chức, "
        f"hoặc giao cho {scope.unit.name}.",
        records,
        href=f"{reverse('movements:directive-answers', args=[scope.year])}?dv={scope.unit.code}",
    )


def _table(scope: Scope, rows: list[Answered]) -> Grid:
    columns = ("Ý kiến chỉ đạo", "Người chỉ đạo, hội nghị", "Chủ trì", "Hạn", "Kết quả", "Tình trạng")
    cells = tuple(
        (
            one.task,
            f"{one.giver} ({one.meeting}, {one.on:%d/%m/%Y})",
            one.owner,
            one.deadline,
            one.words or one.lacking,
            f"{one.state}, chậm {one.late} ngày" if one.late else one.state,
        )
        for one in rows
    )
    caption = f"Ý kiến chỉ đạo, kết luận giao việc cho năm {scope.year} và kết quả thực hiện"
    return Grid(caption, columns, cells, annex=len(rows) > LONG)

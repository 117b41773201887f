"""``vinhdanh import``: a legacy file into the records, from the prompt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import Exit, count, emit, fail, screen, table
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.site import migrate, start_django
from vinhdanh.web.cli.steps import Steps

if TYPE_CHECKING:
    from vinhdanh.exchange.models import Intake

FIGURES = {
    "new_rows": "Dòng mới",
    "changed_cells": "Ô thay đổi",
    "same_cells": "Ô giữ nguyên",
    "conflict_cells": "Ô mâu thuẫn với sổ",
    "bad_cells": "Ô chưa dùng được",
}
SHOWN = 20  # problems printed

Json = Annotated[bool, typer.Option("--json", help="In dữ kiện dạng JSON, khóa tiếng Anh, không in gì khác.")]


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(app, "import", example="vinhdanh import so-khen-thuong.xlsx --dry-run", panel="Bảng dữ liệu")(
        import_file
    )


def import_file(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .xlsx, .xls, .ods hoặc .csv.")],
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar="NĂM",
            help="Năm xét để so kết quả; không ghi thì theo lần xét mới nhất.",
            min=1980,
            max=2043,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ đọc và so với sổ, in ra những gì sẽ đổi; không ghi gì.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Bỏ các dòng có ô chưa dùng được rồi ghi phần còn lại.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Nhập sổ sách cũ vào hồ sơ: đọc tệp, so với sổ, ghi trọn hoặc không ghi gì."""
    if not file.is_file():
        fail(f"Không có tệp “{file}”.", "Kiểm tra lại đường dẫn.")
    start_django()
    migrate()
    steps = Steps(quiet=as_json)
    if dry_run:
        found, problems = _looked_at(file, year or _year(), steps)
        _print(file, found, problems, written=False, as_json=as_json)
        raise typer.Exit(Exit.ROWS_LEFT_OUT if found["bad_cells"] or found["conflict_cells"] else Exit.OK)
    intake = _previewed(file, year or _year(), steps)
    if skip_bad and intake.counts["bad_rows"]:
        intake = _without_bad(intake, steps)
    written = _written(intake, steps)
    _print(file, written.counts, [], written=True, as_json=as_json, number=written.pk)


def _year() -> int:
    """The year of the newest run, this year where there is none."""
    from django.utils import timezone

    from vinhdanh.eligibility.selectors.runs import latest

    newest = latest()
    return newest.year if newest else timezone.localdate().year


def _looked_at(file: Path, year: int, steps: Steps) -> tuple[dict[str, Any], list[tuple[str, ...]]]:
    """What would change, and what stands against it; nothing is written, not even that somebody looked."""
    from vinhdanh.access.types import Operator
    from vinhdanh.exchange.reading.source import NotAWorkbook
    from vinhdanh.exchange.services import look_at

    with steps.step(f"Đọc {file.name}, so với sổ") as progress:
        try:
            counts, problems = look_at(
                actor=Operator(), name=file.name, data=file.read_bytes(), year=year, tell=progress
            )
        except NotAWorkbook as error:
            fail(str(error))
    return counts.to_json(), problems


def _previewed(file: Path, year: int, steps: Steps) -> Intake:
    from django.core.exceptions import ValidationError

    from vinhdanh.access.types import Operator
    from vinhdanh.exchange import services, tasks
    from vinhdanh.exchange.intake.mapping import from_json
    from vinhdanh.exchange.models import Intake

    actor = Operator()
    with steps.step(f"Đọc {file.name}, so với sổ"), tasks.waited_for():
        try:
            intake = services.receive(actor=actor, name=file.name, data=file.read_bytes(), year=year)
            intake.refresh_from_db()
            if intake.state == Intake.State.MAPPING:
                services.set_mapping(actor=actor, intake=intake, maps=from_json(intake.mapping))
                intake.refresh_from_db()
        except ValidationError as error:
            fail(" ".join(error.messages), "Ghép cột trên trang Nhập dữ liệu.")
    if intake.state != Intake.State.PREVIEW:
        fail(intake.error or intake.get_state_display())
    return intake


def _without_bad(intake: Intake, steps: Steps) -> Intake:
    from vinhdanh.access.types import Operator
    from vinhdanh.exchange import services, tasks
    from vinhdanh.exchange.intake.decisions import Decisions

    rows = intake.rows.filter(bad__gt=0).values_list("sheet", "number")
    dropped = Decisions().without_rows(f"{intake.columns[sheet]['name']}!{number}" for sheet, number in rows)
    with steps.step(f"Bỏ {count(len(dropped.dropped))} dòng chưa dùng được"), tasks.waited_for():
        services.decide(actor=Operator(), intake=intake, decisions=dropped)
    intake.refresh_from_db()
    return intake


def _written(intake: Intake, steps: Steps) -> Intake:
    from django.core.exceptions import ValidationError

    from vinhdanh.access.types import Operator
    from vinhdanh.exchange import services, tasks
    from vinhdanh.exchange.models import Intake

    with steps.step("Ghi vào sổ"), tasks.waited_for():
        try:
            services.start_applying(actor=Operator(), intake=intake)
        except ValidationError as error:
            advice = "Xem từng ô: thêm --dry-run; ghi phần dùng được: thêm --skip-bad."
            fail(" ".join(error.messages), f"Tệp chờ ở lần nhập {intake.pk}. {advice}")
    intake.refresh_from_db()
    if intake.state != Intake.State.APPLIED:
        fail(intake.error or "Chưa ghi gì vào sổ.", f"Tệp chờ ở lần nhập {intake.pk}.")
    return intake


def _print(
    file: Path,
    counts: dict[str, Any],
    problems: list[tuple[str, ...]],
    *,
    written: bool,
    as_json: bool,
    number: int | None = None,
) -> None:
    if as_json:
        keys = ("sheet", "cell", "kind", "read", "why", "suggestion")
        named = [dict(zip(keys, one, strict=True)) for one in problems]
        emit({"file": file, "written": written, "intake": number, "counts": counts, "problems": named})
        return
    from rich.markup import escape

    out = screen()
    for key, words in FIGURES.items():
        out.print(f"  {count(counts[key]):>10}  {words}")
    if problems:
        shown = table("Trang, ô", "Loại", "Tệp ghi", "Vì sao")
        for sheet, cell, kind, read, why, _ in problems[:SHOWN]:
            shown.add_row(*map(escape, (f"{sheet}!{cell}", kind, read, why)))
        out.print(shown)
        if len(problems) > SHOWN:
            out.print(f"và {count(len(problems) - SHOWN)} ô khác; đủ danh sách: thêm --json.")
    if written:
        out.print(f"Đã ghi {count(counts['records'])} bản ghi (lần nhập {number}). Hoàn tác trên trang web.")
    else:
        out.print(f"Chưa ghi gì. Ghi {count(counts['records'])} bản ghi: bỏ --dry-run.")

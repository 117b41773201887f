"""``vinhdanh doctor``: the checks of every room over the live data, and the way to mend what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import Exit, count, emit, fail, screen
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.site import Json, require_migrated, start_django

if TYPE_CHECKING:
    from vinhdanh.audit.consistency import Checked

SHOWN = 20  # findings of one check in the terminal; --json has them all


def register_commands(app: typer.Typer) -> None:
    """Add the command of this module."""
    panel = "Trang web và cơ sở dữ liệu"
    register(app, "doctor", example="vinhdanh doctor", panel=panel)(doctor)


def doctor(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="MÃ", help="Chỉ chạy phép kiểm tra này; dùng nhiều lần được."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Kiểm tra dữ liệu đang dùng: chỗ nào sai, ở hồ sơ nào, sửa ra sao. Có chỗ sai thì mã thoát là 1."""
    start_django()
    require_migrated()
    from vinhdanh.audit.consistency import checks, run_checks

    known = [one.code for one in checks()]
    if unknown := [code for code in only or () if code not in known]:
        fail(
            f"Không có phép kiểm tra “{unknown[0]}”.",
            f"Các phép kiểm tra: {', '.join(known)}.",
            Exit.USAGE,
        )
    results = run_checks(only or ())
    wrong = sum(len(result.found) for result in results)
    if as_json:
        emit({"in_order": not wrong, "checks": [_facts(result) for result in results]})
    else:
        _print(results, wrong)
    if wrong:
        raise typer.Exit(Exit.NOT_IN_ORDER)


def _facts(result: Checked) -> dict[str, Any]:
    return {
        "code": result.check.code,
        "title": result.check.title,
        "found": [{"what": one.what, "records": list(one.records), "mend": one.mend} for one in result.found],
    }


def _print(results: list[Checked], wrong: int) -> None:
    out = screen()
    for result in results:
        if not result.found:
            out.print(f"✓ {result.check.title}", markup=False)
            continue
        out.print(f"✗ {result.check.title}: {count(len(result.found))} chỗ sai", markup=False, style="bold")
        mends = dict.fromkeys(one.mend for one in result.found)
        for one in result.found[:SHOWN]:
            out.print(f"    {one.what}", markup=False)
            if one.records:
                out.print(f"      {', '.join(one.records)}", markup=False, style="dim")
            if len(mends) > 1:
                out.print(f"      Cách sửa: {one.mend}", markup=False)
        if len(result.found) > SHOWN:
            more = count(len(result.found) - SHOWN)
            out.print(f"    … và {more} chỗ nữa: vinhdanh doctor --only {result.check.code} --json")
        if len(mends) == 1:
            out.print(f"    Cách sửa: {next(iter(mends))}", markup=False)
    if wrong:
        out.print(f"\n{count(wrong)} chỗ sai trong {count(len(results))} phép kiểm tra.")
    else:
        out.print(f"\nDữ liệu khớp: {count(len(results))} phép kiểm tra, không có chỗ sai.")

"""``vinhdanh template`` and ``vinhdanh sample``: workbooks to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vinhdanh.web.cli.judging import check_output
from vinhdanh.web.cli.output import count, emit, screen
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.steps import Steps

Out = Annotated[Path, typer.Argument(metavar="TỆP.xlsx", help="Tệp Excel sẽ ghi ra.")]
Json = Annotated[bool, typer.Option("--json", help="In dữ kiện dạng JSON, khóa tiếng Anh, không in gì khác.")]


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(app, "template", example="vinhdanh template bieu-mau.xlsx", panel="Bảng dữ liệu")(template)
    register(app, "sample", example="vinhdanh sample mau.xlsx --messy", panel="Bảng dữ liệu")(sample)


def template(out: Out) -> None:
    """Ghi biểu mẫu trống: đủ các trang, có hướng dẫn, danh sách chọn và dòng ví dụ."""
    from vinhdanh.exchange.template import write_template

    check_output(out)
    write_template(out)
    screen().print(f"Đã ghi {out}. Nhập xong thì chạy: vinhdanh judge {out} --year …")


def sample(
    out: Out,
    messy: Annotated[
        bool,
        typer.Option(
            "--messy", help="Lộn xộn như bảng thật: dòng tiêu đề thừa, ô gộp, ngày dạng chữ, viết tắt, trùng…"
        ),
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="SỐ", help="Cùng số thì cùng một tỉnh, từng ô một.")
    ] = 2026,
    as_json: Json = False,
) -> None:
    """Ghi bảng dữ liệu của tỉnh mẫu Sơn Hà (không có thật, không có người thật)."""
    from vinhdanh.exchange.sample import sample_province
    from vinhdanh.exchange.sample.workbook import write_sample

    check_output(out)
    steps = Steps(quiet=as_json)
    with steps.step("Lập tỉnh mẫu"):
        province = sample_province(seed)
    with steps.step(f"Ghi {out.name}"):
        planted = write_sample(out, province, messy=messy, seed=seed)
    facts = province.facts
    if as_json:
        emit(
            {
                "out": out,
                "messy": messy,
                "seed": seed,
                "persons": len(facts.persons),
                "units": len(facts.units),
                "planted": len(planted),
            }
        )
        return
    told = f"Đã ghi {out}: {count(len(facts.persons))} cán bộ, {count(len(facts.units))} đơn vị"
    screen().print(told + (f", {count(len(planted))} chỗ sai cố ý." if messy else "."))

"""Writes the generated reference pages: the commands, the workbook and the API.

make docs        (a test fails while a page is out of date)
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NOTE = "<!-- Trang này do docs/reference/generate.py viết ra (make docs); đừng sửa tay. -->"

ABOUT_COMMANDS = """\
Mọi lệnh nhận `--help`. Lệnh in dữ kiện có `--json`: khi đó stdout chỉ có một đối tượng JSON, khóa tiếng Anh,
ngày dạng `2025-12-31`; tiến độ và lời nhắc ra stderr. Lỗi là một câu nói việc gì xảy ra và cách sửa;
`vinhdanh --debug …` in thêm phần cho người viết phần mềm.""".splitlines()

ABOUT_WORKBOOK = """\
Tệp Excel (`.xlsx`) gồm các trang dưới đây. `vinhdanh template bieu-mau.xlsx` ghi ra một tệp trống đúng mẫu
này, có danh sách chọn và dòng ví dụ. Thứ tự cột, dòng tiêu đề phía trên, cách viết tên cột, ô gộp đều không
sao; trang hoặc cột không bắt buộc có thể thiếu.""".splitlines()

ABOUT_API = """\
Địa chỉ gốc là `/api/v1/`; tài liệu OpenAPI ở `/api/v1/openapi.json`, trang đọc được ở `/api/`. Cách lập khóa,
gọi, nhận webhook: [docs/how-to/api.md](../how-to/api.md). Mỗi địa chỉ trả 401 khi khóa không mở được, 403 khi
vai trò không có quyền, 404 khi bản ghi không có hoặc ngoài phạm vi, 422 khi dữ liệu gửi lên
chưa đúng.""".splitlines()


def pages() -> dict[str, str]:
    """File name -> text of every generated page."""
    return {"cli.md": commands_page(), "workbook.md": workbook_page(), "api.md": api_page()}


# ---- commands -------------------------------------------------------------------------------------


def commands_page() -> str:
    """Every command with its parameters, from the Typer app itself."""
    import typer.main

    from vinhdanh.web.cli import app
    from vinhdanh.web.cli.output import Exit

    root = typer.main.get_command(app)
    lines = [
        "# Các lệnh",
        "",
        NOTE,
        "",
        *ABOUT_COMMANDS,
        "",
        "## Mã thoát",
        "",
        "| mã | nghĩa |",
        "|---:|---|",
        *(f"| {code:d} | {code.meaning} |" for code in Exit),
        "",
    ]
    for path, command in walk(root, "vinhdanh"):
        lines += [f"## {path}", "", one_line(command.help), ""]
        example = (command.epilog or "").removeprefix("Ví dụ:").strip()
        if example:
            lines += ["```", example, "```", ""]
        rows = [row for row in (parameter(p) for p in command.params) if row]
        if rows:
            lines += ["| tham số | nghĩa | |", "|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def walk(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Commands with their full names, in the order of the help."""
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from walk(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def parameter(param: Any) -> str:
    """One table row."""
    help_text = one_line(getattr(param, "help", "") or "")
    if param.param_type_name == "argument":
        name = f"`{param.metavar or param.human_readable_name}`"
    else:
        names = [*param.opts, *param.secondary_opts]
        takes = "" if param.is_flag else f" {param.metavar}" if param.metavar else " …"
        name = ", ".join(f"`{option}{takes}`" for option in names)
    default = param.default
    if param.required:
        note = "bắt buộc"
    elif default in (None, False, "") or callable(default):
        note = ""
    else:
        note = f"mặc định `{default}`"
    return f"| {name} | {help_text} | {note} |"


def one_line(text: str | None) -> str:
    """Help text on one line, safe inside a table."""
    return re.sub(r"\s+", " ", text or "").strip().replace("|", "\\|")


# ---- workbook -------------------------------------------------------------------------------------


def workbook_page() -> str:
    """Every sheet and column, from the layout that reader, template and sample follow."""
    from vinhdanh.exchange.layout import SHEETS

    lines = [
        "# Bảng dữ liệu cán bộ",
        "",
        NOTE,
        "",
        *ABOUT_WORKBOOK,
        "",
    ]
    for sheet in SHEETS:
        lines += [f"## {sheet.name}", ""]
        if sheet.hint:
            lines += [sheet.hint, ""]
        lines += ["| cột | giá trị | bắt buộc | ghi chú |", "|---|---|---|---|"]
        for column in sheet.columns:
            mark = "có" if column.required else ""
            lines.append(f"| {column.header} | {KINDS[column.kind]} | {mark} | {one_line(column.hint)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


KINDS = {
    "text": "chữ",
    "code": "mã",
    "citizen_id": "số CCCD, 12 chữ số",
    "date": "ngày: 31/12/2025, hoặc ô ngày của Excel",
    "year": "năm",
    "number": "số",
    "flag": "x hoặc để trống; Có/Không",
    "choice": "một trong các giá trị đã biết",
    "subject": "số hiệu, mã đơn vị hoặc mã hộ",
    "codes": "nhiều mã, cách nhau bằng ; hoặc ,",
}


# ---- API ------------------------------------------------------------------------------------------


def api_page() -> str:
    """Every operation, from the OpenAPI document that the program itself serves."""
    schema, groups_of = api_schema()
    lines = ["# API", "", NOTE, "", *ABOUT_API, ""]
    for group in groups_of(schema):
        lines += [f"## {group.name}", ""]
        for one in group.operations:
            lines += [f"### {one.method} {one.path}", "", f"{one.summary}. {one.about}", ""]
            lines += fields("Tham số", one.parameters, told=True)
            lines += fields("Gửi lên", one.body, told=True)
            lines += fields("Mỗi dòng của `items`" if one.paged else "Trả về", one.answer, told=False)
    return "\n".join(lines).rstrip() + "\n"


def api_schema() -> tuple[dict[str, Any], Any]:
    """The document, and what puts it in rows. Django starts in a home of its own where none is running."""
    import django
    from django.apps import apps

    with tempfile.TemporaryDirectory() as home:
        if not apps.ready:
            os.environ |= {"VINHDANH_HOME": home, "DJANGO_SETTINGS_MODULE": "vinhdanh.web.settings"}
            django.setup()
        from vinhdanh.web.api.schema import groups_of
        from vinhdanh.web.api.urls import api

        return dict(api.get_openapi_schema()), groups_of


def fields(title: str, rows: Any, *, told: bool) -> list[str]:
    """One table of values; nothing where there are none."""
    if not rows:
        return []
    lines = [f"| {title} | kiểu | nghĩa |", "|---|---|---|"]
    for one in rows:
        needed = ", bắt buộc" if told and one.needed else ""
        lines.append(f"| `{one.name}` | {one.kind}{needed} | {one_line(one.about)} |")
    return [*lines, ""]


if __name__ == "__main__":
    for file_name, content in pages().items():
        (HERE / file_name).write_text(content, encoding="utf-8")

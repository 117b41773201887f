"""``vinhdanh read``: a report, a news text or a decision into records, shown or as JSON; nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import emit, fail, screen, table
from vinhdanh.web.cli.shell import register

if TYPE_CHECKING:
    from vinhdanh.exchange.prose.types import Reading

KINDS_OF_RECIPIENT = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "mixed": "tập thể, cá nhân",
    "household": "hộ gia đình",
}


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(app, "read", example="vinhdanh read bao-cao.docx", panel="Bảng dữ liệu")(read)


def read(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .txt, .docx hoặc .pdf có chữ.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="TỆP", help="Ghi kết quả dạng JSON ra tệp này; “-” là in ra màn hình."
        ),
    ] = None,
) -> None:
    """Đọc báo cáo, tin bài, quyết định thành khen thưởng, phong trào, nhiệm vụ, chỉ tiêu."""
    from vinhdanh.exchange.prose.export import as_json
    from vinhdanh.exchange.prose.files import UnreadableText, text_of
    from vinhdanh.exchange.prose.reader import read_text

    if not file.is_file():
        fail(f"Không có tệp “{file}”.", "Kiểm tra lại đường dẫn.")
    try:
        text = text_of(file)
    except UnreadableText as error:
        fail(str(error), error.way_out)
    reading = read_text(text)
    if out is None:
        _show(reading, text)
    elif str(out) == "-":
        emit(as_json(reading))
    else:
        try:
            out.write_text(
                json.dumps(as_json(reading), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
        except OSError as error:
            fail(f"Không ghi được “{out}”: {error.strerror}.", "Chọn nơi ghi khác.")
        screen().print(f"Đã ghi {sum(map(len, as_json(reading).values()))} mục vào “{out}”.")


Row = Callable[[Any], list[str]]

SHEETS: tuple[tuple[str, str, tuple[str, ...], Row], ...] = (
    (
        "awards",
        "Khen thưởng",
        ("Hình thức", "Người tặng", "Đối tượng", "Ai nhận", "Số lượng", "Năm"),
        lambda one: [
            one.award,
            one.granter or "",
            KINDS_OF_RECIPIENT[one.recipient_kind],
            one.recipient or "",
            _number(one.count),
            _number(one.year),
        ],
    ),
    (
        "commendation_counts",
        "Số được khen",
        ("Tập thể", "Cá nhân", "Nội dung"),
        lambda one: [_number(one.collectives), _number(one.individuals), one.what],
    ),
    (
        "movements",
        "Phong trào",
        ("Tên", "Năm", "Gắn với", "Nội dung"),
        lambda one: [one.name, _number(one.year), one.linked_to or "", "; ".join(one.axes)],
    ),
    ("focal_tasks", "Nhiệm vụ trọng tâm", ("Nhiệm vụ",), lambda one: [one.task]),
    (
        "targets",
        "Chỉ tiêu, kết quả",
        ("Chỉ tiêu", "Số", "Đơn vị tính", "Là"),
        lambda one: [
            one.indicator,
            _amount(one.value),
            one.unit,
            "kết quả" if one.kind == "result" else "chỉ tiêu",
        ],
    ),
    ("directives", "Chỉ đạo", ("Ai", "Việc"), lambda one: [one.by, one.task]),
    (
        "decisions",
        "Quyết định",
        ("Số", "Ngày", "Người ký"),
        lambda one: [one.number or "", one.date or "", one.signer or ""],
    ),
)


def _show(reading: Reading, text: str) -> None:
    found = False
    for kind, title, head, row in SHEETS:
        if records := getattr(reading, kind):
            found = True
            sheet = table(*head, "Dòng", title=title)
            for one in records:
                sheet.add_row(*row(one), str(text.count("\n", 0, one.place.start) + 1))
            screen().print(sheet)
    if not found:
        screen().print("Không đọc được mục nào về thi đua, khen thưởng trong văn bản này.")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _amount(value: float) -> str:
    """A figure as Vietnamese texts write it: 1.234,5."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))
